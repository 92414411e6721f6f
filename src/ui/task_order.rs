//! A ruler of time: each mechanism has a lane, and is dragged to the time that it takes, from a second to three months. Not
//! here: what is right ([`model::task`]).

use bevy_egui::egui::{
    self, Align2, Color32, CornerRadius, FontId, Key, Label, Painter, Pos2, Rect, RichText, ScrollArea, Sense, Stroke,
    StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, WidgetType,
};
use model::task::Ordered;

use super::{
    board::Page,
    graded,
    style::{self, Ink},
};
use crate::answer::Draft;

/// Ends of the ruler, h.
pub const ENDS_H: (f64, f64) = (1.0 / 3600.0, 24.0 * 91.0);
/// What an arrow key multiplies a time by; ten of them are a power of ten. With Shift one is.
const STEP: f64 = 1.258_925_411_794_167;
/// Where an arrow key puts what was not placed yet, h.
const FIRST_H: f64 = 1.0;

/// Marks of the ruler: name and hours.
const MARKS: [(&str, f64); 10] = [
    ("1 s", 1.0 / 3600.0),
    ("10 s", 10.0 / 3600.0),
    ("1 min", 1.0 / 60.0),
    ("10 min", 1.0 / 6.0),
    ("1 h", 1.0),
    ("6 h", 6.0),
    ("1 day", 24.0),
    ("1 week", 168.0),
    ("1 month", 24.0 * 30.4),
    ("3 months", 24.0 * 91.0),
];

/// The scale of a ruler that lies in `lane`.
#[derive(Clone, Copy)]
struct Ruler {
    lane: Rect,
}

impl Ruler {
    fn x(self, hours: f64) -> f32 {
        let (low, high) = (ENDS_H.0.ln(), ENDS_H.1.ln());
        let share = (hours.max(1e-12).ln() - low) / (high - low);
        self.lane.left() + share.clamp(0.0, 1.0) as f32 * self.lane.width()
    }

    fn hours(self, x: f32) -> f64 {
        let share = f64::from((x - self.lane.left()) / self.lane.width()).clamp(0.0, 1.0);
        within((ENDS_H.0.ln() + share * (ENDS_H.1.ln() - ENDS_H.0.ln())).exp())
    }
}

fn within(hours: f64) -> f64 {
    hours.clamp(ENDS_H.0, ENDS_H.1)
}

/// A time as a person would say it, rounded.
#[must_use]
pub fn say_about(hours: f64) -> String {
    let units = [(1.0 / 3600.0, "s"), (1.0 / 60.0, "min"), (1.0, "h"), (24.0, "days"), (168.0, "weeks")];
    let most = [90.0, 90.0, 36.0, 14.0, 9.0];
    let found = units.iter().zip(most).find(|((unit, _), most)| hours / unit < *most);
    let (unit, name) = found.map_or((24.0 * 30.4, "months"), |((unit, name), _)| (*unit, *name));
    let n = hours / unit;
    let text = if n < 9.5 { format!("{n:.1}").trim_end_matches(".0").to_owned() } else { format!("{n:.0}") };
    let name = if text == "1" { name.trim_end_matches('s') } else { name };
    format!("{text} {}", if name.is_empty() { "s" } else { name })
}

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

/// The ruler below the lanes; names that would touch are left out.
fn marks(painter: &Painter, c: Ink, ruler: Ruler) {
    let mut free = f32::NEG_INFINITY;
    let top = ruler.lane.top() + 2.0;
    painter.line_segment(
        [Pos2::new(ruler.lane.left(), top), Pos2::new(ruler.lane.right(), top)],
        Stroke::new(2.0, c.muted),
    );
    let words = |name: &str| painter.layout_no_wrap(name.to_owned(), FontId::proportional(13.0), c.text);
    let end = MARKS[MARKS.len() - 1].0;
    let last = ruler.lane.right() - 0.5 * words(end).size().x;
    for (name, hours) in MARKS {
        let x = ruler.x(hours);
        painter.line_segment([Pos2::new(x, top), Pos2::new(x, top + 6.0)], Stroke::new(2.0, c.muted));
        let words = words(name);
        let left = x - 0.5 * words.size().x;
        let room = name == end || left + words.size().x < last - 8.0;
        if left > free + 6.0 && room {
            free = left + words.size().x;
            painter.galley(Pos2::new(left, top + 9.0), words, c.text);
        }
    }
}
