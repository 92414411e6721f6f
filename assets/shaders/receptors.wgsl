// A receptor from the side: helices across the membrane, a cup outside, loops and a tail inside.
// shape: kind, open 0-1, studs 0-3, seconds. accent: colour of the studs, highlight.
#import setpoint::glyph::Glyph
#import setpoint::paint::{cover, dark, finish, light, over, pixel, segment, shade, shape}

const TOP = -46.0;
const LOW = 43.0;

// One helix from a (outside) to b (inside).
fn helix(canvas: vec4<f32>, p: vec2<f32>, a: vec2<f32>, b: vec2<f32>, r: f32, px: f32, color: vec3<f32>) -> vec4<f32> {
    let d = segment(p, a, b) - r;
    var c = over(canvas, dark(color), cover(d - 2.0, px));
    c = over(c, color, cover(d, px));
    // turns of the helix: faint slanted bands
    let t = fract((p.y + (p.x - a.x) * 0.55) / 11.0);
    c = over(c, color * 0.72, cover(d + 1.0, px) * smoothstep(0.60, 0.75, t) * (1.0 - smoothstep(0.88, 1.0, t)) * 0.50);
    let shift = vec2<f32>(-r * 0.38, 0.0);
    let streak = segment(p, a + shift + vec2<f32>(0.0, 5.0), b + shift - vec2<f32>(0.0, 6.0)) - r * 0.17;
    return over(c, light(color, 0.38), cover(streak, px) * 0.75);
}

// x of the tail at height y, below the sheet.
fn tail(y: f32, sway: f32) -> f32 {
    let t = clamp((y - LOW) / 44.0, 0.0, 1.2);
    return 16.0 + 13.0 * t + 4.5 * sin(t * 5.2 + 0.6 + sway) * t;
}

@fragment
fn fragment(in: Glyph) -> @location(0) vec4<f32> {
    let p = in.local;
    let px = pixel(p);
    let open = in.shape.y;
    let studs = in.shape.z;
    let color = in.tint.rgb;
    let deep = color * 0.62;
    let sway = sin(in.shape.w) * 0.8;
    // how far the outer helices lean: closed like a bud, open like a cup
    let outer_top = mix(13.2, 19.5, open);
    let outer_low = mix(17.5, 18.5, open);
    let inner_top = mix(TOP - 5.0, TOP + 12.0, open);
    let inner_x = mix(4.6, 6.4, open);

    let box_ = segment(p, vec2<f32>(0.0, TOP + 18.0), vec2<f32>(0.0, LOW - 18.0)) - 25.0;
    var c = shade(vec4<f32>(0.0), box_, 10.0, 0.55);
    // tail
    let y = clamp(p.y, LOW, LOW + 44.0);
    let slope = (tail(y + 1.0, sway) - tail(y - 1.0, sway)) * 0.5;
    let along = length(vec2<f32>((p.x - tail(y, sway)) / sqrt(1.0 + slope * slope), p.y - y));
    c = shape(c, along - 2.3, px, color, 1.7);
    // loops inside
    for (var i = 0; i < 2; i++) {
        let q = p - vec2<f32>(f32(i) * 23.0 - 11.5, LOW + 2.0);
        let loop_ = abs(length(q) - 6.0) - 1.5;
        c = shape(c, max(loop_, -q.y), px, color, 1.5);
    }
    // back helices, then the lid of the closed cup, then the front
    for (var i = 0; i < 3; i++) {
        let x = f32(i - 1) * 11.4;
        let peak = mix(TOP - 2.0, TOP + 3.0, open) + abs(f32(i - 1)) * 3.0;
        c = helix(c, p, vec2<f32>(x * 0.9, peak), vec2<f32>(x, LOW - 4.0), 5.6, px, deep);
    }
    c = helix(c, p, vec2<f32>(-inner_x, inner_top), vec2<f32>(-6.0, LOW), 5.9, px, color);
    c = helix(c, p, vec2<f32>(inner_x, inner_top), vec2<f32>(6.0, LOW), 5.9, px, color);
    c = helix(c, p, vec2<f32>(-outer_top, TOP), vec2<f32>(-outer_low, LOW), 5.9, px, color);
    c = helix(c, p, vec2<f32>(outer_top, TOP), vec2<f32>(outer_low, LOW), 5.9, px, color);
    let lid = max(abs(length((p - vec2<f32>(0.0, TOP - 1.0)) * vec2<f32>(0.78, 1.0)) - 10.5) - 2.2, p.y - TOP + 1.0);
    let closed = 1.0 - smoothstep(0.0, 0.35, open);
    c = over(c, dark(color), cover(lid - 1.8, px) * closed);
    c = over(c, light(color, 0.12), cover(lid, px) * closed);
    // phosphates on the tail
    for (var i = 0; i < 3; i++) {
        let f = f32(i);
        let grown = clamp(studs - f, 0.0, 1.0);
        let sy = LOW + 13.0 + f * 13.5;
        let q = p - vec2<f32>(tail(sy, sway), sy);
        let r = 6.6 * grown;
        c = over(c, dark(in.accent.rgb), cover(length(q) - r - 1.8, px) * step(0.01, grown));
        c = over(c, in.accent.rgb, cover(length(q) - r, px) * step(0.01, grown));
        // the letter
        let stem = segment(q, vec2<f32>(-1.5, -3.1), vec2<f32>(-1.5, 3.3)) - 0.75;
        let bow = max(abs(length((q - vec2<f32>(-0.4, -1.2)) * vec2<f32>(0.9, 1.0)) - 1.9) - 0.7, -1.5 - q.x);
        c = over(c, dark(in.accent.rgb), cover(min(stem, bow), px) * grown);
    }
    let ring = abs(box_ - 6.0) - 1.3;
    c = over(c, vec3<f32>(1.0), cover(ring, px) * in.accent.a);
    return finish(c, in.tint.a);
}
