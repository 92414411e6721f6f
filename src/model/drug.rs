//! Drugs: what the engine needs of a drug file ([`crate::raw_drug`] reads it).
//!
//! A drug knows its kinetics and what it does at each receptor; it knows nothing of a body's response. Doses are
//! counted in dose units (DU); the amount behind one DU stays inside the engine.

use serde::Deserialize;

use crate::enzyme::EnzymeEffect;
use crate::switch::{self, Only, Switch};

/// How a dose gets in.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// At once into the blood (injection).
    Bolus,
    /// First-order absorption from a depot: fraction `f` arrives, at rate `ka` per hour.
    Absorbed {
        /// Absorption rate constant, 1/h.
        ka_per_h: f64,
        /// Bioavailability, 0-1.
        f: f64,
        /// A stage before the depot, 1/h (it delays the absorption).
        transit_per_h: Option<f64>,
        /// The enzyme that takes the rest on the first pass; bioavailability then follows its activity.
        first_pass: Option<String>,
    },
    /// A patch or pump: one DU is delivered per `per_h` hours for as long as it is on.
    Patch {
        /// Hours over which a patch of 1 DU delivers 1 DU.
        per_h: f64,
        /// A depot in the skin, emptied at this rate per hour, also after the patch is off.
        skin_per_h: Option<f64>,
    },
    /// The bathing fluid of cells in a dish: the concentration is set, and stays until it is washed out.
    Bath,
}

/// A way in, with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// Name in plans ("oral").
    pub id: String,
    /// The kinetics of entry.
    pub entry: Entry,
    /// Dose units that 1 DU of this form holds (1; an extract more).
    pub strength: f64,
    /// Other substances in the same product, and their amount per DU in their own units.
    pub brings: Vec<(String, f64)>,
}

/// What a ligand does to a receptor when it sits there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Role {
    /// Switches the receptor on, fully or partly.
    Agonist,
    /// Sits and does nothing, keeping others out.
    Antagonist,
    /// Switches constitutive activity off.
    InverseAgonist,
    /// Sits elsewhere and changes the affinity of the others by the factor `efficacy`.
    Modulator,
    /// Sits elsewhere and multiplies the concentration of the endogenous ligand by the factor `efficacy` (below 1 it
    /// holds it back).
    Indirect,
    /// Closes the share `efficacy` of what the others open, whoever sits in the pocket.
    Blocker,
    /// Sits on another receptor of the same cells, whose signal joins the effects named in `on` with weight `efficacy`.
    Parallel,
}

/// A drug's action at one body system's receptor.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// The body system.
    pub system: String,
    /// Agonist, antagonist, ...
    pub role: Role,
    /// Concentration at half occupancy, in the drug's family (mg/L or nM).
    pub kd: f64,
    /// Intrinsic efficacy, -1 to 1; a factor above 0 for a modulator or an indirect drug; the share a blocker closes;
    /// the weight of a parallel signal.
    pub efficacy: f64,
    /// `phi`: drive to phosphorylation when bound, 0-1.
    pub phosphorylation: f64,
    /// `b`: internalisation bias when bound, 0-1.
    pub internalization: f64,
    /// It binds slowly, with a state of its own.
    pub slow: Option<Slow>,
    /// It works by releasing the mediator store.
    pub releases: bool,
    /// Effects that a parallel signal joins; empty: all.
    pub on: Vec<String>,
    /// Name of the site that a modulator, indirect drug or blocker shares with others; `None`: a site of its own.
    pub site: Option<String>,
    /// Share of the tolerance built by another drug that this one meets, where it is not the channel's.
    pub overlap: Vec<(String, f64)>,
    /// The switch that this action needs.
    pub only: Option<Only>,
}

/// Slow binding: `db/dt = kon C^hill free - koff b`, with `kon = koff / kd^hill`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slow {
    /// Dissociation, 1/h.
    pub koff_per_h: f64,
    /// Exponent of the concentration.
    pub hill: f64,
}

/// How fast one way out is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Elimination {
    /// First order: clearance in L/h.
    Linear {
        /// Clearance, L/h.
        cl: f64,
    },
    /// Michaelis-Menten.
    Saturable {
        /// Fastest elimination, amount/h.
        vmax: f64,
        /// Concentration at half of it.
        km: f64,
    },
}

/// One way out of the body; several run side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// How fast.
    pub by: Elimination,
    /// The enzyme that does it; the rate is proportional to its activity.
    pub enzyme: Option<String>,
    /// The drug that comes out of it, and its amount per amount.
    pub makes: Option<(String, f64)>,
}

/// A drug, checked and in engine units.
#[derive(Clone, Debug, PartialEq)]
pub struct Drug {
    /// Name in files ("morphine").
    pub id: String,
    /// Name on screen (IUPHAR).
    pub name: String,
    /// One plain sentence for a student.
    pub summary: String,
    /// What is disputed about it, for the reader; empty when nothing is.
    pub disputed: String,
    /// Amount behind one dose unit.
    pub dose_unit: f64,
    /// Ways in; the first is the usual one.
    pub routes: Vec<Route>,
    /// Central volume, L.
    pub volume_l: f64,
    /// How it leaves: ways side by side.
    pub elimination: Vec<Path>,
    /// Peripheral compartments: rate constants (out, back), 1/h.
    pub peripheral: Vec<(f64, f64)>,
    /// Effect-site equilibration, 1/h; `None`: the receptor sees the plasma.
    pub ke0_per_h: Option<f64>,
    /// What it does to enzymes.
    pub enzymes: Vec<EnzymeEffect>,
    /// Actions, one per body system and state of a switch.
    pub actions: Vec<Action>,
    /// Claims about it that a reader may switch.
    pub switches: Vec<Switch>,
}

impl Drug {
    /// The action at `system` as the evidence has it (no switch touched), if there is one.
    #[must_use]
    pub fn action_at(&self, system: &str) -> Option<&Action> {
        self.actions.iter().find(|a| a.system == system && switch::holds(a.only.as_ref(), &self.switches))
    }

    /// The route called `id`, or the usual one for an empty name.
    #[must_use]
    pub fn route(&self, id: &str) -> Option<&Route> {
        if id.is_empty() { self.routes.first() } else { self.routes.iter().find(|r| r.id == id) }
    }
}
