//! Recording in play: the run that was played is the run that is filmed, bit for bit; the drawer asks for what it shows; a
//! recorder says how far it is, and can be stopped.

use std::path::Path;
use std::time::{Duration, Instant};

use bevy::prelude::*;
use bevy::state::app::StatesPlugin;
use bevy::state::state::StateTransition;
use bevy_egui::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use model::plan::Act;
use model::storyboard::Source;
use setpoint::game::{Game, Phase};
use setpoint::played::Played;
use setpoint::record::clip::{Clip, storyboard};
use setpoint::reel::Reel;
use setpoint::save::{Notice, Settings};
use setpoint::screens::recording::{Recording, record};
use setpoint::screens::{Screen, Table};
use setpoint::ui::Wish;
use setpoint::ui::desk::Desk;
use setpoint::ui::film::film_ui;
use setpoint::ui::film_order::{Kind, Order, Progress};
use setpoint::ui::film_range::{Span, terse};
use setpoint::ui::style::ink;
use setpoint::view::{Theme, Zoom};
use sim::bookmark::{Bookmark, Marking};
use sim::census::Census;
use sim::clock::Clock;
use sim::command::PlayerCommand;
use sim::course::{Course, Deed};

use crate::images::can_draw;
use crate::{dressed, library};

/// A game of level 1.1 that was played with doses, at several speeds, with one dose taken back and a jump to and fro.
fn played() -> (App, Game) {
    let library = library();
    let mut game = Game::level(library.level("1.1").expect("shipped"), &library, 5, Some(600));
    game.phase = Phase::Run;
    let (setup, speed) = game.setup(&library).expect("checked");
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, sim::plugin));
    let commands = |app: &mut App, all: &[PlayerCommand], steps: u32| {
        for command in all {
            app.world_mut().write_message(command.clone());
        }
        for _ in 0..steps {
            app.world_mut().run_schedule(FixedUpdate);
        }
    };
    let give = |du: f64| PlayerCommand::Do(Deed::Act(Act::Give { drug: 0, route: 0, du }));
    commands(&mut app, &[PlayerCommand::Start(Box::new(setup), speed), PlayerCommand::Play], 40);
    commands(&mut app, &[give(1.0)], 30);
    commands(&mut app, &[PlayerCommand::Speed(20.0 / 3600.0), give(2.0)], 50);
    commands(&mut app, &[PlayerCommand::Undo], 2);
    commands(&mut app, &[PlayerCommand::Play, PlayerCommand::Auto(true), give(0.5)], 60);
    commands(&mut app, &[PlayerCommand::GoTo(0.01)], 1);
    commands(&mut app, &[PlayerCommand::ToReached], 3);
    (app, game)
}

fn clip(run: &Played, seconds: f64) -> Clip {
    let end = run.hours().last().copied().expect("it was played");
    let source = Source::Played;
    Clip {
        source,
        seed: run.seed,
        receptors: None,
        hours: (0.0, end),
        seconds,
        picture: false,
        zoom: None,
        effect: None,
    }
}

#[test]
fn a_run_that_was_played_is_played_again_bit_for_bit() {
    let library = library();
    let (app, game) = played();
    let course = app.world().resource::<Course>();
    let text = Played::of(&game, course).to_text().expect("it can be written");
    let run = Played::from_text("mine.run.ron", &text, &library).expect("it can be read");
    assert_eq!(run, Played::of(&game, course), "written and read, it is the same");
    let hours = run.hours();
    assert_eq!(hours.len() as u64, run.ticks + 1);
    assert_eq!(hours.last().map(|h| h.to_bits()), Some(course.reached_h().to_bits()), "the sums are the run's own");

    let mut other = App::new();
    other.add_plugins((MinimalPlugins, sim::plugin));
    let film = storyboard(&clip(&run, 4.0), &library, Some(&run)).expect("it can be filmed");
    let reel = Reel::new(other.world_mut(), &library, film, None, Some(&run), None).expect("it can be played");
    let again = other.world().resource::<Course>();
    assert_eq!(again.tick, course.tick);
    let bits = |y: &[f64]| y.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
    assert_eq!(bits(&again.run.body.y), bits(&course.run.body.y), "the body");
    let (there, here) = (other.world().resource::<Census>(), app.world().resource::<Census>());
    assert_eq!((&there.by_slot, there.created, there.degraded), (&here.by_slot, here.created, here.degraded));
    assert_eq!(again.run.done, course.run.done, "what was done, and when");
    let record = reel.record(0, 0).expect("it was rehearsed").0;
    assert!(record.time_h.windows(2).all(|w| w[0] <= w[1]));
    // Somewhere in the middle too, come to from the end.
    let tick = run.ticks / 3;
    sim::rewind::to_tick(other.world_mut(), tick);
    let mut app = app;
    sim::rewind::to_tick(app.world_mut(), tick);
    let (there, here) = (other.world().resource::<Census>(), app.world().resource::<Census>());
    assert_eq!(there.by_slot, here.by_slot, "tick {tick}");
}

#[test]
fn a_picture_shows_the_very_moment_that_was_asked_for() {
    let library = library();
    let (app, game) = played();
    let run = Played::of(&game, app.world().resource::<Course>());
    let film = storyboard(&Clip { picture: true, ..clip(&run, 0.5) }, &library, Some(&run)).expect("it can be filmed");
    let pane = &film.shots[0].panes[0];
    let last_s = 0.5 - 1.0 / 30.0;
    assert_eq!(pane.hour(last_s), run.hours().last().copied().expect("it was played"));
    assert_eq!(pane.pace(last_s), 0.0, "time stands still in it");
}

#[test]
fn everything_that_is_wrong_with_a_written_run_is_said() {
    let library = library();
    let (app, game) = played();
    let text = Played::of(&game, app.world().resource::<Course>()).to_text().expect("it can be written");
    for (from, to, wanted) in [
        ("receptors: 600", "receptors: 6", "receptors"),
        ("drug: 0", "drug: 7", "drugs and ways in that are there"),
        ("Speed(", "Speed(-", "speeds above 0"),
        ("ticks: ", "ticks: 99999999", "ticks"),
        ("seed: 5", "sed: 5", "sed"),
        ("system: \"", "system: \"no_", "body system"),
    ] {
        assert!(text.contains(from), "{from} in {text}");
        let problems = Played::from_text("mine.run.ron", &text.replace(from, to), &library).expect_err(wanted);
        let all = problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        assert!(all.contains(wanted) && all.contains("mine.run.ron"), "{wanted} in:\n{all}");
    }
}

#[test]
fn hours_are_written_so_that_they_can_be_read_again() {
    for hour in [0.0, 0.004, 0.05, 1.5, 3.25, 36.0, 71.0, 100.5, 24.0 * 400.0] {
        let read = model::quantity::duration_h(&terse(hour)).expect("a duration");
        assert!((read - hour).abs() <= 0.006 * hour.max(0.01), "{hour} h is {}", terse(hour));
    }
}

/// The drawer over a course that was played and gone back to its middle.
fn drawer<'a>(course: &'a Course) -> Harness<'a, (Desk, Vec<Wish>)> {
    let mut clock = Clock::default();
    clock.speed_h_per_s = 1.0 / 3600.0;
    let mut ready = false;
    Harness::builder().with_size(egui::vec2(470.0, 380.0)).build_ui_state(
        move |ui, (desk, wishes): &mut (Desk, Vec<Wish>)| {
            if !dressed(ui, &mut ready) {
                return;
            }
            wishes.extend(film_ui(ui, ink(Theme::Dark), desk, course, &clock));
        },
        (Desk::default(), Vec::new()),
    )
}

fn ordered(panel: &mut Harness<(Desk, Vec<Wish>)>) -> Order {
    panel.get_by_label("Record").click();
    panel.run();
    match panel.state_mut().1.pop() {
        Some(Wish::Film(order)) => *order,
        other => panic!("an order, not {other:?}"),
    }
}

#[test]
fn the_drawer_orders_what_it_shows() {
    let (mut app, _) = played();
    let reached = app.world().resource::<Course>().reached_h();
    sim::rewind::to_hour(app.world_mut(), reached * 0.6);
    let mut course = app.world_mut().remove_resource::<Course>().expect("begun");
    course.mark(Marking::Put(Bookmark { at_h: reached * 0.25, name: "here".to_owned() }));
    let now = course.t_h();
    let mut panel = drawer(&course);
    panel.run();
    let order = ordered(&mut panel);
    let from = (now - 20.0 / 3600.0).max(0.0);
    assert_eq!((order.kind, order.seconds, order.size), (Kind::Film, 20.0, (1920, 1080)));
    assert!((order.hours.0 - from).abs() < 1e-9 && (order.hours.1 - now).abs() < 1e-9, "{:?}", order.hours);
    panel.get_by_label("The whole run").click();
    panel.run();
    assert_eq!(ordered(&mut panel).hours, (0.0, reached));
    panel.get_by_label("GIF").click();
    panel.run();
    let order = ordered(&mut panel);
    assert_eq!((order.kind, order.size), (Kind::Gif, (640, 360)));
    assert!(order.seconds <= 12.0, "a GIF is short: {} s", order.seconds);
    panel.get_by_label("A range").click();
    panel.run();
    // Handles with the keyboard: to the left the first, by a tenth of the run.
    panel.state_mut().0.film.hours = (reached * 0.5, reached * 0.8);
    panel.run();
    panel.get_by_role_and_label(egui::accesskit::Role::Slider, "From").focus();
    panel.run();
    panel.key_press_modifiers(egui::Modifiers::SHIFT, egui::Key::ArrowLeft);
    panel.run();
    let order = ordered(&mut panel);
    assert!((order.hours.0 - reached * 0.4).abs() < 0.002 * reached, "{:?} of {reached}", order.hours);
    assert_eq!(panel.state().0.film.span, Span::Range);
    panel.get_by_label("Picture").click();
    panel.run();
    assert_eq!(ordered(&mut panel).kind, Kind::Picture);
}

#[test]
fn a_running_recording_shows_how_far_it_is_and_can_be_cancelled() {
    let (mut app, _) = played();
    let course = app.world_mut().remove_resource::<Course>().expect("begun");
    let mut panel = drawer(&course);
    panel.state_mut().0.film.progress = Progress::Running { done: 150, all: 600, left_s: Some(45.0) };
    panel.run();
    panel.get_by_label("150 of 600 frames, 45 s left");
    panel.get_by_label("Cancel").click();
    panel.run();
    assert!(matches!(panel.state().1.last(), Some(Wish::NoFilm)));
    assert_eq!(panel.state().0.film.progress.percent(), Some(25));
}

/// The game's side of recording, with the real program behind it.
fn studio(folder: &Path) -> App {
    let (mut app, game) = played();
    let mut recording = Recording::default();
    recording.program = Some(env!("CARGO_BIN_EXE_setpoint").into());
    recording.folder = Some(folder.to_owned());
    app.add_plugins(StatesPlugin)
        .init_state::<Screen>()
        .init_resource::<Settings>()
        .init_resource::<Notice>()
        .init_resource::<Table>()
        .init_resource::<Zoom>()
        .insert_resource(game)
        .insert_resource(recording)
        .add_message::<Wish>()
        .add_systems(Update, record);
    app.world_mut().resource_mut::<NextState<Screen>>().set(Screen::Playing);
    app.world_mut().run_schedule(StateTransition);
    app
}

/// Updates until the recorder is where it is waited for; gives up after a while.
fn wait(app: &mut App, until: impl Fn(&Progress) -> bool) -> Progress {
    let began = Instant::now();
    loop {
        app.update();
        let progress = app.world().resource::<Table>().desk.film.progress.clone();
        if until(&progress) {
            return progress;
        }
        assert!(began.elapsed() < Duration::from_secs(120), "still {progress:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn order(app: &App, kind: Kind, size: (u32, u32), seconds: f64) -> Wish {
    let reached = app.world().resource::<Course>().reached_h();
    let folder = String::new();
    Wish::Film(Box::new(Order { kind, hours: (0.0, reached), seconds, size, folder }))
}

#[test]
fn a_film_ordered_in_play_is_made_by_the_program_and_one_that_is_cancelled_leaves_nothing() {
    if !can_draw() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut app = studio(folder.path());
    let wish = order(&app, Kind::Film, (128, 72), 1.0);
    app.world_mut().write_message(wish);
    app.update();
    let done = wait(&mut app, |p| !matches!(p, Progress::Running { .. } | Progress::Idle));
    let path = folder.path().join("setpoint-1.mp4");
    assert_eq!(done, Progress::Done(path.display().to_string()));
    let found = film::probe::probe(&path).expect("a film");
    assert_eq!((found.width, found.height, found.frames), (128, 72, 30));
    assert!(folder.path().join("setpoint-1.run.ron").exists(), "the run stands beside its film");

    let wish = order(&app, Kind::Film, (1280, 720), 60.0);
    app.world_mut().write_message(wish);
    wait(&mut app, |p| matches!(p, Progress::Running { done, .. } if *done > 1));
    app.world_mut().write_message(Wish::NoFilm);
    app.update();
    wait(&mut app, |p| *p == Progress::Idle);
    let mut left: Vec<_> = std::fs::read_dir(folder.path()).expect("it is there").flatten().map(|e| e.path()).collect();
    left.retain(|p| p.file_name().is_some_and(|n| !n.to_string_lossy().starts_with("setpoint-1.")));
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_recording_that_cannot_be_made_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    std::fs::write(&file, "in the way").expect("written");
    let mut app = studio(&file);
    let wish = order(&app, Kind::Film, (128, 72), 1.0);
    app.world_mut().write_message(wish);
    app.update();
    let progress = &app.world().resource::<Table>().desk.film.progress;
    assert!(matches!(progress, Progress::Failed(why) if why.contains("file")), "{progress:?}");
}
