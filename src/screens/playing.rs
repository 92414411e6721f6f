//! The playing screen: text above, scene in the middle, plots beside it, time and doses below. Narrow windows and large
//! type get one plot at a time.

use bevy_egui::egui::{self, Align, Align2, Frame, Layout, Margin, Rect as Area, RichText, ScrollArea, Ui};
use model::level::Level;
use model::quantity::say_duration;
use model::system::Target;
use sim::course::{Course, Deed};

use super::Table;
use super::frame::{Sight, dialog};
use crate::game::{Game, Phase};
use crate::ui::charts::{self, Curves, View};
use crate::ui::style::{self, Ink};
use crate::ui::{Wish, bet, controls, debrief, pills, roster, transport};

/// Below this width (in ui points) there is room for one plot at a time.
const WIDE: f32 = 940.0;

/// What a narrow window shows beside the scene, one at a time.
const TABS: [&str; 5] = ["Task", "Level", "Effect", "Curve", "States"];

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
    let wide = ui.available_width() >= WIDE;
    let bar = Frame::new().fill(c.ground).inner_margin(Margin::symmetric(16, 8));
    egui::Panel::top("text").resizable(false).frame(bar).show_separator_line(false).show(ui, |ui| {
        wish = wish.take().or(top_ui(ui, c, sight, game, course, wide));
    });
    let enzyme = course.run.engine.system.target == Target::Enzyme;
    let side = if wide { 372.0 } else { (ui.available_width() * 0.42).clamp(190.0, 300.0) };
    let debriefing = game.phase == Phase::Debrief;
    if !wide {
        // Large type: time and doses take the whole width.
        let height = ui.ctx().viewport_rect().height() * if debriefing { 0.27 } else { 0.46 };
        let panel = egui::Panel::bottom("time").exact_size(height).resizable(false).frame(bar);
        panel.show_separator_line(false).show(ui, |ui| {
            wish = wish.take().or(bottom_ui(ui, c, sight, game, course, table, wide));
        });
    }
    if sight.settings.plots || debriefing {
        egui::Panel::right("plots").exact_size(side).resizable(false).frame(bar).show_separator_line(false).show(
            ui,
            |ui| {
                wish = wish.take().or(side_ui(ui, c, sight, game, course, table, wide, next));
            },
        );
    }
    if wide {
        let height = if debriefing { 104.0 } else { 134.0 };
        let panel = egui::Panel::bottom("time").exact_size(height).resizable(false).frame(bar);
        panel.show_separator_line(false).show(ui, |ui| {
            wish = wish.take().or(bottom_ui(ui, c, sight, game, course, table, wide));
        });
    }
    *scene = ui.available_rect_before_wrap();
    let zoom = ui.ctx().zoom_factor();
    if game.phase != Phase::Bet {
        pills::labels_ui(ui, c, &sight.labels.0, *scene, zoom);
    }
    let note = pills::scale_note(sight.stats.shown, sight.stats.total, enzyme);
    pills::pill(ui, c, &note, scene.left_top() + egui::vec2(10.0, 10.0), Align2::LEFT_TOP, *scene);
    if wide {
        goals_card(ui, c, game, course, *scene);
    }
    hint_card(ui, c, game, *scene);
    if let (Phase::Bet, Some(level)) = (game.phase, &game.level) {
        wish = wish.or(bet_card(ui, c, game, level, if wide { *scene } else { ui.ctx().viewport_rect() }));
    }
    wish
}

/// The bet, on a card in the middle of `room`; nothing behind it takes the keyboard.
fn bet_card(ui: &Ui, c: Ink, game: &Game, level: &Level, room: Area) -> Option<Wish> {
    let shift = room.center() - ui.ctx().viewport_rect().center();
    let area = egui::Modal::default_area("bet".into()).anchor(Align2::CENTER_CENTER, shift);
    let shade = egui::Color32::from_black_alpha(40);
    egui::Modal::new("bet".into())
        .area(area)
        .backdrop_color(shade)
        .frame(dialog(c))
        .show(ui.ctx(), |ui| {
            ui.set_width((room.width() - 90.0).clamp(200.0, 480.0));
            let most = room.height() - 70.0;
            let scroll = ScrollArea::vertical().min_scrolled_height(most).max_height(most);
            scroll.show(ui, |ui| bet::bet_ui(ui, c, level, game.bet)).inner
        })
        .inner
}

/// What is to be reached, with what is reached so far, on a card in the corner of the scene.
fn goals_card(ui: &Ui, c: Ink, game: &Game, course: &Course, scene: Area) {
    let Some(level) = game.level.as_ref().filter(|_| game.phase == Phase::Run) else { return };
    let area = egui::Area::new("goals".into()).pivot(Align2::RIGHT_TOP).interactable(false);
    let card = area.fixed_pos(scene.right_top() + egui::vec2(-10.0, 10.0)).order(egui::Order::Background);
    card.show(ui.ctx(), |ui| {
        let fill = egui::Color32::from_rgba_unmultiplied(c.ground.r(), c.ground.g(), c.ground.b(), 215);
        Frame::new().fill(fill).corner_radius(10.0).inner_margin(Margin::symmetric(12, 7)).show(ui, |ui| {
            ui.set_max_width(330.0);
            ui.spacing_mut().item_spacing.y = 2.0;
            goal_lines(ui, c, level, course);
        });
    });
}

fn goal_lines(ui: &mut Ui, c: Ink, level: &Level, course: &Course) {
    for goal in &level.goals {
        let met = goal.test.met(&course.run.trace);
        ui.horizontal(|ui| {
            let (mark, color) = if met { ("so far yes", c.good) } else { ("not yet", c.muted) };
            ui.label(style::bold(mark, 11.0).color(color));
            ui.label(RichText::new(&goal.text).small());
        });
    }
}

fn top_ui(ui: &mut Ui, c: Ink, sight: &Sight, game: &Game, course: &Course, wide: bool) -> Option<Wish> {
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
        let plots = if sight.settings.plots { "Hide plots" } else { "Show plots" };
        if ui.button(plots).on_hover_text("G").clicked() {
            wish = Some(Wish::Plots);
        }
        let time = format!("{}  ·  {}", say_duration(course.t_h()), transport::factor(sight.clock.speed_h_per_s));
        let pill = Frame::new().fill(c.card).corner_radius(12.0).inner_margin(Margin::symmetric(14, 5));
        pill.show(ui, |ui| ui.label(style::bold(time, 15.0).color(c.gold)));
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add(egui::Label::new(style::bold(title, 19.0)).truncate());
            if let Some(level) = game.level.as_ref().filter(|_| wide) {
                ui.label(RichText::new(format!("Level {}", level.id)).color(c.muted));
            }
            for s in sight.content.systems.iter().filter(|_| game.level.is_none() && wide) {
                if ui.selectable_label(s.id == game.system, &s.name).clicked() && s.id != game.system {
                    wish = Some(Wish::Sandbox(s.id.clone()));
                }
            }
        });
    });
    if wide {
        ui.label(RichText::new(line).color(c.muted));
    }
    if let Some(text) = &sight.notice.0 {
        ui.label(RichText::new(text).small().color(c.bad));
    }
    wish
}

fn side_ui(
    ui: &mut Ui,
    c: Ink,
    sight: &Sight,
    game: &Game,
    course: &Course,
    table: &mut Table,
    wide: bool,
    next: Option<&str>,
) -> Option<Wish> {
    let mut wish = None;
    if let (Phase::Debrief, Some(level), Some(verdict)) = (game.phase, &game.level, &game.verdict) {
        let room = if wide { ui.available_height() - 190.0 } else { ui.available_height() };
        style::card(ui, c, |ui| {
            ScrollArea::vertical().id_salt(("debrief", table.runs)).auto_shrink(false).max_height(room).show(
                ui,
                |ui| {
                    wish = debrief::debrief_ui(ui, c, game, level, verdict, next);
                },
            );
        });
        if wide {
            let asked = style::card(ui, c, |ui| plot_ui(ui, c, game, course, 1, 84.0));
            wish = wish.or(asked);
        }
        return wish;
    }
    if wide {
        let theme = sight.settings.theme();
        let height = ((ui.available_height() - 392.0) / 3.0).clamp(64.0, 150.0);
        ScrollArea::vertical().id_salt("side").show(ui, |ui| {
            for which in [0, 1] {
                wish = wish.take().or(style::card(ui, c, |ui| plot_ui(ui, c, game, course, which, height)));
            }
            let enzyme = course.run.engine.system.target == Target::Enzyme;
            style::card(ui, c, |ui| roster::roster_ui(ui, c, theme, &sight.census, enzyme));
            wish = wish.take().or(style::card(ui, c, |ui| plot_ui(ui, c, game, course, 2, height)));
        });
    } else {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.spacing_mut().button_padding.x = 4.0;
            for (i, name) in TABS.into_iter().enumerate() {
                if ui.selectable_label(table.tab == i, name).clicked() {
                    table.tab = i;
                }
            }
        });
        ScrollArea::vertical().id_salt("side").auto_shrink(false).show(ui, |ui| match table.tab {
            0 => {
                if let Some(level) = &game.level {
                    ui.label(&level.prompt);
                    goal_lines(ui, c, level, course);
                } else {
                    for s in &sight.content.systems {
                        if ui.selectable_label(s.id == game.system, &s.name).clicked() && s.id != game.system {
                            wish = Some(Wish::Sandbox(s.id.clone()));
                        }
                    }
                }
            }
            4 => {
                let enzyme = course.run.engine.system.target == Target::Enzyme;
                roster::roster_ui(ui, c, sight.settings.theme(), &sight.census, enzyme);
            }
            tab => {
                let height = (ui.available_height() - 60.0).clamp(60.0, 160.0);
                wish = wish.take().or(plot_ui(ui, c, game, course, tab - 1, height));
            }
        });
    }
    wish
}

/// Plot 0: level, 1: effect, 2: dose-response.
fn plot_ui(ui: &mut Ui, c: Ink, game: &Game, course: &Course, which: usize, height: f32) -> Option<Wish> {
    let mut wish = None;
    let trace = game.verdict.as_ref().map_or(&course.run.trace, |v| &v.trace);
    let view = View {
        trace,
        done: &course.run.done,
        // The sandbox is long: its plots follow what has been played.
        duration_h: if game.level.is_some() {
            course.setup.duration_h
        } else {
            (course.t_h() * 1.25).clamp(2.0, course.setup.duration_h)
        },
        now_h: course.t_h(),
        marks: if ui.available_width() > 280.0 { 5 } else { 3 },
        height,
        ink: c,
    };
    let engine = &course.run.engine;
    let i = engine.system.effects.iter().position(|e| e.id == game.effect)?;
    match which {
        0 => {
            let drugs: Vec<_> = game.drugs.iter().map(|d| (d.id.clone(), d.name.clone())).collect();
            view.level_ui(ui, &drugs);
        }
        1 => {
            let effect = &engine.system.effects[i];
            if game.level.is_none() && engine.system.effects.len() > 1 {
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing.x = 2.0;
                    ui.spacing_mut().button_padding.x = 5.0;
                    for e in &engine.system.effects {
                        let label = RichText::new(&e.name).small();
                        if ui.selectable_label(e.id == effect.id, label).clicked() {
                            wish = Some(Wish::Effect(e.id.clone()));
                        }
                    }
                });
            }
            view.effect_ui(ui, &effect.id, &effect.name, &effect.shown);
        }
        _ => {
            let q: Vec<f64> = (0..=48).map(|k| 10_f64.powf(f64::from(k) / 12.0 - 2.0)).collect();
            let (naive, now) = engine.curves(i, &course.run.body, &q);
            let change = engine.curve_change(i, &course.run.body.y, &engine.ligands(&course.run.body.y));
            let drug = engine.probe_name().unwrap_or("the drug").to_owned();
            let curves = Curves { q, naive, now, ec50_fold: change.ec50_fold, emax_share: change.emax_share, drug };
            charts::response_ui(ui, c, height, &curves);
        }
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
    let time = |ui: &mut Ui| transport::transport_ui(ui, c, course, &sight.clock, game.phase != Phase::Bet, help);
    let mut doses = |ui: &mut Ui| {
        if game.phase == Phase::Debrief {
            return None;
        }
        controls::controls_ui(ui, c, game, &mut table.hours, worn(course), running && !course.over())
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
                ScrollArea::vertical().id_salt("doses").auto_shrink(false).show(ui, |ui| {
                    wish = wish.take().or(doses(ui));
                });
            });
        });
    } else {
        ScrollArea::vertical().id_salt("bottom").auto_shrink(false).show(ui, |ui| {
            wish = doses(ui);
            wish = wish.take().or(time(ui));
        });
    }
    wish
}

/// The hours of a patch that were last set, if any.
fn worn(course: &Course) -> Option<(f64, f64)> {
    course.log.iter().rev().find_map(|(_, deed)| match deed {
        Deed::WearPatch { on_h, off_h, .. } => Some((*on_h, *off_h)),
        Deed::Act(_) | Deed::Speed(_) => None,
    })
}

/// The hints taken so far, on a card in the corner of the scene.
fn hint_card(ui: &Ui, c: Ink, game: &Game, scene: Area) {
    let Some(level) = game.level.as_ref().filter(|_| game.hints > 0 && game.phase == Phase::Run) else { return };
    let card = egui::Area::new("hints".into()).fixed_pos(scene.left_top() + egui::vec2(10.0, 44.0)).interactable(false);
    card.show(ui.ctx(), |ui| {
        dialog(c).inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
            ui.set_max_width((scene.width() - 60.0).min(400.0));
            for hint in level.hints.iter().take(game.hints) {
                ui.label(RichText::new(hint).color(c.gold));
            }
        });
    });
}
