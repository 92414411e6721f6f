//! The pictures of the ten chapters, painted from a few strokes. Not here: where they stand ([`crate::ui::map_layout`]).

use bevy_egui::egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2, vec2};
use model::receptor::ReceptorState;

use super::stars;
use super::style::{Ink, state_ink};
use crate::view::Theme;

/// Paints on a square from -1 to 1 around a middle.
struct Brush<'a> {
    painter: &'a Painter,
    middle: Pos2,
    radius: f32,
    fade: f32,
}

impl Brush<'_> {
    fn at(&self, (x, y): (f32, f32)) -> Pos2 {
        self.middle + vec2(x, y) * self.radius
    }

    fn line(&self, points: &[(f32, f32)], width: f32, color: Color32) {
        let points = points.iter().map(|p| self.at(*p)).collect();
        self.painter.add(Shape::line(points, Stroke::new(width, color.gamma_multiply(self.fade))));
    }

    fn curve(&self, from: f32, to: f32, width: f32, color: Color32, y: impl Fn(f32) -> f32) {
        let points: Vec<_> = (0..=24).map(|k| from + (to - from) * k as f32 / 24.0).map(|x| (x, y(x))).collect();
        self.line(&points, width, color);
    }

    fn dot(&self, at: (f32, f32), radius: f32, color: Color32) {
        self.painter.circle_filled(self.at(at), radius * self.radius, color.gamma_multiply(self.fade));
    }

    fn ring(&self, at: (f32, f32), radius: f32, width: f32, color: Color32) {
        let stroke = Stroke::new(width, color.gamma_multiply(self.fade));
        self.painter.circle_stroke(self.at(at), radius * self.radius, stroke);
    }

    fn bar(&self, (x, y): (f32, f32), (w, h): (f32, f32), color: Color32) {
        let rect = Rect::from_min_size(self.at((x, y)), vec2(w, h) * self.radius);
        self.painter.rect_filled(rect, 1.5, color.gamma_multiply(self.fade));
    }

    /// A convex shape.
    fn shape(&self, points: &[(f32, f32)], color: Color32) {
        let points = points.iter().map(|p| self.at(*p)).collect();
        self.painter.add(Shape::convex_polygon(points, color.gamma_multiply(self.fade), Stroke::NONE));
    }
}

/// Paints the picture of a chapter; `fade` below 1 makes it quiet.
pub fn paint(painter: &Painter, c: Ink, theme: Theme, chapter: usize, middle: Pos2, radius: f32, fade: f32) {
    let b = Brush { painter, middle, radius, fade };
    let body = state_ink(ReceptorState::Resting, theme);
    match chapter {
        0 => set_point(&b, c),
        1 => receptor(&b, c, body, state_ink(ReceptorState::Active, theme)),
        2 => liver(&b, c),
        3 => stores(&b, c),
        4 => clocks(&b, c),
        5 => mirror(&b, c),
        6 => stairs(&b, c),
        7 => three_answers(&b, c),
        8 => leaf(&b, c),
        _ => stars::star(painter, Ink { gold: c.gold.gamma_multiply(fade), ..c }, true, middle, radius * 0.8),
    }
}

/// A push away from the line, and back past it.
fn set_point(b: &Brush, c: Ink) {
    b.line(&[(-1.0, 0.15), (1.0, 0.15)], 1.5, c.muted);
    let swing = |x: f32| 0.15 - 0.85 * (-(x + 0.35).powi(2) * 11.0).exp() + 0.4 * (-(x - 0.4).powi(2) * 12.0).exp();
    b.curve(-0.95, 0.95, 2.5, c.good, swing);
}

/// A cup in a membrane, with what fits into it.
fn receptor(b: &Brush, c: Ink, body: Color32, active: Color32) {
    for y in [0.12, 0.48] {
        b.line(&[(-1.0, y), (-0.42, y)], 2.0, c.muted);
        b.line(&[(0.42, y), (1.0, y)], 2.0, c.muted);
    }
    b.line(&[(-0.5, -0.5), (-0.27, -0.12), (-0.27, 0.7)], 4.0, body);
    b.line(&[(0.5, -0.5), (0.27, -0.12), (0.27, 0.7)], 4.0, body);
    b.line(&[(0.0, 0.05), (0.0, 0.7)], 4.0, active);
    b.dot((0.0, -0.42), 0.22, c.drug);
}

/// The organ, and what leaves it smaller.
fn liver(b: &Brush, c: Ink) {
    let organ = c.bad.gamma_multiply(0.85);
    let outline = [(-0.95, -0.1), (-0.6, -0.52), (0.1, -0.6), (0.75, -0.5), (0.98, -0.3), (0.5, 0.08), (-0.1, 0.42)];
    b.shape(&[&outline[..], &[(-0.55, 0.5), (-0.9, 0.25)]].concat(), organ);
    b.line(&[(0.05, -0.58), (-0.02, 0.1)], 1.5, c.ground);
    for (i, r) in [0.15, 0.11, 0.07].into_iter().enumerate() {
        b.dot((-0.1 + 0.36 * i as f32, 0.75), r, c.drug);
    }
}

/// Three stores: full, half, empty.
fn stores(b: &Brush, c: Ink) {
    let inside = [(-0.1, -0.1), (0.1, -0.08), (0.0, 0.1), (-0.12, 0.08), (0.13, 0.1), (0.01, -0.17)];
    for (i, n) in [6, 3, 0].into_iter().enumerate() {
        let x = -0.64 + 0.64 * i as f32;
        let y = 0.35 - 0.3 * i as f32;
        b.ring((x, -y), 0.31, 2.0, if n > 0 { c.good } else { c.muted });
        for (dx, dy) in inside.iter().take(n) {
            b.dot((x + dx, -y + dy), 0.065, c.gold);
        }
    }
}

/// Two clocks that do not go alike.
fn clocks(b: &Brush, c: Ink) {
    for (at, r, hand, color) in
        [((-0.42, -0.12), 0.5, (0.16, -0.3), c.drug), ((0.56, 0.3), 0.38, (-0.22, 0.06), c.good)]
    {
        b.ring(at, r, 2.5, color);
        b.line(&[(at.0, at.1 - r * 0.6), at, (at.0 + hand.0, at.1 + hand.1)], 2.0, c.text);
    }
}

/// What the drug does, and its mirror image afterwards.
fn mirror(b: &Brush, c: Ink) {
    let hump = |x: f32| (-(x * 3.4).powi(2)).exp();
    b.curve(-0.98, 0.0, 2.5, c.drug, |x| -0.75 * hump(x + 0.5));
    b.curve(0.0, 0.98, 2.5, c.bad, |x| 0.75 * hump(x - 0.5));
    b.line(&[(-1.0, 0.0), (1.0, 0.0)], 1.5, c.muted);
}

/// Down in steps.
fn stairs(b: &Brush, c: Ink) {
    for (i, h) in [1.3, 1.0, 0.72, 0.46, 0.22].into_iter().enumerate() {
        b.bar((-0.9 + 0.37 * i as f32, 0.7 - h), (0.28, h), c.gold);
    }
}

/// One beginning, three ends.
fn three_answers(b: &Brush, c: Ink) {
    b.curve(-0.6, 0.9, 2.2, c.good, |x| -0.7 * ((x + 0.6) / 1.5).powi(2));
    b.line(&[(-0.6, 0.0), (0.9, 0.0)], 2.2, c.muted);
    b.curve(-0.6, 0.9, 2.2, c.bad, |x| 0.7 * ((x + 0.6) / 1.5).powf(0.6));
    b.dot((-0.66, 0.0), 0.2, c.drug);
}

/// A leaf with its ribs.
fn leaf(b: &Brush, c: Ink) {
    let edge = |t: f32| 0.46 * (std::f32::consts::PI * t).sin() * (1.0 - 0.25 * t);
    let along = |t: f32, across: f32| {
        let v = Vec2::new(0.62, -0.78);
        let start = pos2(-0.62, 0.72);
        let p = start + v * (1.75 * t) + Vec2::new(0.78, 0.62) * across;
        (p.x, p.y)
    };
    let steps = || (0..=12).map(|k| k as f32 / 12.0);
    let mut outline: Vec<_> = steps().map(|t| along(t, edge(t))).collect();
    outline.extend(steps().rev().map(|t| along(t, -edge(t))));
    b.shape(&outline, c.good.gamma_multiply(0.9));
    b.line(&[along(-0.08, 0.0), along(0.92, 0.0)], 1.6, c.ground);
    for t in [0.25, 0.45, 0.65] {
        b.line(&[along(t + 0.1, -0.7 * edge(t)), along(t, 0.0), along(t + 0.1, 0.7 * edge(t))], 1.2, c.ground);
    }
}
