//! Reads the sequence parameters of an H.264 stream as far as its colour tags (ITU-T H.264, 7.3.2.1.1 and E.1.1). Not here: decoding.

use crate::probe::Colour;

/// Bits of a unit, without the bytes that keep start codes apart.
struct Reader {
    bytes: Vec<u8>,
    at: usize,
}

impl Reader {
    fn bits(&mut self, count: usize) -> Option<u32> {
        (0..count).try_fold(0, |value, _| {
            let byte = *self.bytes.get(self.at / 8)?;
            let bit = (byte >> (7 - self.at % 8)) & 1;
            self.at += 1;
            Some((value << 1) | u32::from(bit))
        })
    }

    fn flag(&mut self) -> Option<bool> {
        self.bits(1).map(|b| b == 1)
    }

    /// A number whose length is written in zeros before it.
    fn number(&mut self) -> Option<u32> {
        let mut zeros = 0;
        while !self.flag()? {
            zeros += 1;
        }
        if zeros > 31 { None } else { Some((1u32 << zeros) - 1 + self.bits(zeros)?) }
    }
}

/// The colour tags; nothing if there are none or they cannot be read.
#[must_use]
pub fn colour(sps: &[u8]) -> Option<Colour> {
    let mut bytes = Vec::with_capacity(sps.len());
    for (n, &b) in sps.iter().enumerate() {
        if !(b == 3 && n >= 2 && sps[n - 2..n] == [0, 0]) {
            bytes.push(b);
        }
    }
    let profile = *bytes.get(1)?;
    let mut r = Reader { bytes, at: 32 };
    r.number()?;
    if matches!(profile, 100 | 110 | 122 | 244 | 44 | 83 | 86 | 118 | 128) {
        if r.number()? == 3 {
            r.flag()?;
        }
        r.number()?;
        r.number()?;
        r.flag()?;
        if r.flag()? {
            return None;
        }
    }
    r.number()?;
    match r.number()? {
        0 => {
            r.number()?;
        }
        1 => return None,
        _ => {}
    }
    r.number()?;
    r.flag()?;
    r.number()?;
    r.number()?;
    if !r.flag()? {
        r.flag()?;
    }
    r.flag()?;
    if r.flag()? {
        (0..4).try_for_each(|_| r.number().map(|_| ()))?;
    }
    if !r.flag()? {
        return None;
    }
    if r.flag()? && r.bits(8)? == 255 {
        r.bits(32)?;
    }
    if r.flag()? {
        r.flag()?;
    }
    if !r.flag()? {
        return None;
    }
    r.bits(3)?;
    let full_range = r.flag()?;
    if !r.flag()? {
        return None;
    }
    let mut tag = || r.bits(8).map(|b| b as u16);
    Some(Colour { primaries: tag()?, transfer: tag()?, matrix: tag()?, full_range })
}
