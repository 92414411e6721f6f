//! Dose-response: naive dashed, now solid, with the two numbers that say how it moved.

use bevy_egui::egui::{Align2, Pos2, Rect, Vec2};

use super::overlay::{Sight, within};
use super::pen::{LABEL, Pen, SMALL};

/// Decades of the dose to both sides of half occupancy.
const DECADES: f64 = 2.0;

/// Draws it.
pub fn draw(pen: &Pen, rect: Rect, sight: &Sight, effect: &str) {
    let (Some(i), Some(body)) = (sight.effect(effect), sight.body) else { return };
    let engine = &sight.cast.engine;
    let (c, u) = (pen.c, pen.u);
    pen.panel(rect);
    let inner = rect.shrink2(Vec2::new(38.0, 28.0) * u);
    pen.text(inner.left_top(), Align2::LEFT_TOP, pen.reel.say("Dose-response"), LABEL, c.text, true);
    let change = engine.curve_change(i, body);
    let numbers = format!("EC50 x{:.1}", change.ec50_fold);
    let one =
        pen.text(Pos2::new(inner.left(), inner.top() + 54.0 * u), Align2::LEFT_TOP, &numbers, LABEL, c.gold, true);
    let numbers = format!("Emax {:+.0} %", (change.emax_share - 1.0) * 100.0);
    pen.text(Pos2::new(one.left() + 290.0 * u, one.top()), Align2::LEFT_TOP, &numbers, LABEL, c.gold, true);
    let plot = Rect::from_min_max(
        Pos2::new(inner.left(), inner.top() + 124.0 * u),
        Pos2::new(inner.right(), inner.bottom() - 44.0 * u),
    );
    let q: Vec<f64> = (0..=64).map(|k| 10_f64.powf(2.0 * DECADES * f64::from(k) / 64.0 - DECADES)).collect();
    let (naive, now) = engine.curves(i, body, &q);
    let top = naive.iter().copied().fold(1e-9, f64::max) * 1.1;
    let along = |ys: &[f64]| -> Vec<Pos2> {
        ys.iter().enumerate().map(|(k, y)| within(plot, k as f64 / 64.0, y / top)).collect()
    };
    pen.line(vec![plot.left_top(), plot.left_bottom(), plot.right_bottom()], 2.5, c.muted.gamma_multiply(0.7));
    let naive = along(&naive);
    for pair in naive.chunks(2).filter(|p| p.len() == 2) {
        pen.line(pair.to_vec(), 4.0, c.muted);
    }
    let now = along(&now);
    pen.under(&now, plot.bottom(), c.good.gamma_multiply(0.14));
    if let (Some(a), Some(b)) = (naive.last(), now.last()) {
        let before = Pos2::new(plot.right(), a.y - 8.0 * u);
        pen.text(before, Align2::RIGHT_BOTTOM, pen.reel.say("before"), SMALL, c.muted, false);
        if b.y - a.y > 70.0 * u {
            let at = Pos2::new(plot.right(), b.y - 10.0 * u);
            pen.text(at, Align2::RIGHT_BOTTOM, pen.reel.say("now"), SMALL, c.good, true);
        }
    }
    pen.line(now, 7.0, c.good);
    let at = Pos2::new(plot.center().x, inner.bottom());
    pen.text(at, Align2::CENTER_BOTTOM, pen.reel.say("dose"), SMALL, c.muted, false);
}
