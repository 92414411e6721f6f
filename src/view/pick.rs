//! From a point of the window to the slot drawn there, and back.
//!
//! Not here: pointers and clicks; the ui asks with its own.

use bevy::{ecs::system::SystemParam, prelude::*};

use model::scene::Scale;

use super::{
    SceneInput, TargetKind,
    cell_plan::Outline,
    drawn::EMPTY,
    far_stage::Cell,
    hero::{Hero, Heroes},
    layout::{FAR_Y, NEAR_Y, SWARM_HEIGHT, SWARM_Y},
    slots::{Slots, class_of},
    zoom::Zoom,
};

/// How far from a mark of the whole cell a click may be, points.
const REACH: f32 = 14.0;

/// Answers questions about where slots are. Points are logical points of the window, y down.
#[derive(SystemParam)]
pub struct ScenePick<'w> {
    slots: Res<'w, Slots>,
    heroes: Res<'w, Heroes>,
    zoom: Res<'w, Zoom>,
    cell: Res<'w, Cell>,
    input: Res<'w, SceneInput>,
}

impl ScenePick<'_> {
    /// The scale that is seen most.
    #[must_use]
    pub fn scale(&self) -> Scale {
        self.zoom.scale()
    }

    /// The slot whose mark in the whole cell is nearest to this point, if one is near. It looks at every mark: for clicks.
    #[must_use]
    pub fn slot_in_cell(&self, point: Vec2) -> Option<u32> {
        let outline = Outline::new(self.input.scene.cell, self.slots.layout.width).grown(self.input.amounts.grown);
        let map = self.cell.maps(&self.zoom)[2];
        let window = |slot: usize| {
            let at = map.apply(self.cell.plan.mark(slot, &outline)?);
            Some((self.slots.layout.to_window(at).distance(point), slot))
        };
        let nearest = (0..self.cell.drawn().len()).filter_map(window).min_by(|a, b| a.0.total_cmp(&b.0));
        nearest.filter(|(far, _)| *far < REACH).and_then(|(_, slot)| u32::try_from(slot).ok())
    }

    /// The slot drawn at this point: a hero, or one of the crowd (not those in small vesicles); on the two nearest scales.
    #[must_use]
    pub fn slot_at(&self, point: Vec2) -> Option<u32> {
        let slots = &*self.slots;
        if !slots.layout.rect.contains(point) || !matches!(self.scale(), Scale::Membrane | Scale::Receptor) {
            return None;
        }
        let at = slots.layout.to_design(point);
        let under = |hero: &&Hero| {
            let d = (at - hero.pose.at) / hero.pose.size.max(0.4);
            hero.alpha > 0.5 && d.x.abs() < 30.0 && d.y.abs() < 56.0
        };
        if let Some(hero) = self.heroes.0.iter().find(under) {
            return hero.slot;
        }
        let on_plane = match slots.target {
            TargetKind::Receptor => at,
            TargetKind::Enzyme => Vec2::new(at.x, FAR_Y + (at.y - SWARM_Y) * (NEAR_Y - FAR_Y) / SWARM_HEIGHT),
        };
        let cell = slots.crowd.cell_at(on_plane)?;
        let slot = (0..slots.placed.len()).find(|&slot| slots.crowd.cell(slot) == cell)?;
        let there = slots.placed[slot] != EMPTY && class_of(slots.placed[slot]).is_none();
        there.then(|| u32::try_from(slot).ok()).flatten()
    }

    /// Of those that are drawn large, from left to right, the one after (or before) this slot; the first of them where it
    /// is none of them.
    #[must_use]
    pub fn beside(&self, slot: Option<u32>, after: bool) -> Option<u32> {
        let mut shown: Vec<(f32, u32)> = self.heroes.0.iter().filter_map(|h| Some((h.pose.at.x, h.slot?))).collect();
        shown.sort_by(|a, b| a.0.total_cmp(&b.0));
        let n = shown.len();
        let at = shown.iter().position(|(_, s)| Some(*s) == slot);
        let next = match at {
            Some(i) if after => (i + 1) % n,
            Some(i) => (i + n - 1) % n,
            None => 0,
        };
        shown.get(next).map(|(_, s)| *s)
    }

    /// Where a slot is drawn; none where it is not (no receptor, or beyond those shown).
    #[must_use]
    pub fn place_of(&self, slot: u32) -> Option<Vec2> {
        if let Some(hero) = self.heroes.0.iter().find(|hero| hero.slot == Some(slot)) {
            return Some(self.slots.layout.to_window(hero.pose.at));
        }
        self.slots.place(slot as usize).map(|at| self.slots.layout.to_window(at))
    }
}
