//! Which part of a level's run the player acts in. Where weeks pass before there is anything to do, plots of the whole run
//! would show that part as a strip at their edge. Not here: the plots.

use crate::goal::{Goal, Node};
use crate::judged::since;
use crate::level::Level;
use crate::tool::Tool;

/// A part that begins before this share of the run is seen well enough in the whole.
const LATE: f64 = 0.6;
/// How much of what came before is shown with it, as a share of its own length.
const BEFORE: f64 = 0.25;

impl Level {
    /// The hour at which the player's part begins, and the hour from which on it is worth a plot of its own; nothing where the
    /// whole run shows it well, or where a goal looks further back.
    #[must_use]
    pub fn late_part_h(&self) -> Option<(f64, f64)> {
        let good = self.good.actions.iter().map(|a| a.at_h);
        let tools =
            self.tools.iter().filter_map(|t| if let Tool::Taper { from_h, .. } = t { Some(*from_h) } else { None });
        let first_h = good.chain(tools).chain(self.pauses_h.iter().copied()).reduce(f64::min)?;
        let from_h = first_h - BEFORE * (self.duration_h - first_h);
        // What has been added since an hour looks no further back than that; what was given is counted and not looked at.
        let left = |goal: &Goal| match goal.judges() {
            Some(series) if series.starts_with("given.") => f64::INFINITY,
            Some(series) => since(&goal.left, series).unwrap_or_else(|| looks_back_to(&goal.left)),
            None => looks_back_to(&goal.left),
        };
        let seen = |goal: &Goal| left(goal).min(looks_back_to(&goal.right)) >= from_h;
        let late = first_h >= LATE * self.duration_h && self.goals.iter().chain(&self.budget).all(|g| seen(&g.test));
        late.then_some((first_h, from_h))
    }
}

/// The earliest hour of this run that a side is read off.
fn looks_back_to(node: &Node) -> f64 {
    match node {
        Node::Series(_, name, ..) if name.starts_with("given.") => f64::INFINITY,
        Node::Series(_, _, window, ..) | Node::Difference(_, _, window, _) => window.from_h,
        Node::Sum(l, _, r) => looks_back_to(l).min(looks_back_to(r)),
        Node::Number(_) | Node::Of(..) => f64::INFINITY,
    }
}
