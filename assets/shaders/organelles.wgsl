// Organelles of the foreground. shape: kind, then numbers of the kind. accent: what fills them.
#import setpoint::glyph::Glyph
#import setpoint::paint::{blend, cover, dark, finish, light, over, pixel, segment, shade, shape}

// A ring of membrane around a lumen.
fn bubble(p: vec2<f32>, px: f32, r: f32, color: vec3<f32>, lumen: vec3<f32>, wall: f32) -> vec4<f32> {
    let d = length(p) - r;
    var c = shade(vec4<f32>(0.0), d - wall, 9.0, 0.45);
    c = over(c, dark(color), cover(d - wall * 0.5 - 1.6, px));
    c = over(c, color, cover(d - wall * 0.5, px));
    c = over(c, dark(color), cover(d + wall * 0.5, px));
    c = over(c, mix(lumen, lumen * 0.88, clamp(-d / r, 0.0, 1.0)), cover(d + wall * 0.5 + 1.4, px));
    // one lighter streak on the wall, upper left
    let side = smoothstep(0.72, 0.95, dot(normalize(p + 0.001), vec2<f32>(-0.64, -0.77)));
    return over(c, light(color, 0.5), cover(abs(d) - wall * 0.16, px) * side * 0.9);
}

// The fork: a tubule to the surface, a bud towards the lysosome. Tips as in `FORK` of src/view/layout.rs.
fn endosome(p: vec2<f32>, px: f32, r: f32, t: f32, color: vec3<f32>, lumen: vec3<f32>) -> vec4<f32> {
    let up = segment(p, vec2<f32>(-0.60, -0.66) * r, vec2<f32>(-1.02, -1.16) * r + vec2<f32>(0.8 * sin(t * 0.5), 0.0)) - 5.6;
    let down = segment(p, vec2<f32>(0.8, 0.28) * r, vec2<f32>(1.34, 0.46) * r) - 5.2;
    let bud = length(p - vec2<f32>(1.42, 0.49) * r) - 8.6;
    let tubes = min(up, blend(down, bud, 9.0));
    let d = blend(length(p) - r, tubes, 16.0);
    var c = shade(vec4<f32>(0.0), d - 5.6, 9.0, 0.45);
    c = over(c, dark(color), cover(d - 4.4, px));
    c = over(c, color, cover(d - 2.8, px));
    c = over(c, dark(color), cover(d + 2.8, px));
    c = over(c, mix(lumen, lumen * 0.88, clamp(-d / r, 0.0, 1.0)), cover(d + 4.2, px));
    let side = smoothstep(0.72, 0.95, dot(normalize(p + 0.001), vec2<f32>(-0.64, -0.77)));
    c = over(c, light(color, 0.5), cover(abs(d) - 0.9, px) * side * 0.9);
    for (var i = 0; i < 3; i++) {
        let f = f32(i);
        let at = vec2<f32>(cos(f * 2.2 + 0.6 + t * 0.04), sin(f * 2.2 + 0.6 + t * 0.04)) * r * (0.26 + 0.10 * f);
        c = over(c, mix(lumen, color, 0.38), cover(abs(length(p - at) - 7.0 + f) - 1.1, px) * 0.7);
    }
    return c;
}

fn lysosome(p: vec2<f32>, px: f32, r: f32, t: f32, color: vec3<f32>, lumen: vec3<f32>) -> vec4<f32> {
    let a = atan2(p.y, p.x + 0.0001);
    let q = p * (1.0 + 0.018 * sin(3.0 * a + t * 0.4) + 0.010 * sin(5.0 * a - t * 0.3));
    var c = bubble(q, px, r, color, lumen, 6.0);
    // grains of enzyme
    for (var i = 0; i < 9; i++) {
        let f = f32(i);
        let g = vec2<f32>(cos(f * 2.4 + t * 0.05), sin(f * 2.4 + t * 0.05)) * r * 0.84 * sqrt((f + 0.7) / 9.6);
        c = over(c, mix(lumen, color, 0.55), cover(length(p - g) - 2.2 - 0.9 * fract(f * 0.618), px) * 0.8);
    }
    return c;
}

fn fibres(p: vec2<f32>, px: f32, half: vec2<f32>, gap: f32, color: vec3<f32>, accent: vec3<f32>, t: f32) -> vec4<f32> {
    let rail = clamp(floor(p.y / gap + 0.5), -1.0, 1.0);
    let y = p.y - rail * gap;
    let bend = 2.0 * sin(p.x * 0.02 + rail + t * 0.3);
    let thin = (rail - 2.0 * floor(rail * 0.5)) > 0.5;
    let reach = select(half.x - 22.0, half.x - 8.0, thin);
    let d = length(vec2<f32>(max(abs(p.x) - reach, 0.0), y - bend)) - select(3.4, 2.0, thin);
    var c = shape(vec4<f32>(0.0), d, px, select(color, mix(color, accent, 0.55), thin), 1.4);
    let dash = abs(fract(p.x / 15.0) - 0.5) * 15.0 - 2.0;
    return over(c, light(color, 0.3), cover(max(dash, d + 1.2), px) * 0.5);
}

@fragment
fn fragment(in: Glyph) -> @location(0) vec4<f32> {
    let p = in.local;
    let px = pixel(p);
    let color = in.tint.rgb;
    let fill = in.accent.rgb;
    var c = vec4<f32>(0.0);
    switch u32(in.shape.x + 0.5) {
        case 1u: { c = bubble(p, px, in.shape.y, color, fill, 4.6); }
        case 2u: { c = endosome(p, px, in.shape.y, in.shape.z, color, fill); }
        case 3u: { c = lysosome(p, px, in.shape.y, in.shape.z, color, fill); }
        default: { c = fibres(p, px, in.shape.yz, in.shape.w, color, fill, in.accent.a); }
    }
    return finish(c, in.tint.a);
}
