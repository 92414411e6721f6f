//! The speed that follows what happens: slow around acts and turning points, fast where nothing does. A function of the
//! run alone; what it says is written into the log as if the player had said it, so a replay needs to know nothing of it.

use model::goal::Goal;
use model::trace::Trace;

use crate::clock::SPEEDS_H_PER_S;
use crate::course::Course;

/// Slowest and fastest, as factors on the speed with which the run began.
const RANGE: (f64, f64) = (1.0 / 8.0, 16.0);
/// Real seconds that it takes from a turning point, or to it, at any distance.
const APPROACH_S: f64 = 1.0;
/// Change of an effect in one real second.
const CHANGE_PER_S: f64 = 0.1;
/// Rows that tell how things change: more than two, for few receptors make much noise.
const ROWS: usize = 8;
/// Effects that are turning points: withdrawal begins, something is felt, half of all there is.
const EFFECTS: [f64; 3] = [-0.05, 0.05, 0.5];
/// The same of symptoms, of 100.
const SYMPTOMS: [f64; 2] = [5.0, 50.0];

/// The speed for the next tick, model hours per real second; one of [`SPEEDS_H_PER_S`].
#[must_use]
pub fn speed_h_per_s(course: &Course) -> f64 {
    let (slowest, fastest) = (course.home_h_per_s * RANGE.0, course.home_h_per_s * RANGE.1);
    let now = course.t_h();
    let acts = course.run.done.last().into_iter().chain(course.run.pending().first()).map(|a| (a.at_h - now).abs());
    let trace = &course.run.trace;
    let nearest =
        acts.chain(turns(trace, now)).chain(flips(trace, &course.setup.goals, now)).fold(f64::INFINITY, f64::min);
    let wanted = (nearest / APPROACH_S).min(CHANGE_PER_S / change_per_h(trace).max(1e-12));
    let wanted = wanted.clamp(slowest, fastest);
    let below = SPEEDS_H_PER_S.into_iter().rev().find(|s| *s <= wanted * 1.001);
    below.unwrap_or(SPEEDS_H_PER_S[0])
}

/// Time and value of the rows that are looked at, first and last.
fn ends(trace: &Trace, series: &[f64]) -> Option<[(f64, f64); 2]> {
    let last = trace.time_h.len().checked_sub(1)?;
    let first = last.saturating_sub(ROWS);
    (trace.time_h[last] > trace.time_h[first])
        .then(|| [(trace.time_h[first], series[first]), (trace.time_h[last], series[last])])
}

fn all<'a>(trace: &'a Trace, prefix: &'a str) -> impl Iterator<Item = &'a [f64]> {
    trace.columns.iter().filter(move |c| c.series.starts_with(prefix)).filter_map(|c| trace.series(&c.series))
}

/// The fastest change of any effect, 1/h.
fn change_per_h(trace: &Trace) -> f64 {
    let rates =
        all(trace, "effect.").filter_map(|s| ends(trace, s)).map(|[(t0, x0), (t1, x1)]| ((x1 - x0) / (t1 - t0)).abs());
    rates.fold(0.0, f64::max)
}

/// Hours to the turning points of effects and symptoms: to come, if things go on as they do, or just past.
fn turns(trace: &Trace, now: f64) -> Vec<f64> {
    let effects = all(trace, "effect.").map(|s| (s, &EFFECTS[..]));
    let symptoms = all(trace, "symptom.").map(|s| (s, &SYMPTOMS[..]));
    let mut out = Vec::new();
    for (series, levels) in effects.chain(symptoms) {
        let Some([(t0, x0), (t1, x1)]) = ends(trace, series) else { continue };
        for level in levels {
            if (x0 < *level) != (x1 < *level) {
                let at = t0 + (t1 - t0) * (level - x0) / (x1 - x0);
                out.push((now - at).max(0.0));
            } else if (level - x1) * (x1 - x0) > 0.0 {
                out.push((t1 + (t1 - t0) * (level - x1) / (x1 - x0) - now).max(0.0));
            }
        }
    }
    out
}

/// Hours since a goal was met or lost, if that was just now.
fn flips(trace: &Trace, goals: &[Goal], now: f64) -> Vec<f64> {
    let rows = trace.time_h.len();
    if goals.is_empty() || rows <= ROWS {
        return Vec::new();
    }
    let before = trace.first_rows(rows - ROWS);
    let at = before.time_h.last().copied().unwrap_or(now);
    goals.iter().filter(|g| g.met(trace) != g.met(&before)).map(|_| (now - at).max(0.0)).collect()
}
