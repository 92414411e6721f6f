//! Going back in time, taking back and doing again.

use model::plan::Act;
use sim::census::Census;
use sim::command::PlayerCommand;
use sim::course::{Course, Deed};
use sim::testing::{headless_app, start, tick};

use bevy::prelude::*;

use crate::setup_of;

fn send(app: &mut App, command: PlayerCommand) {
    app.world_mut().write_message(command);
    app.world_mut().run_schedule(FixedUpdate);
}

fn state(app: &App) -> (u64, Vec<u8>, u64) {
    let course = app.world().resource::<Course>();
    (course.tick, app.world().resource::<Census>().by_slot.clone(), course.run.trace.fingerprint())
}

fn dose(du: f64) -> PlayerCommand {
    PlayerCommand::Do(Deed::Act(Act::Give { drug: 0, route: 0, du }))
}

#[test]
fn a_state_is_the_same_however_it_is_reached() {
    let (setup, speed) = setup_of("1.1", false, 300, 5);
    let mut app = headless_app();
    start(&mut app, setup, speed);
    tick(&mut app, 40);
    send(&mut app, PlayerCommand::Do(Deed::Act(Act::Wash)));
    tick(&mut app, 60);
    let there = state(&app);
    tick(&mut app, 100);
    let beyond = state(&app);
    for _ in 0..100 {
        send(&mut app, PlayerCommand::StepBack);
    }
    assert_eq!(state(&app), there);
    tick(&mut app, 100);
    assert_eq!(state(&app), beyond, "written deeds happen again");
}

#[test]
fn taking_a_dose_back_undoes_it_and_doing_it_again_restores_it() {
    let (mut setup, speed) = setup_of("1.1", false, 300, 5);
    setup.script.actions.clear();
    let mut app = headless_app();
    start(&mut app, setup.clone(), speed);
    tick(&mut app, 120);
    let without = state(&app);
    let mut app = headless_app();
    start(&mut app, setup, speed);
    tick(&mut app, 20);
    send(&mut app, dose(1.0));
    tick(&mut app, 100);
    let with = state(&app);
    assert_ne!(with.1, without.1);
    send(&mut app, PlayerCommand::Undo);
    assert_eq!(state(&app), without);
    send(&mut app, PlayerCommand::Redo);
    assert_eq!(state(&app), with);
}

#[test]
fn a_new_deed_makes_another_future() {
    let (mut setup, speed) = setup_of("1.1", false, 300, 5);
    setup.script.actions.clear();
    let mut app = headless_app();
    start(&mut app, setup, speed);
    tick(&mut app, 20);
    send(&mut app, dose(1.0));
    tick(&mut app, 50);
    send(&mut app, PlayerCommand::GoTo(0.0));
    assert_eq!(app.world().resource::<Course>().tick, 0);
    send(&mut app, dose(0.1));
    tick(&mut app, 70);
    let given = app.world().resource::<Course>().run.body.given_du[0];
    assert!((given - 0.1).abs() < 1e-12, "only the new dose: {given}");
}

#[test]
fn dosing_never_starts_the_clock() {
    let (setup, speed) = setup_of("1.1", false, 300, 5);
    let mut app = headless_app();
    start(&mut app, setup, speed);
    send(&mut app, dose(1.0));
    assert!(!app.world().resource::<sim::clock::Clock>().running);
    assert_eq!(app.world().resource::<Course>().tick, 0);
}
