//! The page of all words that the screen explains, in the order of the alphabet; what is typed narrows it. Not here: the words
//! where panels use them ([`crate::ui::terms`]).

use bevy_egui::egui::{self, RichText, Ui};
use model::glossary::{Glossary, Word};

use super::{
    Wish, desk,
    style::{self, Ink},
};

/// What is laid out on the page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// What is looked for.
    pub typed: String,
    /// The text field has the keyboard.
    pub typing: bool,
}

/// The whole page.
pub fn glossary_ui(ui: &mut Ui, c: Ink, glossary: &Glossary, page: &mut Page) -> Option<Wish> {
    let mut wish = None;
    page.typing = false;
    ui.horizontal(|ui| {
        if ui.button("Back").clicked() {
            wish = Some(Wish::Back);
        }
        ui.heading("Words");
    });
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let label = ui.label("Find");
        let wide = (ui.available_width() - 110.0).clamp(60.0, 260.0);
        let field = egui::TextEdit::singleline(&mut page.typed).char_limit(40).desired_width(wide).margin(desk::FIELD);
        page.typing |= ui.add(field).labelled_by(label.id).has_focus();
        if !page.typed.is_empty() && ui.button("All words").clicked() {
            page.typed.clear();
        }
    });
    ui.add_space(4.0);
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        if !page.typing {
            style::page_keys(ui);
        }
        style::card(ui, c, |ui| {
            let found = found(glossary, &page.typed);
            if found.is_empty() {
                ui.label(RichText::new("No word like this").color(c.muted));
            }
            let mut next = None;
            for word in found {
                next = word_ui(ui, c, word).or(next.take());
            }
            page.typed = next.unwrap_or_else(|| std::mem::take(&mut page.typed));
        });
    });
    wish
}

/// The words that answer what was typed; those that are called so come first.
#[must_use]
pub fn found<'a>(glossary: &'a Glossary, typed: &str) -> Vec<&'a Word> {
    let mut found: Vec<&Word> = glossary.words.iter().filter(|word| word.answers(typed)).collect();
    let small = typed.trim().to_lowercase();
    found.sort_by_key(|word| !word.word.to_lowercase().contains(&small));
    found
}

/// One word; answers with another one that is to be looked up.
fn word_ui(ui: &mut Ui, c: Ink, word: &Word) -> Option<String> {
    let mut next = None;
    ui.horizontal_wrapped(|ui| {
        ui.label(style::bold(&word.word, 16.0));
        if !word.also.is_empty() {
            ui.label(RichText::new(format!("also: {}", word.also.join(", "))).small().color(c.muted));
        }
    });
    ui.label(&word.says);
    if !word.see.is_empty() || !word.origin.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().interact_size.y = 20.0;
            if !word.see.is_empty() {
                ui.label(RichText::new("See also:").small().color(c.muted));
            }
            for other in &word.see {
                let link = ui.link(RichText::new(other).small().color(c.good));
                if link.gained_focus() {
                    link.scroll_to_me(None);
                }
                if link.clicked() {
                    next = Some(other.clone());
                }
            }
            ui.label(RichText::new(super::origins::in_words(&word.origin)).small().color(c.muted));
        });
    }
    ui.add_space(8.0);
    next
}
