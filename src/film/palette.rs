//! A palette for a whole film by median cut over 32,768 colours, and the nearest entry for each colour. Not here: files.

/// Most entries: one byte.
const ENTRIES: usize = 256;
/// Bits of each channel that are told apart.
const BITS: u32 = 5;
const COLOURS: usize = 1 << (3 * BITS);

/// Counts colours.
#[derive(Clone, Debug)]
pub struct Counts(Vec<u64>);

impl Default for Counts {
    fn default() -> Self {
        Self(vec![0; COLOURS])
    }
}

/// Up to 256 colours, and which of them each colour becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Red, green, blue of each entry.
    pub colours: Vec<u8>,
    nearest: Vec<u8>,
}

impl Counts {
    /// Counts the pixels of a picture in RGB.
    pub fn count(&mut self, rgb: &[u8]) {
        for p in rgb.chunks_exact(3) {
            self.0[place(p)] += 1;
        }
    }

    /// Chooses a palette: the box with most pixels times its longest side is cut at its median until there are enough.
    #[must_use]
    pub fn palette(&self) -> Palette {
        let all: Vec<usize> = (0..COLOURS).filter(|&c| self.0[c] > 0).collect();
        let mut boxes = vec![all];
        while boxes.len() < ENTRIES {
            let worth = |b: &Vec<usize>| u64::from(longest(b).1) * self.pixels(b);
            let Some(most) = (0..boxes.len()).max_by_key(|&n| worth(&boxes[n])).filter(|&n| worth(&boxes[n]) > 0)
            else {
                break;
            };
            let cut = self.cut(&mut boxes[most]);
            boxes.push(cut);
        }
        let colours: Vec<u8> = boxes.iter().flat_map(|b| self.mean(b)).collect();
        let nearest = (0..COLOURS).map(|c| nearest(&colours, c)).collect();
        Palette { colours, nearest }
    }

    fn pixels(&self, colours: &[usize]) -> u64 {
        colours.iter().map(|&c| self.0[c]).sum()
    }

    /// Takes the upper half of the pixels out of a box of two colours and more.
    fn cut(&self, colours: &mut Vec<usize>) -> Vec<usize> {
        let (channel, _) = longest(colours);
        colours.sort_by_key(|&c| (level(c, channel), c));
        let half = self.pixels(colours) / 2;
        let mut below = 0;
        let at = colours.iter().position(|&c| {
            below += self.0[c];
            below > half
        });
        colours.split_off(at.unwrap_or(0).clamp(1, colours.len() - 1))
    }

    fn mean(&self, colours: &[usize]) -> [u8; 3] {
        let pixels = self.pixels(colours).max(1);
        core::array::from_fn(|channel| {
            let sum: u64 = colours.iter().map(|&c| self.0[c] * u64::from(eight_bits(level(c, channel)))).sum();
            (sum / pixels) as u8
        })
    }
}

impl Palette {
    /// The entry of each pixel of a picture in RGB.
    #[must_use]
    pub fn entries(&self, rgb: &[u8]) -> Vec<u8> {
        rgb.chunks_exact(3).map(|p| self.nearest[place(p)]).collect()
    }
}

fn place(p: &[u8]) -> usize {
    let high = |b: u8| usize::from(b >> (8 - BITS));
    (high(p[0]) << (2 * BITS)) | (high(p[1]) << BITS) | high(p[2])
}

fn level(colour: usize, channel: usize) -> u8 {
    ((colour >> ((2 - channel as u32) * BITS)) & ((1 << BITS) - 1)) as u8
}

fn eight_bits(level: u8) -> u8 {
    (level << (8 - BITS)) | (level >> (2 * BITS - 8))
}

/// The channel in which a box is longest, and by how much.
fn longest(colours: &[usize]) -> (usize, u8) {
    let side = |channel: usize| {
        let levels = || colours.iter().map(|&c| level(c, channel));
        levels().max().unwrap_or(0) - levels().min().unwrap_or(0)
    };
    (0..3).map(|channel| (channel, side(channel))).max_by_key(|(channel, side)| (*side, 2 - channel)).unwrap_or((0, 0))
}

fn nearest(colours: &[u8], colour: usize) -> u8 {
    let far = |entry: &[u8]| -> u32 {
        (0..3).map(|n| u32::from(entry[n].abs_diff(eight_bits(level(colour, n)))).pow(2)).sum()
    };
    let best = colours.chunks_exact(3).enumerate().min_by_key(|(_, entry)| far(entry));
    best.map_or(0, |(n, _)| n as u8)
}
