//! One frame of the scene: from [`SceneInput`] to drawn states, heroes, tables, meshes, labels and counts.
//!
//! Not here: any drawing decision; this file only calls the others in order.

use bevy::{camera::visibility::NoFrustumCulling, prelude::*};
use model::receptor::ReceptorState;

use super::{
    SceneClock, SceneInput, ScenePart, SceneStats, TargetKind,
    backdrop::{self, BackdropHandles, Frame, INSIDE_AT},
    crowd::{Crowd, MOST_SHOWN},
    drawn::{self, EMPTY},
    enzyme_glyphs,
    glyph::{Glyphs, LAYERS, Layer, N_LAYERS},
    hero::Heroes,
    hero_glyphs,
    inside::Inside,
    labels::{self, SceneLabels},
    layout::{FAR_Y, Layout, NEAR_Y, SWARM_HEIGHT, SWARM_Y},
    material::{Backdrop, Foreground},
    molecules, organelles,
    palette::Theme,
    profile::Profile,
};

/// Everything the scene remembers between frames.
#[derive(Resource)]
pub struct Stage {
    layout: Layout,
    crowd: Crowd,
    inside: Inside,
    drawn: Vec<u8>,
    placed: Vec<u8>,
    room: usize,
    generation: Option<u64>,
    target: TargetKind,
    last_seconds: f64,
}

#[derive(Resource)]
struct ForegroundHandles([(Layer, Handle<Mesh>, Handle<Foreground>); N_LAYERS]);

impl Default for Stage {
    fn default() -> Self {
        Self {
            layout: Layout::new(Rect::default()),
            crowd: Crowd::default(),
            inside: Inside::default(),
            drawn: Vec::new(),
            placed: Vec::new(),
            room: 0,
            generation: None,
            target: TargetKind::Receptor,
            last_seconds: 0.0,
        }
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Stage>()
        .init_resource::<Heroes>()
        .init_resource::<Glyphs>()
        .init_resource::<SceneLabels>()
        .init_resource::<SceneStats>()
        .add_systems(Startup, (backdrop::spawn, spawn_foreground))
        .add_systems(
            PostUpdate,
            (run_clock, follow_census, compose, show)
                .chain()
                .before(bevy::camera::visibility::VisibilitySystems::VisibilityPropagate),
        );
}

fn spawn_foreground(
    mut commands: Commands,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<Foreground>>,
) {
    let layout = Layout::new(Rect::default());
    let handles = LAYERS.map(|layer| {
        let mesh = meshes.add(Glyphs::default().mesh(layer, &layout));
        let material = materials.add(Foreground { look: Vec4::ZERO, layer });
        let at = Transform::from_xyz(0.0, 0.0, 1.0 + layer as usize as f32);
        commands.spawn((Mesh2d(mesh.clone()), MeshMaterial2d(material.clone()), at, NoFrustumCulling, ScenePart));
        (layer, mesh, material)
    });
    commands.insert_resource(ForegroundHandles(handles));
}

fn run_clock(time: Res<Time>, input: Res<SceneInput>, mut clock: ResMut<SceneClock>) {
    if clock.follow_time && input.clock_running && input.visible {
        clock.seconds += f64::from(time.delta_secs().min(0.1));
    }
}

/// Brings drawn states and counts up to date with the census.
fn follow_census(input: Res<SceneInput>, mut stage: ResMut<Stage>, mut stats: ResMut<SceneStats>) {
    let stage = &mut *stage;
    let shown = input.true_states.len().min(MOST_SHOWN);
    let layout = Layout::new(input.rect);
    if layout != stage.layout || stage.drawn.len() != shown || stage.target != input.target {
        stage.crowd = Crowd::new(layout.width, shown);
        stage.room = 0;
        stage.layout = layout;
        stage.target = input.target;
        stage.generation = None;
    }
    if stage.generation != Some(input.generation) {
        stage.generation = Some(input.generation);
        drawn::update(&mut stage.drawn, &input.true_states[..shown], input.mean_dwell_s, input.generation);
        stats.drawn_counts = drawn::count(&stage.drawn);
        stats.shown = stats.drawn_counts.iter().sum::<u32>() as usize;
        let inside = (0..).zip(stats.drawn_counts).filter(|&(s, _)| class_of_index(s).is_some());
        stage.make_room(inside.map(|(_, n)| n as usize).sum());
        stats.total = input.true_states.iter().filter(|&&s| s != EMPTY).count();
    }
}

/// Decides what stands where in this frame.
fn compose(
    input: Res<SceneInput>,
    clock: Res<SceneClock>,
    mut stage: ResMut<Stage>,
    mut heroes: ResMut<Heroes>,
    mut glyphs: ResMut<Glyphs>,
    mut labels: ResMut<SceneLabels>,
) {
    let stage = &mut *stage;
    let dt = ((clock.seconds - stage.last_seconds) as f32).clamp(0.0, 0.25);
    stage.last_seconds = clock.seconds;
    let line = stage.line(&input, &clock, &heroes);
    heroes.advance(&input, &stage.drawn, &stage.layout, &line, dt);
    let line = stage.line(&input, &clock, &heroes);
    glyphs.clear();
    match input.target {
        TargetKind::Receptor => {
            organelles::draw(&mut glyphs, &input, &stage.layout, clock.seconds);
            hero_glyphs::draw(&mut glyphs, &heroes, &input, &stage.layout, &line, clock.seconds);
        }
        TargetKind::Enzyme => enzyme_glyphs::draw(&mut glyphs, &heroes, &input, &stage.layout, clock.seconds),
    }
    molecules::draw(&mut glyphs, &input, &stage.layout, clock.seconds);
    labels::find(&mut labels.0, &heroes, &input, &stage.layout, clock.seconds);
}

/// Hands the frame to the renderer.
fn show(
    input: Res<SceneInput>,
    clock: Res<SceneClock>,
    heroes: Res<Heroes>,
    glyphs: Res<Glyphs>,
    cameras: Query<&Camera, With<Camera2d>>,
    (background, foreground): (Res<BackdropHandles>, Res<ForegroundHandles>),
    mut stage: ResMut<Stage>,
    mut images: ResMut<Assets<Image>>,
    mut meshes: ResMut<Assets<Mesh>>,
    (mut backdrops, mut foregrounds): (ResMut<Assets<Backdrop>>, ResMut<Assets<Foreground>>),
    mut parts: Query<&mut Visibility, With<ScenePart>>,
) -> Result {
    for mut part in &mut parts {
        part.set_if_neq(if input.visible { Visibility::Inherited } else { Visibility::Hidden });
    }
    if !input.visible {
        return Ok(());
    }
    stage.place(&heroes, &background.slots, &mut images);
    let frame = Frame {
        input: &input,
        layout: &stage.layout,
        line: &stage.line(&input, &clock, &heroes),
        crowd: &stage.crowd,
        inside: &stage.inside,
        seconds: if input.reduced_motion { 0.0 } else { clock.seconds },
        scale_factor: cameras.iter().find_map(Camera::target_scaling_factor).unwrap_or(1.0),
    };
    backdrop::update(&frame, &background, &mut images, &mut meshes, &mut backdrops)?;
    for (layer, mesh, material) in &foreground.0 {
        meshes.insert(mesh, glyphs.mesh(*layer, &stage.layout))?;
        let look = Vec4::new(f32::from(u8::from(input.theme == Theme::Projector)), 0.0, 0.0, 0.0);
        if foregrounds.get(material).is_some_and(|m| m.look != look)
            && let Some(mut material) = foregrounds.get_mut(material)
        {
            material.look = look;
        }
    }
    Ok(())
}

impl Stage {
    fn line(&self, input: &SceneInput, clock: &SceneClock, heroes: &Heroes) -> Profile {
        let seconds = if input.reduced_motion { 0.0 } else { clock.seconds };
        let dips = if input.target == TargetKind::Receptor { heroes.dips(&self.layout) } else { Vec::new() };
        Profile::new(self.layout.width, seconds, dips)
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
    }

    /// Gives every slot that changed its cell or seat, and uploads the table if any did.
    fn place(&mut self, heroes: &Heroes, slots: &Handle<Image>, images: &mut Assets<Image>) {
        let fresh = self.placed.iter().all(|&s| s == EMPTY);
        let mut wanted = self.drawn.clone();
        for slot in heroes.0.iter().filter_map(|hero| hero.slot) {
            if let Some(state) = wanted.get_mut(slot as usize) {
                *state = EMPTY;
            }
        }
        let news = wanted.iter().zip(&self.placed).enumerate().filter(|(_, (now, before))| now != before);
        let changed: Vec<(usize, u8)> = news.map(|(slot, (&now, _))| (slot, now)).collect();
        if changed.is_empty() && !fresh {
            return;
        }
        let Some(mut image) = images.get_mut(slots) else { return };
        let Some(data) = image.data.as_mut() else { return };
        if fresh {
            data.fill(EMPTY);
        }
        for (slot, state) in changed {
            self.placed[slot] = state;
            let class = class_of_index(state);
            let on_membrane = if class.is_some() { EMPTY } else { state };
            data[self.crowd.cell(slot)] = on_membrane;
            self.inside.put(slot, state, class);
        }
        data[INSIDE_AT..][..self.inside.table.len()].copy_from_slice(&self.inside.table);
    }

    /// The slot drawn at this point of the window (logical points): a hero, or one of the crowd on the membrane.
    #[must_use]
    pub fn slot_at(&self, heroes: &Heroes, point: Vec2) -> Option<u32> {
        let at = self.layout.to_design(point);
        let near = |hero: &&super::hero::Hero| {
            let d = (at - hero.pose.at) / hero.pose.size.max(0.4);
            hero.alpha > 0.5 && d.x.abs() < 30.0 && d.y.abs() < 56.0
        };
        if let Some(hero) = heroes.0.iter().find(near) {
            return hero.slot;
        }
        let on_plane = match self.target {
            TargetKind::Receptor => at,
            TargetKind::Enzyme => Vec2::new(at.x, FAR_Y + (at.y - SWARM_Y) * (NEAR_Y - FAR_Y) / SWARM_HEIGHT),
        };
        let cell = self.crowd.cell_at(on_plane)?;
        let slot = (0..self.placed.len()).find(|&slot| self.crowd.cell(slot) == cell)?;
        let on_membrane = self.placed[slot] != EMPTY && class_of_index(self.placed[slot]).is_none();
        on_membrane.then(|| u32::try_from(slot).ok()).flatten()
    }
}

fn class_of_index(state: u8) -> Option<usize> {
    ReceptorState::from_index(usize::from(state)).and_then(class_of)
}

/// The class of vesicle that a state sits in; none at the surface, and none for enzymes.
fn class_of(state: ReceptorState) -> Option<usize> {
    match state {
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
