//! The two materials of the scene.
//!
//! A backdrop has one pipeline per [`Part`], a foreground mesh one per [`Layer`]: software rasterisers pay for every
//! branch of a shader, so each part gets a shader of its own. Not here: the shaders (`shaders`), the numbers in
//! the uniforms (`backdrop`).

use bevy::{
    mesh::MeshVertexBufferLayoutRef,
    prelude::*,
    render::render_resource::{AsBindGroup, RenderPipelineDescriptor, ShaderType, SpecializedMeshPipelineError},
    shader::ShaderRef,
    sprite_render::{AlphaMode2d, Material2d, Material2dKey, Material2dPlugin},
};

use super::{
    glyph::{ACCENT, LOCAL, Layer, SHAPE, TINT},
    palette::N_TONES,
    shaders::{
        CHANNELS, CYCLASE, CYTOSOL, FINE, GLYPH, LIVER, MARKS, MEMBRANE, MOLECULES, ORGANELLES, OUTSIDE, PROTEINS,
        RECEPTORS, SHALLOWS, STACKS, SWARM, TAILS, WATER,
    },
};

/// Registers the materials. Needs the renderer's plugins before it.
pub(super) fn plugin(app: &mut App) {
    app.add_plugins((
        Material2dPlugin::<Backdrop>::default(),
        Material2dPlugin::<Foreground>::default(),
        Material2dPlugin::<super::far_material::FarMaterial>::default(),
    ));
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
    /// Lattice pitch, columns, top, nothing.
    pub inside: Vec4,
    /// Profile margin, thickness, effect -1..1, 1 for light themes.
    pub membrane: Vec4,
    /// Drawn colours of the nine states, sRGB.
    pub state: [Vec4; 9],
    /// Other colours, by [`super::palette::Tone`].
    pub tone: [Vec4; N_TONES],
}

/// The material of the background quads.
#[derive(Asset, TypePath, AsBindGroup, Debug, Clone)]
#[bind_group_data(BackdropKey)]
pub struct Backdrop {
    /// Shared numbers.
    #[uniform(0)]
    pub scene: SceneUniform,
    /// One byte per crowd cell, then the seats inside.
    #[texture(1, sample_type = "u_int")]
    pub slots: Handle<Image>,
    /// Height, slope and length of the membrane line; below, the rows of the crowd.
    #[texture(2, sample_type = "float", filterable = false)]
    pub profile: Handle<Image>,
    /// Which shader.
    pub part: Part,
    /// Without ornament, for weak machines.
    pub flat: bool,
}

/// A shader, and whether it leaves ornament out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BackdropKey(Part, bool);

impl From<&Backdrop> for BackdropKey {
    fn from(material: &Backdrop) -> Self {
        Self(material.part, material.flat)
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
            let BackdropKey(part, flat) = key.bind_group_data;
            if flat {
                fragment.shader_defs.push("FLAT".into());
            }
            fragment.shader = match part {
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
                Layer::Fine => FINE,
                Layer::Stack => STACKS,
                Layer::Organelle => ORGANELLES,
                Layer::Cyclase => CYCLASE,
                Layer::Liver => LIVER,
                Layer::Protein => PROTEINS,
                Layer::Receptor => RECEPTORS,
                Layer::Channel => CHANNELS,
                Layer::Tail => TAILS,
                Layer::Mark => MARKS,
                Layer::Molecule => MOLECULES,
            };
        }
        Ok(())
    }
}
