//! Where a number comes from, shown where the number is: value, unit, source, label. Not here: the numbers, which are the
//! content files' ([`model::problem::Entry`]).

use bevy_egui::egui::{Response, RichText, Ui};
use model::problem::Entry;
use model::quantity::{Confidence, Label};

use super::style::{self, Ink};

/// What a label says to a reader.
#[must_use]
pub fn label_text(label: Label) -> &'static str {
    match label {
        Label::ID => "published, used as it is",
        Label::FIT => "tuned to meet a published number: no evidence",
        Label::PRED => "not adjusted after comparison",
        Label::STRUCT => "an order or a band, no exact value",
        Label::ASSUMPTION => "our choice; no published value found",
    }
}

fn confidence_text(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "measured well",
        Confidence::Medium => "the order of magnitude is safe",
        Confidence::Low => "could be off by a factor",
    }
}

/// One number with everything that is known of it.
pub fn number_ui(ui: &mut Ui, c: Ink, entry: &Entry) {
    let num = &entry.num;
    let name = entry.field.rsplit('.').next().unwrap_or(&entry.field).replace('_', " ");
    ui.label(style::bold(format!("{name}: {} {}", num.value, num.unit), 13.0));
    ui.label(RichText::new(&num.source).small());
    let label = format!("{:?}: {}; {}", num.label, label_text(num.label), confidence_text(num.confidence));
    ui.label(RichText::new(label).small().color(c.muted));
}

/// The numbers of one file among all.
#[derive(Clone, Copy)]
pub struct Numbers<'a> {
    /// All numbers of the content.
    pub ledger: &'a [Entry],
    /// How the file's name ends.
    pub file: &'a str,
}

/// Shows the numbers called `fields` while the pointer is over something that rests on them; only then are they looked up.
pub fn on_hover(response: Response, c: Ink, numbers: Numbers, fields: &[String]) {
    response.on_hover_ui(|ui| {
        ui.set_max_width(340.0);
        let own = |f: &String| numbers.ledger.iter().find(|e| e.field == *f && e.file.ends_with(numbers.file));
        for entry in fields.iter().filter_map(own) {
            number_ui(ui, c, entry);
        }
    });
}
