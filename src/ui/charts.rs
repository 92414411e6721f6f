//! The linked plots over time: effect against the set point, and what all plots share. Pure functions of a trace and a time;
//! scene and plots share one cursor. Not here: dose and blood level ([`crate::ui::levels`]), bounds of goals
//! ([`crate::ui::bounds`]), dose-response ([`crate::ui::dose_response`]), the plots of why ([`crate::ui::causes`]).

use bevy_egui::egui::{Align2, Color32, RichText, Ui};
use egui_plot::{GridMark, HLine, Line, LineStyle, Plot, PlotPoint, PlotPoints, PlotUi, Text, VLine};
use model::plan::Action;
use model::trace::Trace;

use super::{facts::Book, judged::Bound, plot_labels::Places, provenance, style::Ink};

/// The unit of the time axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeUnit {
    /// Hours in one unit.
    pub hours: f64,
    /// Its name.
    pub name: &'static str,
}

/// A unit in which a run of this length reads well.
#[must_use]
pub fn time_unit(duration_h: f64) -> TimeUnit {
    match duration_h {
        h if h <= 0.1 => TimeUnit { hours: 1.0 / 3600.0, name: "s" },
        h if h <= 3.0 => TimeUnit { hours: 1.0 / 60.0, name: "min" },
        h if h <= 96.0 => TimeUnit { hours: 1.0, name: "h" },
        _ => TimeUnit { hours: 24.0, name: "d" },
    }
}

/// What the plots of one moment share.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The run.
    pub trace: &'a Trace,
    /// The other run, as a ghost.
    pub ghost: Option<&'a Trace>,
    /// What that run is called.
    pub ghost_name: &'a str,
    /// What was done.
    pub done: &'a [Action],
    /// The hour that the plots begin with.
    pub from_h: f64,
    /// Length of the run, h.
    pub duration_h: f64,
    /// The cursor, h.
    pub now_h: f64,
    /// Height of one plot, points.
    pub height: f32,
    /// Most numbers on the time axis.
    pub marks: u32,
    /// Colours.
    pub ink: Ink,
    /// What the numbers are and where they come from.
    pub book: Book<'a>,
    /// What goals ask of the series.
    pub bounds: &'a [Bound],
    /// The run is over: of the bounds only those that were missed are told in words.
    pub over: bool,
}

impl View<'_> {
    /// Hours in one unit of the time axis.
    #[must_use]
    pub fn unit_h(&self) -> f64 {
        time_unit(self.duration_h).hours
    }

    /// Shares over time, 0 to 100 %, each in its colour; `named` is the one beside which the other run is named.
    pub fn share_ui(&self, ui: &mut Ui, id: &'static str, lines: &[(&str, Color32)], named: &str) {
        self.plot(id).y_axis_formatter(|mark, _| format!("{} %", trim(100.0 * mark.value))).show(ui, |plot| {
            self.frame(plot, 0.0, 1.03);
            for (name, color) in lines {
                self.ghost_line(plot, name, *color);
                self.trace_line(plot, name, *color);
            }
            self.ghost_name(plot, named);
            plot.vline(self.cursor());
        });
    }

    /// An empty plot over the whole run.
    pub(super) fn plot(&self, id: &'static str) -> Plot<'static> {
        let (unit, most, end) = (time_unit(self.duration_h), self.marks, self.duration_h);
        let up = if self.height > 95.0 { 6 } else { 4 };
        still(Plot::new(id), self.height, self.ink)
            .x_grid_spacer(move |input| marks(input.bounds, most))
            .y_grid_spacer(move |input| marks(input.bounds, up))
            .x_axis_formatter(move |mark, _| {
                let inside = mark.value > 0.0 && mark.value * unit.hours < 0.97 * end;
                if inside { format!("{} {}", trim(mark.value), unit.name) } else { String::new() }
            })
            .y_axis_formatter(|mark, _| trim(mark.value))
    }

    pub(super) fn line(&self, trace: &Trace, name: &str, color: Color32) -> Option<Line<'static>> {
        let unit = time_unit(self.duration_h).hours;
        let series = trace.series(name)?;
        let points: PlotPoints = trace.time_h.iter().zip(series).map(|(t, v)| [t / unit, *v]).collect();
        Some(Line::new(name.to_owned(), points).color(color).width(2.5))
    }

    /// The series of this run.
    pub(super) fn trace_line(&self, plot: &mut PlotUi, name: &str, color: Color32) {
        if let Some(line) = self.line(self.trace, name, color) {
            plot.line(line);
        }
    }

    /// The other run's series, dashed and quiet, under what is drawn afterwards.
    pub(super) fn ghost_line(&self, plot: &mut PlotUi, name: &str, color: Color32) {
        if let Some(line) = self.ghost.and_then(|ghost| self.line(ghost, name, color.gamma_multiply(0.75))) {
            plot.line(line.width(1.5).style(LineStyle::dashed_dense()));
        }
    }

    /// Names the other run at its end.
    pub(super) fn ghost_name(&self, plot: &mut PlotUi, name: &str) {
        let Some(ghost) = self.ghost else { return };
        let (Some(end), Some(value)) = (ghost.time_h.last(), ghost.last(name)) else { return };
        let bounds = plot.plot_bounds();
        // Away from the edges: beside the end of the line, on the side where there is room.
        let side = match (*end > 0.7 * self.duration_h, 2.0 * value > bounds.min()[1] + bounds.max()[1]) {
            (true, true) => Align2::RIGHT_TOP,
            (true, false) => Align2::RIGHT_BOTTOM,
            (false, true) => Align2::LEFT_TOP,
            (false, false) => Align2::LEFT_BOTTOM,
        };
        let at = PlotPoint::new(end / time_unit(self.duration_h).hours, value);
        let text = RichText::new(format!(" {} ", self.ghost_name)).small().color(self.ink.muted);
        plot.text(Text::new("other run", at, text).anchor(side));
    }

    /// Names the dashed line of the set point where nothing runs, and on the side where there is more room.
    fn set_point_name(&self, plot: &mut PlotUi, set_point: f64, (low, high): (f64, f64), places: &mut Places) {
        let along = Places::along(self.across(), set_point, 2.0 * set_point < low + high);
        if let Some((text, at, side)) = places.place(&[" set point "], &along) {
            let text = RichText::new(text).small().color(self.ink.muted);
            plot.text(Text::new("name of the set point", at, text).anchor(side));
        }
    }

    /// Highest and lowest of a series, in the other run too.
    pub(super) fn fold(&self, name: &str, from: f64, by: fn(f64, f64) -> f64) -> f64 {
        let both = [Some(self.trace), self.ghost];
        let shown = |t: &Trace| t.time_h.partition_point(|h| *h < self.from_h);
        let rows = both.into_iter().flatten().filter_map(|t| t.series(name).map(|s| &s[shown(t)..]));
        rows.flatten().copied().fold(from, by)
    }

    /// Both ends of the time axis, in its unit.
    pub(super) fn across(&self) -> (f64, f64) {
        (self.from_h / self.unit_h(), self.duration_h / self.unit_h())
    }

    /// Holds the plot to the time and the readings that are shown, in every frame.
    pub(super) fn frame(&self, plot: &mut PlotUi, low: f64, high: f64) {
        let (from, to) = self.across();
        plot.set_plot_bounds_x(from..=to);
        plot.set_plot_bounds_y(low..=high);
    }

    /// The present.
    pub(super) fn cursor(&self) -> VLine {
        VLine::new("now", self.now_h / time_unit(self.duration_h).hours).color(self.ink.text).width(1.0)
    }

    /// Effect against the set point, in the unit that a clinician reads.
    pub fn effect_ui(&self, ui: &mut Ui, i: usize) {
        let Some((e, fact)) = self.book.engine.system.effects.get(i).zip(self.book.effect(i)) else { return };
        let (id, shown) = (&e.id, &e.shown);
        provenance::heading(ui, self.ink, self.book.ledger, &shown.unit, fact);
        let series = format!("reading.{id}");
        let judged = self.bounds_of(&series).next().is_some();
        // Where a goal judges it, what the run does and what is asked fill the plot, else all that the drug can do.
        let at_one = if judged { shown.set_point } else { shown.set_point + shown.span };
        let (low, high) = (shown.set_point.min(at_one), shown.set_point.max(at_one));
        let low = self.fold(&series, low.max(shown.lowest), f64::min);
        let high = self.fold(&series, high.min(shown.highest), f64::max);
        let (low, high) = if judged {
            self.with_room(self.with_bounds(&series, (low, high)))
        } else {
            let room = (high - low) * 0.08;
            (low - room, high + room)
        };
        let mut places = Places::new(self.size(ui), self.across(), (low, high));
        for trace in [Some(self.trace), self.ghost].into_iter().flatten() {
            places.curve(trace, &series, self.unit_h());
        }
        self.plot("effect").show(ui, |plot| {
            self.frame(plot, low, high);
            plot.hline(
                HLine::new("set point", shown.set_point)
                    .color(self.ink.text)
                    .width(1.5)
                    .style(LineStyle::dashed_dense()),
            );
            self.ghost_line(plot, &series, self.ink.good);
            self.trace_line(plot, &series, self.ink.good);
            self.bounds_ui(plot, &series, None, &mut places);
            self.set_point_name(plot, shown.set_point, (low, high), &mut places);
            self.ghost_name(plot, &series);
            plot.vline(self.cursor());
        });
    }
}

/// A plot that is looked at and not dragged about.
pub(super) fn still(plot: Plot<'static>, height: f32, ink: Ink) -> Plot<'static> {
    plot.height(height)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .show_background(false)
        .grid_color(ink.raised)
        .y_axis_min_width(34.0)
}

/// A number without needless digits.
#[must_use]
pub fn trim(x: f64) -> String {
    let text = format!("{x:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// At most `most` round marks between two ends. All are equally strong: a mark that is worth a line is worth a number.
#[must_use]
pub fn marks((low, high): (f64, f64), most: u32) -> Vec<GridMark> {
    let span = high - low;
    if !(span.is_finite() && span > 0.0) {
        return Vec::new();
    }
    let raw = span / f64::from(most);
    let power = 10_f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * power).find(|s| *s >= raw).unwrap_or(raw);
    let first = (low / step).ceil() as i64;
    (first..)
        .map(|k| k as f64 * step)
        .take_while(|v| *v <= high)
        .map(|value| GridMark { value, step_size: span })
        .collect()
}
