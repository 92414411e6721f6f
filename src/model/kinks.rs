//! Where a step crosses a kink or a jump of the flow: whether it matters, and how close to it steps should end. A
//! method of high order is accurate only where the flow is smooth, so a step that crosses a kink is cut into one that
//! ends just before it, a very short one across, and the rest. Not here: stepping ([`crate::solve`]).

use crate::math::sqrt;
use crate::real::{Flow, Real};
use crate::rodas::Workspace;
use crate::watched::{Branch, Branches, Watched};

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
/// Halvings of the step on the way to the crossing.
const HALVINGS: u32 = 30;
/// Distance, as a share of the step, over which slopes are measured on either side.
const BESIDE: f64 = 1e-5;

/// What is needed to look for kinks, so that no step asks for memory.
pub(crate) struct Kinks<'r> {
    /// Branches at the start of the step, at its end, and somewhere within.
    start: &'r Branches,
    end: &'r Branches,
    within: &'r Branches,
    at: Vec<Watched<'r>>,
    rates: Vec<Watched<'r>>,
    flows: [Vec<f64>; 4],
}

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

impl<'r> Kinks<'r> {
    /// For equations of so many states; each of `reports` keeps the branches of one reading and belongs to nobody else.
    pub fn new(states: usize, reports: &'r [Branches; 3]) -> Self {
        let numbers = || vec![Watched::of(0.0); states];
        let flows = core::array::from_fn(|_| vec![0.0; states]);
        let [start, end, within] = reports;
        Self { start, end, within, at: numbers(), rates: numbers(), flows }
    }

    /// Notes the branches of the flow at `y`, where the rates of change are `f`.
    pub fn begin<F: Flow>(&mut self, flow: &F, y: &[f64], f: &[f64]) {
        read(flow, y, f, self.start, &mut self.at, &mut self.rates);
    }

    /// What the step of `h` hours that `work` holds means for the branches.
    pub fn look<F: Flow>(&mut self, flow: &F, work: &Workspace, h: f64) -> Sight {
        if self.start.count() == 0 {
            return Sight::Clear;
        }
        let [f, ..] = &mut self.flows;
        flow.flow(&work.end, f);
        read(flow, &work.end, f, self.end, &mut self.at, &mut self.rates);
        let mut sight = Sight::Clear;
        for (a, b) in self.start.iter().zip(self.end.iter()) {
            if a.first != b.first {
                return Sight::Turned(1.0);
            }
            // It nears its turning point at the end of the step, or did so at the start of it.
            if b.margin * b.slope < 0.0 {
                if sight == Sight::Clear && close_ahead(&a, &b, h) {
                    sight = Sight::Ahead;
                }
            } else if a.margin * a.slope < 0.0
                && let Some(part) = closest(&a, &b, h)
            {
                sight = Sight::Turned(part);
            }
        }
        sight
    }

    /// The branches at the end of the step (see [`Kinks::look`]) become those of the next one's start.
    pub fn pass(&mut self) {
        core::mem::swap(&mut self.start, &mut self.end);
    }

    /// Whether all branches at `y` are those of the start. (Slopes do not matter here.)
    fn same<F: Flow>(&mut self, flow: &F, y: &[f64]) -> bool {
        read(flow, y, y, self.within, &mut self.at, &mut self.rates);
        self.within.iter().zip(self.start.iter()).all(|(a, b)| a.first == b.first)
    }

    /// The kink before `by` (see [`Sight::Turned`]); `None` if there is none or it does not matter. `work` must have
    /// been bent.
    pub fn find<F: Flow>(
        &mut self,
        flow: &F,
        work: &mut Workspace,
        y: &[f64],
        by: f64,
        h: f64,
        rtol: f64,
        atol: f64,
    ) -> Option<Kink> {
        let (mut before, mut after) = (0.0, by);
        if by < 1.0 && self.same(flow, work.within(y, by)) {
            return None;
        }
        for _ in 0..HALVINGS {
            let middle = 0.5 * (before + after);
            if self.same(flow, work.within(y, middle)) {
                before = middle;
            } else {
                after = middle;
            }
        }
        for (out, part) in self.flows.iter_mut().zip([before - BESIDE, before, after, after + BESIDE]) {
            flow.flow(work.within(y, part), out);
        }
        let mut reach: f64 = 1.0;
        for (i, y) in y.iter().enumerate() {
            let [f1, f2, f3, f4] = self.flows.each_ref().map(|f| f[i]);
            let (slope_before, slope_after) = ((f2 - f1) / BESIDE, (f4 - f3) / BESIDE);
            let jump = (f3 - f2 - slope_before * (after - before)).abs();
            let bend = (slope_after - slope_before).abs();
            let allowed = SHARE * (atol + rtol * y.abs());
            // The step across a jump is off by up to jump times length, that across a kink by bend times its square.
            reach = reach.min(allowed / (h * jump)).min(sqrt(allowed / (h * bend)));
        }
        (reach < MISSED).then_some(Kink { part: before, reach })
    }
}

/// Reads the flow's branches at `y`, which changes at the rates `slopes`.
fn read<'r, F: Flow>(
    flow: &F,
    y: &[f64],
    slopes: &[f64],
    reports: &'r Branches,
    at: &mut [Watched<'r>],
    rates: &mut [Watched<'r>],
) {
    for ((at, y), slope) in at.iter_mut().zip(y).zip(slopes) {
        *at = Watched::state(*y, *slope, reports);
    }
    reports.clear();
    flow.flow(at, rates);
}

/// How many branches the flow has.
pub(crate) fn count(flow: &impl Flow, states: usize) -> usize {
    let none = Branches::new(0);
    let numbers = || vec![Watched::of(0.0); states];
    let zeros = vec![0.0; states];
    read(flow, &zeros, &zeros, &none, &mut numbers(), &mut numbers());
    none.count()
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
