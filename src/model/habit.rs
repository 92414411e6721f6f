//! Reward, craving and loss of control, kept apart from tolerance and dependence. Wanting grows with rewards that come as
//! a surprise (above what has become usual within hours), so a slow steady drug hardly feeds it; control follows wanting
//! over weeks. Nothing here changes an effect or a sign of withdrawal, and a person can be tolerant and dependent with
//! both at nought. Not here: the reward itself ([`crate::effect`]).
//!
//! `dU/dt = (E - U)/adapt`, `dW/dt = learn max(0, E - U) (1 - W) - W/fade`, `dK/dt = (W - K)/tau`; craving is
//! `W (1 + withdrawal N)/(1 + withdrawal)`, with the first sign of withdrawal as `N`.

use serde::Deserialize;

use crate::channel::TIME;
use crate::effect::Effect;
use crate::problem::Problems;
use crate::quantity::{Dimension, Num};
use crate::real::Real;

/// How wanting grows and control is lost.
#[derive(Clone, Debug, PartialEq)]
pub struct Habit {
    /// The rewarding effect, by place.
    pub effect: usize,
    /// Time constant with which a reward becomes usual, h.
    pub adapt_h: f64,
    /// Wanting learnt per hour of full surprise.
    pub learn_per_h: f64,
    /// Time constant with which wanting fades, h.
    pub fade_h: f64,
    /// Time constants of losing and of regaining control, h.
    pub control_h: (f64, f64),
    /// How much withdrawal adds to craving.
    pub withdrawal: f64,
}

impl Habit {
    /// Adds the flow to `dydt`: what is usual at `at`, wanting and lost control behind it.
    pub fn flow<R: Real>(&self, reward: R, at: usize, y: &[R], dydt: &mut [R]) {
        let p = |value: f64, what: &str| R::parameter(value, || format!("habit_{what}"));
        let reward = reward.positive();
        let (usual, wanting, lost) = (y[at], y[at + 1], y[at + 2]);
        dydt[at] = dydt[at] + (reward - usual) / p(self.adapt_h, "adapt");
        let learnt = p(self.learn_per_h, "learn") * (reward - usual).positive() * (-wanting + 1.0);
        dydt[at + 1] = dydt[at + 1] + learnt - wanting / p(self.fade_h, "fade");
        let tau = R::choose(wanting, lost, p(self.control_h.0, "control_on"), p(self.control_h.1, "control_off"));
        dydt[at + 2] = dydt[at + 2] + (wanting - lost) / tau;
    }

    /// Craving, 0-1, given wanting and the first sign of withdrawal (0-1).
    #[must_use]
    pub fn craving(&self, wanting: f64, sign: f64) -> f64 {
        wanting * (1.0 + self.withdrawal * sign.clamp(0.0, 1.0)) / (1.0 + self.withdrawal)
    }
}

/// A habit as its file writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawHabit {
    effect: String,
    adapt: Num,
    learn: Num,
    fade: Num,
    control_on: Num,
    control_off: Num,
    withdrawal: Num,
}

impl RawHabit {
    /// Checks the habit against the effects.
    pub fn check(self, effects: &[Effect], p: &mut Problems) -> Habit {
        let effect = p.one_of("habit.effect", "effect", &self.effect, effects.iter().map(|e| e.id.as_str()));
        let mut time = |name: &str, n: &Num| p.num(&format!("habit.{name}"), n, Dimension::Time, TIME);
        Habit {
            effect: effect.unwrap_or(0),
            adapt_h: time("adapt", &self.adapt),
            fade_h: time("fade", &self.fade),
            control_h: (time("control_on", &self.control_on), time("control_off", &self.control_off)),
            learn_per_h: p.num("habit.learn", &self.learn, Dimension::Rate, (0.0, 1e3)),
            withdrawal: p.num("habit.withdrawal", &self.withdrawal, Dimension::Plain, (0.0, 100.0)),
        }
    }
}
