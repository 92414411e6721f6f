//! Words on the scene: labels beside what they name, the scale note, all as dark pills.

use bevy_egui::egui::{
    Align, Align2, Color32, CornerRadius, FontId, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
    WidgetType,
};

use model::scene::Scale;

use super::{facts::Book, provenance::explain, settings::group_digits, style::Ink};
use crate::view::{Anchor, Label};

/// Type size of a pill at 100 %. Pills grow more slowly than the rest of the ui: the scene below does not grow.
const SIZE: f32 = 13.0;

/// What the playing screen says when sound is off.
pub const MUTED: &str = "muted (S)";

/// Paints the labels of the scene that fit into `area` and lie under none of the cards that are `over` it. `zoom` turns window
/// points into ui points. Signs of the person explain themselves.
pub fn labels_ui(ui: &Ui, c: Ink, labels: &[Label], book: Book, area: Rect, (zoom, over): (f32, &[Rect])) {
    let mut taken: Vec<Rect> = over.to_vec();
    for label in labels {
        let at = Pos2::new(label.at.x / zoom, label.at.y / zoom);
        let align = match label.anchor {
            Anchor::Top => Align2::CENTER_TOP,
            Anchor::Bottom => Align2::CENTER_BOTTOM,
            Anchor::Left => Align2::LEFT_CENTER,
            Anchor::Right => Align2::RIGHT_CENTER,
        };
        let size = pill_size(ui, c, &label.text);
        let rect = align.anchor_size(at, size);
        if !taken.iter().any(|t| t.expand(3.0).intersects(rect)) {
            if let Some(from) = label.from.filter(|_| area.contains_rect(rect)) {
                line(ui, c, Pos2::new(from.x / zoom, from.y / zoom), at, align, area);
            }
            pill(ui, c, &label.text, at, align, area);
            taken.push(rect);
            if let Some(i) = book.sign_of(&label.text).filter(|_| area.contains_rect(rect)) {
                let shown = ui.interact(rect, ui.id().with(("sign", i)), Sense::focusable_noninteractive());
                shown.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, label.text.as_ref()));
                if shown.has_focus() {
                    ui.painter().rect_stroke(
                        rect,
                        CornerRadius::same(10),
                        Stroke::new(2.0, c.focus),
                        StrokeKind::Outside,
                    );
                }
                if let Some(fact) = book.effect(i) {
                    explain(shown, c, book.ledger, || fact);
                }
            }
        }
    }
}

/// A thin line from a thing to the side of its pill, with a knee before the words.
fn line(ui: &Ui, c: Ink, from: Pos2, to: Pos2, align: Align2, area: Rect) {
    let away = match align.x() {
        Align::Min => -1.0,
        Align::Max => 1.0,
        Align::Center => 0.0,
    };
    let knee = Pos2::new(to.x + away * (to.x - from.x).abs().min(26.0), to.y);
    let painter = ui.painter_at(area);
    for (color, width) in [(c.ground.gamma_multiply(0.7), 3.0), (c.text.gamma_multiply(0.8), 1.0)] {
        painter.line(vec![from, knee, to], Stroke::new(width, color));
        painter.circle_filled(from, 1.5 + width * 0.5, color);
    }
}

/// The note in the corner that says what one drawn receptor stands for.
pub fn scale_note(scale: Scale, shown: usize, total: usize, what: &str) -> String {
    match scale {
        Scale::Person => return "the whole person: signs of this moment".to_owned(),
        Scale::Tissue => return format!("1 cell of many, with its {} {what}", group_digits(total as u32)),
        Scale::Receptor => return format!("1 of {} {what}", group_digits(total as u32)),
        Scale::Cell | Scale::Membrane => {}
    }
    if shown < total {
        format!("{} of {} {what} shown, each = 1", group_digits(shown as u32), group_digits(total as u32))
    } else {
        format!("{} {what}, each = 1", group_digits(total as u32))
    }
}

fn pill_size(ui: &Ui, c: Ink, text: &str) -> Vec2 {
    ui.painter()
        .layout_no_wrap(text.to_owned(), FontId::proportional(SIZE / ui.ctx().zoom_factor().sqrt()), c.text)
        .size()
        + Vec2::new(16.0, 6.0)
}

/// One pill at a point; left out where it would leave `area`.
pub fn pill(ui: &Ui, c: Ink, text: &str, at: Pos2, align: Align2, area: Rect) {
    let painter = ui.painter_at(area);
    let galley =
        painter.layout_no_wrap(text.to_owned(), FontId::proportional(SIZE / ui.ctx().zoom_factor().sqrt()), c.text);
    let rect = align.anchor_size(at, galley.size() + Vec2::new(16.0, 6.0));
    if !area.shrink(2.0).contains_rect(rect) {
        return;
    }
    let fill = Color32::from_rgba_unmultiplied(c.ground.r(), c.ground.g(), c.ground.b(), 205);
    painter.rect_filled(rect, CornerRadius::same(10), fill);
    painter.galley(rect.min + Vec2::new(8.0, 3.0), galley, c.text);
}
