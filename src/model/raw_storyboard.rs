//! A storyboard as its file writes it, and the check that makes a [`Storyboard`] of it. Not here: what the parts mean
//! ([`crate::storyboard`]), and how fast captions may be read (package `film`).

use serde::Deserialize;

use crate::content::Library;
use crate::problem::Problems;
use crate::shot_reader::{Desk, Known, RawShot};
use crate::storyboard::{MAX_SECONDS, Shot, Source, Storyboard, Take, TakePlan};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTake {
    id: String,
    #[serde(default)]
    level: String,
    plan: Option<TakePlan>,
    #[serde(default)]
    scenario: String,
    seed: u64,
    receptors: u32,
}

/// A film file before it is checked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawStoryboard {
    id: String,
    title: String,
    about: String,
    takes: Vec<RawTake>,
    shots: Vec<RawShot>,
}

impl RawStoryboard {
    /// Checks everything against the levels and scenarios of `library` and reports every problem with its field.
    #[must_use]
    pub fn check(self, library: &Library, p: &mut Problems) -> Storyboard {
        p.id(&self.id);
        p.unique("takes", self.takes.iter().map(|t| t.id.as_str()));
        p.unique("shots", self.shots.iter().map(|s| s.id.as_str()));
        let mut takes = Vec::new();
        let mut known = Vec::new();
        for (i, raw) in self.takes.into_iter().enumerate() {
            let take = take(raw, &format!("takes[{i}]"), library, p);
            known.push(Known { id: take.id.clone(), cast: take.cast(library) });
            takes.push(take);
        }
        let lines = self.shots.iter().enumerate();
        let lines =
            lines.filter_map(|(i, s)| Some((format!("shots[{i}].narration.id"), s.narration.as_ref()?.id.as_str())));
        p.unique_among(lines);
        let total: f64 = self.shots.iter().map(|s| s.seconds).sum();
        if self.shots.is_empty() || total.is_nan() || total > MAX_SECONDS + 1e-9 {
            p.add("shots", &format!("{total:.1} s in all; allowed: at least one shot, together up to {MAX_SECONDS} s"));
        }
        let mut desk = Desk { takes: &known, p };
        let mut shots: Vec<Shot> = Vec::new();
        for (i, raw) in self.shots.into_iter().enumerate() {
            let shot = desk.shot(raw, &format!("shots[{i}]"), shots.last());
            shots.push(shot);
        }
        Storyboard { id: self.id, title: self.title, about: self.about, takes, shots }
    }
}

fn take(raw: RawTake, field: &str, library: &Library, p: &mut Problems) -> Take {
    if !(100..=1_000_000).contains(&raw.receptors) {
        p.add(&format!("{field}.receptors"), "allowed: 100 to 1000000");
    }
    let source = match (raw.level.is_empty(), raw.scenario.is_empty()) {
        (false, true) => {
            p.one_of(&format!("{field}.level"), "level", &raw.level, library.levels.iter().map(|l| l.id.as_str()));
            Source::Level(raw.level, raw.plan.unwrap_or(TakePlan::Good))
        }
        (true, false) => {
            let at = format!("{field}.scenario");
            let ids = library.scenarios.iter().map(|s| s.id.as_str());
            let found = p.one_of(&at, "scenario", &raw.scenario, ids);
            if found.is_some_and(|i| !library.scenarios[i].as_needed.is_empty()) {
                p.add(&at, "doses as needed cannot be filmed; allowed: a scenario with a regimen");
            }
            if raw.plan.is_some() {
                p.add(&format!("{field}.plan"), "a scenario has its own; allowed: with a level only");
            }
            Source::Scenario(raw.scenario)
        }
        (true, true) | (false, false) => {
            p.add(field, "allowed: either a level or a scenario");
            Source::Scenario(raw.scenario)
        }
    };
    Take { id: raw.id, source, seed: raw.seed, receptors: raw.receptors }
}
