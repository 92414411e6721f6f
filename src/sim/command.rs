//! The only door in: what the player may command. Keys and clicks become commands elsewhere; here they take effect, at
//! the next fixed step, paused or not.

use bevy::prelude::*;

use crate::SimSystems;
use crate::clock::Clock;
use crate::course::{Course, Deed, Setup};
use crate::rewind;

/// A wish of the player.
#[derive(Message, Clone, Debug)]
pub enum PlayerCommand {
    /// A new game; it stands still at its start.
    Start(Box<Setup>, f64),
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
    /// To the state at this hour, and stand still.
    GoTo(f64),
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
            world.resource_mut::<Clock>().running = false;
            rewind::start(world, *setup, speed);
        }
        PlayerCommand::Leave => {
            world.resource_mut::<Clock>().running = false;
            rewind::clear(world);
        }
        _ if !world.contains_resource::<Course>() => {}
        PlayerCommand::Play => {
            let over = world.resource::<Course>().over();
            world.resource_mut::<Clock>().running = !over;
        }
        PlayerCommand::Pause => world.resource_mut::<Clock>().running = false,
        PlayerCommand::Do(deed) => {
            let mut course = world.resource_mut::<Course>();
            if course.over() {
                return;
            }
            let tick = course.tick;
            // A new deed makes another future: what was written down beyond now is gone.
            course.log.retain(|(t, _)| *t <= tick);
            course.undone.clear();
            course.log.push((tick, deed.clone()));
            if let Deed::Speed(speed) = deed {
                world.resource_mut::<Clock>().speed_h_per_s = speed;
            }
        }
        PlayerCommand::StepForward => {
            world.resource_mut::<Clock>().running = false;
            if !world.resource::<Course>().over() {
                world.run_schedule(crate::SimTick);
            }
        }
        PlayerCommand::StepBack => {
            let tick = world.resource::<Course>().tick.saturating_sub(1);
            rewind::to_tick(world, tick);
        }
        PlayerCommand::GoTo(hour) => rewind::to_hour(world, hour),
        PlayerCommand::Undo => rewind::undo(world),
        PlayerCommand::Redo => rewind::redo(world),
    }
}
