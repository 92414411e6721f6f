//! The explainer, live: the same film that `setpoint record` writes, played by the same reel, with a line to scrub along and
//! its languages. Not here: what a film shows (`reel`).

use bevy::prelude::*;
use bevy_egui::EguiContexts;
use bevy_egui::egui::{self, Key};
use model::content::Library;
use model::storyboard::Storyboard;
use sim::course::Course;
use sim::rewind;

use super::Screen;
use crate::game::{Content, Game};
#[cfg(not(target_arch = "wasm32"))]
use crate::narration;
use crate::reel::aside::{self, SecondEye};
use crate::reel::overlay::{self, Set};
use crate::reel::{Playhead, Reel, direct};
use crate::save::{Notice, Settings};
use crate::ui::Wish;
use crate::ui::style::{self, ink};
use crate::view::{self, SceneClock, SceneInput, SceneLabels, SceneStats, Second, Zoom};

/// The film that the title offers.
const FILM: &str = "explainer";
/// Height of the bar below the picture, points.
const BAR: f32 = 58.0;
/// Seconds that an arrow key is worth.
const STEP_S: f64 = 2.0;

/// How the film is being watched.
#[derive(Resource, Clone, Debug, Default)]
pub struct Show {
    /// Second of the film.
    pub second: f64,
    /// It runs.
    pub running: bool,
    /// Somebody has just put it elsewhere.
    pub moved: bool,
    /// Frames since the screen was entered; runs are rehearsed when the first has been seen.
    frames: u32,
    /// Language: 0 is the film's own, then its words in file order.
    pub lang: usize,
    /// The picture, window points.
    picture: Rect,
    /// The shot that has just begun must still choose whom it follows.
    choosing: bool,
}

/// From the beginning.
pub fn enter(mut commands: Commands) {
    commands.remove_resource::<Game>();
    commands.insert_resource(Second { seen: true, ..Second::default() });
    commands.insert_resource(Show { running: true, ..Show::default() });
}

/// Leaves nothing of the film behind.
pub fn leave(world: &mut World) {
    aside::turn_back(world);
    world.remove_resource::<SecondEye>();
    world.insert_resource(Second::default());
    world.remove_resource::<Reel>();
    rewind::clear(world);
    view::begin_anew(world);
    world.insert_resource(Zoom::default());
    world.resource_mut::<SceneClock>().follow_time = true;
}

/// Moves the film on and sets the world to its moment.
pub fn play(world: &mut World) {
    let Some(mut show) = world.get_resource::<Show>().cloned() else { return };
    show.frames += 1;
    if show.frames == 3 {
        rehearse(world);
    }
    // What comes now is about the first scene.
    let second_was = world.resource::<Second>().turn;
    aside::turn_back(world);
    if let Some(reel) = world.get_resource::<Reel>() {
        let end = reel.seconds();
        if show.running {
            show.second += world.resource::<Time>().delta_secs_f64().min(0.1);
        }
        if show.second >= end {
            (show.second, show.running) = (end - 1e-3, false);
        }
        let at = reel.at(show.second);
        let zoom = show.picture;
        if zoom.width() > 1.0 {
            if show.choosing {
                direct::choose(world);
            }
            let before = world.get_resource::<Playhead>().map(|p| p.shot);
            world.insert_resource(at);
            let (scene, beside) = scene_rects(world, at, show.picture);
            let theme = world.resource::<Settings>().theme();
            let anew = direct::show(world, at, scene, theme);
            show.choosing = anew || before != Some(at.shot);
            // Two scenes take turns: in each frame one of them is drawn, and both are seen.
            if aside::prepare(world, at, beside, theme, anew) && !second_was {
                aside::turn(world);
            }
        }
    }
    world.insert_resource(show);
}

fn rehearse(world: &mut World) {
    let library = world.resource::<Content>().0.clone();
    let Some(film) = film(&library) else { return };
    match Reel::new(world, &library, film, None, None, None) {
        Ok(reel) => world.insert_resource(reel),
        Err(e) => world.resource_mut::<Notice>().0 = Some(e.to_string()),
    }
}

/// The film that is played, as long as what is said in it.
#[must_use]
pub fn film(library: &Library) -> Option<Storyboard> {
    let film = library.film(FILM).cloned()?;
    #[cfg(not(target_arch = "wasm32"))]
    let film = {
        let (mut film, takes) = (film, film::takes::Takes::BuiltIn(narration::TAKES));
        // The built-in takes fit; where they did not, the film would be shown without them.
        let _ = narration::fit(&mut film, &takes);
        film
    };
    Some(film)
}

fn to_egui(rect: Rect) -> egui::Rect {
    egui::Rect::from_min_max(egui::pos2(rect.min.x, rect.min.y), egui::pos2(rect.max.x, rect.max.y))
}

/// Where the scene lies, window points, and what lies beside it.
fn scene_rects(world: &World, at: Playhead, picture: Rect) -> (Rect, Option<Rect>) {
    let frame = overlay::frame_of(world.resource::<Reel>(), at, to_egui(picture));
    let rect = |r: egui::Rect| Rect::new(r.min.x, r.min.y, r.max.x, r.max.y);
    (rect(frame.scene), frame.beside().map(rect))
}

/// Picture and bar.
pub fn draw(
    mut contexts: EguiContexts,
    mut reel: Option<ResMut<Reel>>,
    at: Option<Res<Playhead>>,
    (content, settings): (Res<Content>, Res<Settings>),
    course: Option<Res<Course>>,
    (labels, stats, input): (Res<SceneLabels>, Res<SceneStats>, Res<SceneInput>),
    (second, waiting): (Res<Second>, Option<Res<SecondEye>>),
    mut show: ResMut<Show>,
    mut wishes: MessageWriter<Wish>,
) -> Result {
    let ctx = contexts.ctx_mut()?.clone();
    let c = ink(settings.theme());
    let zoom = ctx.zoom_factor();
    let all = ctx.viewport_rect();
    let picture = egui::Rect::from_min_max(all.min, egui::pos2(all.right(), all.bottom() - BAR));
    show.picture = Rect::new(picture.min.x, picture.min.y, picture.max.x, picture.max.y);
    show.picture = Rect::from_corners(show.picture.min * zoom, show.picture.max * zoom);
    let root = egui::UiBuilder::new().layer_id(egui::LayerId::background()).max_rect(all);
    let mut ui = egui::Ui::new(ctx.clone(), "explainer".into(), root);
    let painter = ui.painter().with_clip_rect(picture);
    let Some((reel, at)) = reel.as_mut().zip(at) else {
        painter.rect_filled(picture, 0.0, c.ground);
        let font = egui::FontId::proportional(22.0);
        painter.text(picture.center(), egui::Align2::CENTER_CENTER, "The runs are being rehearsed", font, c.muted);
        return Ok(());
    };
    if input.visible {
        // While the second scene has its turn, the first one's words wait with its eye.
        let first = waiting.as_ref().filter(|_| second.turn).map(|w| w.eye().seen());
        let (labels, stats) = first.unwrap_or((&labels, &stats));
        let set = Set { course: course.as_deref(), labels, stats, theme: settings.theme(), captions: true, zoom };
        overlay::draw(painter, reel, *at, &set, picture);
    }
    keys(&ctx, &mut show);
    let bar =
        egui::Rect::from_min_max(egui::pos2(all.left(), picture.bottom()), all.max).shrink2(egui::vec2(16.0, 8.0));
    ui.painter().rect_filled(bar.expand2(egui::vec2(16.0, 8.0)), 0.0, c.ground);
    let end = reel.seconds();
    ui.scope_builder(egui::UiBuilder::new().max_rect(bar), |ui| {
        ui.horizontal_centered(|ui| {
            if ui
                .button(style::bold(if show.running { "Pause" } else { "Play" }, 15.0))
                .on_hover_text("Space")
                .clicked()
            {
                toggle(&mut show, end);
            }
            if ui.button("Back to the title").on_hover_text("Esc").clicked() {
                wishes.write(Wish::Title);
            }
            let words: Vec<_> = content.words.iter().filter(|w| w.film == FILM).collect();
            let name = show.lang.checked_sub(1).and_then(|i| words.get(i)).map_or("English", |w| w.name.as_str());
            if ui.button(name).on_hover_text("Language of captions and labels").clicked() {
                show.lang = (show.lang + 1) % (words.len() + 1);
                reel.words = show.lang.checked_sub(1).and_then(|i| words.get(i)).map(|w| (*w).clone());
            }
            ui.label(style::bold(format!("{:.0} of {end:.0} s", show.second), 14.0).color(c.muted));
            ui.spacing_mut().slider_width = (ui.available_width() - 10.0).max(80.0);
            let mut second = show.second;
            let slider = egui::Slider::new(&mut second, 0.0..=end - 0.01).show_value(false);
            if ui.add(slider).on_hover_text("Left and right arrow").changed() {
                (show.second, show.moved) = (second, true);
            }
        });
    });
    Ok(())
}

/// Plays or pauses; at the end, from the beginning.
fn toggle(show: &mut Show, end: f64) {
    show.running = !show.running;
    if show.running && show.second >= end - 0.1 {
        show.second = 0.0;
    }
}

fn keys(ctx: &egui::Context, show: &mut Show) {
    if ctx.memory(|m| m.focused().is_some()) {
        return;
    }
    let pressed = |key: Key| ctx.input(|i| i.key_pressed(key));
    if pressed(Key::Space) {
        show.running = !show.running;
    }
    if pressed(Key::ArrowLeft) {
        (show.second, show.moved) = ((show.second - STEP_S).max(0.0), true);
    }
    if pressed(Key::ArrowRight) {
        (show.second, show.moved) = (show.second + STEP_S, true);
    }
}

/// Adds the screen.
pub fn plugin(app: &mut App) {
    app.init_resource::<Show>()
        .add_systems(OnEnter(Screen::Explainer), enter)
        .add_systems(OnExit(Screen::Explainer), leave)
        .add_systems(Update, play.run_if(in_state(Screen::Explainer)).after(super::following::keep_up))
        .add_systems(
            bevy_egui::EguiPrimaryContextPass,
            draw.run_if(in_state(Screen::Explainer)).after(super::frame::draw),
        );
}
