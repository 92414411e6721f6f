//! The course of one game: the body on its way, what has been commanded when, and the dice of the present tick.

use bevy::prelude::*;
use model::engine::Engine;
use model::plan::{Act, Action, Plan};
use model::run::Run;
use model::transit::{Throws, Transit};

use crate::clock::Clock;
use crate::{SimTick, TickSystems};

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
}

/// A deed of the player, as it is written down and replayed.
#[derive(Clone, Debug, PartialEq)]
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
    /// Model hours per real second from now on.
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
    pub(crate) throws: Throws,
}

impl Course {
    /// A course at its start.
    #[must_use]
    pub fn new(setup: Setup) -> Self {
        let mut run = Run::new(setup.engine.clone(), setup.grid_h);
        run.queue(&setup.script.actions);
        let throws = Transit::default().throws(setup.receptors);
        Self { setup, run, tick: 0, log: Vec::new(), undone: Vec::new(), trouble: None, throws }
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

    /// Does a deed at the present moment.
    pub(crate) fn perform(&mut self, deed: &Deed, clock: &mut Clock) {
        let now = self.t_h();
        match *deed {
            Deed::Act(act) => self.run.queue(&[Action { at_h: now, act }]),
            Deed::Speed(speed) => clock.speed_h_per_s = speed,
            Deed::WearPatch { drug, on_h, off_h, du } => {
                self.run.cancel(|a| match a.act {
                    Act::Give { drug: d, .. } | Act::PatchOff { drug: d } => d == drug,
                    Act::Place { .. } | Act::Wash => false,
                });
                let actions = wear(now, self.setup.duration_h, drug, on_h, off_h, du);
                self.run.queue(&actions);
            }
        }
    }
}

/// Patch on and off every day from `now` to `until`; what is on now comes off first.
fn wear(now: f64, until: f64, drug: usize, on_h: f64, off_h: f64, du: f64) -> Vec<Action> {
    let on = Act::Give { drug, route: 0, du };
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

fn solve_body(mut course: ResMut<Course>, mut clock: ResMut<Clock>) {
    let course = &mut *course;
    let due: Vec<Deed> = course.log.iter().filter(|(t, _)| *t == course.tick).map(|(_, d)| d.clone()).collect();
    for deed in due {
        course.perform(&deed, &mut clock);
    }
    let to_h = (course.t_h() + clock.tick_h()).min(course.setup.duration_h);
    match course.run.advance_with_receptors(to_h) {
        Ok(transit) => course.throws = transit.throws(course.setup.receptors),
        Err(e) => {
            error!("{e}");
            course.trouble = Some(e.to_string());
            course.throws = Transit::default().throws(course.setup.receptors);
        }
    }
    course.tick += 1;
}
