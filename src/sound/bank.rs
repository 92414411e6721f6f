//! What each short sound is made of, and the bank in which all of them lie ready. Each is different from the others in
//! three ways that survive a bad loudspeaker: how high it is, how long it lasts, and whether its pitch rises, stays or
//! falls. Nothing lies below 100 Hz, where a laptop is silent.

use std::sync::{Arc, OnceLock};

use crate::grain::{GRAINS, Grain};
use crate::math::{chance, exp, exp2, sine, smooth};
use crate::{SAMPLE_RATE_HZ, samples};

/// Each sound lies ready in so many pitches, so that many of it do not sound like a machine.
pub const VARIANTS: usize = 5;

/// All short sounds, rendered.
#[derive(Debug)]
pub struct Bank(Vec<Vec<f32>>);

impl Bank {
    /// The one bank, rendered when first asked for (a few hundredths of a second).
    #[must_use]
    pub fn shared() -> Arc<Self> {
        static BANK: OnceLock<Arc<Bank>> = OnceLock::new();
        BANK.get_or_init(|| {
            let all = GRAINS.into_iter().flat_map(|grain| (0..VARIANTS).map(move |v| wave(grain, v)));
            Arc::new(Self(all.collect()))
        })
        .clone()
    }

    /// One sound, one channel; it begins and ends at nought. `variant` is below [`VARIANTS`].
    #[must_use]
    pub fn wave(&self, grain: Grain, variant: usize) -> &[f32] {
        &self.0[grain as usize * VARIANTS + variant]
    }
}

/// Loudness over time: in without a corner, away by the e-fold, and the last fifth to nought.
fn envelope(t: f64, length_s: f64, attack_s: f64, fold_s: f64) -> f32 {
    let left = smooth(((length_s - t) / (0.2 * length_s)) as f32);
    smooth((t / attack_s) as f32) * exp(-(t - attack_s).max(0.0) / fold_s) as f32 * left
}

/// A tone whose pitch changes: `hz` of the time, one amplitude for each overtone.
fn tone(length_s: f64, hz: impl Fn(f64) -> f64, loud: impl Fn(f64) -> f32, overtones: &[(f64, f32)]) -> Vec<f32> {
    let mut turns = 0.0;
    let made = (0..samples(length_s)).map(|i| {
        let t = i as f64 / f64::from(SAMPLE_RATE_HZ);
        turns += hz(t) / f64::from(SAMPLE_RATE_HZ);
        overtones.iter().map(|(k, a)| a * sine(turns * k)).sum::<f32>() * loud(t)
    });
    made.collect()
}

/// Noise in a band around a middle that may move: two resonators after one another.
fn noise(length_s: f64, seed: u64, middle_hz: impl Fn(f64) -> f64, loud: impl Fn(f64) -> f32) -> Vec<f32> {
    let (mut low, mut band, mut low2, mut band2) = (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
    let made = (0..samples(length_s)).map(|i| {
        let t = i as f64 / f64::from(SAMPLE_RATE_HZ);
        let f = 2.0 * sine(middle_hz(t) / (2.0 * f64::from(SAMPLE_RATE_HZ)));
        let white = chance(seed, i as u64) * 2.0 - 1.0;
        low += f * band;
        band += f * (white - low - 0.7 * band);
        low2 += f * band2;
        band2 += f * (band - low2 - 0.7 * band2);
        band2 * loud(t)
    });
    made.collect()
}

fn add(to: &mut [f32], from: &[f32], at_s: f64) {
    for (x, y) in to.iter_mut().skip(samples(at_s)).zip(from) {
        *x += y;
    }
}

/// Brings the loudest sample to `peak`.
fn level(mut wave: Vec<f32>, peak: f32) -> Vec<f32> {
    let loudest = wave.iter().fold(0.0_f32, |most, x| most.max(x.abs()));
    if loudest > 0.0 {
        wave.iter_mut().for_each(|x| *x *= peak / loudest);
    }
    wave
}

/// Renders one sound.
fn wave(grain: Grain, variant: usize) -> Vec<f32> {
    // -2..2 times a bit more than half a semitone.
    let pitch = exp2((variant as f64 - 2.0) * 0.6 / 12.0);
    let seed = (grain as u64) << 8 | variant as u64;
    match grain {
        Grain::Tick => {
            let made = tone(0.03, |_| 2800.0 * pitch, |t| envelope(t, 0.03, 0.0008, 0.004), &[(1.0, 1.0), (1.51, 0.5)]);
            level(made, 0.2)
        }
        Grain::Thud => {
            let fall = |t: f64| (115.0 + 135.0 * exp(-t / 0.045)) * pitch;
            let mut made = tone(0.24, fall, |t| envelope(t, 0.24, 0.004, 0.075), &[(1.0, 1.0), (2.0, 0.3), (3.0, 0.1)]);
            let felt = noise(0.05, seed, |_| 420.0, |t| envelope(t, 0.05, 0.002, 0.012));
            add(&mut made, &level(felt, 0.25), 0.0);
            level(made, 0.34)
        }
        Grain::Pop => {
            let rise = |t: f64| 430.0 * pitch * exp2(1.4 * (t / 0.07));
            level(tone(0.09, rise, |t| envelope(t, 0.09, 0.005, 0.03), &[(1.0, 1.0), (2.0, 0.12)]), 0.26)
        }
        Grain::Chirp => {
            let rise = |t: f64| 1050.0 * pitch * exp2(1.1 * f64::from(smooth((t / 0.2) as f32)));
            level(tone(0.26, rise, |t| envelope(t, 0.26, 0.05, 0.12), &[(1.0, 1.0), (2.0, 0.1)]), 0.13)
        }
        Grain::Crunch => crunch(seed, pitch),
        Grain::Birth => {
            // Notes of the set point's series, so that many newborns are a chord.
            let hz = crate::chord::FUNDAMENTAL_HZ * [8.0, 10.0, 12.0, 15.0, 16.0][variant % VARIANTS];
            let overtones = [(1.0, 1.0), (2.0, 0.18), (3.0, 0.05)];
            level(tone(0.7, |_| hz, |t| envelope(t, 0.7, 0.06, 0.2), &overtones), 0.09)
        }
        Grain::Dose => {
            let drop = |t: f64| (300.0 + 700.0 * exp(-t / 0.05)) * pitch;
            let loud = |t: f64| envelope(t, 0.5, 0.006, 0.11);
            let one = level(tone(0.5, drop, loud, &[(1.0, 1.0), (2.0, 0.2), (3.0, 0.06)]), 1.0);
            let mut made = vec![0.0; samples(0.66)];
            add(&mut made, &one, 0.0);
            let echo: Vec<f32> = one.iter().map(|x| x * 0.3).collect();
            add(&mut made, &echo, 0.15);
            level(made, 0.3)
        }
    }
}

/// Crumbs of noise, uneven in time and loudness, each lower than the last.
fn crunch(seed: u64, pitch: f64) -> Vec<f32> {
    const LENGTH_S: f64 = 0.42;
    const CRUMBS: u64 = 16;
    let mut made = vec![0.0; samples(LENGTH_S)];
    for i in 0..CRUMBS {
        let luck = |which: u64| f64::from(chance(seed, i * 3 + which));
        let at_s = (i as f64 + 0.8 * luck(0)) / CRUMBS as f64 * (LENGTH_S - 0.06);
        let middle = pitch * (1900.0 * exp2(-1.6 * at_s / LENGTH_S) * (0.8 + 0.4 * luck(1)));
        let crumb = noise(0.05, seed * 64 + i, |_| middle, |t| envelope(t, 0.05, 0.0015, 0.009));
        let loud = (0.45 + 0.55 * luck(2)) * exp(-at_s / 0.3);
        add(&mut made, &level(crumb, loud as f32), at_s);
    }
    level(made, 0.2)
}
