//! Where each receptor inside the cell sits: seats on the rings of small vesicles in the depth of the cytosol.
//!
//! A vesicle carries one class of cargo (endosome, recycling, lysosome, new) and appears when its first receptor comes
//! in. Seats are kept until the receptor leaves, so nothing jumps. Not here: the large organelles of the foreground.

use bevy::math::{Vec2, ops};

use super::{
    layout::{HEIGHT, Layout, VESICLES_Y},
    noise::{hash, unit},
};

/// Seats on one ring.
pub const SEATS: usize = 12;
/// Bytes per vesicle in the table: seats, then spare ones, then its class.
pub const STRIDE: usize = 16;
/// Largest number of lattice cells.
pub const MOST_VESICLES: usize = 6144;
/// Widest lattice cell, design units.
const WIDEST: f32 = 44.0;
/// Largest swing of a lattice row, design units.
const SWING: f32 = 12.0;
const NOWHERE: u32 = u32::MAX;
const FREE: u8 = 255;

/// The lattice of vesicles and who sits where.
#[derive(Clone, Debug, Default)]
pub struct Inside {
    /// Width of a lattice cell, design units.
    pub pitch: f32,
    /// Cells per lattice row.
    pub columns: usize,
    /// `STRIDE` bytes per cell, as the shader reads them.
    pub table: Vec<u8>,
    seat_of: Vec<u32>,
    filled: Vec<u16>,
    free: Vec<u16>,
    open: [Vec<u16>; 4],
    homes: [Vec2; 4],
    draws: u32,
}

impl Inside {
    /// An empty lattice for a population of `slots`, of which `room` find a seat at once.
    #[must_use]
    pub fn new(layout: &Layout, slots: usize, room: usize) -> Self {
        let need = room.div_ceil(SEATS) + room / 40 + 6;
        let mut pitch = WIDEST;
        let (columns, free) = loop {
            let columns = ((layout.width - 8.0) / pitch - 0.5) as usize;
            let rows = ((HEIGHT - 4.0 - VESICLES_Y - 2.0 * SWING) / pitch) as usize;
            let free: Vec<u16> = (0..(columns * rows).min(MOST_VESICLES))
                .filter(|&cell| is_open_water(layout, middle(cell, columns, pitch), pitch))
                .filter_map(|cell| u16::try_from(cell).ok())
                .collect();
            if free.len() >= need || columns * rows >= MOST_VESICLES {
                break (columns, free);
            }
            pitch *= 0.97;
        };
        let w = layout.width;
        Self {
            pitch,
            columns,
            table: vec![FREE; MOST_VESICLES * STRIDE],
            seat_of: vec![NOWHERE; slots],
            filled: vec![0; MOST_VESICLES],
            free,
            open: Default::default(),
            homes: [
                Vec2::new(w * 0.60, 520.0),
                Vec2::new(w * 0.42, VESICLES_Y),
                Vec2::new(w, 560.0),
                Vec2::new(120.0, 470.0),
            ],
            draws: 1,
        }
    }

    /// How many a vesicle takes while there are empty ones left: rings are rarely full.
    fn has_room(&self, vesicle: u16) -> bool {
        let comfort = 4 + hash(u32::from(vesicle), 12) % 7;
        self.filled[usize::from(vesicle)].count_ones() < comfort
    }

    /// Notes that `slot` is now in `state` (census index), or away from the inside when `class` is none.
    pub fn put(&mut self, slot: usize, state: u8, class: Option<usize>) {
        let seat = self.seat_of[slot];
        if let (Some(class), true) = (class, seat != NOWHERE)
            && self.table[seat as usize / STRIDE * STRIDE + STRIDE - 1] == class as u8
        {
            self.table[seat as usize] = state;
            return;
        }
        if seat != NOWHERE {
            self.leave(seat as usize);
            self.seat_of[slot] = NOWHERE;
        }
        if let Some(class) = class
            && let Some(seat) = self.take(class)
        {
            self.table[seat] = state;
            self.seat_of[slot] = u32::try_from(seat).unwrap_or(NOWHERE);
        }
    }

    /// The seat of a slot: its byte in [`Self::table`].
    #[must_use]
    pub fn seat(&self, slot: usize) -> Option<u32> {
        self.seat_of.get(slot).copied().filter(|&seat| seat != NOWHERE)
    }

    /// Middle of the vesicle that a slot sits in, design units (vesicles float a little about it).
    #[must_use]
    pub fn place(&self, slot: usize) -> Option<Vec2> {
        self.seat(slot).map(|seat| middle(seat as usize / STRIDE, self.columns, self.pitch))
    }

    fn draw(&mut self, below: usize) -> usize {
        self.draws = self.draws.wrapping_add(1);
        hash(self.draws, 401) as usize % below.max(1)
    }

    fn leave(&mut self, seat: usize) {
        let vesicle = seat / STRIDE;
        let class = usize::from(self.table[vesicle * STRIDE + STRIDE - 1]);
        self.table[seat] = FREE;
        self.filled[vesicle] &= !(1 << (seat % STRIDE));
        if !self.open[class].iter().any(|&v| usize::from(v) == vesicle) {
            self.open[class].push(vesicle as u16);
        }
        if self.filled[vesicle] == 0 {
            self.open[class].retain(|&v| usize::from(v) != vesicle);
            self.table[vesicle * STRIDE + STRIDE - 1] = FREE;
            self.free.push(vesicle as u16);
        }
    }

    fn take(&mut self, class: usize) -> Option<usize> {
        let roomy = self.open[class].iter().rev().take(6).rposition(|&v| self.has_room(v));
        if !self.free.is_empty() && roomy.is_none() {
            let tries: Vec<usize> = (0..20).map(|_| self.draw(self.free.len())).collect();
            let away = |i: &usize| {
                let cell = usize::from(self.free[*i]);
                let d = middle(cell, self.columns, self.pitch) - self.homes[class];
                d.length() * (0.55 + 0.9 * unit(cell as u32, class as u32))
            };
            let best = tries.into_iter().min_by(|a, b| away(a).total_cmp(&away(b)))?;
            let vesicle = self.free.swap_remove(best);
            self.table[usize::from(vesicle) * STRIDE + STRIDE - 1] = class as u8;
            self.open[class].push(vesicle);
        }
        // a full cytosol: sit with others
        let class = if self.open[class].is_empty() { self.open.iter().position(|o| !o.is_empty())? } else { class };
        let many = self.open[class].len();
        let pick = match self.open[class].iter().rposition(|&v| self.has_room(v)) {
            Some(pick) => pick,
            None => self.draw(many),
        };
        let vesicle = usize::from(self.open[class][pick]);
        let first = self.draw(SEATS);
        let seat = (0..SEATS).map(|i| (first + i * 5) % SEATS).find(|&s| self.filled[vesicle] & (1 << s) == 0)?;
        self.filled[vesicle] |= 1 << seat;
        if self.filled[vesicle].count_ones() as usize == SEATS {
            self.open[class].swap_remove(pick);
        }
        Some(vesicle * STRIDE + seat)
    }
}

/// How far a row of the lattice swings up at `x`: the same sum as in `cytosol.wgsl`.
fn swing(x: f32) -> f32 {
    (ops::sin(x * 0.019 + 1.0) + 0.6 * ops::sin(x * 0.043)) * (SWING / 1.6)
}

/// Middle of a lattice cell, design units.
fn middle(cell: usize, columns: usize, pitch: f32) -> Vec2 {
    let (row, column) = (cell / columns.max(1), cell % columns.max(1));
    // odd rows stand half a cell aside, and all rows swing, so that nothing looks ruled
    let x = 4.0 + (column as f32 + 0.5 + 0.5 * (row % 2) as f32) * pitch;
    Vec2::new(x, VESICLES_Y + SWING + (row as f32 + 0.5) * pitch - swing(x))
}

/// Whether a vesicle at this place is hidden by no organelle.
fn is_open_water(layout: &Layout, at: Vec2, pitch: f32) -> bool {
    let away = |disc: super::layout::Disc| disc.at.distance(at) > disc.radius + pitch * 0.5 + 16.0;
    let mut stack = layout.factory().inflate(pitch * 0.5 + 6.0);
    stack.min.y -= 62.0;
    let golgi = layout.golgi().inflate(pitch * 0.5 + 6.0);
    away(layout.endosome()) && away(layout.lysosome()) && !stack.contains(at) && !golgi.contains(at)
}
