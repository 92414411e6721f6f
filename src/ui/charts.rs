//! The linked plots over time: dose and blood level, effect against the set point, and what all plots share. Pure functions
//! of a trace and a time; scene and plots share one cursor. Not here: dose-response ([`crate::ui::dose_response`]), the
//! plots of why ([`crate::ui::causes`]).

use bevy_egui::egui::{self, Align2, Color32, RichText, Ui};
use egui_plot::{GridMark, HLine, Line, LineStyle, Plot, PlotPoint, PlotPoints, PlotUi, Points, Text, VLine};
use model::plan::{Act, Action};
use model::trace::Trace;

use super::{
    facts::Book,
    provenance::{self, disputed_mark, explain},
    style::{self, Ink},
};

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
                if let Some(line) = self.line(self.trace, name, *color) {
                    plot.line(line);
                }
            }
            self.ghost_name(plot, named);
            plot.vline(self.cursor());
        });
    }

    /// An empty plot over the whole run.
    pub(super) fn plot(&self, id: &'static str) -> Plot<'static> {
        let (unit, most, end) = (time_unit(self.duration_h), self.marks, self.duration_h);
        still(Plot::new(id), self.height, self.ink)
            .x_grid_spacer(move |input| marks(input.bounds, most))
            .y_grid_spacer(|input| marks(input.bounds, 4))
            .x_axis_formatter(move |mark, _| {
                let inside = mark.value > 0.0 && mark.value * unit.hours < 0.97 * end;
                if inside { format!("{} {}", trim(mark.value), unit.name) } else { String::new() }
            })
            .y_axis_formatter(|mark, _| trim(mark.value))
    }

    fn line(&self, trace: &Trace, name: &str, color: Color32) -> Option<Line<'static>> {
        let unit = time_unit(self.duration_h).hours;
        let series = trace.series(name)?;
        let points: PlotPoints = trace.time_h.iter().zip(series).map(|(t, v)| [t / unit, *v]).collect();
        Some(Line::new(name.to_owned(), points).color(color).width(2.5))
    }

    /// The other run's series, dashed and quiet, under what is drawn afterwards.
    fn ghost_line(&self, plot: &mut PlotUi, name: &str, color: Color32) {
        if let Some(line) = self.ghost.and_then(|ghost| self.line(ghost, name, color.gamma_multiply(0.75))) {
            plot.line(line.width(1.5).style(LineStyle::dashed_dense()));
        }
    }

    /// Names the other run at its end.
    fn ghost_name(&self, plot: &mut PlotUi, name: &str) {
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

    /// Names the dashed line of the set point where the run comes to last, on the side where there is more room.
    fn set_point_name(&self, plot: &mut PlotUi, set_point: f64) {
        let bounds = plot.plot_bounds();
        let high = 2.0 * set_point > bounds.min()[1] + bounds.max()[1];
        let side = if high { Align2::RIGHT_TOP } else { Align2::RIGHT_BOTTOM };
        let at = PlotPoint::new(bounds.max()[0], set_point);
        let text = RichText::new(" set point ").small().color(self.ink.muted);
        plot.text(Text::new("name of the set point", at, text).anchor(side));
    }

    /// Highest and lowest of a series, in the other run too.
    fn fold(&self, name: &str, from: f64, by: fn(f64, f64) -> f64) -> f64 {
        let both = [Some(self.trace), self.ghost];
        both.into_iter().flatten().filter_map(|t| t.series(name)).flatten().copied().fold(from, by)
    }

    /// Holds the plot to the whole run and these readings, in every frame.
    pub(super) fn frame(&self, plot: &mut PlotUi, low: f64, high: f64) {
        plot.set_plot_bounds_x(0.0..=self.duration_h / time_unit(self.duration_h).hours);
        plot.set_plot_bounds_y(low..=high);
    }

    /// The present.
    pub(super) fn cursor(&self) -> VLine {
        VLine::new("now", self.now_h / time_unit(self.duration_h).hours).color(self.ink.text).width(1.0)
    }

    /// Dose and blood level of the drugs, each in its own colour.
    pub fn level_ui(&self, ui: &mut Ui, drugs: &[(String, String)]) {
        let (c, book) = (self.ink, self.book);
        let colors = [c.drug, Color32::from_rgb(0x9a, 0x8c, 0xd8), c.gold];
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
            let unit = egui::WidgetText::from(RichText::new("1 = half taken").small().color(c.muted));
            let unit = unit.into_galley(ui, Some(egui::TextWrapMode::Extend), f32::INFINITY, egui::TextStyle::Body);
            if unit.size().x <= ui.available_size_before_wrap().x {
                ui.label(unit).on_hover_text(UNIT);
            }
        };
        // Names may need a line of their own.
        ui.horizontal_wrapped(heading);
        let top = |id: &str| self.fold(&format!("level.{id}"), 0.0, f64::max);
        let highest = drugs.iter().map(|(id, _)| top(id)).fold(1.0, f64::max) * 1.1;
        let unit = time_unit(self.duration_h).hours;
        self.plot("level").show(ui, |plot| {
            self.frame(plot, 0.0, highest);
            for (i, (id, _)) in drugs.iter().enumerate() {
                let color = colors[i % colors.len()];
                self.ghost_line(plot, &format!("level.{id}"), color);
                if let Some(line) = self.line(self.trace, &format!("level.{id}"), color) {
                    plot.line(line);
                }
                let doses: Vec<[f64; 2]> = self
                    .done
                    .iter()
                    .filter(|a| matches!(a.act, Act::Give { drug, .. } if drug == i))
                    .map(|a| [a.at_h / unit, 0.0])
                    .collect();
                plot.points(Points::new("doses", doses).color(color).radius(5.0).shape(egui_plot::MarkerShape::Up));
            }
            if let Some((id, _)) = drugs.first() {
                self.ghost_name(plot, &format!("level.{id}"));
            }
            plot.vline(self.cursor());
        });
    }

    /// Effect against the set point, in the unit that a clinician reads.
    pub fn effect_ui(&self, ui: &mut Ui, i: usize) {
        let Some((e, fact)) = self.book.engine.system.effects.get(i).zip(self.book.effect(i)) else { return };
        let (id, shown) = (&e.id, &e.shown);
        provenance::heading(ui, self.ink, self.book.ledger, &shown.unit, fact);
        let at_one = shown.set_point + shown.span;
        let (low, high) = (shown.set_point.min(at_one), shown.set_point.max(at_one));
        let series = format!("reading.{id}");
        let low = self.fold(&series, low.max(shown.lowest), f64::min);
        let high = self.fold(&series, high.min(shown.highest), f64::max);
        let room = (high - low) * 0.08;
        self.plot("effect").show(ui, |plot| {
            self.frame(plot, low - room, high + room);
            plot.hline(
                HLine::new("set point", shown.set_point)
                    .color(self.ink.text)
                    .width(1.5)
                    .style(LineStyle::dashed_dense()),
            );
            self.set_point_name(plot, shown.set_point);
            self.ghost_line(plot, &series, self.ink.good);
            if let Some(line) = self.line(self.trace, &series, self.ink.good) {
                plot.line(line);
            }
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
