//! Plans made with each tool, by mouse alone and by keyboard alone, and what becomes of them in a run.

use std::time::Duration;

use bevy::prelude::*;
use bevy_egui::egui::{self, Key, Modifiers};
use bevy_egui::input::{EguiInputEvent, FocusedNonWindowEguiContext};
use bevy_egui::{EguiContext, PrimaryEguiContext};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use model::level::Level;
use model::plan::{Act, Action, RawStep};
use model::tool::{Dosed, Drawing, Tool, Way};
use setpoint::capture::{Stage, adapters};
use setpoint::game::{BetMade, Game, Phase};
use setpoint::save::Progress;
use setpoint::screens::Table;
use setpoint::ui::Wish;
use setpoint::ui::plan_desk::{Plans, plans_ui};
use setpoint::ui::style::ink;
use setpoint::view::Theme;
use sim::clock::Clock;
use sim::command::PlayerCommand;
use sim::course::{Course, Deed};
use sim::testing::{headless_app, start, tick};

use crate::{dressed, library};

/// A simulation, and the panel over it.
struct Bench {
    sim: App,
    game: Game,
    plans: Plans,
}

impl Bench {
    fn course(&self) -> &Course {
        self.sim.world().resource::<Course>()
    }

    fn obey(&mut self, command: PlayerCommand) {
        self.sim.world_mut().write_message(command);
        self.sim.world_mut().run_schedule(FixedUpdate);
    }

    fn drawing(&self) -> &Drawing {
        &self.plans.drafts[self.plans.which].drawing
    }

    /// Hours and dose units of the plan that was made last.
    fn planned(&self) -> Vec<(f64, f64)> {
        doses(self.course().plan(self.plans.which).map_or(&[], |acts| acts))
    }
}

fn doses(acts: &[Action]) -> Vec<(f64, f64)> {
    let du = |a: &Action| if let Act::Give { du, .. } = a.act { Some((a.at_h, du)) } else { None };
    acts.iter().filter_map(du).collect()
}

fn level(id: &str, tools: Option<Vec<Tool>>) -> Level {
    let mut level = library().level(id).expect("shipped").clone();
    if let Some(tools) = tools {
        level.tools = tools;
    }
    level
}

/// The panel of a level's tools over a run that has just begun.
fn desk<'a>(level: &Level) -> Harness<'a, Bench> {
    let library = library();
    let mut game = Game::level(level, &library, 1, Some(500));
    game.phase = Phase::Run;
    let (setup, speed) = game.setup(&library).expect("checked");
    let mut sim = headless_app();
    start(&mut sim, setup, speed);
    let plans = Plans::of(&game);
    let mut ready = false;
    let mut harness = Harness::builder().with_size(egui::vec2(760.0, 240.0)).build_ui_state(
        move |ui, table: &mut Bench| {
            if !dressed(ui, &mut ready) {
                return;
            }
            let course = table.sim.world().resource::<Course>();
            if let Some(Wish::Sim(command)) = plans_ui(ui, ink(Theme::Dark), &mut table.plans, &table.game, course) {
                table.obey(command);
            }
        },
        Bench { sim, game, plans },
    );
    harness.run();
    harness
}

fn morphine() -> Dosed {
    Dosed { drug: "morphine".to_owned(), route: String::new() }
}

fn every_half_day() -> Vec<RawStep> {
    let (from, every) = ("0h".to_owned(), "12h".to_owned());
    vec![RawStep::Repeat { from, every, times: 50, drug: "morphine".to_owned(), du: 1.0, route: String::new() }]
}

/// One of each tool, for level 0.2 (sixty days).
fn all_tools() -> Vec<Tool> {
    vec![
        Tool::Timeline { drug: morphine(), amounts: vec![1.0, 5.0], most: 3 },
        Tool::Schedule { drug: morphine(), amounts: vec![1.0, 5.0], every_h: vec![6.0, 24.0], within_h: (0.0, 240.0) },
        Tool::Taper {
            drug: morphine(),
            from_h: 48.0,
            every_h: 12.0,
            first: 2.0,
            half: 1.0,
            over_h: (48.0, 480.0),
            most_levels: 10,
        },
        Tool::Rests { usual: every_half_day(), most: 2, least_h: 24.0 },
        Tool::Convert {
            usual: every_half_day(),
            at_h: 48.0,
            from: "morphine".to_owned(),
            to: Dosed { drug: "morphine".to_owned(), route: "oral".to_owned() },
            ratio: 3.0,
            every_h: 0.0,
        },
    ]
}

fn one(k: usize) -> Harness<'static, Bench> {
    desk(&level("0.2", Some(vec![all_tools().swap_remove(k)])))
}

/// Presses the mouse at one place, moves it to another, and lets go.
fn drag(panel: &mut Harness<Bench>, from: egui::Pos2, to: egui::Pos2) {
    panel.drag_at(from);
    panel.run();
    panel.hover_at(from + 0.5 * (to - from));
    panel.run();
    panel.hover_at(to);
    panel.run();
    panel.drop_at(to);
    panel.run();
}

#[test]
fn doses_are_put_moved_and_removed_on_the_time_line_by_mouse_or_keyboard() {
    let mut panel = one(0);
    let line = panel.get_by_label("Doses on the time line").rect();
    let at = |share: f32| egui::pos2(line.left() + 12.0 + share * (line.width() - 24.0), line.top() + 20.0);
    for share in [0.25, 0.5] {
        drag(&mut panel, at(share), at(share));
    }
    assert_eq!(panel.state().planned(), [(360.0, 1.0), (720.0, 1.0)]);
    drag(&mut panel, at(0.5), at(0.75));
    assert_eq!(panel.state().planned(), [(360.0, 1.0), (1080.0, 1.0)]);
    drag(&mut panel, at(0.25), at(0.25));
    panel.get_by_label("Remove").click();
    panel.run();
    assert_eq!(panel.state().planned(), [(1080.0, 1.0)]);
    // Now without the mouse: from the cursor a step on, there a dose, that one a step on, and away.
    let mut panel = one(0);
    panel.get_by_label("Doses on the time line").focus();
    panel.run();
    for key in [Key::ArrowRight, Key::ArrowRight, Key::Enter] {
        panel.key_press(key);
        panel.run();
    }
    let [(first, _)] = panel.state().planned()[..] else { panic!("{:?}", panel.state().planned()) };
    assert!(first > 0.0);
    panel.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    panel.run();
    assert_eq!(panel.state().planned(), [(first * 1.5, 1.0)]);
    panel.key_press(Key::Delete);
    panel.run();
    assert!(panel.state().planned().is_empty());
    // No more than the level allows.
    for _ in 0..5 {
        for key in [Key::PageDown, Key::Enter] {
            panel.key_press(key);
            panel.run();
        }
    }
    assert_eq!(panel.state().planned().len(), 3);
}

#[test]
fn a_schedule_is_dragged_by_its_ends() {
    let mut panel = one(1);
    assert!(panel.state().course().plan(0).is_none(), "nothing is planned before somebody has drawn");
    panel.get_by_label("5 DU").click();
    panel.run();
    panel.get_by_label("1 d").click();
    panel.run();
    assert_eq!(panel.state().planned().len(), 10);
    let [start, end] = ["Start", "End"].map(|name| panel.get_by_label(name).rect().center());
    drag(&mut panel, start, start + 0.5 * (end - start));
    let planned = panel.state().planned();
    assert_eq!(planned, [(120.0, 5.0), (144.0, 5.0), (168.0, 5.0), (192.0, 5.0), (216.0, 5.0)]);
    panel.get_by_label("End").focus();
    panel.run();
    for _ in 0..8 {
        panel.key_press(Key::PageUp);
        panel.run();
    }
    assert_eq!(panel.state().planned().len(), 3, "eight leaps of six hours: two days less");
}

#[test]
fn a_taper_is_drawn_by_shape_length_levels_and_last_dose() {
    let mut panel = one(2);
    panel.get_by_label("Equal occupancy").click();
    panel.run();
    let Drawing::Taper { way: Way::EqualOccupancy, over_h, .. } = *panel.state().drawing() else {
        panic!("{:?}", panel.state().drawing())
    };
    let before = panel.state().planned();
    for (slider, key) in [("length", Key::ArrowRight), ("levels", Key::ArrowRight), ("last dose", Key::ArrowLeft)] {
        panel.get_by_label_contains(slider).focus();
        panel.run();
        panel.key_press(key);
        panel.run();
    }
    let now = panel.state().planned();
    assert_eq!(now.len(), before.len() + 1, "a step longer is a dose more");
    assert!(now.last() < before.last().map(|(t, du)| (t + 12.0, *du)).as_ref(), "{now:?}");
    let Drawing::Taper { over_h: longer, levels: 6, .. } = *panel.state().drawing() else {
        panic!("{:?}", panel.state().drawing())
    };
    assert_eq!(longer, over_h + 12.0);
    // What is planned is what the tool says, dose by dose.
    let tool = all_tools().swap_remove(2);
    let levels = tool.taper_levels(panel.state().drawing()).expect("within limits");
    assert_eq!(now[0], (48.0, levels[0].du));
    assert!((now[now.len() - 1].1 - levels[5].du).abs() < 1e-12);
    // Taken back, the panel shows what is in force: three times, and then nothing is planned.
    for lost in [3, 2, 1, 0] {
        panel.state_mut().obey(PlayerCommand::Undo);
        panel.run();
        assert_eq!(panel.state().course().plan(0).is_some(), lost > 0);
    }
    let Drawing::Taper { way: Way::Linear, levels: 5, .. } = panel.state().drawing() else {
        panic!("{:?}", panel.state().drawing())
    };
    panel.get_by_label("Plan this").click();
    panel.run();
    assert_eq!(panel.state().planned()[0], (48.0, 2.0));
    panel.get_by_label("Clear").click();
    panel.run();
    assert!(panel.state().planned().is_empty());
}

#[test]
fn rests_are_added_dragged_and_removed() {
    let mut panel = one(3);
    panel.get_by_label("Add a rest").click();
    panel.run();
    assert_eq!(panel.state().planned().len(), 48, "two doses are left out");
    let ends = panel.get_by_label("Rest ends").rect().center();
    let begins = panel.get_by_label("Rest begins").rect().center();
    // Longer by its end, then all of it later by its middle.
    drag(&mut panel, ends, ends + 2.0 * (ends - begins));
    let Drawing::Rests(rests) = panel.state().drawing().clone() else { panic!("rests") };
    assert!(rests[0].0 == 0.0 && (rests[0].1 - 72.0).abs() < 3.0, "{rests:?}");
    let quarter = begins + 0.6 * (ends - begins);
    drag(&mut panel, quarter, quarter + (ends - begins) * 4.0);
    let Drawing::Rests(moved) = panel.state().drawing().clone() else { panic!("rests") };
    assert!((moved[0].0 - 96.0).abs() < 3.0 && (moved[0].1 - moved[0].0 - (rests[0].1 - rests[0].0)).abs() < 1e-9);
    panel.get_by_label("Add a rest").click();
    panel.run();
    assert_eq!(panel.query_all_by_label("Rest begins").count(), 2);
    panel.get_all_by_label("Remove this rest").next().expect("one of two").click();
    panel.run();
    assert_eq!(panel.state().planned().len(), 48);
    // By keyboard: a step longer, and away.
    panel.get_by_label("Rest ends").focus();
    panel.run();
    panel.key_press(Key::PageDown);
    panel.run();
    assert!(panel.state().planned().len() < 48);
    panel.key_press(Key::Delete);
    panel.run();
    assert_eq!(panel.state().planned().len(), 50);
}

#[test]
fn a_conversion_says_the_dose_that_is_left() {
    let mut panel = one(4);
    panel.get_by_label("Equal by the table: 1.0 DU Morphine = 3.0 DU Morphine");
    panel.get_by_label("0 %").focus();
    panel.run();
    for _ in 0..40 {
        panel.key_press(Key::ArrowRight);
        panel.run();
    }
    panel.get_by_label("1.8 DU Morphine each time");
    let planned = panel.state().planned();
    assert_eq!(planned[3], (36.0, 1.0));
    assert!((planned[4].1 - 1.8).abs() < 1e-12 && planned[4].0 == 48.0);
}

#[test]
fn a_plan_that_is_changed_in_the_middle_changes_only_what_is_to_come() {
    let mut panel = one(1);
    panel.get_by_label("Plan this").click();
    panel.run();
    let ticks = (100.0 / panel.state().course().tick_h()) as u64;
    tick(&mut panel.state_mut().sim, ticks);
    let given = doses(panel.state().course().done());
    panel.get_by_label("5 DU").click();
    panel.run();
    tick(&mut panel.state_mut().sim, 2 * ticks);
    let all = doses(panel.state().course().done());
    // The script's own doses come too.
    let of = |du: f64, of: &[(f64, f64)]| of.iter().filter(|d| d.1 == du).count();
    assert_eq!(all[..given.len()], given[..]);
    assert!(of(5.0, &given) == 0 && of(5.0, &all) > 20, "{all:?}");
}

fn context(stage: &mut Stage) -> Entity {
    let world = stage.world();
    world.query_filtered::<Entity, With<PrimaryEguiContext>>().single(world).expect("one")
}

fn key(stage: &mut Stage, key: Key) {
    let context = context(stage);
    for pressed in [true, false] {
        let event = egui::Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
        stage.world().write_message(EguiInputEvent { context, event });
    }
    frames(stage, 2);
}

fn focus<R>(stage: &mut Stage, ask: impl FnOnce(&mut egui::Memory) -> R) -> R {
    let world = stage.world();
    let mut contexts = world.query_filtered::<&mut EguiContext, With<PrimaryEguiContext>>();
    contexts.single_mut(world).expect("one").get_mut().memory_mut(ask)
}

fn frames(stage: &mut Stage, n: usize) {
    for _ in 0..n {
        stage.frame().expect("the device is there");
    }
}

/// The game at its title, drawn; nothing where no adapter is and none is needed.
fn drawn() -> Option<Stage> {
    if adapters().is_empty() {
        assert!(std::env::var_os("SETPOINT_NEED_ADAPTER").is_none(), "an adapter is needed here");
        return None;
    }
    let mut stage = Stage::new(UVec2::new(640, 400), 1.0, |app| {
        app.insert_resource(Table { seed: 1, receptors: Some(4000), ..default() });
        setpoint::game_plugin(app, library());
    })
    .expect("there is an adapter");
    stage.set_step(Duration::from_secs_f64(1.0 / 30.0));
    frames(&mut stage, 4);
    Some(stage)
}

#[test]
fn a_rotation_is_played_by_its_dial_and_the_keyboard_alone_to_three_stars() {
    let Some(mut stage) = drawn() else { return };
    // A widget has the keyboard only where the window has it.
    let context = context(&mut stage);
    stage.world().insert_resource(FocusedNonWindowEguiContext(context));
    stage.world().write_message(Wish::Level("4.8".to_owned()));
    frames(&mut stage, 6);
    key(&mut stage, Key::Num2);
    key(&mut stage, Key::Enter);
    assert_eq!(stage.world().resource::<Game>().bet, Some(BetMade::Choice(1)));
    let less = |stage: &mut Stage| {
        let Drawing::Reduction(less) = stage.world().resource::<Table>().plans.drafts[0].drawing else {
            panic!("a conversion")
        };
        less
    };
    // Tab to the dial, wherever it is. An arrow leads away from other widgets: back to them, and on.
    for _ in 0..60 {
        key(&mut stage, Key::Tab);
        let there = focus(&mut stage, |m| m.focused());
        key(&mut stage, Key::ArrowRight);
        if less(&mut stage) > 0.0 {
            break;
        }
        focus(&mut stage, |m| there.into_iter().for_each(|id| m.request_focus(id)));
        frames(&mut stage, 1);
    }
    while less(&mut stage) < 0.38 {
        let before = less(&mut stage);
        key(&mut stage, Key::ArrowRight);
        assert!(less(&mut stage) > before, "the dial is reached by Tab and turned by the arrows");
    }
    frames(&mut stage, 4);
    let plans = |stage: &mut Stage| {
        let log = stage.world().resource::<Course>().log.clone();
        log.iter().filter(|(_, deed)| matches!(deed, Deed::Plan { .. })).count()
    };
    assert_eq!(plans(&mut stage), 38, "each step is a deed that can be taken back");
    assert_eq!(stage.world().resource::<Game>().used, [8], "planned doses count");
    key(&mut stage, Key::Escape);
    for _ in 0..4 {
        key(&mut stage, Key::CloseBracket);
    }
    key(&mut stage, Key::Space);
    for _ in 0..40 {
        frames(&mut stage, 20);
        if stage.world().resource::<Game>().phase == Phase::Debrief {
            break;
        }
    }
    let verdict = stage.world().resource::<Game>().verdict.clone().expect("the level pauses no more: it is planned");
    assert_eq!(verdict.stars, 3, "{:?} {:?}", verdict.goals, verdict.budget);
}

#[test]
fn five_patients_are_brought_down_one_after_another_with_the_same_tool() {
    let Some(mut stage) = drawn() else { return };
    let wish = |stage: &mut Stage, wish: Wish| {
        stage.world().write_message(wish);
        frames(stage, 4);
        while stage.world().resource::<Clock>().journey.is_some() {
            frames(stage, 4);
        }
    };
    wish(&mut stage, Wish::Level("6.3".to_owned()));
    wish(&mut stage, Wish::Place(BetMade::Choice(4)));
    let ways = [
        (Way::Exponential, 23.0, 0.2, 12),
        (Way::Exponential, 14.0, 0.05, 7),
        (Way::EqualOccupancy, 21.0, 0.02, 10),
        (Way::Exponential, 15.0, 0.02, 7),
        (Way::Exponential, 91.0, 0.02, 12),
    ];
    let mut systems = Vec::new();
    for (k, (way, days, last, levels)) in ways.into_iter().enumerate() {
        let game = stage.world().resource::<Game>();
        assert_eq!((game.phase, game.ward.at), (Phase::Run, k));
        systems.push(game.system.clone());
        let drawing = Drawing::Taper { way, over_h: days * 24.0, last, levels };
        stage.world().resource_mut::<Table>().plans.drafts[0].drawing = drawing;
        frames(&mut stage, 4);
        assert!(stage.world().resource::<Course>().plan(0).is_some(), "what is drawn is planned");
        wish(&mut stage, Wish::Finish);
        let verdict = stage.world().resource::<Game>().verdict.clone().expect("judged");
        assert_eq!(verdict.stars, if k == 4 { 3 } else { 0 }, "{k}: {:?} {:?}", verdict.goals, verdict.budget);
        if k < 4 {
            wish(&mut stage, Wish::NextPatient);
        }
    }
    systems.dedup();
    assert_eq!(systems, ["mu_opioid", "gaba_nmda", "beta1_heart", "serotonin", "adrenal_axis"]);
    assert_eq!(stage.world().resource::<Progress>().stars.get("6.3"), Some(&3));
    // Again: the same patient, not the first.
    wish(&mut stage, Wish::Restart);
    assert_eq!(stage.world().resource::<Game>().ward.at, 4);
}
