//! The playing screen: text above, scene in the middle, plots beside it, time and doses below. Narrow windows and large
//! type get one plot at a time. Cards over the scene are [`super::cards`]', the plots [`super::side`]'s.

use bevy_egui::egui::{self, Align, Align2, Frame, Layout, Margin, Rect as Area, RichText, ScrollArea, Ui};
use model::level::Bet;
use model::quantity::say_duration;
use sim::course::{Course, Deed};

use super::frame::Sight;
use super::{Table, cards, side};
use crate::game::{Game, Phase};
use crate::ui::facts::Book;
use crate::ui::provenance::disputed_mark;
use crate::ui::style::{self, Ink};
use crate::ui::terms::Terms;
use crate::ui::{Wish, board, choice, controls, pills, plan_desk, roster, transport, until};

/// Below this width (in ui points) there is room for one plot at a time.
const WIDE: f32 = 940.0;
/// Below this height (in ui points) too.
const HIGH: f32 = 620.0;

/// How much is left of the plots that run on beside a board, until they are pointed at or the answers are in.
const BESIDE_BOARD: f32 = 0.35;

/// Height of time and doses beside each other, ui points; and how high it gets where there are many doses.
const BAR: (f32, f32) = (136.0, 210.0);

/// The whole screen; leaves the room for the scene in `scene`.
pub fn playing_ui(
    ui: &mut Ui,
    c: Ink,
    sight: &Sight,
    table: &mut Table,
    next: Option<&str>,
    scene: &mut Area,
) -> Option<Wish> {
    let (Some(game), Some(course)) = (sight.game.as_deref(), sight.course.as_deref()) else { return None };
    let mut wish = None;
    let book = Book::of(&sight.content.ledger, course);
    table.glow = None;
    let wide = ui.available_width() >= WIDE;
    let roomy = wide && ui.available_height() >= HIGH;
    let board = table.board.is_shown(game, wide);
    table.board.stands = board;
    let bar = Frame::new().inner_margin(Margin::symmetric(16, 8));
    egui::Panel::top("text").resizable(false).frame(bar).show_separator_line(false).show(ui, |ui| {
        wish = wish.take().or(top_ui(ui, c, sight, game, course, (wide, board)));
    });
    let many = roster::counted(course.run.engine.system.target).1.to_lowercase();
    let side = if roomy { 372.0 } else { (ui.available_width() * 0.42).clamp(190.0, 300.0) };
    let debriefing = game.phase == Phase::Debrief;
    if !roomy && !board {
        // A low window or large type: time and doses take the whole width.
        let share = if debriefing { 0.27 } else { 0.46 };
        let height = if wide { BAR.0 } else { ui.ctx().viewport_rect().height() * share };
        let panel = egui::Panel::bottom("time").exact_size(height).resizable(false).frame(bar);
        panel.show_separator_line(false).show(ui, |ui| {
            wish = wish.take().or(bottom_ui(ui, c, sight, game, course, table, wide));
        });
    }
    // Where the board is all there is to do, the run behind it belongs to nobody on it: the board takes its room.
    let alone = board && !debriefing && game.only_answers();
    if (sight.settings.plots || debriefing) && (wide || !board) && !alone {
        egui::Panel::right("plots").exact_size(side).resizable(false).frame(bar).show_separator_line(false).show(
            ui,
            |ui| {
                if board && !debriefing && !ui.ui_contains_pointer() {
                    ui.set_opacity(BESIDE_BOARD);
                }
                wish = wish.take().or(side::side_ui(ui, c, sight, game, course, table, roomy, next));
            },
        );
    }
    let mut floor = f32::INFINITY;
    if roomy && !board {
        let panel = egui::Panel::bottom("time").exact_size(table.bar.clamp(BAR.0, BAR.1)).resizable(false).frame(bar);
        let shown = panel.show_separator_line(false).show(ui, |ui| {
            wish = wish.take().or(bottom_ui(ui, c, sight, game, course, table, wide));
        });
        floor = shown.response.rect.top();
    }
    *scene = ui.available_rect_before_wrap();
    // in a low window the column of plots is longer than the window, and egui makes room for it
    scene.max.y = scene.max.y.min(floor);
    if board {
        return wish.or(cards::board_card(ui, c, game, &sight.readings, &mut table.board, *scene));
    }
    let zoom = ui.ctx().zoom_factor();
    if game.phase != Phase::Bet {
        let over = ["goals", "hints"].map(|card| ui.memory(|m| m.area_rect(card)));
        let shown = [roomy && game.phase == Phase::Run, game.hints > 0];
        let over: Vec<Area> = over.into_iter().zip(shown).filter_map(|(rect, on)| rect.filter(|_| on)).collect();
        pills::labels_ui(ui, c, &sight.labels.0, book, *scene, (zoom, &over));
    }
    let note = pills::scale_note(sight.stats.scale, sight.stats.shown, sight.stats.total, &many);
    pills::pill(ui, c, &note, scene.left_top() + egui::vec2(10.0, 10.0), Align2::LEFT_TOP, *scene);
    if let Some(word) = table.quality.say(sight.quality.word(), ui.input(|i| i.time)) {
        pills::pill(ui, c, word, scene.left_bottom() + egui::vec2(10.0, -10.0), Align2::LEFT_BOTTOM, *scene);
    }
    if let Some(word) = until::word(course, &sight.clock) {
        pills::pill(ui, c, &word, scene.right_bottom() + egui::vec2(-10.0, -10.0), Align2::RIGHT_BOTTOM, *scene);
    }
    if let Some(home) = &sight.home {
        let word = format!("Back to where you were: {:.0} %", 100.0 * home.share(course));
        pills::pill(ui, c, &word, scene.center(), Align2::CENTER_CENTER, *scene);
    }
    if !sight.settings.sound.on {
        pills::pill(ui, c, pills::MUTED, scene.left_bottom() + egui::vec2(10.0, -10.0), Align2::LEFT_BOTTOM, *scene);
    }
    table.plans.fold_when_it_runs(sight.clock.running);
    // A drawer lies where the plan does, and was asked for later.
    if table.plans.open && game.phase == Phase::Run && table.desk.open.is_none() {
        wish = wish.or(cards::plans_card(ui, c, &mut table.plans, game, course, *scene));
    }
    if let Some(drawer) = table.desk.open {
        wish = wish.or(cards::drawer_card(ui, c, &mut table.desk, drawer, game, (course, &sight.clock), *scene));
    }
    if roomy && table.large.is_none() {
        table.pointed = cards::goals_card(ui, c, game, course, *scene);
    }
    if game.phase != Phase::Bet {
        wish = wish.or(side::large_ui(ui, c, sight, game, course, table, *scene));
    }
    cards::hint_card(ui, c, game, *scene);
    if let (Phase::Bet, Some(level)) = (game.phase, &game.level) {
        let drawn = matches!(level.bet, Bet::Curve { .. });
        let room = if wide && !drawn { *scene } else { ui.ctx().viewport_rect() };
        wish = wish.or(cards::bet_card(ui, c, game, level, room));
    }
    wish
}

/// Title, task, time and the ways out; `board`: there may be no plots to hide.
fn top_ui(
    ui: &mut Ui,
    c: Ink,
    sight: &Sight,
    game: &Game,
    course: &Course,
    (wide, board): (bool, bool),
) -> Option<Wish> {
    let mut wish = None;
    let system = sight.content.system(&game.system);
    let (title, line) = match &game.level {
        Some(level) => (level.title.as_str(), level.prompt.as_str()),
        None => ("Sandbox", system.map_or("", |s| s.summary.as_str())),
    };
    let height = 34.0;
    ui.allocate_ui_with_layout(egui::vec2(ui.available_width(), height), Layout::right_to_left(Align::Center), |ui| {
        if ui.button("Menu").on_hover_text("Esc").clicked() {
            wish = Some(Wish::Menu);
        }
        // What only answers has no clock that matters, and no plots.
        let alone = board && game.only_answers();
        let plots = if sight.settings.plots { "Hide plots" } else { "Show plots" };
        if !alone && ui.button(plots).on_hover_text("G").clicked() {
            wish = Some(Wish::Plots);
        }
        let time = format!("{}  ·  {}", say_duration(course.t_h()), transport::factor(sight.clock.speed_h_per_s));
        let pill = Frame::new().fill(c.card).corner_radius(12.0).inner_margin(Margin::symmetric(14, 5));
        if !alone {
            pill.show(ui, |ui| ui.label(style::bold(time, 15.0).color(c.gold)))
                .inner
                .on_hover_text("Model time since the start, and how much of it passes in one second");
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let disputes = Book::of(&sight.content.ledger, course).system_disputes();
            // The mark behind it has its place too.
            let mark = if disputes.is_empty() { 0.0 } else { 15.0 + 2.0 * ui.spacing().item_spacing.x };
            ui.scope(|ui| {
                ui.set_max_width((ui.available_width() - mark).max(20.0));
                ui.add(egui::Label::new(style::bold(title, 19.0)).truncate());
            });
            disputed_mark(ui, c, &disputes);
            if let Some(level) = game.level.as_ref().filter(|_| wide) {
                let who = game.ward.say();
                let comma = if who.is_empty() { "" } else { ", " };
                ui.label(RichText::new(format!("Level {}{comma}{who}", level.id)).color(c.muted));
            }
            if game.level.is_none() && wide {
                wish = wish.take().or(choice::choice_ui(ui, game, &sight.content));
            }
        });
    });
    if wide {
        Terms::on(ui, c).label(ui, RichText::new(line).color(c.muted));
    }
    if let Some(text) = &sight.notice.0 {
        ui.label(RichText::new(text).small().color(c.bad));
    }
    wish
}

fn bottom_ui(
    ui: &mut Ui,
    c: Ink,
    sight: &Sight,
    game: &Game,
    course: &Course,
    table: &mut Table,
    wide: bool,
) -> Option<Wish> {
    let mut wish = None;
    let running = game.phase == Phase::Run;
    let help = if running { Some(game) } else { None };
    let Table { desk, hours, plans, bar, .. } = table;
    let can_play = game.phase != Phase::Bet;
    let horizon_h = side::horizon_h(game, course);
    let book = Book::of(&sight.content.ledger, course);
    let mut time = |ui: &mut Ui| transport::transport_ui(ui, c, course, &sight.clock, horizon_h, desk, can_play, help);
    let mut doses = |ui: &mut Ui| {
        if game.phase == Phase::Debrief {
            return None;
        }
        let undone = plan_desk::opener_ui(ui, c, plans, game, course);
        let back = if running { board::back_ui(ui, c, game) } else { None };
        undone.or(back).or(controls::controls_ui(ui, c, game, book, hours, worn(course), running && !course.over()))
    };
    if wide {
        ui.horizontal_top(|ui| {
            let left = if game.phase == Phase::Debrief { 0.0 } else { 318.0 };
            let left = (ui.available_width() - left).max(240.0);
            ui.vertical(|ui| {
                ui.set_width(left);
                wish = time(ui);
            });
            ui.add_space(10.0);
            ui.vertical(|ui| {
                let shown = ScrollArea::vertical().id_salt("doses").auto_shrink(false).show(ui, |ui| {
                    wish = wish.take().or(doses(ui));
                });
                // The next frame has room for all that a level offers; the sandbox has too many.
                *bar = if game.level.is_some() { shown.content_size.y + 18.0 } else { 0.0 };
            });
        });
    } else {
        ScrollArea::vertical().id_salt("bottom").auto_shrink(false).show(ui, |ui| {
            // The sandbox has many doses: time would lie far below them.
            let first = if game.level.is_some() { doses(ui) } else { time(ui) };
            let second = if game.level.is_some() { time(ui) } else { doses(ui) };
            wish = first.or(second);
        });
    }
    wish
}

/// The hours of a patch that were last set, if any.
fn worn(course: &Course) -> Option<(f64, f64)> {
    course.log.iter().rev().find_map(|(_, deed)| match deed {
        Deed::WearPatch { on_h, off_h, .. } => Some((*on_h, *off_h)),
        Deed::Act(_) | Deed::Plan { .. } | Deed::Speed(_) => None,
    })
}
