//! Going anywhere in a run: the nearest place that was kept ([`crate::history`]) is taken up, and the ticks from there
//! happen again. Chance depends on (seed, serial, tick) alone, so the state at a tick is the same bit for bit however it
//! is reached. Not here: going where nothing has been decided yet, which takes its time ([`crate::journey`]).

use std::sync::Arc;

use bevy::prelude::*;
use model::receptor::N_STATES;

use crate::SimTick;
use crate::bookmark::SAME_H;
use crate::census::{Census, EMPTY};
use crate::clock::Clock;
use crate::course::{Course, Deed, Setup};
use crate::history::{self, Snapshot};
use crate::journey::{self, Aim};
use crate::recall::Homecoming;
use crate::receptor::{self, Receptor};

/// Most ticks that a jump replays; a game of this length lasts hours.
pub const MAX_TICKS: u64 = 1_000_000;
/// Most ticks that taking back replays at once; more become a journey that can be seen.
const AT_ONCE: u64 = 300;

/// Receptors that are stepped while somebody drags, all ticks together: some thirty milliseconds of work.
const AT_A_DRAG: u64 = 2_000_000;
/// Most ticks while somebody drags: the body's equations take their time too.
const MOST_AT_A_DRAG: u64 = 40;

/// Begins a game.
pub fn start(world: &mut World, setup: Setup, speed_h_per_s: f64) {
    clear(world);
    world.resource_mut::<Clock>().speed_h_per_s = speed_h_per_s;
    let mut course = Course::new(setup);
    (course.pace_h_per_s, course.home_h_per_s) = (speed_h_per_s, speed_h_per_s);
    course.log.push((0, Deed::Speed(speed_h_per_s)));
    receptor::populate(world, &course.setup);
    history::keep_place(&mut course, world.resource::<Census>());
    world.insert_resource(course);
}

/// Ends a game: no course, no receptors.
pub fn clear(world: &mut World) {
    world.remove_resource::<Course>();
    world.remove_resource::<Homecoming>();
    let all: Vec<Entity> = world.query_filtered::<Entity, With<Receptor>>().iter(world).collect();
    for entity in all {
        world.despawn(entity);
    }
    world.resource_mut::<Clock>().stand_still();
    // The next game is another one for everybody who looks for changes.
    let generation = world.resource::<Census>().generation + 1;
    *world.resource_mut::<Census>() = Census { generation, ..Census::default() };
}

/// Goes to a tick of the present course, and stands still. Deeds beyond it stay written down and happen again when
/// time goes on.
pub fn to_tick(world: &mut World, tick: u64) {
    let Some(course) = world.get_resource::<Course>() else { return };
    let place = course.history.at_tick(tick).filter(|p| course.tick > tick || p.tick > course.tick).cloned();
    arrive(world, place, |course| course.tick < tick.min(MAX_TICKS));
}

/// Goes to the first tick at or after this hour, and stands still.
pub fn to_hour(world: &mut World, hour: f64) {
    let Some(course) = world.get_resource::<Course>() else { return };
    let here = course.t_h() < hour;
    let place = course.history.before_hour(hour).filter(|p| !here || p.tick > course.tick).cloned();
    arrive(world, place, |course| course.t_h() < hour && course.tick < MAX_TICKS);
}

/// Goes about in what was reached while somebody drags: to the hour itself where few ticks lie between it and a place that
/// was kept, and else to the place that is nearest. Never beyond what was reached.
pub fn scrub(world: &mut World, hour: f64) {
    let Some(course) = world.get_resource::<Course>() else { return };
    let hour = hour.min(course.reached_h());
    let Some(before) = course.history.before_hour(hour) else { return };
    let from = if course.t_h() < hour && course.tick > before.tick { course.tick } else { before.tick };
    let after = course.history.after_hour(hour).cloned();
    let ticks = after.as_ref().map_or(course.history.spacing(), |a| a.tick.saturating_sub(from));
    if ticks <= AT_A_DRAG / u64::from(course.setup.receptors.max(1)).max(AT_A_DRAG / MOST_AT_A_DRAG) {
        to_hour(world, hour);
        return;
    }
    let nearer = after.filter(|a| a.t_h() - hour < hour - before.t_h());
    let place = nearer.unwrap_or_else(|| before.clone());
    if place.tick != course.tick {
        arrive(world, Some(place), |_| false);
    } else {
        world.resource_mut::<Clock>().stand_still();
    }
}

/// Takes up a place (or starts from the present) and ticks on.
fn arrive(world: &mut World, place: Option<Arc<Snapshot>>, go_on: impl Fn(&Course) -> bool) {
    world.resource_mut::<Clock>().stand_still();
    if let Some(place) = place {
        take_up(world, &place);
    }
    while !world.resource::<Course>().over() && go_on(world.resource::<Course>()) {
        world.run_schedule(SimTick);
    }
}

/// Makes the world what it was at a place of the present course; what was recorded beyond stays at hand.
pub(crate) fn take_up(world: &mut World, place: &Snapshot) {
    let by_slot = place.by_slot();
    let created = world.resource::<Census>().created;
    let mut course = world.resource_mut::<Course>();
    let Course { run, history, tick, .. } = &mut *course;
    history.put_aside(run, *tick, created);
    if let Some(ahead) = &history.ahead {
        run.back_to(&place.place, &ahead.trace, &ahead.done);
    }
    if history.ahead.as_ref().is_some_and(|a| a.tick <= place.tick) {
        history.ahead = None;
    }
    let naive_count = course.setup.receptors;
    let serials = course.history.serials(naive_count, place.created, &by_slot);
    course.tick = place.tick;
    course.pace_h_per_s = place.pace_h_per_s;
    course.trouble = None;
    receptor::seat(world, &serials, &by_slot);
    let mut counts = [0; N_STATES];
    for state in by_slot.iter().filter(|s| **s != EMPTY) {
        counts[usize::from(*state)] += 1;
    }
    let mut census = world.resource_mut::<Census>();
    let generation = census.generation + 1;
    let (created, degraded, changed) = (place.created, place.degraded, place.changed);
    *census = Census { counts, naive_count, created, degraded, by_slot, changed, generation };
}

/// Whether a deed is the player's to take back.
fn is_act((_, deed): &(u64, Deed)) -> bool {
    matches!(deed, Deed::Act(_) | Deed::WearPatch { .. } | Deed::Plan { .. })
}

impl Course {
    /// Which entry of the log is taken back next: the last act at or before the present.
    #[must_use]
    pub fn last_act(&self) -> Option<usize> {
        self.log.iter().rposition(|entry| entry.0 <= self.tick && is_act(entry))
    }
}

/// Takes the last act before now back, and comes back to the same tick.
pub fn undo(world: &mut World) {
    let Some(mut course) = world.get_resource_mut::<Course>() else { return };
    if let Some(last) = course.last_act() {
        let deed = course.log.remove(last);
        let at = deed.0;
        course.undone.push(deed);
        rewrite_from(world, at);
    }
}

/// Does the act that was taken back last again, at its own time.
pub fn redo(world: &mut World) {
    let Some(mut course) = world.get_resource_mut::<Course>() else { return };
    if let Some(deed) = course.undone.pop() {
        let at = deed.0;
        let place = course.log.partition_point(|(t, _)| *t <= at);
        course.log.insert(place, deed);
        rewrite_from(world, at);
    }
}

/// The run is another from the tick `from` on: what is known beyond is forgotten, and the present, if it lies there, is
/// made again.
fn rewrite_from(world: &mut World, from: u64) {
    let created = world.resource::<Census>().created;
    let Some(mut course) = world.get_resource_mut::<Course>() else { return };
    let (tick, now_h, naive_count) = (course.tick, course.t_h(), course.setup.receptors);
    if tick <= from {
        course.history.forget_beyond(from, tick, created, naive_count);
        return;
    }
    let Some(place) = course.history.at_tick(from).cloned() else { return };
    course.history.forget_beyond(from, tick, place.created, naive_count);
    take_up(world, &place);
    // What was put aside is the run as it is no more.
    world.resource_mut::<Course>().history.ahead = None;
    if tick - place.tick <= AT_ONCE {
        to_tick(world, tick);
    } else {
        journey::set_out(world, Aim::Tick(tick, now_h));
    }
}

/// Goes to the dose, patch or washing out before the present one (or after it), where there is one.
pub fn to_event(world: &mut World, forward: bool) {
    let Some(course) = world.get_resource::<Course>() else { return };
    let (tick, now) = (course.tick, course.t_h());
    let mut hours: Vec<f64> = course.done().iter().chain(&course.to_come()).map(|a| a.at_h).collect();
    hours.retain(|h| if forward { *h > now + SAME_H } else { *h < now - SAME_H });
    hours.sort_by(f64::total_cmp);
    if forward {
        if let Some(next) = hours.first().filter(|h| **h <= course.setup.duration_h) {
            journey::go_to(world, *next);
        }
        return;
    }
    if !back_to_one_of(world, hours, tick) {
        to_tick(world, 0);
    }
}

/// Goes to the latest of these hours (ascending) that leads back before `tick`: one in the middle of a tick is seen at the
/// end of it, and then the one before is meant. `false`: none does.
fn back_to_one_of(world: &mut World, hours: Vec<f64>, tick: u64) -> bool {
    hours.into_iter().rev().any(|hour| {
        to_hour(world, hour);
        world.resource::<Course>().tick < tick
    })
}

/// Goes to the bookmark before the present; stays where it is if there is none.
pub fn to_mark_before(world: &mut World) {
    let Some(course) = world.get_resource::<Course>() else { return };
    let (tick, now) = (course.tick, course.t_h());
    let hours = course.bookmarks.iter().map(|b| b.at_h).filter(|h| *h < now - SAME_H).collect();
    if !back_to_one_of(world, hours, tick) {
        to_tick(world, tick);
    }
}
