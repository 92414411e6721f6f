// The numbers and tables of the far scales; see `FarUniform` in src/view/far.rs.
#define_import_path setpoint::far

struct Far {
    size: vec4<f32>,
    map: vec4<f32>,
    look: vec4<f32>,
    body: vec4<f32>,
    lobes: vec4<f32>,
    rings: vec4<f32>,
    inside: vec4<f32>,
    water: vec4<f32>,
    cell: vec4<f32>,
    mark: vec4<f32>,
    signs: array<vec4<f32>, 5>,
    state: array<vec4<f32>, 9>,
    tone: array<vec4<f32>, 16>,
}

@group(#{MATERIAL_BIND_GROUP}) @binding(0) var<uniform> far: Far;
@group(#{MATERIAL_BIND_GROUP}) @binding(1) var states: texture_2d<u32>;
@group(#{MATERIAL_BIND_GROUP}) @binding(2) var rings: texture_2d<f32>;

const WATER_HIGH = 0u;
const HAZE = 1u;
const HEAD = 4u;
const TAIL = 5u;
const CYTOSOL_HIGH = 7u;
const CYTOSOL_LOW = 8u;
const FILAMENT = 9u;
const DRUG = 10u;
const ANTAGONIST = 11u;
const PHOSPHATE = 12u;
const LUMEN = 15u;

const EMPTY = 255u;
const TAU: f32 = 6.2831853;

fn tone(i: u32) -> vec3<f32> {
    return far.tone[i].rgb;
}

// Byte number i of the table.
fn state_at(i: u32) -> u32 {
    return textureLoad(states, vec2<u32>(i & 1023u, i >> 10u), 0).r;
}

// A point of the picture in the scale's own design units.
fn own(p: vec2<f32>) -> vec2<f32> {
    return (p - far.map.yz) / far.map.x;
}

// How far the cell's rim is at an angle, in half axes.
fn reach(angle: f32) -> f32 {
    let n = far.lobes.x;
    let shift = select(0.0, 1.57, n == 3.0);
    return 1.0 + far.lobes.y * cos(n * angle + shift)
        + far.lobes.z * (sin(3.0 * angle + 2.2) + 0.7 * sin(5.0 * angle + 0.5));
}
