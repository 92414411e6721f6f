//! A hand on mouse and keyboard of the window-less game: it finds what is written and clicks there, drags, and presses
//! keys. Nothing but input reaches the game. What it does is written down, so that it can be done again in a window.

use std::time::Duration;

use bevy::prelude::*;
use bevy_egui::egui::accesskit::{Node, NodeId};
use bevy_egui::egui::{self, Event, Key, Modifiers, PointerButton, Pos2, Rect as Area};
use bevy_egui::input::{EguiInputEvent, FocusedNonWindowEguiContext};
use bevy_egui::{EguiContext, EguiOutput, PrimaryEguiContext};
use model::plan::Act;
use setpoint::capture::Stage;
use setpoint::game::{Game, Phase};
use setpoint::save::Settings;
use setpoint::screens::Table;
use setpoint::sitting::Sitting;
use sim::clock::Clock;
use sim::course::{Course, Deed};

use crate::library;

/// One thing that a hand did, or what was there when it waited.
#[derive(Clone, Debug, PartialEq)]
pub enum Gesture {
    /// The pointer goes there, in points.
    Move(Pos2),
    /// The button of the mouse is pressed, or let go.
    Button(bool),
    /// The wheel is turned towards the hand by a notch.
    Wheel,
    /// A key is pressed and let go.
    Key(Key),
    /// The run as the game keeps it at that moment, and whether its clock stands still. Nothing is kept before the bet and
    /// after the end.
    Kept(Option<Box<Sitting>>, bool),
}

/// Tells the window's egui of something.
fn say(world: &mut World, event: Event) {
    let mut contexts = world.query_filtered::<Entity, With<PrimaryEguiContext>>();
    let context = contexts.single(world).expect("one window");
    world.write_message(EguiInputEvent { context, event });
}

/// Presses a key and lets it go.
pub fn press(world: &mut World, key: Key) {
    for pressed in [true, false] {
        say(world, Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE });
    }
}

/// The game in a window that nobody sees, and the hand.
pub struct Hand {
    pub stage: Stage,
    nodes: Vec<(NodeId, Node)>,
    focus: Option<NodeId>,
    /// The window, in points.
    window: Area,
    /// All that was done.
    pub track: Vec<Gesture>,
}

impl Hand {
    /// The game, opened with a level. Nothing is drawn: no adapter is needed.
    pub fn on(level: &str, size: UVec2, scale: u32) -> Self {
        Self::with(level, size, scale, Some(200))
    }

    /// The same with other receptors; `None`: as many as the level says.
    pub fn with(level: &str, size: UVec2, scale: u32, receptors: Option<u32>) -> Self {
        let mut stage = Stage::unseen(size, 1.0, |app| {
            app.insert_resource(Settings { ui_scale: scale, receptors, ..Settings::default() });
            app.insert_resource(Table { seed: 1, first: Some(level.to_owned()), ..default() });
            setpoint::game_plugin(app, library());
        })
        .expect("it needs no adapter");
        stage.set_step(Duration::from_secs_f64(1.0 / 30.0));
        let window = egui::vec2(size.x as f32, size.y as f32) * 100.0 / scale as f32;
        let window = Area::from_min_size(Pos2::ZERO, window);
        let mut hand = Self { stage, nodes: Vec::new(), focus: None, window, track: Vec::new() };
        hand.frames(4);
        let world = hand.stage.world();
        let mut contexts = world.query_filtered::<&mut EguiContext, With<PrimaryEguiContext>>();
        contexts.single_mut(world).expect("one window").get_mut().enable_accesskit();
        // Sliders heed keys only in a window that has the keyboard.
        let mut contexts = world.query_filtered::<Entity, With<PrimaryEguiContext>>();
        let context = contexts.single(world).expect("one window");
        world.insert_resource(FocusedNonWindowEguiContext(context));
        hand.frames(4);
        hand
    }

    pub fn frames(&mut self, n: usize) {
        for _ in 0..n {
            self.stage.frame().expect("nothing is drawn");
        }
        let world = self.stage.world();
        let mut outputs = world.query_filtered::<&EguiOutput, With<PrimaryEguiContext>>();
        let output = outputs.single(world).expect("one window");
        if let Some(update) = &output.platform_output.accesskit_update {
            self.nodes.clone_from(&update.nodes);
            self.focus = Some(update.focus);
        }
    }

    /// Frames until nothing goes on by itself.
    pub fn settle(&mut self) {
        self.frames(3);
        for _ in 0..4000 {
            if self.stage.world().resource::<Clock>().journey.is_none() {
                break;
            }
            self.frames(2);
        }
        self.frames(2);
        self.look();
    }

    /// Frames until the clock stands.
    pub fn wait(&mut self) {
        self.frames(3);
        for _ in 0..20_000 {
            let clock = self.stage.world().resource::<Clock>();
            if !clock.running && clock.journey.is_none() {
                break;
            }
            self.frames(1);
        }
        self.frames(3);
        self.look();
    }

    /// Writes down what is kept of the run.
    fn look(&mut self) {
        let world = self.stage.world();
        let clock = world.resource::<Clock>();
        let kept = Sitting::of(world.resource::<Game>(), world.resource::<Course>(), clock, 0);
        let still = !clock.running && clock.journey.is_none();
        self.track.push(Gesture::Kept(kept.map(Box::new), still));
    }

    pub fn phase(&mut self) -> Phase {
        self.game().phase
    }

    pub fn game(&mut self) -> Game {
        self.stage.world().resource::<Game>().clone()
    }

    /// How often something was given or worn.
    pub fn given(&mut self) -> usize {
        let course = self.stage.world().resource::<Course>();
        let gives = |d: &Deed| matches!(d, Deed::Act(Act::Give { .. }) | Deed::WearPatch { .. });
        course.log.iter().filter(|(_, deed)| gives(deed)).count()
    }

    fn say(&mut self, event: Event) {
        say(self.stage.world(), event);
    }

    /// Presses a key and lets it go.
    pub fn key(&mut self, key: Key) {
        self.track.push(Gesture::Key(key));
        press(self.stage.world(), key);
        self.frames(3);
        self.look();
    }

    /// Where something is written, in points.
    pub fn find(&self, label: &str) -> Option<Area> {
        let named = |n: &&Node| n.label() == Some(label) || n.value() == Some(label);
        place(self.nodes.iter().map(|(_, n)| n).find(named)?)
    }

    /// Everywhere where it is written, in points.
    pub fn find_all(&self, label: &str) -> Vec<Area> {
        let named = |n: &&Node| n.label() == Some(label) || n.value() == Some(label);
        self.nodes.iter().map(|(_, n)| n).filter(named).filter_map(place).collect()
    }

    /// Goes to a whole point: a mouse knows no others.
    fn to(&mut self, at: Pos2) {
        let at = at.round();
        self.track.push(Gesture::Move(at));
        self.say(Event::PointerMoved(at));
        self.frames(1);
    }

    /// Points somewhere.
    pub fn point(&mut self, at: Pos2) {
        self.to(at);
        self.frames(2);
    }

    fn button(&mut self, pos: Pos2, pressed: bool) {
        let pos = pos.round();
        self.track.push(Gesture::Button(pressed));
        self.say(Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE });
        self.frames(1);
    }

    pub fn click_at(&mut self, at: Pos2) {
        self.to(at);
        self.button(at, true);
        self.button(at, false);
        self.frames(3);
        self.look();
    }

    /// Turns the wheel in the left half of the window until something is in sight, as a person would.
    pub fn scroll_to(&mut self, label: &str) -> Area {
        let mut before = None;
        loop {
            let Some(area) = self.find(label) else { panic!("nothing says \"{label}\": {:?}", self.words()) };
            // What does not move stands where it stands.
            if area.bottom() < self.window.bottom() - 76.0 || before == Some(area) {
                return area;
            }
            before = Some(area);
            let at = self.window.lerp_inside(egui::vec2(0.3, 0.5));
            self.to(at);
            self.track.push(Gesture::Wheel);
            let delta = egui::vec2(0.0, -40.0);
            let unit = egui::MouseWheelUnit::Point;
            self.say(Event::MouseWheel { unit, delta, phase: egui::TouchPhase::Move, modifiers: Modifiers::NONE });
            self.frames(6);
        }
    }

    /// Clicks what is written, scrolled to where it is out of sight.
    pub fn click(&mut self, label: &str) {
        let area = self.scroll_to(label);
        self.click_at(area.center());
    }

    /// All places where something is written, from top to bottom and from left to right, in points.
    pub fn all(&self, named: impl Fn(&str) -> bool) -> Vec<Area> {
        let told = |n: &Node| [n.label(), n.value()].into_iter().flatten().any(&named);
        let mut all: Vec<Area> = self.nodes.iter().filter(|(_, n)| told(n)).filter_map(|(_, n)| place(n)).collect();
        all.sort_by(|a, b| a.top().total_cmp(&b.top()).then(a.left().total_cmp(&b.left())));
        all
    }

    /// Drags from one place to another.
    pub fn drag(&mut self, from: Pos2, to: Pos2) {
        self.to(from);
        self.button(from, true);
        for k in 1..=4 {
            self.to(from + (to - from) * (k as f32 / 4.0));
        }
        self.button(to, false);
        self.frames(3);
        self.look();
    }

    fn focus(&self) -> Option<&Node> {
        self.nodes.iter().find(|(id, _)| Some(*id) == self.focus).map(|(_, node)| node)
    }

    /// What has the keyboard's focus, as it is written.
    pub fn focused(&self) -> Option<String> {
        let node = self.focus()?;
        node.label().or(node.value()).map(str::to_owned)
    }

    /// Presses Tab until what is written has the focus.
    pub fn tab_to(&mut self, label: &str) {
        self.tab_until(label, |focused| focused == label);
    }

    /// Presses Tab until something has the focus; `what` is what it is called when it is not found.
    pub fn tab_until(&mut self, what: &str, is: impl Fn(&str) -> bool) {
        let mut passed = Vec::new();
        while !self.focused().is_some_and(|focused| is(&focused)) {
            assert!(passed.len() < 120, "Tab does not come to \"{what}\": {passed:?}");
            self.key(Key::Tab);
            passed.push(self.focused().unwrap_or_default());
        }
    }

    /// All that is written.
    pub fn words(&self) -> Vec<String> {
        self.nodes.iter().filter_map(|(_, n)| n.label().or(n.value()).map(str::to_owned)).collect()
    }
}

fn place(node: &Node) -> Option<Area> {
    let b = node.bounds()?;
    Some(Area::from_min_max(egui::pos2(b.x0 as f32, b.y0 as f32), egui::pos2(b.x1 as f32, b.y1 as f32)))
}
