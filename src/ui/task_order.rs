//! A ruler of time: each mechanism has a lane, and is dragged to the time that it takes, from a second to three months. Not
//! here: the ruler itself ([`crate::ui::ruler`]), what is right ([`model::task`]).

use bevy_egui::egui::{
    self, Align2, Color32, CornerRadius, FontId, Key, Label, Painter, Pos2, Rect, RichText, ScrollArea, Sense, Stroke,
    StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, WidgetType,
};
use model::task::Ordered;

use super::{
    board::Page,
    graded,
    ruler::{MARKS, Ruler, marks, say_about, within},
    style,
};
use crate::answer::Draft;

/// What an arrow key multiplies a time by; ten of them are a power of ten. With Shift one is.
const STEP: f64 = 1.258_925_411_794_167;
/// Where an arrow key puts what was not placed yet, h.
const FIRST_H: f64 = 1.0;

/// The lanes and the ruler; gives the answer as it is after a drag, a click or a key.
pub fn order_ui(ui: &mut Ui, page: Page, items: &[Ordered], chosen: &mut usize) -> Option<Draft> {
    let Draft::Times(times) = page.draft else { return None };
    let rect = ui.available_rect_before_wrap();
    let left = (rect.width() * 0.36).clamp(130.0, 330.0);
    let lanes = Rect::from_min_max(Pos2::new(rect.left() + left + 22.0, rect.top()), rect.max - Vec2::new(34.0, 0.0));
    let foot = 34.0;
    let height = ((rect.height() - foot - 6.0) / items.len() as f32).clamp(if page.roomy { 64.0 } else { 46.0 }, 108.0);
    let mut put = None;
    let list = Rect::from_min_max(rect.min, Pos2::new(rect.right(), rect.bottom() - foot));
    ui.scope_builder(UiBuilder::new().max_rect(list).id_salt("lanes"), |ui| {
        ScrollArea::vertical().id_salt("lanes").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            for (i, item) in items.iter().enumerate() {
                let (row, _) = ui.allocate_exact_size(Vec2::new(rect.width(), height - 6.0), Sense::hover());
                let name = Rect::from_min_max(row.min, Pos2::new(row.left() + left, row.bottom()));
                name_ui(ui, page, name, i, item, *chosen == i);
                let lane = Rect::from_x_y_ranges(lanes.x_range(), row.y_range());
                let moved = lane_ui(ui, page, Ruler { lane }, row, i, item, times[i], chosen);
                put = put.take().or(moved.map(|t| (i, t)));
            }
        });
    });
    let below = (rect.top() + height * items.len() as f32).min(rect.bottom() - foot);
    let bottom = Rect::from_x_y_ranges(lanes.x_range(), below..=below + foot);
    let told = ui.interact(bottom, ui.id().with("ruler"), Sense::hover());
    told.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, "Ruler"));
    marks(ui.painter(), page.ink, Ruler { lane: bottom });
    let free = ui.memory(|m| m.focused().is_none());
    if let Some(time) = free.then(|| arrow(ui, times[*chosen])).flatten() {
        put = put.or(Some((*chosen, time)));
    }
    let (item, time) = put.filter(|_| page.grade.is_none())?;
    let mut new = times.clone();
    new[item] = Some(time);
    Some(Draft::Times(new))
}

/// Left and right: where they move a time to.
fn arrow(ui: &Ui, time: Option<f64>) -> Option<f64> {
    let (left, right, shift) =
        ui.input(|i| (i.key_pressed(Key::ArrowLeft), i.key_pressed(Key::ArrowRight), i.modifiers.shift));
    let by = if shift { 10.0 } else { STEP };
    let factor = if left {
        1.0 / by
    } else if right {
        by
    } else {
        return None;
    };
    Some(time.map_or(FIRST_H, |t| within(t * factor)))
}

fn name_ui(ui: &mut Ui, page: Page, rect: Rect, i: usize, item: &Ordered, open: bool) {
    let c = page.ink;
    let edge = if open { Stroke::new(2.0, c.text) } else { Stroke::new(1.0, c.raised) };
    ui.painter().rect(rect, CornerRadius::same(10), c.card, edge, StrokeKind::Inside);
    let inner = rect.shrink2(Vec2::new(10.0, 7.0));
    // A child beside the row: what stands in it moves nothing below.
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let mut ui = ui.new_child(UiBuilder::new().max_rect(inner).layout(layout).id_salt(("name", i)));
    ui.set_clip_rect(ui.clip_rect().intersect(rect));
    let name = style::bold(&item.name, if page.roomy { 17.0 } else { 13.0 });
    if page.grade.is_none() || !page.roomy {
        ui.add(Label::new(name).wrap().selectable(false));
        return;
    }
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.add(Label::new(name).wrap().selectable(false));
        ui.add(Label::new(RichText::new(&item.why).size(13.0).color(c.gold)).wrap().selectable(false));
    });
}

/// One lane: a slider of time.
fn lane_ui(
    ui: &mut Ui,
    page: Page,
    ruler: Ruler,
    row: Rect,
    i: usize,
    item: &Ordered,
    time: Option<f64>,
    chosen: &mut usize,
) -> Option<f64> {
    let c = page.ink;
    let graded = page.grade.and_then(|g| g.items.get(i).copied());
    let response = ui.interact(row, ui.id().with(("lane", i)), Sense::click_and_drag());
    let told = time.map_or_else(|| "not placed".to_owned(), say_about);
    let label = format!("{}: {told}", item.name);
    response.widget_info(|| WidgetInfo::slider(graded.is_none(), time.unwrap_or(f64::NAN), &label));
    let lane = ruler.lane;
    let painter = ui.painter();
    painter.rect_filled(lane, CornerRadius::same(6), c.card);
    for (_, hours) in MARKS {
        let x = ruler.x(hours);
        let line = Stroke::new(1.0, c.muted.gamma_multiply(0.28));
        painter.line_segment([Pos2::new(x, lane.top()), Pos2::new(x, lane.bottom())], line);
    }
    if response.has_focus() {
        painter.rect_stroke(row.expand(2.0), 8.0, Stroke::new(2.0, c.focus), StrokeKind::Outside);
        let arrows = egui::EventFilter { horizontal_arrows: true, ..egui::EventFilter::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(response.id, arrows));
    }
    if response.has_focus() || response.clicked() || response.drag_started() {
        *chosen = i;
    }
    if let Some(right) = graded {
        let band = Rect::from_x_y_ranges(ruler.x(item.right_h.0)..=ruler.x(item.right_h.1), lane.shrink(4.0).y_range());
        painter.rect_filled(band, CornerRadius::same(6), c.good.gamma_multiply(0.3));
        painter.rect_stroke(band, CornerRadius::same(6), Stroke::new(2.0, c.good), StrokeKind::Inside);
        let why = format!("{}: {}", graded::word(right), item.why);
        response.clone().on_hover_text(why);
    }
    if let Some(time) = time {
        knob(painter, page, ruler, time, graded, *chosen == i);
    } else {
        let words = "drag or click to the time that it takes";
        let font = FontId::proportional(13.0);
        painter.text(lane.center(), Align2::CENTER_CENTER, words, font, c.muted);
    }
    if graded.is_some() {
        return None;
    }
    if response.dragged() || response.clicked() {
        return response.interact_pointer_pos().filter(|at| at.x >= lane.left() - 20.0).map(|at| ruler.hours(at.x));
    }
    response.has_focus().then(|| arrow(ui, time)).flatten()
}

/// Where a mechanism is put: a line with a disc, and the time in words.
fn knob(painter: &Painter, page: Page, ruler: Ruler, time: f64, graded: Option<bool>, chosen: bool) {
    let c = page.ink;
    let lane = ruler.lane;
    let color = graded.map_or(c.gold, |right| graded::color(c, right));
    let x = ruler.x(time);
    let at = Pos2::new(x, lane.center().y);
    let line = Stroke::new(3.0, color);
    painter.line_segment([Pos2::new(x, lane.top() + 3.0), Pos2::new(x, lane.bottom() - 3.0)], line);
    painter.circle(at, if chosen { 13.0 } else { 11.0 }, c.ground, Stroke::new(3.0, color));
    match graded {
        Some(right) => graded::paint_mark(painter, at, 12.0, right, color),
        None => {
            painter.circle_filled(at, 4.0, color);
        }
    }
    let font = FontId::new(if page.roomy { 15.0 } else { 12.0 }, egui::FontFamily::Name(style::BOLD.into()));
    let words = painter.layout_no_wrap(say_about(time), font, Color32::PLACEHOLDER);
    let right = x + 20.0 + words.size().x < lane.right();
    let left = if right { x + 20.0 } else { x - 20.0 - words.size().x };
    let corner = Pos2::new(left, lane.center().y - 0.5 * words.size().y);
    painter.rect_filled(Rect::from_min_size(corner, words.size()).expand(3.0), 5.0, c.ground.gamma_multiply(0.8));
    painter.galley(corner, words, color);
}
