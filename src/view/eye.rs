//! What one scene remembers from frame to frame: what it was told, who was drawn where and how far each has moved. A film of two
//! runs side by side has two of them, and they take turns. Not here: what a second scene is drawn on (`second`).

use bevy::ecs::component::Mutable;
use bevy::prelude::*;

use super::{
    SceneInput, SceneLabels, SceneStats, Zoom,
    far::FarHandles,
    far_stage::Cell,
    hero::Heroes,
    person::Person,
    slots::Slots,
    stage::{Line, Passed},
};

/// The memory of a scene that is not being drawn.
#[derive(Default)]
pub struct Eye {
    /// What it is told.
    pub input: SceneInput,
    /// Where it looks.
    pub zoom: Zoom,
    slots: Slots,
    line: Line,
    passed: Passed,
    heroes: Heroes,
    labels: SceneLabels,
    stats: SceneStats,
    person: Person,
    cell: Cell,
}

impl Eye {
    /// An eye that has seen nothing yet, in an app whose shaders are ready.
    #[must_use]
    pub fn fresh() -> Self {
        let mut eye = Self::default();
        eye.cell.is_ready();
        eye
    }

    /// Words and counts of the scene that is not being drawn.
    #[must_use]
    pub fn seen(&self) -> (&SceneLabels, &SceneStats) {
        (&self.labels, &self.stats)
    }

    /// Lets this eye look instead of the one that did; that one is kept here. What both share on the graphics card is written
    /// anew.
    pub fn swap(&mut self, world: &mut World) {
        fn turn<R: Resource<Mutability = Mutable>>(world: &mut World, mine: &mut R) {
            if let Some(mut theirs) = world.get_resource_mut::<R>() {
                std::mem::swap(&mut *theirs, mine);
            }
        }
        turn(world, &mut self.input);
        turn(world, &mut self.zoom);
        turn(world, &mut self.slots);
        turn(world, &mut self.line);
        turn(world, &mut self.passed);
        turn(world, &mut self.heroes);
        turn(world, &mut self.labels);
        turn(world, &mut self.stats);
        turn(world, &mut self.person);
        turn(world, &mut self.cell);
        world.resource_mut::<Slots>().retell();
        world.resource_mut::<Cell>().retell();
        world.resource_mut::<FarHandles>().cut_anew();
    }
}
