//! Panels and keys, pressed and read without a window or a renderer.

use bevy_egui::egui::{self, Key};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use model::scene::Protein;
use setpoint::game::{BetMade, Game, Phase};
use setpoint::save::Settings;
use setpoint::screens::{Screen, Table, keys};
use setpoint::ui::facts::Book;
use setpoint::ui::style::{self, ink};
use setpoint::ui::{Wish, bet, controls, pause, settings, title};
use setpoint::view::Theme;
use sim::clock::Clock;
use sim::command::PlayerCommand;
use sim::course::{Course, Deed};

use crate::{dressed, library};

/// A panel in a harness that gathers its wishes.
fn harness<'a>(size: (f32, f32), mut panel: impl FnMut(&mut egui::Ui) -> Option<Wish> + 'a) -> Harness<'a, Vec<Wish>> {
    let mut ready = false;
    Harness::builder().with_size(egui::vec2(size.0, size.1)).build_ui_state(
        move |ui, wishes: &mut Vec<Wish>| {
            if !dressed(ui, &mut ready) {
                return;
            }
            wishes.extend(panel(ui));
        },
        Vec::new(),
    )
}

fn level_game(id: &str) -> Game {
    let library = library();
    Game::level(library.level(id).expect("shipped"), &library, 1, None)
}

/// A course of a level at its start.
fn course_of(id: &str) -> Course {
    Course::new(level_game(id).setup(&library()).expect("checked").0)
}

#[test]
fn the_title_leads_everywhere_and_says_what_this_is() {
    let mut panel = harness((400.0, 700.0), |ui| title::title_ui(ui, ink(Theme::Dark), None, "Ada", None));
    panel.run();
    for name in ["Play", "Levels", "Sandbox", "Words", "Settings", "Quit"] {
        panel.get_by_label(name).click();
        panel.run();
    }
    let seen: Vec<String> = panel.state().iter().map(|w| format!("{w:?}")).collect();
    assert_eq!(seen, ["Continue", "Levels", "Sandbox(\"mu_opioid\")", "Words", "Settings", "Quit"]);
    panel.get_by_label("Educational model, not medical advice");
}

#[test]
fn a_bet_must_be_placed_before_it_counts() {
    let library = library();
    let level = library.level("1.1").expect("shipped");
    let mut panel = harness((500.0, 500.0), |ui| bet::bet_ui(ui, ink(Theme::Dark), level, None));
    panel.run();
    let begin = panel.get_by_label("Place the bet and begin");
    assert!(begin.accesskit_node().is_disabled());
    panel.get_by_label("Mostly at the surface, but silenced").click();
    panel.run();
    assert!(matches!(panel.state()[..], [Wish::Bet(BetMade::Choice(2))]));
}

#[test]
fn the_number_that_the_slider_shows_can_be_placed_as_it_stands() {
    let library = library();
    let level = library.level("0.2").expect("shipped");
    let mut panel = harness((500.0, 500.0), |ui| bet::bet_ui(ui, ink(Theme::Dark), level, None));
    panel.run();
    panel.get_by_label("Place the bet and begin").click();
    panel.run();
    let [Wish::Place(BetMade::Number(x))] = panel.state()[..] else { panic!("{:?}", panel.state()) };
    assert!((x - 0.6).abs() < 1e-9);
}

#[test]
fn dose_buttons_give_what_they_say_and_never_milligrams() {
    let (game, course, library) = (level_game("0.2"), course_of("0.2"), library());
    let mut hours = vec![(8.0, 20.0)];
    let mut panel = harness((500.0, 300.0), move |ui| {
        let book = Book::of(&library.ledger, &course);
        controls::controls_ui(ui, ink(Theme::Dark), &game, book, &mut hours, None, true)
    });
    panel.run();
    panel.get_by_label("5 DU").click();
    panel.run();
    let [Wish::Sim(PlayerCommand::Do(Deed::Act(model::plan::Act::Give { drug: 0, du, .. })))] = panel.state()[..]
    else {
        panic!("{:?}", panel.state())
    };
    assert!((du - 5.0).abs() < 1e-12);
    assert!(panel.query_by_label_contains(" mg").is_none());
}

#[test]
fn a_patch_is_worn_at_the_hours_that_were_set() {
    let (game, course, library) = (level_game("3.2"), course_of("3.2"), library());
    let mut hours = vec![(9.0, 21.0)];
    let mut panel = harness((500.0, 300.0), move |ui| {
        let book = Book::of(&library.ledger, &course);
        controls::controls_ui(ui, ink(Theme::Dark), &game, book, &mut hours, None, true)
    });
    panel.run();
    panel.get_by_label("Wear it").click();
    panel.run();
    let [Wish::Sim(PlayerCommand::Do(Deed::WearPatch { on_h, off_h, .. }))] = panel.state()[..] else {
        panic!("{:?}", panel.state())
    };
    assert_eq!((on_h, off_h), (9.0, 21.0));
}

#[test]
fn a_setting_changes_at_a_click() {
    let mut panel =
        harness((900.0, 900.0), |ui| settings::settings_ui(ui, ink(Theme::Dark), &Settings::default(), None));
    panel.run();
    panel.get_by_label("200 %").click();
    panel.run();
    let Some(Wish::Change(new)) = panel.state().last() else { panic!("{:?}", panel.state()) };
    assert_eq!(new.ui_scale, 200);
}

#[test]
fn the_pause_menu_shows_the_plan_only_in_a_level() {
    let mut panel = harness((400.0, 500.0), |ui| pause::pause_ui(ui, ink(Theme::Dark), false));
    panel.run();
    assert!(panel.query_by_label("Show me").is_none());
    panel.get_by_label("Go on").click();
    panel.run();
    assert!(matches!(panel.state()[..], [Wish::Menu]));
}

/// The wishes of one key on a screen.
fn press(screen: Screen, game: Option<&Game>, key: Key) -> Vec<String> {
    let mut table = Table::default();
    let clock = Clock::default();
    let mut panel = Harness::builder().build_ui_state(
        |ui, wishes: &mut Vec<String>| {
            let found = keys::wishes(ui.ctx(), screen, &mut table, game, &clock, Some("1.1"));
            wishes.extend(found.iter().map(|w| format!("{w:?}")));
        },
        Vec::new(),
    );
    panel.run();
    panel.key_press(key);
    panel.run();
    panel.state().clone()
}

#[test]
fn every_key_of_the_list_does_its_work() {
    let mut game = level_game("1.1");
    game.phase = Phase::Run;
    let run = |key: Key| press(Screen::Playing, Some(&game), key).join(" ");
    assert_eq!(run(Key::Space), "Sim(Play)");
    assert_eq!(run(Key::Comma), "Sim(StepBack)");
    assert_eq!(run(Key::Period), "Sim(StepForward)");
    assert!(run(Key::CloseBracket).contains("Speed(") && run(Key::OpenBracket).contains("Speed("));
    assert_eq!(run(Key::Z), "Sim(Undo)");
    assert_eq!(run(Key::Y), "Sim(Redo)");
    assert!(run(Key::W).contains("Wash"));
    assert!(run(Key::Num1).contains("du: 0.1") && run(Key::Num2).contains("du: 1.0"));
    assert_eq!(run(Key::H), "Hint");
    assert_eq!(run(Key::G), "Plots");
    assert_eq!(run(Key::S), "Sound");
    assert_eq!(run(Key::Home), "Sim(GoTo(0.0))");
    assert_eq!(run(Key::End), "Sim(ToReached)");
    assert_eq!(run(Key::A), "Sim(Auto(true))");
    assert_eq!(run(Key::B), "Sim(Mark(Set))");
    assert_eq!(run(Key::N), "Sim(StepMark { forward: true })");
    assert_eq!(run(Key::F), "WhatIf");
    assert_eq!(run(Key::T), "Sim(Swap)");
    assert_eq!(run(Key::Escape), "Menu");
    assert_eq!(run(Key::F11), "Fullscreen");
    assert_eq!(run(Key::F12), "Picture");
}

#[test]
fn a_level_can_be_bet_on_begun_and_left_by_keys_alone() {
    let mut game = level_game("1.1");
    assert_eq!(press(Screen::Playing, Some(&game), Key::Num3), ["Bet(Choice(2))"]);
    assert_eq!(press(Screen::Playing, Some(&game), Key::Enter), ["Begin"]);
    assert_eq!(press(Screen::Title, None, Key::Enter), ["Continue"]);
    assert_eq!(press(Screen::Levels, None, Key::Escape), ["Title"]);
    assert_eq!(press(Screen::Settings, None, Key::Escape), ["Back"]);
    assert_eq!(press(Screen::Words, None, Key::Escape), ["Back"]);
    game.phase = Phase::Debrief;
    assert_eq!(press(Screen::Playing, Some(&game), Key::Enter), ["Restart"], "not passed: again");
}

#[test]
fn text_stands_out_from_its_ground_in_both_themes() {
    for theme in [Theme::Dark, Theme::Projector] {
        let c = ink(theme);
        let ratio = |a: egui::Color32, b: egui::Color32| {
            let (x, y) = (style::luminance(a), style::luminance(b));
            (x.max(y) + 0.05) / (x.min(y) + 0.05)
        };
        for text in [c.text, c.muted, c.gold, c.bad, c.good] {
            for ground in [c.ground, c.card] {
                assert!(ratio(text, ground) >= 4.5, "{theme:?}: {text:?} on {ground:?}: {}", ratio(text, ground));
            }
        }
    }
}

#[test]
fn one_receptor_is_read_with_its_life_and_what_comes_next() {
    use model::outlook::Prospect;
    use model::receptor::{Fate, ReceptorState};
    use setpoint::ui::Following;
    use setpoint::ui::inspector::{Portrait, inspector_ui};
    use sim::biography::{Biography, Stay};
    let stays = vec![
        Stay { state: ReceptorState::Resting, from_h: 0.5 },
        Stay { state: ReceptorState::Phosphorylated, from_h: 1.0 },
        Stay { state: ReceptorState::Arrestin, from_h: 1.5 },
    ];
    let life = Biography { serial: 1234, born_h: Some(0.5), since_h: None, stays, died_h: None };
    let prospect = |fate, rate_per_h| Prospect { fate, rate_per_h, fields: vec!["cycle.internalization".to_owned()] };
    let outlook = [prospect(Fate::To(ReceptorState::Pit), 3.0), prospect(Fate::Degraded, 1.0)];
    let library = library();
    let mut panel = harness((320.0, 400.0), move |ui| {
        let (ledger, file) = (&library.ledger[..], "mu_opioid.ron");
        let who = Portrait {
            life: &life,
            outlook: &outlook,
            now_h: 2.5,
            protein: Protein::SevenHelices,
            called: "Receptor",
            ledger,
            file,
        };
        inspector_ui(ui, ink(Theme::Dark), Theme::Dark, &who)
    });
    panel.run();
    for text in
        ["Receptor 1,234", "for 1 h", "2 h old; tagged 1x, taken in 0x, recycled 0x", "75 %", "a pit takes it in"]
    {
        panel.get_by_label(text);
    }
    panel.get_by_label(">").click();
    panel.run();
    panel.get_by_label("x").click();
    panel.run();
    let wishes: Vec<Option<Following>> =
        panel.state().iter().map(|w| if let Wish::Follow(f) = w { Some(*f) } else { None }).collect();
    assert_eq!(wishes, [Some(Following::Next), Some(Following::Nobody)]);
}
