//! What the player may do in this level, and nothing else: dose buttons, the hours of a patch, washing out, hints.

use bevy_egui::egui::{self, RichText, Ui};
use model::level::Control;
use model::plan::Act;
use sim::command::PlayerCommand;
use sim::course::Deed;

use super::{
    Wish,
    style::{self, Ink},
};
use crate::game::Game;

/// Hours of a patch while they are being chosen, per control.
pub type PatchHours = Vec<(f64, f64)>;

/// Every dose that a key can give: control, drug, route, amount, in the order of the buttons.
#[must_use]
pub fn dose_keys(game: &Game) -> Vec<(usize, Act)> {
    let mut out = Vec::new();
    for (i, control) in game.controls.iter().enumerate() {
        let Control::Give { drug, route, amounts, most } = control else { continue };
        let Some((at, d)) = game.drugs.iter().enumerate().find(|(_, d)| d.id == *drug) else { continue };
        let route = if route.is_empty() { 0 } else { d.routes.iter().position(|r| r.id == *route).unwrap_or(0) };
        if game.used[i] < *most {
            out.extend(amounts.iter().map(|du| (i, Act::Give { drug: at, route, du: *du })));
        }
    }
    out
}

/// The controls, side by side.
pub fn controls_ui(ui: &mut Ui, c: Ink, game: &Game, hours: &mut PatchHours, enabled: bool) -> Option<Wish> {
    let mut wish = None;
    let act = |act: Act| Wish::Sim(PlayerCommand::Do(Deed::Act(act)));
    let mut key = 0;
    for (i, control) in game.controls.iter().enumerate() {
        match control {
            Control::Give { drug, route, amounts, most } => {
                let Some(d) = game.drugs.iter().find(|d| d.id == *drug) else { continue };
                let way = if d.routes.len() > 1 { format!(", {route}") } else { String::new() };
                ui.horizontal_wrapped(|ui| {
                    ui.label(RichText::new(format!("{}{way}", d.name)).color(c.muted));
                    if *most < u32::MAX {
                        let left = most - game.used[i];
                        ui.label(RichText::new(format!("{left} doses left")).small().color(c.muted));
                    }
                });
                ui.horizontal_wrapped(|ui| {
                    for (_, give) in dose_keys(game).into_iter().filter(|(control, _)| *control == i) {
                        key += 1;
                        let Act::Give { du, .. } = give else { continue };
                        let hint = format!("Key {key}");
                        if style::main_button(ui, &format!("{du} DU"), c.drug, enabled).on_hover_text(hint).clicked() {
                            wish = Some(act(give));
                        }
                    }
                    if amounts.is_empty() {
                        ui.label("no amounts");
                    }
                });
            }
            Control::DailyPatch { drug, du } => {
                let at = game.drugs.iter().position(|d| d.id == *drug).unwrap_or(0);
                let name = game.drugs.get(at).map_or("", |d| d.name.as_str());
                if let Some((on_h, off_h)) = patch_ui(ui, c, name, &mut hours[i], enabled) {
                    wish = Some(Wish::Sim(PlayerCommand::Do(Deed::WearPatch { drug: at, on_h, off_h, du: *du })));
                }
            }
            Control::Wash => {
                if ui.add_enabled(enabled, egui::Button::new("Wash out")).on_hover_text("W").clicked() {
                    wish = Some(act(Act::Wash));
                }
            }
        }
    }
    wish
}

/// Hours of the day at which a patch goes on and comes off; says when they are set.
fn patch_ui(ui: &mut Ui, c: Ink, name: &str, hours: &mut (f64, f64), enabled: bool) -> Option<(f64, f64)> {
    let mut set = None;
    ui.label(RichText::new(format!("{name} patch, every day")).color(c.muted));
    ui.add_enabled_ui(enabled, |ui| {
        let clock = |n: f64, _: std::ops::RangeInclusive<usize>| format!("{:02.0}:00", n.rem_euclid(24.0));
        let narrow = ui.available_width() < 260.0;
        ui.spacing_mut().slider_width = if narrow { 80.0 } else { 150.0 };
        ui.add(egui::Slider::new(&mut hours.0, 0.0..=23.0).step_by(1.0).custom_formatter(clock).text("on at"));
        ui.add(egui::Slider::new(&mut hours.1, 1.0..=24.0).step_by(1.0).custom_formatter(clock).text("off at"));
        let worn = (hours.1 - hours.0).rem_euclid(24.0);
        let worn = if worn == 0.0 { 24.0 } else { worn };
        ui.horizontal_wrapped(|ui| {
            if style::main_button(ui, "Wear it so", c.drug, enabled).clicked() {
                set = Some(*hours);
            }
            ui.label(RichText::new(format!("worn {worn:.0} h, free {:.0} h", 24.0 - worn)).color(c.muted));
        });
    });
    set
}

/// Hints taken so far, and the way to the next.
pub fn hints_ui(ui: &mut Ui, c: Ink, game: &Game) -> Option<Wish> {
    let level = game.level.as_ref()?;
    let mut wish = None;
    for hint in level.hints.iter().take(game.hints) {
        ui.label(RichText::new(hint).color(c.gold));
    }
    ui.horizontal_wrapped(|ui| {
        if game.hints < 3 && ui.button(format!("Hint ({} of 3)", game.hints + 1)).on_hover_text("H").clicked() {
            wish = Some(Wish::Hint);
        }
        if ui.button("Show me").on_hover_text("The stored plan plays itself").clicked() {
            wish = Some(Wish::ShowMe);
        }
        if ui.button("Finish").on_hover_text("Skip to the end and judge the run").clicked() {
            wish = Some(Wish::Finish);
        }
    });
    wish
}
