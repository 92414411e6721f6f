//! Stops: hours at which the clock stands still by itself. The tick before ends at the very hour: it is shortened, and its
//! length is written down like that of any other, so that a replay needs to know nothing of stops. Not here: what a level
//! says while it stands still.

use crate::TICKS_PER_S;
use crate::bookmark::SAME_H;
use crate::course::Course;

/// A tick that would end this close to the hour ends there, as a share of the tick: sums of thirtieths are never exact, and
/// no tick shall be a hair long.
const HAIR: f64 = 1e-6;

/// The pace, h/s, of a tick that begins at `now_h`: the speed, or where the tick would reach `end_h` the pace that ends
/// there.
pub(crate) fn pace_into(now_h: f64, speed_h_per_s: f64, end_h: f64) -> f64 {
    let left_h = end_h - now_h;
    if left_h <= SAME_H || speed_h_per_s / TICKS_PER_S * (1.0 + HAIR) < left_h {
        return speed_h_per_s;
    }
    // The tick adds a rounded quotient: of neighbouring paces one ends at the very hour.
    let pace = left_h * TICKS_PER_S;
    let ends = |p: &f64| (now_h + p / TICKS_PER_S).to_bits() == end_h.to_bits();
    [pace, pace.next_up(), pace.next_down()].into_iter().find(ends).unwrap_or(pace)
}

impl Course {
    /// The next stop after the present, h.
    pub(crate) fn next_stop(&self) -> Option<f64> {
        let now = self.t_h();
        self.setup.stops_h.iter().copied().filter(|stop| *stop > now + SAME_H).min_by(f64::total_cmp)
    }

    /// Whether the present is a stop, in a run that is not over.
    #[must_use]
    pub fn stands_at_a_stop(&self) -> bool {
        let now = self.t_h();
        !self.over() && self.setup.stops_h.iter().any(|stop| (stop - now).abs() <= SAME_H)
    }

    /// Whether the clock is to stand still: the way from `from_h` to the present has reached a stop. What a plan does by
    /// itself needs no hand, and in a run that has been played to its end nothing is left to do.
    pub(crate) fn is_stopped(&self, from_h: f64) -> bool {
        let reached = |stop: f64| from_h < stop - SAME_H && stop - SAME_H <= self.t_h();
        let last = self.setup.stops_h.iter().copied().filter(|stop| reached(*stop)).max_by(f64::total_cmp);
        self.reached_h() < self.setup.duration_h && last.is_some_and(|stop| !self.plans_reach(stop))
    }
}
