//! The end of a film: somebody presses play, and the card.

use bevy_egui::egui::{Align2, Color32, Pos2, Rect, Vec2};

use super::overlay::Sight;
use super::pen::{CAPTION, LABEL, Pen, SMALL, TITLE};

/// When the hand has come, s, and when it presses.
const HAND_S: (f64, f64) = (0.8, 1.0);

/// Side of a code, and the empty rim that cameras want around it, units and modules.
const CODE: (f32, f32) = (250.0, 4.0);

/// A title, and lines below it, over a darkened picture; below them what a camera reads.
pub fn card(pen: &Pen, all: Rect, title: &str, lines: &[String], code: &str) {
    let (c, u) = (pen.c, pen.u);
    let g = c.ground;
    pen.painter.rect_filled(all, 0.0, pen.tint(Color32::from_rgba_unmultiplied(g.r(), g.g(), g.b(), 218)));
    let modules = modules(code);
    let below = if modules.is_some() { CODE.0 + 20.0 } else { 0.0 };
    let high = TITLE * 1.3 + lines.len() as f32 * LABEL * 1.55 + below;
    let top = all.center().y - 0.56 * high * u;
    // the set point, from edge to edge, and the name upon it
    let name = pen.text(Pos2::new(all.center().x, top), Align2::CENTER_TOP, pen.reel.say(title), TITLE, c.text, true);
    let y = name.bottom() + 12.0 * u;
    let half = 0.5 * name.width() + 60.0 * u;
    pen.dashes(Pos2::new(all.center().x - half, y), Pos2::new(all.center().x + half, y), 4.0, c.good);
    let mut at = Pos2::new(all.center().x, y + 36.0 * u);
    for (i, line) in lines.iter().enumerate() {
        let (size, color) = match i {
            0 => (CAPTION, c.muted),
            1 | 2 => (LABEL, c.gold),
            _ => (SMALL, c.muted),
        };
        let said = pen.text(at, Align2::CENTER_TOP, pen.reel.say(line), size, color, i == 1 || i == 2);
        at.y = said.bottom() + 14.0 * u;
    }
    if let Some((side, dark)) = modules {
        let place = Rect::from_min_size(at + Vec2::new(-0.5 * CODE.0, 12.0) * u, Vec2::splat(CODE.0 * u));
        draw_code(pen, place, side, &dark);
    }
}

/// The modules of a code, row by row, and how many are in a row; nothing where there is no text.
#[must_use]
pub fn modules(code: &str) -> Option<(usize, Vec<bool>)> {
    let made = qrcode::QrCode::new(code).ok().filter(|_| !code.is_empty())?;
    let dark = made.to_colors().into_iter().map(|m| m == qrcode::Color::Dark).collect();
    Some((made.width(), dark))
}

/// Dark on white in every look: cameras expect it.
fn draw_code(pen: &Pen, place: Rect, side: usize, dark: &[bool]) {
    pen.block(place, 8.0, Color32::WHITE);
    let module = place.width() / (side as f32 + 2.0 * CODE.1);
    let corner = place.min + Vec2::splat(CODE.1 * module);
    for (row, line) in dark.chunks(side.max(1)).enumerate() {
        // What touches is one piece, so that no seam shows.
        let mut from = 0;
        for run in line.chunk_by(|a, b| a == b) {
            if run.first() == Some(&true) {
                let at = corner + Vec2::new(from as f32, row as f32) * module;
                let size = Vec2::new(run.len() as f32 * module, module * 1.02);
                pen.painter.rect_filled(Rect::from_min_size(at, size), 0.0, pen.tint(Color32::BLACK));
            }
            from += run.len();
        }
    }
}

/// The button that plays, and a hand that comes and presses it.
pub fn press(pen: &Pen, at: Pos2, sight: &Sight) {
    let (c, u) = (pen.c, pen.u);
    let second = sight.since;
    let down = (1.0 - ((second - HAND_S.1) / 0.12).abs()).clamp(0.0, 1.0) as f32;
    let radius = 112.0 * (1.0 - 0.1 * down);
    pen.disc(at + Vec2::new(0.0, 8.0 * u), radius + 14.0, c.ground.gamma_multiply(0.55));
    pen.disc(at, radius, c.good);
    let r = radius * u;
    let triangle = [(-0.3, -0.48), (0.56, 0.0), (-0.3, 0.48)].map(|(x, y)| at + Vec2::new(x * r, y * r));
    pen.shape(triangle.to_vec(), c.ground);
    let wave = ((second - HAND_S.1) / 0.7).clamp(0.0, 1.0) as f32;
    if second > HAND_S.1 && wave < 1.0 {
        let color = c.good.gamma_multiply(1.0 - wave);
        pen.painter.circle_stroke(at, (radius + 130.0 * wave) * u, pen.stroke(9.0 * (1.0 - wave) + 1.0, color));
    }
    let come = (second / HAND_S.0).clamp(0.0, 1.0) as f32;
    let eased = come * come * (3.0 - 2.0 * come);
    let tip = at + Vec2::new(30.0, 40.0) * u + Vec2::new(420.0, 330.0) * u * (1.0 - eased);
    let arrow = [(0.0, 0.0), (0.0, 1.0), (0.24, 0.78), (0.40, 1.12), (0.54, 1.06), (0.38, 0.72), (0.70, 0.70)];
    let big = 92.0 * u * (1.0 - 0.08 * down);
    let points: Vec<Pos2> = arrow.iter().map(|(x, y)| tip + Vec2::new(x * big, y * big)).collect();
    // two convex parts: the head and the handle
    let head = vec![points[0], points[1], points[2], points[6]];
    let handle = vec![points[2], points[3], points[4], points[5]];
    for (grow, color) in [(true, c.ground), (false, Color32::WHITE)] {
        for part in [&head, &handle] {
            if grow {
                let mut ring = part.clone();
                ring.push(part[0]);
                pen.line(ring, 10.0, color);
            } else {
                pen.shape(part.clone(), color);
            }
        }
    }
}
