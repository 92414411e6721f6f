//! The title: what this is, and where to.

use bevy_egui::egui::{self, Align, Layout, RichText, Ui, Vec2};

use super::{
    Wish,
    style::{self, Ink},
};

/// The words that must stand on the title and in every debrief.
pub const NOT_ADVICE: &str = "Educational model, not medical advice";

/// The title menu. `last` is the title of what Continue leads to, `player` the name of who plays.
pub fn title_ui(ui: &mut Ui, c: Ink, last: Option<&str>, player: &str, notice: Option<&str>) -> Option<Wish> {
    let mut wish = None;
    egui::ScrollArea::vertical().show(ui, |ui| {
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            let tight = ui.available_height() < 420.0;
            ui.add_space(if tight { 2.0 } else { 40.0 });
            ui.label(style::bold("Setpoint", if tight { 30.0 } else { 52.0 }));
            if tight {
                // Large type: every entry is to be seen at once.
                ui.spacing_mut().item_spacing.y = 3.0;
                ui.spacing_mut().button_padding.y = 3.0;
                ui.spacing_mut().interact_size.y = 26.0;
            } else {
                ui.label(RichText::new("A body that pushes back").size(18.0).color(c.muted));
            }
            ui.label(RichText::new(NOT_ADVICE).size(14.0).color(c.muted));
            ui.add_space(if tight { 4.0 } else { 28.0 });
            let mut entry = |ui: &mut Ui, text: &str, answer: Wish, main: bool| {
                let label = style::bold(text, 17.0);
                let mut button = egui::Button::new(label)
                    .min_size(Vec2::new(ui.available_width().min(320.0), if tight { 26.0 } else { 42.0 }));
                if main {
                    button = button.fill(c.good.gamma_multiply(0.55));
                }
                if ui.add(button).clicked() {
                    wish = Some(answer);
                }
            };
            let first = last.map_or_else(|| "Play".to_owned(), |t| format!("Continue: {t}"));
            entry(ui, &first, Wish::Continue, true);
            entry(ui, "Levels", Wish::Levels, false);
            entry(ui, "Sandbox", Wish::Sandbox("mu_opioid".to_owned()), false);
            entry(ui, "Explainer", Wish::Explainer, false);
            entry(ui, &format!("Player: {player}"), Wish::Profiles, false);
            entry(ui, "Words", Wish::Words, false);
            entry(ui, "Settings", Wish::Settings, false);
            entry(ui, "Quit", Wish::Quit, false);
            ui.add_space(14.0);
            if let Some(text) = notice {
                ui.label(RichText::new(text).color(c.gold));
            }
        });
    });
    wish
}
