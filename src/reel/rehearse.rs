//! Every run of a film once, unseen: its record, tick by tick, with what overlays want beside the usual series. A film that
//! knows its runs can scale its plots before they are drawn and follow the right receptor. Not here: showing it
//! ([`super::direct`]).

use bevy::prelude::*;
use model::engine::Body;
use model::engine::Engine;
use model::observe::Column;
use model::run::Run;
use model::storyboard::Cast;
use model::trace::Trace;
use sim::census::Census;
use sim::course::{Course, Setup};
use sim::rewind;

use super::schedule;

/// Rows of a run by the equations alone.
const ROWS: u32 = 1200;
/// Rows of the part of a run that no shot shows, at most.
const UNSEEN: u64 = 20_000;

/// A run that has been rehearsed.
#[derive(Clone, Debug, Default)]
pub struct Rehearsed {
    /// A row for every tick.
    pub trace: Trace,
    /// State by slot after every tick, from `from` on.
    pub states: Vec<Vec<u8>>,
    /// The first tick of `states`.
    pub from: u64,
}

/// The columns of a film's record: the engine's own, and what the drug would do to each effect of a naive body.
fn columns(engine: &Engine) -> Vec<Column> {
    let pushes = engine.system.effects.iter().map(|e| Column { series: format!("push.{}", e.id), unit: "fraction" });
    engine.columns().into_iter().chain(pushes).collect()
}

fn row(engine: &Engine, body: &Body) -> Vec<f64> {
    let mut row = Vec::new();
    engine.observe(&body.y, body.input.usual_place, &body.given_du, &mut row);
    row.extend((0..engine.system.effects.len()).map(|i| engine.pushback(i, body).naive));
    row
}

/// Begins a run in the world, with the ticks that the schedule wants. `false`: its setup could not be made.
pub fn begin(world: &mut World, run: &schedule::Run, cast: &Cast, seed: u64, receptors: u32) {
    let setup = Setup {
        engine: cast.engine.clone(),
        receptors,
        seed,
        duration_h: cast.duration_h,
        grid_h: run.grid_h.unwrap_or(cast.duration_h / 50.0),
        script: cast.plan.clone(),
        goals: Vec::new(),
        stops_h: Vec::new(),
    };
    let pace =
        run.log.iter().find_map(|(_, deed)| if let sim::course::Deed::Speed(s) = deed { Some(*s) } else { None });
    let pace = pace.unwrap_or(1.0);
    rewind::start(world, setup, pace);
    world.resource_mut::<Course>().log.clone_from(&run.log);
}

/// Plays a whole run in the world; keeps states of the ticks from `from` on. `seen`: which ticks a shot shows; of a long run
/// that somebody played only some of the others get a row.
pub fn whole(
    world: &mut World,
    run: &schedule::Run,
    cast: &Cast,
    (seed, receptors): (u64, u32),
    from: u64,
    seen: impl Fn(u64) -> bool,
) -> Rehearsed {
    let mut states = Vec::new();
    let trace = each(world, run, cast, (seed, receptors), &seen, |world, tick| {
        if tick >= from {
            states.push(world.resource::<Census>().by_slot.clone());
        }
    });
    Rehearsed { trace, states, from }
}

/// Plays a whole run in the world and gives its record; `look` sees the world after each tick.
pub fn each(
    world: &mut World,
    run: &schedule::Run,
    cast: &Cast,
    (seed, receptors): (u64, u32),
    seen: impl Fn(u64) -> bool,
    mut look: impl FnMut(&World, u64),
) -> Trace {
    begin(world, run, cast, seed, receptors);
    let mut trace = Trace::new(columns(&cast.engine));
    let every = (run.ticks / UNSEEN).max(1);
    for tick in 0..=run.ticks {
        rewind::to_tick(world, tick);
        let course = world.resource::<Course>();
        if tick.is_multiple_of(every) || seen(tick) {
            trace.push(course.t_h(), &row(&cast.engine, &course.run.body));
        }
        look(world, tick);
    }
    trace
}

/// A run by the equations alone, up to an hour.
#[must_use]
pub fn apart(cast: &Cast, until_h: f64) -> Trace {
    let mut run = Run::new(cast.engine.clone(), cast.duration_h);
    run.queue(&cast.plan.actions);
    let mut trace = Trace::new(columns(&cast.engine));
    for k in 0..=ROWS {
        if run.advance(until_h * f64::from(k) / f64::from(ROWS)).is_err() {
            break;
        }
        trace.push(run.body.t_h, &row(&run.engine, &run.body));
    }
    trace
}
