//! Numbers with slopes: the rules of differentiation, and the same values as plain numbers.

use model::dual::Dual;
use model::real::Real;

use crate::support::close_rel;

type Number = Dual<2>;

/// A formula with every operation, in two variables.
fn formula<R: Real>(x: R, y: R) -> R {
    let share = x / (x + y * 3.0 + 0.5);
    let bent = (x * y).pow(1.7) - share.abs() * 0.25;
    R::choose(x, y, bent / share, -bent).max(R::of(-50.0)) + (y - x).positive()
}

#[test]
fn slopes_are_those_of_finite_differences() {
    for (x, y) in [(0.3, 0.9), (2.0, 0.4), (1.5, 1.4), (0.01, 3.0)] {
        let both = formula(Number::along(x, 0), Number::along(y, 1));
        let h = 1e-6;
        close_rel(both.slope[0], (formula(x + h, y) - formula(x - h, y)) / (2.0 * h), 1e-7, "slope in x");
        close_rel(both.slope[1], (formula(x, y + h) - formula(x, y - h)) / (2.0 * h), 1e-7, "slope in y");
    }
}

#[test]
fn values_have_the_bits_of_plain_numbers() {
    for (x, y) in [(0.3, 0.9), (2.0, 0.4), (1.0, 1.0), (1e-30, 3.0)] {
        let both = formula(Number::along(x, 0), Number::along(y, 1));
        assert_eq!(both.value.to_bits(), formula(x, y).to_bits(), "at {x}, {y}");
    }
}

#[test]
fn an_empty_compartment_may_fill() {
    let empty = Number::along(0.0, 0).positive();
    assert_eq!((empty.value, empty.slope), (0.0, [1.0, 0.0]));
    let overdrawn = Number::along(-1e-18, 0).positive();
    assert_eq!((overdrawn.value, overdrawn.slope), (0.0, [0.0, 0.0]));
}

#[test]
fn powers_of_nought_have_no_slope_and_of_next_to_nought_no_infinite_one() {
    let nought = Number::along(0.0, 0).pow(0.5);
    assert_eq!((nought.value, nought.slope), (0.0, [0.0, 0.0]));
    for tiny in [1e-30, 1e-200, f64::MIN_POSITIVE, 5e-324] {
        for exponent in [0.01, 0.5, 1.0, 3.0] {
            let p = Number::along(tiny, 0).pow(exponent);
            assert!(p.value.is_finite() && p.slope[0].is_finite(), "{tiny}^{exponent}: {p:?}");
        }
    }
}
