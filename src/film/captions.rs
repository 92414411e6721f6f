//! Captions: cues to lines, WebVTT and SRT, and their checks. Not here: drawing them, and the limits ([`crate::limits`]).

use core::fmt;

use crate::limits::{Limits, MAX_LINES, MIN_SECONDS};

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
    crate::lines::balanced(text, limits)
}

/// All that is wrong with the cues: too many or too long lines, too fast, too short, overlapping, empty. Empty if all is well.
#[must_use]
pub fn problems(cues: &[Cue], limits: &Limits) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut before: Option<&Cue> = None;
    for cue in cues {
        let mut wrong = |what: String| found.push(Problem { cue: cue.id.clone(), what });
        let seconds = cue.end_s - cue.start_s;
        if !(seconds.is_finite() && cue.start_s >= 0.0) {
            wrong("has no times; allowed: seconds from the first frame".to_owned());
            continue;
        }
        let lines = lines(&cue.text, limits);
        let width: f64 = lines.iter().map(|l| limits.width(l)).sum();
        if width == 0.0 {
            wrong("is empty".to_owned());
        }
        if lines.len() > MAX_LINES {
            wrong(format!("takes {} lines; allowed: {MAX_LINES}", lines.len()));
        }
        for line in lines.iter().filter(|l| limits.width(l) > limits.line as f64) {
            wrong(format!("\"{line}\" has {} characters; allowed: {}", limits.width(line), limits.line));
        }
        // Times are written in milliseconds: what is within one is equal.
        if seconds < MIN_SECONDS - 5e-4 {
            wrong(format!("is shown for {seconds:.2} s; allowed: {MIN_SECONDS} s and more"));
        } else if width / seconds > limits.per_second + 5e-3 {
            wrong(format!("has {:.1} characters a second; allowed: {}", width / seconds, limits.per_second));
        }
        if let Some(last) = before.filter(|last| cue.start_s < last.end_s - 5e-4) {
            wrong(format!("begins at {:.3} s, before caption {} ends at {:.3} s", cue.start_s, last.id, last.end_s));
        }
        before = Some(cue);
    }
    found
}

/// The caption that is on screen at this second, if any.
#[must_use]
pub fn at(cues: &[Cue], second: f64) -> Option<&Cue> {
    cues.iter().find(|c| c.start_s <= second && second < c.end_s)
}

/// The cues as a WebVTT file.
#[must_use]
pub fn web_vtt(cues: &[Cue], limits: &Limits) -> String {
    let mut out = "WEBVTT\n".to_owned();
    for (n, cue) in (1..).zip(cues) {
        let words = lines(&cue.text, limits).join("\n").replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        out += &format!("\n{n}\n{} --> {}\n{words}\n", clock(cue.start_s, '.'), clock(cue.end_s, '.'));
    }
    out
}

/// The cues as an SRT file.
#[must_use]
pub fn srt(cues: &[Cue], limits: &Limits) -> String {
    let one = |(n, cue): (usize, &Cue)| {
        let words = lines(&cue.text, limits).join("\n");
        format!("{n}\n{} --> {}\n{words}\n", clock(cue.start_s, ','), clock(cue.end_s, ','))
    };
    (1..).zip(cues).map(one).collect::<Vec<_>>().join("\n")
}

/// `00:00:05.620`.
fn clock(second: f64, point: char) -> String {
    let ms = (second.max(0.0) * 1000.0).round() as u64;
    let (s, ms) = (ms / 1000, ms % 1000);
    format!("{:02}:{:02}:{:02}{point}{ms:03}", s / 3600, s / 60 % 60, s % 60)
}
