//! The stiff solver: its order, its polynomial, stiff problems with known answers, kinks, and a body under doses.

use model::marks::MAX_STATES;
use model::program::Program;
use model::real::{Flow, Real};
use model::solve::SolveError;
use model::solve::{Effort, Settings, Tolerance, integrate, integrate_with};

use crate::flows::{Linear, Robertson, Swing, Synthetic, VanDerPol, apart, course};
use crate::support::{close, close_rel};

fn tight(rtol: f64) -> Settings {
    Settings { tolerance: Tolerance { rtol, atol: 1e-2 * rtol }, ..Settings::default() }
}

/// Steps of one length, whatever the error.
fn fixed(h: f64) -> Settings {
    let tolerance = Tolerance { rtol: 1e9, atol: 1e9 };
    Settings { tolerance, first_step_h: Some(h), longest_step_h: h }
}

fn end<F: Flow>(flow: &F, start: &[f64], to_h: f64, settings: &Settings) -> (Vec<f64>, Effort) {
    let mut y = start.to_vec();
    let effort = integrate_with(&Program::of(flow), &[], 0.0, to_h, &mut y, &[], &mut |_, _| (), settings);
    (y, effort.expect("it can be solved"))
}

/// Largest error at the end, and at times in between, of `exp(sin t)` to 2 h in so many steps.
fn swing_errors(steps: usize) -> (f64, f64) {
    let h = 2.0 / steps as f64;
    let at: Vec<f64> = (0..=200).map(|i| f64::from(i) / 100.0).collect();
    let mut y = [1.0, 0.0, 1.0];
    let mut worst: f64 = 0.0;
    let mut compare = |t: f64, y: &[f64]| worst = worst.max((y[0] - t.sin().exp()).abs());
    let effort = integrate_with(&Program::of(&Swing), &[], 0.0, 2.0, &mut y, &at, &mut compare, &fixed(h));
    assert_eq!(effort.expect("it can be solved").steps, steps);
    ((y[0] - 2_f64.sin().exp()).abs(), worst)
}

#[test]
fn half_the_step_makes_a_thirtysecond_of_the_error() {
    let errors: Vec<f64> = [10, 20, 40, 80].map(|n| swing_errors(n).0).to_vec();
    for pair in errors.windows(2) {
        let order = (pair[0] / pair[1]).log2();
        assert!((4.7..5.4).contains(&order), "order {order} from errors {errors:?}");
    }
}

#[test]
fn between_steps_the_solution_is_as_good_as_at_them() {
    let errors: Vec<f64> = [10, 20, 40, 80].map(|n| swing_errors(n).1).to_vec();
    assert!(errors[3] < 1e-9, "errors {errors:?}");
    for pair in errors.windows(2) {
        assert!((pair[0] / pair[1]).log2() > 3.8, "errors {errors:?}");
    }
}

#[test]
fn samples_at_the_ends_are_the_ends() {
    let mut y = [1.0, 0.0, 1.0];
    let mut seen = Vec::new();
    let mut keep = |t: f64, y: &[f64]| seen.push((t, y.to_vec()));
    let at = [5.1, 5.1, 6.0, 6.3, 7.7, 7.7];
    integrate(&Program::of(&Swing), &[], 5.1, 7.7, &mut y, &at, &mut keep).expect("it can be solved");
    assert_eq!(seen.iter().map(|(t, _)| *t).collect::<Vec<_>>(), at);
    assert_eq!(seen[0].1, [1.0, 0.0, 1.0]);
    assert_eq!(seen[1].1, [1.0, 0.0, 1.0]);
    close(seen[2].1[0], 0.9_f64.sin().exp(), 1e-6, "in between");
    assert_eq!(seen[4].1, y);
    assert_eq!(seen[5].1, y);
}

#[test]
fn in_no_time_everything_stays_and_is_sampled() {
    let mut y = [1.0, 0.0, 1.0];
    let mut seen = 0;
    let mut keep = |_: f64, y: &[f64]| {
        assert_eq!(y, [1.0, 0.0, 1.0]);
        seen += 1;
    };
    integrate(&Program::of(&Swing), &[], 3.0, 3.0, &mut y, &[3.0, 3.0], &mut keep).expect("nothing to solve");
    assert_eq!((y, seen), ([1.0, 0.0, 1.0], 2));
}

#[test]
fn id_robertson_meets_the_published_solution() {
    // Mazzia and Magherini, Test Set for IVP Solvers, problem ROBER; the value at 40 from Hairer and Wanner's runs.
    for (t, right) in [
        (40.0, [0.715_827_068_719_394, 0.918_553_476_455_734e-5, 0.284_163_745_745_841]),
        (1e11, [0.208_334_014_970_125_5e-7, 0.833_336_077_033_471_3e-13, 0.999_999_979_166_505]),
    ] {
        let settings = Settings { tolerance: Tolerance { rtol: 1e-10, atol: 1e-16 }, ..Settings::default() };
        let (y, effort) = end(&Robertson, &[1.0, 0.0, 0.0], t, &settings);
        close_rel(y[0], right[0], 1e-8, "first");
        close_rel(y[1] * 1e-5, right[1], 1e-8, "second");
        close_rel(y[2], right[2], 1e-8, "third");
        assert!(effort.steps < 4000, "{effort:?}");
    }
}

#[test]
fn id_van_der_pol_meets_the_published_solution() {
    // Mazzia and Magherini, Test Set for IVP Solvers, problem VDPOL.
    let (y, effort) = end(&VanDerPol { eps: 1e-6 }, &[2.0, 0.0], 2.0, &tight(1e-9));
    close_rel(y[0], 1.706_167_732_170_483, 1e-7, "place");
    close_rel(y[1], -0.892_809_701_024_797_5, 1e-7, "speed");
    assert!(effort.steps + effort.rejected < 6000, "{effort:?}");
}

#[test]
fn a_chain_follows_its_closed_form() {
    // Each stage passes everything on at the same rate: Erlang's distribution.
    let (n, rate) = (12, 3.0);
    let value = |i: usize, j: usize| if i == j { -rate } else { f64::from(i == j + 1) * rate };
    let matrix = (0..n).map(|i| (0..n).map(|j| value(i, j)).collect()).collect();
    let flow = Linear { matrix, inflow: vec![0.0; n] };
    let mut start = vec![0.0; n];
    start[0] = 1.0;
    for t in [0.01, 1.0, 4.0, 20.0] {
        let (y, _) = end(&flow, &start, t, &Settings::default());
        let mut right = (-rate * t).exp();
        for (i, y) in y.iter().enumerate() {
            close(*y, right, 1e-7, &format!("stage {i} at {t}"));
            right *= rate * t / (i + 1) as f64;
        }
    }
}

#[test]
fn what_decays_is_gone_for_good_and_costs_nothing() {
    let body = Synthetic { channels: 0, symptoms: 0 };
    let mut y = body.naive();
    body.dose(0, &mut y);
    let (y, effort) = end(&body, &y, 1e5, &Settings::default());
    assert!(y.iter().all(|v| v.is_finite()), "{y:?}");
    assert!(y[..5].iter().all(|v| v.abs() < 1e-8), "no drug is left: {y:?}");
    let (later, more) = end(&body, &y, 1e6, &Settings::default());
    assert!(later.iter().zip(&y).all(|(a, b)| (a - b).abs() < 1e-6), "it stays so");
    assert!(effort.steps < 2000 && more.steps + more.rejected < 200, "{effort:?}, then {more:?}");
    // From amounts that only rounding leaves, of either sign.
    let mut y = body.naive();
    for (i, amount) in [1e-30, -1e-30, 1e-300, -5e-324, 1e-18].into_iter().enumerate() {
        y[i] = amount;
    }
    let (y, effort) = end(&body, &y, 100.0, &Settings::default());
    assert!(y.iter().all(|v| v.is_finite()) && effort.steps < 500, "{effort:?}: {y:?}");
}

/// A clock that falls, and a state that changes its pace where the clock passes 0: by a jump, by a kink, and by a kink
/// that the clock only just reaches and leaves.
struct Switches;

impl Flow for Switches {
    fn states(&self) -> usize {
        5
    }

    fn flow<R: Real>(&self, y: &[R], dydt: &mut [R]) {
        let none = R::of(0.0);
        dydt[0] = R::of(-1.0);
        dydt[1] = R::choose(y[0], none, R::of(1.0), R::of(-2.0));
        dydt[2] = y[0].positive() * 3.0;
        // Below 0 for 0.02 h only.
        let dip = y[0] * y[0] + -1e-4;
        dydt[3] = R::choose(dip, none, none, R::of(1.0));
        dydt[4] = y[4] * -0.5;
    }
}

#[test]
fn kinks_and_jumps_cost_few_steps_and_no_accuracy() {
    let mut y = [0.7, 0.0, 0.0, 0.0, 1.0];
    let program = Program::of(&Switches);
    let settings = tight(1e-6);
    let mut sampled = Vec::new();
    let mut keep = |t: f64, y: &[f64]| sampled.push((t, y.to_vec()));
    let at: Vec<f64> = (0..=300).map(|i| f64::from(i) / 100.0).collect();
    let effort = integrate_with(&program, &[], 0.0, 3.0, &mut y, &at, &mut keep, &settings);
    let effort = effort.expect("it can be solved");
    for (t, y) in sampled {
        let what = |i: usize| format!("state {i} at {t}");
        close(y[1], t.min(0.7) - 2.0 * (t - 0.7).max(0.0), 1e-8, &what(1));
        close(y[2], 1.5 * (0.49 - (0.7 - t).max(0.0).powi(2)), 1e-8, &what(2));
        close(y[3], (t - 0.69).clamp(0.0, 0.02), 1e-8, &what(3));
    }
    assert!(effort.steps + effort.rejected < 100, "{effort:?}");
}

/// Pushed back to 0 from both sides.
struct Trapped;

impl Flow for Trapped {
    fn states(&self) -> usize {
        1
    }

    fn flow<R: Real>(&self, y: &[R], dydt: &mut [R]) {
        dydt[0] = R::choose(y[0], R::of(0.0), R::of(-1.0), R::of(1.0));
    }
}

#[test]
fn a_flow_that_traps_its_state_ends_in_an_error_or_at_the_trap() {
    let mut y = [0.3];
    match integrate(&Program::of(&Trapped), &[], 0.0, 1.0, &mut y, &[], &mut |_, _| ()) {
        Ok(()) => close(y[0], 0.0, 1e-6, "trapped"),
        Err(e) => assert_eq!((y, e.from_h), ([0.3], 0.0), "{e}"),
    }
}

#[test]
fn a_month_of_doses_is_solved_to_a_ten_millionth() {
    let body = Synthetic { channels: 6, symptoms: 5 };
    // Measured against 1e-12, the reference is off by 6e-12.
    let reference = course(&body, 112, Tolerance { rtol: 1e-10, atol: 1e-12 });
    let plain = course(&body, 112, Settings::default().tolerance);
    let off = apart(&plain.states, &reference.states);
    assert!(off < 1e-7, "off by {off:e} of a state's range, with {:?}", plain.effort);
    assert!(plain.effort.steps + plain.effort.rejected < 40_000, "{:?}", plain.effort);
}

#[test]
fn a_tick_of_the_game_costs_a_step_or_two() {
    let body = Synthetic { channels: 6, symptoms: 5 };
    let program = Program::of(&body);
    let mut y = body.naive();
    body.dose(0, &mut y);
    let mut whole = Effort::default();
    for tick in 0..1500 {
        let (from, to) = (f64::from(tick) / 300.0, f64::from(tick + 1) / 300.0);
        let settings = Settings::default();
        let effort = integrate_with(&program, &[], from, to, &mut y, &[], &mut |_, _| (), &settings);
        let effort = effort.expect("it can be solved");
        whole.steps += effort.steps;
        whole.rejected += effort.rejected;
    }
    assert!(whole.steps + whole.rejected < 2 * 1500, "{whole:?}");
    let (straight, _) = end(
        &body,
        &{
            let mut y = body.naive();
            body.dose(0, &mut y);
            y
        },
        5.0,
        &tight(1e-10),
    );
    for (i, (a, b)) in y.iter().zip(&straight).enumerate() {
        close(*a, *b, 1e-7, &format!("state {i} in ticks or at once"));
    }
}

#[test]
fn the_same_question_has_the_same_answer_to_the_last_bit() {
    let body = Synthetic { channels: 3, symptoms: 2 };
    let bits = || {
        let run = course(&body, 6, Settings::default().tolerance);
        run.states.iter().flatten().map(|v| v.to_bits()).collect::<Vec<_>>()
    };
    assert_eq!(bits(), bits());
    assert_eq!(Program::of(&body), Program::of(&body));
}

/// So many states that stay.
struct Many(usize);

impl Flow for Many {
    fn states(&self) -> usize {
        self.0
    }

    fn flow<R: Real>(&self, _: &[R], dydt: &mut [R]) {
        dydt.fill(R::of(0.0));
    }
}

/// A rate that is no number once the state has passed 1.
struct Cliff;

impl Flow for Cliff {
    fn states(&self) -> usize {
        1
    }

    fn flow<R: Real>(&self, y: &[R], dydt: &mut [R]) {
        dydt[0] = R::choose(y[0], R::of(1.0), R::of(f64::NAN), R::of(1.0));
    }
}

#[test]
fn what_cannot_be_solved_is_an_error_and_changes_nothing() {
    fn why(program: &Program, start: &[f64]) -> String {
        let mut y = start.to_vec();
        let result = integrate(program, &[], 1.0, 9.0, &mut y, &[], &mut |_, _| ());
        assert_eq!(
            y.iter().map(|v| v.to_bits()).collect::<Vec<_>>(),
            start.iter().map(|v| v.to_bits()).collect::<Vec<_>>()
        );
        let SolveError { from_h, to_h, why } = result.expect_err("it cannot be solved");
        assert_eq!((from_h, to_h), (1.0, 9.0));
        why
    }
    let too_many = Many(MAX_STATES + 1);
    assert!(why(&Program::of(&too_many), &vec![0.0; MAX_STATES + 1]).contains("257 states"));
    assert!(why(&Program::of(&Many(3)), &[0.0; 2]).contains("the program has 3"));
    assert!(why(&Program::of(&Cliff), &[0.0]).contains("too small"));
    assert!(why(&Program::of(&Many(1)), &[f64::NAN]).contains("too small"));
    let grows = Linear { matrix: vec![vec![1.0]], inflow: vec![f64::INFINITY] };
    assert!(why(&Program::of(&grows), &[0.0]).contains("too small"));
    let all = Many(MAX_STATES);
    integrate(&Program::of(&all), &[], 0.0, 1.0, &mut [0.0; MAX_STATES], &[], &mut |_, _| ()).expect("just enough");
}
