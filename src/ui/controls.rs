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
            Control::Give { drug, route, most, .. } => {
                let Some(d) = game.drugs.iter().find(|d| d.id == *drug) else { continue };
                let way = if d.routes.len() > 1 && !route.is_empty() { format!(", {route}") } else { String::new() };
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
                    if game.controls.get(i + 1) == Some(&Control::Wash) {
                        wish = wish.take().or(wash_ui(ui, enabled));
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
            Control::Wash if i > 0 && matches!(game.controls[i - 1], Control::Give { .. }) => {}
            Control::Wash => wish = wish.or(wash_ui(ui, enabled)),
        }
    }
    wish
}

fn wash_ui(ui: &mut Ui, enabled: bool) -> Option<Wish> {
    let button = egui::Button::new("Wash out").min_size(egui::vec2(0.0, 40.0));
    let clicked = ui.add_enabled(enabled, button).on_hover_text("W").clicked();
    clicked.then_some(Wish::Sim(PlayerCommand::Do(Deed::Act(Act::Wash))))
}

/// Hours of the day at which a patch goes on and comes off; says when they are set.
fn patch_ui(ui: &mut Ui, c: Ink, name: &str, hours: &mut (f64, f64), enabled: bool) -> Option<(f64, f64)> {
    let mut set = None;
    let worn = (hours.1 - hours.0).rem_euclid(24.0);
    let worn = if worn == 0.0 { 24.0 } else { worn };
    let text = format!("{name}: worn {worn:.0} h, free {:.0} h a day", 24.0 - worn);
    ui.label(RichText::new(text).color(c.muted));
    ui.add_enabled_ui(enabled, |ui| {
        let clock = |n: f64, _: core::ops::RangeInclusive<usize>| format!("{:02.0}:00", n.rem_euclid(24.0));
        ui.horizontal_wrapped(|ui| {
            ui.vertical(|ui| {
                ui.set_width(176.0);
                ui.spacing_mut().slider_width = 66.0;
                ui.add(egui::Slider::new(&mut hours.0, 0.0..=23.0).step_by(1.0).custom_formatter(clock).text("on"));
                ui.add(egui::Slider::new(&mut hours.1, 1.0..=24.0).step_by(1.0).custom_formatter(clock).text("off"));
            });
            if style::main_button(ui, "Wear it", c.drug, enabled).clicked() {
                set = Some(*hours);
            }
        });
    });
    set
}

/// The way to the next hint, to the stored plan, and to the end.
pub fn hints_ui(ui: &mut Ui, game: &Game) -> Option<Wish> {
    game.level.as_ref()?;
    let mut wish = None;
    if game.hints < 3 && ui.button(format!("Hint {}/3", game.hints + 1)).on_hover_text("H").clicked() {
        wish = Some(Wish::Hint);
    }
    if ui.button("Show me").on_hover_text("The stored plan plays itself").clicked() {
        wish = Some(Wish::ShowMe);
    }
    if ui.button("Finish").on_hover_text("Skip to the end and judge the run").clicked() {
        wish = Some(Wish::Finish);
    }
    wish
}
