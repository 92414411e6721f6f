//! Narration: takes made with `flite`, or read as they are. A take is a WAV file `NN_id.wav`; a human take replaces
//! any of them one for one and is never overwritten. Reading needs no speech engine. Not here: the mix.

use core::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::limiter::limited;
use crate::loudness::{MAX_PEAK_DBTP, gain_to_target, lufs};
use crate::pcm::RATE_HZ;
use crate::resample::resampled;
use crate::takes::Takes;
use crate::{Error, Pcm, wav};

/// What made-up takes say about themselves; files without it are human and are never overwritten.
pub const PLACEHOLDER: &str = "Setpoint placeholder voice (flite slt)";
/// Below this share of the loudest sample a take is silent at its ends.
const SILENT: f32 = 0.01;
/// What is kept before and after, s; it fades.
const MARGIN_S: f64 = 0.03;
/// What a take may be longer than its slot, s.
const SPARE_S: f64 = 0.001;

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
    /// The voice: 48 kHz, one channel, at -16 LUFS when it comes from both sides.
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

/// Where the take of a line is: `folder/NN_id.wav`, numbered from 1 by `index` + 1.
#[must_use]
pub fn path(folder: &Path, index: usize, id: &str) -> PathBuf {
    folder.join(format!("{:02}_{id}.wav", index + 1))
}

/// Makes the takes with `flite -voice slt`: trimmed, levelled to -16 LUFS, 16-bit mono at the voice's own rate. Human
/// takes are kept. Nothing is written unless all lines fit.
///
/// # Errors
/// `flite` is missing or fails, the folder may not be written to, or lines overrun their slots ([`Error::Voice`], all
/// of them).
pub fn make(lines: &[Line], folder: &Path) -> Result<Made, Error> {
    let mut problems = names(lines);
    if !problems.is_empty() {
        return Err(Error::Voice(problems));
    }
    let mut made = Made::default();
    let mut sounds = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let path = path(folder, n, &line.id);
        let sound = match read(&folder.into(), n, &line.id)? {
            Some((sound, false)) => {
                made.kept.push(path);
                sound
            }
            Some((_, true)) | None => {
                let sound = prepared(&spoken(&line.text)?);
                sounds.push((path, sound.clone()));
                sound
            }
        };
        problems.extend(overrun(line, sound.seconds()));
    }
    if !problems.is_empty() {
        return Err(Error::Voice(problems));
    }
    fs::create_dir_all(folder).map_err(|e| Error::write(folder, e))?;
    for (path, sound) in sounds {
        wav::write(&path, &sound, PLACEHOLDER)?;
        made.written.push(path);
    }
    Ok(made)
}

/// Reads the takes: any mono or stereo WAV file of any rate; trimmed and levelled here, the files stay as they are.
///
/// # Errors
/// A take is missing or no WAV file, or overruns its slot ([`Error::Voice`], all of them).
pub fn takes<'a>(lines: &[Line], from: impl Into<Takes<'a>>) -> Result<Vec<Take>, Error> {
    let from = from.into();
    let mut problems = names(lines);
    let mut takes = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        match read(&from, n, &line.id)? {
            Some((sound, placeholder)) => {
                problems.extend(overrun(line, sound.seconds()));
                let sound = resampled(&sound, RATE_HZ);
                takes.push(Take { id: line.id.clone(), start_s: line.start_s, sound, placeholder });
            }
            None => {
                let what = format!("there is no take {}", from.place(n, &line.id).display());
                problems.push(Problem { line: line.id.clone(), what });
            }
        }
    }
    if problems.is_empty() { Ok(takes) } else { Err(Error::Voice(problems)) }
}

/// How long the takes are, in the order of the lines, s; `None` where there is no take (yet). For shots that stretch to
/// their narration.
///
/// # Errors
/// A take is there and cannot be read.
pub fn lengths<'a>(lines: &[Line], from: impl Into<Takes<'a>>) -> Result<Vec<Option<f64>>, Error> {
    let from = from.into();
    let length = |(n, line): (usize, &Line)| Ok(read(&from, n, &line.id)?.map(|(sound, _)| sound.seconds()));
    lines.iter().enumerate().map(length).collect()
}

/// A take as it will be heard, and whether it is a placeholder; nothing if there is none.
fn read(from: &Takes, index: usize, id: &str) -> Result<Option<(Pcm, bool)>, Error> {
    Ok(from.read(index, id)?.map(|(sound, placeholder)| (prepared(&sound), placeholder)))
}

/// Names that would make no good file names, or the same one twice.
fn names(lines: &[Line]) -> Vec<Problem> {
    let good =
        |id: &str| !id.is_empty() && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    let problem = |(n, line): (usize, &Line)| {
        let what = if !good(&line.id) {
            "allowed in a name: small letters, digits, _"
        } else if lines[..n].iter().any(|l| l.id == line.id) {
            "comes twice"
        } else if line.text.trim().is_empty() {
            "says nothing"
        } else {
            return None;
        };
        Some(Problem { line: line.id.clone(), what: what.to_owned() })
    };
    lines.iter().enumerate().filter_map(problem).collect()
}

fn overrun(line: &Line, seconds: f64) -> Option<Problem> {
    let slot = line.end_s - line.start_s;
    let over = seconds - slot;
    // Times that are no numbers are over, too.
    (over.is_nan() || over > SPARE_S).then(|| Problem {
        line: line.id.clone(),
        what: format!("takes {seconds:.2} s, {over:.2} s more than its slot of {slot:.2} s"),
    })
}

/// What `flite` makes of a text.
fn spoken(text: &str) -> Result<Pcm, Error> {
    let folder = tempfile::tempdir().map_err(|e| Error::write(&std::env::temp_dir(), e))?;
    let path = folder.path().join("take.wav");
    let said = Command::new("flite")
        .args(["-voice", "slt", "-t", text, "-o"])
        .arg(&path)
        .stdin(Stdio::null())
        .output()
        .map_err(|_| Error::Missing {
            program: "flite",
            instead: "install it (Debian: apt install flite), or record the takes",
        })?;
    if !said.status.success() {
        return Err(Error::Coder { who: "flite", what: String::from_utf8_lossy(&said.stderr).trim().to_owned() });
    }
    Ok(wav::read(&path)?.sound)
}

/// One channel, trimmed and levelled.
fn prepared(sound: &Pcm) -> Pcm {
    let sound = trimmed(&sound.to_mono());
    let gain = gain_to_target(lufs(&sound.to_stereo()));
    limited(sound.scaled(gain), 10f32.powf(MAX_PEAK_DBTP as f32 / 20.0))
}

/// Without the silence at both ends, fading over what is kept of it.
fn trimmed(sound: &Pcm) -> Pcm {
    let peak = sound.samples.iter().fold(0.0f32, |m, s| m.max(s.abs()));
    let heard = |s: &f32| s.abs() > peak * SILENT;
    let (Some(first), Some(last)) = (sound.samples.iter().position(heard), sound.samples.iter().rposition(heard))
    else {
        return sound.clone();
    };
    let margin = (MARGIN_S * f64::from(sound.rate_hz)) as usize;
    let (from, to) = (first.saturating_sub(margin), (last + margin).min(sound.samples.len() - 1));
    let mut samples = sound.samples[from..=to].to_vec();
    let (before, after) = (first - from, to - last);
    samples[..before].iter_mut().enumerate().for_each(|(n, s)| *s *= n as f32 / before as f32);
    samples.iter_mut().rev().take(after).enumerate().for_each(|(n, s)| *s *= n as f32 / after as f32);
    Pcm::mono(sound.rate_hz, samples)
}
