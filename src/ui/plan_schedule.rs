//! One dose again and again: amount and interval are chosen, start and end are dragged. Not here: what becomes of them
//! ([`crate::ui::plan_desk`]).

use bevy_egui::egui::{CornerRadius, Pos2, Rect, RichText, Sense, Ui};
use model::plan::Action;
use model::quantity::say_duration;
use model::tool::Drawing;

use super::plan_track::Track;
use super::style::Ink;

/// Choices and a line with two grips; `acts` is what the drawing comes to.
pub fn schedule_ui(
    ui: &mut Ui,
    c: Ink,
    drawing: &mut Drawing,
    (amounts, every, within_h): (&[f64], &[f64], (f64, f64)),
    acts: &[Action],
    now_h: f64,
) {
    let Drawing::Schedule { du, every_h, from_h, until_h } = drawing else { return };
    ui.horizontal_wrapped(|ui| {
        for amount in amounts {
            if ui.selectable_label(du == amount, format!("{amount} DU")).clicked() {
                *du = *amount;
            }
        }
        ui.label(RichText::new("every").color(c.muted));
        for each in every {
            if ui.selectable_label(every_h == each, say_duration(*each)).clicked() {
                *every_h = *each;
            }
        }
        let start = if *from_h > 0.0 { say_duration(*from_h) } else { "the start".to_owned() };
        let text = format!("from {start} to {}", say_duration(*until_h));
        ui.label(RichText::new(text).color(c.muted));
    });
    ui.add_space(4.0);
    let (track, _) = Track::new(ui, 46.0, within_h, Sense::hover());
    track.paint(ui, c, now_h);
    let band = Rect::from_min_max(
        Pos2::new(track.x(*from_h), track.rect.top()),
        Pos2::new(track.x(*until_h), track.rect.bottom()),
    );
    ui.painter().rect_filled(band, CornerRadius::ZERO, c.drug.gamma_multiply(0.18));
    let first = track.grip(ui, c, ("from", 0), *from_h, (within_h.0, *until_h - track.step_h), "Start");
    if let Some(to) = first.to_h {
        *from_h = to;
    }
    let last = track.grip(ui, c, ("until", 0), *until_h, (*from_h + track.step_h, within_h.1), "End");
    if let Some(to) = last.to_h {
        *until_h = to;
    }
    // Over the grips: the first dose lies on the first one.
    track.doses(ui, c.drug, acts, 1.0);
}
