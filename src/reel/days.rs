//! A calendar: a pill on every day, and above it a bar as high as the most that a series reached on that day.

use bevy_egui::egui::{Align2, Pos2, Rect, Vec2};

use super::overlay::{Sight, within};
use super::pen::{LABEL, Pen, SMALL};

/// Hours in a day.
const DAY_H: f64 = 24.0;
/// Share of a day in which its pill falls.
const FALL: f64 = 0.75;

/// Draws it.
pub fn draw(pen: &Pen, rect: Rect, sight: &Sight, series: &str, days: u32, name: &str) {
    let (c, u) = (pen.c, pen.u);
    pen.panel(rect);
    let inner = rect.shrink2(Vec2::new(38.0, 30.0) * u);
    pen.text(inner.left_top(), Align2::LEFT_TOP, pen.reel.say(name), LABEL, c.text, true);
    let weeks = inner.bottom() - SMALL * 1.25 * u;
    let pills = weeks - 34.0 * u;
    let plot =
        Rect::from_min_max(Pos2::new(inner.left(), inner.top() + 78.0 * u), Pos2::new(inner.right(), pills - 30.0 * u));
    let best = |day: u32, until_h: f64| {
        let from = f64::from(day) * DAY_H;
        sight.range(series, from, (from + DAY_H).min(until_h)).1.max(0.0)
    };
    let first = best(0, DAY_H);
    let top = (0..days).map(|d| best(d, f64::MAX)).filter(|v| v.is_finite()).fold(1e-9, f64::max) * 1.12;
    let column = plot.width() / days as f32;
    let wide = column * 0.62;
    let mut last = None;
    for day in 0..days {
        let began = sight.hour - f64::from(day) * DAY_H;
        let x = plot.left() + (day as f32 + 0.5) * column;
        let slot = Rect::from_center_size(Pos2::new(x, pills), Vec2::splat(wide));
        pen.block(slot.shrink(wide * 0.36), 4.0, c.raised);
        if began <= 0.0 {
            continue;
        }
        let fallen = (began / (DAY_H * FALL)).min(1.0);
        let from = plot.top() - 26.0 * u;
        let y = from + (pills - from) * (fallen * fallen) as f32;
        let value = best(day, sight.hour);
        if value > 0.0 && value.is_finite() {
            let up = within(plot, 0.0, value / top).y;
            let bar = Rect::from_min_max(Pos2::new(x - 0.5 * wide, up), Pos2::new(x + 0.5 * wide, plot.bottom()));
            pen.block(
                bar,
                7.0,
                c.good.lerp_to_gamma(c.raised, if day + 1 < days && began > DAY_H { 0.18 } else { 0.0 }),
            );
            last = Some((Pos2::new(x, up), value));
        }
        pen.tablet(Pos2::new(x, y), (column * 0.82 / u).min(46.0), -0.5 + 0.35 * (1.0 - fallen as f32));
    }
    if sight.hour > DAY_H {
        let y = within(plot, 0.0, first / top).y;
        pen.dashes(Pos2::new(plot.left(), y), Pos2::new(plot.right(), y), 2.5, c.gold);
    }
    if let Some((at, value)) = last.filter(|_| sight.hour > 4.0 * DAY_H) {
        let share = format!("{:.0} %", 100.0 * value / first.max(1e-9));
        let x = at.x.min(plot.right() - 42.0 * u);
        pen.text(Pos2::new(x, at.y - 6.0 * u), Align2::CENTER_BOTTOM, &share, LABEL, c.gold, true);
    }
    for week in 0..days.div_ceil(7) {
        let x = plot.left() + week as f32 * 7.0 * column;
        let text = format!("{} {}", pen.reel.say("week"), week + 1);
        pen.text(Pos2::new(x + 3.5 * column, inner.bottom()), Align2::CENTER_BOTTOM, &text, SMALL, c.muted, false);
        if week > 0 {
            pen.line(vec![Pos2::new(x, plot.top()), Pos2::new(x, inner.bottom())], 1.5, c.raised);
        }
    }
}
