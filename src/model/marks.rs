//! Sets of states: who depends on whom. Not here: what is made of it (`crate::sparse`).

/// Most states that one body can have.
pub const MAX_STATES: usize = 256;

/// A set of states, of at most [`MAX_STATES`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks([u64; MAX_STATES / 64]);

impl Marks {
    /// The set of one state (below [`MAX_STATES`]).
    #[must_use]
    pub fn only(state: usize) -> Self {
        let mut out = Self::default();
        out.insert(state);
        out
    }

    /// Adds a state.
    pub fn insert(&mut self, state: usize) {
        self.0[state / 64] |= 1 << (state % 64);
    }

    /// Takes a state out.
    pub fn remove(&mut self, state: usize) {
        self.0[state / 64] &= !(1 << (state % 64));
    }

    /// Whether a state is in the set.
    #[must_use]
    pub fn contains(&self, state: usize) -> bool {
        self.0[state / 64] >> (state % 64) & 1 == 1
    }

    /// Whether two sets share a state.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }

    /// Number of states in the set.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.iter().map(|w| w.count_ones() as usize).sum()
    }

    /// The states in the set, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..MAX_STATES).filter(|i| self.contains(*i))
    }

    /// All states of both.
    #[must_use]
    pub fn union(mut self, other: Self) -> Self {
        for (a, b) in self.0.iter_mut().zip(other.0) {
            *a |= b;
        }
        self
    }
}
