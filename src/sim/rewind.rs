//! Going back is ticking again: chance depends on (seed, serial, tick) alone, so the state at a tick is the same bit for
//! bit however often it is reached. Not here: keeping snapshots, which would make it faster.

use bevy::prelude::*;

use crate::SimTick;
use crate::census::Census;
use crate::clock::Clock;
use crate::course::{Course, Deed, Setup};
use crate::receptor::{self, Receptor};

/// Most ticks that a jump replays; a game of this length lasts hours.
const MAX_TICKS: u64 = 1_000_000;

/// Begins a game.
pub fn start(world: &mut World, setup: Setup, speed_h_per_s: f64) {
    clear(world);
    world.resource_mut::<Clock>().speed_h_per_s = speed_h_per_s;
    let mut course = Course::new(setup);
    course.log.push((0, Deed::Speed(speed_h_per_s)));
    receptor::populate(world, &course.setup);
    world.insert_resource(course);
}

/// Ends a game: no course, no receptors.
pub fn clear(world: &mut World) {
    world.remove_resource::<Course>();
    let all: Vec<Entity> = world.query_filtered::<Entity, With<Receptor>>().iter(world).collect();
    for entity in all {
        world.despawn(entity);
    }
    *world.resource_mut::<Census>() = Census::default();
}

/// Goes to a tick of the present course, and stands still. Deeds beyond it stay written down and happen again when
/// time goes on.
pub fn to_tick(world: &mut World, tick: u64) {
    again(world, |course| course.tick < tick.min(MAX_TICKS));
}

/// Goes to the first tick at or after this hour, and stands still.
pub fn to_hour(world: &mut World, hour: f64) {
    again(world, |course| course.t_h() < hour && course.tick < MAX_TICKS);
}

fn again(world: &mut World, go_on: impl Fn(&Course) -> bool) {
    world.resource_mut::<Clock>().running = false;
    let Some(old) = world.remove_resource::<Course>() else { return };
    let first_speed = old.log.iter().find_map(|(_, d)| if let Deed::Speed(s) = d { Some(*s) } else { None });
    let generation = world.resource::<Census>().generation;
    start(world, old.setup, first_speed.unwrap_or(1.0));
    let mut course = world.resource_mut::<Course>();
    course.log = old.log;
    course.undone = old.undone;
    while !world.resource::<Course>().over() && go_on(world.resource::<Course>()) {
        world.run_schedule(SimTick);
    }
    world.resource_mut::<Census>().generation += generation;
}

/// Takes the last act before now back, and comes back to the same tick.
pub fn undo(world: &mut World) {
    let mut course = world.resource_mut::<Course>();
    let tick = course.tick;
    let is_act = |(t, d): &(u64, Deed)| *t <= tick && matches!(d, Deed::Act(_) | Deed::WearPatch { .. });
    if let Some(last) = course.log.iter().rposition(is_act) {
        let deed = course.log.remove(last);
        course.undone.push(deed);
        to_tick(world, tick);
    }
}

/// Does the act that was taken back last again, at its own time.
pub fn redo(world: &mut World) {
    let mut course = world.resource_mut::<Course>();
    let tick = course.tick;
    if let Some(deed) = course.undone.pop() {
        let at = course.log.partition_point(|(t, _)| *t <= deed.0);
        course.log.insert(at, deed);
        to_tick(world, tick);
    }
}
