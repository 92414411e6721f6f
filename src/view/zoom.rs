//! The one zoom, from the person to a single receptor: where it is, where it is wanted, and how the scales share the
//! picture. Arithmetic only. Not here: keys and wheels (`screens::zooming`), and what a scale looks like.
//!
//! `at` runs from 0 (person) to 4 (receptor). Between two whole numbers the farther scale grows about its focus until
//! the nearer one has its size, and they cross-fade.

use bevy::{
    math::{Vec2, ops},
    prelude::Resource,
};
use model::scene::{SCALES, Scale};

/// Nearest place of the zoom.
pub const NEAREST: f32 = 4.0;
/// Part of the way in which two scales cross-fade.
pub const FADE: (f32, f32) = (0.60, 0.84);
/// Seconds in which three fifths of a wished way are gone.
const EASE_S: f32 = 0.22;
/// Most scales per second: nothing rushes past.
const FASTEST: f32 = 1.7;

/// The zoom.
#[derive(Resource, Clone, Copy, Debug, PartialEq)]
pub struct Zoom {
    at: f32,
    wish: f32,
    idle_s: f32,
}

impl Default for Zoom {
    fn default() -> Self {
        Self::at(Scale::default())
    }
}

/// The place of a scale on the way.
#[must_use]
pub fn place(scale: Scale) -> f32 {
    SCALES.iter().position(|s| *s == scale).map_or(0.0, |i| i as f32)
}

impl Zoom {
    /// Standing still at a scale.
    #[must_use]
    pub fn at(scale: Scale) -> Self {
        Self::still(place(scale))
    }

    /// Standing still anywhere on the way, 0 to 4.
    #[must_use]
    pub fn still(at: f32) -> Self {
        let at = if at.is_finite() { at.clamp(0.0, NEAREST) } else { place(Scale::default()) };
        Self { at, wish: at, idle_s: 0.0 }
    }

    /// Where it is, 0 to 4.
    #[must_use]
    pub fn now(&self) -> f32 {
        self.at
    }

    /// Where it goes, 0 to 4.
    #[must_use]
    pub fn wished(&self) -> f32 {
        self.wish
    }

    /// The scale that is seen most.
    #[must_use]
    pub fn scale(&self) -> Scale {
        let weights = weights(self.at);
        SCALES.into_iter().zip(weights).max_by(|a, b| a.1.total_cmp(&b.1)).map_or_else(Scale::default, |(s, _)| s)
    }

    /// Wishes to be `scales` nearer (or farther, where negative).
    pub fn nearer(&mut self, scales: f32) {
        if scales.is_finite() {
            self.wish = (self.wish + scales.clamp(-NEAREST, NEAREST)).clamp(0.0, NEAREST);
            self.idle_s = 0.0;
        }
    }

    /// Wishes for the next whole scale, nearer or farther.
    pub fn step(&mut self, nearer: bool) {
        let next = if nearer { (self.wish + 0.02).floor() + 1.0 } else { (self.wish - 0.02).ceil() - 1.0 };
        self.go(next);
    }

    /// Wishes for a scale.
    pub fn go_to(&mut self, scale: Scale) {
        self.go(place(scale));
    }

    fn go(&mut self, place: f32) {
        self.wish = place.clamp(0.0, NEAREST);
        self.idle_s = 0.0;
    }

    /// Moves on by `dt` seconds. Where motion is reduced only whole scales are wished for: the pictures fade into each
    /// other and nothing grows.
    pub fn advance(&mut self, dt: f32, reduced: bool) {
        let dt = if dt.is_finite() { dt.clamp(0.0, 0.25) } else { 0.0 };
        self.idle_s += dt;
        // nobody is left standing between two pictures
        let (whole, part) = (self.wish.floor(), self.wish.fract());
        if reduced {
            if self.idle_s > 0.15 {
                self.wish = self.wish.round();
            }
        } else if self.idle_s > 0.5 && part > FADE.0 - 0.02 && part < FADE.1 + 0.02 {
            self.wish = whole + if part < 0.5 * (FADE.0 + FADE.1) { FADE.0 - 0.03 } else { 1.0 };
        }
        let way = self.wish - self.at;
        let step = (way * (1.0 - ops::exp(-dt / EASE_S))).clamp(-FASTEST * dt, FASTEST * dt);
        self.at = if way.abs() < 0.002 { self.wish } else { (self.at + step).clamp(0.0, NEAREST) };
    }
}

/// How much each scale is seen, far to near; they sum to 1.
#[must_use]
pub fn weights(at: f32) -> [f32; 5] {
    let at = at.clamp(0.0, NEAREST);
    let i = (at as usize).min(3);
    let t = ((at - i as f32 - FADE.0) / (FADE.1 - FADE.0)).clamp(0.0, 1.0);
    let s = t * t * (3.0 - 2.0 * t);
    let mut weights = [0.0; 5];
    weights[i] = 1.0 - s;
    weights[i + 1] = s;
    weights
}

/// A way from one scale into the next: the point that the zoom goes into, where that point ends up, and how much
/// larger everything is then.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dive {
    /// The point, design units of the farther scale.
    pub focus: Vec2,
    /// Where it ends up, design units.
    pub target: Vec2,
    /// How many times larger the nearer scale is.
    pub ratio: f32,
}

/// A scale's own design units to those of the picture: `p * scale + shift`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Map {
    /// How many times larger than at rest.
    pub scale: f32,
    /// Where the origin lies.
    pub shift: Vec2,
}

/// A scale at rest.
pub const REST: Map = Map { scale: 1.0, shift: Vec2::ZERO };

impl Map {
    /// A point of the scale in the picture.
    #[must_use]
    pub fn apply(&self, p: Vec2) -> Vec2 {
        p * self.scale + self.shift
    }

    /// A point of the picture in the scale.
    #[must_use]
    pub fn invert(&self, p: Vec2) -> Vec2 {
        (p - self.shift) / self.scale
    }
}

impl Dive {
    /// The farther scale after `t` 0-1 of the way.
    #[must_use]
    pub fn map(&self, t: f32) -> Map {
        let z = ops::powf(self.ratio, t);
        let still = (self.focus * self.ratio - self.target) / (self.ratio - 1.0);
        Map { scale: z, shift: still * (1.0 - z) }
    }

    /// Where the nearer scale lies inside the farther one.
    #[must_use]
    fn within(&self) -> Map {
        Map { scale: 1.0 / self.ratio, shift: self.focus - self.target / self.ratio }
    }
}

/// The map of scale number `i` when the zoom is `at`; `dives[k]` leads from scale k to the next.
#[must_use]
pub fn map_of(i: usize, at: f32, dives: &[Dive]) -> Map {
    if i == 0 || at >= i as f32 {
        return dives.get(i).map_or(REST, |dive| dive.map((at - i as f32).clamp(0.0, 1.0)));
    }
    let (outer, inner) = (map_of(i - 1, at, dives), dives[i - 1].within());
    Map { scale: outer.scale * inner.scale, shift: outer.apply(inner.shift) }
}
