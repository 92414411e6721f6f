//! The strip below the map: what the level that was chosen is about, what its stars ask, the best run so far, and the way into
//! it; of a level that waits for another, how it is opened. It asks what the level asks and tells neither its idea nor the
//! answer to its bet before the level was passed. Not here: the stations ([`crate::ui::map`]).

use bevy_egui::egui::{self, Align, Label, Layout as Flow, RichText, Sense, Ui, Vec2, vec2};
use model::level::Level;
use model::rows::chapter;

use super::map::Map;
use super::style::{self, Ink};
use super::{Wish, stars};
use crate::campaign::{self, stars_of};
use crate::sitting::BestRun;

/// Width of what the stars ask, points.
const ASKS: f32 = 290.0;
/// Width of the strip from which everything stands beside each other, points.
const WIDE: f32 = 820.0;

/// Height of a window (points) below which there is no room for what the stars ask.
const LOWEST: f32 = 300.0;

/// What is asked of the strip.
#[derive(Clone, Debug)]
pub enum Asked {
    /// Something of the game.
    Wish(Wish),
    /// To be told of another level.
    Show(String),
}

/// The best run of a level in words; empty where none is kept.
#[must_use]
pub fn say_best(map: &Map, id: &str) -> String {
    let Some(run) = map.best.get(id).and_then(|text| BestRun::from_text(text).ok()) else { return String::new() };
    let stars = if run.stars == 1 { "1 star".to_owned() } else { format!("{} stars", run.stars) };
    let hints = match run.hints {
        0 => "no hint".to_owned(),
        1 => "1 hint".to_owned(),
        n => format!("{n} hints"),
    };
    format!("Best run: {stars}, {hints}; dashed beside the next one.")
}

/// How a level is opened that waits for `first`.
fn say_way(map: &Map, level: &Level, first: &Level) -> String {
    let not_yet = format!("Not yet: first {} {}.", first.id, first.title);
    if chapter(&level.id).is_some_and(campaign::in_order) {
        return format!("{not_yet} Chapters 0 and 1 are played in order.");
    }
    let left = campaign::left_in_order(&map.library.levels, map.stars);
    let left = if left == 1 { "one level".to_owned() } else { format!("{left} levels") };
    format!("{not_yet} {left} left in chapters 0 and 1, then everything is open. The settings open it at once.")
}

/// What is told of one level, and the way into it. `best`: of [`say_best`].
pub fn strip_ui(ui: &mut Ui, map: Map, level: &Level, next: bool, best: &str, low: bool) -> Option<Asked> {
    let c = map.ink;
    let mut asked = None;
    let waits = campaign::waits_for(&map.library.levels, map.stars, map.every, &level.id);
    ui.add_space(6.0);
    style::card(ui, c, |ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        if !low && ui.available_width() >= WIDE {
            let size = vec2(ui.available_width(), 84.0);
            ui.allocate_ui_with_layout(size, Flow::right_to_left(Align::Center), |ui| {
                asked = ways_ui(ui, c, level, waits, next);
                ui.add_space(10.0);
                let asks = vec2(ASKS, 66.0);
                ui.allocate_ui_with_layout(asks, Flow::top_down(Align::Min), |ui| {
                    ui.set_width(ASKS);
                    ui.spacing_mut().interact_size.y = 19.0;
                    for k in 0..stars::ASKS.len() {
                        ui.horizontal(|ui| ask_ui(ui, map, level, k, 14.0));
                    }
                });
                ui.add_space(10.0);
                ui.vertical(|ui| {
                    ui.set_width(ui.available_width());
                    ui.set_min_height(size.y);
                    told_ui(ui, map, level, waits, best);
                });
            });
        } else {
            let row = vec2(ui.available_width(), 38.0);
            ui.allocate_ui_with_layout(row, Flow::right_to_left(Align::Center), |ui| {
                asked = ways_ui(ui, c, level, waits, next);
                ui.with_layout(Flow::left_to_right(Align::Center), |ui| title_ui(ui, level));
            });
            ui.label(told(map, level));
            match waits {
                Some(first) => {
                    ui.label(RichText::new(say_way(&map, level, first)).color(c.gold));
                }
                None => {
                    ui.spacing_mut().interact_size.y = 16.0;
                    ui.horizontal_wrapped(|ui| {
                        ui.spacing_mut().item_spacing.x = 5.0;
                        if ui.ctx().viewport_rect().height() < LOWEST {
                            let told = format!("1: {}. 2: {}. 3: {}.", stars::ASKS[0], stars::ASKS[1], stars::ASKS[2]);
                            stars::stars_ui(ui, c, stars_of(map.stars, &level.id), 7.0).on_hover_text(told);
                        } else {
                            (0..stars::ASKS.len()).for_each(|k| ask_ui(ui, map, level, k, 12.0));
                        }
                    });
                    let line = format!("About {} minutes. {best}", level.teacher.minutes);
                    ui.label(RichText::new(line.trim_end()).small().color(c.muted));
                }
            }
        }
    });
    asked
}

/// The question of a level; once it was passed, its idea.
fn told<'a>(map: Map, level: &'a Level) -> &'a str {
    if stars_of(map.stars, &level.id) > 0 { &level.idea } else { &level.about }
}

fn title_ui(ui: &mut Ui, level: &Level) {
    let title = style::bold(format!("{}  {}", level.id, level.title), 18.0);
    ui.add(Label::new(title).truncate());
}

/// Title, question, and a line on time and best run, or on how the level is opened.
fn told_ui(ui: &mut Ui, map: Map, level: &Level, waits: Option<&Level>, best: &str) {
    let c = map.ink;
    title_ui(ui, level);
    ui.add(Label::new(RichText::new(told(map, level)).color(c.text)).wrap());
    let (line, color) = match waits {
        Some(first) => (say_way(&map, level, first), c.gold),
        None => (format!("About {} minutes. {best}", level.teacher.minutes), c.muted),
    };
    ui.add(Label::new(RichText::new(line.trim_end()).color(color)).wrap());
}

/// What the star number `k` asks, with the star as it was won.
fn ask_ui(ui: &mut Ui, map: Map, level: &Level, k: usize, size: f32) {
    let c = map.ink;
    let won = usize::from(stars_of(map.stars, &level.id)) > k;
    let (rect, star) = ui.allocate_exact_size(Vec2::splat(size + 2.0), Sense::hover());
    stars::star(ui.painter(), c, won, rect.center(), 0.5 * size);
    let said = if won { "won" } else { "to be won" };
    star.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Image, true, format!("Star {}, {said}", k + 1)));
    let color = if won { c.text } else { c.muted };
    ui.label(RichText::new(stars::ASKS[k]).size(size - 1.0).color(color));
}

/// The button into the level; or to the one that comes first, and to the settings.
fn ways_ui(ui: &mut Ui, c: Ink, level: &Level, waits: Option<&Level>, next: bool) -> Option<Asked> {
    if let Some(first) = waits {
        let to = style::main_button(ui, &format!("First: {}", first.id), c.gold, true);
        let settings = ui.button("Settings").on_hover_text("Open every level").clicked();
        return match (to.clicked(), settings) {
            (true, _) => Some(Asked::Show(first.id.clone())),
            (_, true) => Some(Asked::Wish(Wish::Settings)),
            (false, false) => None,
        };
    }
    let fill = if next { c.gold } else { c.good };
    let begin = style::main_button(ui, &format!("Begin {}", level.id), fill, true);
    begin
        .on_hover_text("Enter, or a double click on the map")
        .clicked()
        .then(|| Asked::Wish(Wish::Level(level.id.clone())))
}
