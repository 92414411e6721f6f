//! Series over the seconds of a shot, each named at its end; the scale holds all that is still to come.

use bevy_egui::egui::{Align2, Color32, Pos2, Rect, Vec2};

use super::overlay::Sight;
use super::pen::{LABEL, Pen, SMALL};

/// Points of a line.
const POINTS: u32 = 220;

/// Draws it.
pub fn draw(pen: &Pen, rect: Rect, sight: &Sight, series: &[(String, String)], name: &str) {
    let (c, u) = (pen.c, pen.u);
    pen.panel(rect);
    let inner = rect.shrink2(Vec2::new(34.0, 24.0) * u);
    let colors = [c.good, c.drug, c.gold];
    let mut at = inner.left_top();
    for ((label, id), color) in series.iter().zip(colors) {
        let color = color_of(id, color, c.drug);
        at = pen.text(at, Align2::LEFT_TOP, pen.reel.say(label), LABEL, color, true).right_top()
            + Vec2::new(28.0 * u, 0.0);
    }
    pen.text(
        Pos2::new(inner.left(), inner.top() + 48.0 * u),
        Align2::LEFT_TOP,
        pen.reel.say(name),
        SMALL,
        c.muted,
        false,
    );
    let plot = Rect::from_min_max(Pos2::new(inner.left(), inner.top() + 100.0 * u), inner.max);
    let (from_h, to_h) = sight.hours();
    let ends = series.iter().map(|(_, id)| sight.range(id, from_h, to_h));
    // Readings have scales of their own; all else begins at nothing.
    let read = series.iter().all(|(_, id)| id.starts_with("reading."));
    let from = if read { (f64::INFINITY, f64::NEG_INFINITY) } else { (0.0, 1e-9) };
    let (low, high) = ends.fold(from, |(a, b), (low, high)| (a.min(low), b.max(high)));
    let points: Vec<f64> = series.iter().filter_map(|(_, id)| set_point(sight, id)).collect();
    let (low, high) = points.iter().fold((low, high), |(a, b), p| (a.min(*p), b.max(*p)));
    let low = if read { low - 0.15 * (high - low) } else { low };
    let top = high + 0.1 * (high - low);
    for point in points {
        let y = plot.bottom() - ((point - low) / (top - low)) as f32 * plot.height();
        pen.dashes(Pos2::new(plot.left(), y), Pos2::new(plot.right(), y), 2.0, c.text);
    }
    pen.line(vec![plot.left_bottom(), plot.right_bottom()], 2.0, c.muted.gamma_multiply(0.6));
    for ((_, id), color) in series.iter().zip(colors) {
        let color = color_of(id, color, c.drug);
        let line: Vec<Pos2> = (0..=POINTS)
            .map(|k| sight.at.second * f64::from(k) / f64::from(POINTS))
            .filter_map(|s| {
                let value = sight.trace.at(id, sight.pane.hour(s))?;
                let x = plot.left() + (s / sight.seconds) as f32 * plot.width();
                Some(Pos2::new(x, plot.bottom() - ((value - low) / (top - low)) as f32 * plot.height()))
            })
            .collect();
        let Some(end) = line.last().copied() else { continue };
        pen.under(&line, plot.bottom(), color.gamma_multiply(0.14));
        pen.line(line, 5.0, color);
        pen.disc(end, 9.0, color);
    }
}

/// What is read at the set point of an effect, where the series is its reading.
fn set_point(sight: &Sight, id: &str) -> Option<f64> {
    let i = sight.effect(id.strip_prefix("reading.")?)?;
    Some(sight.cast.engine.system.effects[i].shown.set_point)
}

/// What is taken has the drug's colour, whatever its place.
fn color_of(id: &str, own: Color32, drug: Color32) -> Color32 {
    let taken = ["level.", "conc.", "site.", "given."].iter().any(|kind| id.starts_with(kind));
    if taken { drug } else { own }
}
