//! Chance without a generator's state: every draw is a function of (seed, receptor's serial number, tick), so
//! order, threads and pausing cannot change a run. [`Draw`] puts it behind `rand`'s traits; [`Dice`] turns one
//! row of a transition matrix into one table look-up.

use core::convert::Infallible;
use rand::TryRng;

/// Mixes one word thoroughly (the finaliser of splitmix64).
#[must_use]
#[inline]
pub fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// The part of a draw that all receptors share in one tick.
#[must_use]
#[inline]
pub fn tick_key(seed: u64, tick: u64) -> u64 {
    mix(mix(seed ^ 0x9E37_79B9_7F4A_7C15).wrapping_add(tick.wrapping_mul(0xD1B5_4A32_D192_ED03)))
}

/// One uniform word for the receptor `serial` in the tick of `key` (see [`tick_key`]).
#[must_use]
#[inline]
pub fn word(key: u64, serial: u64) -> u64 {
    mix(key ^ serial.wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

/// A stream of draws for one (seed, serial, tick), for use with everything that takes a `rand` generator.
#[derive(Clone, Debug)]
pub struct Draw {
    key: u64,
    serial: u64,
    count: u64,
}

impl Draw {
    /// The stream of `serial` in `tick` of the run with `seed`.
    #[must_use]
    pub fn new(seed: u64, serial: u64, tick: u64) -> Self {
        Self { key: tick_key(seed, tick), serial, count: 0 }
    }
}

impl TryRng for Draw {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.try_next_u64()? >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let out = word(self.key.wrapping_add(self.count.wrapping_mul(0xA076_1D64_78BD_642F)), self.serial);
        self.count += 1;
        Ok(out)
    }

    fn try_fill_bytes(&mut self, dst: &mut [u8]) -> Result<(), Infallible> {
        for chunk in dst.chunks_mut(8) {
            let bytes = self.try_next_u64()?.to_le_bytes();
            chunk.copy_from_slice(&bytes[..chunk.len()]);
        }
        Ok(())
    }
}

/// Sides of a [`Dice`].
const SIDES: usize = 16;

/// A loaded die with up to sixteen faces: one multiplication and one comparison a throw (Walker's alias method).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dice {
    threshold: [u64; SIDES],
    alias: [u8; SIDES],
}

impl Dice {
    /// A die that shows face `i` with a probability proportional to `weights[i]`. Tiny negative weights (rounding)
    /// count as nought; if all are nought it always shows `fallback`.
    #[must_use]
    pub fn new(weights: &[f64], fallback: u8) -> Self {
        debug_assert!(weights.len() <= SIDES, "a die has at most {SIDES} faces");
        let total: f64 = weights.iter().map(|w| w.max(0.0)).sum();
        let mut p = [0.0; SIDES];
        if total > 0.0 {
            for (p, w) in p.iter_mut().zip(weights) {
                *p = w.max(0.0) / total * SIDES as f64;
            }
        } else {
            p[fallback as usize] = SIDES as f64;
        }
        let mut dice = Self { threshold: [u64::MAX; SIDES], alias: [fallback; SIDES] };
        let mut done = [false; SIDES];
        // Pair the poorest open face with the richest until all are settled.
        for _ in 0..SIDES {
            let open = || (0..SIDES).filter(|&i| !done[i]);
            let Some(poor) = open().min_by(|&i, &j| p[i].total_cmp(&p[j])) else { break };
            let Some(rich) = open().max_by(|&i, &j| p[i].total_cmp(&p[j])) else { break };
            let share = p[poor].clamp(0.0, 1.0);
            dice.threshold[poor] = (share * (1_u64 << 60) as f64) as u64;
            dice.alias[poor] = rich as u8;
            if rich != poor {
                p[rich] -= 1.0 - share;
            }
            done[poor] = true;
        }
        dice
    }

    /// Throws the die with one uniform word.
    #[must_use]
    #[inline]
    pub fn throw(&self, word: u64) -> u8 {
        let side = (word >> 60) as usize;
        let fraction = word & ((1_u64 << 60) - 1);
        if fraction < self.threshold[side] { side as u8 } else { self.alias[side] }
    }
}

/// A Poisson count with mean `mean` from `draw`, by inversion in halves that cannot underflow.
#[must_use]
pub fn poisson(mean: f64, draw: &mut Draw) -> u64 {
    use rand::RngExt;
    const PART: f64 = 16.0;
    let mut left = mean.max(0.0);
    let mut count = 0;
    while left > 0.0 {
        let part = left.min(PART);
        left -= part;
        let limit = crate::math::exp(-part);
        let mut product: f64 = draw.random();
        while product > limit {
            count += 1;
            product *= draw.random::<f64>();
        }
    }
    count
}
