// Drug (hexagon), antagonist (rounded square with a cross), cAMP (a disc with a ring of its own). shape: kind, radius.
#import setpoint::glyph::Glyph
#import setpoint::paint::{cover, dark, finish, hexagon, light, over, pixel, rounded, segment, shade, shape}

@fragment
fn fragment(in: Glyph) -> @location(0) vec4<f32> {
    let p = in.local;
    let px = pixel(p);
    let r = in.shape.y;
    let color = in.tint.rgb;
    let is_drug = in.shape.x < 0.5;
    let is_camp = in.shape.x > 1.5;
    let other = select(rounded(p, vec2<f32>(r * 0.92), r * 0.3), length(p) - r * 0.94, is_camp);
    let d = select(other, hexagon(p.yx, r - 1.4) - 1.4, is_drug);
    var c = shade(vec4<f32>(0.0), d, 4.0, 0.30);
    c = shape(c, d, px, color, 0.22 * r);
    let streak = segment(p, vec2<f32>(-0.42, -0.08) * r, vec2<f32>(-0.05, -0.46) * r) - 0.11 * r;
    let q = abs(p);
    let cross_ = max(abs(q.x - q.y) * 0.7 - 0.11 * r, max(q.x, q.y) - 0.45 * r);
    let loop_ = abs(length(p - vec2<f32>(0.12, 0.12) * r) - 0.42 * r) - 0.12 * r;
    let inner = select(select(cross_, loop_, is_camp), streak, is_drug);
    c = over(c, select(dark(color), light(color, 0.55), is_drug), cover(inner, px) * 0.9);
    return finish(c, in.tint.a);
}
