//! A film by an `ffmpeg` on the PATH: raw pixels through a pipe. Not here: films by our own encoders.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::whole_file::{WholeFile, folder};
use crate::{Error, Pcm, wav};

const WHO: &str = "ffmpeg";
const MISSING: Error = Error::Missing {
    program: WHO,
    instead: "install it (Debian: apt install ffmpeg), or let the built-in encoder do it",
};

/// A film on its way. The sound is put in by a second run at the end, which copies the pictures.
pub struct Ffmpeg {
    file: WholeFile,
    pictures: tempfile::TempPath,
    running: Running,
    begun: Instant,
    sound: Option<Pcm>,
}

impl Ffmpeg {
    /// Begins a film; sizes are even.
    ///
    /// # Errors
    /// There is no `ffmpeg`, or the folder may not be written to.
    pub fn create(path: &Path, width: u32, height: u32, fps: u32) -> Result<Self, Error> {
        let known =
            Command::new(WHO).args(["-hide_banner", "-encoders"]).stdin(Stdio::null()).output().map_err(|_| MISSING)?;
        let x264 = String::from_utf8_lossy(&known.stdout).contains("libx264");
        let file = WholeFile::create(path)?;
        let pictures = tempfile::Builder::new().suffix(".part.mp4").tempfile_in(folder(path));
        let pictures = pictures.map_err(|e| Error::write(path, e))?.into_temp_path();
        let quality: &[&str] = if x264 {
            &["-c:v", "libx264", "-preset", "medium", "-crf", "18", "-profile:v", "high"]
        } else {
            &["-c:v", "h264", "-b:v", "8M"]
        };
        let child = Command::new(WHO)
            .args(["-hide_banner", "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgba"])
            .args(["-s", &format!("{width}x{height}"), "-r", &fps.to_string(), "-i", "pipe:0"])
            .args(["-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"])
            .args(quality)
            .args(["-g", &(2 * fps).to_string(), "-color_primaries", "bt709", "-color_trc", "bt709"])
            .args(["-colorspace", "bt709", "-color_range", "tv", "-fflags", "+bitexact", "-movflags", "+faststart"])
            .args(["-f", "mp4"])
            .arg(&pictures)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|_| MISSING)?;
        Ok(Self { file, pictures, running: Running(child), begun: Instant::now(), sound: None })
    }

    /// Keeps the sound for the end.
    pub fn hear(&mut self, sound: Pcm) {
        self.sound = Some(sound);
    }

    /// The next frame.
    ///
    /// # Errors
    /// `ffmpeg` gave up.
    pub fn push(&mut self, rgba: &[u8]) -> Result<(), Error> {
        match self.running.0.stdin.as_mut().map(|pipe| pipe.write_all(rgba)) {
            Some(Ok(())) => Ok(()),
            _ => Err(self.wait().err().unwrap_or_else(|| said("ended before the film"))),
        }
    }

    /// Ends the film; gives its size and how long it took.
    ///
    /// # Errors
    /// `ffmpeg` gave up, or the file cannot be written.
    pub fn finish(mut self) -> Result<(u64, Duration), Error> {
        self.wait()?;
        let target = self.file.target().to_owned();
        if let Some(sound) = &self.sound {
            let beside = tempfile::tempdir_in(folder(&target)).map_err(|e| Error::write(&target, e))?;
            let heard = beside.path().join("sound.wav");
            wav::write(&heard, sound, "")?;
            let joined = Command::new(WHO)
                .args(["-hide_banner", "-loglevel", "error", "-y", "-i"])
                .arg(&self.pictures)
                .arg("-i")
                .arg(&heard)
                .args(["-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "aac", "-b:a", "160k"])
                .args(["-fflags", "+bitexact", "-movflags", "+faststart", "-f", "mp4"])
                .arg(self.file.part())
                .output()
                .map_err(|_| MISSING)?;
            if !joined.status.success() {
                return Err(said(&String::from_utf8_lossy(&joined.stderr)));
            }
        } else {
            std::fs::copy(&self.pictures, self.file.part()).map_err(|e| Error::write(&target, e))?;
        }
        Ok((self.file.finish()?, self.begun.elapsed()))
    }

    fn wait(&mut self) -> Result<(), Error> {
        drop(self.running.0.stdin.take());
        let mut words = String::new();
        if let Some(mut pipe) = self.running.0.stderr.take() {
            // What it said is shown as far as it can be read.
            let _ = pipe.read_to_string(&mut words);
        }
        let status = self.running.0.wait().map_err(|e| said(&e.to_string()))?;
        if status.success() { Ok(()) } else { Err(said(&words)) }
    }
}

/// The program. A film that is broken off needs it no more.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended cannot be stopped, which is well.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn said(words: &str) -> Error {
    Error::Coder { who: WHO, what: words.trim().to_owned() }
}
