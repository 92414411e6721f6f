//! Settings: size, look, motion, sound, receptors. Every change takes effect at once and is kept.

use bevy_egui::egui::{self, RichText, Ui};
use sound::grain::GRAINS;

use super::{
    Wish,
    style::{self, Ink},
};
use crate::save::{Settings, Volumes};
use crate::view::{DETAILS, THEMES};

/// Keys that are always there, for the list on the settings screen.
pub const KEYS: [(&str, &str); 28] = [
    ("Space", "play and pause"),
    (",  .", "one step back, one step on"),
    (", . + Shift", "to the dose before, to the next"),
    ("Home  End", "to the start, to where I was"),
    ("[  ]", "slower, faster"),
    ("A", "automatic speed, on and off"),
    ("U", "run until something happens"),
    ("B", "bookmark this moment"),
    ("N  Shift+N", "to the next bookmark, to the one before"),
    ("M", "list of bookmarks"),
    ("F  T", "what if? keep this run and begin another, swap the two"),
    ("1 - 9", "the dose buttons, in order"),
    ("W", "wash out"),
    ("Z  Y", "take a dose back, give it again"),
    ("H", "hint"),
    ("E", "to the end of the level"),
    ("G", "plots on and off"),
    ("V", "what happens, or why"),
    ("S", "sound on and off"),
    ("L", "a plot large, the next one, none"),
    ("P  Shift+P", "follow a receptor: the next, the one before"),
    ("+  -  0", "nearer, farther, back to the membrane"),
    ("R (hold)", "restart with the same seed"),
    ("Enter", "the main button"),
    ("Tab", "from button to button"),
    ("Esc", "pause menu, and back"),
    ("F11", "full screen"),
    ("F12", "picture of the window"),
];

/// The settings screen. `silent`: why nothing is heard although sound is on.
pub fn settings_ui(ui: &mut Ui, c: Ink, now: &Settings, silent: Option<&str>) -> Option<Wish> {
    let mut wish = None;
    let mut new = now.clone();
    ui.horizontal(|ui| {
        if ui.button("Back").clicked() {
            wish = Some(Wish::Back);
        }
        ui.heading("Settings");
    });
    ui.add_space(8.0);
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        style::page_keys(ui);
        style::card(ui, c, |ui| {
            ui.label(style::bold("Size of text and buttons", 16.0));
            ui.horizontal_wrapped(|ui| {
                for scale in [100, 125, 150, 175, 200] {
                    if ui.selectable_label(new.ui_scale == scale, format!("{scale} %")).clicked() {
                        new.ui_scale = scale;
                    }
                }
            });
            ui.add_space(6.0);
            ui.label(style::bold("Look", 16.0));
            for (theme, _, what) in THEMES {
                ui.radio_value(&mut new.look, theme, what);
            }
            ui.add_space(6.0);
            ui.label(style::bold("Detail of the scene", 16.0));
            ui.horizontal_wrapped(|ui| {
                for (detail, what) in DETAILS {
                    ui.radio_value(&mut new.detail, detail, what);
                }
            });
            ui.add_space(6.0);
            ui.checkbox(&mut new.reduced_motion, "Reduced motion: nothing wiggles, pulses or fades");
            ui.checkbox(&mut new.fullscreen, "Full screen (F11)");
            ui.checkbox(&mut new.plots, "Plots beside the scene (G)");
            ui.checkbox(&mut new.every_level, "Open every level (for teachers: nothing has to be passed before)");
        });
        style::card(ui, c, |ui| sound_ui(ui, c, &mut new.sound, silent));
        style::card(ui, c, |ui| {
            ui.label(style::bold("Receptors in a game", 16.0));
            ui.label(RichText::new("More receptors are smoother and need a faster computer.").color(c.muted));
            ui.horizontal_wrapped(|ui| {
                if ui.selectable_label(new.receptors.is_none(), "as the level says").clicked() {
                    new.receptors = None;
                }
                for n in [200, 1000, 10_000, 100_000, 1_000_000] {
                    if ui.selectable_label(new.receptors == Some(n), group_digits(n)).clicked() {
                        new.receptors = Some(n);
                    }
                }
            });
        });
        style::card(ui, c, |ui| {
            ui.label(style::bold("Keys", 16.0));
            egui::Grid::new("keys").num_columns(2).spacing([24.0, 4.0]).show(ui, |ui| {
                for (key, what) in KEYS {
                    ui.label(style::bold(key, 14.0));
                    ui.label(what);
                    ui.end_row();
                }
            });
        });
    });
    if new != *now {
        wish = Some(Wish::Change(new));
    }
    wish
}

/// Sound: on or off, and one slider for each kind. What is heard is also seen, so the list says both.
fn sound_ui(ui: &mut Ui, c: Ink, now: &mut Volumes, silent: Option<&str>) {
    ui.label(style::bold("Sound", 16.0));
    ui.checkbox(&mut now.on, "Sound (S): what receptors do, and how far the body is from its set point");
    if let Some(why) = silent.filter(|_| now.on) {
        let text = format!("No sound: {why}. The game needs none. To try again, switch sound off and on.");
        ui.label(RichText::new(text).color(c.muted));
    }
    egui::Grid::new("volumes").num_columns(2).spacing([24.0, 4.0]).show(ui, |ui| {
        for (name, percent) in [
            ("All sound", &mut now.master),
            ("Receptors", &mut now.effects),
            ("Set-point chord", &mut now.set_point),
            ("Voice (film)", &mut now.voice),
            ("Music (film)", &mut now.music),
        ] {
            let label = ui.label(name);
            let slider = egui::Slider::new(percent, 0..=100).step_by(5.0).suffix(" %");
            ui.add_enabled(now.on, slider).labelled_by(label.id);
            ui.end_row();
        }
    });
    let heard: Vec<String> = GRAINS.iter().map(|g| format!("{}: {}", g.name(), g.what())).collect();
    let chord = "The chord is in tune at the set point; bright and sharp above it, dark and flat below.";
    ui.label(RichText::new(format!("{}. {chord}", heard.join("; "))).small().color(c.muted));
}

/// `10000` as `10,000`.
#[must_use]
pub fn group_digits(n: u32) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, d) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(d);
    }
    out
}
