//! The speed that follows what happens: slow around acts and turning points, fast where nothing does. A function of the
//! run alone; what it says is written into the log as if the player had said it, so a replay needs to know nothing of it.

use model::goal::Goal;
use model::plan::Action;
use model::trace::Trace;

use crate::clock::SPEEDS_H_PER_S;
use crate::course::Course;

/// Slowest and fastest, as factors on the speed with which the run began.
const RANGE: (f64, f64) = (1.0 / 8.0, 6.0);
/// Real seconds that it takes from a turning point, or to it, at any distance.
const APPROACH_S: f64 = 1.0;
/// Change of an effect in one real second.
const CHANGE_PER_S: f64 = 0.1;
/// Real seconds, at the speed with which the run began, over which readings are averaged: ups and downs that are faster
/// are meant to be seen as one.
const WINDOW_S: f64 = 1.0;
/// A good part of a day, h.
const PART_OF_A_DAY_H: f64 = 4.0;
/// The least length of that time, in spacings of the recorded rows.
const SPACINGS: f64 = 8.0;
/// Most acts of the past, and of what is to come, that are looked through for one that is no routine.
const ACTS: usize = 8;
/// An act that was done before within this time is routine, h.
const ROUTINE_H: f64 = 25.0;
/// Effects that are turning points: withdrawal begins, something is felt, half of all there is.
const EFFECTS: [f64; 3] = [-0.05, 0.05, 0.5];
/// The same of symptoms, of 100.
const SYMPTOMS: [f64; 2] = [5.0, 50.0];

/// The speed for the next tick, model hours per real second; one of [`SPEEDS_H_PER_S`].
#[must_use]
pub fn speed_h_per_s(course: &Course) -> f64 {
    let home = course.home_h_per_s;
    let (slowest, fastest) = (home * RANGE.0, home * RANGE.1);
    let now = course.t_h();
    let trace = &course.run.trace;
    // Days are the rhythm of dosing: where a second is a good part of a day, whole days are averaged.
    let hours = home * WINDOW_S;
    let hours = if hours < PART_OF_A_DAY_H { hours } else { (hours / 24.0).ceil() * 24.0 };
    let least_h = SPACINGS * course.setup.grid_h;
    let window = Window::of(trace, hours.max(least_h));
    let acts = acts(course).into_iter().map(|at| (at - now).abs());
    let turns = window.map(|w| w.turns(trace)).unwrap_or_default();
    let all = acts.chain(turns).chain(flips(trace, &course.setup.goals, least_h));
    let nearest = all.fold(f64::INFINITY, f64::min);
    let change_per_h = window.map_or(0.0, |w| w.change_per_h(trace));
    let wanted = (nearest / APPROACH_S).min(CHANGE_PER_S / change_per_h.max(1e-12));
    let wanted = wanted.clamp(slowest, fastest);
    let below = SPEEDS_H_PER_S.into_iter().rev().find(|s| *s <= wanted * 1.001);
    below.unwrap_or(SPEEDS_H_PER_S[0])
}

/// The last act and the next one that are no routine, h.
fn acts(course: &Course) -> Vec<f64> {
    let (done, pending) = (&course.run.done, course.run.pending());
    let new = |a: &Action, before: &mut dyn Iterator<Item = &Action>| {
        !before.take_while(|b| b.at_h >= a.at_h - ROUTINE_H).any(|b| b.act == a.act)
    };
    let last = (0..done.len()).rev().take(ACTS).find(|i| new(&done[*i], &mut done[..*i].iter().rev()));
    let next = (0..pending.len())
        .take(ACTS)
        .find(|i| new(&pending[*i], &mut pending[..*i].iter().rev().chain(done.iter().rev())));
    last.map(|i| done[i].at_h).into_iter().chain(next.map(|i| pending[i].at_h)).collect()
}

/// Two stretches of equal length, the later one up to the last row. Rows are closer behind acts, so means are over time.
#[derive(Clone, Copy)]
struct Window<'a> {
    times: &'a [f64],
    first: usize,
    middle: usize,
    hours: f64,
}

impl<'a> Window<'a> {
    fn of(trace: &'a Trace, hours: f64) -> Option<Self> {
        let times = &trace.time_h;
        let last = *times.last()?;
        let at = |h: f64| times.partition_point(|t| *t <= h).checked_sub(1);
        let middle = at(last - hours)?;
        let first = at(times[middle] - hours).unwrap_or(0);
        Some(Self { times, first, middle, hours: last - times[middle] })
    }

    /// Means over the earlier and the later stretch.
    fn means(self, series: &[f64]) -> (f64, f64) {
        let mean = |from: usize, to: usize| {
            let steps = (from..to).map(|i| (self.times[i + 1] - self.times[i], 0.5 * (series[i] + series[i + 1])));
            let (hours, area) = steps.fold((0.0, 0.0), |(h, a), (dt, v)| (h + dt, a + dt * v));
            if hours > 0.0 { area / hours } else { series[to] }
        };
        (mean(self.first, self.middle), mean(self.middle, self.times.len() - 1))
    }

    /// The fastest change of any effect, 1/h.
    fn change_per_h(self, trace: &Trace) -> f64 {
        let rate = |series| {
            let (before, after) = self.means(series);
            ((after - before) / self.hours).abs()
        };
        all(trace, "effect.").map(rate).fold(0.0, f64::max)
    }

    /// Hours to the turning points of effects and symptoms: to come, if things go on as they do, or just past.
    fn turns(self, trace: &Trace) -> Vec<f64> {
        let effects = all(trace, "effect.").map(|s| (s, &EFFECTS[..]));
        let symptoms = all(trace, "symptom.").map(|s| (s, &SYMPTOMS[..]));
        let mut out = Vec::new();
        for (series, levels) in effects.chain(symptoms) {
            let (before, after) = self.means(series);
            let change = after - before;
            for level in levels {
                let away = self.hours * (level - after) / change;
                let crossed = (before < *level) != (after < *level);
                if away.is_finite() && (crossed || away > 0.0) {
                    out.push(away.abs());
                }
            }
        }
        out
    }
}

fn all<'a>(trace: &'a Trace, prefix: &'a str) -> impl Iterator<Item = &'a [f64]> {
    trace.columns.iter().filter(move |c| c.series.starts_with(prefix)).filter_map(|c| trace.series(&c.series))
}

/// Hours since a goal was met or lost, if that was within the last `hours`.
fn flips(trace: &Trace, goals: &[Goal], hours: f64) -> Vec<f64> {
    let Some(last) = trace.time_h.last().filter(|last| **last > hours && !goals.is_empty()) else { return Vec::new() };
    let before = trace.first_rows(trace.time_h.partition_point(|t| *t <= last - hours));
    goals.iter().filter(|g| g.met(trace) != g.met(&before)).map(|_| hours).collect()
}
