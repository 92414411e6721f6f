//! sRGB pixels to planes of BT.709 in limited range, 4:2:0, in integers: the same bits on every machine. Colour
//! samples sit on the left one of their two columns, as H.264 expects when nothing is said. Not here: coding.

use openh264::formats::YUVSource;

use crate::probe::Picture;

/// One 32768th is 1: the sums of the rows below are 219/255 (luma) and 0 (colour) of it.
const SHIFT: u32 = 15;
const LUMA: [i32; 3] = [5983, 20_127, 2032];
const BLUE: [i32; 3] = [-3298, -11_094, 14_392];
const RED: [i32; 3] = [14_392, -13_073, -1319];
/// Eight pixels are summed for a colour sample: two rows, and three columns as 1, 2, 1.
const COLOUR_SHIFT: u32 = SHIFT + 3;
/// The way back: luma; red of the red difference; green of the blue and of the red one; blue of the blue one.
const BACK: [i32; 5] = [38_155, 58_743, 6_987, 17_461, 69_219];
/// Two colour channels of one pixel in a word, with room for sums.
const PAIR: u64 = 0x00FF_00FF_00FF_00FF;

/// A frame as three planes: luma, then the two colour differences at half size. Width and height are even.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planes {
    width: usize,
    height: usize,
    data: Vec<u8>,
}

impl Planes {
    /// A frame of nothing; both sizes must be even.
    #[must_use]
    pub fn new(width: u32, height: u32) -> Self {
        let (width, height) = (width as usize, height as usize);
        Self { width, height, data: vec![0; width * height * 3 / 2] }
    }

    /// Takes a frame of `width * height * 4` bytes in; the alpha is ignored.
    pub fn take(&mut self, rgba: &[u8]) {
        let (w, half) = (self.width, self.width / 2);
        let (luma, colour) = self.data.split_at_mut(w * self.height);
        let (blue, red) = colour.split_at_mut(half * self.height / 2);
        let pairs = rgba.chunks_exact(w * 8).zip(luma.chunks_exact_mut(w * 2));
        let colours = blue.chunks_exact_mut(half).zip(red.chunks_exact_mut(half));
        for ((rows, y), (u, v)) in pairs.zip(colours) {
            luma_row(rows, y);
            let (upper, lower) = rows.split_at(w * 4);
            colour_row(upper, lower, u, v);
        }
    }

    fn colour_len(&self) -> usize {
        self.width * self.height / 4
    }
}

/// A decoded picture as bytes of sRGB and alpha, rows from the top; each colour sample goes to its four pixels.
#[must_use]
pub fn rgba(picture: &Picture) -> Vec<u8> {
    let (w, h) = (picture.width as usize, picture.height as usize);
    let mut out = vec![255; w * h * 4];
    let byte = |x: i32| (x >> SHIFT).clamp(0, 255) as u8;
    for (row, (pixels, luma)) in out.chunks_exact_mut((w * 4).max(4)).zip(picture.y.chunks_exact(w.max(1))).enumerate()
    {
        let colours = row / 2 * (w / 2)..;
        let (blue, red) = (&picture.u[colours.clone()], &picture.v[colours]);
        for (x, (pixel, y)) in pixels.chunks_exact_mut(4).zip(luma).enumerate() {
            let y = BACK[0] * (i32::from(*y) - 16) + (1 << (SHIFT - 1));
            let (u, v) = (i32::from(blue[x / 2]) - 128, i32::from(red[x / 2]) - 128);
            pixel[0] = byte(y + BACK[1] * v);
            pixel[1] = byte(y - BACK[2] * u - BACK[3] * v);
            pixel[2] = byte(y + BACK[4] * u);
        }
    }
    out
}

fn luma_row(rgba: &[u8], out: &mut [u8]) {
    for (p, y) in rgba.chunks_exact(4).zip(out) {
        let word = u32::from_le_bytes([p[0], p[1], p[2], p[3]]) as i32;
        let sum = LUMA[0] * (word & 255) + LUMA[1] * ((word >> 8) & 255) + LUMA[2] * ((word >> 16) & 255);
        *y = (((sum + (1 << (SHIFT - 1))) >> SHIFT) + 16) as u8;
    }
}

fn colour_row(upper: &[u8], lower: &[u8], blue: &mut [u8], red: &mut [u8]) {
    let word = |p: &[u8]| u64::from_le_bytes([p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7]]);
    let mut left: Option<(u64, u64)> = None;
    for (((a, b), u), v) in upper.chunks_exact(8).zip(lower.chunks_exact(8)).zip(blue).zip(red) {
        let (a, b) = (word(a), word(b));
        // Red and blue of two columns, and green of the same two, each summed over the rows.
        let (red_blue, green) = ((a & PAIR) + (b & PAIR), ((a >> 8) & PAIR) + ((b >> 8) & PAIR));
        // Beyond the edge the first column is repeated.
        let (left_rb, left_g) = left.unwrap_or((red_blue & 0xFFFF_FFFF, green & 0xFFFF_FFFF));
        let rb = left_rb + 2 * (red_blue & 0xFFFF_FFFF) + (red_blue >> 32);
        let g = left_g + 2 * (green & 0xFFFF_FFFF) + (green >> 32);
        left = Some((red_blue >> 32, green >> 32));
        let rgb = [(rb & 0xFFFF) as i32, (g & 0xFFFF) as i32, ((rb >> 16) & 0xFFFF) as i32];
        *u = colour(BLUE, rgb);
        *v = colour(RED, rgb);
    }
}

fn colour(weights: [i32; 3], sums: [i32; 3]) -> u8 {
    let sum = weights[0] * sums[0] + weights[1] * sums[1] + weights[2] * sums[2];
    (((sum + (1 << (COLOUR_SHIFT - 1))) >> COLOUR_SHIFT) + 128) as u8
}

impl YUVSource for Planes {
    fn dimensions(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    fn strides(&self) -> (usize, usize, usize) {
        (self.width, self.width / 2, self.width / 2)
    }

    fn y(&self) -> &[u8] {
        &self.data[..self.width * self.height]
    }

    fn u(&self) -> &[u8] {
        let luma = self.width * self.height;
        &self.data[luma..luma + self.colour_len()]
    }

    fn v(&self) -> &[u8] {
        &self.data[self.width * self.height + self.colour_len()..]
    }
}
