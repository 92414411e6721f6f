//! One frame of the far scales: moves the zoom, keeps the whole cell's plan, sets the lens on one receptor.
//!
//! Not here: arithmetic of the zoom (`zoom`), who stands where (`cell_plan`), drawing (`far`).

use bevy::prelude::*;
use model::receptor::ReceptorState;

use super::{
    Canvas, SceneClock, SceneInput, SceneStats, TargetKind,
    cell_plan::{CellPlan, Outline},
    drawn,
    far::{self, FarHandles, Frame, InOnePiece},
    far_material::FarMaterial,
    hero::Heroes,
    layout::{HEIGHT, Layout, MEMBRANE_Y},
    person::{Person, organ_at},
    slots::{Slots, class_of},
    zoom::{Dive, Map, REST, Zoom, map_of, place, weights},
};

/// The first frame in which a sheet of the far scales is drawn unseen; one follows in each frame, so that all shaders are
/// ready before the first zoom.
const REHEARSAL: u32 = 12;
/// How far the others move away from the one that is shown large, design units.
const APART: f32 = 74.0;
/// How large a receptor of the membrane becomes, and where its middle lies below that of its body.
const CLOSE: (f32, f32) = (3.75, 13.0);

/// The whole cell and the way to it.
#[derive(Resource, Default)]
pub struct Cell {
    /// Who stands where.
    pub plan: CellPlan,
    /// The hero that the zoom goes to.
    pub followed: usize,
    chosen: bool,
    /// Whether anything of the membrane's scale is seen.
    pub membrane_seen: bool,
    drawn: Vec<u8>,
    counts: drawn::Counts,
    generation: Option<u64>,
    room: usize,
    /// Slots when last looked at.
    slots: usize,
    changed: bool,
    dives: [Dive; 3],
    frames: u32,
    last: f64,
}

impl Default for Dive {
    fn default() -> Self {
        Self { focus: Vec2::ZERO, target: Vec2::ZERO, ratio: 2.0 }
    }
}

impl Cell {
    /// Maps of person, tissue and cell into the picture.
    #[must_use]
    pub fn maps(&self, zoom: &Zoom) -> [Map; 3] {
        [0, 1, 2].map(|i| map_of(i, zoom.now(), &self.dives))
    }

    /// Whether the membrane's shaders are being made ready: all its layers are drawn once.
    #[must_use]
    pub fn rehearsing(&self) -> bool {
        self.frames < REHEARSAL
    }

    /// Drawn states of all slots, as the cell shows them.
    #[must_use]
    pub fn drawn(&self) -> &[u8] {
        &self.drawn
    }

    /// All shaders are ready already.
    pub(super) fn is_ready(&mut self) {
        self.frames = u32::MAX / 2;
    }

    /// The shaders' tables hold another cell: they are written anew.
    pub(super) fn retell(&mut self) {
        self.changed = !self.plan.rings.is_empty();
    }

    /// Forgets who stood where and who was followed.
    pub(super) fn forget(&mut self) {
        self.drawn.clear();
        (self.generation, self.slots, self.chosen) = (None, 0, false);
        self.plan = CellPlan::default();
    }

    /// Brings the plan up to date with the census.
    fn follow(&mut self, input: &SceneInput) {
        let n = input.true_states.len();
        let flat = input.target == TargetKind::Enzyme;
        // Slots are never fewer within one run; where they grow there is room for more, so that marks rarely move.
        let (new_run, grown) = (n < self.slots, n > self.plan.slots());
        let fresh = new_run || grown || self.plan.flat != flat || self.plan.rings.is_empty();
        if self.generation == Some(input.generation) && !fresh {
            return;
        }
        self.generation = Some(input.generation);
        drawn::update(&mut self.drawn, &input.true_states, input.mean_dwell_s, input.generation);
        let counts = drawn::count(&self.drawn);
        self.counts = counts;
        let inside: u32 = (0..).zip(counts).filter(|&(s, _)| class_of(s).is_some()).map(|(_, n)| n).sum();
        let most = match (fresh, grown && self.slots > 0 && !new_run) {
            (true, true) => n + n / 8,
            (true, false) => n,
            (false, _) => self.plan.slots(),
        };
        self.slots = n;
        let fits = |room: usize| room >= most || f64::from(inside) * 1.1 < room as f64;
        if fresh || !fits(self.room) {
            self.room = [most * 3 / 10, most * 6 / 10, most].into_iter().find(|&r| fits(r)).unwrap_or(most).max(1);
            self.plan = CellPlan::new(most, self.room, flat);
            self.changed = true;
        }
        self.changed |= self.plan.follow(&self.drawn);
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Zoom>().init_resource::<Cell>().init_resource::<Person>().add_systems(Startup, far::spawn);
}

/// The ways from scale to scale in a scene of this shape.
fn dives(input: &SceneInput, layout: &Layout) -> [Dive; 3] {
    let outline = Outline::new(input.scene.cell, layout.width).grown(input.amounts.grown);
    let middle = Vec2::new(layout.width * 0.5, HEIGHT * 0.52);
    let organ = input.scene.organs.first().map_or(Vec2::new(0.0, 320.0), |o| organ_at(*o));
    [
        Dive { focus: Vec2::new(layout.width * 0.5 + organ.x, organ.y), target: middle, ratio: 15.0 },
        Dive { focus: middle, target: middle, ratio: 3.2 },
        Dive {
            focus: outline.way_in(input.target == TargetKind::Enzyme),
            target: Vec2::new(layout.width * 0.5, MEMBRANE_Y),
            ratio: 16.0,
        },
    ]
}

/// Moves zoom, rhythms and lens on. Reduced motion: pictures fade, nothing grows.
pub fn move_zoom(
    input: Res<SceneInput>,
    clock: Res<SceneClock>,
    heroes: Res<Heroes>,
    mut slots: ResMut<Slots>,
    (mut zoom, mut cell, mut person): (ResMut<Zoom>, ResMut<Cell>, ResMut<Person>),
) {
    let dt = (clock.changes - cell.last).clamp(0.0, 0.25);
    cell.last = clock.changes;
    zoom.advance(dt as f32, input.reduced_motion);
    person.advance(&input, if input.reduced_motion { 0.0 } else { dt });
    let layout = Layout::new(input.rect);
    cell.dives = dives(&input, &layout);
    let wanted = heroes.0.iter().position(|h| h.slot.is_some() && h.slot == input.highlight);
    let usual = || {
        // an active one first: it has the most to show
        let rank = |state: Option<ReceptorState>| match state {
            Some(ReceptorState::Active) => 0,
            Some(ReceptorState::Phosphorylated | ReceptorState::Arrestin) => 1,
            Some(ReceptorState::Resting) => 2,
            _ => 3,
        };
        // near an edge of the scene the lens cannot have it in its middle
        let room = layout.width / (2.0 * CLOSE.0);
        let aside = |i: usize| !(room..=layout.width - room).contains(&layout.hero_x(i));
        let key = |i: usize| {
            let rank = rank(heroes.0[i].state);
            (rank == 3, aside(i), rank, i.abs_diff(heroes.0.len() / 2))
        };
        (0..heroes.0.len()).min_by_key(|&i| key(i)).unwrap_or(0)
    };
    if let Some(i) = wanted {
        cell.followed = i;
    } else if zoom.now() <= place(model::scene::Scale::Membrane) || !cell.chosen || cell.frames < 30 {
        cell.followed = usual();
        cell.chosen = heroes.0.iter().any(|h| h.state.is_some());
    }
    let t = zoom.now() - place(model::scene::Scale::Membrane);
    let t = if input.reduced_motion { f32::from(u8::from(t > 0.5)) } else { t };
    let x = Layout { apart: (0.0, 0.0), ..slots.layout }.hero_x(cell.followed);
    slots.layout.apart = (x, APART * t.clamp(0.0, 1.0));
    slots.layout.lens = match heroes.0.get(cell.followed) {
        Some(hero) if t > 0.0 => {
            let size = hero.pose.size.max(0.4);
            let up = Vec2::from_angle(hero.pose.turn).rotate(Vec2::new(0.0, CLOSE.1));
            let focus = hero.pose.at + up * size;
            let target = Vec2::new(layout.width * 0.5, HEIGHT * 0.5);
            let map = Dive { focus, target, ratio: CLOSE.0 / size }.map(t);
            // nothing beyond the scene's edges
            let low = Vec2::new(layout.width, HEIGHT) * (1.0 - map.scale);
            Map { scale: map.scale, shift: map.shift.clamp(low, Vec2::ZERO) }
        }
        _ => REST,
    };
}

/// Hands the far scales to the renderer.
pub fn show(
    input: Res<SceneInput>,
    clock: Res<SceneClock>,
    (zoom, person, slots, whole): (Res<Zoom>, Res<Person>, Res<Slots>, Option<Res<InOnePiece>>),
    mut cell: ResMut<Cell>,
    mut stats: ResMut<SceneStats>,
    canvas: Res<Canvas>,
    mut handles: ResMut<FarHandles>,
    mut images: ResMut<Assets<Image>>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<FarMaterial>>,
    mut parts: Query<&mut Visibility>,
) -> Result {
    let at = zoom.now();
    let shares = weights(at);
    // each is drawn over the nearer ones; the tissue leaves room for the cell
    let near = 1.0 - shares[0];
    let opacity = [
        shares[0],
        if at < 1.0 { f32::from(u8::from(near > 0.0)) } else { shares[1] },
        f32::from(u8::from(near > 0.0 && shares[3] + shares[4] < 1.0)) * if at < 2.0 { 1.0 } else { shares[2] },
    ];
    cell.frames = cell.frames.saturating_add(1);
    let rehearse = cell.frames.checked_sub(REHEARSAL).map(|i| i as usize).filter(|&i| i < handles.sheets());
    // the membrane's shaders are fewer: all in the first frames
    cell.membrane_seen = shares[3] + shares[4] > 0.0 || cell.rehearsing();
    stats.scale = zoom.scale();
    let cell_seen = opacity[2] > 0.0 && input.visible && !input.true_states.is_empty();
    if cell_seen {
        cell.follow(&input);
        stats.drawn_counts = cell.counts;
        stats.shown = stats.drawn_counts.iter().sum::<u32>() as usize;
    }
    let still = [0, 1, 2].map(|i| map_of(i, i as f32, &cell.dives));
    let mut maps = if input.reduced_motion { still } else { cell.maps(&zoom) };
    if input.reduced_motion && at < 1.5 {
        maps[2] = map_of(2, 1.0, &cell.dives);
    }
    let outline = Outline::new(input.scene.cell, slots.layout.width).grown(input.amounts.grown);
    let frame = Frame {
        input: &input,
        layout: &slots.layout,
        plan: &cell.plan,
        changed: cell.changed,
        person: &person,
        maps,
        opacity,
        rehearse,
        whole: whole.is_some(),
        mark: input.highlight.and_then(|slot| cell.plan.mark(slot as usize, &outline)),
        seconds: if input.reduced_motion { 0.0 } else { clock.seconds },
        scale_factor: canvas.pixels_per_point,
    };
    far::update(&frame, &mut handles, &mut images, &mut meshes, &mut materials, |part, seen| {
        if let Ok(mut visibility) = parts.get_mut(part) {
            visibility.set_if_neq(if seen { Visibility::Inherited } else { Visibility::Hidden });
        }
    })?;
    if cell_seen {
        cell.changed = false;
    }
    Ok(())
}
