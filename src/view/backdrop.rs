//! The background: six quads, their shared numbers, and the two tables the shaders read.
//!
//! Not here: the shaders themselves (`assets/shaders`) and the foreground (`stage`).

use bevy::{
    asset::RenderAssetUsages,
    camera::visibility::NoFrustumCulling,
    mesh::{Indices, PrimitiveTopology},
    prelude::*,
    render::render_resource::{Extent3d, TextureDimension, TextureFormat, TextureUsages},
};

use super::{
    SceneInput, TargetKind,
    crowd::{Crowd, horizon},
    inside::{Inside, MOST_VESICLES, STRIDE},
    layout::{FAR_Y, HEIGHT, Layout, MEMBRANE_Y, NEAR_Y, THICKNESS, VESICLES_Y},
    material::{Backdrop, Part, SceneUniform},
    palette::{TONES, Theme, tone},
    profile::{MARGIN, Profile, SAMPLES},
};

/// Bytes in a row of the slot table.
pub const TABLE_WIDTH: usize = 256;
/// Bytes before the seats inside begin.
pub const INSIDE_AT: usize = TABLE_WIDTH * 176;
/// Columns of the strip that carries the membrane.
const STRIPS: usize = 64;

/// The quads and tables of the background.
#[derive(Resource)]
pub struct BackdropHandles {
    parts: [(Part, Handle<Mesh>, Handle<Backdrop>); 6],
    /// States by cell and seat.
    pub slots: Handle<Image>,
    profile: Handle<Image>,
}

fn table(
    images: &mut Assets<Image>,
    width: usize,
    height: usize,
    format: TextureFormat,
    texel: &[u8],
) -> Handle<Image> {
    let size = Extent3d { width: width as u32, height: height as u32, depth_or_array_layers: 1 };
    let mut image = Image::new_fill(size, TextureDimension::D2, texel, format, RenderAssetUsages::all());
    image.texture_descriptor.usage |= TextureUsages::COPY_DST;
    images.add(image)
}

/// Creates quads, tables and materials.
pub fn spawn(
    mut commands: Commands,
    mut images: ResMut<Assets<Image>>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<Backdrop>>,
) {
    let rows = (INSIDE_AT + MOST_VESICLES * STRIDE).div_ceil(TABLE_WIDTH);
    let slots = table(&mut images, TABLE_WIDTH, rows, TextureFormat::R8Uint, &[255]);
    let profile = table(&mut images, SAMPLES, 2, TextureFormat::Rgba32Float, &[0; 16]);
    let parts = [Part::Water, Part::Outside, Part::Shallows, Part::Cytosol, Part::Swarm, Part::Membrane].map(|part| {
        let mesh = meshes.add(strip(&[]));
        let scene = uniform(
            &SceneInput::default(),
            &Layout::new(Rect::default()),
            &Crowd::default(),
            &Inside::default(),
            0.0,
            1.0,
        );
        let (slots, profile) = (slots.clone(), profile.clone());
        let material = materials.add(Backdrop { scene, slots, profile, part, flat: false });
        let depth = part as usize as f32;
        commands.spawn((
            Mesh2d(mesh.clone()),
            MeshMaterial2d(material.clone()),
            Transform::from_xyz(0.0, 0.0, depth * 0.1),
            NoFrustumCulling,
            super::ScenePart,
        ));
        (part, mesh, material)
    });
    commands.insert_resource(BackdropHandles { parts, slots, profile });
}

/// A mesh of columns; each corner is (world, design).
fn strip(columns: &[[(Vec2, Vec2); 2]]) -> Mesh {
    let nothing = [[(Vec2::ZERO, Vec2::ZERO); 2]; 2];
    let columns = if columns.len() < 2 { &nothing } else { columns };
    let corners = || columns.iter().flatten();
    let index = (0..columns.len() as u32 - 1).flat_map(|i| {
        let b = i * 2;
        [b, b + 1, b + 2, b + 2, b + 1, b + 3]
    });
    Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::all())
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, corners().map(|(w, _)| [w.x, w.y, 0.0]).collect::<Vec<_>>())
        .with_inserted_attribute(Mesh::ATTRIBUTE_NORMAL, vec![[0.0, 0.0, 1.0]; columns.len() * 2])
        .with_inserted_attribute(Mesh::ATTRIBUTE_UV_0, corners().map(|(_, d)| d.to_array()).collect::<Vec<_>>())
        .with_inserted_indices(Indices::U32(index.collect()))
}

/// The numbers for the shaders.
fn uniform(
    input: &SceneInput,
    layout: &Layout,
    crowd: &Crowd,
    inside: &Inside,
    seconds: f64,
    pixel: f32,
) -> SceneUniform {
    let four = |c: [f32; 3]| Vec3::from(c).extend(1.0);
    SceneUniform {
        size: Vec4::new(layout.width, HEIGHT, (seconds % 3600.0) as f32, pixel),
        plane: Vec4::new(horizon(), NEAR_Y, FAR_Y, crowd.row_log),
        inside: Vec4::new(inside.pitch, inside.columns as f32, VESICLES_Y, 0.0),
        membrane: Vec4::new(MARGIN, THICKNESS, input.effect, f32::from(u8::from(input.theme == Theme::Projector))),
        state: model::receptor::STATES.map(|s| four(input.color(s))),
        tone: TONES.map(|t| four(tone(t, input.theme))),
    }
}

/// What a frame of the background is made from.
pub struct Frame<'a> {
    /// The scene's input.
    pub input: &'a SceneInput,
    /// Where things are.
    pub layout: &'a Layout,
    /// The line of the membrane.
    pub line: &'a Profile,
    /// Cells of the crowd.
    pub crowd: &'a Crowd,
    /// Seats inside.
    pub inside: &'a Inside,
    /// Seconds of motion; 0 holds still.
    pub seconds: f64,
    /// Physical pixels per point.
    pub scale_factor: f32,
}

/// Brings quads, tables and numbers up to date.
pub fn update(
    frame: &Frame,
    handles: &BackdropHandles,
    images: &mut Assets<Image>,
    meshes: &mut Assets<Mesh>,
    materials: &mut Assets<Backdrop>,
) -> Result {
    let Frame { layout, line, .. } = frame;
    let pixel = 1.0 / (layout.scale * layout.lens.scale * frame.scale_factor);
    let seen = layout.seen();
    let scene = uniform(frame.input, layout, frame.crowd, frame.inside, frame.seconds, pixel);
    let enzyme = frame.input.target == TargetKind::Enzyme;
    if let Some(mut image) = images.get_mut(&handles.profile) {
        let rows = frame.crowd.rows.iter().map(|row| [row.start as f32, row.count as f32, row.left, row.pitch]);
        let all = [frame.crowd.pitch, frame.crowd.rows.len() as f32, f32::from(u8::from(enzyme)), 0.0];
        let rows = rows.chain(std::iter::repeat([0.0; 4])).take(SAMPLES - 1).chain([all]);
        image.data = Some(line.table().into_iter().chain(rows).flatten().flat_map(f32::to_le_bytes).collect());
    }
    let seam = MEMBRANE_Y - THICKNESS * 0.5 + 16.0;
    for (part, mesh, material) in &handles.parts {
        let column = |x: f32, top: f32, low: f32| {
            let x = x.clamp(seen.min.x, seen.max.x);
            [top, low]
                .map(|y| Vec2::new(x, y.clamp(seen.min.y, seen.max.y)))
                .map(|design| (layout.to_world(design), design))
        };
        let across = |top: f32, low: f32| [0.0, layout.width].map(|x| column(x, top, low)).to_vec();
        let columns: Vec<_> = match part {
            Part::Water => across(0.0, FAR_Y - 14.0),
            Part::Outside => across(FAR_Y - 14.0, seam),
            Part::Shallows => across(seam, VESICLES_Y),
            Part::Cytosol if !enzyme => across(VESICLES_Y, HEIGHT),
            Part::Swarm if enzyme => across(VESICLES_Y, HEIGHT),
            Part::Cytosol | Part::Swarm => Vec::new(),
            Part::Membrane => (0..=STRIPS)
                .map(|i| {
                    let x = layout.width * i as f32 / STRIPS as f32;
                    let reach = layout.width / STRIPS as f32;
                    let low = [x - reach, x, x + reach].map(|x| line.height(x)).into_iter().fold(0.0, f32::max);
                    let top = (MEMBRANE_Y - THICKNESS * 0.5 - 16.0).min(low);
                    column(x, top, low + THICKNESS * 0.5 + 14.0 + line.slope(x).abs() * 26.0)
                })
                .collect(),
        };
        meshes.insert(mesh, strip(&columns))?;
        if let Some(mut material) = materials.get_mut(material) {
            material.scene = scene.clone();
            material.flat = frame.input.theme == Theme::Low;
        }
    }
    Ok(())
}
