//! The bet before a run: a number, a sentence, or a curve that the player expects, and when it is right. Not here: the run
//! that the truth is read off ([`crate::level::Level::reference`]).

use serde::Deserialize;

use crate::goal::{Reference, Value};
use crate::trace::Trace;

/// How far off a number may be, relative to the truth; and a curve, on average, relative to the span of the truth.
pub const BET_TOLERANCE: f64 = 0.15;

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
    /// A curve, drawn by its heights at some times; right within 15 % of the truth's span, on average.
    Curve {
        /// Question.
        question: String,
        /// The series that is drawn.
        series: String,
        /// Unit of its heights; "%" shows fractions as per cent.
        unit: String,
        /// Hours at which a height is asked for, ascending.
        points_h: Vec<f64>,
        /// Ends of the drawing, in the unit of the series.
        ends: (f64, f64),
        /// The plan that the bet is about.
        plan: BetPlan,
    },
}

/// Which stored plan a bet is read off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum BetPlan {
    /// The good one.
    Good,
    /// The naive one.
    Naive,
}

impl BetPlan {
    /// The run that it means.
    #[must_use]
    pub fn run(self) -> Reference {
        match self {
            Self::Good => Reference::Good,
            Self::Naive => Reference::Naive,
        }
    }
}

impl Bet {
    /// What is asked.
    #[must_use]
    pub fn question(&self) -> &str {
        match self {
            Self::Number { question, .. } | Self::Choice { question, .. } | Self::Curve { question, .. } => question,
        }
    }
}

/// Whether a number is near enough to the truth.
#[must_use]
pub fn number_is_right(guess: f64, truth: f64) -> bool {
    (guess - truth).abs() <= BET_TOLERANCE * truth.abs()
}

/// The lowest and the highest truth for which a guess is near enough.
#[must_use]
pub fn right_between(guess: f64) -> (f64, f64) {
    let ends = (guess / (1.0 + BET_TOLERANCE), guess / (1.0 - BET_TOLERANCE));
    (ends.0.min(ends.1), ends.0.max(ends.1))
}

/// The heights of the true curve at the times of the bet; NaN where the run has none.
#[must_use]
pub fn curve(series: &str, points_h: &[f64], run: &Trace) -> Vec<f64> {
    points_h.iter().map(|t| run.at(series, *t).unwrap_or(f64::NAN)).collect()
}

/// How far a drawn curve is from the true one on average, over the span of the truth; a flat truth has the span of its own
/// height. `None` where they cannot be compared: other points, none, or no finite number.
#[must_use]
pub fn curve_off(drawn: &[f64], truth: &[f64]) -> Option<f64> {
    if drawn.len() != truth.len() || truth.is_empty() {
        return None;
    }
    let (low, high) =
        truth.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)));
    let span = if high > low { high - low } else { high.abs() };
    let off = drawn.iter().zip(truth).map(|(d, t)| (d - t).abs()).sum::<f64>() / truth.len() as f64;
    Some(off / span).filter(|off| off.is_finite())
}

/// Whether a drawn curve is near enough to the true one.
#[must_use]
pub fn curve_is_right(drawn: &[f64], truth: &[f64]) -> bool {
    curve_off(drawn, truth).is_some_and(|off| off <= BET_TOLERANCE)
}
