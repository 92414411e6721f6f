//! Words on pictures that no screen shows: the contact sheet. Not here: words in the window (egui's).

use ab_glyph::{Font, FontRef, PxScale, ScaleFont};
use image::{Rgba, RgbaImage};

/// Colour of plain words, and of those that stand out.
const PLAIN: Rgba<u8> = Rgba([0xa9, 0xba, 0xcb, 0xff]);
const BOLD: Rgba<u8> = Rgba([0xf4, 0xf1, 0xe8, 0xff]);

/// Writes words.
pub struct Pen {
    regular: FontRef<'static>,
    semibold: FontRef<'static>,
}

impl Default for Pen {
    fn default() -> Self {
        Self::new()
    }
}

impl Pen {
    /// A pen with the fonts of the program.
    #[must_use]
    pub fn new() -> Self {
        let font = |bytes| FontRef::try_from_slice(bytes).expect("the fonts are built in and whole");
        Self {
            regular: font(include_bytes!("../assets/fonts/Inter-Regular.otf")),
            semibold: font(include_bytes!("../assets/fonts/Inter-SemiBold.otf")),
        }
    }

    /// Plain words; `at` is their upper left corner, `size` the height of a line, pixels.
    pub fn plain(&self, picture: &mut RgbaImage, words: &str, at: (f32, f32), size: f32) {
        write(&self.regular, PLAIN, picture, words, at, size);
    }

    /// Words that stand out.
    pub fn bold(&self, picture: &mut RgbaImage, words: &str, at: (f32, f32), size: f32) {
        write(&self.semibold, BOLD, picture, words, at, size);
    }
}

fn write(font: &FontRef, ink: Rgba<u8>, picture: &mut RgbaImage, words: &str, at: (f32, f32), size: f32) {
    let font = font.as_scaled(PxScale::from(size));
    let (mut x, y) = (at.0, at.1 + font.ascent());
    let mut before = None;
    for letter in words.chars() {
        let id = font.glyph_id(letter);
        x += before.map_or(0.0, |b| font.kern(b, id));
        before = Some(id);
        let glyph = id.with_scale_and_position(size, ab_glyph::point(x, y));
        x += font.h_advance(id);
        let Some(outline) = font.outline_glyph(glyph) else { continue };
        let corner = outline.px_bounds().min;
        outline.draw(|dx, dy, there| {
            let (px, py) = (corner.x as i64 + i64::from(dx), corner.y as i64 + i64::from(dy));
            let inside = |v: i64, most: u32| u32::try_from(v).ok().filter(|v| *v < most);
            let (Some(px), Some(py)) = (inside(px, picture.width()), inside(py, picture.height())) else { return };
            let pixel = picture.get_pixel_mut(px, py);
            for c in 0..3 {
                let (from, to) = (f32::from(pixel.0[c]), f32::from(ink.0[c]));
                pixel.0[c] = (from + (to - from) * there.clamp(0.0, 1.0)) as u8;
            }
        });
    }
}
