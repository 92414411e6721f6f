//! The front door: frames go in, a finished film comes out, whole or not at all. Not here: how pictures and sound are coded.

use std::path::{Path, PathBuf};

use crate::built_in::BuiltIn;
use crate::ffmpeg::Ffmpeg;
use crate::pcm::RATE_HZ;
use crate::stills::Stills;
use crate::{Error, Pcm};

/// Smallest width and height, pixels.
const MIN_SIZE: u32 = 16;
/// Largest longer side, pixels.
const MAX_LONG: u32 = 3840;
/// Largest shorter side, pixels.
const MAX_SHORT: u32 = 2160;
/// Most frames per second.
const MAX_FPS: u32 = 120;

/// Who encodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Encoder {
    /// H.264 and AAC of this program, nothing has to be installed.
    BuiltIn,
    /// An `ffmpeg` on the PATH (libx264 if it has it).
    Ffmpeg,
    /// Numbered PNG files and a WAV file in this folder; the film's own path is not written.
    Frames(PathBuf),
}

/// What is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// Pixels across: even, 16 to 3840.
    pub width: u32,
    /// Pixels down: even, 16 to 3840; the shorter side at most 2160.
    pub height: u32,
    /// Frames per second, 1 to 120.
    pub fps: u32,
    /// Whether the film has a sound track; without sound at the end it is silent.
    pub audio: bool,
    /// Who encodes.
    pub encoder: Encoder,
}

/// What was recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Bytes on the disk (of all frames for [`Encoder::Frames`]).
    pub bytes: u64,
    /// Frames.
    pub frames: u64,
    /// Length, s: frames over frames per second.
    pub seconds: f64,
    /// Frames per second that the encoder would reach alone.
    pub encode_fps: f64,
}

/// A film on its way. Dropped before [`Movie::finish`], it leaves no file behind.
pub struct Movie {
    spec: Spec,
    path: PathBuf,
    frames: u64,
    heard: bool,
    to: To,
}

enum To {
    BuiltIn(Box<BuiltIn>),
    Ffmpeg(Box<Ffmpeg>),
    Stills(Stills),
}

impl Movie {
    /// Begins a film that will stand at `path`; what stands there stays until the end.
    ///
    /// # Errors
    /// The size or rate is out of range, the folder is missing or may not be written to, `ffmpeg` was asked for and is missing.
    pub fn create(path: &Path, spec: Spec) -> Result<Self, Error> {
        let (width, height) = spec.checked()?;
        let to = match &spec.encoder {
            Encoder::BuiltIn => To::BuiltIn(Box::new(BuiltIn::create(path, width, height, spec.fps)?)),
            Encoder::Ffmpeg => To::Ffmpeg(Box::new(Ffmpeg::create(path, spec.width, spec.height, spec.fps)?)),
            Encoder::Frames(folder) => To::Stills(Stills::create(folder, spec.width, spec.height)?),
        };
        Ok(Self { spec, path: path.to_owned(), frames: 0, heard: false, to })
    }

    /// Hands the sound over early: it is coded beside the pictures instead of after them. It should be as long as the pictures
    /// will be; what is longer is not played.
    ///
    /// # Errors
    /// The film was begun without sound, or has its sound already.
    pub fn hear(&mut self, sound: Pcm) -> Result<(), Error> {
        if !self.spec.audio || self.heard {
            let why = if self.heard { "has its sound already" } else { "was begun without sound" };
            return Err(Error::Spec(format!("{}: the film {why}", self.path.display())));
        }
        self.heard = true;
        match &mut self.to {
            To::BuiltIn(film) => film.hear(sound),
            To::Ffmpeg(film) => film.hear(sound),
            To::Stills(film) => film.hear(sound),
        }
        Ok(())
    }

    /// The next frame: `width * height * 4` bytes of sRGB and alpha, rows from the top. The alpha is ignored. Waits while the encoder
    /// is more than a few frames behind.
    ///
    /// # Errors
    /// The frame has another size, or the encoder gave up on an earlier one; the disk is full.
    pub fn push(&mut self, rgba: &[u8]) -> Result<(), Error> {
        let bytes = self.spec.width as usize * self.spec.height as usize * 4;
        if rgba.len() != bytes {
            let (w, h) = (self.spec.width, self.spec.height);
            return Err(Error::Spec(format!("a frame has {} bytes; {w}x{h} needs {bytes}", rgba.len())));
        }
        match &mut self.to {
            To::BuiltIn(film) => film.push(rgba)?,
            To::Ffmpeg(film) => film.push(rgba)?,
            To::Stills(film) => film.push(rgba)?,
        }
        self.frames += 1;
        Ok(())
    }

    /// Ends the film and puts it in its place. The sound is cut, or filled with silence, to the length of the pictures.
    ///
    /// # Errors
    /// No frame was pushed, the sound came twice, the encoder gave up, or the file cannot be written.
    pub fn finish(mut self, audio: Option<Pcm>) -> Result<Report, Error> {
        if self.frames == 0 {
            return Err(Error::Spec(format!("{}: the film has no frame", self.path.display())));
        }
        let seconds = self.frames as f64 / f64::from(self.spec.fps);
        if let Some(sound) = audio {
            self.hear(sound.lasting(seconds))?;
        } else if self.spec.audio && !self.heard {
            self.hear(Pcm::silence(RATE_HZ, 2, seconds))?;
        }
        let (bytes, busy) = match self.to {
            To::BuiltIn(film) => film.finish()?,
            To::Ffmpeg(film) => film.finish()?,
            To::Stills(film) => film.finish()?,
        };
        let encode_fps = self.frames as f64 / busy.as_secs_f64().max(1e-6);
        Ok(Report { bytes, frames: self.frames, seconds, encode_fps })
    }
}

impl Spec {
    fn checked(&self) -> Result<(u16, u16), Error> {
        let (w, h) = (self.width, self.height);
        let (long, short) = (w.max(h), w.min(h));
        if w % 2 == 1 || h % 2 == 1 || short < MIN_SIZE || short > MAX_SHORT || long > MAX_LONG {
            let allowed = format!("even numbers from {MIN_SIZE} up to {MAX_LONG} by {MAX_SHORT}, lying or standing");
            return Err(Error::Spec(format!("size {w}x{h}; allowed: {allowed}")));
        }
        if !(1..=MAX_FPS).contains(&self.fps) {
            return Err(Error::Spec(format!("{} frames a second; allowed: 1 to {MAX_FPS}", self.fps)));
        }
        Ok((w as u16, h as u16))
    }
}
