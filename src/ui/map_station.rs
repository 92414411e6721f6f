//! A station of the map: one level, its number in a circle and its stars below. Not here: what is told of a level that was
//! chosen ([`crate::ui::map_strip`]).

use bevy_egui::egui::{self, Align2, Color32, FontId, Pos2, Rect, Response, Sense, Stroke, Ui, Vec2, vec2};
use model::level::Level;

use super::map::Map;
use super::map_layout::STATION;
use super::stars;
use super::style::{self, BOLD};
use crate::campaign::{self, stars_of};

/// One level: its number in a circle on the line, and its stars below; `told`: the strip tells of it.
pub(super) fn station_ui(
    ui: &mut Ui,
    map: Map,
    level: &Level,
    at: Pos2,
    scale: f32,
    (next, told): (bool, bool),
) -> Response {
    let c = map.ink;
    let radius = STATION * scale;
    let rect = Rect::from_min_max(at - Vec2::splat(radius + 3.0), at + vec2(radius + 3.0, radius + 22.0 * scale));
    let response = ui.interact(rect, egui::Id::new(("station", &level.id)), Sense::click());
    let n = stars_of(map.stars, &level.id);
    let waits = campaign::waits_for(&map.library.levels, map.stars, map.every, &level.id);
    let state = match waits {
        Some(first) => format!("not yet, first {}", first.id),
        None => stars::say(n),
    };
    let name = format!("{} {}, {state}", level.id, level.title);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, &name));
    let painter = ui.painter();
    let lit = response.hovered() || response.has_focus();
    let (fill, edge, ink) = match (waits.is_some(), n > 0, next) {
        (true, _, _) => (c.ground, c.raised, c.muted),
        (_, _, true) => (c.gold, c.gold, on(c.gold)),
        (_, true, _) => (c.good, c.good, on(c.good)),
        (_, false, _) => (c.card, c.muted, c.text),
    };
    if next {
        painter.circle_stroke(at, radius + 4.5, Stroke::new(1.5, c.gold.gamma_multiply(0.8)));
    }
    painter.circle_filled(at, radius, edge);
    painter.circle_filled(at, radius - 2.0, fill);
    if lit || told {
        let stroke = if lit { Stroke::new(2.5, c.focus) } else { Stroke::new(2.0, c.text.gamma_multiply(0.75)) };
        painter.circle_stroke(at, radius + 3.0, stroke);
    }
    let font = FontId::new(if level.id.len() > 3 { 12.0 } else { 14.0 } * scale, egui::FontFamily::Name(BOLD.into()));
    painter.text(at, Align2::CENTER_CENTER, &level.id, font, ink);
    let below = at + vec2(0.0, radius + 13.0 * scale);
    if next && n == 0 {
        painter.text(below, Align2::CENTER_CENTER, "next", FontId::proportional(13.0 * scale), c.gold);
    } else if waits.is_none() {
        stars::paint(painter, c, n, below, 5.5 * scale);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(name)
}

/// Ink that can be read on a bright or dark ground.
fn on(ground: Color32) -> Color32 {
    if style::luminance(ground) > 0.22 { Color32::from_rgb(12, 16, 24) } else { Color32::WHITE }
}
