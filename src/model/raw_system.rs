//! A body system as its file writes it, and the check that makes a [`System`] of it. Not here: what the parts mean
//! ([`crate::system`]).

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::content::Problems;
use crate::quantity::{Dimension, Num};
use crate::receptor::Cycle;
use crate::system::{Channel, DriveBy, Effect, Shown, Store, Symptom, System, Target, Tone, Transduction};

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
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawChannel {
    id: String,
    name: String,
    drive: DriveBy,
    on: Num,
    off: Num,
    stages: u8,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStore {
    name: String,
    refill: Num,
    release: Num,
    spent: Num,
}

#[derive(Debug, Deserialize)]
enum RawTransduction {
    Operational { tau: Num },
    Linear { slope: Num },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEffect {
    id: String,
    name: String,
    transduction: RawTransduction,
    #[serde(default)]
    gated: bool,
    #[serde(default)]
    shift: BTreeMap<String, Num>,
    #[serde(default)]
    loss: BTreeMap<String, Num>,
    #[serde(default)]
    opponent: BTreeMap<String, Num>,
    shown: Shown,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSymptom {
    id: String,
    name: String,
    effect: String,
    above: bool,
    early: Num,
    late: Num,
    signs: Vec<String>,
    stopping_can_kill: bool,
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
    #[serde(default)]
    channels: Vec<RawChannel>,
    store: Option<RawStore>,
    effects: Vec<RawEffect>,
    #[serde(default)]
    symptoms: Vec<RawSymptom>,
}

const RATE: (f64, f64) = (0.0, 1e6);
const SHARE: (f64, f64) = (0.0, 1.0);
const TIME: (f64, f64) = (1e-3, 1e6);
const WEIGHT: (f64, f64) = (0.0, 1000.0);

impl RawSystem {
    /// Checks everything and reports every problem with its field.
    #[must_use]
    pub fn check(self, p: &mut Problems) -> System {
        let mut rate = |name: &str, n: &Num| p.num(&format!("cycle.{name}"), n, Dimension::Rate, RATE);
        let c = &self.cycle;
        let cycle = Cycle {
            phosphorylation: rate("phosphorylation", &c.phosphorylation),
            dephosphorylation: rate("dephosphorylation", &c.dephosphorylation),
            internalization: rate("internalization", &c.internalization),
            recycling: rate("recycling", &c.recycling),
            lysosomal: rate("lysosomal", &c.lysosomal),
            turnover: rate("turnover", &c.turnover),
            binding: rate("binding", &c.binding),
            arrestin: rate("arrestin", &c.arrestin),
            scission: rate("scission", &c.scission),
            sorting: rate("sorting", &c.sorting),
            maturation: c.maturation.as_ref().map(|n| rate("maturation", n)),
        };
        let tone = self.tone.as_ref().map(|t| Tone {
            name: t.name.clone(),
            q: p.num("tone.q", &t.q, Dimension::Plain, (0.0, 1e3)),
            efficacy: p.num("tone.efficacy", &t.efficacy, Dimension::Plain, SHARE),
            phosphorylation: p.num("tone.phosphorylation", &t.phosphorylation, Dimension::Plain, SHARE),
            internalization: p.num("tone.internalization", &t.internalization, Dimension::Plain, SHARE),
        });
        let store = self.store.as_ref().map(|s| Store {
            name: s.name.clone(),
            refill_per_h: p.num("store.refill", &s.refill, Dimension::Rate, RATE),
            release_per_h: p.num("store.release", &s.release, Dimension::Rate, RATE),
            spent: p.num("store.spent", &s.spent, Dimension::Plain, SHARE),
        });
        let channels = self.channels.iter().enumerate().map(|(i, c)| {
            if !(1..=2).contains(&c.stages) {
                p.add(&format!("channels[{i}].stages"), "allowed: 1 or 2");
            }
            if let DriveBy::Effect(id) = &c.drive
                && !self.effects.iter().any(|e| e.id == *id)
            {
                let known: Vec<_> = self.effects.iter().map(|e| e.id.as_str()).collect();
                p.add(&format!("channels[{i}].drive"), &format!("no effect \"{id}\"; allowed: {}", known.join(", ")));
            }
            Channel {
                id: c.id.clone(),
                name: c.name.clone(),
                drive: c.drive.clone(),
                on_h: p.num(&format!("channels[{i}].on"), &c.on, Dimension::Time, TIME),
                off_h: p.num(&format!("channels[{i}].off"), &c.off, Dimension::Time, TIME),
                stages: c.stages,
            }
        });
        let channels: Vec<Channel> = channels.collect();
        if self.effects.is_empty() {
            p.add("effects", "no effect; allowed: at least one");
        }
        let effects = self.effects.iter().enumerate().map(|(i, e)| effect(i, e, &channels, store.is_some(), p));
        let effects = effects.collect();
        let symptoms = self.symptoms.iter().enumerate().map(|(i, s)| {
            let at = self.effects.iter().position(|e| e.id == s.effect);
            if at.is_none() {
                let known: Vec<_> = self.effects.iter().map(|e| e.id.as_str()).collect();
                let text = format!("no effect \"{}\"; allowed: {}", s.effect, known.join(", "));
                p.add(&format!("symptoms[{i}].effect"), &text);
            }
            Symptom {
                id: s.id.clone(),
                name: s.name.clone(),
                effect: at.unwrap_or(0),
                above: s.above,
                stages_h: (
                    p.num(&format!("symptoms[{i}].early"), &s.early, Dimension::Time, TIME),
                    p.num(&format!("symptoms[{i}].late"), &s.late, Dimension::Time, TIME),
                ),
                signs: s.signs.clone(),
                stopping_can_kill: s.stopping_can_kill,
            }
        });
        let symptoms = symptoms.collect();
        System {
            id: self.id,
            name: self.name,
            receptor: self.receptor,
            summary: self.summary,
            disputed: self.disputed,
            target: self.target,
            cycle,
            tone,
            channels,
            store,
            effects,
            symptoms,
        }
    }
}

fn effect(i: usize, e: &RawEffect, channels: &[Channel], has_store: bool, p: &mut Problems) -> Effect {
    let mut weights = |kind: &str, map: &BTreeMap<String, Num>| -> Vec<(usize, f64)> {
        let mut out = Vec::new();
        for (id, num) in map {
            let field = format!("effects[{i}].{kind}.{id}");
            let weight = p.num(&field, num, Dimension::Plain, WEIGHT);
            match channels.iter().position(|c| c.id == *id) {
                Some(at) => out.push((at, weight)),
                None => {
                    let known: Vec<_> = channels.iter().map(|c| c.id.as_str()).collect();
                    p.add(&field, &format!("no channel \"{id}\"; allowed: {}", known.join(", ")));
                }
            }
        }
        out
    };
    let (shift, loss, opponent) =
        (weights("shift", &e.shift), weights("loss", &e.loss), weights("opponent", &e.opponent));
    if e.gated && !has_store {
        p.add(&format!("effects[{i}].gated"), "the system has no store; allowed: false, or a store");
    }
    let shown = &e.shown;
    let finite = [shown.set_point, shown.span, shown.lowest, shown.highest].iter().all(|x| x.is_finite());
    if !finite || shown.lowest >= shown.highest {
        p.add(&format!("effects[{i}].shown"), "allowed: finite numbers, and lowest below highest");
    }
    Effect {
        id: e.id.clone(),
        name: e.name.clone(),
        transduction: match &e.transduction {
            RawTransduction::Operational { tau } => Transduction::Operational {
                tau: p.num(&format!("effects[{i}].tau"), tau, Dimension::Plain, (1e-6, 1e6)),
            },
            RawTransduction::Linear { slope } => Transduction::Linear {
                slope: p.num(&format!("effects[{i}].slope"), slope, Dimension::Plain, (-1e6, 1e6)),
            },
        },
        gated: e.gated,
        shift,
        loss,
        opponent,
        shown: e.shown.clone(),
    }
}
