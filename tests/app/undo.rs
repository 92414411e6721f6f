//! Doses that are given while the clock stands are counted, and the last act is taken back by a button that says which.

use bevy::math::UVec2;
use bevy_egui::egui::Key;
use model::level::Control;
use model::plan::Act;
use setpoint::game::{Game, Phase};
use setpoint::ui::plan_sum::{small, sum};
use sim::clock::{Clock, SPEEDS_H_PER_S};
use sim::course::Course;
use sim::testing::{headless_app, start};

use crate::hand::Hand;
use crate::library;

fn says(hand: &Hand, text: &str) -> bool {
    hand.words().iter().any(|w| w == text)
}

#[test]
fn doses_at_one_moment_are_counted_and_taken_back_one_by_one() {
    for scale in [100, 200] {
        let mut hand = Hand::on("7.2", UVec2::new(1280, 720), scale);
        hand.click("Begin without a bet");
        assert!(says(&hand, "Undo"), "it is there from the first: {:?}", hand.words());
        hand.key(Key::Num2);
        hand.key(Key::Num2);
        hand.key(Key::Num1);
        assert!(says(&hand, "given here: \u{d7}3, 4 DU"), "{scale}: {:?}", hand.words());
        hand.click("Undo 1 DU");
        assert_eq!(hand.given(), 2);
        assert!(says(&hand, "given here: \u{d7}2, 3 DU"), "{scale}: {:?}", hand.words());
        hand.tab_to("Undo 1.5 DU");
        hand.key(Key::Enter);
        assert_eq!(hand.given(), 1);
        // Once time has gone on, what was given before is named, and going back alone takes nothing back.
        hand.key(Key::Period);
        assert!(!hand.words().iter().any(|w| w.starts_with("given here")));
        hand.key(Key::Home);
        assert_eq!(hand.given(), 1);
        hand.key(Key::End);
        hand.click("Undo 1.5 DU");
        assert_eq!(hand.given(), 0);
        assert!(says(&hand, "Undo"), "{:?}", hand.words());
    }
}

#[test]
fn a_plan_says_what_it_comes_to_and_the_limit_beside_it() {
    let mut hand = Hand::on("5.10", UVec2::new(1280, 720), 100);
    hand.click("Begin without a bet");
    assert!(says(&hand, "not planned yet"), "{:?}", hand.words());
    hand.click("Plan this");
    assert!(says(&hand, "planned"), "{:?}", hand.words());
    assert!(says(&hand, "Undo the plan"), "{:?}", hand.words());
    let game = hand.game();
    let course = hand.stage.world().resource::<Course>();
    let acts = course.plan(0).expect("planned").clone();
    let sum = sum(&game, course, &acts).expect("something is given");
    let all: Vec<f64> = acts.iter().filter_map(|a| if let Act::Give { du, .. } = a.act { Some(du) } else { None }).collect();
    assert_eq!((sum.doses, sum.limit), (all.len(), Some(3.0)));
    assert!((sum.du - all.iter().sum::<f64>()).abs() < 1e-9 && sum.step.expect("a way down") > 0.0);
    let told = hand.words();
    let line = told.iter().find(|w| w.starts_with(&sum.said())).unwrap_or_else(|| panic!("{} in {told:?}", sum.said()));
    assert!(line.contains("DU in all") && line.contains("Limit: 3 DU"), "{line}");
    assert_eq!(line.ends_with("this is more"), sum.too_much(), "{line}");
    hand.click("Clear");
    assert!(says(&hand, "not planned yet"));
}

#[test]
fn what_comes_by_itself_is_no_part_of_a_plans_limit() {
    let library = library();
    let level = library.level("8.4").expect("shipped");
    let mut game = Game::level(level, &library, 1, Some(200));
    game.phase = Phase::Run;
    let (setup, speed) = game.setup(&library).expect("checked");
    let mut sim = headless_app();
    start(&mut sim, setup, speed);
    let course = sim.world().resource::<Course>();
    let sum = sum(&game, course, &level.good.actions).expect("doses");
    assert_eq!(sum.limit, Some(45.0), "as the sentence says");
    assert!(!sum.too_much(), "{}", sum.said());
    assert_eq!((small(0.003), small(0.3), small(0.0), small(12.0)), ("0.003".into(), "0.3".into(), "0".into(), "12".into()));
}

#[test]
fn one_step_of_speed_is_one_step_from_wherever_a_level_begins() {
    for level in &library().levels {
        let mut home = Clock::default();
        home.speed_h_per_s = level.speed_h_per_s;
        let (down, up) = (home.faster(-1), home.faster(1));
        let between = SPEEDS_H_PER_S.iter().filter(|s| **s > down * 1.01 && **s < up * 0.99).count();
        assert!(between <= 1, "{}: from {down} to {up}", level.id);
        assert!(up <= SPEEDS_H_PER_S[12] && down < up, "{}", level.id);
    }
}

#[test]
fn no_dose_button_is_cut_and_the_plan_is_always_in_reach() {
    for (id, plan, doses) in library().levels.iter().map(|l| {
        let gives = l.controls.iter().filter_map(|c| match c {
            Control::Give { amounts, .. } => Some(amounts.clone()),
            Control::DailyPatch { .. } | Control::Wash => None,
        });
        (l.id.clone(), !l.tools.is_empty(), gives.flatten().collect::<Vec<f64>>())
    }) {
        if doses.is_empty() {
            continue;
        }
        let mut hand = Hand::on(&id, UVec2::new(1280, 720), 100);
        hand.click("Begin without a bet");
        hand.frames(8);
        for du in &doses {
            for area in hand.find_all(&format!("{du} DU")) {
                assert!(area.bottom() <= 712.0, "{id}: {du} DU ends at {}", area.bottom());
            }
        }
        for label in ["Undo"].into_iter().chain(plan.then_some("Plan")) {
            let area = hand.find(label).unwrap_or_else(|| panic!("{id}: {label}"));
            assert!(area.bottom() <= 712.0 && area.top() > 500.0, "{id}: {label} at {area:?}");
        }
    }
}
