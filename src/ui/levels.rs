//! Dose and blood level over time. Drugs whose peaks are far apart stand one below the other, each on a scale of its own.
//! Not here: what all plots share ([`crate::ui::charts`]).

use bevy_egui::egui::{self, Align2, Color32, RichText, Ui, Vec2};
use egui_plot::{Plot, PlotUi, Points, Text};
use model::plan::Act;

use super::charts::{View, marks};
use super::plot_labels::Places;
use super::provenance::{self, disputed_mark, explain};
use super::style;

/// Peaks that differ by more than this get a scale each.
const FAR_APART: f64 = 5.0;
/// Height of the numbers below a plot, points.
const BELOW: f32 = 20.0;

impl View<'_> {
    /// Dose and blood level of the drugs (id and name), each in its own colour.
    pub fn level_ui(&self, ui: &mut Ui, drugs: &[(String, String)]) {
        let c = self.ink;
        let colors = [c.drug, Color32::from_rgb(0x9a, 0x8c, 0xd8), c.gold];
        let apart = self.far_apart(drugs);
        self.level_heading(ui, drugs, &colors, apart);
        let all: Vec<usize> = (0..drugs.len()).collect();
        if !apart {
            self.level_plot(ui, "level", drugs, (&all, &colors), true);
            return;
        }
        const IDS: [&str; 3] = ["level", "level, second", "level, third"];
        ui.spacing_mut().item_spacing.y = 9.0;
        for (k, id) in all.iter().zip(IDS) {
            self.level_plot(ui, id, drugs, (&[*k], &colors), *k + 1 == drugs.len());
        }
    }

    /// Highest level of a drug, with its bounds.
    fn top(&self, id: &str) -> f64 {
        let series = format!("level.{id}");
        self.with_bounds(&series, (0.0, self.fold(&series, 0.0, f64::max))).1
    }

    /// Whether one drug would be flat on the other's scale, or stands in another unit.
    fn far_apart(&self, drugs: &[(String, String)]) -> bool {
        let tops = drugs.iter().map(|(id, _)| self.top(id)).filter(|top| *top > 0.0);
        let (low, high) = tops.fold((f64::INFINITY, 0.0_f64), |(low, high), top| (low.min(top), high.max(top)));
        let acting = (0..drugs.len()).filter(|k| self.acts_here(*k)).count();
        drugs.len() > 1 && (high > FAR_APART * low || (acting > 0 && acting < drugs.len()))
    }

    /// Whether a drug acts at the receptors that are shown, so that its level is in multiples of what takes half of them.
    fn acts_here(&self, drug: usize) -> bool {
        let engine = self.book.engine;
        engine.drugs.get(drug).is_some_and(|d| d.action_at(&engine.system.id).is_some())
    }

    fn level_heading(&self, ui: &mut Ui, drugs: &[(String, String)], colors: &[Color32], apart: bool) {
        let (c, book) = (self.ink, self.book);
        let many = drugs.len() > 2;
        let heading = |ui: &mut Ui| {
            ui.spacing_mut().item_spacing = egui::vec2(5.0, 2.0);
            ui.spacing_mut().interact_size.y = 18.0;
            // The corner is the button's that shows it large.
            ui.set_max_width((ui.available_width() - 22.0).max(20.0));
            const UNIT: &str = "Concentration in multiples of the level at which half of the receptors are taken";
            ui.label(style::bold(if many { "Blood levels" } else { "Dose and blood level" }, 15.0)).on_hover_text(UNIT);
            for (i, (_, name)) in drugs.iter().enumerate() {
                let color = if drugs.len() > 1 { colors[i % colors.len()] } else { c.muted };
                let shown = provenance::named(ui, c, RichText::new(name).small().color(color));
                if let Some(fact) = book.level(i) {
                    let disputed = fact.disputed.clone();
                    explain(shown, c, book.ledger, || fact);
                    disputed_mark(ui, c, &disputed);
                }
            }
            // A line of its own would push the last plot out of the window: where it does not fit, the heading says it.
            let unit = if apart { "each on its own scale" } else { "1 = half taken" };
            let unit = egui::WidgetText::from(RichText::new(unit).small().color(c.muted));
            let unit = unit.into_galley(ui, Some(egui::TextWrapMode::Extend), f32::INFINITY, egui::TextStyle::Body);
            if unit.size().x <= ui.available_size_before_wrap().x {
                ui.label(unit).on_hover_text(UNIT);
            }
        };
        // Names may need a line of their own.
        ui.horizontal_wrapped(heading);
    }

    /// One plot with some of the drugs; the `last` one has the hours below.
    fn level_plot(
        &self,
        ui: &mut Ui,
        id: &'static str,
        drugs: &[(String, String)],
        (which, colors): (&[usize], &[Color32]),
        last: bool,
    ) {
        let alone = which.len() < drugs.len();
        let tops = which.iter().map(|k| self.top(&drugs[*k].0));
        let top = tops.fold(0.0, f64::max);
        let judged = which.iter().any(|k| self.bounds_of(&format!("level.{}", drugs[*k].0)).next().is_some());
        // Half of the receptors are in sight, as a measure, where nothing else is.
        let top = if (judged || alone) && top > 0.0 { top } else { top.max(1.0) };
        let high = if judged { self.with_room((0.0, top)).1 } else { 1.1 * top };
        let height = if alone { (0.62 * (self.height - BELOW)).max(34.0) } else { self.height - BELOW };
        let height = if last { height + BELOW } else { height };
        let unit = self.unit_h();
        let mut places = Places::new(Vec2::new(ui.available_width(), height), self.across(), (0.0, high));
        for k in which {
            let series = format!("level.{}", drugs[*k].0);
            [Some(self.trace), self.ghost].into_iter().flatten().for_each(|trace| places.curve(trace, &series, unit));
        }
        let mut plot: Plot<'static> = self.plot(id).height(height);
        if alone {
            plot = plot.y_grid_spacer(|input| marks(input.bounds, 2)).show_axes([last, true]);
        }
        plot.show(ui, |plot| {
            self.frame(plot, 0.0, high);
            for k in which {
                let series = format!("level.{}", drugs[*k].0);
                let color = colors[k % colors.len()];
                self.ghost_line(plot, &series, color);
                self.trace_line(plot, &series, color);
                let given = self.done.iter().filter(|a| matches!(a.act, Act::Give { drug, .. } if drug == *k));
                let doses: Vec<[f64; 2]> = given.map(|a| [a.at_h / unit, 0.0]).collect();
                plot.points(Points::new("doses", doses).color(color).radius(5.0).shape(egui_plot::MarkerShape::Up));
                self.bounds_ui(plot, &series, None, &mut places);
                if alone {
                    self.name_of_scale(plot, (*k, &drugs[*k].1), color, high, &mut places);
                }
            }
            if let Some(first) = which.first() {
                self.ghost_name(plot, &format!("level.{}", drugs[*first].0));
            }
            plot.vline(self.cursor());
        });
    }

    /// Whose scale it is, and in which unit.
    fn name_of_scale(&self, plot: &mut PlotUi, (k, name): (usize, &str), color: Color32, high: f64, to: &mut Places) {
        let full = format!("{name}, {}", if self.acts_here(k) { "1 = half taken" } else { "in its own unit" });
        let (from, end) = self.across();
        let middle = f64::midpoint(from, end);
        let corners =
            [(from, high, Align2::LEFT_TOP), (middle, high, Align2::CENTER_TOP), (end, high, Align2::RIGHT_TOP)];
        if let Some((text, at, side)) = to.place(&[&full, name], &corners) {
            plot.text(Text::new("whose scale", at, RichText::new(text).small().color(color)).anchor(side));
        }
    }
}
