//! Tools and tasks as a level file writes them, and the check that makes [`Tool`] and [`Task`] of them, with every problem
//! and its field. Not here: what they do.

use serde::Deserialize;

use crate::drug::Drug;
use crate::goal::Value;
use crate::plan::{Plan, RawStep};
use crate::problem::Problems;
use crate::quantity::duration_h;
use crate::raw_level::limit_words;
use crate::task::{Case, Cases, METERS, Meter, Ordered, Placed, Probe, Task};
use crate::tool::{Dosed, Drawing, Tool};

/// Most words of the name of an item: it is to be read from the back of a room.
const MAX_NAME_WORDS: usize = 6;
/// Most causes to choose from: each has a key.
const MOST_CAUSES: usize = 9;

/// A tool in a file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) enum RawTool {
    Timeline {
        drug: String,
        #[serde(default)]
        route: String,
        amounts: Vec<f64>,
        most: u32,
    },
    Schedule {
        drug: String,
        #[serde(default)]
        route: String,
        amounts: Vec<f64>,
        every: Vec<String>,
        from: String,
        until: String,
    },
    Taper {
        drug: String,
        #[serde(default)]
        route: String,
        from: String,
        every: String,
        first: f64,
        half: f64,
        shortest: String,
        longest: String,
        levels: u32,
    },
    Rests {
        usual: Vec<RawStep>,
        most: u32,
        least: String,
    },
    Convert {
        usual: Vec<RawStep>,
        at: String,
        drug: String,
        by: String,
        #[serde(default)]
        route: String,
        ratio: f64,
        #[serde(default)]
        every: String,
    },
}

/// A task in a file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) enum RawTask {
    Order { items: Vec<RawOrdered> },
    Venn { items: Vec<RawPlaced> },
    Label { at: String, causes: Vec<String>, probes: Vec<RawProbe>, most: u32, cases: Vec<RawCase> },
    Diagnosis { at: String, causes: Vec<String>, sample: RawProbe, biopsy: RawProbe, cases: Vec<RawCase> },
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawOrdered {
    name: String,
    right: (String, String),
    often: String,
    why: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawPlaced {
    name: String,
    text: String,
    right: Vec<Meter>,
    often: Vec<Meter>,
    why: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawProbe {
    name: String,
    unit: String,
    reads: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawCase {
    name: String,
    before: Vec<RawStep>,
    right: usize,
    often: usize,
    why: String,
}

impl RawTask {
    /// Everything that is read in it.
    pub(crate) fn texts(&self) -> Vec<&str> {
        match self {
            Self::Order { items } => items.iter().flat_map(|i| [i.name.as_str(), i.why.as_str()]).collect(),
            Self::Venn { items } => {
                items.iter().flat_map(|i| [i.name.as_str(), i.text.as_str(), i.why.as_str()]).collect()
            }
            Self::Label { causes, cases, .. } | Self::Diagnosis { causes, cases, .. } => {
                let cases = cases.iter().flat_map(|c| [c.name.as_str(), c.why.as_str()]);
                causes.iter().map(String::as_str).chain(cases).collect()
            }
        }
    }
}

fn hours(field: &str, text: &str, p: &mut Problems) -> f64 {
    duration_h(text).unwrap_or_else(|e| {
        p.add(field, &e);
        1.0
    })
}

fn dosed(field: &str, drug: String, route: String, drugs: &[&Drug], p: &mut Problems) -> Dosed {
    match drugs.iter().find(|d| d.id == drug) {
        None => p.add(field, &format!("no drug \"{drug}\" in this level; allowed: one of its drugs")),
        Some(d) if d.route(&route).is_none() => {
            p.add(field, &format!("\"{drug}\" has no route \"{route}\"; allowed: one of its routes"));
        }
        Some(_) => {}
    }
    Dosed { drug, route }
}

fn amounts(field: &str, amounts: &[f64], p: &mut Problems) {
    if amounts.is_empty() || amounts.iter().any(|a| !(a.is_finite() && *a > 0.0 && *a <= 1000.0)) {
        p.add(field, "allowed: amounts above 0, up to 1000 DU");
    }
}

/// Checks the tools of a level.
pub(crate) fn tools(raw: Vec<RawTool>, drugs: &[&Drug], p: &mut Problems) -> Vec<Tool> {
    let mut out = Vec::new();
    for (i, tool) in raw.into_iter().enumerate() {
        let field = format!("tools[{i}]");
        let before = p.count();
        let tool = match tool {
            RawTool::Timeline { drug, route, amounts: offered, most } => {
                amounts(&field, &offered, p);
                Tool::Timeline { drug: dosed(&field, drug, route, drugs, p), amounts: offered, most }
            }
            RawTool::Schedule { drug, route, amounts: offered, every, from, until } => {
                amounts(&field, &offered, p);
                let within_h = (hours(&field, &from, p), hours(&field, &until, p));
                let every_h: Vec<f64> = every.iter().map(|e| hours(&field, e, p)).collect();
                if every_h.is_empty() || every_h.iter().any(|e| *e <= 0.0) {
                    p.add(&field, "every: allowed: intervals above 0");
                }
                if within_h.0 >= within_h.1 {
                    p.add(&field, "until: allowed: after `from`");
                }
                Tool::Schedule { drug: dosed(&field, drug, route, drugs, p), amounts: offered, every_h, within_h }
            }
            RawTool::Taper { drug, route, from, every, first, half, shortest, longest, levels } => {
                let over_h = (hours(&field, &shortest, p), hours(&field, &longest, p));
                let every_h = hours(&field, &every, p);
                amounts(&field, &[first, half], p);
                if !(every_h > 0.0 && every_h <= over_h.0 && over_h.0 <= over_h.1) {
                    p.add(&field, "allowed: `every` above 0, `shortest` at least as long, `longest` at least that");
                }
                if levels == 0 || levels > 3650 {
                    p.add(&field, "levels: allowed: 1 to 3650");
                }
                let drug = dosed(&field, drug, route, drugs, p);
                let from_h = hours(&field, &from, p);
                Tool::Taper { drug, from_h, every_h, first, half, over_h, most_levels: levels }
            }
            RawTool::Rests { usual, most, least } => {
                let _ = Plan::check(&format!("{field}.usual"), &usual, drugs, p);
                Tool::Rests { usual, most, least_h: hours(&field, &least, p) }
            }
            RawTool::Convert { usual, at, drug, by, route, ratio, every } => {
                let every_h = if every.is_empty() { 0.0 } else { hours(&field, &every, p) };
                let from = dosed(&field, drug, String::new(), drugs, p).drug;
                let to = dosed(&field, by, route, drugs, p);
                let tool = Tool::Convert { usual, at_h: hours(&field, &at, p), from, to, ratio, every_h };
                // The whole change must be one that a plan can hold.
                match tool.steps(&Drawing::Reduction(0.0)) {
                    Ok(steps) => drop(Plan::check(&field, &steps, drugs, p)),
                    Err(e) => p.add(&field, &e),
                }
                tool
            }
        };
        if p.count() == before {
            out.push(tool);
        }
    }
    out
}

/// Checks the tasks of a level.
pub(crate) fn tasks(raw: Vec<RawTask>, drugs: &[&Drug], known: &dyn Fn(&str) -> bool, p: &mut Problems) -> Vec<Task> {
    let mut out = Vec::new();
    for (i, task) in raw.into_iter().enumerate() {
        let field = format!("tasks[{i}]");
        let task = match task {
            RawTask::Order { items } => Task::Order(items.into_iter().map(|item| ordered(&field, item, p)).collect()),
            RawTask::Venn { items } => Task::Venn(items.into_iter().map(|item| placed(&field, item, p)).collect()),
            RawTask::Label { at, causes, probes, most, cases } => {
                cases_of(&field, &at, causes, probes, Some(most), cases, (drugs, known), p)
            }
            RawTask::Diagnosis { at, causes, sample, biopsy, cases } => {
                cases_of(&field, &at, causes, vec![sample, biopsy], None, cases, (drugs, known), p)
            }
        };
        if task.is_empty() {
            p.add(&field, "nothing to answer; allowed: at least one item");
        }
        if task.grade(&task.often_answer()).passes() {
            p.add(&field, "what is often answered is right; allowed: at least one item that is often mistaken");
        }
        out.push(task);
    }
    out
}

fn ordered(field: &str, item: RawOrdered, p: &mut Problems) -> Ordered {
    limit_words(field, &item.name, MAX_NAME_WORDS, p);
    let right_h = (hours(field, &item.right.0, p), hours(field, &item.right.1, p));
    if !(right_h.0 > 0.0 && right_h.0 <= right_h.1) {
        p.add(field, "right: allowed: two times above 0, the shorter first");
    }
    Ordered { name: item.name, right_h, often_h: hours(field, &item.often, p), why: item.why }
}

fn placed(field: &str, item: RawPlaced, p: &mut Problems) -> Placed {
    limit_words(field, &item.name, MAX_NAME_WORDS, p);
    let circles = |meters: &[Meter]| METERS.map(|m| meters.contains(&m));
    let (right, often) = (circles(&item.right), circles(&item.often));
    Placed { name: item.name, text: item.text, right, often, why: item.why }
}

fn cases_of(
    field: &str,
    at: &str,
    causes: Vec<String>,
    probes: Vec<RawProbe>,
    most: Option<u32>,
    cases: Vec<RawCase>,
    (drugs, known): (&[&Drug], &dyn Fn(&str) -> bool),
    p: &mut Problems,
) -> Task {
    let at_h = hours(field, at, p);
    if !(2..=MOST_CAUSES).contains(&causes.len()) {
        p.add(field, &format!("causes: allowed: 2 to {MOST_CAUSES}"));
    }
    if at_h <= 0.0 {
        p.add(field, "at: allowed: above 0");
    }
    let mut checked = Vec::new();
    for (k, probe) in probes.into_iter().enumerate() {
        match Value::parse(&probe.reads, known) {
            Ok(value) => checked.push(Probe { name: probe.name, unit: probe.unit, value }),
            Err(e) => p.add(&format!("{field}.probes[{k}].reads"), &e.to_string()),
        }
    }
    let cases = cases.into_iter().enumerate().map(|(k, case)| {
        if case.right >= causes.len() || case.often >= causes.len() {
            p.add(&format!("{field}.cases[{k}]"), &format!("allowed: causes 0 to {}", causes.len().saturating_sub(1)));
        }
        let plan = Plan::check(&format!("{field}.cases[{k}].before"), &case.before, drugs, p);
        Case { name: case.name, plan, right: case.right, often: case.often, why: case.why }
    });
    let cases = cases.collect();
    Task::Cases(Cases { causes, probes: checked, most, cases, at_h })
}
