//! Wheel, pinch and keys that move the zoom, and the scale that a level opens with. Not here: the zoom's arithmetic
//! (`view::zoom`).

use bevy::prelude::*;
use bevy_egui::egui::{Context, Key};
use model::scene::Scale;

use super::frame::in_scene;
use super::{Screen, Table};
use crate::game::Game;
use crate::view::{SceneInput, Zoom};

/// Scales that a turn of the wheel (egui's points) is worth.
const PER_POINT: f32 = 1.0 / 380.0;
/// Scales that a pinch to double the size is worth.
const PER_DOUBLING: f32 = 0.4;

/// What wheel, pinch and keys ask of the zoom in this frame.
pub fn follow_input(ctx: &Context, screen: Screen, table: &Table, input: &SceneInput, zoom: &mut Zoom) {
    if screen != Screen::Playing || table.menu {
        return;
    }
    let typing = ctx.memory(|m| m.focused().is_some());
    let over = ctx.input(|i| i.pointer.hover_pos()).and_then(|at| in_scene(ctx, input, at)).is_some();
    ctx.input(|i| {
        if over {
            let pinch = i.zoom_delta();
            if (pinch - 1.0).abs() > 1e-4 {
                zoom.nearer(pinch.max(0.01).log2() * PER_DOUBLING);
            } else if i.smooth_scroll_delta.y != 0.0 {
                zoom.nearer(i.smooth_scroll_delta.y * PER_POINT);
            }
        }
        if typing {
            return;
        }
        if i.key_pressed(Key::Plus) || i.key_pressed(Key::Equals) {
            zoom.step(true);
        }
        if i.key_pressed(Key::Minus) {
            zoom.step(false);
        }
        if i.key_pressed(Key::Num0) {
            zoom.go_to(Scale::Membrane);
        }
    });
}

/// Opens each game on its level's scale, the first one on that of the command line. The title shows the membrane.
pub fn open_scale(
    game: Option<Res<Game>>,
    screen: Res<State<Screen>>,
    mut table: ResMut<Table>,
    mut zoom: ResMut<Zoom>,
    mut runs: Local<u32>,
) {
    if *screen.get() == Screen::Title {
        if *runs != 0 || zoom.wished() != Zoom::default().wished() {
            *runs = 0;
            *zoom = Zoom::default();
        }
        return;
    }
    let Some(game) = game.filter(|_| *screen.get() == Screen::Playing && table.runs != *runs) else { return };
    *runs = table.runs;
    let asked = table.bypass_change_detection().zoom.take();
    let own = game.level.as_ref().map_or(Scale::default(), |l| l.zoom);
    *zoom = Zoom::at(asked.unwrap_or(own));
}
