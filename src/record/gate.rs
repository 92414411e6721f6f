//! The quality gate over a whole film: what was drawn, and what the finished file gives when it is decoded. Each check is
//! said with what was found. Not here: what makes a single frame unfit (`film::gate`).

use std::io::Write;
use std::path::Path;

use bevy::prelude::UVec2;
use bevy_egui::egui::{Rect, pos2, vec2};
use film::gate::{Declared, Flaw, Gate};
use film::loudness::{MAX_PEAK_DBTP, TARGET_LUFS, lufs, true_peak_dbtp};
use film::{Encoder, Glance, probe, sync, yuv};
use model::content::Library;

use super::frames::Frames;
use super::{Options, RecordError, files};
use crate::reel::overlay::Laid;

/// Shortest and longest whole film, s.
const LENGTH_S: (f64, f64) = (57.0, 60.0);
/// Largest file of a whole film, bytes.
const MOST_BYTES: u64 = 60_000_000;
/// Largest distance between picture and sound, s.
const SYNC_S: f64 = 0.040;
/// How far around its time a line is looked for, s.
const REACH_S: f64 = 0.2;
/// Loudness may be off by this, LU; peaks grow a little in coding, dB.
const OFF_LU: f64 = 1.0;
const PEAK_GROWS_DB: f64 = 0.6;
/// Captions keep this share of the picture free at its sides, and at its upper and lower edge.
const SAFE: (f32, f32) = (0.025, 0.045);
/// Mean difference of light that coding may make in a frame.
const LIKE: f32 = 0.012;
/// Length of the excerpt that is drawn a second time, s.
const AGAIN_S: f64 = 0.5;

/// What was seen of the frames while they were drawn.
#[derive(Clone, Debug, Default)]
pub struct Drawn {
    /// Each frame in small.
    pub glances: Vec<Glance>,
    /// Captions that stand where they must not.
    pub misplaced: Vec<String>,
}

impl Drawn {
    /// Looks at a frame.
    pub fn look(&mut self, number: u64, glance: Glance, laid: &Laid, size: UVec2) {
        self.glances.push(glance);
        if let Some(what) = misplaced(laid, size) {
            self.misplaced.push(format!("frame {number}: {what}"));
        }
    }
}

/// What is wrong with the place of a caption.
#[must_use]
pub fn misplaced(laid: &Laid, size: UVec2) -> Option<&'static str> {
    let caption = laid.caption?;
    let all = size.as_vec2();
    let free = vec2(SAFE.0 * all.x, SAFE.1 * all.y);
    let safe = Rect::from_min_max(pos2(0.0, 0.0), pos2(all.x, all.y)).shrink2(free);
    if !safe.contains_rect(caption) {
        return Some("the caption leaves the safe area");
    }
    laid.words.iter().any(|w| w.intersects(caption)).then_some("the caption stands over other words")
}

/// One after the other, each check with what was found.
struct Report<'a> {
    out: &'a mut dyn Write,
    fine: bool,
}

impl Report<'_> {
    fn say(&mut self, fine: bool, what: &str, found: &str) {
        self.fine &= fine;
        // Where nobody reads it, the exit code still says it.
        let _ = writeln!(self.out, "{} {what}: {found}", if fine { "ok    " } else { "FAILED" });
    }

    fn list(&mut self, what: &str, none: &str, wrong: &[String]) {
        let found = if wrong.is_empty() { none.to_owned() } else { wrong.join("; ") };
        self.say(wrong.is_empty(), what, &found);
    }
}

/// Looks at the finished film at `path`; says every check, and whether all pass.
///
/// # Errors
/// The file cannot be read, or a part cannot be drawn again.
pub fn look(
    library: &Library,
    options: &Options,
    path: &Path,
    drawn: &Drawn,
    out: &mut dyn Write,
) -> Result<bool, RecordError> {
    let mut report = Report { out, fine: true };
    words(&mut report, options, drawn);
    frames(&mut report, options, &drawn.glances);
    twice(&mut report, library, options, &drawn.glances)?;
    file(&mut report, options, path)?;
    pictures(&mut report, options, path, &drawn.glances)?;
    if let Some(score) = &options.sound {
        sound(&mut report, options, score, path)?;
    }
    Ok(report.fine)
}

fn words(report: &mut Report, options: &Options, drawn: &Drawn) {
    let words = options.words.as_ref();
    let wrong: Vec<String> = files::caption_problems(&options.film, words).iter().map(ToString::to_string).collect();
    report.list("captions can be read: lines, width, speed, time", "all of them", &wrong);
    report.list("captions are in the safe area, over no label", "in every frame", &drawn.misplaced);
    let late = options.film.shots.iter().filter_map(|shot| {
        let said = shot.narration.as_ref()?;
        let off = shot.captions.first().map_or(f64::INFINITY, |c| (c.from_s - said.from_s).abs());
        (off > SYNC_S).then(|| format!("{}: {off:.3} s", shot.id))
    });
    report.list("each line begins with its caption", "within 40 ms", &late.collect::<Vec<_>>());
}

/// What the storyboard declares about a frame of the span.
fn declared(options: &Options, number: u64) -> Declared {
    let second = options.span_s.0 + number as f64 / f64::from(options.fps);
    let mut end = 0.0;
    let shot = options.film.shots.iter().find(|s| {
        end += s.seconds;
        second < end - 1e-6
    });
    Declared { still: shot.is_some_and(|s| s.still), plain: false }
}

fn flaws(options: &Options, glances: impl Iterator<Item = Glance>) -> Vec<String> {
    let mut gate = Gate::new(options.fps);
    (0..).zip(glances).for_each(|(n, glance)| gate.look(glance, declared(options, n)));
    gate.finish().iter().map(Flaw::to_string).collect()
}

fn frames(report: &mut Report, options: &Options, glances: &[Glance]) {
    let wrong = flaws(options, glances.iter().cloned());
    let none = format!("{} frames", glances.len());
    report.list("no drawn frame is black, blank, repeated or torn; no flash above 3 Hz", &none, &wrong);
}

/// Draws the beginning and the middle again.
fn twice(report: &mut Report, library: &Library, options: &Options, glances: &[Glance]) -> Result<(), RecordError> {
    let (from_s, to_s) = options.span_s;
    let middle = from_s + 0.5 * (to_s - from_s);
    for (what, begin) in [("the first frames", from_s), ("frames from the middle", middle)] {
        let span_s = (begin, (begin + AGAIN_S).min(to_s));
        let again = Options { span_s, sound: None, encoder: Encoder::BuiltIn, ..options.clone() };
        let first = ((begin - from_s) * f64::from(options.fps)).round() as usize;
        let mut frames = Frames::new(library, &again)?;
        let (mut number, mut other) = (first, Vec::new());
        while let Some(pixels) = frames.draw_next()? {
            let hash = Glance::of(pixels, options.size.x, options.size.y).hash();
            if glances.get(number).map(Glance::hash) != Some(hash) {
                other.push(format!("frame {number} differs"));
            }
            number += 1;
        }
        report.list(&format!("{what}, drawn anew, are the same"), &format!("{} frames", number - first), &other);
    }
    Ok(())
}

fn file(report: &mut Report, options: &Options, path: &Path) -> Result<(), RecordError> {
    let found = probe::probe(path)?;
    let seconds = options.span_s.1 - options.span_s.0;
    let frames = (seconds * f64::from(options.fps)).round() as u64;
    let right = (found.width, found.height) == (options.size.x, options.size.y) && found.frames == frames;
    let right = right && (found.fps - f64::from(options.fps)).abs() < 1e-6 && (found.seconds - seconds).abs() < 0.001;
    let claims = format!(
        "{}x{}, {} frames, {:.2} a second, {:.3} s",
        found.width, found.height, found.frames, found.fps, found.seconds
    );
    report.say(right, "the file has the size, frames, rate and length that were asked for", &claims);
    if seconds >= options.film.seconds() - 1e-6 && !files::lines(&options.film).is_empty() {
        let fits = (LENGTH_S.0..=LENGTH_S.1 + 1e-6).contains(&seconds);
        report.say(fits, "the whole film is 57 to 60 s long", &format!("{seconds:.1} s"));
        let megabytes = format!("{:.1} MB", found.bytes as f64 / 1e6);
        report.say(found.bytes <= MOST_BYTES, "the file is no larger than 60 MB", &megabytes);
    }
    let tagged = |c: Option<probe::Colour>| {
        c.is_some_and(|c| (c.primaries, c.transfer, c.matrix, c.full_range) == (1, 1, 1, false))
    };
    let coded = found.profile == 100 && found.fast_start && tagged(found.colour) && tagged(found.stream_colour);
    let how = format!("profile {}, index first: {}", found.profile, found.fast_start);
    report.say(coded, "H.264 High, plays while it loads, tagged as BT.709", &how);
    Ok(())
}

fn pictures(report: &mut Report, options: &Options, path: &Path, drawn: &[Glance]) -> Result<(), RecordError> {
    let mut decoded = Vec::new();
    let mut unlike = Vec::new();
    let count = probe::pictures(path, |n, picture| {
        let glance = Glance::of(&yuv::rgba(picture), picture.width, picture.height);
        let pairs = drawn.get(n as usize).map(|d| d.light.iter().zip(&glance.light));
        let off = pairs.map_or(1.0, |p| p.map(|(a, b)| (a - b).abs()).sum::<f32>() / glance.light.len().max(1) as f32);
        if off > LIKE {
            unlike.push(format!("frame {n}: light is off by {off:.3}"));
        }
        decoded.push(glance);
    })?;
    report.say(count == drawn.len() as u64, "every frame decodes", &format!("{count} of {}", drawn.len()));
    report.list("each decoded frame is the drawn one, the first too", "in light, all over", &unlike);
    let wrong = flaws(options, decoded.into_iter());
    report.list("no decoded frame is black, blank, repeated or torn; no flash above 3 Hz", "none", &wrong);
    Ok(())
}

fn sound(report: &mut Report, options: &Options, score: &super::sound::Score, path: &Path) -> Result<(), RecordError> {
    let heard = probe::sound(path)?;
    let seconds = options.span_s.1 - options.span_s.0;
    let right = (heard.seconds() - seconds).abs() < SYNC_S && heard.channels == 2;
    let found = format!("{:.3} s, {} channels, {} Hz", heard.seconds(), heard.channels, heard.rate_hz);
    report.say(right, "the sound is as long as the pictures", &found);
    let (loud, peak) = (lufs(&heard), true_peak_dbtp(&heard));
    report.say(peak <= MAX_PEAK_DBTP + PEAK_GROWS_DB, "peaks stay below -1 dBTP", &format!("{peak:.1} dBTP"));
    if seconds >= options.film.seconds() - 1e-6 {
        report.say((loud - TARGET_LUFS).abs() <= OFF_LU, "loudness is -16 LUFS", &format!("{loud:.1} LUFS"));
    }
    let (mut wrong, mut worst, mut found) = (Vec::new(), 0.0_f64, 0);
    let lines = files::lines(&options.film);
    for take in score.voice() {
        let (from, to) = (take.start_s - options.span_s.0, take.start_s + take.sound.seconds() - options.span_s.0);
        if from < 0.0 || to > seconds {
            continue;
        }
        found += 1;
        if lines.iter().any(|l| l.id == take.id && take.start_s + take.sound.seconds() > l.end_s + 0.001) {
            wrong.push(format!("{} is longer than its shot", take.id));
        }
        match sync::lag_s(&heard, &take.sound, from, REACH_S) {
            Some(lag) => {
                worst = worst.max(lag.abs());
                if lag.abs() > SYNC_S {
                    wrong.push(format!("{} is {lag:.3} s late", take.id));
                }
            }
            None => wrong.push(format!("{} is not heard", take.id)),
        }
    }
    let none = format!("{found} lines, the worst off by {:.0} ms", worst * 1000.0);
    report.list("the voice is heard in its shot, within 40 ms", &none, &wrong);
    Ok(())
}
