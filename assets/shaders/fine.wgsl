// Fine things behind everything: soft light, sugar chains, beads. shape: kind, then numbers of the kind. accent: tips of chains.
#import setpoint::glyph::Glyph
#import setpoint::paint::{cover, dark, finish, light, over, pixel}

const PITCH = 7.4;

// Where a chain is at a height above its root: it sways more the higher, and forks in its upper half.
fn chain(up: f32, whole: f32, sway: f32) -> vec2<f32> {
    let t = up / whole;
    return vec2<f32>(sway * t * t, 6.5 * max(t - 0.42, 0.0) * step(24.0, whole));
}

@fragment
fn fragment(in: Glyph) -> @location(0) vec4<f32> {
    let p = in.local;
    let color = in.tint.rgb;
    let kind = in.shape.x;
    let px = pixel(p);
    if (kind < 0.5) {
        let t = clamp(1.0 - length(p * vec2<f32>(1.0, 0.82)) / 62.0, 0.0, 1.0);
        return finish(vec4<f32>(color, 1.0) * t * t, in.tint.a);
    }
    let is_chain = step(kind, 1.5);
    let whole = max(in.shape.y, 1.0);
    let up = clamp(-p.y, 0.0, whole);
    let here = chain(up, whole, in.shape.z);
    let thread = abs(abs(p.x - here.x) - here.y) - 1.25 + 0.6 * up / whole;
    // the nearest sugar
    let k = clamp(floor(up / PITCH + 0.5), 0.0, floor(whole / PITCH));
    let at = chain(k * PITCH, whole, in.shape.z);
    let sugar = length(vec2<f32>(abs(p.x - at.x) - at.y, -p.y - k * PITCH)) - 2.0;
    let d = mix(length(p) - in.shape.y, sugar, is_chain);
    // pale towards the tips
    let body = mix(color, in.accent.rgb, is_chain * up / whole);
    var c = over(vec4<f32>(0.0), dark(color), cover(max(thread - 0.8, -p.y - whole), px) * is_chain * 0.45);
    c = over(c, dark(body), cover(d - 0.9, px) * mix(0.8, 0.45, is_chain));
    c = over(c, body * 0.9, cover(max(thread, -p.y - whole), px) * is_chain);
    c = over(c, body, cover(d, px));
    return finish(c, in.tint.a);
}
