// Marks: shards of the degraded, arrows of the returning, chips of the store, the ring around what is picked. shape: kind, then one number.
#import setpoint::glyph::Glyph
#import setpoint::paint::{cover, dark, finish, hexagon, over, pixel, segment, shape, turned}

fn triangle(p: vec2<f32>, r: f32) -> f32 {
    let k = 1.7320508;
    var q = vec2<f32>(abs(p.x) - r, p.y + r / k);
    if (q.x + k * q.y > 0.0) {
        q = vec2<f32>(q.x - k * q.y, -k * q.x - q.y) * 0.5;
    }
    q.x -= clamp(q.x, -2.0 * r, 0.0);
    return -length(q) * sign(q.y);
}

fn shards(p: vec2<f32>, px: f32, spread: f32, color: vec3<f32>, second: vec3<f32>) -> vec4<f32> {
    var c = vec4<f32>(0.0);
    for (var i = 0; i < 3; i++) {
        let a = f32(i) * 2.094 + 0.4;
        let q = turned(p - vec2<f32>(cos(a), sin(a)) * (2.0 + 6.0 * spread), a * 1.7);
        let d = triangle(q * vec2<f32>(1.0, 0.8 + 0.2 * f32(i)), 4.6 - 0.6 * f32(i)) - 0.6;
        c = shape(c, d, px, select(color, second, i == 2), 1.4);
    }
    return c;
}

fn chevrons(p: vec2<f32>, px: f32, rise: f32, color: vec3<f32>) -> vec4<f32> {
    var c = vec4<f32>(0.0);
    for (var i = 0; i < 2; i++) {
        let along = fract(rise + 0.5 * f32(i));
        let q = vec2<f32>(abs(p.x), p.y - 6.0 + 13.0 * along);
        let d = segment(q, vec2<f32>(0.0, -2.5), vec2<f32>(5.5, 2.5)) - 1.5;
        let there = sin(along * 3.1416);
        c = over(c, dark(color), cover(d - 1.4, px) * there);
        c = over(c, color, cover(d, px) * there);
    }
    return c;
}

fn chip(p: vec2<f32>, px: f32, lit: f32, color: vec3<f32>, dim: vec3<f32>) -> vec4<f32> {
    let d = hexagon(p, 10.5);
    let socket = abs(d) - 1.2;
    var c = over(vec4<f32>(0.0), dim, cover(socket, px) * 0.9);
    c = over(c, dim * 0.5, cover(d + 1.2, px) * 0.5);
    c = over(c, dark(color), cover(d - 2.0, px) * lit);
    c = over(c, color, cover(d, px) * lit);
    // S and H: a bond and two atoms
    let bond = segment(p, vec2<f32>(-3.4, 1.5), vec2<f32>(3.6, -1.5)) - 0.9;
    let atoms = min(length(p - vec2<f32>(-3.4, 1.5)) - 3.4, length(p - vec2<f32>(4.4, -1.9)) - 2.1);
    return over(c, dark(color), cover(min(bond, atoms), px) * lit);
}

fn ring(p: vec2<f32>, px: f32, r: f32, color: vec3<f32>) -> vec4<f32> {
    let d = abs(length(p) - r) - 1.3;
    let c = over(vec4<f32>(0.0), vec3<f32>(0.05, 0.06, 0.10), cover(d - 1.4, px) * 0.85);
    return over(c, color, cover(d, px));
}

@fragment
fn fragment(in: Glyph) -> @location(0) vec4<f32> {
    let p = in.local;
    let px = pixel(p);
    let color = in.tint.rgb;
    var c = vec4<f32>(0.0);
    switch u32(in.shape.x + 0.5) {
        case 0u: { c = shards(p, px, in.shape.y, color, in.accent.rgb); }
        case 1u: { c = chevrons(p, px, in.shape.y, color); }
        case 3u: { c = ring(p, px, in.shape.y, color); }
        default: { c = chip(p, px, in.shape.y, color, in.accent.rgb); }
    }
    return finish(c, in.tint.a);
}
