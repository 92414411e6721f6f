//! Proteins that come and go under the heroes: G proteins that dock, part and return, kinases that tag, arrestins that
//! cap. All of them get about by being kicked: nothing flies straight. Not here: when a receptor changes its state.

use bevy::prelude::*;
use model::receptor::ReceptorState;

use super::{
    SceneInput,
    glyph::{Glyph, Glyphs, Layer},
    hero::Hero,
    kinds::protein,
    layout::Layout,
    noise::{drift, signed, tremble, unit},
    palette::{Tone, state_color, tone},
};

/// Seconds of one round of a G protein: docked, apart, docked again.
const ROUND_S: f64 = 9.0;
/// Seconds in which a kinase has come, tagged and gone.
const VISIT_S: f32 = 2.8;
/// Farthest cyclase that an alpha part reaches, design units.
const REACH: f32 = 120.0;

/// Where something is that has `away` (1: all, 0: none) of its way still before it: kicked about, ever nearer.
#[must_use]
pub fn approach(id: u32, now: f64, away: f32, reach: f32) -> Vec2 {
    let away = away.clamp(0.0, 1.0);
    let home = Vec2::new(signed(id, 91) * 0.8, 0.55 + 0.45 * unit(id, 92)) * reach;
    home * away * away + drift(id ^ 0x1d, now, 1.9) * (0.55 * reach * away) + tremble(id ^ 0x2b, now) * (14.0 * away)
}

/// How far the alpha part of a hero's G protein is from its receptor, 0 docked to 1 at the cyclase or out of sight.
#[must_use]
pub fn trip(i: usize, input: &SceneInput, now: f64) -> f32 {
    if input.reduced_motion {
        return 0.0;
    }
    let t = (now / ROUND_S + f64::from(unit(i as u32, 93))).fract() as f32;
    let soft = |from: f32, to: f32| ((t - from) / (to - from)).clamp(0.0, 1.0);
    let s = soft(0.32, 0.50) - soft(0.78, 0.96);
    s * s * (3.0 - 2.0 * s)
}

/// The cyclase that serves a hero: its place on the membrane, if one is near enough.
#[must_use]
pub fn cyclase_of(i: usize, layout: &Layout) -> Option<f32> {
    let x = layout.hero_x(i);
    (0..layout.cyclases()).map(|k| layout.cyclase_x(k)).find(|at| (at - x).abs() < REACH)
}

/// The G protein of an active hero. `seat` is where it docks; `dock` where alpha sits on the cyclase.
pub fn g_protein(
    glyphs: &mut Glyphs,
    i: usize,
    hero: &Hero,
    seat: Vec2,
    dock: Option<Vec2>,
    input: &SceneInput,
    now: f64,
) {
    let id = i as u32;
    let active = hero.mix[ReceptorState::Active as usize];
    let size = hero.pose.size;
    let leave = approach(id + 50, now, 1.0 - active, 52.0);
    let still = if input.reduced_motion { 0.0 } else { 1.0 };
    let jitter = tremble(id + 50, now) * 0.6 * still;
    let away = trip(i, input, now) * active;
    let whole = Glyph {
        kind: protein::G,
        at: seat + leave + jitter,
        half: Vec2::new(40.0, 26.0),
        size,
        tint: tone(Tone::GAlpha, input.theme),
        accent: tone(Tone::GBeta, input.theme),
        alpha: active * hero.alpha,
        ..default()
    };
    if away <= 0.0 {
        glyphs.push(Layer::Protein, whole);
        return;
    }
    // apart: beta and gamma stay near the receptor, alpha wanders off, to the cyclase where one is near
    let hump = 4.0 * away * (1.0 - away);
    let far = dock.unwrap_or(seat + Vec2::new(signed(id, 94) * 24.0, 14.0));
    let wander = drift(id ^ 0x3f, now, 1.9) * (15.0 * hump) + tremble(id ^ 0x4d, now) * (0.8 + 2.6 * hump);
    // the middle of the alpha part lies left of the whole
    let alpha_at = Vec2::new(13.0 * size, 0.0);
    glyphs.push(
        Layer::Protein,
        Glyph { shape: [2.0, 0.0, 0.0], at: whole.at + drift(id, now, 0.7) * (5.0 * away), ..whole },
    );
    let at = seat.lerp(far + alpha_at, away) + wander + leave;
    glyphs.push(
        Layer::Protein,
        Glyph { shape: [1.0, 0.0, 0.0], at, turn: drift(id + 9, now, 0.5).x * 0.5 * hump, ..whole },
    );
}

/// The kinase that has just tagged a hero: it comes from the deep, holds the tail, wanders off.
pub fn kinase(glyphs: &mut Glyphs, id: u32, hero: &Hero, tail: Vec2, input: &SceneInput, now: f64) {
    let tagged = hero.state == Some(ReceptorState::Phosphorylated) && hero.since < VISIT_S;
    if !tagged || input.reduced_motion {
        return;
    }
    let s = hero.since;
    let away = (1.0 - s / 0.7).max((s - 1.3) / (VISIT_S - 1.3)).clamp(0.0, 1.0);
    glyphs.push(
        Layer::Protein,
        Glyph {
            kind: protein::KINASE,
            at: tail + approach(id + 700, now, away, 84.0) + tremble(id + 700, now),
            turn: -0.5 + drift(id + 700, now, 0.6).x * 0.6 * away,
            half: Vec2::new(38.0, 27.0),
            size: 0.8,
            tint: tone(Tone::Phosphate, input.theme),
            alpha: hero.alpha * ((1.0 - away) * 3.0).min(1.0),
            ..default()
        },
    );
}

/// The arrestin on a hero, or on its way to one; `cap` is how much of it is there.
pub fn arrestin(
    glyphs: &mut Glyphs,
    id: u32,
    hero: &Hero,
    seat: Vec2,
    turn: f32,
    cap: f32,
    input: &SceneInput,
    now: f64,
) {
    let away = 1.0 - cap.min(1.0);
    let now = if input.reduced_motion { 0.0 } else { now };
    glyphs.push(
        Layer::Protein,
        Glyph {
            kind: protein::ARRESTIN,
            at: seat + approach(id + 800, now, away, 60.0) * hero.pose.size,
            turn: turn + drift(id + 800, now, 0.8).x * away,
            half: Vec2::new(38.0, 25.0),
            size: hero.pose.size,
            tint: state_color(ReceptorState::Arrestin, input.theme),
            alpha: (cap * 1.4).min(1.0) * hero.alpha,
            ..default()
        },
    );
}
