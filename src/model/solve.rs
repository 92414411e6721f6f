//! The stiff solver: steps of `Rodas5P` (`crate::rodas`) as long as the tolerance lets them be, between discontinuities
//! and never across one. Where the flow itself has kinks or jumps (its branches), steps end at them (`crate::kinks`);
//! where it leads back into a jump from both sides, steps are as short as their errors make them. Not here: the
//! equations ([`crate::engine`]).

use crate::kinks::{self, Kinks, Sight};
use crate::marks::MAX_STATES;
use crate::pace::{Leg, Pace, first_step};
use crate::program::Program;
use crate::rodas::Workspace;

/// Relative error that one step may make.
///
/// With it synthetic bodies of 24 to 60 states under 112 doses in 28 days were within 2e-8 of each state's range.
pub const RTOL: f64 = 1e-7;
/// Absolute error that one step may make. All states are scaled to be of order one.
pub const ATOL: f64 = 1e-9;
/// Most steps in one stretch between two discontinuities.
pub const MAX_STEPS: usize = 200_000;

/// How often a step may be cut to end at a kink before its error alone decides.
const MAX_CUTS: usize = 8;
/// A step across a kink is no shorter than this share of the time, which could not tell any shorter ones apart.
const SHORTEST: f64 = 1e-14;
/// After a step has shrunk so often in a row it leads nowhere.
const MAX_REJECTED: usize = 60;

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

/// Integrates `program` under `inputs` from `from_h` to `to_h`, calls `sample(t, y)` at every time of `at` (ascending,
/// within the stretch) and leaves the end state in `y`.
///
/// # Errors
/// The step size collapsed, [`MAX_STEPS`] were not enough, a state is not finite, there are more than [`MAX_STATES`]
/// states, or the program has another number of them or of inputs. `y` then stays what it was.
pub fn integrate(
    program: &Program,
    inputs: &[f64],
    from_h: f64,
    to_h: f64,
    y: &mut [f64],
    at: &[f64],
    sample: &mut dyn FnMut(f64, &[f64]),
) -> Result<(), SolveError> {
    integrate_with(program, inputs, from_h, to_h, y, at, sample, &Settings::default()).map(|_| ())
}

/// As [`integrate`], with other tolerances or steps.
///
/// # Errors
/// Those of [`integrate`].
pub fn integrate_with(
    program: &Program,
    inputs: &[f64],
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
    if (y.len(), inputs.len()) != (program.states(), program.inputs()) {
        let (states, needed) = (program.states(), program.inputs());
        let given = format!("{} states and {} inputs", y.len(), inputs.len());
        return Err(gave_up(format!("{given}; the program has {states} and {needed}")));
    }
    let Tolerance { rtol, atol } = settings.tolerance;
    let mut work = Workspace::new(program, inputs);
    let mut kinks = Kinks::new(program);
    let mut start = y.to_vec();
    work.begin(program, &start);
    // The equations do not know the time of day, so the stretch starts at nought: what counts as "the end" is then
    // sharp however late in a run it lies.
    let span = to_h - from_h;
    let mut h = settings.first_step_h.unwrap_or_else(|| first_step(program, &work, &start, rtol, atol));
    let (mut t, mut next) = (0.0, 0);
    let mut pace = Pace::default();
    let (mut leg, mut cuts) = (Leg::Free, 0);
    let mut effort = Effort::default();
    loop {
        h = h.min(settings.longest_step_h);
        let left = span - t;
        // Two steps of one length rather than a long one and a stump.
        let (step, last) = if h >= left * (1.0 - 1e-9) {
            (left, true)
        } else if leg == Leg::Free && h > 0.5 * left {
            (0.5 * left, false)
        } else {
            (h, false)
        };
        if effort.steps + effort.rejected >= MAX_STEPS {
            return Err(gave_up(format!("too many steps at {} h", from_h + t)));
        }
        if step.is_nan() || t + step <= t || pace.rejected() > MAX_REJECTED {
            return Err(gave_up(format!("the step became too small at {} h", from_h + t)));
        }
        let error = if work.step(program, &start, step) { work.error(&start, rtol, atol) } else { f64::NAN };
        let sight = if error.is_finite() {
            work.arrive(program);
            kinks::look(&work.now.branches, &work.then.branches, step)
        } else {
            Sight::Clear
        };
        let allowed = leg.allowed(sight);
        if let Sight::Turned(by) = sight
            && cuts < MAX_CUTS
            && !(leg.may_cross() && error <= allowed)
        {
            work.bend();
            if let Some(kink) = kinks.find(program, &mut work, &start, by, step, rtol, atol) {
                effort.rejected += 1;
                cuts += 1;
                (h, leg) = leg.cut(kink, step, h, SHORTEST * (t + step));
                continue;
            }
        }
        if error.is_nan() || error > allowed {
            effort.rejected += 1;
            h = step * pace.shrink(error / allowed);
            leg = leg.shrunk();
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
        work.pass(&mut start);
        cuts = 0;
        (h, leg) = match leg {
            Leg::Free => {
                let wanted = step * pace.grow(error);
                // A step that was cut to fit says little about how long the next may be.
                (if step < h { wanted.max(h) } else { wanted }, Leg::Free)
            }
            Leg::Careful { .. } => {
                pace = Pace::default();
                leg.next(step, sight)
            }
        };
        if last {
            break;
        }
        t = end_h;
    }
    if start.iter().any(|v| !v.is_finite()) {
        return Err(gave_up("a state is not finite".to_owned()));
    }
    y.copy_from_slice(&start);
    effort.next_step_h = h;
    Ok(effort)
}
