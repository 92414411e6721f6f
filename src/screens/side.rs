//! Beside the scene: the plots and the roster, or the debrief. Not here: how they are drawn (`ui`).

use bevy_egui::egui::{self, RichText, ScrollArea, Sense, Stroke, Ui, Vec2};
use model::level::Level;
use sim::course::Course;

use super::Table;
use super::cards::goal_lines;
use super::column::{Card, OWN, PAGES, decisive, heights, is_pointed_at, judged_plots, page, sentences, tabs};
use super::frame::Sight;
use crate::game::{Game, Phase};
use crate::ui::charts::View;
use crate::ui::dose_response::{Curves, response_ui};
use crate::ui::facts::Book;
use crate::ui::judged::{self, Place};
use crate::ui::style::{self, Ink};
use crate::ui::terms::Terms;
use crate::ui::{Wish, beside, causes, choice, compare, debrief, roster};

/// The whole column; `next` is the level that follows.
pub fn side_ui(
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
        // Beside a board that was all there was to do, the run belongs to nobody on it.
        let plot = wide && !(table.board.stands && game.only_answers());
        let below = match (wide, plot) {
            (true, true) => 190.0,
            (true, false) => 24.0,
            (false, _) => 0.0,
        };
        let room = (ui.available_height() - below).max(LEAST);
        style::card(ui, c, |ui| {
            ScrollArea::vertical().id_salt(("debrief", table.runs)).auto_shrink(false).max_height(room).show(
                ui,
                |ui| {
                    wish = debrief::debrief_ui(ui, c, game, level, verdict, next, table.board.stands);
                    if course.other.is_some() {
                        ui.separator();
                        wish = wish.take().or(compare::compare_ui(ui, c, game, course, &sight.content.ledger));
                    }
                },
            );
        });
        if plot {
            let card = decisive(game).unwrap_or(Card::Effect);
            let asked = style::card(ui, c, |ui| card_ui(ui, c, sight, game, course, table, card, 84.0));
            wish = wish.or(asked);
        }
        return wish;
    }
    if wide {
        ui.horizontal(|ui| {
            ui.spacing_mut().interact_size.y = 22.0;
            ui.spacing_mut().button_padding.y = 2.0;
            for (i, (name, _)) in PAGES.iter().enumerate() {
                if ui.selectable_label(table.page == i, *name).on_hover_text("V").clicked() {
                    table.page = i;
                }
            }
            wish = best_run_ui(ui, sight);
        });
        let cards = page(game, table.page);
        let compared = if course.other.is_some() { 130.0 } else { 0.0 };
        let (judged, others) = heights(game, table.page, ui.available_height() - compared);
        let plots = judged_plots(game);
        ScrollArea::vertical().id_salt("side").show(ui, |ui| {
            if course.other.is_some() {
                wish = style::card(ui, c, |ui| compare::compare_ui(ui, c, game, course, &sight.content.ledger));
            }
            for card in cards {
                let top = ui.cursor().min;
                let height = if plots.iter().any(|p| Card::of(p) == card) { judged } else { others };
                wish =
                    wish.take().or(style::card(ui, c, |ui| card_ui(ui, c, sight, game, course, table, card, height)));
                if is_pointed_at(game, card, table.pointed) {
                    let (right, bottom) = (ui.max_rect().right(), ui.min_rect().bottom());
                    let all = egui::Rect::from_min_max(top, egui::pos2(right, bottom));
                    let stroke = Stroke::new(2.0, c.gold);
                    ui.painter().rect_stroke(all, 10.0, stroke, egui::StrokeKind::Inside);
                    if !ui.clip_rect().contains_rect(all) {
                        ui.scroll_to_rect(all, None);
                    }
                }
                let corner =
                    egui::Rect::from_min_size(egui::pos2(ui.max_rect().right() - 30.0, top.y + 8.0), Vec2::splat(20.0));
                if card != Card::Roster && enlarge_button(ui, c, card, corner) {
                    table.large = Some(card);
                }
            }
        });
    } else {
        let tabs = tabs(game, Book::of(&sight.content.ledger, course));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.spacing_mut().button_padding.x = 4.0;
            for (i, (name, _)) in tabs.iter().enumerate() {
                if ui.selectable_label(table.tab == i, name).clicked() {
                    table.tab = i;
                }
            }
        });
        ScrollArea::vertical().id_salt("side").auto_shrink(false).show(ui, |ui| match tabs[table.tab % tabs.len()].1 {
            None => {
                wish = compare::compare_ui(ui, c, game, course, &sight.content.ledger);
                wish = wish.take().or(best_run_ui(ui, sight));
                if let Some(level) = &game.level {
                    let mut terms = Terms::on(ui, c);
                    terms.label(ui, &level.prompt);
                    // They would tell the answer to many a bet.
                    if game.phase != Phase::Bet {
                        table.pointed = goal_lines(ui, c, level, course, &mut terms);
                    }
                } else {
                    wish = wish.take().or(choice::choice_ui(ui, game, &sight.content));
                }
            }
            Some(card) => {
                let height = (ui.available_height() - 60.0).clamp(60.0, 160.0);
                wish = wish.take().or(card_ui(ui, c, sight, game, course, table, card, height));
            }
        });
    }
    wish
}

/// The switch for the best run of the level, where there is one.
fn best_run_ui(ui: &mut Ui, sight: &Sight) -> Option<Wish> {
    sight.ghost.trace()?;
    let switch = ui.selectable_label(sight.settings.best_run, "Best run");
    let switch = switch.on_hover_text("My best run of this level, dashed in the plots");
    switch.clicked().then_some(Wish::BestRun)
}

/// Where plots and time line end, h. The sandbox is long: there they follow what has been played.
#[must_use]
pub fn horizon_h(game: &Game, course: &Course) -> f64 {
    let end = course.setup.duration_h;
    let other = course.other_reached().map_or(0.0, |a| a.t_h);
    // For a frame the course may still be the one before, and shorter than any sandbox.
    if game.level.is_some() { end } else { (course.reached_h().max(other) * 1.25).clamp(end.min(2.0), end) }
}

/// Two corners that point outwards: shows a card large.
fn enlarge_button(ui: &Ui, c: Ink, card: Card, rect: egui::Rect) -> bool {
    let response = ui.interact(rect, ui.id().with(("large", card)), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, "Large"));
    let lit = response.hovered() || response.has_focus();
    let stroke = Stroke::new(1.6, if lit { c.text } else { c.muted.gamma_multiply(0.7) });
    let r = rect.shrink(5.0);
    for (corner, inward) in [(r.right_top(), -1.0_f32), (r.left_bottom(), 1.0)] {
        let [x, y] = [Vec2::new(5.0 * inward, 0.0), Vec2::new(0.0, -5.0 * inward)];
        ui.painter().line_segment([corner, corner + x], stroke);
        ui.painter().line_segment([corner, corner + y], stroke);
    }
    response.on_hover_text("Large (L)").clicked()
}

/// Least width and height of what is shown large, points: a window may be smaller than any scene.
const LEAST: f32 = 60.0;

/// One card over the whole scene, for the back row.
pub fn large_ui(
    ui: &Ui,
    c: Ink,
    sight: &Sight,
    game: &Game,
    course: &Course,
    table: &mut Table,
    scene: egui::Rect,
) -> Option<Wish> {
    let card = table.large.filter(|card| *card != Card::Beside || course.other.is_some())?;
    let area = egui::Area::new("large".into()).fixed_pos(scene.min).order(egui::Order::Middle);
    area.show(ui.ctx(), |ui| {
        let frame = egui::Frame::new().fill(c.card).inner_margin(18.0);
        frame
            .show(ui, |ui| {
                ui.set_width((scene.width() - 36.0).max(LEAST));
                ui.set_height((scene.height() - 36.0).max(LEAST));
                for font in ui.style_mut().text_styles.values_mut() {
                    font.size *= 1.35;
                }
                let top = ui.max_rect().right_top();
                let wish = card_ui(ui, c, sight, game, course, table, card, (scene.height() - 100.0).max(LEAST));
                let corner = egui::Rect::from_min_size(top - Vec2::new(74.0, 6.0), Vec2::new(74.0, 30.0));
                if ui.put(corner, egui::Button::new("Close")).on_hover_text("L shows the next one").clicked() {
                    table.large = None;
                }
                wish
            })
            .inner
    })
    .inner
}

fn card_ui(
    ui: &mut Ui,
    c: Ink,
    sight: &Sight,
    game: &Game,
    course: &Course,
    table: &mut Table,
    card: Card,
    height: f32,
) -> Option<Wish> {
    let mut wish = None;
    let theme = sight.settings.theme();
    let other = course.other_reached().map(|a| &a.trace);
    let best = sight.ghost.trace().filter(|_| sight.settings.best_run);
    let asked = matches!(card, Card::Level | Card::Effect | Card::Judged(_)) && game.phase != Phase::Bet;
    let drawn = |level| judged::bounds(level, course.record(), &course.run.trace);
    let bounds = game.level.as_ref().filter(|_| asked).map_or_else(Vec::new, drawn);
    // From where the player has something to do on, that part alone, if the whole run shows it as a strip only.
    let late = game.level.as_ref().and_then(Level::late_part_h).filter(|(first_h, _)| course.t_h() >= first_h - 1e-6);
    let view = View {
        trace: course.record(),
        ghost: other.or(best),
        ghost_name: if other.is_some() { "other run" } else { "best run" },
        done: course.done(),
        from_h: late.map_or(0.0, |(_, from_h)| from_h),
        duration_h: horizon_h(game, course),
        now_h: course.t_h(),
        marks: if ui.available_width() > 280.0 { 5 } else { 3 },
        height,
        ink: c,
        book: Book::of(&sight.content.ledger, course),
        bounds: &bounds,
        over: game.phase == Phase::Debrief,
    };
    let engine = &course.run.engine;
    let i = engine.system.effects.iter().position(|e| e.id == game.effect)?;
    match card {
        Card::Roster => {
            let hovered = roster::roster_ui(ui, c, theme, &sight.census, view.book, table.lit);
            table.glow = table.glow.or(hovered);
        }
        Card::Occupancy => causes::occupancy_ui(ui, &view, roster::counted(engine.system.target).1),
        Card::States => {
            let hovered = causes::states_ui(ui, &view, theme, table.lit);
            table.glow = table.glow.or(hovered);
        }
        Card::Pushback => {
            causes::pushback_ui(ui, &view, i, engine.pushback(i, &course.run.body));
        }
        Card::Meters => causes::meters_ui(ui, &view),
        Card::Judged(k) => {
            let plots = judged_plots(game);
            let plot = plots.iter().find(|p| p.place == Place::Own(k))?;
            let id = OWN[usize::from(k) % OWN.len()];
            view.judged_ui(ui, id, &plot.series, &sentences(game, plot));
        }
        Card::Beside => beside::beside_ui(ui, c, theme, course, view.book, height),
        Card::Level => {
            let drugs: Vec<_> = game.drugs.iter().map(|d| (d.id.clone(), d.name.clone())).collect();
            view.level_ui(ui, &drugs);
        }
        Card::Effect => {
            let effect = &engine.system.effects[i];
            if game.level.is_none() && engine.system.effects.len() > 1 {
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing = Vec2::new(2.0, 0.0);
                    ui.spacing_mut().button_padding = Vec2::new(5.0, 1.0);
                    ui.spacing_mut().interact_size.y = 20.0;
                    for e in &engine.system.effects {
                        let label = RichText::new(&e.name).small();
                        if ui.selectable_label(e.id == effect.id, label).clicked() {
                            wish = Some(Wish::Effect(e.id.clone()));
                        }
                    }
                });
            }
            view.effect_ui(ui, i);
        }
        Card::Curve => {
            let q: Vec<f64> = (0..=48).map(|k| 10_f64.powf(f64::from(k) / 12.0 - 2.0)).collect();
            let (naive, now) = engine.curves(i, &course.run.body, &q);
            let change = engine.curve_change(i, &course.run.body);
            let place = course.other.as_ref().and_then(|o| o.history.before_hour(course.t_h()));
            let other = place.map(|p| engine.curves(i, &p.place.body, &q).1);
            let curves = Curves { q, naive, now, other, ec50_fold: change.ec50_fold, emax_share: change.emax_share };
            response_ui(ui, c, height, &curves, view.book, i);
        }
    }
    wish
}
