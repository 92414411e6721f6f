//! The heroes: a dozen receptors of the crowd shown large, and how each passes from one state to the next.
//!
//! A hero is a slot like any other; it is left out of the crowd while it is shown here. When its receptor is degraded
//! another slot takes its place. Not here: where it stands (`pose`) and what it looks
//! like (`hero_glyphs`).

use bevy::prelude::*;
use model::receptor::{N_STATES, ReceptorState};

use super::{
    SceneInput, TargetKind,
    drawn::{EMPTY, count},
    layout::Layout,
    noise::hash,
    pose::{Pose, between, rest_pose},
    profile::{Dip, Profile},
};

/// Seconds that a move between membrane and inside takes.
const MOVE_S: f32 = 1.15;
/// Seconds in which shape and colour change.
const CHANGE_S: f32 = 0.75;
/// Seconds of a cross-fade when motion is reduced.
const FADE_S: f32 = 0.24;

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
pub struct Heroes(pub Vec<Hero>, Option<(u64, TargetKind)>);

impl Heroes {
    /// Whether this slot is shown as a hero.
    #[must_use]
    pub fn shows(&self, slot: usize) -> bool {
        self.0.iter().any(|hero| hero.slot.is_some_and(|s| s as usize == slot))
    }

    /// The dips that heroes make in the membrane.
    #[must_use]
    pub fn dips(&self, input: &SceneInput, layout: &Layout) -> Vec<Dip> {
        if input.target == TargetKind::Enzyme {
            return Vec::new();
        }
        let pit = ReceptorState::Pit as usize;
        let soft = |d: f32| d * d * (3.0 - 2.0 * d);
        let dips = self.0.iter().enumerate().map(|(i, hero)| Dip { x: layout.hero_x(i), depth: soft(hero.mix[pit]) });
        dips.filter(|dip| dip.depth > 0.002).collect()
    }

    /// Moves all heroes on by `dt` seconds.
    pub fn advance(&mut self, input: &SceneInput, drawn: &[u8], layout: &Layout, profile: &Profile, dt: f32) {
        let run = Some((input.seed, input.target));
        let fresh = self.0.len() != layout.heroes() || self.1 != run;
        if fresh {
            self.1 = run;
            self.0 = vec![Hero::default(); layout.heroes()];
        }
        for i in 0..self.0.len() {
            let gone = self.0[i].slot.is_none_or(|slot| drawn.get(slot as usize).is_none_or(|&s| s == EMPTY));
            if gone && (self.0[i].alpha <= 0.0 || fresh) {
                let lives = self.0[i].lives + 1;
                let slot = self.choose(input.seed, drawn, i, lives);
                self.0[i] = Hero { slot, lives, ..default() };
            }
            let state = self.0[i].slot.and_then(|slot| drawn.get(slot as usize));
            let state = state.and_then(|&s| ReceptorState::from_index(usize::from(s)));
            self.0[i].advance(i, state, input, layout, profile, if fresh { 1e3 } else { dt });
        }
    }

    /// A living slot that is not yet a hero. The first choice takes each state in its share of the census; later,
    /// when a hero has died, one that is just being made comes first.
    fn choose(&self, seed: u64, drawn: &[u8], i: usize, lives: u32) -> Option<u32> {
        let start = hash(hash(seed as u32, i as u32), lives) as usize;
        let alive = || {
            (0..drawn.len())
                .map(|step| (start % drawn.len() + step * 7919) % drawn.len())
                .filter(|&slot| drawn[slot] != EMPTY && !self.shows(slot))
        };
        let wanted = if lives == 1 { self.share(drawn, i) } else { Some(ReceptorState::New as u8) };
        let tries = if lives == 1 { drawn.len() } else { 60 };
        let slot = alive().take(tries).find(|&slot| Some(drawn[slot]) == wanted).or_else(|| alive().next());
        slot.and_then(|slot| u32::try_from(slot).ok())
    }

    /// The state that hero `i` stands for when all heroes together stand for the census.
    fn share(&self, drawn: &[u8], i: usize) -> Option<u8> {
        let heroes = self.0.len();
        // neighbours on the membrane come from different parts of the census
        let stride = if heroes.is_multiple_of(5) { 7 } else { 5 };
        let counts = count(drawn);
        let rank = counts.iter().sum::<u32>() as f32 * (((i * stride) % heroes) as f32 + 0.5) / heroes as f32;
        let mut below = 0.0;
        counts.iter().zip(0..).find_map(|(&n, state)| {
            below += n as f32;
            (rank < below).then_some(state)
        })
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
