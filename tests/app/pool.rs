//! Pointing at a receptor lights its pool in plots and legend, and pointing at a pool makes its receptors glow, on every
//! scale on which receptors can be picked.

use std::time::Duration;

use bevy::ecs::system::SystemState;
use bevy::prelude::*;
use bevy_egui::PrimaryEguiContext;
use bevy_egui::egui::{self, Event};
use bevy_egui::input::EguiInputEvent;
use model::receptor::ReceptorState;
use model::scene::Scale;
use setpoint::capture::Stage;
use setpoint::game::Game;
use setpoint::screens::{Screen, Table};
use setpoint::view::{SceneInput, ScenePick};
use sim::census::Census;

use crate::library;

/// A sandbox at a scale, standing still after a dose, without a renderer.
fn stage(system: &str, scale: Scale) -> Stage {
    let library = library();
    let mut stage = Stage::unseen(UVec2::new(1280, 720), 1.0, |app| {
        app.insert_state(Screen::Playing);
        setpoint::game_plugin(app, library.clone());
    })
    .expect("nothing is drawn");
    let game = Game::sandbox(system, &[], &library, 1, Some(400)).expect("it is there");
    let (setup, speed) = game.setup(&library).expect("checked");
    let world = stage.world();
    sim::rewind::start(world, setup, speed);
    sim::rewind::to_hour(world, 0.5);
    let mut table = world.resource_mut::<Table>();
    table.hours = vec![(8.0, 20.0); game.controls.len()];
    (table.runs, table.zoom) = (1, Some(scale));
    world.insert_resource(game);
    stage.set_step(Duration::from_secs_f64(1.0 / 30.0));
    for _ in 0..40 {
        stage.frame().expect("nothing is drawn");
    }
    stage
}

fn point(stage: &mut Stage, at: Vec2) {
    let world = stage.world();
    let mut contexts = world.query_filtered::<Entity, With<PrimaryEguiContext>>();
    let context = contexts.single(world).expect("one window");
    world.write_message(EguiInputEvent { context, event: Event::PointerMoved(egui::pos2(at.x, at.y)) });
    for _ in 0..3 {
        stage.frame().expect("nothing is drawn");
    }
}

/// The slot that is picked at a point.
fn picked(stage: &mut Stage, at: Vec2) -> Option<u32> {
    let world = stage.world();
    let mut state: SystemState<ScenePick> = SystemState::new(world);
    let pick = state.get(world).expect("the scene is there");
    if pick.scale() == Scale::Cell { pick.slot_in_cell(at) } else { pick.slot_at(at) }
}

#[test]
fn a_receptor_that_is_pointed_at_lights_its_pool_on_every_scale_with_receptors() {
    for system in ["mu_opioid", "vascular_nitrate"] {
        for scale in [Scale::Cell, Scale::Membrane, Scale::Receptor] {
            let mut stage = stage(system, scale);
            let rect = stage.world().resource::<SceneInput>().rect;
            let (mut seen, mut lit) = (0, std::collections::BTreeSet::new());
            for k in 0..400 {
                // Far apart in no order: two irrational steps leave no part out.
                let share = |step: f32| (k as f32 * step).fract();
                let at = rect.min + rect.size() * Vec2::new(share(0.618_034), share(0.414_214));
                let Some(slot) = picked(&mut stage, at) else { continue };
                point(&mut stage, at);
                let Some(slot) = picked(&mut stage, at).or(Some(slot)) else { continue };
                let state = stage.world().resource::<Census>().by_slot[slot as usize];
                let state = ReceptorState::from_index(usize::from(state));
                if stage.world().resource::<Table>().lit == state {
                    seen += 1;
                    lit.extend(state.map(|s| s as u8));
                }
                if seen >= 12 {
                    break;
                }
            }
            assert!(seen >= 12, "{system}, {}: {seen} receptors lit their pool", scale.name());
            assert!(!lit.is_empty());
        }
    }
}

#[test]
fn where_nobody_is_seen_nothing_is_lit() {
    for scale in [Scale::Person, Scale::Tissue] {
        let mut stage = stage("mu_opioid", scale);
        let middle = stage.world().resource::<SceneInput>().rect.center();
        point(&mut stage, middle);
        assert_eq!(stage.world().resource::<Table>().lit, None, "{}", scale.name());
    }
}

#[test]
fn a_pool_that_is_pointed_at_glows_in_the_scene() {
    let mut stage = stage("mu_opioid", Scale::Membrane);
    // Some place of the column beside the scene is a band or a count: there the scene is told.
    let rect = stage.world().resource::<SceneInput>().rect;
    let mut glowed = std::collections::BTreeSet::new();
    for page in 0..2 {
        stage.world().resource_mut::<Table>().page = page;
        for k in 0..60 {
            let y = rect.min.y + rect.height() * k as f32 / 60.0;
            point(&mut stage, Vec2::new(rect.max.x + 120.0, y));
            glowed.extend(stage.world().resource::<SceneInput>().glow.map(|s| (page, s as u8)));
        }
    }
    assert!(glowed.iter().any(|(page, _)| *page == 0) && glowed.iter().any(|(page, _)| *page == 1), "{glowed:?}");
}
