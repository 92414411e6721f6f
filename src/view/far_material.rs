//! The material of the far scales: its numbers, and a pipeline for each set of a shader's parts. Not here: which parts are
//! drawn where (`far_tiles`), who fills the numbers in (`far`).

use bevy::{
    mesh::MeshVertexBufferLayoutRef,
    prelude::*,
    render::render_resource::{AsBindGroup, RenderPipelineDescriptor, ShaderType, SpecializedMeshPipelineError},
    shader::ShaderRef,
    sprite_render::{AlphaMode2d, Material2d, Material2dKey},
};

use super::{
    far::Far,
    far_tiles,
    palette::N_TONES,
    person::SIGNS,
    shaders::{CELL, PERSON, TISSUE},
    tiles::Parts,
};

/// Numbers of the far shaders; see `assets/shaders/far/far.wgsl`. Lengths in design units of the scale.
#[derive(Clone, Debug, Default, ShaderType)]
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
#[bind_group_data(FarKey)]
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
    /// Which shader, and which of its parts.
    pub key: FarKey,
}

/// A shader and the set of its parts that is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FarKey(pub Far, pub Parts);

impl From<&FarMaterial> for FarKey {
    fn from(material: &FarMaterial) -> Self {
        material.key
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
            let FarKey(far, parts) = key.bind_group_data;
            fragment.shader = match far {
                Far::Person => PERSON,
                Far::Tissue => TISSUE,
                Far::Cell => CELL,
            };
            fragment.shader_defs.extend(far_tiles::names(far, parts).into_iter().map(Into::into));
        }
        Ok(())
    }
}
