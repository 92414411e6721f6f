//! One person: how this body differs from the usual one. Factors are 1 in the usual person, and are applied to copies of
//! the system and of the drugs before an engine is assembled. Not here: how factors vary over people ([`crate::people`]).

use crate::assemble::{AssembleError, Setting};
use crate::content::Library;
use crate::drug::{Drug, Elimination};
use crate::effect::Transduction;
use crate::engine::Engine;
use crate::enzyme::Influence;
use crate::system::System;

/// Range of a factor. What lies beyond is no person.
pub const FACTORS: (f64, f64) = (0.01, 100.0);
/// Greatest activity of an enzyme; 0 is one that is missing.
pub const MAX_ACTIVITY: f64 = 20.0;

/// How active an enzyme is in this person.
#[derive(Clone, Debug, PartialEq)]
pub struct Metaboliser {
    /// The enzyme ("CYP2D6").
    pub enzyme: String,
    /// The phenotype's id; empty where only a number is given.
    pub phenotype: String,
    /// Factor on the usual activity.
    pub activity: f64,
}

/// A person.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Receptor density: multiplies what bound receptors can do (`tau`, or the slope).
    pub density: f64,
    /// Clearance of every drug.
    pub clearance: f64,
    /// Volume of distribution of every drug.
    pub volume: f64,
    /// Sensitivity of the receptors: divides every drug's Kd.
    pub sensitivity: f64,
    /// How far enzymes can be induced: multiplies the greatest induction.
    pub inducibility: f64,
    /// Pace of adaptation: divides the time constants with which channels grow.
    pub adaptation: f64,
    /// Enzymes that are not as usual.
    pub enzymes: Vec<Metaboliser>,
}

impl Default for Person {
    fn default() -> Self {
        Self {
            density: 1.0,
            clearance: 1.0,
            volume: 1.0,
            sensitivity: 1.0,
            inducibility: 1.0,
            adaptation: 1.0,
            enzymes: Vec::new(),
        }
    }
}

/// The names of a person's factors, in the order of [`Person::factors`].
pub const FACTOR_NAMES: [&str; 6] = ["density", "clearance", "volume", "sensitivity", "inducibility", "adaptation"];

impl Person {
    /// All factors, in the order of [`FACTOR_NAMES`].
    #[must_use]
    pub fn factors(&self) -> [f64; 6] {
        [self.density, self.clearance, self.volume, self.sensitivity, self.inducibility, self.adaptation]
    }

    /// This person with other factors, in the order of [`FACTOR_NAMES`].
    #[must_use]
    pub fn with_factors(self, factors: [f64; 6]) -> Self {
        let [density, clearance, volume, sensitivity, inducibility, adaptation] = factors;
        Self { density, clearance, volume, sensitivity, inducibility, adaptation, enzymes: self.enzymes }
    }

    /// What is unusual about an enzyme, if anything.
    #[must_use]
    pub fn metaboliser(&self, enzyme: &str) -> Option<&Metaboliser> {
        self.enzymes.iter().find(|m| m.enzyme == enzyme)
    }

    /// Activity of an enzyme; 1 is usual.
    #[must_use]
    pub fn activity(&self, enzyme: &str) -> f64 {
        self.metaboliser(enzyme).map_or(1.0, |m| m.activity)
    }

    /// Gives this person's shape to a system and to drugs. Enzymes are not among them: see [`Person::setting`].
    pub fn shape(&self, system: &mut System, drugs: &mut [Drug]) {
        for effect in &mut system.effects {
            match &mut effect.transduction {
                Transduction::Operational { tau } => *tau *= self.density,
                Transduction::Linear { slope } => *slope *= self.density,
            }
        }
        for channel in &mut system.channels {
            channel.on_h /= self.adaptation;
        }
        for drug in drugs {
            drug.volume_l *= self.volume;
            for path in &mut drug.elimination {
                match &mut path.by {
                    Elimination::Linear { cl } => *cl *= self.clearance,
                    Elimination::Saturable { vmax, .. } => *vmax *= self.clearance,
                }
            }
            for action in &mut drug.actions {
                action.kd /= self.sensitivity;
            }
            for effect in &mut drug.enzymes {
                if let Influence::Induces { emax, .. } = &mut effect.does {
                    *emax *= self.inducibility;
                }
            }
        }
    }

    /// What an engine is assembled with for this person: the enzymes, and where the switches stand.
    #[must_use]
    pub fn setting(&self, switches: &[(String, bool)]) -> Setting {
        let enzymes = self.enzymes.iter().map(|m| (m.enzyme.clone(), m.activity)).collect();
        Setting { switches: switches.to_vec(), enzymes }
    }
}

impl Library {
    /// The engine of a system and drugs in this person; [`Library::assemble`] has the usual one.
    ///
    /// # Errors
    /// A name that this library does not know, or too large a body.
    pub fn assemble_person(
        &self,
        system: &str,
        drugs: &[&str],
        switches: &[(String, bool)],
        person: &Person,
    ) -> Result<Engine, AssembleError> {
        let mut drugs: Vec<Drug> = self.gather(drugs)?.into_iter().cloned().collect();
        let known = || self.systems.iter().map(|s| s.id.as_str()).collect::<Vec<_>>().join(", ");
        let unknown = || AssembleError::System(system.to_owned(), known());
        let mut system = self.system(system).cloned().ok_or_else(unknown)?;
        person.shape(&mut system, &mut drugs);
        Engine::assemble(&system, &drugs.iter().collect::<Vec<_>>(), &self.enzymes, &person.setting(switches))
    }
}
