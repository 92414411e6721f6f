//! The run of a second pane, with a scene of its own: rehearsed like every other, and what its receptors were at each tick is
//! kept, since only one run stands in the world. The second scene is drawn from that and from nothing else. Not here: what
//! it is drawn on (`view::second`).

use bevy::prelude::*;
use model::storyboard::{Cast, Look, Pane, Shot};
use model::trace::Trace;
use sim::TICKS_PER_S;

use super::direct::{self, Lasting};
use super::schedule::{self, Leg};
use super::{Playhead, Reel, rehearse};
use crate::view::{Eye, SceneInput, Second, Theme, Zoom};

/// The run of a second pane.
#[derive(Clone, Debug)]
pub struct Aside {
    /// A row for every tick.
    pub trace: Trace,
    leg: Leg,
    /// What the scene is told after each tick of the leg.
    told: Vec<SceneInput>,
}

/// The eye of the second scene, and the shot that it looks at.
#[derive(Resource, Default)]
pub struct SecondEye {
    shot: Option<usize>,
    eye: Eye,
}

impl SecondEye {
    /// What it has seen last.
    #[must_use]
    pub fn eye(&self) -> &Eye {
        &self.eye
    }
}

impl Aside {
    /// Plays the run of a shot's second pane in the world; none where it has no scene.
    pub fn rehearse(world: &mut World, shot: &Shot, casts: &[Cast], chance: &[(u64, u32)]) -> Option<Self> {
        let pane = shot.panes.get(1).filter(|p| p.has_scene())?;
        let (cast, (seed, receptors)) = (casts.get(pane.take)?, *chance.get(pane.take)?);
        let (run, leg) = schedule::aside(pane, shot.seconds);
        let mut told = vec![SceneInput::default(); leg.ticks.len()];
        let first = leg.ticks.first().copied().unwrap_or(0);
        let trace = rehearse::each(
            world,
            &run,
            cast,
            (seed, receptors),
            |_| true,
            |world, tick| {
                if tick < first {
                    return;
                }
                for (input, _) in told.iter_mut().zip(&leg.ticks).filter(|(_, t)| **t == tick) {
                    direct::tell(world, input, 0, tick);
                }
            },
        );
        let mut lasting = Lasting::default();
        for (k, input) in told.iter_mut().enumerate() {
            let second = k as f64 / TICKS_PER_S;
            lasting.expose(input, second, pane.pace(second));
        }
        Some(Self { trace, leg, told })
    }

    /// What the scene is told at a second of the shot.
    fn told(&self, second: f64) -> Option<&SceneInput> {
        let at = (second * TICKS_PER_S + 1e-6).max(0.0) as usize;
        self.told.get(at).or(self.told.last())
    }

    /// How many receptors the scene is told of at a second of the shot, by slot.
    #[must_use]
    pub fn states(&self, second: f64) -> &[u8] {
        self.told(second).map_or(&[], |input| &input.true_states)
    }

    /// The run's tick at a second of the shot.
    #[must_use]
    pub fn tick(&self, second: f64) -> u64 {
        self.leg.tick(second)
    }
}

/// Where the scene lies so that a part of it fills its place.
#[must_use]
pub fn closer(place: Rect, look: Option<Look>) -> Rect {
    let Some(look) = look else { return place };
    let size = place.size() * look.times as f32;
    let wanted = place.center() - Vec2::new(look.at.0 as f32, look.at.1 as f32) * size;
    // Nothing beyond the scene's edges.
    let corner = wanted.clamp(place.max - size, place.min);
    Rect::from_corners(corner, corner + size)
}

/// Makes the second scene of a moment ready to be drawn at a place of the window; says whether there is one, and tells the
/// view. `begin`: the shot begins anew.
pub fn prepare(world: &mut World, at: Playhead, place: Option<Rect>, theme: Theme, begin: bool) -> bool {
    let reel = world.resource::<Reel>();
    let found = reel.asides.get(at.shot).and_then(Option::as_ref).zip(place);
    let found = found.and_then(|(aside, place)| {
        let pane: &Pane = reel.film.shots[at.shot].panes.get(1)?;
        let rect = closer(place, pane.look);
        let input = aside.told(at.second)?.clone();
        Some((place, SceneInput { rect, theme, visible: true, ..input }, pane.zoom_at(at.second)))
    });
    let mut second = world.get_resource::<Second>().copied().unwrap_or_default();
    second.place = found.as_ref().map(|f| f.0);
    if second.place.is_none() {
        second.turn = false;
    }
    world.insert_resource(second);
    let Some((_, input, zoom)) = found else { return false };
    let mut eye = world.remove_resource::<SecondEye>().unwrap_or_default();
    if begin || eye.shot != Some(at.shot) {
        eye = SecondEye { shot: Some(at.shot), eye: Eye::fresh() };
    }
    (eye.eye.input, eye.eye.zoom) = (input, Zoom::still(zoom as f32));
    world.insert_resource(eye);
    true
}

/// From here on the second scene is drawn, until [`turn_back`].
pub fn turn(world: &mut World) {
    turned(world, true);
}

/// From here on the first scene is drawn.
pub fn turn_back(world: &mut World) {
    turned(world, false);
}

fn turned(world: &mut World, turn: bool) {
    if world.get_resource::<Second>().is_none_or(|s| s.turn == turn) {
        return;
    }
    if let Some(mut eye) = world.remove_resource::<SecondEye>() {
        eye.eye.swap(world);
        world.insert_resource(eye);
    }
    world.resource_mut::<Second>().turn = turn;
}
