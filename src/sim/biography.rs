//! The life of one receptor, told when somebody asks: chance is a function of (seed, serial number, tick), so with the
//! dice of every tick kept, a life is thrown again from its start, one receptor at a time. Receptors themselves carry
//! no history. Not here: what is shown of it.

use std::collections::VecDeque;

use bevy::prelude::*;
use model::chance::{tick_key, word};
use model::ensemble::first_population;
use model::receptor::ReceptorState;
use model::transit::Throws;

use crate::census::{Census, EMPTY};
use crate::course::Course;
use crate::history::remember;
use crate::receptor::Receptor;
use crate::{SimTick, TickSystems};

/// Ticks whose dice are kept: nine minutes of play, some 24 MB. Of a life before that only its beginning is told.
pub const KEPT_TICKS: usize = 16_384;

/// The end of one tick.
#[derive(Clone, Copy, Debug, PartialEq)]
struct End {
    /// Model time, h.
    t_h: f64,
    /// Receptors that had ever been created.
    created: u64,
}

/// The ends of all ticks of one run, and the dice of the latest, oldest first.
#[derive(Clone, Debug)]
pub struct Journal {
    ends: Vec<End>,
    /// Tick of the first page.
    first: u64,
    pages: VecDeque<Throws>,
    kept_ticks: usize,
}

impl Default for Journal {
    fn default() -> Self {
        Self { ends: Vec::new(), first: 0, pages: VecDeque::new(), kept_ticks: KEPT_TICKS }
    }
}

/// One stay in a state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stay {
    /// The state.
    pub state: ReceptorState,
    /// When it was entered, h; for the first stay of a life that began before what is told, the start of that.
    pub from_h: f64,
}

/// What is known of one receptor's life, up to the present.
#[derive(Clone, Debug, PartialEq)]
pub struct Biography {
    /// Who.
    pub serial: u64,
    /// Hour of its birth; `None` for those who were there from the start.
    pub born_h: Option<f64>,
    /// Hour from which on its stays are told, where that is not the beginning: what was before is not kept.
    pub since_h: Option<f64>,
    /// Every stay, in order; the last one lasts.
    pub stays: Vec<Stay>,
    /// When it was degraded, h; `None` while it lives.
    pub died_h: Option<f64>,
}

impl Biography {
    /// All that can be said where the dice are not kept: where it is.
    #[must_use]
    pub fn only_now(serial: u64, state: ReceptorState, now_h: f64) -> Self {
        let stays = vec![Stay { state, from_h: now_h }];
        Self { serial, born_h: None, since_h: Some(now_h), stays, died_h: None }
    }

    /// Hours in the present state (or, of the dead, 0).
    #[must_use]
    pub fn stay_h(&self, now_h: f64) -> f64 {
        match (self.died_h, self.stays.last()) {
            (None, Some(stay)) => (now_h - stay.from_h).max(0.0),
            _ => 0.0,
        }
    }

    /// How often it came into `state` from another one.
    #[must_use]
    pub fn times(&self, state: ReceptorState) -> usize {
        let born_into = usize::from(self.stays.first().is_some_and(|s| s.state == state));
        self.stays.iter().filter(|s| s.state == state).count() - born_into
    }

    /// How often it came back to the surface from inside.
    #[must_use]
    pub fn times_recycled(&self) -> usize {
        let inside = |s: ReceptorState| s.pool() == model::receptor::Pool::Inside;
        self.stays.windows(2).filter(|w| inside(w[0].state) && !inside(w[1].state)).count()
    }
}

impl Journal {
    /// Another number than [`KEPT_TICKS`], 1 or more.
    pub fn keep(&mut self, ticks: usize) {
        self.kept_ticks = ticks.max(1);
    }

    /// Writes the tick that was just made. Made again it is the same, unless the run is another from here on: then what
    /// was written beyond it is forgotten.
    fn write(&mut self, tick: u64, end: End, throws: &Throws) {
        let at = tick as usize;
        debug_assert!(at <= self.ends.len(), "ticks come one after the other");
        if self.ends.get(at) != Some(&end) {
            self.ends.truncate(at);
            self.ends.push(end);
        }
        if tick < self.first || tick > self.first + self.pages.len() as u64 {
            // Dice are missing in between: nothing can be told across them.
            self.pages.clear();
        }
        if self.pages.is_empty() {
            self.first = tick;
        }
        let at = (tick - self.first) as usize;
        if self.pages.get(at) == Some(throws) {
            return;
        }
        self.pages.truncate(at);
        self.pages.push_back(throws.clone());
        if self.pages.len() > self.kept_ticks {
            self.pages.pop_front();
            self.first += 1;
        }
    }

    /// The dice of a tick.
    fn page(&self, tick: u64) -> Option<&Throws> {
        self.pages.get(usize::try_from(tick.checked_sub(self.first)?).ok()?)
    }

    /// The tick in which somebody was born who came after the first population, and the hour of its end.
    fn birth(&self, serial: u64) -> Option<(u64, f64)> {
        let at = self.ends.partition_point(|e| e.created <= serial);
        Some((at as u64, self.ends.get(at)?.t_h))
    }
}

/// What is known of a receptor when its story begins: the tick from which on it is thrown for.
struct Start {
    tick: u64,
    state: Option<ReceptorState>,
    born_h: Option<f64>,
    from_h: f64,
    whole: bool,
}

/// The life of the receptor `serial` up to the present of `course`. `None`: nobody was ever called so, or the dice of its
/// time are not kept.
#[must_use]
pub fn tell(course: &Course, census: &Census, serial: u64) -> Option<Biography> {
    if serial >= census.created {
        return None;
    }
    let start = start(course, serial)?;
    let since_h = (!start.whole).then_some(start.from_h);
    let mut life = Biography { serial, born_h: start.born_h, since_h, stays: Vec::new(), died_h: None };
    let Some(mut state) = start.state else {
        life.died_h = start.born_h;
        return Some(life);
    };
    life.stays.push(Stay { state, from_h: start.from_h });
    for tick in start.tick..course.tick {
        let (dice, t_h) = (course.history.journal.page(tick)?, course.history.journal.ends.get(tick as usize)?.t_h);
        match dice.next(state, word(tick_key(course.setup.seed, tick), serial)) {
            Some(then) if then != state => {
                state = then;
                life.stays.push(Stay { state, from_h: t_h });
            }
            Some(_) => {}
            None => {
                life.died_h = Some(t_h);
                break;
            }
        }
    }
    Some(life)
}

fn start(course: &Course, serial: u64) -> Option<Start> {
    let (seed, naive, journal) = (course.setup.seed, u64::from(course.setup.receptors), &course.history.journal);
    let birth = if serial < naive { None } else { Some(journal.birth(serial)?) };
    if let Some((tick, t_h)) = birth
        && let Some(dice) = journal.page(tick)
    {
        let state = dice.newborn(word(tick_key(seed, tick), serial));
        return Some(Start { tick: tick + 1, state, born_h: Some(t_h), from_h: t_h, whole: true });
    }
    if birth.is_none() && journal.first == 0 {
        let states = first_population(&course.setup.engine.naive, course.setup.receptors, seed);
        let state = Some(states[serial as usize]);
        return Some(Start { tick: 0, state, born_h: None, from_h: 0.0, whole: true });
    }
    // Older than the dice: the first place that was kept within them knows where it is.
    let place = course.history.at_or_after(journal.first).filter(|p| p.tick <= course.tick)?;
    let by_slot = place.by_slot();
    let serials = course.history.serials(course.setup.receptors, place.created, &by_slot);
    let slot = serials.iter().zip(&by_slot).position(|(s, state)| *s == serial && *state != EMPTY)?;
    let state = ReceptorState::from_index(usize::from(by_slot[slot]));
    Some(Start { tick: place.tick, state, born_h: birth.map(|(_, t_h)| t_h), from_h: place.t_h(), whole: false })
}

/// The receptor that is followed, by serial number: it stays the same through all states, and is lost with its death.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Followed(pub Option<u64>);

/// The slot in which a receptor sits, if it lives.
#[must_use]
pub fn slot_of<'a>(mut receptors: impl Iterator<Item = &'a Receptor>, serial: u64) -> Option<u32> {
    receptors.find(|r| r.serial == serial).map(|r| r.slot)
}

pub(crate) fn plugin(app: &mut App) {
    let write = write.in_set(TickSystems::Remember).before(remember);
    app.init_resource::<Followed>().add_systems(SimTick, write.run_if(resource_exists::<Course>));
}

/// Writes the tick down, once everybody has been thrown for.
fn write(mut course: ResMut<Course>, census: Res<Census>) {
    let Some(tick) = course.tick.checked_sub(1) else { return };
    let end = End { t_h: course.t_h(), created: census.created };
    let Course { history, throws, .. } = &mut *course;
    history.journal.write(tick, end, throws);
}
