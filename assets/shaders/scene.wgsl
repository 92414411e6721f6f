// The numbers and tables of the background; see `SceneUniform` in src/view/material.rs.
#define_import_path setpoint::scene

struct Scene {
    size: vec4<f32>,
    plane: vec4<f32>,
    inside: vec4<f32>,
    membrane: vec4<f32>,
    state: array<vec4<f32>, 9>,
    tone: array<vec4<f32>, 16>,
}

@group(#{MATERIAL_BIND_GROUP}) @binding(0) var<uniform> scene: Scene;
@group(#{MATERIAL_BIND_GROUP}) @binding(1) var slots: texture_2d<u32>;
@group(#{MATERIAL_BIND_GROUP}) @binding(2) var profile: texture_2d<f32>;

const WATER_HIGH = 0u;
const HAZE = 1u;
const SURFACE = 2u;
const SURFACE_HEAD = 3u;
const HEAD = 4u;
const TAIL = 5u;
const BAND = 6u;
const CYTOSOL_HIGH = 7u;
const CYTOSOL_LOW = 8u;
const FILAMENT = 9u;
const DRUG = 10u;
const PHOSPHATE = 12u;
const LUMEN = 15u;

const EMPTY = 255u;
const INSIDE_ROW = 176u;

fn tone(i: u32) -> vec3<f32> {
    return scene.tone[i].rgb;
}

// Byte number i of the slot table.
fn slot(i: u32) -> u32 {
    return textureLoad(slots, vec2<u32>(i & 255u, i >> 8u), 0).r;
}

// Row number i of the crowd: its first cell, cells, left edge, pitch.
fn rank(i: u32) -> vec4<f32> {
    return textureLoad(profile, vec2<u32>(min(i, 511u), 1u), 0);
}

// Pitch of the nearest row, number of rows, 1 for enzymes.
fn ranks() -> vec4<f32> {
    return textureLoad(profile, vec2<u32>(511u, 1u), 0);
}

// Height, slope and length of the membrane line at x.
fn line(x: f32) -> vec3<f32> {
    let margin = scene.membrane.x;
    let t = clamp((x + margin) / (scene.size.x + 2.0 * margin), 0.0, 1.0) * 511.0;
    let i = min(u32(t), 510u);
    let a = textureLoad(profile, vec2<u32>(i, 0u), 0).xyz;
    let b = textureLoad(profile, vec2<u32>(i + 1u, 0u), 0).xyz;
    return mix(a, b, t - f32(i));
}
