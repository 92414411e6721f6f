//! Seats inside the whole cell: organelles on a loose lattice within its window, each with a grid of seats.
//!
//! An organelle carries one class (endosome, recycling, lysosome, new) and appears when its first receptor comes in. A
//! seat is kept until its receptor leaves. Not here: receptors of the surface (`cell_plan`).

use bevy::math::{Vec2, ops};

use super::{drawn::EMPTY, noise::shader_pair};

/// Lattice cells on each side of the window.
pub const SIDE: usize = 12;
/// Width of a lattice cell, in radii of the cell.
pub const PITCH: f32 = 0.1;
/// Number of lattice cells.
pub const LATTICE: usize = SIDE * SIDE;
/// Middle and radius of the nucleus, in radii.
pub const NUCLEUS: (Vec2, f32) = (Vec2::new(-0.06, 0.05), 0.235);
/// Part of an organelle's radius in which there are seats.
pub const SEATED: f32 = 0.80;
const NOWHERE: u32 = u32::MAX;

/// Organelles and who sits in them.
#[derive(Clone, Debug, Default)]
pub struct Organelles {
    /// Seats on each side of an organelle's grid.
    pub grid: usize,
    /// Seats in all.
    pub seats: usize,
    full: usize,
    free: Vec<Vec<u16>>,
    class: Vec<u8>,
    seat_of: Vec<u32>,
}

/// Middle and radius of organelle `n`, in radii of the cell: the same sums as in the shader.
#[must_use]
pub fn disc(n: usize) -> (Vec2, f32) {
    let luck = shader_pair(n as u32, 31);
    let radius = PITCH * (0.34 + 0.13 * shader_pair(n as u32, 37).x);
    let cell = Vec2::new((n % SIDE) as f32, (n / SIDE) as f32);
    let half = Vec2::splat(0.5 * SIDE as f32);
    ((cell + 0.5 - half) * PITCH + (luck - 0.5) * (PITCH - 2.0 * radius), radius)
}

/// Whether there is room for organelle `n` between nucleus and window.
fn stands(n: usize) -> bool {
    let (at, radius) = disc(n);
    at.length() + radius < super::cell_plan::WINDOW * 0.90 && at.distance(NUCLEUS.0) > NUCLEUS.1 + radius + 0.012
}

/// Where a seat of the grid is, in radii of the organelle.
fn seat_at(index: usize, grid: usize) -> Vec2 {
    let cell = Vec2::new((index % grid) as f32, (index / grid) as f32);
    ((cell + 0.5) / grid as f32 * 2.0 - 1.0) * SEATED
}

impl Organelles {
    /// Empty organelles with at least `room` seats for a population of `slots`.
    #[must_use]
    pub fn new(room: usize, slots: usize) -> Self {
        if room == 0 {
            return Self { grid: 1, class: vec![EMPTY; LATTICE], seat_of: vec![NOWHERE; slots], ..Self::default() };
        }
        let standing = (0..LATTICE).filter(|&n| stands(n)).count().max(1);
        let inside = |grid: usize| -> Vec<u16> {
            let within = |&i: &usize| seat_at(i, grid).length() < SEATED * (1.0 - 0.4 / grid as f32) + 1e-4;
            (0..grid * grid).filter(within).filter_map(|i| u16::try_from(i).ok()).collect()
        };
        let need = (room * 5 / 4).div_ceil(standing) + 2;
        let from = ops::sqrt(need as f32) as usize;
        let grid = (from.max(3)..).find(|&g| inside(g).len() >= need).unwrap_or(from);
        let mut seats = inside(grid);
        // first come, first seated anywhere: the list is taken from its end
        seats.sort_by_key(|&i| super::noise::hash(u32::from(i), 91));
        let free: Vec<Vec<u16>> = (0..LATTICE).map(|n| if stands(n) { seats.clone() } else { Vec::new() }).collect();
        Self {
            grid,
            seats: seats.len() * standing,
            full: seats.len(),
            free,
            class: vec![EMPTY; LATTICE],
            seat_of: vec![NOWHERE; slots],
        }
    }

    /// Bytes that it takes in the table: seats, then classes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        LATTICE * self.grid * self.grid + LATTICE
    }

    /// The size of the largest mark in a seat, in radii of the cell.
    #[must_use]
    pub fn largest_mark(&self) -> f32 {
        0.44 * PITCH * 0.47 * SEATED * 2.0 / self.grid.max(1) as f32
    }

    /// Notes that `slot` is now in `state`, or away from the inside where `class` is none. `table` begins at the seats.
    pub fn put(&mut self, slot: usize, state: u8, class: Option<usize>, table: &mut [u8]) {
        let (old, area) = (self.seat_of[slot], self.grid * self.grid);
        if old != NOWHERE {
            let (n, seat) = (old as usize / area, old as usize % area);
            if class.is_some_and(|c| usize::from(self.class[n]) == c) {
                table[old as usize] = state;
                return;
            }
            table[old as usize] = EMPTY;
            self.free[n].push(u16::try_from(seat).expect("a grid of less than 65536 seats"));
            self.seat_of[slot] = NOWHERE;
            if self.free[n].len() >= self.full {
                self.class[n] = EMPTY;
                table[LATTICE * area + n] = EMPTY;
            }
        }
        if let Some(class) = class
            && let Some(n) = self.open(class)
            && let Some(seat) = self.free[n].pop()
        {
            if self.class[n] == EMPTY {
                self.class[n] = class as u8;
                table[LATTICE * area + n] = class as u8;
            }
            let at = n * area + usize::from(seat);
            table[at] = state;
            self.seat_of[slot] = u32::try_from(at).expect("fewer than four thousand million seats");
        }
    }

    /// The organelle that takes the next receptor of a class.
    fn open(&self, class: usize) -> Option<usize> {
        let roomy = |n: &usize| !self.free[*n].is_empty();
        let same = (0..self.free.len()).filter(roomy).filter(|&n| usize::from(self.class[n]) == class);
        let best = same.max_by_key(|&n| self.free[n].len());
        // a new one when the emptiest is half full
        if best.is_none_or(|n| self.free[n].len() * 2 < self.full) {
            let home =
                [Vec2::new(0.3, 0.25), Vec2::new(0.1, -0.5), Vec2::new(-0.35, 0.35), Vec2::new(-0.3, -0.3)][class];
            let away = |n: usize| disc(n).0.distance(home) * (0.6 + 0.8 * shader_pair(n as u32, 43).y);
            let empty = (0..self.free.len()).filter(|&n| self.class[n] == EMPTY).filter(roomy);
            if let Some(n) = empty.min_by(|&a, &b| away(a).total_cmp(&away(b))) {
                return Some(n);
            }
        }
        // a full cell: sit with others
        best.or_else(|| (0..self.free.len()).filter(roomy).max_by_key(|&n| self.free[n].len()))
    }

    /// The fullest organelle of a class, if one is there: middle and radius, in radii of the cell.
    #[must_use]
    pub fn fullest(&self, class: usize) -> Option<(Vec2, f32)> {
        let of_class = (0..self.free.len()).filter(|&n| usize::from(self.class[n]) == class);
        of_class.min_by_key(|&n| self.free[n].len()).map(disc)
    }

    /// Where a slot sits, in radii of the cell.
    #[must_use]
    pub fn place(&self, slot: usize) -> Option<Vec2> {
        let seat = self.seat_of.get(slot).copied().filter(|&s| s != NOWHERE)? as usize;
        let area = self.grid * self.grid;
        let (at, radius) = disc(seat / area);
        Some(at + seat_at(seat % area, self.grid) * radius)
    }
}
