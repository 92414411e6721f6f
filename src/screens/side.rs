//! Beside the scene: the plots and the roster, or the debrief. Not here: how they are drawn (`ui`).

use bevy_egui::egui::{RichText, ScrollArea, Ui};
use model::system::Target;
use sim::course::Course;

use super::Table;
use super::cards::goal_lines;
use super::frame::Sight;
use crate::game::{Game, Phase};
use crate::ui::charts::{self, Curves, View};
use crate::ui::style::{self, Ink};
use crate::ui::{Wish, choice, compare, debrief, roster};

/// What a narrow window shows beside the scene, one at a time.
const TABS: [&str; 5] = ["Task", "Level", "Effect", "Curve", "States"];

/// The whole column; `next` is the level that follows.
pub fn side_ui(
    ui: &mut Ui,
    c: Ink,
    sight: &Sight,
    game: &Game,
    course: &Course,
    table: &mut Table,
    wide: bool,
    next: Option<&str>,
) -> Option<Wish> {
    let mut wish = None;
    if let (Phase::Debrief, Some(level), Some(verdict)) = (game.phase, &game.level, &game.verdict) {
        let room = if wide { ui.available_height() - 190.0 } else { ui.available_height() };
        style::card(ui, c, |ui| {
            ScrollArea::vertical().id_salt(("debrief", table.runs)).auto_shrink(false).max_height(room).show(
                ui,
                |ui| {
                    wish = debrief::debrief_ui(ui, c, game, level, verdict, next);
                    if course.other.is_some() {
                        ui.separator();
                        wish = wish.take().or(compare::compare_ui(ui, c, game, course));
                    }
                },
            );
        });
        if wide {
            let asked = style::card(ui, c, |ui| plot_ui(ui, c, game, course, 1, 84.0));
            wish = wish.or(asked);
        }
        return wish;
    }
    if wide {
        let theme = sight.settings.theme();
        let compared = if course.other.is_some() { 130.0 } else { 0.0 };
        let height = ((ui.available_height() - 392.0 - compared) / 3.0).clamp(64.0, 150.0);
        ScrollArea::vertical().id_salt("side").show(ui, |ui| {
            if course.other.is_some() {
                wish = style::card(ui, c, |ui| compare::compare_ui(ui, c, game, course));
            }
            for which in [0, 1] {
                wish = wish.take().or(style::card(ui, c, |ui| plot_ui(ui, c, game, course, which, height)));
            }
            let enzyme = course.run.engine.system.target == Target::Enzyme;
            style::card(ui, c, |ui| roster::roster_ui(ui, c, theme, &sight.census, enzyme));
            wish = wish.take().or(style::card(ui, c, |ui| plot_ui(ui, c, game, course, 2, height)));
        });
    } else {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.spacing_mut().button_padding.x = 4.0;
            for (i, name) in TABS.into_iter().enumerate() {
                if ui.selectable_label(table.tab == i, name).clicked() {
                    table.tab = i;
                }
            }
        });
        ScrollArea::vertical().id_salt("side").auto_shrink(false).show(ui, |ui| match table.tab {
            0 => {
                wish = compare::compare_ui(ui, c, game, course);
                if let Some(level) = &game.level {
                    ui.label(&level.prompt);
                    goal_lines(ui, c, level, course);
                } else {
                    wish = wish.take().or(choice::choice_ui(ui, game, &sight.content));
                }
            }
            4 => {
                let enzyme = course.run.engine.system.target == Target::Enzyme;
                roster::roster_ui(ui, c, sight.settings.theme(), &sight.census, enzyme);
            }
            tab => {
                let height = (ui.available_height() - 60.0).clamp(60.0, 160.0);
                wish = wish.take().or(plot_ui(ui, c, game, course, tab - 1, height));
            }
        });
    }
    wish
}

/// Where plots and time line end, h. The sandbox is long: there they follow what has been played.
#[must_use]
pub fn horizon_h(game: &Game, course: &Course) -> f64 {
    let end = course.setup.duration_h;
    let other = course.other.as_ref().and_then(|o| o.history.ahead.as_ref()).map_or(0.0, |a| a.t_h);
    if game.level.is_some() { end } else { (course.reached_h().max(other) * 1.25).clamp(2.0, end) }
}

/// Plot 0: level, 1: effect, 2: dose-response.
fn plot_ui(ui: &mut Ui, c: Ink, game: &Game, course: &Course, which: usize, height: f32) -> Option<Wish> {
    let mut wish = None;
    let view = View {
        trace: course.record(),
        ghost: course.other.as_ref().and_then(|o| o.history.ahead.as_ref()).map(|a| &a.trace),
        done: course.done(),
        duration_h: horizon_h(game, course),
        now_h: course.t_h(),
        marks: if ui.available_width() > 280.0 { 5 } else { 3 },
        height,
        ink: c,
    };
    let engine = &course.run.engine;
    let i = engine.system.effects.iter().position(|e| e.id == game.effect)?;
    match which {
        0 => {
            let drugs: Vec<_> = game.drugs.iter().map(|d| (d.id.clone(), d.name.clone())).collect();
            view.level_ui(ui, &drugs);
        }
        1 => {
            let effect = &engine.system.effects[i];
            if game.level.is_none() && engine.system.effects.len() > 1 {
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing.x = 2.0;
                    ui.spacing_mut().button_padding.x = 5.0;
                    for e in &engine.system.effects {
                        let label = RichText::new(&e.name).small();
                        if ui.selectable_label(e.id == effect.id, label).clicked() {
                            wish = Some(Wish::Effect(e.id.clone()));
                        }
                    }
                });
            }
            view.effect_ui(ui, &effect.id, &effect.name, &effect.shown);
        }
        _ => {
            let q: Vec<f64> = (0..=48).map(|k| 10_f64.powf(f64::from(k) / 12.0 - 2.0)).collect();
            let (naive, now) = engine.curves(i, &course.run.body, &q);
            let change = engine.curve_change(i, &course.run.body);
            let drug = engine.probe_name().unwrap_or("the drug").to_owned();
            let place = course.other.as_ref().and_then(|o| o.history.before_hour(course.t_h()));
            let other = place.map(|p| engine.curves(i, &p.place.body, &q).1);
            let curves =
                Curves { q, naive, now, other, ec50_fold: change.ec50_fold, emax_share: change.emax_share, drug };
            charts::response_ui(ui, c, height, &curves);
        }
    }
    wish
}
