//! One frame of the scene: from [`SceneInput`] to drawn states, heroes, tables, meshes, labels and counts.
//!
//! Not here: any drawing decision; this file only calls the others in order.

use bevy::{camera::visibility::NoFrustumCulling, prelude::*};
use bevy_egui::EguiPostUpdateSet;
use model::scene::{SCALES, Scale};

use super::{
    Canvas, SceneClock, SceneInput, ScenePart, SceneStats, TargetKind,
    backdrop::{self, BackdropHandles, Frame},
    cyclase, enzyme_glyphs, far_stage, glycocalyx,
    glyph::{Glyph, Glyphs, LAYERS, Layer, N_LAYERS},
    hero::Heroes,
    hero_glyphs,
    kinds::mark,
    labels::{self, SceneLabels},
    layout::Layout,
    liver,
    material::{Backdrop, Foreground},
    molecules, organelles,
    palette::Theme,
    parts,
    person::Person,
    profile::Profile,
    slots::{self, Slots},
    traffic,
    zoom::{self, Zoom},
};

/// The line of the membrane at this moment, with the dips of the heroes.
#[derive(Resource, Default)]
pub(super) struct Line(Profile);

/// The clock's changes when the scene was last composed, s.
#[derive(Resource, Default)]
pub(super) struct Passed(f64);

#[derive(Resource)]
struct ForegroundHandles([(Entity, Layer, Handle<Mesh>, Handle<Foreground>); N_LAYERS]);

/// Depth of what lies above the far scales.
const ABOVE_FAR: f32 = 40.0;

/// All that the scene does in a frame, in `PostUpdate`. Fill [`SceneInput`] before.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SceneSystems;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Slots>()
        .init_resource::<Line>()
        .init_resource::<Passed>()
        .init_resource::<Heroes>()
        .init_resource::<Glyphs>()
        .init_resource::<SceneLabels>()
        .init_resource::<SceneStats>()
        .add_systems(Startup, (backdrop::spawn, spawn_foreground))
        .add_systems(
            PostUpdate,
            (run_clock, far_stage::move_zoom, slots::follow_census, compose, slots::fill_table, show, far_stage::show)
                .chain()
                .in_set(SceneSystems)
                // meshes and numbers of this frame are drawn in this frame, not the next
                .before(bevy::asset::AssetEventSystems)
                .before(EguiPostUpdateSet::EndPass)
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
        let over = if layer == Layer::Liver { ABOVE_FAR } else { 1.0 + layer as usize as f32 * 0.5 };
        let at = Transform::from_xyz(0.0, 0.0, over);
        let drawn = (Mesh2d(mesh.clone()), MeshMaterial2d(material.clone()), at, NoFrustumCulling);
        let part = commands.spawn((drawn, Visibility::Hidden)).id();
        (part, layer, mesh, material)
    });
    commands.insert_resource(ForegroundHandles(handles));
}

fn run_clock(time: Res<Time>, input: Res<SceneInput>, mut clock: ResMut<SceneClock>) {
    if clock.follow_time && input.visible {
        let dt = f64::from(time.delta_secs().min(0.1));
        clock.changes += dt;
        if input.clock_running {
            clock.seconds += dt;
        }
    }
}

/// Decides what stands where in this frame.
fn compose(
    input: Res<SceneInput>,
    clock: Res<SceneClock>,
    slots: Res<Slots>,
    mut last: ResMut<Passed>,
    mut line: ResMut<Line>,
    mut heroes: ResMut<Heroes>,
    mut glyphs: ResMut<Glyphs>,
    mut labels: ResMut<SceneLabels>,
    (zoom, cell): (Res<Zoom>, Res<far_stage::Cell>),
    person: Res<Person>,
) {
    let dt = ((clock.changes - last.0) as f32).clamp(0.0, 0.25);
    last.0 = clock.changes;
    let (layout, seconds) = (&slots.layout, clock.seconds);
    let still = if input.reduced_motion { 0.0 } else { seconds };
    heroes.advance(&input, &slots.drawn, layout, &line.0, dt);
    line.0 = Profile::new(layout.width, still, heroes.dips(&input, layout));
    glyphs.clear();
    match input.target {
        TargetKind::Receptor => {
            glycocalyx::draw(&mut glyphs, &input, layout, &line.0, seconds);
            traffic::draw(&mut glyphs, &input, layout, seconds);
            organelles::draw(&mut glyphs, &input, layout, seconds);
            cyclase::draw(&mut glyphs, &heroes, &input, layout, &line.0, seconds);
            hero_glyphs::draw(&mut glyphs, &heroes, &input, layout, &line.0, seconds);
        }
        TargetKind::Enzyme => enzyme_glyphs::draw(&mut glyphs, &heroes, &input, layout, seconds),
    }
    molecules::draw(&mut glyphs, &input, layout, seconds);
    liver::draw(&mut glyphs, &input, zoom::weights(zoom.now())[1], seconds);
    if let Some(at) = input.highlight.and_then(|slot| slots.place(slot as usize)) {
        let ring = Glyph { kind: mark::RING, at, half: Vec2::splat(14.0), shape: [9.0, 0.0, 0.0], ..default() };
        glyphs.push(Layer::Mark, ring);
    }
    labels.0.clear();
    match SCALES.into_iter().find(|s| (zoom::place(*s) - zoom.now()).abs() < 0.12) {
        Some(Scale::Person) => person.labels(&mut labels.0, &input, layout, cell.maps(&zoom)[0]),
        Some(Scale::Tissue) => {
            parts::of_tissue(&mut labels.0, &input, layout);
            liver::labels(&mut labels.0, &input, layout);
        }
        Some(Scale::Cell) => parts::of_cell(&mut labels.0, &cell.plan, &input, layout, cell.maps(&zoom)[2]),
        Some(Scale::Membrane) => labels::find(&mut labels.0, &heroes, &input, layout, &line.0, seconds),
        Some(Scale::Receptor) => parts::of_receptor(&mut labels.0, &heroes, cell.followed, &input, layout),
        None => {}
    }
}

/// Hands the frame to the renderer.
fn show(
    input: Res<SceneInput>,
    clock: Res<SceneClock>,
    glyphs: Res<Glyphs>,
    (slots, line): (Res<Slots>, Res<Line>),
    canvas: Res<Canvas>,
    (background, foreground): (Res<BackdropHandles>, Res<ForegroundHandles>),
    mut images: ResMut<Assets<Image>>,
    mut meshes: ResMut<Assets<Mesh>>,
    (mut backdrops, mut foregrounds): (ResMut<Assets<Backdrop>>, ResMut<Assets<Foreground>>),
    mut parts: Query<&mut Visibility, With<ScenePart>>,
    mut layers: Query<&mut Visibility, Without<ScenePart>>,
    (cell, zoom): (Res<far_stage::Cell>, Res<Zoom>),
) -> Result {
    let liver_seen = input.visible && !input.amounts.enzymes.is_empty() && zoom::weights(zoom.now())[1] > 0.0;
    let seen = input.visible && cell.membrane_seen;
    let visible = |seen| if seen { Visibility::Inherited } else { Visibility::Hidden };
    for mut part in &mut parts {
        part.set_if_neq(visible(seen));
    }
    let light = Vec4::new(f32::from(u8::from(input.theme == Theme::Projector)), 0.0, 0.0, 0.0);
    for (part, layer, mesh, material) in &foreground.0 {
        // what is not seen is not sent, and a layer without anything on it is not seen
        let on = if *layer == Layer::Liver { liver_seen } else { seen };
        let on = on && (!glyphs.of(*layer).is_empty() || cell.rehearsing());
        if let Ok(mut visibility) = layers.get_mut(*part) {
            visibility.set_if_neq(visible(on));
        }
        if !on {
            continue;
        }
        meshes.insert(mesh, glyphs.mesh(*layer, &slots.layout))?;
        if foregrounds.get(material).is_some_and(|m| m.look != light)
            && let Some(mut material) = foregrounds.get_mut(material)
        {
            material.look = light;
        }
    }
    if !seen {
        return Ok(());
    }
    let frame = Frame {
        input: &input,
        layout: &slots.layout,
        line: &line.0,
        crowd: &slots.crowd,
        inside: &slots.inside,
        seconds: if input.reduced_motion { 0.0 } else { clock.seconds },
        scale_factor: canvas.pixels_per_point,
    };
    backdrop::update(&frame, &background, &mut images, &mut meshes, &mut backdrops)
}
