//! A run that is written down, and made again: what was done when is all that it takes, since chance is a function of seed,
//! serial number and tick. Coming home to where a run was takes a while, and is watched. Not here: where it is kept.

use bevy::ecs::schedule::SingleThreadedExecutor;
use bevy::prelude::*;
use serde::{Deserialize, Serialize};

use crate::SimTick;
use crate::clock::Clock;
use crate::course::{Course, Deed, Setup};
use crate::fork::Other;
use crate::rewind::{self, MAX_TICKS};

/// Most deeds in one run that is read; changes of speed count.
pub const MOST_DEEDS: usize = 200_000;
/// Receptors that are stepped in one step of the clock on the way home, all its ticks together.
const WORK: u32 = 1_000_000;
/// Most ticks in one step of the clock: the body's equations take their time too.
const MOST_TICKS: u32 = 120;
/// The same for a run that is made again beside the game, in one frame.
const BESIDE: (u32, u32) = (120_000, 24);

/// What is written down of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Written {
    /// Deeds with the tick before which they were done, in order.
    pub deeds: Vec<(u64, Deed)>,
    /// Deeds taken back, latest last.
    pub undone: Vec<(u64, Deed)>,
    /// The furthest tick that was reached.
    pub reached: u64,
}

impl Written {
    /// The present run.
    #[must_use]
    pub fn of(course: &Course) -> Self {
        Self { deeds: course.log.clone(), undone: course.undone.clone(), reached: course.reached_tick() }
    }

    /// The run that is not played.
    #[must_use]
    pub fn of_other(other: &Other) -> Self {
        let reached = other.history.ahead.as_ref().map_or(0, |a| a.tick);
        Self { deeds: other.log.clone(), undone: other.undone.clone(), reached }
    }

    /// Whether this can be played with a setup.
    ///
    /// # Errors
    /// What is wrong: deeds out of order, with drugs that are not there, numbers that are none, or too many of all.
    pub fn fits(&self, course: &Course) -> Result<(), String> {
        if self.reached > MAX_TICKS || self.deeds.len() + self.undone.len() > MOST_DEEDS {
            return Err(format!("it is too long; allowed: {MAX_TICKS} ticks and {MOST_DEEDS} deeds"));
        }
        if self.deeds.windows(2).any(|pair| pair[0].0 > pair[1].0) {
            return Err("its deeds are not in order".to_owned());
        }
        match self.deeds.iter().chain(&self.undone).find(|(_, deed)| !course.knows(deed)) {
            Some((tick, _)) => Err(format!("nobody can do here what it does at tick {tick}")),
            None => Ok(()),
        }
    }
}

/// A run to come home to.
#[derive(Clone, Debug)]
pub struct Recall {
    /// How it began.
    pub setup: Setup,
    /// The pace with which it began, h/s.
    pub home_h_per_s: f64,
    /// What was done.
    pub written: Written,
    /// The other run, and where the two part, h.
    pub other: Option<(Written, f64)>,
    /// Where the present was, ticks.
    pub tick: u64,
    /// How fast the clock went, h/s.
    pub speed_h_per_s: f64,
    /// The speed followed what happened.
    pub auto: bool,
}

/// On the way home. Nothing is commanded meanwhile but to begin another game.
#[derive(Resource, Debug)]
pub struct Homecoming {
    recall: Recall,
    /// The other run, made again.
    other: Option<Box<Other>>,
    /// The present run is on its way, and not the other one.
    own: bool,
}

impl Homecoming {
    /// How far it has come, 0-1.
    #[must_use]
    pub fn share(&self, course: &Course) -> f64 {
        let other = self.recall.other.as_ref().map_or(0, |(w, _)| w.reached);
        let all = (self.recall.written.reached + other).max(1);
        let done = if self.own { other } else { 0 } + course.tick;
        (done as f64 / all as f64).clamp(0.0, 1.0)
    }
}

/// Begins a run that is written down. What cannot be played is begun afresh.
pub fn begin(world: &mut World, recall: Recall) {
    let own = recall.other.is_none();
    start(
        world,
        &recall,
        if own { &recall.written } else { recall.other.as_ref().map_or(&recall.written, |(w, _)| w) },
    );
    world.insert_resource(Homecoming { recall, other: None, own });
}

/// A new game with these deeds, where they can be done.
fn start(world: &mut World, recall: &Recall, written: &Written) {
    rewind::start(world, recall.setup.clone(), recall.home_h_per_s);
    let Some(mut course) = world.get_resource_mut::<Course>() else { return };
    if let Err(why) = written.fits(&course) {
        warn!("a run that was kept cannot be played: {why}");
        return;
    }
    course.log.clone_from(&written.deeds);
    course.undone.clone_from(&written.undone);
}

/// Some ticks of the way home.
pub(crate) fn go_on(world: &mut World) {
    let Some(mut home) = world.remove_resource::<Homecoming>() else { return };
    let to =
        if home.own { home.recall.written.reached } else { home.recall.other.as_ref().map_or(0, |(w, _)| w.reached) };
    if !ticks(world, to, (WORK, MOST_TICKS)) {
        world.insert_resource(home);
        return;
    }
    if home.own {
        arrive(world, home);
    } else {
        let from_h = home.recall.other.as_ref().map_or(0.0, |(_, from_h)| *from_h);
        home.other = Other::present(world, from_h).map(Box::new);
        home.own = true;
        let bookmarks = world.get_resource::<Course>().map(|c| c.bookmarks.clone()).unwrap_or_default();
        start(world, &home.recall, &home.recall.written);
        if let Some(mut course) = world.get_resource_mut::<Course>() {
            course.bookmarks = bookmarks;
        }
        world.insert_resource(home);
    }
}

/// Some ticks towards `to`: as many as a step may have, by receptors and at most. `true`: it is reached, or the run is over.
fn ticks(world: &mut World, to: u64, (work, most): (u32, u32)) -> bool {
    let there = |world: &World| world.get_resource::<Course>().is_none_or(|c| c.over() || c.tick >= to);
    let receptors = world.get_resource::<Course>().map_or(1, |c| c.setup.receptors.max(1));
    for _ in 0..(work / receptors).clamp(1, most) {
        if there(world) {
            return true;
        }
        world.run_schedule(SimTick);
    }
    there(world)
}

fn arrive(world: &mut World, home: Homecoming) {
    rewind::to_tick(world, home.recall.tick);
    if let Some(mut course) = world.get_resource_mut::<Course>() {
        course.other = home.other;
    }
    let mut clock = world.resource_mut::<Clock>();
    let speed = home.recall.speed_h_per_s;
    if speed.is_finite() && speed > 0.0 {
        clock.speed_h_per_s = speed;
    }
    clock.auto = home.recall.auto;
}

/// A run that is made again beside the game, in a world of its own: for its record.
#[derive(Debug)]
pub struct Again {
    world: World,
    to: u64,
}

impl Again {
    /// Begins it.
    ///
    /// # Errors
    /// What is written down cannot be played with this setup.
    pub fn begin(setup: Setup, home_h_per_s: f64, written: &Written) -> Result<Self, String> {
        let mut app = App::new();
        app.add_plugins(crate::plugin);
        // It ticks inside of a system of another world: threads of its own would wait for each other.
        app.edit_schedule(SimTick, |s| {
            s.set_executor(SingleThreadedExecutor::new());
        });
        let mut world = std::mem::take(app.world_mut());
        rewind::start(&mut world, setup, home_h_per_s);
        let mut course = world.get_resource_mut::<Course>().ok_or("it cannot begin")?;
        written.fits(&course)?;
        course.log.clone_from(&written.deeds);
        // Nobody goes back in it: places to come back to would only take room.
        course.history.set_budget(0);
        course.history.journal.keep(1);
        Ok(Self { world, to: written.reached })
    }

    /// Its course, as far as it has come.
    #[must_use]
    pub fn course(&self) -> Option<&Course> {
        self.world.get_resource::<Course>()
    }

    /// Some ticks, as many as a frame can bear. `true`: it is all there.
    pub fn go_on(&mut self) -> bool {
        ticks(&mut self.world, self.to, BESIDE)
    }
}
