//! Loudness and true peaks against closed forms (BS.1770-4) and the cases of EBU Tech 3341.

use film::Pcm;
use film::loudness::{SILENCE_LUFS, lufs, true_peak_dbtp};

use crate::support::sine;

fn db(decibels: f64) -> f64 {
    10f64.powf(decibels / 20.0)
}

fn near(got: f64, wanted: f64, tolerance: f64) {
    assert!((got - wanted).abs() <= tolerance, "{got:.3}, wanted {wanted}");
}

#[test]
fn a_full_sine_of_997_hz_on_one_of_two_sides_has_minus_3_01_lufs() {
    let mut sound = sine(48_000, 2, 997.0, 1.0, 5.0);
    sound.samples.iter_mut().skip(1).step_by(2).for_each(|s| *s = 0.0);
    near(lufs(&sound), -3.01, 0.02);
    near(lufs(&sine(48_000, 2, 997.0, 1.0, 5.0)), 0.0, 0.02);
}

#[test]
fn cases_1_to_3_of_ebu_tech_3341_come_out() {
    let tone = |level: f64, seconds: f64| sine(48_000, 2, 1000.0, db(level), seconds).samples;
    near(lufs(&Pcm::stereo(48_000, tone(-23.0, 20.0))), -23.0, 0.1);
    near(lufs(&Pcm::stereo(48_000, tone(-33.0, 20.0))), -33.0, 0.1);
    let gated = [tone(-36.0, 10.0), tone(-23.0, 60.0), tone(-36.0, 10.0)].concat();
    near(lufs(&Pcm::stereo(48_000, gated)), -23.0, 0.1);
}

#[test]
fn twice_the_amplitude_is_6_02_lu_more_and_low_tones_count_less() {
    let at = |hz, amplitude| lufs(&sine(48_000, 2, hz, amplitude, 3.0));
    near(at(1000.0, 0.4) - at(1000.0, 0.2), 6.02, 0.01);
    assert!(at(30.0, 0.4) < at(1000.0, 0.4) - 6.0);
    assert!(at(8000.0, 0.4) > at(1000.0, 0.4) + 3.0);
}

#[test]
fn another_rate_has_the_same_loudness() {
    near(lufs(&sine(16_000, 2, 1000.0, 0.3, 3.0)), lufs(&sine(48_000, 2, 1000.0, 0.3, 3.0)), 0.05);
}

#[test]
fn silence_and_nothing_are_silent() {
    assert_eq!(lufs(&Pcm::silence(48_000, 2, 2.0)), SILENCE_LUFS);
    assert_eq!(lufs(&Pcm::silence(48_000, 2, 0.0)), SILENCE_LUFS);
}

#[test]
fn a_peak_between_samples_is_found() {
    // A quarter of the rate, so that every sample misses the crest by an eighth of a turn.
    let samples = (0..4800)
        .map(|n| (0.5 * (core::f64::consts::FRAC_PI_2 * f64::from(n) + core::f64::consts::FRAC_PI_4).sin()) as f32);
    let sound = Pcm::mono(48_000, samples.collect());
    near(20.0 * f64::from(sound.samples[10].abs()).log10(), -9.03, 0.01);
    near(true_peak_dbtp(&sound), -6.02, 0.2);
}
