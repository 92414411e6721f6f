// The tissue: neighbours of one cell, with a gap where that cell itself shows through; see src/view/far.rs.
#import bevy_sprite::mesh2d_vertex_output::VertexOutput
#import setpoint::far::{CYTOSOL_HIGH, CYTOSOL_LOW, DRUG, FILAMENT, HAZE, HEAD, LUMEN, PHOSPHATE, TAIL, TAU, WATER_HIGH, far, own, reach, tone}
#import setpoint::paint::{blend, cover, dark, hash, hexagon, light, linear, pair, segment}

fn site(cell: vec2<f32>) -> vec2<f32> {
    let h = pair(hash(u32(i32(cell.x) + 512), u32(i32(cell.y) + 512)));
    // the cell itself sits in the middle
    let own_ = f32(abs(cell.x) + abs(cell.y) < 0.5);
    return cell + (h - 0.5) * 0.52 * (1.0 - own_);
}

@fragment
fn fragment(in: VertexOutput) -> @location(0) vec4<f32> {
    let p = own(in.uv);
    let px = far.size.w / far.map.x;
    let bright = far.look.x;
    let kind = u32(far.lobes.w);
    let middle = vec2<f32>(far.size.x * 0.5, 332.8);
    // the cell's own rim, in its own units
    let c = (in.uv - far.cell.yz) / far.cell.x;
    let q0 = (c - far.body.xy) / far.body.zw;
    let rho = length(q0) / reach(q0 / max(length(q0), 0.0001));
    let grow = far.cell.x / far.map.x;
    let wide = min(far.body.z, far.body.w) * grow;
    let away = (rho - 1.0) * wide;

    // neighbours: cells of a loose lattice, shaped by the kind
    var pitch = vec2<f32>(178.0, 172.0);
    pitch = select(pitch, vec2<f32>(268.0, 138.0), kind == 2u);
    pitch = select(pitch, vec2<f32>(244.0, 152.0), kind == 3u);
    pitch = select(pitch, vec2<f32>(214.0, 206.0), kind == 1u);
    let lean = select(0.0, 0.5, kind >= 2u);
    var u = (p - middle) / pitch;
    let warp = vec2<f32>(sin(p.y * 0.021 + 1.0), sin(p.x * 0.019)) * 0.05;
    u += warp * smoothstep(0.4, 1.2, length(u));
    u.x += lean * (round(u.y) - 2.0 * floor(round(u.y) * 0.5));
    var d1 = 9.0;
    var d2 = 9.0;
    var own_cell = vec2<f32>(0.0);
    var to = vec2<f32>(0.0);
    let base = round(u);
    for (var j = -1; j <= 1; j++) {
        for (var i = -1; i <= 1; i++) {
            let n = base + vec2<f32>(f32(i), f32(j));
            let s = site(n);
            let v = (u - s);
            let d = length(v * select(vec2<f32>(1.0), vec2<f32>(0.92, 1.08), kind >= 2u));
            if (d < d1) {
                d2 = d1;
                d1 = d;
                own_cell = n;
                to = v;
            } else if (d < d2) {
                d2 = d;
            }
        }
    }
    let mine = abs(own_cell.x) + abs(own_cell.y) < 0.5;
    let gap = select(0.075, 0.24, kind == 1u);
    let small = min(pitch.x, pitch.y);
    let luck = pair(hash(u32(i32(own_cell.x) + 99), u32(i32(own_cell.y) + 99)));
    // packed cells fill their place; loose ones have the outline of the cell itself, turned
    let v0 = to * pitch / (far.body.zw * grow * (0.78 + 0.20 * luck.y));
    let spin = vec2<f32>(cos(luck.x * TAU), sin(luck.x * TAU));
    let v1 = vec2<f32>(v0.x * spin.x - v0.y * spin.y, v0.x * spin.y + v0.y * spin.x);
    let loose = (1.0 - length(v0) / reach(v1 / max(length(v1), 0.0001))) * far.body.w * grow * 0.88;
    let border = select(((d2 - d1) * 0.5 - gap) * small, loose, kind <= 1u);

    // between the cells
    let from_ = length((p - middle) / vec2<f32>(far.size.x * 0.62, 400.0));
    var color = mix(mix(tone(WATER_HIGH), tone(HAZE), 0.62), tone(WATER_HIGH), smoothstep(0.1, 1.1, from_));
#ifndef FLAT
    // fibres between them
    let strand = abs(sin(p.y * 0.055 + 2.2 * sin(p.x * 0.011) + 0.6 * sin(p.x * 0.037)));
    color = light(color, 0.055 * (1.0 - smoothstep(0.0, 0.10, strand)));
#endif
#ifdef BRANCHES
    // branches of nerve cells reach to their neighbours
    if (kind == 1u) {
        let out = length(to);
        let a = atan2(to.y, to.x);
        let lobe = abs(fract((a + luck.x * TAU) / TAU * 5.0 + 0.06 * sin(out * 14.0 + luck.y * 6.0)) - 0.5) * TAU / 5.0;
        let arm = (0.5 * TAU / 5.0 - lobe) * out * small - 0.0;
        let w = mix(12.0, -2.0, smoothstep(0.15, 0.56, out)) - 30.0 * smoothstep(8.0, 0.0, (d2 - d1) * 0.5 * small);
        let limb = abs(arm) - w;
        let arms = mix(mix(tone(CYTOSOL_HIGH), tone(HAZE), 0.42), tone(HAZE), 0.25 * luck.x);
        color = mix(color, dark(tone(HEAD)), cover(limb - 1.6, px) * 0.75 * f32(!mine));
        color = mix(color, arms, cover(limb, px) * f32(!mine));
    }
#endif
    // a neighbour
    let far_off = smoothstep(0.25, 1.25, from_);
    let flesh = mix(mix(tone(CYTOSOL_HIGH), tone(HAZE), 0.26 + 0.16 * luck.x), mix(tone(CYTOSOL_LOW), tone(CYTOSOL_HIGH), 0.6), clamp(border / 46.0, 0.0, 1.0));
    let membrane = mix(tone(HEAD), tone(TAIL), 0.35);
    let body = select(border, -1.0, mine);
    color = mix(color, vec3<f32>(0.01, 0.02, 0.04), clamp(1.0 + body / 9.0, 0.0, 1.0) * 0.30 * step(body, 0.0) * f32(!mine) * (1.0 - 0.7 * bright));
    color = mix(color, dark(membrane), cover(-body - 2.4, px) * f32(!mine));
    color = mix(color, mix(membrane, tone(HAZE), 0.25 + 0.4 * far_off), cover(-body - 1.2, px) * f32(!mine));
    color = mix(color, flesh, cover(-body + 0.6, px) * f32(!mine));
    if (!mine && border > 0.0) {
        // stripes of muscle, or grains
        let stripe = select(abs(fract(p.y / 9.0 + 0.15 * sin(p.x * 0.03)) - 0.5), abs(fract(p.x / 11.0) - 0.5), kind == 3u);
        color = mix(color, light(flesh, 0.14), smoothstep(0.30, 0.46, stripe) * f32(kind == 2u || kind == 3u) * 0.55);
        let v = to * pitch - (luck - 0.5) * 16.0;
        let long_ = select(vec2<f32>(1.0), vec2<f32>(0.42, 1.0), kind == 2u);
        let nucleus = length(v * long_) - small * 0.125;
        let core = light(tone(FILAMENT), 0.06);
        color = mix(color, dark(core), cover(nucleus - 1.6, px) * 0.8);
        color = mix(color, mix(core, flesh, 0.25 + 0.4 * far_off), cover(nucleus, px));
        color = mix(color, mix(core, tone(CYTOSOL_LOW), 0.6), cover(length(v * long_ - vec2<f32>(3.0, 2.0)) - small * 0.038, px) * 0.8);
    }
    color = mix(color, mix(tone(WATER_HIGH), tone(HAZE), 0.3), far_off * 0.45);

#ifdef ENDING
    // nerve endings with their vesicles above the cell; what is in store is full
    if (far.water.w > 0.5) {
        let top = middle + vec2<f32>(0.0, -far.body.w * grow * 1.02);
        let b = p - top - vec2<f32>(0.0, -48.0);
        var bulb = length(b * vec2<f32>(0.70, 1.0)) - 34.0;
        let x = 42.0 * sin((b.y + 30.0) * 0.012);
        let axon = max(abs(b.x - x * smoothstep(-20.0, -160.0, b.y)) - mix(15.0, 9.0, smoothstep(-20.0, -120.0, b.y)), b.y + 10.0);
        bulb = blend(bulb, axon, 16.0);
        let skin = mix(mix(tone(HAZE), tone(CYTOSOL_HIGH), 0.45), tone(PHOSPHATE), 0.10);
        color = mix(color, vec3<f32>(0.01, 0.02, 0.04), clamp(1.0 - bulb / 12.0, 0.0, 1.0) * 0.35 * step(0.0, bulb) * (1.0 - 0.7 * bright));
        color = mix(color, dark(tone(PHOSPHATE)), cover(bulb - 2.2, px));
        color = mix(color, mix(tone(PHOSPHATE), tone(HEAD), 0.55), cover(bulb - 1.0, px));
        color = mix(color, skin, cover(bulb + 1.2, px));
        if (bulb < 24.0) {
        // twenty vesicles: rings, filled as far as the store goes
        for (var i = 0; i < 20; i++) {
            let row = i / 7;
            let col = i - row * 7;
            let at = vec2<f32>((f32(col) - 3.0 + 0.5 * f32(row & 1)) * 11.2 - 2.5, 17.0 - f32(row) * 11.0);
            let sway = vec2<f32>(sin(far.look.y * 0.9 + f32(i) * 2.1), cos(far.look.y * 0.7 + f32(i) * 1.3)) * 0.8;
            let r = length(b - at - sway);
            let full = step(f32(i) + 0.5, far.water.z * 20.0);
            color = mix(color, mix(dark(skin), tone(PHOSPHATE), 0.2), cover(r - 4.9, px));
            color = mix(color, mix(skin, tone(PHOSPHATE), full * 0.9), cover(r - 3.9, px));
        }
        // what has been let go, in the cleft
        for (var i = 0; i < 9; i++) {
            let f = f32(i);
            let t = fract(f * 0.618 + far.look.y * 0.11);
            let at = vec2<f32>((f - 4.0) * 9.0 + 5.0 * sin(f * 3.1 + far.look.y * 0.6), 37.0 + 12.0 * t);
            color = mix(color, tone(PHOSPHATE), cover(length(b - at) - 1.7, px) * step(f + 0.5, far.water.z * 9.0) * (1.0 - t) * 0.9);
        }
        }
    }
#endif
    // the cell that the zoom goes into shows through, with a light around it
    color = mix(color, light(tone(HEAD), 0.35), exp(-max(away, 0.0) / 9.0) * 0.55 * step(0.0, away));
    let hole = cover(away - 0.5, px);
    return vec4<f32>(linear(color), far.map.w * (1.0 - hole));
}
