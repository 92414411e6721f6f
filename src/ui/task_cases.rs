//! Patients, probes and causes: what is read of whom, and what is named as the cause. With every reading there from the
//! start it is a diagnosis from one sample and one biopsy. Not here: the readings ([`crate::readings`]).

use bevy_egui::egui::{
    self, CornerRadius, Frame, Key, Label, Margin, Rect, RichText, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, WidgetType,
};
use model::task::{Cases, Probe, Task};

use super::{
    board::Page,
    graded,
    style::{self, Ink},
};
use crate::answer::Draft;
use crate::game::say_number;

const NUMBERS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// Width (points) from which two patients stand beside each other.
const TWO_COLUMNS: f32 = 1000.0;
/// Beside a probe's text, points.
const PROBE_MARGIN: i8 = 10;

/// The patients; gives the answer as it is after a probe was taken or a cause named. `read` gives what the probes read of a
/// patient, once that is worked out.
pub fn cases_ui<'a>(
    ui: &mut Ui,
    page: Page,
    task: &Task,
    cases: &Cases,
    read: &dyn Fn(usize) -> Option<&'a [f64]>,
    chosen: &mut usize,
) -> Option<Draft> {
    let Draft::Causes { named, taken } = page.draft else { return None };
    let c = page.ink;
    let left = page.draft.left(task);
    let mut new = None;
    if let Some(most) = cases.most.filter(|_| page.grade.is_none()) {
        let color = if left > 0 { c.gold } else { c.muted };
        ui.label(style::bold(format!("{left} of {most} probes left"), 16.0).color(color));
    }
    ScrollArea::vertical().id_salt("patients").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 7.0;
        let columns = if ui.available_width() >= TWO_COLUMNS { 2 } else { 1 };
        let patients: Vec<usize> = (0..cases.cases.len()).collect();
        for row in patients.chunks(columns) {
            ui.columns(columns, |uis| {
                for (ui, i) in uis.iter_mut().zip(row.iter().copied()) {
                    let open = *chosen == i;
                    let top = ui.cursor().min;
                    let edge = if open { Stroke::new(2.0, c.text) } else { Stroke::new(1.0, c.raised) };
                    let frame = Frame::new().fill(c.card).stroke(edge).corner_radius(10.0);
                    frame.inner_margin(Margin::symmetric(14, if page.roomy { 10 } else { 6 })).show(ui, |ui| {
                        ui.set_width(ui.available_width());
                        head_ui(ui, page, i, &cases.cases[i].name, chosen);
                        let width = probe_width(ui, page, cases.probes.len());
                        ui.horizontal_wrapped(|ui| {
                            for (k, probe) in cases.probes.iter().enumerate() {
                                // Once it is graded there is nothing to spare: every reading is told.
                                let told = taken[i][k] || page.grade.is_some();
                                let value = told.then(|| read(i).map(|all| all[k]));
                                if probe_ui(ui, page, (i, k), (probe, width), value, left > 0) {
                                    let mut taken = taken.clone();
                                    taken[i][k] = true;
                                    *chosen = i;
                                    new = Some(Draft::Causes { named: named.clone(), taken });
                                }
                            }
                        });
                        ui.horizontal_wrapped(|ui| {
                            ui.spacing_mut().item_spacing = Vec2::new(6.0, 4.0);
                            if let Some(cause) = causes_ui(ui, page, cases, i, named[i]) {
                                *chosen = i;
                                new = Some(with_cause(named, taken, i, cause));
                            }
                        });
                        if page.grade.is_some() {
                            ui.label(RichText::new(&cases.cases[i].why).size(15.0).color(c.gold));
                        }
                    });
                    let card = Rect::from_min_max(top, egui::pos2(ui.max_rect().right(), ui.cursor().top()));
                    graded::keep_in_sight(ui, *chosen == i, i, card);
                }
            });
        }
    });
    let pressed = |key: &Key| page.grade.is_none() && ui.input(|i| i.key_pressed(*key));
    if let Some(cause) = NUMBERS.iter().take(cases.causes.len()).position(pressed) {
        new = new.or_else(|| Some(with_cause(named, taken, *chosen, cause)));
    }
    new
}

fn with_cause(named: &[Option<usize>], taken: &[Vec<bool>], patient: usize, cause: usize) -> Draft {
    let mut named = named.to_vec();
    named[patient] = Some(cause);
    Draft::Causes { named, taken: taken.to_vec() }
}

/// Who it is; a click chooses the patient.
fn head_ui(ui: &mut Ui, page: Page, i: usize, name: &str, chosen: &mut usize) {
    let c = page.ink;
    let row = ui.horizontal(|ui| {
        let (disc, _) = ui.allocate_exact_size(Vec2::splat(24.0), Sense::hover());
        graded::number(ui.painter(), disc.center(), 12.0, i, c.raised.lerp_to_gamma(c.text, 0.3));
        let size = if page.roomy { 18.0 } else { 15.0 };
        ui.add(Label::new(style::bold(name, size)).selectable(false));
        if let Some(right) = page.grade.and_then(|g| g.items.get(i)) {
            graded::mark_ui(ui, c, *right);
        }
    });
    let head = ui.interact(row.response.rect, ui.id().with(("patient", i)), Sense::click());
    head.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, *chosen == i, name));
    if head.has_focus() {
        ui.painter().rect_stroke(head.rect.expand(3.0), 6.0, Stroke::new(2.0, c.focus), StrokeKind::Outside);
    }
    if head.clicked() || head.gained_focus() {
        *chosen = i;
    }
}

/// Width of a probe's text, points: all probes of a patient stand beside each other where that leaves them legible.
fn probe_width(ui: &Ui, page: Page, probes: usize) -> f32 {
    let (least, most) = if page.roomy { (120.0, 186.0) } else { (110.0, 134.0) };
    let each = ui.available_width() / probes.max(1) as f32 - ui.spacing().item_spacing.x;
    (each - 2.0 * f32::from(PROBE_MARGIN)).clamp(least, most).floor()
}

/// One probe of one patient: its reading, or the button that takes it. `value`: `None` not taken, `Some(None)` not worked
/// out yet. Says whether it was taken now.
fn probe_ui(
    ui: &mut Ui,
    page: Page,
    (i, k): (usize, usize),
    (probe, width): (&Probe, f32),
    value: Option<Option<f64>>,
    more: bool,
) -> bool {
    let c = page.ink;
    let mut taken = false;
    let size = if page.roomy { 21.0 } else { 16.0 };
    Frame::new().fill(c.ground).corner_radius(8.0).inner_margin(Margin::symmetric(PROBE_MARGIN, 6)).show(ui, |ui| {
        ui.vertical(|ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.label(RichText::new(&probe.name).size(13.0).color(c.muted));
            match value {
                Some(Some(value)) => {
                    ui.label(style::bold(say_number(value, &probe.unit), size));
                    if probe.unit == "%" {
                        bar(ui, c, value);
                    }
                }
                Some(None) => {
                    ui.label(RichText::new("reading ...").size(size).color(c.muted));
                }
                None => {
                    let open = more && page.grade.is_none();
                    let button = ui.add_enabled(open, egui::Button::new(RichText::new("Read").size(15.0)));
                    let told = format!("Read {} of patient {}", probe.name, i + 1);
                    button.widget_info(|| WidgetInfo::labeled(WidgetType::Button, open, &told));
                    taken = button.on_hover_text(format!("Takes one probe; {}", k + 1)).clicked();
                }
            }
        });
    });
    taken
}

/// A share as a bar, with a mark at 100 % and the number below it.
fn bar(ui: &mut Ui, c: Ink, share: f64) {
    const MOST: f64 = 1.5;
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 8.0), Sense::hover());
    let x = |v: f64| rect.left() + (v / MOST).clamp(0.0, 1.0) as f32 * rect.width();
    ui.painter().rect_filled(rect, CornerRadius::same(4), c.raised);
    ui.painter().rect_filled(Rect::from_x_y_ranges(rect.left()..=x(share), rect.y_range()), 4.0, c.gold);
    ui.painter().vline(x(1.0), rect.expand(3.0).y_range(), Stroke::new(2.0, c.text));
    let (below, _) = ui.allocate_exact_size(Vec2::new(rect.width(), 13.0), Sense::hover());
    let at = egui::pos2(x(1.0), below.top());
    ui.painter().text(at, egui::Align2::CENTER_TOP, "100 %", egui::FontId::proportional(11.0), c.muted);
}

/// The causes to choose from; gives the one that was named now.
fn causes_ui(ui: &mut Ui, page: Page, cases: &Cases, i: usize, named: Option<usize>) -> Option<usize> {
    let c = page.ink;
    let mut cause = None;
    for (k, text) in cases.causes.iter().enumerate() {
        let is = named == Some(k);
        let right = page.grade.is_some() && cases.cases[i].right == k;
        let rim = match (page.grade.is_some(), right, is) {
            (true, true, _) => Stroke::new(2.5, c.good),
            (true, false, true) => Stroke::new(2.5, c.bad),
            (_, _, true) => Stroke::new(2.0, c.text),
            (_, _, false) => Stroke::new(1.0, c.muted.gamma_multiply(0.5)),
        };
        let words = RichText::new(text).size(if page.roomy { 15.0 } else { 13.0 });
        // After grading they are read and no more pressed.
        let sense = if page.grade.is_none() { Sense::click() } else { Sense::hover() };
        let button = ui.add(egui::Button::new(words).selected(is).stroke(rim).sense(sense));
        let told = format!("{text}, patient {}", i + 1);
        button.widget_info(|| WidgetInfo::selected(WidgetType::RadioButton, page.grade.is_none(), is, &told));
        if button.on_hover_text(format!("Key {}", k + 1)).clicked() {
            cause = Some(k);
        }
    }
    cause
}
