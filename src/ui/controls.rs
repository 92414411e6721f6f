//! What the player may do in this level, and nothing else: dose buttons, the hours of a patch, washing out, hints.

use bevy_egui::egui::{self, RichText, Ui};
use model::drug::Entry;
use model::level::Control;
use model::plan::Act;
use sim::command::PlayerCommand;
use sim::course::Deed;

use super::{
    Wish,
    facts::Book,
    provenance::{Fact, disputed_mark, explain},
    style::{self, Ink},
};
use crate::game::Game;

/// Hours of a patch while they are being chosen, per control.
pub type PatchHours = Vec<(f64, f64)>;

/// Every dose that a key can give: control, drug, route, amount, in the order of the buttons.
#[must_use]
pub fn dose_keys(game: &Game) -> Vec<(usize, Act)> {
    let is_left = |i: usize| matches!(game.controls[i], Control::Give { most, .. } if game.used[i] < most);
    all_doses(game).into_iter().filter(|(i, _)| is_left(*i)).collect()
}

/// The same with those that are used up.
fn all_doses(game: &Game) -> Vec<(usize, Act)> {
    let mut out = Vec::new();
    for (i, control) in game.controls.iter().enumerate() {
        let Control::Give { drug, route, amounts, .. } = control else { continue };
        let Some((at, d)) = game.drugs.iter().enumerate().find(|(_, d)| d.id == *drug) else { continue };
        let route = if route.is_empty() { 0 } else { d.routes.iter().position(|r| r.id == *route).unwrap_or(0) };
        out.extend(amounts.iter().map(|du| (i, Act::Give { drug: at, route, du: *du })));
    }
    out
}

/// The controls, one below the other. `worn`: the hours that were last set for a patch.
pub fn controls_ui(
    ui: &mut Ui,
    c: Ink,
    game: &Game,
    book: Book,
    hours: &mut PatchHours,
    worn: Option<(f64, f64)>,
    enabled: bool,
) -> Option<Wish> {
    let mut wish = None;
    let act = |act: Act| Wish::Sim(PlayerCommand::Do(Deed::Act(act)));
    let mut key = 0;
    let gives = game.controls.iter().filter(|control| matches!(control, Control::Give { .. })).count();
    // Several ways of giving stand one below the other, each in a row of its own.
    let rows = game.level.is_none() || gives > 1;
    // Ways of giving one drug are told apart by the way.
    let ways = game.level.is_some() && gives > 1 && game.drugs.len() == 1;
    for (i, control) in game.controls.iter().enumerate() {
        match control {
            Control::Give { drug, route, most, .. } => {
                let Some(d) = game.drugs.iter().find(|d| d.id == *drug) else { continue };
                let way = if d.routes.len() > 1 && !route.is_empty() {
                    format!(", {}", route.replace('_', " "))
                } else {
                    String::new()
                };
                let sandbox = game.level.is_none();
                let left = most.saturating_sub(game.used[i]);
                let count = match (sandbox, rows) {
                    (true, _) => String::new(),
                    (false, true) => format!("  {left} left"),
                    (false, false) if left == 1 => "  1 dose left".to_owned(),
                    (false, false) => format!("  {left} doses left"),
                };
                // A pump goes on: what is given is a rate.
                let pump = |r: &&model::drug::Route| {
                    r.id == *route && matches!(r.entry, Entry::Patch { per_h, .. } if per_h == 1.0)
                };
                let rate = if d.routes.iter().any(|r| pump(&r)) { ", DU an hour" } else { "" };
                let what = if ways { route.replace('_', " ") } else { format!("{}{way}{rate}", d.name) };
                let name = RichText::new(format!("{what}{count}")).color(c.muted);
                let at = game.drugs.iter().position(|x| x.id == d.id).unwrap_or(0);
                let way_in = d.routes.iter().position(|r| r.id == *route).unwrap_or(0);
                let disputed = book.drug_disputes(d);
                let say = |shown: egui::Response, key: &str| {
                    if let Some(fact) = book.dose(at, way_in) {
                        explain(shown, c, book.ledger, || Fact { what: format!("{}{key}", fact.what), ..fact });
                    }
                };
                if !rows {
                    ui.horizontal(|ui| {
                        say(ui.label(name.clone()), "");
                        disputed_mark(ui, c, &disputed);
                    });
                }
                let row = |ui: &mut Ui| {
                    if rows {
                        ui.spacing_mut().button_padding.x = if sandbox { 6.0 } else { 5.0 };
                        ui.spacing_mut().item_spacing.x = if sandbox { ui.spacing().item_spacing.x } else { 4.0 };
                        let mark = if disputed.is_empty() { 0.0 } else { 15.0 + ui.spacing().item_spacing.x };
                        let room = match (sandbox, ways) {
                            (true, _) => 112.0,
                            (false, true) => 130.0,
                            (false, false) => 138.0,
                        };
                        let label = egui::Label::new(name.small()).wrap().halign(egui::Align::LEFT);
                        let place = egui::vec2(room - mark, if sandbox { 24.0 } else { 30.0 });
                        let from_left = egui::Layout::left_to_right(egui::Align::Center);
                        say(
                            ui.allocate_ui_with_layout(place, from_left, |ui| {
                                ui.set_min_width(place.x);
                                ui.add(label)
                            })
                            .inner,
                            "",
                        );
                        disputed_mark(ui, c, &disputed);
                    }
                    let mut buttons = |ui: &mut Ui| {
                        // Those that are used up stay where they are, so that nothing moves under the pointer.
                        let enabled = enabled && left > 0;
                        for (_, give) in all_doses(game).into_iter().filter(|(control, _)| *control == i) {
                            key += usize::from(left > 0);
                            let Act::Give { du, .. } = give else { continue };
                            let text = format!("{du} DU");
                            let given = if sandbox {
                                ui.add_enabled(enabled, egui::Button::new(RichText::new(text).small()).fill(c.raised))
                            } else if rows {
                                style::filled_button(ui, (&text, 14.0), c.drug, 30.0, enabled)
                            } else {
                                style::main_button(ui, &text, c.drug, enabled)
                            };
                            if given.clicked() {
                                wish = Some(act(give));
                            }
                            say(given, &if left > 0 { format!(" Key {key}.") } else { String::new() });
                        }
                        if game.controls.get(i + 1) == Some(&Control::Wash) {
                            wish = wish.take().or(wash_ui(ui, enabled, rows));
                        }
                    };
                    // What does not fit beside the name goes on below the first button, not below the name.
                    if rows {
                        ui.horizontal_wrapped(buttons);
                    } else {
                        buttons(ui);
                    }
                };
                if rows {
                    ui.horizontal_top(row);
                } else {
                    ui.horizontal_wrapped(row);
                }
            }
            Control::DailyPatch { drug, du } => {
                let at = game.drugs.iter().position(|d| d.id == *drug).unwrap_or(0);
                let name = game.drugs.get(at).map_or("", |d| d.name.as_str());
                if let Some((on_h, off_h)) = patch_ui(ui, c, (at, name), book, &mut hours[i], worn, enabled) {
                    wish = Some(Wish::Sim(PlayerCommand::Do(Deed::WearPatch { drug: at, on_h, off_h, du: *du })));
                }
            }
            Control::Wash if i > 0 && matches!(game.controls[i - 1], Control::Give { most, .. } if most < u32::MAX) => {
            }
            Control::Wash => wish = wish.or(wash_ui(ui, enabled, false)),
        }
    }
    wish
}

fn wash_ui(ui: &mut Ui, enabled: bool, small: bool) -> Option<Wish> {
    let (text, height) = if small { (RichText::new("Wash").small(), 0.0) } else { (RichText::new("Wash out"), 40.0) };
    let button = egui::Button::new(text).min_size(egui::vec2(0.0, height));
    let clicked = ui.add_enabled(enabled, button).on_hover_text("W").clicked();
    clicked.then_some(Wish::Sim(PlayerCommand::Do(Deed::Act(Act::Wash))))
}

/// Hours of the day at which a patch goes on and comes off; says when they are set.
fn patch_ui(
    ui: &mut Ui,
    c: Ink,
    (drug, name): (usize, &str),
    book: Book,
    hours: &mut (f64, f64),
    worn: Option<(f64, f64)>,
    enabled: bool,
) -> Option<(f64, f64)> {
    let mut set = None;
    let span = (hours.1 - hours.0).rem_euclid(24.0);
    let span = if span == 0.0 { 24.0 } else { span };
    let set_so = worn == Some(*hours);
    let state = if set_so { "worn so every day" } else { "not set yet" };
    let text = format!("{name}: {span:.0} h on, {:.0} h free, {state}", 24.0 - span);
    let routes = book.engine.drugs.get(drug).map(|d| d.routes.as_slice()).unwrap_or_default();
    let patch = routes.iter().position(|r| matches!(r.entry, Entry::Patch { .. })).unwrap_or(0);
    let say = |shown: egui::Response| {
        if let Some(fact) = book.dose(drug, patch) {
            explain(shown, c, book.ledger, || fact);
        }
    };
    say(ui.label(RichText::new(text).color(if set_so { c.good } else { c.muted })));
    ui.add_enabled_ui(enabled, |ui| {
        let clock = |n: f64, _: core::ops::RangeInclusive<usize>| format!("{:02.0}:00", n.rem_euclid(24.0));
        ui.horizontal(|ui| {
            ui.vertical(|ui| {
                ui.set_width(216.0);
                ui.spacing_mut().slider_width = 108.0;
                ui.add(egui::Slider::new(&mut hours.0, 0.0..=23.0).step_by(1.0).custom_formatter(clock).text("on"));
                ui.add(egui::Slider::new(&mut hours.1, 1.0..=24.0).step_by(1.0).custom_formatter(clock).text("off"));
            });
            let wear = style::main_button(ui, "Wear it", c.drug, enabled && !set_so);
            if wear.clicked() {
                set = Some(*hours);
            }
            say(wear);
        });
    });
    set
}

/// The way to the next hint, to the stored plan, and to the end.
pub fn hints_ui(ui: &mut Ui, game: &Game) -> Option<Wish> {
    game.level.as_ref()?;
    let mut wish = None;
    let hint = egui::Button::new(format!("Hint {}/3", (game.hints + 1).min(3)));
    if ui.add_enabled(game.hints < 3, hint).on_hover_text("H").clicked() {
        wish = Some(Wish::Hint);
    }
    if ui.button("Show me").on_hover_text("The stored plan plays itself").clicked() {
        wish = Some(Wish::ShowMe);
    }
    if ui.button("Finish").on_hover_text("Skip to the end and judge the run  (E)").clicked() {
        wish = Some(Wish::Finish);
    }
    wish
}
