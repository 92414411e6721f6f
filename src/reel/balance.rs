//! A see-saw. In one pan the drug, as heavy as its push on a naive body would be; in the other the body's counterweight, as
//! heavy as what it has changed; the beam tilts as far as the effect is from its set point.

use bevy_egui::egui::{Align2, Pos2, Rect, Vec2};

use super::overlay::Sight;
use super::pen::{LABEL, Pen, SMALL};

/// Largest tilt of the beam.
const TILT: f32 = 0.32;

/// Draws it.
pub fn draw(pen: &Pen, rect: Rect, sight: &Sight, effect: &str) {
    let (c, u) = (pen.c, pen.u);
    pen.panel(rect);
    let (push, net) = (format!("push.{effect}"), format!("effect.{effect}"));
    // One scale for the whole run: weights of different shots can be compared.
    let most = [&push, &net].map(|s| sight.range(s, 0.0, f64::MAX)).map(|(a, b)| a.abs().max(b.abs()));
    let most = most[0].max(most[1]).max(1e-9);
    let (drug, now) = (sight.now(&push) / most, sight.now(&net) / most);
    let counter = now - drug;
    let turn = -(now as f32).clamp(-1.0, 1.0) * TILT;
    let middle = Pos2::new(rect.center().x, rect.top() + 0.50 * rect.height());
    let half = 0.32 * rect.width();
    let ends = [-1.0, 1.0].map(|side| middle + Vec2::angled(turn) * side * half);
    let foot = rect.bottom() - 92.0 * u;
    // the set point: the level of the beam at rest
    let level = [-1.0, 1.0].map(|side| middle + Vec2::new(side * (half + 74.0 * u), 0.0));
    pen.dashes(level[0], level[1], 2.5, c.text.gamma_multiply(0.75));
    pen.text(
        Pos2::new(rect.center().x, rect.bottom() - 24.0 * u),
        Align2::CENTER_BOTTOM,
        pen.reel.say("set point"),
        SMALL,
        c.text,
        false,
    );
    pen.shape(
        vec![
            middle + Vec2::new(0.0, 4.0 * u),
            Pos2::new(middle.x + 78.0 * u, foot),
            Pos2::new(middle.x - 78.0 * u, foot),
        ],
        c.raised.lerp_to_gamma(c.muted, 0.35),
    );
    pen.line(vec![Pos2::new(middle.x - 150.0 * u, foot), Pos2::new(middle.x + 150.0 * u, foot)], 6.0, c.muted);
    pen.line(ends.to_vec(), 15.0, c.muted.lerp_to_gamma(c.text, 0.3));
    pen.disc(middle, 17.0, c.text);
    let side = |v: f64| 150.0 * (v.max(0.0).sqrt() as f32);
    let up = Vec2::angled(turn).rot90();
    for (end, color, weight, word, round) in
        [(ends[0], c.drug, side(drug), "drug", 0.5), (ends[1], c.gold, side(-counter), "counterweight", 0.12)]
    {
        let at = end + up * (0.5 * weight + 9.0) * u;
        let tray = Vec2::angled(turn) * 80.0 * u;
        pen.line(vec![end - tray + up * 6.0 * u, end + tray + up * 6.0 * u], 9.0, c.muted);
        if weight > 4.0 {
            pen.block(Rect::from_center_size(at, Vec2::splat(weight * u)), round * weight, color);
        }
        let word = pen.reel.say(word);
        let half = 0.5 * pen.size(word, LABEL, true).x + 18.0 * u;
        let x = end.x.clamp(rect.left() + half, rect.right() - half);
        pen.text(Pos2::new(x, end.y.max(middle.y) + 40.0 * u), Align2::CENTER_TOP, word, LABEL, color, true);
    }
}
