//! Draws, dice and Poisson counts: what they promise, exactly where that is possible.

use model::chance::{Dice, Draw, mix, poisson, tick_key, word};
use rand::{Rng, RngExt, TryRng};

use crate::support::close;

/// Exact probability of every face: within a side the face changes at one threshold, found by halving.
fn exact_shares(dice: &Dice, faces: usize) -> Vec<f64> {
    const PART: u64 = 1 << 60;
    let mut shares = vec![0.0; faces];
    for side in 0..16_u64 {
        let show = |fraction: u64| dice.throw((side << 60) | fraction);
        let (first, last) = (show(0), show(PART - 1));
        let mut below = 0;
        if first == last {
            below = PART;
        } else {
            let mut beyond = PART - 1;
            while beyond - below > 1 {
                let mid = below + (beyond - below) / 2;
                if show(mid) == first { below = mid } else { beyond = mid }
            }
            below += 1;
        }
        shares[first as usize] += below as f64 / PART as f64 / 16.0;
        shares[last as usize] += (PART - below) as f64 / PART as f64 / 16.0;
    }
    shares
}

#[test]
fn a_die_shows_each_face_in_proportion_to_its_weight() {
    let tables: [&[f64]; 6] = [
        &[1.0, 2.0, 3.0, 4.0],
        &[0.999_999, 1e-6, 0.0, 0.0],
        &[0.0, 0.0, 5.0],
        &[1e-12, 1.0, 1e-12, 1e-12, 0.5, 0.25, 0.0, 3.0, 0.1, 0.7],
        &[1.0; 16],
        &[1.0 / 3.0; 7],
    ];
    for weights in tables {
        let total: f64 = weights.iter().sum();
        let shares = exact_shares(&Dice::new(weights, 0), 16);
        for (face, share) in shares.iter().enumerate() {
            let right = weights.get(face).map_or(0.0, |w| w / total);
            close(*share, right, 1e-14, &format!("face {face} of {weights:?}"));
        }
    }
}

#[test]
fn a_die_without_weights_shows_its_fallback() {
    let dice = Dice::new(&[0.0, -1e-18, 0.0], 2);
    assert!((0..1000_u64).all(|i| dice.throw(mix(i)) == 2));
}

#[test]
fn thrown_frequencies_follow_the_weights() {
    let weights = [0.62, 0.3, 0.05, 0.02, 0.01];
    let dice = Dice::new(&weights, 0);
    let n = 400_000_u64;
    let mut counts = [0_u64; 5];
    let key = tick_key(7, 3);
    for serial in 0..n {
        counts[dice.throw(word(key, serial)) as usize] += 1;
    }
    for (count, p) in counts.into_iter().zip(weights) {
        let four_se = 4.0 * model::math::sqrt(p * (1.0 - p) / n as f64);
        close(count as f64 / n as f64, p, four_se, "share of a face");
    }
}

#[test]
fn draws_are_uniform_and_do_not_follow_their_neighbours() {
    let n = 200_000_u64;
    let unit = |w: u64| (w >> 11) as f64 / (1_u64 << 53) as f64;
    // Along serial numbers within a tick, along ticks for one receptor, along seeds.
    let streams: [&dyn Fn(u64) -> u64; 3] =
        [&|i| word(tick_key(1, 9), i), &|i| word(tick_key(1, i), 42), &|i| word(tick_key(i, 5), 42)];
    for (which, stream) in streams.into_iter().enumerate() {
        let mut bins = [0_u64; 64];
        let mut together = 0.0;
        for i in 0..n {
            let u = unit(stream(i));
            bins[(u * 64.0) as usize] += 1;
            together += (u - 0.5) * (unit(stream(i + 1)) - 0.5);
        }
        let expected = n as f64 / 64.0;
        let chi2: f64 = bins.iter().map(|b| (*b as f64 - expected) * (*b as f64 - expected) / expected).sum();
        // 63 degrees of freedom: mean 63, standard deviation 11.2.
        assert!((chi2 - 63.0).abs() < 4.5 * 11.2, "stream {which}: chi-squared {chi2}");
        let correlation = together / n as f64 * 12.0;
        close(correlation, 0.0, 4.0 / model::math::sqrt(n as f64), &format!("stream {which}: serial correlation"));
    }
}

#[test]
fn poisson_counts_have_the_mean_and_the_variance_of_poisson() {
    for (k, mean) in [0.02, 0.7, 5.0, 16.0, 16.5, 180.0].into_iter().enumerate() {
        let n = 40_000_u64;
        let (mut sum, mut squares) = (0.0, 0.0);
        for tick in 0..n {
            let x = poisson(mean, &mut Draw::new(100 + k as u64, u64::MAX, tick)) as f64;
            sum += x;
            squares += (x - mean) * (x - mean);
        }
        let n = n as f64;
        close(sum / n, mean, 4.0 * model::math::sqrt(mean / n), &format!("mean of Poisson({mean})"));
        let se = model::math::sqrt((mean + 2.0 * mean * mean) / n);
        close(squares / n, mean, 4.0 * se, &format!("variance of Poisson({mean})"));
    }
}

#[test]
fn nothing_is_born_where_nothing_is_expected() {
    assert_eq!(poisson(0.0, &mut Draw::new(1, 2, 3)), 0);
    assert_eq!(poisson(-1e-9, &mut Draw::new(1, 2, 3)), 0);
}

#[test]
fn a_draw_is_a_generator_for_everything_that_takes_one() {
    fn roll(rng: &mut impl Rng) -> u32 {
        rng.random_range(1..=6)
    }
    let mut draw = Draw::new(5, 6, 7);
    let mut faces = [0_u32; 6];
    for _ in 0..60_000 {
        faces[roll(&mut draw) as usize - 1] += 1;
    }
    for face in faces {
        close(f64::from(face), 10_000.0, 4.0 * model::math::sqrt(60_000.0 * 5.0 / 36.0), "a fair roll");
    }
    let mean = (0..10_000).map(|_| draw.random::<f64>()).sum::<f64>() / 10_000.0;
    close(mean, 0.5, 4.0 / model::math::sqrt(12.0 * 10_000.0), "mean of uniform draws");
    let mut bytes = [0_u8; 13];
    draw.fill_bytes(&mut bytes);
    assert!(bytes.iter().any(|b| *b != 0));
}

#[test]
fn the_same_place_gives_the_same_draws_and_another_place_others() {
    let take = |seed, serial, tick| -> Vec<u64> {
        let mut draw = Draw::new(seed, serial, tick);
        (0..8).map(|_| draw.try_next_u64().expect("it cannot fail")).collect()
    };
    assert_eq!(take(1, 2, 3), take(1, 2, 3));
    for other in [take(2, 2, 3), take(1, 3, 3), take(1, 2, 4)] {
        assert!(take(1, 2, 3).iter().zip(&other).all(|(a, b)| a != b));
    }
    assert_eq!(take(1, 2, 3)[0], word(tick_key(1, 3), 2), "the first draw of a stream is the receptor's word");
}
