//! The stiff solver, held at arm's length: Radau IIA of order 5 with error control from `differential-equations`,
//! integrated between discontinuities and never across one. Not here: the equations ([`crate::engine`]).

use differential_equations::prelude::{IVP, ImplicitRungeKutta, ODE};

/// Relative error that one step may make.
pub const RTOL: f64 = 1e-7;
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
    // sharp however late in a run it lies. The end itself is asked for from just inside, where the last step surely is.
    let span = to_h - from_h;
    let inside = span * (1.0 - 1e-12);
    let times: Vec<f64> = at.iter().chain([&to_h]).map(|t| (t - from_h).clamp(0.0, inside)).collect();
    // One tolerance per state: with a single one the solver rescales it once per state.
    let method = ImplicitRungeKutta::radau5().rtol([RTOL; N]).atol([ATOL; N]).max_steps(MAX_STEPS);
    let solution = IVP::ode(&flow, 0.0, span, start).t_eval(times).method(method).solve().map_err(|e| SolveError {
        from_h,
        to_h,
        why: why(&e),
    })?;
    if solution.t.len() != at.len() + 1 {
        return Err(SolveError { from_h, to_h, why: "it stopped before the end".to_owned() });
    }
    for (t, state) in at.iter().zip(&solution.y) {
        sample(*t, &state[..len]);
    }
    let end = solution.y.last().expect("the end was asked for");
    if end.iter().any(|v| !v.is_finite()) {
        return Err(SolveError { from_h, to_h, why: "a state is not finite".to_owned() });
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
