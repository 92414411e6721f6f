//! The line of the membrane on the cut edge: gentle undulation and the dips of coated pits, as a table for the shader.
//!
//! The table holds, for equally spaced x, the height of the bilayer's middle, its slope and the length of the line up to
//! there, so that lipids stay evenly packed where the line bends.

use bevy::math::ops;

use super::layout::{MEMBRANE_Y, PIT_DEPTH, PIT_REACH};

/// Number of samples.
pub const SAMPLES: usize = 512;
/// How far the table reaches beyond both edges of the scene, design units.
pub const MARGIN: f32 = 40.0;

/// One dip of the membrane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dip {
    /// Where.
    pub x: f32,
    /// How deep, 0-1.
    pub depth: f32,
}

/// The line at one moment.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    dips: Vec<Dip>,
    width: f32,
    phase: f64,
}

impl Profile {
    /// The line of a scene `width` wide, `seconds` into its motion (0 holds still), with these dips.
    #[must_use]
    pub fn new(width: f32, seconds: f64, dips: Vec<Dip>) -> Self {
        Self { dips, width, phase: seconds }
    }

    /// Height of the bilayer's middle at `x`, design units, y down.
    #[must_use]
    pub fn height(&self, x: f32) -> f32 {
        let wave = |length: f64, speed: f64, shift: f64| {
            ops::sin(((f64::from(x) / length + self.phase * speed + shift) % std::f64::consts::TAU) as f32)
        };
        let mut y =
            MEMBRANE_Y + 3.2 * wave(71.0, 0.23, 0.4) + 1.9 * wave(31.0, -0.37, 2.0) + 0.9 * wave(13.7, 0.6, 1.1);
        let mut flat = 1.0;
        for dip in &self.dips {
            let u = ((x - dip.x) / PIT_REACH).abs().min(1.0);
            flat *= 1.0 - dip.depth * (0.5 + 0.5 * ops::cos(u * std::f32::consts::PI));
        }
        y += PIT_DEPTH * (1.0 - flat);
        y
    }

    /// Slope of the line at `x`.
    #[must_use]
    pub fn slope(&self, x: f32) -> f32 {
        (self.height(x + 1.0) - self.height(x - 1.0)) / 2.0
    }

    /// x of sample number `i`.
    #[must_use]
    pub fn sample_x(&self, i: usize) -> f32 {
        -MARGIN + (self.width + 2.0 * MARGIN) * i as f32 / (SAMPLES - 1) as f32
    }

    /// The table: `[height, slope, length, 0]` per sample.
    #[must_use]
    pub fn table(&self) -> Vec<[f32; 4]> {
        let heights: Vec<f32> = (0..SAMPLES).map(|i| self.height(self.sample_x(i))).collect();
        let step = self.sample_x(1) - self.sample_x(0);
        let mut length = 0.0;
        (0..SAMPLES)
            .map(|i| {
                let (before, after) = (heights[i.saturating_sub(1)], heights[(i + 1).min(SAMPLES - 1)]);
                if i > 0 {
                    length += ops::hypot(step, heights[i] - before);
                }
                [heights[i], (after - before) / (2.0 * step), length, 0.0]
            })
            .collect()
    }
}
