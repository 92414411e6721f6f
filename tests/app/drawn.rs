//! The flicker rule: what is drawn equals the census, and changes no oftener than it must.

use model::chance::mix;
use setpoint::view::drawn::{EMPTY, count, update};

/// A population in which every slot is re-randomised each tick, births and deaths included.
fn shuffled(n: usize, tick: u64, shares: [u64; 9]) -> Vec<u8> {
    let total: u64 = shares.iter().sum::<u64>() + 3;
    (0..n as u64)
        .map(|i| {
            let mut left = mix(i ^ mix(tick)) % total;
            for (state, share) in shares.iter().enumerate() {
                if left < *share {
                    return state as u8;
                }
                left -= share;
            }
            EMPTY
        })
        .collect()
}

#[test]
fn drawn_counts_equal_the_census_at_every_time_lapse() {
    for dwell_s in [0.05, 0.5, 1.4, 1.6, 20.0] {
        let mut drawn = Vec::new();
        for tick in 0..50 {
            let truth = shuffled(3000, tick, [40 + tick, 30, 5, 12, 1, 4, 3, 1, 2]);
            update(&mut drawn, &truth, dwell_s, tick);
            assert_eq!(count(&drawn), count(&truth), "tick {tick}, dwell {dwell_s} s");
        }
    }
}

#[test]
fn a_slow_process_is_drawn_as_it_is() {
    let mut drawn = Vec::new();
    for tick in 0..10 {
        let truth = shuffled(500, tick, [5, 4, 3, 2, 1, 1, 1, 1, 1]);
        update(&mut drawn, &truth, 30.0, tick);
        assert_eq!(drawn, truth);
    }
}

#[test]
fn a_fast_steady_state_does_not_flicker() {
    // Truth is shuffled among slots, its counts stay the same: nothing that is drawn may change.
    let first = shuffled(2000, 1, [8, 6, 2, 3, 1, 1, 1, 1, 1]);
    let mut drawn = Vec::new();
    update(&mut drawn, &first, 0.05, 0);
    let alive = |v: &[u8]| v.iter().filter(|s| **s != EMPTY).count();
    for tick in 1..40 {
        let mut truth = first.clone();
        // Rotate the living among the living slots.
        let living: Vec<usize> = (0..truth.len()).filter(|i| truth[*i] != EMPTY).collect();
        let states: Vec<u8> = living.iter().map(|i| first[*i]).collect();
        for (k, i) in living.iter().enumerate() {
            truth[*i] = states[(k + tick * 37) % states.len()];
        }
        let before = drawn.clone();
        update(&mut drawn, &truth, 0.05, tick as u64);
        assert_eq!(alive(&drawn), alive(&truth));
        assert_eq!(drawn, before, "tick {tick}");
    }
}
