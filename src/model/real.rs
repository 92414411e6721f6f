//! The kinds of number that the equations can be read in. They are written once ([`crate::flow`]) and read as plain
//! numbers (for what follows from a state) and as a graph ([`crate::expr`]: for the solver and for export). Nothing here
//! knows pharmacology.

use core::ops::{Add, Div, Mul, Neg, Sub};

use crate::math;

/// A number that the equations are made of.
///
/// Branches are written with [`Real::max`] and [`Real::choose`], never with `if`, so that every reading sees both sides.
pub trait Real:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + Mul<f64, Output = Self>
    + Add<f64, Output = Self>
    + core::fmt::Debug
{
    /// A constant.
    fn of(value: f64) -> Self;

    /// A constant of a content file that export shows by name; `name` is called only where names matter.
    fn parameter(value: f64, _name: impl FnOnce() -> String) -> Self {
        Self::of(value)
    }

    /// Names an intermediate result for readings that show names.
    #[must_use]
    fn called(self, _name: impl FnOnce() -> String) -> Self {
        self
    }

    /// The larger of two.
    #[must_use]
    fn max(self, other: Self) -> Self;

    /// `self` to a constant power above 0, for `self` of 0 or more.
    #[must_use]
    fn pow(self, exponent: f64) -> Self;

    /// `then` where `a > b`, else `otherwise`.
    fn choose(a: Self, b: Self, then: Self, otherwise: Self) -> Self;

    /// Size without sign.
    #[must_use]
    fn abs(self) -> Self {
        self.max(-self)
    }

    /// `self`, or 0 where it is negative.
    #[must_use]
    fn positive(self) -> Self {
        self.max(Self::of(0.0))
    }
}

impl Real for f64 {
    #[inline]
    fn of(value: f64) -> Self {
        value
    }

    #[inline]
    fn max(self, other: Self) -> Self {
        f64::max(self, other)
    }

    #[inline]
    fn pow(self, exponent: f64) -> Self {
        if self > 0.0 { math::pow(self, exponent) } else { 0.0 }
    }

    #[inline]
    fn choose(a: Self, b: Self, then: Self, otherwise: Self) -> Self {
        if a > b { then } else { otherwise }
    }
}

/// Equations `dy/dt = f(y)`, written once for every kind of number.
pub trait Flow {
    /// Number of states.
    fn states(&self) -> usize;

    /// Names of the parameters that stay what they are only until the next discontinuity.
    fn switched(&self) -> Vec<String> {
        Vec::new()
    }

    /// Fills `dydt` (of the same length as `y`) with the rates of change per hour at `y`.
    fn flow<R: Real>(&self, y: &[R], dydt: &mut [R]);
}
