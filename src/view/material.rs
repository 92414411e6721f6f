//! The two materials of the scene and their shaders, which travel inside the program.
//!
//! A backdrop has one pipeline per [`Part`], a foreground mesh one per [`Layer`]: software rasterisers pay for every
//! branch of a shader, so each part gets a shader of its own. Not here: the numbers in the uniforms (`backdrop`).

use bevy::{
    asset::{load_internal_asset, uuid_handle},
    mesh::MeshVertexBufferLayoutRef,
    prelude::*,
    render::render_resource::{AsBindGroup, RenderPipelineDescriptor, ShaderType, SpecializedMeshPipelineError},
    shader::ShaderRef,
    sprite_render::{AlphaMode2d, Material2d, Material2dKey, Material2dPlugin},
};

use super::{
    crowd::MOST_ROWS,
    glyph::{ACCENT, LOCAL, Layer, SHAPE, TINT},
    palette::N_TONES,
};

const PAINT: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a01");
const SCENE: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a02");
const OUTSIDE: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a03");
const MEMBRANE: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a04");
const CYTOSOL: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a05");
const GLYPH: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a06");
const ORGANELLES: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a07");
const PROTEINS: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a08");
const RECEPTORS: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a09");
const TAILS: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a0b");
const WATER: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a0d");
const GROUND: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a0e");
const SHALLOWS: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a0f");
const CROWD: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a10");
const SWARM: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a11");
const MARKS: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a0c");
const MOLECULES: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a0a");

/// Registers the materials and embeds the shaders. Needs the renderer's plugins before it.
pub(super) fn plugin(app: &mut App) {
    load_internal_asset!(app, PAINT, "../../assets/shaders/paint.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, SCENE, "../../assets/shaders/scene.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, OUTSIDE, "../../assets/shaders/outside.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, MEMBRANE, "../../assets/shaders/membrane.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, CYTOSOL, "../../assets/shaders/cytosol.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, GLYPH, "../../assets/shaders/glyph.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, ORGANELLES, "../../assets/shaders/organelles.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, PROTEINS, "../../assets/shaders/proteins.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, RECEPTORS, "../../assets/shaders/receptors.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, TAILS, "../../assets/shaders/tails.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, WATER, "../../assets/shaders/water.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, GROUND, "../../assets/shaders/ground.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, SHALLOWS, "../../assets/shaders/shallows.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, CROWD, "../../assets/shaders/crowd.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, SWARM, "../../assets/shaders/swarm.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, MARKS, "../../assets/shaders/marks.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, MOLECULES, "../../assets/shaders/molecules.wgsl", Shader::from_wgsl);
    app.add_plugins((Material2dPlugin::<Backdrop>::default(), Material2dPlugin::<Foreground>::default()));
}

/// Which part of the background a quad shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Water above the far edge.
    Water,
    /// The membrane surface with its crowd.
    Outside,
    /// The inside of the cell under the membrane.
    Shallows,
    /// The inside of the cell with its small vesicles.
    Cytosol,
    /// The same place with the crowd of enzymes.
    Swarm,
    /// The cut edge of the membrane.
    Membrane,
}

/// Numbers shared by all backdrop shaders. Lengths in design units.
#[derive(Clone, Debug, ShaderType)]
pub struct SceneUniform {
    /// Width, height, seconds of motion (wrapped), design units per physical pixel.
    pub size: Vec4,
    /// Horizon, near row, far edge, `ln` of the row ratio.
    pub plane: Vec4,
    /// Pitch of the nearest row, number of rows, highlighted cell or -1, 1 for enzymes.
    pub crowd: Vec4,
    /// Lattice pitch, columns, top, highlighted seat or -1.
    pub inside: Vec4,
    /// Profile margin, thickness, effect -1..1, 1 for light themes.
    pub membrane: Vec4,
    /// Drawn colours of the nine states, sRGB.
    pub state: [Vec4; 9],
    /// Other colours, by [`super::palette::Tone`].
    pub tone: [Vec4; N_TONES],
    /// Rows of the crowd: first cell, cells, left edge, pitch.
    pub rows: [Vec4; MOST_ROWS],
}

/// The material of the background quads.
#[derive(Asset, TypePath, AsBindGroup, Debug, Clone)]
#[bind_group_data(Part)]
pub struct Backdrop {
    /// Shared numbers.
    #[uniform(0)]
    pub scene: SceneUniform,
    /// One byte per crowd cell, then the seats inside.
    #[texture(1, sample_type = "u_int")]
    pub slots: Handle<Image>,
    /// Height, slope and length of the membrane line.
    #[texture(2, sample_type = "float", filterable = false)]
    pub profile: Handle<Image>,
    /// Which shader.
    pub part: Part,
}

impl From<&Backdrop> for Part {
    fn from(material: &Backdrop) -> Self {
        material.part
    }
}

impl Material2d for Backdrop {
    fn fragment_shader() -> ShaderRef {
        OUTSIDE.into()
    }

    fn alpha_mode(&self) -> AlphaMode2d {
        match self.part {
            Part::Water | Part::Outside | Part::Shallows | Part::Cytosol | Part::Swarm => AlphaMode2d::Opaque,
            Part::Membrane => AlphaMode2d::Blend,
        }
    }

    fn specialize(
        descriptor: &mut RenderPipelineDescriptor,
        _layout: &MeshVertexBufferLayoutRef,
        key: Material2dKey<Self>,
    ) -> Result<(), SpecializedMeshPipelineError> {
        if let Some(fragment) = &mut descriptor.fragment {
            fragment.shader = match key.bind_group_data {
                Part::Water => WATER,
                Part::Outside => OUTSIDE,
                Part::Shallows => SHALLOWS,
                Part::Cytosol => CYTOSOL,
                Part::Swarm => SWARM,
                Part::Membrane => MEMBRANE,
            };
        }
        Ok(())
    }
}

/// The material of the foreground meshes.
#[derive(Asset, TypePath, AsBindGroup, Debug, Clone)]
#[bind_group_data(Layer)]
pub struct Foreground {
    /// x: 1 for light themes.
    #[uniform(0)]
    pub look: Vec4,
    /// Which shader.
    pub layer: Layer,
}

impl From<&Foreground> for Layer {
    fn from(material: &Foreground) -> Self {
        material.layer
    }
}

impl Material2d for Foreground {
    fn vertex_shader() -> ShaderRef {
        GLYPH.into()
    }

    fn fragment_shader() -> ShaderRef {
        RECEPTORS.into()
    }

    fn alpha_mode(&self) -> AlphaMode2d {
        AlphaMode2d::Blend
    }

    fn specialize(
        descriptor: &mut RenderPipelineDescriptor,
        layout: &MeshVertexBufferLayoutRef,
        key: Material2dKey<Self>,
    ) -> Result<(), SpecializedMeshPipelineError> {
        descriptor.vertex.buffers = vec![layout.0.get_layout(&[
            Mesh::ATTRIBUTE_POSITION.at_shader_location(0),
            LOCAL.at_shader_location(1),
            TINT.at_shader_location(2),
            SHAPE.at_shader_location(3),
            ACCENT.at_shader_location(4),
        ])?];
        if let Some(fragment) = &mut descriptor.fragment {
            fragment.shader = match key.bind_group_data {
                Layer::Organelle => ORGANELLES,
                Layer::Protein => PROTEINS,
                Layer::Receptor => RECEPTORS,
                Layer::Tail => TAILS,
                Layer::Mark => MARKS,
                Layer::Molecule => MOLECULES,
            };
        }
        Ok(())
    }
}
