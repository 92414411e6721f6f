//! The exponential of a generator and the linear solve.

use model::matrix::{exp_generator, identity, product, solve};

use crate::support::close;

#[test]
fn two_states_follow_their_closed_form() {
    for (a, b, h) in [(3.0, 0.5, 0.2), (1800.0, 1.0, 5.6), (1e-6, 2e-6, 1e3)] {
        let m = exp_generator(&[[-a, a], [b, -b]], h);
        let fade = model::math::exp(-(a + b) * h);
        // Every squaring doubles the relative error of the series, 4e-15: the allowance is rate x time x that.
        let allowed = 1e-14 * (1.0 + a * h);
        close(m[0][1], a / (a + b) * (1.0 - fade), allowed, "from the first to the second");
        close(m[1][0], b / (a + b) * (1.0 - fade), allowed, "from the second to the first");
    }
}

#[test]
fn rows_of_an_exponential_are_probabilities() {
    let q = [[-7.0, 5.0, 2.0], [0.0, -1e4, 1e4], [0.0, 0.0, 0.0]];
    for h in [0.0, 1e-9, 0.3, 100.0] {
        for row in exp_generator(&q, h) {
            close(row.iter().sum(), 1.0, 1e-14 * (1.0 + 1e4 * h), "sum of a row");
            assert!(row.iter().all(|p| *p >= 0.0), "no probability is negative: {row:?}");
        }
    }
}

#[test]
fn nothing_happens_in_no_time() {
    assert_eq!(exp_generator(&[[-7.0, 7.0], [3.0, -3.0]], 0.0), identity());
}

#[test]
fn a_product_follows_the_book() {
    assert_eq!(product(&[[1.0, 2.0], [3.0, 4.0]], &[[5.0, 6.0], [7.0, 8.0]]), [[19.0, 22.0], [43.0, 50.0]]);
}

#[test]
fn a_linear_system_is_solved_even_where_the_first_pivot_is_nought() {
    let x = solve([[0.0, 2.0, 1.0], [1.0, -2.0, 3.0], [4.0, 0.0, -1.0]], [7.0, 6.0, 1.0]);
    for (x, right) in x.into_iter().zip([1.0, 2.0, 3.0]) {
        close(x, right, 1e-12, "solution");
    }
}
