//! `setpoint contact-sheet`: every body system on every scale in every look, as one picture, to judge at a glance that
//! none is blank or wrong. Not here: how a picture is taken (`capture`).

use std::time::Duration;

use bevy::prelude::*;
use image::{RgbaImage, imageops};
use model::content::Library;
use model::plan::{Act, Action, Plan};
use model::scene::SCALES;
use sim::rewind;

use crate::capture::{CaptureError, Stage};
use crate::game::{Game, Phase};
use crate::save::Settings;
use crate::screens::{Screen, Table};
use crate::view::{SceneClock, SceneInput, THEMES, Zoom};

/// Size of a stage, pixels.
const STAGE: UVec2 = UVec2::new(1280, 720);
/// Size of a picture on the sheet, and the gap between two.
const TILE: (u32, u32, u32) = (384, 216, 6);
/// Seconds of motion before a picture, in frames of a tenth.
const SETTLE: usize = 16;
/// When the first drug has been given and when the picture is taken, h.
const MOMENT_H: (f64, f64) = (0.02, 1.0);

/// The sandbox of a body system with its first drug aboard, standing still.
///
/// # Errors
/// No adapter; a system without a sandbox cannot be in a checked library and is drawn as the title.
pub fn open(library: &Library, system: &str, receptors: u32, settings: &Settings) -> Result<Stage, CaptureError> {
    let mut stage = Stage::new(STAGE, 1.0, |app| {
        app.insert_state(Screen::Playing);
        app.insert_resource(settings.clone());
        crate::game_plugin(app, library.clone());
        app.world_mut().resource_mut::<SceneClock>().follow_time = false;
    })?;
    let world = stage.world();
    if let Some(mut game) = Game::sandbox(system, &[], library, 1, Some(receptors)) {
        if let Some((mut setup, speed)) = game.setup(library) {
            let give = Act::Give { drug: 0, route: 0, du: 2.0 };
            setup.script = Plan::from_actions(vec![Action { at_h: MOMENT_H.0, act: give }]);
            rewind::start(world, setup, speed);
            rewind::to_hour(world, MOMENT_H.1);
        }
        game.phase = Phase::Run;
        let mut table = world.resource_mut::<Table>();
        table.hours = vec![(8.0, 20.0); game.controls.len()];
        table.runs = 1;
        world.insert_resource(game);
    }
    stage.warm_up()?;
    stage.set_step(Duration::ZERO);
    Ok(stage)
}

/// The scene at a place of the zoom, without the panels around it.
///
/// # Errors
/// The device failed.
pub fn scene_at(stage: &mut Stage, zoom: Zoom) -> Result<RgbaImage, CaptureError> {
    *stage.world().resource_mut::<Zoom>() = zoom;
    for _ in 0..SETTLE {
        stage.world().resource_mut::<SceneClock>().advance(0.1);
        stage.frame()?;
    }
    *stage.world().resource_mut::<Zoom>() = zoom;
    let picture = stage.picture()?;
    let rect = stage.world().resource::<SceneInput>().rect;
    let (at, size) = (rect.min.as_uvec2(), rect.size().as_uvec2());
    Ok(imageops::crop_imm(&picture, at.x, at.y, size.x, size.y).to_image())
}

/// The sheet: a row for every system and look, a column for every scale.
///
/// # Errors
/// No adapter, or it failed.
pub fn take(library: &Library, systems: &[String]) -> Result<RgbaImage, CaptureError> {
    let (w, h, gap) = TILE;
    let chosen: Vec<&str> = library.systems.iter().map(|s| s.id.as_str()).collect();
    let chosen: Vec<&str> =
        chosen.into_iter().filter(|id| systems.is_empty() || systems.iter().any(|s| s == id)).collect();
    let rows = u32::try_from(chosen.len() * THEMES.len()).unwrap_or(u32::MAX);
    let columns = SCALES.len() as u32;
    let ground = image::Rgba([0x0b, 0x12, 0x20, 0xff]);
    let mut sheet = RgbaImage::from_pixel(columns * (w + gap) + gap, rows * (h + gap) + gap, ground);
    for (row, (system, look)) in chosen.iter().flat_map(|s| THEMES.map(|(look, ..)| (*s, look))).enumerate() {
        let settings = Settings { look, ..Settings::default() };
        let mut stage = open(library, system, 8000, &settings)?;
        for (column, scale) in SCALES.into_iter().enumerate() {
            let picture = scene_at(&mut stage, Zoom::at(scale))?;
            let tile = imageops::resize(&picture, w, h, imageops::FilterType::Triangle);
            let (x, y) = (column as u32 * (w + gap) + gap, row as u32 * (h + gap) + gap);
            imageops::replace(&mut sheet, &tile, i64::from(x), i64::from(y));
        }
    }
    Ok(sheet)
}
