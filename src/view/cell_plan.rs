//! The whole cell: where each of up to a million receptors has its mark, and the table that the shader reads.
//!
//! Seen from outside, with a window cut into its near side. Receptors of the surface stand in rings around the window,
//! crowded towards the rim as on a sphere; those inside sit in organelles (`cell_inside`) within the window. Slots are
//! scattered over the places by a permutation. Enzymes have no sphere: their rings fill the inside evenly. Arithmetic
//! only: `far/cell.wgsl` does the same sums. Not here: colours and shapes.

use std::f32::consts::TAU;

use bevy::math::{Vec2, ops};
use model::scene::CellKind;

use super::{
    cell_inside::Organelles,
    crowd::coprime,
    drawn::EMPTY,
    layout::HEIGHT,
    noise::{shader_pair, unit},
    slots::class_of,
};

/// Bytes in a row of the table.
pub const TABLE_WIDTH: usize = 1024;
/// Inner edge of the receptors of the surface (the rim of the window), in radii of the cell.
pub const WINDOW: f32 = 0.60;
/// Angle under which the sphere is still seen at its rim: the outermost ring is a quarter as high as wide.
const LOWEST: f32 = 0.2527;
/// Where enzymes begin and end, in radii.
pub const INNER: (f32, f32) = (0.33, 0.94);
/// Most rings; the length of the ring table.
pub const MOST_RINGS: usize = 1024;
/// Slots that are compared at once.
const STRETCH: usize = 64;
/// Largest distance between receptors, in radii.
const WIDEST: f32 = 0.085;

/// Most that an axis may grow in the picture.
const MOST_GROWN: f32 = 1.16;

/// The outline of a kind of cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outline {
    /// Middle, design units of the cell's scale.
    pub middle: Vec2,
    /// Half axes, design units.
    pub axes: Vec2,
    /// Number of lobes, how much they stand out, how irregular the rim is, kind.
    pub lobes: [f32; 4],
}

impl Outline {
    /// The outline in a scene `width` wide.
    #[must_use]
    pub fn new(kind: CellKind, width: f32) -> Self {
        let (axes, lobes) = match kind {
            CellKind::Round => (Vec2::new(264.0, 258.0), [2.0, 0.03, 0.020, 0.0]),
            CellKind::Neuron => (Vec2::new(258.0, 246.0), [5.0, 0.026, 0.026, 1.0]),
            CellKind::SmoothMuscle => (Vec2::new(392.0, 208.0), [2.0, 0.055, 0.008, 2.0]),
            CellKind::HeartMuscle => (Vec2::new(356.0, 226.0), [4.0, -0.055, 0.012, 3.0]),
            CellKind::Parietal => (Vec2::new(250.0, 236.0), [3.0, 0.07, 0.012, 4.0]),
        };
        let fit = ((width * 0.5 - 24.0) / (axes.x * 1.1)).min(1.0);
        Self { middle: Vec2::new(width * 0.5, HEIGHT * 0.52), axes: axes * fit, lobes }
    }

    /// The outline of a cell whose volume has grown to `times` what it was: all axes grow by the cube root, as far as the
    /// picture has room.
    #[must_use]
    pub fn grown(self, times: f32) -> Self {
        Self { axes: self.axes * ops::cbrt(times.max(0.1)).clamp(0.8, MOST_GROWN), ..self }
    }

    /// How far the rim is at an angle (x right, y down), in half axes.
    #[must_use]
    pub fn reach(&self, angle: f32) -> f32 {
        let [n, out, rough, _] = self.lobes;
        1.0 + out * ops::cos(n * angle + if n == 3.0 { 1.57 } else { 0.0 })
            + rough * (ops::sin(3.0 * angle + 2.2) + 0.7 * ops::sin(5.0 * angle + 0.5))
    }

    /// How far a point is from the branches of a nerve cell, design units; infinite where the cell has none. The same sums as
    /// in the shader.
    #[must_use]
    pub fn branches(&self, p: Vec2) -> f32 {
        if self.lobes[3] != 1.0 {
            return f32::INFINITY;
        }
        let q = (p - self.middle) / self.axes;
        let n = ops::round(ops::atan2(q.y, q.x) / TAU * 5.0);
        let i = n - 5.0 * ops::floor(n / 5.0);
        let out = Vec2::from_angle(n / 5.0 * TAU + 0.32 * ops::sin(i * 2.3));
        let from = p - self.middle - out * self.axes * 0.86;
        let along = from.dot(out);
        let smooth = |high: f32| {
            let t = (along / high).clamp(0.0, 1.0);
            t * t * (3.0 - 2.0 * t)
        };
        let bend = 22.0 * ops::sin(along * 0.013 + i * 1.7) * smooth(120.0);
        let w = 30.0 + (9.0 - 30.0) * smooth(170.0);
        match along > 0.0 {
            _ if out.y < -0.85 => f32::INFINITY,
            true => (from.dot(out.perp()) - bend).abs() - w,
            false => from.length() - 30.0,
        }
    }

    /// A point given in radii of the rim and angle, design units.
    #[must_use]
    pub fn at(&self, angle: f32, radius: f32) -> Vec2 {
        let out = Vec2::new(ops::cos(angle), ops::sin(angle)) * radius * self.reach(angle);
        self.middle + out * self.axes
    }

    /// Where the zoom goes into the membrane: the upper edge of the window, with the surface above and the inside
    /// below; for enzymes the top of the rim.
    #[must_use]
    pub fn way_in(&self, flat: bool) -> Vec2 {
        self.at(-TAU / 4.0, if flat { 1.0 } else { WINDOW - 0.012 })
    }
}

/// One ring of the surface.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ring {
    /// Number of its first place.
    pub start: usize,
    /// Number of places.
    pub count: usize,
    /// Angle at which it begins.
    pub phase: f32,
}

/// Who stands where.
#[derive(Clone, Debug, Default)]
pub struct CellPlan {
    /// Rings, inside out.
    pub rings: Vec<Ring>,
    /// Height of a ring in the coordinate that the rings divide evenly.
    pub step: f32,
    /// Whether this is the flat plan of enzymes.
    pub flat: bool,
    /// Organelles and their seats.
    pub organelles: Organelles,
    /// The bytes that the shader reads: places of the surface, then seats, then classes.
    pub table: Vec<u8>,
    /// Where the seats begin in the table.
    pub seats_at: usize,
    /// Drawn state per slot.
    placed: Vec<u8>,
    places: usize,
    stride: usize,
}

impl CellPlan {
    /// An empty plan for `slots` receptors, of which `room` find a seat inside.
    #[must_use]
    pub fn new(slots: usize, room: usize, flat: bool) -> Self {
        let area = if flat { INNER.1 * INNER.1 - INNER.0 * INNER.0 } else { 0.55 * 2.0 };
        let mut step = ops::sqrt(area * std::f32::consts::PI / slots.max(1) as f32).min(WIDEST) * 1.02;
        let mut rings = rings(step, flat);
        while rings.last().is_none_or(|r| r.start + r.count < slots) {
            step *= 0.99;
            rings = self::rings(step, flat);
        }
        let places = rings.last().map_or(1, |r| r.start + r.count);
        let first = (places as f32 * 0.618) as usize;
        let stride = (first.max(1)..).find(|&s| coprime(s, places)).unwrap_or(1);
        let organelles = Organelles::new(if flat { 0 } else { room }, slots);
        let seats_at = places.next_multiple_of(TABLE_WIDTH);
        let bytes = (seats_at + organelles.bytes()).next_multiple_of(TABLE_WIDTH);
        let table = vec![EMPTY; bytes];
        Self { rings, step, flat, organelles, table, seats_at, placed: vec![EMPTY; slots], places, stride }
    }

    /// How many receptors it has places for.
    #[must_use]
    pub fn slots(&self) -> usize {
        self.placed.len()
    }

    /// Writes what changed; returns whether anything did.
    pub fn follow(&mut self, drawn: &[u8]) -> bool {
        let shown = drawn.len().min(self.placed.len());
        let mut changed = false;
        // most of a million stay as they are from one tick to the next: whole stretches are compared at once
        for from in (0..shown).step_by(STRETCH) {
            let to = (from + STRETCH).min(shown);
            if self.placed[from..to] != drawn[from..to] {
                (from..to).for_each(|slot| self.put(slot, drawn[slot]));
                changed = true;
            }
        }
        changed
    }

    fn put(&mut self, slot: usize, state: u8) {
        if state == self.placed[slot] {
            return;
        }
        let class = if self.flat { None } else { class_of(state) };
        let place = self.place_of(slot);
        self.table[place] = if class.is_some() { EMPTY } else { state };
        self.organelles.put(slot, state, class, &mut self.table[self.seats_at..]);
        self.placed[slot] = state;
    }

    /// The place of a slot on the surface.
    #[must_use]
    pub fn place_of(&self, slot: usize) -> usize {
        (slot * self.stride + 7) % self.places.max(1)
    }

    /// The numbers of the rings for the shader: first, step, 1 where flat, number.
    #[must_use]
    pub fn numbers(&self) -> [f32; 4] {
        [first(self.flat), self.step, f32::from(u8::from(self.flat)), self.rings.len() as f32]
    }

    /// The size of the largest mark, design units of the cell's scale: no mark of the shader is larger.
    #[must_use]
    pub fn largest_mark(&self, outline: &Outline) -> f32 {
        let wide = outline.axes.min_element();
        let surface = 0.40 * self.step * wide * if self.flat { 1.0 } else { 1.0 / ops::cos(LOWEST) } * 1.16;
        surface.max(if self.flat { 0.0 } else { self.organelles.largest_mark() * wide })
    }

    /// Where a slot's mark is, at rest, design units of the cell's scale: the same sums as in the shader. `None` where
    /// nobody is.
    #[must_use]
    pub fn mark(&self, slot: usize, outline: &Outline) -> Option<Vec2> {
        let state = self.placed.get(slot).copied().filter(|&s| s != EMPTY)?;
        if class_of(state).is_some() && !self.flat {
            let at = self.organelles.place(slot)?;
            return Some(outline.middle + at * outline.axes);
        }
        let place = self.place_of(slot);
        let k = self.rings.partition_point(|r| r.start <= place).checked_sub(1)?;
        let ring = self.rings.get(k)?;
        let luck = shader_pair(u32::try_from(place).ok()?, 5) - 0.5;
        let along = (place - ring.start) as f32 + 0.5 + luck.x * 0.5;
        let across = k as f32 + 0.5 + luck.y * 0.5;
        let angle = along / ring.count as f32 * TAU + ring.phase;
        Some(outline.at(angle, radius(first(self.flat) + across * self.step, self.flat)))
    }
}

/// The coordinate at the innermost ring: minus the height angle of the sphere, or the radius.
fn first(flat: bool) -> f32 {
    if flat { INNER.0 } else { -ops::acos(WINDOW * ops::cos(LOWEST)) }
}

/// The radius of a coordinate, in radii of the rim.
fn radius(coordinate: f32, flat: bool) -> f32 {
    if flat { coordinate } else { ops::cos(coordinate) / ops::cos(LOWEST) }
}

fn rings(step: f32, flat: bool) -> Vec<Ring> {
    let last = if flat { INNER.1 } else { -LOWEST };
    let count = (((last - first(flat)) / step) as usize).clamp(1, MOST_RINGS);
    let mut start = 0;
    (0..count)
        .map(|k| {
            let r = radius(first(flat) + (k as f32 + 0.5) * step, flat);
            let true_r = if flat { r } else { r * ops::cos(LOWEST) };
            let count = ((TAU * true_r / step) as usize).max(3);
            let ring = Ring { start, count, phase: unit(k as u32, 23) * TAU };
            start += count;
            ring
        })
        .collect()
}
