//! Setpoint: a playable body that pushes back.
//!
//! The app at a glance: `sim` (time, receptors, commands in, census out) -> `screens` (which screen, what becomes of a
//! wish) -> `view` (the living scene) and `ui` (panels). `README.md` in this folder has the map and the invariants.

pub mod answer;
pub mod audio;
pub mod bench;
pub mod campaign;
pub mod capture;
pub mod display;
pub mod doctor;
pub mod game;
pub mod intake;
pub mod landing;
pub mod lettering;
pub mod life;
pub mod narration;
pub mod play;
pub mod played;
pub mod profiles;
pub mod progress;
pub mod progress_command;
pub mod readings;
#[cfg(not(target_arch = "wasm32"))]
pub mod record;
pub mod reel;
pub mod restless;
pub mod save;
pub mod screens;
pub mod session;
pub mod sheet;
pub mod shot;
pub mod sitting;
pub mod soak;
pub mod ui;
pub mod view;
pub mod ward;
#[cfg(not(target_arch = "wasm32"))]
pub mod workshop;

use bevy::prelude::*;
use model::content::Library;

use game::Content;

/// Everything but the renderer, the window and egui: add those first. `library` is the content that is played.
pub fn game_plugin(app: &mut App, library: Library) {
    app.insert_resource(Content(library)).add_plugins((
        sim::plugin,
        save::plugin,
        view::plugin,
        screens::plugin,
        audio::plugin,
    ));
}
