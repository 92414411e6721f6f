//! Stars: how well a level went.

use bevy_egui::egui::{self, Painter, Pos2, Sense, Ui, Vec2};

use super::style::Ink;

/// What each star asks, beyond those before it.
pub const ASKS: [&str; 3] = ["all goals are met", "within the limits, with at most one hint", "the bet is right, too"];

/// Three stars, `n` of them full, as a widget.
pub fn stars_ui(ui: &mut Ui, c: Ink, n: u8, radius: f32) -> egui::Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(radius * 6.6, radius * 2.2), Sense::hover());
    paint(ui.painter(), c, n, rect.center(), radius);
    let text = say(n);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, &text));
    response
}

/// Three stars in words.
#[must_use]
pub fn say(n: u8) -> String {
    format!("{n} of 3 stars")
}

/// Paints three stars around a middle, `n` of them full.
pub fn paint(painter: &Painter, c: Ink, n: u8, middle: Pos2, radius: f32) {
    for i in 0..3_u8 {
        let center = middle + Vec2::new(radius * 2.2 * (f32::from(i) - 1.0), 0.0);
        star(painter, c, i < n, center, radius);
    }
}

/// Paints one star.
pub fn star(painter: &Painter, c: Ink, full: bool, center: Pos2, radius: f32) {
    let points: Vec<Pos2> = (0..10)
        .map(|k| {
            let angle = std::f32::consts::TAU * (k as f32 / 10.0 - 0.25);
            let r = if k % 2 == 0 { radius } else { radius * 0.45 };
            center + Vec2::angled(angle) * r
        })
        .collect();
    // A star is not convex: paint it as a fan around its middle.
    let fill = if full { c.gold } else { c.raised };
    let mut mesh = egui::Mesh::default();
    mesh.colored_vertex(center, fill);
    for p in &points {
        mesh.colored_vertex(*p, fill);
    }
    for k in 0..10_u32 {
        mesh.add_triangle(0, 1 + k, 1 + (k + 1) % 10);
    }
    painter.add(mesh);
    let edge = if full { c.gold } else { c.muted };
    painter.add(egui::Shape::closed_line(points, egui::Stroke::new(1.0, edge.gamma_multiply(0.9))));
}
