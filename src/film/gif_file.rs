//! A short range as an animated GIF: no sound, one palette for the film, reduced size. Not here: films.

use std::path::Path;

use crate::Error;

/// Longest GIF, s.
pub const MAX_SECONDS: f64 = 10.0;
/// Widest GIF, pixels; larger frames are reduced by whole factors.
pub const MAX_WIDTH: u32 = 640;
/// Most frames per second: viewers slow down what is faster than two hundredths of a second a frame.
pub const MAX_FPS: u32 = 25;

/// A GIF on its way.
pub struct Gif {}

impl Gif {
    /// Begins a GIF of frames of this size and rate. Frames above [`MAX_FPS`] are left out evenly.
    ///
    /// # Errors
    /// The size or rate is 0, or the folder may not be written to.
    pub fn create(path: &Path, width: u32, height: u32, fps: u32) -> Result<Self, Error> {
        let _ = (path, width, height, fps);
        Ok(Self {})
    }

    /// The next frame: `width * height * 4` bytes.
    ///
    /// # Errors
    /// The frame has another size, or there are more than [`MAX_SECONDS`].
    pub fn push(&mut self, rgba: &[u8]) -> Result<(), Error> {
        let _ = rgba;
        Ok(())
    }

    /// Chooses the palette, writes the file and gives its size in bytes.
    ///
    /// # Errors
    /// There is no frame, or the file cannot be written.
    pub fn finish(self) -> Result<u64, Error> {
        Err(Error::Spec("not yet".to_owned()))
    }
}
