//! What a person does and when: doses, patches, washing out. The only way to act on a body.
//!
//! A plan file is a list of [`RawStep`]s in RON; a [`Plan`] is the same, checked, spelled out and in time order.

use serde::{Deserialize, Serialize};

use crate::drug::{Drug, Entry};
use crate::plan_reader::spell_out;
use crate::problem::{Problem, Problems, parse};
pub use crate::raw_plan::RawStep;

/// Most actions that one plan may spell out.
pub const MAX_ACTIONS: usize = 20_000;

/// One thing done. Drugs are meant by their place in the scenario's list.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Act {
    /// A dose of `du` dose units by route number `route`.
    Give {
        /// Drug, by place.
        drug: usize,
        /// Route, by place in the drug's list.
        route: usize,
        /// Dose units, above 0. For a bath: the new concentration; for a patch: what is delivered per period.
        du: f64,
    },
    /// Takes off every patch of the drug.
    PatchOff {
        /// Drug, by place.
        drug: usize,
    },
    /// Goes to the place where the drug is usually taken, or away from it.
    Place {
        /// The usual place.
        usual: bool,
    },
    /// Washes all drug away (cells in a dish only).
    Wash,
}

/// An act and its time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Action {
    /// Hours from the start.
    pub at_h: f64,
    /// What is done.
    pub act: Act,
}

/// Actions in time order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The actions; equal times keep the order in which they were written.
    pub actions: Vec<Action>,
}

impl Plan {
    /// Spells out and checks the steps of `field` against the drugs of the scenario.
    #[must_use]
    pub fn check(field: &str, steps: &[RawStep], drugs: &[&Drug], p: &mut Problems) -> Self {
        let mut actions = Vec::new();
        for (i, step) in steps.iter().enumerate() {
            let field = format!("{field}[{i}]");
            spell_out(step, &field, drugs, p, &mut actions);
            if actions.len() > MAX_ACTIONS {
                p.add(&field, &format!("too many actions; allowed: {MAX_ACTIONS} in one plan"));
                actions.truncate(MAX_ACTIONS);
                break;
            }
        }
        Self::from_actions(actions)
    }

    /// Reads a plan file: a list of steps in RON.
    ///
    /// # Errors
    /// All problems of the text.
    pub fn from_text(file: &str, text: &str, drugs: &[&Drug]) -> Result<Self, Vec<Problem>> {
        let steps: Vec<RawStep> = parse(file, text).map_err(|e| vec![e])?;
        let mut p = Problems::new(file, text);
        let plan = Self::check("", &steps, drugs, &mut p);
        let found = p.into_found();
        if found.is_empty() { Ok(plan) } else { Err(found) }
    }

    /// A plan of these actions, put in time order.
    #[must_use]
    pub fn from_actions(mut actions: Vec<Action>) -> Self {
        actions.sort_by(|a, b| a.at_h.total_cmp(&b.at_h));
        Self { actions }
    }
}

/// What an act is called on screen and in a log ("1 DU morphine, oral").
#[must_use]
pub fn say(act: &Act, drugs: &[&Drug]) -> String {
    match act {
        Act::Give { drug, route, du } => {
            let d = drugs[*drug];
            let r = &d.routes[*route];
            match r.entry {
                Entry::Patch { .. } => format!("{} patch on, {du} DU", d.name),
                Entry::Bath => format!("{} in the bath, {du} DU", d.name),
                Entry::Bolus | Entry::Absorbed { .. } => format!("{du} DU {}, {}", d.name, r.id),
            }
        }
        Act::PatchOff { drug } => format!("{} patch off", drugs[*drug].name),
        Act::Place { usual: true } => "in the usual place".to_owned(),
        Act::Place { usual: false } => "in a new place".to_owned(),
        Act::Wash => "washed out".to_owned(),
    }
}
