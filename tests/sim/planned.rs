//! Plans ahead: only what is to come changes, and the run is the same however it is reached.

use model::plan::{Act, Action};
use sim::command::PlayerCommand;
use sim::course::{Course, Deed, Setup};
use sim::testing::{headless_app, start, tick};

use crate::setup_in;
use crate::time_machine::{course, send, settle, straight, whole};

fn give(at_h: f64, du: f64) -> Action {
    Action { at_h, act: Act::Give { drug: 0, route: 0, du } }
}

fn plan(number: usize, from_h: f64, doses: &[(f64, f64)]) -> Deed {
    Deed::Plan { number, from_h, acts: doses.iter().map(|(at, du)| give(*at, *du)).collect() }
}

/// Some doses ahead, for walks at random.
pub fn some(now_h: f64, number: usize, doses: u64) -> Deed {
    let at = |k: u64| (now_h + 7.3 * k as f64, 0.5 + number as f64);
    plan(number, now_h, &(0..doses).map(at).collect::<Vec<_>>())
}

/// A body that nothing happens to by itself; an hour is a tick.
fn quiet() -> (Setup, f64) {
    let mut setup = setup_in("mu_opioid", 200, 4);
    setup.script.actions.clear();
    (setup, sim::TICKS_PER_S)
}

fn times(acts: &[Action]) -> Vec<f64> {
    acts.iter().map(|a| a.at_h).collect()
}

#[test]
fn a_plan_happens_by_itself_and_a_new_one_takes_back_only_what_is_to_come() {
    let (mut setup, speed) = quiet();
    // The script's dose is equal to one of the plan's, and stays.
    setup.script.actions = vec![give(30.0, 1.0)];
    let mut app = headless_app();
    start(&mut app, setup, speed);
    send(&mut app, PlayerCommand::Do(plan(0, 0.0, &[(0.0, 1.0), (10.0, 1.0), (30.0, 1.0), (40.0, 1.0)])));
    assert_eq!(times(&course(&app).to_come()), [0.0, 10.0, 30.0, 30.0, 40.0], "at once, while time stands still");
    tick(&mut app, 20);
    assert_eq!(times(course(&app).done()), [0.0, 10.0]);
    send(&mut app, PlayerCommand::Do(plan(1, 20.0, &[(50.0, 2.0)])));
    send(&mut app, PlayerCommand::Do(plan(0, 20.0, &[(5.0, 1.0), (25.0, 3.0)])));
    tick(&mut app, 1);
    assert_eq!(times(&course(&app).to_come()), [25.0, 30.0, 50.0], "the past dose is none, the other plan stays");
    tick(&mut app, 40);
    assert_eq!(times(course(&app).done()), [0.0, 10.0, 25.0, 30.0, 50.0]);
}

#[test]
fn what_the_last_tick_passed_over_is_done_late_and_never_twice() {
    let (setup, speed) = quiet();
    let mut app = headless_app();
    start(&mut app, setup, speed);
    tick(&mut app, 10);
    let now = course(&app).t_h();
    let late = plan(0, now - 1.0, &[(now - 0.5, 1.0), (now, 1.0), (now + 5.0, 1.0)]);
    send(&mut app, PlayerCommand::Do(late.clone()));
    // Made again while time stands still, it is the same plan.
    send(&mut app, PlayerCommand::Do(late.clone()));
    tick(&mut app, 1);
    assert_eq!(times(course(&app).done()), [now, now]);
    let Deed::Plan { acts, .. } = late else { unreachable!() };
    let again = Deed::Plan { number: 0, from_h: now, acts };
    send(&mut app, PlayerCommand::Do(again));
    tick(&mut app, 8);
    assert_eq!(times(course(&app).done()), [now, now, now + 5.0], "done already");
}

#[test]
fn a_planned_run_is_the_same_under_scrubs_undo_forks_and_any_speed() {
    let (setup, speed) = quiet();
    let mut app = headless_app();
    start(&mut app, setup.clone(), speed);
    send(&mut app, PlayerCommand::Do(plan(0, 0.0, &[(3.5, 1.0), (50.0, 4.0), (90.0, 4.0)])));
    tick(&mut app, 60);
    send(&mut app, PlayerCommand::Speed(speed * 2.0));
    send(&mut app, PlayerCommand::Do(plan(0, 60.0, &[(61.0, 2.0), (70.0, 1.0)])));
    for _ in 0..30 {
        send(&mut app, PlayerCommand::StepForward);
    }
    let (log, end, there) = (course(&app).log.clone(), course(&app).tick, whole(&mut app));
    assert_eq!(there, straight(&setup, speed, &log, end));
    for at in [20, 61, 0, end] {
        sim::rewind::to_tick(app.world_mut(), at);
        assert_eq!(whole(&mut app), straight(&setup, speed, &log, at), "tick {at}");
        assert_eq!(course(&app).log, log, "looking changes nothing");
        assert!(course(&app).to_come().is_empty(), "nothing is to come beyond what was reached");
    }
    assert_eq!(whole(&mut app), there);
    // Taken back: the first plan goes on.
    send(&mut app, PlayerCommand::Undo);
    settle(&mut app);
    assert!(times(course(&app).done()).ends_with(&[90.0]), "{:?}", course(&app).done());
    send(&mut app, PlayerCommand::Redo);
    settle(&mut app);
    sim::rewind::to_tick(app.world_mut(), end);
    assert_eq!(whole(&mut app), there);
    // What if, in the past: the first plan is still in force there, and the second belongs to the other run.
    sim::rewind::to_tick(app.world_mut(), 55);
    send(&mut app, PlayerCommand::Fork);
    assert_eq!(times(&course(&app).to_come()), [90.0]);
    let acts = course(&app).plan(0).expect("in force").clone();
    assert_eq!(times(&acts), [3.5, 50.0, 90.0]);
    send(&mut app, PlayerCommand::Swap);
    sim::rewind::to_tick(app.world_mut(), end);
    assert_eq!(whole(&mut app), there);
}

#[test]
fn a_plan_that_would_change_the_past_or_is_no_plan_is_not_made() {
    let (setup, speed) = quiet();
    let mut app = headless_app();
    start(&mut app, setup, speed);
    tick(&mut app, 10);
    let strange = [
        plan(0, 8.5, &[(9.0, 1.0)]),
        plan(0, f64::NAN, &[(20.0, 1.0)]),
        plan(sim::planned::PLANS, 10.0, &[(20.0, 1.0)]),
        plan(0, 10.0, &[(20.0, 1.0), (15.0, 1.0)]),
        plan(0, 10.0, &[(f64::INFINITY, 1.0)]),
        plan(0, 10.0, &[(20.0, -1.0)]),
        Deed::Plan { number: 0, from_h: 10.0, acts: [Action { at_h: 20.0, act: Act::PatchOff { drug: 9 } }].into() },
    ];
    for deed in strange {
        send(&mut app, PlayerCommand::Do(deed.clone()));
        let course = app.world().resource::<Course>();
        assert_eq!(course.log.len(), 1, "{deed:?}");
    }
}
