//! The map's story: the line that runs through the chapters, their pictures in rings, their names. Not here: the stations on
//! it ([`crate::ui::map_station`]), where all of it stands ([`crate::ui::map_layout`]).

use bevy_egui::egui::{self, Align, Layout as Flow, Painter, Pos2, Rect, RichText, Shape, Stroke, Ui, UiBuilder, Vec2};
use model::chapter::Chapter;
use model::rows::chapter;

use super::map::Map;
use super::map_emblems;
use super::map_layout::{Layout, PICTURE};
use super::style::{self, Ink};
use crate::campaign::stars_of;

/// Thickness of the line that runs through the chapters.
const LINE: f32 = 5.0;

/// The line: through the stations, and on to the next chapter. What was passed is lit.
pub(super) fn line(painter: &Painter, map: Map, place: &Layout, shift: Vec2) {
    let c = map.ink;
    let passed = |i: usize, k: usize| {
        let mut of = map.library.levels.iter().filter(|l| chapter(&l.id) == Some(i));
        of.nth(k).is_some_and(|l| stars_of(map.stars, &l.id) > 0)
    };
    let draw = |points: &[Pos2], lit: bool| {
        let points: Vec<Pos2> = points.iter().map(|p| *p + shift).collect();
        let color = if lit { c.good } else { c.raised.lerp_to_gamma(c.muted, 0.2) };
        for end in [points.first(), points.last()].into_iter().flatten() {
            painter.circle_filled(*end, LINE / 2.0, color);
        }
        painter.add(Shape::line(points, Stroke::new(LINE, color)));
    };
    for (i, stations) in place.stations.iter().enumerate() {
        let lit = i > 0 && place.stations[i - 1].len().checked_sub(1).is_some_and(|last| passed(i - 1, last));
        if place.ways[i].len() > 1 {
            draw(&place.ways[i], lit && passed(i, 0));
        }
        if let (true, Some(end)) = (stations.is_empty() && place.columns > 1, place.ways[i].last()) {
            painter.circle_filled(*end + shift, LINE, c.raised.lerp_to_gamma(c.muted, 0.2));
        }
        for (k, pair) in stations.windows(2).enumerate() {
            if (pair[0].y - pair[1].y).abs() < 1.0 {
                draw(pair, passed(i, k) && passed(i, k + 1));
            }
        }
    }
}

/// A chapter's picture in its ring, of which as much is gold as there are stars.
pub(super) fn picture(painter: &Painter, map: Map, i: usize, middle: Pos2, scale: f32, open: bool) {
    let c = map.ink;
    let radius = PICTURE * scale;
    painter.circle_filled(middle, radius, if open { c.card } else { c.ground });
    painter.circle_stroke(middle, radius - 1.5, Stroke::new(3.0, c.raised));
    let of = || map.library.levels.iter().filter(|l| chapter(&l.id) == Some(i));
    let reached: u32 = of().map(|l| u32::from(stars_of(map.stars, &l.id))).sum();
    let share = reached as f32 / (3 * of().count()).max(1) as f32;
    if share > 0.0 {
        let angle = |k: u32| std::f32::consts::TAU * (share * k as f32 / 48.0 - 0.25);
        let arc = (0..=48).map(|k| middle + Vec2::angled(angle(k)) * (radius - 1.5)).collect();
        painter.add(Shape::line(arc, Stroke::new(3.0, c.gold)));
    }
    map_emblems::paint(painter, c, map.theme, i, middle, radius * 0.68, if open { 1.0 } else { 0.5 });
}

/// A chapter's name and what it is about.
pub(super) fn words_ui(
    ui: &mut Ui,
    c: Ink,
    i: usize,
    about: &Chapter,
    room: Rect,
    scale: f32,
    (open, empty): (bool, bool),
) {
    let mut ui = ui.new_child(UiBuilder::new().max_rect(room).layout(Flow::top_down(Align::Min)));
    ui.spacing_mut().item_spacing.y = 1.0;
    let name = style::bold(format!("{i}  {}", about.name), 15.0 * scale);
    ui.add(egui::Label::new(name.color(if open { c.text } else { c.muted })).wrap());
    ui.add(egui::Label::new(RichText::new(&about.story).size(13.0 * scale).color(c.muted)).wrap());
    if empty {
        ui.label(RichText::new("no level yet").size(12.0 * scale).color(c.muted));
    }
}
