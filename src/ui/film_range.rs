//! Which part of the run is recorded: what was just watched, all of it, or between two handles. Not here: everything else in
//! the drawer ([`crate::ui::film`]).

use bevy_egui::egui::{self, CornerRadius, Key, Pos2, Rect, RichText, Sense, Stroke, Ui, Vec2};
use model::quantity::{duration_h, say_duration};
use sim::clock::Clock;
use sim::course::Course;

use super::{
    desk::{Desk, FIELD},
    film::row,
    film_order::{Draft, Kind},
    style::Ink,
};

/// Points within which a handle goes to a bookmark.
const NEAR: f32 = 6.0;
/// Share of the line that an arrow key is worth, and with Shift.
const STEPS: (f64, f64) = (0.01, 0.1);

/// Which part of the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Span {
    /// The last seconds that were watched, as long as the film.
    #[default]
    Last,
    /// From the start to the furthest moment.
    Whole,
    /// Between two chosen hours.
    Range,
}

/// First and last hour that are meant.
#[must_use]
pub fn hours(draft: &Draft, course: &Course, clock: &Clock) -> (f64, f64) {
    let now = course.t_h();
    match draft.span {
        Span::Last => ((now - draft.seconds * clock.speed_h_per_s).max(0.0), now),
        Span::Whole => (0.0, course.reached_h()),
        Span::Range if draft.kind == Kind::Picture => (0.0, draft.hours.1),
        Span::Range => draft.hours,
    }
}

/// The rows of the drawer that choose it.
pub fn range_ui(ui: &mut Ui, c: Ink, desk: &mut Desk, course: &Course, clock: &Clock) {
    let reached = course.reached_h();
    let draft = &mut desk.film;
    row(ui, c, "Of", |ui| {
        let last = if draft.kind == Kind::Picture { "The present moment" } else { "What I just watched" };
        for (span, name) in [(Span::Last, last), (Span::Whole, "The whole run"), (Span::Range, "A range")] {
            if ui.selectable_label(draft.span == span, name).clicked() {
                if span == Span::Range && draft.span != span && draft.hours.1 <= draft.hours.0 {
                    draft.hours = hours(draft, course, clock);
                }
                draft.span = span;
            }
        }
    });
    if draft.span != Span::Range {
        let (from, to) = hours(draft, course, clock);
        row(ui, c, "", |ui| {
            ui.label(RichText::new(said(draft.kind, from, to)).small().color(c.muted));
        });
        return;
    }
    draft.hours = (draft.hours.0.clamp(0.0, reached), draft.hours.1.clamp(0.0, reached));
    bar_ui(ui, c, &mut desk.film, course);
    row(ui, c, "From", |ui| {
        end_ui(ui, c, desk, course, 0);
        ui.label(RichText::new("to").color(c.muted));
        end_ui(ui, c, desk, course, 1);
    });
}

fn said(kind: Kind, from: f64, to: f64) -> String {
    if kind == Kind::Picture {
        format!("at {}; the plot begins at {}", say_duration(to), say_duration(from))
    } else {
        format!("{} to {}", say_duration(from), say_duration(to))
    }
}

/// One end: its hour as it can be written, and the present moment.
fn end_ui(ui: &mut Ui, c: Ink, desk: &mut Desk, course: &Course, end: usize) {
    ui.spacing_mut().item_spacing.x = 6.0;
    let reached = course.reached_h();
    let hour = if end == 0 { desk.film.hours.0 } else { desk.film.hours.1 };
    let mut text = desk.film.texts[end].clone().unwrap_or_else(|| terse(hour));
    let field = ui.add(egui::TextEdit::singleline(&mut text).desired_width(90.0).char_limit(20).margin(FIELD));
    let field = field.on_hover_text("Such as 90s, 5min, 4h, 28d");
    desk.saw(&field);
    if field.has_focus() {
        desk.film.texts[end] = Some(text.clone());
    }
    let wrong = duration_h(text.trim()).err();
    if field.lost_focus() && desk.film.texts[end].take().is_some() && wrong.is_none() {
        let hour = duration_h(text.trim()).unwrap_or(hour).clamp(0.0, reached);
        set(&mut desk.film, end, hour);
    }
    if ui.button("Now").on_hover_text("The present moment").clicked() {
        set(&mut desk.film, end, course.t_h());
    }
    if let Some(wrong) = wrong.filter(|_| field.has_focus()) {
        ui.label(RichText::new(wrong).small().color(c.bad));
    }
}

/// An hour as it can be written again ("90s", "4.5min", "36h", "3.25d").
#[must_use]
pub fn terse(hour: f64) -> String {
    let units = [(3.0, 24.0, "d"), (2.0, 1.0, "h"), (2.0, 1.0 / 60.0, "min")];
    let (unit_h, unit) =
        units.into_iter().find(|(least, h, _)| hour >= least * h).map_or((1.0 / 3600.0, "s"), |(_, h, unit)| (h, unit));
    let number = format!("{:.2}", hour / unit_h);
    format!("{}{unit}", number.trim_end_matches('0').trim_end_matches('.'))
}

/// Puts one end somewhere; the other gives way.
fn set(draft: &mut Draft, end: usize, hour: f64) {
    draft.texts[end] = None;
    if end == 0 {
        draft.hours = (hour, draft.hours.1.max(hour));
    } else {
        draft.hours = (draft.hours.0.min(hour), hour);
    }
}

/// A line as long as what was played, bookmarks on it, and a handle at each end of the range.
fn bar_ui(ui: &mut Ui, c: Ink, draft: &mut Draft, course: &Course) {
    let reached = course.reached_h().max(1e-9);
    let width = (ui.available_width() - 12.0).max(60.0);
    let (rect, _) = ui.allocate_exact_size(Vec2::new(width, 26.0), Sense::hover());
    let track = Rect::from_center_size(rect.center(), Vec2::new(width - 16.0, 8.0));
    let x = |hour: f64| track.left() + (hour / reached) as f32 * track.width();
    ui.painter().rect_filled(track, CornerRadius::same(4), c.raised);
    let part = Rect::from_x_y_ranges(x(draft.hours.0)..=x(draft.hours.1), track.y_range());
    ui.painter().rect_filled(part, CornerRadius::same(4), c.good);
    for bookmark in course.bookmarks.iter().filter(|b| b.at_h <= reached) {
        let at = x(bookmark.at_h);
        let ends = [Pos2::new(at, track.top() - 4.0), Pos2::new(at, track.bottom() + 4.0)];
        ui.painter().line_segment(ends, Stroke::new(2.0, c.gold));
    }
    for (end, name) in [(0, "From"), (1, "To")] {
        let hour = if end == 0 { draft.hours.0 } else { draft.hours.1 };
        let place = Rect::from_center_size(Pos2::new(x(hour), track.center().y), Vec2::new(14.0, 24.0));
        let handle = ui.interact(place, ui.id().with(("film handle", end)), Sense::click_and_drag());
        handle.widget_info(|| egui::WidgetInfo::slider(true, hour, name));
        ui.painter().rect_filled(place.shrink(2.0), CornerRadius::same(4), c.text);
        if handle.has_focus() {
            ui.painter().rect_stroke(
                place,
                CornerRadius::same(6),
                Stroke::new(2.0, c.focus),
                egui::StrokeKind::Outside,
            );
            let arrows = egui::EventFilter { horizontal_arrows: true, ..egui::EventFilter::default() };
            ui.memory_mut(|m| m.set_focus_lock_filter(handle.id, arrows));
            if let Some(step) = stepped(ui) {
                set(draft, end, (hour + step * reached).clamp(0.0, reached));
            }
        }
        if let Some(at) = handle.interact_pointer_pos().filter(|_| handle.dragged()) {
            let wished = f64::from((at.x - track.left()) / track.width()).clamp(0.0, 1.0) * reached;
            let marks = course.bookmarks.iter().map(|b| b.at_h).filter(|h| *h <= reached);
            let away = |h: &f64| (x(*h) - at.x).abs();
            let near = marks.filter(|h| away(h) <= NEAR).min_by(|a, b| away(a).total_cmp(&away(b)));
            set(draft, end, near.unwrap_or(wished));
        }
        handle.on_hover_text(format!("{name} {}", say_duration(hour)));
    }
}

/// Share of the line that the arrow keys of this frame ask for.
fn stepped(ui: &Ui) -> Option<f64> {
    ui.input(|i| {
        let step = if i.modifiers.shift { STEPS.1 } else { STEPS.0 };
        match (i.key_pressed(Key::ArrowLeft), i.key_pressed(Key::ArrowRight)) {
            (true, false) => Some(-step),
            (false, true) => Some(step),
            _ => None,
        }
    })
}
