//! Words that the screen explains, and where a text uses them. Not here: how they are marked and shown (the game's `ui`).

use core::ops::Range;

use serde::Deserialize;

use crate::level::MAX_WORDS;
use crate::problem::Problems;
use crate::prose;
use crate::raw_level::limit_words;

/// Most letters of a word or one of its spellings.
pub const MAX_LETTERS: usize = 30;
/// Most sentences that say what a word means.
pub const MAX_SENTENCES: usize = 2;

/// One word with what it means.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// As it stands in the list ("half-life").
    pub word: String,
    /// Other spellings and forms; an "s" at the end is found without being listed.
    #[serde(default)]
    pub also: Vec<String>,
    /// What it means: one or two plain sentences of at most 25 words each.
    pub says: String,
    /// Words that belong to it.
    #[serde(default)]
    pub see: Vec<String>,
    /// Where the meaning comes from; empty where it is a matter of course.
    #[serde(default)]
    pub origin: String,
}

/// All words, in the order of the alphabet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glossary {
    /// The words.
    pub words: Vec<Word>,
    /// Each spelling as small words, with the place of its word.
    spellings: Vec<(Vec<String>, usize)>,
}

/// `assets/glossary.ron` before it is checked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawGlossary {
    words: Vec<Word>,
}

impl RawGlossary {
    pub(crate) fn check(self, p: &mut Problems) -> Glossary {
        let known: Vec<&str> = self.words.iter().map(|w| w.word.as_str()).collect();
        let mut seen: Vec<(String, &str)> = Vec::new();
        for (i, word) in self.words.iter().enumerate() {
            let also = word.also.iter().enumerate().map(|(k, s)| (format!("words[{i}].also[{k}]"), s));
            for (field, spelling) in [(format!("words[{i}].word"), &word.word)].into_iter().chain(also) {
                let letters = spelling.chars().count();
                if parts(spelling).next().is_none() || letters > MAX_LETTERS {
                    p.add(&field, &format!("{letters} letters; allowed: 1 to {MAX_LETTERS}, a word among them"));
                }
                let small = spelling.to_lowercase();
                match seen.iter().find(|(other, _)| *other == small) {
                    Some((_, of)) => {
                        p.add(&field, &format!("\"{spelling}\" is a spelling of \"{of}\" too; allowed: one meaning"));
                    }
                    None => seen.push((small, &word.word)),
                }
            }
            word.check_meaning(&format!("words[{i}].says"), p);
            for (k, other) in word.see.iter().enumerate() {
                let field = format!("words[{i}].see[{k}]");
                if *other == word.word {
                    p.add(&field, "it leads to itself; allowed: another word");
                }
                p.one_of(&field, "word", other, known.iter().copied());
            }
        }
        Glossary::of(self.words)
    }
}

impl Word {
    fn check_meaning(&self, field: &str, p: &mut Problems) {
        let sentences: Vec<&str> =
            self.says.split_inclusive(['.', '!', '?']).filter(|s| !s.trim().is_empty()).collect();
        if sentences.is_empty() || sentences.len() > MAX_SENTENCES || !self.says.trim_end().ends_with('.') {
            let n = sentences.len();
            p.add(field, &format!("{n} sentences; allowed: 1 to {MAX_SENTENCES}, a full stop behind the last"));
        }
        for sentence in sentences {
            limit_words(field, sentence, MAX_WORDS, p);
        }
        for (word, instead) in prose::unkind(&self.says) {
            p.add(field, &format!("\"{word}\" does not put people first; allowed: {instead}"));
        }
        if let Some(amount) = prose::weight(&self.says) {
            p.add(field, &format!("\"{amount}\" is an amount by weight; allowed: dose units (DU)"));
        }
    }

    /// Whether a reader who types this looks for it: some of its spellings, or its meaning, hold the text.
    #[must_use]
    pub fn answers(&self, typed: &str) -> bool {
        let typed = typed.trim().to_lowercase();
        let mut texts = [&self.word, &self.says].into_iter().chain(&self.also);
        texts.any(|text| text.to_lowercase().contains(&typed))
    }
}

impl Glossary {
    fn of(mut words: Vec<Word>) -> Self {
        words.sort_by_key(|w| w.word.to_lowercase());
        let mut spellings: Vec<(Vec<String>, usize)> = Vec::new();
        for (i, word) in words.iter().enumerate() {
            let all = [&word.word].into_iter().chain(&word.also);
            spellings.extend(all.map(|s| (parts(s).map(|range| s[range].to_owned()).collect(), i)));
        }
        // The longest first: "partial agonist" is not an agonist with a word before it.
        spellings.sort_by_key(|(parts, _)| core::cmp::Reverse(parts.len()));
        Self { words, spellings }
    }

    /// Where a text uses which word: ranges of bytes in reading order, each with the word's place.
    #[must_use]
    pub fn uses(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        let all: Vec<Range<usize>> = parts(text).collect();
        let mut out = Vec::new();
        let mut at = 0;
        while at < all.len() {
            let found = self.spellings.iter().find(|(spelling, _)| begins(text, &all[at..], spelling));
            match found {
                Some((spelling, word)) => {
                    let last = at + spelling.len() - 1;
                    out.push((all[at].start..all[last].end, *word));
                    at = last + 1;
                }
                None => at += 1,
            }
        }
        out
    }

    /// The word that a text is, whatever its case.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<&Word> {
        let whole = |(range, word): &(Range<usize>, usize)| (range.len() == text.trim().len()).then_some(*word);
        self.uses(text.trim()).first().and_then(whole).and_then(|i| self.words.get(i))
    }
}

/// Whether these parts of the text begin with a spelling, one blank or hyphen between two of them.
fn begins(text: &str, at: &[Range<usize>], spelling: &[String]) -> bool {
    let near = |pair: &[Range<usize>]| matches!(&text[pair[0].end..pair[1].start], " " | "-");
    at.len() >= spelling.len()
        && at[..spelling.len()].windows(2).all(near)
        && spelling.iter().enumerate().all(|(i, part)| {
            let read = &text[at[i].clone()];
            same(read, part) || i + 1 == spelling.len() && read.strip_suffix('s').is_some_and(|one| same(one, part))
        })
}

/// Letters in capitals are a name of their own ("DU"); all else is found in any case.
fn same(read: &str, part: &str) -> bool {
    let name = part.chars().filter(|c| c.is_uppercase()).count() > 1;
    read == part || !name && read.to_lowercase() == part.to_lowercase()
}

/// The words of a text, as ranges of bytes.
fn parts(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    core::iter::from_fn(move || {
        let start = from + text[from..].find(char::is_alphanumeric)?;
        let end = text[start..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |n| start + n);
        from = end;
        Some(start..end)
    })
}
