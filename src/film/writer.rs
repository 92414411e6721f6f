//! The front door: frames go in, a finished film comes out, whole or not at all. Not here: how pictures and sound are coded.

use std::path::{Path, PathBuf};

use crate::{Error, Pcm};

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
    /// Pixels down: even, 16 to 3840 (to 2160 where the width is above 2160).
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
}

impl Movie {
    /// Begins a film that will stand at `path`; what stands there stays until the end.
    ///
    /// # Errors
    /// The size or rate is out of range, the folder is missing or may not be written to, `ffmpeg` was asked for and is missing.
    pub fn create(path: &Path, spec: Spec) -> Result<Self, Error> {
        let _ = path;
        Ok(Self { spec })
    }

    /// Hands the sound over early: it is encoded beside the pictures instead of after them.
    ///
    /// # Errors
    /// The film was begun without sound, or has its sound already.
    pub fn hear(&mut self, sound: Pcm) -> Result<(), Error> {
        let _ = sound;
        Ok(())
    }

    /// The next frame: `width * height * 4` bytes of sRGB and alpha, rows from the top. The alpha is ignored. Waits while the encoder
    /// is more than a few frames behind.
    ///
    /// # Errors
    /// The frame has another size, or the encoder gave up on an earlier one; the disk is full.
    pub fn push(&mut self, rgba: &[u8]) -> Result<(), Error> {
        let _ = (rgba, &self.spec);
        Ok(())
    }

    /// Ends the film and puts it in its place. The sound is cut, or filled with silence, to the length of the pictures.
    ///
    /// # Errors
    /// No frame was pushed, the sound came twice, the encoder gave up, or the file cannot be written.
    pub fn finish(self, audio: Option<Pcm>) -> Result<Report, Error> {
        let _ = audio;
        Err(Error::Spec("not yet".to_owned()))
    }
}
