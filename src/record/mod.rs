//! Films from the living model: a reel goes frame by frame through a stage without a window and into a file. No wall clock:
//! every frame follows from its number. Not here: what a film shows (`reel`), how pictures and sound are coded (package
//! `film`).

pub mod clip;
pub mod command;
pub mod files;
pub mod frames;
pub mod gate;
pub mod make;
pub mod sound;
pub mod studio;
pub mod subject;

use std::path::{Path, PathBuf};

use bevy::prelude::*;
use film::{Encoder, Glance, Movie, Report, Spec};
use model::content::Library;
use model::storyboard::Storyboard;
use model::words::Words;

use crate::capture::CaptureError;
use crate::played::Played;
use crate::reel::ReelError;
use crate::view::Theme;
use frames::Frames;

/// What is recorded, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The film.
    pub film: Storyboard,
    /// Its words in another language.
    pub words: Option<Words>,
    /// First second, and the one at which it ends.
    pub span_s: (f64, f64),
    /// Pixels; both even.
    pub size: UVec2,
    /// Frames per second, 30 or 60.
    pub fps: u32,
    /// Captions are burned in.
    pub captions: bool,
    /// The look.
    pub theme: Theme,
    /// Who encodes.
    pub encoder: Encoder,
    /// What of the sound track is there before the first frame; `None`: a silent film.
    pub sound: Option<sound::Score>,
    /// The run of a film about one that was played by hand.
    pub played: Option<Played>,
    /// Every frame is looked at while it is drawn, for [`gate`].
    pub looked_at: bool,
}

/// Why there is no film.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// No adapter, or it failed.
    #[error(transparent)]
    Picture(#[from] CaptureError),
    /// The film does not fit the library.
    #[error(transparent)]
    Reel(#[from] ReelError),
    /// Encoding or writing failed.
    #[error(transparent)]
    Film(#[from] film::Error),
    /// Somebody pressed Ctrl-C.
    #[error("stopped; nothing was written")]
    Stopped,
}

/// Called after every frame with how many are done and how many there are; `false` stops.
pub type Watch<'a> = &'a mut dyn FnMut(u64, u64) -> bool;

/// A film that was recorded.
#[derive(Debug)]
pub struct Recorded {
    /// Sizes and times.
    pub report: Report,
    /// The pixels that were to be kept.
    pub kept: Option<Vec<u8>>,
    /// What was seen of its frames, if they were looked at.
    pub drawn: gate::Drawn,
}

/// Records a film to `path`, and keeps the pixels of one of its frames (counted from the first of the span) if `keep` asks for it.
///
/// # Errors
/// [`RecordError`]; the file at `path` is then what it was before.
pub fn record(
    library: &Library,
    options: &Options,
    path: &Path,
    keep: Option<u64>,
    watch: Watch,
) -> Result<Recorded, RecordError> {
    let spec = Spec {
        width: options.size.x,
        height: options.size.y,
        fps: options.fps,
        audio: options.sound.is_some(),
        encoder: options.encoder.clone(),
    };
    // What cannot be written is said before minutes of drawing.
    let mut movie = Movie::create(path, spec)?;
    let mut frames = Frames::new(library, options)?;
    let all = frames.count();
    let mut kept = None;
    let mut drawn = gate::Drawn::default();
    let mut number = 0;
    while let Some(pixels) = frames.draw_next()? {
        movie.push(pixels)?;
        if keep == Some(number) {
            kept = Some(pixels.to_vec());
        }
        if options.looked_at {
            let glance = Glance::of(pixels, options.size.x, options.size.y);
            drawn.look(number, glance, frames.laid(), options.size);
        }
        number += 1;
        if !watch(frames.done(), all) || frames.stopped() {
            return Err(RecordError::Stopped);
        }
    }
    let sound = options.sound.as_ref().map(|score| score.mixed(frames.heard())).transpose()?;
    Ok(Recorded { report: movie.finish(sound)?, kept, drawn })
}

/// A GIF of the same frames, for a short span.
///
/// # Errors
/// As [`record`].
pub fn record_gif(library: &Library, options: &Options, path: &Path, watch: Watch) -> Result<u64, RecordError> {
    let fps = options.fps;
    let mut gif = film::gif_file::Gif::create(path, options.size.x, options.size.y, fps)?;
    let mut frames = Frames::new(library, options)?;
    let all = frames.count();
    while let Some(pixels) = frames.draw_next()? {
        gif.push(pixels)?;
        if !watch(frames.done(), all) || frames.stopped() {
            return Err(RecordError::Stopped);
        }
    }
    Ok(gif.finish()?)
}

/// A picture of the last frame.
///
/// # Errors
/// As [`record`].
pub fn record_picture(library: &Library, options: &Options, path: &Path, watch: Watch) -> Result<u64, RecordError> {
    let last_s = options.span_s.1 - 1.0 / f64::from(options.fps);
    let options = Options { span_s: (last_s, options.span_s.1), ..options.clone() };
    // What cannot be written is said before anything is drawn.
    drop(film::whole_file::WholeFile::create(path)?);
    let mut frames = Frames::new(library, &options)?;
    let mut bytes = 0;
    while let Some(pixels) = frames.draw_next()? {
        bytes = film::stills::png_file(path, pixels, (options.size.x, options.size.y))?;
        if !watch(frames.done(), 1) {
            return Err(RecordError::Stopped);
        }
    }
    Ok(bytes)
}

/// The path of a file that stands beside another, with its own ending.
#[must_use]
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    path.with_extension(ending)
}
