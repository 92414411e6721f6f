//! The map of chapters: where to go next, what is done, what waits for what; and the sandbox. Not here: where things stand
//! ([`crate::ui::map_layout`]), the line with the chapters ([`crate::ui::map_line`]), a level on it
//! ([`crate::ui::map_station`]), what is told of the level that was chosen ([`crate::ui::map_strip`]).

use std::collections::BTreeMap;

use bevy_egui::egui::{
    self, Align, Align2, CornerRadius, FontId, Layout as Flow, Rect, RichText, Sense, Ui, UiBuilder, Vec2, pos2, vec2,
};
use model::content::Library;
use model::level::Level;
use model::rows::{ROWS, chapter};

use super::map_layout::lay_out_in;
use super::map_line::{line, picture, words_ui};
use super::map_station::station_ui;
use super::map_strip::{Asked, say_best, strip_ui};
use super::style::{self, Ink};
use super::{Wish, map_gaps, stars};
use crate::campaign::{self, Stars, stars_of};
use crate::view::Theme;

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
