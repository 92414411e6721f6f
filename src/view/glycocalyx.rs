//! The glycocalyx: sugar chains on the outer leaflet, swaying behind the heroes. They are many; each drawn one stands
//! for thousands. Not here: what a chain looks like (`fine.wgsl`).

use bevy::{math::ops, prelude::*};

use super::{
    SceneInput,
    glyph::{Glyph, Glyphs, Layer},
    kinds::fine,
    layout::{Layout, THICKNESS},
    noise::{breathe, signed, unit},
    palette::{Actor, actor_color},
    profile::Profile,
};

/// Distance between chains, design units.
const PITCH: f32 = 14.0;
/// Shortest and longest chain.
const LENGTH: (f32, f32) = (22.0, 44.0);

/// Draws the chains along the cut edge.
pub fn draw(glyphs: &mut Glyphs, input: &SceneInput, layout: &Layout, line: &Profile, seconds: f64) {
    let now = if input.reduced_motion { 0.0 } else { seconds };
    let (tint, accent) = (actor_color(Actor::Sugar, input.theme), actor_color(Actor::SugarTip, input.theme));
    for i in 0..(layout.width / PITCH) as u32 {
        let x = (i as f32 + 0.5 + signed(i, 61) * 0.34) * PITCH;
        let length = LENGTH.0 + (LENGTH.1 - LENGTH.0) * unit(i, 62);
        let slope = line.slope(x);
        // each sways at its own slow pace, its neighbours a little later: a breeze, not a choir
        let sway = breathe(now, 0.10 + 0.05 * f64::from(unit(i, 63)), x * 0.004 + unit(i, 64) * 0.3) - 0.5;
        let out = Vec2::new(slope, -1.0).normalize();
        glyphs.push(
            Layer::Fine,
            Glyph {
                kind: fine::CHAIN,
                at: Vec2::new(x, line.height(x)) + out * (THICKNESS * 0.5 - 3.0),
                turn: ops::atan2(slope, 1.0) + signed(i, 65) * 0.16,
                half: Vec2::new(12.0, length * 0.5 + 3.0),
                offset: Vec2::new(0.0, -length * 0.5),
                tint,
                accent,
                alpha: 0.50 + 0.34 * unit(i, 66),
                shape: [length, sway * 9.0, 0.0],
                ..default()
            },
        );
    }
}
