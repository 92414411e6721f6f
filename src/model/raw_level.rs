//! A level as its file writes it, and the check that makes a [`Level`] of it. Not here: what the parts mean
//! ([`crate::level`]).

use serde::Deserialize;

use crate::assemble::Setting;
use crate::content::Library;
use crate::drug::Drug;
use crate::goal::{Goal, Value};
use crate::level::{Control, Level, LevelGoal, MAX_WORDS, Moment, Teacher};
use crate::observe::Column;
use crate::plan::{Plan, RawStep};
use crate::problem::Problems;
use crate::prose;
use crate::quantity::duration_h;
use crate::raw_bet::{RawBet, bet};
use crate::raw_failure::{RawFailure, failures};
use crate::raw_part::{RawTask, RawTool, tasks, tools};
use crate::raw_patient::{RawPatient, patients};
use crate::scene::Scale;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawGoal {
    text: String,
    test: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawMoment {
    text: String,
    at: String,
}

/// A level file before it is checked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawLevel {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) idea: String,
    #[serde(default)]
    pub(crate) about: String,
    pub(crate) system: String,
    pub(crate) drugs: Vec<String>,
    pub(crate) effect: String,
    pub(crate) receptors: u32,
    pub(crate) duration: String,
    pub(crate) speed: String,
    pub(crate) zoom: Option<String>,
    pub(crate) prompt: String,
    #[serde(default)]
    pub(crate) pauses: Vec<String>,
    #[serde(default)]
    pub(crate) script: Vec<RawStep>,
    pub(crate) controls: Vec<Control>,
    #[serde(default)]
    pub(crate) tools: Vec<RawTool>,
    #[serde(default)]
    pub(crate) tasks: Vec<RawTask>,
    pub(crate) bet: RawBet,
    #[serde(default)]
    pub(crate) goals: Vec<RawGoal>,
    #[serde(default)]
    pub(crate) budget: Vec<RawGoal>,
    pub(crate) hints: (String, String, String),
    pub(crate) good: Vec<RawStep>,
    pub(crate) naive: Vec<RawStep>,
    #[serde(default)]
    pub(crate) advice: (Vec<RawStep>, Vec<RawStep>),
    pub(crate) mechanism: String,
    pub(crate) debrief: String,
    pub(crate) moments: Vec<RawMoment>,
    pub(crate) failures: Vec<RawFailure>,
    pub(crate) sources: Vec<String>,
    #[serde(default)]
    pub(crate) disputed: Vec<String>,
    #[serde(default)]
    pub(crate) content_note: String,
    #[serde(default)]
    pub(crate) help: String,
    pub(crate) teacher: Teacher,
    #[serde(default)]
    pub(crate) patients: Vec<RawPatient>,
}

impl RawLevel {
    /// Checks everything against the drugs and systems of `library` and reports every problem with its field.
    #[must_use]
    pub fn check(mut self, library: &Library, p: &mut Problems) -> Level {
        let others = std::mem::take(&mut self.patients);
        let patients = patients(others, &self, library, p);
        let known_list = |ids: Vec<&str>| ids.join(", ");
        let system = library.system(&self.system);
        if system.is_none() {
            let known = known_list(library.systems.iter().map(|s| s.id.as_str()).collect());
            p.add("system", &format!("no body system \"{}\"; allowed: {known}", self.system));
        }
        let mut drugs: Vec<&Drug> = Vec::new();
        for (i, id) in self.drugs.iter().enumerate() {
            match library.drug(id) {
                Some(drug) => drugs.push(drug),
                None => {
                    let known = known_list(library.drugs.iter().map(|d| d.id.as_str()).collect());
                    p.add(&format!("drugs[{i}]"), &format!("no drug \"{id}\"; allowed: {known}"));
                }
            }
        }
        let ids: Vec<&str> = drugs.iter().map(|d| d.id.as_str()).collect();
        let engine = library.assemble(&self.system, &ids, &Setting::default());
        let columns: Vec<Column> = engine.map_or_else(|_| Vec::new(), |e| e.columns());
        p.unique("drugs", self.drugs.iter().map(String::as_str));
        // Where the system itself is wrong, nothing can be said about its series.
        let known = |name: &str| columns.is_empty() || columns.iter().any(|c| c.series == name);
        if let Some(s) = system
            && s.effect(&self.effect).is_none()
        {
            let known = known_list(s.effects.iter().map(|e| e.id.as_str()).collect());
            p.add("effect", &format!("no effect \"{}\"; allowed: {known}", self.effect));
        }
        if !(100..=1_000_000).contains(&self.receptors) {
            p.add("receptors", "allowed: 100 to 1000000");
        }
        let hints = [&self.hints.0, &self.hints.1, &self.hints.2];
        for (field, text) in
            [("prompt", &self.prompt), ("about", &self.about)].into_iter().chain(hints.map(|h| ("hints", h)))
        {
            limit_words(field, text, MAX_WORDS, p);
        }
        self.check_words(p);
        let mut hours = |field: &str, text: &str| match duration_h(text) {
            Ok(h) if h > 0.0 && h <= 24.0 * 3650.0 => h,
            Ok(_) => {
                p.add(field, "allowed: above 0, up to 3650d");
                1.0
            }
            Err(e) => {
                p.add(field, &e);
                1.0
            }
        };
        let (duration_h, speed_h_per_s) = (hours("duration", &self.duration), hours("speed", &self.speed));
        let pauses_h = self.pauses.iter().enumerate().map(|(i, text)| hours(&format!("pauses[{i}]"), text)).collect();
        let zoom = self.zoom.as_deref().map_or(Ok(Scale::default()), Scale::from_name).unwrap_or_else(|e| {
            p.add("zoom", &e);
            Scale::default()
        });
        check_controls(&self.controls, &drugs, p);
        let goals = goals("goals", self.goals, &known, p);
        let tasks = tasks(self.tasks, &drugs, &known, p);
        if goals.is_empty() && tasks.is_empty() {
            p.add("goals", "no goal and no task; allowed: at least one of them");
        }
        Level {
            tools: tools(self.tools, &drugs, p),
            tasks,
            advice: [
                Plan::check("advice.0", &self.advice.0, &drugs, p),
                Plan::check("advice.1", &self.advice.1, &drugs, p),
            ],
            failures: failures(self.failures, &known, p),
            script: Plan::check("script", &self.script, &drugs, p),
            good: Plan::check("good", &self.good, &drugs, p),
            naive: Plan::check("naive", &self.naive, &drugs, p),
            bet: bet(self.bet, &known, p),
            goals,
            budget: self::goals("budget", self.budget, &known, p),
            moments: moments(self.moments, &known, p),
            id: self.id,
            title: self.title,
            idea: self.idea,
            about: if self.about.is_empty() { self.prompt.clone() } else { self.about },
            system: self.system,
            drugs: self.drugs,
            effect: self.effect,
            receptors: self.receptors,
            duration_h,
            speed_h_per_s,
            zoom,
            prompt: self.prompt,
            pauses_h,
            controls: self.controls,
            hints: [self.hints.0, self.hints.1, self.hints.2],
            mechanism: self.mechanism,
            debrief: self.debrief,
            sources: self.sources,
            disputed: self.disputed,
            content_note: self.content_note,
            help: self.help,
            teacher: self.teacher,
            patients,
        }
    }
}

impl RawLevel {
    /// Everything of a level that a player or a teacher reads, each with its field.
    fn texts(&self) -> Vec<(String, &str)> {
        let named = |name: &str, text| (name.to_owned(), text);
        let mut out: Vec<(String, &str)> = vec![
            named("title", self.title.as_str()),
            named("idea", self.idea.as_str()),
            named("about", self.about.as_str()),
            named("prompt", self.prompt.as_str()),
            named("hints", self.hints.0.as_str()),
            named("hints", self.hints.1.as_str()),
            named("hints", self.hints.2.as_str()),
            named("debrief", self.debrief.as_str()),
            named("content_note", self.content_note.as_str()),
            named("help", self.help.as_str()),
            named("teacher.misconception", self.teacher.misconception.as_str()),
            named("teacher.question", self.teacher.question.as_str()),
        ];
        let goals = self.goals.iter().enumerate().map(|(i, g)| (format!("goals[{i}].text"), g.text.as_str()));
        let moments = self.moments.iter().enumerate().map(|(i, m)| (format!("moments[{i}].text"), m.text.as_str()));
        let cards = self.failures.iter().enumerate().flat_map(|(i, f)| f.texts(i));
        out.extend(goals.chain(moments).chain(cards));
        out.extend(self.bet.texts());
        out.extend(
            self.tasks
                .iter()
                .enumerate()
                .flat_map(|(i, task)| task.texts().into_iter().map(move |text| (format!("tasks[{i}]"), text))),
        );
        out
    }

    /// Words that speak ill of people, and amounts that read like a guide to dosing.
    fn check_words(&self, p: &mut Problems) {
        for (field, text) in self.texts() {
            for (word, instead) in prose::unkind(text) {
                p.add(&field, &format!("\"{word}\" does not put people first; allowed: {instead}"));
            }
            if let Some(amount) = prose::weight(text) {
                p.add(&field, &format!("\"{amount}\" is an amount by weight; allowed: dose units (DU)"));
            }
        }
    }
}

pub(crate) fn limit_words(field: &str, text: &str, most: usize, p: &mut Problems) {
    let words = text.split_whitespace().count();
    if words > most {
        p.add(field, &format!("{words} words; allowed: at most {most}"));
    }
}

fn check_controls(controls: &[Control], drugs: &[&Drug], p: &mut Problems) {
    for (i, control) in controls.iter().enumerate() {
        let field = format!("controls[{i}]");
        let (drug, amounts) = match control {
            Control::Give { drug, amounts, .. } => (drug, amounts.clone()),
            Control::DailyPatch { drug, du } => (drug, vec![*du]),
            Control::Wash => continue,
        };
        let route = if let Control::Give { route, .. } = control { route.as_str() } else { "" };
        match drugs.iter().find(|d| d.id == *drug) {
            None => p.add(&field, &format!("no drug \"{drug}\" in this level; allowed: one of its drugs")),
            Some(d) if d.route(route).is_none() => {
                p.add(&field, &format!("\"{drug}\" has no route \"{route}\"; allowed: one of its routes"));
            }
            Some(_) => {}
        }
        if amounts.is_empty() || amounts.iter().any(|a| !(a.is_finite() && *a > 0.0 && *a <= 1000.0)) {
            p.add(&field, "allowed: amounts above 0, up to 1000 DU");
        }
    }
}

fn goals(field: &str, raw: Vec<RawGoal>, known: &dyn Fn(&str) -> bool, p: &mut Problems) -> Vec<LevelGoal> {
    let mut out = Vec::new();
    for (i, g) in raw.into_iter().enumerate() {
        match Goal::parse(&g.test, known) {
            Ok(test) => out.push(LevelGoal { text: g.text, test }),
            Err(e) => p.add(&format!("{field}[{i}].test"), &e.to_string()),
        }
    }
    out
}

fn moments(raw: Vec<RawMoment>, known: &dyn Fn(&str) -> bool, p: &mut Problems) -> Vec<Moment> {
    let mut out = Vec::new();
    for (i, m) in raw.into_iter().enumerate() {
        match Value::parse(&m.at, known) {
            Ok(at) => out.push(Moment { text: m.text, at }),
            Err(e) => p.add(&format!("moments[{i}].at"), &e.to_string()),
        }
    }
    out
}
