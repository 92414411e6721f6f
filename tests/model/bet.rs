//! When a bet is right.

use model::bet::{curve, curve_is_right, curve_off, number_is_right, right_between};
use model::observe::Column;
use model::trace::Trace;

#[test]
fn a_number_is_right_within_fifteen_per_cent_of_the_truth() {
    for (guess, truth, right) in [(85.1, 100.0, true), (84.9, 100.0, false), (-90.0, -100.0, true), (0.1, 0.0, false)] {
        assert_eq!(number_is_right(guess, truth), right, "{guess} {truth}");
    }
}

#[test]
fn a_curve_is_right_when_its_mean_distance_is_small_against_the_span_of_the_truth() {
    let truth = [0.0, 10.0, 5.0, 0.0];
    assert!(curve_is_right(&[1.0, 9.0, 5.0, 1.0], &truth));
    assert!(curve_is_right(&[1.4, 8.6, 6.4, 1.4], &truth));
    assert!(!curve_is_right(&[2.0, 8.0, 7.0, 2.0], &truth), "off by a fifth of the span everywhere");
    assert!(!curve_is_right(&[0.0, 10.0, 5.0], &truth), "a point is missing");
    assert!(!curve_is_right(&[], &[]));
    assert!((curve_off(&[2.0, 8.0, 7.0, 2.0], &truth).expect("comparable") - 0.2).abs() < 1e-12);
    assert_eq!((curve_off(&[0.0], &truth), curve_off(&[0.0], &[0.0])), (None, None), "nothing to compare");
    assert!(curve_is_right(&[4.0, 4.2], &[4.0, 4.0]), "a flat truth has the span of its height");
    assert!(!curve_is_right(&[f64::NAN; 4], &truth));
}

#[test]
fn the_true_curve_is_read_off_the_run_at_the_points() {
    let mut run = Trace::new(vec![Column { series: "up".to_owned(), unit: "1" }]);
    for hour in 0..=10 {
        run.push(f64::from(hour), &[f64::from(hour) * 2.0]);
    }
    assert_eq!(curve("up", &[0.0, 2.5, 10.0], &run), [0.0, 5.0, 20.0]);
    assert!(curve("down", &[0.0], &run)[0].is_nan());
}

#[test]
fn a_guess_is_right_for_the_truths_between_the_ends_that_are_told() {
    for guess in [0.02, 0.19, 1.0, 73.5, -4.0] {
        let (from, to) = right_between(guess);
        assert!(from < to);
        for (truth, right) in [(from, true), (to, true), (0.5 * (from + to), true)] {
            let truth = truth + 1e-9 * (0.5 * (from + to) - truth);
            assert_eq!(number_is_right(guess, truth), right, "{guess} and {truth}");
        }
        let wide = to - from;
        assert!(!number_is_right(guess, from - 0.01 * wide) && !number_is_right(guess, to + 0.01 * wide), "{guess}");
    }
}
