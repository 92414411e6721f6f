//! The few functions that samples are made of, through `libm` and plain arithmetic, so that bytes are the same on every
//! platform. Not a maths library: add a function here when a sound needs it.

use std::sync::OnceLock;

use model::chance::mix;

/// Entries of one turn of the sine.
const TURN: usize = 4096;

/// The sine of so many turns (1 is the whole circle), exact to 1e-6: what is looked up between entries is a straight line.
#[must_use]
pub fn sine(turns: f64) -> f32 {
    static TABLE: OnceLock<Vec<f32>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        (0..=TURN).map(|i| libm::sin(i as f64 / TURN as f64 * core::f64::consts::TAU) as f32).collect()
    });
    let at = (turns - turns.floor()) * TURN as f64;
    // Just below a whole turn, rounding can give a whole one.
    let i = (at as usize).min(TURN - 1);
    let between = (at - i as f64) as f32;
    table[i] + (table[i + 1] - table[i]) * between
}

/// `e^x`.
#[must_use]
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// `2^x`.
#[must_use]
pub fn exp2(x: f64) -> f64 {
    libm::exp2(x)
}

/// Natural logarithm; `x` must be positive.
#[must_use]
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// Hyperbolic tangent.
#[must_use]
pub fn tanh(x: f32) -> f32 {
    libm::tanhf(x)
}

/// From 0 to 1 without a corner at either end; `x` is held to 0-1.
#[must_use]
pub fn smooth(x: f32) -> f32 {
    let x = x.clamp(0.0, 1.0);
    x * x * (3.0 - 2.0 * x)
}

/// A number of 0-1 that depends on the seed and its place alone.
#[must_use]
pub fn chance(seed: u64, place: u64) -> f32 {
    let word = mix(seed ^ mix(place.wrapping_add(0x9E37_79B9_7F4A_7C15)));
    (word >> 40) as f32 / (1_u64 << 24) as f32
}

/// Quiet things pass unchanged; what would be too loud bends smoothly towards 1 and never beyond.
#[must_use]
pub fn limit(x: f32) -> f32 {
    const KNEE: f32 = 0.7;
    let size = x.abs();
    if size <= KNEE { x } else { (KNEE + (1.0 - KNEE) * tanh((size - KNEE) / (1.0 - KNEE))).copysign(x) }
}
