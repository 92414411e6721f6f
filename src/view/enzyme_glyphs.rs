//! The second kind of target: soluble guanylyl cyclase under the membrane of a smooth-muscle cell, and what feeds it.
//!
//! Enzymes are two-lobed and only ever resting or active. Chips show the store that turns the prodrug into nitric
//! oxide; filaments move apart as the muscle relaxes. Not here: anything of the receptor's life.

use bevy::prelude::*;
use model::{
    receptor::ReceptorState,
    scene::{CellKind, Protein},
};

use super::{
    SceneInput,
    glyph::{Glyph, Glyphs, Layer},
    hero::Heroes,
    kinds::{fine, mark, organelle, protein},
    layout::Layout,
    noise::{breathe, signed, tremble, unit},
    palette::{Tone, mix, state_color, tone},
};

/// Chips drawn for a full store.
const CHIPS: usize = 14;

/// Where chip number `i` floats, design units.
#[must_use]
pub fn chip_place(layout: &Layout, i: usize) -> Vec2 {
    Vec2::new(layout.width * 0.5 + (i as f32 - (CHIPS - 1) as f32 * 0.5) * 32.0, 449.0)
}

/// Draws enzymes, chips and filaments.
pub fn draw(glyphs: &mut Glyphs, heroes: &Heroes, input: &SceneInput, layout: &Layout, seconds: f64) {
    let still = if input.reduced_motion { 0.0 } else { 1.0 };
    let now = seconds * f64::from(still);
    let muscle = input.scene.cell == CellKind::SmoothMuscle;
    glyphs.push(
        Layer::Organelle,
        Glyph {
            kind: organelle::FIBRES,
            alpha: f32::from(u8::from(muscle)),
            at: Vec2::new(layout.width * 0.5, 616.0),
            half: Vec2::new(layout.width * 0.5 - 12.0, 26.0),
            tint: tone(Tone::Filament, input.theme),
            accent: state_color(ReceptorState::Resting, input.theme),
            shape: [layout.width * 0.5 - 14.0, 26.0, 12.5 + 4.0 * input.effect.clamp(-1.0, 1.0)],
            extra: (now % 1000.0) as f32,
            ..default()
        },
    );
    for (i, hero) in heroes.0.iter().enumerate().filter(|(_, hero)| hero.alpha > 0.0) {
        let id = i as u32;
        let active = hero.mix[ReceptorState::Active as usize];
        let tint = mix(
            state_color(ReceptorState::Resting, input.theme),
            state_color(ReceptorState::Active, input.theme),
            active,
        );
        let pulse = 0.32 + 0.12 * breathe(now, 0.9, unit(id, 3)) * still;
        let at = hero.pose.at + tremble(id, now) * 0.5 * still;
        let glow = Glyph { kind: fine::GLOW, at, half: Vec2::splat(62.0), tint, alpha: pulse * active, ..default() };
        glyphs.push(Layer::Fine, glow);
        let highlight = f32::from(u8::from(hero.slot.is_some() && hero.slot == input.highlight));
        glyphs.push(
            Layer::Protein,
            Glyph {
                kind: protein::ENZYME,
                at,
                turn: signed(id, 12) * 0.16,
                half: Vec2::new(34.0, 27.0),
                tint,
                accent: tone(Tone::Drug, input.theme),
                alpha: hero.alpha,
                shape: [active, highlight, 0.0],
                ..default()
            },
        );
    }
    // what turns the prodrug into nitric oxide
    let chips = if input.scene.protein == Protein::Cyclase { CHIPS } else { 0 };
    for i in 0..chips {
        let lit = (input.store * CHIPS as f32 - i as f32).clamp(0.0, 1.0);
        glyphs.push(
            Layer::Mark,
            Glyph {
                kind: mark::CHIP,
                at: chip_place(layout, i) + tremble(i as u32 + 900, now) * 0.6 * still,
                half: Vec2::splat(17.0),
                tint: tone(Tone::Phosphate, input.theme),
                accent: tone(Tone::Filament, input.theme),
                shape: [lit, 0.0, 0.0],
                ..default()
            },
        );
    }
}
