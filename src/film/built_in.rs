//! A film by our own encoders: pictures and sound are coded side by side and put together at the end. Not here: how.

use std::io::{BufReader, BufWriter, Write};
use std::path::Path;
use std::thread::JoinHandle;
use std::time::Duration;

use crate::aac::{self, Coded};
use crate::video::Video;
use crate::whole_file::WholeFile;
use crate::{Error, Pcm, mp4};

/// A film on its way.
pub struct BuiltIn {
    file: WholeFile,
    video: Video,
    sound: Option<JoinHandle<Result<Coded, Error>>>,
}

impl BuiltIn {
    /// Begins a film; sizes are even.
    ///
    /// # Errors
    /// The folder may not be written to.
    pub fn create(path: &Path, width: u16, height: u16, fps: u32) -> Result<Self, Error> {
        Ok(Self { file: WholeFile::create(path)?, video: Video::begin(path, width, height, fps)?, sound: None })
    }

    /// Begins to code the sound.
    pub fn hear(&mut self, sound: Pcm) {
        self.sound = Some(std::thread::spawn(move || aac::encode(&sound)));
    }

    /// The next frame.
    ///
    /// # Errors
    /// The encoder gave up.
    pub fn push(&mut self, rgba: &[u8]) -> Result<(), Error> {
        self.video.push(rgba)
    }

    /// Puts the film together; gives its size and how long the encoder worked.
    ///
    /// # Errors
    /// An encoder gave up, or the file cannot be written.
    pub fn finish(mut self) -> Result<(u64, Duration), Error> {
        let mut done = self.video.finish()?;
        let gone = |_| Error::Coder { who: "the AAC encoder", what: "stopped before its end".to_owned() };
        let sound = self.sound.map(|s| s.join().map_err(gone).flatten()).transpose()?;
        let target = self.file.target().to_owned();
        let mut out = BufWriter::with_capacity(1 << 20, self.file.file());
        mp4::write(&mut out, &done.pictures, &mut BufReader::new(&mut done.coded), sound.as_ref())
            .and_then(|()| out.flush())
            .map_err(|e| Error::write(&target, e))?;
        drop(out);
        Ok((self.file.finish()?, done.busy))
    }
}
