// Proteins that let ions through, from the side: a channel of five or four parts cut open, and a pump.
// shape: kind (0 five parts, 1 four parts, 2 pump, 3 carrier), open 0-1, seconds, silenced 0-1. accent: ions, highlight.
#import setpoint::glyph::Glyph
#import setpoint::paint::{blend, cover, dark, ellipse, finish, light, over, pixel, rounded, segment, shade}

fn part(canvas: vec4<f32>, d: f32, px: f32, color: vec3<f32>) -> vec4<f32> {
    let lined = over(canvas, dark(color), cover(d - 2.0, px));
    return over(lined, color, cover(d, px));
}

// A helix across the membrane from a to b, with its turns and a streak of light.
fn helix(canvas: vec4<f32>, p: vec2<f32>, a: vec2<f32>, b: vec2<f32>, r: f32, px: f32, color: vec3<f32>) -> vec4<f32> {
    let along = normalize(b - a);
    let q = p - a;
    let x = q.x * along.y - q.y * along.x;
    let y = dot(q, along);
    let d = segment(p, a, b) - r;
    var c = part(canvas, d, px, color);
    let turn = abs(fract((y + x * 0.55) / 11.0) - 0.5);
    c = over(c, color * 0.90, cover(d, px) * smoothstep(0.28, 0.46, turn));
    return over(c, light(color, 0.38), cover(max(abs(x + r * 0.36) - r * 0.16, d + 1.5), px) * 0.7);
}

@fragment
fn fragment(in: Glyph) -> @location(0) vec4<f32> {
    let p = in.local;
    let px = pixel(p);
    let kind = in.shape.x;
    let open = clamp(in.shape.y, 0.0, 1.0);
    let t = in.shape.z;
    let silenced = clamp(in.accent.a - 2.0 * step(1.5, in.accent.a), 0.0, 1.0);
    let color = in.tint.rgb;
    let deep = color * 0.58;
    let mid = color * 0.78;
    let ion = in.accent.rgb;
    let q = vec2<f32>(abs(p.x), p.y);
    var c = vec4<f32>(0.0);
    if (kind < 1.5) {
        let four = kind > 0.5;
        let wide = 4.6 * open;
        let whole = max(q.x - 30.0 - wide, max(-66.0 - p.y, p.y - 40.0));
        c = shade(c, length(max(vec2<f32>(q.x - 22.0 - wide, abs(p.y + 14.0) - 46.0), vec2<f32>(0.0))) - 6.0, 9.0, 0.55);
        // the parts behind, seen through the pore
        c = helix(c, q, vec2<f32>(5.0, 34.0), vec2<f32>(5.0, -22.0), 5.2, px, deep);
        c = part(c, ellipse(q - vec2<f32>(0.0, -44.0), vec2<f32>(9.5, 20.0)), px, deep);
        // the pore: dark, with ions on their way where it is open
        let pore = rounded(p - vec2<f32>(0.0, -8.0), vec2<f32>(1.8 + wide * 1.15, 52.0), 2.0);
        c = over(c, deep * 0.30, cover(pore, px) * 0.92);
        for (var i = 0; i < 3; i++) {
            let y = fract(f32(i) / 3.0 + t * 0.42) * 96.0 - 56.0;
            let d = length(p - vec2<f32>(0.7 * sin(y * 0.3 + f32(i)), y)) - 2.9;
            let there = open * smoothstep(-58.0, -50.0, y) * smoothstep(42.0, 34.0, y);
            c = over(c, dark(ion), cover(d - 0.9, px) * there);
            c = over(c, ion, cover(d, px) * there);
        }
        // the parts in front, left and right: outer head, helices, inner end
        let lean = vec2<f32>(wide, 0.0);
        c = helix(c, q, vec2<f32>(19.5, 33.0) + lean, vec2<f32>(18.5, -24.0) + lean, 5.4, px, mid);
        c = helix(c, q, vec2<f32>(10.0, 36.0) + lean, vec2<f32>(9.2, -24.0) + lean * 0.8, 5.0, px, color);
        // the gate: two pads that meet or part
        let gate = rounded(q - vec2<f32>(4.4 + wide * 1.35, 10.0), vec2<f32>(4.0, 4.6), 3.0);
        c = part(c, gate, px, light(color, 0.22));
        if (four) {
            // two storeys of clamshells
            c = part(c, ellipse(q - vec2<f32>(14.5 + wide * 0.7, -38.0), vec2<f32>(12.5, 12.5)), px, color);
            c = part(c, ellipse(q - vec2<f32>(15.5 + wide * 0.4, -59.0), vec2<f32>(14.0, 11.0)), px, mid);
            c = over(c, dark(color), cover(abs(p.y + 38.0 - 2.5 * sin(q.x * 0.3)) - 0.9, px) * cover(ellipse(q - vec2<f32>(14.5 + wide * 0.7, -38.0), vec2<f32>(12.5, 12.5)) + 1.5, px) * 0.7);
        } else {
            let head = ellipse(q - vec2<f32>(15.0 + wide * 0.8, -44.0), vec2<f32>(12.0, 21.0));
            c = part(c, head, px, color);
            let sheet = abs(fract((q.x - p.y * 0.45) / 6.4) - 0.5) * 6.4 - 0.7;
            c = over(c, dark(color), cover(sheet, px) * cover(head + 3.4, px) * 0.34);
            c = over(c, light(color, 0.38), cover(ellipse(q - vec2<f32>(11.5 + wide * 0.8, -51.0), vec2<f32>(2.6, 7.0)), px) * 0.6);
        }
        // silenced: a plug in the mouth and hatching
        let plug = rounded(p - vec2<f32>(0.0, 30.0), vec2<f32>(7.0 + wide, 6.0), 4.0);
        c = over(c, dark(color), cover(plug - 1.6, px) * silenced);
        c = over(c, light(color, 0.1), cover(plug, px) * silenced);
        let hatch = abs(fract((p.x + p.y) / 7.0) - 0.5) * 7.0 - 1.0;
        c = over(c, dark(color), cover(hatch, px) * cover(whole + 4.0, px) * silenced * 0.42 * c.a);
    } else {
        let turn = (open - 0.5) * 3.4 * select(1.0, 1.7, kind > 2.5);
        c = shade(c, rounded(p - vec2<f32>(0.0, 6.0), vec2<f32>(24.0, 46.0), 20.0), 9.0, 0.55);
        c = helix(c, q, vec2<f32>(4.5, 34.0), vec2<f32>(4.5 + turn, -30.0), 5.2, px, deep);
        c = helix(c, q, vec2<f32>(18.0, 34.0), vec2<f32>(19.0 + turn, -32.0), 5.4, px, mid);
        c = helix(c, q, vec2<f32>(10.5, 37.0), vec2<f32>(10.0 + turn, -34.0), 5.4, px, color);
        let way = rounded(p - vec2<f32>(0.0, -4.0), vec2<f32>(2.4, 7.0), 2.0);
        c = over(c, deep * 0.3, cover(way, px));
        for (var i = 0; i < 2; i++) {
            let y = 34.0 - fract(f32(i) * 0.5 + t * 0.22) * 84.0;
            let d = length(p - vec2<f32>(0.0, y)) - 2.6;
            let there = open * (1.0 - silenced) * smoothstep(36.0, 26.0, y) * smoothstep(-50.0, -42.0, y);
            c = over(c, dark(ion), cover(d - 0.9, px) * there);
            c = over(c, ion, cover(d, px) * there);
        }
        if (kind < 2.5) {
            // cap outside; three lobes inside that burn ATP
            c = part(c, ellipse(p - vec2<f32>(-10.0, -42.0), vec2<f32>(13.0, 9.0)), px, mid);
            c = part(c, ellipse(p - vec2<f32>(19.0 - turn, 55.0), vec2<f32>(13.5, 11.5)), px, mid);
            c = part(c, ellipse(p - vec2<f32>(-18.0 + turn, 52.0), vec2<f32>(13.0, 12.0)), px, color);
            c = part(c, ellipse(p - vec2<f32>(0.5, 60.0 - turn), vec2<f32>(14.5, 10.0)), px, light(color, 0.14));
        }
        let hatch = abs(fract((p.x + p.y) / 7.0) - 0.5) * 7.0 - 1.0;
        c = over(c, dark(color), cover(hatch, px) * silenced * 0.42 * c.a);
    }
    let ring = abs(rounded(p - vec2<f32>(0.0, -6.0), vec2<f32>(33.0, 64.0), 20.0)) - 1.3;
    c = over(c, vec3<f32>(1.0), cover(ring, px) * step(1.5, in.accent.a));
    return finish(c, in.tint.a);
}
