//! The stiff solver: steps of Rodas5P ([`crate::rodas`]) as long as the tolerance lets them be, between discontinuities
//! and never across one. Not here: the equations ([`crate::engine`]).

use crate::jacobian::{MAX_STATES, Pattern};
use crate::math::pow;
use crate::real::Flow;
use crate::rodas::Workspace;

/// Relative error that one step may make.
pub const RTOL: f64 = 1e-8;
/// Absolute error that one step may make. All states are scaled to be of order one.
pub const ATOL: f64 = 1e-10;
/// Most steps in one stretch between two discontinuities.
pub const MAX_STEPS: usize = 200_000;

/// Share of the longest step that the last error would allow.
const SAFETY: f64 = 0.9;
/// How much a step may shrink or grow at once. Where the rates jump a step has to shrink by orders of magnitude.
const SHRINK: f64 = 0.1;
const GROW: f64 = 8.0;
/// Weights of the last error and of the one before (Gustafsson's PI control for an estimate of order 4).
const LAST: f64 = 0.7 / 5.0;
const BEFORE: f64 = 0.4 / 5.0;
/// A step this much shorter than its stretch leads nowhere.
const SHORTEST: f64 = 1e-16;

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

/// Error that one step may make in each state: `atol + rtol |state|`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerance {
    /// Relative part.
    pub rtol: f64,
    /// Absolute part, in the state's own unit.
    pub atol: f64,
}

/// How to step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Error of one step.
    pub tolerance: Tolerance,
    /// First step to try, h; found from the equations if nothing is said.
    pub first_step_h: Option<f64>,
    /// No step is longer, h.
    pub longest_step_h: f64,
}

impl Default for Settings {
    fn default() -> Self {
        let tolerance = Tolerance { rtol: RTOL, atol: ATOL };
        Self { tolerance, first_step_h: None, longest_step_h: f64::INFINITY }
    }
}

/// What a stretch took.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Effort {
    /// Steps that were made.
    pub steps: usize,
    /// Steps that were tried and found too long.
    pub rejected: usize,
    /// Step that would have come next, h.
    pub next_step_h: f64,
}

/// Integrates `flow` from `from_h` to `to_h`, calls `sample(t, y)` at every time of `at` (ascending, within the stretch)
/// and leaves the end state in `y`. `pattern` is that of `flow`.
///
/// # Errors
/// The step size collapsed, [`MAX_STEPS`] were not enough, a state is not finite, there are more than [`MAX_STATES`]
/// states, or the pattern has another number of them. `y` then stays what it was.
pub fn integrate<F: Flow>(
    flow: &F,
    pattern: &Pattern,
    from_h: f64,
    to_h: f64,
    y: &mut [f64],
    at: &[f64],
    sample: &mut dyn FnMut(f64, &[f64]),
) -> Result<(), SolveError> {
    integrate_with(flow, pattern, from_h, to_h, y, at, sample, &Settings::default()).map(|_| ())
}

/// As [`integrate`], with other tolerances or steps.
///
/// # Errors
/// Those of [`integrate`].
pub fn integrate_with<F: Flow>(
    flow: &F,
    pattern: &Pattern,
    from_h: f64,
    to_h: f64,
    y: &mut [f64],
    at: &[f64],
    sample: &mut dyn FnMut(f64, &[f64]),
    settings: &Settings,
) -> Result<Effort, SolveError> {
    if to_h <= from_h {
        for t in at {
            sample(*t, y);
        }
        return Ok(Effort::default());
    }
    let gave_up = |why: String| SolveError { from_h, to_h, why };
    if y.len() > MAX_STATES {
        return Err(gave_up(format!("{} states; allowed: {MAX_STATES}", y.len())));
    }
    if y.len() != pattern.states() {
        return Err(gave_up(format!("{} states; the pattern has {}", y.len(), pattern.states())));
    }
    let Tolerance { rtol, atol } = settings.tolerance;
    let mut work = Workspace::new(pattern);
    let mut start = y.to_vec();
    work.begin(flow, pattern, &start);
    // The equations do not know the time of day, so the stretch starts at nought: what counts as "the end" is then
    // sharp however late in a run it lies.
    let span = to_h - from_h;
    let mut h = settings.first_step_h.unwrap_or_else(|| first_step(pattern, &mut work, &start, rtol, atol));
    let (mut t, mut next) = (0.0, 0);
    let (mut error_before, mut just_rejected) = (1.0, false);
    let mut effort = Effort::default();
    loop {
        h = h.min(settings.longest_step_h);
        let left = span - t;
        // Two steps of one length rather than a long one and a stump.
        let (step, last) = if h >= left * (1.0 - 1e-9) {
            (left, true)
        } else if h > 0.5 * left {
            (0.5 * left, false)
        } else {
            (h, false)
        };
        if effort.steps + effort.rejected >= MAX_STEPS {
            return Err(gave_up(format!("too many steps at {} h", from_h + t)));
        }
        // Also where it is not a number.
        if !(step > SHORTEST * span) || t + step <= t {
            return Err(gave_up(format!("the step became too small at {} h", from_h + t)));
        }
        if !work.step(flow, pattern, &start, step) {
            effort.rejected += 1;
            just_rejected = true;
            h = 0.5 * step;
            continue;
        }
        let error = work.error(&start, rtol, atol);
        if !(error <= 1.0) {
            effort.rejected += 1;
            just_rejected = true;
            h = step * (SAFETY * pow(error, -1.0 / 5.0)).clamp(SHRINK, 0.9);
            continue;
        }
        effort.steps += 1;
        let end_h = t + step;
        if next < at.len() && (last || at[next] - from_h <= end_h) {
            work.bend();
        }
        while next < at.len() && (last || at[next] - from_h <= end_h) {
            let part = ((at[next] - from_h - t) / step).clamp(0.0, 1.0);
            sample(at[next], work.within(&start, part));
            next += 1;
        }
        core::mem::swap(&mut start, &mut work.end);
        let error = error.max(1e-6);
        let most = if just_rejected { 1.0 } else { GROW };
        let wanted = step * (SAFETY * pow(error, -LAST) * pow(error_before, BEFORE)).clamp(SHRINK, most);
        // A step that was cut to fit says little about how long the next may be.
        h = if step < h { wanted.max(h) } else { wanted };
        (error_before, just_rejected) = (error, false);
        if last {
            break;
        }
        t = end_h;
        work.begin(flow, pattern, &start);
    }
    if start.iter().any(|v| !v.is_finite()) {
        return Err(gave_up("a state is not finite".to_owned()));
    }
    y.copy_from_slice(&start);
    effort.next_step_h = h;
    Ok(effort)
}

/// A step over which the flow is likely to be followed. If the Jacobian stayed what it is, the Taylor terms of the
/// solution would be `h^k J^(k-1) f / k!`; the longest step that makes one of the first five small will do: a high
/// one where the flow has much to do, a low one where fast states have next to nothing left to do.
fn first_step(pattern: &Pattern, work: &mut Workspace, y: &[f64], rtol: f64, atol: f64) -> f64 {
    let size = |v: &[f64]| v.iter().zip(y).fold(0.0, |worst: f64, (v, y)| worst.max(v.abs() / (atol + rtol * y.abs())));
    let mut term = work.f.clone();
    let mut times = vec![0.0; term.len()];
    let mut best = 0.0;
    for k in 1..=5 {
        let k = f64::from(k);
        for v in &mut term {
            *v *= 1.0 / k;
        }
        let h = pow(size(&term), -1.0 / k);
        if h > best {
            best = h;
        }
        pattern.times(&work.jacobian, &term, &mut times);
        core::mem::swap(&mut term, &mut times);
    }
    best
}
