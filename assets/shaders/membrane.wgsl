// The cut edge: a bilayer of single lipids along the membrane line, and the bowl of a pit seen from the side.
#import bevy_sprite::mesh2d_vertex_output::VertexOutput
#import setpoint::paint::{cover, dark, finish, four, hash, light, over}
#import setpoint::scene::{BAND, HEAD, SURFACE, SURFACE_HEAD, TAIL, line, scene, tone}

const PITCH = 9.4;
const HEAD_RADIUS = 4.9;

// One lipid of one leaflet: n runs from the middle to the head, u along the line.
fn lipid(canvas: vec4<f32>, u: f32, n: f32, index: f32, side: u32, px: f32, depth: f32) -> vec4<f32> {
    let luck = four(hash(u32(index + 4096.0), side + 3u));
    let half = scene.membrane.y * 0.5;
    let sway = sin(scene.size.z * 0.8 + index * 2.4 + f32(side)) * 0.6;
    let x = (index + 0.5 + (luck.x - 0.5) * 0.36) * PITCH + sway * 0.5;
    let top = half - HEAD_RADIUS - 3.0 * luck.y + sway * 0.5 - depth * 2.0;
    let foot = 0.5 + 3.5 * luck.z;
    let t = clamp((top - n) / (top - foot), 0.0, 1.0);
    let bend = (luck.z - 0.5) * 5.0 * t + (luck.w - 0.5) * 15.0 * t * (1.0 - t);
    let tails = abs(abs(u - x - bend) - 1.75) - 0.95;
    let d_tail = max(tails, max(foot - n, n - top));
    let shadow = mix(1.0, 0.62, depth);
    var c = over(canvas, tone(TAIL) * shadow * (0.82 + 0.3 * luck.y), cover(d_tail, px) * 0.95);
    let r = HEAD_RADIUS * (0.92 + 0.16 * luck.w);
    let d = length(vec2<f32>(u - x, n - top)) - r;
    let head = mix(tone(HEAD), light(tone(HEAD), 0.22), luck.x * luck.x) * shadow * (0.93 + 0.12 * luck.z);
    c = over(c, dark(head), cover(d - 1.1, px));
    c = over(c, head, cover(d, px));
    let streak = length(vec2<f32>(u - x + 1.3, (n - top) - 1.5)) - 1.5;
    return over(c, light(head, 0.35), cover(streak, px) * 0.7);
}

@fragment
fn fragment(in: VertexOutput) -> @location(0) vec4<f32> {
    let p = in.uv;
    let px = scene.size.w;
    let half = scene.membrane.y * 0.5;
    // nearest point of the line: two steps
    var at = line(p.x);
    var x = p.x;
    for (var i = 0; i < 2; i++) {
        let gap = p.y - at.x - at.y * (p.x - x);
        x = mix(x, p.x + gap * at.y / (1.0 + at.y * at.y), 0.85);
        at = line(x);
    }
    let normal = vec2<f32>(-at.y, 1.0) / sqrt(1.0 + at.y * at.y);
    let n = dot(p - vec2<f32>(x, at.x), normal);
    let u = at.z + dot(p - vec2<f32>(x, at.x), vec2<f32>(normal.y, -normal.x));

    // above the line: the far wall of the pit
    let level = 326.0 - half + 4.0;
    let sunk = clamp((p.y - level) / 58.0, 0.0, 1.0);
    let bowl = cover(n + half - 4.0, px) * smoothstep(level - 2.0, level + 5.0, p.y);
    let heads = length(vec2<f32>(fract(p.x / 8.0 + fract(floor(p.y / 5.0) * 0.618)) - 0.5, fract(p.y / 5.0) - 0.5));
    let wall = mix(tone(SURFACE), tone(SURFACE_HEAD), 0.25 + 0.4 * (1.0 - smoothstep(0.25, 0.5, heads)));
    var canvas = over(vec4<f32>(0.0), wall * (1.0 - 0.55 * sunk), bowl);

    // soft shade under the sheet
    let under = clamp(1.0 - (n - half) / 12.0, 0.0, 1.0) * step(0.0, n);
    canvas = over(canvas, vec3<f32>(0.02, 0.01, 0.04), under * under * 0.35 * (1.0 - 0.7 * scene.membrane.w));
    canvas = over(canvas, tone(BAND), cover(abs(n) - half + 4.0, px));
    let side = select(0u, 1u, n > 0.0);
    let m = abs(n);
#ifdef FLAT
    // two plain leaflets
    canvas = over(canvas, tone(TAIL), cover(m - half + 8.0, px));
    canvas = over(canvas, tone(BAND), cover(m - 1.5, px));
    canvas = over(canvas, dark(tone(HEAD)), cover(abs(m - half + 5.0) - 6.0, px));
    canvas = over(canvas, tone(HEAD), cover(abs(m - half + 5.0) - 4.6, px));
#else
    // a second row behind, then the row on the cut
    let back = u + PITCH * 0.5;
    canvas = lipid(canvas, back, m, floor(back / PITCH), side + 40u, px, 1.0);
    let i = floor(u / PITCH);
    let aside = select(-1.0, 1.0, fract(u / PITCH) > 0.5);
    canvas = lipid(canvas, u, m, i + aside, side, px, 0.0);
    canvas = lipid(canvas, u, m, i, side, px, 0.0);
#endif
    return finish(canvas, 1.0);
}
