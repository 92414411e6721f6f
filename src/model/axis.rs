//! A hormonal axis: the centre falls silent while a drug does the gland's work, the gland withers behind it, and both
//! come back slowly. The endogenous ligand's concentration follows the gland. Not here: the hormone's receptor, which is
//! the system's own.
//!
//! `dH/dt = (1/(1 + u/half) - H)/tau`, `dG/dt = (H - G)/tau_gland`; each `tau` has a value for withering and one for
//! coming back.

use serde::Deserialize;

use crate::channel::{DriveBy, TIME};
use crate::problem::Problems;
use crate::quantity::{Dimension, Num};
use crate::real::Real;

/// A centre and its gland; both 1 when naive.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Name on screen.
    pub name: String,
    /// What silences the centre.
    pub drive: DriveBy,
    /// Drive that halves it.
    pub half: f64,
    /// Time constants of the centre: falling silent and coming back, h.
    pub centre_h: (f64, f64),
    /// Time constants of the gland: withering and coming back, h.
    pub gland_h: (f64, f64),
}

impl Axis {
    /// Adds the flow under drive `u` to `dydt`: the centre at `at`, the gland behind it.
    pub fn flow<R: Real>(&self, u: R, at: usize, y: &[R], dydt: &mut [R]) {
        let p = |value: f64, what: &str| R::parameter(value, || format!("axis_{what}"));
        let (centre, gland) = (y[at], y[at + 1]);
        let asked = R::of(1.0) / (u.positive() / p(self.half, "half") + 1.0);
        let tau = R::choose(centre, asked, p(self.centre_h.0, "on"), p(self.centre_h.1, "off"));
        dydt[at] = dydt[at] + (asked - centre) / tau;
        let tau = R::choose(gland, centre, p(self.gland_h.0, "gland_on"), p(self.gland_h.1, "gland_off"));
        dydt[at + 1] = dydt[at + 1] + (centre - gland) / tau;
    }
}

/// An axis as its file writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawAxis {
    name: String,
    drive: DriveBy,
    half: Num,
    on: Num,
    off: Num,
    gland_on: Num,
    gland_off: Num,
}

impl RawAxis {
    /// Checks the axis.
    pub fn check(self, p: &mut Problems) -> Axis {
        let half = p.num("axis.half", &self.half, Dimension::Plain, (1e-6, 1e6));
        let mut time = |name: &str, n: &Num| p.num(&format!("axis.{name}"), n, Dimension::Time, TIME);
        Axis {
            centre_h: (time("on", &self.on), time("off", &self.off)),
            gland_h: (time("gland_on", &self.gland_on), time("gland_off", &self.gland_off)),
            name: self.name,
            drive: self.drive,
            half,
        }
    }
}
