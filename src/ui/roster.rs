//! The receptors by state: a stacked bar and the legend with its counts. Always on screen; the counts are the census.

use bevy_egui::egui::{self, CornerRadius, RichText, Sense, Stroke, Ui, Vec2};
use model::receptor::{N_STATES, ReceptorState, STATES};
use model::system::{System, Target};
use sim::census::Census;

use super::{
    facts::Book,
    provenance::{explain, named},
    settings::group_digits,
    style::{self, Ink, state_ink},
};
use crate::view::Theme;
use crate::view::words::short;

/// What is counted: one, and many.
#[must_use]
pub fn counted(target: Target) -> (&'static str, &'static str) {
    match target {
        Target::Gpcr | Target::IonChannel | Target::Nuclear => ("Receptor", "Receptors"),
        Target::Enzyme => ("Enzyme", "Enzymes"),
        Target::Transporter => ("Transporter", "Transporters"),
        Target::Pump => ("Pump", "Pumps"),
    }
}

/// The bar, the legend, and below them what was made and destroyed; gives the state that the pointer or the keyboard's
/// focus is on. `lit` is a state that is pointed at elsewhere.
pub fn roster_ui(
    ui: &mut Ui,
    c: Ink,
    theme: Theme,
    census: &Census,
    book: Book,
    lit: Option<ReceptorState>,
) -> Option<ReceptorState> {
    let target = book.engine.system.target;
    let mut hovered = None;
    let alive = census.alive();
    let target_is_enzyme = target == Target::Enzyme;
    let what = counted(target).1;
    let alive_text = if target_is_enzyme { "" } else { " alive" };
    let heading = named(ui, c, style::bold(format!("{what}: {}{alive_text}", group_digits(alive)), 15.0));
    explain(heading, c, book.ledger, || book.alive());
    let (bar, under) = bar_ui(ui, theme, census.counts.map(f64::from), f64::from(alive), 22.0, lit);
    hovered = under.or(hovered);
    if let Some(state) = hovered {
        explain(bar, c, book.ledger, || book.count(state));
    }
    ui.add_space(2.0);
    let System { scene, cycle, .. } = &book.engine.system;
    let states = cycle.reached();
    let columns = if ui.available_width() > 300.0 { 3 } else { 2 };
    let width = (ui.available_width() / columns as f32 - 5.0).max(20.0);
    egui::Grid::new("legend").num_columns(columns).min_col_width(width).max_col_width(width).spacing([5.0, 2.0]).show(
        ui,
        |ui| {
            for (i, state) in states.into_iter().enumerate() {
                let entry =
                    legend_entry(ui, c, theme, state, short(state, scene.protein), census.counts, lit == Some(state));
                if entry.contains_pointer() || entry.has_focus() {
                    hovered = Some(state);
                }
                explain(entry, c, book.ledger, || book.count(state));
                if i % columns == columns - 1 {
                    ui.end_row();
                }
            }
        },
    );
    if !target_is_enzyme {
        let born = census.created - u64::from(census.naive_count);
        let text = format!(
            "made {}, destroyed {} since the start",
            group_digits(born as u32),
            group_digits(census.degraded as u32)
        );
        ui.label(RichText::new(text).small().color(c.muted));
    }
    hovered
}

/// Counts as one bar, `whole` of them as wide as there is room; gives the state that the pointer is on. `lit` is a state
/// that is pointed at elsewhere.
pub(super) fn bar_ui(
    ui: &mut Ui,
    theme: Theme,
    counts: [f64; N_STATES],
    whole: f64,
    height: f32,
    lit: Option<ReceptorState>,
) -> (egui::Response, Option<ReceptorState>) {
    let (rect, bar) = ui.allocate_exact_size(Vec2::new(ui.available_width(), height), Sense::hover());
    let mut left = rect.left();
    let mut hovered = None;
    for (state, count) in STATES.into_iter().zip(counts) {
        let width = (count / whole.max(1.0)) as f32 * rect.width();
        if width > 0.4 {
            let part = egui::Rect::from_min_size(egui::Pos2::new(left, rect.top()), Vec2::new(width, rect.height()));
            let color = state_ink(state, theme);
            let color = if lit.is_some_and(|l| l != state) { color.gamma_multiply(0.35) } else { color };
            if bar.hover_pos().is_some_and(|p| part.contains(p)) {
                hovered = Some(state);
            }
            let gap = Vec2::new(0.6_f32.min(width * 0.2), 0.0);
            ui.painter().rect_filled(part.shrink2(gap), CornerRadius::same(3), color);
        }
        left += width;
    }
    (bar, hovered)
}

/// A state's colour as a small square.
pub(super) fn swatch(ui: &mut Ui, c: Ink, theme: Theme, state: ReceptorState, side: f32) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::same(3), state_ink(state, theme));
    let rim = Stroke::new(1.0, c.muted.gamma_multiply(0.6));
    ui.painter().rect_stroke(rect, CornerRadius::same(3), rim, egui::StrokeKind::Inside);
}

fn legend_entry(
    ui: &mut Ui,
    c: Ink,
    theme: Theme,
    state: ReceptorState,
    name: &str,
    counts: [u32; N_STATES],
    lit: bool,
) -> egui::Response {
    let cell = egui::Rect::from_min_size(ui.cursor().min, Vec2::new(ui.available_width(), 30.0));
    let shown = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        swatch(ui, c, theme, state, 12.0);
        let shown = egui::Label::new(RichText::new(name).size(10.8)).truncate();
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.add(shown);
            ui.label(style::bold(group_digits(counts[state as usize]), 13.0));
        });
    });
    if lit {
        let frame = shown.response.rect.expand(2.0);
        ui.painter().rect_stroke(frame, CornerRadius::same(4), Stroke::new(1.5, c.text), egui::StrokeKind::Outside);
    }
    let entry = ui.interact(cell, shown.response.id.with("cell"), Sense::focusable_noninteractive());
    let said = format!("{name} {}", group_digits(counts[state as usize]));
    entry.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, &said));
    if entry.has_focus() {
        let frame = shown.response.rect.expand(2.0);
        ui.painter().rect_stroke(frame, CornerRadius::same(4), Stroke::new(1.5, c.focus), egui::StrokeKind::Outside);
    }
    entry
}
