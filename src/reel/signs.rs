//! Effects as a body shows them, each against its set point: to one side the drug's, to the other the mirror of it.

use bevy_egui::egui::{Align2, Pos2, Rect, Vec2};

use super::overlay::Sight;
use super::pen::{LABEL, Pen};

/// Draws them.
pub fn draw(pen: &Pen, rect: Rect, sight: &Sight, effects: &[(String, String)]) {
    let (c, u) = (pen.c, pen.u);
    pen.panel(rect);
    let inner = rect.shrink2(Vec2::new(40.0, 26.0) * u);
    let row = inner.height() / effects.len().max(1) as f32;
    for (n, (id, name)) in effects.iter().enumerate() {
        let Some(i) = sight.effect(id) else { continue };
        let shown = &sight.cast.engine.system.effects[i].shown;
        let series = format!("reading.{id}");
        let point = shown.set_point;
        let now = sight.now(&series);
        let (low, high) = sight.range(&series, 0.0, f64::MAX);
        let reach = (high - point).abs().max((point - low).abs()).max(1e-9);
        let top = inner.top() + n as f32 * row;
        pen.text(Pos2::new(inner.left(), top), Align2::LEFT_TOP, pen.reel.say(name), LABEL, c.text, true);
        let share = format!("{:.0} %", 100.0 * now / point.abs().max(1e-9));
        // The drug's side is where its span points.
        let drug_side = (now - point) * shown.span > 0.0;
        let color = if drug_side { c.drug } else { c.gold };
        pen.text(Pos2::new(inner.right(), top), Align2::RIGHT_TOP, &share, LABEL, color, true);
        let bar = Rect::from_min_size(Pos2::new(inner.left(), top + 58.0 * u), Vec2::new(inner.width(), 26.0 * u));
        pen.block(bar, 13.0, c.raised);
        let middle = bar.center().x;
        let at = middle + ((now - point) / reach).clamp(-1.0, 1.0) as f32 * 0.5 * bar.width();
        let full = Rect::from_min_max(Pos2::new(middle.min(at), bar.top()), Pos2::new(middle.max(at), bar.bottom()));
        pen.block(full, 4.0, color);
        pen.line(vec![Pos2::new(middle, bar.top() - 9.0 * u), Pos2::new(middle, bar.bottom() + 9.0 * u)], 4.0, c.text);
        pen.disc(Pos2::new(at, bar.center().y), 19.0, color);
    }
}
