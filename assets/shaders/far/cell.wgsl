// The whole cell: every receptor one mark, in rings around a window that shows the inside; see src/view/cell_plan.rs.
// Parts, each compiled only where a tile needs it (src/view/far_tiles.rs): WATER, MOLECULES, BODY, RIM, RING, WINDOW, LIMB;
// TINY where no mark is large enough to have a shape.
#import bevy_sprite::mesh2d_vertex_output::VertexOutput
#import setpoint::far::{ANTAGONIST, CYTOSOL_HIGH, CYTOSOL_LOW, DRUG, EMPTY, FILAMENT, HAZE, HEAD, LUMEN, PHOSPHATE, TAIL, TAU, WATER_HIGH, far, own, reach, rings, state_at, tone}
#import setpoint::paint::{blend, cover, dark, hash, hexagon, light, linear, pair, segment}

const LOWEST = 0.2527;
const SIDE = 12.0;
const PITCH = 0.1;
const SEATED = 0.80;

// `cover` where unit is pixels per unit of d.
fn cov(d: f32, unit: f32) -> f32 {
    return clamp(0.5 - d * unit, 0.0, 1.0);
}

// One mark: g in its own size (x along the rim, y outwards), unit is its size in pixels.
fn mark(under: vec3<f32>, g: vec2<f32>, state: u32, unit: f32) -> vec3<f32> {
    let body = far.state[min(state, 8u)].rgb;
#ifdef TINY
    return mix(mix(under, dark(body), 0.45), body, cov(length(g) - 0.80, unit));
#else
    if (unit < 1.3) {
        return mix(mix(under, dark(body), 0.45), body, cov(length(g) - 0.80, unit));
    }
    let big = smoothstep(1.8, 4.0, unit);
    let huge = smoothstep(7.0, 14.0, unit);
    // shape tells the state: disc, diamond, square, ring, wedge
    let round_ = length(g);
    let square = max(abs(g.x), abs(g.y)) * 1.12;
    let diamond = (abs(g.x) + abs(g.y)) * 0.80;
    let wedge = max(abs(g.x) * 0.9 + g.y * 0.52, -g.y * 1.15) * 1.25;
    var k = round_;
    k = select(k, diamond, state == 2u);
    k = select(k, square, state == 3u);
    k = select(k, wedge, state == 7u);
    let d = k - 0.80;
    var c = under;
    let halo = f32(state == 1u) * clamp(1.0 - (round_ - 0.75) / 0.75, 0.0, 1.0);
    c = mix(c, light(body, 0.15), halo * halo * 0.45);
    c = mix(c, dark(body), cov(d - 0.26, unit) * mix(0.35, 1.0, big));
    c = mix(c, body, cov(d, unit));
    // what the state adds
    let heart = f32(state == 1u) * cov(round_ - 0.36, unit);
    c = mix(c, mix(dark(tone(DRUG)), tone(DRUG), cov(round_ - 0.27, unit)), heart * big);
    let hollow = f32(state == 4u) * cov(round_ - 0.42, unit);
    c = mix(c, dark(body), hollow * mix(0.6, 1.0, big));
    let stripe = abs(fract((g.x + g.y) * 1.7) - 0.5) - 0.13;
    c = mix(c, dark(body), f32(state == 3u) * big * cov(stripe * 0.5, unit) * cov(d + 0.1, unit) * 0.55);
    let slit = max(abs(g.y) - 0.10, abs(g.x) - 0.42);
    c = mix(c, dark(body), f32(state == 0u) * huge * cov(slit, unit) * 0.8);
    let shine = length(g - vec2<f32>(-0.26, 0.30)) - 0.17;
    c = mix(c, light(body, 0.4), big * cov(shine, unit) * 0.7 * f32(state != 1u && state != 4u));
    return c;
#endif
}

// Steps at 13 Hz, smoothed: the kicks of the water.
fn kick(n: u32) -> vec2<f32> {
    let t = far.look.y * 13.0 + pair(hash(n, 3u)).x;
    let step = floor(t);
    let f = t - step;
    let s = f * f * (3.0 - 2.0 * f);
    let k = u32(step);
    return mix(pair(hash(n, k + 77u)), pair(hash(n, k + 78u)), s) - 0.5;
}

fn water(p: vec2<f32>, away: f32) -> vec3<f32> {
    var color = mix(tone(WATER_HIGH), tone(HAZE), smoothstep(-160.0, 560.0, p.y) * 0.72);
#ifndef FLAT
    // soft bodies out of focus
    let cell = floor(p / 88.0);
    let h = pair(hash(u32(i32(cell.x) + 4096), u32(i32(cell.y) + 4096)));
    let r = 14.0 + 22.0 * h.x;
    let at = (cell + 0.5) * 88.0 + (h.yx - 0.5) * (88.0 - 2.0 * r);
    color = light(color, 0.030 * (1.0 - smoothstep(r - 9.0, r, length(p - at))));
#endif
    // light around the cell
    let glow = exp(-max(away, 0.0) / 34.0);
    return mix(color, light(tone(HAZE), 0.22), glow * 0.42 * (1.0 - 0.6 * far.look.x));
}

// Molecules outside, one in a lattice cell where luck and concentration have it.
fn molecules(under: vec3<f32>, p: vec2<f32>, away: f32, px: f32) -> vec3<f32> {
    let q = p / 42.0;
    let cell = floor(q);
    let n = hash(u32(i32(cell.x) + 4096), u32(i32(cell.y) + 8192));
    let h = pair(n);
    let luck = pair(hash(n, 9u));
    let drug = luck.x < far.water.x * 0.62;
    let block = luck.y < far.water.y * 0.62 && !drug;
    if (!drug && !block || away < 7.0) {
        return under;
    }
    let t = far.look.y;
    let drift = vec2<f32>(sin(t * 0.31 + luck.x * TAU), cos(t * 0.27 + luck.y * TAU)) * 3.0 + kick(n) * 1.6;
    let at = (cell + 0.5) * 42.0 + (h - 0.5) * 22.0 + drift;
    let r = 2.6;
    let d = select(max(abs(p.x - at.x), abs(p.y - at.y)) - r * 0.86, hexagon(p - at, r), drug);
    let tint = select(tone(ANTAGONIST), tone(DRUG), drug);
    let seen = f32(drug || block) * smoothstep(7.0, 16.0, away);
    let c = mix(under, dark(tint), cover(d - 0.9, px) * seen);
    return mix(c, tint, cover(d, px) * seen);
}

// Branches of a nerve cell and strands of muscle that leave the body; distance, design units.
fn branches(p: vec2<f32>, angle: f32) -> f32 {
    if (far.lobes.w != 1.0) {
        return 1e4;
    }
    // the branch whose sector this is; nothing grows where the zoom goes in
    let n = round(angle / TAU * 5.0);
    let i = n - 5.0 * floor(n / 5.0);
    let a = n / 5.0 * TAU + 0.32 * sin(i * 2.3);
    let out = vec2<f32>(cos(a), sin(a));
    let q = p - far.body.xy - out * far.body.zw * 0.86;
    let along = dot(q, out);
    let bend = 22.0 * sin(along * 0.013 + i * 1.7) * smoothstep(0.0, 120.0, along);
    let w = mix(30.0, 9.0, smoothstep(0.0, 170.0, along));
    let limb = select(length(q) - 30.0, abs(dot(q, vec2<f32>(-out.y, out.x)) - bend) - w, along > 0.0);
    return select(limb, 1e4, out.y < -0.85);
}

fn interior(q: vec2<f32>, p: vec2<f32>, px: f32, unit_px: f32) -> vec3<f32> {
    // q in radii; the inside gets darker towards the middle of the window
    let r = length(q);
    var color = mix(tone(CYTOSOL_LOW), tone(CYTOSOL_HIGH), smoothstep(0.05, 0.62, r) * 0.8 + 0.1);
#ifndef FLAT
    for (var k = 0; k < 3; k++) {
        let f = f32(k);
        let y = p.y - far.body.y - (f - 1.0) * 96.0 + 20.0 * sin(p.x * 0.011 + f * 2.1);
        color = mix(color, tone(FILAMENT), (1.0 - smoothstep(0.8, 2.6, abs(y))) * 0.22);
    }
#endif
    let wide = min(far.body.z, far.body.w);
    // nucleus
    let n = q - vec2<f32>(-0.06, 0.05);
    if (length(n) > 0.34) {
        return color;
    }
    let dn = (length(n) * (1.0 + 0.02 * sin(3.0 * atan2(n.y, n.x) + 0.7)) - 0.235) * wide;
    let core = mix(light(tone(FILAMENT), 0.10), tone(CYTOSOL_HIGH), 0.35);
    color = mix(color, vec3<f32>(0.02, 0.01, 0.05), clamp(1.0 - dn / 16.0, 0.0, 1.0) * 0.30 * step(0.0, dn) * (1.0 - 0.7 * far.look.x));
    color = mix(color, mix(core, tone(CYTOSOL_LOW), 0.25 + 0.3 * length(n - vec2<f32>(-0.05, -0.06)) / 0.3), cover(dn, px));
#ifndef FLAT
    let grain = pair(hash(u32(i32(floor(p.x / 7.0)) + 512), u32(i32(floor(p.y / 7.0)) + 512)));
    let spot = length(fract(p / 7.0) - 0.3 - 0.4 * grain) - 0.22;
    color = mix(color, light(core, 0.12), cover(spot * 7.0, px) * cover(dn + 9.0, px) * 0.18 * step(0.55, grain.x));
#endif
    let rim = abs(abs(dn) - 2.1) - 1.0;
    let pores = smoothstep(0.10, 0.2, abs(fract(atan2(n.y, n.x) * 5.0) - 0.5));
    color = mix(color, light(tone(FILAMENT), 0.42), cover(rim, px) * pores);
    let m = n - vec2<f32>(0.055, 0.03);
    color = mix(color, mix(tone(CYTOSOL_LOW), tone(FILAMENT), 0.35), cover((length(m) - 0.085) * wide, px) * 0.75);
    return color;
}

fn organelle(under: vec3<f32>, q: vec2<f32>, px: f32) -> vec3<f32> {
    let wide = min(far.body.z, far.body.w);
    let cell = floor(q / PITCH + 0.5 * SIDE);
    let ok = all(cell >= vec2<f32>(0.0)) && all(cell < vec2<f32>(SIDE));
    let n = u32(clamp(cell.x, 0.0, SIDE - 1.0) + clamp(cell.y, 0.0, SIDE - 1.0) * SIDE);
    let class_ = select(EMPTY, state_at(u32(far.inside.z) + n), ok);
    if (class_ == EMPTY) {
        return under;
    }
    let luck = pair(hash(n, 31u));
    let radius = PITCH * (0.34 + 0.13 * pair(hash(n, 37u)).x);
    let at = (cell + 0.5 - 0.5 * SIDE) * PITCH + (luck - 0.5) * (PITCH - 2.0 * radius);
    let v = q - at;
    let vd = v * far.body.zw;
    let d = (length(v) - radius) * wide;
    var tint = far.state[5].rgb;
    tint = select(tint, far.state[6].rgb, class_ == 1u);
    tint = select(tint, far.state[7].rgb, class_ == 2u);
    tint = select(tint, far.state[8].rgb, class_ == 3u);
    var c = mix(under, vec3<f32>(0.02, 0.01, 0.05), clamp(1.0 - d / 7.0, 0.0, 1.0) * 0.35 * step(0.0, d) * (1.0 - 0.7 * far.look.x));
    c = mix(c, mix(tone(LUMEN), tint, select(0.10, 0.30, class_ == 2u)), cover(d, px));
    // rings tell the class: one, dashed, double, thick
    let angle = atan2(v.y, v.x);
    let dash = select(1.0, smoothstep(0.22, 0.30, abs(fract(angle * 2.2) - 0.5)), class_ == 1u);
    let w = select(1.1, 1.9, class_ == 2u);
    c = mix(c, tint, cover(abs(d) - w, px) * dash);
    c = mix(c, tint, cover(abs(d + 4.0) - 0.6, px) * f32(class_ == 3u) * 0.8);
    // the seat under this pixel
    let grid = far.inside.x;
    let s = (v / (radius * SEATED) * 0.5 + 0.5) * grid;
    let seat = floor(s);
    if (all(seat >= vec2<f32>(0.0)) && all(seat < vec2<f32>(grid))) {
        let index = n * u32(grid * grid) + u32(seat.y * grid + seat.x);
        let state = state_at(u32(far.inside.y) + index);
        if (state != EMPTY) {
            let size = radius * SEATED * 2.0 / grid * wide;
            let unit = min(0.44 * size, 5.0);
            let away = (s - seat - 0.5) * (radius * SEATED * 2.0 / grid) * far.body.zw;
            c = mark(c, vec2<f32>(away.x, -away.y) / unit, state, unit / px);
        }
    }
    return c;
}

// Receptors of the surface at q0 (radii; r long, the rim at rim, rho = r / rim).
fn surface(under: vec3<f32>, q0: vec2<f32>, r: f32, rim: f32, rho: f32, wide: f32, px: f32) -> vec3<f32> {
    let flat_ = far.rings.z > 0.5;
    let first = far.rings.x;
    let step_ = far.rings.y;
    let coordinate = select(-acos(clamp(rho * cos(LOWEST), 0.0, 1.0)), rho, flat_);
    let k = floor((coordinate - first) / step_);
    let ring = textureLoad(rings, vec2<u32>(u32(clamp(k, 0.0, far.rings.w - 1.0)), 0u), 0);
    let turn = fract((atan2(q0.y, q0.x) - ring.z) / TAU) * ring.y;
    let column = min(floor(turn), ring.y - 1.0);
    let place = u32(ring.x + column);
    let state = select(EMPTY, state_at(place), k >= 0.0 && k < far.rings.w && rho < 1.0);
    // everything to first order about the mark: no angle is turned into a place again
    var luck = (pair(hash(place, 5u)) - 0.5) * 0.5;
    let size = 0.40 * step_ * wide * select(1.0 / cos(LOWEST), 1.0, flat_);
#ifndef TINY
    luck += kick(place) * smoothstep(0.9, 2.5, size / px) * 0.16 * sign(far.look.y);
#endif
#ifdef TINY
    // a mark about as large as a pixel: only how far this point is from it counts, along the ring and across
    let x = rho * cos(LOWEST);
    let lean_ = select(sqrt(max(1.0 - x * x, 0.0)), 1.0, flat_);
    let unit_ = size * mix(1.0, 1.16, lean_);
    let along = (turn - column - 0.5 - luck.x) / ring.y * TAU * rho * rim * wide;
    let across = ((coordinate - first) / step_ - k - 0.5 - luck.y) * step_ * wide * rim * lean_ * select(1.0 / cos(LOWEST), 1.0, flat_);
    let g_ = vec2<f32>(along, across / mix(1.0, lean_, 0.75)) / unit_;
    return select(under, mark(under, g_, state, unit_ / px), state != EMPTY);
#else
    let co = first + (k + 0.5 + luck.y) * step_;
    let co_ = cos(co);
    let lean = select(sqrt(1.0 - co_ * co_), 1.0, flat_);
    let unit = min(size * mix(1.0, 1.16, lean), 9.5);
    let rr = select(co_ / cos(LOWEST), co, flat_);
    let aside = (turn - column - 0.5 - luck.x) / ring.y * TAU;
    let dir = q0 / r;
    let v = vec2<f32>(-dir.y, dir.x) * far.body.zw * (aside * r) + dir * far.body.zw * ((rho - rr) * rim);
    let outward = normalize(dir / far.body.zw);
    let squeeze = mix(1.0, lean, 0.75);
    let g = vec2<f32>(dot(v, vec2<f32>(-outward.y, outward.x)), dot(v, outward) / squeeze) / unit;
    return select(under, mark(under, g, state, unit / px), state != EMPTY);
#endif
}

@fragment
fn fragment(in: VertexOutput) -> @location(0) vec4<f32> {
    let p = own(in.uv);
    let px = far.size.w / far.map.x;
    let q0 = (p - far.body.xy) / far.body.zw;
    let r = max(length(q0), 0.0001);
    let rim = reach(q0 / r);
    let rho = r / rim;
    let wide = min(far.body.z, far.body.w);
    // distance to the rim along the ray, design units
    let ray = length(p - far.body.xy);
    let slope = mix(1.0, wide * rim / max(ray, 1.0) * rho, 0.65);
    let away = (ray - ray / max(rho, 0.001)) * clamp(slope, 0.3, 1.0);
    var out = away;
#ifdef LIMB
    out = blend(away, select(1e4, branches(p, atan2(q0.y, q0.x)), rho > 0.78), 44.0);
#endif
    var color = vec3<f32>(0.0);
#ifdef BODY
    // the sphere: lighter where it bends away
    let bend = smoothstep(0.6, 1.0, rho);
    color = mix(mix(tone(CYTOSOL_HIGH), tone(CYTOSOL_LOW), 0.35), mix(tone(CYTOSOL_HIGH), tone(HAZE), 0.30), bend * bend);
#ifdef WINDOW
    let flat_ = far.rings.z > 0.5;
    let open = (rho - (far.inside.w - 0.012)) * wide * rim;
    let depth = interior(q0, p, px, 1.0);
    color = mix(color, depth, select(cover(open, px), 1.0, flat_));
    let cut = f32(!flat_);
    color = mix(color, organelle(color, q0, px), cover(open + 3.0, px) * cut);
    // the cut edge of the shell
    color = mix(color, vec3<f32>(0.02, 0.01, 0.05), clamp(1.0 + open / 20.0, 0.0, 1.0) * 0.45 * step(open, 0.0) * (1.0 - 0.75 * far.look.x) * cut);
    color = mix(color, dark(tone(HEAD)), cover(abs(open) - 2.5, px) * cut);
    color = mix(color, mix(tone(TAIL), tone(HEAD), 0.5), cover(abs(open) - 1.7, px) * cut);
    color = mix(color, mix(tone(TAIL), dark(tone(HEAD)), 0.35), cover(abs(open) - 0.7, px) * cut);
#endif
#ifdef RING
    color = surface(color, q0, r, rim, rho, wide, px);
#endif
#ifdef RIM
    // branches leave the body
    let arm = mix(mix(tone(CYTOSOL_HIGH), tone(CYTOSOL_LOW), 0.25), tone(HAZE), 0.22);
    color = mix(color, arm, smoothstep(-1.0, 9.0, away));
    // the membrane
    color = mix(color, dark(tone(HEAD)), cover(abs(out) - 3.1, px));
    color = mix(color, tone(HEAD), cover(abs(out) - 2.0, px));
    color = mix(color, mix(tone(TAIL), tone(HEAD), 0.25), cover(abs(out) - 0.7, px));
#endif
#endif
#ifdef WATER
    var outside = water(p, out);
#ifdef MOLECULES
    outside = molecules(outside, p, out, px);
#endif
#ifdef BODY
    color = mix(outside, color, cover(out - 3.1, px));
#else
    color = outside;
#endif
#endif
    // the one that is pointed out
    let ring_ = abs(length(p - far.mark.xy) - 15.0) - 1.6;
    color = mix(color, vec3<f32>(1.0), cover(ring_, px) * far.mark.z);
    return vec4<f32>(linear(color), far.map.w);
}
