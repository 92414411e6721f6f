//! What was given while the clock stands, and the button that takes the last act back. Not here: how that is done
//! ([`sim::rewind`]).

use bevy_egui::egui::{self, RichText, Ui};
use model::plan::Act;
use model::quantity::say_duration;
use sim::command::PlayerCommand;
use sim::course::{Course, Deed};

use super::{Wish, charts::trim, style::Ink};

/// Doses given at this very moment: how many, and their dose units in all where they are of one drug and way.
#[must_use]
pub fn given_here(course: &Course) -> (usize, Option<f64>) {
    let here = course.log.iter().rev().take_while(|(tick, _)| *tick >= course.tick);
    let doses: Vec<(usize, usize, f64)> = here
        .filter_map(|(_, deed)| match deed {
            Deed::Act(Act::Give { drug, route, du }) => Some((*drug, *route, *du)),
            Deed::Act(_) | Deed::WearPatch { .. } | Deed::Plan { .. } | Deed::Speed(_) => None,
        })
        .collect();
    let alike = doses.windows(2).all(|pair| (pair[0].0, pair[0].1) == (pair[1].0, pair[1].1));
    let sum = doses.iter().map(|(.., du)| du).sum();
    (doses.len(), alike.then_some(sum))
}

/// The same in words; nothing where nothing was given here.
#[must_use]
pub fn here_said(course: &Course) -> Option<String> {
    Some(match given_here(course) {
        (0, _) => return None,
        (n, Some(du)) => format!("given here: \u{d7}{n}, {} DU", trim(du)),
        (n, None) => format!("given here: {n} doses"),
    })
}

/// What would be taken back next, in a few words, and when it was done, h, where that was before.
#[must_use]
pub fn last_said(course: &Course) -> Option<(String, Option<f64>)> {
    let (tick, deed) = course.log.get(course.last_act()?)?;
    let now = course.t_h();
    Some(match deed {
        Deed::Act(act) => {
            let what = match act {
                Act::Give { du, .. } => format!("{} DU", trim(*du)),
                Act::PatchOff { .. } => "patch off".to_owned(),
                Act::Place { .. } => "the place".to_owned(),
                Act::Wash => "washing out".to_owned(),
            };
            let when = course.done().iter().rev().find(|a| a.act == *act && a.at_h <= now).map(|a| a.at_h);
            (what, when.filter(|_| *tick < course.tick))
        }
        Deed::WearPatch { .. } => ("patch hours".to_owned(), None),
        Deed::Plan { acts, .. } if acts.is_empty() => ("clearing the plan".to_owned(), None),
        Deed::Plan { .. } => ("the plan".to_owned(), None),
        Deed::Speed(_) => return None,
    })
}

/// The button; it says what it takes back.
pub fn undo_ui(ui: &mut Ui, course: &Course, enabled: bool) -> Option<Wish> {
    let last = last_said(course);
    let text = last.as_ref().map_or_else(|| "Undo".to_owned(), |(what, _)| format!("Undo {what}"));
    let hint = match &last {
        Some((what, Some(at_h))) => format!("Take back {what}, done at {}", say_duration(*at_h)),
        Some((what, None)) => format!("Take back {what}"),
        None => "There is nothing to take back up to this moment".to_owned(),
    };
    let on = enabled && last.is_some();
    let button = ui.add_enabled(on, egui::Button::new(RichText::new(text).small()));
    let hint = format!("{hint}  (Z; Y gives it again)\nGoing back in time takes nothing back.");
    let button = button.on_hover_text(&hint).on_disabled_hover_text(&hint);
    button.clicked().then_some(Wish::Sim(PlayerCommand::Undo))
}

/// One line: what `said` about what is to come, or what was given at this moment, and the button at its end.
pub fn line_ui(ui: &mut Ui, c: Ink, course: &Course, said: Option<String>, enabled: bool) -> Option<Wish> {
    ui.spacing_mut().button_padding.y = 3.0;
    ui.spacing_mut().interact_size.y = 24.0;
    let here = here_said(course);
    let color = if here.is_some() { c.drug } else { c.muted };
    let text = here.or(said).unwrap_or_default();
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        let wish = undo_ui(ui, course, enabled);
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.add(egui::Label::new(RichText::new(text).small().color(color)).truncate());
        });
        wish
    })
    .inner
}
