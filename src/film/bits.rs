//! Writes bits, highest first. Not here: what they mean.

/// Bits on their way into bytes.
#[derive(Debug, Default)]
pub struct Bits {
    bytes: Vec<u8>,
    hold: u64,
    held: u32,
}

impl Bits {
    /// Writes the lowest `count` bits of `value`, at most 32.
    pub fn put(&mut self, value: u32, count: u32) {
        let mask = (1u64 << count) - 1;
        self.hold = (self.hold << count) | (u64::from(value) & mask);
        self.held += count;
        while self.held >= 8 {
            self.held -= 8;
            self.bytes.push((self.hold >> self.held) as u8);
        }
    }

    /// Bits so far.
    #[must_use]
    pub fn count(&self) -> usize {
        self.bytes.len() * 8 + self.held as usize
    }

    /// The bytes, the last one filled with zeros.
    #[must_use]
    pub fn into_bytes(mut self) -> Vec<u8> {
        if self.held > 0 {
            self.put(0, 8 - self.held);
        }
        self.bytes
    }
}
