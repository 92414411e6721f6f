//! Small dense matrices for the receptor block: the exponential of a rate matrix and a linear solve.
//! Not a linear-algebra library; the stiff solver brings its own.

use crate::math::exp;

/// Square matrix, row first.
pub type Matrix<const N: usize> = [[f64; N]; N];

/// The matrix of noughts.
#[must_use]
pub fn zero<const N: usize>() -> Matrix<N> {
    [[0.0; N]; N]
}

/// The identity.
#[must_use]
pub fn identity<const N: usize>() -> Matrix<N> {
    let mut m = zero();
    for (i, row) in m.iter_mut().enumerate() {
        row[i] = 1.0;
    }
    m
}

/// `a b`.
#[must_use]
pub fn product<const N: usize>(a: &Matrix<N>, b: &Matrix<N>) -> Matrix<N> {
    let mut out = zero();
    for (out_row, a_row) in out.iter_mut().zip(a) {
        for (&x, b_row) in a_row.iter().zip(b) {
            if x != 0.0 {
                for (o, &y) in out_row.iter_mut().zip(b_row) {
                    *o += x * y;
                }
            }
        }
    }
    out
}

/// `exp(q h)` for a generator `q` (off-diagonals not negative, diagonal not positive) and `h >= 0`.
///
/// Uniformisation with scaling and squaring: every term is positive, so no entry can turn negative by rounding.
#[must_use]
pub fn exp_generator<const N: usize>(q: &Matrix<N>, h: f64) -> Matrix<N> {
    const TERMS: usize = 14;
    let fastest = q.iter().enumerate().map(|(i, row)| -row[i]).fold(0.0, f64::max);
    let mut squarings = 0;
    let mut scaled = h;
    while fastest * scaled > 0.7 {
        scaled *= 0.5;
        squarings += 1;
    }
    // exp(q s) = e^(-f s) sum (f s)^k p^k / k!  with  f p = q + f 1
    let lambda = fastest * scaled;
    let mut step = *q;
    for (i, row) in step.iter_mut().enumerate() {
        for x in row.iter_mut() {
            *x *= scaled;
        }
        row[i] += lambda;
    }
    let mut sum: Matrix<N> = identity();
    let mut term: Matrix<N> = identity();
    for k in 1..=TERMS {
        term = product(&term, &step);
        let scale = 1.0 / k as f64;
        for (s_row, t_row) in sum.iter_mut().zip(&mut term) {
            for (s, t) in s_row.iter_mut().zip(t_row.iter_mut()) {
                *t *= scale;
                *s += *t;
            }
        }
    }
    let back = exp(-lambda);
    for row in &mut sum {
        for x in row.iter_mut() {
            *x *= back;
        }
    }
    for _ in 0..squarings {
        sum = product(&sum, &sum);
    }
    sum
}

/// Solves `a x = b` by elimination with partial pivoting. A column without a pivot gives 0 there.
#[must_use]
pub fn solve<const N: usize>(mut a: Matrix<N>, mut b: [f64; N]) -> [f64; N] {
    for col in 0..N {
        let pivot = (col..N).max_by(|&i, &j| a[i][col].abs().total_cmp(&a[j][col].abs())).unwrap_or(col);
        a.swap(col, pivot);
        b.swap(col, pivot);
        if a[col][col] == 0.0 {
            continue;
        }
        for row in col + 1..N {
            let factor = a[row][col] / a[col][col];
            if factor != 0.0 {
                let upper = a[col];
                for (x, u) in a[row].iter_mut().zip(&upper).skip(col) {
                    *x -= factor * u;
                }
                b[row] -= factor * b[col];
            }
        }
    }
    let mut x = [0.0; N];
    for row in (0..N).rev() {
        let rest: f64 = (row + 1..N).map(|k| a[row][k] * x[k]).sum();
        x[row] = if a[row][row] == 0.0 { 0.0 } else { (b[row] - rest) / a[row][row] };
    }
    x
}
