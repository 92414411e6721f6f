//! A bet that is drawn: the curve that a player expects, by dragging over it or by arrow keys on each point; and the truth
//! over it afterwards. Not here: when it is right ([`model::bet`]).

use bevy_egui::egui::{
    self, Align2, CornerRadius, FontId, Key, Painter, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo,
};

use super::{
    charts::{time_unit, trim},
    style::Ink,
};
use crate::game::say_number;

/// What is drawn on.
#[derive(Clone, Copy, Debug)]
pub struct Canvas<'a> {
    /// Hours at which a height is asked for, ascending.
    pub points_h: &'a [f64],
    /// Lowest and highest height.
    pub ends: (f64, f64),
    /// Unit of the heights.
    pub unit: &'a str,
    /// Colours.
    pub ink: Ink,
}

/// What an arrow key moves a point by, as a share of the whole height.
const STEP: f64 = 0.05;

impl Canvas<'_> {
    /// Every point in the middle: where drawing begins.
    #[must_use]
    pub fn flat(&self) -> Vec<f64> {
        vec![0.5 * (self.ends.0 + self.ends.1); self.points_h.len()]
    }

    fn span_h(&self) -> (f64, f64) {
        let (first, last) = (self.points_h.first().copied().unwrap_or(0.0), self.points_h.last().copied());
        (first, last.unwrap_or(1.0))
    }

    fn at(&self, plot: Rect, hour: f64, height: f64) -> Pos2 {
        let (first, last) = self.span_h();
        let across = (hour - first) / (last - first).max(1e-12);
        let up = (height - self.ends.0) / (self.ends.1 - self.ends.0);
        Pos2::new(
            plot.left() + across.clamp(0.0, 1.0) as f32 * plot.width(),
            plot.bottom() - up.clamp(0.0, 1.0) as f32 * plot.height(),
        )
    }

    fn height(&self, plot: Rect, y: f32) -> f64 {
        let up = f64::from((plot.bottom() - y) / plot.height()).clamp(0.0, 1.0);
        self.ends.0 + up * (self.ends.1 - self.ends.0)
    }

    /// Room, grid, and what stands at the axes; gives the rectangle of the plot.
    fn frame(&self, painter: &Painter, rect: Rect) -> Rect {
        let c = self.ink;
        let plot = Rect::from_min_max(rect.min + Vec2::new(68.0, 10.0), rect.max - Vec2::new(18.0, 24.0));
        painter.rect_filled(plot, CornerRadius::same(6), c.ground);
        for k in 0..=2 {
            let height = self.ends.0 + 0.5 * f64::from(k) * (self.ends.1 - self.ends.0);
            let y = self.at(plot, 0.0, height).y;
            painter.hline(plot.x_range(), y, Stroke::new(1.0, c.muted.gamma_multiply(0.3)));
            let at = Pos2::new(plot.left() - 14.0, y);
            let words = say_number(height, self.unit);
            painter.text(at, Align2::RIGHT_CENTER, words.trim_end(), FontId::proportional(12.0), c.muted);
        }
        let unit = time_unit(self.span_h().1);
        let mut free = f32::NEG_INFINITY;
        for hour in self.points_h {
            let x = self.at(plot, *hour, 0.0).x;
            painter.vline(x, plot.y_range(), Stroke::new(1.0, c.muted.gamma_multiply(0.3)));
            let text = format!("{} {}", trim(hour / unit.hours), unit.name);
            let words = painter.layout_no_wrap(text, FontId::proportional(12.0), c.muted);
            let left = x - 0.5 * words.size().x;
            if left > free {
                free = left + words.size().x + 6.0;
                painter.galley(Pos2::new(left, plot.bottom() + 6.0), words, c.muted);
            }
        }
        plot
    }
}

/// The curve to draw; gives it as it is after a drag or a key.
pub fn draw_ui(ui: &mut Ui, canvas: Canvas, made: Option<&[f64]>, height: f32) -> Option<Vec<f64>> {
    let c = canvas.ink;
    let fits = |drawn: &&[f64]| drawn.len() == canvas.points_h.len();
    let mut drawn = made.filter(fits).map_or_else(|| canvas.flat(), <[f64]>::to_vec);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), height), Sense::DRAG | Sense::CLICK);
    let plot = canvas.frame(&ui.painter().clone(), rect);
    let mut changed = false;
    if response.dragged() || response.clicked() || response.drag_stopped() {
        changed = follow(ui, canvas, plot, &response, &mut drawn);
    }
    // Who has the keyboard now: a key that leads on to the next point is not that point's too.
    let held = ui.memory(egui::Memory::focused);
    for k in 0..drawn.len() {
        changed |= point_ui(ui, canvas, plot, k, held, &mut drawn);
    }
    let line: Vec<Pos2> = canvas.points_h.iter().zip(&drawn).map(|(t, v)| canvas.at(plot, *t, *v)).collect();
    if made.is_none() && !changed {
        ui.painter().extend(Shape::dashed_line(&line, Stroke::new(2.5, c.muted), 8.0, 6.0));
        let at = Pos2::new(plot.center().x, plot.top() + 0.25 * plot.height());
        ui.painter().text(at, Align2::CENTER_CENTER, "draw it here", FontId::proportional(16.0), c.gold);
    } else {
        ui.painter().add(Shape::line(line.clone(), Stroke::new(3.5, c.gold)));
    }
    for at in line {
        ui.painter().circle(at, 6.5, c.card, Stroke::new(2.5, if made.is_some() { c.gold } else { c.muted }));
    }
    changed.then_some(drawn)
}

/// Every point that the pointer has passed since the last frame follows it; where it rests, the nearest one alone.
fn follow(ui: &Ui, canvas: Canvas, plot: Rect, response: &egui::Response, drawn: &mut [f64]) -> bool {
    let Some(at) = response.interact_pointer_pos() else { return false };
    let from = at - if response.dragged() { response.drag_delta() } else { Vec2::ZERO };
    let mut changed = false;
    let near = 0.5 * plot.width() / (canvas.points_h.len().max(2) - 1) as f32;
    let only_one = ui.input(|i| i.pointer.any_click()) || from.x == at.x;
    let far = |hour: &f64| (canvas.at(plot, *hour, 0.0).x - at.x).abs();
    let nearest = canvas.points_h.iter().enumerate().min_by(|a, b| far(a.1).total_cmp(&far(b.1))).map(|(k, _)| k);
    for (k, hour) in canvas.points_h.iter().enumerate() {
        let x = canvas.at(plot, *hour, 0.0).x;
        let between = (from.x.min(at.x)..=from.x.max(at.x)).contains(&x);
        let hit = if only_one { nearest == Some(k) && far(hour) <= near.min(40.0) } else { between || far(hour) < 8.0 };
        if hit {
            let share = if between && at.x != from.x { (x - from.x) / (at.x - from.x) } else { 1.0 };
            drawn[k] = canvas.height(plot, from.y + share * (at.y - from.y));
            changed = true;
        }
    }
    changed
}

/// One point as a slider for the keys, if it is the one that was `held` before.
fn point_ui(ui: &Ui, canvas: Canvas, plot: Rect, k: usize, held: Option<egui::Id>, drawn: &mut [f64]) -> bool {
    let hour = canvas.points_h[k];
    let at = canvas.at(plot, hour, drawn[k]);
    let id = ui.id().with(("point", k));
    let point = ui.interact(Rect::from_center_size(at, Vec2::splat(20.0)), id, Sense::focusable_noninteractive());
    let unit = time_unit(canvas.span_h().1);
    let told = format!("Height at {} {}", trim(hour / unit.hours), unit.name);
    point.widget_info(|| WidgetInfo::slider(true, drawn[k], &told));
    if held != Some(id) {
        return false;
    }
    ui.painter().circle_stroke(at, 11.0, Stroke::new(2.5, canvas.ink.focus));
    let arrows = egui::EventFilter { vertical_arrows: true, horizontal_arrows: true, ..egui::EventFilter::default() };
    ui.memory_mut(|m| m.set_focus_lock_filter(id, arrows));
    let pressed = |key: Key| ui.input(|i| i.key_pressed(key));
    let next = match (pressed(Key::ArrowLeft), pressed(Key::ArrowRight)) {
        (true, _) => k.checked_sub(1),
        (_, true) => Some(k + 1).filter(|n| *n < drawn.len()),
        (false, false) => None,
    };
    if let Some(next) = next {
        ui.memory_mut(|m| m.request_focus(ui.id().with(("point", next))));
    }
    let by = match (pressed(Key::ArrowUp), pressed(Key::ArrowDown)) {
        (true, _) => STEP,
        (_, true) => -STEP,
        (false, false) => return false,
    };
    drawn[k] = (drawn[k] + by * (canvas.ends.1 - canvas.ends.0)).clamp(canvas.ends.0, canvas.ends.1);
    true
}

/// The truth over what was drawn.
pub fn truth_ui(ui: &mut Ui, canvas: Canvas, drawn: Option<&[f64]>, truth: &[(f64, f64)], height: f32) {
    let c = canvas.ink;
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), height), Sense::hover());
    let painter = ui.painter_at(rect.expand(2.0));
    let plot = canvas.frame(&painter, rect);
    let line: Vec<Pos2> = truth.iter().map(|(t, v)| canvas.at(plot, *t, *v)).collect();
    painter.add(Shape::line(line, Stroke::new(3.5, c.good)));
    let drawn: Vec<Pos2> =
        drawn.into_iter().flat_map(|d| canvas.points_h.iter().zip(d)).map(|(t, v)| canvas.at(plot, *t, *v)).collect();
    painter.extend(Shape::dashed_line(&drawn, Stroke::new(2.5, c.gold), 8.0, 5.0));
    for at in &drawn {
        painter.circle(*at, 5.0, c.card, Stroke::new(2.0, c.gold));
    }
    painter.rect_stroke(plot, CornerRadius::same(6), Stroke::new(1.0, c.raised), StrokeKind::Inside);
}
