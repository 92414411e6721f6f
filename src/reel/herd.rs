//! Little things that multiply as a series grows: ten stand for the naive body. The newest is still growing.

use bevy_egui::egui::{Align2, Color32, Pos2, Rect, Vec2};
use model::storyboard::Icon;

use super::overlay::Sight;
use super::pen::{LABEL, Pen};

/// Things of a naive body.
const NAIVE: f64 = 10.0;
/// Things in a row.
const ROW: usize = 10;

/// Draws them.
pub fn draw(pen: &Pen, rect: Rect, sight: &Sight, series: &str, icon: Icon, name: &str) {
    let (c, u) = (pen.c, pen.u);
    pen.panel(rect);
    let inner = rect.shrink2(Vec2::new(34.0, 22.0) * u);
    pen.text(inner.left_top(), Align2::LEFT_TOP, pen.reel.say(name), LABEL, c.text, true);
    let more = more(sight, series);
    let text = format!("x{more:.1}");
    pen.text(inner.right_top(), Align2::RIGHT_TOP, &text, LABEL, c.gold, true);
    let count = NAIVE * more;
    let pitch = inner.width() / ROW as f32;
    let top = inner.top() + 66.0 * u;
    let rows = ((inner.bottom() - top) / pitch).max(1.0);
    let size = pitch.min((inner.bottom() - top) / rows.floor().max(2.0)) / u;
    for k in 0..(count.ceil() as usize).min(ROW * 3) {
        let grown = (count - k as f64).clamp(0.0, 1.0) as f32;
        let (row, column) = (k / ROW, k % ROW);
        let at = Pos2::new(inner.left() + (column as f32 + 0.5) * pitch, top + (row as f32 + 0.5) * size * u);
        let sway = ((sight.at.film_s * 1.7 + k as f64 * 1.3).sin() * 3.0) as f32;
        let fresh = k >= NAIVE as usize;
        thing(pen, at + Vec2::new(0.0, sway * u), 0.40 * size * grown, icon, fresh);
    }
}

/// How many times what it was in a naive body a series is.
fn more(sight: &Sight, series: &str) -> f64 {
    // Fractions of nothing begin at nothing: a channel of 0.4 is four in ten more than in a naive body.
    let engine = &sight.cast.engine;
    let of_naive = engine.columns().iter().any(|col| col.series == series && col.unit == "fraction_of_naive");
    let value = sight.now(series).max(0.0);
    if of_naive { value } else { 1.0 + value }
}

/// That number in words, for things that the scene itself multiplies.
pub fn times(pen: &Pen, rect: Rect, sight: &Sight, series: &str, name: &str) {
    let number = format!("x{:.1}", more(sight, series));
    let number = pen.pill(rect.right_bottom(), Align2::RIGHT_BOTTOM, &number, LABEL, pen.c.gold, true);
    let at = number.left_bottom() - Vec2::new(10.0 * pen.u, 0.0);
    pen.pill(at, Align2::RIGHT_BOTTOM, pen.reel.say(name), LABEL, pen.c.text, true);
}

/// One of them, `radius` units large.
fn thing(pen: &Pen, at: Pos2, radius: f32, icon: Icon, fresh: bool) {
    let r = radius * pen.u;
    match icon {
        Icon::Cyclase => {
            let color = if fresh { Color32::from_rgb(0xc5, 0xa6, 0xf2) } else { Color32::from_rgb(0x8f, 0x74, 0xc4) };
            let bar = Rect::from_center_size(at - Vec2::new(0.0, 0.35 * r), Vec2::new(0.62 * r, 1.3 * r));
            pen.block(bar, 0.3 * radius, color);
            for side in [-1.0, 1.0] {
                pen.disc(at + Vec2::new(side * 0.46 * r, 0.5 * r), 0.5 * radius, color);
            }
        }
        Icon::Enzyme => {
            let color = if fresh { Color32::from_rgb(0xf4, 0xb8, 0x6a) } else { Color32::from_rgb(0xc4, 0x86, 0x48) };
            // a body with a mouth
            pen.disc(at, radius, color);
            let mouth = [(0.15, 0.0), (1.15, -0.55), (1.15, 0.55)].map(|(x, y)| at + Vec2::new(x * r, y * r));
            let c = pen.c.ground;
            pen.shape(mouth.to_vec(), Color32::from_rgb(c.r(), c.g(), c.b()));
            pen.disc(at + Vec2::new(-0.1 * r, -0.48 * r), 0.14 * radius, c);
        }
    }
}
