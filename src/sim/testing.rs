//! A world for tests and benchmarks: the simulation alone, ticked by hand.

use bevy::prelude::*;

use crate::SimTick;
use crate::course::Setup;
use crate::rewind;

/// An app with nothing but time and the simulation; a system order that is left to chance is an error in it.
pub fn headless_app() -> App {
    use bevy::ecs::schedule::{LogLevel, ScheduleBuildSettings};
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, crate::plugin));
    let strict = || ScheduleBuildSettings { ambiguity_detection: LogLevel::Error, ..default() };
    app.edit_schedule(SimTick, |s| {
        s.set_build_settings(strict());
    });
    app.edit_schedule(FixedUpdate, |s| {
        s.set_build_settings(strict());
    });
    app
}

/// Starts a game in `app` at a speed.
pub fn start(app: &mut App, setup: Setup, speed_h_per_s: f64) {
    rewind::start(app.world_mut(), setup, speed_h_per_s);
}

/// Ticks `n` times.
pub fn tick(app: &mut App, n: u64) {
    for _ in 0..n {
        app.world_mut().run_schedule(SimTick);
    }
}

/// Throws for every receptor with the dice of the last tick, and nothing else: what a benchmark of the receptors alone
/// measures. The body does not follow.
pub fn throw_only(app: &mut App) {
    app.world_mut().run_system_cached(crate::receptor::advance_stages).expect("the game has begun");
}
