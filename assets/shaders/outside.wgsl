// The membrane surface that recedes to a hazy horizon, with the crowd: one cell of one row for each receptor.
#import bevy_sprite::mesh2d_vertex_output::VertexOutput
#import setpoint::crowd::find
#import setpoint::paint::{cover, dark, hash, light, linear, pair}
#import setpoint::scene::{DRUG, EMPTY, HAZE, PHOSPHATE, SURFACE, SURFACE_HEAD, scene, tone}

// One receptor of the crowd: g in cell units (x right, y up), unit is its size in pixels.
fn receptor(under: vec3<f32>, g: vec2<f32>, state: u32, unit: f32) -> vec3<f32> {
    let px = 1.0 / unit;
    let body = scene.state[min(state, 8u)].rgb;
#ifdef FLAT
    // a plain shape for each state: disc with its cup shut, disc with its drug, diamond, square, ring
    let e = vec2<f32>(g.x, g.y * 1.35);
    var s = length(e);
    let whole = s;
    s = select(s, (abs(e.x) + abs(e.y)) * 0.80, state == 2u);
    s = select(s, max(abs(e.x), abs(e.y)) * 1.05, state == 3u);
    var f = mix(under, dark(body), cover(s - 0.84, px));
    f = mix(f, body, cover(s - 0.68, px));
    f = mix(f, dark(body), cover(whole - 0.44, px) * f32(state == 1u));
    f = mix(f, tone(DRUG), cover(whole - 0.32, px) * f32(state == 1u));
    f = mix(f, dark(body), cover(max(abs(e.x) - 0.44, abs(e.y) - 0.13), px) * f32(state == 0u));
    return mix(f, dark(body), cover(whole - 0.34, px) * f32(state == 4u));
#else
    let big = smoothstep(3.0, 8.0, unit);
    let w = mix(0.10, 0.17, big);
    let square = f32(state == 3u);
    let pit = f32(state == 4u);
    let tall = mix(mix(0.30, 0.62, big), 0.0, pit);
    // a short drum seen from above: base, side, top
    var q = vec2<f32>(g.x, g.y - clamp(g.y, -0.5 * tall, 0.5 * tall));
    let radii = vec2<f32>(0.70, mix(0.36, 0.32, big));
    let flat_ = abs(q / radii);
    let round_ = length(flat_);
    let k = mix(round_, max(max(flat_.x, flat_.y), round_ * 0.88), square * 0.62);
    let d = (k - 1.0) * 0.40;
    let top = vec2<f32>(g.x, g.y - 0.5 * tall) / radii;
    let wide = length(top);
    let c2 = (top.x * top.x) / max(wide * wide, 0.0001);
    let dt = (wide * (1.0 + 0.07 * big * (8.0 * c2 * c2 - 8.0 * c2 + 1.0)) - 0.92) * 0.40;

    var c = under;
    let shadow = clamp(1.0 - (length(vec2<f32>(g.x, g.y + 0.5 * tall + 0.10) / vec2<f32>(1.0, 0.55))), 0.0, 1.0);
    c = mix(c, c * 0.45, shadow * big);
    let halo = f32(state == 1u) * (1.0 - smoothstep(0.0, 0.34, d));
    c = mix(c, light(body, 0.25), halo * 0.55);
    c = mix(c, dark(body), cover(d - w, px) * mix(0.55, 1.0, big));
    c = mix(c, mix(body, body * 0.78, big), cover(d, px));
    // helices on its side
    let groove = abs(fract(g.x * 2.15 + 0.5) - 0.5) / 2.15 - 0.045;
    c = mix(c, dark(body), big * (1.0 - square) * (1.0 - pit) * cover(groove, px) * cover(d + 0.04, px) * 0.6);
    c = mix(c, light(body, 0.10 + 0.12 * big), cover(dt, px) * mix(0.4, 1.0, big));
    // what the state adds
    let seat = length(top / vec2<f32>(0.52, 0.56)) - 1.0;
    // a bright lip around the drug tells an open cup without any colour
    c = mix(c, light(body, 0.62), f32(state == 1u) * big * cover((seat - 0.30) * 0.3, px));
    let ligand = f32(state == 1u) * cover(seat * 0.3, px);
    c = mix(c, mix(dark(tone(DRUG)), tone(DRUG), cover((seat + 0.28) * 0.3, px)), ligand * mix(0.75, 1.0, big));
    let slit = f32(state == 0u) * big * cover(max(abs(top.y) - 0.21, abs(top.x) - 0.62) * 0.35, px);
    c = mix(c, dark(body), slit * 0.8);
    let stripes = abs(fract((g.x * 1.0 + g.y * 1.4) * 2.6) - 0.5) - 0.14;
    c = mix(c, dark(body), square * big * cover(stripes * 0.25, px) * cover(d + 0.05, px) * (0.75 - 0.45 * cover(dt, px)));
    let studs = vec2<f32>(abs(fract(g.x * 2.15) - 0.5) / 2.15, g.y + 0.5 * tall + 0.26);
    let inside = f32(state == 2u) * big * cover(abs(g.x) - 0.70, px);
    c = mix(c, dark(tone(PHOSPHATE)), inside * cover(length(studs) - 0.20, px));
    c = mix(c, light(tone(PHOSPHATE), 0.25), inside * cover(length(studs) - 0.11, px));
    let hole = pit * cover((length(g / radii) - 0.62) * 0.4, px);
    c = mix(c, mix(dark(body), scene.state[3].rgb, cover((length(g / radii) - 0.34) * 0.4, px)), hole);
    return c;
#endif
}

fn crowd(p: vec2<f32>, under: vec3<f32>) -> vec3<f32> {
    let spot = find(p, 0.0);
    if (spot.state == EMPTY) {
        return under;
    }
    return receptor(under, spot.away, spot.state, spot.unit);
}

@fragment
fn fragment(in: VertexOutput) -> @location(0) vec4<f32> {
    let p = in.uv;
    let horizon = scene.plane.x;
    let near = scene.plane.y - horizon;
    let z = near / max(p.y - horizon, 1.0);
    let zfar = near / (scene.plane.z - horizon);
    let depth = clamp((z - 0.8) / (zfar - 0.8), 0.0, 1.0);
    var surface = mix(tone(SURFACE), tone(HAZE), depth * depth * 0.5);
#ifndef FLAT
    // heads of lipids, row behind row
    let across = (p.x - scene.size.x * 0.5) * z / 9.4;
    let along = log(z) * 66.0;
    let row = floor(along);
    let luck = pair(hash(u32(row + 900.0), 3u));
    let dot_ = length(vec2<f32>((fract(across + luck.x) - 0.5) * 1.5, (fract(along) - 0.5) * 1.25));
    let heads = (1.0 - smoothstep(0.28, 0.56, dot_)) * (1.0 - smoothstep(0.05, 0.55, depth));
    let swell = sin(across * 0.043 + along * 0.021) * sin(along * 0.053 - across * 0.027) * 0.07;
    let close = 1.0 - smoothstep(0.0, 0.30, depth);
    surface = mix(tone(SURFACE), tone(SURFACE_HEAD), heads * 0.42 + 0.10 + swell + 0.16 * close);
    surface = mix(surface, tone(HAZE), depth * 0.25 + depth * depth * 0.65);
#endif
    surface = mix(crowd(p, surface), tone(HAZE), depth * depth * 0.26 + depth * depth * depth * depth * 0.22);
    let far = scene.plane.z;
    let edge = smoothstep(far - 13.0, far + 2.0, p.y + 2.4 * sin(p.x * 0.017) + 1.2 * sin(p.x * 0.041 + 1.0));
    return vec4<f32>(linear(mix(tone(HAZE), surface, edge)), 1.0);
}
