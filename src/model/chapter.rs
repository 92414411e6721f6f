//! The chapters of the campaign: what the map tells of each. Not here: which level is in which ([`crate::rows::chapter`]).

use serde::Deserialize;

use crate::level::MAX_WORDS;
use crate::problem::Problems;
use crate::prose;
use crate::raw_level::limit_words;
use crate::rows::CHAPTERS;

/// Most letters of a name: more would not fit beside a picture on the map.
pub const MAX_NAME: usize = 36;

/// A chapter.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    /// Its name.
    pub name: String,
    /// Its story, in one line of at most 25 words.
    pub story: String,
}

/// `levels/chapters.ron` before it is checked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawChapters {
    chapters: Vec<Chapter>,
}

impl RawChapters {
    pub(crate) fn check(self, p: &mut Problems) -> Vec<Chapter> {
        if self.chapters.len() != CHAPTERS {
            p.add("chapters", &format!("{} chapters; allowed: {CHAPTERS}", self.chapters.len()));
        }
        for (i, chapter) in self.chapters.iter().enumerate() {
            let name = format!("chapters[{i}].name");
            let story = format!("chapters[{i}].story");
            let letters = chapter.name.chars().count();
            if chapter.name.trim().is_empty() || letters > MAX_NAME {
                p.add(&name, &format!("{letters} letters; allowed: 1 to {MAX_NAME}"));
            }
            if chapter.story.trim().is_empty() {
                p.add(&story, "it is empty; allowed: a sentence");
            }
            limit_words(&story, &chapter.story, MAX_WORDS, p);
            for (field, text) in [(&name, &chapter.name), (&story, &chapter.story)] {
                for (word, instead) in prose::unkind(text) {
                    p.add(field, &format!("\"{word}\" does not put people first; allowed: {instead}"));
                }
                if let Some(amount) = prose::weight(text) {
                    p.add(field, &format!("\"{amount}\" is an amount by weight; allowed: dose units (DU)"));
                }
            }
        }
        p.unique("chapters", self.chapters.iter().map(|c| c.name.as_str()));
        self.chapters
    }
}
