//! The quality gate: frame by frame, is the picture fit to be shown? Black, blank, repeated, torn, flashing. Not here: captions
//! ([`crate::captions`]), narration ([`crate::voice`]), the finished file ([`crate::probe`]).

use core::fmt;
use std::collections::VecDeque;

use crate::Glance;
use crate::flash::Flashes;
use crate::glance::BANDS;

/// Lightest luma of a black frame.
pub const BLACK_LUMA: u8 = 16;
/// Largest difference of luma within a blank frame.
pub const BLANK_LUMA: u8 = 4;
/// Bands that a torn frame may have from the frame before: from a quarter to three quarters.
const TORN_BANDS: core::ops::RangeInclusive<usize> = BANDS / 4..=BANDS * 3 / 4;
/// Frames before and after that tell whether a part usually moves.
const AROUND: usize = 2;

/// What is wrong with frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Nothing but black.
    Black,
    /// One colour all over.
    Blank,
    /// The same as the frame before, in a shot that was not declared still.
    Repeated,
    /// Upper or lower part from the frame before, though it moves in the frames before and after.
    Torn,
    /// More than three flashes within a second over more than a quarter of the picture.
    Flash,
}

/// One flaw: a run of frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// What.
    pub kind: Kind,
    /// First frame, from 0.
    pub first: u64,
    /// Last frame.
    pub last: u64,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            Kind::Black => "black",
            Kind::Blank => "blank",
            Kind::Repeated => "the same as the frame before, and not declared still",
            Kind::Torn => "torn: a part is from the frame before",
            Kind::Flash => "more than 3 flashes a second",
        };
        match (self.first, self.last) {
            (a, b) if a == b => write!(f, "frame {a}: {what}"),
            (a, b) => write!(f, "frames {a} to {b}: {what}"),
        }
    }
}

/// What the storyboard declares about a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// The shot holds still here: equal frames are meant.
    pub still: bool,
    /// The picture is dark or plain here: a fade, an empty card.
    pub plain: bool,
}

/// Which bands differ from the frame before.
#[derive(Clone, Copy, Debug)]
struct Moved {
    bands: [bool; BANDS],
    still: bool,
}

/// Looks at the frames one by one.
#[derive(Debug)]
pub struct Gate {
    frames: u64,
    last: Option<Glance>,
    moved: VecDeque<Moved>,
    flashes: Flashes,
    flaws: Vec<Flaw>,
}

impl Gate {
    /// A gate for a film with this many frames per second.
    #[must_use]
    pub fn new(fps: u32) -> Self {
        Self { frames: 0, last: None, moved: VecDeque::new(), flashes: Flashes::new(fps), flaws: Vec::new() }
    }

    /// The next frame.
    pub fn look(&mut self, glance: Glance, declared: Declared) {
        let now = self.frames;
        let (darkest, lightest) = glance.range;
        if !declared.plain && lightest <= BLACK_LUMA {
            self.note(Kind::Black, now);
        } else if !declared.plain && lightest - darkest.min(lightest) <= BLANK_LUMA {
            self.note(Kind::Blank, now);
        }
        if self.flashes.look(&glance.light) {
            self.note(Kind::Flash, now);
        }
        if let Some(last) = &self.last {
            let bands: [bool; BANDS] = core::array::from_fn(|n| glance.bands[n] != last.bands[n]);
            if !declared.still && bands.iter().all(|moved| !moved) {
                self.note(Kind::Repeated, now);
            }
            self.moved.push_back(Moved { bands, still: declared.still });
            if self.moved.len() > 2 * AROUND {
                if self.is_torn() {
                    self.note(Kind::Torn, now - AROUND as u64);
                }
                self.moved.pop_front();
            }
        }
        self.last = Some(glance);
        self.frames += 1;
    }

    /// All flaws, by first frame.
    #[must_use]
    pub fn finish(mut self) -> Vec<Flaw> {
        self.flaws.sort_by_key(|f| (f.first, f.kind));
        self.flaws
    }

    /// Whether the frame in the middle of those around it has a part that stood only there.
    fn is_torn(&self) -> bool {
        let middle = self.moved[AROUND].bands;
        let stood = middle.iter().filter(|moved| !**moved).count();
        let at_one_end = middle.windows(2).filter(|pair| pair[0] != pair[1]).count() == 1;
        let moves = |n: usize| self.moved.iter().enumerate().all(|(t, m)| t == AROUND || m.bands[n]);
        at_one_end
            && TORN_BANDS.contains(&stood)
            && self.moved.iter().all(|m| !m.still)
            && (0..BANDS).filter(|&n| !middle[n]).all(moves)
    }

    fn note(&mut self, kind: Kind, frame: u64) {
        let run = self.flaws.iter_mut().rev().find(|f| f.kind == kind && f.last + 1 == frame);
        match run {
            Some(flaw) => flaw.last = frame,
            None => self.flaws.push(Flaw { kind, first: frame, last: frame }),
        }
    }
}
