//! The game around a run: which level, the bet, hints, the verdict with its stars. It knows no pixel and no key; time
//! and receptors are the simulation's.

use bevy::prelude::*;
use model::assemble::Setting;
use model::bet::{BET_TOLERANCE, curve, curve_off, number_is_right};
use model::content::Library;
use model::drug::Drug;
use model::level::{Bet, Control, Level};
use model::plan::Plan;
use model::task::Grade;
use model::trace::Trace;
use serde::{Deserialize, Serialize};
use sim::course::Setup;

use crate::answer::{Draft, say_grade};
use crate::ward::Ward;

/// All content.
#[derive(Resource, Clone, Debug, Deref)]
pub struct Content(pub Library);

/// A bet, as it was placed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum BetMade {
    /// A number.
    Number(f64),
    /// A choice.
    Choice(usize),
    /// Heights at the times of the bet, in the unit of its series.
    Curve(Vec<f64>),
}

/// Where a game is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Before the run: what do you expect?
    Bet,
    /// The run.
    Run,
    /// After it: what happened?
    Debrief,
}

/// How a level went.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Each goal: its sentence, met or not.
    pub goals: Vec<(String, bool)>,
    /// Each budget line: its sentence, met or not.
    pub budget: Vec<(String, bool)>,
    /// Whether the bet was right; `None` where none was placed.
    pub bet_right: Option<bool>,
    /// The truth about the bet, in words.
    pub truth: String,
    /// The true curve of a bet that is drawn: hours and heights.
    pub true_curve: Vec<(f64, f64)>,
    /// How each task was answered.
    pub grades: Vec<Grade>,
    /// 0 (not passed) to 3.
    pub stars: u8,
    /// Moments: sentence and hour.
    pub moments: Vec<(String, f64)>,
    /// The whole run, for the plots of the debrief.
    pub trace: Trace,
}

/// What is being played.
#[derive(Resource, Clone, Debug)]
pub struct Game {
    /// The level; `None` in the sandbox and behind the title.
    pub level: Option<Level>,
    /// The body system's id.
    pub system: String,
    /// Names of the drugs, in engine order.
    pub drugs: Vec<Drug>,
    /// What the player may do.
    pub controls: Vec<Control>,
    /// The effect that the plots show.
    pub effect: String,
    /// Where it is.
    pub phase: Phase,
    /// The bet.
    pub bet: Option<BetMade>,
    /// Hints taken, 0-3.
    pub hints: usize,
    /// The good plan plays itself; no stars.
    pub shown: bool,
    /// Doses given per control.
    pub used: Vec<u32>,
    /// What was answered so far, task by task.
    pub answers: Vec<Draft>,
    /// The answers are handed in.
    pub handed: bool,
    /// How it went.
    pub verdict: Option<Verdict>,
    /// Chance.
    pub seed: u64,
    /// Receptors.
    pub receptors: u32,
    /// The patients of a level that has several; `level` is the one whose turn it is.
    pub ward: Ward,
}

/// Most drugs in one sandbox: more would not fit the panels, nor one body's equations.
pub const SANDBOX_DRUGS: usize = 3;
/// Length of a sandbox run, h.
const SANDBOX_H: f64 = 24.0 * 60.0;

impl Game {
    /// A level from its start.
    #[must_use]
    pub fn level(level: &Level, library: &Library, seed: u64, receptors: Option<u32>) -> Self {
        Self::patient(level, Ward::of(level), library, seed, receptors)
    }

    /// The patient of a ward whose turn it is.
    #[must_use]
    pub fn ward(ward: Ward, library: &Library, seed: u64, receptors: Option<u32>) -> Option<Self> {
        let level = ward.patients.get(ward.at)?.clone();
        Some(Self::patient(&level, ward, library, seed, receptors))
    }

    fn patient(level: &Level, ward: Ward, library: &Library, seed: u64, receptors: Option<u32>) -> Self {
        let level = level.bound(library);
        let drugs = level.drugs.iter().filter_map(|d| library.drug(d).cloned()).collect();
        Self {
            system: level.system.clone(),
            drugs,
            controls: level.controls.clone(),
            effect: level.effect.clone(),
            phase: Phase::Bet,
            bet: None,
            hints: 0,
            shown: false,
            used: vec![0; level.controls.len()],
            answers: level.tasks.iter().map(Draft::blank).collect(),
            handed: false,
            verdict: None,
            seed,
            receptors: receptors.unwrap_or(level.receptors),
            level: Some(level),
            ward,
        }
    }

    /// The sandbox on a body system with the drugs named, each with every way in; without names, those that the
    /// system's levels use, or else the first that act there.
    #[must_use]
    pub fn sandbox(
        system: &str,
        names: &[String],
        library: &Library,
        seed: u64,
        receptors: Option<u32>,
    ) -> Option<Self> {
        let found = library.system(system)?;
        let levels = library.levels.iter().filter(|l| l.system == system).flat_map(|l| &l.drugs);
        let usual = levels.filter_map(|id| library.drug(id)).chain(library.drugs_for(system));
        let mut drugs: Vec<Drug> = names.iter().filter_map(|id| library.drug(id)).cloned().collect();
        for drug in usual.filter(|_| names.is_empty()) {
            if drugs.len() < SANDBOX_DRUGS - 1 && !drugs.iter().any(|d| d.id == drug.id) {
                drugs.push(drug.clone());
            }
        }
        let mut controls = Vec::new();
        for drug in &drugs {
            for route in &drug.routes {
                controls.push(match route.entry {
                    model::drug::Entry::Patch { .. } => Control::DailyPatch { drug: drug.id.clone(), du: 1.0 },
                    model::drug::Entry::Bolus | model::drug::Entry::Absorbed { .. } | model::drug::Entry::Bath => {
                        Control::Give {
                            drug: drug.id.clone(),
                            route: route.id.clone(),
                            amounts: vec![0.5, 1.0, 4.0],
                            most: u32::MAX,
                        }
                    }
                });
            }
        }
        controls.push(Control::Wash);
        Some(Self {
            level: None,
            system: system.to_owned(),
            effect: found.effects.first().map(|e| e.id.clone()).unwrap_or_default(),
            used: vec![0; controls.len()],
            controls,
            drugs,
            phase: Phase::Run,
            bet: None,
            hints: 0,
            shown: false,
            answers: Vec::new(),
            handed: false,
            verdict: None,
            seed,
            receptors: receptors.unwrap_or(10_000),
            ward: Ward::default(),
        })
    }

    /// The setup of the simulation, and its first speed; `None` if the content is not the one that was checked.
    #[must_use]
    pub fn setup(&self, library: &Library) -> Option<(Setup, f64)> {
        let drugs: Vec<&str> = self.drugs.iter().map(|d| d.id.as_str()).collect();
        let engine = library.assemble(&self.system, &drugs, &Setting::default()).ok()?;
        let (duration_h, grid_h, speed) = match &self.level {
            Some(l) => (l.duration_h, l.grid_h(), l.speed_h_per_s),
            None => (SANDBOX_H, SANDBOX_H / 3000.0, 20.0 / 60.0),
        };
        let nothing = Plan::default();
        let script = self.level.as_ref().map(|l| l.with_script(if self.shown { &l.good } else { &nothing }));
        let script = script.unwrap_or(nothing);
        let goals = self.level.iter().flat_map(|l| &l.goals).map(|g| g.test.clone()).collect();
        let (receptors, seed) = (self.receptors, self.seed);
        let stops_h = self.level.as_ref().map(|l| l.pauses_h.clone()).unwrap_or_default();
        Some((Setup { engine, receptors, seed, duration_h, grid_h, script, goals, stops_h }, speed))
    }

    /// Judges the run that `trace` records.
    #[must_use]
    pub fn judge(&self, trace: &Trace, library: &Library) -> Option<Verdict> {
        let level = self.level.as_ref()?;
        let met = |goals: &[model::level::LevelGoal]| -> Vec<(String, bool)> {
            goals.iter().map(|g| (g.text.clone(), g.test.met(trace))).collect()
        };
        let (mut goals, budget) = (met(&level.goals), met(&level.budget));
        let grades = self.grades();
        goals.extend(level.tasks.iter().zip(&grades).map(|(task, grade)| (say_grade(task, grade), grade.passes())));
        let (bet_right, truth, true_curve) = self.settle(level, library);
        let passed = goals.iter().all(|(_, met)| *met);
        let thrifty = self.hints + self.ward.hints <= 1 && !self.ward.spent && budget.iter().all(|(_, met)| *met);
        // Stars are for all patients together.
        let done = passed && !self.shown && !self.ward.waits();
        let stars = match (done, thrifty, bet_right == Some(true)) {
            (false, _, _) => 0,
            (true, false, _) => 1,
            (true, true, false) => 2,
            (true, true, true) => 3,
        };
        let moments = level.moments.iter().map(|m| (m.text.clone(), m.at.of(trace)));
        let moments = moments.filter(|(_, at)| at.is_finite()).collect();
        Some(Verdict { goals, budget, bet_right, truth, true_curve, grades, stars, moments, trace: trace.clone() })
    }

    /// What was bet, in words; a drawn curve has none.
    #[must_use]
    pub fn bet_said(&self) -> Option<String> {
        match (self.bet.as_ref()?, &self.level.as_ref()?.bet) {
            (BetMade::Number(x), Bet::Number { unit, .. }) => Some(say_number(*x, unit)),
            (BetMade::Choice(i), Bet::Choice { options, .. }) => options.get(*i).cloned(),
            (BetMade::Number(_) | BetMade::Choice(_) | BetMade::Curve(_), _) => None,
        }
    }

    /// Whether the bet was right, the truth in words, and the true curve where one was asked for.
    fn settle(&self, level: &Level, library: &Library) -> (Option<bool>, String, Vec<(f64, f64)>) {
        match &level.bet {
            Bet::Choice { options, right, .. } => {
                let made = match self.bet {
                    Some(BetMade::Choice(i)) => Some(i == *right),
                    Some(BetMade::Number(_) | BetMade::Curve(_)) | None => None,
                };
                (made, options.get(*right).cloned().unwrap_or_default(), Vec::new())
            }
            Bet::Number { answer, plan, unit, .. } => {
                let Some(truth) = level.reference(plan.run(), library).map(|t| answer.of(&t)) else {
                    return (None, String::new(), Vec::new());
                };
                let made = match self.bet {
                    Some(BetMade::Number(x)) => Some(number_is_right(x, truth)),
                    Some(BetMade::Choice(_) | BetMade::Curve(_)) | None => None,
                };
                (made, say_number(truth, unit), Vec::new())
            }
            Bet::Curve { series, points_h, plan, .. } => {
                let Some(run) = level.reference(plan.run(), library) else { return (None, String::new(), Vec::new()) };
                let off = match &self.bet {
                    Some(BetMade::Curve(drawn)) => curve_off(drawn, &curve(series, points_h, &run)),
                    Some(BetMade::Number(_) | BetMade::Choice(_)) | None => None,
                };
                let all = run.time_h.iter().copied().zip(run.series(series).into_iter().flatten().copied());
                let (first, last) = (points_h.first().copied(), points_h.last().copied());
                let asked = all.filter(|(t, _)| Some(*t) >= first && Some(*t) <= last).collect();
                (off.map(|off| off <= BET_TOLERANCE), say_off(off), asked)
            }
        }
    }
}

/// How far a drawn curve was from the true one, in words.
fn say_off(off: Option<f64>) -> String {
    match off {
        Some(off) => format!(
            "on average the drawn curve is {:.0} % of the true one's height away; up to {:.0} % is right",
            100.0 * off,
            100.0 * BET_TOLERANCE
        ),
        None => "the curve below".to_owned(),
    }
}

/// A number of a bet as people read it ("72 %").
#[must_use]
pub fn say_number(value: f64, unit: &str) -> String {
    if unit == "%" { format!("{:.0} %", value * 100.0) } else { format!("{value:.1} {unit}") }
}
