//! The time machine as it is seen and pressed: buttons, the line, run until, bookmarks, what if.

use std::path::PathBuf;
use std::time::Duration;

use bevy::prelude::*;
use bevy_egui::PrimaryEguiContext;
use bevy_egui::egui;
use bevy_egui::egui::accesskit::Role;
use bevy_egui::input::EguiInputEvent;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use model::plan::{Act, Action, Plan};
use setpoint::capture::{Stage, adapters};
use setpoint::game::{Game, Phase};
use setpoint::save::{Notice, Progress, Settings};
use setpoint::screens::column::Card;
use setpoint::screens::grant::FULL;
use setpoint::screens::{Screen, Table};
use setpoint::shot::{Shot, open};
use setpoint::ui::beside::counts_at;
use setpoint::ui::desk::{Desk, Drawer};
use setpoint::ui::style::ink;
use setpoint::ui::{Wish, bookmarks, charts, transport, until};
use setpoint::view::Theme;
use sim::bookmark::{Bookmark, MOST, Marking};
use sim::clock::Clock;
use sim::command::PlayerCommand;
use sim::course::{Course, Deed};
use sim::journey::{Aim, Outcome};

use crate::{dressed, library};

/// A course of level 1.1, played for `ticks` with a dose at the start and then gone back to the middle.
fn course(ticks: u64) -> Course {
    let library = library();
    let (setup, speed) =
        Game::level(library.level("1.1").expect("shipped"), &library, 1, Some(200)).setup(&library).expect("checked");
    let mut app = sim::testing::headless_app();
    sim::testing::start(&mut app, setup, speed);
    sim::testing::tick(&mut app, ticks);
    sim::rewind::to_tick(app.world_mut(), ticks / 2);
    let mut course = app.world_mut().remove_resource::<Course>().expect("begun");
    course.mark(Marking::Put(Bookmark { at_h: 0.01, name: "peak".to_owned() }));
    course
}

/// A panel with a desk, in a harness that gathers its wishes.
fn harness<'a>(
    mut panel: impl FnMut(&mut egui::Ui, &mut Desk) -> Option<Wish> + 'a,
) -> Harness<'a, (Desk, Vec<String>)> {
    let mut ready = false;
    Harness::builder().with_size(egui::vec2(560.0, 320.0)).build_ui_state(
        move |ui, (desk, wishes): &mut (Desk, Vec<String>)| {
            if !dressed(ui, &mut ready) {
                return;
            }
            wishes.extend(panel(ui, desk).iter().map(|w| format!("{w:?}")));
        },
        (Desk::default(), Vec::new()),
    )
}

#[test]
fn every_button_of_the_bar_does_what_it_says() {
    let course = course(200);
    let mut clock = Clock::default();
    clock.speed_h_per_s = 1.0;
    let c = ink(Theme::Dark);
    let mut panel =
        harness(|ui, desk| transport::transport_ui(ui, c, &course, &clock, course.setup.duration_h, desk, true, None));
    panel.run();
    for name in [
        "To the start",
        "To the dose before",
        "Step back",
        "Play",
        "Step on",
        "To the next dose",
        "To where I was",
        "Slower",
        "Faster",
        "Auto",
        "Mark",
        "What if?",
    ] {
        panel.get_by_label(name).click();
        panel.run();
    }
    let third = format!("Sim(Speed({:?}))", 20.0 / 60.0);
    let expected = [
        "Sim(GoTo(0.0))",
        "Sim(StepEvent { forward: false })",
        "Sim(StepBack)",
        "Sim(Play)",
        "Sim(StepForward)",
        "Sim(StepEvent { forward: true })",
        "Sim(ToReached)",
        &third,
        "Sim(Speed(2.0))",
        "Sim(Auto(true))",
        "Sim(Mark(Set))",
        "WhatIf",
    ];
    assert_eq!(panel.state().1, expected);
    panel.get_by_label("Until...").click();
    panel.run();
    assert_eq!(panel.state().0.open, Some(Drawer::Until));
    panel.get_by_label("Marks 1").click();
    panel.run();
    assert_eq!(panel.state().0.open, Some(Drawer::Marks));
    panel.get_by_label("1 s = 1 h");
}

#[test]
fn the_line_is_followed_while_it_is_dragged_and_no_further_than_was_played() {
    let course = course(200);
    let clock = Clock::default();
    let c = ink(Theme::Dark);
    let mut panel =
        harness(|ui, desk| transport::transport_ui(ui, c, &course, &clock, course.setup.duration_h, desk, true, None));
    panel.run();
    let line = panel.get_by_label("Time, hours").rect();
    let reached = course.reached_h() / course.setup.duration_h;
    let at = |share: f64| egui::pos2(line.left() + 8.0 + (line.width() - 16.0) * share as f32, line.top() + 18.0);
    let hours = |panel: &Harness<(Desk, Vec<String>)>| -> Vec<f64> {
        let inside = |w: &String| w.trim_end_matches("))").rsplit('(').next().map(str::to_owned);
        let number = |w: &String| inside(w).and_then(|n| n.parse().ok()).expect("a time");
        panel.state().1.iter().map(number).collect()
    };
    panel.drag_at(at(reached * 0.9));
    panel.run();
    for share in [reached * 0.7, reached * 0.4, 0.9] {
        panel.hover_at(at(share));
        panel.run();
    }
    let seen = hours(&panel);
    assert!(panel.state().1.iter().all(|w| w.starts_with("Sim(Scrub(")), "{:?}", panel.state().1);
    assert!(seen.len() >= 3, "asked for while it is dragged: {seen:?}");
    let wanted = course.reached_h();
    assert!((seen[seen.len() - 1] - wanted).abs() < 1e-9, "not beyond what was played: {seen:?}");
    assert!(seen.iter().any(|h| (h / wanted - 0.4).abs() < 0.02), "{seen:?}");
    panel.drop_at(at(0.9));
    panel.run();
    let last = hours(&panel).pop().expect("on release");
    assert!((last / course.setup.duration_h - 0.9).abs() < 0.01, "beyond: asked for when let go, {last}");
}

#[test]
fn the_line_is_gone_along_by_keys_while_it_has_the_focus() {
    let course = course(200);
    let clock = Clock::default();
    let c = ink(Theme::Dark);
    let mut panel =
        harness(|ui, desk| transport::transport_ui(ui, c, &course, &clock, course.setup.duration_h, desk, true, None));
    panel.run();
    panel.get_by_label("Time, hours").focus();
    panel.run();
    for key in [egui::Key::ArrowLeft, egui::Key::ArrowRight, egui::Key::End] {
        panel.key_press(key);
        panel.run();
    }
    for key in [egui::Key::ArrowLeft, egui::Key::ArrowRight] {
        panel.key_press_modifiers(egui::Modifiers::SHIFT, key);
        panel.run();
    }
    let steps = ["StepBack", "StepForward", "ToReached", "StepEvent { forward: false }", "StepEvent { forward: true }"];
    assert_eq!(panel.state().1, steps.map(|s| format!("Sim({s})")));
    panel.state_mut().1.clear();
    for key in [egui::Key::PageUp, egui::Key::PageDown, egui::Key::Home] {
        panel.key_press(key);
        panel.run();
    }
    let tenth = 0.1 * course.setup.duration_h;
    let to = |h: f64| format!("Sim(GoTo({:?}))", h.clamp(0.0, course.setup.duration_h));
    assert_eq!(panel.state().1, [to(course.t_h() - tenth), to(course.t_h() + tenth), to(0.0)]);
}

#[test]
fn a_name_that_is_being_written_outlives_a_click_on_another_row() {
    let mut course = course(100);
    course.mark(Marking::Put(Bookmark { at_h: 0.005, name: "first".to_owned() }));
    let c = ink(Theme::Dark);
    // Upwards and downwards: rows are drawn in one order and clicked in any.
    for (from, to) in [("first", "peak"), ("peak", "first")] {
        let mut panel = harness(|ui, desk| bookmarks::bookmarks_ui(ui, c, desk, &course));
        panel.run();
        let field = |name: &'static str| egui_kittest::kittest::By::new().value(name).role(Role::TextInput);
        panel.get(field(from)).click();
        panel.run();
        panel.get(field(from)).type_text("!");
        panel.run();
        panel.get(field(to)).click();
        panel.run();
        let at = usize::from(from == "peak");
        let named = panel.state().1.join(" ");
        assert!(named.starts_with(&format!("Sim(Mark(Name({at}, \"")) && named.contains('!'), "{named}");
        assert_eq!(panel.state().1.len(), 1, "and nothing else is named: {named}");
    }
}

#[test]
fn ticks_too_long_to_be_seen_are_spoken_of() {
    let mut course = course(100);
    let mut clock = Clock::default();
    clock.speed_h_per_s = 1.0 / 3600.0;
    course.log.push((course.tick, Deed::Speed(2.0)));
    assert_eq!(until::word(&course, &clock), None, "it stands still");
    course.setup.stops_h = vec![course.t_h()];
    let said = until::word(&course, &clock).expect("it stands where the level stops");
    assert!(said.contains("The level stops here"), "{said}");
    course.setup.stops_h.clear();
    clock.running = true;
    let said = until::word(&course, &clock).expect("it runs");
    assert_eq!(said, "One tick is 4 min here: the next in 240 s, ] is faster");
    clock.speed_h_per_s = 2.0;
    assert_eq!(until::word(&course, &clock), None, "fast enough to be seen");
}

fn dose_at(at_h: f64) -> Action {
    Action { at_h, act: Act::Give { drug: 0, route: 0, du: 1.0 } }
}

#[test]
fn until_runs_a_sentence_and_points_at_what_is_wrong_in_one() {
    let mut course = course(100);
    course.run.queue(&[dose_at(course.t_h() + 1.0)]);
    let c = ink(Theme::Dark);
    let effect = course.run.engine.system.effects[0].id.clone();
    let mut panel = harness(|ui, desk| {
        desk.fresh = desk.until.is_empty() && desk.error.is_none();
        until::until_ui(ui, c, desk, &course, &effect)
    });
    panel.run();
    panel.state_mut().0.until = "now(nothing) > 1".to_owned();
    panel.run();
    panel.get_by_label("Run").click();
    panel.run();
    assert_eq!(panel.state().0.error.as_ref().map(|e| e.at), Some(5));
    panel.get_by_label_contains("character 5: no series");
    panel.state_mut().0.until = "now(occupancy) > 0.2".to_owned();
    panel.get_by_label("Run").click();
    panel.run();
    assert!(panel.state().0.error.is_none());
    assert!(panel.state().1[0].starts_with("Sim(RunUntil(Goal"), "{:?}", panel.state().1);
    panel.get_by_label("Next dose").click();
    panel.run();
    assert_eq!(panel.state().1.last().map(String::as_str), Some("Sim(RunUntil(Dose))"));
    panel.get_by_label("Effect under half").click();
    panel.run();
    assert_eq!(panel.state().0.until, format!("now(effect.{effect}) < 0.5 * max(effect.{effect})"));
}

#[test]
fn a_day_and_the_end_are_there_before_any_sentence_and_by_keyboard_alone() {
    let course = course(100);
    let (c, effect) = (ink(Theme::Dark), course.run.engine.system.effects[0].id.clone());
    let unit = charts::time_unit(course.setup.duration_h);
    let (first, last) = until::to_come(&course).expect("the run is long");
    assert!(first * unit.hours > course.t_h() && last * unit.hours <= course.setup.duration_h + 1e-9);
    let mut fresh = true;
    let mut panel = harness(|ui, desk| {
        desk.fresh = std::mem::take(&mut fresh);
        until::until_ui(ui, c, desk, &course, &effect)
    });
    panel.run();
    panel.get_by_label("End of the run").click();
    panel.run();
    let said = |h: f64| format!("Sim(RunUntil(Hour({h:?})))");
    assert_eq!(panel.state().1.last(), Some(&said(course.setup.duration_h)));
    panel.state_mut().0.reach = Some(first + 2.0);
    panel.run();
    panel.get_by_label_contains(&format!(" {:.0}", first + 2.0)).click();
    panel.run();
    assert_eq!(panel.state().1.last(), Some(&said((first + 2.0) * unit.hours)));
    panel.state_mut().0.reach = Some(1e9);
    panel.run();
    assert_eq!(panel.state().0.reach, Some(last), "it cannot be after the end");
    let top = |label: &str| panel.get_by_label(label).rect().top();
    assert!(top("End of the run") < top("Effect under half") && top("Effect under half") < top("Run"));
}

#[test]
fn every_system_offers_the_same_presets() {
    let library = library();
    for system in &library.systems {
        let game = Game::sandbox(&system.id, &[], &library, 1, Some(100)).expect("it is there");
        let (setup, _) = game.setup(&library).expect("checked");
        let mut course = Course::new(setup);
        let names =
            |course: &Course| -> Vec<_> { until::presets(course, &game.effect).into_iter().map(|p| p.0).collect() };
        let sentences = ["Effect under half", "Withdrawal starts", "Day is over"];
        assert_eq!(names(&course), sentences, "{}: no dose is coming", system.id);
        course.run.queue(&[dose_at(1.0)]);
        assert_eq!(names(&course), [&["Next dose"], &sentences[..]].concat(), "{}", system.id);
    }
}

#[test]
fn a_journey_and_its_end_are_told_in_words() {
    let course = course(100);
    let mut clock = Clock::default();
    assert_eq!(until::word(&course, &clock), None);
    clock.outcome = Some(Outcome::Never);
    assert_eq!(until::word(&course, &clock).as_deref(), Some("It did not happen"));
}

fn stage(size: UVec2, scale: u32, level: &str, at_h: f64) -> Option<Stage> {
    if adapters().is_empty() {
        eprintln!("SKIPPED: no graphics adapter, the time machine is not drawn");
        assert!(std::env::var_os("SETPOINT_NEED_ADAPTER").is_none(), "an adapter is needed here");
        return None;
    }
    let library = library();
    let found = library.level(level).expect("shipped");
    let shot = Shot {
        zoom: None,
        screen: Screen::Playing,
        level: level.to_owned(),
        plan: Plan::from_actions(found.script.actions.iter().chain(&found.naive.actions).copied().collect()),
        at_h,
        bet: false,
        menu: false,
        seed: 1,
        size,
        settings: Settings { ui_scale: scale, receptors: Some(2000), ..Settings::default() },
    };
    let mut stage = open(library, &shot).expect("it can be drawn");
    stage.world().resource_mut::<Clock>().running = false;
    stage.set_step(Duration::from_secs_f64(1.0 / 30.0));
    Some(stage)
}

fn wish(stage: &mut Stage, wish: Wish) {
    stage.world().write_message(wish);
    for _ in 0..3 {
        stage.frame().expect("the device is there");
    }
    while stage.world().resource::<Clock>().journey.is_some() {
        stage.frame().expect("the device is there");
    }
}

/// Holds the pointer there for a second.
fn hover(stage: &mut Stage, (x, y): (f32, f32)) {
    let world = stage.world();
    let mut contexts = world.query_filtered::<Entity, With<PrimaryEguiContext>>();
    let context = contexts.single(world).expect("one window");
    world.write_message(EguiInputEvent { context, event: egui::Event::PointerMoved(egui::pos2(x, y)) });
    for _ in 0..30 {
        stage.frame().expect("the device is there");
    }
}

/// Leaves a picture where one is wanted.
fn keep(stage: &mut Stage, name: &str) {
    for _ in 0..4 {
        stage.frame().expect("the device is there");
    }
    let picture = stage.picture().expect("it can be drawn");
    if let Some(folder) = std::env::var_os("SETPOINT_SHOTS").map(PathBuf::from) {
        picture.save(folder.join(format!("{name}.png"))).expect("the folder is there");
    }
}

#[test]
fn what_if_keeps_the_other_run_in_sight_and_marks_outlive_the_game() {
    for (scale, name) in [(100, "fork_100"), (200, "fork_200")] {
        let Some(mut stage) = stage(UVec2::new(1280, 720), scale, "0.2", 24.0 * 12.0) else { return };
        let sim = |command| Wish::Sim(command);
        wish(&mut stage, sim(PlayerCommand::GoTo(24.0 * 4.0)));
        wish(&mut stage, sim(PlayerCommand::Mark(Marking::Set)));
        wish(&mut stage, Wish::WhatIf);
        let dose = Act::Give { drug: 0, route: 0, du: 5.0 };
        wish(&mut stage, sim(PlayerCommand::Do(Deed::Act(dose))));
        wish(&mut stage, sim(PlayerCommand::GoTo(24.0 * 9.0)));
        let course = stage.world().resource::<Course>();
        assert!(course.other.as_ref().is_some_and(|o| (o.from_h - 96.0).abs() < 0.2));
        assert!(course.run.done.contains(&Action { at_h: course.bookmarks[0].at_h, act: dose }));
        assert_eq!(stage.world().resource::<Progress>().bookmarks["0.2"].len(), 1);
        stage.world().resource_mut::<Table>().tab = if scale == 200 { 2 } else { 0 };
        keep(&mut stage, name);
        hover(&mut stage, if scale == 100 { (1000.0, 516.0) } else { (400.0, 147.0) });
        keep(&mut stage, &format!("{name}_fact"));
        hover(&mut stage, (500.0, 300.0));
        wish(&mut stage, sim(PlayerCommand::GoTo(24.0 * 4.05)));
        let (course, naive) = (stage.world().resource::<Course>(), 2000);
        let other = course.other_reached().expect("it is kept");
        let both = [(course.record(), course.reached_h()), (&other.trace, other.t_h)]
            .map(|t| counts_at(t, naive, course.t_h()).expect("both were there").1);
        assert_ne!(both[0], both[1], "after another dose receptors are elsewhere");
        wish(&mut stage, Wish::Beside);
        assert_eq!(stage.world().resource::<Table>().large, Some(Card::Beside));
        keep(&mut stage, &format!("{name}_beside"));
        wish(&mut stage, Wish::Large);
        assert_eq!(stage.world().resource::<Table>().large, None, "it is the last of the large ones");
        stage.world().resource_mut::<Table>().desk.toggle(Drawer::Marks);
        stage.frame().expect("drawn");
        keep(&mut stage, &format!("{name}_marks"));
        stage.world().resource_mut::<Table>().desk.toggle(Drawer::Until);
        stage.world().resource_mut::<Table>().desk.until = "now(effect.pain) < 50%".to_owned();
        stage.world().resource_mut::<Clock>().outcome = Some(Outcome::Never);
        stage.frame().expect("drawn");
        keep(&mut stage, &format!("{name}_until"));
        wish(&mut stage, Wish::Level("0.2".to_owned()));
        let kept = stage.world().resource::<Course>().bookmarks.len();
        assert_eq!(kept, 1, "bookmarks are there again in the next game");
        wish(&mut stage, Wish::Sandbox("mu_opioid".to_owned()));
        wish(&mut stage, sim(PlayerCommand::Do(Deed::Act(Act::Give { drug: 0, route: 0, du: 1.0 }))));
        wish(&mut stage, sim(PlayerCommand::GoTo(8.0)));
        keep(&mut stage, &format!("sandbox_{scale}"));
    }
}

#[test]
fn a_bookmark_too_many_is_refused_in_words() {
    let Some(mut stage) = stage(UVec2::new(640, 400), 100, "1.1", 0.1) else { return };
    let mark = |at_h, k| Marking::Put(Bookmark { at_h, name: format!("m{k}") });
    for k in 0..MOST {
        stage.world().resource_mut::<Course>().mark(mark(k as f64 * 1e-3, k));
    }
    let notice = |stage: &mut Stage| stage.world().resource::<Notice>().0.clone();
    assert_eq!(notice(&mut stage), None);
    wish(&mut stage, Wish::Sim(PlayerCommand::Mark(Marking::Set)));
    assert_eq!(stage.world().resource::<Course>().bookmarks.len(), MOST);
    assert_eq!(notice(&mut stage).as_deref(), Some(FULL));
    wish(&mut stage, Wish::Sim(PlayerCommand::Mark(Marking::Remove(0))));
    assert_eq!(notice(&mut stage), None, "there is room again");
}

#[test]
fn after_the_debrief_a_run_can_be_opened_again_and_before_the_bet_nothing_goes_on() {
    let Some(mut stage) = stage(UVec2::new(640, 400), 100, "1.1", 0.75) else { return };
    let sim = |command| Wish::Sim(command);
    wish(&mut stage, sim(PlayerCommand::Pause));
    assert_eq!(stage.world().resource::<Game>().phase, Phase::Debrief);
    wish(&mut stage, sim(PlayerCommand::GoTo(0.2)));
    wish(&mut stage, Wish::WhatIf);
    let game = stage.world().resource::<Game>();
    assert!(game.phase == Phase::Run && game.verdict.is_none());
    wish(&mut stage, Wish::Finish);
    assert_eq!(stage.world().resource::<Game>().phase, Phase::Debrief);
    assert!(stage.world().resource::<Course>().other.is_some());
    wish(&mut stage, Wish::Restart);
    for command in [PlayerCommand::GoTo(0.5), PlayerCommand::RunUntil(Aim::Dose), PlayerCommand::StepForward] {
        wish(&mut stage, sim(command));
    }
    assert_eq!(stage.world().resource::<Course>().tick, 0);
}
