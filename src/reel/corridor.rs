//! Two dose-response curves on one axis, the wanted effect and the one that harms, as the body has them now; between the
//! dose that helps and the dose that harms lies the safe range. A mark shows what is in the blood, a ghost the dose that was
//! taken last before a break.

use bevy_egui::egui::{Align2, Color32, Pos2, Rect, Vec2};

use super::overlay::{Sight, within};
use super::pen::{LABEL, Pen, SMALL};

/// Doses shown, multiples of the one that takes half of the receptors.
const DOSES: (f64, f64) = (0.08, 40.0);
/// Effect that counts as help, and effect that counts as harm.
const ENOUGH: (f64, f64) = (0.25, 0.32);
/// Points of a curve.
const POINTS: u32 = 80;

/// Draws it.
pub fn draw(pen: &Pen, rect: Rect, sight: &Sight, relief: &str, danger: &str, level: &str) {
    let (Some(i), Some(k), Some(body)) = (sight.effect(relief), sight.effect(danger), sight.body) else { return };
    let engine = &sight.cast.engine;
    let (c, u) = (pen.c, pen.u);
    pen.panel(rect);
    let inner = rect.shrink2(Vec2::new(38.0, 28.0) * u);
    let plot = Rect::from_min_max(
        Pos2::new(inner.left(), inner.top() + 120.0 * u),
        Pos2::new(inner.right(), inner.bottom() - 46.0 * u),
    );
    let (from, to) = (DOSES.0.log10(), DOSES.1.log10());
    let q: Vec<f64> =
        (0..=POINTS).map(|p| 10_f64.powf(from + (to - from) * f64::from(p) / f64::from(POINTS))).collect();
    let along = |dose: f64| (dose.max(1e-6).log10() - from) / (to - from);
    let x = |dose: f64| plot.left() + along(dose).clamp(0.0, 1.0) as f32 * plot.width();
    let curves = [i, k].map(|e| engine.curves(e, body, &q).1);
    let top = curves.iter().flatten().copied().fold(0.4, f64::max) * 1.06;
    let needed = |ys: &[f64], enough: f64| {
        let after = ys.iter().position(|y| *y >= enough)?;
        let before = after.checked_sub(1)?;
        let w = (enough - ys[before]) / (ys[after] - ys[before]).max(1e-12);
        Some(10_f64.powf(q[before].log10() * (1.0 - w) + q[after].log10() * w))
    };
    let (helps, harms) = (needed(&curves[0], ENOUGH.0), needed(&curves[1], ENOUGH.1));
    if let (Some(a), Some(b)) = (helps, harms)
        && a < b
    {
        let range = Rect::from_min_max(Pos2::new(x(a), plot.top()), Pos2::new(x(b), plot.bottom()));
        pen.block(range, 0.0, c.good.gamma_multiply(0.17));
        let word = pen.reel.say("safe range");
        if range.width() > pen.size(word, SMALL, true).x {
            let at = Pos2::new(range.center().x, plot.bottom() - 12.0 * u);
            pen.text(at, Align2::CENTER_BOTTOM, word, SMALL, c.good, true);
        }
    }
    if let Some(b) = harms {
        let beyond = Rect::from_min_max(Pos2::new(x(b), plot.top()), plot.max);
        pen.block(beyond, 0.0, c.bad.gamma_multiply(0.13));
        pen.line(vec![Pos2::new(x(b), plot.top()), Pos2::new(x(b), plot.bottom())], 3.5, c.bad);
    }
    pen.line(vec![plot.left_top(), plot.left_bottom(), plot.right_bottom()], 2.5, c.muted.gamma_multiply(0.7));
    let words = [("pain relief", c.good), ("breathing slows", c.bad)];
    let mut at = inner.left_top();
    for ((word, color), ys) in words.into_iter().zip(&curves) {
        let line: Vec<Pos2> = ys.iter().zip(&q).map(|(y, q)| within(plot, along(*q), y / top)).collect();
        pen.line(line, 7.0, color);
        let key = Rect::from_min_size(at + Vec2::new(0.0, 18.0 * u), Vec2::new(40.0, 9.0) * u);
        pen.block(key, 4.0, color);
        let said =
            pen.text(Pos2::new(key.right() + 14.0 * u, at.y), Align2::LEFT_TOP, pen.reel.say(word), LABEL, color, true);
        at = Pos2::new(said.right() + 44.0 * u, at.y);
    }
    marks(pen, sight, level, plot, &x, harms);
    let at = Pos2::new(plot.center().x, inner.bottom());
    pen.text(at, Align2::CENTER_BOTTOM, pen.reel.say("dose"), SMALL, c.muted, false);
}

/// What is in the blood, and the ghost of the last dose.
fn marks(pen: &Pen, sight: &Sight, level: &str, plot: Rect, x: &dyn Fn(f64) -> f32, harms: Option<f64>) {
    let (c, u) = (pen.c, pen.u);
    let day = 24.0;
    let high = sight.range(level, (sight.hour - day).max(0.0), sight.hour).1;
    // The highest day before a day without.
    let gone = !(high.is_finite() && high > 0.02);
    let before = sight.range(level, 0.0, sight.hour).1;
    let flag = |dose: f64, color: Color32, word: &str, solid: bool, row: f32| {
        let (at, top) = (x(dose), plot.top() - (14.0 + row * 44.0) * u);
        let (from, to) = (Pos2::new(at, top), Pos2::new(at, plot.bottom()));
        if solid {
            pen.line(vec![from, to], 5.0, color);
            pen.disc(Pos2::new(at, plot.bottom()), 13.0, color);
        } else {
            pen.dashes(from, to, 3.5, color);
        }
        let wide = 0.5 * pen.size(word, SMALL, true).x;
        let at = Pos2::new(at.clamp(plot.left() + wide, plot.right() - wide), top);
        pen.text(at, Align2::CENTER_BOTTOM, word, SMALL, color, true);
    };
    if gone && before > 0.02 {
        flag(before, c.drug.gamma_multiply(0.75), pen.reel.say("old dose"), false, 0.0);
    } else if high > 0.02 {
        let after = sight.trace.time_h.partition_point(|t| *t < sight.hour - 2.0 * day);
        let rested = after > 0 && sight.range(level, sight.hour - 8.0 * day, sight.hour - 2.0 * day).1 < 0.02;
        let word = if rested { "old dose" } else { "dose" };
        let over = harms.is_some_and(|h| high >= h);
        flag(high, if over { c.text } else { c.drug }, pen.reel.say(word), true, 0.0);
    }
}
