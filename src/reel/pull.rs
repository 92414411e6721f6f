//! An effect against its set point over the seconds of a shot. Beside the line, at its present end: an arrow, how far the
//! drug alone would push it; a spring, how far the body pulls it back.

use bevy_egui::egui::{Align2, Pos2, Rect, Vec2};

use super::overlay::Sight;
use super::pen::{LABEL, Pen, SMALL};

/// Points of the line.
const POINTS: u32 = 160;

/// Draws it.
pub fn draw(pen: &Pen, rect: Rect, sight: &Sight, effect: &str, name: &str) {
    let Some(i) = sight.effect(effect) else { return };
    let shown = &sight.cast.engine.system.effects[i].shown;
    let (c, u) = (pen.c, pen.u);
    pen.panel(rect);
    let inner = rect.shrink2(Vec2::new(38.0, 30.0) * u);
    pen.text(inner.left_top(), Align2::LEFT_TOP, pen.reel.say(name), LABEL, c.text, true);
    let plot = Rect::from_min_max(
        Pos2::new(inner.left(), inner.top() + 84.0 * u),
        Pos2::new(inner.right() - 150.0 * u, inner.bottom()),
    );
    let push = format!("push.{effect}");
    let (from_h, to_h) = sight.hours();
    let (low, high) = sight.range(&push, from_h, to_h);
    let (low2, high2) = sight.range(&format!("effect.{effect}"), from_h, to_h);
    let read = |v: f64| shown.set_point + shown.span * v;
    let ends = [read(low), read(high), read(low2), read(high2), shown.set_point];
    let (low, high) = (ends.into_iter().fold(f64::MAX, f64::min), ends.into_iter().fold(f64::MIN, f64::max));
    let room = (high - low).max(1e-9) * 0.12;
    let y = |reading: f64| {
        let share = (reading - low + room) / (high - low + 2.0 * room);
        plot.bottom() - share as f32 * plot.height()
    };
    let x = |second: f64| plot.left() + (second / sight.seconds) as f32 * plot.width();
    let zero = y(shown.set_point);
    pen.dashes(Pos2::new(plot.left(), zero), Pos2::new(inner.right(), zero), 3.0, c.text);
    let above = zero - plot.top() > 60.0 * u;
    let (edge, side) = if above { (-8.0, Align2::LEFT_BOTTOM) } else { (8.0, Align2::LEFT_TOP) };
    pen.text(Pos2::new(plot.left(), zero + edge * u), side, pen.reel.say("set point"), SMALL, c.text, false);
    let line: Vec<Pos2> = (0..=POINTS)
        .map(|k| sight.at.second * f64::from(k) / f64::from(POINTS))
        .filter_map(|s| {
            let value = sight.trace.at(&format!("effect.{effect}"), sight.pane.hour(s))?;
            Some(Pos2::new(x(s), y(read(value))))
        })
        .collect();
    let Some(end) = line.last().copied() else { return };
    pen.under(&line, zero, c.good.gamma_multiply(0.16));
    pen.line(line, 6.0, c.good);
    let naive = y(read(sight.trace.at(&push, sight.hour).unwrap_or(0.0)));
    let (one, two) = (inner.right() - 96.0 * u, inner.right() - 30.0 * u);
    pen.arrow(Pos2::new(one, zero), Pos2::new(one, naive), 11.0, c.drug);
    pen.spring(Pos2::new(two, naive), Pos2::new(two, end.y), 5.0, c.gold);
    if (naive - end.y).abs() > 10.0 * u {
        pen.disc(Pos2::new(two, naive), 8.0, c.gold);
        pen.line(vec![Pos2::new(one - 20.0 * u, naive), Pos2::new(two, naive)], 2.0, c.muted);
    }
    pen.line(vec![end, Pos2::new(two, end.y)], 2.0, c.good.gamma_multiply(0.7));
    pen.disc(end, 15.0, c.good);
    pen.disc(end, 7.0, c.ground);
}
