//! The line of the run: what was played, what was done, bookmarks; a drag along it goes there at once. Not here: the
//! buttons ([`crate::ui::transport`]).

use bevy_egui::egui::{self, Align2, CornerRadius, FontId, Key, Painter, Pos2, Rect, Sense, Shape, Stroke, Ui, Vec2};
use model::plan::{Act, Action};
use model::quantity::say_duration;
use sim::command::PlayerCommand;
use sim::course::{Course, Deed};

use super::{
    charts::{marks, time_unit, trim},
    style::Ink,
    undo,
};

/// Points within which a click means the bookmark.
const NEAR: f32 = 6.0;

/// Where things are on the line.
#[derive(Clone, Copy)]
struct Scale {
    track: Rect,
    horizon_h: f64,
}

impl Scale {
    fn x(self, hour: f64) -> f32 {
        self.track.left() + (hour / self.horizon_h).clamp(0.0, 1.0) as f32 * self.track.width()
    }

    fn hour(self, x: f32) -> f64 {
        f64::from((x - self.track.left()) / self.track.width()).clamp(0.0, 1.0) * self.horizon_h
    }
}

/// The line, up to `horizon_h`; says what is asked for. While it is dragged, only what has been reached can be asked for;
/// a click or a release beyond asks for what is to come, if `ahead`.
pub fn line_ui(ui: &mut Ui, c: Ink, course: &Course, horizon_h: f64, ahead: bool) -> Option<PlayerCommand> {
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, 40.0), Sense::click_and_drag());
    let track = Rect::from_min_max(rect.min + Vec2::new(8.0, 14.0), Pos2::new(rect.right() - 8.0, rect.top() + 22.0));
    let scale = Scale { track, horizon_h };
    let painter = ui.painter_at(rect);
    paint(&painter, c, course, rect, scale);
    response.widget_info(|| egui::WidgetInfo::slider(true, course.t_h(), "Time, hours"));
    if response.has_focus() {
        let rim = Stroke::new(2.0, c.focus);
        painter.rect_stroke(track.expand(3.0), CornerRadius::same(6), rim, egui::StrokeKind::Outside);
        let arrows = egui::EventFilter { horizontal_arrows: true, ..egui::EventFilter::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(response.id, arrows));
        if let Some(command) = line_keys(ui, course, horizon_h, ahead) {
            return Some(command);
        }
    }
    let pointer = response.interact_pointer_pos().or(response.hover_pos());
    let near = |x: f32| course.bookmarks.iter().find(|b| (scale.x(b.at_h) - x).abs() <= NEAR);
    if let Some(at) = pointer {
        let named = near(at.x).map(|b| format!("{}, {}", b.name, say_duration(b.at_h)));
        let text = named.unwrap_or_else(|| say_duration(scale.hour(at.x)));
        response.clone().on_hover_text_at_pointer(text);
    }
    let reached = course.reached_h();
    if response.drag_stopped() {
        // Where it is let go is gone to exactly; what is to come takes a while.
        let hour = response.interact_pointer_pos().map(|at| scale.hour(at.x))?;
        return Some(PlayerCommand::GoTo(if ahead { hour } else { hour.min(reached) }));
    }
    let at = response.interact_pointer_pos()?;
    let hour = scale.hour(at.x);
    if response.clicked() {
        let hour = near(at.x).map_or(hour, |b| b.at_h);
        return Some(PlayerCommand::GoTo(if ahead { hour } else { hour.min(reached) }));
    }
    let moved = response.drag_started() || response.drag_delta().x != 0.0;
    (response.dragged() && moved).then_some(PlayerCommand::Scrub(hour.min(reached)))
}

/// Keys while the line has the focus: arrows step, with Shift from dose to dose; a page is a tenth of the line.
fn line_keys(ui: &Ui, course: &Course, horizon_h: f64, ahead: bool) -> Option<PlayerCommand> {
    let (now, reached) = (course.t_h(), course.reached_h());
    let to = |hour: f64| PlayerCommand::GoTo(hour.clamp(0.0, if ahead { horizon_h } else { reached }));
    ui.input(|i| {
        let shift = i.modifiers.shift;
        let step = |forward: bool| match (shift, forward) {
            (true, forward) => PlayerCommand::StepEvent { forward },
            (false, true) => PlayerCommand::StepForward,
            (false, false) => PlayerCommand::StepBack,
        };
        let keys = [
            (Key::ArrowLeft, step(false)),
            (Key::ArrowRight, step(true)),
            (Key::PageUp, to(now - 0.1 * horizon_h)),
            (Key::PageDown, to(now + 0.1 * horizon_h)),
            (Key::Home, to(0.0)),
            (Key::End, PlayerCommand::ToReached),
        ];
        keys.into_iter().find(|(key, _)| i.key_pressed(*key)).map(|(_, command)| command)
    })
}

fn paint(painter: &Painter, c: Ink, course: &Course, rect: Rect, scale: Scale) {
    let Scale { track, horizon_h } = scale;
    let part = |to_h: f64, color| {
        let part = Rect::from_min_max(track.min, Pos2::new(scale.x(to_h), track.bottom()));
        painter.rect_filled(part, CornerRadius::same(4), color);
    };
    painter.rect_filled(track, CornerRadius::same(4), c.raised);
    part(course.reached_h(), c.raised.lerp_to_gamma(c.good, 0.35));
    part(course.t_h(), c.raised.lerp_to_gamma(c.good, 0.75));
    if let Some(other) = &course.other {
        let x = scale.x(other.from_h);
        let ends = [Pos2::new(x, track.top() - 3.0), Pos2::new(x, track.bottom() + 3.0)];
        painter.extend(Shape::dashed_line(&ends, Stroke::new(2.0, c.muted), 3.0, 2.0));
    }
    let mark = |a: &Action, strong: f32| {
        let color = match a.act {
            Act::Give { .. } => c.drug,
            Act::PatchOff { .. } | Act::Place { .. } | Act::Wash => c.text,
        };
        let x = scale.x(a.at_h);
        let points = vec![
            Pos2::new(x - 5.0, rect.top() + 2.0),
            Pos2::new(x + 5.0, rect.top() + 2.0),
            Pos2::new(x, rect.top() + 11.0),
        ];
        painter.add(Shape::convex_polygon(points, color.gamma_multiply(strong), Stroke::NONE));
    };
    let now = course.t_h();
    course.done().iter().for_each(|a| mark(a, if a.at_h <= now { 1.0 } else { 0.7 }));
    let reached = course.reached_h();
    course.to_come().iter().filter(|a| a.at_h > reached && a.at_h <= horizon_h).for_each(|a| mark(a, 0.45));
    // What was done while time stands still happens with the next tick: it is marked at once.
    for (_, deed) in course.log.iter().rev().take_while(|(tick, _)| *tick >= course.tick) {
        if let Deed::Act(act) = deed
            && now >= reached
        {
            mark(&Action { at_h: now, act: *act }, 1.0);
        }
    }
    if let (n @ 2.., _) = undo::given_here(course) {
        let x = scale.x(now).clamp(track.left(), track.right() - 20.0);
        let (at, font) = (Pos2::new(x + 8.0, rect.top() - 1.0), FontId::proportional(12.0));
        painter.text(at, Align2::LEFT_TOP, format!("\u{d7}{n}"), font, c.drug);
    }
    for bookmark in course.bookmarks.iter().filter(|b| b.at_h <= horizon_h) {
        let x = scale.x(bookmark.at_h);
        painter.line_segment(
            [Pos2::new(x, track.top() - 4.0), Pos2::new(x, track.bottom() + 6.0)],
            Stroke::new(2.0, c.gold),
        );
        let (top, side) = (track.bottom() + 6.0, 4.0);
        let flag = vec![
            Pos2::new(x, top - side),
            Pos2::new(x + side, top),
            Pos2::new(x, top + side),
            Pos2::new(x - side, top),
        ];
        painter.add(Shape::convex_polygon(flag, c.gold, Stroke::NONE));
    }
    painter.circle_filled(Pos2::new(scale.x(now), track.center().y), 8.0, c.text);
    hours(painter, c, scale);
}

/// The numbers below the line.
fn hours(painter: &Painter, c: Ink, scale: Scale) {
    let Scale { track, horizon_h } = scale;
    let unit = time_unit(horizon_h);
    let most = (track.width() / 90.0).clamp(2.0, 8.0) as u32;
    for mark in marks((0.0, horizon_h / unit.hours), most) {
        let text = format!("{} {}", trim(mark.value), unit.name);
        let x = scale.x(mark.value * unit.hours);
        let align = if x > track.right() - 24.0 {
            Align2::RIGHT_TOP
        } else if mark.value == 0.0 {
            Align2::LEFT_TOP
        } else {
            Align2::CENTER_TOP
        };
        painter.text(Pos2::new(x, track.bottom() + 3.0), align, text, FontId::proportional(12.0), c.muted);
    }
}
