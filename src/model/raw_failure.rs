//! The failure cards of a level as its file writes them, and their check. Not here: which card a run leads to
//! ([`crate::level::Level::failure`]).

use serde::Deserialize;

use crate::goal::{Goal, Value};
use crate::level::{Failure, MAX_CARD_WORDS};
use crate::problem::Problems;
use crate::raw_level::limit_words;

/// A failure card in a file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawFailure {
    name: String,
    when: Option<String>,
    what: String,
    why: String,
    next: String,
    at: String,
}

impl RawFailure {
    /// Everything that is read on card `i`, each with its field.
    pub(crate) fn texts(&self, i: usize) -> Vec<(String, &str)> {
        let parts = [("name", &self.name), ("what", &self.what), ("why", &self.why), ("next", &self.next)];
        parts.map(|(part, text)| (format!("failures[{i}].{part}"), text.as_str())).into()
    }
}

/// Checks the cards: the last one, and no other, meets every run.
pub(crate) fn failures(raw: Vec<RawFailure>, known: &dyn Fn(&str) -> bool, p: &mut Problems) -> Vec<Failure> {
    if raw.last().is_none_or(|f| f.when.is_some()) {
        p.add("failures", "no card for every other way to fail; allowed: a last card without `when`");
    }
    let mut out = Vec::new();
    let last = raw.len().saturating_sub(1);
    for (i, f) in raw.into_iter().enumerate() {
        let field = format!("failures[{i}]");
        if f.when.is_none() && i < last {
            p.add(&field, "a card without `when` before others; allowed: as the last");
        }
        limit_words(&field, &format!("{} {} {}", f.what, f.why, f.next), MAX_CARD_WORDS, p);
        let when = f.when.map(|text| Goal::parse(&text, known)).transpose().unwrap_or_else(|e| {
            p.add(&format!("{field}.when"), &e.to_string());
            None
        });
        match Value::parse(&f.at, known) {
            Ok(at) => out.push(Failure { name: f.name, when, what: f.what, why: f.why, next: f.next, at }),
            Err(e) => p.add(&format!("{field}.at"), &e.to_string()),
        }
    }
    out
}
