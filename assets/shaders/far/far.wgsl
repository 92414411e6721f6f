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

// How far the cell's rim is in a direction, in half axes: sines of multiples of its angle, without any sine.
fn reach(dir: vec2<f32>) -> f32 {
    let c = dir.x;
    let s = dir.y;
    let c2 = c * c;
    let s2 = s * s;
    let cos3 = c * (4.0 * c2 - 3.0);
    let sin3 = s * (3.0 - 4.0 * s2);
    let cos5 = c * (16.0 * c2 * c2 - 20.0 * c2 + 5.0);
    let sin5 = s * (16.0 * s2 * s2 - 20.0 * s2 + 5.0);
    let n = far.lobes.x;
    var lobe = 2.0 * c2 - 1.0;
    lobe = select(lobe, cos3 * 0.000796 - sin3, n == 3.0);
    lobe = select(lobe, 8.0 * c2 * c2 - 8.0 * c2 + 1.0, n == 4.0);
    lobe = select(lobe, cos5, n == 5.0);
    let rough = sin3 * -0.588501 + cos3 * 0.808496 + 0.7 * (sin5 * 0.877583 + cos5 * 0.479426);
    return 1.0 + far.lobes.y * lobe + far.lobes.z * rough;
}
