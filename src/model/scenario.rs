//! Scenarios: any system, drugs, regimen and person, with the series to write and the values to sum a run up by
//! ([`crate::raw_scenario`] reads the file; the schema, field by field, is `levels/README.md`). A scenario is a level
//! without a game: no goal, no bet, no control.

use crate::assemble::AssembleError;
use crate::content::Library;
use crate::engine::Engine;
use crate::goal::Value;
use crate::hold::{Held, Hold};
use crate::people::Crowd;
use crate::person::Person;
use crate::plan::Plan;
use crate::run::Run;
use crate::solve::SolveError;

/// Longest run, h: ten years.
pub const MAX_DURATION_H: f64 = 24.0 * 3650.0;
/// Most rows of one run.
pub const MAX_ROWS: f64 = 1_000_000.0;
/// Most moments at which doses as needed are decided on, in one run.
pub const MAX_DECISIONS: f64 = 100_000.0;

/// A value that a run is summed up by.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Its name, a word; a column's name where many runs are written.
    pub name: String,
    /// The value, in the language of goals.
    pub value: Value,
}

/// A scenario, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Name in files and on the command line.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// What it asks, one sentence.
    pub question: String,
    /// Body system.
    pub system: String,
    /// Drugs; plans mean them by place.
    pub drugs: Vec<String>,
    /// Switches that are not left where the evidence puts them.
    pub switches: Vec<(String, bool)>,
    /// Whose body it is.
    pub person: Person,
    /// Length of a run, h.
    pub duration_h: f64,
    /// Time between rows, h.
    pub grid_h: f64,
    /// What is done.
    pub plan: Plan,
    /// What is done as needed.
    pub as_needed: Vec<Hold>,
    /// Series to write; empty: all.
    pub series: Vec<String>,
    /// What a run is summed up by.
    pub summary: Vec<Summary>,
    /// Sources, and what is disputed.
    pub sources: Vec<String>,
}

impl Scenario {
    /// The engine of the scenario's own person.
    ///
    /// # Errors
    /// The library does not have what the scenario names.
    pub fn engine(&self, library: &Library) -> Result<Engine, AssembleError> {
        self.engine_of(library, &self.person)
    }

    /// The engine of another person in the same scenario.
    ///
    /// # Errors
    /// The library does not have what the scenario names.
    pub fn engine_of(&self, library: &Library, person: &Person) -> Result<Engine, AssembleError> {
        let drugs: Vec<&str> = self.drugs.iter().map(String::as_str).collect();
        library.assemble_person(&self.system, &drugs, &self.switches, person)
    }

    /// The people that vary around the scenario's person.
    ///
    /// # Errors
    /// The library does not have what the scenario names.
    pub fn crowd(&self, library: &Library, seed: u64) -> Result<Crowd, AssembleError> {
        let engine = self.engine(library)?;
        let pools = engine.layout.enzymes.iter().map(|pool| &pool.enzyme).filter(|e| !e.phenotypes.is_empty());
        let kinds = pools.map(|e| (e.id.clone(), e.phenotypes.clone())).collect();
        Ok(Crowd { seed, people: library.people, base: self.person.clone(), kinds })
    }

    /// The grid that values are read off: a hair finer, so that the last row is not beyond the end by rounding.
    #[must_use]
    pub fn play_grid_h(&self) -> f64 {
        self.grid_h * (1.0 - 4.0 * f64::EPSILON)
    }

    /// Runs the scenario to its end with this engine.
    ///
    /// # Errors
    /// The solver gave up.
    pub fn play(&self, engine: Engine) -> Result<Run, SolveError> {
        let mut run = Run::new(engine, self.play_grid_h());
        run.queue(&self.plan.actions);
        let mut held = Held::new(run, &self.as_needed);
        held.advance(self.duration_h)?;
        Ok(held.run)
    }
}
