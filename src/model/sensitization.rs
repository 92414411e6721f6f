//! Sensitisation and tolerance come apart by schedule alone. Every exposure spends a readiness that comes back within
//! days; what an exposure leaves behind grows with the readiness that it finds. Spaced exposures find it whole, frequent
//! or continuous ones do not. Not here: tolerance ([`crate::channel`]), which grows with exposure as such.
//!
//! `dr/dt = (1 - r)/recover - spend u r`, `dB/dt = gain u r^power (1 - B) - B/fade`, with the drive `u` of 0 or more.
//!
//! What it rests on: behavioural sensitisation to stimulants needs drug-free days between exposures and fails under
//! continuous infusion (Post 1980; Robinson and Becker 1986; both from memory). That a recovering readiness is the
//! reason is our assumption; a channel that followed exposure alone got the order of the sums wrong. Its limit: an exposure spread so
//! thin that it hardly spends readiness is counted in full.

use serde::Deserialize;

use crate::channel::{DriveBy, TIME};
use crate::problem::Problems;
use crate::quantity::{Dimension, Num};
use crate::real::Real;
use crate::switch::Only;

/// A response that grows when exposures are spaced.
#[derive(Clone, Debug, PartialEq)]
pub struct Sensitization {
    /// Name in files.
    pub id: String,
    /// Name on screen.
    pub name: String,
    /// What it follows.
    pub drive: DriveBy,
    /// Time constant with which readiness comes back, h.
    pub recover_h: f64,
    /// How fast full drive spends it, 1/h.
    pub spend_per_h: f64,
    /// Exponent on the readiness.
    pub power: f64,
    /// How fast full drive at full readiness sensitises, 1/h.
    pub gain_per_h: f64,
    /// Time constant with which it fades, h.
    pub fade_h: f64,
    /// The switch that it needs.
    pub only: Option<Only>,
}

impl Sensitization {
    /// Adds the flow to `dydt`: readiness at `at`, what has grown behind it.
    pub fn flow<R: Real>(&self, u: R, at: usize, y: &[R], dydt: &mut [R]) {
        let p = |value: f64, what: &str| R::parameter(value, || format!("{}_{what}", self.id));
        let u = u.positive();
        let (ready, grown) = (y[at], y[at + 1]);
        let find = u * ready.positive().pow(self.power);
        dydt[at] = dydt[at] + (-ready + 1.0) / p(self.recover_h, "recover") - p(self.spend_per_h, "spend") * u * ready;
        dydt[at + 1] =
            dydt[at + 1] + p(self.gain_per_h, "gain") * find * (-grown + 1.0) - grown / p(self.fade_h, "fade");
    }
}

/// A sensitisation as its file writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSensitization {
    pub(crate) id: String,
    name: String,
    drive: DriveBy,
    recover: Num,
    spend: Num,
    power: Num,
    gain: Num,
    fade: Num,
    only: Option<Only>,
}

impl RawSensitization {
    /// Checks the sensitisation at `field`.
    pub fn check(self, field: &str, p: &mut Problems) -> Sensitization {
        let at = |name: &str| format!("{field}.{name}");
        Sensitization {
            recover_h: p.num(&at("recover"), &self.recover, Dimension::Time, TIME),
            spend_per_h: p.num(&at("spend"), &self.spend, Dimension::Rate, (0.0, 1e4)),
            power: p.num(&at("power"), &self.power, Dimension::Plain, (1.0, 8.0)),
            gain_per_h: p.num(&at("gain"), &self.gain, Dimension::Rate, (0.0, 1e4)),
            fade_h: p.num(&at("fade"), &self.fade, Dimension::Time, TIME),
            id: self.id,
            name: self.name,
            drive: self.drive,
            only: self.only,
        }
    }
}
