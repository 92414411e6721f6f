//! Body systems: what a system file says (`Raw...`) and what the engine needs of it ([`System`]).
//!
//! A system is a receptor population with its cycle and endogenous tone, the adaptation channels that push back,
//! a mediator store if it has one, the effects in units that a clinician knows, and the symptoms of their mirror.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::content::Problems;
use crate::quantity::{Dimension, Num};
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
