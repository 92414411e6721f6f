//! A response of the body: how binding becomes response, how the counter-adaptations bend it, and how it is read. Not
//! here: the adaptations themselves ([`crate::channel`], [`crate::sensitization`], [`crate::learning`]).
//!
//! Gross: `E = x/(1 + |x|)`, `x = tau R rho`, every concentration divided by its potency shift. What the body shows is
//! `E gain (1 + growth) - E_naive - opponent` where the drug raises something, and
//! `(1 + growth)(1 - E gain)/(1 - E_naive) - 1 - opponent` where it suppresses something whose capacity may have grown.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::problem::Problems;
use crate::quantity::{Dimension, Num};

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

/// What an effect does to what is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Output {
    /// The reading rises with the response.
    #[default]
    Raises,
    /// The response holds an output down whose capacity may grow behind it: it overshoots at once when the drug goes.
    Suppresses,
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

/// Weights of counter-adaptations, by their place among the system's counters (channels, then sensitisations, then
/// learnings).
pub type Weights = Vec<(usize, f64)>;

/// A response of the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// Name in files ("relief").
    pub id: String,
    /// Name on screen.
    pub name: String,
    /// How binding becomes response.
    pub transduction: Transduction,
    /// What the response does to what is read.
    pub output: Output,
    /// The mediator store gates it.
    pub gated: bool,
    /// `kappa`: potency shift per unit of a counter.
    pub shift: Weights,
    /// `mu`: gain loss per unit of a counter.
    pub loss: Weights,
    /// `w`: additive counter-force per unit of a counter; it is unmasked when the drug goes.
    pub opponent: Weights,
    /// Gain added per unit of a counter.
    pub boost: Weights,
    /// Capacity added per unit of a counter.
    pub growth: Weights,
    /// How it is read.
    pub shown: Shown,
}

#[derive(Debug, Deserialize)]
enum RawTransduction {
    Operational { tau: Num },
    Linear { slope: Num },
}

/// An effect as its file writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawEffect {
    pub(crate) id: String,
    name: String,
    transduction: RawTransduction,
    #[serde(default)]
    output: Output,
    #[serde(default)]
    gated: bool,
    #[serde(default)]
    shift: BTreeMap<String, Num>,
    #[serde(default)]
    loss: BTreeMap<String, Num>,
    #[serde(default)]
    opponent: BTreeMap<String, Num>,
    #[serde(default)]
    boost: BTreeMap<String, Num>,
    #[serde(default)]
    growth: BTreeMap<String, Num>,
    shown: Shown,
}

impl RawEffect {
    /// Checks the effect at `field` against the names of the system's counters.
    pub fn check(self, field: &str, counters: &[String], has_store: bool, p: &mut Problems) -> Effect {
        let mut weights = |kind: &str, map: &BTreeMap<String, Num>| -> Weights {
            let mut out = Vec::new();
            for (id, num) in map {
                let field = format!("{field}.{kind}.{id}");
                let weight = p.num(&field, num, Dimension::Plain, (0.0, 1000.0));
                if let Some(at) = p.one_of(&field, "channel", id, counters.iter().map(String::as_str)) {
                    out.push((at, weight));
                }
            }
            out
        };
        let shift = weights("shift", &self.shift);
        let loss = weights("loss", &self.loss);
        let opponent = weights("opponent", &self.opponent);
        let boost = weights("boost", &self.boost);
        let growth = weights("growth", &self.growth);
        if self.gated && !has_store {
            p.add(&format!("{field}.gated"), "the system has no store; allowed: false, or a store");
        }
        let shown = &self.shown;
        let finite = [shown.set_point, shown.span, shown.lowest, shown.highest].iter().all(|x| x.is_finite());
        if !finite || shown.lowest >= shown.highest {
            p.add(&format!("{field}.shown"), "allowed: finite numbers, and lowest below highest");
        }
        let transduction = match &self.transduction {
            RawTransduction::Operational { tau } => {
                Transduction::Operational { tau: p.num(&format!("{field}.tau"), tau, Dimension::Plain, (1e-6, 1e6)) }
            }
            RawTransduction::Linear { slope } => {
                Transduction::Linear { slope: p.num(&format!("{field}.slope"), slope, Dimension::Plain, (-1e6, 1e6)) }
            }
        };
        Effect {
            id: self.id,
            name: self.name,
            transduction,
            output: self.output,
            gated: self.gated,
            shift,
            loss,
            opponent,
            boost,
            growth,
            shown: self.shown,
        }
    }
}
