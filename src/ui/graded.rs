//! How answers look once they are handed in: right or not by a shape, a word and a colour, and why. What all task panels
//! share. Not here: the panels.

use bevy_egui::egui::{self, Color32, Painter, Pos2, Rect, RichText, Sense, Stroke, Ui, Vec2};
use model::task::{Grade, Task};

use super::style::{self, Ink};

/// The word of a grade.
#[must_use]
pub fn word(right: bool) -> &'static str {
    if right { "right" } else { "not right" }
}

/// The colour of a grade.
#[must_use]
pub fn color(c: Ink, right: bool) -> Color32 {
    if right { c.good } else { c.bad }
}

/// A tick or a cross.
pub fn paint_mark(painter: &Painter, at: Pos2, size: f32, right: bool, color: Color32) {
    let p = |x: f32, y: f32| at + Vec2::new(x, y) * size;
    let stroke = Stroke::new((size * 0.28).max(2.0), color);
    if right {
        painter.add(egui::Shape::line(vec![p(-0.5, 0.05), p(-0.12, 0.42), p(0.55, -0.45)], stroke));
    } else {
        painter.line_segment([p(-0.4, -0.4), p(0.4, 0.4)], stroke);
        painter.line_segment([p(-0.4, 0.4), p(0.4, -0.4)], stroke);
    }
}

/// The mark of a grade, with its word.
pub fn mark_ui(ui: &mut Ui, c: Ink, right: bool) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(18.0), Sense::hover());
    paint_mark(ui.painter(), rect.center(), 15.0, right, color(c, right));
    ui.label(style::bold(word(right), 13.0).color(color(c, right)));
}

/// A disc with the number of an item, counted from 1.
pub fn number(painter: &Painter, at: Pos2, radius: f32, item: usize, fill: Color32) {
    painter.circle_filled(at, radius, fill);
    let ink = if style::luminance(fill) > 0.22 { Color32::from_rgb(12, 16, 24) } else { Color32::WHITE };
    let font = egui::FontId::new(radius * 1.25, egui::FontFamily::Name(style::BOLD.into()));
    painter.text(at, egui::Align2::CENTER_CENTER, (item + 1).to_string(), font, ink);
}

/// Every item of a task with its grade: the answers as a list. `why`: and with the reason, where no board beside it tells it.
pub fn answers_ui(ui: &mut Ui, c: Ink, task: &Task, grade: &Grade, why: bool) {
    for (i, right) in grade.items.iter().enumerate() {
        ui.horizontal_wrapped(|ui| {
            mark_ui(ui, c, *right);
            ui.label(style::bold(task.name(i), 14.0));
        });
        if why {
            ui.label(RichText::new(task.why(i)).color(c.muted));
        }
    }
}

/// Which item the keys move to: up and down, while nothing has the keyboard.
pub fn choose_by_keys(ui: &Ui, chosen: &mut usize, items: usize) {
    if ui.memory(|m| m.focused().is_some()) || items == 0 {
        return;
    }
    let (up, down) = ui.input(|i| (i.key_pressed(egui::Key::ArrowUp), i.key_pressed(egui::Key::ArrowDown)));
    if up {
        *chosen = chosen.saturating_sub(1);
    }
    if down {
        *chosen = (*chosen + 1).min(items - 1);
    }
}

/// Scrolls to the item that was chosen last, once.
pub fn keep_in_sight(ui: &Ui, is_chosen: bool, item: usize, rect: Rect) {
    let id = ui.id().with("in sight");
    if is_chosen && ui.data(|d| d.get_temp::<usize>(id)) != Some(item) {
        ui.data_mut(|d| d.insert_temp(id, item));
        ui.scroll_to_rect(rect, None);
    }
}
