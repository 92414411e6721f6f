//! Reads a finished film back: what does the file claim, and does it decode? Not here: whether the pictures are good ([`crate::gate`]).

use std::path::Path;

use crate::{Error, Pcm};

/// Colour tags as numbers of ITU-T H.273; BT.709 is 1, 1, 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    /// Primaries.
    pub primaries: u16,
    /// Transfer.
    pub transfer: u16,
    /// Matrix.
    pub matrix: u16,
    /// Full range; films are limited.
    pub full_range: bool,
}

/// The sound track of a file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sound {
    /// Samples per second.
    pub rate_hz: u32,
    /// Channels.
    pub channels: u16,
    /// Length as played, s.
    pub seconds: f64,
    /// Encoder delay that the edit list skips, s.
    pub skipped_s: f64,
}

/// What a file claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Probe {
    /// Size of the file, bytes.
    pub bytes: u64,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Frames.
    pub frames: u64,
    /// Frames per second.
    pub fps: f64,
    /// Length of the pictures as played, s.
    pub seconds: f64,
    /// Whether the index comes before the data, so that it plays while it loads.
    pub fast_start: bool,
    /// Colour tags of the container.
    pub colour: Option<Colour>,
    /// Colour tags inside the H.264 stream.
    pub stream_colour: Option<Colour>,
    /// H.264 profile number; High is 100.
    pub profile: u8,
    /// Frames at which playing can begin.
    pub key_frames: u64,
    /// The sound, if any.
    pub sound: Option<Sound>,
}

/// One decoded picture, planes without padding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Luma.
    pub y: Vec<u8>,
    /// Blue difference, half size.
    pub u: Vec<u8>,
    /// Red difference, half size.
    pub v: Vec<u8>,
}

/// Reads what the file claims.
///
/// # Errors
/// It cannot be read, or is no MP4 file with H.264.
pub fn probe(path: &Path) -> Result<Probe, Error> {
    Err(Error::content(path, "not yet"))
}

/// Decodes every frame, in order.
///
/// # Errors
/// As [`probe`], or a frame does not decode.
pub fn pictures(path: &Path, mut each: impl FnMut(u64, &Picture)) -> Result<u64, Error> {
    let _ = &mut each;
    Err(Error::content(path, "not yet"))
}

/// Decodes the sound as it is played, without the encoder's delay.
///
/// # Errors
/// As [`probe`], or there is no sound.
pub fn sound(path: &Path) -> Result<Pcm, Error> {
    Err(Error::content(path, "not yet"))
}
