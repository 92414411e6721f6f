//! Time: play and pause, steps, speed, and below the line what leads further: until, bookmarks, what if. Not here: the
//! line itself ([`crate::ui::timeline`]).

use bevy_egui::egui::{self, CornerRadius, Pos2, Rect, RichText, Sense, Shape, Stroke, Ui, Vec2};
use model::quantity::say_duration;
use sim::bookmark::Marking;
use sim::clock::Clock;
use sim::command::PlayerCommand;
use sim::course::Course;

use crate::game::Game;

use super::{
    Wish, controls,
    desk::{Desk, Drawer},
    style::Ink,
    timeline,
};

/// The factor between real and model time ("1 s = 20 min").
#[must_use]
pub fn factor(speed_h_per_s: f64) -> String {
    format!("1 s = {}", say_duration(speed_h_per_s))
}

/// The transport bar, its line `horizon_h` long; with `help`, hints and "show me" at its end.
pub fn transport_ui(
    ui: &mut Ui,
    c: Ink,
    course: &Course,
    clock: &Clock,
    horizon_h: f64,
    desk: &mut Desk,
    can_play: bool,
    help: Option<&Game>,
) -> Option<Wish> {
    let mut wish = None;
    let sim = |command| Some(Wish::Sim(command));
    let moving = clock.running || clock.journey.is_some();
    let on = can_play && !course.over();
    ui.horizontal_wrapped(|ui| {
        // As high as the highest of them: all stand on one line.
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.allocate_space(Vec2::new(0.0, 38.0));
        ui.spacing_mut().item_spacing.x = 3.0;
        let back = course.tick > 0;
        let event = |forward| PlayerCommand::StepEvent { forward };
        let slower = PlayerCommand::Speed(clock.faster(-1));
        let faster = PlayerCommand::Speed(clock.faster(1));
        let more = course.reached_h() > course.t_h();
        let mut step = Steps { c, wish: &mut wish };
        step.button(ui, &[Part::Bar(-6.0), Part::Left(0.0)], "To the start", "Home; doses stay given, Undo takes them back", back, PlayerCommand::GoTo(0.0));
        step.button(ui, &[Part::Left(-4.0), Part::Left(4.0)], "To the dose before", "Shift+,", back, event(false));
        step.button(ui, &[Part::Left(0.0)], "Step back", ",", back, PlayerCommand::StepBack);
        if play_button(ui, c, moving, moving || on).clicked() {
            *step.wish = sim(if moving { PlayerCommand::Pause } else { PlayerCommand::Play });
        }
        step.button(ui, &[Part::Right(0.0)], "Step on", ".", on, PlayerCommand::StepForward);
        step.button(ui, &[Part::Right(-4.0), Part::Right(4.0)], "To the next dose", "Shift+.", on, event(true));
        step.button(ui, &[Part::Right(0.0), Part::Bar(6.0)], "To where I was", "End", more, PlayerCommand::ToReached);
        ui.add_space(10.0);
        step.button(ui, &[Part::Minus], "Slower", "[", true, slower);
        ui.add_sized([84.0, 30.0], egui::Label::new(RichText::new(factor(clock.speed_h_per_s)).color(c.gold)))
            .on_hover_text("Model time in one second");
        step.button(ui, &[Part::Minus, Part::Plus], "Faster", "]", true, faster);
        ui.spacing_mut().button_padding.x = 8.0;
        let auto = ui.add(egui::Button::new("Auto").selected(clock.auto));
        if auto.on_hover_text("Slow around doses and turning points, fast between  (A)").clicked() {
            wish = sim(PlayerCommand::Auto(!clock.auto));
        }
    });
    if let Some(command) = timeline::line_ui(ui, c, course, horizon_h, can_play) {
        wish = sim(command);
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        ui.spacing_mut().button_padding = Vec2::new(8.0, 3.0);
        ui.spacing_mut().interact_size.y = 24.0;
        let filming = desk.film.progress.percent().map_or_else(|| "Film".to_owned(), |p| format!("Film {p} %"));
        let mut drawer = |ui: &mut Ui, text: String, which: Drawer, hint: &str| {
            let open = desk.open == Some(which);
            if ui.add_enabled(can_play, egui::Button::new(text).selected(open)).on_hover_text(hint).clicked() {
                desk.toggle(which);
            }
        };
        drawer(ui, "Until...".to_owned(), Drawer::Until, "Run until something happens  (U)");
        if ui.button("Mark").on_hover_text("Bookmark this moment  (B); N and Shift+N go from one to the next").clicked()
        {
            wish = sim(PlayerCommand::Mark(Marking::Set));
        }
        drawer(ui, format!("Marks {}", course.bookmarks.len()), Drawer::Marks, "List of bookmarks  (M)");
        drawer(ui, filming, Drawer::Film, "Record the run as a film, a GIF or a picture  (C)");
        let fork = ui.add_enabled(on, egui::Button::new("What if?"));
        if fork.on_hover_text("Keep this run, and begin another from here  (F)").clicked() {
            wish = Some(Wish::WhatIf);
        }
        if let Some(game) = help {
            ui.add_space(8.0);
            wish = wish.take().or(controls::hints_ui(ui, game));
        }
    });
    wish
}

/// Buttons that each command something.
struct Steps<'a> {
    c: Ink,
    wish: &'a mut Option<Wish>,
}

impl Steps<'_> {
    fn button(&mut self, ui: &mut Ui, icon: &[Part], name: &str, key: &str, enabled: bool, command: PlayerCommand) {
        if icon_button(ui, self.c, icon, name, key, enabled).clicked() {
            *self.wish = Some(Wish::Sim(command));
        }
    }
}

/// What an icon is made of, with its place across.
#[derive(Clone, Copy)]
enum Part {
    Left(f32),
    Right(f32),
    Bar(f32),
    Minus,
    Plus,
}

fn icon_button(ui: &mut Ui, c: Ink, icon: &[Part], name: &str, key: &str, enabled: bool) -> egui::Response {
    let button = egui::Button::new("").min_size(Vec2::splat(30.0));
    let response = ui.add_enabled(enabled, button);
    let ink = if enabled { c.text } else { c.muted.gamma_multiply(0.6) };
    let at = response.rect.center();
    for part in icon {
        let bar = |x: f32, size: Vec2| {
            ui.painter().rect_filled(Rect::from_center_size(at + Vec2::new(x, 0.0), size), CornerRadius::ZERO, ink);
        };
        let wedge = |x: f32, to: f32| {
            let points = vec![
                at + Vec2::new(x - to * 3.5, -5.5),
                at + Vec2::new(x + to * 4.5, 0.0),
                at + Vec2::new(x - to * 3.5, 5.5),
            ];
            ui.painter().add(Shape::convex_polygon(points, ink, Stroke::NONE));
        };
        match *part {
            Part::Left(x) => wedge(x, -1.0),
            Part::Right(x) => wedge(x, 1.0),
            Part::Bar(x) => bar(x, Vec2::new(2.0, 11.0)),
            Part::Minus => bar(0.0, Vec2::new(11.0, 2.0)),
            Part::Plus => bar(0.0, Vec2::new(2.0, 11.0)),
        }
    }
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, enabled, name));
    response.on_hover_text(format!("{name}  ({key})"))
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
        let points: Vec<Pos2> = vec![at + Vec2::new(-5.0, -9.0), at + Vec2::new(10.0, 0.0), at + Vec2::new(-5.0, 9.0)];
        ui.painter().add(Shape::convex_polygon(points, c.ground, Stroke::NONE));
    }
    let name = if running { "Pause" } else { "Play" };
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, enabled, name));
    response.on_hover_text(format!("{name}  (Space)"))
}
