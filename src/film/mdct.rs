//! The transform that AAC codes: 2048 samples under a sine window to 1024 frequencies. Not here: what is kept of them.

use core::f64::consts::TAU;

/// Samples that a frame moves on, and frequencies of a frame.
pub const HOP: usize = 1024;
const SPAN: usize = 2 * HOP;
const POINTS: usize = SPAN / 4;

/// A pair of numbers, real and imaginary.
type Pair = (f64, f64);

/// Tables of the transform.
#[derive(Debug)]
pub struct Mdct {
    window: Vec<f64>,
    twist: Vec<Pair>,
    roots: Vec<Pair>,
}

impl Default for Mdct {
    fn default() -> Self {
        let turn = |part: f64| ((TAU * part).cos(), -(TAU * part).sin());
        Self {
            window: (0..SPAN).map(|n| ((n as f64 + 0.5) / SPAN as f64 * TAU / 2.0).sin()).collect(),
            twist: (0..POINTS).map(|n| turn((n as f64 + 0.125) / SPAN as f64)).collect(),
            roots: (0..POINTS / 2).map(|n| turn(n as f64 / POINTS as f64)).collect(),
        }
    }
}

impl Mdct {
    /// The frequencies of the `1024` samples before and the `1024` now: twice the sum of sample times cosine (ISO/IEC 14496-3,
    /// 4.6.11.3.1).
    #[must_use]
    pub fn frequencies(&self, before: &[f64], now: &[f64]) -> Vec<f64> {
        let sample = |n: usize| self.window[n] * if n < HOP { before[n] } else { now[n - HOP] };
        let turned = |n: usize| if n < POINTS { -sample(n + 3 * POINTS) } else { sample(n - POINTS) };
        let mut points: Vec<Pair> = (0..POINTS)
            .map(|n| {
                let re = turned(2 * n) - turned(SPAN - 1 - 2 * n);
                let im = turned(HOP - 1 - 2 * n) - turned(HOP + 2 * n);
                times((re, im), self.twist[n])
            })
            .collect();
        self.fourier(&mut points);
        let mut out = vec![0.0; HOP];
        for (n, &point) in points.iter().enumerate() {
            let (re, im) = times(point, self.twist[n]);
            out[2 * n] = 2.0 * re;
            out[HOP - 1 - 2 * n] = -2.0 * im;
        }
        out
    }

    /// The discrete Fourier transform in place.
    fn fourier(&self, points: &mut [Pair]) {
        let bits = POINTS.trailing_zeros();
        for n in 0..POINTS {
            let mirrored = n.reverse_bits() >> (usize::BITS - bits);
            if n < mirrored {
                points.swap(n, mirrored);
            }
        }
        let mut half = 1;
        while half < POINTS {
            for block in points.chunks_exact_mut(2 * half) {
                let (low, high) = block.split_at_mut(half);
                for (n, (a, b)) in low.iter_mut().zip(high).enumerate() {
                    let turned = times(*b, self.roots[n * (POINTS / 2 / half)]);
                    *b = (a.0 - turned.0, a.1 - turned.1);
                    *a = (a.0 + turned.0, a.1 + turned.1);
                }
            }
            half *= 2;
        }
    }
}

fn times(a: Pair, b: Pair) -> Pair {
    (a.0 * b.0 - a.1 * b.1, a.0 * b.1 + a.1 * b.0)
}
