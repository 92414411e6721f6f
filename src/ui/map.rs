//! The map of chapters: where to go next, what is done, what waits for what; and the sandbox. Not here: where things stand
//! ([`crate::ui::map_layout`]), the chapters' pictures ([`crate::ui::map_emblems`]), what is told of the level that was
//! chosen ([`crate::ui::map_strip`]).

use std::collections::BTreeMap;

use bevy_egui::egui::{
    self, Align, Align2, Color32, CornerRadius, FontId, Layout as Flow, Painter, Pos2, Rect, Response, RichText, Sense,
    Shape, Stroke, Ui, UiBuilder, Vec2, pos2, vec2,
};
use model::chapter::Chapter;
use model::content::Library;
use model::level::Level;
use model::rows::{ROWS, chapter};

use super::map_layout::{Layout, PICTURE, STATION, lay_out_in};
use super::map_strip::{Asked, say_best, strip_ui};
use super::style::{self, BOLD, Ink};
use super::{Wish, map_emblems, map_gaps, stars};
use crate::campaign::{self, Stars, stars_of};
use crate::view::Theme;

/// Thickness of the line that runs through the chapters.
const LINE: f32 = 5.0;

/// What the map shows.
#[derive(Clone, Copy)]
pub struct Map<'a> {
    /// Chapters, levels, body systems.
    pub library: &'a Library,
    /// Best stars.
    pub stars: &'a Stars,
    /// Best runs by level id, as text.
    pub best: &'a BTreeMap<String, String>,
    /// Every level is open.
    pub every: bool,
    /// Colours.
    pub ink: Ink,
    /// The look.
    pub theme: Theme,
}

/// What is remembered from frame to frame: the level that the strip tells of with its best run in words, the station that the
/// keyboard is to go to, and when the map was last seen.
#[derive(Clone, Debug, Default)]
struct Seen {
    about: Option<String>,
    best: Option<(String, String)>,
    to: Option<String>,
    pass: u64,
}

/// The whole screen.
pub fn map_ui(ui: &mut Ui, map: Map) -> Option<Wish> {
    let mut wish = None;
    let Map { library, stars, every, .. } = map;
    let next = campaign::next(&library.levels, stars, every);
    let memory = egui::Id::new("map of chapters");
    let mut seen: Seen = ui.data(|d| d.get_temp(memory)).unwrap_or_default();
    let pass = ui.ctx().cumulative_pass_nr();
    let fresh = pass > seen.pass + 1 || seen.pass == 0;
    if fresh {
        seen = Seen { about: next.map(|l| l.id.clone()), ..Seen::default() };
    }
    seen.pass = pass;
    if head_ui(ui, map, next.is_none()) {
        wish = Some(Wish::Title);
    }
    let about = seen.about.as_deref().and_then(|id| library.level(id)).or(next).or(library.levels.first());
    // Reserved first: the map takes what is left.
    let strip = egui::Panel::bottom("strip").resizable(false).show_separator_line(false).frame(egui::Frame::new());
    let low = ui.available_height() < 380.0;
    strip.show(ui, |ui| {
        let Some(level) = about else { return };
        if seen.best.as_ref().is_none_or(|(id, _)| *id != level.id) {
            seen.best = Some((level.id.clone(), say_best(&map, &level.id)));
        }
        let best = seen.best.as_ref().map_or("", |(_, best)| best);
        match strip_ui(ui, map, level, next.is_some_and(|n| n.id == level.id), best, low) {
            Some(Asked::Wish(asked)) => wish = wish.take().or(Some(asked)),
            Some(Asked::Show(id)) => (seen.about, seen.to) = (Some(id.clone()), Some(id)),
            None => {}
        }
    });
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        style::page_keys(ui);
        wish = wish.take().or(chapters_ui(ui, map, next, fresh, &mut seen));
    });
    ui.data_mut(|d| d.insert_temp(memory, seen));
    wish
}

/// The way back, the heading, and what was reached so far. Says whether to go back.
fn head_ui(ui: &mut Ui, map: Map, all: bool) -> bool {
    let c = map.ink;
    let levels = &map.library.levels;
    let reached: u32 = levels.iter().map(|l| u32::from(stars_of(map.stars, &l.id))).sum();
    let mut back = false;
    ui.horizontal(|ui| {
        back = ui.button("Back").clicked();
        ui.heading("Choose your level");
        ui.with_layout(Flow::right_to_left(Align::Center), |ui| {
            ui.add_space(8.0);
            let text = format!("{reached} of {}", 3 * levels.len());
            ui.label(style::bold(text, 15.0).color(c.gold)).on_hover_text("Stars in all levels");
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(18.0), Sense::hover());
            stars::star(ui.painter(), c, true, rect.center(), 8.0);
            let ordered = levels.iter().any(|l| campaign::waits_for(levels, map.stars, map.every, &l.id).is_some());
            let line = match (all, ordered) {
                (true, _) => "Every level is passed.",
                (_, true) => "First chapters 0 and 1, in order; then everything, in any order.",
                (_, false) => "Everything is open, in any order.",
            };
            if ui.available_width() > 320.0 {
                ui.add(egui::Label::new(RichText::new(line).color(c.muted)).truncate());
            }
        });
    });
    ui.add_space(4.0);
    back
}

fn chapters_ui(ui: &mut Ui, map: Map, next: Option<&Level>, fresh: bool, seen: &mut Seen) -> Option<Wish> {
    let mut wish = None;
    let c = map.ink;
    let of = |i: usize| map.library.levels.iter().filter(move |l| chapter(&l.id) == Some(i));
    let counts: Vec<usize> = (0..map.library.chapters.len()).map(|i| of(i).count()).collect();
    let width = ui.available_width();
    let place = lay_out_in(width, ui.available_height(), &counts);
    let scale = place.scale;
    let (whole, _) = ui.allocate_exact_size(vec2(width, place.size.y), Sense::hover());
    let shift = whole.min.to_vec2();
    let painter = ui.painter().clone();
    line(&painter, map, &place, shift);
    for (i, about) in map.library.chapters.iter().enumerate() {
        let open = of(i).any(|l| campaign::waits_for(&map.library.levels, map.stars, map.every, &l.id).is_none());
        picture(&painter, map, i, place.pictures[i] + shift, scale, open);
        let room = place.words[i].translate(shift);
        words_ui(ui, c, i, about, room, scale, (open, counts[i] == 0));
        let built: Vec<&str> = of(i).map(|l| l.id.as_str()).collect();
        map_gaps::gaps_ui(ui, c, i, &built, &place.stations[i], shift, scale);
        for (level, at) in of(i).zip(&place.stations[i]) {
            let told = seen.about.as_ref() == Some(&level.id);
            let is_next = next.is_some_and(|n| n.id == level.id);
            let station = station_ui(ui, map, level, *at + shift, scale, (is_next, told));
            if fresh && is_next {
                station.request_focus();
                station.scroll_to_me_animation(Some(Align::Center), egui::style::ScrollAnimation::none());
            }
            if station.gained_focus() && !fresh {
                station.scroll_to_me(None);
            }
            if seen.to.as_ref() == Some(&level.id) {
                seen.to = None;
                station.request_focus();
            }
            if station.gained_focus() {
                seen.about = Some(level.id.clone());
            }
            if !station.clicked() {
                continue;
            }
            // A click tells of the level first; a second one, or a key on a station that was told of, begins it.
            seen.about = Some(level.id.clone());
            station.request_focus();
            let waits = campaign::waits_for(&map.library.levels, map.stars, map.every, &level.id);
            let by_key = !station.clicked_by(egui::PointerButton::Primary);
            // A double click that follows soon upon another click counts as three.
            let again = station.double_clicked() || station.triple_clicked();
            if waits.is_none() && (by_key || again) {
                wish = Some(Wish::Level(level.id.clone()));
            }
        }
    }
    wish.or(sandbox_ui(ui, map, place.sandbox.translate(shift), scale))
}

/// The line: through the stations, and on to the next chapter. What was passed is lit.
fn line(painter: &Painter, map: Map, place: &Layout, shift: Vec2) {
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
fn picture(painter: &Painter, map: Map, i: usize, middle: Pos2, scale: f32, open: bool) {
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

fn words_ui(ui: &mut Ui, c: Ink, i: usize, about: &Chapter, room: Rect, scale: f32, (open, empty): (bool, bool)) {
    let mut ui = ui.new_child(UiBuilder::new().max_rect(room).layout(Flow::top_down(Align::Min)));
    ui.spacing_mut().item_spacing.y = 1.0;
    let name = style::bold(format!("{i}  {}", about.name), 15.0 * scale);
    ui.add(egui::Label::new(name.color(if open { c.text } else { c.muted })).wrap());
    ui.add(egui::Label::new(RichText::new(&about.story).size(13.0 * scale).color(c.muted)).wrap());
    if empty {
        ui.label(RichText::new("no level yet").size(12.0 * scale).color(c.muted));
    }
}

/// One level: its number in a circle on the line, and its stars below; `told`: the strip tells of it.
fn station_ui(ui: &mut Ui, map: Map, level: &Level, at: Pos2, scale: f32, (next, told): (bool, bool)) -> Response {
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

/// The sandbox: every body system, from the start.
fn sandbox_ui(ui: &mut Ui, map: Map, room: Rect, scale: f32) -> Option<Wish> {
    let c = map.ink;
    let mut wish = None;
    let room = room.shrink2(vec2(8.0, 4.0));
    ui.painter().rect_filled(room, CornerRadius::same(12), c.card);
    let inner = room.shrink2(vec2(14.0, 10.0));
    let mut ui = ui.new_child(UiBuilder::new().max_rect(inner).layout(Flow::top_down(Align::Min)));
    ui.spacing_mut().item_spacing = vec2(6.0, 5.0);
    ui.spacing_mut().interact_size.y = 22.0 * scale;
    ui.horizontal_wrapped(|ui| {
        ui.label(style::bold("Sandbox", 15.0 * scale));
        ui.label(RichText::new("Any drug, any dosing, all plots. Always open.").size(13.0 * scale).color(c.muted));
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().button_padding = vec2(8.0, 2.0);
        for system in &map.library.systems {
            let entry = ui.button(RichText::new(&system.name).size(13.0 * scale)).on_hover_text(&system.summary);
            if entry.gained_focus() {
                entry.scroll_to_me(None);
            }
            if entry.clicked() {
                wish = Some(Wish::Sandbox(system.id.clone()));
            }
        }
    });
    let built = ROWS.iter().filter(|r| map.library.level(r.id).is_some()).count();
    if built < ROWS.len() {
        let at = pos2(room.right() - 4.0, room.bottom() + 18.0 * scale);
        let text = format!("{built} of {} topics have a level so far", ROWS.len());
        ui.painter().text(at, Align2::RIGHT_BOTTOM, text, FontId::proportional(12.0 * scale), c.muted);
    }
    wish
}
