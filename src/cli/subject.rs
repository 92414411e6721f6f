//! What can be run: a level or a scenario, found by its id or read from a file, with the plan that is to be played.
//! Not here: how it is run and written ([`crate::simulate`], [`crate::population`]).

use std::path::Path;

use model::content::{Kind, Library};
use model::drug::Drug;
use model::engine::Engine;
use model::hold::{Held, Hold};
use model::plan::Plan;
use model::run::Run;
use model::scenario::Scenario as Protocol;
use model::trace::Trace;

use crate::error::Error;
use crate::scenario::{PlanChoice, Scenario, find_level, kind_of, looks_like_path, plan_file, plan_for, read_text};

/// A scenario file and the library that it was checked against.
#[derive(Clone, Debug)]
pub struct Case {
    /// Drugs, systems, enzymes, people.
    pub library: Library,
    /// The scenario.
    pub scenario: Protocol,
}

/// A level or a scenario.
#[derive(Clone, Debug)]
pub enum Subject {
    /// A level: it has goals.
    Level(Box<Scenario>),
    /// A scenario: it has series and values to sum a run up by.
    Scenario(Box<Case>),
}

/// Finds a level (`1.1`) or a scenario (`mu_opioid_month`) by its id, or reads either from a file when `argument` looks
/// like a path.
///
/// # Errors
/// There is none of that name, the file cannot be read, or its content is wrong.
pub fn find_subject(argument: &str) -> Result<Subject, Error> {
    if looks_like_path(argument) {
        let text = read_text(Path::new(argument))?;
        if kind_of(Path::new(argument), &text) != Some(Kind::Scenario) {
            return find_level(argument).map(|l| Subject::Level(Box::new(l)));
        }
        return read_case(argument, &text).map(|c| Subject::Scenario(Box::new(c)));
    }
    let library = Library::embedded().map_err(Error::Content)?;
    if let Some(scenario) = library.scenario(argument).cloned() {
        return Ok(Subject::Scenario(Box::new(Case { library, scenario })));
    }
    if library.level(argument).is_some() {
        return find_level(argument).map(|l| Subject::Level(Box::new(l)));
    }
    let levels = library.levels.iter().map(|l| l.id.as_str());
    let known: Vec<_> = levels.chain(library.scenarios.iter().map(|s| s.id.as_str())).collect();
    let known = known.join(", ");
    let text = format!("no level \"{argument}\" and no scenario of that name; allowed: {known}, or the path of a file");
    Err(Error::Usage(text))
}

/// Finds a scenario by its id or its file.
///
/// # Errors
/// There is none of that name, the file cannot be read, its content is wrong, or it is a level.
pub fn find_case(argument: &str) -> Result<Case, Error> {
    match find_subject(argument) {
        Ok(Subject::Scenario(case)) => Ok(*case),
        Ok(Subject::Level(level)) => {
            let text = format!("\"{}\" is a level; allowed: a scenario (levels/scenarios/)", level.level.id);
            Err(Error::Usage(text))
        }
        Err(e) => Err(e),
    }
}

fn read_case(file: &str, text: &str) -> Result<Case, Error> {
    let mut library = Library::embedded().map_err(Error::Content)?;
    // Read alone, so that it is clear which scenario is the file's.
    let known = core::mem::take(&mut library.scenarios);
    let problems = library.extend([(Kind::Scenario, file, text)]);
    match core::mem::replace(&mut library.scenarios, known).pop() {
        Some(scenario) if problems.is_empty() => Ok(Case { library, scenario }),
        _ => Err(Error::Content(problems)),
    }
}

impl Case {
    /// The scenario's drugs, in its order: what a plan's places mean.
    #[must_use]
    pub fn drugs(&self) -> Vec<&Drug> {
        self.scenario.drugs.iter().filter_map(|id| self.library.drug(id)).collect()
    }

    /// The plan and the doses as needed that `choice` means.
    fn plan(&self, choice: &PlanChoice) -> Result<(Plan, Vec<Hold>), Error> {
        match choice {
            PlanChoice::Good => Ok((self.scenario.plan.clone(), self.scenario.as_needed.clone())),
            PlanChoice::Idle => Ok((Plan::default(), Vec::new())),
            PlanChoice::File(path) => Ok((plan_file(path, "good, idle", &self.drugs())?, Vec::new())),
            PlanChoice::Naive => {
                let text = "a scenario has no naive plan; allowed: good (its own), idle or a plan file";
                Err(Error::Usage(text.to_owned()))
            }
        }
    }
}

/// Everything that a run needs.
#[derive(Clone, Debug)]
pub struct Job {
    /// The equations.
    pub engine: Engine,
    /// What is done.
    pub plan: Plan,
    /// What is done as needed.
    pub as_needed: Vec<Hold>,
    /// Length, h.
    pub duration_h: f64,
    /// Time between the rows that goals and values are read off, h.
    pub grid_h: f64,
    /// Whether what is read off has rows close behind acts too, as goals are judged.
    pub rows_after_acts: bool,
}

impl Job {
    /// The job of a subject with the plan that `choice` means.
    ///
    /// # Errors
    /// A plan file cannot be read, or its content is wrong.
    pub fn of(subject: &Subject, choice: &PlanChoice) -> Result<Self, Error> {
        match subject {
            Subject::Level(level) => Ok(Self {
                engine: crate::judge::engine(level)?,
                plan: plan_for(level, choice)?,
                as_needed: Vec::new(),
                duration_h: level.level.duration_h,
                grid_h: level.level.grid_h(),
                rows_after_acts: true,
            }),
            Subject::Scenario(case) => {
                let (plan, as_needed) = case.plan(choice)?;
                let s = &case.scenario;
                let engine = s.engine(&case.library).map_err(|e| Error::Usage(e.to_string()))?;
                let (duration_h, grid_h) = (s.duration_h, s.play_grid_h());
                Ok(Self { engine, plan, as_needed, duration_h, grid_h, rows_after_acts: false })
            }
        }
    }

    /// A run at its start that records a row every `grid_h`.
    #[must_use]
    pub fn start(&self, grid_h: f64) -> Held {
        self.begin(Run::new(self.engine.clone(), grid_h))
    }

    fn begin(&self, mut run: Run) -> Held {
        run.queue(&self.plan.actions);
        Held::new(run, &self.as_needed)
    }

    /// The run to `until_h`, or to its end if that comes first, on its own grid.
    ///
    /// # Errors
    /// The equations could not be solved.
    pub fn trace(&self, until_h: f64) -> Result<Trace, Error> {
        let run = Run::new(self.engine.clone(), self.grid_h);
        let mut held = self.begin(if self.rows_after_acts { run.with_rows_after_acts() } else { run });
        held.advance(until_h.min(self.duration_h))?;
        Ok(held.run.trace)
    }
}
