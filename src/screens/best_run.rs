//! The best run of a level beside the one that is played: made again from its deeds in a world of its own, a few ticks in
//! every frame, and then only its record is kept. Not here: which run is best ([`crate::sitting`]), how it is drawn
//! ([`crate::ui::charts`]).

use bevy::prelude::*;
use model::content::Library;
use model::plan::Plan;
use model::trace::Trace;
use sim::course::Setup;
use sim::recall::{Again, Homecoming};

use super::Table;
use crate::game::{Content, Game, Phase};
use crate::save::{Notice, Progress, Settings};
use crate::sitting::{BestRun, playable};

/// The best run of the level that is played.
#[derive(Resource, Debug, Default)]
pub struct Ghost {
    /// The game that it was looked for in.
    game: u32,
    run: Run,
}

#[derive(Debug, Default)]
enum Run {
    /// There is none.
    #[default]
    None,
    /// Being made again.
    Coming(Box<Again>),
    /// All there.
    There(Trace),
}

impl Ghost {
    /// Its record, as far as it is there.
    #[must_use]
    pub fn trace(&self) -> Option<&Trace> {
        match &self.run {
            Run::None => None,
            Run::Coming(again) => again.course().map(|c| &c.run.trace),
            Run::There(trace) => Some(trace),
        }
    }

    /// All of it is there.
    #[must_use]
    pub fn whole(&self) -> bool {
        matches!(self.run, Run::There(_))
    }
}

/// The setup of a level in which its stored runs are made again.
fn setup(library: &Library, id: &str, run: &BestRun) -> Option<Setup> {
    let level = library.level(id)?;
    Some(Setup {
        engine: level.engine(library)?,
        receptors: run.record.receptors.clamp(100, 1_000_000),
        seed: run.record.seed,
        duration_h: level.duration_h,
        grid_h: level.grid_h(),
        script: level.with_script(&Plan::default()),
        goals: Vec::new(),
        stops_h: Vec::new(),
    })
}

/// Begins a best run.
fn begin(library: &Library, id: &str, text: &str) -> Result<Again, String> {
    let run = BestRun::from_text(text)?;
    let setup = setup(library, id, &run).ok_or("there is no such level any more")?;
    playable(&run.record, &setup)?;
    Again::begin(setup, run.record.home_h_per_s, &run.record.written)
}

/// Looks for the best run when a game begins, and makes it again. One that does not fit any more goes, and the person is
/// told; its stars stay.
pub fn follow(
    (game, table, content): (Option<Res<Game>>, Res<Table>, Res<Content>),
    (settings, home): (Res<Settings>, Option<Res<Homecoming>>),
    (mut ghost, mut progress, mut notice): (ResMut<Ghost>, ResMut<Progress>, ResMut<Notice>),
) {
    let Some(game) = game else {
        if !matches!(ghost.run, Run::None) {
            *ghost = Ghost::default();
        }
        return;
    };
    let ghost = ghost.bypass_change_detection();
    if ghost.game != table.runs {
        *ghost = Ghost { game: table.runs, run: Run::None };
        // What is over already when it is first seen (a picture) has no best run but its own.
        let Some(level) = game.level.as_ref().filter(|_| game.phase != Phase::Debrief) else { return };
        let Some(text) = progress.best.get(&level.id) else { return };
        match begin(&content, &level.id, text) {
            Ok(again) => ghost.run = Run::Coming(Box::new(again)),
            Err(why) => {
                info!("the best run of {} is dropped: {why}", level.id);
                notice.0 = Some(format!("My best run of {} is from another version and is shown no more.", level.id));
                progress.best.remove(&level.id);
            }
        }
    }
    if !settings.best_run || home.is_some() {
        return;
    }
    if let Run::Coming(again) = &mut ghost.run
        && again.go_on()
    {
        let trace = again.course().map(|c| c.run.trace.clone());
        ghost.run = trace.map_or(Run::None, Run::There);
    }
}
