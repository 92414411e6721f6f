//! On the way to a moment that is not known yet: as fast as it goes, some ticks in every step of the clock, so that it
//! can be watched and stopped. "Run until" is a journey whose end is a sentence. Not here: going back ([`crate::rewind`]).

use bevy::prelude::*;
use model::goal::Goal;
use model::plan::Act;

use crate::SimTick;
use crate::bookmark::SAME_H;
use crate::clock::{Clock, SPEEDS_H_PER_S};
use crate::course::Course;
use crate::rewind;

/// Receptors that are stepped in one step of the clock, all its ticks together.
const WORK: u32 = 400_000;
/// Most ticks in one step of the clock.
const MOST_TICKS: u32 = 40;
/// A journey takes at most so many real seconds of ticks: longer ones go in longer ticks.
const LONGEST_S: f64 = 600.0;

/// Where a journey ends.
#[derive(Clone, Debug, PartialEq)]
pub enum Aim {
    /// At this hour: the last tick ends there, unless it was decided before and ends later.
    Hour(f64),
    /// At this tick, which was there before, at this hour.
    Tick(u64, f64),
    /// At the first tick at which the run so far meets the goal; `again`: after one at which it does not.
    Goal {
        /// The goal.
        goal: Box<Goal>,
        /// It has to become true.
        again: bool,
    },
    /// At the first tick with a dose in it.
    Dose,
}

/// A journey.
#[derive(Clone, Debug, PartialEq)]
pub struct Journey {
    /// Where it ends.
    pub aim: Aim,
    /// Where it began, h.
    pub from_h: f64,
    /// Where it ends at the latest, h.
    pub to_h: f64,
    /// Hours per real second of ticks that nothing has decided yet.
    pace_h_per_s: f64,
    /// The goal has been seen unmet.
    armed: bool,
    doses: usize,
}

impl Journey {
    /// How far it has come, 0-1.
    #[must_use]
    pub fn share(&self, now_h: f64) -> f64 {
        ((now_h - self.from_h) / (self.to_h - self.from_h).max(1e-12)).clamp(0.0, 1.0)
    }
}

/// How a journey with a goal ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    /// It held for the first time at this hour.
    Found(f64),
    /// It held already at the start.
    Already,
    /// The run is over and it did not happen.
    Never,
}

/// Goes to an hour: at once as far as the run is known, and on from there as a journey.
pub fn go_to(world: &mut World, hour: f64) {
    let Some(course) = world.get_resource::<Course>() else { return };
    let hour = if hour.is_finite() { hour.clamp(0.0, course.setup.duration_h) } else { 0.0 };
    let reached = course.reached_h();
    rewind::to_hour(world, hour.min(reached));
    if hour > reached && !world.resource::<Course>().over() {
        set_out(world, Aim::Hour(hour));
    }
}

/// Sets out; a goal that holds already ends the journey where it begins.
pub fn set_out(world: &mut World, aim: Aim) {
    world.resource_mut::<Clock>().stand_still();
    world.resource_mut::<Clock>().outcome = None;
    let Some(mut course) = world.get_resource_mut::<Course>() else { return };
    if course.over() {
        if matches!(aim, Aim::Goal { .. } | Aim::Dose) {
            world.resource_mut::<Clock>().outcome = Some(Outcome::Never);
        }
        return;
    }
    let holds = if let Aim::Goal { goal, .. } = &aim { met(&mut course, goal) } else { false };
    if holds && matches!(aim, Aim::Goal { again: false, .. }) {
        world.resource_mut::<Clock>().outcome = Some(Outcome::Already);
        return;
    }
    let (from_h, doses) = (course.t_h(), doses(&course));
    let to_h = match aim {
        Aim::Hour(hour) | Aim::Tick(_, hour) => hour,
        Aim::Goal { .. } | Aim::Dose => course.setup.duration_h,
    };
    let mut clock = world.resource_mut::<Clock>();
    let least = (to_h - from_h) / LONGEST_S;
    let quick = SPEEDS_H_PER_S.into_iter().find(|s| *s >= least).unwrap_or(SPEEDS_H_PER_S[SPEEDS_H_PER_S.len() - 1]);
    let pace_h_per_s = clock.speed_h_per_s.max(quick);
    clock.journey = Some(Journey { aim, from_h, to_h, pace_h_per_s, armed: !holds, doses });
}

/// Some ticks of the journey.
pub(crate) fn go_on(world: &mut World) {
    let Some(mut journey) = world.resource_mut::<Clock>().journey.take() else { return };
    let ticks = (WORK / world.resource::<Course>().setup.receptors.max(1)).clamp(1, MOST_TICKS);
    for _ in 0..ticks {
        let mut course = world.resource_mut::<Course>();
        if course.over() {
            break;
        }
        // Where nothing is decided, ticks are as long as the journey wants them; what was there before is made again as
        // it was.
        if course.tick >= course.decided() && !matches!(journey.aim, Aim::Tick(..)) {
            let end_h = if let Aim::Hour(hour) = journey.aim { Some(hour) } else { None };
            course.set_tick(journey.pace_h_per_s, end_h);
        }
        world.run_schedule(SimTick);
        let mut course = world.resource_mut::<Course>();
        let arrived = match &journey.aim {
            Aim::Hour(hour) => course.t_h() >= *hour - SAME_H,
            Aim::Tick(tick, _) => course.tick >= *tick,
            Aim::Dose => doses(&course) > journey.doses,
            Aim::Goal { goal, .. } => {
                let holds = met(&mut course, goal);
                let found = holds && journey.armed;
                journey.armed |= !holds;
                found
            }
        };
        if arrived {
            let hour = course.t_h();
            if matches!(journey.aim, Aim::Goal { .. } | Aim::Dose) {
                world.resource_mut::<Clock>().outcome = Some(Outcome::Found(hour));
            }
            return;
        }
    }
    let over = world.resource::<Course>().over();
    let mut clock = world.resource_mut::<Clock>();
    if !over {
        clock.journey = Some(journey);
    } else if matches!(journey.aim, Aim::Goal { .. } | Aim::Dose) {
        clock.outcome = Some(Outcome::Never);
    }
}

fn doses(course: &Course) -> usize {
    course.run.done.iter().filter(|a| matches!(a.act, Act::Give { .. })).count()
}

/// Whether the run so far meets the goal, this very moment included.
fn met(course: &mut Course, goal: &Goal) -> bool {
    let (now_h, row) = (course.t_h(), course.run.readings());
    course.run.trace.push(now_h, &row);
    let met = goal.met(&course.run.trace);
    course.run.trace.pop();
    met
}
