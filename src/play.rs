//! `setpoint play`: the game in its window.

use std::time::Instant;

use bevy::app::AppExit;
use bevy::prelude::*;
use bevy::window::{WindowMode, WindowResolution};
use bevy_egui::{EguiGlobalSettings, EguiPlugin, PrimaryEguiContext};
use model::content::Library;
use model::scene::Scale;

use crate::save::{Folder, Keeper, Settings};
use crate::screens::Table;
use crate::view;

/// When set, the game says how long its first frame took and leaves.
pub const FIRST_FRAME: &str = "SETPOINT_FIRST_FRAME";

/// How to open the game.
#[derive(Clone, Debug)]
pub struct Options {
    /// Level to open with.
    pub level: Option<String>,
    /// Seed of every run.
    pub seed: u64,
    /// Receptors, whatever the level says.
    pub receptors: Option<u32>,
    /// The look, whatever the settings say.
    pub look: Option<view::Theme>,
    /// The scale to open with, whatever the level says.
    pub zoom: Option<Scale>,
    /// A folder of levels that is watched.
    #[cfg(not(target_arch = "wasm32"))]
    pub workshop: Option<crate::workshop::Workshop>,
    /// Size of the window, physical pixels.
    pub size: UVec2,
    /// Whole screen.
    pub fullscreen: bool,
    /// When the program began.
    pub began: Instant,
}

/// Opens the window and plays until it is closed.
#[must_use]
pub fn play(library: Library, options: Options) -> AppExit {
    let mut app = App::new();
    let mode = if options.fullscreen {
        WindowMode::BorderlessFullscreen(MonitorSelection::Current)
    } else {
        WindowMode::Windowed
    };
    let window = Window {
        title: "Setpoint".to_owned(),
        name: Some("setpoint".to_owned()),
        mode,
        resolution: WindowResolution::new(options.size.x, options.size.y),
        ..default()
    };
    let log = bevy::log::LogPlugin { filter: "warn,setpoint=info,wgpu_hal=error".to_owned(), ..default() };
    app.add_plugins(DefaultPlugins.set(WindowPlugin { primary_window: Some(window), ..default() }).set(log))
        .add_plugins(EguiPlugin::default())
        .insert_resource(view::quality::InWindow)
        .insert_resource(ClearColor(Color::srgb_u8(0x0b, 0x12, 0x20)))
        .insert_resource(Keeper(Folder::usual().map(|f| Box::new(f) as Box<dyn crate::save::Store>)))
        .insert_resource(Table {
            first: options.level,
            seed: options.seed,
            receptors: options.receptors,
            zoom: options.zoom,
            ..default()
        });
    app.world_mut().resource_mut::<EguiGlobalSettings>().auto_create_primary_context = false;
    app.world_mut().spawn((view::scene_camera(), PrimaryEguiContext));
    crate::game_plugin(&mut app, library);
    #[cfg(not(target_arch = "wasm32"))]
    if let Some(workshop) = options.workshop {
        app.insert_resource(workshop);
    }
    app.world_mut().resource_mut::<crate::audio::Loudspeaker>().wanted = true;
    app.world_mut().resource_mut::<crate::screens::recording::Recording>().program = std::env::current_exe().ok();
    // A shipped game goes on after an error of one system; tests stop.
    app.set_error_handler(bevy::ecs::error::error);
    if options.fullscreen {
        app.add_systems(PostStartup, |mut settings: ResMut<Settings>| settings.fullscreen = true);
    }
    if let Some(look) = options.look {
        app.add_systems(PostStartup, move |mut settings: ResMut<Settings>| settings.look = look);
    }
    if std::env::var_os(FIRST_FRAME).is_some() {
        let began = options.began;
        app.add_systems(Last, move |mut frames: Local<u32>, mut exit: MessageWriter<AppExit>| {
            *frames += 1;
            if *frames == 10 {
                println!("{:.2}", began.elapsed().as_secs_f64());
                exit.write(AppExit::Success);
            }
        });
    }
    app.run()
}
