//! Bookmarks that are kept from game to game, by level or sandbox. Not here: bookmarks of a run ([`sim::bookmark`]).

use bevy::prelude::*;
use sim::bookmark::{Bookmark, Marking};
use sim::course::Course;

use super::Table;
use crate::game::Game;
use crate::save::Progress;

/// Under which name the bookmarks of a game are kept.
#[must_use]
pub fn key(game: &Game) -> String {
    match &game.level {
        None => format!("sandbox {}", game.system),
        Some(level) if game.ward.at == 0 => level.id.clone(),
        Some(level) => format!("{} {}", level.id, game.ward.say()),
    }
}

/// The kept bookmarks of a game.
#[must_use]
pub fn kept(game: &Game, progress: &Progress) -> Vec<Marking> {
    let marks = progress.bookmarks.get(&key(game)).into_iter().flatten();
    marks.map(|(at_h, name)| Marking::Put(Bookmark { at_h: *at_h, name: name.clone() })).collect()
}

/// Keeps what was set by hand.
pub fn keep_bookmarks(
    course: Option<Res<Course>>,
    game: Option<Res<Game>>,
    table: Res<Table>,
    mut progress: ResMut<Progress>,
) {
    let (Some(course), Some(game)) = (course, game) else { return };
    if !table.marked || !course.is_changed() {
        return;
    }
    let now: Vec<(f64, String)> = course.bookmarks.iter().map(|b| (b.at_h, b.name.clone())).collect();
    let key = key(&game);
    if progress.bookmarks.get(&key).is_some_and(|old| *old == now) {
        return;
    }
    if now.is_empty() {
        if progress.bookmarks.contains_key(&key) {
            progress.bookmarks.remove(&key);
        }
    } else {
        progress.bookmarks.insert(key, now);
    }
}
