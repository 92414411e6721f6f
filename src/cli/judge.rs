//! What a run is worth: each goal of the level, met or not, with both sides of its comparison.

use model::level::{Level, LevelGoal};
use model::plan::Plan;
use model::trace::Trace;

use crate::error::Error;
use crate::scenario::Scenario;

/// One goal, judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// What the player reads.
    pub text: String,
    /// The comparison as written.
    pub test: String,
    /// Whether it is met.
    pub met: bool,
    /// Both sides; NaN where there was nothing to judge.
    pub sides: (f64, f64),
    /// Part of the budget: wanted for a star, not for a pass.
    pub budget: bool,
}

impl Verdict {
    fn of(goal: &LevelGoal, trace: &Trace, budget: bool) -> Self {
        Self {
            text: goal.text.clone(),
            test: goal.test.text.clone(),
            met: goal.test.met(trace),
            sides: goal.test.sides(trace),
            budget,
        }
    }

    /// One line for a person.
    #[must_use]
    pub fn say(&self) -> String {
        let kind = if self.budget { "budget" } else { "goal" };
        let met = if self.met { "met" } else { "not met" };
        format!("{kind} {met}: {} [{} against {}: {}]", self.text, say(self.sides.0), say(self.sides.1), self.test)
    }
}

/// A side of a comparison, rounded to four digits.
#[must_use]
pub fn say(value: f64) -> String {
    if value.is_finite() { crate::csv::number(value, 4) } else { "no value".to_owned() }
}

/// Runs the level with `plan` (script included) to `until_h`, or to its end if that comes first, as goals are judged.
///
/// # Errors
/// The equations could not be solved.
pub fn trace(scenario: &Scenario, plan: &Plan, until_h: f64) -> Result<Trace, Error> {
    let level = &scenario.level;
    let engine = engine(scenario)?;
    Ok(level.play(engine, plan, until_h.min(level.duration_h))?.trace)
}

/// The scenario's engine.
///
/// # Errors
/// The library is not the one that the level was checked against.
pub fn engine(scenario: &Scenario) -> Result<model::engine::Engine, Error> {
    let lost = || Error::Usage(format!("level {} names what the library does not have", scenario.level.id));
    scenario.level.engine(&scenario.library).ok_or_else(lost)
}

/// All goals, then the budget.
#[must_use]
pub fn verdicts(level: &Level, trace: &Trace) -> Vec<Verdict> {
    let goals = level.goals.iter().map(|g| Verdict::of(g, trace, false));
    goals.chain(level.budget.iter().map(|g| Verdict::of(g, trace, true))).collect()
}

/// Whether every goal is met; the budget does not count.
#[must_use]
pub fn passes(verdicts: &[Verdict]) -> bool {
    verdicts.iter().all(|v| v.met || v.budget)
}
