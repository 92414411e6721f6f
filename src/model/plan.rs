//! What a person does and when: doses, patches, washing out. The only way to act on a body.
//!
//! A plan file is a list of [`RawStep`]s in RON; a [`Plan`] is the same, checked, spelled out and in time order.

use serde::Deserialize;

use crate::content::{Problem, Problems, parse};
use crate::drug::{Drug, Entry};
use crate::quantity::duration_h;

/// Most actions that one plan may spell out.
pub const MAX_ACTIONS: usize = 20_000;

/// One thing done. Drugs are meant by their place in the scenario's list.
#[derive(Clone, Copy, Debug, PartialEq)]
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
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Action {
    /// Hours from the start.
    pub at_h: f64,
    /// What is done.
    pub act: Act,
}

/// Actions in time order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The actions; equal times keep the order in which they were written.
    pub actions: Vec<Action>,
}

/// A step of a plan as a file writes it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub enum RawStep {
    /// One dose.
    Give {
        /// When ("4h").
        at: String,
        /// Which drug.
        drug: String,
        /// Dose units.
        du: f64,
        /// Route; empty for the usual one.
        #[serde(default)]
        route: String,
    },
    /// The same dose again and again.
    Repeat {
        /// First time.
        from: String,
        /// Interval.
        every: String,
        /// How often, at least 1.
        times: u32,
        /// Which drug.
        drug: String,
        /// Dose units.
        du: f64,
        /// Route; empty for the usual one.
        #[serde(default)]
        route: String,
    },
    /// A patch put on at one hour and taken off at another, every day.
    Daily {
        /// Hour of the day at which it goes on ("8h").
        on: String,
        /// Hour of the day at which it comes off ("20h"); before `on` means the next morning.
        off: String,
        /// Number of days.
        days: u32,
        /// Which drug.
        drug: String,
        /// Dose units per patch.
        du: f64,
    },
    /// Every patch of the drug comes off.
    PatchOff {
        /// When.
        at: String,
        /// Which drug.
        drug: String,
    },
    /// The person goes to the usual place, or to another.
    Place {
        /// When.
        at: String,
        /// Whether it is the place where the drug is usually taken.
        usual: bool,
    },
    /// All drug is washed away.
    Wash {
        /// When.
        at: String,
    },
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

fn spell_out(step: &RawStep, field: &str, drugs: &[&Drug], p: &mut Problems, out: &mut Vec<Action>) {
    let mut time = |name: &str, text: &str| {
        duration_h(text).unwrap_or_else(|e| {
            p.add(&format!("{field}.{name}"), &e);
            0.0
        })
    };
    match step {
        RawStep::Give { at, drug, du, route } => {
            let at_h = time("at", at);
            if let Some(act) = give(drug, route, *du, field, drugs, p) {
                out.push(Action { at_h, act });
            }
        }
        RawStep::Repeat { from, every, times, drug, du, route } => {
            let (from_h, every_h) = (time("from", from), time("every", every));
            if *times == 0 || *times as usize > MAX_ACTIONS || (*times > 1 && every_h <= 0.0) {
                p.add(field, &format!("allowed: times 1 to {MAX_ACTIONS}, and every above 0"));
                return;
            }
            if let Some(act) = give(drug, route, *du, field, drugs, p) {
                out.extend((0..*times).map(|k| Action { at_h: from_h + every_h * f64::from(k), act }));
            }
        }
        RawStep::Daily { on, off, days, drug, du } => {
            let (on_h, mut off_h) = (time("on", on), time("off", off));
            if *days == 0 || *days > 3650 || on_h > 24.0 || off_h > 24.0 {
                p.add(field, "allowed: days 1 to 3650, on and off 0h to 24h");
                return;
            }
            if off_h <= on_h {
                off_h += 24.0;
            }
            if let Some(act @ Act::Give { drug, .. }) = give(drug, "", *du, field, drugs, p) {
                for day in 0..*days {
                    let midnight = 24.0 * f64::from(day);
                    out.push(Action { at_h: midnight + on_h, act });
                    out.push(Action { at_h: midnight + off_h, act: Act::PatchOff { drug } });
                }
            }
        }
        RawStep::PatchOff { at, drug } => {
            let at_h = time("at", at);
            match drugs.iter().position(|d| d.id == *drug) {
                Some(drug) => out.push(Action { at_h, act: Act::PatchOff { drug } }),
                None => unknown_drug(drug, field, drugs, p),
            }
        }
        RawStep::Place { at, usual } => out.push(Action { at_h: time("at", at), act: Act::Place { usual: *usual } }),
        RawStep::Wash { at } => out.push(Action { at_h: time("at", at), act: Act::Wash }),
    }
}

fn unknown_drug(drug: &str, field: &str, drugs: &[&Drug], p: &mut Problems) {
    let known: Vec<_> = drugs.iter().map(|d| d.id.as_str()).collect();
    p.add(&format!("{field}.drug"), &format!("no drug \"{drug}\" here; allowed: {}", known.join(", ")));
}

fn give(drug: &str, route: &str, du: f64, field: &str, drugs: &[&Drug], p: &mut Problems) -> Option<Act> {
    let Some(at) = drugs.iter().position(|d| d.id == drug) else {
        unknown_drug(drug, field, drugs, p);
        return None;
    };
    let routes = &drugs[at].routes;
    let Some(route_at) = (if route.is_empty() { Some(0) } else { routes.iter().position(|r| r.id == route) }) else {
        let known: Vec<_> = routes.iter().map(|r| r.id.as_str()).collect();
        p.add(&format!("{field}.route"), &format!("no route \"{route}\"; allowed: {}", known.join(", ")));
        return None;
    };
    if !(du.is_finite() && du > 0.0 && du <= 1000.0) {
        p.add(&format!("{field}.du"), "allowed: above 0, up to 1000 dose units");
        return None;
    }
    Some(Act::Give { drug: at, route: route_at, du })
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
