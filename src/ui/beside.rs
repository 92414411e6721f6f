//! The receptors of two runs at the cursor, one bar below the other, and the counts that differ. Both as they
//! were recorded, so that they are read alike. Not here: series that differ ([`crate::ui::compare`]).

use bevy_egui::egui::{self, RichText, Ui};
use model::quantity::say_duration;
use model::receptor::{N_STATES, ReceptorState, STATES};
use model::trace::Trace;
use sim::course::Course;

use super::{
    facts::Book,
    provenance::{explain, named},
    roster::{bar_ui, counted, swatch},
    settings::group_digits,
    style::{self, Ink},
};
use crate::view::Theme;
use crate::view::words::short;

/// The last counts by state that a run recorded up to an hour, with their time, h; `None` where it has not got there. A run
/// may have reached an hour a little beyond its last row.
#[must_use]
pub fn counts_at((trace, reached_h): (&Trace, f64), naive: u32, at_h: f64) -> Option<(f64, [f64; N_STATES])> {
    if at_h > reached_h + 1e-9 {
        return None;
    }
    let row = trace.time_h.partition_point(|t| *t <= at_h).checked_sub(1)?;
    let share = |state: ReceptorState| trace.series(&format!("receptors.{}", state.name())).map_or(0.0, |s| s[row]);
    Some((trace.time_h[row], STATES.map(|state| (share(state) * f64::from(naive)).round())))
}

/// Both runs; nothing where there is one. `height` is the room for bars and counts.
pub fn beside_ui(ui: &mut Ui, c: Ink, theme: Theme, course: &Course, book: Book, height: f32) {
    let Some(other) = course.other_reached() else { return };
    let (naive, now) = (course.setup.receptors, course.t_h());
    let target = course.run.engine.system.target;
    let runs = [
        ("This run", counts_at((course.record(), course.reached_h()), naive, now), c.text),
        ("Other run", counts_at((&other.trace, other.t_h), naive, now), c.muted),
    ];
    let total = |counts: [f64; N_STATES]| counts.iter().sum::<f64>();
    let totals = runs.iter().filter_map(|(_, counts, _)| counts.map(|(_, n)| total(n)));
    let whole = totals.fold(f64::from(naive), f64::max);
    let narrow = ui.available_width() < 420.0;
    let size = if narrow { 13.0 } else { 16.0 };
    ui.spacing_mut().interact_size.y = if narrow { 18.0 } else { 22.0 };
    ui.label(style::bold(format!("{} of both runs", counted(target).1), size));
    let bar = (height * 0.1).clamp(14.0, 44.0);
    for (name, counts, color) in &runs {
        ui.horizontal(|ui| {
            let shown = named(ui, c, style::bold(*name, size).color(*color));
            explain(shown, c, book.ledger, || book.bands());
            let text = match counts {
                Some((at_h, n)) => {
                    format!("{} alive, recorded at {}", group_digits(total(*n) as u32), say_duration(*at_h))
                }
                None => "has not come this far".to_owned(),
            };
            ui.label(RichText::new(text).size(size - 2.0).color(c.muted));
        });
        bar_ui(ui, theme, counts.map(|(_, n)| n).unwrap_or_default(), whole, bar, None);
    }
    let (Some((_, here)), Some((_, there))) = (runs[0].1, runs[1].1) else { return };
    let system = &course.run.engine.system;
    let states = system.cycle.reached();
    egui::ScrollArea::vertical().id_salt("beside").min_scrolled_height(24.0).show(ui, |ui| {
        let gap = if narrow { 10.0 } else { 28.0 };
        egui::Grid::new("both runs").num_columns(4).spacing([gap, 3.0]).show(ui, |ui| {
            for head in ["", "this run", "other run", "difference"] {
                ui.label(RichText::new(head).size(size - 2.0).color(c.muted));
            }
            ui.end_row();
            for state in states {
                let (a, b) = (here[state as usize], there[state as usize]);
                let name = ui.horizontal(|ui| {
                    swatch(ui, c, theme, state, size - 2.0);
                    ui.label(RichText::new(short(state, system.scene.protein)).size(size));
                });
                explain(name.response, c, book.ledger, || book.count(state));
                ui.label(style::bold(group_digits(a as u32), size));
                ui.label(style::bold(group_digits(b as u32), size).color(c.muted));
                let sign = match a - b {
                    d if d > 0.0 => "+",
                    d if d < 0.0 => "-",
                    _ => "",
                };
                let apart = format!("{sign}{}", group_digits((a - b).abs() as u32));
                ui.label(style::bold(apart, size).color(c.gold));
                ui.end_row();
            }
        });
    });
}
