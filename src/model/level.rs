//! Levels: what a level file says (`Raw...`) and what the game needs of it ([`Level`]). The schema, field by field, is
//! `levels/README.md`. A level chooses from the science; it has no numbers of its own that a body follows.

use serde::Deserialize;

use crate::content::{Library, Problems};
use crate::drug::Drug;
use crate::engine::Engine;
use crate::goal::{Goal, Value};
use crate::observe::Column;
use crate::plan::{Plan, RawStep};
use crate::quantity::duration_h;

/// Most words that a prompt, a question or a hint may have.
pub const MAX_WORDS: usize = 25;

/// Something that the player may do.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub enum Control {
    /// Doses of a drug: one button per amount (DU), at most `most` doses in all.
    Give {
        /// Which drug.
        drug: String,
        /// Route; empty for the usual one.
        #[serde(default)]
        route: String,
        /// Amounts offered, DU.
        amounts: Vec<f64>,
        /// Most doses in a run.
        most: u32,
    },
    /// A patch that is worn between two hours of the day, every day: the player sets the hours.
    DailyPatch {
        /// Which drug.
        drug: String,
        /// Dose units per patch.
        du: f64,
    },
    /// Washing out.
    Wash,
}

/// The bet before the run.
#[derive(Clone, Debug, PartialEq)]
pub enum Bet {
    /// A number between two ends; right within 15 % of the true value.
    Number {
        /// Question.
        question: String,
        /// Unit shown behind the number; "%" shows fractions as per cent.
        unit: String,
        /// Ends of the slider, in the unit of the answer (fractions for "%").
        ends: (f64, f64),
        /// The truth, read off a run of the plan named.
        answer: Value,
        /// The plan that the bet is about.
        plan: BetPlan,
    },
    /// One of some sentences.
    Choice {
        /// Question.
        question: String,
        /// The sentences.
        options: Vec<String>,
        /// Which one is right, from 0.
        right: usize,
    },
}

/// How far off a number may be, relative to the truth.
pub const BET_TOLERANCE: f64 = 0.15;

/// Which stored plan a bet is read off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum BetPlan {
    /// The good one.
    Good,
    /// The naive one.
    Naive,
}

/// A goal with its sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelGoal {
    /// What the player reads.
    pub text: String,
    /// What is judged.
    pub test: Goal,
}

/// A moment of the run that the debrief names.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// What happened.
    pub text: String,
    /// When, as hours read off the player's run.
    pub at: Value,
}

/// A level, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// Row id ("1.1").
    pub id: String,
    /// Title.
    pub title: String,
    /// The one idea.
    pub idea: String,
    /// Body system.
    pub system: String,
    /// Drugs, by name; plans and controls may use these.
    pub drugs: Vec<String>,
    /// Effect that the plots show.
    pub effect: String,
    /// Receptors at the start.
    pub receptors: u32,
    /// Length of a run, h.
    pub duration_h: f64,
    /// Model hours per real second at the start.
    pub speed_h_per_s: f64,
    /// What the player is asked to do, at most 25 words.
    pub prompt: String,
    /// What the level does by itself before and while the player acts.
    pub script: Plan,
    /// What the player may do.
    pub controls: Vec<Control>,
    /// The bet.
    pub bet: Bet,
    /// All must be met to pass.
    pub goals: Vec<LevelGoal>,
    /// Also met: the second star.
    pub budget: Vec<LevelGoal>,
    /// Look here; think of this; do this.
    pub hints: [String; 3],
    /// A plan that passes.
    pub good: Plan,
    /// A plan that a newcomer would try, and that fails.
    pub naive: Plan,
    /// The mechanism's name.
    pub mechanism: String,
    /// What happened, in a few sentences.
    pub debrief: String,
    /// When it happened.
    pub moments: Vec<Moment>,
    /// One sentence when it failed: what to try.
    pub on_failure: String,
    /// Sources, and what is disputed.
    pub sources: Vec<String>,
    /// For the teacher: minutes, misconception, question to ask.
    pub teacher: Teacher,
}

/// A teacher's note.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Teacher {
    /// Minutes in class.
    pub minutes: u32,
    /// The misconception that it meets.
    pub misconception: String,
    /// A question to ask.
    pub question: String,
}

#[derive(Debug, Deserialize)]
enum RawBet {
    Number { question: String, unit: String, ends: (f64, f64), answer: String, plan: BetPlan },
    Choice { question: String, options: Vec<String>, right: usize },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGoal {
    text: String,
    test: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMoment {
    text: String,
    at: String,
}

/// A level file before it is checked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawLevel {
    id: String,
    title: String,
    idea: String,
    system: String,
    drugs: Vec<String>,
    effect: String,
    receptors: u32,
    duration: String,
    speed: String,
    prompt: String,
    #[serde(default)]
    script: Vec<RawStep>,
    controls: Vec<Control>,
    bet: RawBet,
    goals: Vec<RawGoal>,
    #[serde(default)]
    budget: Vec<RawGoal>,
    hints: (String, String, String),
    good: Vec<RawStep>,
    naive: Vec<RawStep>,
    mechanism: String,
    debrief: String,
    moments: Vec<RawMoment>,
    on_failure: String,
    sources: Vec<String>,
    teacher: Teacher,
}

impl Level {
    /// Spacing of the recorded rows: a fine grid, whatever the length. It is a hair finer than a 1500th, or rounding
    /// would put the last row of some lengths (28h) beyond the end, and what a goal says of the end could not be judged.
    #[must_use]
    pub fn grid_h(&self) -> f64 {
        self.duration_h / 1500.0 * (1.0 - 4.0 * f64::EPSILON)
    }

    /// The level's engine; `None` only if `library` is not the one that the level was checked against.
    #[must_use]
    pub fn engine(&self, library: &Library) -> Option<Engine> {
        let drugs: Option<Vec<&Drug>> = self.drugs.iter().map(|d| library.drug(d)).collect();
        Some(Engine::new(library.system(&self.system)?, &drugs?))
    }
}

impl RawLevel {
    /// Checks everything against the drugs and systems of `library` and reports every problem with its field.
    #[must_use]
    pub fn check(self, library: &Library, p: &mut Problems) -> Level {
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
        let columns: Vec<Column> = system.map_or_else(Vec::new, |s| Engine::new(s, &drugs).columns());
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
        for (field, text) in [("prompt", &self.prompt), ("hints", &self.hints.0), ("hints", &self.hints.1)] {
            limit_words(field, text, p);
        }
        limit_words("hints", &self.hints.2, p);
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
        check_controls(&self.controls, &drugs, p);
        let goals = goals("goals", self.goals, &known, p);
        if goals.is_empty() {
            p.add("goals", "no goal; allowed: at least one");
        }
        Level {
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
            system: self.system,
            drugs: self.drugs,
            effect: self.effect,
            receptors: self.receptors,
            duration_h,
            speed_h_per_s,
            prompt: self.prompt,
            controls: self.controls,
            hints: [self.hints.0, self.hints.1, self.hints.2],
            mechanism: self.mechanism,
            debrief: self.debrief,
            on_failure: self.on_failure,
            sources: self.sources,
            teacher: self.teacher,
        }
    }
}

fn limit_words(field: &str, text: &str, p: &mut Problems) {
    let words = text.split_whitespace().count();
    if words > MAX_WORDS {
        p.add(field, &format!("{words} words; allowed: at most {MAX_WORDS}"));
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

fn bet(raw: RawBet, known: &dyn Fn(&str) -> bool, p: &mut Problems) -> Bet {
    match raw {
        RawBet::Number { question, unit, ends, answer, plan } => {
            limit_words("bet.question", &question, p);
            if !(ends.0.is_finite() && ends.1.is_finite() && ends.0 < ends.1) {
                p.add("bet.ends", "allowed: two numbers, the lower first");
            }
            match Value::parse(&answer, known) {
                Ok(answer) => Bet::Number { question, unit, ends, answer, plan },
                Err(e) => {
                    p.add("bet.answer", &e.to_string());
                    Bet::Choice { question, options: Vec::new(), right: 0 }
                }
            }
        }
        RawBet::Choice { question, options, right } => {
            limit_words("bet.question", &question, p);
            if right >= options.len() {
                p.add("bet.right", &format!("allowed: 0 to {}", options.len().saturating_sub(1)));
            }
            Bet::Choice { question, options, right }
        }
    }
}
