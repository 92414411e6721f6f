//! The run's time, and how much of it passes in a second of the film.

use bevy_egui::egui::{Align2, Pos2, Rect};
use model::quantity::say_duration;

use super::overlay::Sight;
use super::pen::{CAPTION, Pen, SMALL};

/// Draws it.
pub fn draw(pen: &Pen, rect: Rect, sight: &Sight) {
    let pace = sight.pane.pace(sight.at.second);
    let time = pen.pill(rect.left_top(), Align2::LEFT_TOP, &said(pen, sight.hour, pace), CAPTION, pen.c.gold, true);
    if pace > 0.0 {
        let factor = format!("1 s = {}", round(pace));
        pen.pill(
            Pos2::new(rect.left(), time.bottom() + 8.0 * pen.u),
            Align2::LEFT_TOP,
            &factor,
            SMALL,
            pen.c.text,
            false,
        );
    }
}

/// A time as a clock says it: in the unit that moves, and no finer.
#[must_use]
pub fn said(pen: &Pen, hour: f64, pace_h_per_s: f64) -> String {
    let (s, min) = (hour * 3600.0, hour * 60.0);
    match () {
        () if pace_h_per_s >= 5.0 || hour >= 72.0 => {
            format!("{} {}", pen.reel.say("day"), (hour / 24.0).floor() as i64 + 1)
        }
        () if s < 119.5 => format!("{s:.0} s"),
        () if min < 119.5 => format!("{min:.0} min"),
        () => format!("{hour:.0} h"),
    }
}

/// A length of time in two digits.
fn round(hours: f64) -> String {
    let units = [(24.0 * 7.0, "w"), (24.0, "d"), (1.0, "h"), (1.0 / 60.0, "min")];
    let found = units.into_iter().find(|(h, _)| hours >= *h * 0.95 && *h <= 24.0);
    match found {
        Some((h, unit)) if hours / h < 9.95 => format!("{:.1} {unit}", hours / h).replace(".0 ", " "),
        Some((h, unit)) => format!("{:.0} {unit}", hours / h),
        None => say_duration((hours * 3600.0).round() / 3600.0),
    }
}
