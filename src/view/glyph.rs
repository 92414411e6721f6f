//! One quad per thing: what a foreground object is to the renderer, and the meshes that carry them.
//!
//! Painter's order is the order of [`Layer`]s, and inside a layer the order of pushing. Not here: what the kinds look
//! like (`assets/shaders`), and who decides what is drawn (`hero_glyphs`, `molecules`, `organelles`).

use bevy::{
    asset::RenderAssetUsages,
    mesh::{Indices, MeshVertexAttribute, PrimitiveTopology, VertexFormat},
    prelude::*,
};

use super::{layout::Layout, palette::Rgb};

/// Local coordinates of a corner, y down, in the object's own design units.
pub const LOCAL: MeshVertexAttribute = MeshVertexAttribute::new("Glyph_Local", 988_540_917, VertexFormat::Float32x2);
/// Main colour and opacity.
pub const TINT: MeshVertexAttribute = MeshVertexAttribute::new("Glyph_Tint", 988_540_918, VertexFormat::Float32x4);
/// Kind and three numbers whose meaning belongs to the kind.
pub const SHAPE: MeshVertexAttribute = MeshVertexAttribute::new("Glyph_Shape", 988_540_919, VertexFormat::Float32x4);
/// Second colour and one more number.
pub const ACCENT: MeshVertexAttribute = MeshVertexAttribute::new("Glyph_Accent", 988_540_920, VertexFormat::Float32x4);

/// Painter's layers of the foreground, back to front. Each has its own shader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(usize)]
pub enum Layer {
    /// Soft light, sugar chains, dots of tracks: what is cheap and behind everything.
    Fine,
    /// ER and Golgi.
    Stack,
    /// Endosome, lysosome, vesicles.
    Organelle,
    /// Tails with their phosphates, clathrin coats.
    Tail,
    /// Adenylyl cyclase.
    Cyclase,
    /// G proteins, arrestin, kinases, enzymes.
    Protein,
    /// Heroes.
    Receptor,
    /// Heroes that are channels or pumps.
    Channel,
    /// Shards, arrows, chips.
    Mark,
    /// Drug, antagonist, cAMP.
    Molecule,
    /// The liver cell beside the tissue; above the far scales.
    Liver,
}

/// Number of layers.
pub const N_LAYERS: usize = 11;

/// All layers, back to front.
pub const LAYERS: [Layer; N_LAYERS] = [
    Layer::Fine,
    Layer::Stack,
    Layer::Organelle,
    Layer::Tail,
    Layer::Cyclase,
    Layer::Protein,
    Layer::Receptor,
    Layer::Channel,
    Layer::Mark,
    Layer::Molecule,
    Layer::Liver,
];

/// One quad of a layer.
#[derive(Clone, Copy, Debug)]
pub struct Glyph {
    /// Which drawing of the layer's shader.
    pub kind: f32,
    /// Middle, design units, y down.
    pub at: Vec2,
    /// Half the size of the quad in local units.
    pub half: Vec2,
    /// Middle of the quad in local units.
    pub offset: Vec2,
    /// Clockwise turn on the screen, radians.
    pub turn: f32,
    /// Design units per local unit.
    pub size: f32,
    /// Main colour, sRGB.
    pub tint: Rgb,
    /// Opacity 0-1.
    pub alpha: f32,
    /// Three numbers whose meaning belongs to the kind.
    pub shape: [f32; 3],
    /// Second colour, sRGB.
    pub accent: Rgb,
    /// One more number.
    pub extra: f32,
}

impl Default for Glyph {
    fn default() -> Self {
        Self {
            kind: 0.0,
            at: Vec2::ZERO,
            half: Vec2::splat(10.0),
            offset: Vec2::ZERO,
            turn: 0.0,
            size: 1.0,
            tint: [1.0; 3],
            alpha: 1.0,
            shape: [0.0; 3],
            accent: [1.0; 3],
            extra: 0.0,
        }
    }
}

/// What the foreground shows in this frame.
#[derive(Resource, Default)]
pub struct Glyphs([Vec<Glyph>; N_LAYERS]);

impl Glyphs {
    /// Adds one object on top of its layer.
    pub fn push(&mut self, layer: Layer, glyph: Glyph) {
        if glyph.alpha > 0.004 {
            self.0[layer as usize].push(glyph);
        }
    }

    /// The objects of a layer, back to front.
    #[must_use]
    pub fn of(&self, layer: Layer) -> &[Glyph] {
        &self.0[layer as usize]
    }

    /// Forgets the last frame.
    pub fn clear(&mut self) {
        self.0.iter_mut().for_each(Vec::clear);
    }

    /// The quads of one layer as a mesh in world coordinates. Never empty: the renderer dislikes empty buffers, so a quad
    /// of no size comes last.
    #[must_use]
    pub fn mesh(&self, layer: Layer, layout: &Layout) -> Mesh {
        let quads = &self.0[layer as usize];
        let n = quads.len() + 1;
        let mut position = Vec::with_capacity(n * 4);
        let (mut local, mut tint) = (Vec::with_capacity(n * 4), Vec::with_capacity(n * 4));
        let (mut shape, mut accent) = (Vec::with_capacity(n * 4), Vec::with_capacity(n * 4));
        let mut index = Vec::with_capacity(n * 6);
        let nothing = Glyph { half: Vec2::ZERO, at: layout.seen().center(), ..default() };
        for glyph in quads.iter().chain([&nothing]) {
            let base = u32::try_from(position.len()).expect("a few hundred quads");
            let corners = cut(glyph, layout);
            for &(world, p) in &corners {
                position.push([world.x, world.y, 0.0]);
                local.push(p.to_array());
                tint.push([glyph.tint[0], glyph.tint[1], glyph.tint[2], glyph.alpha]);
                shape.push([glyph.kind, glyph.shape[0], glyph.shape[1], glyph.shape[2]]);
                accent.push([glyph.accent[0], glyph.accent[1], glyph.accent[2], glyph.extra]);
            }
            for k in 2..corners.len() as u32 {
                index.extend([base, base + k, base + k - 1]);
            }
        }
        Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::all())
            .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, position)
            .with_inserted_attribute(LOCAL, local)
            .with_inserted_attribute(TINT, tint)
            .with_inserted_attribute(SHAPE, shape)
            .with_inserted_attribute(ACCENT, accent)
            .with_inserted_indices(Indices::U32(index))
    }
}

/// The corners of a quad, world and local; where the scene is magnified, cut off at its edges.
fn cut(glyph: &Glyph, layout: &Layout) -> Vec<(Vec2, Vec2)> {
    const CORNERS: [Vec2; 4] = [Vec2::new(-1.0, -1.0), Vec2::new(1.0, -1.0), Vec2::new(1.0, 1.0), Vec2::new(-1.0, 1.0)];
    let turn = Vec2::from_angle(glyph.turn);
    let mut corners: Vec<(Vec2, Vec2)> = CORNERS
        .map(|corner| glyph.offset + corner * glyph.half)
        .map(|p| (layout.to_world(glyph.at + turn.rotate(p) * glyph.size), p))
        .to_vec();
    if layout.lens == super::zoom::REST {
        return corners;
    }
    let (min, max) = (layout.rect.min, layout.rect.max);
    // how far inside each edge a point of the world lies
    let edges: [&dyn Fn(Vec2) -> f32; 4] = [&|w| w.x - min.x, &|w| max.x - w.x, &|w| -w.y - min.y, &|w| max.y + w.y];
    for inside in edges {
        let before = std::mem::take(&mut corners);
        for (k, &(world, p)) in before.iter().enumerate() {
            let (next, q) = before[(k + 1) % before.len()];
            let (a, b) = (inside(world), inside(next));
            if a >= 0.0 {
                corners.push((world, p));
            }
            if (a >= 0.0) != (b >= 0.0) {
                let t = a / (a - b);
                corners.push((world.lerp(next, t), p.lerp(q, t)));
            }
        }
    }
    corners
}
