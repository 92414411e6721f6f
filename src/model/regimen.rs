//! Regimens in closed form: which doses a taper, a waking day, a worn patch or a week of work days comes to, what a rest
//! leaves out and what a substitution puts in its place. Not here: how a file writes them ([`crate::raw_plan`]) and doses
//! that depend on what the body shows ([`crate::hold`]).

use serde::Deserialize;

use crate::math::pow;
use crate::plan::{Act, Action};

/// Rounding that a time may have, as a share of the interval that it is compared with.
const HAIR: f64 = 1e-9;

/// How a taper goes from its first dose to its last.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Shape {
    /// Equal differences from level to level.
    Linear,
    /// Equal ratios from level to level.
    Exponential,
    /// Equal differences of occupancy, `d / (d + half)`: the last doses are small and close together (a hyperbolic taper).
    Hyperbolic {
        /// The dose at half occupancy, DU.
        half: f64,
    },
}

impl Shape {
    /// The dose at `x` (0: the first, 1: the last).
    #[must_use]
    pub fn dose(self, first: f64, last: f64, x: f64) -> f64 {
        match self {
            Self::Linear => first + (last - first) * x,
            Self::Exponential => first * pow(last / first, x),
            Self::Hyperbolic { half } => {
                let occupancy = |d: f64| d / (d + half);
                let o = occupancy(first) + (occupancy(last) - occupancy(first)) * x;
                half * o / (1.0 - o)
            }
        }
    }
}

/// A taper: doses at a fixed interval whose size falls (or grows) level by level, and then none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Taper {
    /// First dose, h.
    pub from_h: f64,
    /// From the first dose to the end of the last level, h.
    pub over_h: f64,
    /// Interval between doses, h.
    pub every_h: f64,
    /// Number of levels, at least 1; all last equally long.
    pub levels: u32,
    /// Dose of the first level, DU.
    pub first: f64,
    /// Dose of the last level, DU; 0 ends without a dose.
    pub last: f64,
    /// The way from one to the other.
    pub shape: Shape,
}

impl Taper {
    /// The dose of level `k`, from 0.
    #[must_use]
    pub fn level(&self, k: u32) -> f64 {
        if self.levels < 2 {
            return self.first;
        }
        self.shape.dose(self.first, self.last, f64::from(k) / f64::from(self.levels - 1))
    }

    /// Times (h) and doses (DU); doses of nought are left out.
    pub fn doses(&self) -> impl Iterator<Item = (f64, f64)> {
        let each_h = self.over_h / f64::from(self.levels.max(1));
        (0..many(self.over_h, self.every_h)).filter_map(move |i| {
            let t = self.every_h * i as f64;
            let k = ((t / each_h + HAIR) as u32).min(self.levels.saturating_sub(1));
            let du = self.level(k);
            (du > 0.0).then_some((self.from_h + t, du))
        })
    }
}

/// Number of times 0, `every_h`, 2 `every_h`, ... that lie before `over_h`.
#[must_use]
pub fn many(over_h: f64, every_h: f64) -> usize {
    (over_h / every_h - HAIR).ceil().max(0.0) as usize
}

/// Length of the stretch of a day from hour `from` to hour `to`; a `to` that is not after `from` is the next day's.
#[must_use]
pub fn day_length(from: f64, to: f64) -> f64 {
    if to > from { to - from } else { to + 24.0 - from }
}

/// Whether hour `t_h` of a run lies in that stretch of a day, ends included.
#[must_use]
pub fn within_day(t_h: f64, from: f64, to: f64) -> bool {
    let since = (t_h - from).rem_euclid(24.0);
    since <= day_length(from, to) + HAIR || since >= 24.0 - HAIR
}

/// Times of `times` doses a day between waking and going to sleep, both included, over `days` days; a single dose is
/// taken on waking, and a `sleep` that is not after `wake` lies after midnight.
pub fn awake(from_h: f64, days: u32, wake: f64, sleep: f64, times: u32) -> impl Iterator<Item = f64> {
    let gap_h = if times > 1 { day_length(wake, sleep) / f64::from(times - 1) } else { 0.0 };
    (0..days).flat_map(move |day| (0..times).map(move |k| from_h + 24.0 * f64::from(day) + wake + gap_h * f64::from(k)))
}

/// Starts of `times` stretches of `on_h` with `off_h` between them.
pub fn stretches(from_h: f64, on_h: f64, off_h: f64, times: u32) -> impl Iterator<Item = f64> {
    (0..times).map(move |k| from_h + (on_h + off_h) * f64::from(k))
}

/// Leaves out the doses of the drugs that are `meant` from `from_h` to before `until_h`; the `patches` come off.
pub fn rest(
    actions: &mut Vec<Action>,
    from_h: f64,
    until_h: f64,
    meant: &dyn Fn(usize) -> bool,
    patches: impl Iterator<Item = usize>,
) {
    actions.retain(|a| {
        let gives = matches!(a.act, Act::Give { drug, .. } if meant(drug));
        !(gives && a.at_h >= from_h && a.at_h < until_h)
    });
    actions.extend(patches.map(|drug| Action { at_h: from_h, act: Act::PatchOff { drug } }));
}

/// What takes the place of a drug's doses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Substitute {
    /// From here on, h.
    pub at_h: f64,
    /// The drug that is left, by place.
    pub drug: usize,
    /// The drug that is given instead, by place.
    pub by: usize,
    /// Its route, by place.
    pub route: usize,
    /// DU of the new drug per DU of the old one.
    pub ratio: f64,
    /// The doses of each such interval are given together at its start; 0: each at its own time.
    pub every_h: f64,
}

impl Substitute {
    /// Puts the new drug's doses in the place of the old one's in `actions`.
    ///
    /// # Errors
    /// A dose comes out larger than `most_du`; nothing is changed then.
    pub fn put(&self, actions: &mut Vec<Action>, most_du: f64) -> Result<(), f64> {
        let old = |a: &Action| a.at_h >= self.at_h && matches!(a.act, Act::Give { drug, .. } if drug == self.drug);
        let mut new: Vec<(f64, f64)> = Vec::new();
        let mut taken: Vec<&Action> = actions.iter().filter(|a| old(a)).collect();
        taken.sort_by(|a, b| a.at_h.total_cmp(&b.at_h));
        for a in taken {
            let Act::Give { du, .. } = a.act else { continue };
            let start = if self.every_h > 0.0 {
                self.at_h + self.every_h * ((a.at_h - self.at_h) / self.every_h + HAIR).floor()
            } else {
                a.at_h
            };
            match new.last_mut() {
                Some((t, sum)) if self.every_h > 0.0 && *t == start => *sum += du * self.ratio,
                _ => new.push((start, du * self.ratio)),
            }
        }
        if let Some((_, du)) = new.iter().find(|(_, du)| !(*du > 0.0 && *du <= most_du)) {
            return Err(*du);
        }
        actions.retain(|a| !old(a));
        let act = |du: f64| Act::Give { drug: self.by, route: self.route, du };
        actions.extend(new.into_iter().map(|(at_h, du)| Action { at_h, act: act(du) }));
        Ok(())
    }
}
