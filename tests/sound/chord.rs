//! The set point as a chord: in tune there, and out of tune by as much as the body is off.

use sound::chord::{Chord, FUNDAMENTAL_HZ, notes_hz};
use sound::samples;

use crate::ears::{height_hz, loudness, mono, roughest_step};

/// Four seconds of the chord, once it has come to rest at a deviation.
fn at(deviation: f64) -> Vec<f32> {
    let mut chord = Chord::default();
    chord.aim(deviation);
    chord.sound(true);
    let all: Vec<_> = (0..samples(6.0)).map(|_| chord.advance()).collect();
    mono(&all[samples(2.0)..])
}

/// How much the loudness of two turns of the fundamental differs from that of others, relative to the mean.
fn beating(x: &[f32]) -> f64 {
    let parts: Vec<f64> = x.chunks_exact(samples(2.0 / FUNDAMENTAL_HZ)).map(loudness).collect();
    let mean = parts.iter().sum::<f64>() / parts.len() as f64;
    (parts.iter().map(|p| (p - mean).powi(2)).sum::<f64>() / parts.len() as f64).sqrt() / mean
}

#[test]
fn at_the_set_point_all_notes_lie_in_one_harmonic_series() {
    assert_eq!(notes_hz(0.0), [2.0, 3.0, 4.0, 5.0].map(|k| k * FUNDAMENTAL_HZ));
}

#[test]
fn the_farther_from_the_set_point_the_more_every_upper_note_is_off() {
    let cents = |d: f64| -> Vec<f64> {
        notes_hz(d).iter().zip(notes_hz(0.0)).map(|(now, then)| 1200.0 * (now / then).log2()).collect()
    };
    for side in [1.0, -1.0] {
        let mut last = vec![0.0; 4];
        for i in 1..=20 {
            let now = cents(side * f64::from(i) / 20.0);
            assert_eq!(now[0], 0.0, "the lowest note stays as what the others are heard against");
            for (n, l) in now.iter().zip(&last).skip(1) {
                assert!(n * side > l * side, "at {i}: {now:?} after {last:?}");
            }
            last = now;
        }
    }
}

#[test]
fn the_chord_is_steady_at_the_set_point_and_beats_away_from_it() {
    let still = beating(&at(0.0));
    assert!(still < 0.003, "{still}");
    for d in [-0.8, -0.3, -0.1, 0.1, 0.3, 0.8] {
        let beats = beating(&at(d));
        assert!(beats > 0.02, "at {d}: {beats}");
    }
}

#[test]
fn above_is_brighter_and_below_is_darker_all_the_way() {
    let centres: Vec<f64> = [-1.0, -0.6, -0.3, 0.0, 0.3, 0.6, 1.0].map(|d| height_hz(&at(d))).to_vec();
    assert!(centres.is_sorted(), "{centres:.0?}");
    assert!(centres[6] > 1.25 * centres[3] && centres[3] > 1.1 * centres[0], "{centres:.0?}");
}

#[test]
fn brighter_is_not_much_louder() {
    let still = loudness(&at(0.0));
    for d in [-1.0, -0.5, 0.5, 1.0] {
        let ratio = loudness(&at(d)) / still;
        assert!((0.75..1.33).contains(&ratio), "at {d}: {ratio}");
    }
}

#[test]
fn coming_and_going_and_leaping_never_clicks() {
    let mut chord = Chord::default();
    let mut all = Vec::new();
    for i in 0..400 {
        chord.sound(i % 7 != 0);
        chord.aim(if i % 3 == 0 { 1.0 } else { -1.0 });
        all.extend((0..997).map(|_| chord.advance()));
    }
    let usual: Vec<_> = {
        let mut chord = Chord::default();
        chord.sound(true);
        chord.aim(1.0);
        (0..samples(4.0)).map(|_| chord.advance()).collect()
    };
    assert!(roughest_step(&all) <= 1.2 * roughest_step(&usual));
}

#[test]
fn after_an_excursion_the_chord_falls_back_into_step() {
    let mut chord = Chord::default();
    chord.sound(true);
    let mut play = |d: f64, s: f64| -> Vec<f32> {
        chord.aim(d);
        mono(&(0..samples(s)).map(|_| chord.advance()).collect::<Vec<_>>())
    };
    let first = loudness(&play(0.0, 6.0)[samples(5.0)..]);
    play(0.7, 2.3);
    let back = loudness(&play(0.0, 8.0)[samples(7.0)..]);
    assert!((back / first - 1.0).abs() < 0.02, "{back} after {first}");
}
