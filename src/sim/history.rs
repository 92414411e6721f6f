//! What has been reached so far: places to come back to, and the record up to the furthest of them. A place is half a
//! byte of state per receptor and one body; who sits in a slot follows from the one list of births that all places
//! share. Not here: going there ([`crate::rewind`]).

use std::sync::Arc;

use bevy::prelude::*;
use model::plan::Action;
use model::receptor::N_STATES;
use model::run::{Place, Run};
use model::trace::Trace;

use crate::biography::Journal;
use crate::census::{Census, EMPTY};
use crate::course::Course;
use crate::{SimTick, TickSystems};

/// Bytes that the places of a run of up to some 40,000 receptors may hold together, the list of births aside. When they would
/// be more, every other one goes.
pub const BUDGET_BYTES: usize = 64 << 20;
/// The same per receptor, for larger runs: a place of theirs is larger, and a tick between two places takes longer.
const BUDGET_BYTES_EACH: usize = 3 << 9;
/// Most that any run may hold.
const BUDGET_BYTES_MOST: usize = 512 << 20;

/// The budget of a run of so many receptors, bytes.
#[must_use]
pub fn budget_bytes(receptors: u32) -> usize {
    (receptors as usize).saturating_mul(BUDGET_BYTES_EACH).clamp(BUDGET_BYTES, BUDGET_BYTES_MOST)
}

/// Ticks between two places in a short run; it doubles whenever the budget is spent.
pub const CLOSEST_TICKS: u64 = 8;

/// In the list of births: degraded in the tick of its birth.
pub(crate) const STILLBORN: u32 = u32::MAX;

/// One place: a tick, and what the world was then.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Ticks done.
    pub tick: u64,
    /// Model hours per real second that were in force.
    pub pace_h_per_s: f64,
    /// Body, and what was still to come.
    pub place: Place,
    /// Ever created.
    pub created: u64,
    /// Ever degraded.
    pub degraded: u64,
    /// How many changed state in the last tick.
    pub changed: u32,
    /// Slots, and what is in them, two to a byte.
    slots: usize,
    states: Box<[u8]>,
    bytes: usize,
}

/// Half a byte: nobody is there.
const NOBODY: u8 = 15;
const _: () = assert!(N_STATES <= NOBODY as usize, "a state fits into half a byte");

impl Snapshot {
    fn take(course: &Course, census: &Census, earlier: Option<&Self>) -> Self {
        let half = |state: u8| if state == EMPTY { NOBODY } else { state };
        let pairs = census.by_slot.chunks(2);
        let states: Box<[u8]> = pairs.map(|p| half(p[0]) | half(p.get(1).copied().unwrap_or(EMPTY)) << 4).collect();
        let place = course.run.place();
        let bytes = size_of::<Self>() - size_of::<Place>() + states.len() + place.bytes(earlier.map(|e| &e.place));
        Self {
            tick: course.tick,
            pace_h_per_s: course.pace_h_per_s,
            place,
            created: census.created,
            degraded: census.degraded,
            changed: census.changed,
            slots: census.by_slot.len(),
            states,
            bytes,
        }
    }

    /// Model time, h.
    #[must_use]
    pub fn t_h(&self) -> f64 {
        self.place.body.t_h
    }

    /// State by slot, [`EMPTY`] where nobody is.
    #[must_use]
    pub fn by_slot(&self) -> Vec<u8> {
        let whole = |half: u8| if half == NOBODY { EMPTY } else { half };
        let mut out: Vec<u8> = self.states.iter().flat_map(|b| [whole(b & 15), whole(b >> 4)]).collect();
        out.truncate(self.slots);
        out
    }
}

/// The record beyond the present, up to the furthest tick that was reached.
#[derive(Clone, Debug)]
pub struct Ahead {
    /// The furthest tick.
    pub tick: u64,
    /// Its model time, h.
    pub t_h: f64,
    /// The whole record, from the start.
    pub trace: Trace,
    /// Everything done, from the start.
    pub done: Vec<Action>,
    /// What was to come there.
    pub pending: Vec<Action>,
    pub(crate) created: u64,
}

/// Places and record of one run.
#[derive(Clone, Debug)]
pub struct History {
    /// Places in order of time; the first is the start.
    places: Vec<Arc<Snapshot>>,
    /// Slot of everybody who was ever born, in order of serial number; the naive population is not among them.
    births: Vec<u32>,
    /// The record beyond the present; `None` at the furthest point.
    pub ahead: Option<Ahead>,
    /// The dice, for whoever asks after one receptor's life.
    pub journal: Journal,
    spacing: u64,
    bytes: usize,
    budget: usize,
}

impl Default for History {
    fn default() -> Self {
        Self {
            places: Vec::new(),
            births: Vec::new(),
            ahead: None,
            journal: Journal::default(),
            spacing: CLOSEST_TICKS,
            bytes: 0,
            budget: BUDGET_BYTES,
        }
    }
}

impl History {
    /// An empty one for a run of so many receptors.
    #[must_use]
    pub fn new(receptors: u32) -> Self {
        Self { budget: budget_bytes(receptors), ..Self::default() }
    }

    /// Another budget than [`budget_bytes`] gives; what is over it goes with the next place that is kept.
    pub fn set_budget(&mut self, bytes: usize) {
        self.budget = bytes;
    }

    /// The latest place at or before a tick.
    #[must_use]
    pub fn at_tick(&self, tick: u64) -> Option<&Arc<Snapshot>> {
        self.places[..self.places.partition_point(|p| p.tick <= tick)].last()
    }

    /// The first place at or after a tick.
    pub(crate) fn at_or_after(&self, tick: u64) -> Option<&Arc<Snapshot>> {
        self.places.get(self.places.partition_point(|p| p.tick < tick))
    }

    /// The first place at or after an hour.
    pub(crate) fn after_hour(&self, hour: f64) -> Option<&Arc<Snapshot>> {
        self.places.get(self.places.partition_point(|p| p.t_h() < hour))
    }

    /// The latest place before an hour, or the start.
    #[must_use]
    pub fn before_hour(&self, hour: f64) -> Option<&Arc<Snapshot>> {
        self.places[..self.places.partition_point(|p| p.t_h() < hour).max(1).min(self.places.len())].last()
    }

    /// Places that are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether nothing is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Bytes that the places hold, the list of births included.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes + self.births.len() * size_of::<u32>()
    }

    /// Most ticks between two places.
    #[must_use]
    pub fn spacing(&self) -> u64 {
        self.spacing
    }

    /// Notes where a newborn sits. Told again after a jump, it is the same.
    pub(crate) fn note_birth(&mut self, number: u64, slot: u32) {
        let at = number as usize;
        if at == self.births.len() {
            self.births.push(slot);
        }
        debug_assert_eq!(self.births.get(at), Some(&slot), "births happen again as they did");
    }

    /// Serial number by slot at a place. The last one born into a slot is who sits there.
    pub(crate) fn serials(&self, naive_count: u32, created: u64, by_slot: &[u8]) -> Vec<u64> {
        const OPEN: u64 = u64::MAX;
        let naive = u64::from(naive_count);
        let mut out = vec![OPEN; by_slot.len()];
        let mut left = by_slot.iter().filter(|s| **s != EMPTY).count();
        let born = (created - naive).min(self.births.len() as u64) as usize;
        for (number, slot) in self.births[..born].iter().enumerate().rev() {
            if left == 0 {
                break;
            }
            if *slot != STILLBORN && out[*slot as usize] == OPEN {
                out[*slot as usize] = naive + number as u64;
                left -= usize::from(by_slot[*slot as usize] != EMPTY);
            }
        }
        for (slot, serial) in out.iter_mut().enumerate().filter(|(_, s)| **s == OPEN) {
            *serial = slot as u64;
        }
        out
    }

    fn keep(&mut self, snapshot: Snapshot) {
        self.bytes += snapshot.bytes;
        self.places.push(Arc::new(snapshot));
        while self.bytes > self.budget && self.places.len() > 2 {
            self.spacing *= 2;
            let spacing = self.spacing;
            self.places.retain(|p| p.tick.is_multiple_of(spacing));
            self.bytes = self.places.iter().map(|p| p.bytes).sum();
        }
    }

    /// Forgets everything beyond `tick`, because the run will be another from there. `present` is where the run stands;
    /// what it has written down lies in itself, or in [`History::ahead`].
    pub(crate) fn forget_beyond(&mut self, tick: u64, present: u64, created: u64, naive_count: u32) {
        self.places.truncate(self.places.partition_point(|p| p.tick <= tick));
        self.bytes = self.places.iter().map(|p| p.bytes).sum();
        let last = self.places.last().cloned();
        self.ahead = self.ahead.take().and_then(|ahead| {
            if ahead.tick <= tick {
                return Some(ahead);
            }
            let end = last.filter(|l| l.tick > present)?;
            Some(Ahead {
                tick: end.tick,
                t_h: end.t_h(),
                trace: ahead.trace.first_rows(end.place.trace_rows),
                done: ahead.done[..end.place.done].to_vec(),
                pending: end.place.pending().to_vec(),
                created: end.created,
            })
        });
        let created = self.ahead.as_ref().map_or(created, |a| a.created);
        self.births.truncate(created.saturating_sub(u64::from(naive_count)) as usize);
    }

    /// Puts what `run` has written down aside, unless more is there already.
    pub(crate) fn put_aside(&mut self, run: &mut Run, tick: u64, created: u64) {
        if self.ahead.is_none() {
            let columns = run.trace.columns.clone();
            self.ahead = Some(Ahead {
                tick,
                t_h: run.body.t_h,
                trace: std::mem::replace(&mut run.trace, Trace::new(columns)),
                done: std::mem::take(&mut run.done),
                pending: run.pending().to_vec(),
                created,
            });
        }
    }
}

pub(crate) fn plugin(app: &mut App) {
    app.add_systems(SimTick, remember.in_set(TickSystems::Remember).run_if(resource_exists::<Course>));
}

/// Keeps a place every so many ticks.
pub(crate) fn remember(mut course: ResMut<Course>, census: Res<Census>) {
    keep_place(&mut course, &census);
}

/// Keeps the present as a place, if one is due here and none is there yet; at the furthest point nothing is ahead.
pub(crate) fn keep_place(course: &mut Course, census: &Census) {
    let tick = course.tick;
    if course.history.ahead.as_ref().is_some_and(|a| a.tick <= tick) {
        course.history.ahead = None;
    }
    let history = &course.history;
    let last = history.places.last();
    let due = tick.is_multiple_of(history.spacing) && last.is_none_or(|l| l.tick < tick);
    if due && course.trouble.is_none() {
        let snapshot = Snapshot::take(course, census, last.map(AsRef::as_ref));
        course.history.keep(snapshot);
    }
}
