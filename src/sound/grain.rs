//! The short sounds: one for each thing that can happen to a receptor, and one for a dose.

/// A short sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Grain {
    /// A receptor is phosphorylated: a short dry tick, high.
    Tick,
    /// Arrestin caps a receptor: a low soft thud, falling.
    Thud,
    /// A receptor is taken into a pit: a round pop, rising quickly, in the middle.
    Pop,
    /// A receptor is back at the surface: a chirp that rises.
    Chirp,
    /// A receptor is destroyed: a rough crunch of many crumbs, sinking.
    Crunch,
    /// A receptor is newly made: a soft, clear note that stays level.
    Birth,
    /// A dose is given: a soft drop into water.
    Dose,
}

/// Number of short sounds.
pub const N_GRAINS: usize = 7;
/// All short sounds, in the order of [`crate::Counts`].
pub const GRAINS: [Grain; N_GRAINS] =
    [Grain::Tick, Grain::Thud, Grain::Pop, Grain::Chirp, Grain::Crunch, Grain::Birth, Grain::Dose];

impl Grain {
    /// Its name in files and messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Tick => "tick",
            Self::Thud => "thud",
            Self::Pop => "pop",
            Self::Chirp => "chirp",
            Self::Crunch => "crunch",
            Self::Birth => "birth",
            Self::Dose => "dose",
        }
    }

    /// What it says, in words for a list on screen.
    #[must_use]
    pub fn what(self) -> &'static str {
        match self {
            Self::Tick => "a receptor is phosphorylated",
            Self::Thud => "arrestin caps a receptor",
            Self::Pop => "a pit takes a receptor in",
            Self::Chirp => "a receptor is back at the surface",
            Self::Crunch => "a receptor is destroyed",
            Self::Birth => "a new receptor is made",
            Self::Dose => "a dose is given",
        }
    }

    /// Up to so many a second are heard one by one; the longer a sound, the fewer of it are still told apart.
    #[must_use]
    pub fn one_by_one_per_s(self) -> f64 {
        match self {
            Self::Tick | Self::Dose => 4.0,
            Self::Thud | Self::Pop => 3.0,
            Self::Chirp | Self::Birth => 2.0,
            Self::Crunch => 1.5,
        }
    }
}
