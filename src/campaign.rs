//! The way through the campaign: which levels are open, which one is next. The first two chapters are played in order;
//! after them everything is open, in any order. Not here: how the way is drawn ([`crate::ui::map`]).

use std::collections::BTreeMap;

use model::level::Level;
use model::rows::chapter;

/// The last chapter that is played in order.
const IN_ORDER: usize = 1;

/// Best stars by level id.
pub type Stars = BTreeMap<String, u8>;

/// Stars of a level; 0 where it was never passed.
#[must_use]
pub fn stars_of(stars: &Stars, id: &str) -> u8 {
    stars.get(id).copied().unwrap_or(0).min(3)
}

/// The level that has to be passed before this one can be played; `None`: it is open. What was passed once stays open, and
/// a level outside of the chapters waits for nothing. `every`: all are open.
#[must_use]
pub fn waits_for<'a>(levels: &'a [Level], stars: &Stars, every: bool, id: &str) -> Option<&'a Level> {
    if every || stars_of(stars, id) > 0 || chapter(id).is_none() {
        return None;
    }
    let first = levels.iter().filter(|l| chapter(&l.id).is_some_and(in_order));
    first.take_while(|l| l.id != id).find(|l| stars_of(stars, &l.id) == 0)
}

/// Whether a chapter is played in order.
#[must_use]
pub fn in_order(chapter: usize) -> bool {
    chapter <= IN_ORDER
}

/// How many levels are still to be passed until everything is open.
#[must_use]
pub fn left_in_order(levels: &[Level], stars: &Stars) -> usize {
    let first = levels.iter().filter(|l| chapter(&l.id).is_some_and(in_order));
    first.filter(|l| stars_of(stars, &l.id) == 0).count()
}

/// The level to play next: the first open one that was not passed; `None` where all were.
#[must_use]
pub fn next<'a>(levels: &'a [Level], stars: &Stars, every: bool) -> Option<&'a Level> {
    let mut open = levels.iter().filter(|l| waits_for(levels, stars, every, &l.id).is_none());
    open.find(|l| stars_of(stars, &l.id) == 0)
}

/// The level that Continue leads to: the one played last if it was not passed, or else the next one.
#[must_use]
pub fn to_go_on_with<'a>(levels: &'a [Level], stars: &Stars, every: bool, last: Option<&str>) -> Option<&'a Level> {
    let last = levels.iter().find(|l| last == Some(l.id.as_str()));
    let undone = last.filter(|l| stars_of(stars, &l.id) == 0);
    undone.or_else(|| next(levels, stars, every)).or(last).or(levels.first())
}

/// The level after this one in order. Whoever passed a level may go on from it, however it was opened.
#[must_use]
pub fn after<'a>(levels: &'a [Level], id: &str) -> Option<&'a Level> {
    let at = levels.iter().position(|l| l.id == id)?;
    levels.get(at + 1)
}
