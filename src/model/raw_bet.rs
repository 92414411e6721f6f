//! The bet of a level as its file writes it, and its check. Not here: when a bet is right ([`crate::bet`]).

use serde::Deserialize;

use crate::bet::{Bet, BetPlan};
use crate::goal::Value;
use crate::level::MAX_WORDS;
use crate::problem::Problems;
use crate::quantity::duration_h;
use crate::raw_level::limit_words;

/// A bet in a file.
#[derive(Clone, Debug, Deserialize)]
pub(crate) enum RawBet {
    Number { question: String, unit: String, ends: (f64, f64), answer: String, plan: BetPlan },
    Choice { question: String, options: Vec<String>, right: usize },
    Curve { question: String, series: String, unit: String, points: Vec<String>, ends: (f64, f64), plan: BetPlan },
}

impl RawBet {
    /// Everything that is read in it, each with its field.
    pub(crate) fn texts(&self) -> Vec<(String, &str)> {
        match self {
            Self::Number { question, .. } | Self::Curve { question, .. } => {
                vec![("bet.question".to_owned(), question.as_str())]
            }
            Self::Choice { question, options, .. } => {
                let options = options.iter().enumerate().map(|(i, o)| (format!("bet.options[{i}]"), o.as_str()));
                [("bet.question".to_owned(), question.as_str())].into_iter().chain(options).collect()
            }
        }
    }
}

/// Checks a bet; one that cannot be read stands in as a choice without sentences.
pub(crate) fn bet(raw: RawBet, known: &dyn Fn(&str) -> bool, p: &mut Problems) -> Bet {
    let ordered = |ends: (f64, f64), p: &mut Problems| {
        if !(ends.0.is_finite() && ends.1.is_finite() && ends.0 < ends.1) {
            p.add("bet.ends", "allowed: two numbers, the lower first");
        }
    };
    match raw {
        RawBet::Number { question, unit, ends, answer, plan } => {
            limit_words("bet.question", &question, MAX_WORDS, p);
            ordered(ends, p);
            match Value::parse(&answer, known) {
                Ok(answer) => Bet::Number { question, unit, ends, answer, plan },
                Err(e) => {
                    p.add("bet.answer", &e.to_string());
                    Bet::Choice { question, options: Vec::new(), right: 0 }
                }
            }
        }
        RawBet::Choice { question, options, right } => {
            limit_words("bet.question", &question, MAX_WORDS, p);
            if right >= options.len() {
                p.add("bet.right", &format!("allowed: 0 to {}", options.len().saturating_sub(1)));
            }
            Bet::Choice { question, options, right }
        }
        RawBet::Curve { question, series, unit, points, ends, plan } => {
            limit_words("bet.question", &question, MAX_WORDS, p);
            ordered(ends, p);
            if !known(&series) {
                p.add("bet.series", &format!("no series \"{series}\" in this scenario"));
            }
            let mut points_h = Vec::new();
            for (i, text) in points.iter().enumerate() {
                match duration_h(text) {
                    Ok(t) => points_h.push(t),
                    Err(e) => p.add(&format!("bet.points[{i}]"), &e),
                }
            }
            if points.len() < 3 || points_h.windows(2).any(|pair| pair[0] >= pair[1]) {
                p.add("bet.points", "allowed: at least three times, ascending");
            }
            Bet::Curve { question, series, unit, points_h, ends, plan }
        }
    }
}
