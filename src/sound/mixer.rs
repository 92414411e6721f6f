//! The mixer: counts and a deviation go in, samples come out.

use crate::{Counts, Frame, Gains};

/// Renders data sounds and the chord. Samples depend on the seed and on what was called after which sample, and on
/// nothing else: not on how rendering is cut into blocks.
#[derive(Clone, Debug)]
pub struct Mixer {
    gains: Gains,
}

impl Mixer {
    /// A silent mixer with its chord at the set point. `seed` chooses where in the room and how exactly pitched each
    /// sound is.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let _ = seed;
        Self { gains: Gains::default() }
    }

    /// Volumes from here on; they glide, so that nothing clicks.
    pub fn set_gains(&mut self, gains: Gains) {
        self.gains = gains;
    }

    /// How far the main reading is from its set point: -1 (far below) to 1 (far above). The chord follows smoothly.
    /// What is beyond counts as the end; what is no number counts as 0.
    pub fn set_deviation(&mut self, deviation: f64) {
        let _ = deviation;
    }

    /// Whether the chord sounds; it fades in and out. Off at first.
    pub fn set_chord(&mut self, sounds: bool) {
        let _ = sounds;
    }

    /// What happens from here on: at most the next thirtieth of a second's worth of transitions. Few of them are heard
    /// one by one, many as a texture whose density and loudness grow with the logarithm of their rate.
    pub fn hear(&mut self, counts: &Counts) {
        let _ = counts;
    }

    /// The next samples. None is beyond -1..1.
    pub fn render(&mut self, out: &mut [Frame]) {
        out.fill([0.0; 2]);
    }
}
