//! Few are heard one by one, many are rationed by the logarithm of their rate.

use proptest::prelude::*;
use sound::ration::{Ration, heard_per_s};
use sound::{SAMPLE_RATE_HZ, samples};

/// Sounds started in `seconds`, with `per_tick` transitions in every thirtieth of a second.
fn started(per_tick: u32, seconds: f64) -> u64 {
    let mut ration = Ration::new(5, 4.0);
    for i in 0..samples(seconds) {
        if i.is_multiple_of(SAMPLE_RATE_HZ as usize / 30) {
            ration.hear(per_tick);
        }
        ration.starts();
    }
    ration.started()
}

#[test]
fn a_single_transition_is_heard_once_and_within_a_thirtieth_of_a_second() {
    for seed in 0..50 {
        let mut ration = Ration::new(seed, 4.0);
        ration.hear(1);
        let starts: Vec<usize> = (0..samples(3.0)).filter(|_| ration.starts()).collect();
        assert_eq!(starts.len(), 1);
        assert!(starts[0] <= SAMPLE_RATE_HZ as usize / 30, "{starts:?}");
    }
}

#[test]
fn slow_transitions_are_each_heard() {
    let mut ration = Ration::new(1, 4.0);
    let mut heard = 0;
    for i in 0..samples(20.0) {
        if i.is_multiple_of(samples(0.5)) {
            ration.hear(1);
        }
        heard += u32::from(ration.starts());
    }
    assert_eq!(heard, 40);
}

#[test]
fn ten_thousand_times_more_transitions_are_a_few_times_more_sounds() {
    let (few, many) = (started(3, 10.0), started(30_000, 10.0));
    assert!(many > few + few / 2 && many < 4 * few, "{few} and {many} in ten seconds");
    assert!(many < 400, "{many} in ten seconds");
}

#[test]
fn more_transitions_are_never_fewer_sounds() {
    let rates = [1, 3, 10, 100, 1000, 10_000, 100_000, 1_000_000];
    let heard = rates.map(|n| started(n, 8.0));
    assert!(heard.is_sorted(), "{heard:?}");
}

#[test]
fn a_burst_is_over_soon() {
    let mut ration = Ration::new(9, 4.0);
    ration.hear(1_000_000);
    let starts: Vec<usize> = (0..samples(5.0)).filter(|_| ration.starts()).collect();
    assert!(starts.len() <= 5 && starts.iter().all(|s| *s < samples(0.6)), "{starts:?}");
}

#[test]
fn a_crowd_is_not_a_machine_gun_but_uneven() {
    let mut ration = Ration::new(2, 4.0);
    let mut gaps = Vec::new();
    let mut last = 0;
    for i in 0..samples(20.0) {
        if i.is_multiple_of(1600) {
            ration.hear(200);
        }
        if ration.starts() {
            gaps.push((i - last) as f64);
            last = i;
        }
    }
    let mean = gaps.iter().sum::<f64>() / gaps.len() as f64;
    let spread = (gaps.iter().map(|g| (g - mean).powi(2)).sum::<f64>() / gaps.len() as f64).sqrt();
    assert!(spread > 0.25 * mean, "gaps of {mean:.0} samples, give or take {spread:.0}");
}

proptest! {
    #[test]
    fn what_is_heard_grows_with_the_rate_and_is_never_more_than_happens(rate in 0.0_f64..1e9, more in 1.0_f64..10.0) {
        let heard = heard_per_s(rate, 4.0);
        prop_assert!(heard <= rate);
        prop_assert!(heard_per_s(rate * more, 4.0) >= heard);
    }
}
