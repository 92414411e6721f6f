//! Numbers that carry their slopes: forward-mode differentiation in several directions at once. Read in these numbers,
//! the equations give exact columns of their Jacobian. Not here: which columns share a direction ([`crate::jacobian`]).

use core::ops::{Add, Div, Mul, Neg, Sub};

use crate::math;
use crate::real::Real;

/// A value and its slopes in `N` directions.
///
/// The value takes the same operations in the same order as a plain `f64`, so both have the same bits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dual<const N: usize> {
    /// The value.
    pub value: f64,
    /// What the value gains per unit step in each direction.
    pub slope: [f64; N],
}

impl<const N: usize> Dual<N> {
    /// A number that changes in no direction.
    #[inline]
    #[must_use]
    pub const fn constant(value: f64) -> Self {
        Self { value, slope: [0.0; N] }
    }

    /// A number that changes by 1 per unit step in one direction (below `N`).
    #[inline]
    #[must_use]
    pub fn along(value: f64, direction: usize) -> Self {
        let mut out = Self::constant(value);
        out.slope[direction] = 1.0;
        out
    }

    /// `value`, with slopes made of two numbers' slopes: `a` of this one's and `b` of the other's.
    #[inline]
    fn mixed(&self, a: f64, other: &Self, b: f64, value: f64) -> Self {
        let mut slope = self.slope;
        for (s, o) in slope.iter_mut().zip(&other.slope) {
            *s = a * *s + b * o;
        }
        Self { value, slope }
    }

    #[inline]
    fn scaled(&self, by: f64, value: f64) -> Self {
        Self { value, slope: self.slope.map(|s| by * s) }
    }
}

impl<const N: usize> Add for Dual<N> {
    type Output = Self;

    #[inline]
    fn add(self, other: Self) -> Self {
        let mut slope = self.slope;
        for (s, o) in slope.iter_mut().zip(&other.slope) {
            *s += o;
        }
        Self { value: self.value + other.value, slope }
    }
}

impl<const N: usize> Sub for Dual<N> {
    type Output = Self;

    #[inline]
    fn sub(self, other: Self) -> Self {
        let mut slope = self.slope;
        for (s, o) in slope.iter_mut().zip(&other.slope) {
            *s -= o;
        }
        Self { value: self.value - other.value, slope }
    }
}

impl<const N: usize> Mul for Dual<N> {
    type Output = Self;

    #[inline]
    fn mul(self, other: Self) -> Self {
        self.mixed(other.value, &other, self.value, self.value * other.value)
    }
}

impl<const N: usize> Div for Dual<N> {
    type Output = Self;

    #[inline]
    fn div(self, other: Self) -> Self {
        let value = self.value / other.value;
        let per = 1.0 / other.value;
        self.mixed(per, &other, -value * per, value)
    }
}

impl<const N: usize> Neg for Dual<N> {
    type Output = Self;

    #[inline]
    fn neg(self) -> Self {
        Self { value: -self.value, slope: self.slope.map(|s| -s) }
    }
}

impl<const N: usize> Mul<f64> for Dual<N> {
    type Output = Self;

    #[inline]
    fn mul(self, by: f64) -> Self {
        self.scaled(by, self.value * by)
    }
}

impl<const N: usize> Add<f64> for Dual<N> {
    type Output = Self;

    #[inline]
    fn add(self, by: f64) -> Self {
        Self { value: self.value + by, slope: self.slope }
    }
}

impl<const N: usize> Real for Dual<N> {
    #[inline]
    fn of(value: f64) -> Self {
        Self::constant(value)
    }

    /// At a tie `self`'s slope counts: an empty compartment (`0.positive()`) is one that may fill.
    #[inline]
    fn max(self, other: Self) -> Self {
        if self.value >= other.value || other.value.is_nan() { self } else { other }
    }

    /// The slope is 0 at 0, and where it is too steep for a number.
    #[inline]
    fn pow(self, exponent: f64) -> Self {
        if self.value > 0.0 {
            let value = math::pow(self.value, exponent);
            let steep = exponent * (value / self.value);
            self.scaled(if steep.is_finite() { steep } else { 0.0 }, value)
        } else {
            Self::constant(0.0)
        }
    }

    #[inline]
    fn choose(a: Self, b: Self, then: Self, otherwise: Self) -> Self {
        if a.value > b.value { then } else { otherwise }
    }
}
