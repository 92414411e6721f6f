//! The only door in: what the player may command. Keys and clicks become commands elsewhere; here they take effect, at
//! the next fixed step, paused or not.

use bevy::prelude::*;

use crate::SimSystems;
use crate::bookmark::Marking;
use crate::census::Census;
use crate::clock::{self, Clock};
use crate::course::{Course, Deed, Setup};
use crate::journey::{self, Aim};
use crate::recall::{self, Homecoming, Recall};
use crate::{fork, rewind};

/// A wish of the player.
#[derive(Message, Clone, Debug)]
pub enum PlayerCommand {
    /// A new game; it stands still at its start.
    Start(Box<Setup>, f64),
    /// A game that is written down; it stands still where it was.
    Recall(Box<Recall>),
    /// No game any more.
    Leave,
    /// Time goes on.
    Play,
    /// Time stands still.
    Pause,
    /// Something is done now. It never starts the clock.
    Do(Deed),
    /// One tick, then stand still.
    StepForward,
    /// One tick back, and stand still.
    StepBack,
    /// To the dose or other act before the present, or after it, and stand still.
    StepEvent {
        /// To the next one.
        forward: bool,
    },
    /// To the bookmark before the present, or after it, and stand still.
    StepMark {
        /// To the next one.
        forward: bool,
    },
    /// To the furthest moment that was reached, and stand still.
    ToReached,
    /// To the state at this hour, and stand still. What has not been reached yet takes a while.
    GoTo(f64),
    /// To this hour while somebody drags along what was reached: exactly there where that is quick, else to the nearest
    /// place that was kept, and stand still.
    Scrub(f64),
    /// On until something happens, and stand still.
    RunUntil(Aim),
    /// Model hours per real second. Of what is decided already it changes nothing but how fast it is watched.
    Speed(f64),
    /// The speed follows what happens, or does so no more.
    Auto(bool),
    /// A bookmark.
    Mark(Marking),
    /// The present run is kept as the other one, and another begins here.
    Fork,
    /// The other run is played, and this one kept.
    Swap,
    /// No other run any more.
    DropOther,
    /// Takes the last act back: the run becomes what it would have been without it.
    Undo,
    /// Does it again.
    Redo,
}

pub(crate) fn plugin(app: &mut App) {
    app.add_message::<PlayerCommand>().add_systems(FixedUpdate, apply_commands.in_set(SimSystems::ApplyCommands));
}

fn apply_commands(world: &mut World, mut cursor: Local<bevy::ecs::message::MessageCursor<PlayerCommand>>) {
    let commands: Vec<PlayerCommand> = cursor.read(world.resource::<Messages<PlayerCommand>>()).cloned().collect();
    for command in commands {
        obey(world, command);
    }
}

fn obey(world: &mut World, command: PlayerCommand) {
    match command {
        PlayerCommand::Start(setup, speed) => {
            rewind::start(world, *setup, speed);
            let mut clock = world.resource_mut::<Clock>();
            (clock.auto, clock.outcome) = (false, None);
        }
        PlayerCommand::Recall(recall) => {
            recall::begin(world, *recall);
            world.resource_mut::<Clock>().outcome = None;
        }
        PlayerCommand::Leave => {
            rewind::clear(world);
        }
        _ if !world.contains_resource::<Course>() => {}
        PlayerCommand::Mark(marking) => world.resource_mut::<Course>().mark(marking),
        // On the way home nothing else is heard: it would make another run of what is written down.
        _ if world.contains_resource::<Homecoming>() => {}
        PlayerCommand::Speed(speed) | PlayerCommand::Do(Deed::Speed(speed)) => {
            let mut clock = world.resource_mut::<Clock>();
            if speed.is_finite() && speed > 0.0 {
                (clock.speed_h_per_s, clock.auto) = (speed, false);
            }
        }
        PlayerCommand::Auto(auto) => world.resource_mut::<Clock>().auto = auto,
        PlayerCommand::Play => {
            let over = world.resource::<Course>().over();
            let mut clock = world.resource_mut::<Clock>();
            clock.stand_still();
            clock.outcome = None;
            clock.running = !over;
        }
        PlayerCommand::Pause => world.resource_mut::<Clock>().stand_still(),
        PlayerCommand::Do(deed) => act(world, deed),
        PlayerCommand::StepForward => {
            world.resource_mut::<Clock>().stand_still();
            let course = world.resource::<Course>();
            if course.over() {
                return;
            }
            if course.tick < course.decided() {
                world.run_schedule(crate::SimTick);
            } else {
                clock::live(world);
            }
        }
        PlayerCommand::StepBack => {
            let tick = world.resource::<Course>().tick.saturating_sub(1);
            rewind::to_tick(world, tick);
        }
        PlayerCommand::StepEvent { forward } => rewind::to_event(world, forward),
        PlayerCommand::StepMark { forward: true } => {
            if let Some(at_h) = world.resource::<Course>().next_bookmark(true).map(|b| b.at_h) {
                journey::go_to(world, at_h);
            }
        }
        PlayerCommand::StepMark { forward: false } => rewind::to_mark_before(world),
        PlayerCommand::ToReached => {
            let ahead = world.resource::<Course>().history.ahead.as_ref().map(|a| a.tick);
            let tick = ahead.unwrap_or(world.resource::<Course>().tick);
            rewind::to_tick(world, tick);
        }
        PlayerCommand::GoTo(hour) => journey::go_to(world, hour),
        PlayerCommand::Scrub(hour) => rewind::scrub(world, hour),
        PlayerCommand::RunUntil(aim) => journey::set_out(world, aim),
        PlayerCommand::Undo => still(world, rewind::undo),
        PlayerCommand::Redo => still(world, rewind::redo),
        PlayerCommand::Fork => still(world, fork::fork),
        PlayerCommand::Swap => still(world, fork::swap),
        PlayerCommand::DropOther => fork::drop_other(world),
    }
}

fn still(world: &mut World, then: fn(&mut World)) {
    world.resource_mut::<Clock>().stand_still();
    then(world);
}

/// Something is done now. It makes another future: what was written down beyond now is gone. What was meant for another
/// game, begun a moment ago, is not done in this one.
fn act(world: &mut World, deed: Deed) {
    let created = world.resource::<Census>().created;
    let mut course = world.resource_mut::<Course>();
    if course.over() || !course.knows(&deed) {
        return;
    }
    let (tick, naive_count) = (course.tick, course.setup.receptors);
    course.log.retain(|(t, _)| *t <= tick);
    course.history.forget_beyond(tick, tick, created, naive_count);
    course.undone.clear();
    course.log.push((tick, deed));
    world.resource_mut::<Clock>().journey = None;
}
