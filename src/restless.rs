//! A player who does anything at all, from a seed: wishes of every kind, keys, clicks, sizes and looks. And what must hold
//! after each of them. Fuzz tests and the soak play with it. Not here: how long ([`crate::soak`]).

use bevy::prelude::*;
use bevy_egui::egui::{Event, Key, Modifiers, MouseWheelUnit, PointerButton, TouchPhase, Vec2 as Points, pos2};
use bevy_egui::input::EguiInputEvent;
use bevy_egui::{EguiContext, PrimaryEguiContext};
use model::chance::mix;
use model::plan::{Act, Action};
use model::scene::SCALES;
use sim::bookmark::Marking;
use sim::clock::SPEEDS_H_PER_S;
use sim::command::PlayerCommand;
use sim::course::{Course, Deed};
use sim::journey::Aim;

use crate::answer::Draft;
use crate::capture::Stage;
use crate::game::{BetMade, Content, Game, SANDBOX_DRUGS};
use crate::save::Settings;
use crate::screens::Table;
use crate::ui::{Following, Wish, until};
use crate::view::{THEMES, Zoom};

/// Keys that are pressed: all of the game's but the one that writes a picture, and those that widgets take.
const KEYS: [Key; 42] = [
    Key::E,
    Key::Space,
    Key::Comma,
    Key::Period,
    Key::Home,
    Key::End,
    Key::OpenBracket,
    Key::CloseBracket,
    Key::A,
    Key::U,
    Key::B,
    Key::C,
    Key::M,
    Key::N,
    Key::F,
    Key::T,
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::W,
    Key::Z,
    Key::Y,
    Key::H,
    Key::G,
    Key::V,
    Key::L,
    Key::P,
    Key::R,
    Key::Enter,
    Key::Tab,
    Key::ArrowLeft,
    Key::ArrowRight,
    Key::ArrowUp,
    Key::ArrowDown,
    Key::Escape,
    Key::Plus,
    Key::Minus,
    Key::Num0,
    Key::F11,
    Key::PageUp,
    Key::PageDown,
    Key::Backspace,
];
/// Smallest window, pixels.
const SMALLEST: UVec2 = UVec2::new(320, 240);
/// Receptors of a game: few, so that much can happen.
const RECEPTORS: (u64, u64) = (100, 300);

/// The player.
#[derive(Clone, Debug)]
pub struct Restless {
    luck: u64,
    largest: UVec2,
}

impl Restless {
    /// One who always does the same from the same seed, in the same game, in windows up to a size in pixels.
    #[must_use]
    pub fn new(seed: u64, largest: UVec2) -> Self {
        Self { luck: mix(seed), largest: largest.max(SMALLEST + UVec2::ONE) }
    }

    /// A number below `n`, which is above 0.
    pub fn below(&mut self, n: u64) -> u64 {
        self.luck = mix(self.luck.wrapping_add(0x9E37_79B9_7F4A_7C15));
        (self.luck >> 8) % n
    }

    fn share(&mut self) -> f64 {
        self.below(1 << 20) as f64 / f64::from(1 << 20)
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize]
    }

    /// Does one thing, and says what. The next frame shows it.
    pub fn act(&mut self, stage: &mut Stage) -> String {
        match self.below(20) {
            0..=9 => {
                let wish = self.command(stage.world());
                said(stage, wish)
            }
            10 | 11 => {
                let wish = self.wish(stage.world());
                said(stage, wish)
            }
            12 | 13 => self.zoom(&mut stage.world().resource_mut::<Zoom>()),
            14 => {
                let room = self.largest - SMALLEST;
                let more = UVec2::new(self.below(u64::from(room.x)) as u32, self.below(u64::from(room.y)) as u32);
                let size = SMALLEST + more;
                stage.resize(size);
                format!("resize {size}")
            }
            15 => {
                let wish = Wish::Change(self.settings(stage.world()));
                said(stage, wish)
            }
            16 => {
                let key = self.one(&KEYS);
                let modifiers = if self.below(4) == 0 { Modifiers::SHIFT } else { Modifiers::NONE };
                let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
                send(stage.world(), [event(true), event(false)]);
                format!("key {key:?}")
            }
            _ => self.point(stage),
        }
    }

    /// Points somewhere, and mostly clicks, drags, turns the wheel or writes.
    fn point(&mut self, stage: &mut Stage) -> String {
        let at = pos2(self.share() as f32 * self.largest.x as f32, self.share() as f32 * self.largest.y as f32);
        let to = at + Points::new(self.share() as f32 * 90.0 - 45.0, 0.0);
        let button = |pos, pressed| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        let turn = (self.share() - 0.5) * 400.0;
        match self.below(5) {
            0 => send(stage.world(), [Event::PointerMoved(at)]),
            1 => send(stage.world(), [Event::PointerMoved(at), button(at, true), Event::PointerMoved(to)]),
            2 => send(
                stage.world(),
                [
                    Event::PointerMoved(at),
                    Event::MouseWheel {
                        unit: MouseWheelUnit::Point,
                        delta: Points::new(0.0, turn as f32),
                        phase: TouchPhase::Move,
                        modifiers: Modifiers::NONE,
                    },
                ],
            ),
            3 => send(stage.world(), [Event::Text("now(occupancy) > 0.1".to_owned())]),
            _ => send(stage.world(), [Event::PointerMoved(at), button(at, true), button(at, false)]),
        }
        format!("point {at:?}")
    }

    fn zoom(&mut self, zoom: &mut Zoom) -> String {
        match self.below(4) {
            0 => zoom.step(true),
            1 => zoom.step(false),
            2 => zoom.go_to(self.one(&SCALES)),
            _ => zoom.nearer((self.share() * 3.0 - 1.5) as f32),
        }
        format!("zoom {}", zoom.wished())
    }

    fn settings(&mut self, world: &World) -> Settings {
        let mut new = world.resource::<Settings>().clone();
        match self.below(4) {
            0 => new.look = self.one(&THEMES).0,
            1 => new.ui_scale = 100 + 10 * self.below(11) as u32,
            2 => new.reduced_motion = !new.reduced_motion,
            _ => new.plots = !new.plots,
        }
        new
    }

    /// Something of the game around the run.
    fn wish(&mut self, world: &mut World) -> Wish {
        let (few, many) = RECEPTORS;
        world.resource_mut::<Table>().receptors = Some((few + self.below(many - few)) as u32);
        let content = world.resource::<Content>();
        let levels: Vec<&str> = content.levels.iter().map(|l| l.id.as_str()).collect();
        let systems: Vec<&str> = content.systems.iter().map(|s| s.id.as_str()).collect();
        let game = world.get_resource::<Game>();
        match self.below(40) {
            0 | 1 => Wish::Level(self.one(&levels).to_owned()),
            // one system counts enzymes: it is to come often
            2 => Wish::Sandbox("vascular_nitrate".to_owned()),
            3 => Wish::Sandbox(self.one(&systems).to_owned()),
            4 => {
                let all: Vec<&str> =
                    game.map_or_else(Vec::new, |g| content.drugs_for(&g.system).map(|d| d.id.as_str()).collect());
                let n = 1 + self.below(SANDBOX_DRUGS as u64) as usize;
                let mut drugs: Vec<String> = Vec::new();
                for _ in 0..if all.is_empty() { 0 } else { n } {
                    let drug = self.one(&all).to_owned();
                    if !drugs.contains(&drug) {
                        drugs.push(drug);
                    }
                }
                Wish::Drugs(drugs)
            }
            5..=8 => Wish::Place(if self.below(2) == 0 { BetMade::Choice(1) } else { BetMade::Number(0.5) }),
            9 => Wish::Bet(BetMade::Choice(self.below(5) as usize)),
            10..=12 => Wish::Begin,
            13 => Wish::Hint,
            14 => Wish::ShowMe,
            15 => Wish::Restart,
            16 => Wish::Reseed,
            17 if self.below(4) == 0 => Wish::Finish,
            17 => Wish::HandIn,
            18 => game.map_or(Wish::Board, |game| self.answer(game)),
            19 => {
                if self.below(2) == 0 {
                    Wish::Menu
                } else {
                    Wish::Board
                }
            }
            20 => Wish::Plots,
            21 => Wish::Page,
            22 | 23 => Wish::Large,
            24 => Wish::Beside,
            25 => {
                let effects = game.and_then(|g| content.system(&g.system)).map(|s| &s.effects);
                let ids: Vec<&str> = effects.into_iter().flatten().map(|e| e.id.as_str()).collect();
                if ids.is_empty() { Wish::Plots } else { Wish::Effect(self.one(&ids).to_owned()) }
            }
            26..=31 => Wish::Follow(match self.below(4) {
                0 => Following::Nobody,
                1 => Following::Next,
                2 => Following::Previous,
                _ => Following::Slot(self.below(400) as u32),
            }),
            32..=34 => Wish::WhatIf,
            35 => Wish::Title,
            36 => Wish::Levels,
            37 => Wish::Settings,
            38 => Wish::Back,
            _ => Wish::Continue,
        }
    }

    /// Some doses of a drug at hours to come, instead of those that were planned before.
    fn plan(&mut self, course: &Course, drug: usize) -> Deed {
        let give = Act::Give { drug, route: 0, du: 1.0 };
        let (now, every_h) = (course.t_h(), 1.0 + 24.0 * self.share());
        let doses = (0..self.below(30)).map(|k| Action { at_h: now + every_h * k as f64, act: give });
        Deed::Plan { number: self.below(3) as usize, from_h: now, acts: doses.collect() }
    }

    /// Anything as the answer to a task, often of another kind or too short.
    fn answer(&mut self, game: &Game) -> Wish {
        let n = game.tasks().first().map_or(2, |task| task.len());
        let draft = match self.below(3) {
            0 => Draft::Times((0..n).map(|_| Some(self.share() * 100.0)).collect()),
            1 => Draft::Circles((0..n).map(|_| Some([self.below(2) == 0, self.below(2) == 0, true])).collect()),
            _ => game.tasks().first().map_or(Draft::Times(Vec::new()), Draft::right),
        };
        Wish::Answer(self.below(2) as usize, draft)
    }

    /// Something of the time machine, or an act.
    fn command(&mut self, world: &World) -> Wish {
        let Some(course) = world.get_resource::<Course>() else {
            return Wish::Sandbox(if self.below(3) == 0 { "vascular_nitrate" } else { "mu_opioid" }.to_owned());
        };
        let (reached, end) = (course.reached_h(), course.setup.duration_h);
        let hour = reached * self.share();
        let forward = self.below(2) == 0;
        let drug = self.below(course.setup.engine.drugs.len().max(1) as u64) as usize;
        let routes = course.setup.engine.drugs.get(drug).map_or(1, |d| d.routes.len().max(1));
        let (route, du) = (self.below(routes as u64) as usize, self.one(&[0.5, 1.0, 4.0]));
        let some = !course.setup.engine.drugs.is_empty();
        Wish::Sim(match self.below(40) {
            0..=7 => PlayerCommand::Play,
            8 | 9 => PlayerCommand::Pause,
            10..=13 if some => PlayerCommand::Do(Deed::Act(Act::Give { drug, route, du })),
            14 => PlayerCommand::Do(Deed::Act(Act::Wash)),
            15 if some => {
                let (on_h, off_h) = (self.below(24) as f64, 1.0 + self.below(24) as f64);
                PlayerCommand::Do(Deed::WearPatch { drug, on_h, off_h, du: 1.0 })
            }
            16 if some && self.below(2) == 0 => PlayerCommand::Do(self.plan(course, drug)),
            16 => PlayerCommand::StepForward,
            17 => PlayerCommand::StepBack,
            18 => PlayerCommand::StepEvent { forward },
            19 => PlayerCommand::StepMark { forward },
            20 => PlayerCommand::ToReached,
            21 | 22 => PlayerCommand::GoTo(hour),
            // What leads through hundreds of ticks comes seldom: the rest is to have its time too.
            23 if self.below(4) > 0 => PlayerCommand::StepForward,
            28 | 38 | 39 if self.below(4) > 0 => PlayerCommand::Play,
            23 => PlayerCommand::GoTo(reached + (end - reached) * self.share() * 0.05),
            24 => PlayerCommand::GoTo(self.one(&[f64::NAN, -1.0, 1e12, 0.0])),
            25..=27 => PlayerCommand::Scrub(hour),
            28 => {
                let effect = course.setup.engine.system.effects.first().map_or("", |e| e.id.as_str());
                let presets = until::presets(course, effect);
                let aim = presets.into_iter().nth(self.below(4) as usize).map(|p| p.2);
                PlayerCommand::RunUntil(aim.unwrap_or(Aim::Dose))
            }
            29 | 30 => PlayerCommand::Speed(self.one(&SPEEDS_H_PER_S)),
            31 => PlayerCommand::Auto(forward),
            32 | 33 => PlayerCommand::Mark(Marking::Set),
            34 => PlayerCommand::Mark(Marking::Name(self.below(5) as usize, "named".to_owned())),
            35 => PlayerCommand::Mark(Marking::Remove(self.below(5) as usize)),
            36 => PlayerCommand::Swap,
            37 => PlayerCommand::DropOther,
            38 => PlayerCommand::Undo,
            _ => PlayerCommand::Redo,
        })
    }
}

fn said(stage: &mut Stage, wish: Wish) -> String {
    let mut text = format!("{wish:?}");
    text.truncate(text.char_indices().nth(120).map_or(text.len(), |(at, _)| at));
    stage.world().write_message(wish);
    text
}

/// Events for the window's own egui.
fn send<const N: usize>(world: &mut World, events: [Event; N]) {
    let mut contexts = world.query_filtered::<Entity, (With<PrimaryEguiContext>, With<EguiContext>)>();
    let Ok(context) = contexts.single(world) else { return };
    for event in events {
        world.write_message(EguiInputEvent { context, event });
    }
}
