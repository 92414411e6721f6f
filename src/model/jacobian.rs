//! The sparse Jacobian of equations: who depends on whom, which columns can be found together, and their values from a
//! few readings in numbers with slopes. Not here: solving with it (`crate::sparse`).

use core::ops::Range;

use crate::dual::Dual;
use crate::kinks;
use crate::marks::{MAX_STATES, Marks};
use crate::real::Flow;
use crate::sparse::Elimination;

/// Directions that one reading of the equations follows.
const WIDTH: usize = 8;

/// The equations' numbers while their slopes are followed.
pub(crate) type Slopes = Dual<WIDTH>;

/// One reading of the equations: the columns it follows, and the entries it yields.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Pass {
    /// State and direction.
    seeds: Vec<(u8, u8)>,
    entries: Range<usize>,
}

/// One entry of the Jacobian.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub row: u8,
    pub col: u8,
    direction: u8,
}

/// All about the equations' Jacobian that does not change with the state: found once, used at every step.
///
/// It holds as long as the same numbers of the equations depend on the same states: constants may change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    states: usize,
    rows: Vec<Marks>,
    colours: Vec<usize>,
    passes: Vec<Pass>,
    entries: Vec<Entry>,
    branches: usize,
    pub(crate) elimination: Elimination,
}

impl Pattern {
    /// Reads the equations once, in marks. For more than [`MAX_STATES`] states the pattern is empty, and the solver
    /// says so.
    #[must_use]
    pub fn of(flow: &impl Flow) -> Self {
        let states = flow.states();
        let mut rows = vec![Marks::default(); states];
        if states <= MAX_STATES {
            let y: Vec<Marks> = (0..states).map(Marks::only).collect();
            flow.flow(&y, &mut rows);
            Self::of_rows(rows, kinks::count(flow, states))
        } else {
            Self { states, ..Self::of_rows(Vec::new(), 0) }
        }
    }

    fn of_rows(rows: Vec<Marks>, branches: usize) -> Self {
        let colours = colours(&rows);
        let n_colours = colours.iter().map(|c| c + 1).max().unwrap_or(0);
        let (mut passes, mut entries) = (Vec::new(), Vec::new());
        for first in (0..n_colours).step_by(WIDTH) {
            let direction = |col: usize| colours[col].checked_sub(first).filter(|d| *d < WIDTH);
            let start = entries.len();
            for (row, marks) in rows.iter().enumerate() {
                entries.extend(marks.iter().filter_map(|col| Some(entry(row, col, direction(col)?))));
            }
            let seeds = (0..rows.len()).filter_map(|col| Some((col as u8, direction(col)? as u8))).collect();
            passes.push(Pass { seeds, entries: start..entries.len() });
        }
        let elimination = Elimination::of(&rows, &entries);
        Self { states: rows.len(), rows, colours, passes, entries, branches, elimination }
    }

    /// Number of states.
    #[must_use]
    pub fn states(&self) -> usize {
        self.states
    }

    /// For each state the states on which its rate of change depends.
    #[must_use]
    pub fn rows(&self) -> &[Marks] {
        &self.rows
    }

    /// For each state its group: no rate depends on two states of one group.
    #[must_use]
    pub fn colours(&self) -> &[usize] {
        &self.colours
    }

    /// Number of places where the equations branch.
    pub(crate) fn branches(&self) -> usize {
        self.branches
    }

    /// Number of values that a factorization holds: the entries, the diagonal and what elimination adds.
    #[must_use]
    pub fn fill_in(&self) -> usize {
        self.elimination.len()
    }

    /// Number of entries of the Jacobian that may differ from 0.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.entries.len()
    }

    /// The Jacobian at `y`, row by row: for checks, not for speed.
    #[must_use]
    pub fn dense<F: Flow>(&self, flow: &F, y: &[f64]) -> Vec<Vec<f64>> {
        let n = y.len();
        let zero = Slopes::constant(0.0);
        let mut values = vec![0.0; self.entries.len()];
        self.fill(flow, y, &mut vec![zero; n], &mut vec![zero; n], &mut vec![0.0; n], &mut values);
        let mut out = vec![vec![0.0; n]; n];
        for (e, v) in self.entries.iter().zip(values) {
            out[usize::from(e.row)][usize::from(e.col)] = v;
        }
        out
    }

    /// Solves `(I * diagonal - J) x = b` with the Jacobian at `y`, as a step does; `None` where a pivot is too small.
    /// For checks, not for speed. `y` and `b` have no more than [`MAX_STATES`] states.
    #[must_use]
    pub fn solve<F: Flow>(&self, flow: &F, y: &[f64], diagonal: f64, b: &[f64]) -> Option<Vec<f64>> {
        let zero = Slopes::constant(0.0);
        let n = y.len();
        let mut jacobian = vec![0.0; self.entries.len()];
        self.fill(flow, y, &mut vec![zero; n], &mut vec![zero; n], &mut vec![0.0; n], &mut jacobian);
        let mut factors = vec![0.0; self.elimination.len()];
        let mut x = [0.0; MAX_STATES];
        x[..n].copy_from_slice(b);
        self.elimination.factorize(diagonal, &jacobian, &mut factors).then(|| {
            self.elimination.solve(&factors, &mut x);
            x[..n].to_vec()
        })
    }

    /// Finds the rates `f` at `y` and the Jacobian's entries; `at` and `rates` are scratch. All as long as `y`, but
    /// for `values`: [`Pattern::entries`].
    pub(crate) fn fill<F: Flow>(
        &self,
        flow: &F,
        y: &[f64],
        at: &mut [Slopes],
        rates: &mut [Slopes],
        f: &mut [f64],
        values: &mut [f64],
    ) {
        if self.passes.is_empty() {
            flow.flow(y, f);
        }
        for pass in &self.passes {
            for (a, y) in at.iter_mut().zip(y) {
                *a = Slopes::constant(*y);
            }
            for (state, direction) in &pass.seeds {
                at[usize::from(*state)].slope[usize::from(*direction)] = 1.0;
            }
            flow.flow(at, rates);
            for (v, e) in values[pass.entries.clone()].iter_mut().zip(&self.entries[pass.entries.clone()]) {
                *v = rates[usize::from(e.row)].slope[usize::from(e.direction) % WIDTH];
            }
        }
        if !self.passes.is_empty() {
            for (f, r) in f.iter_mut().zip(rates) {
                *f = r.value;
            }
        }
    }

    /// The Jacobian times `v`.
    pub(crate) fn times(&self, values: &[f64], v: &[f64], out: &mut [f64]) {
        out.fill(0.0);
        for (e, value) in self.entries.iter().zip(values) {
            out[usize::from(e.row)] += value * v[usize::from(e.col)];
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "states are fewer than 256, directions fewer than that")]
fn entry(row: usize, col: usize, direction: usize) -> Entry {
    Entry { row: row as u8, col: col as u8, direction: direction as u8 }
}

/// Groups the columns so that no row has two of one group, the fullest column first (Curtis, Powell and Reid 1974).
fn colours(rows: &[Marks]) -> Vec<usize> {
    let n = rows.len();
    // Columns that may not share a group.
    let mut rivals = vec![Marks::default(); n];
    for row in rows {
        for col in row.iter() {
            rivals[col] = rivals[col].union(*row);
        }
    }
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|col| (core::cmp::Reverse(rivals[*col].count()), *col));
    let mut groups: Vec<Marks> = Vec::new();
    let mut out = vec![0; n];
    for col in order {
        let group = groups.iter().position(|g| !g.meets(&rivals[col])).unwrap_or(groups.len());
        if group == groups.len() {
            groups.push(Marks::default());
        }
        groups[group].insert(col);
        out[col] = group;
    }
    out
}
