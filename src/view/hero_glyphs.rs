//! What heroes look like: turns each hero's state mixture into quads.
//!
//! Shape tells the state before colour does: cup closed or open, ligand, G protein, studs, cap, coat, ring, shards.
//! Not here: when states change (`hero`), and the enzyme's drawings (`enzyme_glyphs`).

use bevy::prelude::*;
use model::receptor::{ReceptorState, STATES};

use super::{
    SceneInput,
    glyph::{Glyph, Glyphs, Layer},
    hero::{Hero, Heroes, VESICLE},
    layout::{Layout, THICKNESS},
    noise::{breathe, signed, tremble, unit},
    palette::{Rgb, Tone, mix, state_color, tone},
    profile::Profile,
};

/// Kinds of the organelle layer.
pub mod organelle {
    /// Soft light.
    pub const GLOW: f32 = 0.0;
    /// Small vesicle: a ring of membrane. shape: radius.
    pub const VESICLE: f32 = 1.0;
    /// Endosome. shape: radius, seconds.
    pub const ENDOSOME: f32 = 2.0;
    /// Lysosome. shape: radius, seconds.
    pub const LYSOSOME: f32 = 3.0;
    /// Stack of the endoplasmic reticulum. shape: half width, half height, seconds.
    pub const STACK: f32 = 4.0;
    /// Smooth-muscle filaments. shape: half width, half height, spacing.
    pub const FIBRES: f32 = 5.0;
}

/// Kinds of the protein layer.
pub mod protein {
    /// G protein, three parts.
    pub const G: f32 = 0.0;
    /// Arrestin, two hatched lobes.
    pub const ARRESTIN: f32 = 1.0;
    /// Receptor kinase, two lobes with a cleft.
    pub const KINASE: f32 = 2.0;
    /// Soluble guanylyl cyclase, two lobes. shape: active 0-1, highlight.
    pub const ENZYME: f32 = 4.0;
}

/// Kinds of the tail layer.
pub mod tail {
    /// Tail of a receptor. shape: studs 0-3, seconds.
    pub const TAIL: f32 = 0.0;
    /// One hexagon of a clathrin coat. shape: radius.
    pub const COAT: f32 = 1.0;
}

/// Kinds of the molecule layer.
pub mod molecule {
    /// Drug: hexagon. shape: radius.
    pub const DRUG: f32 = 0.0;
    /// Antagonist: rounded square. shape: radius.
    pub const ANTAGONIST: f32 = 1.0;
}

/// Kinds of the mark layer.
pub mod mark {
    /// Three shards of a receptor. shape: spread.
    pub const SHARDS: f32 = 0.0;
    /// Two chevrons pointing up. shape: rise 0-1.
    pub const CHEVRONS: f32 = 1.0;
    /// Chip that turns the prodrug into its active form. shape: lit 0-1.
    pub const CHIP: f32 = 2.0;
}

fn weight(hero: &Hero, state: ReceptorState) -> f32 {
    hero.mix[state as usize]
}

/// The body colour of a hero in this state. Phosphorylation shows in the studs, so its body is only half yellow.
#[must_use]
pub fn body_color(state: ReceptorState, input: &SceneInput) -> Rgb {
    let own = state_color(state, input.theme);
    match state {
        ReceptorState::Phosphorylated => mix(state_color(ReceptorState::Active, input.theme), own, 0.55),
        ReceptorState::Pit => state_color(ReceptorState::Arrestin, input.theme),
        ReceptorState::Resting
        | ReceptorState::Active
        | ReceptorState::Arrestin
        | ReceptorState::Endosome
        | ReceptorState::Recycling
        | ReceptorState::Lysosome
        | ReceptorState::New => own,
    }
}

/// Draws all heroes of the receptor kind.
pub fn draw(glyphs: &mut Glyphs, heroes: &Heroes, input: &SceneInput, layout: &Layout, line: &Profile, seconds: f64) {
    for (i, hero) in heroes.0.iter().enumerate().filter(|(_, hero)| hero.alpha > 0.0) {
        let id = i as u32;
        let now = if input.reduced_motion { 0.0 } else { seconds };
        let w = |state| weight(hero, state);
        let mut tint = [0.0; 3];
        for state in STATES {
            let color = body_color(state, input);
            (0..3).for_each(|c| tint[c] += color[c] * w(state));
        }
        let pose = hero.pose;
        let still = if input.reduced_motion { 0.0 } else { 1.0 };
        let at = pose.at + tremble(id, now) * 0.35 * pose.size * still;
        let change = 4.0 * w_peak(hero);
        let turn = pose.turn + signed(id, 9) * 0.02 + still * change * 0.05 * bevy::math::ops::sin((now * 14.0) as f32);
        let up = Vec2::new(bevy::math::ops::sin(turn), -bevy::math::ops::cos(turn));
        let place = |d: f32| at - up * d * pose.size;
        let (active, phos) = (w(ReceptorState::Active), w(ReceptorState::Phosphorylated));
        let cap = w(ReceptorState::Arrestin) + w(ReceptorState::Pit);
        let broken = w(ReceptorState::Lysosome).max(1.0 - hero.alpha);

        if active > 0.0 {
            let pulse = 0.42 + 0.14 * breathe(now, 0.9, unit(id, 3)) as f32 * still;
            let tint = state_color(ReceptorState::Active, input.theme);
            let glow =
                Glyph { kind: organelle::GLOW, at, half: Vec2::splat(78.0), tint, alpha: pulse * active, ..default() };
            glyphs.push(Layer::Organelle, glow);
        }
        ring(glyphs, hero, at + up * VESICLE * pose.ring.max(0.4), input);
        coat(glyphs, layout.hero_x(i), w(ReceptorState::Pit), line, input);

        let leave = (1.0 - active) * 30.0;
        glyphs.push(
            Layer::Protein,
            Glyph {
                kind: protein::G,
                at: place(62.0 + leave) + Vec2::new(-leave * 0.8, 0.0) + tremble(id + 50, now) * 0.6 * still,
                half: Vec2::new(40.0, 26.0),
                size: pose.size,
                tint: tone(Tone::GAlpha, input.theme),
                accent: tone(Tone::GBeta, input.theme),
                alpha: active * hero.alpha,
                ..default()
            },
        );
        let dock = (1.0 - cap.min(1.0)) * 26.0;
        glyphs.push(
            Layer::Protein,
            Glyph {
                kind: protein::ARRESTIN,
                at: place(60.0 + dock),
                turn,
                half: Vec2::new(38.0, 25.0),
                size: pose.size,
                tint: state_color(ReceptorState::Arrestin, input.theme),
                alpha: (cap * 1.4).min(1.0) * hero.alpha,
                ..default()
            },
        );
        let body = Glyph { at, turn, size: pose.size, tint, alpha: hero.alpha * (1.0 - broken).max(0.0).sqrt(), ..default() };
        glyphs.push(
            Layer::Tail,
            Glyph {
                kind: tail::TAIL,
                half: Vec2::new(17.0, 29.0),
                offset: Vec2::new(25.0, 66.0),
                shape: [3.0 * (phos + cap).min(1.0), (now * 0.9 % 1000.0) as f32 + i as f32, 0.0],
                accent: tone(Tone::Phosphate, input.theme),
                ..body
            },
        );
        glyphs.push(
            Layer::Receptor,
            Glyph {
                half: Vec2::new(34.0, 62.0),
                shape: [active + 0.75 * phos + 0.7 * cap, 0.0, 0.0],
                extra: f32::from(u8::from(hero.slot.is_some() && hero.slot == input.highlight)),
                ..body
            },
        );
        ligand(glyphs, hero, id, place(-43.0), input, now);
        marks(glyphs, hero, broken, at + up * VESICLE, now, input);
    }
}

/// How much a hero is in between states, 0 at rest.
fn w_peak(hero: &Hero) -> f32 {
    let most = hero.mix.iter().copied().fold(0.0, f32::max);
    (most * (1.0 - most)).clamp(0.0, 0.25)
}

/// The vesicle that carries a hero.
fn ring(glyphs: &mut Glyphs, hero: &Hero, at: Vec2, input: &SceneInput) {
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

/// Hexagons of clathrin under a dip, evenly along its line.
fn coat(glyphs: &mut Glyphs, x: f32, depth: f32, line: &Profile, input: &SceneInput) {
    if depth <= 0.0 {
        return;
    }
    for side in [-1.0_f32, 1.0] {
        let mut at = x;
        for k in 0..4_u8 {
            let slope = line.slope(at);
            if k > 0 || side > 0.0 {
                let normal = Vec2::new(-slope, 1.0).normalize();
                glyphs.push(
                    Layer::Tail,
                    Glyph {
                        kind: tail::COAT,
                        at: Vec2::new(at, line.height(at)) + normal * (THICKNESS * 0.5 + 13.0),
                        turn: bevy::math::ops::atan2(slope, 1.0),
                        half: Vec2::splat(15.0),
                        tint: state_color(ReceptorState::Pit, input.theme),
                        alpha: ((depth - 0.15) * 2.0 - f32::from(k) * 0.25).clamp(0.0, 1.0),
                        shape: [11.5, 0.0, 0.0],
                        ..default()
                    },
                );
            }
            at += side * 20.0 / bevy::math::ops::hypot(1.0, slope);
        }
    }
}

/// What sits in the pocket.
fn ligand(glyphs: &mut Glyphs, hero: &Hero, id: u32, seat: Vec2, input: &SceneInput, now: f64) {
    let theme = input.theme;
    let (phos, cap) = (
        weight(hero, ReceptorState::Phosphorylated),
        weight(hero, ReceptorState::Arrestin) + weight(hero, ReceptorState::Pit),
    );
    let stays = f32::from(u8::from(unit(id, 31) < input.drug_free * 1.5));
    let bound = weight(hero, ReceptorState::Active) + stays * (phos + cap);
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
fn marks(glyphs: &mut Glyphs, hero: &Hero, broken: f32, above: Vec2, now: f64, input: &SceneInput) {
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
            tint: state_color(ReceptorState::Lysosome, input.theme),
            accent: state_color(ReceptorState::Endosome, input.theme),
            alpha: broken * hero.alpha.min(1.0) * settled.max(0.5),
            shape: [settled * (1.0 + 0.6 * (1.0 - hero.alpha)), 0.0, 0.0],
            ..default()
        },
    );
}
