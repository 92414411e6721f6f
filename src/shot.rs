//! `setpoint screenshot`: a level at a moment, as a picture, without a window. Tests take their golden pictures here.

use std::time::Duration;

use bevy::prelude::*;
use image::RgbaImage;
use model::content::Library;
use model::plan::Plan;
use model::scene::Scale;
use sim::course::Course;
use sim::rewind;

use crate::capture::{CaptureError, Stage};
use crate::game::{Game, Phase};
use crate::save::Settings;
use crate::screens::Screen;

/// Frames in which the scene settles after a jump, and seconds of its motion in each.
const SETTLE: (usize, f64) = (30, 0.1);

/// What is to be seen.
#[derive(Clone, Debug)]
pub struct Shot {
    /// The screen.
    pub screen: Screen,
    /// The level's id.
    pub level: String,
    /// All that happens in the run, the level's script included.
    pub plan: Plan,
    /// The moment, h. At the end of the run the debrief is shown.
    pub at_h: f64,
    /// Before the bet, at the start.
    pub bet: bool,
    /// The pause menu stands open.
    pub menu: bool,
    /// Chance.
    pub seed: u64,
    /// Picture size, pixels.
    pub size: UVec2,
    /// The scale; the level's own where none is asked for.
    pub zoom: Option<Scale>,
    /// Look.
    pub settings: Settings,
}

/// Takes the picture.
///
/// # Errors
/// No adapter, or it failed.
pub fn take(library: Library, shot: &Shot) -> Result<RgbaImage, CaptureError> {
    let mut stage = open(library, shot)?;
    stage.warm_up()?;
    stage.set_step(Duration::ZERO);
    for _ in 0..SETTLE.0 {
        stage.world().resource_mut::<crate::view::SceneClock>().advance(SETTLE.1);
        stage.frame()?;
    }
    stage.picture()
}

/// The app of a shot, standing at its moment.
///
/// # Errors
/// No adapter.
pub fn open(library: Library, shot: &Shot) -> Result<Stage, CaptureError> {
    let mut stage = Stage::new(shot.size, 1.0, |app| {
        app.insert_state(shot.screen);
        app.insert_resource(shot.settings.clone());
        app.insert_resource(ClearColor(Color::srgb_u8(0x0b, 0x12, 0x20)));
        crate::game_plugin(app, library.clone());
        app.world_mut().resource_mut::<crate::view::SceneClock>().follow_time = false;
    })?;
    if shot.screen == Screen::Title
        && let Some((setup, speed)) = crate::screens::backdrop::living_title(&library)
    {
        rewind::start(stage.world(), setup, speed);
        rewind::to_hour(stage.world(), shot.at_h);
    }
    if let Some(level) = library.level(&shot.level).filter(|_| shot.screen == Screen::Playing) {
        let mut game = Game::level(level, &library, shot.seed, shot.settings.receptors);
        let world = stage.world();
        if let Some((mut setup, speed)) = game.setup(&library) {
            setup.script = shot.plan.clone();
            rewind::start(world, setup, speed);
            rewind::to_hour(world, shot.at_h);
            world.resource_mut::<sim::clock::Clock>().running = !world.resource::<Course>().over();
        }
        if shot.at_h >= level.duration_h {
            // A debrief is asked for: it follows answers.
            game.show_answers();
        }
        game.phase = if shot.bet { Phase::Bet } else { Phase::Run };
        let mut table = world.resource_mut::<crate::screens::Table>();
        table.hours = vec![(8.0, 20.0); game.controls.len()];
        table.menu = shot.menu;
        table.zoom = Some(shot.zoom.unwrap_or(level.zoom));
        table.runs = 1;
        world.insert_resource(game);
    }
    Ok(stage)
}
