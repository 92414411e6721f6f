//! Words of the glossary where a panel uses them: faintly dotted, the first time in each panel, and explained under the
//! pointer, under a press and at the keyboard's focus. A text stands exactly where it would stand without. Not here: which
//! word means what ([`model::glossary`]), and the page of all words ([`crate::ui::glossary`]).

use std::ops::Range;
use std::sync::Arc;

use bevy_egui::egui::{
    self, Color32, Galley, Id, Label, Pos2, Rect, Response, RichText, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo,
    WidgetText, WidgetType, text_selection::LabelSelectionState,
};
use model::glossary::{Glossary, Word};

use super::origins::in_words;
use super::style::{self, Ink};

/// From dot to dot below a word, and a dot's radius, points.
const DOTS: (f32, f32) = (3.0, 0.75);
/// Most width of an explanation, points.
const WIDEST: f32 = 300.0;

/// Lays the words out where every panel of this context finds them, as it finds fonts and colours.
pub fn lay_out(ctx: &egui::Context, glossary: &Glossary) {
    let glossary = Arc::new(glossary.clone());
    ctx.data_mut(|data| data.insert_temp(Id::new("glossary"), glossary));
}

/// The words of this context; none before they are laid out.
fn laid_out(ctx: &egui::Context) -> Arc<Glossary> {
    ctx.data(|data| data.get_temp(Id::new("glossary"))).unwrap_or_default()
}

/// The words that one panel has marked so far.
#[derive(Debug)]
pub struct Terms {
    glossary: Arc<Glossary>,
    ink: Ink,
    seen: Vec<usize>,
}

impl Terms {
    /// Nothing is marked yet.
    #[must_use]
    pub fn on(ui: &Ui, c: Ink) -> Self {
        Self { glossary: laid_out(ui.ctx()), ink: c, seen: Vec::new() }
    }

    /// A label whose words of the glossary are marked, each where it stands first in the panel.
    pub fn label(&mut self, ui: &mut Ui, text: impl Into<WidgetText>) -> Response {
        let (pos, galley, response) = Label::new(text).layout_in_ui(ui);
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, ui.is_enabled(), galley.text()));
        let mut news = self.glossary.uses(galley.text());
        news.retain(|(_, word)| {
            let new = !self.seen.contains(word);
            self.seen.extend(new.then_some(*word));
            new
        });
        if ui.is_rect_visible(response.rect) {
            let color = ui.visuals().text_color();
            let (shown, line) = (galley.clone(), Stroke::NONE);
            LabelSelectionState::label_text_selection(ui, &response, pos, shown, color, line);
        }
        for (k, (range, word)) in news.into_iter().enumerate() {
            if let Some(word) = self.glossary.words.get(word) {
                self.word_ui(ui, response.id.with(("word", k)), &places(&galley, pos, &range), word);
            }
        }
        response
    }

    /// The mark of a word that stands in these rectangles, one for each line.
    fn word_ui(&self, ui: &Ui, id: Id, lines: &[Rect], word: &Word) {
        let (c, Some(first)) = (self.ink, lines.first()) else { return };
        let mut response = ui.interact(*first, id, Sense::click());
        for (k, rest) in lines.iter().enumerate().skip(1) {
            response |= ui.interact(*rest, id.with(k), Sense::CLICK);
        }
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Other, true, format!("What is {}?", word.word)));
        let lit = response.hovered() || response.has_focus();
        for line in lines {
            dots(ui, *line, if lit { c.text } else { c.muted.gamma_multiply(0.8) });
            if response.has_focus() {
                let stroke = Stroke::new(1.5, c.focus);
                ui.painter().rect_stroke(line.expand(2.0), 3.0, stroke, egui::StrokeKind::Outside);
            }
        }
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        // A press tells at once, as a finger needs it; a pointer has to rest a moment.
        if response.has_focus() || response.is_pointer_button_down_on() {
            response.show_tooltip_ui(|ui| meaning_ui(ui, c, word));
        } else {
            response.on_hover_ui(|ui| meaning_ui(ui, c, word));
        }
    }
}

/// A word with what it means.
pub fn meaning_ui(ui: &mut Ui, c: Ink, word: &Word) {
    ui.set_max_width(WIDEST);
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.label(style::bold(&word.word, 14.0));
    ui.label(&word.says);
    if !word.see.is_empty() {
        ui.label(RichText::new(format!("See also: {}", word.see.join(", "))).small().color(c.muted));
    }
    if !word.origin.is_empty() {
        ui.label(RichText::new(in_words(&word.origin)).small().color(c.muted));
    }
}

/// What the words of a name mean, for an explanation that says more already.
pub fn also_ui(ui: &mut Ui, name: &str) {
    let glossary = laid_out(ui.ctx());
    for (_, word) in glossary.uses(name).into_iter().take(2) {
        if let Some(word) = glossary.words.get(word) {
            ui.label(RichText::new(format!("{}: {}", word.word, word.says)).small());
        }
    }
}

/// Dots below a name that explains itself, where it uses a word of the glossary.
pub fn mark(ui: &Ui, c: Ink, shown: &Response, text: &str) {
    if !laid_out(ui.ctx()).uses(text).is_empty() {
        dots(ui, shown.rect, c.muted.gamma_multiply(0.8));
    }
}

fn dots(ui: &Ui, line: Rect, color: Color32) {
    let y = line.bottom() - 0.5;
    let ends = [Pos2::new(line.left() + 1.0, y), Pos2::new(line.right() - 1.0, y)];
    ui.painter().extend(Shape::dotted_line(&ends, color, DOTS.0, DOTS.1));
}

/// Where these bytes of a text stand: one rectangle for each line that they are on.
fn places(galley: &Galley, pos: Pos2, bytes: &Range<usize>) -> Vec<Rect> {
    let text = galley.text();
    let count = |range: Range<usize>| text.get(range).map_or(0, |part| part.chars().count());
    let from = count(0..bytes.start);
    let chars = from..from + count(bytes.clone());
    let mut out = Vec::new();
    let mut at = 0;
    for row in &galley.rows {
        let inside = row.glyphs.iter().zip(at..).filter(|(_, i)| chars.contains(i)).map(|(glyph, _)| glyph);
        // A row may be higher than its letters, as beside a button.
        let span = inside.fold(Rect::NOTHING, |span, glyph| {
            let top = glyph.pos - Vec2::new(0.0, glyph.font_ascent);
            span | Rect::from_min_size(top, Vec2::new(glyph.advance_width, glyph.font_height))
        });
        if span.is_positive() {
            out.push(span.translate(pos.to_vec2() + row.pos.to_vec2()));
        }
        at += row.glyphs.len() + usize::from(row.ends_with_newline);
    }
    out
}
