//! Where a step crosses a kink or a jump of the flow: whether it matters, and how close to it steps should end. A
//! method of high order is accurate only where the flow is smooth, so a step that crosses a kink is cut into one that
//! ends just before it, a very short one across, and the rest. Not here: stepping ([`crate::solve`]).

use crate::math::sqrt;
use crate::program::{Branch, Program};
use crate::rodas::Workspace;

/// What crossing may cost, as a share of the error that a step may make.
const SHARE: f64 = 0.005;
/// A kink that may be missed by this share of the step does not matter.
const MISSED: f64 = 0.25;
/// A branch that seems to come this close to its turning point within a step, as a share of where it starts and ends,
/// may reach it.
const NEAR: f64 = 0.2;
/// A branch that gets this close to its turning point, as a share both of where it started and of what another such
/// step would change, is about to turn.
const AHEAD: f64 = 0.03;
/// Most looks on the way to the crossing.
const LOOKS: u32 = 60;
/// The crossing is found when it lies between two parts of the step that are this close.
const FOUND: f64 = 1e-9;
/// Distance, as a share of the step, over which slopes are measured on either side.
const BESIDE: f64 = 1e-5;

/// What a step means for the branches of the flow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Sight {
    /// None turns.
    Clear,
    /// One is about to turn.
    Ahead,
    /// By this part of the step one has turned, or may have.
    Turned(f64),
}

/// A kink within a step, in parts of the step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Kink {
    /// Where it is.
    pub part: f64,
    /// How far a step may reach across it, on either side, for the kink not to matter.
    pub reach: f64,
}

/// What the step of `h` hours between two readings means for the branches.
pub(crate) fn look(start: &[Branch], end: &[Branch], h: f64) -> Sight {
    let mut sight = Sight::Clear;
    for (a, b) in start.iter().zip(end) {
        if a.first != b.first {
            return Sight::Turned(1.0);
        }
        // It nears its turning point at the end of the step, or did so at the start of it.
        if b.margin * b.slope < 0.0 {
            if sight == Sight::Clear && close_ahead(a, b, h) {
                sight = Sight::Ahead;
            }
        } else if a.margin * a.slope < 0.0
            && let Some(part) = closest(a, b, h)
        {
            sight = Sight::Turned(part);
        }
    }
    sight
}

/// What is needed to find kinks, so that no step asks for memory.
pub(crate) struct Kinks {
    /// Margins before the crossing, after it, and somewhere.
    before: Vec<f64>,
    after: Vec<f64>,
    here: Vec<f64>,
    rates: [Vec<f64>; 4],
}

impl Kinks {
    pub fn new(program: &Program) -> Self {
        let margins = || vec![0.0; program.branches()];
        let rates = core::array::from_fn(|_| vec![0.0; program.states()]);
        Self { before: margins(), after: margins(), here: margins(), rates }
    }

    /// Reads the margins at `part` of the step and says whether all branches are those of its start.
    fn same(&mut self, program: &Program, work: &mut Workspace, y: &[f64], part: f64) -> bool {
        work.margins(program, y, part, &mut self.here);
        let first = |(i, branch): (usize, &Branch)| program.is_first(i, self.here[i]) == branch.first;
        work.now.branches.iter().enumerate().all(first)
    }

    /// The kink before `by` (see [`Sight::Turned`]); `None` if there is none or it does not matter. `work` must have
    /// been bent.
    pub fn find(
        &mut self,
        program: &Program,
        work: &mut Workspace,
        y: &[f64],
        by: f64,
        h: f64,
        rtol: f64,
        atol: f64,
    ) -> Option<Kink> {
        if self.same(program, work, y, by) {
            return None;
        }
        for (before, branch) in self.before.iter_mut().zip(&work.now.branches) {
            *before = branch.margin;
        }
        core::mem::swap(&mut self.after, &mut self.here);
        let (before, after) = self.close_in(program, work, y, by);
        for (out, part) in self.rates.iter_mut().zip([before - BESIDE, before, after, after + BESIDE]) {
            work.rates(program, y, part, out);
        }
        let mut reach: f64 = 1.0;
        for (i, y) in y.iter().enumerate() {
            let [f1, f2, f3, f4] = self.rates.each_ref().map(|f| f[i]);
            let (slope_before, slope_after) = ((f2 - f1) / BESIDE, (f4 - f3) / BESIDE);
            let jump = (f3 - f2 - slope_before * (after - before)).abs();
            let bend = (slope_after - slope_before).abs();
            let allowed = SHARE * (atol + rtol * y.abs());
            // The step across a jump is off by up to jump times length, that across a kink by bend times its square.
            reach = reach.min(allowed / (h * jump)).min(sqrt(allowed / (h * bend)));
        }
        (reach < MISSED).then_some(Kink { part: before, reach })
    }

    /// Two parts of the step next to each other with the first crossing between them. [`Kinks::before`] and
    /// [`Kinks::after`] hold the margins at 0 and `by`.
    fn close_in(&mut self, program: &Program, work: &mut Workspace, y: &[f64], by: f64) -> (f64, f64) {
        let (mut before, mut after) = (0.0, by);
        let mut guess = true;
        for _ in 0..LOOKS {
            let (left, width) = (before, after - before);
            if width <= FOUND {
                break;
            }
            // A little to this side of where straight lines would cross, then to that; halves where that did not help.
            let aside = (0.1 * width).max(0.25 * FOUND / width);
            let parts = if guess { [-aside, aside].map(|a| self.crossing(program) + a) } else { [0.5; 2] };
            for at in parts.map(|part| left + part * width) {
                if at <= before || at >= after {
                    continue;
                }
                if self.same(program, work, y, at) {
                    before = at;
                    core::mem::swap(&mut self.before, &mut self.here);
                } else {
                    after = at;
                    core::mem::swap(&mut self.after, &mut self.here);
                }
            }
            guess = !guess || after - before < 0.5 * width;
        }
        (before, after)
    }

    /// Where between before and after (0 to 1) the first branch that differs crosses 0, were it straight.
    fn crossing(&self, program: &Program) -> f64 {
        let mut first: f64 = 1.0;
        for (i, (a, b)) in self.before.iter().zip(&self.after).enumerate() {
            if program.is_first(i, *a) != program.is_first(i, *b) {
                first = first.min(a / (a - b));
            }
        }
        first
    }
}

/// Where within the step of `h` hours a branch that ends as it started, nearing its turning point first and leaving it
/// then, comes closest to it, if it may reach it: by the cubic through both ends.
fn closest(start: &Branch, end: &Branch, h: f64) -> Option<f64> {
    let sign = if start.margin < 0.0 { -1.0 } else { 1.0 };
    let [a, b] = [start, end].map(|branch| sign * branch.margin);
    let [da, db] = [start, end].map(|branch| sign * branch.slope * h);
    // The slope goes from da to db as da + 2 p x + 3 q x^2.
    let (p, q) = (3.0 * (b - a) - 2.0 * da - db, 2.0 * (a - b) + da + db);
    let root = p + sqrt((p * p - 3.0 * q * da).max(0.0));
    let x = -da / root;
    let low = a + x * (da + x * (p + x * q));
    (x > 0.0 && x < 1.0 && low < NEAR * a.min(b)).then_some(x)
}

/// Whether a branch that nears its turning point at the end of the step of `h` hours is about to reach it.
fn close_ahead(start: &Branch, end: &Branch, h: f64) -> bool {
    end.margin.abs() < AHEAD * start.margin.abs().min((end.slope * h).abs())
}
