//! What the sandbox is played with: a body system and a few drugs. Not here: how much of them is given
//! ([`crate::ui::controls`]).

use bevy_egui::egui::{self, Ui};
use model::content::Library;

use crate::game::{Game, SANDBOX_DRUGS};
use crate::ui::Wish;

/// Two menus: the body system, and the drugs that are at hand. A change starts the run anew.
pub fn choice_ui(ui: &mut Ui, game: &Game, library: &Library) -> Option<Wish> {
    let mut wish = None;
    let name = library.system(&game.system).map_or(game.system.as_str(), |s| s.name.as_str());
    ui.menu_button(format!("{name}  v"), |ui| {
        egui::ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            for s in &library.systems {
                let entry = ui.selectable_label(s.id == game.system, &s.name).on_hover_text(&s.summary);
                if entry.clicked() && s.id != game.system {
                    wish = Some(Wish::Sandbox(s.id.clone()));
                    ui.close();
                }
            }
        });
    })
    .response
    .on_hover_text("Choose a body system");
    let chosen: Vec<String> = game.drugs.iter().map(|d| d.id.clone()).collect();
    ui.menu_button(format!("Drugs ({}/{SANDBOX_DRUGS})  v", chosen.len()), |ui| {
        egui::ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            for d in library.drugs_for(&game.system) {
                let mut on = chosen.contains(&d.id);
                let last = on && chosen.len() == 1;
                let full = !on && chosen.len() >= SANDBOX_DRUGS;
                let tick = ui.add_enabled(!last && !full, egui::Checkbox::new(&mut on, &d.name));
                if tick.on_hover_text(&d.summary).clicked() {
                    let mut drugs = chosen.clone();
                    if on {
                        drugs.push(d.id.clone());
                    } else {
                        drugs.retain(|id| *id != d.id);
                    }
                    wish = Some(Wish::Drugs(drugs));
                    ui.close();
                }
            }
        });
    })
    .response
    .on_hover_text("Choose up to three drugs; the run starts anew");
    wish
}
