//! One frame of ui: dresses egui, lays the screen out, gathers wishes. The panels themselves are `ui`'s.

use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy_egui::EguiContexts;
use bevy_egui::egui::{self, Align2, CornerRadius, Frame, Margin, Rect as Area, Ui, UiBuilder};
use sim::census::Census;
use sim::clock::Clock;
use sim::course::Course;
use sim::recall::Homecoming;

use super::best_run::Ghost;
use super::{Screen, Table, keys, playing, zooming};
use crate::audio::Loudspeaker;
use crate::campaign;
use crate::game::{Content, Game, Phase};
use crate::profiles::Profiles;
use crate::readings::Readings;
use crate::save::{Kept, Notice, Progress, Settings};
use crate::ui::map::{Map, map_ui};
#[cfg(not(target_arch = "wasm32"))]
use crate::ui::problems::problems_card;
use crate::ui::style::{self, Ink, dialog, ink};
use crate::ui::{Wish, glossary, pause, pills, profiles, settings, terms, title};
use crate::view::{Quality, SceneInput, SceneLabels, SceneStats, Theme, Zoom};

/// Everything that a frame of ui reads; only [`Table`] and the scene's rectangle are written.
#[derive(SystemParam)]
pub struct Sight<'w> {
    /// All content.
    pub content: Res<'w, Content>,
    /// The game.
    pub game: Option<Res<'w, Game>>,
    /// The run.
    pub course: Option<Res<'w, Course>>,
    /// The counts.
    pub census: Res<'w, Census>,
    /// Speed.
    pub clock: Res<'w, Clock>,
    /// Settings.
    pub settings: Res<'w, Settings>,
    /// Stars.
    pub progress: Res<'w, Progress>,
    /// Who plays.
    pub profiles: Res<'w, Profiles>,
    /// The run that Continue goes on with.
    pub kept: Res<'w, Kept>,
    /// The best run of the level.
    pub ghost: Res<'w, Ghost>,
    /// On the way back to where a run was.
    pub home: Option<Res<'w, Homecoming>>,
    /// A folder of levels that somebody writes in.
    #[cfg(not(target_arch = "wasm32"))]
    pub workshop: Option<Res<'w, crate::workshop::Workshop>>,
    /// Message to the person.
    pub notice: Res<'w, Notice>,
    /// Words on the scene.
    pub labels: Res<'w, SceneLabels>,
    /// What the scene drew.
    pub stats: Res<'w, SceneStats>,
    /// What of the scene was dropped.
    pub quality: Res<'w, Quality>,
    /// What probes read.
    pub readings: Res<'w, Readings>,
    /// Whether sound can be heard.
    pub loudspeaker: Res<'w, Loudspeaker>,
}

/// Draws the ui of this frame.
pub fn draw(
    mut contexts: EguiContexts,
    screen: Res<State<Screen>>,
    sight: Sight,
    mut table: ResMut<Table>,
    (mut input, mut scene_zoom): (ResMut<SceneInput>, ResMut<Zoom>),
    mut wishes: MessageWriter<Wish>,
    mut dressed: Local<Option<(Theme, u32, bool)>>,
) -> Result {
    let ctx = contexts.ctx_mut()?.clone();
    let now = (sight.settings.theme(), sight.settings.ui_scale, sight.settings.reduced_motion);
    if *dressed != Some(now) {
        if dressed.is_none() {
            style::set_fonts(&ctx);
        }
        style::dress(&ctx, now.0, now.1 as f32 / 100.0, now.2);
        if dressed.is_none() {
            terms::lay_out(&ctx, &sight.content.glossary);
        }
        *dressed = Some(now);
        // Fonts and zoom are there from the next pass on.
        return Ok(());
    }
    if sight.content.is_changed() {
        terms::lay_out(&ctx, &sight.content.glossary);
    }
    if (table.warm_zoom - ctx.zoom_factor()).abs() > 1e-3 {
        style::warm_glyphs(&ctx);
        table.bypass_change_detection().warm_zoom = ctx.zoom_factor();
    }
    let c = ink(now.0);
    let zoom = ctx.zoom_factor();
    let next = next_level(&sight);
    let table = table.bypass_change_detection();
    for wish in keys::wishes(&ctx, *screen.get(), table, sight.game.as_deref(), &sight.clock, next.as_deref()) {
        wishes.write(wish);
    }
    if *screen.get() == Screen::Explainer {
        return Ok(());
    }
    zooming::follow_input(&ctx, *screen.get(), table, &input, &mut scene_zoom);
    let all = ctx.viewport_rect();
    let root = UiBuilder::new().layer_id(egui::LayerId::background()).max_rect(all);
    let mut ui = Ui::new(ctx.clone(), "root".into(), root);
    let mut scene = all;
    if *screen.get() == Screen::Playing {
        frame_scene(&ui, c, input.rect, zoom);
    }
    let wish = match screen.get() {
        Screen::Title => title_screen(&mut ui, c, &sight, &mut scene),
        Screen::Levels => {
            let (stars, every) = (&sight.progress.stars, sight.settings.every_level);
            let best = &sight.progress.best;
            let map = Map { library: &sight.content, stars, best, every, ink: c, theme: now.0 };
            wide_page(&mut ui, c, |ui| map_ui(ui, map))
        }
        Screen::Profiles => page(&mut ui, c, |ui| {
            let people = profiles::People {
                profiles: &sight.profiles,
                stars: sight.progress.all_stars(),
                notice: sight.notice.0.as_deref(),
            };
            let wish = profiles::profiles_ui(ui, c, people, &mut table.people);
            table.desk.typing |= table.people.typing;
            wish
        }),
        Screen::Explainer => None,
        Screen::Settings => {
            page(&mut ui, c, |ui| settings::settings_ui(ui, c, &sight.settings, sight.loudspeaker.silent.as_deref()))
        }
        Screen::Words => page(&mut ui, c, |ui| {
            let wish = glossary::glossary_ui(ui, c, &sight.content.glossary, &mut table.words);
            table.desk.typing |= table.words.typing;
            wish
        }),
        Screen::Playing => {
            let wish = playing::playing_ui(&mut ui, c, &sight, table, next.as_deref(), &mut scene);
            wish.or_else(|| menu(&ctx, c, &sight, table))
        }
    };
    if let Some(wish) = wish {
        wishes.write(wish);
    }
    #[cfg(not(target_arch = "wasm32"))]
    if let Some(workshop) = sight.workshop.as_deref().filter(|w| !w.problems.is_empty() && w.reading != table.hidden)
        && problems_card(&ctx, c, &workshop.problems)
    {
        table.hidden = workshop.reading;
    }
    if input.glow != table.glow {
        input.glow = table.glow;
    }
    let to_window = |p: egui::Pos2| Vec2::new(p.x * zoom, p.y * zoom);
    let rect = roomy(Rect::from_corners(to_window(scene.min), to_window(scene.max)));
    if input.rect != rect {
        input.rect = rect;
    }
    Ok(())
}

/// A rectangle that a scene can be drawn in: where panels leave a slit, what is drawn stands out under them. A scene as
/// wide as a slit is long would be made of more parts than can ever be drawn.
fn roomy(rect: Rect) -> Rect {
    const LEAST: f32 = 48.0;
    const WIDEST: f32 = 6.0;
    let width = rect.width().max(LEAST);
    Rect::from_corners(rect.min, rect.min + Vec2::new(width, rect.height().max(LEAST).max(width / WIDEST)))
}

fn next_level(sight: &Sight) -> Option<String> {
    let id = &sight.game.as_ref()?.level.as_ref()?.id;
    campaign::after(&sight.content.levels, id).map(|l| l.id.clone())
}

/// A point of the ui in the window, if the scene is there and nothing lies over it.
pub fn in_scene(ctx: &egui::Context, input: &SceneInput, at: egui::Pos2) -> Option<Vec2> {
    let covered = ctx.layer_id_at(at).is_some_and(|layer| layer.order > egui::Order::Background);
    let point = Vec2::new(at.x, at.y) * ctx.zoom_factor();
    (input.rect.contains(point) && !covered).then_some(point)
}

/// A rim of ground around the scene, under the panels: what the scene draws may stand out by a few points.
fn frame_scene(ui: &Ui, c: Ink, scene: Rect, zoom: f32) {
    let rect = Area::from_min_max(
        egui::pos2(scene.min.x / zoom, scene.min.y / zoom),
        egui::pos2(scene.max.x / zoom, scene.max.y / zoom),
    );
    let stroke = egui::Stroke::new(24.0, c.ground);
    ui.painter().rect_stroke(rect, CornerRadius::ZERO, stroke, egui::StrokeKind::Outside);
}

/// What Continue leads to: the run that is kept, or a level; `None` where nothing was played yet.
fn to_go_on_with<'a>(sight: &'a Sight) -> Option<&'a str> {
    let title = |id: &String| sight.content.level(id).map(|l| l.title.as_str());
    if let Some(kept) = &sight.kept.0 {
        return kept.level.as_ref().map_or(Some("Sandbox"), title);
    }
    let last = sight.progress.last.as_deref()?;
    let (stars, every) = (&sight.progress.stars, sight.settings.every_level);
    campaign::to_go_on_with(&sight.content.levels, stars, every, Some(last)).map(|l| l.title.as_str())
}

fn title_screen(ui: &mut Ui, c: Ink, sight: &Sight, scene: &mut Area) -> Option<Wish> {
    let width = (ui.available_width() * 0.36).clamp(250.0, 460.0);
    let frame = Frame::new().fill(c.ground).inner_margin(Margin::symmetric(28, 12));
    let (last, player) = (to_go_on_with(sight), sight.profiles.name());
    let wish = egui::Panel::left("title")
        .exact_size(width)
        .resizable(false)
        .show_separator_line(false)
        .frame(frame)
        .show(ui, |ui| title::title_ui(ui, c, last, player, sight.notice.0.as_deref()))
        .inner;
    *scene = ui.available_rect_before_wrap();
    let note = pills::scale_note(sight.stats.scale, sight.stats.shown, sight.stats.total, "receptors");
    pills::pill(ui, c, &note, scene.left_bottom() + egui::vec2(12.0, -12.0), Align2::LEFT_BOTTOM, *scene);
    wish
}

/// Most width of a page that is read, points: longer lines are hard to follow.
const COLUMN: f32 = 720.0;

/// A page that is read: a column in the middle.
fn page<R>(ui: &mut Ui, c: Ink, add: impl FnOnce(&mut Ui) -> R) -> R {
    wide_page(ui, c, |ui| {
        let room = ui.available_rect_before_wrap();
        let aside = (0.5 * (room.width() - COLUMN)).max(0.0);
        ui.scope_builder(UiBuilder::new().max_rect(room.shrink2(egui::vec2(aside, 0.0))), add).inner
    })
}

fn wide_page<R>(ui: &mut Ui, c: Ink, add: impl FnOnce(&mut Ui) -> R) -> R {
    let tight = ui.available_height() < 420.0;
    let margin = if tight { Margin::symmetric(12, 8) } else { Margin::symmetric(24, 18) };
    egui::CentralPanel::default().frame(Frame::new().fill(c.ground).inner_margin(margin)).show(ui, add).inner
}

fn menu(ctx: &egui::Context, c: Ink, sight: &Sight, table: &Table) -> Option<Wish> {
    let game = sight.game.as_ref().filter(|_| table.menu)?;
    let in_level = game.level.is_some() && game.phase != Phase::Debrief;
    let modal = egui::Modal::new("menu".into()).frame(dialog(c));
    let most = (ctx.viewport_rect().height() - 70.0).max(60.0);
    let scroll = egui::ScrollArea::vertical().min_scrolled_height(most).max_height(most);
    modal.show(ctx, |ui| scroll.show(ui, |ui| pause::pause_ui(ui, c, in_level)).inner).inner
}
