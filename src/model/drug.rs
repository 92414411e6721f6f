//! Drugs: what the engine needs of a drug file ([`crate::raw_drug`] reads it).
//!
//! A drug knows its kinetics and what it does at each receptor; it knows nothing of a body's response. Doses are
//! counted in dose units (DU); the amount behind one DU stays inside the engine.

use serde::Deserialize;

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
    },
    /// A patch or pump: one DU is delivered per `per_h` hours for as long as it is on.
    Patch {
        /// Hours over which a patch of 1 DU delivers 1 DU.
        per_h: f64,
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
    /// Intrinsic efficacy, -1 to 1 (a modulator: the factor on affinity, above 0).
    pub efficacy: f64,
    /// `phi`: drive to phosphorylation when bound, 0-1.
    pub phosphorylation: f64,
    /// `b`: internalisation bias when bound, 0-1.
    pub internalization: f64,
}

/// Elimination.
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

/// A share of the clearance that an enzyme carries, and what the drug does to that enzyme.
#[derive(Clone, Debug, PartialEq)]
pub struct Metabolism {
    /// The enzyme ("CYP3A4").
    pub enzyme: String,
    /// Share of the clearance that the enzyme carries, 0-1.
    pub fraction: f64,
    /// Greatest induction by this drug (0: none).
    pub emax: f64,
    /// Concentration at half of it.
    pub ec50: f64,
    /// Turnover of the enzyme, 1/h.
    pub turnover_per_h: f64,
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
    /// Amount behind one dose unit.
    pub dose_unit: f64,
    /// Ways in; the first is the usual one.
    pub routes: Vec<Route>,
    /// Central volume, L.
    pub volume_l: f64,
    /// How it leaves.
    pub elimination: Elimination,
    /// Peripheral compartments: rate constants (out, back), 1/h.
    pub peripheral: Vec<(f64, f64)>,
    /// Effect-site equilibration, 1/h; `None`: the receptor sees the plasma.
    pub ke0_per_h: Option<f64>,
    /// Enzyme share of the clearance.
    pub metabolism: Option<Metabolism>,
    /// Actions, one per body system.
    pub actions: Vec<Action>,
}

impl Drug {
    /// The action at `system`, if there is one.
    #[must_use]
    pub fn action_at(&self, system: &str) -> Option<&Action> {
        self.actions.iter().find(|a| a.system == system)
    }

    /// The route called `id`, or the usual one for an empty name.
    #[must_use]
    pub fn route(&self, id: &str) -> Option<&Route> {
        if id.is_empty() { self.routes.first() } else { self.routes.iter().find(|r| r.id == id) }
    }
}
