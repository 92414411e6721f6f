// Proteins of the inside, all made of three soft lobes: G protein, arrestin, kinase, cyclase.
// shape: kind, active 0-1 (of a G protein: 0 whole, 1 alpha alone, 2 the rest), highlight. One drawing for all kinds: software runs every branch of a shader.
#import setpoint::glyph::Glyph
#import setpoint::paint::{blend, cover, dark, ellipse, finish, light, over, pixel, segment, shade, shape, turned}

const ARRESTIN = 1u;
const KINASE = 2u;
const ENZYME = 4u;

// Middle and radii of the three lobes of each kind, and their turns.
fn lobe(kind: u32, i: u32) -> vec4<f32> {
    var table = array<vec4<f32>, 15>(
        vec4<f32>(-13.0, 0.0, 20.0, 15.0), vec4<f32>(14.0, 3.0, 15.0, 12.5), vec4<f32>(27.5, -3.5, 7.0, 7.0),
        vec4<f32>(-14.5, 0.0, 17.0, 15.0), vec4<f32>(14.5, 0.0, 17.0, 15.0), vec4<f32>(0.0, 0.0, 8.0, 9.0),
        vec4<f32>(-12.0, 2.0, 19.0, 16.5), vec4<f32>(16.0, -5.0, 14.0, 11.0), vec4<f32>(2.0, -1.0, 9.0, 9.0),
        vec4<f32>(0.0, 0.0, 1.0, 1.0), vec4<f32>(0.0, 0.0, 1.0, 1.0), vec4<f32>(0.0, 0.0, 1.0, 1.0),
        vec4<f32>(-13.0, 1.0, 14.0, 18.0), vec4<f32>(13.0, 1.0, 14.0, 18.0), vec4<f32>(0.0, -6.0, 6.5, 5.5),
    );
    return table[kind * 3u + i];
}

@fragment
fn fragment(in: Glyph) -> @location(0) vec4<f32> {
    let p = in.local;
    let px = pixel(p);
    let kind = min(u32(in.shape.x + 0.5), 4u);
    let on = in.shape.y;
    let color = in.tint.rgb;
    let accent = in.accent.rgb;
    let enzyme = f32(kind == ENZYME);
    let g = f32(kind == 0u);
    let arrestin = f32(kind == ARRESTIN);
    let fused = 1.0 - max(g, enzyme);
    let lean = select(select(0.12, 0.30, kind == ARRESTIN), 0.25, kind == ENZYME) * select(1.0, -1.0, kind == 0u || kind == KINASE);
    let apart = vec2<f32>(2.0 * on * enzyme, 0.0);
    let l = lobe(kind, 0u);
    let r = lobe(kind, 1u);
    let m = lobe(kind, 2u);
    // of a G protein that has parted only one side is here
    let no_alpha = g * step(1.5, on) * 1e3;
    let no_rest = g * step(0.5, on) * step(on, 1.5) * 1e3;
    let a = ellipse(turned(p - l.xy + apart, lean), l.zw) + no_alpha;
    let b = ellipse(turned(p - r.xy - apart, -lean), r.zw) + no_rest;
    let third = ellipse(p - m.xy, m.zw) + no_rest;
    let cleft = segment(p, vec2<f32>(8.0, 17.0), vec2<f32>(3.5, 4.0)) - 3.2;
    let both = max(blend(a, b, mix(0.5, 7.5, fused)), -cleft - 100.0 * (1.0 - f32(kind == KINASE)));

    var c = shade(vec4<f32>(0.0), both, 7.0, 0.42);
    let second = mix(mix(color, accent, g), color * 0.86, enzyme);
    // third lobe behind (G gamma) or in front (heme); lobes apart or fused
    c = over(c, dark(second), cover(third - 1.9, px) * g);
    c = over(c, second * 0.86, cover(third, px) * g);
    let right = mix(b, both, fused);
    c = shape(c, right, px, second, 1.9);
    let left = mix(a, both, fused);
    c = shape(c, left, px, color, 1.9);
    let hatch = abs(fract((p.x + p.y * 0.7) / 8.6) - 0.5) * 8.6 - 3.35;
    c = over(c, dark(color), arrestin * cover(-hatch - 0.1, px) * cover(both + 3.4, px) * 0.62);
    let shine = p - l.xy + apart - vec2<f32>(-1.5, -l.w * 0.55);
    c = over(c, light(color, 0.42), cover(ellipse(turned(shine, -0.15), vec2<f32>(l.z * 0.5, 2.0)) + no_alpha, px) * 0.7);
    // the heme, with nitric oxide on it when active
    let heme = mix(vec3<f32>(0.50, 0.20, 0.26), accent, on);
    c = over(c, dark(heme), cover(third - 1.7, px) * enzyme);
    c = over(c, heme, cover(third, px) * enzyme);
    let gas = length(vec2<f32>(abs(p.x) - 3.4, p.y + 15.5)) - 3.5;
    c = over(c, dark(accent), cover(gas - 1.4, px) * on * enzyme);
    c = over(c, light(accent, 0.2), cover(gas, px) * on * enzyme);
    let ring = abs(both - 5.0) - 1.2;
    c = over(c, vec3<f32>(1.0), cover(ring, px) * in.shape.z);
    return finish(c, in.tint.a);
}
