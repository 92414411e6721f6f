//! Ears: what a listener would hear, as numbers. Not a library of signal processing: what the tests ask.

use std::f64::consts::TAU;

use sound::{Frame, SAMPLE_RATE_HZ};

/// Both channels as one.
pub fn mono(frames: &[Frame]) -> Vec<f32> {
    frames.iter().map(|f| 0.5 * (f[0] + f[1])).collect()
}

/// Root of the mean square.
pub fn loudness(x: &[f32]) -> f64 {
    (x.iter().map(|s| f64::from(*s).powi(2)).sum::<f64>() / x.len().max(1) as f64).sqrt()
}

/// The greatest step from a sample to the next.
pub fn roughest_step(frames: &[Frame]) -> f32 {
    let step = |w: &[Frame]| (w[1][0] - w[0][0]).abs().max((w[1][1] - w[0][1]).abs());
    frames.windows(2).map(step).fold(0.0, f32::max)
}

/// Whether every sample can be played.
pub fn within_bounds(frames: &[Frame]) -> bool {
    frames.iter().flatten().all(|x| x.abs() <= 1.0)
}

/// Power around one frequency (Goertzel's recursion, through a window that begins and ends at nought).
pub fn power(x: &[f32], hz: f64) -> f64 {
    let n = x.len() as f64;
    let turn = 2.0 * (TAU * hz / f64::from(SAMPLE_RATE_HZ)).cos();
    let (mut last, mut before) = (0.0, 0.0);
    for (i, s) in x.iter().enumerate() {
        let u = i as f64 / n;
        (last, before) = (f64::from(*s) * 4.0 * u * (1.0 - u) + turn * last - before, last);
    }
    (last * last + before * before - turn * last * before) / (n * n)
}

/// Frequencies that are asked about: sixty-four from 80 Hz to 6400 Hz, each as much above the last.
pub fn bands_hz() -> impl Iterator<Item = f64> {
    (0..64).map(|i| 80.0 * 80.0_f64.powf(f64::from(i) / 63.0))
}

/// How high it is: the root of the mean square of its frequencies by power, Hz. That is the power of its slope over its own.
pub fn height_hz(x: &[f32]) -> f64 {
    let slope: Vec<f32> = x.windows(2).map(|w| w[1] - w[0]).collect();
    loudness(&slope) / loudness(x).max(1e-12) * f64::from(SAMPLE_RATE_HZ) / TAU
}

/// How long it lasts: from the first to the last sample above a hundredth of the loudest, s.
pub fn duration_s(x: &[f32]) -> f64 {
    let limit = 0.01 * x.iter().fold(0.0_f32, |m, s| m.max(s.abs()));
    let first = x.iter().position(|s| s.abs() > limit).unwrap_or(0);
    let last = x.iter().rposition(|s| s.abs() > limit).unwrap_or(0);
    (last - first) as f64 / f64::from(SAMPLE_RATE_HZ)
}

/// Where the pitch goes: octaves from the height of the first third of a sound to that of the last.
pub fn rise_octaves(x: &[f32]) -> f64 {
    let third = x.len() / 3;
    (height_hz(&x[2 * third..]) / height_hz(&x[..third])).log2()
}

/// How even the spectrum is: 1 noise, 0 a pure tone (geometric mean over mean of the bands).
pub fn evenness(x: &[f32]) -> f64 {
    let powers: Vec<f64> = bands_hz().map(|hz| power(x, hz) * hz + 1e-20).collect();
    let n = powers.len() as f64;
    (powers.iter().map(|p| p.ln()).sum::<f64>() / n).exp() / (powers.iter().sum::<f64>() / n)
}
