//! Watches a level: counts doses, judges at the end. Not here: how it is judged ([`crate::game`]), and where the level stops
//! the clock ([`sim::stops`]).

use bevy::prelude::*;
use model::level::Control;
use model::plan::Act;
use sim::course::Course;
use sim::recall::Homecoming;

use super::Table;
use crate::game::{Content, Game, Phase};
use crate::save::{Notice, Progress};
use crate::sitting::{BestRun, Record, fingerprint};
use crate::ui::desk::Drawer;

/// Counts the doses of each control off what was done and what is planned, so that taking one back gives it back.
pub fn count_doses(course: Option<Res<Course>>, game: Option<ResMut<Game>>) {
    let (Some(course), Some(mut game)) = (course, game) else { return };
    if !course.is_changed() {
        return;
    }
    let coming = course.to_come();
    let used: Vec<u32> = game
        .controls
        .iter()
        .map(|control| {
            let Control::Give { drug, route, .. } = control else { return 0 };
            let Some((at, given)) = game.drugs.iter().enumerate().find(|(_, d)| d.id == *drug) else { return 0 };
            // two ways of giving one drug are two controls, each with doses of its own
            let way = given.routes.iter().position(|r| r.id == *route).unwrap_or(0);
            let same = |act: &Act| matches!(act, Act::Give { drug, route, .. } if (*drug, *route) == (at, way));
            course.doses_of_player(&coming, same)
        })
        .collect();
    if used != game.used {
        game.used = used;
    }
}

/// At the end of a level: the verdict, the stars, the debrief.
pub fn judge_when_over(
    course: Option<Res<Course>>,
    game: Option<ResMut<Game>>,
    content: Res<Content>,
    (home, mut table): (Option<Res<Homecoming>>, ResMut<Table>),
    mut progress: ResMut<Progress>,
    mut notice: ResMut<Notice>,
) {
    let (Some(course), Some(mut game)) = (course, game) else { return };
    if let Some(trouble) = &course.trouble {
        if notice.0.as_ref() != Some(trouble) {
            notice.0 = Some(trouble.clone());
        }
        return;
    }
    // While a game begins, what stands at its end is the run before; and a run that is over waits for the answers.
    let waits = table.starting || home.is_some() || game.answering();
    if !course.over() || game.phase != Phase::Run || waits {
        return;
    }
    if let Some(verdict) = game.judge(&course.run.trace, &content) {
        if let Some(level) = &game.level
            && verdict.stars > 0
        {
            progress.note(&level.id, verdict.stars);
            // Of several patients no single run is the level's.
            if game.ward.patients.is_empty() {
                let record = Record::of(&course, fingerprint(&course.setup));
                let run = BestRun { stars: verdict.stars, hints: game.hints, record };
                progress.keep_best(&level.id, &run);
            }
        }
        game.verdict = Some(verdict);
        game.phase = Phase::Debrief;
        // There is nothing left to run to.
        if table.desk.open == Some(Drawer::Until) {
            table.desk.open = None;
        }
    }
}
