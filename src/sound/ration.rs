//! How often one of many is heard. A few transitions are heard one by one; a time-lapse makes thousands a second, and
//! they become a texture whose density grows with the logarithm of their rate: rain, not a machine gun.

use crate::SAMPLE_RATE_HZ;
use crate::math::{chance, exp, ln};

/// Up to a limit all are heard one by one; beyond it, each factor of e in the rate adds so much of the limit.
const PER_FACTOR: f64 = 0.5;
/// What a rate is taken over.
const MEMORY_S: f64 = 1.0;
/// No rate is beyond a thousand million a second.
const MOST_PER_S: f64 = 1e9;
/// Sounds that may wait for their turn.
const MOST_WAITING: f64 = 4.0;
/// Sounds start within a thirtieth of a second after they are told of, at a moment of their own.
const SCATTER: f32 = SAMPLE_RATE_HZ as f32 / 30.0;
/// Longest time between sounds that wait.
const LONGEST_GAP_S: f64 = 0.09;

/// Sounds a second that stand for so many transitions a second; up to `one_by_one_per_s` each is heard.
#[must_use]
pub fn heard_per_s(rate_per_s: f64, one_by_one_per_s: f64) -> f64 {
    let over = rate_per_s / one_by_one_per_s;
    if over <= 1.0 { rate_per_s } else { one_by_one_per_s * (1.0 + PER_FACTOR * ln(over)) }
}

/// The ration of one kind of sound.
#[derive(Clone, Debug)]
pub struct Ration {
    seed: u64,
    one_by_one_per_s: f64,
    rate_per_s: f64,
    forget: f64,
    waiting: f64,
    due: Option<u32>,
    started: u64,
}

impl Ration {
    /// Nothing heard yet; up to `one_by_one_per_s` each will be.
    #[must_use]
    pub fn new(seed: u64, one_by_one_per_s: f64) -> Self {
        let forget = exp(-1.0 / (MEMORY_S * f64::from(SAMPLE_RATE_HZ)));
        Self { seed, one_by_one_per_s, rate_per_s: 0.0, forget, waiting: 0.0, due: None, started: 0 }
    }

    /// So many happen now.
    pub fn hear(&mut self, count: u32) {
        if count == 0 {
            return;
        }
        self.rate_per_s = (self.rate_per_s + f64::from(count) / MEMORY_S).min(MOST_PER_S);
        let share = heard_per_s(self.rate_per_s, self.one_by_one_per_s) / self.rate_per_s;
        self.waiting = (self.waiting + f64::from(count) * share).min(MOST_WAITING);
        if self.waiting >= 1.0 && self.due.is_none() {
            self.due = Some((self.luck() * SCATTER) as u32);
        }
    }

    /// One sample passes; whether a sound starts with it.
    pub fn starts(&mut self) -> bool {
        // Below this nothing is left to remember, and tiny numbers are slow.
        self.rate_per_s = if self.rate_per_s > 1e-9 { self.rate_per_s * self.forget } else { 0.0 };
        match self.due {
            None => false,
            Some(0) => {
                self.waiting -= 1.0;
                self.started += 1;
                self.due = (self.waiting >= 1.0).then(|| self.gap());
                true
            }
            Some(n) => {
                self.due = Some(n - 1);
                false
            }
        }
    }

    /// How far this kind is from being heard one by one: the logarithm of how many more there are; 0 where each is heard.
    #[must_use]
    pub fn crowd(&self) -> f64 {
        ln((self.rate_per_s / self.one_by_one_per_s).max(1.0))
    }

    /// Sounds that were started.
    #[must_use]
    pub fn started(&self) -> u64 {
        self.started
    }

    fn luck(&self) -> f32 {
        chance(self.seed, self.started)
    }

    /// Samples to the next one that waits; uneven, and in the mean shorter than what comes in.
    fn gap(&self) -> u32 {
        let mean_s = (0.7 / heard_per_s(self.rate_per_s, self.one_by_one_per_s).max(1.0)).min(LONGEST_GAP_S);
        (mean_s * f64::from(SAMPLE_RATE_HZ) * (0.4 + 1.2 * f64::from(self.luck()))) as u32
    }
}
