//! A way down, drawn: shape, length, levels and last dose; the doses and what they occupy stand beside each other. Not
//! here: what becomes of it ([`crate::ui::plan_desk`]).

use bevy_egui::egui::{self, Align2, Color32, CornerRadius, FontId, Pos2, Rect, Sense, Ui, Vec2};
use model::quantity::say_duration;
use model::tool::{Drawing, TaperLevel, Tool, Way};

use super::plan_sum::small;
use super::style::Ink;

/// The shapes, in plain words.
const WAYS: [(Way, &str, &str); 3] = [
    (Way::Linear, "Linear", "Every step takes off the same dose"),
    (Way::Exponential, "Exponential", "Every step takes off the same share of the dose"),
    (Way::EqualOccupancy, "Equal occupancy", "Every step frees the same share of receptors"),
];

/// The limits of a taper.
#[derive(Clone, Copy)]
struct Limits {
    from_h: f64,
    every_h: f64,
    first: f64,
    over_h: (f64, f64),
    most_levels: u32,
}

/// Choices, sliders and two stairs.
pub fn taper_ui(ui: &mut Ui, c: Ink, drawing: &mut Drawing, tool: &Tool, now_h: f64) {
    let Tool::Taper { from_h, every_h, first, over_h, most_levels, .. } = tool else { return };
    let limits =
        Limits { from_h: *from_h, every_h: *every_h, first: *first, over_h: *over_h, most_levels: *most_levels };
    let Drawing::Taper { way, over_h, last, levels } = drawing else { return };
    ui.horizontal_wrapped(|ui| {
        for (each, name, hint) in WAYS {
            if ui.selectable_label(*way == each, name).on_hover_text(hint).clicked() {
                *way = each;
            }
        }
    });
    let wide = ui.available_width() > 520.0;
    let sliders = |ui: &mut Ui, over_h: &mut f64, last: &mut f64, levels: &mut u32| {
        ui.spacing_mut().slider_width = 96.0;
        ui.spacing_mut().interact_size.y = 24.0;
        // The number stands behind the rail: a field to type in would take the keys of the game.
        let (long, many, du) = (say_duration(*over_h), *levels, *last);
        let length = egui::Slider::new(over_h, limits.over_h.0..=limits.over_h.1).step_by(limits.every_h);
        ui.add(length.show_value(false).text(format!("length {long}")));
        let number = egui::Slider::new(levels, 1..=limits.most_levels);
        ui.add(number.show_value(false).text(format!("{many} levels")));
        // From nought on, so that its steps are whole hundredths; nought itself is not offered.
        let mut moved = *last;
        let dose = egui::Slider::new(&mut moved, 0.0..=limits.first).step_by(limits.first / 100.0);
        ui.add(dose.show_value(false).text(format!("last dose {} DU", small(du))));
        // The slider rounds by itself; nobody has drawn anything then, and nothing is to be planned.
        if (moved - *last).abs() > 1e-9 * limits.first {
            *last = moved;
        }
    };
    let stairs = |ui: &mut Ui, drawing: Drawing| -> Option<(f64, f64)> {
        let steps = tool.taper_levels(&drawing)?;
        let Drawing::Taper { over_h, .. } = drawing else { return None };
        two_stairs(ui, c, &steps, limits, (over_h, now_h))
    };
    let held = |over_h: f64, last: f64, levels: u32| Drawing::Taper { way: *way, over_h, last, levels };
    let mut dragged = None;
    if wide {
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                ui.set_width(252.0);
                sliders(ui, over_h, last, levels);
            });
            *last = last.clamp(last_range(limits.first).0, limits.first);
            dragged = stairs(ui, held(*over_h, *last, *levels));
        });
    } else {
        sliders(ui, over_h, last, levels);
        *last = last.clamp(last_range(limits.first).0, limits.first);
        dragged = stairs(ui, held(*over_h, *last, *levels));
    }
    if let Some((length, dose)) = dragged {
        let length = (length / limits.every_h).round() * limits.every_h;
        *over_h = length.clamp(limits.over_h.0, limits.over_h.1);
        let dose = (dose / limits.first * 100.0).round() / 100.0 * limits.first;
        *last = dose.clamp(last_range(limits.first).0, limits.first);
    }
}

/// Least and greatest last dose, DU: a dose of nought is none, and equal shares never come to it.
fn last_range(first: f64) -> (f64, f64) {
    (first / 100.0, first)
}

/// Doses on the left, occupancy on the right; the dot at the end of the doses is dragged to a length (h) and a last dose.
fn two_stairs(
    ui: &mut Ui,
    c: Ink,
    steps: &[TaperLevel],
    limits: Limits,
    (over_h, now_h): (f64, f64),
) -> Option<(f64, f64)> {
    let gap = 14.0;
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 104.0), Sense::hover());
    let half = Vec2::new((rect.width() - gap) / 2.0, rect.height());
    let left = Rect::from_min_size(rect.min, half);
    let right = Rect::from_min_size(Pos2::new(rect.max.x - half.x, rect.min.y), half);
    let du: Vec<f64> = steps.iter().map(|s| s.du).collect();
    let taken: Vec<f64> = steps.iter().map(|s| s.occupancy).collect();
    let now = (now_h - limits.from_h) / limits.over_h.1;
    let share = over_h / limits.over_h.1;
    let say_du = |x: f64| format!("{} DU", small(x));
    let say_taken = |x: f64| format!("{:.*} %", usize::from(x < 0.01), x * 100.0);
    let end = stair(ui, c, left, ("Dose", c.drug), (&du, limits.first), (share, now), &say_du);
    let most = taken.first().copied().unwrap_or(1.0);
    stair(ui, c, right, ("Receptors taken", c.good), (&taken, most), (share, now), &say_taken);
    let grip = ui.interact(Rect::from_center_size(end, Vec2::splat(24.0)), ui.id().with("end"), Sense::DRAG);
    let lit = grip.hovered() || grip.dragged();
    ui.painter().circle(end, if lit { 8.0 } else { 6.5 }, c.text, (2.0, c.card));
    let at = grip.interact_pointer_pos().filter(|_| grip.dragged())?;
    let room = plot(left);
    let share = f64::from((at.x - room.left()) / room.width()).clamp(0.0, 1.0);
    let height = f64::from((room.bottom() - at.y) / room.height()).clamp(0.0, 1.0);
    Some((share * limits.over_h.1, height * limits.first))
}

/// The room of the stairs below their name and above their ends.
fn plot(rect: Rect) -> Rect {
    Rect::from_min_max(rect.min + Vec2::new(0.0, 20.0), rect.max - Vec2::new(8.0, 16.0))
}

/// One staircase; the place of its end. `share` of the width is the taper, `now` the present on the same scale.
fn stair(
    ui: &Ui,
    c: Ink,
    rect: Rect,
    (name, color): (&str, Color32),
    (heights, most): (&[f64], f64),
    (share, now): (f64, f64),
    say: &dyn Fn(f64) -> String,
) -> Pos2 {
    let room = plot(rect);
    let painter = ui.painter();
    let small = FontId::proportional(12.0);
    painter.rect_filled(room, CornerRadius::same(4), c.raised.gamma_multiply(0.6));
    painter.text(rect.left_top(), Align2::LEFT_TOP, name, FontId::proportional(13.0), c.text);
    let width = room.width() * share as f32;
    let each = width / heights.len().max(1) as f32;
    let y = |v: f64| room.bottom() - room.height() * (v / most.max(1e-9)).clamp(0.0, 1.0) as f32;
    let mut end = Pos2::new(room.left() + width, room.bottom());
    for (k, v) in heights.iter().enumerate() {
        let x = room.left() + each * k as f32;
        let bar = Rect::from_min_max(Pos2::new(x, y(*v)), Pos2::new(x + each, room.bottom()));
        painter.rect_filled(bar, CornerRadius::ZERO, color.gamma_multiply(0.35));
        painter.line_segment([bar.left_top(), bar.right_top()], (2.5, color));
        if let Some(next) = heights.get(k + 1) {
            painter.line_segment([bar.right_top(), Pos2::new(x + each, y(*next))], (1.5, color));
        }
        end = bar.right_top();
    }
    if (0.0..=1.0).contains(&now) {
        let x = room.left() + room.width() * now as f32;
        painter.line_segment([Pos2::new(x, room.top()), Pos2::new(x, room.bottom())], (1.5, c.text));
    }
    let (first, last) = (heights.first().copied().unwrap_or(0.0), heights.last().copied().unwrap_or(0.0));
    // Where there is little room, the name alone: the ends stand beside the sliders too.
    if rect.width() > 220.0 {
        let ends = format!("{} to {}", say(first), say(last));
        painter.text(rect.right_top() - Vec2::new(8.0, 0.0), Align2::RIGHT_TOP, ends, small.clone(), c.muted);
    }
    let drop = if heights.len() > 1 {
        format!("last step: {}", say(heights[heights.len() - 2] - last))
    } else {
        String::new()
    };
    painter.text(rect.left_bottom(), Align2::LEFT_BOTTOM, drop, small, c.muted);
    end
}
