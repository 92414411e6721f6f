//! Equations as the solver works them out: rates, the sparse Jacobian and the branches, from flat programs that are made
//! once for an engine. Not here: stepping ([`crate::solve`]), and solving with the Jacobian (`crate::sparse`).

use crate::code::Code;
use crate::expr::Expr;
use crate::marks::{MAX_STATES, Marks};
use crate::real::Flow;
use crate::slopes::derive;
use crate::sparse::Elimination;

/// One entry of the Jacobian: rate by state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub row: u8,
    pub col: u8,
}

/// One branch of the equations at one state: whether it is the first, how far it is from turning, and how fast that
/// grows per hour.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Branch {
    pub margin: f64,
    pub slope: f64,
    pub first: bool,
}

/// What there is to know about the equations at one state.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Reading {
    /// Rates of change per hour.
    pub rates: Vec<f64>,
    /// The Jacobian's entries.
    pub jacobian: Vec<f64>,
    /// The branches.
    pub branches: Vec<Branch>,
}

/// Where programs run, so that no step asks for memory.
#[derive(Clone, Debug)]
pub(crate) struct Registers {
    rates: Vec<f64>,
    margins: Vec<f64>,
    whole: Vec<f64>,
}

/// How a margin is read: whether 0 counts as the first, and on which states it depends.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shape {
    tie_is_first: bool,
    states: Vec<u8>,
}

/// The equations of some states, and of inputs that stay what they are between discontinuities.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Program {
    states: usize,
    inputs: usize,
    rows: Vec<Marks>,
    entries: Vec<Entry>,
    shapes: Vec<Shape>,
    rates: Code,
    margins: Code,
    /// Rates, entries, margins, and the slopes of each margin.
    whole: Code,
    pub(crate) elimination: Elimination,
}

impl Program {
    /// Makes the programs. For more than [`MAX_STATES`] states there are none, and the solver says so.
    #[must_use]
    pub fn of(flow: &impl Flow) -> Self {
        let states = flow.states();
        if states > MAX_STATES {
            return Self { states, ..Self::default() };
        }
        let derived = derive(flow);
        let inputs = flow.switched().len();
        let mut rows = vec![Marks::default(); states];
        let mut entries = Vec::new();
        for (row, slopes) in derived.slopes.iter().enumerate() {
            for (col, _) in slopes {
                rows[row].insert(*col);
                entries.push(Entry { row: place(row), col: place(*col) });
            }
        }
        let shape = |t: &crate::slopes::Turn| Shape {
            tie_is_first: t.tie_is_first,
            states: t.slopes.iter().map(|(state, _)| place(*state)).collect(),
        };
        let margins: Vec<Expr> = derived.turns.iter().map(|t| t.margin).collect();
        let slopes = derived.slopes.iter().chain(derived.turns.iter().map(|t| &t.slopes));
        let slopes: Vec<Expr> = slopes.flatten().map(|(_, slope)| *slope).collect();
        let (of_rates, of_margins) = slopes.split_at(entries.len());
        let whole: Vec<Expr> = [&derived.rates, of_rates, &margins, of_margins].concat();
        let code = |roots: &[Expr]| Code::of(&derived.tape, states + inputs, roots);
        Self {
            states,
            inputs,
            shapes: derived.turns.iter().map(shape).collect(),
            rates: code(&derived.rates),
            margins: code(&margins),
            whole: code(&whole),
            elimination: Elimination::of(&rows, &entries),
            rows,
            entries,
        }
    }

    /// Number of states.
    #[must_use]
    pub fn states(&self) -> usize {
        self.states
    }

    /// Number of inputs.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// For each state the states on which its rate of change depends.
    #[must_use]
    pub fn rows(&self) -> &[Marks] {
        &self.rows
    }

    /// Number of entries of the Jacobian that may differ from 0.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.entries.len()
    }

    /// Number of values that a factorization holds: the entries, the diagonal and what elimination adds.
    #[must_use]
    pub fn fill_in(&self) -> usize {
        self.elimination.len()
    }

    /// Number of places where the equations branch as states change.
    #[must_use]
    pub fn branches(&self) -> usize {
        self.shapes.len()
    }

    /// Operations that the rates take, and that all takes: rates, Jacobian and branches.
    #[must_use]
    pub fn operations(&self) -> (usize, usize) {
        (self.rates.operations(), self.whole.operations())
    }

    /// The rates at `y`: for checks, not for speed.
    #[must_use]
    pub fn rates_at(&self, y: &[f64], inputs: &[f64]) -> Vec<f64> {
        let mut out = vec![0.0; self.states];
        self.rates(y, &mut self.registers(inputs), &mut out);
        out
    }

    /// The Jacobian at `y`, row by row: for checks, not for speed.
    #[must_use]
    pub fn dense(&self, y: &[f64], inputs: &[f64]) -> Vec<Vec<f64>> {
        let mut out = vec![vec![0.0; self.states]; self.states];
        for (e, v) in self.entries.iter().zip(self.reading_at(y, inputs).jacobian) {
            out[usize::from(e.row)][usize::from(e.col)] = v;
        }
        out
    }

    /// Solves `(I * diagonal - J) x = b` with the Jacobian at `y`, as a step does; `None` where a pivot is too small.
    /// For checks, not for speed. `y` and `b` have no more than [`MAX_STATES`] states.
    #[must_use]
    pub fn solve(&self, y: &[f64], inputs: &[f64], diagonal: f64, b: &[f64]) -> Option<Vec<f64>> {
        let jacobian = self.reading_at(y, inputs).jacobian;
        let mut factors = vec![0.0; self.elimination.len()];
        let mut x = [0.0; MAX_STATES];
        x[..b.len()].copy_from_slice(b);
        self.elimination.factorize(diagonal, &jacobian, &mut factors).then(|| {
            self.elimination.solve(&factors, &mut x);
            x[..b.len()].to_vec()
        })
    }

    fn reading_at(&self, y: &[f64], inputs: &[f64]) -> Reading {
        let mut out = self.reading();
        self.read(y, &mut self.registers(inputs), &mut out);
        out
    }

    /// Where the programs run, with these inputs in place.
    pub(crate) fn registers(&self, inputs: &[f64]) -> Registers {
        let place = |code: &Code| {
            let mut r = code.registers();
            // A program without operations may have no place for them.
            if let Some(at) = r.get_mut(self.states..self.states + self.inputs) {
                at.copy_from_slice(inputs);
            }
            r
        };
        Registers { rates: place(&self.rates), margins: place(&self.margins), whole: place(&self.whole) }
    }

    /// A reading to be filled.
    pub(crate) fn reading(&self) -> Reading {
        Reading {
            rates: vec![0.0; self.states],
            jacobian: vec![0.0; self.entries.len()],
            branches: vec![Branch::default(); self.shapes.len()],
        }
    }

    /// Works the rates out.
    pub(crate) fn rates(&self, y: &[f64], registers: &mut Registers, out: &mut [f64]) {
        let r = &mut registers.rates;
        r[..y.len()].copy_from_slice(y);
        for (out, v) in out.iter_mut().zip(self.rates.run(r)) {
            *out = v;
        }
    }

    /// Works the margins out: how far each branch is from turning.
    pub(crate) fn margins(&self, y: &[f64], registers: &mut Registers, out: &mut [f64]) {
        let r = &mut registers.margins;
        r[..y.len()].copy_from_slice(y);
        for (out, v) in out.iter_mut().zip(self.margins.run(r)) {
            *out = v;
        }
    }

    /// Whether a branch with this margin is the first.
    pub(crate) fn is_first(&self, branch: usize, margin: f64) -> bool {
        if self.shapes[branch].tie_is_first { margin >= 0.0 } else { margin > 0.0 }
    }

    /// Works everything out.
    pub(crate) fn read(&self, y: &[f64], registers: &mut Registers, out: &mut Reading) {
        let r = &mut registers.whole;
        r[..y.len()].copy_from_slice(y);
        let mut values = self.whole.run(r);
        let plain = out.rates.iter_mut().chain(&mut out.jacobian).chain(out.branches.iter_mut().map(|b| &mut b.margin));
        for (out, v) in plain.zip(&mut values) {
            *out = v;
        }
        for (i, (branch, shape)) in out.branches.iter_mut().zip(&self.shapes).enumerate() {
            branch.first = self.is_first(i, branch.margin);
            branch.slope = 0.0;
            for (state, slope) in shape.states.iter().zip(&mut values) {
                branch.slope += slope * out.rates[usize::from(*state)];
            }
        }
    }

    /// The Jacobian times `v`.
    pub(crate) fn times(&self, jacobian: &[f64], v: &[f64], out: &mut [f64]) {
        out.fill(0.0);
        for (e, value) in self.entries.iter().zip(jacobian) {
            out[usize::from(e.row)] += value * v[usize::from(e.col)];
        }
    }
}

fn place(state: usize) -> u8 {
    u8::try_from(state).expect("there are at most 256 states")
}
