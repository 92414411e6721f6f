//! Tasks: questions of a level that are answered by sorting, ordering and naming instead of by doses, and how an answer is
//! graded. Each item holds the right answer and the one that is often given. Not here: the file form and its check
//! ([`crate::raw_part`]), and the panels.

use serde::Deserialize;

use crate::content::Library;
use crate::engine::Engine;
use crate::goal::Value;
use crate::level::Level;
use crate::math::sqrt;
use crate::plan::Plan;
use crate::run::play;

/// A question of a level.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// Mechanisms put on a ruler of time.
    Order(Vec<Ordered>),
    /// Statements or patients put into the circles of three meters.
    Venn(Vec<Placed>),
    /// Causes named from readings.
    Cases(Cases),
}

/// Something that takes its time.
#[derive(Clone, Debug, PartialEq)]
pub struct Ordered {
    /// Its name.
    pub name: String,
    /// Shortest and longest time that is right, h.
    pub right_h: (f64, f64),
    /// What is often answered, h.
    pub often_h: f64,
    /// Why it takes so long.
    pub why: String,
}

/// One of the three meters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Meter {
    /// Less effect of the same dose.
    Tolerance,
    /// A body that needs the drug to work as usual.
    Dependence,
    /// Craving and loss of control.
    Addiction,
}

/// Every meter, in the order of an answer.
pub const METERS: [Meter; 3] = [Meter::Tolerance, Meter::Dependence, Meter::Addiction];

/// Something that belongs in some of the circles.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// A word or two, for a place in a circle.
    pub name: String,
    /// The statement or the patient.
    pub text: String,
    /// Where it belongs, in the order of [`METERS`].
    pub right: [bool; 3],
    /// Where it is often put.
    pub often: [bool; 3],
    /// Why it belongs there.
    pub why: String,
}

/// Patients whose cause is to be named.
#[derive(Clone, Debug, PartialEq)]
pub struct Cases {
    /// The causes to choose from.
    pub causes: Vec<String>,
    /// What can be read.
    pub probes: Vec<Probe>,
    /// Most readings in all; without a limit every reading is there from the start (one sample and one biopsy each).
    pub most: Option<u32>,
    /// The patients.
    pub cases: Vec<Case>,
    /// When the readings are taken, h.
    pub at_h: f64,
}

/// A reading that can be taken of every patient.
#[derive(Clone, Debug, PartialEq)]
pub struct Probe {
    /// Its name.
    pub name: String,
    /// Its unit; "%" shows fractions as per cent.
    pub unit: String,
    /// What it reads, in the language of goals.
    pub value: Value,
}

/// A patient.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Who it is, without the answer.
    pub name: String,
    /// What was done before.
    pub plan: Plan,
    /// The cause, by place.
    pub right: usize,
    /// The cause that is often named.
    pub often: usize,
    /// What the readings say.
    pub why: String,
}

/// An answer to a task.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// A time for each mechanism, h.
    Times(Vec<f64>),
    /// Circles for each item.
    Circles(Vec<[bool; 3]>),
    /// A cause for each patient, by place.
    Causes(Vec<usize>),
}

/// How an answer was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// Each item: right or not.
    pub items: Vec<bool>,
}

impl Grade {
    /// Number of right items.
    #[must_use]
    pub fn right(&self) -> usize {
        self.items.iter().filter(|right| **right).count()
    }

    /// Whether every item is right.
    #[must_use]
    pub fn passes(&self) -> bool {
        !self.items.is_empty() && self.items.iter().all(|right| *right)
    }
}

impl Task {
    /// What an item is called, in a word or two.
    #[must_use]
    pub fn name(&self, item: usize) -> &str {
        let name = match self {
            Self::Order(items) => items.get(item).map(|i| &i.name),
            Self::Venn(items) => items.get(item).map(|i| &i.name),
            Self::Cases(cases) => cases.cases.get(item).map(|c| &c.name),
        };
        name.map_or("", String::as_str)
    }

    /// Why the right answer to an item is right.
    #[must_use]
    pub fn why(&self, item: usize) -> &str {
        let why = match self {
            Self::Order(items) => items.get(item).map(|i| &i.why),
            Self::Venn(items) => items.get(item).map(|i| &i.why),
            Self::Cases(cases) => cases.cases.get(item).map(|c| &c.why),
        };
        why.map_or("", String::as_str)
    }

    /// Number of items to answer.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Order(items) => items.len(),
            Self::Venn(items) => items.len(),
            Self::Cases(cases) => cases.cases.len(),
        }
    }

    /// Whether there is nothing to answer; a checked task has items.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Grades an answer. What is not answered is not right, and an answer to another kind of task has nothing right.
    #[must_use]
    pub fn grade(&self, answer: &Answer) -> Grade {
        let right = |i: usize| match (self, answer) {
            (Self::Order(items), Answer::Times(times)) => {
                times.get(i).is_some_and(|t| (items[i].right_h.0..=items[i].right_h.1).contains(t))
            }
            (Self::Venn(items), Answer::Circles(circles)) => circles.get(i) == Some(&items[i].right),
            (Self::Cases(cases), Answer::Causes(causes)) => causes.get(i) == Some(&cases.cases[i].right),
            (Self::Order(_) | Self::Venn(_) | Self::Cases(_), _) => false,
        };
        Grade { items: (0..self.len()).map(right).collect() }
    }

    /// The answer that passes.
    #[must_use]
    pub fn right_answer(&self) -> Answer {
        match self {
            // The middle on a ruler whose steps are factors.
            Self::Order(items) => Answer::Times(items.iter().map(|i| sqrt(i.right_h.0 * i.right_h.1)).collect()),
            Self::Venn(items) => Answer::Circles(items.iter().map(|i| i.right).collect()),
            Self::Cases(cases) => Answer::Causes(cases.cases.iter().map(|c| c.right).collect()),
        }
    }

    /// The answer that is often given, and that fails.
    #[must_use]
    pub fn often_answer(&self) -> Answer {
        match self {
            Self::Order(items) => Answer::Times(items.iter().map(|i| i.often_h).collect()),
            Self::Venn(items) => Answer::Circles(items.iter().map(|i| i.often).collect()),
            Self::Cases(cases) => Answer::Causes(cases.cases.iter().map(|c| c.often).collect()),
        }
    }
}

impl Cases {
    /// Takes readings of a patient: one value per probe named. `None` where a patient or probe is none of these, where
    /// more are taken than allowed, or where the equations could not be solved.
    #[must_use]
    pub fn read(
        &self,
        case: usize,
        probes: &[usize],
        taken: u32,
        level: &Level,
        library: &Library,
    ) -> Option<Vec<f64>> {
        if self.most.is_some_and(|most| taken as usize + probes.len() > most as usize) {
            return None;
        }
        let all = self.readings(case, level.engine(library)?)?;
        probes.iter().map(|p| all.get(*p).copied()).collect()
    }

    /// Every reading of a patient, probe after probe, in an `engine` of the level: what a game works out ahead, so that
    /// nobody waits for a probe. `None` where there is no such patient or the equations could not be solved.
    #[must_use]
    pub fn readings(&self, case: usize, engine: Engine) -> Option<Vec<f64>> {
        let run = play(engine, &self.cases.get(case)?.plan, self.at_h, self.at_h / 500.0).ok()?;
        Some(self.probes.iter().map(|probe| probe.value.of(&run.trace)).collect())
    }
}
