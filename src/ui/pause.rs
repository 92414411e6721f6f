//! The pause menu.

use bevy_egui::egui::{Ui, Vec2};

use super::{
    Wish,
    style::{self, Ink},
};

/// What is offered while the game stands still.
pub fn pause_ui(ui: &mut Ui, c: Ink, in_level: bool) -> Option<Wish> {
    let mut wish = None;
    ui.label(style::bold("Paused", 24.0));
    ui.add_space(6.0);
    let mut entry = |ui: &mut Ui, text: &str, answer: Wish, main: bool| {
        let fill = if main { c.good.gamma_multiply(0.55) } else { c.raised };
        let label = style::bold(text, 16.0).color(c.text);
        let button = bevy_egui::egui::Button::new(label).fill(fill).min_size(Vec2::new(260.0, 38.0));
        if ui.add(button).clicked() {
            wish = Some(answer);
        }
    };
    entry(ui, "Go on", Wish::Menu, true);
    entry(ui, "Restart", Wish::Restart, false);
    entry(ui, "Restart with another seed", Wish::Reseed, false);
    if in_level {
        entry(ui, "Show me", Wish::ShowMe, false);
    }
    entry(ui, "Levels", Wish::Levels, false);
    entry(ui, "Words", Wish::Words, false);
    entry(ui, "Settings", Wish::Settings, false);
    entry(ui, "Title", Wish::Title, false);
    wish
}
