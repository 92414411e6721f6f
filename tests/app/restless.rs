//! Ten thousand random inputs through the window's own door, with the invariants on; and games without end that leave
//! nothing behind.

use bevy::prelude::*;
use setpoint::capture::{Stage, adapters};
use setpoint::restless::Restless;
use setpoint::screens::Screen;
use setpoint::soak::{Kept, check, open, slope};
use setpoint::ui::Wish;
use sim::census::Census;
use sim::course::Course;
use sim::testing::{headless_app, start, tick};

use crate::library;

/// Inputs of the fuzz, all its players together.
const INPUTS: usize = 10_000;
/// Players, each with a seed of its own.
const PLAYERS: usize = 4;
/// Most ticks that are made again to see that they come out the same.
const AGAIN: u64 = 400;

/// The present, made anew in a world of its own from what is written down alone.
fn assert_same_from_the_start(world: &World) {
    let (course, census) = (world.resource::<Course>(), world.resource::<Census>());
    let mut app = headless_app();
    start(&mut app, course.setup.clone(), course.home_h_per_s);
    app.world_mut().resource_mut::<Course>().log.clone_from(&course.log);
    tick(&mut app, course.tick);
    let (fresh, counted) = (app.world().resource::<Course>(), app.world().resource::<Census>());
    let bits = |c: &Course| c.run.body.y.iter().map(|y| y.to_bits()).collect::<Vec<_>>();
    assert_eq!(bits(fresh), bits(course), "the body at tick {}", course.tick);
    assert_eq!((&counted.by_slot, counted.created), (&census.by_slot, census.created), "receptors at {}", course.tick);
}

#[test]
fn ten_thousand_random_inputs_break_nothing() {
    let (mut again, mut screens) = (0, std::collections::BTreeSet::new());
    for seed in 0..PLAYERS {
        let mut stage = open(&library(), true).expect("nothing is drawn");
        let mut player = Restless::new(seed as u64, UVec2::new(1280, 720));
        let mut last: Vec<String> = Vec::new();
        for input in 0..INPUTS / PLAYERS {
            last.push(player.act(&mut stage));
            // Things happen between two frames, and sometimes more than one.
            if input % 3 == 0 {
                continue;
            }
            stage.frame().expect("nothing is drawn");
            if let Err(what) = check(stage.world()) {
                let before = &last[last.len().saturating_sub(12)..];
                panic!("player {seed}, input {input}: {what}; before: {before:#?}");
            }
            let world = stage.world();
            screens.insert(format!("{:?}", world.resource::<State<Screen>>().get()));
            let short = world.get_resource::<Course>().is_some_and(|c| c.tick > 0 && c.tick < AGAIN);
            if input % 50 == 0 && short {
                assert_same_from_the_start(world);
                again += 1;
            }
        }
    }
    assert!(again > 20, "only {again} states were made again");
    let all = ["Levels", "Playing", "Settings", "Title"];
    assert!(all.iter().all(|name| screens.contains(*name)), "every screen was seen: {screens:?}");
}

/// Inputs of a game that is drawn, and its largest window: software draws every pixel.
const INPUTS_EACH: usize = 50;
const SMALL: UVec2 = UVec2::new(360, 260);

/// Plays a game at random, and leaves it for the title.
fn game(stage: &mut Stage, seed: u64, inputs: usize) {
    let mut player = Restless::new(seed, SMALL);
    for _ in 0..inputs {
        player.act(stage);
        stage.frame().expect("the device is there");
    }
    stage.world().write_message(Wish::Title);
    for _ in 0..6 {
        stage.frame().expect("the device is there");
    }
}

#[test]
fn games_leave_nothing_behind() {
    let drawn = !adapters().is_empty();
    let mut stage = open(&library(), !drawn).expect("there is an adapter, or nothing is drawn");
    game(&mut stage, 1, INPUTS_EACH);
    let before = Kept { entities: living(&mut stage), ..Kept::now(stage.world()) };
    for seed in 2..5 {
        game(&mut stage, seed, INPUTS_EACH);
        let after = Kept { entities: living(&mut stage), ..Kept::now(stage.world()) };
        assert_eq!(after, before, "after game {seed}");
    }
}

/// Entities that are no receptors: the title's own run has some of those, each at its own time.
fn living(stage: &mut Stage) -> usize {
    let alive = stage.world().resource::<Census>().alive() as usize;
    Kept::now(stage.world()).entities - alive
}

#[test]
fn a_slope_is_found_among_points_that_scatter() {
    let points: Vec<(f64, f64)> =
        (0..20).map(|k| (f64::from(k), 3.0 + 0.5 * f64::from(k) + f64::from(k % 2))).collect();
    assert!((slope(&points) - 0.5).abs() < 0.01, "{}", slope(&points));
    assert_eq!(slope(&[(1.0, 5.0)]), 0.0);
}
