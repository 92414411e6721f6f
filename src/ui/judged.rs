//! What the goals and limits of a level judge: which plots show it, and what is drawn in them. Not here: how it is drawn
//! ([`crate::ui::bounds`]), and what a plot is called ([`crate::ui::judged_facts`]).

use model::judged::Judged;
use model::level::{Level, LevelGoal};
use model::so_far::SoFar;
use model::trace::Trace;

/// Where a series is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// With the dose and the blood level.
    Level,
    /// The effect of the level, as it is read.
    Effect,
    /// In a plot of its own, by its number among those.
    Own(u8),
}

/// A plot that goals of a level judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedPlot {
    /// Where it is.
    pub place: Place,
    /// What is judged in it.
    pub series: Vec<String>,
    /// Goals and limits that judge it, by their place: goals first, then limits.
    pub goals: Vec<usize>,
}

/// A bound of a goal, as it stands.
#[derive(Clone, Debug)]
pub struct Bound {
    /// What is asked.
    pub asked: Judged,
    /// Whether it is kept.
    pub so_far: SoFar,
    /// The goal's sentence.
    pub text: String,
}

impl Bound {
    /// It is missed, whatever comes.
    #[must_use]
    pub fn missed(&self) -> bool {
        self.so_far == SoFar::Missed
    }
}

/// Goals, then limits.
pub fn all(level: &Level) -> impl Iterator<Item = &LevelGoal> {
    level.goals.iter().chain(&level.budget)
}

/// What a series shares a plot with; nothing where it is counted and not plotted.
fn family(series: &str) -> Option<&str> {
    let (kind, _) = series.split_once('.').unwrap_or((series, ""));
    match kind {
        "given" => None,
        "level" | "receptors" | "conc" => Some(kind),
        "listening" => Some("receptors"),
        _ => Some(series),
    }
}

/// The plots of what is judged, in the order of the goals.
#[must_use]
pub fn plots(level: &Level) -> Vec<JudgedPlot> {
    let mut out: Vec<JudgedPlot> = Vec::new();
    for (number, goal) in all(level).enumerate() {
        let Some(series) = goal.test.judges() else { continue };
        let Some(of) = family(series) else { continue };
        if let Some(known) = out.iter_mut().find(|p| family(&p.series[0]) == Some(of)) {
            known.goals.push(number);
            if !known.series.iter().any(|s| s == series) {
                known.series.push(series.to_owned());
            }
            continue;
        }
        let own = out.iter().filter(|p| matches!(p.place, Place::Own(_))).count();
        let place = match series.split_once('.') {
            Some(("level", _)) => Place::Level,
            Some(("reading", effect)) if effect == level.effect => Place::Effect,
            _ => Place::Own(u8::try_from(own).unwrap_or(u8::MAX)),
        };
        out.push(JudgedPlot { place, series: vec![series.to_owned()], goals: vec![number] });
    }
    out
}

/// All bounds of a level that can be drawn, as they follow from what is `recorded`; whether they are kept, up to the
/// present, says `lived`.
#[must_use]
pub fn bounds(level: &Level, recorded: &Trace, lived: &Trace) -> Vec<Bound> {
    let end_h = level.duration_h;
    let drawn = all(level).filter_map(|goal| {
        let asked = goal.test.judged(recorded, end_h).filter(|j| j.bound.is_finite())?;
        family(&asked.series)?;
        Some(Bound { asked, so_far: goal.test.so_far(lived, end_h), text: goal.text.clone() })
    });
    drawn.collect()
}
