//! A receptor's life as a film strip: one receptor, the same one in every picture, in each of its nine states, with words
//! under each. It is shown, not simulated: no drug, no rates. Not here: how a state looks (`view`).

use std::time::Duration;

use bevy::prelude::*;
use image::{RgbaImage, imageops};
use model::receptor::ReceptorState;

use crate::capture::{CaptureError, Stage};
use crate::lettering::Pen;
use crate::sheet::GROUND;
use crate::view::hero::Heroes;
use crate::view::layout::Layout;
use crate::view::slots::Slots;
use crate::view::{self, SceneClock, SceneInput, Theme};

/// The stages of the life, in order, with the words under them.
pub const LIFE: [(ReceptorState, &str, &str); 9] = [
    (ReceptorState::New, "newly made", "pale, in a bud, rising"),
    (ReceptorState::Resting, "resting", "closed cup, blue"),
    (ReceptorState::Active, "active", "drug seated, G protein"),
    (ReceptorState::Phosphorylated, "phosphorylated", "yellow studs on the tail"),
    (ReceptorState::Arrestin, "arrestin-bound", "hatched cap: not heard"),
    (ReceptorState::Pit, "in a coated pit", "clathrin pulls it in"),
    (ReceptorState::Endosome, "in an endosome", "sorted at the fork"),
    (ReceptorState::Recycling, "recycling", "in a vesicle, going up"),
    (ReceptorState::Lysosome, "degraded", "shards in the lysosome"),
];

/// Size of the stage, pixels.
const STAGE: UVec2 = UVec2::new(1600, 1000);
/// What a picture shows of the scene, design units.
const SEEN: Vec2 = Vec2::new(176.0, 230.0);
/// Height of the words under a picture, gap between two, pixels.
const WORDS: u32 = 52;
const GAP: u32 = 6;
/// Frames of a tenth of a second in which a receptor passes into its state.
const SETTLE: usize = 24;
/// Receptors beside the followed one: none of them is drawn small.
const COMPANY: usize = 40;

/// The strip, `width` pixels wide.
///
/// # Errors
/// No adapter, or it failed.
pub fn strip(width: u32, look: Theme) -> Result<RgbaImage, CaptureError> {
    let mut stage = Stage::new(STAGE, 1.0, |app| {
        app.add_plugins(view::plugin);
        app.world_mut().resource_mut::<SceneClock>().follow_time = false;
        *app.world_mut().resource_mut::<SceneInput>() = SceneInput {
            true_states: company(),
            generation: 1,
            mean_dwell_s: 1e6,
            drug_free: 0.5,
            theme: look,
            rect: Rect::from_corners(Vec2::ZERO, STAGE.as_vec2()),
            ..SceneInput::default()
        };
    })?;
    stage.warm_up()?;
    stage.set_step(Duration::ZERO);
    let which = stage.world().resource::<Heroes>().0.len() / 2;
    let followed = stage.world().resource::<Heroes>().0.get(which).and_then(|h| h.slot).unwrap_or(0);
    let n = LIFE.len() as u32;
    let w = (width - GAP) / n - GAP;
    let h = (w as f32 * SEEN.y / SEEN.x) as u32;
    let mut strip = RgbaImage::from_pixel(width, h + WORDS, GROUND);
    let pen = Pen::new();
    for (k, (state, name, words)) in (0_u32..).zip(LIFE) {
        let mut input = stage.world().resource_mut::<SceneInput>();
        input.true_states[followed as usize] = state as u8;
        input.highlight = None;
        input.generation += 1;
        for _ in 0..SETTLE {
            stage.world().resource_mut::<SceneClock>().advance(0.1);
            stage.frame()?;
        }
        let picture = stage.picture()?;
        let pose = stage.world().resource::<Heroes>().0[which].pose.at;
        let layout = stage.world().resource::<Slots>().layout;
        let half = SEEN * 0.5;
        let at = middle(state, pose, &layout).clamp(half, Vec2::new(layout.width, view::layout::HEIGHT) - half);
        let (from, size) = (layout.to_window(at - half).as_uvec2(), (SEEN * layout.scale).as_uvec2());
        let seen = imageops::crop_imm(&picture, from.x, from.y, size.x, size.y).to_image();
        let tile = imageops::resize(&seen, w, h, imageops::FilterType::CatmullRom);
        let x = GAP + k * (w + GAP);
        imageops::replace(&mut strip, &tile, i64::from(x), 0);
        pen.bold(&mut strip, name, (x as f32 + 4.0, h as f32 + 5.0), 16.0);
        pen.plain(&mut strip, words, (x as f32 + 4.0, h as f32 + 25.0), 14.0);
    }
    Ok(strip)
}

/// The middle of a picture, so that what belongs to the state is in sight: the whole organelle, or what is around a
/// receptor at `pose`.
fn middle(state: ReceptorState, pose: Vec2, layout: &Layout) -> Vec2 {
    let aside = match state {
        ReceptorState::Endosome => return layout.endosome().at,
        ReceptorState::Lysosome => return layout.lysosome().at,
        ReceptorState::Resting | ReceptorState::Active | ReceptorState::Phosphorylated | ReceptorState::Arrestin => {
            Vec2::new(0.0, 16.0)
        }
        ReceptorState::Pit => Vec2::new(0.0, -20.0),
        ReceptorState::Recycling => Vec2::new(0.0, -30.0),
        ReceptorState::New => Vec2::new(-10.0, 34.0),
    };
    pose + aside
}

/// States of those beside it: quiet, here and there an active one.
fn company() -> Vec<u8> {
    (0..COMPANY).map(|i| if i % 6 == 5 { ReceptorState::Active as u8 } else { ReceptorState::Resting as u8 }).collect()
}
