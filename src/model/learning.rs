//! Tolerance that is learnt: a place that foretells the drug comes to call up the counter-reaction (Siegel), and tasks
//! practised under the drug are coped with. It acts only where it was learnt. Not here: adaptation of tissue, which goes
//! wherever the body goes ([`crate::channel`]).
//!
//! `dV/dt = p (u/on (1 - V) - (1 - min(u, 1)) V/extinction)`, where `p` is 1 in the usual place and 0 elsewhere; what acts
//! is `p V`. In the usual place without the drug the link is unlearnt; elsewhere it is kept.

use serde::Deserialize;

use crate::channel::{DriveBy, TIME};
use crate::problem::Problems;
use crate::quantity::{Dimension, Num};
use crate::real::Real;
use crate::switch::Only;

/// A learnt counter-reaction.
#[derive(Clone, Debug, PartialEq)]
pub struct Learning {
    /// Name in files.
    pub id: String,
    /// Name on screen.
    pub name: String,
    /// What it is learnt by.
    pub drive: DriveBy,
    /// Time constant of learning at full drive, h.
    pub on_h: f64,
    /// Time constant of unlearning in the usual place without the drug, h.
    pub extinction_h: f64,
    /// The switch that it needs.
    pub only: Option<Only>,
}

impl Learning {
    /// Adds the flow under drive `u` to `dydt`; `place` is 1 in the usual place.
    pub fn flow<R: Real>(&self, u: R, place: R, at: usize, y: &[R], dydt: &mut [R]) {
        let u = u.positive();
        let sober = (-u + 1.0).positive();
        let on = R::parameter(self.on_h, || format!("{}_on", self.id));
        let extinction = R::parameter(self.extinction_h, || format!("{}_extinction", self.id));
        dydt[at] = dydt[at] + place * (u / on * (-y[at] + 1.0) - sober * y[at] / extinction);
    }
}

/// A learning as its file writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawLearning {
    pub(crate) id: String,
    name: String,
    drive: DriveBy,
    on: Num,
    extinction: Num,
    only: Option<Only>,
}

impl RawLearning {
    /// Checks the learning at `field`.
    pub fn check(self, field: &str, p: &mut Problems) -> Learning {
        Learning {
            on_h: p.num(&format!("{field}.on"), &self.on, Dimension::Time, TIME),
            extinction_h: p.num(&format!("{field}.extinction"), &self.extinction, Dimension::Time, TIME),
            id: self.id,
            name: self.name,
            drive: self.drive,
            only: self.only,
        }
    }
}
