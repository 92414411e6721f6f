//! Two runs of one beginning: "what if?". The run that is left is kept whole as the other one, and either can be the one
//! that is played. Not here: how they differ ([`model::contrast`]).

use bevy::prelude::*;

use crate::census::Census;
use crate::course::{Course, Deed};
use crate::history::History;
use crate::rewind;

/// The run that is not played.
#[derive(Clone, Debug)]
pub struct Other {
    /// Its deeds.
    pub log: Vec<(u64, Deed)>,
    /// Its deeds taken back.
    pub undone: Vec<(u64, Deed)>,
    /// Its places, and its record in [`History::ahead`].
    pub history: History,
    /// Where the two part, h.
    pub from_h: f64,
}

impl Other {
    /// The present run of the world, to be kept beside another.
    pub(crate) fn present(world: &World, from_h: f64) -> Option<Self> {
        Some(Self::of(world.get_resource::<Course>()?, world.resource::<Census>().created, from_h))
    }

    /// The present run of a course, to be kept.
    fn of(course: &Course, created: u64, from_h: f64) -> Self {
        let mut history = course.history.clone();
        let mut run = course.run.clone();
        history.put_aside(&mut run, course.tick, created);
        Self { log: course.log.clone(), undone: course.undone.clone(), history, from_h }
    }
}

/// Keeps the present run as the other one and goes on with a new one from here. In the past the new one has an open
/// future: what was done from this tick on belongs to the other.
pub fn fork(world: &mut World) {
    let created = world.resource::<Census>().created;
    // At the end there is nothing left to be otherwise.
    let Some(mut course) = world.get_resource_mut::<Course>().filter(|c| !c.over()) else { return };
    let (tick, from_h, naive_count) = (course.tick, course.t_h(), course.setup.receptors);
    let other = Other::of(&course, created, from_h);
    if tick < course.decided() {
        course.log.retain(|(t, deed)| *t < tick || (*t == tick && matches!(deed, Deed::Speed(_))));
    }
    course.undone.clear();
    course.history.forget_beyond(tick, tick, created, naive_count);
    course.other = Some(Box::new(other));
}

/// Plays the other run from now on, and keeps this one. Time stays where it is, as far as the other run reaches.
pub fn swap(world: &mut World) {
    let created = world.resource::<Census>().created;
    let Some(mut course) = world.get_resource_mut::<Course>() else { return };
    let Some(other) = course.other.take() else { return };
    let now = course.t_h();
    let from_h = other.from_h;
    course.other = Some(Box::new(Other::of(&course, created, from_h)));
    (course.log, course.undone, course.history) = (other.log, other.undone, other.history);
    let hour = now.min(course.history.ahead.as_ref().map_or(now, |a| a.t_h));
    if let Some(place) = course.history.before_hour(hour).cloned() {
        rewind::take_up(world, &place);
    }
    rewind::to_hour(world, hour);
}

/// Forgets the other run.
pub fn drop_other(world: &mut World) {
    if let Some(mut course) = world.get_resource_mut::<Course>() {
        course.other = None;
    }
}
