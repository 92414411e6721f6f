//! The plots of why: how many receptors are taken, in which states they are, how hard the body pushes back, and the three
//! meters. Pure functions of a trace, a time and a theme. Not here: the plots of what happens ([`crate::ui::charts`]).

use bevy_egui::egui::{self, Color32, CornerRadius, Pos2, Rect, RichText, Sense, Stroke, Ui, Vec2};
use egui_plot::FilledArea;
use model::pushback::Pushback;
use model::receptor::{ReceptorState, STATES};

use super::{
    charts::{View, trim},
    facts::METERS,
    provenance::{self, explain},
    style::{self, Ink, state_ink},
};
use crate::view::Theme;
use crate::view::words::short;

/// Most points of one band: more than a card has columns of pixels.
const MOST_POINTS: usize = 240;

/// How many of the listening receptors are taken.
pub fn occupancy_ui(ui: &mut Ui, view: &View, counted: &str) {
    let what = format!("% of listening {}", counted.to_lowercase());
    provenance::heading(ui, view.ink, view.book.ledger, &what, view.book.occupancy());
    view.share_ui(ui, "taken", &[("occupancy", view.ink.drug)], "occupancy");
}

/// In which states the receptors are, one band above the other; gives the state whose band the pointer is on. `lit` is
/// a state that is pointed at elsewhere.
pub fn states_ui(ui: &mut Ui, view: &View, theme: Theme, lit: Option<ReceptorState>) -> Option<ReceptorState> {
    let protein = view.book.engine.system.scene.protein;
    let named = lit.map_or("% of the naive number", |state| short(state, protein));
    provenance::heading(ui, view.ink, view.book.ledger, named, view.book.bands());
    let bands = bands(view);
    let highest = bands.tops.last().map_or(1.0, |top| top.iter().copied().fold(1.0, f64::max)) * 100.0;
    let response = view.plot("states").show(ui, |plot| {
        view.frame(plot, 0.0, highest * 1.04);
        let mut below = vec![0.0; bands.times.len()];
        for (state, top) in STATES.into_iter().zip(&bands.tops) {
            let above: Vec<f64> = top.iter().map(|v| 100.0 * v).collect();
            let color = state_ink(state, theme);
            let color = if lit.is_some_and(|l| l != state) { color.gamma_multiply(0.3) } else { color };
            let area = FilledArea::new(short(state, protein), &bands.times, &below, &above).fill_color(color);
            plot.add(area.stroke(Stroke::new(0.6, view.ink.card)));
            below = above;
        }
        plot.vline(view.cursor());
        plot.pointer_coordinate().filter(|_| plot.response().hovered())
    });
    let at = response.inner?;
    let i = bands.times.partition_point(|t| *t < at.x).min(bands.times.len().checked_sub(1)?);
    let under = bands.tops.iter().position(|top| at.y >= 0.0 && at.y < 100.0 * top[i])?;
    let (state, floor) = (STATES[under], if under == 0 { 0.0 } else { bands.tops[under - 1][i] });
    let share = 100.0 * (bands.tops[under][i] - floor);
    response.response.on_hover_text(format!("{}: {} %", short(state, protein), trim(share)));
    Some(state)
}

/// Upper edges of the states' bands over time.
struct Bands {
    times: Vec<f64>,
    tops: Vec<Vec<f64>>,
}

fn bands(view: &View) -> Bands {
    let trace = view.trace;
    let step = trace.time_h.len().div_ceil(MOST_POINTS).max(1);
    let last = trace.time_h.len().saturating_sub(1);
    let rows: Vec<usize> = (0..trace.time_h.len()).filter(|i| i % step == 0 || *i == last).collect();
    let unit = view.unit_h();
    let mut sum = vec![0.0; rows.len()];
    let tops = STATES.map(|state| {
        if let Some(series) = trace.series(&format!("receptors.{}", state.name())) {
            for (sum, row) in sum.iter_mut().zip(&rows) {
                *sum += series[*row];
            }
        }
        sum.clone()
    });
    Bands { times: rows.iter().map(|i| trace.time_h[*i] / unit).collect(), tops: tops.to_vec() }
}

/// The drug's push and the body's, as a weight on a spring along the effect's own scale.
pub fn pushback_ui(ui: &mut Ui, view: &View, i: usize, push: Pushback) {
    let c = view.ink;
    let Some((e, fact)) = view.book.engine.system.effects.get(i).zip(view.book.pushback(i)) else { return };
    let shown = &e.shown;
    provenance::heading(ui, c, view.book.ledger, &shown.unit, fact);
    let (rect, _) =
        ui.allocate_exact_size(Vec2::new(ui.available_width(), view.height.clamp(72.0, 240.0)), Sense::hover());
    let painter = ui.painter_at(rect);
    let [point, naive, now] = [0.0, push.naive, push.now].map(|e| shown.set_point + shown.span * e);
    let reach = [shown.set_point + shown.span, shown.set_point - 0.5 * shown.span, naive, now];
    let low = reach.into_iter().fold(point, f64::min);
    let high = reach.into_iter().fold(point, f64::max);
    let inner = rect.shrink2(Vec2::new(14.0, 0.0));
    let x = |v: f64| inner.left() + ((v - low) / (high - low).max(1e-9)) as f32 * inner.width();
    let middle = rect.center().y;
    let axis = Stroke::new(1.0, c.muted.gamma_multiply(0.5));
    painter.line_segment([Pos2::new(inner.left(), middle), Pos2::new(inner.right(), middle)], axis);
    let dashes = [Pos2::new(x(point), rect.top() + 22.0), Pos2::new(x(point), rect.bottom() - 22.0)];
    painter.extend(egui::Shape::dashed_line(&dashes, Stroke::new(1.5, c.text), 4.0, 3.0));
    // The drug pushes above the line, the body pulls below it.
    let (up, down) = (middle - 13.0, middle + 13.0);
    arrow(&painter, Pos2::new(x(point), up), x(naive), Stroke::new(4.0, c.drug));
    spring(&painter, Pos2::new(x(naive), down), x(now), Stroke::new(2.0, c.gold));
    painter.circle_filled(Pos2::new(x(naive), middle), 4.5, c.drug);
    painter.circle(Pos2::new(x(now), middle), 6.5, c.good, Stroke::new(1.5, c.text));
    let font = egui::FontId::proportional(12.0);
    let say = |at: f64, y: f32, align: egui::Align2, text: String, color: Color32| {
        let galley = painter.layout_no_wrap(text, font.clone(), color);
        let half = 0.5 * galley.size().x;
        let centre = x(at).clamp(rect.left() + half, rect.right() - half);
        let box_ = align.anchor_size(Pos2::new(centre, y), galley.size());
        painter.galley(box_.min, galley, color);
    };
    let clamped = |v: f64| trim(v.clamp(shown.lowest, shown.highest));
    say(naive, rect.top(), egui::Align2::CENTER_TOP, format!("naive body {}", clamped(naive)), c.drug);
    say(now, rect.bottom(), egui::Align2::CENTER_BOTTOM, format!("this body {}", clamped(now)), c.good);
}

/// An arrow along a line; none where it would be shorter than its head.
fn arrow(painter: &egui::Painter, from: Pos2, to_x: f32, stroke: Stroke) {
    const HEAD: f32 = 8.0;
    let way = to_x - from.x;
    if way.abs() > HEAD {
        let (tip, back) = (Pos2::new(to_x, from.y), to_x - HEAD * way.signum());
        painter.line_segment([from, Pos2::new(back, from.y)], stroke);
        let side = |dy: f32| Pos2::new(back, from.y + dy);
        painter.add(egui::Shape::convex_polygon(vec![tip, side(6.0), side(-6.0)], stroke.color, Stroke::NONE));
    }
}

/// A spring between two points of a line: always the same number of coils, so that it looks stretched.
fn spring(painter: &egui::Painter, from: Pos2, to_x: f32, stroke: Stroke) {
    const COILS: u32 = 9;
    let way = to_x - from.x;
    if way.abs() < 3.0 {
        return;
    }
    let points = (0..=2 * COILS).map(|k| {
        let end = k == 0 || k == 2 * COILS;
        let aside = if end {
            0.0
        } else if k % 2 == 0 {
            -6.0
        } else {
            6.0
        };
        Pos2::new(from.x + way * k as f32 / (2 * COILS) as f32, from.y + aside)
    });
    painter.add(egui::Shape::line(points.collect(), stroke));
}

/// The colours of the three meters, in the order of [`METERS`].
#[must_use]
pub fn meter_colors(c: Ink) -> [Color32; 3] {
    [c.good, c.gold, c.bad]
}

/// Three meters that move apart: their values now, and how they came there.
pub fn meters_ui(ui: &mut Ui, view: &View) {
    let c = view.ink;
    let small = RichText::new("now, and over time").small().color(c.muted);
    ui.horizontal(|ui| {
        ui.label(style::bold("Three meters", 15.0));
        ui.label(small).on_hover_text("Three different things. One may be high while the others are low");
    });
    let colors = meter_colors(c);
    ui.spacing_mut().item_spacing.y = 1.0;
    for (which, ((id, name, _), color)) in METERS.into_iter().zip(colors).enumerate() {
        let value = view.trace.at(&format!("meter.{id}"), view.now_h).unwrap_or(0.0).clamp(0.0, 1.0);
        let row = ui.horizontal(|ui| {
            ui.spacing_mut().interact_size.y = 18.0;
            ui.add_sized([92.0, 16.0], egui::Label::new(RichText::new(name).size(13.0)));
            let (rect, _) =
                ui.allocate_exact_size(Vec2::new((ui.available_width() - 48.0).max(20.0), 12.0), Sense::hover());
            ui.painter().rect_filled(rect, CornerRadius::same(6), c.raised);
            let full = Rect::from_min_size(rect.min, Vec2::new(rect.width() * value as f32, rect.height()));
            ui.painter().rect_filled(full, CornerRadius::same(6), color);
            ui.label(style::bold(format!("{:.0} %", 100.0 * value), 13.0).color(color));
        });
        let row = ui.interact(row.response.rect, ui.id().with(id), Sense::focusable_noninteractive());
        if row.has_focus() {
            ui.painter().rect_stroke(row.rect, 3.0, Stroke::new(1.5, c.focus), egui::StrokeKind::Outside);
        }
        row.widget_info(|| {
            egui::WidgetInfo::labeled(egui::WidgetType::ProgressIndicator, true, format!("{name} meter"))
        });
        if let Some(fact) = view.book.meter(which) {
            explain(row, c, view.book.ledger, || fact);
        }
    }
    let lines: Vec<(String, Color32)> =
        METERS.iter().zip(colors).map(|((id, ..), color)| (format!("meter.{id}"), color)).collect();
    let lines: Vec<(&str, Color32)> = lines.iter().map(|(name, color)| (name.as_str(), *color)).collect();
    // The axis begins with a number of its own.
    ui.add_space(7.0);
    view.share_ui(ui, "meters", &lines, "meter.tolerance");
}
