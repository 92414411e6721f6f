//! What may be asked of the recorder, what is being chosen of it, and how far it is. Not here: the drawer that asks
//! ([`crate::ui::film`]).

use sim::clock::Clock;
use sim::course::Course;

use super::film_range::{self, Span};

/// Shortest and longest film, s; a GIF is short.
pub const SECONDS: (f64, f64) = (1.0, 120.0);
const GIF_SECONDS: f64 = 12.0;
/// What a film shows of the run unless told: the last seconds that were watched.
pub const USUAL_S: f64 = 20.0;

/// What is made of the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A film with sound.
    #[default]
    Film,
    /// A short film without sound, for pages and slides.
    Gif,
    /// A picture of the present view.
    Picture,
}

impl Kind {
    /// The ending of its files.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Film => "mp4",
            Self::Gif => "gif",
            Self::Picture => "png",
        }
    }

    /// Sizes that are offered, pixels.
    #[must_use]
    pub fn sizes(self) -> &'static [(u32, u32)] {
        match self {
            Self::Film | Self::Picture => &[(1920, 1080), (1280, 720), (1080, 1080), (1080, 1920)],
            Self::Gif => &[(640, 360), (480, 480), (800, 450)],
        }
    }

    /// How long such a film may be, s.
    #[must_use]
    pub fn longest_s(self) -> f64 {
        if self == Self::Gif { GIF_SECONDS } else { SECONDS.1 }
    }
}

/// What is asked of the recorder.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// What is made.
    pub kind: Kind,
    /// First and last hour of the run.
    pub hours: (f64, f64),
    /// Length of the film, s.
    pub seconds: f64,
    /// Pixels.
    pub size: (u32, u32),
    /// The folder; empty: the usual one.
    pub folder: String,
}

/// How far a recording is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Progress {
    /// Nothing is recorded.
    #[default]
    Idle,
    /// Frames are made: how many, of how many (0: the run is being played to its place), and seconds that are left.
    Running {
        /// Frames done.
        done: u64,
        /// Frames in all.
        all: u64,
        /// Seconds left, where that is known.
        left_s: Option<f64>,
    },
    /// It is there: its path.
    Done(String),
    /// There is none, and why.
    Failed(String),
}

impl Progress {
    /// Per cent that are done, while it runs.
    #[must_use]
    pub fn percent(&self) -> Option<u64> {
        match self {
            Self::Running { done, all, .. } => Some(done * 100 / (*all).max(1)),
            Self::Idle | Self::Done(_) | Self::Failed(_) => None,
        }
    }
}

/// What is being chosen.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What is made.
    pub kind: Kind,
    /// Which part of the run.
    pub span: Span,
    /// First and last hour of a chosen range.
    pub hours: (f64, f64),
    /// Those hours as they are being written.
    pub texts: [Option<String>; 2],
    /// Length, s.
    pub seconds: f64,
    /// Which of the sizes.
    pub size: usize,
    /// The folder; empty: the usual one.
    pub folder: String,
    /// What the usual folder is called.
    pub usual: String,
    /// How far the present recording is.
    pub progress: Progress,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            kind: Kind::default(),
            span: Span::default(),
            hours: (0.0, 0.0),
            texts: [None, None],
            seconds: USUAL_S,
            size: 0,
            folder: String::new(),
            usual: String::new(),
            progress: Progress::Idle,
        }
    }
}

impl Draft {
    /// The order as it stands; `None` where nothing of the run is meant.
    #[must_use]
    pub fn order(&self, course: &Course, clock: &Clock) -> Option<Order> {
        let hours = film_range::hours(self, course, clock);
        let sizes = self.kind.sizes();
        let size = sizes.get(self.size).copied().unwrap_or(sizes[0]);
        // A picture is the last moment of a short film.
        let seconds =
            if self.kind == Kind::Picture { 0.5 } else { self.seconds.clamp(SECONDS.0, self.kind.longest_s()) };
        (hours.1 > hours.0).then(|| Order { kind: self.kind, hours, seconds, size, folder: self.folder.clone() })
    }
}
