//! What comes with a hero: its vesicle, the coat of its pit, what sits in its pocket, shards and arrows.
//!
//! Not here: the receptor itself (`hero_glyphs`).

use bevy::{math::ops, prelude::*};
use model::receptor::ReceptorState;
use model::scene::Protein;

use super::{
    SceneInput,
    glyph::{Glyph, Glyphs, Layer},
    hero::Hero,
    kinds::{mark, molecule, organelle, tail},
    layout::{PIT_REACH, THICKNESS},
    noise::{signed, tremble, unit},
    palette::{Tone, mix, state_color, tone},
    pose::VESICLE,
    profile::Profile,
};

/// Half the width of a hexagon of clathrin, design units.
const HEXAGON: f32 = 10.4;

fn weight(hero: &Hero, state: ReceptorState) -> f32 {
    hero.mix[state as usize]
}

/// The vesicle that carries a hero.
pub fn ring(glyphs: &mut Glyphs, hero: &Hero, at: Vec2, input: &SceneInput) {
    let theme = input.theme;
    let newborn = weight(hero, ReceptorState::New);
    let tint = mix(state_color(ReceptorState::Endosome, theme), state_color(ReceptorState::New, theme), newborn);
    glyphs.push(
        Layer::Organelle,
        Glyph {
            kind: organelle::VESICLE,
            at,
            half: Vec2::splat(VESICLE + 8.0),
            tint,
            alpha: hero.pose.ring * hero.alpha,
            shape: [VESICLE, 0.0, 0.0],
            accent: tone(Tone::Lumen, theme),
            ..default()
        },
    );
}

/// Rows of clathrin hexagons under a dip: distance from the line, half a hexagon aside or not, hexagons to either side.
const ROWS: [(f32, f32, u8); 2] = [(13.0, 0.0, 4), (31.0, 0.5, 4)];

/// A lattice of clathrin under a dip; it grows from the bottom of the dip outwards.
pub fn coat(glyphs: &mut Glyphs, x: f32, depth: f32, line: &Profile, input: &SceneInput) {
    if depth <= 0.0 {
        return;
    }
    for (out, aside, n) in ROWS {
        let under = |x: f32| {
            let slope = line.slope(x);
            Vec2::new(x, line.height(x)) + Vec2::new(-slope, 1.0).normalize() * (THICKNESS * 0.5 + out)
        };
        for side in [-1.0_f32, 1.0] {
            let (mut at, mut here) = (x, under(x));
            for k in 0..n {
                // on to where the next hexagon touches the last one
                let pitch = 2.0 * HEXAGON * if k == 0 { aside } else { 1.0 };
                let last = here;
                while here.distance(last) < pitch && (at - x).abs() < PIT_REACH {
                    at += side;
                    here = under(at);
                }
                if k == 0 && aside == 0.0 && side < 0.0 {
                    continue;
                }
                let order = f32::from(k) + aside + (out - ROWS[0].0) * 0.05;
                glyphs.push(
                    Layer::Tail,
                    Glyph {
                        kind: tail::COAT,
                        at: here,
                        turn: ops::atan2(line.slope(at), 1.0),
                        half: Vec2::splat(15.0),
                        tint: state_color(ReceptorState::Pit, input.theme),
                        alpha: ((depth - 0.12) * 2.6 - order * 0.30).clamp(0.0, 1.0),
                        shape: [HEXAGON, 0.0, 0.0],
                        ..default()
                    },
                );
            }
        }
    }
}

/// What sits in the pocket.
pub fn ligand(glyphs: &mut Glyphs, hero: &Hero, id: u32, seat: Vec2, input: &SceneInput, now: f64) {
    let theme = input.theme;
    let (phos, cap) = (
        weight(hero, ReceptorState::Phosphorylated),
        weight(hero, ReceptorState::Arrestin) + weight(hero, ReceptorState::Pit),
    );
    let stays = f32::from(u8::from(unit(id, 31) < input.drug_free * 1.5));
    // what drives a pump is the body's own; the drug is tied to those it has stopped
    let bound = if input.scene.protein == Protein::Pump {
        phos
    } else {
        weight(hero, ReceptorState::Active) + stays * (phos + cap)
    };
    // it wanders in from the water, turning about
    let away = (1.0 - bound).max(0.0);
    let start = Vec2::new(26.0 * signed(id, 41), -46.0) + tremble(id, now * 0.2) * 10.0;
    glyphs.push(
        Layer::Molecule,
        Glyph {
            kind: molecule::DRUG,
            at: seat + start * away * away,
            half: Vec2::splat(13.0),
            size: hero.pose.size.max(0.6),
            tint: tone(Tone::Drug, theme),
            alpha: (bound * 1.6).min(1.0) * hero.alpha,
            shape: [8.6, 0.0, 0.0],
            ..default()
        },
    );
    let blocked = f32::from(u8::from(unit(id, 32) < input.antagonist_free)) * weight(hero, ReceptorState::Resting);
    glyphs.push(
        Layer::Molecule,
        Glyph {
            kind: molecule::ANTAGONIST,
            at: seat + Vec2::new(0.0, -5.0) + start * (1.0 - blocked) * (1.0 - blocked),
            half: Vec2::splat(13.0),
            tint: tone(Tone::Antagonist, theme),
            alpha: blocked * hero.alpha,
            shape: [7.6, 0.0, 0.0],
            ..default()
        },
    );
}

/// Shards of the broken and arrows of those on the way back.
pub fn marks(glyphs: &mut Glyphs, hero: &Hero, broken: f32, above: Vec2, now: f64, input: &SceneInput) {
    let rise = if input.reduced_motion { 0.5 } else { (now * 0.45).fract() as f32 };
    glyphs.push(
        Layer::Mark,
        Glyph {
            kind: mark::CHEVRONS,
            at: above - Vec2::new(0.0, VESICLE + 15.0),
            half: Vec2::new(12.0, 14.0),
            tint: state_color(ReceptorState::Recycling, input.theme),
            alpha: weight(hero, ReceptorState::Recycling) * hero.alpha,
            shape: [rise, 0.0, 0.0],
            ..default()
        },
    );
    let settled = weight(hero, ReceptorState::Lysosome);
    glyphs.push(
        Layer::Mark,
        Glyph {
            kind: mark::SHARDS,
            at: hero.pose.at,
            turn: hero.pose.turn,
            half: Vec2::splat(17.0),
            size: 1.4,
            tint: state_color(ReceptorState::Lysosome, input.theme),
            accent: state_color(ReceptorState::Endosome, input.theme),
            alpha: broken * hero.alpha.min(1.0) * settled.max(0.5),
            shape: [settled * (1.0 + 0.6 * (1.0 - hero.alpha)), 0.0, 0.0],
            ..default()
        },
    );
}
