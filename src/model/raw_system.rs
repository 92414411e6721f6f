//! A body system as its file writes it, and the check that makes a [`System`] of it. Not here: what the parts mean, and
//! their own checks (each mechanism's file has them).

use serde::Deserialize;

use crate::axis::RawAxis;
use crate::channel::RawChannel;
use crate::effect::RawEffect;
use crate::habit::RawHabit;
use crate::learning::RawLearning;
use crate::problem::Problems;
use crate::quantity::{Dimension, Num};
use crate::receptor::Cycle;
use crate::scene::Scene;
use crate::sensitization::RawSensitization;
use crate::store::RawStore;
use crate::switch::Switch;
use crate::symptom::{RawHazard, RawSymptom};
use crate::system::{DriveBy, System, Target, Tone};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCycle {
    phosphorylation: Num,
    dephosphorylation: Num,
    internalization: Num,
    recycling: Num,
    lysosomal: Num,
    turnover: Num,
    binding: Num,
    arrestin: Num,
    scission: Num,
    sorting: Num,
    maturation: Option<Num>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTone {
    name: String,
    q: Num,
    efficacy: Num,
    phosphorylation: Num,
    internalization: Num,
    shifted: Option<bool>,
}

/// A system file before it is checked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSystem {
    id: String,
    name: String,
    receptor: String,
    summary: String,
    #[serde(default)]
    disputed: String,
    target: Target,
    cycle: RawCycle,
    tone: Option<RawTone>,
    axis: Option<RawAxis>,
    #[serde(default)]
    channels: Vec<RawChannel>,
    #[serde(default)]
    sensitization: Vec<RawSensitization>,
    #[serde(default)]
    learning: Vec<RawLearning>,
    store: Option<RawStore>,
    effects: Vec<RawEffect>,
    #[serde(default)]
    symptoms: Vec<RawSymptom>,
    #[serde(default)]
    hazards: Vec<RawHazard>,
    habit: Option<RawHabit>,
    #[serde(default)]
    switches: Vec<Switch>,
    scene: Option<Scene>,
}

const SHARE: (f64, f64) = (0.0, 1.0);

fn each<T, U>(list: Vec<T>, name: &str, mut check: impl FnMut(T, &str) -> U) -> Vec<U> {
    list.into_iter().enumerate().map(|(i, x)| check(x, &format!("{name}[{i}]"))).collect()
}

impl RawSystem {
    /// Checks everything and reports every problem with its field.
    #[must_use]
    pub fn check(self, p: &mut Problems) -> System {
        p.id(&self.id);
        let cycle = self.cycle.check(p);
        let tone = self.tone.map(|t| t.check(p));
        if self.axis.is_some() && tone.is_none() {
            p.add("axis", "the system has no tone; allowed: an axis that makes the endogenous ligand");
        }
        if self.effects.is_empty() {
            p.add("effects", "no effect; allowed: at least one");
        }
        p.unique("effects", self.effects.iter().map(|e| e.id.as_str()));
        p.unique("symptoms", self.symptoms.iter().map(|s| s.id.as_str()));
        p.unique("hazards", self.hazards.iter().map(|h| h.id.as_str()));
        p.unique("switches", self.switches.iter().map(|s| s.id.as_str()));
        let fields = |name: &'static str, n: usize| (0..n).map(move |i| format!("{name}[{i}]"));
        let counted = fields("channels", self.channels.len())
            .chain(fields("sensitization", self.sensitization.len()))
            .chain(fields("learning", self.learning.len()));
        let channels = each(self.channels, "channels", |c, at| c.check(at, p));
        let sensitization = each(self.sensitization, "sensitization", |c, at| c.check(at, p));
        let learning = each(self.learning, "learning", |c, at| c.check(at, p));
        let counters = channels.iter().map(|c| &c.id).chain(sensitization.iter().map(|s| &s.id));
        let counters: Vec<String> = counters.chain(learning.iter().map(|l| &l.id)).cloned().collect();
        p.unique_among(counted.zip(counters.iter().map(String::as_str)));
        let store = self.store.map(|s| s.check(p));
        let effects = each(self.effects, "effects", |e, at| e.check(at, &counters, store.is_some(), p));
        let symptoms = each(self.symptoms, "symptoms", |s, at| s.check(at, &effects, p));
        let scene = self.scene.unwrap_or_else(|| Scene::plain(self.target));
        scene.check(&effects, self.target, p);
        let hazards = each(self.hazards, "hazards", |h, at| h.check(at, &effects, &symptoms, p));
        let system = System {
            id: self.id,
            name: self.name,
            receptor: self.receptor,
            summary: self.summary,
            disputed: self.disputed,
            target: self.target,
            cycle,
            tone,
            axis: self.axis.map(|a| a.check(p)),
            channels,
            sensitization,
            learning,
            store,
            habit: self.habit.map(|h| h.check(&effects, p)),
            effects,
            symptoms,
            hazards,
            switches: self.switches,
            scene,
        };
        check_names(&system, p);
        system
    }
}

/// Drives and switches must name what is there.
fn check_names(s: &System, p: &mut Problems) {
    for (field, drive) in s.drives() {
        match drive {
            DriveBy::Effect(id) | DriveBy::Net(id) => {
                p.one_of(&field, "effect", id, s.effects.iter().map(|e| e.id.as_str()));
            }
            DriveBy::Channel(id) | DriveBy::Unmasked(id) => {
                p.one_of(&field, "channel", id, s.channels.iter().map(|c| c.id.as_str()));
            }
            DriveBy::Occupancy
            | DriveBy::Stimulus
            | DriveBy::Bound
            | DriveBy::Concentration(_)
            | DriveBy::Plasma(_) => {}
        }
    }
    let channels = s.channels.iter().enumerate().map(|(i, c)| (format!("channels[{i}].only"), &c.only));
    let grown = s.sensitization.iter().enumerate().map(|(i, x)| (format!("sensitization[{i}].only"), &x.only));
    let learnt = s.learning.iter().enumerate().map(|(i, x)| (format!("learning[{i}].only"), &x.only));
    for (field, only) in channels.chain(grown).chain(learnt) {
        if let Some(only) = only {
            p.one_of(&field, "switch", only.switch(), s.switches.iter().map(|x| x.id.as_str()));
        }
    }
}

impl RawCycle {
    fn check(&self, p: &mut Problems) -> Cycle {
        // Receptors that never ripened would never listen.
        let maturation = self.maturation.as_ref();
        let maturation = maturation.map(|n| p.num("cycle.maturation", n, Dimension::Rate, (1e-6, 1e6)));
        let mut rate = |name: &str, n: &Num| p.num(&format!("cycle.{name}"), n, Dimension::Rate, (0.0, 1e6));
        Cycle {
            phosphorylation: rate("phosphorylation", &self.phosphorylation),
            dephosphorylation: rate("dephosphorylation", &self.dephosphorylation),
            internalization: rate("internalization", &self.internalization),
            recycling: rate("recycling", &self.recycling),
            lysosomal: rate("lysosomal", &self.lysosomal),
            turnover: rate("turnover", &self.turnover),
            binding: rate("binding", &self.binding),
            arrestin: rate("arrestin", &self.arrestin),
            scission: rate("scission", &self.scission),
            sorting: rate("sorting", &self.sorting),
            maturation,
        }
    }
}

impl RawTone {
    fn check(self, p: &mut Problems) -> Tone {
        let mut plain = |name: &str, n: &Num, range| p.num(&format!("tone.{name}"), n, Dimension::Plain, range);
        Tone {
            q: plain("q", &self.q, (0.0, 1e3)),
            efficacy: plain("efficacy", &self.efficacy, SHARE),
            phosphorylation: plain("phosphorylation", &self.phosphorylation, SHARE),
            internalization: plain("internalization", &self.internalization, SHARE),
            shifted: self.shifted.unwrap_or(true),
            name: self.name,
        }
    }
}
