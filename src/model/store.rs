//! A mediator store: what an effect consumes is made anew, and runs out when it is asked for too often (tachyphylaxis).
//! Behind it there may be a reserve that is slower still: a short rest refills from the reserve, a long one fills both.
//! Not here: what the store gates ([`crate::effect`], [`crate::binding`]).
//!
//! `dM/dt = refill (Q - M) - spent release u M`, `dQ/dt = synthesis (1 - Q) - refill (Q - M)/size`; without a reserve
//! `Q` is 1.

use serde::Deserialize;

use crate::problem::Problems;
use crate::quantity::{Dimension, Num};
use crate::real::Real;

/// A mediator that the effect consumes and that is made anew.
#[derive(Clone, Debug, PartialEq)]
pub struct Store {
    /// Name on screen.
    pub name: String,
    /// Refill, 1/h.
    pub refill_per_h: f64,
    /// Release per unit of drive, 1/h.
    pub release_per_h: f64,
    /// Share of the release that is not taken up again, 0-1.
    pub spent: f64,
    /// The reserve behind it.
    pub reserve: Option<Reserve>,
}

/// What refills the store, and is itself made slowly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reserve {
    /// How many stores it holds.
    pub size: f64,
    /// Synthesis, 1/h.
    pub synthesis_per_h: f64,
}

impl Store {
    /// What stands in the store and in the reserve under a lasting drive `u`.
    #[must_use]
    pub fn settled(&self, u: f64) -> (f64, f64) {
        let spent = self.spent * self.release_per_h * u;
        if spent <= 0.0 {
            return (1.0, 1.0);
        }
        // M = r Q with r = refill/(refill + spent); the reserve gives what the store loses.
        let r = self.refill_per_h / (self.refill_per_h + spent);
        let q = self
            .reserve
            .map_or(1.0, |b| b.synthesis_per_h / (b.synthesis_per_h + self.refill_per_h * (1.0 - r) / b.size));
        (r * q, q)
    }

    /// Adds the flow under drive `u` to `dydt`: the store at `at`, the reserve behind it.
    pub fn flow<R: Real>(&self, u: R, at: usize, y: &[R], dydt: &mut [R]) {
        let p = |value: f64, what: &str| R::parameter(value, || format!("store_{what}"));
        let full = if self.reserve.is_some() { y[at + 1] } else { R::of(1.0) };
        let refill = p(self.refill_per_h, "refill") * (full - y[at]);
        let lost = p(self.spent, "spent") * p(self.release_per_h, "release") * u * y[at];
        dydt[at] = dydt[at] + refill - lost;
        if let Some(b) = self.reserve {
            let made = p(b.synthesis_per_h, "synthesis") * (-y[at + 1] + 1.0);
            dydt[at + 1] = dydt[at + 1] + made - refill / p(b.size, "reserve_size");
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawReserve {
    size: Num,
    synthesis: Num,
}

/// A store as its file writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawStore {
    name: String,
    refill: Num,
    release: Num,
    spent: Num,
    reserve: Option<RawReserve>,
}

impl RawStore {
    /// Checks the store.
    pub fn check(self, p: &mut Problems) -> Store {
        const RATE: (f64, f64) = (0.0, 1e6);
        Store {
            refill_per_h: p.num("store.refill", &self.refill, Dimension::Rate, RATE),
            release_per_h: p.num("store.release", &self.release, Dimension::Rate, RATE),
            spent: p.num("store.spent", &self.spent, Dimension::Plain, (0.0, 1.0)),
            reserve: self.reserve.as_ref().map(|r| Reserve {
                size: p.num("store.reserve.size", &r.size, Dimension::Plain, (1e-3, 1e4)),
                synthesis_per_h: p.num("store.reserve.synthesis", &r.synthesis, Dimension::Rate, RATE),
            }),
            name: self.name,
        }
    }
}
