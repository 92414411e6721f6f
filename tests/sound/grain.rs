//! The short sounds can be told apart, and say what they are said to say.

use sound::Grain::{self, Birth, Chirp, Crunch, Dose, Pop, Thud, Tick};
use sound::bank::{Bank, VARIANTS};
use sound::grain::GRAINS;

use crate::ears::{duration_s, evenness, height_hz, rise_octaves};

fn middle(grain: Grain) -> Vec<f32> {
    Bank::shared().wave(grain, VARIANTS / 2).to_vec()
}

#[test]
fn every_short_sound_begins_and_ends_at_nought_and_is_modest() {
    let bank = Bank::shared();
    for grain in GRAINS {
        for variant in 0..VARIANTS {
            let wave = bank.wave(grain, variant);
            assert!(wave[0].abs() < 1e-4, "{grain:?} begins at {}", wave[0]);
            assert!(wave[wave.len() - 1].abs() < 1e-4, "{grain:?} ends at {}", wave[wave.len() - 1]);
            let loudest = wave.iter().fold(0.0_f32, |m, x| m.max(x.abs()));
            assert!((0.05..0.4).contains(&loudest), "{grain:?}: {loudest}");
        }
    }
}

/// How far two sounds are from each other in height (octaves), length (factors of two), and where their pitch goes
/// (octaves), and whether both are noise.
fn apart(a: Grain, b: Grain) -> [f64; 4] {
    let (a, b) = (middle(a), middle(b));
    [
        (height_hz(&a) / height_hz(&b)).log2().abs(),
        (duration_s(&a) / duration_s(&b)).log2().abs(),
        (rise_octaves(&a) - rise_octaves(&b)).abs(),
        (evenness(&a) / evenness(&b)).log2().abs() / 4.0,
    ]
}

#[test]
fn any_two_short_sounds_differ_clearly_in_two_ways() {
    for (i, a) in GRAINS.into_iter().enumerate() {
        for b in GRAINS.into_iter().skip(i + 1) {
            let ways = apart(a, b);
            let clear = ways.iter().filter(|d| **d > 0.5).count();
            assert!(clear >= 2, "{a:?} and {b:?}: height, length, direction, noise {ways:.2?}");
        }
    }
}

#[test]
fn pitches_go_where_they_should() {
    for (grain, least, most) in
        [(Pop, 0.4, 3.0), (Chirp, 0.5, 2.0), (Thud, -3.0, -0.4), (Crunch, -3.0, -0.3), (Birth, -0.2, 0.2)]
    {
        let rise = rise_octaves(&middle(grain));
        assert!((least..most).contains(&rise), "{grain:?} rises by {rise:.2} octaves");
    }
}

#[test]
fn a_tick_is_short_and_high_and_a_thud_is_low() {
    assert!(duration_s(&middle(Tick)) < 0.04);
    assert!(height_hz(&middle(Tick)) > 2000.0);
    assert!(height_hz(&middle(Thud)) < 350.0);
    assert!(duration_s(&middle(Crunch)) > 0.25);
    assert!(duration_s(&middle(Dose)) > 0.3);
}

#[test]
fn only_the_crunch_is_noise() {
    let noise = evenness(&middle(Crunch));
    for grain in GRAINS.into_iter().filter(|g| *g != Crunch) {
        let even = evenness(&middle(grain));
        assert!(noise > 2.0 * even, "{grain:?}: {even:.4} against {noise:.4}");
    }
}
