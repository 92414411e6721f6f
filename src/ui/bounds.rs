//! The bounds of goals in a plot: a quiet line over the hours in which each counts, with small feet on the side that is
//! allowed; what is missed is dashed and says so. Labels stand where no curve runs. Not here: what is judged
//! ([`crate::ui::judged`]).

use bevy_egui::egui::{self, Align2, Color32, RichText, Vec2};
use egui_plot::{Line, LineStyle, MarkerShape, PlotPoints, PlotUi, Points, Text};
use model::judged::Way;
use model::quantity::say_duration;
use model::trace::Trace;

use super::charts::View;
use super::judged::Bound;
use super::judged_facts::Said;
use super::plot_labels::{AXES, LETTERS, Places};

impl View<'_> {
    /// The bounds of a series.
    pub(super) fn bounds_of<'b>(&'b self, series: &'b str) -> impl Iterator<Item = &'b Bound> {
        self.bounds.iter().filter(move |b| b.asked.series == series)
    }

    /// Lowest and highest of the bounds of a series that a plot has to hold, with what it holds already.
    pub(super) fn with_bounds(&self, series: &str, (low, high): (f64, f64)) -> (f64, f64) {
        let mut span = (low, high);
        for bound in self.bounds_of(series) {
            span = (span.0.min(bound.asked.bound), span.1.max(bound.asked.bound));
            // The upper end of a band is there only where the run comes near.
            if let Way::Counted { high: top, .. } = bound.asked.way
                && high > 0.5 * top
            {
                span.1 = span.1.max(top);
            }
        }
        span
    }

    /// The same with room for labels above and below.
    pub(super) fn with_room(&self, (low, high): (f64, f64)) -> (f64, f64) {
        let span = if high - low > 1e-12 { high - low } else { high.abs().max(1e-3) };
        let rows = f64::from(((self.height - AXES.y) / LETTERS.y).max(1.0));
        let room = span * (1.0 / (rows - 2.2).max(0.6)).clamp(0.08, 0.5);
        (low - room, high + room)
    }

    /// Draws the bounds of a series; where several share a plot, in its `own` colour.
    pub(super) fn bounds_ui(&self, plot: &mut PlotUi, series: &str, own: Option<Color32>, places: &mut Places) {
        let (unit, c) = (self.unit_h(), self.ink);
        for (k, bound) in self.bounds_of(series).enumerate() {
            let (asked, missed) = (&bound.asked, bound.missed());
            let color = if missed { c.bad } else { own.unwrap_or(c.gold) };
            let y = asked.bound;
            let foot = places.per_point() * if asked.at_least { 5.0 } else { -5.0 };
            let ends: Vec<(f64, f64)> = asked.stretches_h.iter().map(|(a, b)| (a / unit, b / unit)).collect();
            for (from, to) in &ends {
                let counted = matches!(asked.way, Way::Counted { .. });
                let points = if counted || to <= from {
                    vec![[*from, y], [*to, y]]
                } else {
                    vec![[*from, y + foot], [*from, y], [*to, y], [*to, y + foot]]
                };
                let line = Line::new(format!("bound {series} {k}"), PlotPoints::from(points)).color(color);
                plot.line(if missed {
                    line.width(2.0).style(LineStyle::dashed_loose())
                } else if counted {
                    line.width(1.5).style(LineStyle::dotted_dense())
                } else {
                    line.width(1.5)
                });
                if to <= from {
                    let shape = if missed { MarkerShape::Cross } else { MarkerShape::Diamond };
                    let (x, edge) = (places.x, 0.015 * (places.x.1 - places.x.0));
                    let inside = from.clamp(x.0 + edge, x.1 - edge);
                    plot.points(Points::new("then", vec![[inside, y]]).color(color).radius(5.0).shape(shape));
                }
            }
            let Some(ends) = ends.first().zip(ends.last()).map(|(first, last)| (first.0, last.1)) else { continue };
            self.bound_label(plot, bound, ends, color, places);
        }
    }

    fn bound_label(&self, plot: &mut PlotUi, bound: &Bound, x: (f64, f64), color: Color32, places: &mut Places) {
        if self.over && !bound.missed() {
            return;
        }
        let (full, short) = (self.book.bound_said(bound, false), self.book.bound_said(bound, true));
        // Where several stand in one plot and have no room beside each other, each says its number alone.
        let (several, long) = (self.bounds_of(&bound.asked.series).count(), full.chars().count());
        let many = several > 2 || long * several.min(2) > places.letters();
        let texts = if many { [&short[..], &short] } else { [&full[..], &short] };
        if places.said.iter().any(|said| texts.contains(&said.as_str())) {
            return;
        }
        // What is allowed lies on the other side of the line.
        let mut along = Places::along(x, bound.asked.bound, !bound.asked.at_least);
        let (gap, y) = (0.01 * (places.x.1 - places.x.0), bound.asked.bound);
        along.extend([(x.1 + gap, y, Align2::LEFT_CENTER), (x.0 - gap, y, Align2::RIGHT_CENTER)]);
        along.extend(Places::along(places.x, bound.asked.bound, !bound.asked.at_least));
        if let Some((text, at, anchor)) = places.place(&texts, &along) {
            places.said.push(text.to_owned());
            plot.text(Text::new("bound", at, RichText::new(text).small().color(color)).anchor(anchor));
        }
    }

    /// The size of a plot in the room that there is.
    pub(super) fn size(&self, ui: &egui::Ui) -> Vec2 {
        Vec2::new(ui.available_width(), self.height)
    }

    /// A plot of what goals judge and nothing else shows.
    pub fn judged_ui(&self, ui: &mut egui::Ui, id: &'static str, series: &[String], sentences: &[&str]) {
        let Some(fact) = self.book.judged(series, sentences) else { return };
        let c = self.ink;
        let colors = [c.good, Color32::from_rgb(0x9a, 0x8c, 0xd8), c.drug, c.text];
        let since = self.bounds_of(&series[0]).find_map(|b| b.asked.since_h);
        let unit = since.map_or(fact.unit.clone(), |h| format!("{}, since {}", fact.unit, say_duration(h)));
        super::provenance::heading(ui, c, self.book.ledger, &unit, fact);
        if series.len() > 1 {
            ui.horizontal_wrapped(|ui| {
                for (name, color) in series.iter().zip(colors) {
                    ui.label(RichText::new(self.book.line_name(name)).small().color(color));
                }
            });
        }
        let said = self.book.said(&series[0]);
        let since = self.bounds_of(&series[0]).find_map(|b| b.asked.since_h).map(|h| added(self, &series[0], h));
        let with = since.as_ref().map_or(*self, |(trace, ghost)| View { trace, ghost: ghost.as_ref(), ..*self });
        with.judged_plot(ui, id, (series, &colors), said);
    }

    fn judged_plot(&self, ui: &mut egui::Ui, id: &'static str, (series, colors): (&[String], &[Color32]), said: Said) {
        let mut span = (f64::INFINITY, f64::NEG_INFINITY);
        for name in series {
            let (low, high) = (self.fold(name, span.0, f64::min), self.fold(name, span.1, f64::max));
            span = self.with_bounds(name, (low, high));
        }
        // Before anything is recorded and anything is asked.
        let known = span.0 < span.1 || (span.0 == span.1 && span.0 != 0.0);
        let span = if known { span } else { (0.0, 1.0) };
        // A share that is near none of its ends is seen as large as it is; what has a bottom stands on it.
        let bottom = if span.0 >= 0.0 && span.0 < 0.4 * span.1 { 0.0 } else { span.0 };
        let (low, high) = self.with_room((bottom, span.1));
        let mut places = Places::new(self.size(ui), self.across(), (low, high));
        for trace in [Some(self.trace), self.ghost].into_iter().flatten() {
            series.iter().for_each(|name| places.curve(trace, name, self.unit_h()));
        }
        // Room for labels is no part of the scale.
        let scale = (bottom - 1e-9)..=(span.1 + 1e-9);
        let number = move |mark: f64| if scale.contains(&mark) { said.value(mark) } else { String::new() };
        self.plot(id).y_axis_formatter(move |mark, _| number(mark.value)).show(ui, |plot| {
            self.frame(plot, low, high);
            for (name, color) in series.iter().zip(colors) {
                self.ghost_line(plot, name, *color);
                self.trace_line(plot, name, *color);
            }
            for (name, color) in series.iter().zip(colors) {
                self.bounds_ui(plot, name, (series.len() > 1).then_some(*color), &mut places);
            }
            self.ghost_name(plot, &series[0]);
            plot.vline(self.cursor());
        });
    }
}

/// What has been added to a series since an hour, in this run and the other.
fn added(view: &View, series: &str, since_h: f64) -> (Trace, Option<Trace>) {
    let of = |trace: &Trace| {
        let column = trace.columns.iter().filter(|c| c.series == series).cloned().collect();
        let mut out = Trace::new(column);
        let base = trace.at(series, since_h).unwrap_or(0.0);
        let rows = trace.time_h.iter().zip(trace.series(series).unwrap_or_default());
        rows.filter(|(t, _)| **t >= since_h).for_each(|(t, v)| out.push(*t, &[v - base]));
        out
    };
    (of(view.trace), view.ghost.map(of))
}
