//! Doses put on the time line one by one: a click puts one there, a drag moves it, Delete takes it away. Not here: what
//! becomes of them ([`crate::ui::plan_desk`]).

use bevy_egui::egui::{self, CornerRadius, Key, Pos2, Rect, RichText, Sense, Stroke, Ui};
use model::quantity::say_duration;

use super::plan_track::{Track, delete_pressed, moved_by_keys, step_h};
use super::style::Ink;

/// Points within which a dose is meant.
const NEAR: f32 = 8.0;

/// What the hand holds while doses are put down.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hand {
    /// Which of the amounts offered is put down.
    pub amount: usize,
    /// Where the keyboard is, h.
    pub cursor_h: f64,
    /// The dose that is meant, by place.
    pub held: Option<usize>,
}

/// The line with its doses (hours, DU); at most `most` of the `amounts` offered, none before `now_h`.
pub fn timeline_ui(
    ui: &mut Ui,
    c: Ink,
    doses: &mut Vec<(f64, f64)>,
    hand: &mut Hand,
    (amounts, most): (&[f64], usize),
    (now_h, until_h): (f64, f64),
) {
    hand.held = hand.held.filter(|k| *k < doses.len());
    let mut away = false;
    ui.horizontal_wrapped(|ui| {
        for (i, du) in amounts.iter().enumerate() {
            let chosen = ui.selectable_label(hand.amount == i, format!("{du} DU"));
            if chosen.clicked() {
                hand.amount = i;
            }
        }
        let left = most.saturating_sub(doses.len());
        ui.label(RichText::new(format!("{left} left")).color(c.muted));
        let held = hand.held.filter(|k| doses[*k].0 >= now_h);
        away = ui.add_enabled(held.is_some(), egui::Button::new("Remove")).on_hover_text("Delete").clicked();
    });
    let (track, response) = Track::new(ui, 46.0, (0.0, until_h), Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::slider(true, hand.cursor_h, "Doses on the time line"));
    let at_pointer = response.interact_pointer_pos().map(|p| p.x);
    let near = |doses: &[(f64, f64)], x: f32| {
        let far = |d: &(f64, f64)| (track.x(d.0) - x).abs();
        let found = doses.iter().enumerate().min_by(|a, b| far(a.1).total_cmp(&far(b.1)));
        found.filter(|(_, d)| far(d) <= NEAR).map(|(k, _)| k)
    };
    if let Some(x) = at_pointer {
        let hour = track.hour(x);
        if response.drag_started() || response.clicked() {
            response.request_focus();
            let pressed = ui.input(|i| i.pointer.press_origin()).map_or(x, |p| p.x);
            hand.held = near(doses, pressed);
            if hand.held.is_none() {
                put(doses, hand, track.hour(pressed), (amounts, most), now_h);
            }
        }
        if let Some(k) = hand.held.filter(|k| response.dragged() && doses[*k].0 >= now_h) {
            doses[k].0 = hour.max(now_h);
        }
        hand.cursor_h = hour;
    }
    let leap_h = step_h(until_h, 40.0);
    if let Some(by) = moved_by_keys(ui, &response, track.step_h, leap_h) {
        let shift = ui.input(|i| i.modifiers.shift);
        hand.cursor_h = track.snap(hand.cursor_h + by);
        match hand.held.filter(|k| shift && doses[*k].0 >= now_h) {
            Some(k) => doses[k].0 = hand.cursor_h.max(now_h),
            None => hand.held = doses.iter().position(|d| (d.0 - hand.cursor_h).abs() < 0.5 * track.step_h),
        }
    }
    if response.has_focus() {
        if ui.input(|i| i.key_pressed(Key::Enter)) {
            put(doses, hand, hand.cursor_h, (amounts, most), now_h);
        }
        away |= delete_pressed(ui);
    }
    if let Some(k) = hand.held.filter(|k| away && doses[*k].0 >= now_h) {
        doses.remove(k);
        hand.held = None;
    }
    let sorted = doses.is_sorted_by(|a, b| a.0 <= b.0);
    if !sorted && !response.dragged() {
        let held = hand.held.map(|k| doses[k]);
        doses.sort_by(|a, b| a.0.total_cmp(&b.0));
        hand.held = held.and_then(|h| doses.iter().position(|d| *d == h));
    }
    paint(ui, c, &track, doses, hand, (now_h, response.has_focus()));
    let hour = response.hover_pos().map(|p| track.hour(p.x));
    if let Some(hour) = hour {
        response.on_hover_text_at_pointer(say_duration(hour));
    }
}

fn put(doses: &mut Vec<(f64, f64)>, hand: &mut Hand, hour: f64, (amounts, most): (&[f64], usize), now_h: f64) {
    let Some(du) = amounts.get(hand.amount) else { return };
    if doses.len() < most && hour >= now_h {
        let at = doses.partition_point(|d| d.0 <= hour);
        doses.insert(at, (hour, *du));
        hand.held = Some(at);
    }
}

fn paint(ui: &Ui, c: Ink, track: &Track, doses: &[(f64, f64)], hand: &Hand, (now_h, focus): (f64, bool)) {
    track.paint(ui, c, now_h);
    let painter = ui.painter();
    let most = doses.iter().map(|d| d.1).fold(0.0, f64::max);
    for (k, (at_h, du)) in doses.iter().enumerate() {
        let height = track.rect.height() * (0.3 + 0.6 * (du / most) as f32);
        let bottom = Pos2::new(track.x(*at_h), track.rect.bottom());
        let bar = Rect::from_min_max(bottom - egui::vec2(4.0, height), bottom + egui::vec2(4.0, 0.0));
        let color = if *at_h < now_h { c.drug.gamma_multiply(0.5) } else { c.drug };
        painter.rect_filled(bar, CornerRadius::same(3), color);
        if hand.held == Some(k) {
            painter.rect_stroke(bar.expand(1.5), CornerRadius::same(4), (2.0, c.text), egui::StrokeKind::Outside);
        }
    }
    if focus {
        let rim = Stroke::new(2.0, c.focus);
        painter.rect_stroke(track.rect.expand(3.0), CornerRadius::same(6), rim, egui::StrokeKind::Outside);
        let x = track.x(hand.cursor_h);
        painter.line_segment([Pos2::new(x, track.rect.top()), Pos2::new(x, track.rect.bottom())], (2.0, c.gold));
    }
}
