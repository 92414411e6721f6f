// Proteins of the inside: G protein, arrestin, kinase, clathrin, cyclase. shape: kind, then numbers of the kind.
#import setpoint::glyph::Glyph
#import setpoint::paint::{blend, cover, dark, ellipse, finish, hexagon, light, over, pixel, rounded, segment, shade, shape, turned}

fn g_protein(p: vec2<f32>, px: f32, alpha_: vec3<f32>, beta: vec3<f32>) -> vec4<f32> {
    let a = ellipse(turned(p - vec2<f32>(-13.0, 0.0), -0.12), vec2<f32>(20.0, 15.0));
    let b = ellipse(turned(p - vec2<f32>(14.0, 3.0), 0.25), vec2<f32>(15.0, 12.5));
    let g = length(p - vec2<f32>(27.5, -3.5)) - 7.0;
    var c = shade(vec4<f32>(0.0), min(a, b), 7.0, 0.40);
    c = shape(c, g, px, beta * 0.86, 1.9);
    c = shape(c, b, px, beta, 1.9);
    c = over(c, light(beta, 0.3), cover(ellipse(turned(p - vec2<f32>(11.0, -3.0), 0.2), vec2<f32>(8.0, 2.0)), px) * 0.55);
    c = shape(c, a, px, alpha_, 1.9);
    return over(c, light(alpha_, 0.42), cover(ellipse(turned(p - vec2<f32>(-15.0, -7.0), -0.15), vec2<f32>(10.0, 2.2)), px) * 0.7);
}

fn arrestin(p: vec2<f32>, px: f32, color: vec3<f32>) -> vec4<f32> {
    let a = ellipse(turned(p - vec2<f32>(-14.5, 0.0), 0.30), vec2<f32>(17.0, 15.0));
    let b = ellipse(turned(p - vec2<f32>(14.5, 0.0), -0.30), vec2<f32>(17.0, 15.0));
    let d = blend(a, b, 7.0);
    var c = shape(shade(vec4<f32>(0.0), d, 7.0, 0.40), d, px, color, 2.0);
    let hatch = abs(fract((p.x + p.y * 0.7) / 8.6) - 0.5) * 8.6 - 3.35;
    c = over(c, dark(color), cover(-hatch - 0.1, px) * cover(d + 3.4, px) * 0.62);
    return over(c, light(color, 0.35), cover(ellipse(p - vec2<f32>(-16.0, -9.5), vec2<f32>(9.0, 1.8)), px) * 0.7);
}

fn kinase(p: vec2<f32>, px: f32, color: vec3<f32>) -> vec4<f32> {
    let a = ellipse(turned(p - vec2<f32>(-12.0, 2.0), -0.2), vec2<f32>(19.0, 16.5));
    let b = ellipse(turned(p - vec2<f32>(16.0, -5.0), 0.5), vec2<f32>(14.0, 11.0));
    let mouth = segment(p, vec2<f32>(8.0, 16.0), vec2<f32>(4.0, 4.0)) - 3.0;
    let d = max(blend(a, b, 8.0), -mouth);
    var c = shape(shade(vec4<f32>(0.0), d, 7.0, 0.40), d, px, color, 2.0);
    return over(c, light(color, 0.45), cover(ellipse(turned(p - vec2<f32>(-13.0, -7.0), -0.2), vec2<f32>(10.0, 2.0)), px) * 0.7);
}

fn coat(p: vec2<f32>, px: f32, color: vec3<f32>, r: f32) -> vec4<f32> {
    let d = abs(hexagon(p, r)) - 1.35;
    let c = over(vec4<f32>(0.0), dark(color), cover(d - 1.3, px) * 0.9);
    return over(c, color, cover(d, px));
}

fn enzyme(p: vec2<f32>, px: f32, color: vec3<f32>, heme: vec3<f32>, on: f32, lit: f32) -> vec4<f32> {
    let apart = mix(12.0, 14.5, on);
    let a = ellipse(turned(p - vec2<f32>(-apart, 1.0), 0.25), vec2<f32>(14.0, 18.0));
    let b = ellipse(turned(p - vec2<f32>(apart, 1.0), -0.25), vec2<f32>(14.0, 18.0));
    var c = shade(vec4<f32>(0.0), min(a, b), 7.0, 0.45);
    c = shape(c, a, px, color, 2.0);
    c = over(c, light(color, 0.35), cover(ellipse(turned(p - vec2<f32>(-apart - 4.5, -2.0), 0.25), vec2<f32>(1.9, 9.0)), px) * 0.7);
    c = shape(c, b, px, color * 0.86, 2.0);
    c = over(c, light(color, 0.25), cover(ellipse(turned(p - vec2<f32>(apart - 4.0, -2.0), -0.25), vec2<f32>(1.9, 9.0)), px) * 0.6);
    // the heme between them, with nitric oxide on it when active
    let seat = rounded(p - vec2<f32>(0.0, -6.0), vec2<f32>(6.5, 4.5), 3.0);
    c = shape(c, seat, px, mix(vec3<f32>(0.55, 0.20, 0.24), heme, on), 1.7);
    let gas = min(length(p - vec2<f32>(-3.2, -15.0)), length(p - vec2<f32>(3.2, -15.0))) - 3.4;
    c = over(c, dark(heme), cover(gas - 1.4, px) * on);
    c = over(c, light(heme, 0.2), cover(gas, px) * on);
    let ring = abs(min(a, b) - 5.0) - 1.2;
    return over(c, vec3<f32>(1.0), cover(ring, px) * lit);
}

@fragment
fn fragment(in: Glyph) -> @location(0) vec4<f32> {
    let p = in.local;
    let px = pixel(p);
    let color = in.tint.rgb;
    var c = vec4<f32>(0.0);
    switch u32(in.shape.x + 0.5) {
        case 0u: { c = g_protein(p, px, color, in.accent.rgb); }
        case 1u: { c = arrestin(p, px, color); }
        case 2u: { c = kinase(p, px, color); }
        case 3u: { c = coat(p, px, color, in.shape.y); }
        default: { c = enzyme(p, px, color, in.accent.rgb, in.shape.y, in.shape.z); }
    }
    return finish(c, in.tint.a);
}
