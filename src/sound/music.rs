//! Quiet music without a composer: a slow pad from the notes of the set point's chord, for the film and its preview. Four
//! chords of one key follow each other, each breathing in while the last breathes out, with a bell now and then.

use crate::chord::FUNDAMENTAL_HZ;
use crate::math::{chance, exp, limit, sine, smooth};
use crate::{Frame, SAMPLE_RATE_HZ, samples};

/// From one chord to the next, s.
const CHORD_S: f64 = 8.0;
/// A chord comes in and goes in this time, s.
const BREATH_S: f64 = 4.5;
/// A bell may sound so often, s.
const BELL_S: f64 = 2.0;
/// The whole fades in and out, s.
const EDGE_S: (f64, f64) = (1.5, 3.0);
/// Loudness of one note of the pad, and of a bell.
const LEVEL: (f32, f32) = (0.035, 0.045);

/// The chords, as just multiples of [`FUNDAMENTAL_HZ`]: home, its sixth, its fourth, its fifth, every note in tune with
/// the home chord's.
const CHORDS: [[f64; 5]; 4] = [
    [2.0, 3.0, 4.0, 5.0, 8.0],
    [5.0 / 3.0, 10.0 / 3.0, 4.0, 5.0, 8.0],
    [4.0 / 3.0, 8.0 / 3.0, 4.0, 16.0 / 3.0, 20.0 / 3.0],
    [3.0 / 2.0, 3.0, 15.0 / 4.0, 9.0 / 2.0, 6.0],
];
/// Notes that a bell may have over any of the chords, as multiples of [`FUNDAMENTAL_HZ`].
const BELLS: [f64; 5] = [8.0, 10.0, 12.0, 15.0, 16.0];

/// So many seconds of music, fading in and out, at the level at which it is heard alone. The same seed gives the same
/// music, and a longer piece begins like a shorter one (but for its end).
#[must_use]
pub fn music(seconds: f64, seed: u64) -> Vec<Frame> {
    let mut out = vec![[0.0; 2]; samples(seconds)];
    let chords = (seconds.max(0.0) / CHORD_S).ceil() as usize;
    for n in 0..chords {
        for (i, k) in CHORDS[n % CHORDS.len()].into_iter().enumerate() {
            pad(&mut out, n as f64 * CHORD_S, k * FUNDAMENTAL_HZ, chance(seed, (n * 8 + i) as u64));
        }
    }
    let bells = (seconds.max(0.0) / BELL_S) as u64;
    for n in 1..bells {
        let luck = |which: u64| chance(!seed, n * 4 + which);
        // Two of five are left out, so that nobody waits for them.
        if luck(0) < 0.6 {
            let k = BELLS[((luck(1) * BELLS.len() as f32) as usize).min(BELLS.len() - 1)];
            bell(&mut out, (n as f64 + 0.7 * f64::from(luck(2))) * BELL_S, k * FUNDAMENTAL_HZ, luck(3) * 1.6 - 0.8);
        }
    }
    let (rise, fall) = (samples(EDGE_S.0) as f32, samples(EDGE_S.1) as f32);
    let n = out.len();
    for (i, frame) in out.iter_mut().enumerate() {
        let edge = smooth(i as f32 / rise) * smooth((n - 1 - i) as f32 / fall);
        *frame = frame.map(|x| limit(x * edge));
    }
    out
}

/// One note of a chord: two tones a hair apart, left and right, each swelling at its own slow pace.
fn pad(out: &mut [Frame], from_s: f64, hz: f64, luck: f32) {
    const RATE: f64 = SAMPLE_RATE_HZ as f64;
    // The higher the softer.
    let loud = LEVEL.0 * (110.0 / hz as f32).sqrt().min(1.0);
    let swell_hz = 0.07 + 0.06 * f64::from(luck);
    let last = samples(CHORD_S + BREATH_S);
    for (i, frame) in out.iter_mut().skip(samples(from_s)).take(last).enumerate() {
        let t = i as f64 / RATE;
        let breath = smooth((t / BREATH_S) as f32) * smooth(((CHORD_S + BREATH_S - t) / BREATH_S) as f32);
        for (side, x) in frame.iter_mut().enumerate() {
            let apart = if side == 0 { 0.9994 } else { 1.0006 };
            let turns = hz * apart * t + f64::from(luck);
            let swell = 0.75 + 0.25 * sine(swell_hz * t + f64::from(luck) + 0.25 * side as f64);
            let tone = sine(turns) + 0.28 * swell * sine(2.0 * turns) + 0.09 * swell * sine(3.0 * turns);
            *x += tone * loud * breath * swell;
        }
    }
}

/// One soft bell.
fn bell(out: &mut [Frame], at_s: f64, hz: f64, side: f32) {
    const LENGTH_S: f64 = 4.0;
    let pan = [1.0 - side, 1.0 + side].map(|x| (0.5 * x).sqrt());
    let loud = LEVEL.1 * (440.0 / hz as f32).min(1.0);
    for (i, frame) in out.iter_mut().skip(samples(at_s)).take(samples(LENGTH_S)).enumerate() {
        let t = i as f64 / f64::from(SAMPLE_RATE_HZ);
        let away = smooth((t / 0.03) as f32) * exp(-t / 0.9) as f32 * smooth(((LENGTH_S - t) / 1.0) as f32);
        let tone = sine(hz * t) + 0.2 * exp(-t / 0.3) as f32 * sine(2.0 * hz * t);
        frame.iter_mut().zip(pan).for_each(|(x, p)| *x += tone * loud * away * p);
    }
}
