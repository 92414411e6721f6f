//! The few transcendental functions that the model uses, through `libm`, so that a trace is the same
//! on every platform. Not a maths library: add a function here when an equation needs it.

/// `e^x`.
#[must_use]
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// Natural logarithm; `x` must be positive.
#[must_use]
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// `x^y` for `x >= 0`.
#[must_use]
pub fn pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// Square root; `x` must not be negative.
#[must_use]
pub fn sqrt(x: f64) -> f64 {
    libm::sqrt(x)
}
