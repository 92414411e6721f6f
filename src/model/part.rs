//! The kinds of play that a level is composed of, by name, for reports. Not here: what they do ([`crate::tool`], [`crate::task`], [`crate::bet`]).

use crate::bet::Bet;
use crate::level::{Control, Level};
use crate::task::Task;
use crate::tool::Tool;

/// A kind of play.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Dose buttons.
    Buttons,
    /// A patch worn between two hours.
    Patch,
    /// Washing out.
    Wash,
    /// Doses on the time line.
    Timeline,
    /// A schedule that is dragged.
    Schedule,
    /// A taper that is drawn.
    Taper,
    /// Rests that are placed.
    Rests,
    /// A conversion that is chosen.
    Convert,
    /// Mechanisms on a ruler of time.
    Order,
    /// The circles of three meters.
    Venn,
    /// Causes from a few probes.
    Label,
    /// A diagnosis from one sample and one biopsy.
    Diagnosis,
    /// A bet on a number.
    BetNumber,
    /// A bet on a sentence.
    BetChoice,
    /// A bet that is drawn.
    BetCurve,
}

impl Part {
    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Buttons => "dose buttons",
            Self::Patch => "patch hours",
            Self::Wash => "wash",
            Self::Timeline => "time line doses",
            Self::Schedule => "schedule",
            Self::Taper => "taper",
            Self::Rests => "rests",
            Self::Convert => "conversion",
            Self::Order => "time ruler",
            Self::Venn => "three circles",
            Self::Label => "probes",
            Self::Diagnosis => "sample and biopsy",
            Self::BetNumber => "bet: number",
            Self::BetChoice => "bet: choice",
            Self::BetCurve => "bet: curve",
        }
    }
}

impl Level {
    /// The kinds of play that the level cannot do without. Tools beside controls are a comfort: the controls alone will
    /// do. Each kind once, in order.
    #[must_use]
    pub fn needs(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = self.parts().flat_map(Self::own_needs).collect();
        parts.sort_unstable();
        parts.dedup();
        parts
    }

    fn own_needs(&self) -> Vec<Part> {
        let controls = self.controls.iter().map(|c| match c {
            Control::Give { .. } => Part::Buttons,
            Control::DailyPatch { .. } => Part::Patch,
            Control::Wash => Part::Wash,
        });
        let tools = self.tools.iter().filter(|_| self.controls.is_empty()).map(|t| match t {
            Tool::Timeline { .. } => Part::Timeline,
            Tool::Schedule { .. } => Part::Schedule,
            Tool::Taper { .. } => Part::Taper,
            Tool::Rests { .. } => Part::Rests,
            Tool::Convert { .. } => Part::Convert,
        });
        let tasks = self.tasks.iter().map(|t| match t {
            Task::Order(_) => Part::Order,
            Task::Venn(_) => Part::Venn,
            Task::Cases(c) if c.most.is_some() => Part::Label,
            Task::Cases(_) => Part::Diagnosis,
        });
        let bet = match self.bet {
            Bet::Number { .. } => Part::BetNumber,
            Bet::Choice { .. } => Part::BetChoice,
            Bet::Curve { .. } => Part::BetCurve,
        };
        controls.chain(tools).chain(tasks).chain([bet]).collect()
    }
}
