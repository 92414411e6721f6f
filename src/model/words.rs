//! What a film says in words, and the same in other languages: every phrase of a storyboard, once. Not here: how fast
//! captions may be read (package `film`), fonts.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::content::Library;
use crate::problem::Problems;
use crate::storyboard::{FIXED, Storyboard, What};

/// The words of a film in another language.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The film.
    pub film: String,
    /// Code of the language ("es").
    pub lang: String,
    /// The language in its own words.
    pub name: String,
    /// Every phrase of the film, in English and in this language.
    pub phrases: BTreeMap<String, String>,
}

impl Words {
    /// A phrase in this language, or as it is.
    #[must_use]
    pub fn say<'a>(&'a self, phrase: &'a str) -> &'a str {
        self.phrases.get(phrase).map_or(phrase, String::as_str)
    }
}

impl Words {
    /// Checks that there is such a film and that every phrase of it is there.
    pub fn check(&self, library: &Library, p: &mut Problems) {
        let at = p.one_of("film", "film", &self.film, library.films.iter().map(|f| f.id.as_str()));
        if self.lang.len() != 2 || !self.lang.chars().all(|c| c.is_ascii_lowercase()) {
            p.add("lang", "allowed: two small letters, such as \"es\"");
        }
        let Some(film) = at.map(|i| &library.films[i]) else { return };
        let wanted = film.phrases();
        for phrase in wanted.iter().filter(|w| self.phrases.get(**w).is_none_or(|t| t.trim().is_empty())) {
            p.add("phrases", &format!("no words for \"{phrase}\"; allowed: every phrase of the film"));
        }
        for phrase in self.phrases.keys().filter(|k| !wanted.contains(&k.as_str())) {
            p.add("phrases", &format!("\"{phrase}\" is nowhere in the film; allowed: phrases of the film"));
        }
    }
}

impl Storyboard {
    /// Everything that it says in words, once each, in order; the words of overlays among them.
    #[must_use]
    pub fn phrases(&self) -> Vec<&str> {
        let mut all: Vec<&str> = vec![&self.title];
        for shot in &self.shots {
            all.extend(shot.captions.iter().map(|c| c.text.as_str()));
            all.extend(shot.panes.iter().flat_map(|p| &p.labels).map(String::as_str));
            all.extend(shot.overlays.iter().flat_map(|o| o.what.phrases()));
        }
        all.extend(FIXED);
        let mut seen: Vec<&str> = Vec::new();
        all.retain(|phrase| {
            let new = !phrase.is_empty() && !seen.contains(phrase);
            seen.push(phrase);
            new
        });
        all
    }
}

impl What {
    /// Everything that it says in words, besides [`FIXED`].
    #[must_use]
    pub fn phrases(&self) -> Vec<&str> {
        match self {
            Self::Days { name, .. } | Self::Pull { name, .. } | Self::Herd { name, .. } | Self::Times { name, .. } => {
                vec![name]
            }
            Self::Plot { series, name } => {
                core::iter::once(name.as_str()).chain(series.iter().map(|s| s.0.as_str())).collect()
            }
            Self::Signs { effects } => effects.iter().map(|e| e.1.as_str()).collect(),
            Self::Word { text } => vec![text],
            Self::Tiles { tiles } => tiles.iter().map(|t| t.name.as_str()).collect(),
            Self::Card { title, lines, .. } => {
                core::iter::once(title.as_str()).chain(lines.iter().map(String::as_str)).collect()
            }
            Self::Balance { .. }
            | Self::Meters {}
            | Self::Clock {}
            | Self::Curve { .. }
            | Self::Corridor { .. }
            | Self::Breath { .. }
            | Self::Legend {}
            | Self::Press {} => Vec::new(),
        }
    }
}
