//! Stops: the clock stands still at the very hour, and the run stays what its log says.

use bevy::prelude::*;
use model::plan::Act;
use sim::clock::Clock;
use sim::command::PlayerCommand;
use sim::course::{Course, Deed};
use sim::recall::{Again, Written};
use sim::testing::{headless_app, start};

use crate::planned::some;
use crate::setup_in;
use crate::time_machine::{send, settle};

const STOPS_H: [f64; 7] = [0.1, 10.0, 27.3, 28.0, 28.001, 336.0 + 1.0 / 3.0, 712.7];

fn begun(speed_h_per_s: f64) -> App {
    let mut app = headless_app();
    let setup = sim::course::Setup { stops_h: STOPS_H.to_vec(), ..setup_in("mu_opioid", 100, 7) };
    start(&mut app, setup, speed_h_per_s);
    app
}

fn course(app: &App) -> &Course {
    app.world().resource::<Course>()
}

/// Plays until the clock stands still, and says where.
fn play_on(app: &mut App) -> f64 {
    send(app, PlayerCommand::Play);
    for _ in 0..100_000 {
        if !app.world().resource::<Clock>().running {
            return course(app).t_h();
        }
        app.world_mut().run_schedule(FixedUpdate);
    }
    panic!("it stands still at the end at last");
}

fn bits(hours: &[f64]) -> Vec<u64> {
    hours.iter().map(|h| h.to_bits()).collect()
}

#[test]
fn the_clock_stands_still_at_the_very_hour_whatever_the_speed() {
    for speed in [12.0, 24.0, 47.1, 168.0] {
        let mut app = begun(speed);
        let mut stood = Vec::new();
        while !course(&app).over() {
            stood.push(play_on(&mut app));
        }
        let all: Vec<f64> = STOPS_H.into_iter().chain([720.0]).collect();
        assert_eq!(bits(&stood), bits(&all), "speed {speed}: {stood:?}");
        assert!((app.world().resource::<Clock>().speed_h_per_s - speed).abs() < 1e-12, "the speed is what it was");
        // Nothing is left to do: who watches again is not held up.
        send(&mut app, PlayerCommand::GoTo(0.0));
        assert_eq!(play_on(&mut app).to_bits(), 720.0_f64.to_bits(), "speed {speed}");
    }
}

#[test]
fn a_stop_holds_whoever_comes_by_again_at_any_speed() {
    let mut app = begun(12.0);
    for _ in 0..4 {
        play_on(&mut app);
    }
    send(&mut app, PlayerCommand::GoTo(0.0));
    for (speed, stop) in [(168.0, STOPS_H[0]), (0.5, STOPS_H[1]), (168.0, STOPS_H[2]), (48.0, STOPS_H[3])] {
        send(&mut app, PlayerCommand::Speed(speed));
        assert_eq!(play_on(&mut app).to_bits(), stop.to_bits(), "at {speed} h/s");
    }
}

#[test]
fn a_run_with_stops_is_made_again_from_its_log_alone() {
    let mut app = begun(24.0);
    let dose = || PlayerCommand::Do(Deed::Act(Act::Give { drug: 0, route: 0, du: 0.5 }));
    play_on(&mut app);
    play_on(&mut app);
    send(&mut app, dose());
    play_on(&mut app);
    let given = course(&app).done().iter().filter(|a| a.at_h.to_bits() == STOPS_H[1].to_bits()).count();
    assert_eq!(given, 1, "what is given at a stop is given at that hour");
    let before = (course(&app).tick, course(&app).run.trace.fingerprint());
    send(&mut app, PlayerCommand::Undo);
    settle(&mut app);
    assert_eq!((course(&app).tick, course(&app).t_h().to_bits()), (before.0, STOPS_H[2].to_bits()));
    send(&mut app, PlayerCommand::Redo);
    settle(&mut app);
    assert_eq!((course(&app).tick, course(&app).run.trace.fingerprint()), before);
    send(&mut app, PlayerCommand::GoTo(STOPS_H[1]));
    assert_eq!(course(&app).t_h().to_bits(), STOPS_H[1].to_bits());
    while !course(&app).over() {
        play_on(&mut app);
    }
    let written = Written::of(course(&app));
    let mut again = Again::begin(setup_in("mu_opioid", 100, 7), 24.0, &written).expect("it can be played");
    while !again.go_on() {}
    let made = again.course().expect("it is there");
    assert_eq!(made.tick, course(&app).tick);
    assert_eq!(made.run.trace.fingerprint(), course(&app).run.trace.fingerprint());
}

#[test]
fn a_journey_ends_at_its_very_hour() {
    let mut app = begun(48.0);
    for hour in [3.3, 27.9, 400.0 + 1.0 / 7.0, 719.99] {
        send(&mut app, PlayerCommand::GoTo(hour));
        settle(&mut app);
        assert_eq!(course(&app).t_h().to_bits(), hour.to_bits(), "{hour}: {}", course(&app).t_h());
    }
}

#[test]
fn what_is_planned_needs_no_hand() {
    let mut app = begun(24.0);
    send(&mut app, PlayerCommand::Do(some(0.0, 0, 5)));
    let stood = play_on(&mut app);
    assert_eq!(
        stood.to_bits(),
        STOPS_H[5].to_bits(),
        "stops before the last planned dose, at 29.2 h, are passed: {stood}"
    );
}
