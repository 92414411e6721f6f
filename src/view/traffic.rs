//! The ways inside: Golgi, the fork of the endosome with its two tracks, the cage that a vesicle still wears when it has
//! just left its pit. Not here: who travels (`pose`, `hero_glyphs`).

use bevy::prelude::*;
use model::receptor::ReceptorState;

use super::{
    SceneInput,
    glyph::{Glyph, Glyphs, Layer},
    hero::Hero,
    kinds::{fine, stack, tail},
    layout::Layout,
    palette::{Actor, Rgb, actor_color, state_color},
    pose::VESICLE,
};

/// Distance between the dots of a track, design units.
const DOTS: f32 = 15.0;

/// Draws the Golgi and both tracks.
pub fn draw(glyphs: &mut Glyphs, input: &SceneInput, layout: &Layout, seconds: f64) {
    let now = if input.reduced_motion { 0.0 } else { seconds };
    let golgi = layout.golgi();
    glyphs.push(
        Layer::Stack,
        Glyph {
            kind: stack::GOLGI,
            at: golgi.center(),
            half: golgi.half_size() + Vec2::splat(9.0),
            tint: actor_color(Actor::Golgi, input.theme),
            shape: [golgi.half_size().x, golgi.half_size().y, (now % 1000.0) as f32],
            ..default()
        },
    );
    let [up, down] = layout.fork();
    let top = Vec2::new(up.x - 74.0, 412.0);
    track(
        glyphs,
        up,
        Vec2::new(up.x - 62.0, up.y - 20.0),
        top,
        state_color(ReceptorState::Recycling, input.theme),
        now,
    );
    let lysosome = layout.lysosome();
    let end = lysosome.at - Vec2::new(lysosome.radius + 12.0, -8.0);
    let bend = down.midpoint(end) + Vec2::new(0.0, 26.0);
    track(glyphs, down, bend, end, state_color(ReceptorState::Lysosome, input.theme), now);
}

/// A dotted track from `a` by way of `b` to `c`; the dots creep along, as motors do, and grow towards the end.
fn track(glyphs: &mut Glyphs, a: Vec2, b: Vec2, c: Vec2, tint: Rgb, now: f64) {
    let n = ((a.distance(b) + b.distance(c)) / DOTS) as usize;
    let creep = (now * 0.35).fract() as f32;
    for k in 0..n {
        let t = (k as f32 + creep) / n as f32;
        let at = a.lerp(b, t).lerp(b.lerp(c, t), t);
        let ends = (t * 5.0).min((1.0 - t) * 5.0).min(1.0);
        glyphs.push(
            Layer::Fine,
            Glyph {
                kind: fine::BEAD,
                at,
                half: Vec2::splat(5.0),
                tint,
                alpha: 0.55 * ends,
                shape: [1.5 + 1.0 * t, 0.0, 0.0],
                ..default()
            },
        );
    }
}

/// The clathrin cage around a vesicle that has just left its pit; it falls apart on the way.
pub fn cage(glyphs: &mut Glyphs, hero: &Hero, at: Vec2, input: &SceneInput) {
    const HEXAGONS: u8 = 9;
    let there = hero.mix[ReceptorState::Pit as usize] * hero.pose.ring;
    if hero.state == Some(ReceptorState::Pit) || there < 0.02 {
        return;
    }
    for k in 0..HEXAGONS {
        let turn = f32::from(k) / f32::from(HEXAGONS) * std::f32::consts::TAU;
        let loose = 1.0 - there;
        glyphs.push(
            Layer::Tail,
            Glyph {
                kind: tail::COAT,
                at: at + Vec2::from_angle(turn) * (VESICLE + 11.0 + 16.0 * loose * loose),
                turn,
                half: Vec2::splat(15.0),
                tint: state_color(ReceptorState::Pit, input.theme),
                alpha: (there * 1.6).min(1.0) * hero.alpha,
                shape: [10.6, 0.0, 0.0],
                ..default()
            },
        );
    }
}
