//! This run against the other, in numbers: the difference at the cursor and over the whole run, series by series. Not
//! here: the other run's lines in the plots ([`crate::ui::charts`]).

use bevy_egui::egui::{self, RichText, Ui};
use model::contrast::{Pair, contrast};
use model::problem::Entry;
use model::quantity::say_duration;
use sim::command::PlayerCommand;
use sim::course::Course;

use super::{
    Wish,
    facts::Book,
    provenance::{Fact, explain, named},
    style::{self, Ink},
};
use crate::game::Game;

/// The series that are shown: name in the trace, name on screen.
fn shown(game: &Game, course: &Course) -> Vec<(String, String)> {
    let system = &course.run.engine.system;
    let levels = game.drugs.iter().map(|d| (format!("level.{}", d.id), d.name.clone()));
    let effect = system.effects.iter().find(|e| e.id == game.effect);
    let effect = effect.map(|e| (format!("reading.{}", e.id), e.name.clone()));
    let symptom = system.symptoms.first().map(|s| (format!("symptom.{}", s.id), s.name.clone()));
    levels.chain(effect).chain(symptom).collect()
}

/// The card; nothing where there is no other run.
pub fn compare_ui(ui: &mut Ui, c: Ink, game: &Game, course: &Course, ledger: &[Entry]) -> Option<Wish> {
    let book = Book::of(ledger, course);
    let other = course.other.as_ref()?;
    let ahead = other.history.ahead.as_ref()?;
    let mut wish = None;
    ui.horizontal(|ui| {
        ui.label(style::bold("Two runs", 15.0)).on_hover_text("This run less the other");
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().button_padding.x = 7.0;
            ui.spacing_mut().item_spacing.x = 4.0;
            if ui.button(RichText::new("Drop").small()).on_hover_text("Forget the other run").clicked() {
                wish = Some(Wish::Sim(PlayerCommand::DropOther));
            }
            let beside = ui.button(RichText::new("Beside").small());
            if beside.on_hover_text("The receptors of both runs, one below the other").clicked() {
                wish = Some(Wish::Beside);
            }
            if ui.button(RichText::new("Swap").small()).on_hover_text("Play the other run  T").clicked() {
                wish = Some(Wish::Sim(PlayerCommand::Swap));
            }
            let since = RichText::new(format!("since {}", say_duration(other.from_h))).small().color(c.muted);
            ui.add(egui::Label::new(since).truncate());
        });
    });
    let now = course.t_h();
    let (here, there) = ((course.record(), course.reached_h()), (&ahead.trace, ahead.t_h));
    ui.spacing_mut().interact_size.y = 17.0;
    egui::Grid::new("two runs").num_columns(5).min_row_height(17.0).spacing([10.0, 2.0]).min_col_width(40.0).show(
        ui,
        |ui| {
            let quiet = |text: &str| RichText::new(text).small().color(c.muted);
            for (i, head) in ["difference", "now", "max", "min", "area, h"].into_iter().enumerate() {
                if i == 0 {
                    ui.label(quiet(head));
                } else {
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| ui.label(quiet(head)));
                }
            }
            ui.end_row();
            for (series, name) in shown(game, course) {
                let Some(found) = contrast(here, there, &series, now) else { continue };
                ui.scope(|ui| {
                    ui.set_max_width(96.0);
                    let shown = ui.add(egui::Label::new(RichText::new(&name).small()).truncate());
                    if let Some(fact) = book.series(&series) {
                        explain(shown, c, ledger, || fact);
                    }
                });
                let columns = ["now", "highest so far", "lowest so far", "area under the curve"];
                for (what, pair) in columns.into_iter().zip([found.at, found.max, found.min, found.area]) {
                    let shown = right(ui, c, RichText::new(signed(pair)).small().color(c.gold));
                    let Some(fact) = book.series(&series) else { continue };
                    let hours = if what.starts_with("area") { ", times hours" } else { "" };
                    explain(shown, c, ledger, || Fact {
                        name: format!("{name}, {what}: the difference"),
                        unit: format!("{}{hours}", fact.unit),
                        what: format!("This run {}, other run {}.", number(pair.here), number(pair.other)),
                        ..fact
                    });
                }
                ui.end_row();
            }
        },
    );
    wish
}

/// A number that can be asked about, at the right of its column.
fn right(ui: &mut Ui, c: Ink, text: RichText) -> egui::Response {
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| named(ui, c, text)).inner
}

/// A number in three digits, or in as many as it has before the point.
fn number(x: f64) -> String {
    match x.abs() {
        a if !a.is_finite() => "-".to_owned(),
        a if a >= 100.0 => format!("{x:.0}"),
        a if a >= 10.0 => format!("{x:.1}"),
        _ => format!("{x:.2}"),
    }
}

/// A difference with its sign; nought is nought.
fn signed(pair: Pair) -> String {
    let text = number(pair.difference());
    let nought = text.chars().all(|ch| matches!(ch, '0' | '.' | '-'));
    match () {
        () if text == "-" => text,
        () if nought => "0".to_owned(),
        () if text.starts_with('-') => text,
        () => format!("+{text}"),
    }
}
