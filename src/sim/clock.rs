//! How fast model time goes, and whether it goes at all. Not here: model time itself, which is the body's
//! ([`crate::course::Course`]).
//!
//! Two speeds must be told apart. How long a tick is, is part of the run and written down in its log; it is the speed at
//! which the run was first played. How fast what is already decided is watched again is the player's alone: then a step
//! of the clock makes as many ticks as fit, or waits for one. A change of speed never makes another run of the past.

use bevy::prelude::*;

use crate::auto;
use crate::course::Course;
use crate::journey::{self, Journey, Outcome};
use crate::recall::{self, Homecoming};
use crate::rewind;
use crate::{SimSystems, SimTick, TICKS_PER_S};

/// The speeds that the game offers, model hours per real second: 1 s, 5 s, 20 s, 1 min, 5 min, 20 min, 1 h, 2 h, 4 h,
/// 12 h, 1 d, 2 d, 1 w.
pub const SPEEDS_H_PER_S: [f64; 13] = [
    1.0 / 3600.0,
    5.0 / 3600.0,
    20.0 / 3600.0,
    1.0 / 60.0,
    5.0 / 60.0,
    20.0 / 60.0,
    1.0,
    2.0,
    4.0,
    12.0,
    24.0,
    48.0,
    168.0,
];

/// Ticks that one step of the clock makes one by one when watching again; beyond, it jumps.
const MOST_TICKS: u32 = 12;

/// Real seconds from tick to tick beyond which a run looks as if it stood still.
const LONG_TICK_S: f64 = 0.5;

/// The clock.
#[derive(Resource, Clone, Debug, PartialEq)]
pub struct Clock {
    /// Ticks happen.
    pub running: bool,
    /// Model hours per real second.
    pub speed_h_per_s: f64,
    /// The speed follows what happens ([`crate::auto`]).
    pub auto: bool,
    /// On the way somewhere; this goes before `running`.
    pub journey: Option<Journey>,
    /// How the last journey ended.
    pub outcome: Option<Outcome>,
    /// Model time that is owed to one who watches again, h.
    owed_h: f64,
}

impl Default for Clock {
    fn default() -> Self {
        Self {
            running: false,
            speed_h_per_s: SPEEDS_H_PER_S[0],
            auto: false,
            journey: None,
            outcome: None,
            owed_h: 0.0,
        }
    }
}

impl Clock {
    /// The next speed up (`steps` 1) or down (-1) of [`SPEEDS_H_PER_S`]; a level may begin with one between them.
    #[must_use]
    pub fn faster(&self, steps: i32) -> f64 {
        let mut speed = self.speed_h_per_s;
        for _ in 0..steps.unsigned_abs().min(SPEEDS_H_PER_S.len() as u32) {
            let next = if steps < 0 {
                SPEEDS_H_PER_S.into_iter().rev().find(|s| *s < 0.999 * speed)
            } else {
                SPEEDS_H_PER_S.into_iter().find(|s| *s > 1.001 * speed)
            };
            speed = next.unwrap_or(speed);
        }
        speed
    }

    /// Real seconds until the next tick of what is watched again, where ticks are too long to be seen as motion.
    #[must_use]
    pub fn waits_s(&self, course: &Course) -> Option<f64> {
        let again = self.running && self.journey.is_none() && !course.over() && course.tick < course.decided();
        let long = course.next_tick_h() >= LONG_TICK_S * self.speed_h_per_s;
        (again && long).then(|| ((course.next_tick_h() - self.owed_h) / self.speed_h_per_s).max(0.0))
    }

    /// Neither runs nor travels.
    pub fn stand_still(&mut self) {
        self.running = false;
        self.journey = None;
        self.owed_h = 0.0;
    }
}

pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Clock>().add_systems(FixedUpdate, tick.in_set(SimSystems::Tick));
}

fn tick(world: &mut World) {
    if !world.contains_resource::<Course>() {
        return;
    }
    if world.contains_resource::<Homecoming>() {
        recall::go_on(world);
        return;
    }
    if world.resource::<Clock>().journey.is_some() {
        journey::go_on(world);
        return;
    }
    let course = world.resource::<Course>();
    if course.over() || !world.resource::<Clock>().running {
        return;
    }
    let from_h = course.t_h();
    if course.tick < course.decided() {
        watch_again(world);
    } else {
        live(world);
    }
    let course = world.resource::<Course>();
    if course.is_stopped(from_h) {
        world.resource_mut::<Clock>().stand_still();
    } else if course.over() {
        world.resource_mut::<Clock>().running = false;
    }
}

/// One tick that nothing has decided yet, at the clock's own speed.
pub(crate) fn live(world: &mut World) {
    if world.resource::<Clock>().auto {
        let speed = auto::speed_h_per_s(world.resource::<Course>());
        world.resource_mut::<Clock>().speed_h_per_s = speed;
    }
    let mut clock = world.resource_mut::<Clock>();
    clock.owed_h = 0.0;
    let speed = clock.speed_h_per_s;
    world.resource_mut::<Course>().set_tick(speed, None);
    world.run_schedule(SimTick);
}

/// A thirtieth of a second of what is decided already, at the speed of the one who watches.
fn watch_again(world: &mut World) {
    let recorded = world.resource::<Course>().pace_h_per_s;
    let mut clock = world.resource_mut::<Clock>();
    // A tick that was shortened by a stop has a pace that is no speed.
    if clock.auto && SPEEDS_H_PER_S.iter().any(|speed| speed.to_bits() == recorded.to_bits()) {
        clock.speed_h_per_s = recorded;
    }
    let mut owed_h = clock.owed_h + clock.speed_h_per_s / TICKS_PER_S;
    let mut made = 0;
    loop {
        let course = world.resource::<Course>();
        // A hair less than owed counts as owed: sums of thirtieths are never exact.
        if course.tick >= course.decided() || course.over() || course.next_tick_h() > owed_h * (1.0 + 1e-9) {
            break;
        }
        if made == MOST_TICKS {
            let hour = (course.t_h() + owed_h).min(course.reached_h());
            let hour = course.next_stop().map_or(hour, |stop| hour.min(stop));
            if hour > course.t_h() {
                rewind::to_hour(world, hour);
                world.resource_mut::<Clock>().running = true;
            }
            owed_h = 0.0;
            break;
        }
        let before = course.t_h();
        world.run_schedule(SimTick);
        let course = world.resource::<Course>();
        owed_h -= course.t_h() - before;
        made += 1;
        if course.is_stopped(before) {
            break;
        }
    }
    world.resource_mut::<Clock>().owed_h = owed_h.max(0.0);
}
