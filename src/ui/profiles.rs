//! Who plays: choose, begin, rename and remove profiles of a shared machine, and carry progress from one to another. Not
//! here: what becomes of it (`screens::profiling`).

use bevy_egui::egui::{self, RichText, Ui};

use super::{
    Wish,
    style::{self, Ink},
};
use crate::profiles::{LONGEST, MOST, Profiles, tidy};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileWish {
    /// Somebody else plays.
    Choose(u32),
    /// Somebody new plays.
    Create(String),
    /// Who plays now is called otherwise.
    Rename(String),
    /// Somebody is removed; their files are set aside.
    Remove(u32),
    /// Everything begins anew for who plays now; what was there is set aside.
    Reset,
    /// The progress of who plays now as a file.
    Export,
    /// What a file holds is added to it.
    Import(String),
}

/// What waits for a second answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Remove somebody?
    Remove(u32),
    /// Begin anew?
    Reset,
}

/// What is being written and asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// A name.
    pub name: String,
    /// What waits for a second answer.
    pub ask: Option<Ask>,
    /// The text field has the keyboard.
    pub typing: bool,
    /// Files that can be taken over.
    pub files: Vec<String>,
    /// The folder that they lie in.
    pub folder: String,
}

/// Those who play.
#[derive(Clone, Copy)]
pub struct People<'a> {
    /// Everybody.
    pub profiles: &'a Profiles,
    /// Stars of who plays now.
    pub stars: u32,
    /// A message.
    pub notice: Option<&'a str>,
}

/// The screen.
pub fn profiles_ui(ui: &mut Ui, c: Ink, people: People, page: &mut Page) -> Option<Wish> {
    let mut wish = None;
    let mut back = false;
    page.typing = false;
    ui.horizontal(|ui| {
        back = ui.button("Back").clicked();
        ui.heading("Who plays?");
    });
    ui.add_space(8.0);
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        style::page_keys(ui);
        if let Some(text) = people.notice {
            ui.label(RichText::new(text).color(c.gold));
        }
        style::card(ui, c, |ui| {
            for (number, name) in &people.profiles.all {
                wish = wish.take().or(row_ui(ui, c, people, page, *number, name));
            }
        });
        style::card(ui, c, |ui| wish = wish.take().or(name_ui(ui, c, people, page)));
        style::card(ui, c, |ui| wish = wish.take().or(progress_ui(ui, c, people, page)));
    });
    if wish.is_some() {
        page.ask = None;
    }
    if back { Some(Wish::Title) } else { wish.map(Wish::Profile) }
}

/// One of them: the name, and what can be done.
fn row_ui(ui: &mut Ui, c: Ink, people: People, page: &mut Page, number: u32, name: &str) -> Option<ProfileWish> {
    let mut wish = None;
    let plays = number == people.profiles.now;
    ui.horizontal_wrapped(|ui| {
        ui.label(style::bold(name, 17.0));
        if plays {
            ui.label(RichText::new(format!("plays now, {}", stars(people.stars))).color(c.good));
        } else if ui.button("Play").on_hover_text(format!("{name} plays")).clicked() {
            wish = Some(ProfileWish::Choose(number));
        }
        if people.profiles.all.len() > 1 && page.ask != Some(Ask::Remove(number)) {
            let remove = ui.button(RichText::new("Remove").color(c.muted)).on_hover_text(format!("Remove {name}"));
            if remove.clicked() {
                page.ask = Some(Ask::Remove(number));
            }
        }
    });
    if page.ask == Some(Ask::Remove(number)) {
        let text = format!("Remove {name}? The files are set aside, not deleted.");
        wish = wish.or(sure_ui(ui, c, page, &text, "Yes, remove", ProfileWish::Remove(number)));
    }
    wish
}

/// A name, for somebody new or for who plays now.
fn name_ui(ui: &mut Ui, c: Ink, people: People, page: &mut Page) -> Option<ProfileWish> {
    let mut wish = None;
    let label = ui.label(style::bold("A name", 16.0));
    ui.horizontal_wrapped(|ui| {
        let field = egui::TextEdit::singleline(&mut page.name).char_limit(LONGEST).desired_width(220.0);
        let field = ui.add(field.margin(super::desk::FIELD)).labelled_by(label.id);
        page.typing |= field.has_focus();
        let name = tidy(&page.name);
        let free = people.profiles.all.len() < MOST;
        let add = ui.add_enabled(name.is_some() && free, egui::Button::new("New player"));
        let rename = format!("Rename {}", people.profiles.name());
        let rename = ui.add_enabled(name.is_some(), egui::Button::new(rename));
        if let Some(name) = name {
            if add.clicked() {
                wish = Some(ProfileWish::Create(name));
            } else if rename.clicked() {
                wish = Some(ProfileWish::Rename(name));
            }
        }
    });
    let text = "Each player has stars, bookmarks and a run of their own. Settings are shared.";
    ui.label(RichText::new(text).color(c.muted));
    if wish.is_some() {
        page.name.clear();
    }
    wish
}

/// The progress of who plays now: to a file, from a file, back to the start.
fn progress_ui(ui: &mut Ui, c: Ink, people: People, page: &mut Page) -> Option<ProfileWish> {
    let mut wish = None;
    ui.label(style::bold(format!("Progress of {}", people.profiles.name()), 16.0));
    ui.horizontal_wrapped(|ui| {
        if ui.button("Export to a file").clicked() {
            wish = Some(ProfileWish::Export);
        }
        if page.ask != Some(Ask::Reset) && ui.button(RichText::new("Reset").color(c.muted)).clicked() {
            page.ask = Some(Ask::Reset);
        }
    });
    if page.ask == Some(Ask::Reset) {
        let text = format!("Begin anew for {}? What is there now is set aside, not deleted.", people.profiles.name());
        wish = wish.or(sure_ui(ui, c, page, &text, "Yes, begin anew", ProfileWish::Reset));
    }
    if page.folder.is_empty() {
        return wish;
    }
    ui.add_space(4.0);
    let text = format!("Import adds the stars and bookmarks of a file; nothing is lost. Files in {}:", page.folder);
    ui.label(RichText::new(text).color(c.muted));
    if page.files.is_empty() {
        ui.label(RichText::new("none yet").color(c.muted));
    }
    for file in &page.files {
        ui.horizontal_wrapped(|ui| {
            if ui.button("Import").on_hover_text(format!("Import {file}")).clicked() {
                wish = Some(ProfileWish::Import(file.clone()));
            }
            ui.label(file);
        });
    }
    wish
}

/// A second question.
fn sure_ui(ui: &mut Ui, c: Ink, page: &mut Page, text: &str, yes: &str, then: ProfileWish) -> Option<ProfileWish> {
    let mut wish = None;
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(text).color(c.gold));
        if ui.button(yes).clicked() {
            wish = Some(then);
        }
        if ui.button("No").clicked() {
            page.ask = None;
        }
    });
    wish
}

fn stars(n: u32) -> String {
    if n == 1 { "1 star".to_owned() } else { format!("{n} stars") }
}
