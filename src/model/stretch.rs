//! Shots as long as what is said in them: a take that is longer than its shot lengthens it, and everything in it keeps its
//! place in the shot: time-lapse, way of the eye, overlays, captions. Not here: how long takes are (package `film`).

use crate::storyboard::{MAX_SECONDS, SHOT_STEP_S, Shot, Storyboard};

/// Silence after a line in a shot that was lengthened for it, s.
pub const PAUSE_S: f64 = 0.1;
/// What a take may be longer than its slot before the shot is lengthened, s.
const SPARE_S: f64 = 0.001;

/// A film that would be too long, in words: what was lengthened, and by how much it is over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct TooLong(String);

/// The film with every shot at least as long as its line takes; `spoken_s` has the length of each shot's take, none where
/// there is none.
///
/// # Errors
/// The whole would be longer than [`MAX_SECONDS`].
pub fn stretched(film: &Storyboard, spoken_s: &[Option<f64>]) -> Result<Storyboard, TooLong> {
    let mut out = film.clone();
    let mut longer = Vec::new();
    for (shot, spoken) in out.shots.iter_mut().zip(spoken_s) {
        let before = shot.seconds;
        if let Some(seconds) = spoken.and_then(|s| wanted_s(shot, s)) {
            lengthen(shot, seconds);
            longer.push(format!("{} from {before:.1} to {seconds:.1} s", shot.id));
        }
    }
    let seconds = out.seconds();
    if longer.is_empty() || seconds <= MAX_SECONDS + 1e-9 {
        return Ok(out);
    }
    Err(TooLong(format!(
        "the narration makes the film {seconds:.1} s long, {:.1} s more than the {MAX_SECONDS} s that are allowed; lengthened: {}. Speak these faster, or shorten their words",
        seconds - MAX_SECONDS,
        longer.join(", "),
    )))
}

/// The length that a shot needs for a take, if it is not long enough.
fn wanted_s(shot: &Shot, spoken_s: f64) -> Option<f64> {
    let from_s = shot.narration.as_ref()?.from_s;
    if spoken_s.is_nan() || from_s + spoken_s <= shot.seconds + SPARE_S {
        return None;
    }
    // The line begins at the same share of the shot as before.
    let seconds = (spoken_s + PAUSE_S) / (1.0 - from_s / shot.seconds);
    let steps = (seconds / SHOT_STEP_S - 1e-6).ceil();
    Some((steps * SHOT_STEP_S * 1000.0).round() / 1000.0)
}

/// Makes a shot longer, and moves everything in it along.
fn lengthen(shot: &mut Shot, seconds: f64) {
    let times = seconds / shot.seconds;
    let end = shot.seconds;
    // What ends with the shot does so to the last bit.
    let moved = |s: &mut f64| *s = if (*s - end).abs() < 1e-9 { seconds } else { *s * times };
    for pane in &mut shot.panes {
        pane.time.iter_mut().chain(&mut pane.zoom).for_each(|key| moved(&mut key.0));
    }
    for overlay in &mut shot.overlays {
        moved(&mut overlay.from_s);
        moved(&mut overlay.until_s);
    }
    for caption in &mut shot.captions {
        moved(&mut caption.from_s);
        moved(&mut caption.until_s);
    }
    if let Some(said) = &mut shot.narration {
        moved(&mut said.from_s);
    }
    shot.seconds = seconds;
}
