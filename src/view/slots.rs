//! Where every slot is drawn: its drawn state, its cell on the membrane or its seat inside, and the table of both.
//!
//! Not here: heroes (`hero`), which are left out of the table while they are shown large.

use bevy::prelude::*;
use model::receptor::ReceptorState;

use super::{
    SceneInput, SceneStats, TargetKind,
    backdrop::{BackdropHandles, INSIDE_AT},
    crowd::{Crowd, MOST_SHOWN},
    drawn::{self, EMPTY},
    hero::Heroes,
    inside::Inside,
    layout::{FAR_Y, Layout, NEAR_Y, SWARM_HEIGHT, SWARM_Y},
};

/// Where every slot is drawn.
#[derive(Resource)]
pub struct Slots {
    /// Where things are in the window.
    pub layout: Layout,
    /// Cells on the membrane.
    pub crowd: Crowd,
    /// Seats inside.
    pub inside: Inside,
    /// Drawn state per slot, census index; 255 where there is no receptor.
    pub drawn: Vec<u8>,
    /// What the table shows per slot; 255 also for heroes.
    pub placed: Vec<u8>,
    /// What kind of target is shown.
    pub target: TargetKind,
    room: usize,
    generation: Option<u64>,
    dirty: bool,
    /// The shaders' table holds what another scene has written there.
    foreign: bool,
}

impl Default for Slots {
    fn default() -> Self {
        Self {
            layout: Layout::new(Rect::default()),
            crowd: Crowd::default(),
            inside: Inside::default(),
            drawn: Vec::new(),
            placed: Vec::new(),
            target: TargetKind::Receptor,
            room: 0,
            generation: None,
            dirty: true,
            foreign: false,
        }
    }
}

/// Brings drawn states and counts up to date with the census.
pub fn follow_census(input: Res<SceneInput>, mut slots: ResMut<Slots>, mut stats: ResMut<SceneStats>) {
    let slots = &mut *slots;
    let shown = input.true_states.len().min(MOST_SHOWN);
    let layout = Layout {
        lens: slots.layout.lens,
        apart: slots.layout.apart,
        cyclase: input.scene.cyclase.is_some() && input.target == TargetKind::Receptor,
        ..Layout::new(input.rect)
    };
    if layout != slots.layout || slots.placed.len() != shown || slots.target != input.target {
        slots.crowd = Crowd::new(layout.width, shown);
        slots.room = 0;
        slots.layout = layout;
        slots.target = input.target;
        slots.generation = None;
    }
    let same = slots.generation == Some(input.generation);
    if !same {
        slots.generation = Some(input.generation);
        drawn::update(&mut slots.drawn, &input.true_states[..shown], input.mean_dwell_s, input.generation);
    }
    // Said anew in every frame: the whole cell says its own counts while it is seen.
    stats.drawn_counts = drawn::count(&slots.drawn);
    stats.shown = stats.drawn_counts.iter().sum::<u32>() as usize;
    if same {
        return;
    }
    stats.total = input.true_states.iter().filter(|&&state| state != EMPTY).count();
    let inside = (0..).zip(stats.drawn_counts).filter(|&(state, _)| class_of(state).is_some());
    slots.make_room(inside.map(|(_, n)| n as usize).sum());
}

/// Writes what changed into the shaders' table.
pub fn fill_table(
    mut slots: ResMut<Slots>,
    heroes: Res<Heroes>,
    background: Res<BackdropHandles>,
    mut images: ResMut<Assets<Image>>,
) {
    let slots = &mut *slots;
    let mut wanted = slots.drawn.clone();
    for slot in heroes.0.iter().filter_map(|hero| hero.slot) {
        if let Some(state) = wanted.get_mut(slot as usize) {
            *state = EMPTY;
        }
    }
    if wanted == slots.placed && !slots.dirty && !slots.foreign {
        return;
    }
    let Some(mut image) = images.get_mut(&background.slots) else { return };
    let Some(data) = image.data.as_mut() else { return };
    let (dirty, foreign) = (std::mem::take(&mut slots.dirty), std::mem::take(&mut slots.foreign));
    if dirty || foreign {
        data.fill(EMPTY);
        // who sits inside is in the table of seats, which is copied as it is
        for (slot, &state) in slots.placed.iter().enumerate().filter(|&(_, &s)| s != EMPTY && class_of(s).is_none()) {
            data[slots.crowd.cell(slot)] = state;
        }
    }
    for (slot, &state) in wanted.iter().enumerate().filter(|&(slot, &state)| state != slots.placed[slot]) {
        let class = class_of(state);
        data[slots.crowd.cell(slot)] = if class.is_some() { EMPTY } else { state };
        slots.inside.put(slot, state, class);
    }
    slots.placed = wanted;
    data[INSIDE_AT..][..slots.inside.table.len()].copy_from_slice(&slots.inside.table);
}

impl Slots {
    /// The shaders' table holds another scene: it is written anew.
    pub(super) fn retell(&mut self) {
        self.foreign = true;
    }

    /// Lays the cytosol out anew where `inside` receptors no longer fit. Steps are wide, so that this is rare.
    fn make_room(&mut self, inside: usize) {
        let shown = self.drawn.len();
        let fits = |room: usize| room >= shown || inside * 10 < room * 9;
        if self.room > 0 && fits(self.room) {
            return;
        }
        let steps = [shown * 3 / 10, shown * 6 / 10, shown];
        self.room = steps.into_iter().find(|&room| fits(room)).unwrap_or(shown).max(1);
        self.inside = Inside::new(&self.layout, shown, self.room);
        self.placed = vec![EMPTY; shown];
        self.dirty = true;
    }
}

impl Slots {
    /// Where a member of the crowd is drawn, design units; none for heroes, empty slots and those not shown.
    #[must_use]
    pub fn place(&self, slot: usize) -> Option<Vec2> {
        let state = self.placed.get(slot).copied().filter(|&state| state != EMPTY)?;
        if class_of(state).is_some() {
            return self.inside.place(slot);
        }
        let at = self.crowd.place(self.crowd.cell(slot))?;
        Some(match self.target {
            TargetKind::Receptor => at,
            TargetKind::Enzyme => Vec2::new(at.x, SWARM_Y + (at.y - FAR_Y) * SWARM_HEIGHT / (NEAR_Y - FAR_Y)),
        })
    }
}

/// The class of vesicle that a state (census index) sits in; none at the surface, and none for enzymes.
#[must_use]
pub fn class_of(state: u8) -> Option<usize> {
    match ReceptorState::from_index(usize::from(state))? {
        ReceptorState::Endosome => Some(0),
        ReceptorState::Recycling => Some(1),
        ReceptorState::Lysosome => Some(2),
        ReceptorState::New => Some(3),
        ReceptorState::Resting
        | ReceptorState::Active
        | ReceptorState::Phosphorylated
        | ReceptorState::Arrestin
        | ReceptorState::Pit => None,
    }
}
