//! Time: play and pause, steps, speed, and the line of the run with its doses. A click on the line goes there.

use bevy_egui::egui::{self, Align2, CornerRadius, FontId, Pos2, Rect, RichText, Sense, Shape, Stroke, Ui, Vec2};
use model::plan::{Act, Action};
use model::quantity::say_duration;
use sim::clock::Clock;
use sim::command::PlayerCommand;
use sim::course::{Course, Deed};

use crate::game::Game;

use super::{
    Wish,
    charts::{marks, time_unit, trim},
    controls,
    style::Ink,
};

/// The factor between real and model time ("1 s = 20 min").
#[must_use]
pub fn factor(speed_h_per_s: f64) -> String {
    format!("1 s = {}", say_duration(speed_h_per_s))
}

/// The transport bar; with `help`, hints and "show me" at its right end.
pub fn transport_ui(
    ui: &mut Ui,
    c: Ink,
    course: &Course,
    clock: &Clock,
    can_play: bool,
    help: Option<&Game>,
) -> Option<Wish> {
    let mut wish = None;
    ui.horizontal_wrapped(|ui| {
        if play_button(ui, c, clock.running, can_play && !course.over()).clicked() {
            let command = if clock.running { PlayerCommand::Pause } else { PlayerCommand::Play };
            wish = Some(Wish::Sim(command));
        }
        let mut small = |ui: &mut Ui, text: &str, hint: &str, enabled: bool, answer: PlayerCommand| {
            if ui.add_enabled(enabled, egui::Button::new(text)).on_hover_text(hint).clicked() {
                wish = Some(Wish::Sim(answer));
            }
        };
        small(ui, "|<", "Step back  ,", course.tick > 0, PlayerCommand::StepBack);
        small(ui, ">|", "Step on  .", can_play && !course.over(), PlayerCommand::StepForward);
        small(ui, "-", "Slower  [", true, PlayerCommand::Speed(clock.faster(-1)));
        ui.label(RichText::new(factor(clock.speed_h_per_s)).color(c.gold));
        small(ui, "+", "Faster  ]", true, PlayerCommand::Speed(clock.faster(1)));
        if let Some(game) = help {
            ui.add_space(12.0);
            wish = wish.take().or(controls::hints_ui(ui, game));
        }
    });
    if let Some(to) = line_ui(ui, c, course) {
        wish = Some(Wish::Sim(PlayerCommand::GoTo(to)));
    }
    wish
}

fn play_button(ui: &mut Ui, c: Ink, running: bool, enabled: bool) -> egui::Response {
    let (rect, response) =
        ui.allocate_exact_size(Vec2::splat(38.0), if enabled { Sense::click() } else { Sense::hover() });
    let fill = if enabled { c.good } else { c.raised };
    ui.painter().circle_filled(rect.center(), 18.0, fill);
    if response.has_focus() {
        ui.painter().circle_stroke(rect.center(), 20.0, Stroke::new(2.5, c.focus));
    }
    let at = rect.center();
    if running {
        for x in [-5.0, 5.0] {
            let bar = Rect::from_center_size(at + Vec2::new(x, 0.0), Vec2::new(5.0, 16.0));
            ui.painter().rect_filled(bar, CornerRadius::same(1), c.ground);
        }
    } else {
        let points = vec![at + Vec2::new(-5.0, -9.0), at + Vec2::new(10.0, 0.0), at + Vec2::new(-5.0, 9.0)];
        ui.painter().add(Shape::convex_polygon(points, c.ground, Stroke::NONE));
    }
    let name = if running { "Pause" } else { "Play" };
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, enabled, name));
    response.on_hover_text(format!("{name}  (Space)"))
}

/// The line of the run; says where a click wants to go.
fn line_ui(ui: &mut Ui, c: Ink, course: &Course) -> Option<f64> {
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, 40.0), Sense::click());
    let track = Rect::from_min_max(rect.min + Vec2::new(8.0, 14.0), Pos2::new(rect.right() - 8.0, rect.top() + 22.0));
    let duration = course.setup.duration_h;
    let x_of = |h: f64| track.left() + (h / duration).clamp(0.0, 1.0) as f32 * track.width();
    let painter = ui.painter_at(rect);
    painter.rect_filled(track, CornerRadius::same(4), c.raised);
    let mut gone = track;
    gone.set_right(x_of(course.t_h()));
    painter.rect_filled(gone, CornerRadius::same(4), c.good.gamma_multiply(0.6));
    let mark = |a: &Action, strong: f32| {
        let color = match a.act {
            Act::Give { .. } => c.drug,
            Act::PatchOff { .. } | Act::Place { .. } | Act::Wash => c.text,
        };
        let x = x_of(a.at_h);
        let points = vec![
            Pos2::new(x - 5.0, rect.top() + 2.0),
            Pos2::new(x + 5.0, rect.top() + 2.0),
            Pos2::new(x, rect.top() + 11.0),
        ];
        painter.add(Shape::convex_polygon(points, color.gamma_multiply(strong), Stroke::NONE));
    };
    course.run.done.iter().for_each(|a| mark(a, 1.0));
    course.run.pending().iter().filter(|a| a.at_h <= duration).for_each(|a| mark(a, 0.45));
    // What was done while time stands still happens with the next tick: it is marked at once.
    for (_, deed) in course.log.iter().filter(|(tick, _)| *tick >= course.tick) {
        if let Deed::Act(act) = deed {
            mark(&Action { at_h: course.t_h(), act: *act }, 1.0);
        }
    }
    painter.circle_filled(Pos2::new(x_of(course.t_h()), track.center().y), 8.0, c.text);
    let unit = time_unit(duration);
    let most = (track.width() / 90.0).clamp(2.0, 8.0) as u32;
    for mark in marks((0.0, duration / unit.hours), most) {
        let text = format!("{} {}", trim(mark.value), unit.name);
        let x = x_of(mark.value * unit.hours);
        let align = if x > track.right() - 24.0 {
            Align2::RIGHT_TOP
        } else if mark.value == 0.0 {
            Align2::LEFT_TOP
        } else {
            Align2::CENTER_TOP
        };
        painter.text(Pos2::new(x, track.bottom() + 3.0), align, text, FontId::proportional(12.0), c.muted);
    }
    let at = response.interact_pointer_pos().filter(|_| response.clicked())?;
    let share = f64::from((at.x - track.left()) / track.width()).clamp(0.0, 1.0);
    // What has not been played yet cannot be gone to.
    let reached = course.run.trace.time_h.last().copied().unwrap_or(0.0).max(course.t_h());
    Some((share * duration).min(reached))
}
