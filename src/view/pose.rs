//! Where a hero stands in each state, and the way from one stand to another.
//!
//! Arithmetic only. Not here: when states change (`hero`).

use std::f32::consts::{PI, TAU};

use bevy::math::Vec2;
use model::receptor::ReceptorState;

use super::{
    SceneInput, TargetKind,
    layout::{Layout, MEMBRANE_Y},
    profile::Profile,
};

/// Size of a receptor on a vesicle; on the membrane it is 1.
pub const SMALL: f32 = 0.42;
/// Radius of a carrying vesicle, design units.
pub const VESICLE: f32 = 23.0;

/// Where and how a hero stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pose {
    /// Middle of the receptor, design units.
    pub at: Vec2,
    /// Clockwise turn, radians.
    pub turn: f32,
    /// Size, 1 on the membrane.
    pub size: f32,
    /// How much of a vesicle is around it, 0-1.
    pub ring: f32,
}

/// Where a hero of this state stands when nothing moves.
#[must_use]
pub fn rest_pose(
    i: usize,
    state: ReceptorState,
    input: &SceneInput,
    layout: &Layout,
    profile: &Profile,
    since: f32,
) -> Pose {
    let x = layout.hero_x(i);
    if input.target == TargetKind::Enzyme {
        return Pose { at: Vec2::new(x, MEMBRANE_Y + 65.0 + (i % 2) as f32 * 12.0), turn: 0.0, size: 1.0, ring: 0.0 };
    }
    match state {
        ReceptorState::Resting | ReceptorState::Active | ReceptorState::Phosphorylated | ReceptorState::Arrestin => {
            Pose { at: Vec2::new(x, profile.height(x)), turn: profile.slope(x) * 0.6, size: 1.0, ring: 0.0 }
        }
        ReceptorState::Pit => Pose { at: Vec2::new(x, profile.height(x)), turn: 0.0, size: 0.9, ring: 0.0 },
        ReceptorState::Endosome => {
            let (at, turn) = layout.endosome_seat(i);
            Pose { at, turn, size: SMALL, ring: 0.0 }
        }
        ReceptorState::Recycling => {
            let rise = if input.reduced_motion { 0.5 } else { 1.0 - 1.0 / (1.0 + since * 0.35) };
            Pose { at: Vec2::new(x, 470.0 - 30.0 * rise + (i % 2) as f32 * 8.0), turn: 0.0, size: SMALL, ring: 1.0 }
        }
        ReceptorState::Lysosome => Pose { at: layout.lysosome_seat(i), turn: i as f32, size: SMALL, ring: 0.0 },
        ReceptorState::New => {
            // it buds from the Golgi and rises towards its place in the membrane, ever more slowly: it arrives when it does
            let rise = if input.reduced_motion { 0.5 } else { 1.0 - 1.0 / (1.0 + since * 0.16) };
            let (bud, under) = (layout.bud_seat(i), Vec2::new(x, 452.0));
            let way = under - bud;
            let at = bud + way * rise * 0.9 + way.perp() * (0.16 * rise * (1.0 - rise));
            Pose { at: at + Vec2::new(0.0, VESICLE), turn: 0.0, size: SMALL, ring: 1.0 }
        }
    }
}

/// The way from one pose to another: eased, a little curved; a vesicle carries what goes far.
#[must_use]
pub fn between(a: Pose, b: Pose, t: f32) -> Pose {
    if t >= 1.0 {
        return b;
    }
    let s = t * t * (3.0 - 2.0 * t);
    let way = b.at - a.at;
    let far = (way.length() / 120.0).min(1.0);
    let hump = 4.0 * s * (1.0 - s);
    let shortest = (b.turn - a.turn + PI).rem_euclid(TAU) - PI;
    let shrink = (t * 2.2).min(1.0);
    let shrink = if b.size < a.size { shrink } else { ((t - 0.55) / 0.45).max(0.0) };
    Pose {
        at: a.at + way * s + way.perp() * 0.10 * hump,
        turn: a.turn + shortest * s,
        size: a.size + (b.size - a.size) * shrink,
        ring: (a.ring + (b.ring - a.ring) * s).max(far * (hump * 1.6).min(1.0)),
    }
}
