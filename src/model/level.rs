//! Levels: what the game needs of a level file ([`crate::raw_level`] reads it). The schema, field by field, is
//! `levels/README.md`. A level chooses from the science; it has no numbers of its own that a body follows.

use serde::Deserialize;

use crate::assemble::Setting;
use crate::content::Library;
use crate::engine::Engine;
use crate::goal::{Goal, Value};
use crate::plan::Plan;
use crate::scene::Scale;

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

impl Level {
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

    /// The level's engine; `None` only if `library` is not the one that the level was checked against.
    #[must_use]
    pub fn engine(&self, library: &Library) -> Option<Engine> {
        let drugs: Vec<&str> = self.drugs.iter().map(String::as_str).collect();
        library.assemble(&self.system, &drugs, &Setting::default()).ok()
    }
}
