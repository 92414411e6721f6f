//! The dose-response plot: now against naive, and the two numbers that say how it moved. Not here: how they are found
//! ([`model::curve`]).

use bevy_egui::egui::{RichText, Ui};
use egui_plot::{Line, LineStyle, Plot, PlotPoints};

use super::{
    charts::{marks, still, trim},
    facts::Book,
    provenance::{disputed_mark, explain, named},
    style::{self, Ink},
};

/// Dose-response of the effect at place `effect`: naive dashed, now solid, with the two numbers that say how it moved.
pub fn response_ui(ui: &mut Ui, ink: Ink, height: f32, curves: &Curves, book: Book, effect: usize) {
    ui.horizontal(|ui| {
        let numbers = [
            (style::bold("Dose-response", 15.0), book.curve(effect)),
            (RichText::new(format!("EC50 x{:.2}", curves.ec50_fold)).color(ink.gold), book.ec50(effect)),
            (
                RichText::new(format!("Emax {:+} %", ((curves.emax_share - 1.0) * 100.0).round() as i64))
                    .color(ink.gold),
                book.emax(effect),
            ),
        ];
        for (text, fact) in numbers {
            let shown = named(ui, ink, text);
            if let Some(fact) = fact {
                explain(shown, ink, book.ledger, || fact);
            }
        }
        let disputed = book.curve(effect).map(|f| f.disputed).unwrap_or_default();
        disputed_mark(ui, ink, &disputed);
    });
    let other = curves.other.as_deref().unwrap_or_default();
    let top = curves.naive.iter().chain(&curves.now).chain(other).copied().fold(0.1, f64::max) * 1.1;
    let points =
        |ys: &[f64]| -> PlotPoints<'static> { curves.q.iter().zip(ys).map(|(q, y)| [q.log10(), y * 100.0]).collect() };
    still(Plot::new("response"), height, ink)
        .x_axis_formatter(|mark, _| {
            let decade = mark.value.fract().abs() < 1e-6 && mark.value.abs() < 1.5;
            if decade { trim(10_f64.powf(mark.value)) } else { String::new() }
        })
        .x_grid_spacer(|input| marks(input.bounds, 5))
        .y_grid_spacer(|input| marks(input.bounds, 4))
        .y_axis_formatter(|mark, _| format!("{} %", trim(mark.value)))
        .show(ui, |plot| {
            plot.set_plot_bounds_x(-2.0..=2.0);
            plot.set_plot_bounds_y(0.0..=top * 100.0);
            plot.line(
                Line::new("naive", points(&curves.naive)).color(ink.muted).width(2.0).style(LineStyle::dashed_dense()),
            );
            if !other.is_empty() {
                plot.line(
                    Line::new("other run", points(other))
                        .color(ink.good.gamma_multiply(0.75))
                        .width(1.5)
                        .style(LineStyle::dashed_dense()),
                );
            }
            plot.line(Line::new("now", points(&curves.now)).color(ink.good).width(3.0));
        });
}

/// The two dose-response curves of one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Curves {
    /// Concentrations over Kd.
    pub q: Vec<f64>,
    /// Naive response, fraction.
    pub naive: Vec<f64>,
    /// Response now.
    pub now: Vec<f64>,
    /// The other run's response about now.
    pub other: Option<Vec<f64>>,
    /// EC50 now over naive.
    pub ec50_fold: f64,
    /// Emax now over naive.
    pub emax_share: f64,
}
