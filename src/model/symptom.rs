//! Signs of withdrawal and rebound, and what they put at risk. A sign follows an effect's swing past the set point, in
//! two stages; a hazard adds up while an effect or a sign is beyond its threshold. Not here: the swing itself
//! ([`crate::effect`]).
//!
//! `dN1/dt = (beyond - N1)/early`, `dN2/dt = (N1 - N2)/late`; `dH/dt = rate beyond^power`, and the risk is `1 - e^-H`.

use serde::Deserialize;

use crate::channel::TIME;
use crate::effect::Effect;
use crate::math::exp;
use crate::problem::Problems;
use crate::quantity::{Dimension, Num};
use crate::real::Real;

/// A withdrawal or rebound sign.
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
    /// Swing that is not yet felt.
    pub threshold: f64,
    /// Time constants of the early and the late stage, h.
    pub stages_h: (f64, f64),
    /// Signs as a clinician names them.
    pub signs: Vec<String>,
    /// Stopping abruptly can kill.
    pub stopping_can_kill: bool,
}

impl Symptom {
    /// How far a net effect is beyond what is felt, 0 or more.
    #[must_use]
    pub fn beyond<R: Real>(&self, net: R) -> R {
        let swing = if self.above { net } else { -net };
        (swing - R::parameter(self.threshold, || format!("{}_threshold", self.id))).positive()
    }

    /// Adds the flow to `dydt`: the early stage at `at`, the late one behind it.
    pub fn flow<R: Real>(&self, net: R, at: usize, y: &[R], dydt: &mut [R]) {
        let early = R::parameter(self.stages_h.0, || format!("{}_early", self.id));
        let late = R::parameter(self.stages_h.1, || format!("{}_late", self.id));
        dydt[at] = dydt[at] + (self.beyond(net) - y[at]) / early;
        dydt[at + 1] = dydt[at + 1] + (y[at] - y[at + 1]) / late;
    }
}

/// What a hazard watches, by place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watched {
    /// A net effect.
    Effect(usize),
    /// A sign's early stage.
    Symptom(usize),
    /// A sign's late stage.
    Late(usize),
}

#[derive(Debug, Deserialize)]
enum RawWatched {
    Effect(String),
    Symptom(String),
    Late(String),
}

/// A danger that adds up with time.
#[derive(Clone, Debug, PartialEq)]
pub struct Hazard {
    /// Name in files ("seizure").
    pub id: String,
    /// Name on screen.
    pub name: String,
    /// What it watches.
    pub of: Watched,
    /// From where on it is dangerous.
    pub threshold: f64,
    /// Exponent on what is beyond.
    pub power: f64,
    /// Events per hour at 1 beyond.
    pub rate_per_h: f64,
}

impl Hazard {
    /// Adds the flow to `dydt` at `at`, given the value watched.
    pub fn flow<R: Real>(&self, value: R, at: usize, dydt: &mut [R]) {
        let p = |value: f64, what: &str| R::parameter(value, || format!("{}_{what}", self.id));
        let beyond = (value - p(self.threshold, "threshold")).positive();
        dydt[at] = dydt[at] + p(self.rate_per_h, "rate") * beyond.pow(self.power);
    }

    /// Probability that it has happened, given the sum so far.
    #[must_use]
    pub fn risk(sum: f64) -> f64 {
        1.0 - exp(-sum.max(0.0))
    }
}

/// A symptom as its file writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSymptom {
    pub(crate) id: String,
    name: String,
    effect: String,
    above: bool,
    early: Num,
    late: Num,
    threshold: Option<Num>,
    signs: Vec<String>,
    stopping_can_kill: bool,
}

impl RawSymptom {
    /// Checks the symptom at `field` against the effects.
    pub fn check(self, field: &str, effects: &[Effect], p: &mut Problems) -> Symptom {
        let effect =
            p.one_of(&format!("{field}.effect"), "effect", &self.effect, effects.iter().map(|e| e.id.as_str()));
        let threshold = self.threshold.as_ref();
        Symptom {
            effect: effect.unwrap_or(0),
            above: self.above,
            threshold: threshold
                .map_or(0.0, |n| p.num(&format!("{field}.threshold"), n, Dimension::Plain, (0.0, 100.0))),
            stages_h: (
                p.num(&format!("{field}.early"), &self.early, Dimension::Time, TIME),
                p.num(&format!("{field}.late"), &self.late, Dimension::Time, TIME),
            ),
            id: self.id,
            name: self.name,
            signs: self.signs,
            stopping_can_kill: self.stopping_can_kill,
        }
    }
}

/// A hazard as its file writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawHazard {
    pub(crate) id: String,
    name: String,
    of: RawWatched,
    threshold: Num,
    power: Num,
    rate: Num,
}

impl RawHazard {
    /// Checks the hazard at `field` against effects and symptoms.
    pub fn check(self, field: &str, effects: &[Effect], symptoms: &[Symptom], p: &mut Problems) -> Hazard {
        let at = format!("{field}.of");
        let mut sign = |id: &str| p.one_of(&at, "symptom", id, symptoms.iter().map(|s| s.id.as_str())).unwrap_or(0);
        let of = match &self.of {
            RawWatched::Symptom(id) => Watched::Symptom(sign(id)),
            RawWatched::Late(id) => Watched::Late(sign(id)),
            RawWatched::Effect(id) => {
                let effect = p.one_of(&at, "effect", id, effects.iter().map(|e| e.id.as_str()));
                Watched::Effect(effect.unwrap_or(0))
            }
        };
        Hazard {
            threshold: p.num(&format!("{field}.threshold"), &self.threshold, Dimension::Plain, (0.0, 100.0)),
            power: p.num(&format!("{field}.power"), &self.power, Dimension::Plain, (0.5, 8.0)),
            rate_per_h: p.num(&format!("{field}.rate"), &self.rate, Dimension::Rate, (0.0, 1e4)),
            id: self.id,
            name: self.name,
            of,
        }
    }
}
