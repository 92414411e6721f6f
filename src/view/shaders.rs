//! The scene's shaders, embedded so that the program runs from any folder.
//!
//! Sources are in `assets/shaders`. Not here: which mesh uses which shader (`material`).

use bevy::{
    asset::{load_internal_asset, uuid_handle},
    prelude::*,
};

/// Brush strokes shared by all.
pub const PAINT: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a01");
/// Numbers and tables of the background.
pub const SCENE: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a02");
/// Membrane surface with its crowd.
pub const OUTSIDE: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a03");
/// Cut edge.
pub const MEMBRANE: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a04");
/// Inside with small vesicles.
pub const CYTOSOL: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a05");
/// Vertices of the foreground.
pub const GLYPH: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a06");
/// Organelles and soft light.
pub const ORGANELLES: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a07");
/// Proteins of three lobes.
pub const PROTEINS: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a08");
/// Heroes.
pub const RECEPTORS: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a09");
/// Tails and coats.
pub const TAILS: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a0b");
/// Water.
pub const WATER: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a0d");
/// Empty inside of the cell, shared.
pub const GROUND: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a0e");
/// Inside right under the membrane.
pub const SHALLOWS: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a0f");
/// Rows of the crowd, shared.
pub const CROWD: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a10");
/// Crowd of enzymes.
pub const SWARM: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a11");
/// Shards, arrows, chips, rings.
pub const MARKS: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a0c");
/// Drug and antagonist.
pub const MOLECULES: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a0a");

/// Numbers and tables of the far scales.
pub const FAR: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a12");
/// The whole cell.
pub const CELL: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a13");
/// The cell among its neighbours.
pub const TISSUE: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a14");
/// The person.
pub const PERSON: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a15");

/// Channels and pumps.
pub const CHANNELS: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a16");

/// Soft light, sugar chains, beads.
pub const FINE: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a30");
/// ER and Golgi.
pub const STACKS: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a31");
/// Adenylyl cyclase.
pub const CYCLASE: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a32");
/// A liver cell and its enzymes.
pub const LIVER: Handle<Shader> = uuid_handle!("0e3f7a52-5f0d-4c6e-9a70-6d2f3b1c0a33");

/// Embeds all shaders. Needs the renderer's plugins before it.
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
    load_internal_asset!(app, FAR, "../../assets/shaders/far/far.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, CELL, "../../assets/shaders/far/cell.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, TISSUE, "../../assets/shaders/far/tissue.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, PERSON, "../../assets/shaders/far/person.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, FINE, "../../assets/shaders/fine.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, STACKS, "../../assets/shaders/stacks.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, CYCLASE, "../../assets/shaders/cyclase.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, LIVER, "../../assets/shaders/liver.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, CHANNELS, "../../assets/shaders/channels.wgsl", Shader::from_wgsl);
    load_internal_asset!(app, MOLECULES, "../../assets/shaders/molecules.wgsl", Shader::from_wgsl);
}
