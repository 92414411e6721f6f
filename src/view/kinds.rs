//! The numbers by which quads choose their drawing: one list per layer, the same numbers as in its shader.
//!
//! `shape` in these comments are the three free numbers of a [`super::glyph::Glyph`].

/// Kinds of the layer of fine things.
pub mod fine {
    /// Soft light.
    pub const GLOW: f32 = 0.0;
    /// A sugar chain, its root at the origin. shape: length, sway.
    pub const CHAIN: f32 = 1.0;
    /// A bead. shape: radius.
    pub const BEAD: f32 = 2.0;
}

/// Kinds of the layer of stacks. shape: half width, half height, seconds.
pub mod stack {
    /// Endoplasmic reticulum, with its ribosomes.
    pub const ER: f32 = 0.0;
    /// Golgi apparatus.
    pub const GOLGI: f32 = 1.0;
}

/// Kinds of the organelle layer.
pub mod organelle {
    /// Small vesicle: a ring of membrane. shape: radius.
    pub const VESICLE: f32 = 1.0;
    /// Endosome with its two tubules. shape: radius, seconds.
    pub const ENDOSOME: f32 = 2.0;
    /// Lysosome. shape: radius, seconds.
    pub const LYSOSOME: f32 = 3.0;
    /// Smooth-muscle filaments. shape: half width, half height, spacing.
    pub const FIBRES: f32 = 5.0;
}

/// Kinds of the protein layer.
pub mod protein {
    /// G protein, three parts. shape: 0 whole, 1 the alpha part alone, 2 the other two.
    pub const G: f32 = 0.0;
    /// Arrestin, two hatched lobes.
    pub const ARRESTIN: f32 = 1.0;
    /// Receptor kinase, two lobes with a cleft.
    pub const KINASE: f32 = 2.0;
    /// Soluble guanylyl cyclase, two lobes. shape: active 0-1, highlight.
    pub const ENZYME: f32 = 4.0;
}

/// Kinds of the channel layer. shape: open 0-1, seconds.
pub mod channel {
    /// Five parts around a pore.
    pub const PENTAMER: f32 = 0.0;
    /// Four parts with a head of two storeys.
    pub const TETRAMER: f32 = 1.0;
    /// Pump.
    pub const PUMP: f32 = 2.0;
    /// Carrier.
    pub const CARRIER: f32 = 3.0;
}

/// Kinds of the tail layer.
pub mod tail {
    /// Tail of a receptor. shape: studs 0-3, seconds.
    pub const TAIL: f32 = 0.0;
    /// One hexagon of a clathrin coat. shape: radius.
    pub const COAT: f32 = 1.0;
}

/// Kinds of the molecule layer.
pub mod molecule {
    /// Drug: hexagon. shape: radius.
    pub const DRUG: f32 = 0.0;
    /// Antagonist: rounded square. shape: radius.
    pub const ANTAGONIST: f32 = 1.0;
    /// cAMP: ring. shape: radius.
    pub const CAMP: f32 = 2.0;
}

/// Kinds of the layer of the liver cell.
pub mod liver {
    /// The cell. shape: radius, seconds.
    pub const CELL: f32 = 0.0;
    /// One enzyme.
    pub const ENZYME: f32 = 1.0;
}

/// Kinds of the mark layer.
pub mod mark {
    /// Three shards of a receptor. shape: spread.
    pub const SHARDS: f32 = 0.0;
    /// Two chevrons pointing up. shape: rise 0-1.
    pub const CHEVRONS: f32 = 1.0;
    /// Chip that turns the prodrug into its active form. shape: lit 0-1.
    pub const CHIP: f32 = 2.0;
    /// Bright ring around a picked member of the crowd. shape: radius.
    pub const RING: f32 = 3.0;
}
