//! Words of the glossary on the screen: where they are marked, what they say, that nothing moves, and the page of all words.

use bevy_egui::egui::{self, Key, Rect};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use model::glossary::Glossary;
use setpoint::ui::glossary::{Page, found, glossary_ui};
use setpoint::ui::style::ink;
use setpoint::ui::terms::{self, Terms};
use setpoint::ui::{Wish, bet};
use setpoint::view::Theme;

use crate::{dressed, library};

/// A panel of this width that knows the words.
fn panel<'a>(width: f32, glossary: Glossary, mut add: impl FnMut(&mut egui::Ui) + 'a) -> Harness<'a> {
    let mut ready = false;
    let mut harness = Harness::builder().with_size(egui::vec2(width, 600.0)).build_ui(move |ui| {
        if !dressed(ui, &mut ready) {
            ui.ctx().all_styles_mut(|s| s.interaction.tooltip_delay = 0.0);
            terms::lay_out(ui.ctx(), &glossary);
            return;
        }
        add(ui);
    });
    harness.run();
    harness
}

/// All that can be read.
fn read(panel: &Harness) -> String {
    let nodes = panel.query_all_by_label_contains("").map(|node| {
        let node = node.accesskit_node();
        node.label().or_else(|| node.value()).unwrap_or_default()
    });
    nodes.collect::<Vec<_>>().join("\n")
}

const TEXT: &str = "An agonist in the receptor; a second agonist. Its half-life is long, and the half-life stays long.";

#[test]
fn a_word_is_marked_once_in_a_panel_and_says_what_it_means_when_it_is_pointed_at() {
    let c = ink(Theme::Dark);
    let mut panel = panel(500.0, library().glossary, |ui| {
        let mut terms = Terms::on(ui, c);
        terms.label(ui, TEXT);
        terms.label(ui, "The agonist again, and DU.");
    });
    assert_eq!(panel.get_all_by_label("What is agonist?").count(), 1);
    assert_eq!(panel.get_all_by_label_contains("What is ").count(), 4, "agonist, receptor, half-life, DU");
    assert!(!read(&panel).contains("switches its receptor on"));
    panel.get_by_label("What is agonist?").hover();
    panel.run_steps(4);
    assert!(read(&panel).contains("switches its receptor on"), "{}", read(&panel));
    assert!(read(&panel).contains("See also: antagonist"));
}

#[test]
fn the_keyboard_comes_to_a_word_and_is_told_too() {
    let c = ink(Theme::Dark);
    let mut panel = panel(500.0, library().glossary, |ui| {
        Terms::on(ui, c).label(ui, TEXT);
    });
    let mut told = Vec::new();
    for _ in 0..3 {
        panel.key_press(Key::Tab);
        panel.run_steps(3);
        told.push(read(&panel));
    }
    for (k, what) in ["switches its receptor on", "skin of a cell", "half of a drug leaves"].iter().enumerate() {
        assert!(told[k].contains(what), "{k}: {}", told[k]);
    }
}

#[test]
fn a_press_tells_at_once_for_a_finger_cannot_rest() {
    let c = ink(Theme::Dark);
    let mut panel = panel(500.0, library().glossary, |ui| {
        ui.ctx().all_styles_mut(|s| s.interaction.tooltip_delay = 100.0);
        Terms::on(ui, c).label(ui, TEXT);
    });
    let at = panel.get_by_label("What is receptor?").rect().center();
    panel.event(egui::Event::PointerMoved(at));
    panel.run_steps(2);
    assert!(!read(&panel).contains("skin of a cell"));
    let button = egui::PointerButton::Primary;
    panel.event(egui::Event::PointerButton { pos: at, button, pressed: true, modifiers: egui::Modifiers::NONE });
    panel.run_steps(3);
    assert!(read(&panel).contains("skin of a cell"));
}

#[test]
fn marks_move_nothing_and_stand_on_their_words() {
    let c = ink(Theme::Dark);
    for width in [120.0, 173.0, 260.0, 500.0] {
        let places = |glossary: Glossary| {
            let placed = std::cell::RefCell::new((Vec::<Rect>::new(), Rect::NOTHING));
            let panel = panel(width, glossary, |ui| {
                let mut terms = Terms::on(ui, c);
                let mut at = vec![terms.label(ui, TEXT).rect];
                ui.horizontal_wrapped(|ui| {
                    at.push(ui.label("not met").rect);
                    at.push(
                        terms.label(ui, egui::RichText::new("Relief by at most 10 DU of the agonist").small()).rect,
                    );
                });
                *placed.borrow_mut() = (at, ui.min_rect());
            });
            let words: Vec<Rect> = panel.query_all_by_label_contains("What is ").map(|node| node.rect()).collect();
            drop(panel);
            (placed.into_inner(), words)
        };
        let (with, words) = places(library().glossary);
        let (without, none) = places(Glossary::default());
        assert_eq!(with, without, "{width}");
        assert!(none.is_empty() && words.len() == 4, "{width}: {words:?}");
        let all = with.0[0].union(with.0[2]).expand(1.0);
        assert!(words.iter().all(|w| all.contains_rect(*w) && w.width() > 8.0), "{width}: {words:?} in {all:?}");
    }
}

#[test]
fn a_bet_explains_the_words_of_its_prompt() {
    let library = library();
    let level = library.level("1.1").expect("shipped");
    let c = ink(Theme::Dark);
    let panel = panel(520.0, library.glossary.clone(), |ui| {
        bet::bet_ui(ui, c, level, None);
    });
    assert!(panel.query_all_by_label_contains("What is ").count() >= 1);
}

#[test]
fn the_page_has_every_word_and_typing_narrows_it() {
    let (library, c) = (library(), ink(Theme::Dark));
    let mut page = Page::default();
    let mut wishes = Vec::new();
    {
        let mut panel = panel(700.0, library.glossary.clone(), |ui| {
            wishes.extend(glossary_ui(ui, c, &library.glossary, &mut page));
        });
        for word in &library.glossary.words {
            assert!(panel.query_all_by_label(&word.word).count() >= 1, "{}", word.word);
        }
        panel.get_by_role(egui::accesskit::Role::TextInput).focus();
        panel.run_steps(2);
        panel.get_by_role(egui::accesskit::Role::TextInput).type_text("lysos");
        panel.run_steps(3);
        assert!(panel.query_all_by_label("lysosome").count() >= 1);
        assert!(panel.query_by_label("steady state").is_none());
        panel.get_by_label("All words").click();
        panel.run_steps(3);
        assert!(panel.query_all_by_label("steady state").count() >= 1);
        panel.get_by_label("Back").click();
        panel.run_steps(2);
    }
    assert!(matches!(wishes[..], [Wish::Back]), "{wishes:?}");
}

#[test]
fn what_is_called_so_comes_before_what_speaks_of_it() {
    let glossary = library().glossary;
    assert_eq!(found(&glossary, "clearance")[0].word, "clearance");
    assert!(found(&glossary, "receptor").len() > 1);
    assert_eq!(found(&glossary, "receptor")[0].word, "receptor");
    assert!(found(&glossary, "no such word").is_empty());
}
