//! Adenylyl cyclase between the heroes, and the cAMP that it makes. The number of particles is the model's own amount of
//! cAMP, the size of the cyclase its own capacity; where the system has no such state, the cyclase stands without cAMP.
//! Not here: which effect that is (the scene of the system's file), and the alpha parts that come by (`actors`).

use std::borrow::Cow;

use bevy::prelude::*;
use model::{receptor::ReceptorState, scene::Coupling};

use super::{
    SceneInput, TargetKind,
    actors::{cyclase_of, trip},
    glyph::{Glyph, Glyphs, Layer},
    hero::Heroes,
    kinds::fine,
    labels::{Anchor, HERO_LINE, Label},
    layout::Layout,
    noise::{breathe, signed, unit, wander},
    palette::{Actor, actor_color},
    profile::Profile,
};

/// Particles of cAMP about one cyclase at the normal amount.
pub const NORMAL: f32 = 12.0;
/// Where the cloud of particles begins, design units below the middle of the membrane.
const CLOUD: f32 = 138.0;
/// How far apart particles lie across and down, for a sunflower's spiral of them.
const SPREAD: Vec2 = Vec2::new(19.0, 6.6);
/// How much wider a cyclase is drawn for each unit of grown capacity; wider than half as much again it never is.
const SWELLS: (f32, f32) = (0.30, 1.5);

/// Capacity from which the cyclase is called superactive.
const SUPERACTIVE: f32 = 1.15;

/// How large the cyclase is drawn.
fn size(input: &SceneInput) -> f32 {
    (1.0 + SWELLS.0 * (input.amounts.cyclase - 1.0)).clamp(0.8, SWELLS.1)
}

/// Where the alpha part of a hero's G protein sits on its cyclase.
#[must_use]
pub fn dock(i: usize, input: &SceneInput, layout: &Layout, line: &Profile) -> Option<Vec2> {
    let x = cyclase_of(i, layout)?;
    let side = (layout.hero_x(i) - x).signum();
    Some(Vec2::new(x + side * 27.0 * size(input), line.height(x) + 62.0 * size(input)))
}

/// How busy cyclase number `k` looks, 0-1: by the model's cAMP where there is one, else by what sits on it.
fn busy(k: usize, heroes: &Heroes, input: &SceneInput, layout: &Layout, now: f64) -> f32 {
    if let Some(camp) = input.amounts.camp {
        return (camp / input.amounts.cyclase.max(0.01)).clamp(0.0, 1.0);
    }
    let at = layout.cyclase_x(k);
    let on = |i: usize| heroes.0[i].mix[ReceptorState::Active as usize] * trip(i, input, now);
    let held = (0..heroes.0.len()).filter(|i| cyclase_of(*i, layout) == Some(at)).map(on).fold(0.0, f32::max);
    match input.scene.cyclase.as_ref().map(|c| c.coupling) {
        Some(Coupling::Stimulates) => held,
        Some(Coupling::Inhibits) | None => 0.6 * (1.0 - held),
    }
}

/// Draws the cyclases and their cAMP.
pub fn draw(glyphs: &mut Glyphs, heroes: &Heroes, input: &SceneInput, layout: &Layout, line: &Profile, seconds: f64) {
    let now = if input.reduced_motion { 0.0 } else { seconds };
    let tint = actor_color(Actor::Cyclase, input.theme);
    for k in 0..layout.cyclases() {
        let x = layout.cyclase_x(k);
        let at = Vec2::new(x, line.height(x));
        let (size, busy) = (size(input), busy(k, heroes, input, layout, now));
        let over = (input.amounts.cyclase - 1.0).clamp(0.0, 1.0);
        let pulse = if input.reduced_motion { 0.5 } else { breathe(now, 0.5, 0.3 * k as f32) };
        let glow = (0.5 * over * busy) * (0.75 + 0.25 * pulse);
        let light = Glyph { kind: fine::GLOW, at, half: Vec2::splat(78.0), tint, alpha: glow, ..default() };
        glyphs.push(Layer::Fine, light);
        glyphs.push(
            Layer::Cyclase,
            Glyph {
                at,
                turn: line.slope(x) * 0.6,
                half: Vec2::new(40.0, 68.0),
                offset: Vec2::new(0.0, 16.0),
                size,
                tint,
                accent: actor_color(Actor::Camp, input.theme),
                shape: [busy, (now % 1000.0) as f32 + k as f32, 0.0],
                ..default()
            },
        );
        cloud(glyphs, k as u32, at, input, now);
    }
}

/// How far a cloud of this many particles reaches below its middle, design units.
fn depth(count: f32) -> f32 {
    SPREAD.y * count.sqrt()
}

/// The cAMP about a cyclase, the last particle only partly there.
fn cloud(glyphs: &mut Glyphs, k: u32, at: Vec2, input: &SceneInput, now: f64) {
    let count = NORMAL * input.amounts.camp.unwrap_or(0.0).max(0.0);
    for i in 0..count.ceil() as u32 {
        let id = 2000 + 200 * k + i;
        // a sunflower's spiral, squeezed: even at any number, and the many reach farther than the few
        let home = Vec2::from_angle(i as f32 * 2.4 + k as f32) * (i as f32 + 0.6).sqrt() * SPREAD;
        glyphs.push(
            Layer::Molecule,
            Glyph {
                kind: super::kinds::molecule::CAMP,
                at: at + Vec2::new(0.0, CLOUD + depth(count)) + home + wander(id, now, Vec2::new(9.0, 6.0)),
                turn: signed(id, 5),
                half: Vec2::splat(7.0),
                size: 0.9 + 0.25 * unit(id, 6),
                tint: actor_color(Actor::Camp, input.theme),
                alpha: (count - i as f32).min(1.0),
                shape: [4.2, 0.0, 0.0],
                ..default()
            },
        );
    }
}

/// Names the cyclase, and says how much cAMP there is.
pub fn labels(labels: &mut Vec<Label>, taken: &mut Vec<f32>, input: &SceneInput, layout: &Layout, line: &Profile) {
    if input.target != TargetKind::Receptor {
        return;
    }
    let places: Vec<f32> = (0..layout.cyclases()).map(|k| layout.cyclase_x(k)).collect();
    taken.extend(&places);
    let mut add = |text: Cow<'static, str>, x: f32, y: f32| {
        labels.push(Label { text, at: layout.to_window(Vec2::new(x, y)), anchor: Anchor::Top, from: None });
    };
    // the first says what it is, the last how much it makes
    if let Some(x) = places.first() {
        let word = if input.amounts.cyclase > SUPERACTIVE { "superactive cyclase" } else { "adenylyl cyclase" };
        add(word.into(), *x, HERO_LINE);
    }
    if let (Some(x), Some(camp)) = (places.last(), input.amounts.camp) {
        let below = line.height(*x) + CLOUD + 2.0 * depth(NORMAL * camp.max(0.0)) + 16.0;
        add(format!("cAMP {:.0} % of normal", camp * 100.0).into(), *x, below);
    }
}
