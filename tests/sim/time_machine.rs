//! Anywhere in a run, bit for bit: random walks of jumps, steps, undoing, forks and swaps against a straight first pass.

use bevy::prelude::*;
use model::chance::mix;
use model::goal::Goal;
use model::plan::Act;
use sim::bookmark::Marking;
use sim::census::Census;
use sim::clock::{Clock, SPEEDS_H_PER_S};
use sim::command::PlayerCommand;
use sim::course::{Course, Deed, Setup};
use sim::journey::{Aim, Outcome};
use sim::receptor::{Receptor, Stage};
use sim::rewind;
use sim::testing::{headless_app, start, tick};

use crate::planned::some;
use crate::{setup_in, setup_of};

/// Whole numbers from the model's own chance.
struct Luck(u64);

impl Luck {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = mix(self.0.wrapping_add(0x9E37_79B9_7F4A_7C15));
        self.0 % n
    }
}

pub fn send(app: &mut App, command: PlayerCommand) {
    app.world_mut().write_message(command);
    app.world_mut().run_schedule(FixedUpdate);
}

/// Clock steps until nothing is under way.
pub fn settle(app: &mut App) {
    for _ in 0..20_000 {
        if app.world().resource::<Clock>().journey.is_none() {
            return;
        }
        app.world_mut().run_schedule(FixedUpdate);
    }
    panic!("a journey has an end");
}

/// Everything that a state is: census, body, record, and every receptor.
#[derive(Debug, PartialEq)]
pub struct Whole {
    tick: u64,
    pace: u64,
    body: Vec<u64>,
    trace: u64,
    rows: usize,
    done: usize,
    pending: Vec<(u64, Act)>,
    counts: Vec<u32>,
    created: u64,
    degraded: u64,
    changed: u32,
    by_slot: Vec<u8>,
    receptors: Vec<(u64, u32, u8)>,
}

pub fn whole(app: &mut App) -> Whole {
    let world = app.world_mut();
    let mut receptors: Vec<(u64, u32, u8)> =
        world.query::<(&Receptor, &Stage)>().iter(world).map(|(r, s)| (r.serial, r.slot, s.0 as u8)).collect();
    receptors.sort_unstable();
    let (course, census) = (world.resource::<Course>(), world.resource::<Census>());
    let body = &course.run.body;
    let numbers = body.y.iter().chain(&body.input.inflow_du_per_h).chain(&body.given_du).chain([&body.t_h]);
    Whole {
        tick: course.tick,
        pace: course.pace_h_per_s.to_bits(),
        body: numbers.map(|x| x.to_bits()).chain([u64::from(body.input.usual_place)]).collect(),
        trace: course.run.trace.fingerprint(),
        rows: course.run.trace.time_h.len(),
        done: course.run.done.len(),
        pending: course.run.pending().iter().map(|a| (a.at_h.to_bits(), a.act)).collect(),
        counts: census.counts.to_vec(),
        created: census.created,
        degraded: census.degraded,
        changed: census.changed,
        by_slot: census.by_slot.clone(),
        receptors,
    }
}

/// The state at a tick, ticked to without a stop from a fresh start with the same deeds.
pub fn straight(setup: &Setup, speed: f64, log: &[(u64, Deed)], to: u64) -> Whole {
    let mut app = headless_app();
    start(&mut app, setup.clone(), speed);
    app.world_mut().resource_mut::<Course>().log = log.to_vec();
    tick(&mut app, to);
    whole(&mut app)
}

pub fn course(app: &App) -> &Course {
    app.world().resource::<Course>()
}

fn dose(du: f64) -> PlayerCommand {
    PlayerCommand::Do(Deed::Act(Act::Give { drug: 0, route: 0, du }))
}

/// Checks what must hold after every command.
fn check(app: &mut App) {
    let (alive, created, degraded) = {
        let census = app.world().resource::<Census>();
        (census.alive(), census.created, census.degraded)
    };
    assert_eq!(created - degraded, u64::from(alive));
    let entities = app.world_mut().query::<&Receptor>().iter(app.world()).count();
    assert_eq!(entities, alive as usize, "one entity for each who is alive");
    let course = course(app);
    assert!(course.trouble.is_none(), "{:?}", course.trouble);
    assert!((0.0..=course.setup.duration_h).contains(&course.t_h()));
    assert!(course.reached_h() >= course.t_h());
    let record = course.record();
    for c in &record.columns {
        assert_eq!(record.series(&c.series).map(<[f64]>::len), Some(record.time_h.len()), "{}", c.series);
    }
    assert!(record.time_h.len() >= course.run.trace.time_h.len());
    assert!(record.time_h.is_sorted() && course.log.is_sorted_by_key(|(t, _)| *t));
    assert!(course.bookmarks.is_sorted_by(|a, b| a.at_h <= b.at_h));
    assert!(course.history.bytes() <= sim::history::BUDGET_BYTES);
}

#[test]
fn any_moment_is_the_same_however_it_is_reached() {
    for (level, seed, speeds) in [("1.1", 3, [2, 3, 1]), ("0.2", 5, [7, 10, 8]), ("3.2", 9, [6, 8, 7])] {
        let (setup, speed) = setup_of(level, true, 400, seed);
        let mut app = headless_app();
        start(&mut app, setup.clone(), speed);
        // The first pass, with changes of speed and deeds on the way.
        for (k, at) in speeds.into_iter().enumerate() {
            send(&mut app, PlayerCommand::Speed(SPEEDS_H_PER_S[at]));
            for _ in 0..90 {
                send(&mut app, PlayerCommand::StepForward);
            }
            send(&mut app, dose(0.5 + k as f64));
        }
        let log = course(&app).log.clone();
        assert!(log.iter().filter(|(_, d)| matches!(d, Deed::Speed(_))).count() >= 3);
        let end = course(&app).tick;
        let mut luck = Luck(seed);
        for _ in 0..25 {
            let to = luck.below(end + 1);
            match luck.below(3) {
                0 => {
                    let hour = luck.below(1000) as f64 / 1000.0 * course(&app).reached_h();
                    send(&mut app, PlayerCommand::GoTo(hour));
                    let before = course(&app).t_h() - course(&app).tick_h();
                    assert!(course(&app).t_h() >= hour && (before < hour || hour == 0.0), "the first tick at or after");
                }
                1 => send(&mut app, PlayerCommand::StepBack),
                _ => rewind::to_tick(app.world_mut(), to),
            }
            check(&mut app);
            let at = course(&app).tick;
            assert_eq!(whole(&mut app), straight(&setup, speed, &log, at), "level {level}, tick {at}");
            assert_eq!(course(&app).log, log, "looking changes nothing");
        }
        assert!(course(&app).history.len() > 10, "places were kept");
    }
}

#[test]
fn places_keep_within_their_budget_and_still_lead_everywhere() {
    let (mut setup, _) = setup_of("0.2", true, 300, 4);
    setup.duration_h = 24.0 * 3650.0;
    let mut app = headless_app();
    start(&mut app, setup.clone(), 48.0);
    app.world_mut().resource_mut::<Course>().history.set_budget(60_000);
    tick(&mut app, 900);
    let history = &course(&app).history;
    let births = 4 * (app.world().resource::<Census>().created as usize - 300);
    let places = history.bytes() - births;
    assert!(places <= 60_000 && history.spacing() > sim::history::CLOSEST_TICKS, "{places} bytes");
    assert!(app.world().resource::<Census>().degraded > 300, "the first population has gone");
    let log = course(&app).log.clone();
    for to in [899, 450, 20, 0, 700, 1] {
        rewind::to_tick(app.world_mut(), to);
        assert_eq!(whole(&mut app), straight(&setup, 48.0, &log, to));
    }
}

#[test]
fn watching_again_at_another_speed_changes_nothing_and_then_the_run_goes_on() {
    let (mut setup, speed) = setup_of("1.1", true, 200, 8);
    setup.duration_h = 1000.0;
    let mut app = headless_app();
    start(&mut app, setup.clone(), speed);
    send(&mut app, PlayerCommand::Play);
    for _ in 0..120 {
        app.world_mut().run_schedule(FixedUpdate);
    }
    let (end, log, there) = (course(&app).tick, course(&app).log.clone(), course(&app).t_h());
    for (speed, about) in [(speed / 4.0, 480), (speed, 120), (speed * 20.0, 6)] {
        send(&mut app, PlayerCommand::GoTo(0.0));
        send(&mut app, PlayerCommand::Speed(speed));
        send(&mut app, PlayerCommand::Play);
        let mut steps = 1;
        while course(&app).tick < end && steps < 1000 {
            app.world_mut().run_schedule(FixedUpdate);
            steps += 1;
        }
        assert!((about - 5..=about + 5).contains(&steps), "{steps} steps instead of {about}");
        assert_eq!((course(&app).tick, course(&app).t_h().to_bits()), (end, there.to_bits()));
        assert_eq!(course(&app).log, log);
    }
    // Beyond the end, the speed is the run's.
    send(&mut app, PlayerCommand::Play);
    app.world_mut().run_schedule(FixedUpdate);
    assert!(course(&app).log.len() == log.len() + 1 && course(&app).pace_h_per_s == speed * 20.0);
}

#[test]
fn undoing_forgets_what_follows_and_only_that() {
    let (mut setup, speed) = setup_of("1.1", false, 200, 5);
    setup.script.actions.clear();
    let mut app = headless_app();
    start(&mut app, setup.clone(), speed);
    tick(&mut app, 100);
    send(&mut app, dose(1.0));
    tick(&mut app, 100);
    send(&mut app, PlayerCommand::GoTo(0.0));
    let places = course(&app).history.len();
    rewind::to_tick(app.world_mut(), 150);
    send(&mut app, PlayerCommand::Undo);
    assert_eq!(course(&app).tick, 150);
    assert!(course(&app).history.ahead.is_none(), "what was recorded beyond is another run's");
    let kept = course(&app).history.len();
    assert!(kept < places && course(&app).history.at_tick(99).is_some_and(|p| p.tick == 96));
    assert_eq!(whole(&mut app), straight(&setup, speed, &[(0, Deed::Speed(speed))], 150));
    // Done again from before its time, it happens at its time; until then all is known.
    rewind::to_tick(app.world_mut(), 20);
    send(&mut app, PlayerCommand::Redo);
    let ahead = course(&app).history.ahead.as_ref().map(|a| a.tick);
    assert_eq!(ahead, Some(96), "the last place before the dose");
    let log = course(&app).log.clone();
    tick(&mut app, 150);
    assert_eq!(whole(&mut app), straight(&setup, speed, &log, 170));
}

#[test]
fn an_event_is_stepped_to_and_a_dose_in_the_past_can_be_left_out_by_a_fork() {
    let (mut setup, speed) = setup_of("1.1", false, 200, 5);
    setup.script.actions.clear();
    let mut app = headless_app();
    start(&mut app, setup.clone(), speed);
    for (n, du) in [(40, 1.0), (30, 2.0), (25, 3.0)] {
        tick(&mut app, n);
        send(&mut app, dose(du));
    }
    tick(&mut app, 30);
    let first = whole(&mut app);
    for at in [95, 70, 40, 0, 0] {
        send(&mut app, PlayerCommand::StepEvent { forward: false });
        assert_eq!(course(&app).tick, at);
    }
    for at in [40, 70] {
        send(&mut app, PlayerCommand::StepEvent { forward: true });
        assert_eq!(course(&app).tick, at);
    }
    send(&mut app, PlayerCommand::Fork);
    assert!(course(&app).other.as_ref().is_some_and(|o| o.log.len() == 4));
    tick(&mut app, 55);
    assert_eq!(course(&app).run.done.len(), 1, "the second and third dose belong to the other run");
    let second = whole(&mut app);
    send(&mut app, PlayerCommand::Swap);
    assert_eq!(whole(&mut app), first);
    send(&mut app, PlayerCommand::Swap);
    assert_eq!(whole(&mut app), second);
    let here = (course(&app).record(), course(&app).reached_h());
    let other = course(&app).other_reached().expect("its record");
    let other = (&other.trace, other.t_h);
    let level = format!("level.{}", setup.engine.drugs[0].id);
    let found = model::contrast::contrast(here, other, &level, course(&app).t_h()).expect("both have it");
    assert!(found.max.difference() < 0.0 && found.area.difference() < 0.0 && found.at.difference() < 0.0, "{found:?}");
    send(&mut app, PlayerCommand::DropOther);
    assert!(course(&app).other.is_none());
    assert_eq!(whole(&mut app), second);
}

#[test]
fn a_run_stops_at_the_first_tick_that_meets_the_goal_or_says_that_none_did() {
    let (mut setup, speed) = setup_of("1.1", false, 300, 5);
    setup.script.actions.clear();
    let level = format!("level.{}", setup.engine.drugs[0].id);
    let mut app = headless_app();
    start(&mut app, setup.clone(), speed);
    tick(&mut app, 5);
    send(&mut app, dose(1.0));
    let known = |name: &str| setup.engine.columns().iter().any(|c| c.series == name);
    let goal = |text: &str| Box::new(Goal::parse(text, &known).expect("it parses"));
    let high = goal(&format!("now({level}) > 0.2"));
    send(&mut app, PlayerCommand::RunUntil(Aim::Goal { goal: high, again: false }));
    settle(&mut app);
    let at = course(&app).tick;
    assert_eq!(app.world().resource::<Clock>().outcome, Some(Outcome::Found(course(&app).t_h())));
    let value = |app: &App| {
        let run = &course(app).run;
        let at = run.trace.columns.iter().position(|c| c.series == level).expect("recorded");
        run.readings()[at]
    };
    assert!(value(&app) > 0.2);
    send(&mut app, PlayerCommand::StepBack);
    assert!(value(&app) <= 0.2 && course(&app).tick == at - 1, "the first tick");
    send(&mut app, PlayerCommand::StepForward);
    let again = goal(&format!("now({level}) > 0.1"));
    send(&mut app, PlayerCommand::RunUntil(Aim::Goal { goal: again.clone(), again: false }));
    assert_eq!(app.world().resource::<Clock>().outcome, Some(Outcome::Already));
    assert_eq!(course(&app).tick, at);
    send(&mut app, PlayerCommand::RunUntil(Aim::Goal { goal: goal("now(occupancy) > 2"), again: true }));
    settle(&mut app);
    assert_eq!(app.world().resource::<Clock>().outcome, Some(Outcome::Never));
    assert!(course(&app).over());
    let (log, end) = (course(&app).log.clone(), course(&app).tick);
    assert_eq!(whole(&mut app), straight(&setup, speed, &log, end));
}

#[test]
fn a_journey_ahead_can_be_stopped_and_never_leads_beyond_the_end() {
    let (setup, speed) = setup_of("1.1", true, 10_000, 5);
    let end = setup.duration_h;
    let mut app = headless_app();
    start(&mut app, setup, speed);
    send(&mut app, PlayerCommand::GoTo(1e9));
    app.world_mut().run_schedule(FixedUpdate);
    let journey = app.world().resource::<Clock>().journey.clone().expect("under way");
    let share = journey.share(course(&app).t_h());
    assert!(share > 0.0 && share < 0.5 && journey.to_h == end, "{journey:?}");
    send(&mut app, PlayerCommand::Pause);
    let here = course(&app).tick;
    app.world_mut().run_schedule(FixedUpdate);
    assert_eq!(course(&app).tick, here);
    send(&mut app, PlayerCommand::GoTo(f64::NAN));
    assert_eq!(course(&app).tick, 0);
    send(&mut app, PlayerCommand::GoTo(end));
    settle(&mut app);
    assert!(course(&app).over() && course(&app).t_h() == end);
}

#[test]
fn the_automatic_speed_slows_for_doses_hurries_between_and_is_written_down() {
    let (setup, speed) = setup_of("3.2", true, 1000, 5);
    let mut app = headless_app();
    start(&mut app, setup.clone(), speed);
    send(&mut app, PlayerCommand::Auto(true));
    send(&mut app, PlayerCommand::Play);
    let mut slowest_near: f64 = f64::INFINITY;
    let mut fastest: f64 = 0.0;
    for _ in 0..900 {
        let before = course(&app).run.done.len();
        app.world_mut().run_schedule(FixedUpdate);
        let course = course(&app);
        if course.over() {
            break;
        }
        assert!(SPEEDS_H_PER_S.contains(&course.pace_h_per_s));
        if course.run.done.len() > before {
            slowest_near = slowest_near.min(course.pace_h_per_s);
        }
        fastest = fastest.max(course.pace_h_per_s);
    }
    assert!(fastest >= 4.0 * slowest_near, "slow {slowest_near}, fast {fastest}");
    let (log, at) = (course(&app).log.clone(), course(&app).tick);
    assert!(log.len() > 4);
    assert_eq!(whole(&mut app), straight(&setup, speed, &log, at));
    send(&mut app, PlayerCommand::Speed(speed));
    assert!(!app.world().resource::<Clock>().auto, "a speed by hand ends it");
}

#[test]
fn bookmarks_keep_their_order_and_names() {
    let (setup, speed) = setup_of("1.1", true, 150, 5);
    let mut app = headless_app();
    start(&mut app, setup, speed);
    for n in [30, 30] {
        tick(&mut app, n);
        send(&mut app, PlayerCommand::Mark(Marking::Set));
        send(&mut app, PlayerCommand::Mark(Marking::Set));
    }
    send(&mut app, PlayerCommand::GoTo(0.0));
    send(&mut app, PlayerCommand::Mark(Marking::Set));
    let names = |app: &App| course(app).bookmarks.iter().map(|b| b.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&app), ["Mark 3", "Mark 1", "Mark 2"]);
    let to = course(&app).next_bookmark(true).expect("two more").at_h;
    send(&mut app, PlayerCommand::GoTo(to));
    assert_eq!(course(&app).tick, 30, "a bookmark is a tick");
    assert_eq!(course(&app).next_bookmark(false).map(|b| b.name.as_str()), Some("Mark 3"));
    send(&mut app, PlayerCommand::Mark(Marking::Name(1, "peak".to_owned())));
    send(&mut app, PlayerCommand::Mark(Marking::Remove(0)));
    send(&mut app, PlayerCommand::Mark(Marking::Remove(7)));
    assert_eq!(names(&app), ["peak", "Mark 2"]);
}

#[test]
fn three_thousand_random_wishes_break_nothing_and_replay_bit_for_bit() {
    for (level, seed) in [("1.1", 1_u64), ("0.2", 2), ("3.2", 3)] {
        let (setup, speed) = setup_of(level, seed % 2 == 0, 120, seed);
        let hours = setup.duration_h;
        let known = |name: &str| setup.engine.columns().iter().any(|c| c.series == name);
        let goal = Goal::parse("now(occupancy) > 0.3", &known).expect("it parses");
        let mut app = headless_app();
        start(&mut app, setup.clone(), speed);
        let mut luck = Luck(seed);
        for n in 0..1000 {
            let command = match luck.below(30) {
                0..=4 => PlayerCommand::Play,
                5 => PlayerCommand::Pause,
                6 | 7 => PlayerCommand::StepForward,
                8 | 9 => PlayerCommand::StepBack,
                10..=13 => PlayerCommand::GoTo(course(&app).reached_h() * luck.below(101) as f64 / 100.0),
                14 => PlayerCommand::GoTo(hours * luck.below(10) as f64 / 40.0),
                15 | 16 => PlayerCommand::Speed(SPEEDS_H_PER_S[luck.below(10) as usize]),
                17 | 18 => dose(0.5),
                19 => PlayerCommand::Do(some(course(&app).t_h(), luck.below(2) as usize, luck.below(6))),
                20 => PlayerCommand::Do(Deed::Act(Act::Wash)),
                21 => PlayerCommand::Undo,
                22 => PlayerCommand::Redo,
                23 => PlayerCommand::Mark([Marking::Set, Marking::Remove(0)][luck.below(2) as usize].clone()),
                24 => PlayerCommand::Fork,
                25 => PlayerCommand::Swap,
                26 => PlayerCommand::RunUntil(Aim::Goal { goal: Box::new(goal.clone()), again: luck.below(2) == 0 }),
                27 => PlayerCommand::StepEvent { forward: luck.below(2) == 0 },
                28 => PlayerCommand::Auto(luck.below(2) == 0),
                _ => [PlayerCommand::RunUntil(Aim::Dose), PlayerCommand::DropOther][luck.below(2) as usize].clone(),
            };
            send(&mut app, command);
            for _ in 0..luck.below(4) {
                app.world_mut().run_schedule(FixedUpdate);
            }
            check(&mut app);
            if n % 200 == 199 {
                let (log, at) = (course(&app).log.clone(), course(&app).tick);
                assert_eq!(whole(&mut app), straight(&setup, speed, &log, at), "level {level} after {n} wishes");
            }
        }
        // The other run is as sound as the one that is played.
        send(&mut app, PlayerCommand::Swap);
        let (log, at) = (course(&app).log.clone(), course(&app).tick);
        assert_eq!(whole(&mut app), straight(&setup, speed, &log, at), "level {level}: the other run");
    }
}

#[test]
fn routine_is_hurried_through_and_what_is_new_is_not() {
    let (setup, speed) = setup_of("0.2", true, 2000, 5);
    let mut app = headless_app();
    start(&mut app, setup, speed);
    send(&mut app, PlayerCommand::Auto(true));
    let until = |app: &mut App, hour: f64| {
        send(app, PlayerCommand::Play);
        let mut steps = 0;
        while course(app).t_h() < hour {
            app.world_mut().run_schedule(FixedUpdate);
            steps += 1;
            assert!(steps < 5000, "it comes to an end");
        }
        f64::from(steps) / sim::TICKS_PER_S
    };
    let first_day_s = until(&mut app, 24.0);
    until(&mut app, 24.0 * 10.0);
    let third_week_s = until(&mut app, 24.0 * 17.0) / 7.0;
    send(&mut app, dose(7.0));
    let new_dose_s = until(&mut app, 24.0 * 18.0);
    let home_s = 24.0 / speed;
    println!(
        "{first_day_s} {third_week_s} {new_dose_s} {:?}",
        course(&app).log.iter().map(|(t, d)| (t, format!("{d:?}"))).collect::<Vec<_>>()
    );
    assert!(third_week_s < home_s, "{third_week_s} s a day of routine, {home_s} at the level's own speed");
    assert!(first_day_s > 2.0 * third_week_s && new_dose_s > 2.0 * third_week_s, "{first_day_s}, {new_dose_s}");
}

#[test]
fn what_was_done_long_ago_is_taken_back_on_a_journey_to_the_same_moment() {
    let (mut setup, speed) = setup_of("1.1", false, 2000, 5);
    setup.script.actions.clear();
    let mut app = headless_app();
    start(&mut app, setup.clone(), speed);
    tick(&mut app, 10);
    send(&mut app, dose(1.0));
    tick(&mut app, 1500);
    let (at, hour) = (course(&app).tick, course(&app).t_h());
    send(&mut app, PlayerCommand::Undo);
    let journey = app.world().resource::<Clock>().journey.clone().expect("too far to go at once");
    assert!(course(&app).tick < at && journey.to_h.to_bits() == hour.to_bits());
    settle(&mut app);
    assert_eq!(whole(&mut app), straight(&setup, speed, &[(0, Deed::Speed(speed))], at));
    send(&mut app, PlayerCommand::Redo);
    settle(&mut app);
    let log = course(&app).log.clone();
    assert_eq!((course(&app).tick, log.len()), (at, 2));
    assert_eq!(whole(&mut app), straight(&setup, speed, &log, at));
}

#[test]
fn every_body_system_can_be_gone_about_in_bit_for_bit() {
    let library = model::content::Library::embedded().expect("the shipped files are sound");
    for (n, system) in library.systems.iter().enumerate() {
        let setup = setup_in(&system.id, 150, n as u64);
        let speed = [1.0, 4.0, 24.0][n % 3];
        let mut app = headless_app();
        start(&mut app, setup.clone(), speed);
        tick(&mut app, 60);
        send(&mut app, dose(2.0));
        send(&mut app, PlayerCommand::Speed(speed / 2.0));
        for _ in 0..60 {
            send(&mut app, PlayerCommand::StepForward);
        }
        let (log, end) = (course(&app).log.clone(), whole(&mut app));
        for to in [77, 3, 100, 60] {
            rewind::to_tick(app.world_mut(), to);
            assert_eq!(whole(&mut app), straight(&setup, speed, &log, to), "{}, tick {to}", system.id);
        }
        send(&mut app, PlayerCommand::ToReached);
        assert_eq!(whole(&mut app), end, "{}", system.id);
        send(&mut app, PlayerCommand::Undo);
        send(&mut app, PlayerCommand::Redo);
        assert_eq!(whole(&mut app), end, "{}: taken back and done again", system.id);
    }
}

#[test]
fn births_do_not_crowd_the_places_out() {
    let mut app = headless_app();
    start(&mut app, setup_in("mu_opioid", 3000, 4), 6.0);
    app.world_mut().resource_mut::<Course>().history.set_budget(100_000);
    rewind::to_hour(app.world_mut(), 720.0);
    let course = app.world().resource::<Course>();
    let births = app.world().resource::<Census>().created - 3000;
    assert!(4 * births > 100_000, "{births} births are more than the budget");
    assert!(course.history.len() >= 16, "{} places are left", course.history.len());
}

#[test]
fn nothing_parts_at_the_end_of_a_run() {
    let mut app = headless_app();
    let (setup, speed) = setup_of("1.1", false, 100, 2);
    let end_h = setup.duration_h;
    start(&mut app, setup, speed);
    rewind::to_hour(app.world_mut(), end_h);
    sim::fork::fork(app.world_mut());
    assert!(app.world().resource::<Course>().other.is_none());
}

#[test]
fn marks_within_a_tick_are_left_behind_too() {
    let mut app = headless_app();
    let (setup, speed) = setup_of("1.1", false, 100, 2);
    start(&mut app, setup, speed);
    tick(&mut app, 40);
    let tick_h = app.world().resource::<Course>().tick_h();
    let marks = [10.4, 20.4, 30.4].map(|ticks| sim::bookmark::Bookmark { at_h: ticks * tick_h, name: String::new() });
    app.world_mut().resource_mut::<Course>().bookmarks.extend(marks);
    let mut seen = Vec::new();
    for _ in 0..4 {
        send(&mut app, PlayerCommand::StepMark { forward: false });
        settle(&mut app);
        seen.push(app.world().resource::<Course>().tick);
    }
    assert_eq!(seen, [31, 21, 11, 11]);
}
