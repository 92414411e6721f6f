//! Levels that are answered: by mouse and by keyboard, right and wrong, and what the debrief says of it.

use std::path::PathBuf;
use std::time::Duration;

use bevy::prelude::*;
use bevy_egui::egui::{Key, vec2};
use model::level::Bet;
use setpoint::answer::Draft;
use setpoint::capture::{Stage, adapters};
use setpoint::game::{BetMade, Game, Phase};
use setpoint::readings::Readings;
use setpoint::save::Settings;
use setpoint::screens::Table;
use setpoint::ui::Wish;
use setpoint::view::Theme;
use sim::clock::Clock;

use crate::hand::Hand;
use crate::{dressed, library};

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

/// The board of every level that is answered, empty, half done and graded: with `SETPOINT_SHOTS` as pictures
/// at both sizes, for people to judge.
#[test]
fn every_board_is_drawn_empty_in_the_middle_and_graded() {
    let all = [(100, Theme::Dark), (200, Theme::Dark), (100, Theme::Projector)];
    let wanted = std::env::var_os("SETPOINT_SHOTS").is_some();
    for level in library().levels.iter().filter(|l| !l.tasks.is_empty()) {
        for (scale, look) in &all[..if wanted { 3 } else { 1 }] {
            let Some(mut stage) = stage(&level.id, *scale, *look) else { return };
            let name = |what: &str| format!("{}_{scale}_{look:?}_{what}", level.id);
            keep(&mut stage, &name("0_bet"));
            let bet = match &level.bet {
                Bet::Curve { .. } => BetMade::Curve(vec![1.0, 0.9, 0.7, 0.6, 0.5, 0.7, 0.9, 0.9]),
                Bet::Choice { .. } | Bet::Number { .. } => BetMade::Choice(1),
            };
            wish(&mut stage, Wish::Bet(bet.clone()));
            keep(&mut stage, &name("0_bet_made"));
            wish(&mut stage, Wish::Place(bet));
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
            if wanted {
                crate::hand::press(stage.world(), Key::End);
                keep(&mut stage, &name("5_end"));
            }
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
    hand.key(Key::Num4);
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
        hand.click("Yes, each of them can");
        assert_eq!(hand.game().bet, Some(BetMade::Choice(3)), "{scale} %");
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
    for said in ["Taken for one", "Keep trying", "not right"] {
        assert!(words.iter().any(|w| w == said), "{said}: {words:?}");
    }
    assert!(!words.iter().any(|w| w == "Look at the answers"), "they are in sight");
    let level = hand.game().level.expect("a level");
    let told = words.iter().filter(|w| w.contains(level.tasks[0].why(0))).count();
    assert_eq!(told, 1, "the card that is open tells why, and nothing says it again: {words:?}");
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
    for gone in ["What happens", "Hide plots"] {
        assert!(hand.find(gone).is_none(), "{gone}: the board has all the room");
    }
    hand.click("Watch the run");
    assert!(hand.find("What happens").is_some() && hand.find("Hide plots").is_some());
    assert!(!hand.stage.world().resource::<Table>().board.stands);
    assert!(hand.find("Back to the question").is_some());
    hand.click("Finish");
    hand.settle();
    assert_eq!(hand.phase(), Phase::Run, "nothing is answered: nothing is judged");
    assert!(hand.stage.world().resource::<Table>().board.stands, "it is asked for");
    assert!(hand.find("Hand in").is_some());
}

#[test]
fn mechanisms_are_put_on_the_ruler_by_keys_alone_and_by_the_mouse_alone() {
    let right_h = [24.0, 1.0 / 60.0, 24.0 * 10.0, 0.5];
    let mut hand = Hand::on("1.7", WINDOW, 100);
    hand.key(Key::Enter);
    for hours in right_h {
        hand.key(Key::ArrowRight);
        let steps = (10.0 * f64::log10(hours)).round() as i32;
        let key = if steps > 0 { Key::ArrowRight } else { Key::ArrowLeft };
        (0..steps.abs()).for_each(|_| hand.key(key));
        hand.key(Key::ArrowDown);
    }
    hand.key(Key::Enter);
    hand.settle();
    let verdict = hand.game().verdict.expect("judged");
    assert_eq!((hand.phase(), verdict.stars), (Phase::Debrief, 2), "no bet was placed: {:?}", verdict.goals);
    for scale in [100, 200] {
        let mut hand = Hand::on("1.7", WINDOW, scale);
        hand.click("Begin without a bet");
        let level = hand.game().level.expect("a level");
        for (i, hours) in right_h.into_iter().enumerate() {
            let lane = hand.scroll_to(&format!("{}: not placed", level.tasks[0].name(i)));
            // The lane is what lies right of the name; its ends are those of the ruler.
            let ruler = hand.find("Ruler").expect("it says what it is");
            let share = (hours * 3600.0).ln() / (24.0_f64 * 91.0 * 3600.0).ln();
            let at = bevy_egui::egui::pos2(ruler.left() + share as f32 * ruler.width(), lane.center().y);
            if i % 2 == 0 {
                hand.click_at(at);
            } else {
                hand.drag(at + vec2(-30.0, 0.0), at);
            }
            assert_eq!(hand.game().answers[0].answered(), i + 1, "{scale} %");
        }
        hand.click("Hand in");
        hand.settle();
        assert_eq!(hand.game().verdict.map(|v| v.stars), Some(2), "{scale} %");
    }
}

#[test]
fn causes_are_named_from_four_probes_and_a_fifth_is_refused() {
    let mut hand = Hand::on("1.4", WINDOW, 100);
    hand.click("Only the silenced one");
    hand.click("Place the bet and begin");
    for patient in 1..=3 {
        hand.click(&format!("Read Receptors that are left of patient {patient}"));
    }
    hand.click("Read Receptors silenced of patient 3");
    for _ in 0..200 {
        hand.frames(2);
        let readings = hand.stage.world().resource::<Readings>();
        if (0..3).all(|patient| readings.of(0, patient).is_some()) {
            break;
        }
    }
    hand.frames(2);
    let words = hand.words();
    assert!(words.iter().any(|w| w == "43 %") && words.iter().any(|w| w == "0 of 4 probes left"), "{words:?}");
    hand.click("Read cAMP in the cell of patient 1");
    let Draft::Causes { taken, .. } = &hand.game().answers[0] else { panic!("causes") };
    assert_eq!(taken.iter().flatten().filter(|t| **t).count(), 4, "a fifth probe");
    hand.click("Rewired behind, patient 1");
    hand.click("Removed, patient 2");
    hand.click("Silenced, patient 3");
    hand.click("Hand in");
    hand.settle();
    let verdict = hand.game().verdict.expect("judged");
    assert_eq!((hand.phase(), verdict.stars), (Phase::Debrief, 3), "{:?}", verdict.goals);
}

#[test]
fn a_diagnosis_is_made_by_keys_alone() {
    let mut hand = Hand::on("2.4", WINDOW, 100);
    hand.key(Key::Num2);
    hand.key(Key::Enter);
    for key in [Key::Num1, Key::Num2, Key::Num4, Key::Num3] {
        hand.key(key);
        hand.key(Key::ArrowDown);
    }
    hand.key(Key::Enter);
    hand.settle();
    let verdict = hand.game().verdict.expect("judged");
    assert_eq!((hand.phase(), verdict.stars), (Phase::Debrief, 3), "{:?}", verdict.goals);
}

#[test]
fn readings_tell_the_patients_of_the_shipped_levels_apart() {
    let library = library();
    for level in library.levels.iter().filter(|l| !l.tasks.is_empty()) {
        let game = Game::level(level, &library, 1, None);
        let readings = Readings::now(&game, &library);
        for (i, task) in level.tasks.iter().enumerate() {
            let model::task::Task::Cases(cases) = task else { continue };
            let all: Vec<&[f64]> = (0..task.len()).map(|p| readings.of(i, p).expect("solvable")).collect();
            for (p, one) in all.iter().enumerate() {
                assert!(one.iter().all(|v| v.is_finite()), "{}: {one:?}", level.id);
                let alike = |other: &&[f64]| one.iter().zip(*other).all(|(a, b)| (a - b).abs() < 0.1);
                let twins = (0..all.len()).filter(|q| cases.cases[*q].right != cases.cases[p].right && alike(&all[*q]));
                assert_eq!(twins.count(), 0, "{}: {all:?}", level.id);
            }
        }
    }
}

#[test]
fn a_curve_is_drawn_by_dragging_and_by_keys_and_the_truth_is_drawn_over_it() {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;
    use setpoint::ui::bet_curve::{Canvas, draw_ui, truth_ui};
    use setpoint::ui::style::ink;
    let points_h = [0.0, 24.0, 72.0, 168.0];
    let canvas = Canvas { points_h: &points_h, ends: (0.0, 1.0), unit: "%", ink: ink(Theme::Dark) };
    let mut ready = false;
    let mut panel = Harness::builder().with_size(vec2(500.0, 420.0)).build_ui_state(
        |ui, drawn: &mut Option<Vec<f64>>| {
            if !dressed(ui, &mut ready) {
                return;
            }
            if let Some(new) = draw_ui(ui, canvas, drawn.as_deref(), 200.0) {
                *drawn = Some(new);
            }
            truth_ui(ui, canvas, drawn.as_deref(), &[(0.0, 1.0), (168.0, 0.4)], 150.0);
        },
        None,
    );
    panel.run();
    assert_eq!(*panel.state(), None, "nothing is drawn yet");
    let point = |panel: &Harness<Option<Vec<f64>>>, k: usize| {
        let unit = ["0 d", "1 d", "3 d", "7 d"][k];
        panel.get_by_label(&format!("Height at {unit}")).rect().center()
    };
    // From the upper left down to the right, in one stroke.
    let (from, to) = (point(&panel, 0) - vec2(0.0, 60.0), point(&panel, 3) + vec2(0.0, 50.0));
    panel.drag_at(from);
    panel.run();
    for k in 1..=5 {
        panel.hover_at(from + (to - from) * (k as f32 / 5.0));
        panel.run();
    }
    panel.drop_at(to);
    panel.run();
    let drawn = panel.state().clone().expect("drawn");
    assert!(drawn.windows(2).all(|pair| pair[1] < pair[0]) && drawn[0] > 0.8 && drawn[3] < 0.3, "{drawn:?}");
    panel.get_by_label("Height at 1 d").focus();
    panel.run();
    panel.key_press(Key::ArrowUp);
    panel.run();
    let up = panel.state().clone().expect("drawn");
    assert!((up[1] - drawn[1] - 0.05).abs() < 1e-9, "{up:?}");
    panel.key_press(Key::ArrowRight);
    panel.run();
    panel.key_press(Key::ArrowDown);
    panel.run();
    let down = panel.state().clone().expect("drawn");
    assert!((down[2] - drawn[2] + 0.05).abs() < 1e-9, "the next point: {down:?}");
    assert_eq!((down[1], down[3]), (up[1], up[3]), "and no other");
}
