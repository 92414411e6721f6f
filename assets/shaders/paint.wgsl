// Brush strokes shared by all shaders: distances, coverage, layering, noise. Colours are sRGB until `finish`.
#define_import_path setpoint::paint

// One canvas: premultiplied colour and opacity.
fn over(under: vec4<f32>, color: vec3<f32>, opacity: f32) -> vec4<f32> {
    let a = clamp(opacity, 0.0, 1.0);
    return vec4<f32>(color * a, a) + under * (1.0 - a);
}

// How much of a pixel lies inside a shape at distance d; px is the pixel's size.
fn cover(d: f32, px: f32) -> f32 {
    return clamp(0.5 - d / px, 0.0, 1.0);
}

// The one outline: the object's own hue at about a third of its brightness.
fn dark(color: vec3<f32>) -> vec3<f32> {
    return color * color * 0.12 + color * 0.20;
}

fn light(color: vec3<f32>, t: f32) -> vec3<f32> {
    return mix(color, vec3<f32>(1.0), t);
}

// Flat fill with an outline of width w around it.
fn shape(under: vec4<f32>, d: f32, px: f32, color: vec3<f32>, w: f32) -> vec4<f32> {
    let lined = over(under, dark(color), cover(d - w, px));
    return over(lined, color, cover(d, px));
}

// Soft contact shadow of a shape.
fn shade(under: vec4<f32>, d: f32, reach: f32, depth: f32) -> vec4<f32> {
    let t = clamp(1.0 - d / reach, 0.0, 1.0);
    return over(under, vec3<f32>(0.02, 0.02, 0.05), t * t * depth);
}

// Canvas to output: straight alpha, linear light.
fn finish(canvas: vec4<f32>, opacity: f32) -> vec4<f32> {
    let c = canvas.rgb / max(canvas.a, 0.0001);
    return vec4<f32>(linear(c), canvas.a * opacity);
}

fn linear(c: vec3<f32>) -> vec3<f32> {
    return c * (c * (c * 0.305306011 + 0.682171111) + 0.012522878);
}

fn segment(p: vec2<f32>, a: vec2<f32>, b: vec2<f32>) -> f32 {
    let ab = b - a;
    let t = clamp(dot(p - a, ab) / dot(ab, ab), 0.0, 1.0);
    return length(p - a - ab * t);
}

fn hexagon(p: vec2<f32>, r: f32) -> f32 {
    let k = vec3<f32>(-0.8660254, 0.5, 0.57735027);
    var q = abs(p);
    q -= 2.0 * min(dot(k.xy, q), 0.0) * k.xy;
    q -= vec2<f32>(clamp(q.x, -k.z * r, k.z * r), r);
    return length(q) * sign(q.y);
}

fn rounded(p: vec2<f32>, half: vec2<f32>, r: f32) -> f32 {
    let q = abs(p) - half + r;
    return length(max(q, vec2<f32>(0.0))) + min(max(q.x, q.y), 0.0) - r;
}

// Good enough distance to an ellipse.
fn ellipse(p: vec2<f32>, r: vec2<f32>) -> f32 {
    let k = length(p / r);
    let g = length(p / (r * r));
    return k * (k - 1.0) / max(g, 0.0001);
}

// Union with a soft fillet of size k.
fn blend(a: f32, b: f32, k: f32) -> f32 {
    let h = max(k - abs(a - b), 0.0) / k;
    return min(a, b) - h * h * k * 0.25;
}

fn turned(p: vec2<f32>, angle: f32) -> vec2<f32> {
    let c = cos(angle);
    let s = sin(angle);
    return vec2<f32>(c * p.x + s * p.y, c * p.y - s * p.x);
}

fn hash(a: u32, b: u32) -> u32 {
    var x = a * 0x9e3779b9u ^ b * 0x85ebca6bu ^ 0x27d4eb2fu;
    x ^= x >> 15u;
    x *= 0x2c1b3c6du;
    x ^= x >> 12u;
    return x;
}

// Two numbers 0-1 from one hash.
fn pair(h: u32) -> vec2<f32> {
    return vec2<f32>(f32(h & 0xffffu), f32(h >> 16u)) / 65535.0;
}

// Four coarse numbers 0-1 from one hash.
fn four(h: u32) -> vec4<f32> {
    return vec4<f32>(f32(h & 0xffu), f32((h >> 8u) & 0xffu), f32((h >> 16u) & 0xffu), f32(h >> 24u)) / 255.0;
}

// Size of a pixel in the units of p, however p is turned.
fn pixel(p: vec2<f32>) -> f32 {
    return length(vec2<f32>(dpdx(p.x), dpdy(p.x)));
}
