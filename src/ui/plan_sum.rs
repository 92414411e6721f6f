//! What a plan comes to: doses, dose units in all, its last step, and the limit of the level beside them. Not here: what
//! is planned ([`crate::ui::plan_desk`]).

use bevy_egui::egui::{RichText, Ui};
use model::judged::Way;
use model::level::Level;
use model::plan::{Act, Action};
use model::quantity::say_duration;
use sim::course::{Course, Deed};

use super::charts::trim;
use super::judged;
use super::style::Ink;
use crate::game::Game;

/// What a plan comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    /// Doses.
    pub doses: usize,
    /// Dose units in all.
    pub du: f64,
    /// The last dose, DU.
    pub last: f64,
    /// When it is given, h.
    pub last_h: f64,
    /// By how much it is smaller than the one before that was larger, DU; nothing where all are equal.
    pub step: Option<f64>,
    /// Given or planned beside it, by hand, DU.
    pub besides: f64,
    /// The most that the level allows, DU, without what happens by itself.
    pub limit: Option<f64>,
}

/// Dose units of one drug in a list.
fn doses_of(acts: &[Action], which: usize) -> impl Iterator<Item = f64> {
    acts.iter().filter_map(move |a| match a.act {
        Act::Give { drug, du, .. } if drug == which => Some(du),
        Act::Give { .. } | Act::PatchOff { .. } | Act::Place { .. } | Act::Wash => None,
    })
}

/// The most of a drug that goals and limits of a level allow beside the `script`'s dose units, DU: as the sentence says it,
/// where the test leaves a little room.
fn limit(level: &Level, drug: &str, script: f64, course: &Course) -> Option<f64> {
    let series = format!("given.{drug}");
    let most = judged::all(level).filter_map(|goal| {
        let asked = goal.test.judged(course.record(), level.duration_h)?;
        let whole = !asked.at_least && asked.way == Way::Always && goal.test.is_against_a_number();
        let most = if asked.since_h.is_some() { asked.bound } else { asked.bound - script };
        let words: Vec<&str> = goal.text.split_whitespace().collect();
        let said = words.windows(2).filter(|pair| pair[1].starts_with("DU")).find_map(|pair| pair[0].parse().ok());
        let said = said.filter(|du: &f64| *du <= most && most < du + 1.0);
        (whole && asked.series == series && most.is_finite()).then(|| said.unwrap_or(most))
    });
    most.reduce(f64::min)
}

/// What `acts` come to; nothing where nothing is given.
#[must_use]
pub fn sum(game: &Game, course: &Course, acts: &[Action]) -> Option<Sum> {
    let drug = acts.iter().find_map(|a| if let Act::Give { drug, .. } = a.act { Some(drug) } else { None })?;
    let all: Vec<f64> = doses_of(acts, drug).collect();
    let last = *all.last()?;
    let of_it = |a: &&Action| matches!(a.act, Act::Give { drug: d, .. } if d == drug);
    let last_h = acts.iter().filter(of_it).map(|a| a.at_h).fold(0.0, f64::max);
    let step = all.iter().rev().find(|du| **du > last).map(|before| before - last);
    let script = doses_of(&course.setup.script.actions, drug).sum::<f64>();
    let by_hand = |(_, deed): &(u64, Deed)| match deed {
        Deed::Act(Act::Give { drug: d, du, .. }) if *d == drug => Some(*du),
        Deed::Act(_) | Deed::WearPatch { .. } | Deed::Plan { .. } | Deed::Speed(_) => None,
    };
    let besides = course.log.iter().filter_map(by_hand).sum();
    let id = &game.drugs.get(drug)?.id;
    let limit = game.level.as_ref().and_then(|level| limit(level, id, script, course));
    Some(Sum { doses: all.len(), du: all.iter().sum(), last, last_h, step, besides, limit })
}

impl Sum {
    /// Whether it is more than is allowed.
    #[must_use]
    pub fn too_much(&self) -> bool {
        self.limit.is_some_and(|most| self.du + self.besides > most + 1e-9)
    }

    /// In words.
    #[must_use]
    pub fn said(&self) -> String {
        let doses = if self.doses == 1 { "1 dose".to_owned() } else { format!("{} doses", self.doses) };
        let mut out = format!("{doses}, {} DU in all", small(self.du));
        if self.doses > 1 {
            out += &format!(", the last {} DU at {}", small(self.last), say_duration(self.last_h));
        }
        if let Some(step) = self.step {
            out += &format!(", the last step {} DU", small(step));
        }
        if self.besides > 0.0 {
            out += &format!("; {} DU by hand", small(self.besides));
        }
        if let Some(most) = self.limit {
            out += &format!(". Limit: {} DU", small(most));
        }
        out
    }
}

/// A number of dose units with as many digits as it needs to be more than nothing.
#[must_use]
pub fn small(du: f64) -> String {
    match du.abs() {
        x if x > 0.0 && x < 0.1 => {
            let text = format!("{du:.4}");
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        _ => trim(du),
    }
}

/// The line below a drawing.
pub fn sum_ui(ui: &mut Ui, c: Ink, game: &Game, course: &Course, acts: &[Action]) {
    let Some(sum) = sum(game, course, acts) else { return };
    let over = sum.too_much();
    let more = if over { ": this is more" } else { "" };
    ui.label(RichText::new(format!("{}{more}", sum.said())).color(if over { c.bad } else { c.text }));
}
