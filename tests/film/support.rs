//! Frames and sounds that are easy to predict.

use core::f64::consts::TAU;
use std::path::Path;

use film::{Encoder, Movie, Pcm, Report, Spec};

/// A flat scene of the kind that films show: a plain ground, discs that move, a bar that moves against them.
pub fn frame(width: u32, height: u32, n: u64) -> Vec<u8> {
    let mut out = Vec::with_capacity((width * height * 4) as usize);
    for y in 0..i64::from(height) {
        for x in 0..i64::from(width) {
            let (across, down) = ((x + 2 * n as i64).rem_euclid(40) - 20, (y + n as i64).rem_euclid(36) - 18);
            let bar = (x - 3 * n as i64).rem_euclid(i64::from(width)) < 6;
            out.extend(if bar {
                [240, 240, 235, 255]
            } else if across * across + down * down < 60 {
                [225, 120, 60, 255]
            } else {
                [20, 24, 36, 255]
            });
        }
    }
    out
}

/// A frame of one colour.
pub fn plain(width: u32, height: u32, colour: [u8; 3]) -> Vec<u8> {
    [colour[0], colour[1], colour[2], 255].repeat((width * height) as usize)
}

/// A film of some frames; small, 30 frames per second.
pub fn record(path: &Path, frames: u64, sound: Option<Pcm>, encoder: Encoder) -> Report {
    let spec = Spec { width: 160, height: 96, fps: 30, audio: sound.is_some(), encoder };
    let mut movie = Movie::create(path, spec).unwrap();
    for n in 0..frames {
        movie.push(&frame(160, 96, n)).unwrap();
    }
    movie.finish(sound).unwrap()
}

/// A sine on all channels.
pub fn sine(rate_hz: u32, channels: u16, hz: f64, amplitude: f64, seconds: f64) -> Pcm {
    let moments = (f64::from(rate_hz) * seconds).round() as usize;
    let sample = |n: usize| (amplitude * (TAU * hz * n as f64 / f64::from(rate_hz)).sin()) as f32;
    let samples = (0..moments * usize::from(channels)).map(|n| sample(n / usize::from(channels))).collect();
    Pcm { rate_hz, channels, samples }
}

/// Something like speech: syllables of a buzz, with pauses.
pub fn syllables(rate_hz: u32, seconds: f64) -> Pcm {
    let moments = (f64::from(rate_hz) * seconds).round() as usize;
    let sample = |n: usize| {
        let t = n as f64 / f64::from(rate_hz);
        let loud = (TAU * 2.0 * t).sin().max(0.0);
        let buzz: f64 = (1..12).map(|k| (TAU * 140.0 * f64::from(k) * t).sin() / f64::from(k)).sum();
        (0.2 * loud * buzz) as f32
    };
    Pcm::mono(rate_hz, (0..moments).map(sample).collect())
}

/// Energy of the sound over the energy of the difference, dB.
pub fn signal_to_noise_db(wanted: &[f32], got: &[f32]) -> f64 {
    let energy: f64 = wanted.iter().map(|&w| f64::from(w).powi(2)).sum();
    let noise: f64 = wanted.iter().zip(got).map(|(&w, &g)| f64::from(w - g).powi(2)).sum();
    10.0 * (energy / noise.max(1e-12)).log10()
}
