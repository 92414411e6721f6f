//! The shader that draws panels, words and plots, in place of egui's own: the same picture for less on a software rasteriser.
//! Not here: what is drawn.

use bevy::prelude::*;
use bevy_egui::render::EGUI_SHADER_HANDLE;

/// Puts it in place. Needs egui's plugin before it; without a renderer there is nothing to do.
pub fn plugin(app: &mut App) {
    let Some(mut shaders) = app.world_mut().get_resource_mut::<Assets<Shader>>() else { return };
    let ours = Shader::from_wgsl(include_str!("../../assets/shaders/panels.wgsl"), "assets/shaders/panels.wgsl");
    shaders.insert(&EGUI_SHADER_HANDLE, ours).expect("a handle made of a number takes every asset");
}
