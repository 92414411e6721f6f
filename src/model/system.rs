//! Body systems: what the engine needs of a system file ([`crate::raw_system`] reads it).
//!
//! A system is a receptor population with its cycle and endogenous tone, the adaptation channels that push back,
//! a mediator store if it has one, the effects in units that a clinician knows, and the symptoms of their mirror.

use serde::Deserialize;

use crate::receptor::Cycle;

/// What kind of thing the counted receptors are; it decides how they are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Target {
    /// A seven-helix receptor in the membrane.
    Gpcr,
    /// An enzyme under the membrane that a drug switches on.
    Enzyme,
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
}

/// What an adaptation channel listens to.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub enum DriveBy {
    /// The fraction of receptors with an agonist, less its naive value.
    Occupancy,
    /// An effect before its losses, less its naive value.
    Effect(String),
    /// The effect-site concentration of one drug, in its own family.
    Concentration(String),
}

/// A counter-adaptation: it follows its drive slowly and pushes back through the effects' weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Channel {
    /// Name in files.
    pub id: String,
    /// Name on screen.
    pub name: String,
    /// What it follows.
    pub drive: DriveBy,
    /// Time constant while it grows, h.
    pub on_h: f64,
    /// Time constant while it fades, h.
    pub off_h: f64,
    /// One or two first-order stages in a row.
    pub stages: u8,
}

/// A mediator that the effect consumes and that is made anew.
#[derive(Clone, Debug, PartialEq)]
pub struct Store {
    /// Name on screen.
    pub name: String,
    /// Refill, 1/h.
    pub refill_per_h: f64,
    /// Release per unit of occupancy, 1/h.
    pub release_per_h: f64,
    /// Share of the release that is not taken up again, 0-1.
    pub spent: f64,
}

/// How binding becomes a response.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Transduction {
    /// Operational model (Black and Leff 1983): `x/(1+x)`, `x = tau R rho`. A large `tau` means spare receptors.
    Operational {
        /// Transducer ratio.
        tau: f64,
    },
    /// Proportional to concentration: `slope * c/Kd` (small effects of drugs far below saturation).
    Linear {
        /// Effect per unit of `c/Kd`.
        slope: f64,
    },
}

/// How an effect is shown to people.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// The unit ("bpm", "pain 0-10").
    pub unit: String,
    /// What is read at the set point (effect 0).
    pub set_point: f64,
    /// What is added at effect 1.
    pub span: f64,
    /// Lowest value that can be read.
    pub lowest: f64,
    /// Highest value that can be read.
    pub highest: f64,
}

impl Shown {
    /// The reading of an effect (fraction; 0 is the set point).
    #[must_use]
    pub fn reading(&self, effect: f64) -> f64 {
        (self.set_point + self.span * effect).clamp(self.lowest, self.highest)
    }
}

/// A response of the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// Name in files ("relief").
    pub id: String,
    /// Name on screen.
    pub name: String,
    /// How binding becomes response.
    pub transduction: Transduction,
    /// The mediator store gates it.
    pub gated: bool,
    /// `kappa`: potency shift per unit of a channel, by channel index.
    pub shift: Vec<(usize, f64)>,
    /// `mu`: gain loss per unit of a channel.
    pub loss: Vec<(usize, f64)>,
    /// `w`: additive counter-force per unit of a channel; it is unmasked when the drug goes.
    pub opponent: Vec<(usize, f64)>,
    /// How it is read.
    pub shown: Shown,
}

/// A withdrawal or rebound sign that follows an effect's swing past the set point.
#[derive(Clone, Debug, PartialEq)]
pub struct Symptom {
    /// Name in files ("withdrawal").
    pub id: String,
    /// Name on screen.
    pub name: String,
    /// Effect index.
    pub effect: usize,
    /// `true`: it follows swings above the set point (a blocker's rebound), else below.
    pub above: bool,
    /// Time constants of the early and the late stage, h.
    pub stages_h: (f64, f64),
    /// Signs as a clinician names them.
    pub signs: Vec<String>,
    /// Stopping abruptly can kill.
    pub stopping_can_kill: bool,
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
    /// Counter-adaptations.
    pub channels: Vec<Channel>,
    /// Mediator store.
    pub store: Option<Store>,
    /// Effects; the first is the one that levels talk about.
    pub effects: Vec<Effect>,
    /// Symptoms.
    pub symptoms: Vec<Symptom>,
}

impl System {
    /// The effect called `id`.
    #[must_use]
    pub fn effect(&self, id: &str) -> Option<&Effect> {
        self.effects.iter().find(|e| e.id == id)
    }
}
