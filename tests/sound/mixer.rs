//! The mixer as a whole: the same samples for the same calls, no click, no sample beyond bounds, and a listener with
//! closed eyes can tell what happens.

use proptest::prelude::*;
use sound::grain::GRAINS;
use sound::{Counts, Frame, Gains, Grain, Mixer, samples};

use crate::ears::{bands_hz, evenness, height_hz, loudness, mono, power, rise_octaves, roughest_step, within_bounds};

const TICK: usize = 1600;

/// So many seconds in which this happens in every thirtieth of a second.
fn texture(counts: &[(Grain, u32)], seconds: f64) -> Vec<Frame> {
    let mut mixer = Mixer::new(3);
    mixer.set_gains(Gains::FULL);
    let mut out = vec![[0.0; 2]; samples(seconds)];
    for block in out.chunks_mut(TICK) {
        for (grain, n) in counts {
            mixer.hear(&Counts::of(*grain, *n));
        }
        mixer.render(block);
    }
    out
}

/// A short run with a bit of everything, in blocks of `size` samples within each tick.
fn score(seed: u64, size: usize) -> Vec<Frame> {
    let mut mixer = Mixer::new(seed);
    mixer.set_chord(true);
    let mut out = vec![[0.0; 2]; 60 * TICK];
    for (i, tick) in out.chunks_mut(TICK).enumerate() {
        for grain in GRAINS {
            mixer.hear(&Counts::of(grain, (i % (3 + grain as usize)) as u32 * i as u32));
        }
        mixer.set_deviation((i as f64 / 30.0).sin());
        if i == 40 {
            mixer.set_gains(Gains { master: 0.8, ..Gains::default() });
        }
        tick.chunks_mut(size).for_each(|block| mixer.render(block));
    }
    out
}

/// One number for all bytes (FNV-1a).
fn hash(frames: &[Frame]) -> u64 {
    let bytes = frames.iter().flatten().flat_map(|x| x.to_le_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn a_score_is_the_same_bytes_everywhere() {
    assert_eq!(hash(&score(1, TICK)), 12846225851146257720, "a deliberate change of sound changes this number");
}

#[test]
fn blocks_of_any_size_make_the_same_samples() {
    let whole = score(4, TICK);
    for size in [1, 7, 64, 441, 1599] {
        assert!(whole == score(4, size), "in blocks of {size}");
    }
    assert!(whole != score(5, TICK), "another seed, other samples");
}

#[test]
fn with_all_sliders_at_nought_there_is_silence() {
    let mut mixer = Mixer::new(1);
    mixer.set_gains(Gains::SILENT);
    mixer.set_chord(true);
    mixer.set_deviation(1.0);
    let mut out = vec![[1.0; 2]; samples(1.0)];
    for block in out.chunks_mut(TICK) {
        GRAINS.iter().for_each(|g| mixer.hear(&Counts::of(*g, 1000)));
        mixer.render(block);
    }
    assert!(out.iter().all(|f| *f == [0.0, 0.0]));
}

#[test]
fn turning_the_volume_down_ends_in_true_silence() {
    let mut mixer = Mixer::new(1);
    mixer.set_chord(true);
    let mut out = vec![[0.0; 2]; samples(2.0)];
    mixer.render(&mut out);
    assert!(loudness(&mono(&out)) > 0.0);
    mixer.set_gains(Gains::SILENT);
    mixer.render(&mut out);
    assert!(out[samples(0.05)..].iter().all(|f| *f == [0.0, 0.0]));
}

#[test]
fn a_mixer_that_hears_nothing_is_silent() {
    let mut out = vec![[1.0; 2]; 10_000];
    Mixer::new(2).render(&mut out);
    assert!(out.iter().all(|f| *f == [0.0, 0.0]));
}

#[test]
fn each_slider_moves_its_own_sounds_alone() {
    let play = |gains: Gains, grain: bool| {
        let mut mixer = Mixer::new(1);
        mixer.set_gains(gains);
        mixer.set_chord(!grain);
        if grain {
            mixer.hear(&Counts::of(Grain::Dose, 1));
        }
        let mut out = vec![[0.0; 2]; samples(1.0)];
        mixer.render(&mut out);
        loudness(&mono(&out))
    };
    let no_effects = Gains { effects: 0.0, ..Gains::FULL };
    let no_chord = Gains { set_point: 0.0, ..Gains::FULL };
    assert!(play(no_effects, true) == 0.0 && play(no_effects, false) > 0.0);
    assert!(play(no_chord, false) == 0.0 && play(no_chord, true) > 0.0);
    let no_film = Gains { voice: 0.0, music: 0.0, ..Gains::FULL };
    assert!(play(no_film, true) == play(Gains::FULL, true));
}

#[test]
fn more_of_any_kind_is_louder_but_not_much() {
    for grain in GRAINS {
        let loud = |per_tick: u32| {
            // Several runs of luck, since what is rationed is uneven.
            let all = texture(&[(grain, per_tick)], 12.0);
            loudness(&mono(&all[samples(2.0)..]))
        };
        let steps = [1, 30, 1000, 30_000, 1_000_000].map(loud);
        assert!(steps.is_sorted(), "{grain:?}: {steps:.4?}");
        assert!(steps[4] < 4.0 * steps[0], "{grain:?}: {steps:.4?}");
    }
}

#[test]
fn with_closed_eyes_desensitisation_is_told_from_degradation() {
    for (few, many) in [(1, 1), (4, 4), (200, 200), (20_000, 20_000), (4, 400), (400, 4)] {
        let silenced = mono(&texture(&[(Grain::Tick, few), (Grain::Thud, few)], 6.0));
        let destroyed = mono(&texture(&[(Grain::Crunch, many)], 6.0));
        // Ticks are high and thuds are low, with a hole between in which the crunch lies.
        let share = |x: &[f32]| {
            let within: f64 = bands_hz().filter(|h| (700.0..2200.0).contains(h)).map(|h| band(x, h)).sum();
            within / bands_hz().map(|h| band(x, h)).sum::<f64>()
        };
        let (s, d) = (share(&silenced), share(&destroyed));
        assert!(d > 0.5 && s < 0.15, "{few} and {many} a tick: {s:.2} and {d:.2} of the sound lies between");
    }
}

/// Mean power around a frequency, by pieces of a tenth of a second.
fn band(x: &[f32], hz: f64) -> f64 {
    x.chunks_exact(samples(0.1)).step_by(3).map(|part| power(part, hz) * hz).sum()
}

#[test]
fn a_crowd_of_chirps_still_rises_and_a_crowd_of_ticks_is_still_high() {
    let ticks = mono(&texture(&[(Grain::Tick, 3000)], 3.0));
    let thuds = mono(&texture(&[(Grain::Thud, 3000)], 3.0));
    let (high, low) = (height_hz(&ticks[..samples(1.0)]), height_hz(&thuds[..samples(1.0)]));
    assert!(high > 2000.0 && low < 500.0, "{high:.0} and {low:.0} Hz");
    let crunches = mono(&texture(&[(Grain::Crunch, 3000)], 3.0));
    assert!(evenness(&crunches) > 2.0 * evenness(&ticks));
    let chirp = mono(&texture(&[(Grain::Chirp, 0)], 0.1));
    assert_eq!(loudness(&chirp), 0.0);
    assert!(rise_octaves(&ticks).abs() < 0.3);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn no_input_makes_a_click_or_a_sample_out_of_bounds(
        seed in any::<u64>(),
        steps in prop::collection::vec(
            (
                prop::array::uniform7(prop_oneof![Just(0_u32), 0_u32..10, any::<u32>()]),
                prop_oneof![-2.0_f64..2.0, Just(f64::NAN), Just(f64::INFINITY)],
                any::<bool>(),
                prop::array::uniform3(prop_oneof![0.0_f32..1.0, Just(1.0), Just(0.0), Just(f32::NAN), Just(9.0)]),
                1_usize..3000,
            ),
            1..30,
        ),
    ) {
        let mut mixer = Mixer::new(seed);
        let mut all = vec![[0.0; 2]];
        for (counts, deviation, chord, [master, effects, set_point], length) in steps {
            mixer.hear(&Counts(counts));
            mixer.set_deviation(deviation);
            mixer.set_chord(chord);
            mixer.set_gains(Gains { master, effects, set_point, ..Gains::FULL });
            let mut out = vec![[0.0; 2]; length];
            mixer.render(&mut out);
            all.extend(out);
        }
        prop_assert!(within_bounds(&all));
        // A click is a step from silence to loud in one sample; the loudest crowd of ticks steps by less than this.
        prop_assert!(roughest_step(&all) < 0.4, "{}", roughest_step(&all));
    }
}
