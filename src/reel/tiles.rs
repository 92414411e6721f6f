//! Small pictures of other runs, side by side: what is taken, and what it does against the set point. They draw themselves
//! one after the other.

use bevy_egui::egui::{Align2, Pos2, Rect, Vec2};
use model::quantity::duration_h;
use model::storyboard::Tile;

use super::overlay::Sight;
use super::pen::{LABEL, Pen};

/// Seconds between two, and seconds that one takes to be drawn.
const PACE_S: (f64, f64) = (0.42, 1.7);
/// Points of a line.
const POINTS: u32 = 150;

/// Draws them.
pub fn draw(pen: &Pen, rect: Rect, sight: &Sight, tiles: &[Tile]) {
    let gap = 22.0 * pen.u;
    // Where there is little room, two by two.
    let columns = if rect.width() / pen.u < 1150.0 && tiles.len() > 2 { 2 } else { tiles.len().max(1) };
    let rows = tiles.len().div_ceil(columns).max(1);
    let size = Vec2::new(
        (rect.width() - gap * (columns - 1) as f32) / columns as f32,
        (rect.height().max(if rows > 1 { 560.0 * pen.u } else { 0.0 }) - gap * (rows - 1) as f32) / rows as f32,
    );
    for (n, tile) in tiles.iter().enumerate() {
        let (row, column) = ((n / columns) as f32, (n % columns) as f32);
        let at = rect.min + Vec2::new(column * (size.x + gap), row * (size.y + gap));
        let since = sight.since - PACE_S.0 * n as f64;
        let come = (since / 0.3).clamp(0.0, 1.0) as f32;
        if come > 0.0 {
            let lifted = Vec2::new(0.0, (1.0 - come) * 30.0 * pen.u);
            let pen = Pen { alpha: pen.alpha * come, ..pen.clone() };
            one(&pen, Rect::from_min_size(at + lifted, size), tile, (since / PACE_S.1).clamp(0.0, 1.0));
        }
    }
}

fn one(pen: &Pen, rect: Rect, tile: &Tile, share: f64) {
    let (c, u) = (pen.c, pen.u);
    let Some((trace, _)) = pen.reel.record_apart(&tile.take) else { return };
    let (Ok(from), Ok(to)) = (duration_h(&tile.hours.0), duration_h(&tile.hours.1)) else { return };
    pen.panel(rect);
    let inner = rect.shrink2(Vec2::new(28.0, 20.0) * u);
    pen.text(inner.left_top(), Align2::LEFT_TOP, pen.reel.say(&tile.name), LABEL, c.text, true);
    let plot = Rect::from_min_max(Pos2::new(inner.left(), inner.top() + 64.0 * u), inner.max);
    let (half, taken) =
        (plot.center().y, Rect::from_min_max(Pos2::new(plot.left(), plot.center().y + 12.0 * u), plot.max));
    let shape = |id: &str, area: Rect| -> (Vec<Pos2>, f32) {
        let values: Vec<(f64, f64)> = (0..=POINTS)
            .map(|k| f64::from(k) / f64::from(POINTS))
            .filter_map(|x| Some((x, trace.at(id, from + (to - from) * x)?)))
            .collect();
        let (low, high) = values.iter().fold((0.0_f64, 1e-9_f64), |(a, b), (_, v)| (a.min(*v), b.max(*v)));
        let y = |v: f64| area.bottom() - ((v - low) / (high - low) * 0.94) as f32 * area.height();
        let seen = values.iter().filter(|(x, _)| *x <= share);
        let line = seen.map(|(x, v)| Pos2::new(area.left() + *x as f32 * area.width(), y(*v))).collect();
        (line, y(0.0))
    };
    let (dose, floor) = shape(&tile.dose, taken);
    pen.under(&dose, floor, c.drug.gamma_multiply(0.4));
    pen.line(dose, 3.0, c.drug);
    let above = Rect::from_min_max(plot.min, Pos2::new(plot.right(), half - 4.0 * u));
    let (effect, zero) = shape(&tile.effect, above);
    pen.dashes(Pos2::new(above.left(), zero), Pos2::new(above.right(), zero), 2.0, c.text.gamma_multiply(0.8));
    pen.line(effect, 4.5, c.good);
}
