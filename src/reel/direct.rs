//! Sets the world to a moment of a film: the run to its tick, the eye to its place, the scene's clock to the film's second.
//! The same moment is the same world, however it is come to, as long as a shot is played from its beginning
//! ([`Reel::beginning`]). Not here: what is drawn over the scene ([`super::overlay`]).

use bevy::prelude::*;
use model::storyboard::{Follow, Join};
use sim::census::Census;
use sim::course::Course;
use sim::rewind;

use super::{Playhead, Reel, rehearse};
use crate::intake;
use crate::view::hero::Heroes;
use crate::view::{self, SceneClock, SceneInput, Theme, Zoom};

/// Seconds of film over which readings and the drug in the water are averaged, as a long exposure would: what comes and
/// goes many times a second could not be seen, only flicker.
pub const EXPOSURE_S: f64 = 0.45;
/// Seconds that a film plays in one step at most when it is looked for a moment.
pub const STEP_S: f64 = 1.0 / 30.0;

/// What a long exposure has gathered.
#[derive(Clone, Debug, Default)]
pub struct Lasting {
    at_s: f64,
    drug: Option<f32>,
    readings: Vec<f32>,
}

/// Sets the world to a moment. `rect` is where the scene lies in the window. Says whether a shot has just begun anew: then
/// the picture has to settle for two frames in which no time passes.
pub fn show(world: &mut World, at: Playhead, rect: Rect, theme: Theme) -> bool {
    world.resource_scope(|world, mut reel: Mut<Reel>| reel.show(world, at, rect, theme))
}

/// Chooses whom the shot follows, once its first picture has settled.
pub fn choose(world: &mut World) {
    world.resource_scope(|world, mut reel: Mut<Reel>| {
        let slots: Vec<u32> = world.resource::<Heroes>().0.iter().filter_map(|h| h.slot).collect();
        let shot = reel.shown.unwrap_or(0);
        reel.followed = match reel.film.shots[shot].panes[0].follow.clone() {
            Follow::Usual => None,
            Follow::Same => reel.followed,
            Follow::First(state) => reel.first(shot, &state, &slots),
        };
    });
}

/// Tells the scene what stands in the world. Which of several equal receptors change in the picture follows from the tick, and
/// not from how it was come to.
pub(super) fn tell(world: &World, input: &mut SceneInput, run: usize, tick: u64) {
    input.generation = u64::MAX;
    intake::copy(world.resource::<Course>(), world.resource::<Census>(), input);
    input.generation = ((run as u64) << 40) | tick;
}

impl Reel {
    fn show(&mut self, world: &mut World, at: Playhead, rect: Rect, theme: Theme) -> bool {
        let leg = &self.legs[at.shot];
        let (run, tick) = (leg.run, leg.tick(at.second));
        let anew = self.shown != Some(at.shot) && !self.goes_on(at.shot);
        if self.on_stage != Some(run) {
            let plan = &self.runs[run];
            let take = &self.film.takes[plan.take];
            rehearse::begin(world, plan, &self.casts[plan.take], take.seed, take.receptors);
            self.on_stage = Some(run);
        }
        rewind::to_tick(world, tick);
        if anew {
            view::begin_anew(world);
            self.followed = None;
            self.lasting = Lasting::default();
        }
        self.shown = Some(at.shot);
        let pane = &self.film.shots[at.shot].panes[0];
        world.insert_resource(Zoom::still(pane.zoom_at(at.second) as f32));
        *world.resource_mut::<SceneClock>() = SceneClock { seconds: at.film_s, changes: at.film_s, follow_time: false };
        let pace = pane.pace(at.second);
        world.resource_scope(|world, mut input: Mut<SceneInput>| {
            tell(world, &mut input, run, tick);
            input.clock_running = true;
            input.reduced_motion = false;
            input.visible = true;
            input.theme = theme;
            input.rect = rect;
            input.highlight = self.followed;
            self.lasting.expose(&mut input, at.film_s, pace);
        });
        anew
    }

    /// Whether this shot takes the picture over as the one shown last left it.
    fn goes_on(&self, shot: usize) -> bool {
        self.film.shots[shot].join == Join::On && shot > 0 && self.shown == Some(shot - 1)
    }

    /// Of these slots the one that gets into a state first in a shot, and has lived all the while.
    fn first(&self, shot: usize, state: &str, slots: &[u32]) -> Option<u32> {
        let wanted = model::receptor::STATES.into_iter().find(|s| s.name() == state)? as u8;
        let rehearsed = &self.rehearsed[self.legs[shot].run];
        let start = self.legs[shot].ticks.first()?.saturating_sub(rehearsed.from) as usize;
        let then = rehearsed.states.get(start..)?;
        let when = |slot: u32| then.iter().position(|s| s.get(slot as usize) == Some(&wanted));
        let found = slots.iter().filter_map(|slot| Some((when(*slot)?, *slot)));
        // Not at once: the eye has to be there first. The middle of the shot is best.
        let best = (self.film.shots[shot].seconds * 0.62 * sim::TICKS_PER_S) as usize;
        found.min_by_key(|(when, slot)| (when.abs_diff(best), *slot)).map(|(_, slot)| slot)
    }
}

impl Lasting {
    /// Averages what would flicker.
    pub(super) fn expose(&mut self, input: &mut SceneInput, film_s: f64, pace_h_per_s: f64) {
        let fresh = self.drug.is_none() || self.readings.len() != input.signs.len() || film_s < self.at_s;
        let way =
            if fresh || pace_h_per_s < 1.0 { 1.0 } else { 1.0 - (-(film_s - self.at_s) / EXPOSURE_S).exp() } as f32;
        self.at_s = film_s;
        let drug = self.drug.map_or(input.drug_free, |old| old + (input.drug_free - old) * way);
        (self.drug, input.drug_free) = (Some(drug), drug);
        if fresh {
            self.readings = input.signs.iter().map(|s| s.reading).collect();
        }
        for (kept, sign) in self.readings.iter_mut().zip(&mut input.signs) {
            *kept += (sign.reading - *kept) * way;
            sign.reading = *kept;
        }
    }
}
