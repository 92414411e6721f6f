//! The model as a Bevy world: one entity per receptor, a fixed step, no window and no renderer.
//!
//! Acts come in as [`command::PlayerCommand`] and nothing else; counts go out as [`census::Census`]. Everything that is
//! simulated changes in `FixedUpdate`, inside of [`SimSystems`]; one tick is one run of the [`SimTick`] schedule. Going
//! back in time ([`rewind`]) is taking up a place that was kept ([`history`]) and ticking on from there.
#![deny(missing_docs)]

pub mod auto;
pub mod biography;
pub mod bookmark;
pub mod census;
pub mod clock;
pub mod command;
pub mod course;
pub mod fork;
pub mod history;
pub mod journey;
pub mod planned;
pub mod recall;
pub mod receptor;
pub mod rewind;
pub mod stops;
pub mod testing;

use bevy::ecs::schedule::ScheduleLabel;
use bevy::prelude::*;

/// Ticks per real second.
pub const TICKS_PER_S: f64 = 30.0;

/// What happens in `FixedUpdate`, in this order.
#[derive(SystemSet, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SimSystems {
    /// Takes the player's commands in; runs while paused too, or they would be lost.
    ApplyCommands,
    /// Runs [`SimTick`] once, if the clock runs.
    Tick,
}

/// One tick.
#[derive(ScheduleLabel, Clone, Debug, PartialEq, Eq, Hash)]
pub struct SimTick;

/// What happens in one tick, in this order. New variants go here.
#[derive(SystemSet, Clone, Debug, PartialEq, Eq, Hash)]
pub enum TickSystems {
    /// Solves the body's equations over the tick, doing what is due, and loads the dice.
    Kinetics,
    /// Throws for every receptor: states, deaths, births.
    Receptors,
    /// Counts, and gives the counts back to the body: they are the pharmacology.
    Census,
    /// Keeps a place to come back to, if one is due.
    Remember,
}

/// The whole simulation.
pub fn plugin(app: &mut App) {
    app.init_schedule(SimTick)
        .insert_resource(Time::<Fixed>::from_hz(TICKS_PER_S))
        .configure_sets(FixedUpdate, (SimSystems::ApplyCommands, SimSystems::Tick).chain())
        .configure_sets(
            SimTick,
            (TickSystems::Kinetics, TickSystems::Receptors, TickSystems::Census, TickSystems::Remember).chain(),
        )
        .add_plugins((
            clock::plugin,
            command::plugin,
            course::plugin,
            receptor::plugin,
            census::plugin,
            history::plugin,
            biography::plugin,
        ));
}
