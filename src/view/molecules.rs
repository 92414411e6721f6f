//! Molecules in the water: drug and antagonist, as many as the free concentration says, wandering.
//!
//! A molecule's place is a pure function of its number and the time. They never fly to a target: what binds was near
//! already (see `hero_glyphs`). Not here: molecules in pockets.

use bevy::prelude::*;

use super::{
    SceneInput,
    glyph::{Glyph, Glyphs, Layer},
    kinds::molecule,
    layout::Layout,
    noise::{drift, unit, wander},
    palette::{Tone, mix, tone},
};

/// Near molecules at a free concentration of 1.
const NEAR: f32 = 45.0;
/// Far ones, faint in the haze.
const FAR: f32 = 60.0;
/// Heights between which near molecules keep, design units.
const NEAR_BAND: (f32, f32) = (22.0, 238.0);
/// And far ones.
const FAR_BAND: (f32, f32) = (8.0, 120.0);

/// Draws both species.
pub fn draw(glyphs: &mut Glyphs, input: &SceneInput, layout: &Layout, seconds: f64) {
    let now = if input.reduced_motion { 0.0 } else { seconds };
    let drug = tone(Tone::Drug, input.theme);
    let antagonist = tone(Tone::Antagonist, input.theme);
    for (kind, tint, share, first) in
        [(molecule::DRUG, drug, input.drug_free, 1000), (molecule::ANTAGONIST, antagonist, input.antagonist_free, 5000)]
    {
        let share = share.clamp(0.0, 1.0);
        let haze = mix(tint, tone(Tone::Haze, input.theme), 0.55);
        let far = Glyph { kind, tint: haze, alpha: 0.75, shape: [3.4, 0.0, 0.0], half: Vec2::splat(6.0), ..default() };
        swarm(glyphs, far, FAR * share, first + 500, FAR_BAND, 16.0, layout, now);
        let near = Glyph { kind, tint, shape: [8.0, 0.0, 0.0], half: Vec2::splat(12.0), ..default() };
        swarm(glyphs, near, NEAR * share, first, NEAR_BAND, 34.0, layout, now);
    }
}

/// Draws `count` molecules (the last one only partly there) like `model`, spread over a band of the water.
fn swarm(
    glyphs: &mut Glyphs,
    model: Glyph,
    count: f32,
    first: u32,
    band: (f32, f32),
    reach: f32,
    layout: &Layout,
    now: f64,
) {
    for i in 0..count.ceil().max(0.0) as u32 {
        let id = first + i;
        // golden-ratio spread: even at any number
        let x = (i as f32 * 0.618_034 + unit(first, 1)).fract() * layout.width;
        let y = band.0 + (band.1 - band.0) * (i as f32 * 0.381_966 * 1.7 + unit(id, 2) * 0.4).fract();
        let at = Vec2::new(x, y) + wander(id, now, Vec2::new(reach * 1.6, reach));
        let at = Vec2::new(at.x.clamp(13.0, (layout.width - 13.0).max(13.0)), at.y.clamp(band.0 - 10.0, band.1 + 14.0));
        glyphs.push(
            Layer::Molecule,
            Glyph {
                at,
                turn: drift(id, now, 0.4).x * 0.8,
                size: model.size * (0.86 + 0.24 * unit(id, 4)),
                alpha: model.alpha * (count - i as f32).min(1.0),
                ..model
            },
        );
    }
}
