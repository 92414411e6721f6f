//! What overlays are drawn with: sizes that grow with the picture, colours that fade, words in the film's language. Not
//! here: where things stand ([`super::frame`]).

use std::cell::RefCell;
use std::rc::Rc;

use bevy_egui::egui::{
    self, Align2, Color32, CornerRadius, FontFamily, FontId, Mesh, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2,
};

use super::Reel;
use crate::ui::style::{BOLD, Ink};
use crate::view::Theme;

/// Type sizes, units of a 1080th of the picture's height: none is smaller than what is legible at 480 lines.
pub const TITLE: f32 = 120.0;
/// Large words.
pub const WORD: f32 = 56.0;
/// Captions.
pub const CAPTION: f32 = 46.0;
/// Names of things.
pub const LABEL: f32 = 38.0;
/// The smallest.
pub const SMALL: f32 = 31.0;

/// A pen.
#[derive(Clone)]
pub struct Pen<'a> {
    /// Paints.
    pub painter: Painter,
    /// The film, for its words.
    pub reel: &'a Reel,
    /// Colours.
    pub c: Ink,
    /// The look.
    pub theme: Theme,
    /// Points in a unit.
    pub u: f32,
    /// Opacity, 0-1.
    pub alpha: f32,
    /// Where words were written.
    pub written: Rc<RefCell<Vec<Rect>>>,
}

impl Pen<'_> {
    /// A colour as opaque as the pen.
    #[must_use]
    pub fn tint(&self, color: Color32) -> Color32 {
        if self.alpha >= 1.0 { color } else { color.gamma_multiply(self.alpha.max(0.0)) }
    }

    /// A stroke so many units wide.
    #[must_use]
    pub fn stroke(&self, width: f32, color: Color32) -> Stroke {
        Stroke::new(width * self.u, self.tint(color))
    }

    /// Words at a point, with line breaks as they are; the space that they take.
    pub fn text(&self, at: Pos2, align: Align2, text: &str, size: f32, color: Color32, bold: bool) -> Rect {
        let galley = self.layout(text, size, color, bold, align);
        let rect = align.anchor_size(at, galley.size());
        let x = match align.x() {
            egui::Align::Min => rect.left(),
            egui::Align::Center => rect.center().x,
            egui::Align::Max => rect.right(),
        };
        self.painter.galley(Pos2::new(x, rect.top()), galley, self.tint(color));
        self.written.borrow_mut().push(rect);
        rect
    }

    /// The space that words take.
    #[must_use]
    pub fn size(&self, text: &str, size: f32, bold: bool) -> Vec2 {
        self.layout(text, size, self.c.text, bold, Align2::LEFT_TOP).size()
    }

    fn layout(&self, text: &str, size: f32, color: Color32, bold: bool, align: Align2) -> std::sync::Arc<egui::Galley> {
        let family = if bold { FontFamily::Name(BOLD.into()) } else { FontFamily::Proportional };
        let font = FontId::new(size * self.u, family);
        let mut job = egui::text::LayoutJob::simple(text.to_owned(), font, self.tint(color), f32::INFINITY);
        job.halign = align.x();
        self.painter.layout_job(job)
    }

    /// A card for things to stand on.
    pub fn panel(&self, rect: Rect) {
        let c = self.c.ground;
        let fill = Color32::from_rgba_unmultiplied(c.r(), c.g(), c.b(), 226);
        let round = CornerRadius::same((20.0 * self.u) as u8);
        self.painter.rect_filled(rect, round, self.tint(fill));
        let rim = self.c.muted.gamma_multiply(0.25);
        self.painter.rect_stroke(rect, round, self.stroke(1.5, rim), StrokeKind::Inside);
    }

    /// The space that such words on a pill take, points.
    #[must_use]
    pub fn pill_size(&self, text: &str, size: f32, bold: bool) -> Vec2 {
        self.size(text, size, bold) + Vec2::new(1.24, 0.6) * size * self.u
    }

    /// A dark pill with words; the space that it takes.
    pub fn pill(&self, at: Pos2, align: Align2, text: &str, size: f32, color: Color32, bold: bool) -> Rect {
        let rect = align.anchor_size(at, self.pill_size(text, size, bold));
        let c = self.c.ground;
        let fill = Color32::from_rgba_unmultiplied(c.r(), c.g(), c.b(), 214);
        self.painter.rect_filled(rect, CornerRadius::same((0.42 * size * self.u).min(250.0) as u8), self.tint(fill));
        self.text(rect.center(), Align2::CENTER_CENTER, text, size, color, bold);
        rect
    }

    /// A filled rectangle with round corners, units.
    pub fn block(&self, rect: Rect, round: f32, color: Color32) {
        self.painter.rect_filled(rect, CornerRadius::same((round * self.u).min(250.0) as u8), self.tint(color));
    }

    /// A line through points.
    pub fn line(&self, points: Vec<Pos2>, width: f32, color: Color32) {
        self.painter.add(Shape::line(points, self.stroke(width, color)));
    }

    /// A dashed line between two points.
    pub fn dashes(&self, from: Pos2, to: Pos2, width: f32, color: Color32) {
        let (dash, gap) = (12.0 * self.u, 9.0 * self.u);
        self.painter.extend(Shape::dashed_line(&[from, to], self.stroke(width, color), dash, gap));
    }

    /// A disc, its radius in units.
    pub fn disc(&self, at: Pos2, radius: f32, color: Color32) {
        self.painter.circle_filled(at, radius * self.u, self.tint(color));
    }

    /// A convex shape.
    pub fn shape(&self, points: Vec<Pos2>, color: Color32) {
        self.painter.add(Shape::convex_polygon(points, self.tint(color), Stroke::NONE));
    }

    /// The space between a line and a floor.
    pub fn under(&self, points: &[Pos2], floor: f32, color: Color32) {
        let mut mesh = Mesh::default();
        let color = self.tint(color);
        for p in points {
            mesh.colored_vertex(*p, color);
            mesh.colored_vertex(Pos2::new(p.x, floor), color);
        }
        for i in 1..points.len() as u32 {
            mesh.add_triangle(2 * i - 2, 2 * i - 1, 2 * i);
            mesh.add_triangle(2 * i - 1, 2 * i, 2 * i + 1);
        }
        self.painter.add(Shape::mesh(mesh));
    }

    /// An arrow; none where it would be shorter than its head.
    pub fn arrow(&self, from: Pos2, to: Pos2, width: f32, color: Color32) {
        let way = to - from;
        let head = 3.4 * width * self.u;
        if way.length() <= head {
            return;
        }
        let along = way.normalized();
        let aside = along.rot90() * head * 0.62;
        let back = to - along * head;
        self.line(vec![from, back], width, color);
        self.shape(vec![to, back + aside, back - aside], color);
    }

    /// A spring between two points: always as many coils, so that it looks stretched.
    pub fn spring(&self, from: Pos2, to: Pos2, width: f32, color: Color32) {
        const COILS: u32 = 7;
        let way = to - from;
        if way.length() < 4.0 * self.u {
            return;
        }
        let aside = way.normalized().rot90() * 17.0 * self.u;
        let points = (0..=8 * COILS).map(|k| {
            let t = k as f32 / (8 * COILS) as f32;
            let turn = (t * COILS as f32 * std::f32::consts::TAU).sin();
            // The ends run out straight.
            let wide = (t.min(1.0 - t) * 12.0).min(1.0);
            from + way * t + aside * turn * wide
        });
        self.line(points.collect(), width, color);
    }

    /// A pill to swallow, so many units long, turned by `turn`.
    pub fn tablet(&self, at: Pos2, length: f32, turn: f32) {
        let (half, thick) = (0.5 * length * self.u, 0.46 * length * self.u);
        let along = Vec2::angled(turn) * (half - 0.5 * thick);
        let stroke = |from: Pos2, to: Pos2, color: Color32| {
            self.painter.line_segment([from, to], Stroke::new(thick, self.tint(color)));
            for p in [from, to] {
                self.painter.circle_filled(p, 0.5 * thick, self.tint(color));
            }
        };
        stroke(at - along, at + along, self.c.drug);
        let pale = Color32::from_rgb(0xff, 0xe3, 0xe9);
        self.painter.line_segment([at, at + along], Stroke::new(thick, self.tint(pale)));
        self.painter.circle_filled(at + along, 0.5 * thick, self.tint(pale));
    }

    /// Draws every character of a text once, unseen, in a size and at every quarter of a point: a glyph that is new in a frame
    /// would be missing in it.
    pub fn warm(ctx: &egui::Context, points: f32, text: &str) {
        for family in [FontFamily::Proportional, FontFamily::Name(BOLD.into())] {
            for quarter in 0..4_u8 {
                let mut job = egui::text::LayoutJob::default();
                let format = egui::TextFormat::simple(FontId::new(points, family.clone()), Color32::WHITE);
                job.append(text, f32::from(quarter) * 0.25 / ctx.pixels_per_point(), format);
                ctx.fonts_mut(|f| f.layout_job(job));
            }
        }
    }
}
