//! Keeps the run that is played, so that a program that is killed loses nothing: at once when something was done, bet or
//! asked, and every few seconds while time goes on. Not here: what is kept ([`crate::sitting`]).

use bevy::app::AppExit;
use bevy::prelude::*;
use bevy::time::Real;
use sim::clock::Clock;
use sim::course::{Course, Deed};
use sim::recall::Homecoming;

use super::Table;
use crate::answer::Draft;
use crate::game::{BetMade, Game, Phase};
use crate::profiles::{Profiles, run_file};
use crate::save::{self, Keeper, Kept, Notice};
use crate::sitting::{Sitting, fingerprint};

/// Seconds between two writings while time goes on, and while somebody only looks about.
const EVERY_S: (f32, f32) = (3.0, 0.5);

/// What was written last.
#[derive(Default)]
pub struct Last {
    done: Option<Done>,
    tick: u64,
    at_s: f32,
    /// Fingerprint of the game's setup: the same for all of it.
    content: Option<u64>,
}

/// What is written at once when it changes.
#[derive(PartialEq)]
struct Done {
    acts: usize,
    taken_back: usize,
    last: Option<(u64, Deed)>,
    phase: Phase,
    bet: Option<BetMade>,
    hints: usize,
    answers: Vec<Draft>,
    effect: String,
    two: bool,
}

impl Done {
    fn of(game: &Game, course: &Course) -> Self {
        let acts = || course.log.iter().filter(|(_, deed)| !matches!(deed, Deed::Speed(_)));
        Self {
            acts: acts().count(),
            last: acts().next_back().cloned(),
            taken_back: course.undone.len(),
            phase: game.phase,
            bet: game.bet.clone(),
            hints: game.hints,
            answers: game.answers.clone(),
            effect: game.effect.clone(),
            two: course.other.is_some(),
        }
    }
}

/// Keeps the present run under the name of who plays; when it is over, none.
pub fn keep_run(
    (game, course, home): (Option<Res<Game>>, Option<Res<Course>>, Option<Res<Homecoming>>),
    (keeper, profiles, clock, time): (Res<Keeper>, Res<Profiles>, Res<Clock>, Res<Time<Real>>),
    mut exits: MessageReader<AppExit>,
    (mut table, mut kept, mut notice): (ResMut<Table>, ResMut<Kept>, ResMut<Notice>),
    mut last: Local<Last>,
) {
    let leaving = exits.read().count() > 0;
    let Some(course) = course else { return };
    if course.is_added() && table.starting {
        table.bypass_change_detection().starting = false;
        *last = Last::default();
    }
    let Some(game) = game.filter(|_| !table.starting && home.is_none() && course.trouble.is_none()) else { return };
    let moved = course.tick != last.tick;
    if !leaving && !moved && last.done.is_some() && !course.is_changed() && !game.is_changed() {
        return;
    }
    let done = Done::of(&game, &course);
    let now_s = time.elapsed_secs();
    let wait_s = if clock.running || clock.journey.is_some() { EVERY_S.0 } else { EVERY_S.1 };
    let due = moved && (leaving || now_s - last.at_s >= wait_s);
    if last.done.as_ref() == Some(&done) && !due {
        return;
    }
    let content = last.content.unwrap_or_else(|| fingerprint(&course.setup));
    *last = Last { done: Some(done), tick: course.tick, at_s: now_s, content: Some(content) };
    let new = Sitting::of(&game, &course, &clock, content);
    // A game in which nothing was done yet takes no other one's place.
    if new.is_none() && game.phase != Phase::Debrief || kept.0 == new {
        return;
    }
    kept.0 = new;
    save::keep(&keeper, &run_file(profiles.now), &kept.0, &mut notice);
}
