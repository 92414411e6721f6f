//! Every level, from its bet to its debrief, by keyboard alone and by mouse alone, each with its whole good plan or its whole
//! board; and what is told to somebody who does nothing. The same in a real window is `window.rs`.

use bevy::math::UVec2;
use bevy_egui::egui::Key;
use model::level::{Bet, Control, Level};
use setpoint::game::{Phase, Verdict};
use setpoint::screens::Table;
use setpoint::ui::Wish;
use sim::course::{Course, Deed};

use crate::hand::Hand;
use crate::library;
use crate::player::{By, play};

const WINDOW: UVec2 = UVec2::new(1280, 720);

/// Levels that are played by acts.
fn played() -> impl Iterator<Item = Level> {
    let all: Vec<Level> = library().levels.iter().filter(|l| l.tasks.is_empty()).cloned().collect();
    assert!(all.len() >= 20, "{} levels are played by acts", all.len());
    all.into_iter()
}

/// The debrief is there, with words for what happened and a way on.
fn assert_debriefed(hand: &mut Hand, verdict: &Verdict) {
    let level = hand.game().level.expect("a level");
    let words = hand.words();
    let told = |said: &str| words.iter().any(|w| w == said);
    assert!(told("Try again"), "{}", level.id);
    // What happened and why: the mechanism where it went well, else the card of the failure.
    let passed = verdict.goals.iter().all(|(_, met)| *met);
    let card = level.failures.iter().any(|f| told(&f.name) && told(&f.next));
    assert!(if passed { told(&level.debrief) } else { card }, "{}: {words:?}", level.id);
    for (goal, _) in &verdict.goals {
        assert!(words.contains(goal), "{}: {goal}", level.id);
    }
}

/// Each level with its right bet and its whole good plan, or every item of its board: three stars can be had by this alone.
fn played_well(by: By) {
    let mut missed = Vec::new();
    for level in &library().levels {
        let mut hand = Hand::with(&level.id, WINDOW, 100, None);
        let verdict = play(&mut hand, by);
        assert_debriefed(&mut hand, &verdict);
        if verdict.stars < 3 {
            let (goals, budget) = (&verdict.goals, &verdict.budget);
            missed.push(format!(
                "{}: {} stars, {goals:?}, {budget:?}, bet {:?}",
                level.id, verdict.stars, verdict.bet_right
            ));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn by_keyboard_alone_for_three_stars() {
    played_well(By::Keys);
}

#[test]
fn by_mouse_alone_for_three_stars() {
    played_well(By::Mouse);
}

#[test]
fn whoever_lets_everything_happen_is_told_why_it_failed() {
    for level in played() {
        let mut hand = Hand::on(&level.id, WINDOW, 100);
        hand.click("Begin without a bet");
        hand.click("Finish");
        hand.settle();
        let verdict = hand.game().verdict.expect("judged");
        assert_eq!((verdict.stars, verdict.bet_right), (0, None), "{}", level.id);
        assert_debriefed(&mut hand, &verdict);
    }
}

#[test]
fn a_level_begun_without_a_bet_has_none() {
    let level = played().find(|l| matches!(l.bet, Bet::Choice { .. })).expect("some bets are choices");
    let Bet::Choice { options, .. } = &level.bet else { return };
    let mut hand = Hand::on(&level.id, WINDOW, 100);
    hand.click(&options[0]);
    hand.click("Begin without a bet");
    assert_eq!((hand.phase(), hand.game().bet), (Phase::Run, None));
    hand.click("Finish");
    hand.settle();
    assert_eq!(hand.game().verdict.expect("judged").bet_right, None);
}

#[test]
fn nothing_is_planned_before_somebody_has_drawn() {
    for level in library().levels.iter().filter(|level| !level.tools.is_empty()) {
        let mut hand = Hand::on(&level.id, WINDOW, 100);
        hand.click("Begin without a bet");
        hand.frames(10);
        let log = hand.stage.world().resource::<Course>().log.clone();
        assert!(!log.iter().any(|(_, deed)| matches!(deed, Deed::Plan { .. })), "{}: {log:?}", level.id);
    }
}

#[test]
fn all_doses_of_a_level_are_within_the_window() {
    for level in played() {
        let mut hand = Hand::on(&level.id, WINDOW, 100);
        hand.click("Begin without a bet");
        hand.frames(4);
        for control in &level.controls {
            let Control::Give { amounts, .. } = control else { continue };
            for du in amounts {
                let label = format!("{du} DU");
                let button = hand.find(&label).unwrap_or_else(|| panic!("{}: {label}", level.id));
                assert!(button.max.y <= WINDOW.y as f32, "{}: {label} ends at {}", level.id, button.max.y);
            }
        }
    }
}

#[test]
fn another_level_opens_with_what_happens_and_the_same_one_stays_on_its_page() {
    let mut hand = Hand::on("7.2", WINDOW, 100);
    hand.click("Begin without a bet");
    hand.key(Key::V);
    let page = |hand: &mut Hand| hand.stage.world().resource::<Table>().page;
    assert_eq!(page(&mut hand), 1);
    for (wish, then) in [(Wish::Restart, 1), (Wish::Level("2.1".to_owned()), 0), (Wish::Level("5.1".to_owned()), 1)] {
        hand.stage.world().write_message(wish);
        hand.frames(6);
        assert_eq!(page(&mut hand), then);
    }
}
