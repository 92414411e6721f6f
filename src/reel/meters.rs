//! The three meters, as a run has them now. They are three different things, and move apart.

use bevy_egui::egui::{Align2, Pos2, Rect, Vec2};

use super::overlay::Sight;
use super::pen::{LABEL, Pen};

/// Draws them.
pub fn draw(pen: &Pen, rect: Rect, sight: &Sight) {
    let (c, u) = (pen.c, pen.u);
    pen.panel(rect);
    let inner = rect.shrink2(Vec2::new(40.0, 26.0) * u);
    let row = inner.height() / 3.0;
    let three =
        [("Tolerance", "tolerance", c.good), ("Dependence", "dependence", c.gold), ("Addiction", "addiction", c.bad)];
    for (i, (name, id, color)) in three.into_iter().enumerate() {
        // One after the other.
        let come = ((sight.since - 0.35 * i as f64) / 0.5).clamp(0.0, 1.0);
        let value = sight.now(&format!("meter.{id}")).clamp(0.0, 1.0) * come * (2.0 - come);
        let top = inner.top() + i as f32 * row;
        pen.text(Pos2::new(inner.left(), top + 4.0 * u), Align2::LEFT_TOP, pen.reel.say(name), LABEL, c.text, true);
        let share = format!("{:.0} %", 100.0 * value);
        pen.text(Pos2::new(inner.right(), top + 4.0 * u), Align2::RIGHT_TOP, &share, LABEL, color, true);
        let bar = Rect::from_min_size(Pos2::new(inner.left(), top + 60.0 * u), Vec2::new(inner.width(), 30.0 * u));
        pen.block(bar, 15.0, c.raised);
        let full = Rect::from_min_size(bar.min, Vec2::new(bar.width() * value as f32, bar.height()));
        if full.width() > 2.0 {
            pen.block(full, 15.0, color);
        }
    }
}
