//! Other rates: a windowed sinc, good to about 90 dB, the same bits each time. Not here: speed or pitch.

use core::f64::consts::PI;

use crate::Pcm;

/// Zero crossings of the sinc on each side.
const REACH: f64 = 32.0;
/// Shape of the Kaiser window.
const BETA: f64 = 9.0;
/// Places of the sinc in a table between two crossings.
const FINE: usize = 512;
/// Share of the narrower band that is kept.
const KEPT: f64 = 0.95;

/// The same sound at another rate. The length in seconds stays the same.
#[must_use]
pub fn resampled(sound: &Pcm, rate_hz: u32) -> Pcm {
    if sound.rate_hz == rate_hz {
        return sound.clone();
    }
    let step = f64::from(sound.rate_hz) / f64::from(rate_hz);
    // Going down, the sinc is stretched so that nothing folds back.
    let band = KEPT * (1.0 / step).min(1.0);
    let table = table();
    let moments = (sound.moments() as f64 / step).round() as usize;
    let channels: Vec<Vec<f32>> = (0..usize::from(sound.channels))
        .map(|c| {
            let from = sound.channel(c);
            (0..moments).map(|n| at(&from, n as f64 * step, band, &table)).collect()
        })
        .collect();
    let samples = (0..moments).flat_map(|n| channels.iter().map(move |c| c[n])).collect();
    Pcm { rate_hz, channels: sound.channels, samples }
}

/// The sound between its samples.
fn at(samples: &[f32], place: f64, band: f64, table: &[f64]) -> f32 {
    let half = REACH / band;
    let first = (place - half).ceil().max(0.0) as usize;
    let last = ((place + half).floor() as usize).min(samples.len().saturating_sub(1));
    let sum: f64 = (first..=last)
        .map(|n| {
            let x = (place - n as f64).abs() * band * FINE as f64;
            let (low, part) = (x as usize, x.fract());
            let sinc = table[low] + (table[low + 1] - table[low]) * part;
            f64::from(samples[n]) * sinc
        })
        .sum();
    (sum * band) as f32
}

/// Half of the windowed sinc.
fn table() -> Vec<f64> {
    let places = REACH as usize * FINE;
    let whole = bessel(BETA);
    (0..places + 2)
        .map(|n| {
            let x = n as f64 / FINE as f64;
            let inside = 1.0 - (x / REACH) * (x / REACH);
            let window = if inside > 0.0 { bessel(BETA * inside.sqrt()) / whole } else { 0.0 };
            let sinc = if n == 0 { 1.0 } else { (PI * x).sin() / (PI * x) };
            sinc * window
        })
        .collect()
}

/// The modified Bessel function of order 0.
fn bessel(x: f64) -> f64 {
    let (mut sum, mut term, mut n) = (1.0, 1.0, 1.0);
    while term > sum * 1e-15 {
        term *= (x / (2.0 * n)) * (x / (2.0 * n));
        sum += term;
        n += 1.0;
    }
    sum
}
