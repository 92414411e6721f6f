// A receptor from the side: helices across the membrane and the cup outside; its tail is in tails.wgsl.
// shape: kind, open 0-1. accent.a: highlight. Left and right halves are one: x is folded, software pays per stroke.
#import setpoint::glyph::Glyph
#import setpoint::paint::{cover, dark, finish, light, over, pixel, shade}

const TOP = -46.0;
const LOW = 43.0;

// Across, along and past the ends of a rod from a to b.
fn rod(p: vec2<f32>, a: vec2<f32>, b: vec2<f32>) -> vec3<f32> {
    let whole = length(b - a);
    let dir = (b - a) / whole;
    let q = p - a;
    let along = dot(q, dir);
    return vec3<f32>(q.x * dir.y - q.y * dir.x, along, along - clamp(along, 0.0, whole));
}

// One helix with a knee, from a (inside) over k to b (outside); `lit` tells where its light streak runs.
fn helix(canvas: vec4<f32>, p: vec2<f32>, a: vec2<f32>, k: vec2<f32>, b: vec2<f32>, r: f32, lit: f32, px: f32, color: vec3<f32>) -> vec4<f32> {
    let low = rod(p, a, k);
    let high = rod(p, k, b);
    let d_low = length(low.xz);
    let d_high = length(high.xz);
    let near = select(high, low, d_low < d_high);
    let d = min(d_low, d_high) - r;
    var c = over(canvas, dark(color), cover(d - 2.0, px));
    // turns of the helix: faint slanted bands
    let t = abs(fract((near.y + near.x * 0.55) / 11.0) - 0.5);
    c = over(c, color * (1.0 - 0.10 * smoothstep(0.28, 0.46, t)), cover(d, px));
    let streak = max(abs(near.x - lit * r * 0.36) - r * 0.17, abs(near.z) - 1.0);
    return over(c, light(color, 0.38), cover(streak, px) * 0.75);
}

@fragment
fn fragment(in: Glyph) -> @location(0) vec4<f32> {
    let p = in.local;
    let px = pixel(p);
    let open = in.shape.y;
    let color = in.tint.rgb;
    let deep = color * 0.60;
    let q = vec2<f32>(abs(p.x), p.y);
    let lit = select(-1.0, 1.0, p.x > 0.0);

    let box_ = max(length(max(abs(p - vec2<f32>(0.0, -1.5)) - vec2<f32>(14.0, 38.0), vec2<f32>(0.0))) - 11.0, -20.0);
    var c = shade(vec4<f32>(0.0), box_, 9.0, 0.55);
    // loops inside the cell
    let loop_ = max(abs(length(q - vec2<f32>(12.0, LOW + 2.0)) - 6.0) - 1.5, LOW + 1.0 - p.y);
    c = over(c, dark(color), cover(loop_ - 1.5, px));
    c = over(c, color, cover(loop_, px));
    // back
    let side = vec2<f32>(11.4, LOW - 4.0);
    c = helix(c, q, side, vec2<f32>(11.2, 0.0), vec2<f32>(10.4, mix(TOP + 4.0, TOP + 2.0, open)), 5.4, lit, px, deep);
    c = helix(c, q, vec2<f32>(0.0, LOW - 4.0), vec2<f32>(0.0), vec2<f32>(0.0, mix(TOP - 1.0, TOP + 4.0, open)), 5.4, lit, px, deep);
    // front: the inner pair ends low in an open cup; the outer pair closes over it like a bud
    let inner = vec2<f32>(mix(5.0, 6.2, open), mix(TOP + 3.0, TOP + 13.0, open));
    c = helix(c, q, vec2<f32>(6.0, LOW), vec2<f32>(6.2, 0.0), inner, 5.9, lit, px, color);
    let knee = vec2<f32>(mix(17.4, 18.2, open), TOP + 18.0);
    let tip = mix(vec2<f32>(8.2, TOP - 1.0), vec2<f32>(20.0, TOP), open);
    c = helix(c, q, vec2<f32>(17.6, LOW), knee, tip, 5.9, lit, px, color);

    let ring = abs(box_ - 5.0) - 1.3;
    c = over(c, vec3<f32>(1.0), cover(ring, px) * in.accent.a);
    return finish(c, in.tint.a);
}
