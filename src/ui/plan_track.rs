//! A line of hours to lay things on, and the grips that are dragged along it: what the panels for plans share.

use bevy_egui::egui::{
    self, Align2, CornerRadius, EventFilter, FontId, Key, Pos2, Rect, Response, Sense, Stroke, Ui, Vec2,
};
use model::plan::{Act, Action};
use model::quantity::say_duration;

use super::charts::{marks, time_unit, trim};
use super::style::Ink;

/// Steps that things snap to, h.
const STEPS_H: [f64; 10] = [1.0 / 60.0, 5.0 / 60.0, 0.25, 0.5, 1.0, 2.0, 4.0, 6.0, 12.0, 24.0];
/// Room beside the ends of the line, points: grips stand out.
const ASIDE: f32 = 12.0;
/// Height of the numbers below, points.
const BELOW: f32 = 18.0;

/// A line of hours.
#[derive(Clone, Copy, Debug)]
pub struct Track {
    /// Where it is drawn, without the numbers below.
    pub rect: Rect,
    /// Its first and last hour.
    pub span_h: (f64, f64),
    /// What is laid on it snaps to this, h.
    pub step_h: f64,
}

/// What was done with a grip.
pub struct Grip {
    /// The hour that it was moved to.
    pub to_h: Option<f64>,
    /// It is to go.
    pub gone: bool,
    /// The widget.
    pub response: Response,
}

/// The shortest of the usual steps that cuts a length into at most `most` parts, h.
#[must_use]
pub fn step_h(length_h: f64, most: f64) -> f64 {
    STEPS_H.into_iter().find(|s| *s * most >= length_h).unwrap_or(STEPS_H[STEPS_H.len() - 1])
}

impl Track {
    /// A line over the whole width; `sense` says what a click or a drag on the line itself may mean.
    pub fn new(ui: &mut Ui, height: f32, span_h: (f64, f64), sense: Sense) -> (Self, Response) {
        let size = Vec2::new(ui.available_width(), height + BELOW);
        let (all, response) = ui.allocate_exact_size(size, sense);
        let rect = Rect::from_min_max(
            all.min + Vec2::new(ASIDE, 0.0),
            Pos2::new((all.right() - ASIDE).max(all.left() + ASIDE + 1.0), all.bottom() - BELOW),
        );
        (Self { rect, span_h, step_h: step_h(span_h.1 - span_h.0, 700.0) }, response)
    }

    /// Where an hour is.
    #[must_use]
    pub fn x(&self, hour: f64) -> f32 {
        let share = (hour - self.span_h.0) / (self.span_h.1 - self.span_h.0);
        self.rect.left() + share.clamp(0.0, 1.0) as f32 * self.rect.width()
    }

    /// The hour at a place, on the nearest step.
    #[must_use]
    pub fn hour(&self, x: f32) -> f64 {
        let share = f64::from((x - self.rect.left()) / self.rect.width()).clamp(0.0, 1.0);
        self.snap(self.span_h.0 + share * (self.span_h.1 - self.span_h.0))
    }

    /// The nearest step, on the line.
    #[must_use]
    pub fn snap(&self, hour: f64) -> f64 {
        ((hour / self.step_h).round() * self.step_h).clamp(self.span_h.0, self.span_h.1)
    }

    /// The empty line: what has passed by `now_h` is darker, and the hours stand below.
    pub fn paint(&self, ui: &Ui, c: Ink, now_h: f64) {
        let painter = ui.painter();
        painter.rect_filled(self.rect, CornerRadius::same(5), c.raised);
        if now_h > self.span_h.0 {
            let past = Rect::from_min_max(self.rect.min, Pos2::new(self.x(now_h), self.rect.bottom()));
            painter.rect_filled(past, CornerRadius::same(5), c.raised.lerp_to_gamma(c.ground, 0.6));
            let x = self.x(now_h);
            painter.line_segment([Pos2::new(x, self.rect.top()), Pos2::new(x, self.rect.bottom())], (1.5, c.text));
        }
        let unit = time_unit(self.span_h.1);
        let most = (self.rect.width() / 80.0).clamp(2.0, 10.0) as u32;
        for mark in marks((self.span_h.0 / unit.hours, self.span_h.1 / unit.hours), most) {
            let at = Pos2::new(self.x(mark.value * unit.hours), self.rect.bottom() + 3.0);
            let text = format!("{} {}", trim(mark.value), unit.name);
            painter.text(at, Align2::CENTER_TOP, text, FontId::proportional(12.0), c.muted);
        }
    }

    /// Doses as bars as high as they are large; `strong`: 1 is drawn full.
    pub fn doses(&self, ui: &Ui, color: egui::Color32, acts: &[Action], strong: f32) {
        let du = |a: &Action| if let Act::Give { du, .. } = a.act { Some((a.at_h, du)) } else { None };
        let most = acts.iter().filter_map(du).map(|(_, du)| du).fold(0.0, f64::max);
        for (at_h, du) in acts.iter().filter_map(du) {
            let height = self.rect.height() * (0.2 + 0.6 * (du / most) as f32);
            let x = self.x(at_h);
            let bar = Rect::from_min_max(
                Pos2::new(x - 1.5, self.rect.bottom() - height),
                Pos2::new(x + 1.5, self.rect.bottom()),
            );
            ui.painter().rect_filled(bar, CornerRadius::same(1), color.gamma_multiply(strong));
        }
    }

    /// A grip at an hour that can be dragged between two others, or moved by the arrows; Delete asks for its end.
    pub fn grip(&self, ui: &mut Ui, c: Ink, salt: (&str, usize), hour: f64, within_h: (f64, f64), name: &str) -> Grip {
        let x = self.x(hour);
        let rect =
            Rect::from_center_size(Pos2::new(x, self.rect.center().y), Vec2::new(16.0, self.rect.height() + 6.0));
        let response = ui.interact(rect, ui.id().with(salt), Sense::click_and_drag());
        let lit = response.hovered() || response.dragged() || response.has_focus();
        let bar = Rect::from_center_size(rect.center(), Vec2::new(7.0, rect.height()));
        ui.painter().rect_filled(bar, CornerRadius::same(4), if lit { c.text } else { c.muted });
        if response.has_focus() {
            let rim = Stroke::new(2.0, c.focus);
            ui.painter().rect_stroke(bar.expand(2.0), CornerRadius::same(5), rim, egui::StrokeKind::Outside);
        }
        response.widget_info(|| egui::WidgetInfo::slider(true, hour, name));
        if response.drag_started() || response.clicked() {
            response.request_focus();
        }
        let dragged = response.interact_pointer_pos().filter(|_| response.dragged()).map(|at| self.hour(at.x));
        let keyed = moved_by_keys(ui, &response, self.step_h, step_h(self.span_h.1 - self.span_h.0, 40.0));
        let to_h =
            dragged.or(keyed.map(|by| self.snap(hour + by))).map(|h| h.clamp(within_h.0, within_h.1.max(within_h.0)));
        let gone = response.has_focus() && delete_pressed(ui);
        // Above: below are the hours.
        let mut tip = egui::Tooltip::for_enabled(&response);
        tip.popup = tip.popup.align(egui::RectAlign::TOP).align_alternatives(&[egui::RectAlign::TOP]);
        tip.show(|ui| ui.label(format!("{name}: {}", say_duration(hour))));
        Grip { to_h: to_h.filter(|to| *to != hour), gone, response }
    }
}

/// Whether Delete or Backspace was pressed.
#[must_use]
pub fn delete_pressed(ui: &Ui) -> bool {
    ui.input(|i| i.key_pressed(Key::Delete) || i.key_pressed(Key::Backspace))
}

/// How far the arrows move a widget that has the keyboard, h: a step, with Page keys a `leap`.
#[must_use]
pub fn moved_by_keys(ui: &Ui, response: &Response, step_h: f64, leap_h: f64) -> Option<f64> {
    if !response.has_focus() {
        return None;
    }
    let arrows = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|m| m.set_focus_lock_filter(response.id, arrows));
    let keys = [(Key::ArrowLeft, -step_h), (Key::ArrowRight, step_h), (Key::PageUp, -leap_h), (Key::PageDown, leap_h)];
    ui.input(|i| keys.into_iter().find(|(key, _)| i.key_pressed(*key)).map(|(_, by)| by))
}
