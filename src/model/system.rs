//! Body systems: what the engine needs of a system file ([`crate::raw_system`] reads it).
//!
//! A system is a receptor population with its cycle and endogenous tone, the adaptations that push back, a mediator
//! store or a hormonal axis if it has one, the effects in units that a clinician knows, the signs of their mirror, and
//! what puts a person at risk. Each of these mechanisms has a file of its own.

use serde::Deserialize;

pub use crate::axis::Axis;
pub use crate::channel::{Channel, DriveBy};
pub use crate::effect::{Effect, Output, Shown, Transduction};
pub use crate::habit::Habit;
pub use crate::learning::Learning;
pub use crate::sensitization::Sensitization;
pub use crate::store::Store;
pub use crate::symptom::{Hazard, Symptom, Watched};

use crate::receptor::Cycle;
use crate::scene::Scene;
use crate::switch::Switch;

/// What kind of thing the counted receptors are; it decides how they are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Target {
    /// A seven-helix receptor in the membrane.
    Gpcr,
    /// An enzyme under the membrane that a drug switches on.
    Enzyme,
    /// A channel through the membrane that a ligand opens.
    IonChannel,
    /// A carrier that takes a mediator up again.
    Transporter,
    /// A pump in the membrane.
    Pump,
    /// A receptor inside the cell that goes to the nucleus.
    Nuclear,
}

/// The endogenous ligand that is always there.
#[derive(Clone, Debug, PartialEq)]
pub struct Tone {
    /// Name on screen ("noradrenaline").
    pub name: String,
    /// Concentration over its Kd.
    pub q: f64,
    /// Intrinsic efficacy, 0-1.
    pub efficacy: f64,
    /// Drive to phosphorylation, 0-1.
    pub phosphorylation: f64,
    /// Internalisation bias, 0-1.
    pub internalization: f64,
    /// Whether potency shifts act on it too.
    pub shifted: bool,
}

/// A body system, checked and in engine units.
#[derive(Clone, Debug, PartialEq)]
pub struct System {
    /// Name in files.
    pub id: String,
    /// Name on screen.
    pub name: String,
    /// The receptor's name (IUPHAR).
    pub receptor: String,
    /// One plain sentence for a student.
    pub summary: String,
    /// What is disputed about the model of this system, for the reader; empty when nothing is.
    pub disputed: String,
    /// What is counted.
    pub target: Target,
    /// The receptor's cycle.
    pub cycle: Cycle,
    /// Endogenous ligand.
    pub tone: Option<Tone>,
    /// Hormonal axis that makes the endogenous ligand.
    pub axis: Option<Axis>,
    /// Counter-adaptations.
    pub channels: Vec<Channel>,
    /// Responses that grow when exposures are spaced.
    pub sensitization: Vec<Sensitization>,
    /// Learnt counter-reactions.
    pub learning: Vec<Learning>,
    /// Mediator store.
    pub store: Option<Store>,
    /// Effects; the first is the one that levels talk about.
    pub effects: Vec<Effect>,
    /// Signs of withdrawal and rebound.
    pub symptoms: Vec<Symptom>,
    /// Dangers that add up.
    pub hazards: Vec<Hazard>,
    /// Reward, craving, loss of control.
    pub habit: Option<Habit>,
    /// Disputed claims.
    pub switches: Vec<Switch>,
    /// What it looks like.
    pub scene: Scene,
}

impl System {
    /// The effect called `id`.
    #[must_use]
    pub fn effect(&self, id: &str) -> Option<&Effect> {
        self.effects.iter().find(|e| e.id == id)
    }

    /// Everything that listens to something: the field, and what it listens to.
    pub fn drives(&self) -> impl Iterator<Item = (String, &DriveBy)> {
        let channels = self.channels.iter().enumerate().map(|(i, c)| (format!("channels[{i}].drive"), &c.drive));
        let grown = self.sensitization.iter().enumerate();
        let learnt = self.learning.iter().enumerate();
        channels
            .chain(grown.map(|(i, x)| (format!("sensitization[{i}].drive"), &x.drive)))
            .chain(learnt.map(|(i, x)| (format!("learning[{i}].drive"), &x.drive)))
            .chain(self.axis.iter().map(|a| ("axis.drive".to_owned(), &a.drive)))
    }
}
