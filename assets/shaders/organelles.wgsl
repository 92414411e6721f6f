// Organelles of the foreground, and soft light. shape: kind, then numbers of the kind. accent: what fills them.
#import setpoint::glyph::Glyph
#import setpoint::paint::{cover, dark, finish, light, over, pixel, rounded, segment, shade, shape}

fn glow(p: vec2<f32>, color: vec3<f32>, reach: f32) -> vec4<f32> {
    let t = clamp(1.0 - length(p * vec2<f32>(1.0, 0.82)) / reach, 0.0, 1.0);
    return vec4<f32>(color, 1.0) * t * t;
}

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

fn endosome(p: vec2<f32>, px: f32, r: f32, t: f32, color: vec3<f32>, lumen: vec3<f32>) -> vec4<f32> {
    var c = bubble(p, px, r, color, lumen, 5.6);
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

// Folded sheets: five wavy cisternae that join at alternating ends.
fn stack(p: vec2<f32>, px: f32, half: vec2<f32>, t: f32, color: vec3<f32>) -> vec4<f32> {
    var c = vec4<f32>(0.0);
    for (var i = 0; i < 5; i++) {
        let f = f32(i);
        let reach = half.x - 8.0 - 9.0 * abs(f - 1.5);
        let x = clamp(p.x, -reach, reach);
        let y = (f - 2.0) * half.y * 0.44 + 3.6 * sin(x * 0.035 + f * 0.5 + t * 0.2);
        let d = length(vec2<f32>(p.x - x, p.y - y)) - 5.4;
        c = shade(c, d, 6.0, 0.35);
        c = shape(c, d, px, color * (0.80 + 0.05 * f), 1.7);
        c = over(c, light(color, 0.35), cover(max(abs(p.y - y + 1.7) - 0.8, abs(p.x) - reach + 2.0), px) * 0.7);
        // ribosomes
        let bead = vec2<f32>((fract(p.x / 17.0 + f * 0.37) - 0.5) * 17.0, p.y - y + 6.4);
        c = shape(c, max(length(bead) - 2.1, abs(p.x) - reach), px, light(color, 0.25), 1.0);
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
        case 0u: { c = glow(p, color, 62.0); }
        case 1u: { c = bubble(p, px, in.shape.y, color, fill, 4.6); }
        case 2u: { c = endosome(p, px, in.shape.y, in.shape.z, color, fill); }
        case 3u: { c = lysosome(p, px, in.shape.y, in.shape.z, color, fill); }
        case 4u: { c = stack(p, px, in.shape.yz, in.shape.w, color); }
        default: { c = fibres(p, px, in.shape.yz, in.shape.w, color, fill, in.accent.a); }
    }
    return finish(c, in.tint.a);
}
