//! A frame in small: what the gate needs to know of it, and no more. Not here: what is wrong with it ([`crate::gate`]).

/// Columns of cells.
pub const COLUMNS: usize = 32;
/// Rows of cells.
pub const ROWS: usize = 18;
/// Bands of rows, each with its own hash.
pub const BANDS: usize = 16;
/// Every second pixel of every second row is looked at for light.
const STRIDE: usize = 2;
/// Relative luminance of red, green and blue.
const LIGHT: [f32; 3] = [0.2126, 0.7152, 0.0722];
const MIXER: u64 = 0x9E37_79B9_7F4A_7C15;

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
    /// Looks at a frame of `width * height * 4` bytes; a frame of another size is taken as far as it goes.
    #[must_use]
    pub fn of(rgba: &[u8], width: u32, height: u32) -> Self {
        let (row_bytes, height) = ((width as usize * 4).max(4), (height as usize).max(1));
        let mut bands = [MIXER; BANDS];
        for (y, row) in rgba.chunks_exact(row_bytes).enumerate() {
            let band = &mut bands[(y * BANDS / height).min(BANDS - 1)];
            *band = hash(*band, row);
        }
        let linear = linear();
        let mut light = vec![0.0; COLUMNS * ROWS];
        let mut counts = vec![0u32; COLUMNS * ROWS];
        let (mut darkest, mut lightest) = (255, 0);
        for (y, row) in rgba.chunks_exact(row_bytes).enumerate().step_by(STRIDE) {
            let cells = (y * ROWS / height).min(ROWS - 1) * COLUMNS;
            for (x, p) in row.chunks_exact(4).enumerate().step_by(STRIDE) {
                let cell = cells + (x * COLUMNS * 4 / row_bytes).min(COLUMNS - 1);
                let [r, g, b] = [p[0], p[1], p[2]];
                light[cell] += LIGHT[0] * linear[usize::from(r)]
                    + LIGHT[1] * linear[usize::from(g)]
                    + LIGHT[2] * linear[usize::from(b)];
                counts[cell] += 1;
                let luma = ((54 * u32::from(r) + 183 * u32::from(g) + 19 * u32::from(b)) >> 8) as u8;
                darkest = darkest.min(luma);
                lightest = lightest.max(luma);
            }
        }
        for (l, n) in light.iter_mut().zip(counts) {
            *l /= n.max(1) as f32;
        }
        Self { light, range: (darkest, lightest), bands }
    }

    /// Hash of the whole frame.
    #[must_use]
    pub fn hash(&self) -> u64 {
        self.bands.iter().fold(0, |h, b| (h ^ b).rotate_left(5).wrapping_mul(MIXER))
    }
}

/// sRGB bytes as light.
fn linear() -> [f32; 256] {
    core::array::from_fn(|n| {
        let s = n as f32 / 255.0;
        if s <= 0.040_45 { s / 12.92 } else { ((s + 0.055) / 1.055).powf(2.4) }
    })
}

/// Four hashes side by side, so that the machine can work on all at once.
fn hash(seed: u64, bytes: &[u8]) -> u64 {
    let word = |b: &[u8]| u64::from_le_bytes([b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]]);
    let mix = |h: u64, w: u64| (h ^ w).wrapping_mul(MIXER).rotate_left(29);
    let mut lanes = [seed, seed ^ 1, seed ^ 2, seed ^ 3];
    let mut chunks = bytes.chunks_exact(32);
    for chunk in &mut chunks {
        for (lane, w) in lanes.iter_mut().zip(chunk.chunks_exact(8)) {
            *lane = mix(*lane, word(w));
        }
    }
    let rest = chunks.remainder().iter().fold(seed, |h, &b| mix(h, u64::from(b)));
    lanes.into_iter().fold(rest, mix)
}
