//! A wave that breathes: as fast and as deep as the reading of an effect says, so many times faster than life.

use bevy_egui::egui::{Align2, Pos2, Rect, Vec2};

use super::Playhead;
use super::overlay::Sight;
use super::pen::{LABEL, Pen, SMALL};

/// How many times faster than life.
const FASTER: f64 = 5.0;
/// Seconds of film across the wave.
const ACROSS_S: f64 = 4.0;
/// Points of the wave.
const POINTS: u32 = 240;

/// Draws it.
pub fn draw(pen: &Pen, rect: Rect, sight: &Sight, effect: &str) {
    let Some(i) = sight.effect(effect) else { return };
    let shown = &sight.cast.engine.system.effects[i].shown;
    let series = format!("reading.{effect}");
    let (c, u) = (pen.c, pen.u);
    pen.panel(rect);
    let inner = rect.shrink2(Vec2::new(34.0, 24.0) * u);
    let now = sight.now(&series);
    let share = (now / shown.set_point).clamp(0.0, 1.2);
    let color = if share < 0.4 { c.bad } else { c.good };
    let number = pen.text(inner.left_top(), Align2::LEFT_TOP, &format!("{now:.0}"), LABEL, color, true);
    let unit = Pos2::new(number.right() + 12.0 * u, number.bottom());
    pen.text(unit, Align2::LEFT_BOTTOM, pen.reel.say("breaths/min"), SMALL, c.muted, false);
    let plot = Rect::from_min_max(Pos2::new(inner.left(), inner.top() + 70.0 * u), inner.max);
    // The phase is the sum of all breaths so far, so that a slower breath is a longer wave. Before the shot it breathed as at its start.
    let reading = |second: f64| {
        let at = Sight {
            hour: sight.pane.hour(second.max(0.0)),
            at: Playhead { second: second.max(0.0), ..sight.at },
            ..*sight
        };
        at.now(&series)
    };
    let step = ACROSS_S / f64::from(POINTS);
    let now_s = sight.at.second;
    let mut phase = 0.0;
    let mut line = Vec::new();
    for k in 0..=POINTS {
        let back = step * f64::from(POINTS - k);
        let value = reading(now_s - back);
        let deep = (value / shown.set_point).clamp(0.0, 1.3);
        let x = plot.left() + plot.width() * k as f32 / POINTS as f32;
        let turn: f64 = phase + turns(&reading, now_s - ACROSS_S, step);
        line.push(Pos2::new(x, plot.center().y - (turn.sin() * deep * 0.44) as f32 * plot.height()));
        phase += step * value * FASTER / 60.0 * std::f64::consts::TAU;
    }
    let end = line.last().copied().unwrap_or(plot.center());
    pen.line(line, 6.0, color);
    pen.disc(end, 11.0, color);
}

/// Turns of the wave from the start of the shot to a second.
fn turns(reading: &dyn Fn(f64) -> f64, second: f64, step: f64) -> f64 {
    let rate = |s: f64| reading(s) * FASTER / 60.0 * std::f64::consts::TAU;
    if second <= 0.0 {
        return second * rate(0.0);
    }
    let n = (second / step).floor() as u32;
    (0..n).map(|k| rate(f64::from(k) * step) * step).sum::<f64>() + (second - f64::from(n) * step) * rate(second)
}
