//! A film as numbered PNG files and a WAV file. Each file appears whole or not at all; a recording that is broken off
//! leaves the frames that it had. Not here: films.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::whole_file::WholeFile;
use crate::{Error, Pcm, wav};

/// Frames on their way.
pub struct Stills {
    folder: PathBuf,
    size: (u32, u32),
    frames: u64,
    bytes: u64,
    busy: Duration,
    sound: Option<Pcm>,
}

impl Stills {
    /// Begins; the folder is made if it is missing.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn create(folder: &Path, width: u32, height: u32) -> Result<Self, Error> {
        fs::create_dir_all(folder).map_err(|e| Error::write(folder, e))?;
        let folder = folder.to_owned();
        Ok(Self { folder, size: (width, height), frames: 0, bytes: 0, busy: Duration::ZERO, sound: None })
    }

    /// Keeps the sound for the end.
    pub fn hear(&mut self, sound: Pcm) {
        self.sound = Some(sound);
    }

    /// The next frame, as `000000.png` and on.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn push(&mut self, rgba: &[u8]) -> Result<(), Error> {
        let begun = Instant::now();
        let path = self.folder.join(format!("{:06}.png", self.frames));
        self.bytes += png_file(&path, rgba, self.size)?;
        self.frames += 1;
        self.busy += begun.elapsed();
        Ok(())
    }

    /// Writes the sound; gives the size of everything and the time that it took.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(mut self) -> Result<(u64, Duration), Error> {
        if let Some(sound) = self.sound.take() {
            self.bytes += wav::write(&self.folder.join("sound.wav"), &sound, "")?;
        }
        Ok((self.bytes, self.busy))
    }
}

/// One picture as a PNG file; the alpha is left out. Gives its size in bytes.
///
/// # Errors
/// The file cannot be written.
pub fn png_file(path: &Path, rgba: &[u8], (width, height): (u32, u32)) -> Result<u64, Error> {
    let rgb: Vec<u8> = rgba.chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
    let mut file = WholeFile::create(path)?;
    let mut out = BufWriter::new(file.file());
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
    let written = encoder.write_header().and_then(|mut w| w.write_image_data(&rgb).and_then(|()| w.finish()));
    written.map_err(|e| Error::write(path, e.into()))?;
    out.flush().map_err(|e| Error::write(path, e))?;
    drop(out);
    file.finish()
}
