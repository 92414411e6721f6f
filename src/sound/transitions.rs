//! What is heard: changes of state, counted between two moments of a census. Not here: how often one of them is heard
//! ([`crate::ration`]).

use model::receptor::{N_STATES, Pool, ReceptorState};

use crate::grain::{GRAINS, Grain, N_GRAINS};

/// How many of each kind happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts(pub [u32; N_GRAINS]);

/// A moment of a census, as the simulation keeps it.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// State index by slot; anything that is no state: nobody is there.
    pub by_slot: &'a [u8],
    /// Receptors ever created.
    pub created: u64,
    /// Receptors ever degraded.
    pub degraded: u64,
}

impl Counts {
    /// So many of one kind.
    #[must_use]
    pub fn of(grain: Grain, count: u32) -> Self {
        let mut out = Self::default();
        out.add(grain, count);
        out
    }

    /// Adds so many of one kind.
    pub fn add(&mut self, grain: Grain, count: u32) {
        let n = &mut self.0[grain as usize];
        *n = n.saturating_add(count);
    }

    /// Adds all of another count.
    pub fn merge(&mut self, other: &Self) {
        for grain in GRAINS {
            self.add(grain, other.count(grain));
        }
    }

    /// How many of one kind.
    #[must_use]
    pub fn count(&self, grain: Grain) -> u32 {
        self.0[grain as usize]
    }

    /// Whether nothing happened.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0 == [0; N_GRAINS]
    }

    /// What happened between two moments of one run, the earlier first. Slots tell who arrived where; births and deaths
    /// come from the books, so that a slot that changed hands is not missed. Moments that are not in order (a jump back)
    /// give no births and no deaths; do not ask.
    #[must_use]
    pub fn between(before: Moment, after: Moment) -> Self {
        let mut arrivals = [[0_u32; PLACES]; PLACES];
        let pairs = before.by_slot.chunks(8).zip(after.by_slot.chunks(8));
        // Most receptors stay where they are: eight of them are compared at once.
        for (old, new) in pairs.filter(|(old, new)| old != new) {
            for (old, new) in old.iter().zip(new) {
                arrivals[place(*old)][place(*new)] += 1;
            }
        }
        let known = before.by_slot.len().min(after.by_slot.len());
        for new in &after.by_slot[known..] {
            arrivals[NOBODY][place(*new)] += 1;
        }
        let mut out = Self::default();
        for (from, row) in arrivals.iter().enumerate() {
            for (to, n) in row.iter().enumerate() {
                let (from, to) = (ReceptorState::from_index(from), ReceptorState::from_index(to));
                if let Some(grain) = to.and_then(|to| Grain::arrival(from, to)) {
                    out.add(grain, *n);
                }
            }
        }
        let more = |now: u64, then: u64| u32::try_from(now.saturating_sub(then)).unwrap_or(u32::MAX);
        out.add(Grain::Birth, more(after.created, before.created));
        out.add(Grain::Crunch, more(after.degraded, before.degraded));
        out
    }
}

/// States, and nobody behind them.
const PLACES: usize = N_STATES + 1;
const NOBODY: usize = N_STATES;

fn place(state: u8) -> usize {
    usize::from(state).min(NOBODY)
}

impl Grain {
    /// What is heard when a receptor arrives in a state. Births and deaths are counted by the books instead
    /// ([`Counts::between`]); binding and the ways inside the cell are silent.
    #[must_use]
    pub fn arrival(from: Option<ReceptorState>, to: ReceptorState) -> Option<Self> {
        use ReceptorState::{Active, Arrestin, Endosome, Lysosome, New, Phosphorylated, Pit, Recycling, Resting};
        if from == Some(to) {
            return None;
        }
        match to {
            Phosphorylated => Some(Self::Tick),
            Arrestin => Some(Self::Thud),
            Pit => Some(Self::Pop),
            Resting | Active if from.is_some_and(|f| f.pool() == Pool::Inside) => Some(Self::Chirp),
            Resting | Active | Endosome | Recycling | Lysosome | New => None,
        }
    }
}
