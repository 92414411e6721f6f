//! `setpoint contact-sheet`: every body system on every scale in every look, and a receptor's life, as one picture, to
//! judge at a glance that none is blank or wrong. Not here: how a picture is taken (`capture`), the life (`life`).

use std::time::Duration;

use bevy::prelude::*;
use image::{RgbaImage, imageops};
use model::content::Library;
use model::plan::{Act, Action, Plan};
use model::scene::{SCALES, Scale};
use sim::rewind;

use crate::capture::{CaptureError, Stage};
use crate::game::{Game, Phase};
use crate::lettering::Pen;
use crate::life;
use crate::save::Settings;
use crate::screens::{Screen, Table};
use crate::view::{SceneClock, SceneInput, THEMES, Theme, Zoom};

/// Usual size of a stage, pixels.
pub const STAGE: UVec2 = UVec2::new(1280, 720);
/// Size of a picture on the sheet, and the gap between two.
const TILE: (u32, u32, u32) = (384, 216, 6);
/// Height of the line of words above a row, and of the head of the sheet, pixels.
const CAPTION: u32 = 27;
const HEAD: u32 = 54;
/// Narrower than this the film strip cannot be read.
const LEAST_WIDTH: u32 = 1174;
/// What lies between the pictures.
pub const GROUND: image::Rgba<u8> = image::Rgba([0x0b, 0x12, 0x20, 0xff]);
/// Seconds of motion before a picture, in frames of a tenth.
const SETTLE: usize = 16;
/// When the first drug has been given and when the picture is taken, h.
const MOMENT_H: (f64, f64) = (0.02, 1.0);

/// The sandbox of a body system with its first drug aboard, standing still; `size` in pixels.
///
/// # Errors
/// No adapter; a system without a sandbox cannot be in a checked library and is drawn as the title.
pub fn open(
    library: &Library,
    system: &str,
    receptors: u32,
    settings: &Settings,
    size: UVec2,
) -> Result<Stage, CaptureError> {
    let mut stage = Stage::new(size, 1.0, |app| {
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

/// What the sheet shows; an empty list means all.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Ids of body systems.
    pub systems: Vec<String>,
    /// Looks.
    pub looks: Vec<Theme>,
    /// Scales.
    pub scales: Vec<Scale>,
}

impl Choice {
    fn looks(&self) -> Vec<(Theme, &'static str)> {
        let all = THEMES.into_iter().map(|(look, name, _)| (look, name));
        all.filter(|(look, _)| self.looks.is_empty() || self.looks.contains(look)).collect()
    }

    fn scales(&self) -> Vec<Scale> {
        SCALES.into_iter().filter(|s| self.scales.is_empty() || self.scales.contains(s)).collect()
    }
}

/// The sheet: for every look a film strip of a receptor's life, then a row for every system and look and a column for
/// every scale.
///
/// # Errors
/// No adapter, or it failed.
pub fn take(library: &Library, choice: &Choice) -> Result<RgbaImage, CaptureError> {
    let (w, h, gap) = TILE;
    let chosen = library.systems.iter().filter(|s| choice.systems.is_empty() || choice.systems.contains(&s.id));
    let chosen: Vec<_> = chosen.collect();
    let (looks, scales) = (choice.looks(), choice.scales());
    let width = (scales.len() as u32 * (w + gap) + gap).max(LEAST_WIDTH);
    let strips = looks.iter().map(|(look, _)| life::strip(width, *look)).collect::<Result<Vec<_>, _>>()?;
    let strip_h = strips.iter().map(|s| s.height() + CAPTION).sum::<u32>();
    let rows = u32::try_from(chosen.len() * looks.len()).unwrap_or(u32::MAX);
    let height = HEAD + strip_h + CAPTION + rows * (h + CAPTION) + gap;
    let mut sheet = RgbaImage::from_pixel(width, height, GROUND);
    let pen = Pen::new();
    pen.bold(&mut sheet, "Setpoint", (f32::from(u8::try_from(gap).unwrap_or(6)) + 6.0, 10.0), 30.0);
    pen.plain(&mut sheet, "every body system on every scale, and a receptor's life", (164.0, 19.0), 18.0);
    let mut y = HEAD;
    for (strip, (_, name)) in strips.iter().zip(&looks) {
        pen.bold(&mut sheet, &format!("A receptor's life: {name}"), (12.0, y as f32 + 5.0), 16.0);
        imageops::replace(&mut sheet, strip, 0, i64::from(y + CAPTION));
        y += CAPTION + strip.height();
    }
    for (column, scale) in scales.iter().enumerate() {
        pen.bold(&mut sheet, scale.name(), ((column as u32 * (w + gap) + 12) as f32, y as f32 + 5.0), 16.0);
    }
    y += CAPTION;
    for (system, (look, name)) in chosen.iter().flat_map(|s| looks.iter().map(move |look| (s, look))) {
        let settings = Settings { look: *look, ..Settings::default() };
        let mut stage = open(library, &system.id, 8000, &settings, STAGE)?;
        pen.plain(
            &mut sheet,
            &format!("{}: {}, {name}", system.name, system.scene.place),
            (12.0, y as f32 + 5.0),
            15.0,
        );
        for (column, scale) in scales.iter().enumerate() {
            let picture = scene_at(&mut stage, Zoom::at(*scale))?;
            let tile = imageops::resize(&picture, w, h, imageops::FilterType::Triangle);
            let x = column as u32 * (w + gap) + gap;
            imageops::replace(&mut sheet, &tile, i64::from(x), i64::from(y + CAPTION));
        }
        y += CAPTION + h;
    }
    Ok(sheet)
}
