//! Liver enzymes: made and broken down at their own pace, made faster by inducers, blocked by inhibitors, destroyed by
//! inactivators; some people have more of them than others. What one drug does to an enzyme, every drug feels that it
//! clears. Not here: how much of a drug an enzyme carries ([`crate::pk`]).
//!
//! `dE/dt = k (1 + sum Emax C/(EC50 + C) - E) - sum kinact C/(KI + C) E`, `activity = phenotype E / (1 + sum C/Ki)`

use serde::Deserialize;

use crate::problem::Problems;
use crate::quantity::{Dimension, Num};
use crate::real::Real;
use crate::switch::Only;

/// A kind of person, as far as one enzyme goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Phenotype {
    /// Name in files ("poor").
    pub id: String,
    /// Name on screen.
    pub name: String,
    /// Factor on the enzyme's activity; 1 is usual.
    pub activity: f64,
    /// Share of people, 0-1.
    pub frequency: f64,
}

/// An enzyme, checked and in engine units.
#[derive(Clone, Debug, PartialEq)]
pub struct Enzyme {
    /// Name in files ("CYP3A4").
    pub id: String,
    /// Name on screen.
    pub name: String,
    /// One plain sentence for a student.
    pub summary: String,
    /// Breakdown, 1/h.
    pub turnover_per_h: f64,
    /// Kinds of people; empty where everybody is alike.
    pub phenotypes: Vec<Phenotype>,
}

/// What a drug does to an enzyme; concentrations are in the drug's own family.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Influence {
    /// More of it is made: by `emax` times its naive amount at most.
    Induces {
        /// Greatest induction.
        emax: f64,
        /// Concentration at half of it.
        ec50: f64,
    },
    /// It is kept busy.
    Inhibits {
        /// Concentration that halves the activity.
        ki: f64,
    },
    /// It is destroyed.
    Inactivates {
        /// Concentration at half of the fastest rate.
        ki: f64,
        /// Fastest rate, 1/h.
        kinact_per_h: f64,
    },
}

/// One effect of a drug on one enzyme.
#[derive(Clone, Debug, PartialEq)]
pub struct EnzymeEffect {
    /// The enzyme.
    pub enzyme: String,
    /// What is done to it.
    pub does: Influence,
    /// The switch that it needs.
    pub only: Option<Only>,
}

/// An enzyme of a body that is being stepped.
#[derive(Clone, Debug, PartialEq)]
pub struct Pool {
    /// The enzyme.
    pub enzyme: Enzyme,
    /// Factor on its activity that the person was born with.
    pub activity: f64,
    /// Place of its amount (1 when naive) in the state.
    pub at: usize,
    /// What the drugs aboard do to it, each by its place in the engine's list.
    pub influences: Vec<(usize, Influence)>,
}

impl Pool {
    /// Activity now, 1 in a naive person of the usual kind. `c` gives the plasma concentration of a drug.
    pub fn active<R: Real>(&self, y: &[R], c: impl Fn(usize) -> R) -> R {
        let name = |what: &str| format!("{}_{what}", self.enzyme.id);
        let busy = self.influences.iter().fold(R::of(1.0), |sum, (drug, does)| match does {
            Influence::Inhibits { ki } => sum + c(*drug) / R::parameter(*ki, || name(&format!("ki_{drug}"))),
            Influence::Induces { .. } | Influence::Inactivates { .. } => sum,
        });
        (R::parameter(self.activity, || name("phenotype")) * y[self.at] / busy).called(|| name("activity"))
    }

    /// Adds the enzyme's turnover to `dydt`.
    pub fn flow<R: Real>(&self, y: &[R], c: impl Fn(usize) -> R, dydt: &mut [R]) {
        let name = |what: &str, drug: usize| format!("{}_{what}_{drug}", self.enzyme.id);
        let (mut made, mut destroyed) = (R::of(1.0), R::of(0.0));
        for &(drug, does) in &self.influences {
            match does {
                Influence::Induces { emax, ec50 } => {
                    let (emax, ec50) =
                        (R::parameter(emax, || name("emax", drug)), R::parameter(ec50, || name("ec50", drug)));
                    made = made + emax * c(drug) / (ec50 + c(drug));
                }
                Influence::Inactivates { ki, kinact_per_h } => {
                    let k = R::parameter(kinact_per_h, || name("kinact", drug));
                    destroyed = destroyed + k * c(drug) / (R::parameter(ki, || name("ki", drug)) + c(drug));
                }
                Influence::Inhibits { .. } => {}
            }
        }
        let turnover = R::parameter(self.enzyme.turnover_per_h, || format!("{}_turnover", self.enzyme.id));
        dydt[self.at] = dydt[self.at] + turnover * (made - y[self.at]) - destroyed * y[self.at];
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPhenotype {
    id: String,
    name: String,
    activity: Num,
    frequency: Num,
}

/// An enzyme file before it is checked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawEnzyme {
    id: String,
    name: String,
    summary: String,
    turnover: Num,
    #[serde(default)]
    phenotypes: Vec<RawPhenotype>,
}

/// How far the frequencies of an enzyme's phenotypes may be from 1 in all.
const FREQUENCIES: f64 = 0.01;

impl RawEnzyme {
    /// Checks everything and reports every problem with its field.
    #[must_use]
    pub fn check(self, p: &mut Problems) -> Enzyme {
        p.id(&self.id);
        let before = p.count();
        let phenotypes = self.phenotypes.into_iter().enumerate().map(|(i, k)| Phenotype {
            activity: p.num(&format!("phenotypes[{i}].activity"), &k.activity, Dimension::Plain, (0.0, 100.0)),
            frequency: p.num(&format!("phenotypes[{i}].frequency"), &k.frequency, Dimension::Plain, (0.0, 1.0)),
            id: k.id,
            name: k.name,
        });
        let phenotypes: Vec<Phenotype> = phenotypes.collect();
        let all: f64 = phenotypes.iter().map(|k| k.frequency).sum();
        if p.count() == before && !phenotypes.is_empty() && (all - 1.0).abs() > FREQUENCIES {
            p.add("phenotypes", &format!("the frequencies add up to {all}; allowed: 1"));
        }
        p.unique("phenotypes", phenotypes.iter().map(|k| k.id.as_str()));
        Enzyme {
            turnover_per_h: p.num("turnover", &self.turnover, Dimension::Rate, (1e-6, 1e3)),
            id: self.id,
            name: self.name,
            summary: self.summary,
            phenotypes,
        }
    }
}
