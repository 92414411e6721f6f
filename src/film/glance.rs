//! A frame in small: what the gate needs to know of it, and no more. Not here: what is wrong with it ([`crate::gate`]).

/// Columns of cells.
pub const COLUMNS: usize = 32;
/// Rows of cells.
pub const ROWS: usize = 18;
/// Bands of rows, each with its own hash.
pub const BANDS: usize = 16;

/// A small summary of one frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Glance {
    /// Mean relative luminance of each cell, 0 to 1, rows from the top (WCAG's, linear).
    pub light: Vec<f32>,
    /// Darkest and lightest luma of any sampled pixel, 0 to 255.
    pub range: (u8, u8),
    /// Hash of each band of rows: equal pixels, equal hash.
    pub bands: [u64; BANDS],
}

impl Glance {
    /// Looks at a frame of `width * height * 4` bytes.
    #[must_use]
    pub fn of(rgba: &[u8], width: u32, height: u32) -> Self {
        let _ = (rgba, width, height);
        Self { light: vec![0.0; COLUMNS * ROWS], range: (0, 0), bands: [0; BANDS] }
    }

    /// Hash of the whole frame.
    #[must_use]
    pub fn hash(&self) -> u64 {
        self.bands.iter().fold(0, |h, b| (h ^ b).rotate_left(5).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }
}
