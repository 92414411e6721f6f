//! Levels that are answered: by mouse and by keyboard, right and wrong, and what the debrief says of it.

use std::path::PathBuf;
use std::time::Duration;

use bevy::prelude::*;
use bevy_egui::egui::{Key, vec2};
use setpoint::answer::Draft;
use setpoint::capture::{Stage, adapters};
use setpoint::game::{BetMade, Game, Phase};
use setpoint::save::Settings;
use setpoint::screens::Table;
use setpoint::ui::Wish;
use setpoint::view::Theme;
use sim::clock::Clock;

use crate::hand::Hand;
use crate::library;

const WINDOW: UVec2 = UVec2::new(1280, 720);
/// Where nobody looks, fewer pixels will do.
const SMALL: UVec2 = UVec2::new(640, 360);

/// The right circles of level 5.1, as keys.
const RIGHT: [&[Key]; 6] = [
    &[Key::Num1, Key::Num2],
    &[Key::Num2],
    &[Key::Num2],
    &[Key::Num1],
    &[Key::Num3],
    &[Key::Num1, Key::Num2, Key::Num3],
];

/// Frames, and as many as a journey takes.
fn wish(stage: &mut Stage, wish: Wish) {
    stage.world().write_message(wish);
    for _ in 0..4 {
        stage.frame().expect("the device is there");
    }
    while stage.world().resource::<Clock>().journey.is_some() {
        stage.frame().expect("the device is there");
    }
}

/// Leaves a picture where one is wanted.
fn keep(stage: &mut Stage, name: &str) {
    if std::env::var_os("SETPOINT_SHOTS").is_none() {
        return;
    }
    for _ in 0..6 {
        stage.frame().expect("the device is there");
    }
    let picture = stage.picture().expect("it can be drawn");
    if let Some(folder) = std::env::var_os("SETPOINT_SHOTS").map(PathBuf::from) {
        picture.save(folder.join(format!("{name}.png"))).expect("the folder is there");
    }
}

/// A level in a drawn window.
fn stage(level: &str, scale: u32, look: Theme) -> Option<Stage> {
    if adapters().is_empty() {
        eprintln!("SKIPPED: no graphics adapter, the board is not drawn");
        assert!(std::env::var_os("SETPOINT_NEED_ADAPTER").is_none(), "an adapter is needed here");
        return None;
    }
    let size = if std::env::var_os("SETPOINT_SHOTS").is_some() { WINDOW } else { SMALL };
    let mut stage = Stage::new(size, 1.0, |app| {
        app.insert_resource(Settings { ui_scale: scale, receptors: Some(500), look, ..Settings::default() });
        app.insert_resource(Table { seed: 1, ..default() });
        setpoint::game_plugin(app, library());
    })
    .expect("there is an adapter");
    stage.set_step(Duration::from_secs_f64(1.0 / 30.0));
    wish(&mut stage, Wish::Level(level.to_owned()));
    Some(stage)
}

/// The answers of a level, right but for one item.
fn nearly_right(game: &Game) -> Vec<Draft> {
    let mut answers: Vec<Draft> = game.tasks().iter().map(Draft::right).collect();
    match &mut answers[0] {
        Draft::Times(times) => times[0] = Some(500.0),
        Draft::Circles(circles) => {
            circles[0] = Some([true, true, true]);
            circles[3] = Some([false; 3]);
        }
        Draft::Causes { named, .. } => named[0] = Some((named[0].expect("right") + 1) % 2),
    }
    answers
}

/// The board of every level that is answered, empty, half done and graded: with SETPOINT_SHOTS as pictures at both sizes,
/// for people to judge.
#[test]
fn every_board_is_drawn_empty_in_the_middle_and_graded() {
    let all = [(100, Theme::Dark), (200, Theme::Dark), (100, Theme::Projector)];
    let wanted = std::env::var_os("SETPOINT_SHOTS").is_some();
    for level in library().levels.iter().filter(|l| !l.tasks.is_empty()) {
        for (scale, look) in &all[..if wanted { 3 } else { 1 }] {
            let Some(mut stage) = stage(&level.id, *scale, *look) else { return };
            let name = |what: &str| format!("{}_{scale}_{look:?}_{what}", level.id);
            keep(&mut stage, &name("0_bet"));
            wish(&mut stage, Wish::Place(BetMade::Choice(1)));
            keep(&mut stage, &name("1_empty"));
            assert!(stage.world().resource::<Table>().board.stands);
            let game = stage.world().resource::<Game>().clone();
            let mut half = Draft::right(&game.tasks()[0]);
            match &mut half {
                Draft::Times(times) => times[1] = None,
                Draft::Circles(circles) => circles[1] = None,
                Draft::Causes { named, .. } => named[1] = None,
            }
            wish(&mut stage, Wish::Answer(0, half));
            stage.world().resource_mut::<Table>().board.chosen = 1;
            wish(&mut stage, Wish::Hint);
            keep(&mut stage, &name("2_half"));
            for (i, draft) in nearly_right(&game).into_iter().enumerate() {
                wish(&mut stage, Wish::Answer(i, draft));
            }
            wish(&mut stage, Wish::HandIn);
            keep(&mut stage, &name("3_graded"));
            assert_eq!(stage.world().resource::<Game>().phase, Phase::Debrief);
            wish(&mut stage, Wish::Board);
            keep(&mut stage, &name("4_other"));
        }
    }
}

#[test]
fn three_circles_are_filled_by_keys_alone_from_the_bet_to_three_stars() {
    let mut hand = Hand::on("5.1", WINDOW, 100);
    assert_eq!(hand.phase(), Phase::Bet);
    hand.key(Key::Num3);
    hand.key(Key::Enter);
    assert_eq!(hand.phase(), Phase::Run);
    assert!(hand.stage.world().resource::<Clock>().running, "the run goes by itself");
    for keys in RIGHT {
        hand.key(Key::Enter);
        assert!(!hand.game().handed, "not before everything is placed");
        keys.iter().for_each(|key| hand.key(*key));
        hand.key(Key::ArrowDown);
    }
    hand.key(Key::Enter);
    hand.settle();
    let verdict = hand.game().verdict.expect("judged");
    assert_eq!((hand.phase(), verdict.stars), (Phase::Debrief, 3), "{:?}", verdict.goals);
    assert_eq!(verdict.goals, [("In the circles that fit: 6 of 6".to_owned(), true)]);
}

#[test]
fn three_circles_are_filled_by_the_mouse_alone_from_the_bet_to_three_stars() {
    use setpoint::ui::venn_shape::Venn;
    for scale in [100, 200] {
        let mut hand = Hand::on("5.1", WINDOW, scale);
        hand.click("Four");
        assert_eq!(hand.game().bet, Some(BetMade::Choice(2)), "{scale} %");
        hand.click("Place the bet and begin");
        assert_eq!(hand.phase(), Phase::Run, "{scale} %");
        let circles = hand.find("Three circles").expect("the diagram says what it is");
        let venn = Venn::within(circles);
        let level = hand.game().level.expect("a level");
        let model::task::Task::Venn(items) = &level.tasks[0] else { panic!("sorting") };
        for (i, item) in items.iter().enumerate() {
            let to = venn.middle(item.right);
            let told = format!("{}: not placed", item.name);
            let from = hand.scroll_to(&told);
            if i % 2 == 0 {
                hand.drag(from.left_top() + vec2(40.0, 14.0), to);
            } else {
                hand.click_at(from.left_top() + vec2(40.0, 14.0));
                hand.click_at(to + vec2(0.0, venn.radius * 0.17));
            }
            assert_eq!(hand.game().answers[0].answered(), i + 1, "{} at {scale} %", item.name);
        }
        hand.click("Hand in");
        hand.settle();
        let verdict = hand.game().verdict.expect("judged");
        assert_eq!((hand.phase(), verdict.stars), (Phase::Debrief, 3), "{scale} %: {:?}", verdict.goals);
    }
}

#[test]
fn a_wrong_answer_leads_to_its_card_and_a_restart_clears_everything() {
    let mut hand = Hand::on("5.1", WINDOW, 100);
    hand.key(Key::Enter);
    for _ in 0..6 {
        hand.key(Key::Num1);
        hand.key(Key::ArrowDown);
    }
    hand.key(Key::Enter);
    hand.settle();
    let verdict = hand.game().verdict.expect("judged");
    assert_eq!((verdict.stars, verdict.grades[0].right()), (0, 1), "the patch alone");
    assert_eq!(verdict.goals[0], ("In the circles that fit: 1 of 6".to_owned(), false));
    let words = hand.words();
    for said in ["Taken for one", "Keep trying", "Look at the answers", "not right"] {
        assert!(words.iter().any(|w| w == said), "{said}: {words:?}");
    }
    let level = hand.game().level.expect("a level");
    assert!(words.iter().any(|w| w == level.tasks[0].why(0)), "each item tells why");
    hand.key(Key::Enter);
    let game = hand.game();
    assert!(game.phase == Phase::Bet && !game.handed && game.answered() == (0, 6), "all is open again");
}

#[test]
fn shown_answers_pass_and_earn_no_star_and_hints_cost_one() {
    let mut hand = Hand::on("5.1", WINDOW, 100);
    hand.key(Key::Enter);
    hand.click("Hint 1/3");
    let level = hand.game().level.expect("a level");
    assert!(hand.words().iter().any(|w| *w == level.hints[0]));
    hand.click("Show me");
    hand.frames(4);
    assert!(hand.game().handed && hand.find("The right answers").is_some());
    assert!(hand.stage.world().resource::<Table>().board.stands, "the right answers are looked at");
    hand.click("To the end");
    hand.settle();
    let verdict = hand.game().verdict.expect("judged");
    assert!(verdict.goals.iter().all(|(_, met)| *met) && verdict.stars == 0);
}

#[test]
fn the_run_behind_the_board_can_be_looked_at_and_waits_for_the_answers() {
    let mut hand = Hand::on("5.1", WINDOW, 100);
    hand.key(Key::Enter);
    hand.click("Watch the run");
    assert!(!hand.stage.world().resource::<Table>().board.stands);
    assert!(hand.find("Back to the question").is_some());
    hand.click("Finish");
    hand.settle();
    assert_eq!(hand.phase(), Phase::Run, "nothing is answered: nothing is judged");
    assert!(hand.stage.world().resource::<Table>().board.stands, "it is asked for");
    assert!(hand.find("Hand in").is_some());
}
