//! One drug for another: the equal dose of the table, what is taken off it, and the dose that is left. Not here: what
//! becomes of it ([`crate::ui::plan_desk`]).

use bevy_egui::egui::{self, CornerRadius, Pos2, Rect, RichText, Sense, Ui, Vec2};

use super::style::{self, Ink};

/// Most that can be taken off.
const MOST_OFF: f64 = 0.9;

/// What a conversion speaks of.
#[derive(Clone, Debug, PartialEq)]
pub struct Exchange {
    /// Name of the drug that is left, and its dose, DU.
    pub old: (String, f64),
    /// Name of the drug that takes its place, and the table's equal dose, DU.
    pub new: (String, f64),
}

/// The equal dose, a slider for what is taken off, and the result in words and as bars.
pub fn convert_ui(ui: &mut Ui, c: Ink, less: &mut f64, exchange: &Exchange) {
    let Exchange { old: (old, old_du), new: (new, equal_du) } = exchange;
    ui.label(format!("Equal by the table: {} DU {old} = {} DU {new}", say_du(*old_du), say_du(*equal_du)));
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new("Less by").color(c.muted));
        let mut percent = (*less * 100.0).round();
        let say = format!("{percent} %");
        let slider = egui::Slider::new(&mut percent, 0.0..=MOST_OFF * 100.0).step_by(1.0).show_value(false).text(say);
        if ui.add(slider).changed() {
            *less = percent / 100.0;
        }
        let text = format!("{} DU {new} each time", say_du(equal_du * (1.0 - *less)));
        ui.label(style::bold(text, 17.0).color(c.drug));
    });
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 18.0), Sense::hover());
    let part =
        |share: f64| Rect::from_min_max(rect.min, Pos2::new(rect.left() + rect.width() * share as f32, rect.bottom()));
    ui.painter().rect_filled(rect, CornerRadius::same(4), c.raised);
    ui.painter().rect_filled(part(1.0 - *less), CornerRadius::same(4), c.drug);
}

/// Dose units with two digits that matter.
fn say_du(du: f64) -> String {
    let digits = if du >= 10.0 { 0 } else { 1 + usize::from(du < 1.0) };
    format!("{du:.digits$}")
}
