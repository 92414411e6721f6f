//! The course of one game: the body on its way, what has been commanded when, and the dice of the present tick.

use std::sync::Arc;

use bevy::prelude::*;
use model::drug::Entry;
use model::engine::Engine;
use model::goal::Goal;
use model::plan::{Act, Action, Plan};
use model::run::Run;
use model::trace::Trace;
use model::transit::{Throws, Transit};
use serde::{Deserialize, Serialize};

use crate::bookmark::Bookmark;
use crate::fork::Other;
use crate::history::{Ahead, History};
use crate::planned;
use crate::stops;
use crate::{SimTick, TICKS_PER_S, TickSystems};

/// How a game starts.
#[derive(Clone, Debug)]
pub struct Setup {
    /// System and drugs.
    pub engine: Engine,
    /// Receptors of the naive body.
    pub receptors: u32,
    /// Chance.
    pub seed: u64,
    /// Where it ends, h.
    pub duration_h: f64,
    /// Spacing of recorded rows, h.
    pub grid_h: f64,
    /// What happens by itself.
    pub script: Plan,
    /// What the run is about: the automatic speed slows where one of them is met or lost.
    pub goals: Vec<Goal>,
    /// Hours at which the clock stops by itself ([`crate::stops`]). They are no part of the run: the log says how long
    /// each tick was.
    pub stops_h: Vec<f64>,
}

/// A deed of the player, as it is written down and replayed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Deed {
    /// An act, now.
    Act(Act),
    /// From now on the patch of `drug` is worn between these hours of the day.
    WearPatch {
        /// Drug, by place.
        drug: usize,
        /// Hour of the day at which it goes on.
        on_h: f64,
        /// Hour of the day at which it comes off.
        off_h: f64,
        /// Dose units.
        du: f64,
    },
    /// From `from_h` on these acts, instead of what is left of the plan of the same number ([`crate::planned`]).
    Plan {
        /// Which of several plans.
        number: usize,
        /// Now, or up to one tick ago: what the last tick passed over is done late, and nothing before it.
        from_h: f64,
        /// The acts, in order of time.
        #[serde(with = "crate::planned::list")]
        acts: Arc<[Action]>,
    },
    /// Model hours per real second from now on: how long a tick is. It is part of the run, since chance is thrown once a
    /// tick; how fast a recorded stretch is watched again is not ([`crate::clock`]).
    Speed(f64),
}

/// The game that is being played.
#[derive(Resource, Debug)]
pub struct Course {
    /// How it started.
    pub setup: Setup,
    /// The body and its record.
    pub run: Run,
    /// Ticks since the start.
    pub tick: u64,
    /// Deeds with the tick before which they were done, in order.
    pub log: Vec<(u64, Deed)>,
    /// Deeds taken back, latest last.
    pub undone: Vec<(u64, Deed)>,
    /// The equations could not be solved; the game stands still.
    pub trouble: Option<String>,
    /// Model hours per real second in force: the last [`Deed::Speed`] that was done.
    pub pace_h_per_s: f64,
    /// The pace with which the run began.
    pub home_h_per_s: f64,
    /// Places to come back to, and the record beyond the present.
    pub history: History,
    /// Named moments.
    pub bookmarks: Vec<Bookmark>,
    /// The other run, if this one was forked.
    pub other: Option<Box<Other>>,
    pub(crate) throws: Throws,
}

impl Course {
    /// A course at its start.
    #[must_use]
    pub fn new(setup: Setup) -> Self {
        let mut run = Run::new(setup.engine.clone(), setup.grid_h).with_rows_after_acts();
        run.queue(&setup.script.actions);
        let throws = Transit::default().throws(setup.receptors);
        let history = History::new(setup.receptors);
        Self {
            setup,
            run,
            tick: 0,
            log: Vec::new(),
            undone: Vec::new(),
            trouble: None,
            pace_h_per_s: 0.0,
            home_h_per_s: 0.0,
            history,
            bookmarks: Vec::new(),
            other: None,
            throws,
        }
    }

    /// Model time, h.
    #[must_use]
    pub fn t_h(&self) -> f64 {
        self.run.body.t_h
    }

    /// Whether the end is reached (or the equations failed).
    #[must_use]
    pub fn over(&self) -> bool {
        self.t_h() >= self.setup.duration_h || self.trouble.is_some()
    }

    /// Model hours in one tick, at the pace in force.
    #[must_use]
    pub fn tick_h(&self) -> f64 {
        self.pace_h_per_s / TICKS_PER_S
    }

    /// Model hours in the tick that comes next, as it is written down.
    #[must_use]
    pub fn next_tick_h(&self) -> f64 {
        self.next_pace() / TICKS_PER_S
    }

    /// The pace of the next tick, h/s.
    fn next_pace(&self) -> f64 {
        let due = self.log.iter().rev().skip_while(|(t, _)| *t > self.tick).take_while(|(t, _)| *t == self.tick);
        let said = |(_, deed): &(u64, Deed)| if let Deed::Speed(speed) = deed { Some(*speed) } else { None };
        due.filter_map(said).next().unwrap_or(self.pace_h_per_s)
    }

    /// The tick up to which everything is decided: what was reached, and deeds that are written down. Up to there the run
    /// is played again, beyond it goes on.
    #[must_use]
    pub fn decided(&self) -> u64 {
        let reached = self.history.ahead.as_ref().map_or(0, |a| a.tick);
        reached.max(self.log.last().map_or(0, |(t, _)| *t))
    }

    /// The furthest moment that was reached, h.
    #[must_use]
    pub fn reached_h(&self) -> f64 {
        self.history.ahead.as_ref().map_or(self.t_h(), |a| a.t_h).max(self.t_h())
    }

    /// The same in ticks.
    #[must_use]
    pub fn reached_tick(&self) -> u64 {
        self.history.ahead.as_ref().map_or(self.tick, |a| a.tick).max(self.tick)
    }

    /// All that is recorded, up to the furthest moment.
    #[must_use]
    pub fn record(&self) -> &Trace {
        self.history.ahead.as_ref().map_or(&self.run.trace, |a| &a.trace)
    }

    /// Record and furthest moment of the other run, if there is one.
    #[must_use]
    pub fn other_reached(&self) -> Option<&Ahead> {
        self.other.as_ref()?.history.ahead.as_ref()
    }

    /// All that was done, up to the furthest moment.
    #[must_use]
    pub fn done(&self) -> &[Action] {
        self.history.ahead.as_ref().map_or(&self.run.done, |a| &a.done)
    }

    /// Writes down how long the next tick is: as long as the speed says, but not beyond the next stop, nor beyond `end_h`.
    /// Only for ticks that nothing has decided yet.
    pub(crate) fn set_tick(&mut self, speed_h_per_s: f64, end_h: Option<f64>) {
        let end_h = self.next_stop().into_iter().chain(end_h).fold(f64::INFINITY, f64::min);
        self.set_pace(stops::pace_into(self.t_h(), speed_h_per_s, end_h));
    }

    /// Writes the pace of the next tick down, where it is another than the one in force.
    fn set_pace(&mut self, speed_h_per_s: f64) {
        let tick = self.tick;
        if self.next_pace().to_bits() != speed_h_per_s.to_bits() {
            self.log.retain(|(t, d)| !(*t == tick && matches!(d, Deed::Speed(_))));
            let at = self.log.partition_point(|(t, _)| *t <= tick);
            self.log.insert(at, (tick, Deed::Speed(speed_h_per_s)));
        }
    }

    /// Whether a deed can be done here: its drug and its way in are there, and its numbers are numbers.
    #[must_use]
    pub fn knows(&self, deed: &Deed) -> bool {
        let drugs = &self.run.engine.drugs;
        match *deed {
            Deed::Act(Act::Give { drug, route, du }) => {
                du.is_finite() && du > 0.0 && drugs.get(drug).is_some_and(|d| route < d.routes.len())
            }
            Deed::Act(Act::PatchOff { drug }) => drug < drugs.len(),
            Deed::Act(Act::Place { .. } | Act::Wash) => true,
            Deed::WearPatch { drug, on_h, off_h, du } => {
                drug < drugs.len() && [on_h, off_h, du].iter().all(|x| x.is_finite())
            }
            Deed::Plan { number, from_h, ref acts } => self.plan_is_sound(number, from_h, acts),
            Deed::Speed(speed) => speed.is_finite() && speed > 0.0,
        }
    }

    /// Does the deed of this entry of the log at the present moment.
    pub(crate) fn perform(&mut self, entry: usize) {
        let now = self.t_h();
        match self.log[entry].1 {
            Deed::Plan { number, from_h, ref acts } => {
                let old = planned::in_force(&self.log, entry, number).map_or(&[][..], |old| old);
                let coming = planned::replaced(self.run.pending(), (old, acts), from_h, now);
                self.run.cancel(|_| true);
                self.run.queue(&coming);
            }
            Deed::Act(act) => self.run.queue(&[Action { at_h: now, act }]),
            Deed::Speed(speed) => self.pace_h_per_s = speed,
            Deed::WearPatch { drug, on_h, off_h, du } => {
                self.run.cancel(|a| match a.act {
                    Act::Give { drug: d, .. } | Act::PatchOff { drug: d } => d == drug,
                    Act::Place { .. } | Act::Wash => false,
                });
                let routes = &self.run.engine.drugs[drug].routes;
                let route = routes.iter().position(|r| matches!(r.entry, Entry::Patch { .. })).unwrap_or(0);
                let actions = wear(now, self.setup.duration_h, (drug, route), on_h, off_h, du);
                self.run.queue(&actions);
            }
        }
    }
}

/// Patch on and off every day from `now` to `until`; what is on now comes off first.
fn wear(now: f64, until: f64, (drug, route): (usize, usize), on_h: f64, off_h: f64, du: f64) -> Vec<Action> {
    let on = Act::Give { drug, route, du };
    let off = Act::PatchOff { drug };
    let mut out = vec![Action { at_h: now, act: off }];
    let worn_h = if off_h > on_h { off_h - on_h } else { off_h - on_h + 24.0 };
    let mut day = (now / 24.0).floor() - 1.0;
    while day * 24.0 < until {
        let start = day * 24.0 + on_h;
        let end = start + worn_h;
        if end > now {
            out.push(Action { at_h: start.max(now), act: on });
            if worn_h < 24.0 {
                out.push(Action { at_h: end, act: off });
            } else {
                return out;
            }
        }
        day += 1.0;
    }
    out
}

pub(crate) fn plugin(app: &mut App) {
    app.add_systems(SimTick, solve_body.in_set(TickSystems::Kinetics).run_if(resource_exists::<Course>));
}

fn solve_body(mut course: ResMut<Course>) {
    let course = &mut *course;
    let first = course.log.partition_point(|(t, _)| *t < course.tick);
    for entry in first..course.log.partition_point(|(t, _)| *t <= course.tick) {
        course.perform(entry);
    }
    let to_h = (course.t_h() + course.tick_h()).min(course.setup.duration_h);
    match course.run.advance_with_receptors(to_h) {
        Ok(transit) => course.throws = transit.throws(course.setup.receptors),
        Err(e) => {
            course.trouble = Some(e.to_string());
            course.throws = Transit::default().throws(course.setup.receptors);
        }
    }
    course.tick += 1;
}
