//! Rows close behind an act. A grid that is fine for weeks is coarse for the minutes after a dose: what a short peak reads
//! there would depend on where the dose falls between two rows. These rows lie at fixed distances from each act, so the
//! same dose gives the same peak at any hour. They follow from the acts and the grid alone. Not here: the grid
//! ([`crate::run`]).

use crate::plan::Action;

/// Distances behind an act at which a row is recorded, in spacings of the grid, ascending. Neighbours are half of the nearer
/// one apart at most, so a peak that follows an act by T has a row within a fifth of T, from a 32nd of a spacing on.
pub const BEHIND: [f64; 14] = [
    1.0 / 32.0,
    3.0 / 64.0,
    1.0 / 16.0,
    3.0 / 32.0,
    1.0 / 8.0,
    3.0 / 16.0,
    1.0 / 4.0,
    3.0 / 8.0,
    1.0 / 2.0,
    3.0 / 4.0,
    1.0,
    3.0 / 2.0,
    2.0,
    3.0,
];

/// The hours after `after_h`, up to `to_h`, at which rows follow what was done; `done` in order of time.
pub(crate) fn hours(done: &[Action], grid_h: f64, after_h: f64, to_h: f64) -> Vec<f64> {
    let furthest = BEHIND.last().map_or(0.0, |most| most * grid_h);
    let recent = done.iter().rev().take_while(|a| a.at_h + furthest > after_h);
    let mut hours: Vec<f64> = recent
        .flat_map(|a| BEHIND.map(|behind| a.at_h + behind * grid_h))
        .filter(|t| *t > after_h && *t <= to_h)
        .collect();
    hours.sort_by(f64::total_cmp);
    hours.dedup();
    hours
}
