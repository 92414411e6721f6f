//! The patients of a level, one after another: who is being treated, and what is known of those before. Not here: the
//! game of one patient ([`crate::game`]).

use model::level::Level;

use crate::game::{Game, Verdict};

/// Patients in order; none where a level has one only.
#[derive(Clone, Debug, Default)]
pub struct Ward {
    /// Each as a level of his or her own.
    pub patients: Vec<Level>,
    /// Whose turn it is.
    pub at: usize,
    /// Hints taken with those before.
    pub hints: usize,
    /// One of those before was treated beyond the budget.
    pub spent: bool,
}

impl Ward {
    /// The patients of a level.
    #[must_use]
    pub fn of(level: &Level) -> Self {
        let several = !level.patients.is_empty();
        Self { patients: level.parts().filter(|_| several).cloned().collect(), ..Self::default() }
    }

    /// Whether somebody waits.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.at + 1 < self.patients.len()
    }

    /// Who it is ("patient 2 of 5"); empty where there is one only.
    #[must_use]
    pub fn say(&self) -> String {
        let all = self.patients.len();
        if all == 0 { String::new() } else { format!("patient {} of {all}", self.at + 1) }
    }

    /// The ward after this game's patient, if that went well and somebody waits.
    #[must_use]
    pub fn next(game: &Game) -> Option<Self> {
        let verdict = game.verdict.as_ref().filter(|v| !game.shown && passed(v))?;
        let ward = &game.ward;
        let spent = ward.spent || verdict.budget.iter().any(|(_, met)| !met);
        ward.waits().then(|| Self { at: ward.at + 1, hints: ward.hints + game.hints, spent, ..ward.clone() })
    }
}

/// Whether every goal is met.
#[must_use]
pub fn passed(verdict: &Verdict) -> bool {
    verdict.goals.iter().all(|(_, met)| *met)
}
