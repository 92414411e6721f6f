//! The sparse Jacobian: its pattern, its groups of columns, its values, and solving with it.

use model::jacobian::Pattern;
use model::marks::MAX_STATES;
use model::real::{Flow, Real};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use crate::flows::{Linear, Synthetic};
use crate::support::close;

fn cases(cases: u32) -> Config {
    Config { cases, rng_seed: RngSeed::Fixed(20_260_101), failure_persistence: None, ..Config::default() }
}

/// A body in the middle of things, next to no kink.
fn busy(body: &Synthetic) -> Vec<f64> {
    (0..body.states()).map(|i| 0.2 + 0.6 * ((i * 37 % 23) as f64) / 23.0).collect()
}

fn assert_proper(pattern: &Pattern) {
    for row in pattern.rows() {
        let mut groups: Vec<_> = row.iter().map(|col| pattern.colours()[col]).collect();
        let all = groups.len();
        groups.sort_unstable();
        groups.dedup();
        assert_eq!(groups.len(), all, "no row has two columns of one group");
    }
}

/// Gauss with row exchange.
fn dense_solve(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Vec<f64> {
    let n = b.len();
    for k in 0..n {
        let best = (k..n).max_by(|i, j| a[*i][k].abs().total_cmp(&a[*j][k].abs())).expect("there is a row");
        a.swap(k, best);
        b.swap(k, best);
        for i in k + 1..n {
            let by = a[i][k] / a[k][k];
            let (above, below) = a.split_at_mut(i);
            for (v, pivot) in below[0].iter_mut().zip(&above[k]) {
                *v -= by * pivot;
            }
            b[i] -= by * b[k];
        }
    }
    for k in (0..n).rev() {
        b[k] = (b[k] - (k + 1..n).map(|j| a[k][j] * b[j]).sum::<f64>()) / a[k][k];
    }
    b
}

#[test]
fn the_jacobian_is_that_of_finite_differences() {
    let body = Synthetic { channels: 4, symptoms: 3 };
    let y = busy(&body);
    let n = y.len();
    let exact = Pattern::of(&body).dense(&body, &y);
    let (mut up, mut down) = (vec![0.0; n], vec![0.0; n]);
    for col in 0..n {
        let h = 1e-5;
        let mut beside = y.clone();
        beside[col] = y[col] + h;
        body.flow(&beside, &mut up);
        beside[col] = y[col] - h;
        body.flow(&beside, &mut down);
        for row in 0..n {
            let slope = (up[row] - down[row]) / (2.0 * h);
            close(exact[row][col], slope, 1e-6 * (1.0 + slope.abs()), &format!("{row} by {col}"));
        }
    }
}

#[test]
fn few_readings_give_the_whole_jacobian() {
    for channels in [0, 1, 6, 20] {
        let pattern = Pattern::of(&Synthetic { channels, symptoms: channels / 2 });
        assert_proper(&pattern);
        let groups = pattern.colours().iter().max().expect("it has states") + 1;
        assert!(groups <= 10, "{groups} groups of columns for {} states", pattern.states());
        assert!(pattern.fill_in() < 5 * pattern.states(), "elimination leaves it sparse: {}", pattern.fill_in());
    }
}

/// One rate that depends on one state in each of the ways in which a number can.
struct Ways;

impl Flow for Ways {
    fn states(&self) -> usize {
        4
    }

    fn flow<R: Real>(&self, y: &[R], dydt: &mut [R]) {
        dydt[0] = y[0] - y[1] / y[2];
        dydt[1] = y[1].max(y[3]) * 2.0;
        dydt[2] = R::choose(y[0], y[1], y[2], R::of(1.0)).pow(2.0);
        dydt[3] = R::of(7.0);
    }
}

#[test]
fn a_pattern_names_who_has_a_slope() {
    let pattern = Pattern::of(&Ways);
    let rows: Vec<Vec<usize>> = pattern.rows().iter().map(|r| r.iter().collect()).collect();
    assert_eq!(rows, [vec![0, 1, 2], vec![1, 3], vec![2], vec![]]);
    assert_eq!(pattern.entries(), 6);
}

#[test]
fn a_pivot_of_nought_is_refused() {
    let flow = Linear { matrix: vec![vec![2.0, 0.0], vec![0.0, -1.0]], inflow: vec![0.0; 2] };
    let pattern = Pattern::of(&flow);
    assert_eq!(pattern.solve(&flow, &[0.0; 2], 2.0, &[1.0; 2]), None);
    assert_eq!(pattern.solve(&flow, &[0.0; 2], f64::NAN, &[1.0; 2]), None);
    assert_eq!(pattern.solve(&flow, &[0.0; 2], 3.0, &[1.0; 2]), Some(vec![1.0, 0.25]));
}

#[test]
fn the_most_states_are_solved_even_if_all_depend_on_all() {
    let n = MAX_STATES;
    let value = |i: usize, j: usize| if i == j { -2.0 * n as f64 } else { (1 + (i * 7 + j * 3) % 11) as f64 / 11.0 };
    let matrix: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| value(i, j)).collect()).collect();
    let flow = Linear { matrix: matrix.clone(), inflow: vec![0.0; n] };
    let pattern = Pattern::of(&flow);
    assert_eq!(pattern.fill_in(), n * n);
    let b: Vec<f64> = (0..n).map(|i| (i % 5) as f64 - 2.0).collect();
    let x = pattern.solve(&flow, &vec![0.5; n], 3.0, &b).expect("the diagonal dominates");
    for i in 0..n {
        let left: f64 = 3.0 * x[i] - (0..n).map(|j| matrix[i][j] * x[j]).sum::<f64>();
        close(left, b[i], 1e-11, "residue");
    }
}

/// A sparse matrix whose diagonal dominates, and a right side.
fn system() -> impl Strategy<Value = (Vec<Vec<f64>>, Vec<f64>)> {
    (1_usize..30).prop_flat_map(|n| {
        let entries = prop::collection::vec((0..n, 0..n, -1.0_f64..1.0), 0..4 * n);
        (entries, prop::collection::vec(-1.0_f64..1.0, n)).prop_map(move |(entries, b)| {
            let mut a = vec![vec![0.0; n]; n];
            for (i, j, v) in entries {
                a[i][j] = v;
            }
            for (i, row) in a.iter_mut().enumerate() {
                row[i] = -row.iter().map(|v| v.abs()).sum::<f64>();
            }
            (a, b)
        })
    })
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn sparse_elimination_agrees_with_dense((a, b) in system()) {
        let n = b.len();
        let flow = Linear { matrix: a.clone(), inflow: vec![0.0; n] };
        let pattern = Pattern::of(&flow);
        assert_proper(&pattern);
        let shifted = (0..n).map(|i| (0..n).map(|j| f64::from(i == j) * 0.7 - a[i][j]).collect()).collect();
        let x = pattern.solve(&flow, &vec![1.0; n], 0.7, &b).expect("the diagonal dominates");
        for (x, dense) in x.iter().zip(dense_solve(shifted, b)) {
            prop_assert!((x - dense).abs() <= 1e-12 * (1.0 + dense.abs()), "{x} against {dense}");
        }
    }
}
