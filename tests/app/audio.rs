//! What the game lets be heard: what the census says, while time runs forward in play, and nothing else.

use bevy::ecs::message::Messages;
use bevy::prelude::*;
use bevy::state::app::StatesPlugin;
use bevy::state::state::StateTransition;
use bevy_egui::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use model::plan::Act;
use model::receptor::{Pool, ReceptorState};
use setpoint::audio::{self, Heard, Loudspeaker, Tone};
use setpoint::game::{Game, Phase};
use setpoint::save::{Settings, Volumes};
use setpoint::screens::Screen;
use setpoint::ui::Wish;
use setpoint::ui::settings::{KEYS, settings_ui};
use setpoint::ui::style::ink;
use setpoint::view::Theme;
use sim::census::Census;
use sim::command::PlayerCommand;
use sim::course::{Course, Deed};
use sound::{Counts, Gains, Grain};

use crate::{dressed, library};

/// A level that has been begun on the playing screen and stands still.
fn playing() -> App {
    let library = library();
    let level = library.level("1.1").expect("shipped");
    let mut game = Game::level(level, &library, 3, Some(800));
    game.phase = Phase::Run;
    let (setup, speed) = game.setup(&library).expect("checked");
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, StatesPlugin, sim::plugin))
        .init_state::<Screen>()
        .init_resource::<Settings>()
        .insert_resource(game)
        .add_plugins(audio::plugin);
    app.world_mut().resource_mut::<NextState<Screen>>().set(Screen::Playing);
    app.world_mut().run_schedule(StateTransition);
    command(&mut app, PlayerCommand::Start(Box::new(setup), speed));
    app
}

fn step(app: &mut App) {
    app.world_mut().run_schedule(FixedUpdate);
}

fn command(app: &mut App, command: PlayerCommand) {
    app.world_mut().write_message(command);
    step(app);
}

/// All that was heard since this was last asked.
fn heard(app: &mut App) -> Counts {
    let mut all = Counts::default();
    app.world_mut().resource_mut::<Messages<Heard>>().drain().for_each(|h| all.merge(&h.0));
    all
}

fn give(du: f64) -> PlayerCommand {
    PlayerCommand::Do(Deed::Act(Act::Give { drug: 0, route: 0, du }))
}

/// Every change of state between two censuses that has a sound, counted the long way.
fn by_hand(before: &Census, after: &Census) -> Counts {
    let mut out = Counts::default();
    for (slot, now) in after.by_slot.iter().enumerate() {
        let state = |x: u8| ReceptorState::from_index(usize::from(x));
        let then = before.by_slot.get(slot).and_then(|x| state(*x));
        if then == state(*now) {
            continue;
        }
        match state(*now) {
            Some(ReceptorState::Phosphorylated) => out.add(Grain::Tick, 1),
            Some(ReceptorState::Arrestin) => out.add(Grain::Thud, 1),
            Some(ReceptorState::Pit) => out.add(Grain::Pop, 1),
            Some(s) if s.pool() == Pool::Coupled && then.is_some_and(|t| t.pool() == Pool::Inside) => {
                out.add(Grain::Chirp, 1);
            }
            Some(_) | None => {}
        }
    }
    out.add(Grain::Birth, (after.created - before.created) as u32);
    out.add(Grain::Crunch, (after.degraded - before.degraded) as u32);
    out
}

#[test]
fn a_run_is_heard_as_the_census_tells_it() {
    let mut app = playing();
    assert!(heard(&mut app).is_empty(), "nothing before it begins");
    let mut wanted = Counts::of(Grain::Dose, 1);
    app.world_mut().write_message(give(5.0));
    app.world_mut().write_message(PlayerCommand::Play);
    for _ in 0..300 {
        let before = app.world().resource::<Census>().clone();
        step(&mut app);
        wanted.merge(&by_hand(&before, app.world().resource::<Census>()));
    }
    let all = heard(&mut app);
    assert_eq!(all, wanted);
    assert!(all.count(Grain::Tick) > 100 && all.count(Grain::Thud) > 50, "{all:?}");
}

#[test]
fn jumps_steps_and_pauses_are_silent() {
    let mut app = playing();
    app.world_mut().write_message(give(5.0));
    command(&mut app, PlayerCommand::Play);
    (0..200).for_each(|_| step(&mut app));
    assert!(!heard(&mut app).is_empty());
    let middle = app.world().resource::<Course>().t_h() / 2.0;
    for leap in [
        PlayerCommand::Pause,
        PlayerCommand::StepForward,
        PlayerCommand::StepBack,
        PlayerCommand::GoTo(middle),
        PlayerCommand::ToReached,
        PlayerCommand::Undo,
        PlayerCommand::Redo,
        PlayerCommand::GoTo(0.0),
        PlayerCommand::ToReached,
    ] {
        command(&mut app, leap.clone());
        (0..5).for_each(|_| step(&mut app));
        assert!(heard(&mut app).is_empty(), "after {leap:?}");
        assert!(!app.world().resource::<Tone>().sounds, "after {leap:?}");
    }
}

#[test]
fn a_jump_and_play_in_one_step_is_no_more_than_a_jump() {
    let mut app = playing();
    app.world_mut().write_message(give(5.0));
    command(&mut app, PlayerCommand::Play);
    (0..200).for_each(|_| step(&mut app));
    command(&mut app, PlayerCommand::GoTo(0.0));
    heard(&mut app);
    app.world_mut().write_message(PlayerCommand::ToReached);
    command(&mut app, PlayerCommand::Play);
    assert!(heard(&mut app).is_empty());
}

#[test]
fn other_screens_are_silent() {
    let mut app = playing();
    app.world_mut().write_message(give(5.0));
    command(&mut app, PlayerCommand::Play);
    app.world_mut().resource_mut::<NextState<Screen>>().set(Screen::Title);
    app.world_mut().run_schedule(StateTransition);
    heard(&mut app);
    (0..60).for_each(|_| step(&mut app));
    assert!(heard(&mut app).is_empty());
    assert!(!app.world().resource::<Tone>().sounds);
}

#[test]
fn the_chord_goes_where_the_plot_goes() {
    let mut app = playing();
    command(&mut app, PlayerCommand::Play);
    step(&mut app);
    let still = app.world().resource::<Tone>().deviation;
    assert!(still.abs() < 0.1, "at the set point: {still}");
    command(&mut app, give(20.0));
    (0..45).for_each(|_| step(&mut app));
    let tone = *app.world().resource::<Tone>();
    let course = app.world().resource::<Course>();
    let engine = &course.run.engine;
    let effect = app.world().resource::<Game>().effect.clone();
    let at = engine.system.effects.iter().position(|e| e.id == effect).expect("the level's effect");
    let shown = &engine.system.effects[at].shown;
    let off = shown.reading(engine.now(&course.run.body).net[at]) - shown.set_point;
    assert!(tone.sounds);
    assert!(tone.deviation * off > 0.0 && tone.deviation.abs() > 0.05, "{} for {off}", tone.deviation);
}

#[test]
fn without_a_window_no_loudspeaker_is_opened() {
    let mut app = playing();
    (0..5).for_each(|_| app.update());
    let loudspeaker = app.world().resource::<Loudspeaker>();
    assert!(!loudspeaker.wanted && loudspeaker.silent.is_none());
}

#[test]
fn volumes_of_an_older_file_are_the_usual_ones_and_wild_ones_are_brought_back() {
    let old: Settings = ron::from_str("(ui_scale: 150)").expect("an older file");
    assert_eq!(old.sound, Volumes::default());
    assert!(old.sound.on && old.sound.gains() == Gains::default(), "on, and quiet");
    let some: Settings = ron::from_str("(sound: (master: 900, on: false))").expect("a file of tomorrow");
    let some = some.within_range();
    assert_eq!((some.sound.master, some.sound.on, some.sound.music), (100, false, Volumes::default().music));
    assert_eq!(some.sound.gains(), Gains::SILENT);
}

#[test]
fn every_volume_is_moved_by_keys_and_silence_is_explained() {
    assert!(KEYS.iter().any(|(key, _)| *key == "S"));
    let mut ready = false;
    let mut panel = Harness::builder().with_size(egui::vec2(900.0, 1400.0)).build_ui_state(
        move |ui, (now, why): &mut (Settings, Option<&str>)| {
            if !dressed(ui, &mut ready) {
                return;
            }
            if let Some(Wish::Change(new)) = settings_ui(ui, ink(Theme::Dark), now, *why) {
                *now = new;
            }
        },
        (Settings::default(), Some("no sound server answers")),
    );
    panel.run();
    assert!(panel.query_by_label_contains("No sound: no sound server answers").is_some());
    for name in ["All sound", "Receptors", "Set-point chord", "Voice (film)", "Music (film)"] {
        let before = panel.state().0.sound;
        panel.get_by_role_and_label(egui::accesskit::Role::Slider, name).focus();
        panel.run();
        panel.key_press(egui::Key::ArrowLeft);
        panel.run();
        assert_ne!(panel.state().0.sound, before, "{name}");
    }
}
