// A liver cell with the sheets of its ER, and the enzymes on them. shape: kind (0 cell, 1 enzyme), radius, seconds.
// tint: what fills it. accent: sheets; of an enzyme: its heme.
#import setpoint::glyph::Glyph
#import setpoint::paint::{blend, cover, dark, ellipse, finish, hexagon, light, over, pixel, shade}

// As in src/view/liver.rs.
const NUCLEUS = vec2<f32>(20.0, 17.0);
const FIRST = 31.0;
const STEP = 12.0;
const ARC = vec2<f32>(1.9, 5.75);

fn cell(p: vec2<f32>, px: f32, r: f32, t: f32, color: vec3<f32>, sheet: vec3<f32>) -> vec4<f32> {
    let d = hexagon(p.yx, r * 0.78) - r * 0.12;
    var c = shade(vec4<f32>(0.0), d - 3.0, 9.0, 0.5);
    c = over(c, dark(sheet), cover(d - 2.6, px));
    c = over(c, light(sheet, 0.15), cover(d, px));
    c = over(c, dark(sheet), cover(d + 2.4, px));
    c = over(c, mix(color, color * 0.72, clamp(length(p) / r, 0.0, 1.0)), cover(d + 3.8, px));
    let q = p - NUCLEUS;
    let angle = atan2(q.y, q.x);
    let turn = select(angle, angle + 6.2831853, angle < 0.0);
    let ends = max(ARC.x - turn, turn - ARC.y);
    for (var i = 0; i < 3; i++) {
        let rr = FIRST + STEP * f32(i) + 0.7 * sin(turn * 5.0 + t * 0.3 + f32(i));
        let band = max(max(abs(length(q) - rr) - 2.6, ends * rr), d + 7.0);
        c = over(c, dark(sheet), cover(band - 1.4, px));
        c = over(c, sheet, cover(band, px));
    }
    let n = length(q) - 20.0;
    c = over(c, dark(sheet), cover(n - 1.6, px));
    c = over(c, mix(color, sheet, 0.45), cover(n, px));
    return over(c, mix(color, sheet, 0.2), cover(length(q - vec2<f32>(3.0, -2.0)) - 6.5, px));
}

@fragment
fn fragment(in: Glyph) -> @location(0) vec4<f32> {
    let p = in.local;
    let px = pixel(p);
    let color = in.tint.rgb;
    if (in.shape.x < 0.5) {
        return finish(cell(p, px, in.shape.y, in.shape.z, color, in.accent.rgb), in.tint.a);
    }
    let body = blend(ellipse(p - vec2<f32>(-2.4, 0.3), vec2<f32>(4.2, 4.6)), ellipse(p - vec2<f32>(2.8, -0.2), vec2<f32>(3.6, 3.9)), 2.0);
    var c = shade(vec4<f32>(0.0), body, 2.6, 0.4);
    c = over(c, dark(color), cover(body - 1.3, px));
    c = over(c, color, cover(body, px));
    c = over(c, in.accent.rgb, cover(length(p - vec2<f32>(0.2, 0.4)) - 1.5, px));
    return finish(c, in.tint.a);
}
