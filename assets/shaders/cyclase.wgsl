// Adenylyl cyclase from the side: two bundles across the membrane, two lobes inside with the site between them.
// shape: kind, busy 0-1, seconds. accent: what it makes. Left and right halves are one: x is folded.
#import setpoint::glyph::Glyph
#import setpoint::paint::{blend, cover, dark, ellipse, finish, light, over, pixel, segment, shade}

fn rod(canvas: vec4<f32>, q: vec2<f32>, x: f32, top: f32, px: f32, color: vec3<f32>) -> vec4<f32> {
    let y = clamp(q.y, top, 34.0);
    let d = length(q - vec2<f32>(x, y)) - 4.7;
    var c = over(canvas, dark(color), cover(d - 1.8, px));
    let turn = abs(fract((q.y + (q.x - x) * 0.55) / 11.0) - 0.5);
    c = over(c, color * (1.0 - 0.10 * smoothstep(0.28, 0.46, turn)), cover(d, px));
    return over(c, light(color, 0.40), cover(max(abs(q.x - x + 1.6) - 0.8, d + 1.2), px) * 0.75);
}

@fragment
fn fragment(in: Glyph) -> @location(0) vec4<f32> {
    let p = in.local;
    let px = pixel(p);
    let busy = in.shape.y;
    let color = in.tint.rgb;
    let q = vec2<f32>(abs(p.x), p.y);
    // the lobes draw together while it works
    let gap = mix(15.5, 12.5, busy);
    let lobe = ellipse(q - vec2<f32>(gap, 58.0), vec2<f32>(14.5, 13.0));
    let stalk = segment(q, vec2<f32>(12.0, 34.0), vec2<f32>(gap, 52.0)) - 4.2;
    let inner = blend(lobe, stalk, 6.0);
    let bundle = length(max(abs(p) - vec2<f32>(14.0, 34.0), vec2<f32>(0.0))) - 6.0;
    var c = shade(vec4<f32>(0.0), min(bundle, inner), 8.0, 0.5);
    c = rod(c, q, 12.4, -36.0, px, color * 0.62);
    c = rod(c, q, 0.0, -34.0, px, color * 0.62);
    c = rod(c, q, 6.3, -37.0, px, color);
    c = rod(c, q, 17.6, -33.0, px, color);
    c = over(c, dark(color), cover(inner - 1.9, px));
    let deep = mix(color, color * 0.78, smoothstep(50.0, 70.0, p.y));
    c = over(c, deep, cover(inner, px));
    c = over(c, light(color, 0.42), cover(ellipse(q - vec2<f32>(gap - 1.0, 51.5), vec2<f32>(6.5, 1.9)), px) * 0.7);
    // the site: dark when held, lit when at work
    let site = ellipse(p - vec2<f32>(0.0, 58.0), vec2<f32>(4.6, 6.6));
    c = over(c, dark(color), cover(site - 1.4, px));
    c = over(c, mix(color * 0.36, in.accent.rgb, busy), cover(site, px));
    return finish(c, in.tint.a);
}
