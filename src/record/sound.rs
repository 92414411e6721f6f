//! The sound track of a film: its narration, where takes are at hand. Not here: making takes (`film::voice`).

use std::path::Path;

use film::mix::{Tracks, mix};
use film::{Pcm, voice};
use model::storyboard::Storyboard;

use super::files;

/// The narration's folder in the source tree.
pub const FOLDER: &str = "assets/narration/en";

/// The whole sound track, or `None` where there are no takes.
///
/// # Errors
/// A take cannot be read or overruns its shot.
pub fn track(film: &Storyboard, folder: &Path) -> Result<Option<Pcm>, film::Error> {
    let lines = files::lines(film);
    if lines.is_empty() || !folder.is_dir() {
        return Ok(None);
    }
    let tracks = Tracks { seconds: film.seconds(), voice: voice::takes(&lines, folder)?, ..Tracks::default() };
    Ok(Some(mix(&tracks)?.sound))
}

/// The part of a track between two seconds.
#[must_use]
pub fn cut(sound: &Pcm, (from_s, to_s): (f64, f64)) -> Pcm {
    let channels = usize::from(sound.channels.max(1));
    let at = |s: f64| ((s * f64::from(sound.rate_hz)).round() as usize * channels).min(sound.samples.len());
    Pcm { samples: sound.samples[at(from_s)..at(to_s).max(at(from_s))].to_vec(), ..sound.clone() }
}
