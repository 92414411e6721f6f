//! Another patient of a level as its file writes him or her. A patient has a body, a script and goals of his or her own, and
//! shares the rest with the level; so a patient is checked and played as a level of its own. Not here: that check
//! ([`crate::raw_level`]).

use serde::Deserialize;

use crate::content::Library;
use crate::level::{Control, Level};
use crate::plan::RawStep;
use crate::problem::Problems;
use crate::raw_bet::RawBet;
use crate::raw_failure::RawFailure;
use crate::raw_level::{RawGoal, RawLevel, RawMoment};
use crate::raw_part::RawTool;

/// A patient in a file; fields mean what they mean in a level.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawPatient {
    title: String,
    system: String,
    drugs: Vec<String>,
    effect: String,
    duration: String,
    speed: String,
    prompt: String,
    #[serde(default)]
    script: Vec<RawStep>,
    #[serde(default)]
    controls: Vec<Control>,
    #[serde(default)]
    tools: Vec<RawTool>,
    goals: Vec<RawGoal>,
    #[serde(default)]
    budget: Vec<RawGoal>,
    hints: (String, String, String),
    good: Vec<RawStep>,
    naive: Vec<RawStep>,
    advice: (Vec<RawStep>, Vec<RawStep>),
    debrief: String,
    moments: Vec<RawMoment>,
    failures: Vec<RawFailure>,
}

/// Checks the patients of a level, each as a level that shares what is not a patient's own.
pub(crate) fn patients(raw: Vec<RawPatient>, level: &RawLevel, library: &Library, p: &mut Problems) -> Vec<Level> {
    if !raw.is_empty() && !matches!(level.bet, RawBet::Choice { .. }) {
        p.add("bet", "a number or a curve is read off one patient; allowed: a choice, where there are several");
    }
    let check = |(i, patient): (usize, RawPatient)| {
        p.within(&format!("patients[{i}]."), |p| patient.like(level).check(library, p))
    };
    raw.into_iter().enumerate().map(check).collect()
}

impl RawPatient {
    fn like(self, level: &RawLevel) -> RawLevel {
        RawLevel {
            id: level.id.clone(),
            title: self.title,
            idea: level.idea.clone(),
            about: String::new(),
            system: self.system,
            drugs: self.drugs,
            effect: self.effect,
            receptors: level.receptors,
            duration: self.duration,
            speed: self.speed,
            zoom: level.zoom.clone(),
            prompt: self.prompt,
            pauses: Vec::new(),
            script: self.script,
            controls: self.controls,
            tools: self.tools,
            tasks: Vec::new(),
            bet: level.bet.clone(),
            goals: self.goals,
            budget: self.budget,
            hints: self.hints,
            good: self.good,
            naive: self.naive,
            advice: self.advice,
            mechanism: level.mechanism.clone(),
            debrief: self.debrief,
            moments: self.moments,
            failures: self.failures,
            sources: level.sources.clone(),
            disputed: level.disputed.clone(),
            content_note: String::new(),
            help: level.help.clone(),
            teacher: level.teacher.clone(),
            patients: Vec::new(),
        }
    }
}
