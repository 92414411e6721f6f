//! Where a number comes from, in words: what the labels of the content files and the names of the source texts say to a
//! reader. The one place for these words; the glossary tells the same. Not here: what a number rests on
//! ([`crate::ui::provenance`]).

use model::quantity::{Confidence, Label};
use model::rows::SEEDS;

/// All labels.
pub const LABELS: [Label; 5] = [Label::ID, Label::FIT, Label::PRED, Label::STRUCT, Label::ASSUMPTION];

/// What a label says to a reader.
#[must_use]
pub fn label_words(label: Label) -> &'static str {
    match label {
        Label::ID => "measured, used as it is",
        Label::FIT => "chosen to fit measured data",
        Label::PRED => "computed, not fitted",
        Label::STRUCT => "assumed shape",
        Label::ASSUMPTION => "our own choice",
    }
}

/// How sure we are of a number.
#[must_use]
pub fn confidence_words(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "well known",
        Confidence::Medium => "the order of magnitude is safe",
        Confidence::Low => "could be off by a factor",
    }
}

/// The words, and the short label after them.
#[must_use]
pub fn say_label(label: Label) -> String {
    format!("{} ({label:?})", label_words(label))
}

/// A remark on a source as a reader understands it: short labels (FIT) and names of source texts (S0) become words, with what
/// they stand for behind them.
#[must_use]
pub fn in_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut inside = 0_usize;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        if end == 0 {
            match first {
                '(' => inside += 1,
                ')' => inside = inside.saturating_sub(1),
                _ => {}
            }
            out.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let token = &rest[..end];
        match words(token) {
            Some(words) if inside > 0 => out.push_str(&format!("{words}, {token}")),
            Some(words) => out.push_str(&format!("{words} ({token})")),
            None => out.push_str(token),
        }
        rest = &rest[end..];
    }
    // A name that began the text was a capital letter.
    if words(text.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default()).is_some() {
        return capital(&out);
    }
    out
}

/// What a short name stands for.
fn words(token: &str) -> Option<String> {
    let label = LABELS.into_iter().find(|label| format!("{label:?}") == token);
    let seed = SEEDS.into_iter().find(|(id, _)| *id == token);
    label.map(|label| label_words(label).to_owned()).or_else(|| seed.map(|(_, on)| format!("the source text on {on}")))
}

/// With a capital letter at the start.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
