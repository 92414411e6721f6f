//! Everything between frames and a finished film: H.264 and AAC in an MP4, captions, narration, the mix, and the
//! checks that say whether the film is fit to be shown. Not here: what a frame shows (the scene), what a film tells
//! (storyboards), and how sounds are made; they hand over pixels, cues and samples.

pub mod aac;
mod aac_books;
mod aac_frame;
mod bits;
mod boxes;
mod built_in;
pub mod captions;
pub mod error;
mod ffmpeg;
mod flash;
pub mod gate;
pub mod gif_file;
pub mod glance;
mod limiter;
pub mod limits;
mod lines;
pub mod loudness;
pub mod mdct;
pub mod mix;
pub mod mp4;
mod palette;
pub mod pcm;
pub mod probe;
pub mod resample;
mod sps;
pub mod stills;
pub mod sync;
pub mod takes;
mod tracks;
pub mod transcript;
pub mod video;
pub mod voice;
pub mod wav;
pub mod whole_file;
pub mod writer;
pub mod yuv;

pub use captions::Cue;
pub use error::Error;
pub use glance::Glance;
pub use pcm::Pcm;
pub use writer::{Encoder, Movie, Report, Spec};
