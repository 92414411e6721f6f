//! Sound that carries data: what receptors do as short tones, the set point as a chord, music and voice for the film.
//!
//! Everything but [`device`] and what it stands on is pure: the same calls give the same samples on every platform, however they are cut into
//! blocks. 48 kHz, stereo, nothing from a file. Not here: what is heard when (the game and the film decide that), and
//! anything that is *only* heard: every sound has its picture and its number.
//!
//! ```
//! # use sound::{Counts, Grain, Mixer, SAMPLE_RATE_HZ};
//! let mut mixer = Mixer::new(7);
//! mixer.set_deviation(0.3);                    // the reading lies above its set point
//! mixer.hear(&Counts::of(Grain::Tick, 12));    // twelve receptors were phosphorylated in what is rendered next
//! let mut frame = vec![[0.0; 2]; SAMPLE_RATE_HZ as usize / 30];
//! mixer.render(&mut frame);
//! ```
#![deny(missing_docs)]

pub mod bank;
pub mod chord;
pub mod device;
pub mod gains;
pub mod grain;
pub mod math;
pub mod mixer;
pub mod music;
#[cfg(any(windows, target_os = "macos"))]
mod native;
#[cfg(all(unix, not(target_vendor = "apple"), not(target_os = "android")))]
mod pulse;
pub mod ration;
pub mod score;
pub mod transitions;

pub use gains::Gains;
pub use grain::Grain;
pub use mixer::Mixer;
pub use transitions::Counts;

/// Samples per second and channel, everywhere.
pub const SAMPLE_RATE_HZ: u32 = 48_000;

/// One sample of each channel: left, right. 1 is the loudest that can be played.
pub type Frame = [f32; 2];

/// Number of samples in a time; negative times have none.
#[must_use]
pub fn samples(seconds: f64) -> usize {
    (seconds.max(0.0) * f64::from(SAMPLE_RATE_HZ)).round() as usize
}
