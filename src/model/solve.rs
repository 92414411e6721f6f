//! The stiff solver, held at arm's length: Radau IIA of order 5 with error control from `differential-equations`,
//! integrated between discontinuities and never across one. Not here: the equations ([`crate::engine`]).

use differential_equations::ode::OrdinaryNumericalMethod;
use differential_equations::prelude::{ImplicitRungeKutta, Interpolation, ODE, Status};

use crate::math::{exp, ln};

/// Relative error that one step may make.
///
/// With 1e-7 two runs that differ in their ticks only were 2.5e-6 apart where a channel turns from growing to fading.
pub const RTOL: f64 = 1e-8;
/// Absolute error that one step may make. All states are scaled to be of order one.
pub const ATOL: f64 = 1e-10;
/// Most steps in one stretch between two discontinuities.
pub const MAX_STEPS: usize = 200_000;

/// The solver gave up.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("the equations could not be solved from {from_h} h to {to_h} h: {why}")]
pub struct SolveError {
    /// Start of the stretch, h.
    pub from_h: f64,
    /// End of the stretch, h.
    pub to_h: f64,
    /// What the solver said.
    pub why: String,
}

/// Most states that one body can have.
pub const MAX_STATES: usize = 128;

struct Flow<'a, const N: usize> {
    flow: &'a dyn Fn(&[f64], &mut [f64]),
    len: usize,
}

impl<const N: usize> ODE<f64, [f64; N]> for Flow<'_, N> {
    fn diff(&self, _: f64, y: &[f64; N], dydt: &mut [f64; N]) {
        (self.flow)(&y[..self.len], &mut dydt[..self.len]);
    }
}

/// Integrates `flow(y, dydt)` from `from_h` to `to_h`, calls `sample(t, y)` at every time of `at` (ascending, within
/// the stretch) and leaves the end state in `y`.
///
/// # Errors
/// The step size collapsed, [`MAX_STEPS`] were not enough, or there are more than [`MAX_STATES`] states.
pub fn integrate(
    flow: &dyn Fn(&[f64], &mut [f64]),
    from_h: f64,
    to_h: f64,
    y: &mut [f64],
    at: &[f64],
    sample: &mut dyn FnMut(f64, &[f64]),
) -> Result<(), SolveError> {
    if to_h <= from_h {
        for t in at {
            sample(*t, y);
        }
        return Ok(());
    }
    // The solver wants its size at compile time: take the next larger one, the rest stays nought.
    match y.len() {
        0..=16 => sized::<16>(flow, from_h, to_h, y, at, sample),
        17..=24 => sized::<24>(flow, from_h, to_h, y, at, sample),
        25..=32 => sized::<32>(flow, from_h, to_h, y, at, sample),
        33..=48 => sized::<48>(flow, from_h, to_h, y, at, sample),
        49..=64 => sized::<64>(flow, from_h, to_h, y, at, sample),
        65..=MAX_STATES => sized::<MAX_STATES>(flow, from_h, to_h, y, at, sample),
        n => Err(SolveError { from_h, to_h, why: format!("{n} states; allowed: {MAX_STATES}") }),
    }
}

/// Rounds a step down to a power of 1.25.
///
/// BLOCKED: differential-equations 0.7.0 keeps the decomposed matrices while a step grows by less than 1.2, and then
/// uses them for a step that is cut or rejected, where one Newton iteration with a wrong matrix passes for converged
/// (errors of 1e-6 that no tolerance lowers). Steps that never grow by less than 1.25 never keep them.
fn coarse(h: f64) -> f64 {
    const LN: f64 = 0.223_143_551_314_209_76;
    exp((ln(h) / LN + 1e-9).floor() * LN)
}

fn sized<const N: usize>(
    flow: &dyn Fn(&[f64], &mut [f64]),
    from_h: f64,
    to_h: f64,
    y: &mut [f64],
    at: &[f64],
    sample: &mut dyn FnMut(f64, &[f64]),
) -> Result<(), SolveError> {
    let len = y.len();
    let flow = Flow::<N> { flow, len };
    let mut start = [0.0; N];
    start[..len].copy_from_slice(y);
    // The equations do not know the time of day, so the stretch starts at nought: what counts as "the end" is then
    // sharp however late in a run it lies.
    let span = to_h - from_h;
    let gave_up = |why: String| SolveError { from_h, to_h, why };
    // One tolerance per state: with a single one the solver rescales it once per state.
    let method = || ImplicitRungeKutta::radau5().rtol([RTOL; N]).atol([ATOL; N]).max_steps(MAX_STEPS);
    let mut solver = method();
    solver.init(&flow, 0.0, span, &start).map_err(|e| gave_up(why(&e)))?;
    if solver.h() < span {
        solver = method().filter(coarse).h0(solver.h());
        solver.init(&flow, 0.0, span, &start).map_err(|e| gave_up(why(&e)))?;
    }
    let (mut next, mut steps) = (0, 0);
    let mut left = span;
    while left > 0.0 {
        if solver.h() > left {
            // Cut to the end. The crate would go on with the matrices of the step before (see `coarse`): start anew.
            let (t, y) = (solver.t(), *solver.y());
            solver = method().h0(left);
            solver.init(&flow, t, span, &y).map_err(|e| gave_up(why(&e)))?;
        }
        steps += 1;
        if steps > MAX_STEPS {
            return Err(gave_up(format!("too many steps at {} h", from_h + solver.t())));
        }
        solver.step(&flow).map_err(|e| gave_up(why(&e)))?;
        if matches!(solver.status(), Status::RejectedStep) {
            continue;
        }
        left = span - solver.t();
        if left <= 1e-12 * span {
            left = 0.0;
        }
        while next < at.len() && (left == 0.0 || at[next] - from_h <= solver.t()) {
            let t = (at[next] - from_h).clamp(solver.t_prev(), solver.t());
            let state = solver.interpolate(t).map_err(|e| gave_up(why(&e)))?;
            sample(at[next], &state[..len]);
            next += 1;
        }
    }
    let end = solver.y();
    if end.iter().any(|v| !v.is_finite()) {
        return Err(gave_up("a state is not finite".to_owned()));
    }
    y.copy_from_slice(&end[..len]);
    Ok(())
}

fn why<const N: usize>(error: &differential_equations::error::Error<f64, [f64; N]>) -> String {
    use differential_equations::error::Error;
    match error {
        Error::BadInput { msg } => msg.clone(),
        Error::MaxSteps { t, .. } => format!("too many steps at {t} h"),
        Error::StepSize { t, .. } => format!("the step became too small at {t} h"),
        Error::LinearAlgebra { t, msg, .. } => format!("{msg} at {t} h"),
        Error::Stiffness { t, .. } => format!("stiffness at {t} h"),
        Error::OutOfBounds { .. } | Error::NoLags | Error::InsufficientHistory { .. } => {
            "interpolation failed".to_owned()
        }
    }
}
