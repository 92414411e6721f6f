//! The code books of AAC: how many bits a tuple of whole numbers takes, and which. Not here: choosing a book.

use oxideav_aac::scale_factor_data::hcod_sf_encode;
use oxideav_aac::spectrum_huffman as tables;

use crate::Error;
use crate::bits::Bits;

/// Book of bands that hold nothing.
pub const NOTHING: usize = 0;
/// The last book, the only one for large numbers.
pub const LARGEST: usize = 11;
/// Largest whole number that can be coded.
pub const MAX_VALUE: i32 = 8191;
/// Largest step between scale factors.
pub const MAX_STEP: i32 = 60;
/// From here on the last book writes the number itself.
const ESCAPE: i32 = 16;

type Word = (u8, u16);
type Lookup = fn(u32) -> Result<Word, oxideav_aac::Error>;

#[derive(Debug)]
struct Book {
    tuple: usize,
    largest: i32,
    signed: bool,
    words: Vec<Word>,
}

/// All books.
#[derive(Debug)]
pub struct Books {
    books: Vec<Book>,
    steps: Vec<(u8, u32)>,
}

impl Books {
    /// Reads the tables.
    ///
    /// # Errors
    /// A table lacks an entry.
    pub fn new() -> Result<Self, Error> {
        let missing = |e: oxideav_aac::Error| Error::Coder { who: "the AAC encoder", what: e.to_string() };
        let rows: [(Lookup, usize, i32, bool); LARGEST] = [
            (tables::hcod1_encode, 4, 1, true),
            (tables::hcod2_encode, 4, 1, true),
            (tables::hcod3_encode, 4, 2, false),
            (tables::hcod4_encode, 4, 2, false),
            (tables::hcod5_encode, 2, 4, true),
            (tables::hcod6_encode, 2, 4, true),
            (tables::hcod7_encode, 2, 7, false),
            (tables::hcod8_encode, 2, 7, false),
            (tables::hcod9_encode, 2, 12, false),
            (tables::hcod10_encode, 2, 12, false),
            (tables::hcod11_encode, 2, ESCAPE, false),
        ];
        let mut books = vec![Book { tuple: 4, largest: 0, signed: true, words: vec![(0, 0)] }];
        for (lookup, tuple, largest, signed) in rows {
            let base = if signed { 2 * largest + 1 } else { largest + 1 } as u32;
            let words = (0..base.pow(tuple as u32)).map(lookup).collect::<Result<_, _>>().map_err(missing)?;
            books.push(Book { tuple, largest, signed, words });
        }
        let steps = (-60..=60).map(hcod_sf_encode).collect::<Result<_, _>>().map_err(missing)?;
        Ok(Self { books, steps })
    }

    /// Bits that these numbers take in a book; `None` if it cannot hold them.
    #[must_use]
    pub fn cost(&self, book: usize, values: &[i32]) -> Option<u32> {
        let b = &self.books[book];
        let largest = values.iter().map(|v| v.abs()).max().unwrap_or(0);
        if largest > if book == LARGEST { MAX_VALUE } else { b.largest } {
            return None;
        }
        let signs = if b.signed { 0 } else { values.iter().filter(|&&v| v != 0).count() as u32 };
        let words: u32 = values.chunks_exact(b.tuple).map(|t| u32::from(b.word(t).0)).sum();
        let escapes: u32 =
            values.iter().filter(|&&v| book == LARGEST && v.abs() >= ESCAPE).map(|&v| 2 * extra(v) + 5).sum();
        Some(words + signs + escapes)
    }

    /// Writes numbers.
    pub fn write(&self, book: usize, values: &[i32], out: &mut Bits) {
        let b = &self.books[book];
        for tuple in values.chunks_exact(b.tuple) {
            let (length, word) = b.word(tuple);
            out.put(u32::from(word), u32::from(length));
            for &v in tuple.iter().filter(|&&v| !b.signed && v != 0) {
                out.put(u32::from(v < 0), 1);
            }
            for &v in tuple.iter().filter(|&&v| book == LARGEST && v.abs() >= ESCAPE) {
                let n = extra(v);
                out.put((1 << (n + 1)) - 2, n + 1);
                out.put(v.unsigned_abs() - (1 << (n + 4)), n + 4);
            }
        }
    }

    /// Writes a step between scale factors, at most [`MAX_STEP`] either way.
    pub fn write_step(&self, step: i32, out: &mut Bits) {
        let (length, word) = self.steps[(step + MAX_STEP) as usize];
        out.put(word, u32::from(length));
    }
}

impl Book {
    fn word(&self, tuple: &[i32]) -> Word {
        let (shift, base) = if self.signed { (self.largest, 2 * self.largest + 1) } else { (0, self.largest + 1) };
        let digit = |v: i32| if self.signed { v + shift } else { v.abs().min(self.largest) };
        self.words[tuple.iter().fold(0, |index, &v| index * base + digit(v)) as usize]
    }
}

/// Ones before a number that is written itself: it lies from 16 times 2 to this power up to twice that.
fn extra(value: i32) -> u32 {
    value.unsigned_abs().ilog2() - 4
}
