//! Seeded noise for motion: a pure function of (seed, number, time), so that any moment can be drawn at once.
//!
//! Motion is Brownian in kind: small kicks at 13 Hz, smoothed, on a slow drift. Nothing flies to a target.

use bevy::math::{Vec2, ops};

/// Kicks per second: molecules move in steps that the eye can just tell apart.
const KICKS_PER_S: f64 = 13.0;

/// Mixes two numbers into 32 well-spread bits.
#[must_use]
pub fn hash(a: u32, b: u32) -> u32 {
    let x = shader_hash(a, b).wrapping_mul(0x297a_2d39);
    x ^ (x >> 15)
}

/// The shorter mixing of `paint.wgsl`.
#[must_use]
pub fn shader_hash(a: u32, b: u32) -> u32 {
    let mut x = a.wrapping_mul(0x9e37_79b9) ^ b.wrapping_mul(0x85eb_ca6b) ^ 0x27d4_eb2f;
    x ^= x >> 15;
    x = x.wrapping_mul(0x2c1b_3c6d);
    x ^ (x >> 12)
}

/// Two numbers 0-1 that the shaders draw for the same pair: `pair(hash(a, b))` in `paint.wgsl`.
#[must_use]
pub fn shader_pair(a: u32, b: u32) -> Vec2 {
    let h = shader_hash(a, b);
    Vec2::new((h & 0xffff) as f32, (h >> 16) as f32) / 65_535.0
}

/// A number 0-1 that belongs to the pair.
#[must_use]
pub fn unit(a: u32, b: u32) -> f32 {
    (hash(a, b) >> 8) as f32 / 16_777_216.0
}

/// A number -1 to 1 that belongs to the pair.
#[must_use]
pub fn signed(a: u32, b: u32) -> f32 {
    unit(a, b) * 2.0 - 1.0
}

/// Smooth noise, -1 to 1 on each axis, changing `rate` times a second.
#[must_use]
pub fn drift(id: u32, seconds: f64, rate: f64) -> Vec2 {
    let t = seconds * rate + f64::from(unit(id, 77));
    let step = t.floor();
    let f = (t - step) as f32;
    let s = f * f * (3.0 - 2.0 * f);
    let k = (step.rem_euclid(1e9)) as u32;
    let at = |k: u32| Vec2::new(signed(id, k.wrapping_mul(2)), signed(id ^ 0x5bd1, k.wrapping_mul(2).wrapping_add(1)));
    at(k).lerp(at(k.wrapping_add(1)), s)
}

/// The small, quick trembling of something that water kicks about, -1 to 1 on each axis.
#[must_use]
pub fn tremble(id: u32, seconds: f64) -> Vec2 {
    drift(id ^ 0xa53c, seconds, KICKS_PER_S)
}

/// The place of a wanderer around its home: slow drift of `reach`, with a little trembling.
#[must_use]
pub fn wander(id: u32, seconds: f64, reach: Vec2) -> Vec2 {
    let slow = drift(id, seconds, 0.09) + drift(id ^ 0x33, seconds, 0.31) * 0.35;
    slow * reach + drift(id ^ 0x71, seconds, 1.7) * 2.2 + tremble(id, seconds) * 0.7
}

/// 0-1-0 once per period, soft.
#[must_use]
pub fn breathe(seconds: f64, hertz: f64, phase: f32) -> f32 {
    let turn = ((seconds * hertz + f64::from(phase)).fract()) as f32;
    0.5 - 0.5 * ops::cos(turn * std::f32::consts::TAU)
}
