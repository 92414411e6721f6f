//! The heroes: a dozen receptors of the crowd shown large, and how each passes from one state to the next.
//!
//! A hero is a slot like any other; it is left out of the crowd while it is shown here. When its receptor is degraded
//! another slot takes its place. Not here: what a hero looks like (`hero_glyphs`).

use bevy::prelude::*;
use model::receptor::{N_STATES, ReceptorState};

use super::{
    SceneInput, TargetKind,
    drawn::EMPTY,
    layout::{Layout, MEMBRANE_Y},
    noise::hash,
    profile::{Dip, Profile},
};

/// Seconds that a move between membrane and inside takes.
const MOVE_S: f32 = 1.15;
/// Seconds in which shape and colour change.
const CHANGE_S: f32 = 0.75;
/// Seconds of a cross-fade when motion is reduced.
const FADE_S: f32 = 0.24;
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

/// One hero.
#[derive(Clone, Debug, Default)]
pub struct Hero {
    /// The slot shown, if any.
    pub slot: Option<u32>,
    /// Its drawn state; none while the last one fades away.
    pub state: Option<ReceptorState>,
    /// How much of each state is visible, census order, sums to 1 at rest.
    pub mix: [f32; N_STATES],
    /// Where it is now.
    pub pose: Pose,
    /// Opacity 0-1.
    pub alpha: f32,
    /// Seconds since the state changed.
    pub since: f32,
    from: Pose,
    lives: u32,
}

/// All heroes, left to right.
#[derive(Resource, Default)]
pub struct Heroes(pub Vec<Hero>);

impl Heroes {
    /// Whether this slot is shown as a hero.
    #[must_use]
    pub fn shows(&self, slot: usize) -> bool {
        self.0.iter().any(|hero| hero.slot.is_some_and(|s| s as usize == slot))
    }

    /// The dips that heroes make in the membrane.
    #[must_use]
    pub fn dips(&self, layout: &Layout) -> Vec<Dip> {
        let pit = ReceptorState::Pit as usize;
        let soft = |d: f32| d * d * (3.0 - 2.0 * d);
        let dips = self.0.iter().enumerate().map(|(i, hero)| Dip { x: layout.hero_x(i), depth: soft(hero.mix[pit]) });
        dips.filter(|dip| dip.depth > 0.002).collect()
    }

    /// Moves all heroes on by `dt` seconds.
    pub fn advance(&mut self, input: &SceneInput, drawn: &[u8], layout: &Layout, profile: &Profile, dt: f32) {
        let fresh = self.0.len() != layout.heroes();
        self.0.resize_with(layout.heroes(), Hero::default);
        for i in 0..self.0.len() {
            let gone = self.0[i].slot.is_none_or(|slot| drawn.get(slot as usize).is_none_or(|&s| s == EMPTY));
            if gone && (self.0[i].alpha <= 0.0 || fresh) {
                let lives = self.0[i].lives + 1;
                self.0[i] = Hero { slot: self.choose(input.seed, drawn, i, lives), lives, ..default() };
            }
            let state = self.0[i].slot.and_then(|slot| drawn.get(slot as usize));
            let state = state.and_then(|&s| ReceptorState::from_index(usize::from(s)));
            self.0[i].advance(i, state, input, layout, profile, if fresh { 1e3 } else { dt });
        }
    }

    /// A living slot that is not yet a hero; where one is just being made, that one.
    fn choose(&self, seed: u64, drawn: &[u8], i: usize, lives: u32) -> Option<u32> {
        let start = hash(hash(seed as u32, i as u32), lives) as usize;
        let mut alive = (0..drawn.len())
            .map(|step| (start % drawn.len() + step * 7919) % drawn.len())
            .filter(|&slot| drawn[slot] != EMPTY && !self.shows(slot));
        let first = alive.next()?;
        let newborn =
            (lives > 1).then(|| alive.take(60).find(|&slot| drawn[slot] == ReceptorState::New as u8)).flatten();
        u32::try_from(newborn.unwrap_or(first)).ok()
    }
}

impl Hero {
    fn advance(
        &mut self,
        i: usize,
        state: Option<ReceptorState>,
        input: &SceneInput,
        layout: &Layout,
        profile: &Profile,
        dt: f32,
    ) {
        let arriving = self.state.is_none() && self.alpha <= 0.0;
        if state != self.state {
            self.from = self.pose;
            self.since = 0.0;
            self.state = state;
        }
        self.since += dt;
        let change = if input.reduced_motion { FADE_S } else { CHANGE_S };
        let toward = if state.is_some() { dt } else { -dt };
        self.alpha = (self.alpha + toward / change).clamp(0.0, 1.0);
        let Some(state) = state else { return };
        for (s, weight) in self.mix.iter_mut().enumerate() {
            let goal = f32::from(u8::from(s == state as usize));
            let step = dt / change;
            *weight = if arriving { goal } else { *weight + (goal - *weight).clamp(-step, step) };
        }
        let goal = rest_pose(i, state, input, layout, profile, self.since);
        if arriving {
            self.from = goal;
        }
        let t = if input.reduced_motion {
            f32::from(u8::from(self.since > FADE_S))
        } else {
            (self.since / MOVE_S).min(1.0)
        };
        self.pose = between(self.from, goal, t);
    }
}

/// Where a hero of this state stands when nothing moves.
fn rest_pose(
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
            Pose { at: Vec2::new(x, 500.0 - 46.0 * rise + (i % 2) as f32 * 30.0), turn: 0.0, size: SMALL, ring: 1.0 }
        }
        ReceptorState::Lysosome => Pose { at: layout.lysosome_seat(i), turn: i as f32, size: SMALL, ring: 0.0 },
        ReceptorState::New => {
            Pose { at: layout.bud_seat(i) + Vec2::new(0.0, VESICLE), turn: 0.0, size: SMALL, ring: 1.0 }
        }
    }
}

/// The way from one pose to another: eased, a little curved; a vesicle carries what goes far.
fn between(a: Pose, b: Pose, t: f32) -> Pose {
    if t >= 1.0 {
        return b;
    }
    let s = t * t * (3.0 - 2.0 * t);
    let way = b.at - a.at;
    let far = (way.length() / 120.0).min(1.0);
    let hump = 4.0 * s * (1.0 - s);
    let shrink = (t * 2.2).min(1.0);
    let shrink = if b.size < a.size { shrink } else { ((t - 0.55) / 0.45).max(0.0) };
    Pose {
        at: a.at + way * s + way.perp() * 0.10 * hump,
        turn: a.turn + (b.turn - a.turn) * s,
        size: a.size + (b.size - a.size) * shrink,
        ring: (a.ring + (b.ring - a.ring) * s).max(far * (hump * 1.6).min(1.0)),
    }
}
