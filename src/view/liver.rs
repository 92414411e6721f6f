//! A liver cell beside the tissue, where a drug of the run changes the amount of an enzyme: as many enzymes sit on its
//! ER as the model has. Not here: how an enzyme is made and lost (`model::enzyme`).

use bevy::{math::ops, prelude::*};

use super::{
    SceneInput,
    amounts::EnzymeNow,
    glyph::{Glyph, Glyphs, Layer},
    kinds::liver,
    labels::{Anchor, Label},
    layout::{HEIGHT, Layout},
    noise::{signed, tremble},
    palette::{Actor, Tone, actor_color, tone},
};

/// Enzymes that are drawn for the naive amount.
pub const NORMAL: f32 = 8.0;
/// Radius of the cell, design units.
const RADIUS: f32 = 74.0;
/// Middle of the nucleus in the cell, radius of the first sheet of the ER and distance of the next: as in `liver.wgsl`.
const NUCLEUS: Vec2 = Vec2::new(20.0, 17.0);
const SHEETS: (f32, f32) = (31.0, 12.0);
/// Sheets, and the angles between which they lie.
const N_SHEETS: u32 = 3;
const ARC: (f32, f32) = (1.9, 5.75);
/// Most cells: one for each enzyme, the first ones.
const MOST: usize = 2;

fn cells(input: &SceneInput) -> impl Iterator<Item = (usize, &EnzymeNow)> {
    input.amounts.enzymes.iter().take(MOST).enumerate()
}

/// Where cell number `k` stands: at the left edge of what is seen; a film may let a part of the scene lie outside of the picture.
fn place(k: usize, input: &SceneInput) -> Vec2 {
    let outside = (-input.rect.min.x).max(0.0) / Layout::new(input.rect).scale;
    Vec2::new(outside + RADIUS + 34.0, HEIGHT - RADIUS - 52.0 - k as f32 * (2.0 * RADIUS + 74.0))
}

/// Draws a cell for each enzyme; `share` is how much of the tissue is seen.
pub fn draw(glyphs: &mut Glyphs, input: &SceneInput, share: f32, seconds: f64) {
    let now = if input.reduced_motion { 0.0 } else { seconds };
    for (k, enzyme) in cells(input) {
        let at = place(k, input);
        glyphs.push(
            Layer::Liver,
            Glyph {
                kind: liver::CELL,
                at,
                half: Vec2::splat(RADIUS + 10.0),
                tint: tone(Tone::CytosolHigh, input.theme),
                accent: actor_color(Actor::Golgi, input.theme),
                alpha: share,
                shape: [RADIUS, (now % 1000.0) as f32, 0.0],
                ..default()
            },
        );
        let count = NORMAL * enzyme.amount.clamp(0.0, 8.0);
        for i in 0..count.ceil() as u32 {
            let sheet = i % N_SHEETS;
            let along = ((i / N_SHEETS) as f32 * 0.618_034 + 0.13 + 0.31 * sheet as f32).fract();
            let angle = ARC.0 + 0.12 + (ARC.1 - ARC.0 - 0.24) * along;
            let r = SHEETS.0 + SHEETS.1 * sheet as f32;
            let seat = NUCLEUS + Vec2::new(ops::cos(angle), ops::sin(angle)) * r;
            let id = 6000 + 100 * k as u32 + i;
            glyphs.push(
                Layer::Liver,
                Glyph {
                    kind: liver::ENZYME,
                    at: at + seat + tremble(id, now) * 0.5,
                    turn: angle + 1.57 + signed(id, 3) * 0.3,
                    half: Vec2::splat(9.0),
                    tint: actor_color(Actor::LiverEnzyme, input.theme),
                    accent: tone(Tone::Drug, input.theme),
                    alpha: share * (count - i as f32).min(1.0),
                    ..default()
                },
            );
        }
    }
}

/// Says what the cells are and how much of each enzyme there is.
pub fn labels(labels: &mut Vec<Label>, input: &SceneInput, layout: &Layout) {
    for (k, enzyme) in cells(input) {
        let mut add = |text: String, y: f32, anchor| {
            let at = place(k, input) + Vec2::new(0.0, y);
            labels.push(Label { text: text.into(), at: layout.to_window(at), anchor, from: None });
        };
        add(enzyme.words(), RADIUS + 10.0, Anchor::Top);
        add(format!("liver cell, {NORMAL:.0} drawn = naive"), -RADIUS - 8.0, Anchor::Bottom);
    }
}
