//! The three far scales, person, tissue and whole cell: one quad and one shader each, drawn above the membrane and
//! faded. Not here: what the quads show (`assets/shaders/far`), who stands where (`cell_plan`), the person's signs
//! (`person`).

use bevy::{
    asset::RenderAssetUsages,
    camera::visibility::NoFrustumCulling,
    mesh::MeshVertexBufferLayoutRef,
    prelude::*,
    render::render_resource::{
        AsBindGroup, Extent3d, RenderPipelineDescriptor, ShaderType, SpecializedMeshPipelineError, TextureDimension,
        TextureFormat, TextureUsages,
    },
    shader::ShaderRef,
    sprite_render::{AlphaMode2d, Material2d, Material2dKey},
};
use model::receptor::STATES;

use super::{
    SceneInput,
    cell_inside::LATTICE,
    cell_plan::{CellPlan, MOST_RINGS, Outline, TABLE_WIDTH, WINDOW},
    layout::{HEIGHT, Layout},
    palette::{N_TONES, TONES, Theme, tone},
    person::{Person, SIGNS},
    shaders::{CELL, PERSON, TISSUE},
    zoom::Map,
};

/// A far scale; its discriminant is its number on the zoom's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Far {
    /// The person.
    Person,
    /// The cell among its neighbours.
    Tissue,
    /// The whole cell.
    Cell,
}

/// All far scales, far to near.
pub const FARS: [Far; 3] = [Far::Person, Far::Tissue, Far::Cell];

/// Numbers of the far shaders; see `assets/shaders/far/far.wgsl`. Lengths in design units of the scale.
#[derive(Clone, Debug, ShaderType)]
pub struct FarUniform {
    /// Width and height of the scene, seconds of motion (wrapped), picture's design units per physical pixel.
    pub size: Vec4,
    /// The scale's map into the picture (scale, shift), opacity.
    pub map: Vec4,
    /// 1 for light themes, seconds of jitter (0 holds still), lit organs (bits), set-off of the cell's map (unused 0).
    pub look: Vec4,
    /// Middle and half axes of the cell.
    pub body: Vec4,
    /// Its lobes.
    pub lobes: Vec4,
    /// First, step, flat, number of rings.
    pub rings: Vec4,
    /// Grid of an organelle, first seat, first class, window.
    pub inside: Vec4,
    /// Free drug, free antagonist, store, 1 where nerve endings are.
    pub water: Vec4,
    /// The whole cell's map into the picture, for the tissue that leaves room for it.
    pub cell: Vec4,
    /// A mark's place (design units of the cell) and whether there is one.
    pub mark: Vec4,
    /// The person's signs.
    pub signs: [Vec4; SIGNS],
    /// Colours of the states, sRGB.
    pub state: [Vec4; 9],
    /// Other colours.
    pub tone: [Vec4; N_TONES],
}

/// The material of a far scale.
#[derive(Asset, TypePath, AsBindGroup, Debug, Clone)]
#[bind_group_data(Far)]
pub struct FarMaterial {
    /// Numbers.
    #[uniform(0)]
    pub far: FarUniform,
    /// States by place and seat.
    #[texture(1, sample_type = "u_int")]
    pub states: Handle<Image>,
    /// Rings: start, count, phase.
    #[texture(2, sample_type = "float", filterable = false)]
    pub rings: Handle<Image>,
    /// Which shader.
    pub which: Far,
}

impl From<&FarMaterial> for Far {
    fn from(material: &FarMaterial) -> Self {
        material.which
    }
}

impl Material2d for FarMaterial {
    fn fragment_shader() -> ShaderRef {
        CELL.into()
    }

    fn alpha_mode(&self) -> AlphaMode2d {
        AlphaMode2d::Blend
    }

    fn specialize(
        descriptor: &mut RenderPipelineDescriptor,
        _layout: &MeshVertexBufferLayoutRef,
        key: Material2dKey<Self>,
    ) -> Result<(), SpecializedMeshPipelineError> {
        if let Some(fragment) = &mut descriptor.fragment {
            fragment.shader = match key.bind_group_data {
                Far::Person => PERSON,
                Far::Tissue => TISSUE,
                Far::Cell => CELL,
            };
        }
        Ok(())
    }
}

/// Quads, tables and materials of the far scales.
#[derive(Resource)]
pub struct FarHandles {
    parts: [(Entity, Far, Handle<Mesh>, Handle<FarMaterial>); 3],
    states: Handle<Image>,
    rings: Handle<Image>,
}

fn table(width: usize, bytes: Vec<u8>, texel: usize, format: TextureFormat) -> Image {
    let height = (bytes.len() / texel / width).max(1) as u32;
    let size = Extent3d { width: width as u32, height, depth_or_array_layers: 1 };
    let mut image = Image::new(size, TextureDimension::D2, bytes, format, RenderAssetUsages::all());
    image.texture_descriptor.usage |= TextureUsages::COPY_DST;
    image
}

/// Creates quads, tables and materials.
pub fn spawn(
    mut commands: Commands,
    mut images: ResMut<Assets<Image>>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<FarMaterial>>,
) {
    let states = images.add(table(TABLE_WIDTH, vec![255; TABLE_WIDTH], 1, TextureFormat::R8Uint));
    let rings = images.add(table(MOST_RINGS, vec![0; MOST_RINGS * 16], 16, TextureFormat::Rgba32Float));
    let parts = FARS.map(|which| {
        let mesh = meshes.add(quad(&Layout::new(Rect::default()), Rect::default()));
        let far = FarUniform {
            size: Vec4::ONE,
            map: Vec4::X,
            look: Vec4::ZERO,
            body: Vec4::ONE,
            lobes: Vec4::ZERO,
            rings: Vec4::ONE,
            inside: Vec4::ONE,
            water: Vec4::ZERO,
            cell: Vec4::X,
            mark: Vec4::ZERO,
            signs: [Vec4::ZERO; SIGNS],
            state: [Vec4::ZERO; 9],
            tone: [Vec4::ZERO; N_TONES],
        };
        let material = materials.add(FarMaterial { far, states: states.clone(), rings: rings.clone(), which });
        let at = Transform::from_xyz(0.0, 0.0, 20.0 - which as usize as f32);
        let part = commands.spawn((Mesh2d(mesh.clone()), MeshMaterial2d(material.clone()), at, NoFrustumCulling)).id();
        (part, which, mesh, material)
    });
    commands.insert_resource(FarHandles { parts, states, rings });
}

/// The scene's rectangle, or a part of it; design units as its texture coordinates.
fn quad(layout: &Layout, part: Rect) -> Mesh {
    let flat = Layout::new(layout.rect);
    let part = part.intersect(Rect::new(0.0, 0.0, flat.width, HEIGHT));
    let (min, max) = (part.min, part.max);
    let corners = [min, Vec2::new(max.x, min.y), max, Vec2::new(min.x, max.y)];
    let world = corners.map(|c| flat.to_world(c)).map(|w| [w.x, w.y, 0.0]);
    Mesh::new(bevy::mesh::PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, world.to_vec())
        .with_inserted_attribute(Mesh::ATTRIBUTE_NORMAL, vec![[0.0, 0.0, 1.0]; 4])
        .with_inserted_attribute(Mesh::ATTRIBUTE_UV_0, corners.map(|c| c.to_array()).to_vec())
        .with_inserted_indices(bevy::mesh::Indices::U32(vec![0, 2, 1, 0, 3, 2]))
}

/// What a frame of the far scales is made from.
pub struct Frame<'a> {
    /// The scene's input.
    pub input: &'a SceneInput,
    /// Where the scene lies.
    pub layout: &'a Layout,
    /// Who stands where in the cell.
    pub plan: &'a CellPlan,
    /// Whether the plan changed since the last frame.
    pub changed: bool,
    /// The person's signs.
    pub person: &'a Person,
    /// Maps of the three scales.
    pub maps: [Map; 3],
    /// Opacities of the three scales; 0 hides.
    pub opacity: [f32; 3],
    /// All are drawn once, unseen, so that the driver has their shaders ready.
    pub rehearse: bool,
    /// A mark to point out, design units of the cell.
    pub mark: Option<Vec2>,
    /// Seconds of motion; 0 holds still.
    pub seconds: f64,
    /// Physical pixels per point.
    pub scale_factor: f32,
}

/// Brings quads, tables and numbers up to date.
pub fn update(
    frame: &Frame,
    handles: &FarHandles,
    images: &mut Assets<Image>,
    meshes: &mut Assets<Mesh>,
    materials: &mut Assets<FarMaterial>,
    mut show: impl FnMut(Entity, bool),
) -> Result {
    let Frame { input, layout, plan, person, .. } = frame;
    let cell_seen = frame.opacity[2] > 0.0 || frame.rehearse;
    if cell_seen && frame.changed {
        images.insert(&handles.states, table(TABLE_WIDTH, plan.table.clone(), 1, TextureFormat::R8Uint))?;
        let rings = plan.rings.iter().map(|r| [r.start as f32, r.count as f32, r.phase, 0.0]);
        let rings = rings.chain(std::iter::repeat([0.0; 4])).take(MOST_RINGS).flatten().flat_map(f32::to_le_bytes);
        images.insert(&handles.rings, table(MOST_RINGS, rings.collect(), 16, TextureFormat::Rgba32Float))?;
    }
    let outline = Outline::new(input.scene.cell, layout.width).grown(input.amounts.grown);
    let four = |c: [f32; 3]| Vec3::from(c).extend(1.0);
    let packed = |map: Map, w: f32| Vec4::new(map.scale, map.shift.x, map.shift.y, w);
    let seconds = (frame.seconds % 3600.0) as f32;
    for (part, which, mesh, material) in &handles.parts {
        let i = *which as usize;
        let seen = frame.opacity[i] > 0.0;
        show(*part, (seen || frame.rehearse) && input.visible);
        if !seen && !frame.rehearse {
            continue;
        }
        // under an opaque tissue only the gap that it leaves is seen
        let reach = outline.axes * 1.12 * frame.maps[2].scale;
        let gap = Rect::from_center_half_size(frame.maps[2].apply(outline.middle), reach);
        let whole = Rect::new(0.0, 0.0, layout.width, HEIGHT);
        let covered = *which == Far::Cell && frame.opacity[1] >= 1.0;
        meshes.insert(mesh, quad(layout, if covered { gap } else { whole }))?;
        let Some(mut material) = materials.get_mut(material) else { continue };
        material.far = FarUniform {
            size: Vec4::new(layout.width, HEIGHT, seconds, 1.0 / (layout.scale * frame.scale_factor)),
            map: packed(frame.maps[i], frame.opacity[i]),
            look: Vec4::new(f32::from(u8::from(input.theme == Theme::Projector)), seconds, person.lit, 0.0),
            body: outline.middle.extend(outline.axes.x).extend(outline.axes.y),
            lobes: Vec4::from_array(outline.lobes),
            rings: Vec4::from_array(plan.numbers()),
            inside: Vec4::new(
                plan.organelles.grid as f32,
                plan.seats_at as f32,
                (plan.seats_at + LATTICE * plan.organelles.grid * plan.organelles.grid) as f32,
                WINDOW,
            ),
            water: Vec4::new(
                input.drug_free,
                input.antagonist_free,
                input.store,
                f32::from(u8::from(!input.scene.vesicles.is_empty())),
            ),
            cell: packed(frame.maps[2], 0.0),
            mark: frame.mark.map_or(Vec4::ZERO, |m| Vec4::new(m.x, m.y, 1.0, 0.0)),
            signs: person.signs,
            state: STATES.map(|s| four(input.color(s))),
            tone: TONES.map(|t| four(tone(t, input.theme))),
        };
    }
    Ok(())
}
