//! The answers of a player to the tasks of a level, while they are being given: what is placed and what is not yet. Not
//! here: when an answer is right ([`model::task`]), and the panels ([`crate::ui::board`]).

use model::task::{Answer, Grade, Task};
use serde::{Deserialize, Serialize};

use crate::game::{Game, Phase};

/// What a player has answered to one task so far; each item may still be open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Draft {
    /// A time for each mechanism, h.
    Times(Vec<Option<f64>>),
    /// Circles for each item, in the order of [`model::task::METERS`]; none of them is an answer too.
    Circles(Vec<Option<[bool; 3]>>),
    /// A cause for each patient, by place, and the probes that were taken of each.
    Causes {
        /// The causes.
        named: Vec<Option<usize>>,
        /// Whether each probe was taken, patient after patient.
        taken: Vec<Vec<bool>>,
    },
}

impl Draft {
    /// Nothing answered. Where no limit is set to probes, all are taken.
    #[must_use]
    pub fn blank(task: &Task) -> Self {
        match task {
            Task::Order(items) => Self::Times(vec![None; items.len()]),
            Task::Venn(items) => Self::Circles(vec![None; items.len()]),
            Task::Cases(cases) => Self::Causes {
                named: vec![None; cases.cases.len()],
                taken: vec![vec![cases.most.is_none(); cases.probes.len()]; cases.cases.len()],
            },
        }
    }

    /// Everything answered as `answer` says. Probes are taken from the first patient on, as many as are allowed.
    #[must_use]
    pub fn of(answer: &Answer, task: &Task) -> Self {
        let mut draft = Self::blank(task);
        let left = draft.left(task);
        match (&mut draft, answer) {
            (Self::Times(open), Answer::Times(given)) => *open = given.iter().copied().map(Some).collect(),
            (Self::Circles(open), Answer::Circles(given)) => *open = given.iter().copied().map(Some).collect(),
            (Self::Causes { named, taken }, Answer::Causes(given)) => {
                *named = given.iter().copied().map(Some).collect();
                taken.iter_mut().flatten().filter(|t| !**t).take(left).for_each(|t| *t = true);
            }
            (Self::Times(_) | Self::Circles(_) | Self::Causes { .. }, _) => {}
        }
        draft
    }

    /// Everything answered, and right.
    #[must_use]
    pub fn right(task: &Task) -> Self {
        Self::of(&task.right_answer(), task)
    }

    /// How many items are answered.
    #[must_use]
    pub fn answered(&self) -> usize {
        match self {
            Self::Times(times) => times.iter().flatten().count(),
            Self::Circles(circles) => circles.iter().flatten().count(),
            Self::Causes { named, .. } => named.iter().flatten().count(),
        }
    }

    /// The answer; `None` while an item is open.
    #[must_use]
    pub fn answer(&self) -> Option<Answer> {
        match self {
            Self::Times(times) => times.iter().copied().collect::<Option<Vec<_>>>().map(Answer::Times),
            Self::Circles(circles) => circles.iter().copied().collect::<Option<Vec<_>>>().map(Answer::Circles),
            Self::Causes { named, .. } => named.iter().copied().collect::<Option<Vec<_>>>().map(Answer::Causes),
        }
    }

    /// How many more probes may be taken.
    #[must_use]
    pub fn left(&self, task: &Task) -> usize {
        let (Task::Cases(cases), Self::Causes { taken, .. }) = (task, self) else { return 0 };
        let used = taken.iter().flatten().filter(|t| **t).count();
        cases.most.map_or(0, |most| (most as usize).saturating_sub(used))
    }

    /// Whether it is an answer to this task: as many items, causes that there are, finite times, no probe too many.
    #[must_use]
    pub fn fits(&self, task: &Task) -> bool {
        match (self, task) {
            (Self::Times(times), Task::Order(items)) => {
                times.len() == items.len() && times.iter().flatten().all(|t| t.is_finite() && *t > 0.0)
            }
            (Self::Circles(circles), Task::Venn(items)) => circles.len() == items.len(),
            (Self::Causes { named, taken }, Task::Cases(cases)) => {
                let used = taken.iter().flatten().filter(|t| **t).count();
                named.len() == cases.cases.len()
                    && named.iter().flatten().all(|cause| *cause < cases.causes.len())
                    && taken.len() == cases.cases.len()
                    && taken.iter().all(|probes| probes.len() == cases.probes.len())
                    && cases.most.is_none_or(|most| used <= most as usize)
            }
            (Self::Times(_) | Self::Circles(_) | Self::Causes { .. }, _) => false,
        }
    }
}

impl Game {
    /// The tasks of the level.
    #[must_use]
    pub fn tasks(&self) -> &[Task] {
        self.level.as_ref().map_or(&[], |level| &level.tasks)
    }

    /// Whether the level is answered and not acted in: its run goes by itself.
    #[must_use]
    pub fn only_answers(&self) -> bool {
        let level = self.level.as_ref().filter(|l| !l.tasks.is_empty());
        level.is_some_and(|l| l.controls.is_empty() && l.tools.is_empty())
    }

    /// Whether answers can be given now: in the run, until they are handed in.
    #[must_use]
    pub fn answering(&self) -> bool {
        self.phase == Phase::Run && !self.tasks().is_empty() && !self.handed
    }

    /// Takes an answer over. What does not fit its task, or comes too late, is left.
    pub fn answer(&mut self, task: usize, draft: Draft) {
        let fits = self.tasks().get(task).is_some_and(|task| draft.fits(task));
        if fits && self.answering() {
            self.answers[task] = draft;
        }
    }

    /// Items answered, and items in all.
    #[must_use]
    pub fn answered(&self) -> (usize, usize) {
        (self.answers.iter().map(Draft::answered).sum(), self.tasks().iter().map(Task::len).sum())
    }

    /// Whether nothing is open, so that the answers can be handed in.
    #[must_use]
    pub fn can_hand_in(&self) -> bool {
        let (answered, items) = self.answered();
        self.answering() && answered == items
    }

    /// Hands the answers in, if nothing is open; says whether they were.
    pub fn hand_in(&mut self) -> bool {
        let can = self.can_hand_in();
        self.handed |= can;
        can
    }

    /// The right answers, handed in.
    pub fn show_answers(&mut self) {
        self.answers = self.tasks().iter().map(Draft::right).collect();
        self.handed = !self.answers.is_empty();
    }

    /// How each task was answered; none before the answers are handed in.
    #[must_use]
    pub fn grades(&self) -> Vec<Grade> {
        if !self.handed {
            return Vec::new();
        }
        let open = |task: &Task| Grade { items: vec![false; task.len()] };
        let grade = |(task, draft): (&Task, &Draft)| draft.answer().map_or_else(|| open(task), |a| task.grade(&a));
        self.tasks().iter().zip(&self.answers).map(grade).collect()
    }
}

/// A task's line among the goals: what of it is right.
#[must_use]
pub fn say_grade(task: &Task, grade: &Grade) -> String {
    let what = match task {
        Task::Order(_) => "Put at its time",
        Task::Venn(_) => "In the circles that fit",
        Task::Cases(_) => "Cause named",
    };
    format!("{what}: {} of {}", grade.right(), grade.items.len())
}
