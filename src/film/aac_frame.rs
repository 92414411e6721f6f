//! One frame of AAC-LC: how precisely each band of frequencies is kept, and its bits (ISO/IEC 14496-3, 4.4 and 4.6). Not here: the
//! transform ([`crate::mdct`]), the code books ([`crate::aac_books`]).

use oxideav_aac::swb_offset::long_window_offsets;

use crate::Error;
use crate::aac_books::{Books, LARGEST, MAX_STEP, MAX_VALUE, NOTHING};
use crate::bits::Bits;

/// Index of 48 kHz in the standard's table of rates.
const RATE_INDEX: u8 = 3;
/// Frequencies above this line (17.25 kHz) are left out.
const LAST_LINE: u16 = 736;
/// Noise under the signal of its band, dB: at the lowest and at the highest band.
const BELOW_DB: (f64, f64) = (32.0, 20.0);
/// What is masked one band up and one band down, dB less.
const MASK_DB: (f64, f64) = (10.0, 20.0);
/// Noise of one line that nobody hears: half a step of 16-bit samples.
const QUIET: f64 = 512.0;
/// Most bits of a frame and channel that every decoder takes.
const MAX_BITS: usize = 6144;
/// Rounding of the power-law quantiser.
const ROUND: f64 = 0.4054;

/// What frames are made with.
#[derive(Debug)]
pub struct Frames {
    books: Books,
    bands: Vec<(usize, usize)>,
}

/// One channel, quantised.
struct Kept {
    values: Vec<i32>,
    factors: Vec<i32>,
    books: Vec<usize>,
}

impl Frames {
    /// Reads the tables.
    ///
    /// # Errors
    /// A table lacks an entry.
    pub fn new() -> Result<Self, Error> {
        let offsets = long_window_offsets(RATE_INDEX)
            .map_err(|e| Error::Coder { who: "the AAC encoder", what: e.to_string() })?;
        let bands = offsets.windows(2).filter(|w| w[1] <= LAST_LINE).map(|w| (w[0].into(), w[1].into())).collect();
        Ok(Self { books: Books::new()?, bands })
    }

    /// The packet of one moment: one spectrum, or left and right.
    #[must_use]
    pub fn packet(&self, spectra: &[Vec<f64>]) -> Vec<u8> {
        let mut spectra = spectra.to_vec();
        let limits: Vec<Vec<f64>> = spectra.iter().map(|s| self.noise_limits(s)).collect();
        let (mut limits, joined) = self.join(&mut spectra, limits);
        // Louder noise until the frame fits; silence always does.
        loop {
            let kept: Vec<Kept> = spectra.iter().zip(&limits).map(|(s, l)| self.keep(s, l)).collect();
            let bits = self.write(&kept, &joined);
            if bits.count() <= MAX_BITS * spectra.len() {
                return bits.into_bytes();
            }
            limits.iter_mut().flatten().for_each(|l| *l *= 2.0);
        }
    }

    /// How much noise each band may carry.
    fn noise_limits(&self, spectrum: &[f64]) -> Vec<f64> {
        let last = (self.bands.len() - 1) as f64;
        let db = |d: f64| 10f64.powf(-d / 10.0);
        let own = |(b, &(from, to)): (usize, &(usize, usize))| {
            let energy: f64 = spectrum[from..to].iter().map(|x| x * x).sum();
            energy * db(BELOW_DB.0 + (BELOW_DB.1 - BELOW_DB.0) * b as f64 / last)
        };
        let mut limits: Vec<f64> = self.bands.iter().enumerate().map(own).collect();
        for b in 1..limits.len() {
            limits[b] = limits[b].max(limits[b - 1] * db(MASK_DB.0));
        }
        for b in (1..limits.len()).rev() {
            limits[b - 1] = limits[b - 1].max(limits[b] * db(MASK_DB.1));
        }
        limits.iter().zip(&self.bands).map(|(l, (from, to))| l.max(QUIET * (to - from) as f64)).collect()
    }

    /// Left and right become middle and side in the bands where that takes fewer bits.
    fn join(&self, spectra: &mut [Vec<f64>], mut limits: Vec<Vec<f64>>) -> (Vec<Vec<f64>>, Vec<bool>) {
        let mut joined = vec![false; self.bands.len()];
        let [left, right] = spectra else { return (limits, joined) };
        for (b, &(from, to)) in self.bands.iter().enumerate() {
            let energy = |x: &[f64]| 1.0 + x.iter().map(|v| v * v).sum::<f64>();
            let (l, r) = (&left[from..to], &right[from..to]);
            let middle: Vec<f64> = l.iter().zip(r).map(|(l, r)| (l + r) / 2.0).collect();
            let side: Vec<f64> = l.iter().zip(r).map(|(l, r)| (l - r) / 2.0).collect();
            if energy(&middle) * energy(&side) < energy(l) * energy(r) / 4.0 {
                joined[b] = true;
                left[from..to].copy_from_slice(&middle);
                right[from..to].copy_from_slice(&side);
                let limit = limits[0][b].min(limits[1][b]) / 2.0;
                (limits[0][b], limits[1][b]) = (limit, limit);
            }
        }
        (limits, joined)
    }

    /// Quantises one channel within its limits.
    fn keep(&self, spectrum: &[f64], limits: &[f64]) -> Kept {
        let mut factors: Vec<i32> =
            self.bands.iter().zip(limits).map(|(&(from, to), &limit)| factor(&spectrum[from..to], limit)).collect();
        // Steps between neighbours have a largest size.
        let coarsest = factors.iter().copied().max().unwrap_or(0);
        factors.iter_mut().for_each(|f| *f = (*f).max(coarsest - MAX_STEP));
        let mut values = vec![0; spectrum.len()];
        for (&(from, to), &f) in self.bands.iter().zip(&factors) {
            for (v, &x) in values[from..to].iter_mut().zip(&spectrum[from..to]) {
                *v = quantised(x, f);
            }
        }
        let books = self.choose(&values);
        Kept { values, factors, books }
    }

    /// The book of each band, so that all bands together take the fewest bits.
    fn choose(&self, values: &[i32]) -> Vec<usize> {
        const NEW_SECTION: u32 = 9;
        const NEVER: u32 = u32::MAX / 4;
        let mut best = [0u32; LARGEST + 1];
        let mut from_book: Vec<[usize; LARGEST + 1]> = Vec::with_capacity(self.bands.len());
        for &(from, to) in &self.bands {
            let cheapest = (0..=LARGEST).min_by_key(|&b| best[b]).unwrap_or(NOTHING);
            let mut came = [0; LARGEST + 1];
            let mut next = [NEVER; LARGEST + 1];
            for book in 0..=LARGEST {
                let Some(cost) = self.books.cost(book, &values[from..to]) else { continue };
                let changed = best[cheapest] + NEW_SECTION;
                came[book] = if best[book] <= changed { book } else { cheapest };
                next[book] = (best[book].min(changed) + cost + u32::from(book != NOTHING)).min(NEVER);
            }
            best = next;
            from_book.push(came);
        }
        let mut book = (0..=LARGEST).min_by_key(|&b| best[b]).unwrap_or(NOTHING);
        let mut chosen = vec![NOTHING; self.bands.len()];
        for (b, came) in from_book.iter().enumerate().rev() {
            chosen[b] = book;
            book = came[book];
        }
        chosen
    }

    fn write(&self, kept: &[Kept], joined: &[bool]) -> Bits {
        let mut out = Bits::default();
        if let [one] = kept {
            out.put(0, 3 + 4);
            self.write_channel(one, true, &mut out);
        } else {
            out.put(1, 3);
            out.put(0, 4);
            out.put(1, 1);
            self.write_shape(&mut out);
            let any = joined.iter().any(|&j| j);
            out.put(u32::from(any), 2);
            if any {
                joined.iter().for_each(|&j| out.put(u32::from(j), 1));
            }
            kept.iter().for_each(|k| self.write_channel(k, false, &mut out));
        }
        out.put(7, 3);
        out
    }

    /// A long sine window, all bands, no prediction.
    fn write_shape(&self, out: &mut Bits) {
        out.put(0, 1 + 2 + 1);
        out.put(self.bands.len() as u32, 6);
        out.put(0, 1);
    }

    fn write_channel(&self, kept: &Kept, with_shape: bool, out: &mut Bits) {
        let first = kept.books.iter().position(|&b| b != NOTHING).map_or(0, |b| kept.factors[b]);
        out.put(first as u32, 8);
        if with_shape {
            self.write_shape(out);
        }
        for section in kept.books.chunk_by(|a, b| a == b) {
            out.put(section[0] as u32, 4);
            (0..section.len() / 31).for_each(|_| out.put(31, 5));
            out.put((section.len() % 31) as u32, 5);
        }
        let mut last = first;
        for (b, &(from, to)) in self.bands.iter().enumerate().filter(|(b, _)| kept.books[*b] != NOTHING) {
            // A band of zeros among others goes on with the factor before it.
            let empty = kept.values[from..to].iter().all(|&v| v == 0);
            let factor = if empty { last } else { kept.factors[b] };
            self.books.write_step(factor - last, out);
            last = factor;
        }
        out.put(0, 3);
        for (&(from, to), &book) in self.bands.iter().zip(&kept.books).filter(|(_, b)| **b != NOTHING) {
            self.books.write(book, &kept.values[from..to], out);
        }
    }
}

/// The coarsest scale factor with which a band stays within its limit of noise.
fn factor(lines: &[f64], limit: f64) -> i32 {
    let form: f64 = lines.iter().map(|x| x.abs().sqrt()).sum();
    let largest = lines.iter().fold(0.0f64, |m, x| m.max(x.abs()));
    if largest == 0.0 {
        return 0;
    }
    let wanted = 8.0 / 3.0 * (6.75 * limit / form).log2();
    let least = 4.0 * (largest / f64::from(MAX_VALUE - 1).powf(4.0 / 3.0)).log2();
    (wanted.floor().max(least.ceil()) as i32 + 100).clamp(0, 255)
}

fn quantised(x: f64, factor: i32) -> i32 {
    let scaled = x.abs() * (f64::from(100 - factor) / 4.0).exp2();
    let whole = ((scaled * scaled.sqrt()).sqrt() + ROUND) as i32;
    if x < 0.0 { -whole } else { whole }
}
