//! The order of systems is decided, not left to chance, and a window is not needed.

use bevy::prelude::*;
use sim::clock::Clock;
use sim::command::PlayerCommand;
use sim::course::Course;
use sim::testing::headless_app;

use crate::setup_of;

#[test]
fn no_two_systems_race_and_commands_arrive_while_paused() {
    // `headless_app` turns every ambiguity into an error when its schedules first run.
    let mut app = headless_app();
    app.insert_resource(bevy::time::TimeUpdateStrategy::FixedTimesteps(1));
    let (setup, speed) = setup_of("3.2", true, 200, 1);
    app.world_mut().write_message(PlayerCommand::Start(Box::new(setup), speed));
    for _ in 0..5 {
        app.update();
    }
    assert_eq!(app.world().resource::<Course>().tick, 0, "a game stands still at its start");
    app.world_mut().write_message(PlayerCommand::Play);
    for _ in 0..5 {
        app.update();
    }
    assert!(app.world().resource::<Course>().tick >= 4);
    app.world_mut().write_message(PlayerCommand::Pause);
    app.update();
    let paused = app.world().resource::<Course>().tick;
    app.update();
    assert_eq!(app.world().resource::<Course>().tick, paused);
    assert!(!app.world().resource::<Clock>().running);
}
