//! What the scene is told in each frame of a game: the run, and what settings say of it.

use bevy::prelude::*;
use sim::census::Census;
use sim::clock::Clock;
use sim::course::Course;

use super::Screen;
use crate::intake;
use crate::save::Settings;
use crate::ui::style::ink;
use crate::view::{Quality, SceneInput};

/// Copies what the scene draws.
pub fn fill_scene(
    course: Option<Res<Course>>,
    census: Res<Census>,
    clock: Res<Clock>,
    settings: Res<Settings>,
    screen: Res<State<Screen>>,
    mut input: ResMut<SceneInput>,
    (mut clear, mut quality): (ResMut<ClearColor>, ResMut<Quality>),
) {
    quality.asked = settings.detail;
    if *screen.get() == Screen::Explainer {
        // The film fills it.
        return;
    }
    input.theme = settings.theme();
    // The ground of the panels is the cleared window: filling it again would cost a software driver a fifth of a frame.
    let ground = ink(input.theme).ground;
    clear.0 = Color::srgb_u8(ground.r(), ground.g(), ground.b());
    input.reduced_motion = settings.reduced_motion;
    let Some(course) = course.filter(|_| matches!(screen.get(), Screen::Title | Screen::Playing)) else {
        input.visible = false;
        return;
    };
    input.clock_running = clock.running || clock.journey.is_some();
    intake::copy(&course, &census, &mut input);
}
