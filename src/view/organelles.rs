//! The stage of the receptor kind: ER, endosome, lysosome, kinases and free arrestins.
//!
//! Not here: the receptors in them, and the small vesicles of the background (drawn by `cytosol.wgsl`).

use bevy::prelude::*;
use model::{receptor::ReceptorState, scene::Protein};

use super::{
    SceneInput,
    glyph::{Glyph, Glyphs, Layer},
    kinds::{organelle, protein, stack},
    layout::Layout,
    noise::{drift, wander},
    palette::{Tone, mix, state_color, tone},
};

/// Where the free kinases and arrestins keep: share of the width, height, and whether it is a kinase.
const WANDERERS: [(f32, f32, bool); 4] =
    [(0.40, 520.0, true), (0.465, 566.0, false), (0.385, 602.0, true), (0.70, 606.0, false)];

/// Place of free protein number `i`, design units, and whether it is a kinase.
#[must_use]
pub fn wanderer(layout: &Layout, i: usize, seconds: f64) -> (Vec2, bool) {
    let (x, y, kinase) = WANDERERS[i % WANDERERS.len()];
    (Vec2::new(layout.width * x, y) + wander(i as u32 + 300, seconds, Vec2::new(26.0, 12.0)), kinase)
}

/// Number of free proteins.
pub const N_WANDERERS: usize = WANDERERS.len();

/// Draws the stage.
pub fn draw(glyphs: &mut Glyphs, input: &SceneInput, layout: &Layout, seconds: f64) {
    let now = if input.reduced_motion { 0.0 } else { seconds };
    let t = (now % 1000.0) as f32;
    let theme = input.theme;
    let lumen = tone(Tone::Lumen, theme);
    let er = layout.factory();
    glyphs.push(
        Layer::Stack,
        Glyph {
            kind: stack::ER,
            at: er.center(),
            half: er.half_size() + Vec2::splat(10.0),
            tint: mix(tone(Tone::Filament, theme), state_color(ReceptorState::New, theme), 0.22),
            shape: [er.half_size().x, er.half_size().y, t],
            ..default()
        },
    );
    let endosome = layout.endosome();
    glyphs.push(
        Layer::Organelle,
        Glyph {
            kind: organelle::ENDOSOME,
            at: endosome.at,
            half: Vec2::new(endosome.radius * 1.55 + 10.0, endosome.radius * 1.18 + 10.0),
            tint: state_color(ReceptorState::Endosome, theme),
            shape: [endosome.radius, t, 0.0],
            accent: lumen,
            ..default()
        },
    );
    let lysosome = layout.lysosome();
    glyphs.push(
        Layer::Organelle,
        Glyph {
            kind: organelle::LYSOSOME,
            at: lysosome.at,
            half: Vec2::splat(lysosome.radius + 14.0),
            tint: state_color(ReceptorState::Lysosome, theme),
            shape: [lysosome.radius, t, 0.0],
            accent: mix(tone(Tone::CytosolLow, theme), state_color(ReceptorState::Lysosome, theme), 0.34),
            ..default()
        },
    );
    // kinases and arrestins belong to receptors of seven helices
    let free = if input.scene.protein == Protein::SevenHelices { N_WANDERERS } else { 0 };
    for i in 0..free {
        let (at, kinase) = wanderer(layout, i, now);
        let tint = if kinase { tone(Tone::Phosphate, theme) } else { state_color(ReceptorState::Arrestin, theme) };
        glyphs.push(
            Layer::Protein,
            Glyph {
                kind: if kinase { protein::KINASE } else { protein::ARRESTIN },
                at,
                turn: drift(i as u32 + 40, now, 0.12).x * 0.7,
                half: Vec2::new(38.0, 27.0),
                tint,
                accent: tone(Tone::Band, theme),
                size: 0.9,
                ..default()
            },
        );
    }
}
