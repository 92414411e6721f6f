//! Flashes as WCAG 2 counts them (general flash): pairs of opposing changes of light by a tenth and more, the darker state below 0.8. Stricter
//! than WCAG in one thing: cells need not flash at the same moment. Not here: red flashes, for which no frame is large
//! and saturated enough.

use std::collections::VecDeque;

use crate::glance::{COLUMNS, ROWS};

/// A change of relative luminance that counts.
pub const CHANGE: f32 = 0.1;
/// Changes count if the darker state is below this.
pub const DARKER: f32 = 0.8;
/// Flashes allowed within a second; each is two changes.
pub const MAX_PER_SECOND: usize = 3;
/// Share of the picture from which flashes count.
pub const AREA: f64 = 0.25;

/// Light of one cell.
#[derive(Clone, Debug)]
struct Cell {
    lowest: f32,
    highest: f32,
    rising: Option<bool>,
    changes: VecDeque<u64>,
}

/// Looks at the light of frames one by one.
#[derive(Debug)]
pub struct Flashes {
    fps: u64,
    frame: u64,
    cells: Vec<Cell>,
}

impl Flashes {
    /// For a film with this many frames per second.
    #[must_use]
    pub fn new(fps: u32) -> Self {
        let dark = Cell { lowest: f32::MAX, highest: f32::MIN, rising: None, changes: VecDeque::new() };
        Self { fps: u64::from(fps), frame: 0, cells: vec![dark; COLUMNS * ROWS] }
    }

    /// The light of the next frame; whether too much of the picture flashes too often.
    pub fn look(&mut self, light: &[f32]) -> bool {
        let (now, since) = (self.frame, (self.frame + 1).saturating_sub(self.fps));
        self.frame += 1;
        let mut flashing = 0;
        for (cell, &light) in self.cells.iter_mut().zip(light) {
            if cell.changes_to(light) {
                cell.changes.push_back(now);
            }
            while cell.changes.front().is_some_and(|&n| n < since) {
                cell.changes.pop_front();
            }
            flashing += usize::from(cell.changes.len() > 2 * MAX_PER_SECOND);
        }
        flashing as f64 > AREA * self.cells.len() as f64
    }
}

impl Cell {
    /// Whether this light completes a change in the other direction than the last one.
    fn changes_to(&mut self, light: f32) -> bool {
        self.lowest = self.lowest.min(light);
        self.highest = self.highest.max(light);
        let up = self.rising != Some(true) && light - self.lowest >= CHANGE && self.lowest < DARKER;
        let down = self.rising != Some(false) && self.highest - light >= CHANGE && light < DARKER;
        if !(up || down) {
            return false;
        }
        // From here on only the way back counts.
        (self.lowest, self.highest, self.rising) = (light, light, Some(up));
        true
    }
}
