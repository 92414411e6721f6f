//! The film drawer: what of the run is to be recorded, how long, how large and where to; how far it is, and how to stop it.
//! Not here: its range ([`crate::ui::film_range`]), what is asked for ([`crate::ui::film_order`]), recording itself
//! (`screens::recording`).

use bevy_egui::egui::{self, RichText, Ui};
use sim::clock::Clock;
use sim::course::Course;

use super::{
    Wish,
    desk::{Desk, FIELD},
    film_order::{Kind, Progress, SECONDS},
    film_range,
    style::{self, Ink},
};

/// Width of the names before the rows, points.
const NAMES: f32 = 56.0;

/// The drawer.
pub fn film_ui(ui: &mut Ui, c: Ink, desk: &mut Desk, course: &Course, clock: &Clock) -> Option<Wish> {
    if let Progress::Running { done, all, left_s } = desk.film.progress {
        return running_ui(ui, c, done, all, left_s);
    }
    row(ui, c, "Make", |ui| {
        for (kind, name) in [(Kind::Film, "Film"), (Kind::Gif, "GIF"), (Kind::Picture, "Picture")] {
            if ui.selectable_label(desk.film.kind == kind, name).clicked() {
                (desk.film.kind, desk.film.size) = (kind, 0);
                desk.film.seconds = desk.film.seconds.min(kind.longest_s());
            }
        }
    });
    film_range::range_ui(ui, c, desk, course, clock);
    let draft = &mut desk.film;
    if draft.kind != Kind::Picture {
        row(ui, c, "Length", |ui| {
            let slider = egui::Slider::new(&mut draft.seconds, SECONDS.0..=draft.kind.longest_s())
                .step_by(1.0)
                .fixed_decimals(0);
            ui.add(slider.suffix(" s")).on_hover_text("Seconds of film");
        });
    }
    row(ui, c, "Size", |ui| {
        for (i, (w, h)) in draft.kind.sizes().iter().enumerate() {
            if ui.selectable_label(draft.size == i, format!("{w} x {h}")).clicked() {
                draft.size = i;
            }
        }
    });
    row(ui, c, "Folder", |ui| {
        let room = (ui.available_width() - NAMES - 20.0).max(40.0);
        let edit = egui::TextEdit::singleline(&mut desk.film.folder).hint_text(&desk.film.usual).desired_width(room);
        let field = ui.add(edit.margin(FIELD)).on_hover_text("Where it goes");
        desk.saw(&field);
    });
    let order = desk.film.order(course, clock);
    let mut wish = None;
    ui.horizontal_wrapped(|ui| {
        let go = ui.add_enabled(order.is_some(), egui::Button::new(style::bold("Record", 15.0)));
        let go = go.on_hover_text("In the background; the game goes on");
        if go.on_disabled_hover_text("Nothing of the run has been chosen").clicked() {
            wish = order.map(|o| Wish::Film(Box::new(o)));
        }
        let (text, color) = match &desk.film.progress {
            Progress::Done(path) => (path.as_str(), c.good),
            Progress::Failed(why) => (why.as_str(), c.bad),
            Progress::Idle | Progress::Running { .. } => return,
        };
        ui.add(egui::Label::new(RichText::new(text).small().color(color)).wrap());
    });
    wish
}

/// While it is recorded.
fn running_ui(ui: &mut Ui, c: Ink, done: u64, all: u64, left_s: Option<f64>) -> Option<Wish> {
    let share = done as f32 / all.max(1) as f32;
    let text = match left_s {
        _ if all == 0 => "The run is being played to its place".to_owned(),
        Some(left) if left >= 0.0 => format!("{done} of {all} frames, {} left", say_left(left)),
        Some(_) | None => format!("{done} of {all} frames"),
    };
    ui.label(text);
    ui.add(egui::ProgressBar::new(share).desired_height(12.0).fill(c.good));
    ui.add_space(4.0);
    // Not where the button was that began it: a second click must not end it.
    let far = egui::Layout::right_to_left(egui::Align::Center);
    let stop = ui.with_layout(far, |ui| ui.button("Cancel").on_hover_text("Nothing is kept of it")).inner;
    stop.clicked().then_some(Wish::NoFilm)
}

fn say_left(seconds: f64) -> String {
    model::quantity::say_duration(seconds.ceil() / 3600.0)
}

/// A row with its name before it.
pub(super) fn row(ui: &mut Ui, c: Ink, name: &str, add: impl FnOnce(&mut Ui)) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().button_padding = egui::vec2(6.0, 3.0);
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.spacing_mut().interact_size.y = 24.0;
        let size = egui::vec2(NAMES, 24.0);
        ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.set_min_size(size);
            ui.label(RichText::new(name).color(c.muted));
        });
        add(ui);
    });
}
