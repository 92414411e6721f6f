//! The cards beside three circles: one below the other, the chosen one open, with a button for each circle. Not here: the
//! circles ([`crate::ui::task_venn`]).

use bevy_egui::egui::{
    self, Align2, Color32, FontId, Frame, Label, Margin, RichText, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
    WidgetType,
};
use model::task::Placed;

use super::{
    board::Page,
    causes::meter_colors,
    facts::METERS,
    graded,
    style::{self, Ink},
    task_venn::dragged,
    venn_shape::{Region, Venn},
};

/// An item, and where it is put; `None`: back on the pile.
pub type Put = (usize, Option<Region>);

/// Where a card is after it was put into a circle, or taken out of it.
#[must_use]
pub fn toggled(placed: Option<Region>, circle: usize) -> Region {
    let mut region = placed.unwrap_or_default();
    region[circle] = !region[circle];
    region
}

/// Where a card is, in words.
#[must_use]
pub fn say_region(placed: Option<Region>) -> String {
    let Some(region) = placed else { return "not placed".to_owned() };
    let names: Vec<&str> = METERS.iter().zip(region).filter(|(_, inside)| *inside).map(|(m, _)| m.1).collect();
    match names.split_last() {
        None => "none of them".to_owned(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}

/// One card of the list; the chosen one is open.
pub fn card_ui(
    ui: &mut Ui,
    page: Page,
    venn: &Venn,
    i: usize,
    item: &Placed,
    placed: Option<Region>,
    chosen: &mut usize,
) -> Option<Put> {
    let c = page.ink;
    let open = *chosen == i;
    let mut put = None;
    let right = page.grade.and_then(|g| g.items.get(i).copied());
    let edge = if open { Stroke::new(2.0, c.text) } else { Stroke::new(1.0, c.raised) };
    let frame = Frame::new().fill(c.card).stroke(edge).corner_radius(10.0).inner_margin(Margin::symmetric(12, 8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 5.0;
        let grip = ui.scope(|ui| {
            ui.horizontal(|ui| {
                let (disc, _) = ui.allocate_exact_size(Vec2::splat(24.0), Sense::hover());
                let fill = if placed.is_some() { c.raised.lerp_to_gamma(c.text, 0.3) } else { c.raised };
                graded::number(ui.painter(), disc.center(), 12.0, i, fill);
                let size = if page.roomy { 18.0 } else { 15.0 };
                ui.add(Label::new(style::bold(&item.name, size)).selectable(false));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| match right {
                    Some(right) => {
                        let (mark, _) = ui.allocate_exact_size(Vec2::splat(18.0), Sense::hover());
                        graded::paint_mark(ui.painter(), mark.center(), 15.0, right, graded::color(c, right));
                        let text = style::bold(graded::word(right), 13.0).color(graded::color(c, right));
                        ui.add(Label::new(text).selectable(false));
                    }
                    None => dots(ui, c, placed),
                });
            });
            if open {
                let size = if page.roomy { 17.0 } else { 13.0 };
                ui.add(Label::new(RichText::new(&item.text).size(size)).selectable(false));
                if right.is_some() {
                    let why = format!("{}: {}", say_region(Some(item.right)), item.why);
                    ui.add(Label::new(RichText::new(why).size(size).color(c.gold)).selectable(false));
                }
            }
        });
        let grip = ui.interact(grip.response.rect.expand(6.0), ui.id().with(("card", i)), Sense::click_and_drag());
        let told = format!("{}: {}", item.name, say_region(placed));
        grip.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, open, &told));
        if grip.has_focus() {
            ui.painter().rect_stroke(grip.rect, 6.0, Stroke::new(2.0, c.focus), StrokeKind::Outside);
        }
        if grip.clicked() || grip.drag_started() || grip.gained_focus() {
            *chosen = i;
        }
        if page.grade.is_none() {
            put = dragged(ui, c, venn, i, &item.name, &grip);
            if open {
                ui.horizontal_wrapped(|ui| put = put.take().or(toggles_ui(ui, c, i, placed)));
            }
        }
    });
    put
}

/// Three discs with the first letters of the circles, those filled that the card is in.
fn dots(ui: &mut Ui, c: Ink, placed: Option<Region>) {
    let region = placed.unwrap_or_default();
    for (k, color) in meter_colors(c).into_iter().enumerate().rev() {
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(20.0), Sense::hover());
        let (fill, ink) = if region[k] {
            (color, if style::luminance(color) > 0.22 { Color32::from_rgb(12, 16, 24) } else { Color32::WHITE })
        } else {
            (Color32::TRANSPARENT, c.muted)
        };
        let rim = Stroke::new(1.5, if region[k] { color } else { c.muted.gamma_multiply(0.6) });
        ui.painter().circle(rect.center(), 9.0, fill, rim);
        let font = FontId::new(11.0, egui::FontFamily::Name(style::BOLD.into()));
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, &METERS[k].1[..1], font, ink);
    }
}

/// A button for each circle, and one for none of them.
fn toggles_ui(ui: &mut Ui, c: Ink, i: usize, placed: Option<Region>) -> Option<Put> {
    let mut put = None;
    ui.spacing_mut().button_padding = Vec2::new(6.0, 4.0);
    ui.spacing_mut().item_spacing.x = 5.0;
    ui.spacing_mut().interact_size.y = 26.0;
    for (k, (meter, color)) in METERS.iter().zip(meter_colors(c)).enumerate() {
        let inside = placed.is_some_and(|region| region[k]);
        let button = egui::Button::new(RichText::new(meter.1).size(13.0))
            .selected(inside)
            .stroke(Stroke::new(2.0, if inside { color } else { color.gamma_multiply(0.45) }));
        if ui.add(button).on_hover_text(format!("Key {}", k + 1)).clicked() {
            put = Some((i, Some(toggled(placed, k))));
        }
    }
    let none = egui::Button::new(RichText::new("None").size(13.0)).selected(placed == Some([false; 3]));
    if ui.add(none).on_hover_text("Key 0").clicked() {
        put = Some((i, Some([false; 3])));
    }
    put
}
