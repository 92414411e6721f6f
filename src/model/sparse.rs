//! Solving with `I / (h gamma) - J` where `J` is sparse: the order of elimination and the fill-in are found once, then
//! a factorization is a flat list of multiplications. Not a general solver: it never changes the order for the sake of
//! the numbers, it says when a pivot is too small.

use crate::marks::{MAX_STATES, Marks};
use crate::program::Entry;

/// A pivot may be this many times smaller than `1 / (h gamma)`. Where nothing is created the pivots are never smaller
/// than that itself.
const SMALLEST_PIVOT: f64 = 1e-8;

/// A step of a triangular solve: `x[to] -= value * x[from]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Op {
    to: u8,
    from: u8,
}

/// A state that is eliminated: how many states that are still left depend on it, and on how many it depends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pivot {
    state: u8,
    below: u16,
    right: u16,
}

/// How a matrix of a known pattern is factorized, `L D U` with 1 on the diagonals of `L` and `U`.
///
/// The values lie in one array: the diagonal by state, `L` column by column as eliminated, `U` column by column in the
/// opposite order, as the solve wants them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Elimination {
    states: usize,
    pivots: Vec<Pivot>,
    lower: Vec<Op>,
    upper: Vec<Op>,
    /// For each pivot where its row of `U` lies.
    row_at: Vec<u16>,
    /// For each pivot, for each entry of its column of `L`: where the products with its row of `U` go.
    targets: Vec<u16>,
    /// Where the Jacobian's entries go.
    places: Vec<u16>,
}

impl Elimination {
    /// Finds an order with little fill-in: the state with the fewest products first (Markowitz 1957).
    pub fn of(rows: &[Marks], entries: &[Entry]) -> Self {
        let n = rows.len();
        let mut rows = rows.to_vec();
        let mut cols = vec![Marks::default(); n];
        for (i, row) in rows.iter_mut().enumerate() {
            row.insert(i);
            for j in row.iter() {
                cols[j].insert(i);
            }
        }
        let mut left: Vec<usize> = (0..n).collect();
        // State, states of its column of L, states of its row of U.
        let mut steps: Vec<(usize, Vec<usize>, Vec<usize>)> = Vec::new();
        while let Some(at) = (0..left.len()).min_by_key(|i| {
            let k = left[*i];
            (rows[k].count() - 1) * (cols[k].count() - 1)
        }) {
            let k = left.remove(at);
            for i in rows[k].iter() {
                cols[i].remove(k);
            }
            for i in cols[k].iter() {
                rows[i].remove(k);
            }
            rows[k].remove(k);
            cols[k].remove(k);
            let (row, col) = (rows[k], cols[k]);
            for i in col.iter() {
                rows[i] = rows[i].union(row);
            }
            for j in row.iter() {
                cols[j] = cols[j].union(col);
            }
            steps.push((k, col.iter().collect(), row.iter().collect()));
        }
        Self::programs(n, &steps, entries)
    }

    #[expect(clippy::cast_possible_truncation, reason = "at most 256 states, so at most 65536 places")]
    fn programs(n: usize, steps: &[(usize, Vec<usize>, Vec<usize>)], entries: &[Entry]) -> Self {
        let mut place = vec![0u16; n * n];
        let mut next = 0;
        let mut take = |row: usize, col: usize, place: &mut [u16]| {
            place[row * n + col] = next as u16;
            next += 1;
        };
        for i in 0..n {
            take(i, i, &mut place);
        }
        let (mut lower, mut upper) = (Vec::new(), Vec::new());
        for (k, below, _) in steps {
            for i in below {
                take(*i, *k, &mut place);
                lower.push(Op { to: *i as u8, from: *k as u8 });
            }
        }
        for (k, ..) in steps.iter().rev() {
            for (i, _, right) in steps {
                if right.contains(k) {
                    take(*i, *k, &mut place);
                    upper.push(Op { to: *i as u8, from: *k as u8 });
                }
            }
        }
        let (mut row_at, mut targets, mut pivots) = (Vec::new(), Vec::new(), Vec::new());
        for (k, below, right) in steps {
            pivots.push(Pivot { state: *k as u8, below: below.len() as u16, right: right.len() as u16 });
            row_at.extend(right.iter().map(|j| place[k * n + j]));
            targets.extend(below.iter().flat_map(|i| right.iter().map(move |j| (i, j))).map(|(i, j)| place[i * n + j]));
        }
        let places = entries.iter().map(|e| place[usize::from(e.row) * n + usize::from(e.col)]).collect();
        Self { states: n, pivots, lower, upper, row_at, targets, places }
    }

    /// Number of values that a factorization holds.
    pub fn len(&self) -> usize {
        self.states + self.lower.len() + self.upper.len()
    }

    /// Factorizes `I * diagonal - J` into `values` ([`Elimination::len`] of them). `false`: a pivot is too small or
    /// not a number.
    #[must_use]
    pub fn factorize(&self, diagonal: f64, jacobian: &[f64], values: &mut [f64]) -> bool {
        let (d, rest) = values.split_at_mut(self.states);
        d.fill(diagonal);
        rest.fill(0.0);
        for (at, j) in self.places.iter().zip(jacobian) {
            values[usize::from(*at)] -= j;
        }
        let smallest = SMALLEST_PIVOT * diagonal;
        let mut row = [0.0; MAX_STATES];
        let (mut row_at, mut targets) = (&*self.row_at, &*self.targets);
        let mut l_at = self.states;
        for pivot in &self.pivots {
            let (at, others) = row_at.split_at(usize::from(pivot.right));
            row_at = others;
            let d = values[usize::from(pivot.state)];
            if !(d.abs() >= smallest && d.is_finite()) {
                return false;
            }
            let per = 1.0 / d;
            values[usize::from(pivot.state)] = per;
            let row = &mut row[..at.len()];
            for (r, at) in row.iter_mut().zip(at) {
                *r = values[usize::from(*at)];
            }
            for _ in 0..pivot.below {
                let l = values[l_at] * per;
                values[l_at] = l;
                l_at += 1;
                let (to, others) = targets.split_at(at.len());
                targets = others;
                for (r, to) in row.iter().zip(to) {
                    values[usize::from(*to)] -= l * r;
                }
            }
            for (r, at) in row.iter().zip(at) {
                values[usize::from(*at)] = r * per;
            }
        }
        true
    }

    /// Solves in place with a factorization; what lies behind the states in `x` stays.
    pub fn solve(&self, values: &[f64], x: &mut [f64; MAX_STATES]) {
        let (d, rest) = values.split_at(self.states);
        let (lower, upper) = rest.split_at(self.lower.len());
        for (op, v) in self.lower.iter().zip(lower) {
            x[usize::from(op.to)] -= v * x[usize::from(op.from)];
        }
        for (x, d) in x.iter_mut().zip(d) {
            *x *= d;
        }
        for (op, v) in self.upper.iter().zip(upper) {
            x[usize::from(op.to)] -= v * x[usize::from(op.from)];
        }
    }
}
