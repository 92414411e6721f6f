//! Every level, from its bet to its debrief, by keyboard alone and by mouse alone. What is answered on a board instead is
//! filled in by hand in `tasks.rs`, and plans are drawn by hand in `plans.rs`; here every level is at least come through.

use bevy::math::UVec2;
use bevy_egui::egui::{Key, vec2};
use model::level::{Bet, Control, Level};
use setpoint::game::{BetMade, Phase};
use setpoint::screens::Table;
use setpoint::ui::Wish;

use crate::hand::Hand;
use crate::library;

const WINDOW: UVec2 = UVec2::new(1280, 720);

/// Levels that are played by acts.
fn played() -> impl Iterator<Item = Level> {
    let all: Vec<Level> = library().levels.iter().filter(|l| l.tasks.is_empty()).cloned().collect();
    assert!(all.len() >= 20, "{} levels are played by acts", all.len());
    all.into_iter()
}

/// The first dose that a level offers, as its button says it.
fn first_dose(level: &Level) -> Option<String> {
    level.controls.iter().find_map(|control| match control {
        Control::Give { amounts, .. } => Some(format!("{} DU", amounts[0])),
        Control::DailyPatch { .. } => Some("Wear it".to_owned()),
        Control::Wash => None,
    })
}

/// The debrief is there, with words for what happened and a way on.
fn assert_debriefed(hand: &mut Hand, level: &Level) {
    hand.settle();
    assert_eq!(hand.phase(), Phase::Debrief, "{}", level.id);
    let verdict = hand.game().verdict.expect("judged");
    assert_eq!(verdict.bet_right.is_some(), !matches!(level.bet, Bet::Curve { .. }), "{}: the bet counted", level.id);
    let words = hand.words();
    let told = |said: &str| words.iter().any(|w| w == said);
    assert!(told("Try again"), "{}", level.id);
    // What happened and why: the mechanism where it went well, else the card of the failure.
    let why = told(&level.debrief) || level.failures.iter().any(|f| told(&f.name) && told(&f.next));
    assert!(why, "{}: {words:?}", level.id);
    for (goal, _) in &verdict.goals {
        assert!(words.contains(goal), "{}: {goal}", level.id);
    }
}

#[test]
fn by_keyboard_alone() {
    for level in played() {
        let mut hand = Hand::on(&level.id, WINDOW, 100);
        match level.bet {
            Bet::Choice { right, .. } => {
                hand.key([Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5][right]);
                assert_eq!(hand.game().bet, Some(BetMade::Choice(right)), "{}", level.id);
                hand.key(Key::Enter);
            }
            Bet::Number { .. } => {
                hand.tab_to("Your bet");
                hand.key(Key::ArrowRight);
                assert!(matches!(hand.game().bet, Some(BetMade::Number(_))), "{}: {:?}", level.id, hand.focused());
                hand.tab_to("Place the bet and begin");
                hand.key(Key::Enter);
            }
            Bet::Curve { .. } => hand.key(Key::Enter),
        }
        assert_eq!(hand.phase(), Phase::Run, "{}", level.id);
        if let Some(dose) = first_dose(&level) {
            if dose == "Wear it" {
                hand.tab_to(&dose);
                hand.key(Key::Enter);
            } else {
                hand.key(Key::Num1);
            }
            let given = hand.given();
            assert_eq!(given, 1, "{}: {dose}", level.id);
        }
        hand.key(Key::E);
        assert_debriefed(&mut hand, &level);
    }
}

#[test]
fn by_mouse_alone() {
    for level in played() {
        let mut hand = Hand::on(&level.id, WINDOW, 100);
        match &level.bet {
            Bet::Choice { options, right, .. } => {
                hand.click(&options[*right]);
                assert_eq!(hand.game().bet, Some(BetMade::Choice(*right)), "{}", level.id);
                hand.click("Place the bet and begin");
            }
            Bet::Number { .. } => {
                let slider = hand.find("Your bet").expect("a bet on a number has a slider");
                hand.click_at(slider.left_center() + vec2(0.3 * slider.width(), 0.0));
                assert!(matches!(hand.game().bet, Some(BetMade::Number(_))), "{}", level.id);
                hand.click("Place the bet and begin");
            }
            Bet::Curve { .. } => hand.click("Begin without a bet"),
        }
        assert_eq!(hand.phase(), Phase::Run, "{}", level.id);
        if let Some(dose) = first_dose(&level) {
            hand.click(&dose);
            assert_eq!(hand.given(), 1, "{}: {dose}", level.id);
        }
        hand.click("Finish");
        assert_debriefed(&mut hand, &level);
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
