//! Equations as flat programs: the values of plain numbers, exact slopes, and solving with the sparse Jacobian.

use model::assemble::Setting;
use model::content::Library;
use model::flow::Running;
use model::marks::MAX_STATES;
use model::program::Program;
use model::real::{Flow, Real};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use crate::flows::{Linear, Synthetic};
use crate::support::{close, close_rel};

fn cases(cases: u32) -> Config {
    Config { cases, rng_seed: RngSeed::Fixed(20_260_101), failure_persistence: None, ..Config::default() }
}

/// A body in the middle of things, next to no kink.
fn busy(body: &Synthetic) -> Vec<f64> {
    (0..body.states()).map(|i| 0.2 + 0.6 * ((i * 37 % 23) as f64) / 23.0).collect()
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
    let exact = Program::of(&body).dense(&y, &[]);
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
fn elimination_leaves_it_sparse() {
    for channels in [1, 6, 20] {
        let program = Program::of(&Synthetic { channels, symptoms: channels / 2 });
        assert!(
            program.fill_in() < 5 * program.states(),
            "{} values for {} states",
            program.fill_in(),
            program.states()
        );
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
    let program = Program::of(&Ways);
    let rows: Vec<Vec<usize>> = program.rows().iter().map(|r| r.iter().collect()).collect();
    assert_eq!(rows, [vec![0, 1, 2], vec![1, 3], vec![2], vec![]]);
    assert_eq!(program.entries(), 6);
}

#[test]
fn a_pivot_of_nought_is_refused() {
    let flow = Linear { matrix: vec![vec![2.0, 0.0], vec![0.0, -1.0]], inflow: vec![0.0; 2] };
    let program = Program::of(&flow);
    assert_eq!(program.solve(&[0.0; 2], &[], 2.0, &[1.0; 2]), None);
    assert_eq!(program.solve(&[0.0; 2], &[], f64::NAN, &[1.0; 2]), None);
    assert_eq!(program.solve(&[0.0; 2], &[], 3.0, &[1.0; 2]), Some(vec![1.0, 0.25]));
}

#[test]
fn the_most_states_are_solved_even_if_all_depend_on_all() {
    let n = MAX_STATES;
    let value = |i: usize, j: usize| if i == j { -2.0 * n as f64 } else { (1 + (i * 7 + j * 3) % 11) as f64 / 11.0 };
    let matrix: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| value(i, j)).collect()).collect();
    let flow = Linear { matrix: matrix.clone(), inflow: vec![0.0; n] };
    let program = Program::of(&flow);
    assert_eq!(program.fill_in(), n * n);
    let b: Vec<f64> = (0..n).map(|i| (i % 5) as f64 - 2.0).collect();
    let x = program.solve(&vec![0.5; n], &[], 3.0, &b).expect("the diagonal dominates");
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
        let program = Program::of(&flow);
        let shifted = (0..n).map(|i| (0..n).map(|j| f64::from(i == j) * 0.7 - a[i][j]).collect()).collect();
        let x = program.solve(&vec![1.0; n], &[], 0.7, &b).expect("the diagonal dominates");
        for (x, dense) in x.iter().zip(dense_solve(shifted, b)) {
            prop_assert!((x - dense).abs() <= 1e-12 * (1.0 + dense.abs()), "{x} against {dense}");
        }
    }
}

/// A formula with every operation, in two variables, and what becomes of it.
fn formula<R: Real>(x: R, y: R) -> R {
    let share = x / (x + y * 3.0 + 0.5);
    let bent = (x * y).pow(1.7) - share.abs() * 0.25;
    R::choose(x, y, bent / share, -bent).max(R::of(-50.0)) + (y - x).positive()
}

struct Formula;

impl Flow for Formula {
    fn states(&self) -> usize {
        2
    }

    fn flow<R: Real>(&self, y: &[R], dydt: &mut [R]) {
        dydt[0] = formula(y[0], y[1]);
        dydt[1] = y[0];
    }
}

#[test]
fn slopes_of_every_operation_are_those_of_finite_differences() {
    let program = Program::of(&Formula);
    for (x, y) in [(0.3, 0.9), (2.0, 0.4), (1.5, 1.4), (0.01, 3.0)] {
        let slopes = &program.dense(&[x, y], &[])[0];
        let h = 1e-6;
        close_rel(slopes[0], (formula(x + h, y) - formula(x - h, y)) / (2.0 * h), 1e-7, "slope in x");
        close_rel(slopes[1], (formula(x, y + h) - formula(x, y - h)) / (2.0 * h), 1e-7, "slope in y");
    }
}

/// One state, and what is made of it.
struct Made<const WAY: usize>;

const POSITIVE: usize = 0;
const ROOT: usize = 1;
const HUNDREDTH: usize = 2;
const CUBE: usize = 3;

impl<const WAY: usize> Flow for Made<WAY> {
    fn states(&self) -> usize {
        1
    }

    fn flow<R: Real>(&self, y: &[R], dydt: &mut [R]) {
        dydt[0] = match WAY {
            ROOT => y[0].pow(0.5),
            HUNDREDTH => y[0].pow(0.01),
            CUBE => y[0].pow(3.0),
            _ => y[0].positive(),
        };
    }
}

fn value_and_slope<const WAY: usize>(y: f64) -> (f64, f64) {
    let program = Program::of(&Made::<WAY>);
    (program.rates_at(&[y], &[])[0], program.dense(&[y], &[])[0][0])
}

#[test]
fn an_empty_compartment_may_fill() {
    assert_eq!(value_and_slope::<POSITIVE>(0.0), (0.0, 1.0));
    assert_eq!(value_and_slope::<POSITIVE>(-1e-18), (0.0, 0.0));
}

#[test]
fn powers_of_nought_have_no_slope_and_of_next_to_nought_no_infinite_one() {
    assert_eq!(value_and_slope::<ROOT>(0.0), (0.0, 0.0));
    for tiny in [1e-30, 1e-200, f64::MIN_POSITIVE, 5e-324] {
        for (value, slope) in
            [value_and_slope::<ROOT>(tiny), value_and_slope::<HUNDREDTH>(tiny), value_and_slope::<CUBE>(tiny)]
        {
            assert!(value.is_finite() && slope.is_finite(), "{tiny}: {value}, {slope}");
        }
    }
}

/// A number from 0 to 1 that looks like chance.
fn scattered(i: usize) -> f64 {
    ((i * 7919 + 104_729) % 10_007) as f64 / 10_007.0
}

#[test]
fn every_system_with_every_drug_is_what_plain_numbers_give_to_the_last_bit() {
    let library = Library::embedded().expect("the shipped content is right");
    let mut compared = 0;
    for system in &library.systems {
        for drug in &library.drugs {
            let engine = library.assemble(&system.id, &[&drug.id], &Setting::default());
            let Ok(engine) = engine else { continue };
            let mut body = engine.naive_body();
            for round in 0..4 {
                for (i, y) in body.y.iter_mut().enumerate() {
                    *y = if round == 0 { *y } else { 2.0 * scattered(i + 1000 * round) };
                }
                for (i, rate) in body.input.inflow_du_per_h.iter_mut().enumerate() {
                    *rate = scattered(i) * f64::from(u8::from(round > 1));
                }
                body.input.usual_place = round % 2 == 0;
                let mut plain = vec![0.0; body.y.len()];
                Running { engine: &engine, input: &body.input }.flow(&body.y, &mut plain);
                let quick = engine.program().rates_at(&body.y, &body.input.numbers());
                assert_eq!(quick, plain, "{} with {}", system.id, drug.id);
            }
            compared += 1;
        }
    }
    assert!(compared > 100, "{compared} bodies");
}
