//! Counter-adaptation: a channel follows what drives it, slowly, and pushes back through the weights of the effects.
//! With an overlap, every drug builds its own copy and meets only a share of what the others built: incomplete
//! cross-tolerance. Not here: what the push does ([`crate::effect`]).
//!
//! `dA1/dt = (u - A1)/tau`, `dA2/dt = (A1 - A2)/tau`, ...; `tau` is `on` while the drive is beyond the
//! channel on its own side of nought, `off` while it fades.

use serde::Deserialize;

use crate::problem::Problems;
use crate::quantity::{Dimension, Num};
use crate::real::Real;
use crate::switch::Only;

/// What an adaptation listens to.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub enum DriveBy {
    /// The fraction of receptors with an agonist, less its naive value.
    Occupancy,
    /// The same, each agonist by its efficacy.
    Stimulus,
    /// The fraction of receptors with any drug on them, blockers and modulators included.
    Bound,
    /// An effect before its losses, less its naive value.
    Effect(String),
    /// An effect as the body shows it.
    Net(String),
    /// The effect-site concentration of one drug: over its Kd here, or in its own family where it does not act.
    Concentration(String),
    /// The same drug's plasma concentration: tolerance that runs ahead of the effect site.
    Plasma(String),
    /// Another channel's value.
    Channel(String),
    /// Another channel's value, as far as no antagonist and no blocker hides it.
    Unmasked(String),
}

/// A counter-adaptation.
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
    /// First-order stages in a row, 1-4.
    pub stages: u8,
    /// Exponent on the drive: above 1, weak drives hardly count.
    pub power: f64,
    /// Share of the tolerance built by another drug that a drug meets; `None`: there is one copy for all.
    pub overlap: Option<f64>,
    /// The switch that it needs.
    pub only: Option<Only>,
}

/// Most stages of one channel.
pub const MAX_STAGES: u8 = 4;

impl Channel {
    /// What the channel makes of its drive.
    fn shaped<R: Real>(&self, u: R) -> R {
        if self.power == 1.0 {
            return u;
        }
        let size = u.abs().pow(self.power);
        R::choose(u, R::of(0.0), size, -size)
    }

    /// Adds one copy's flow under drive `u` to `dydt`; `at` is its first stage.
    pub fn flow<R: Real>(&self, u: R, at: usize, y: &[R], dydt: &mut [R]) {
        let u = self.shaped(u);
        let on = R::parameter(self.on_h, || format!("{}_on", self.id));
        let off = R::parameter(self.off_h, || format!("{}_off", self.id));
        // Growing away from nought is learnt at one pace, fading at another. A drive of the other sign makes it fade, however
        // strong: asked by size alone, a channel that feeds back on its own drive hangs between its two paces for ever.
        // Every stage asks for itself, so that its rate has a bend where it turns, and no jump.
        let zero = R::of(0.0);
        let fades = |u: R, a: R| R::choose(a, zero, R::choose(a, u, off, on), R::choose(u, a, off, on));
        let tau = |u: R, a: R| if self.on_h == self.off_h { on } else { fades(u, a) };
        let mut before = u;
        for i in at..at + usize::from(self.stages) {
            dydt[i] = dydt[i] + (before - y[i]) / tau(before, y[i]);
            before = y[i];
        }
    }
}

/// A channel as its file writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawChannel {
    pub(crate) id: String,
    name: String,
    drive: DriveBy,
    on: Num,
    off: Num,
    stages: u8,
    power: Option<Num>,
    overlap: Option<Num>,
    only: Option<Only>,
}

/// Times from seconds to a century, h.
pub(crate) const TIME: (f64, f64) = (1e-3, 1e6);

impl RawChannel {
    /// Checks the channel at `field`.
    pub fn check(self, field: &str, p: &mut Problems) -> Channel {
        if !(1..=MAX_STAGES).contains(&self.stages) {
            p.add(&format!("{field}.stages"), &format!("allowed: 1 to {MAX_STAGES}"));
        }
        let per_drug = matches!(self.drive, DriveBy::Occupancy | DriveBy::Stimulus | DriveBy::Bound);
        if self.overlap.is_some() && !per_drug {
            p.add(&format!("{field}.overlap"), "allowed: with the drives Occupancy, Stimulus and Bound");
        }
        let mut plain = |name: &str, n: Option<&Num>, range| {
            n.map(|n| p.num(&format!("{field}.{name}"), n, Dimension::Plain, range))
        };
        let power = plain("power", self.power.as_ref(), (0.25, 4.0)).unwrap_or(1.0);
        let overlap = plain("overlap", self.overlap.as_ref(), (0.0, 1.0));
        Channel {
            on_h: p.num(&format!("{field}.on"), &self.on, Dimension::Time, TIME),
            off_h: p.num(&format!("{field}.off"), &self.off, Dimension::Time, TIME),
            id: self.id,
            name: self.name,
            drive: self.drive,
            stages: self.stages.clamp(1, MAX_STAGES),
            power,
            overlap,
            only: self.only,
        }
    }
}
