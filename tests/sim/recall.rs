//! A run that is written down and made again.

use bevy::prelude::*;
use model::plan::Act;
use sim::census::Census;
use sim::clock::Clock;
use sim::command::PlayerCommand;
use sim::course::{Course, Deed};
use sim::recall::{Again, Homecoming, Recall, Written};
use sim::testing::{headless_app, start};

use crate::setup_of;

fn send(app: &mut App, command: PlayerCommand) {
    app.world_mut().write_message(command);
    app.world_mut().run_schedule(FixedUpdate);
}

fn steps(app: &mut App, n: usize) {
    for _ in 0..n {
        app.world_mut().run_schedule(FixedUpdate);
    }
}

fn dose() -> PlayerCommand {
    PlayerCommand::Do(Deed::Act(Act::Give { drug: 0, route: 0, du: 1.0 }))
}

type State = (u64, Vec<u64>, Vec<u8>, u64, usize);

fn state(app: &App) -> State {
    let course = app.world().resource::<Course>();
    let bits = course.run.body.y.iter().map(|y| y.to_bits()).collect();
    let by_slot = app.world().resource::<Census>().by_slot.clone();
    (course.tick, bits, by_slot, course.record().fingerprint(), course.done().len())
}

/// A run with doses, a change of speed, something taken back, another run beside it; and the present in its past.
fn played() -> (App, Recall) {
    let (mut setup, speed) = setup_of("1.1", false, 300, 5);
    setup.script.actions.clear();
    let mut app = headless_app();
    start(&mut app, setup.clone(), speed);
    send(&mut app, dose());
    send(&mut app, PlayerCommand::Play);
    steps(&mut app, 60);
    send(&mut app, PlayerCommand::Fork);
    send(&mut app, PlayerCommand::Speed(speed * 3.0));
    send(&mut app, PlayerCommand::Play);
    steps(&mut app, 30);
    send(&mut app, PlayerCommand::Do(Deed::Act(Act::Wash)));
    send(&mut app, dose());
    send(&mut app, PlayerCommand::Undo);
    send(&mut app, PlayerCommand::Play);
    steps(&mut app, 40);
    for _ in 0..9 {
        send(&mut app, PlayerCommand::StepBack);
    }
    let course = app.world().resource::<Course>();
    let other = course.other.as_ref().map(|o| (Written::of_other(o), o.from_h));
    let recall = Recall {
        setup,
        home_h_per_s: course.home_h_per_s,
        written: Written::of(course),
        other,
        tick: course.tick,
        speed_h_per_s: app.world().resource::<Clock>().speed_h_per_s,
        auto: false,
    };
    (app, recall)
}

fn come_home(recall: Recall) -> App {
    let mut app = headless_app();
    send(&mut app, PlayerCommand::Recall(Box::new(recall)));
    while app.world().contains_resource::<Homecoming>() {
        steps(&mut app, 1);
    }
    app
}

#[test]
fn a_run_that_is_recalled_is_the_same_bit_for_bit_with_its_past_its_future_and_the_other_run() {
    let (mut before, recall) = played();
    let mut after = come_home(recall);
    assert_eq!(state(&after), state(&before));
    let (a, b) = (after.world().resource::<Course>(), before.world().resource::<Course>());
    assert_eq!((&a.log, &a.undone), (&b.log, &b.undone));
    assert_eq!(a.reached_h().to_bits(), b.reached_h().to_bits());
    let other = |c: &Course| c.other_reached().map(|o| (o.tick, o.trace.fingerprint()));
    assert!(other(a).is_some());
    assert_eq!(other(a), other(b));
    assert_eq!(after.world().resource::<Clock>(), before.world().resource::<Clock>());
    // And it goes on as it would have.
    for app in [&mut before, &mut after] {
        send(app, PlayerCommand::Redo);
        send(app, PlayerCommand::ToReached);
        send(app, PlayerCommand::Play);
        steps(app, 50);
        send(app, PlayerCommand::Pause);
    }
    assert_eq!(state(&after), state(&before));
}

#[test]
fn written_down_and_read_again_it_is_the_same() {
    let (_, recall) = played();
    let text = ron::to_string(&recall.written).expect("plain data");
    let read: Written = ron::from_str(&text).expect("what was written");
    assert_eq!(read, recall.written);
    let speeds = |w: &Written| -> Vec<u64> {
        w.deeds.iter().filter_map(|(_, d)| if let Deed::Speed(s) = d { Some(s.to_bits()) } else { None }).collect()
    };
    assert_eq!(speeds(&read), speeds(&recall.written), "every bit of every number");
}

#[test]
fn nothing_is_commanded_on_the_way_home_but_another_game() {
    let (before, recall) = played();
    let setup = recall.setup.clone();
    let mut app = headless_app();
    app.world_mut().write_message(PlayerCommand::Recall(Box::new(recall)));
    app.world_mut().write_message(dose());
    app.world_mut().write_message(PlayerCommand::GoTo(0.0));
    steps(&mut app, 1);
    while app.world().contains_resource::<Homecoming>() {
        send(&mut app, PlayerCommand::Play);
    }
    assert_eq!(state(&app), state(&before));
    let (_, recall) = played();
    send(&mut app, PlayerCommand::Recall(Box::new(recall)));
    send(&mut app, PlayerCommand::Start(Box::new(setup), 0.01));
    steps(&mut app, 3);
    assert_eq!(app.world().resource::<Course>().tick, 0);
    assert!(!app.world().contains_resource::<Homecoming>());
}

#[test]
fn a_run_is_made_again_beside_the_game_for_its_record() {
    let (before, recall) = played();
    let mut again = Again::begin(recall.setup, recall.home_h_per_s, &recall.written).expect("it fits");
    while !again.go_on() {}
    let course = before.world().resource::<Course>();
    assert_eq!(again.course().expect("begun").run.trace.fingerprint(), course.record().fingerprint());
}

#[test]
fn what_does_not_fit_is_refused() {
    let (_, recall) = played();
    let course = Course::new(recall.setup);
    let written = |deeds: Vec<(u64, Deed)>, reached| Written { deeds, undone: Vec::new(), reached };
    let give = |drug, du| Deed::Act(Act::Give { drug, route: 0, du });
    assert!(recall.written.fits(&course).is_ok());
    for wrong in [
        written(vec![(3, Deed::Speed(1.0)), (2, Deed::Speed(1.0))], 10),
        written(vec![(0, give(9, 1.0))], 10),
        written(vec![(0, give(0, f64::NAN))], 10),
        written(vec![(0, Deed::Speed(0.0))], 10),
        written(Vec::new(), u64::MAX),
    ] {
        assert!(wrong.fits(&course).is_err(), "{wrong:?}");
    }
}
