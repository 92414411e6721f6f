//! Numbers that report every branch of the equations that they come to: how far from its turning point it is, and how
//! fast it nears it. The solver reads the flow in them to see kinks coming. Not here: what it does about them
//! ([`crate::kinks`]).

use core::cell::Cell;
use core::ops::{Add, Div, Mul, Neg, Sub};

use crate::dual::Dual;
use crate::real::Real;

/// One branch of the equations at one state: whether `a > b`, by how much, and how fast that grows per hour.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Branch {
    pub margin: f64,
    pub slope: f64,
    pub first: bool,
}

/// The branches of one reading, in the order of the equations, which is always the same.
#[derive(Debug)]
pub(crate) struct Branches {
    seen: Vec<Cell<Branch>>,
    count: Cell<usize>,
}

impl Branches {
    /// Keeps so many; those beyond are only counted.
    pub fn new(most: usize) -> Self {
        Self { seen: vec![Cell::default(); most], count: Cell::new(0) }
    }

    /// Before the next reading.
    pub fn clear(&self) {
        self.count.set(0);
    }

    /// Branches of the last reading.
    pub fn count(&self) -> usize {
        self.count.get()
    }

    /// The kept ones.
    pub fn iter(&self) -> impl Iterator<Item = Branch> + '_ {
        self.seen.iter().map(Cell::get)
    }

    #[inline]
    fn report(&self, branch: Branch) {
        let at = self.count.get();
        self.count.set(at + 1);
        if let Some(place) = self.seen.get(at) {
            place.set(branch);
        }
    }
}

/// A number with its slope in time. A constant reports nowhere.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Watched<'r> {
    pub number: Dual<1>,
    reports: Option<&'r Branches>,
}

impl<'r> Watched<'r> {
    /// A state.
    #[inline]
    pub fn state(value: f64, slope: f64, reports: &'r Branches) -> Self {
        Self { number: Dual { value, slope: [slope] }, reports: Some(reports) }
    }

    #[inline]
    fn with(self, other: Self, number: Dual<1>) -> Self {
        Self { number, reports: self.reports.or(other.reports) }
    }

    /// Reports the branch between two numbers and says whether the first is the one.
    #[inline]
    fn report(a: Self, b: Self, first: bool) -> bool {
        if let Some(reports) = a.reports.or(b.reports) {
            let margin = a.number - b.number;
            reports.report(Branch { margin: margin.value, slope: margin.slope[0], first });
        }
        first
    }
}

impl Add for Watched<'_> {
    type Output = Self;

    #[inline]
    fn add(self, other: Self) -> Self {
        self.with(other, self.number + other.number)
    }
}

impl Sub for Watched<'_> {
    type Output = Self;

    #[inline]
    fn sub(self, other: Self) -> Self {
        self.with(other, self.number - other.number)
    }
}

impl Mul for Watched<'_> {
    type Output = Self;

    #[inline]
    fn mul(self, other: Self) -> Self {
        self.with(other, self.number * other.number)
    }
}

impl Div for Watched<'_> {
    type Output = Self;

    #[inline]
    fn div(self, other: Self) -> Self {
        self.with(other, self.number / other.number)
    }
}

impl Neg for Watched<'_> {
    type Output = Self;

    #[inline]
    fn neg(self) -> Self {
        Self { number: -self.number, ..self }
    }
}

impl Mul<f64> for Watched<'_> {
    type Output = Self;

    #[inline]
    fn mul(self, by: f64) -> Self {
        Self { number: self.number * by, ..self }
    }
}

impl Add<f64> for Watched<'_> {
    type Output = Self;

    #[inline]
    fn add(self, by: f64) -> Self {
        Self { number: self.number + by, ..self }
    }
}

impl Real for Watched<'_> {
    #[inline]
    fn of(value: f64) -> Self {
        Self { number: Dual::constant(value), reports: None }
    }

    #[inline]
    fn max(self, other: Self) -> Self {
        let first = self.number.value >= other.number.value || other.number.value.is_nan();
        let chosen = if Self::report(self, other, first) { self.number } else { other.number };
        self.with(other, chosen)
    }

    #[inline]
    fn pow(self, exponent: f64) -> Self {
        Self { number: Real::pow(self.number, exponent), ..self }
    }

    #[inline]
    fn choose(a: Self, b: Self, then: Self, otherwise: Self) -> Self {
        let chosen = if Self::report(a, b, a.number.value > b.number.value) { then } else { otherwise };
        // Whichever it is, what follows reports: the order of the reports must not depend on the branch.
        Self { number: chosen.number, reports: a.reports.or(b.reports).or(then.reports).or(otherwise.reports) }
    }
}
