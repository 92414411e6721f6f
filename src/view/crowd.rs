//! Where each surface receptor of the crowd stands: rows that recede on the membrane, and their cells.
//!
//! Pure geometry. Rows are spaced so that cells keep their shape on the screen; density therefore thins with distance,
//! the one liberty taken so that the last rows can still be told apart. Slots are scattered over the cells by a
//! permutation, so that neighbours in memory are no neighbours on the membrane. Not here: those inside (`inside`).

use bevy::math::{Vec2, ops};

use super::{
    layout::{DEPTH, FAR_Y, NEAR_Y},
    noise::{shader_pair, unit},
};

/// Largest number of slots drawn; further ones are not shown, and the ui says so.
pub const MOST_SHOWN: usize = 40_000;
/// Largest number of rows, the length of the shader's table.
pub const MOST_ROWS: usize = 192;
/// Height of a cell over its width, on the screen.
const ASPECT: f32 = 0.62;
/// Largest distance between receptors in the nearest row, design units.
const WIDEST: f32 = 62.0;

/// One row of the crowd.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Number of its first cell.
    pub start: usize,
    /// Number of cells.
    pub count: usize,
    /// Left edge of the first cell, design units.
    pub left: f32,
    /// Width of a cell, design units.
    pub pitch: f32,
}

/// The cells of the crowd.
#[derive(Clone, Debug, Default)]
pub struct Crowd {
    /// Rows, nearest first.
    pub rows: Vec<Row>,
    /// `ln` of the distance ratio of neighbouring rows.
    pub row_log: f32,
    /// Number of cells.
    pub cells: usize,
    /// Distance of receptors in the nearest row, design units.
    pub pitch: f32,
    stride: usize,
}

/// Height of the true horizon, design units (it lies above the scene; haze ends the view before).
#[must_use]
pub fn horizon() -> f32 {
    (DEPTH * FAR_Y - NEAR_Y) / (DEPTH - 1.0)
}

impl Crowd {
    /// Cells for `slots` receptors in a scene `width` wide.
    #[must_use]
    pub fn new(width: f32, slots: usize) -> Self {
        let mut pitch = WIDEST;
        loop {
            let crowd = Self::with_pitch(width, pitch);
            if crowd.cells >= slots || pitch < 1.0 || crowd.rows.len() >= MOST_ROWS {
                return crowd;
            }
            pitch *= 0.985;
        }
    }

    fn with_pitch(width: f32, pitch: f32) -> Self {
        let row_log = -ops::ln(1.0 - ASPECT * pitch / (NEAR_Y - horizon()));
        let count_rows = ((ops::ln(DEPTH) / row_log) as usize).clamp(1, MOST_ROWS);
        let mut start = 0;
        let rows: Vec<Row> = (0..count_rows)
            .map(|r| {
                let far = ops::exp(row_log * (r as f32 + 0.5));
                let count = ((width * far / pitch) as usize).max(2) - 1;
                let cell = width / (count + 1) as f32;
                // rows do not line up: each begins somewhere within its first cell
                let shift = unit(r as u32, 17);
                let row = Row { start, count, left: shift * cell, pitch: cell };
                start += count;
                row
            })
            .collect();
        let stride = (start as f32 * 0.618) as usize;
        let stride = (stride..).find(|&s| coprime(s, start)).unwrap_or(1);
        Self { rows, row_log, cells: start, pitch, stride }
    }

    /// The cell of a slot.
    #[must_use]
    pub fn cell(&self, slot: usize) -> usize {
        (slot * self.stride + 11) % self.cells.max(1)
    }

    /// The number of the cell drawn at this point of the scene, if there is one.
    #[must_use]
    pub fn cell_at(&self, at: Vec2) -> Option<usize> {
        let far = (NEAR_Y - horizon()) / (at.y - horizon()).max(1.0);
        let row = (ops::ln(far) / self.row_log).floor();
        let row = if row < 0.0 { None } else { self.rows.get(row as usize) }?;
        let column = ((at.x - row.left) / row.pitch).floor();
        (column >= 0.0 && (column as usize) < row.count).then(|| row.start + column as usize)
    }

    /// Where the member of a cell stands, design units: the same sums as in `crowd.wgsl`.
    #[must_use]
    pub fn place(&self, cell: usize) -> Option<Vec2> {
        let index = self.rows.partition_point(|row| row.start <= cell).checked_sub(1)?;
        let row = self.rows.get(index).filter(|row| cell < row.start + row.count)?;
        let far = ops::exp(self.row_log * (index as f32 + 0.5));
        let y = horizon() + (NEAR_Y - horizon()) / far;
        let unit = (0.385 * self.pitch).min(16.0) / far;
        let room = Vec2::new(row.pitch - 1.5 * unit, 0.62 * row.pitch - 1.15 * unit).max(Vec2::ZERO) * 0.9;
        let at = Vec2::new(row.left + ((cell - row.start) as f32 + 0.5) * row.pitch, y);
        Some(at + (shader_pair(u32::try_from(cell).ok()?, 5) - 0.5) * room)
    }
}

/// Whether two numbers share no factor.
#[must_use]
pub fn coprime(mut a: usize, mut b: usize) -> bool {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a == 1
}
