//! What a person has reached: stars, bookmarks, best runs. Not here: where it is kept ([`crate::save`]).

use std::collections::BTreeMap;

use bevy::prelude::*;
use serde::{Deserialize, Serialize};

use crate::sitting::BestRun;

/// What a person has reached.
#[derive(Resource, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Progress {
    /// Best stars by level id.
    pub stars: BTreeMap<String, u8>,
    /// The level last played.
    pub last: Option<String>,
    /// Bookmarks by level or sandbox: hour and name.
    pub bookmarks: BTreeMap<String, Vec<(f64, String)>>,
    /// Whose it is; empty where nobody said.
    pub name: String,
    /// Best runs by level id, each as text of its own ([`BestRun`]): one that cannot be read is no harm to the rest.
    pub best: BTreeMap<String, String>,
}

impl Progress {
    /// Notes a result; a worse one than before changes nothing. Says whether it is a new best.
    pub fn note(&mut self, level: &str, stars: u8) -> bool {
        let best = self.stars.entry(level.to_owned()).or_insert(0);
        let better = stars > *best;
        *best = (*best).max(stars);
        better
    }

    /// Keeps a run that passed a level, if it beats the one that is kept, or that one belongs to what is no more. Says
    /// whether it did.
    pub fn keep_best(&mut self, level: &str, run: &BestRun) -> bool {
        let old = self.best.get(level).and_then(|text| BestRun::from_text(text).ok());
        let better = old.is_none_or(|old| old.record.content != run.record.content || run.beats(&old));
        if better {
            self.best.insert(level.to_owned(), run.text());
        }
        better
    }

    /// Every value within its range.
    #[must_use]
    pub fn within_range(mut self) -> Self {
        self.stars.values_mut().for_each(|n| *n = (*n).min(3));
        self.bookmarks.values_mut().for_each(|marks| marks.retain(|(at_h, _)| at_h.is_finite()));
        self
    }

    /// Takes over what another progress has reached. Nothing that was reached here is lost.
    pub fn take_over(&mut self, other: &Self) {
        for (level, stars) in &other.stars {
            self.note(level, *stars);
        }
        for (level, text) in &other.best {
            if let Ok(run) = BestRun::from_text(text) {
                self.keep_best(level, &run);
            }
        }
        for (game, marks) in &other.bookmarks {
            let own = self.bookmarks.entry(game.clone()).or_default();
            own.extend(marks.iter().filter(|m| !own.contains(m)).cloned().collect::<Vec<_>>());
        }
        if self.last.is_none() {
            self.last.clone_from(&other.last);
        }
    }

    /// All stars.
    #[must_use]
    pub fn all_stars(&self) -> u32 {
        self.stars.values().map(|n| u32::from(*n)).sum()
    }
}
