//! A scenario as its file writes it, and the check that makes a [`Scenario`] of it. Not here: what the parts mean
//! ([`crate::scenario`]).

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::assemble::AssembleError;
use crate::content::Library;
use crate::drug::Drug;
use crate::goal::Value;
use crate::level::MAX_WORDS;
use crate::plan::{Act, Plan, RawStep};
use crate::problem::Problems;
use crate::quantity::{duration_h, say_duration};
use crate::raw_hold::{self, RawHold};
use crate::raw_person::RawPerson;
use crate::scenario::{MAX_DURATION_H, MAX_ROWS, Scenario, Summary};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSummary {
    name: String,
    value: String,
}

/// A scenario file before it is checked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawScenario {
    id: String,
    name: String,
    question: String,
    system: String,
    drugs: Vec<String>,
    #[serde(default)]
    switches: BTreeMap<String, bool>,
    #[serde(default)]
    person: RawPerson,
    duration: String,
    grid: String,
    #[serde(default)]
    regimen: Vec<RawStep>,
    #[serde(default)]
    as_needed: Vec<RawHold>,
    #[serde(default)]
    series: Vec<String>,
    #[serde(default)]
    summary: Vec<RawSummary>,
    sources: Vec<String>,
}

impl RawScenario {
    /// Checks everything against the drugs and systems of `library` and reports every problem with its field.
    #[must_use]
    pub fn check(self, library: &Library, p: &mut Problems) -> Scenario {
        if !is_word(&self.id) {
            p.add("id", "allowed: letters, digits and _");
        }
        let words = self.question.split_whitespace().count();
        if !(1..=MAX_WORDS).contains(&words) {
            p.add("question", &format!("{words} words; allowed: a sentence of at most {MAX_WORDS}"));
        }
        if !self.sources.iter().any(|s| !s.trim().is_empty()) {
            p.add("sources", "allowed: at least one: where it comes from, or that it is made up");
        }
        let (drugs, sound) = named(library, &self.system, &self.drugs, p);
        let person = self.person.check(library, p);
        let switches: Vec<(String, bool)> = self.switches.into_iter().collect();
        // Where a name is wrong, nothing can be said about the series.
        let engine = sound.then(|| {
            let drugs: Vec<&str> = self.drugs.iter().map(String::as_str).collect();
            let made = library.assemble_person(&self.system, &drugs, &switches, &person);
            made.map_err(|e| p.add(field_of(&e), &e.to_string())).ok()
        });
        let engine = engine.flatten();
        let columns = engine.map(|e| e.columns());
        let known = |name: &str| columns.as_ref().is_none_or(|all| all.iter().any(|c| c.series == name));
        let duration_h = span("duration", &self.duration, p);
        let grid_h = span("grid", &self.grid, p);
        if grid_h > duration_h {
            p.add("grid", &format!("allowed: at most the duration, {}", say_duration(duration_h)));
        }
        let rows = (duration_h / grid_h).floor() + 1.0;
        if rows > MAX_ROWS {
            p.add("grid", &format!("{rows:.0} rows; allowed: at most {MAX_ROWS:.0}"));
        }
        let plan = Plan::check("regimen", &self.regimen, &drugs, p);
        let late = plan.actions.iter().find(|a| a.at_h > duration_h && matches!(a.act, Act::Give { .. }));
        if let Some(late) = late {
            let (at, end) = (say_duration(late.at_h), say_duration(duration_h));
            p.add("regimen", &format!("a dose at {at} lies behind the end; allowed: up to {end}"));
        }
        let as_needed = raw_hold::check(&self.as_needed, &drugs, &known, p);
        for (i, series) in self.series.iter().enumerate().filter(|(_, s)| !known(s)) {
            p.add(
                &format!("series[{i}]"),
                &format!("no series \"{series}\" here; allowed: what `simulate --series all` writes"),
            );
        }
        Scenario {
            summary: summary(self.summary, &known, p),
            id: self.id,
            name: self.name,
            question: self.question,
            system: self.system,
            drugs: self.drugs,
            switches,
            person,
            duration_h,
            grid_h,
            plan,
            as_needed,
            series: self.series,
            sources: self.sources,
        }
    }
}

/// The field that is to blame.
fn field_of(error: &AssembleError) -> &'static str {
    match error {
        AssembleError::System(..) => "system",
        AssembleError::Drug(..) | AssembleError::TooLarge(_) => "drugs",
        AssembleError::Switch(..) => "switches",
        AssembleError::Enzyme(..) => "person.enzymes",
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The drugs that are there, and whether the system and all of them are.
fn named<'a>(library: &'a Library, system: &str, drugs: &[String], p: &mut Problems) -> (Vec<&'a Drug>, bool) {
    let mut sound = library.system(system).is_some();
    if !sound {
        let known: Vec<_> = library.systems.iter().map(|s| s.id.as_str()).collect();
        p.add("system", &format!("no body system \"{system}\"; allowed: {}", known.join(", ")));
    }
    let mut found: Vec<&Drug> = Vec::new();
    for (i, id) in drugs.iter().enumerate() {
        let drug = library.drug(id);
        let known = || library.drugs.iter().map(|d| d.id.as_str()).collect::<Vec<_>>().join(", ");
        let what = match drug {
            None => format!("no drug \"{id}\"; allowed: {}", known()),
            Some(d) if found.iter().any(|f| f.id == d.id) => "named twice; allowed: once".to_owned(),
            Some(d) => {
                found.push(d);
                continue;
            }
        };
        p.add(&format!("drugs[{i}]"), &what);
        sound = false;
    }
    (found, sound)
}

fn span(field: &str, text: &str, p: &mut Problems) -> f64 {
    match duration_h(text) {
        Ok(h) if h > 0.0 && h <= MAX_DURATION_H => return h,
        Ok(_) => p.add(field, "allowed: above 0, up to 3650d (ten years)"),
        Err(e) => p.add(field, &e),
    }
    1.0
}

fn summary(raw: Vec<RawSummary>, known: &dyn Fn(&str) -> bool, p: &mut Problems) -> Vec<Summary> {
    let mut out: Vec<Summary> = Vec::new();
    for (i, s) in raw.into_iter().enumerate() {
        if !is_word(&s.name) || out.iter().any(|o| o.name == s.name) {
            p.add(&format!("summary[{i}].name"), "allowed: letters, digits and _, each name once");
        }
        match Value::parse(&s.value, known) {
            Ok(value) => out.push(Summary { name: s.name, value }),
            Err(e) => p.add(&format!("summary[{i}].value"), &e.to_string()),
        }
    }
    out
}
