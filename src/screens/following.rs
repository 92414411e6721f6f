//! Choosing a receptor and staying with it: a click on the scene, keys, and the card that reads it. It is followed by its
//! serial number, so that it stays the same through all states and scales. Not here: the card's content
//! (`ui::inspector`), the outline around it (`view`).

use bevy::prelude::*;
use bevy_egui::EguiContexts;
use bevy_egui::egui::{self, Align2, Frame, Key, Margin, Order};
use model::outlook::Prospect;
use model::receptor::ReceptorState;
use model::scene::Scale;
use sim::biography::{Biography, Followed, slot_of, tell};
use sim::census::{Census, EMPTY};
use sim::clock::Clock;
use sim::course::Course;
use sim::receptor::Receptor;

use super::frame::in_scene;
use super::{Screen, Table};
use crate::game::{Content, Game, Phase};
use crate::save::Settings;
use crate::ui::inspector::{Portrait, inspector_ui};
use crate::ui::roster::counted;
use crate::ui::style::ink;
use crate::ui::{Following, Wish};
use crate::view::{SceneInput, ScenePick};

/// Seconds between two tellings of a life while time runs.
const AGAIN_S: f32 = 0.2;

/// What is known of the followed receptor.
#[derive(Resource, Debug, Default)]
pub struct Known {
    /// Where it sits, while it lives.
    pub slot: Option<u32>,
    /// Its life.
    pub life: Option<Biography>,
    outlook: Vec<Prospect>,
    told_of: Option<(u64, u64)>,
    since_s: f32,
    /// The game in which it lives, by number.
    run: u32,
}

/// Takes the wishes that are about following.
pub fn choose(
    mut wishes: MessageReader<Wish>,
    pick: ScenePick,
    receptors: Query<&Receptor>,
    known: Res<Known>,
    mut followed: ResMut<Followed>,
) {
    for wish in wishes.read() {
        let slot = if let Wish::Follow(following) = wish {
            match following {
                Following::Nobody => None,
                Following::Slot(slot) => Some(*slot),
                Following::Next => pick.beside(known.slot, true),
                Following::Previous => pick.beside(known.slot, false),
            }
        } else {
            continue;
        };
        followed.0 = slot.and_then(|slot| receptors.iter().find(|r| r.slot == slot)).map(|r| r.serial);
    }
}

/// Tells the life of the followed receptor anew, as often as it can be read, and outlines it in the scene.
pub fn keep_up(
    time: Res<Time>,
    (clock, table): (Res<Clock>, Res<Table>),
    census: Res<Census>,
    course: Option<Res<Course>>,
    mut followed: ResMut<Followed>,
    receptors: Query<&Receptor>,
    mut known: ResMut<Known>,
    mut input: ResMut<SceneInput>,
) {
    known.since_s += time.delta_secs();
    if known.run != table.runs {
        // Another game has other receptors of the same numbers.
        *known = Known { run: table.runs, ..Known::default() };
        followed.0 = None;
    }
    let Some((serial, course)) = followed.0.zip(course) else {
        if known.life.is_some() {
            *known = Known { run: table.runs, ..Known::default() };
        }
        input.highlight = None;
        return;
    };
    let present = (serial, census.generation);
    let other = known.told_of.is_none_or(|(told, _)| told != serial);
    let moving = clock.running || clock.journey.is_some();
    if known.told_of != Some(present) && (other || !moving || known.since_s > AGAIN_S) {
        let now_h = course.t_h();
        let told = tell(&course, &census, serial);
        let dead = told.as_ref().is_some_and(|l| l.died_h.is_some());
        let slot = if dead { None } else { slot_of(receptors.iter(), serial) };
        let state = slot.and_then(|slot| ReceptorState::from_index(usize::from(*census.by_slot.get(slot as usize)?)));
        let life = told.or_else(|| Some(Biography::only_now(serial, state?, now_h)));
        let outlook = state.map(|s| course.run.engine.outlook(&course.run.body, s)).unwrap_or_default();
        *known = Known { slot, life, outlook, told_of: Some(present), since_s: 0.0, run: table.runs };
    }
    let there = |slot: &u32| census.by_slot.get(*slot as usize).is_some_and(|s| *s != EMPTY);
    input.highlight = known.slot.filter(there);
}

/// Clicks and keys that choose, and the card.
pub fn draw(
    mut contexts: EguiContexts,
    screen: Res<State<Screen>>,
    mut table: ResMut<Table>,
    game: Option<Res<Game>>,
    content: Res<Content>,
    course: Option<Res<Course>>,
    settings: Res<Settings>,
    (known, input, pick, census): (Res<Known>, Res<SceneInput>, ScenePick, Res<Census>),
    mut wishes: MessageWriter<Wish>,
    mut looked: Local<Looked>,
) -> Result {
    let ctx = contexts.ctx_mut()?;
    table.bypass_change_detection().lit = None;
    let Some((game, course)) = game.zip(course).filter(|_| *screen.get() == Screen::Playing) else { return Ok(()) };
    if table.menu || game.phase == Phase::Bet {
        return Ok(());
    }
    let zoom = ctx.zoom_factor();
    let now_s = ctx.input(|i| i.time);
    let under = scene_point(ctx, &input).and_then(|at| match pick.scale() {
        Scale::Cell => looked.in_cell(at, now_s, &pick, &census),
        Scale::Person | Scale::Tissue | Scale::Membrane | Scale::Receptor => pick.slot_at(at),
    });
    let state = under.and_then(|slot| ReceptorState::from_index(usize::from(*census.by_slot.get(slot as usize)?)));
    table.bypass_change_detection().lit = state;
    if let Some(wish) = chosen(ctx, &input, &pick, under) {
        wishes.write(wish);
    }
    let Some(life) = &known.life else { return Ok(()) };
    let c = ink(settings.theme());
    let file = format!("systems/{}.ron", course.run.engine.system.id);
    let called = counted(course.run.engine.system.target).0;
    let protein = course.run.engine.system.scene.protein;
    let who = Portrait {
        life,
        outlook: &known.outlook,
        now_h: course.t_h(),
        protein,
        called,
        ledger: &content.ledger,
        file: &file,
    };
    // On the other side of the scene than the receptor.
    let right = known.slot.and_then(|slot| pick.place_of(slot)).is_some_and(|at| at.x < input.rect.center().x);
    let (pivot, x, aside) = if right {
        (Align2::RIGHT_BOTTOM, input.rect.max.x, -12.0)
    } else {
        (Align2::LEFT_BOTTOM, input.rect.min.x, 12.0)
    };
    let corner = egui::pos2(x / zoom + aside, input.rect.max.y / zoom - 12.0);
    let card = egui::Area::new("followed".into()).pivot(pivot).fixed_pos(corner).order(Order::Middle);
    let width = (input.rect.width() / zoom - 40.0).clamp(160.0, 310.0);
    let wish = card.show(ctx, |ui| {
        let frame = Frame::new().fill(c.card).corner_radius(10.0).inner_margin(Margin::symmetric(12, 9));
        let frame = frame.stroke(egui::Stroke::new(1.0, c.raised));
        frame
            .show(ui, |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = 3.0;
                ui.spacing_mut().interact_size.y = 18.0;
                inspector_ui(ui, c, settings.theme(), &who)
            })
            .inner
    });
    if let Some(wish) = wish.inner {
        wishes.write(wish);
    }
    Ok(())
}

/// Marks of the whole cell that are looked through in every frame; of more than these only now and then.
const MANY: usize = 50_000;

/// What the pointer was on in the whole cell when last looked.
#[derive(Default)]
pub struct Looked {
    of: Option<(Vec2, u64)>,
    at_s: f64,
    slot: Option<u32>,
}

impl Looked {
    fn in_cell(&mut self, at: Vec2, now_s: f64, pick: &ScenePick, census: &Census) -> Option<u32> {
        let due = census.by_slot.len() <= MANY || now_s - self.at_s >= f64::from(AGAIN_S);
        if self.of != Some((at, census.generation)) && due {
            *self = Self { of: Some((at, census.generation)), at_s: now_s, slot: pick.slot_in_cell(at) };
        }
        self.slot
    }
}

/// The wish of a click on the scene itself, or of a key.
fn chosen(ctx: &egui::Context, input: &SceneInput, pick: &ScenePick, under: Option<u32>) -> Option<Wish> {
    let focused = ctx.memory(|m| m.focused().is_some());
    let (clicked, next, shift) = ctx.input(|i| (i.pointer.primary_clicked(), i.key_pressed(Key::P), i.modifiers.shift));
    if next && !focused {
        return Some(Wish::Follow(if shift { Following::Previous } else { Following::Next }));
    }
    let at = scene_point(ctx, input).filter(|_| clicked)?;
    let slot = match pick.scale() {
        // Nobody is seen there.
        Scale::Person | Scale::Tissue => return None,
        Scale::Cell => pick.slot_in_cell(at),
        Scale::Membrane | Scale::Receptor => under,
    };
    Some(Wish::Follow(slot.map_or(Following::Nobody, Following::Slot)))
}

/// Where the pointer is in the scene, window points; `None` where something lies over it.
fn scene_point(ctx: &egui::Context, input: &SceneInput) -> Option<Vec2> {
    in_scene(ctx, input, ctx.input(|i| i.pointer.interact_pos())?)
}
