//! A population of individual receptors as plain lists, for the command line and the tests. The game keeps the same
//! individuals as ECS entities (package `sim`); both throw the same dice with the same words, so they agree receptor
//! by receptor.

use crate::chance::{mix, tick_key, word};
use crate::receptor::{N_STATES, ReceptorState, STATES};
use crate::transit::Throws;

/// Individual receptors: created - degraded = alive, always.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ensemble {
    /// Serial numbers of the living, in order of birth.
    pub serials: Vec<u64>,
    /// Their states.
    pub states: Vec<ReceptorState>,
    /// Receptors ever created, the first population included.
    pub created: u64,
    /// Receptors degraded.
    pub degraded: u64,
    /// Size of the naive population.
    pub naive_count: u32,
    seed: u64,
}

/// The first population: `count` receptors spread over the naive states by largest remainders, dealt to the serial
/// numbers in a seeded order, so that the census starts where the equations start.
#[must_use]
pub fn first_population(naive: &[f64; N_STATES], count: u32, seed: u64) -> Vec<ReceptorState> {
    let mut counts: [u32; N_STATES] = core::array::from_fn(|i| (naive[i] * f64::from(count)).floor() as u32);
    let mut left = count - counts.iter().sum::<u32>().min(count);
    let mut order: Vec<usize> = (0..N_STATES).collect();
    let remainder = |i: usize| naive[i] * f64::from(count) - (naive[i] * f64::from(count)).floor();
    order.sort_by(|a, b| remainder(*b).total_cmp(&remainder(*a)));
    for i in order.into_iter().cycle() {
        if left == 0 {
            break;
        }
        counts[i] += 1;
        left -= 1;
    }
    let mut states: Vec<ReceptorState> =
        STATES.into_iter().zip(counts).flat_map(|(s, n)| core::iter::repeat_n(s, n as usize)).collect();
    // Fisher-Yates with draws that depend on seed and place only.
    for i in (1..states.len()).rev() {
        states.swap(i, (mix(seed ^ mix(i as u64)) % (i as u64 + 1)) as usize);
    }
    states
}

impl Ensemble {
    /// A naive population.
    #[must_use]
    pub fn new(naive: &[f64; N_STATES], naive_count: u32, seed: u64) -> Self {
        Self {
            serials: (0..u64::from(naive_count)).collect(),
            states: first_population(naive, naive_count, seed),
            created: u64::from(naive_count),
            degraded: 0,
            naive_count,
            seed,
        }
    }

    /// Throws once for everybody.
    pub fn step(&mut self, throws: &Throws, tick: u64) {
        let key = tick_key(self.seed, tick);
        let mut kept = 0;
        for i in 0..self.states.len() {
            let serial = self.serials[i];
            if let Some(next) = throws.next(self.states[i], word(key, serial)) {
                self.serials[kept] = serial;
                self.states[kept] = next;
                kept += 1;
            } else {
                self.degraded += 1;
            }
        }
        self.serials.truncate(kept);
        self.states.truncate(kept);
        for _ in 0..throws.births(self.seed, tick) {
            let serial = self.created;
            self.created += 1;
            match throws.newborn(word(key, serial)) {
                Some(state) => {
                    self.serials.push(serial);
                    self.states.push(state);
                }
                None => self.degraded += 1,
            }
        }
    }

    /// How many are in each state.
    #[must_use]
    pub fn census(&self) -> [u32; N_STATES] {
        let mut counts = [0; N_STATES];
        for s in &self.states {
            counts[*s as usize] += 1;
        }
        counts
    }
}
