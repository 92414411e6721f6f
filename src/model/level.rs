//! Levels: what the game needs of a level file ([`crate::raw_level`] reads it). The schema, field by field, is
//! `levels/README.md`. A level chooses from the science; it has no numbers of its own that a body follows.

use std::sync::Arc;

use serde::Deserialize;

use crate::assemble::Setting;
pub use crate::bet::{BET_TOLERANCE, Bet, BetPlan};
use crate::content::Library;
use crate::engine::Engine;
use crate::goal::{Goal, REFERENCES, Reference, Value};
use crate::plan::Plan;
use crate::run::Run;
use crate::scene::Scale;
use crate::solve::SolveError;
use crate::task::Task;
use crate::tool::Tool;
use crate::trace::Trace;

/// Most words that a prompt, a question or a hint may have.
pub const MAX_WORDS: usize = 25;
/// Most words that a failure card may have in all.
pub const MAX_CARD_WORDS: usize = 40;

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

/// A way to fail, and the card that it leads to: at most 40 words in all.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Its name.
    pub name: String,
    /// The run failed in this way; `None`: in any way that no card before has met.
    pub when: Option<Goal>,
    /// What happened.
    pub what: String,
    /// Which mechanism did it.
    pub why: String,
    /// One thing to try.
    pub next: String,
    /// The moment to jump to, as hours read off the player's run.
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
    /// What is told of it before it was passed: a question, and no answer; the prompt where the file says nothing.
    pub about: String,
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
    /// The scale that the view opens with.
    pub zoom: Scale,
    /// What the player is asked to do, at most 25 words.
    pub prompt: String,
    /// Hours at which the game pauses by itself, so that nothing is missed.
    pub pauses_h: Vec<f64>,
    /// What the level does by itself before and while the player acts.
    pub script: Plan,
    /// What the player may do.
    pub controls: Vec<Control>,
    /// Other ways to make a plan.
    pub tools: Vec<Tool>,
    /// Questions that are answered without doses; all must be right to pass.
    pub tasks: Vec<Task>,
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
    /// What somebody does who began with the naive plan and took the first hint, and the second. The third hint leads to
    /// the good plan.
    pub advice: [Plan; 2],
    /// The mechanism's name.
    pub mechanism: String,
    /// What happened, in a few sentences.
    pub debrief: String,
    /// When it happened.
    pub moments: Vec<Moment>,
    /// Ways to fail, in the order in which they are looked for; the last one meets every run.
    pub failures: Vec<Failure>,
    /// Sources.
    pub sources: Vec<String>,
    /// What is disputed; may be empty.
    pub disputed: Vec<String>,
    /// Told before the level begins; empty where there is nothing to warn of.
    pub content_note: String,
    /// A calm word on where help is; empty where the level does not call for it.
    pub help: String,
    /// For the teacher: minutes, misconception, question to ask.
    pub teacher: Teacher,
    /// Patients after the first, who is the level's own: each is played as a level of its own.
    pub patients: Vec<Level>,
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

impl Level {
    /// All patients in order, the level's own first.
    pub fn parts(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.patients)
    }

    /// Spacing of the recorded rows: a fine grid, whatever the length. It is a hair finer than a 1500th, or rounding
    /// would put the last row of some lengths (28h) beyond the end, and what a goal says of the end could not be judged.
    #[must_use]
    pub fn grid_h(&self) -> f64 {
        self.duration_h / 1500.0 * (1.0 - 4.0 * f64::EPSILON)
    }

    /// `plan` together with what the level does by itself; at equal times the level is first.
    #[must_use]
    pub fn with_script(&self, plan: &Plan) -> Plan {
        Plan::from_actions(self.script.actions.iter().chain(&plan.actions).copied().collect())
    }

    /// The card for a run that failed.
    #[must_use]
    pub fn failure(&self, trace: &Trace) -> Option<&Failure> {
        self.failures.iter().find(|f| f.when.as_ref().is_none_or(|when| when.met(trace)))
    }

    /// How far a run is from a pass: the sum over the goals, 0 where all are met.
    #[must_use]
    pub fn shortfall(&self, trace: &Trace) -> f64 {
        self.goals.iter().map(|g| g.test.shortfall(trace)).sum()
    }

    /// The plan of a stored run.
    #[must_use]
    pub fn plan_of(&self, run: Reference) -> Plan {
        match run {
            Reference::Good => self.good.clone(),
            Reference::Naive => self.naive.clone(),
            Reference::Idle => Plan::default(),
        }
    }

    /// A stored run, by the equations alone; `None` where they could not be solved or the library is another one.
    #[must_use]
    pub fn reference(&self, run: Reference, library: &Library) -> Option<Trace> {
        let plan = self.with_script(&self.plan_of(run));
        Some(self.play(self.engine(library)?, &plan, self.duration_h).ok()?.trace)
    }

    /// A run at its start that is recorded as the level's goals are judged.
    #[must_use]
    pub fn start(&self, engine: Engine) -> Run {
        Run::new(engine, self.grid_h()).with_rows_after_acts()
    }

    /// A whole plan up to `until_h`, by the equations alone.
    ///
    /// # Errors
    /// The solver gave up.
    pub fn play(&self, engine: Engine, plan: &Plan, until_h: f64) -> Result<Run, SolveError> {
        let mut run = self.start(engine);
        run.queue(&plan.actions);
        run.advance(until_h)?;
        Ok(run)
    }

    /// The same level, its goals and cards compared with the stored runs that they name. Plays those runs; a level that
    /// names none costs nothing.
    #[must_use]
    pub fn bound(&self, library: &Library) -> Self {
        let mut level = self.clone();
        for run in REFERENCES {
            let tests = self.goals.iter().chain(&self.budget).map(|g| &g.test);
            let cards = self.failures.iter().filter_map(|f| f.when.as_ref());
            let named = tests.chain(cards).any(|g| g.needs(run)) || self.values().any(|v| v.needs(run));
            let Some(trace) = named.then(|| self.reference(run, library)).flatten().map(Arc::new) else { continue };
            for g in level.goals.iter_mut().chain(&mut level.budget) {
                g.test = g.test.bound(run, &trace);
            }
            for f in &mut level.failures {
                f.when = f.when.as_ref().map(|when| when.bound(run, &trace));
                f.at = f.at.bound(run, &trace);
            }
            for m in &mut level.moments {
                m.at = m.at.bound(run, &trace);
            }
        }
        level
    }

    fn values(&self) -> impl Iterator<Item = &Value> {
        self.moments.iter().map(|m| &m.at).chain(self.failures.iter().map(|f| &f.at))
    }

    /// The level's engine; `None` only if `library` is not the one that the level was checked against.
    #[must_use]
    pub fn engine(&self, library: &Library) -> Option<Engine> {
        let drugs: Vec<&str> = self.drugs.iter().map(String::as_str).collect();
        library.assemble(&self.system, &drugs, &Setting::default()).ok()
    }
}
