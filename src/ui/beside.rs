//! The receptors of two runs at the cursor, one bar below the other, and the counts that differ. As recorded, so that both
//! are read alike. Not here: series that differ ([`crate::ui::compare`]).

use bevy_egui::egui::{self, RichText, Ui};
use model::receptor::{N_STATES, STATES};
use model::system::Target;
use model::trace::Trace;
use sim::course::Course;

use super::{
    facts::Book,
    provenance::{explain, named},
    roster::{bar_ui, counted, short, swatch},
    settings::group_digits,
    style::{self, Ink},
};
use crate::view::Theme;

/// Counts by state at an hour, as a run recorded them; `None` where it has not got there.
#[must_use]
pub fn counts_at(trace: &Trace, naive: u32, at_h: f64) -> Option<[f64; N_STATES]> {
    let [.., before, last] = trace.time_h[..] else { return None };
    // A run is a little further than its last row, by less than the rows are apart.
    if at_h > 2.0 * last - before + 1e-9 {
        return None;
    }
    let count = |state: model::receptor::ReceptorState| {
        let share = trace.at(&format!("receptors.{}", state.name()), at_h).unwrap_or(0.0);
        (share * f64::from(naive)).round()
    };
    Some(STATES.map(count))
}

/// Both runs; nothing where there is one. `height` is the room for bars and counts.
pub fn beside_ui(ui: &mut Ui, c: Ink, theme: Theme, course: &Course, book: Book, height: f32) {
    let Some(other) = course.other_reached() else { return };
    let (naive, now) = (course.setup.receptors, course.t_h());
    let target = course.run.engine.system.target;
    let runs = [
        ("This run", counts_at(course.record(), naive, now), c.text),
        ("Other run", counts_at(&other.trace, naive, now), c.muted),
    ];
    let total = |counts: &Option<[f64; N_STATES]>| counts.map_or(0.0, |n| n.iter().sum::<f64>());
    let whole = runs.iter().map(|(_, counts, _)| total(counts)).fold(f64::from(naive), f64::max);
    ui.label(style::bold(format!("{} of both runs", counted(target).1), 15.0));
    let bar = (height * 0.14).clamp(16.0, 64.0);
    for (name, counts, color) in &runs {
        ui.horizontal(|ui| {
            let shown = named(ui, c, style::bold(*name, 15.0).color(*color));
            explain(shown, c, book.ledger, || book.bands());
            let text = match counts {
                Some(_) => format!("{} alive", group_digits(total(counts) as u32)),
                None => "has not come this far".to_owned(),
            };
            ui.label(RichText::new(text).color(c.muted));
        });
        bar_ui(ui, theme, counts.unwrap_or_default(), whole, bar, None);
    }
    ui.add_space(4.0);
    let (Some(here), Some(there)) = (runs[0].1, runs[1].1) else { return };
    let states = if target == Target::Enzyme { &STATES[..2] } else { &STATES[..] };
    egui::ScrollArea::vertical().id_salt("beside").show(ui, |ui| {
        egui::Grid::new("both runs").num_columns(4).striped(true).spacing([22.0, 3.0]).show(ui, |ui| {
            for head in ["", "this run", "other run", "difference"] {
                ui.label(RichText::new(head).small().color(c.muted));
            }
            ui.end_row();
            for state in states {
                let (a, b) = (here[*state as usize], there[*state as usize]);
                let name = ui.horizontal(|ui| {
                    swatch(ui, c, theme, *state, 13.0);
                    ui.label(short(*state));
                });
                explain(name.response, c, book.ledger, || book.count(*state));
                ui.label(style::bold(group_digits(a as u32), 14.0));
                ui.label(style::bold(group_digits(b as u32), 14.0).color(c.muted));
                let sign = if a > b {
                    "+"
                } else if a < b {
                    "-"
                } else {
                    ""
                };
                let apart = format!("{sign}{}", group_digits((a - b).abs() as u32));
                ui.label(style::bold(apart, 14.0).color(c.gold));
                ui.end_row();
            }
        });
    });
}
