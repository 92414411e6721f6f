//! Other rates: a windowed sinc, good to about 90 dB, the same bits each time. Not here: speed or pitch.

use core::f64::consts::PI;

use crate::Pcm;

/// Zero crossings of the sinc on each side.
const REACH: f64 = 32.0;
/// Shape of the Kaiser window.
const BETA: f64 = 9.0;
/// Share of the narrower band that is kept.
const KEPT: f64 = 0.95;

/// The same sound at another rate. The length in seconds stays the same.
#[must_use]
pub fn resampled(sound: &Pcm, rate_hz: u32) -> Pcm {
    if sound.rate_hz == rate_hz {
        return sound.clone();
    }
    let common = common(sound.rate_hz, rate_hz);
    let (up, down) = (rate_hz / common, sound.rate_hz / common);
    let step = f64::from(down) / f64::from(up);
    let phases: Vec<Phase> = (0..up).map(|p| Phase::new(f64::from(p) / f64::from(up), step)).collect();
    let moments = (sound.moments() as f64 / step).round() as usize;
    let channels: Vec<Vec<f32>> = (0..usize::from(sound.channels))
        .map(|c| {
            let from = sound.channel(c);
            let at = |n: usize| n as u64 * u64::from(down);
            let between = |at: u64| phases[(at % u64::from(up)) as usize].sum(&from, (at / u64::from(up)) as i64);
            (0..moments).map(|n| between(at(n))).collect()
        })
        .collect();
    let samples = (0..moments).flat_map(|n| channels.iter().map(move |c| c[n])).collect();
    Pcm { rate_hz, channels: sound.channels, samples }
}

/// Weights of the samples around a place between two of them. Between two rates there are few such places, and they come again.
struct Phase {
    /// The first sample that has a weight, from the one before the place.
    first: i64,
    weights: Vec<f64>,
}

impl Phase {
    /// For a place behind a sample, in samples, where the new ones are `step` old ones apart.
    fn new(place: f64, step: f64) -> Self {
        // Going down, the sinc is stretched so that nothing folds back.
        let band = KEPT * (1.0 / step).min(1.0);
        let half = REACH / band;
        let (first, last) = ((place - half).ceil() as i64, (place + half).floor() as i64);
        let weights = (first..=last).map(|n| sinc((place - n as f64).abs() * band) * band).collect();
        Self { first, weights }
    }

    /// The sound at the place behind its sample `whole`; silence lies around it.
    fn sum(&self, samples: &[f32], whole: i64) -> f32 {
        let first = whole + self.first;
        let from = first.max(0) as usize;
        let weights = self.weights.get((-first).max(0) as usize..).unwrap_or_default();
        let heard = samples.get(from..).unwrap_or_default();
        heard.iter().zip(weights).map(|(s, w)| f64::from(*s) * w).sum::<f64>() as f32
    }
}

/// The windowed sinc, `x` crossings from its middle.
fn sinc(x: f64) -> f64 {
    let inside = 1.0 - (x / REACH) * (x / REACH);
    let window = if inside > 0.0 { bessel(BETA * inside.sqrt()) / bessel(BETA) } else { 0.0 };
    if x == 0.0 { window } else { (PI * x).sin() / (PI * x) * window }
}

/// The largest number that divides both; never 0.
fn common(a: u32, b: u32) -> u32 {
    if b == 0 { a.max(1) } else { common(b, a % b) }
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
