// The person: a calm figure with the organs of the body system and the signs of the moment; see src/view/person.rs.
// Parts, each compiled only where a tile needs it (src/view/far_tiles.rs): FIGURE, TRUNK (all inside it), EYE, HEAD, NECK,
// SHOULDER, ARM, CHEST, BELLY, LEGS.
#import bevy_sprite::mesh2d_vertex_output::VertexOutput
#import setpoint::far::{CYTOSOL_HIGH, CYTOSOL_LOW, DRUG, FILAMENT, HAZE, HEAD, LUMEN, PHOSPHATE, TAU, WATER_HIGH, far, own, tone}
#import setpoint::paint::{blend, cover, dark, ellipse, hash, light, linear, pair, rounded, segment}

fn lit(bit: u32) -> f32 {
    return f32((u32(far.look.z) >> bit) & 1u);
}

// Capsule that tapers from ra at a to rb at b.
fn limb(p: vec2<f32>, a: vec2<f32>, b: vec2<f32>, ra: f32, rb: f32) -> f32 {
    let ab = b - a;
    let t = clamp(dot(p - a, ab) / dot(ab, ab), 0.0, 1.0);
    return length(p - a - ab * t) - mix(ra, rb, t);
}

// Distance to a curve from a to c that bends towards b.
fn curve(p: vec2<f32>, a: vec2<f32>, b: vec2<f32>, c: vec2<f32>) -> f32 {
    var d = 1e3;
    var last = a;
    for (var i = 1; i <= 7; i++) {
        let t = f32(i) / 7.0;
        let next = mix(mix(a, b, t), mix(b, c, t), t);
        d = min(d, segment(p, last, next));
        last = next;
    }
    return d;
}

// The figure; q is folded to one side. breath widens the chest.
fn figure(p: vec2<f32>, breath: f32) -> f32 {
    let q = vec2<f32>(abs(p.x), p.y);
    var d = 1e3;
    if (p.y < 290.0) {
        d = ellipse(q - vec2<f32>(0.0, 98.0), vec2<f32>(47.0, 60.0));
        d = blend(d, rounded(q - vec2<f32>(0.0, 128.0), vec2<f32>(31.0, 30.0), 22.0), 14.0);
        d = min(d, ellipse(q - vec2<f32>(47.0, 104.0), vec2<f32>(6.0, 13.0)));
        d = blend(d, rounded(q - vec2<f32>(0.0, 176.0), vec2<f32>(24.0, 46.0), 16.0), 22.0);
    }
    // shoulders, chest, waist, hips
    d = blend(d, limb(q, vec2<f32>(0.0, 226.0), vec2<f32>(104.0, 250.0), 30.0, 32.0), 34.0);
    d = blend(d, rounded(q - vec2<f32>(0.0, 320.0), vec2<f32>(92.0 + breath, 94.0), 52.0), 26.0);
    if (p.y < 160.0) {
        return d;
    }
    if (p.y > 300.0) {
        d = blend(d, rounded(q - vec2<f32>(0.0, 430.0), vec2<f32>(77.0, 90.0), 40.0), 44.0);
        d = blend(d, ellipse(q - vec2<f32>(0.0, 566.0), vec2<f32>(99.0, 104.0)), 44.0);
        d = blend(d, rounded(q - vec2<f32>(0.0, 690.0), vec2<f32>(99.0, 100.0), 30.0), 30.0);
    }
    // arms and hands tremble
    let shake = far.signs[1].z * 3.0 * smoothstep(420.0, 600.0, p.y);
    let arm = q - vec2<f32>(shake, 0.0);
    var a = limb(arm, vec2<f32>(122.0 + breath * 0.6, 258.0), vec2<f32>(143.0, 404.0), 27.0, 21.0);
    a = blend(a, limb(arm, vec2<f32>(143.0, 404.0), vec2<f32>(152.0, 530.0), 21.0, 14.5), 10.0);
    if (p.y > 480.0) {
        a = blend(a, limb(arm, vec2<f32>(153.0, 545.0), vec2<f32>(151.0, 585.0), 17.0, 12.5), 8.0);
        a = min(a, limb(arm, vec2<f32>(142.0, 548.0), vec2<f32>(134.0, 578.0), 7.0, 5.0));
    }
    return blend(d, a, 12.0);
}

// Paints an organ: outline and soft inner shade where it is lit, a whisper where it is not.
fn organ(under: vec3<f32>, d: f32, px: f32, color: vec3<f32>, on: f32) -> vec3<f32> {
    var c = mix(under, light(color, 0.2), exp(-max(d, 0.0) / 11.0) * 0.34 * on * (1.0 - 0.5 * far.look.x));
    c = mix(c, dark(color), cover(d - 1.4, px) * mix(0.16, 1.0, on));
    c = mix(c, color, cover(d, px) * mix(0.10, 1.0, on));
    return mix(c, light(color, 0.28), cover(abs(d + 4.0) - 0.9, px) * cover(d, px) * mix(0.03, 0.55, on));
}

fn wave(x: f32) -> f32 {
    return 0.5 + 0.5 * cos(x);
}

@fragment
fn fragment(in: VertexOutput) -> @location(0) vec4<f32> {
    let full = own(in.uv);
    let p = full - vec2<f32>(far.size.x * 0.5, 0.0);
    let px = far.size.w / far.map.x;
    let bright = far.look.x;
    let q = vec2<f32>(abs(p.x), p.y);
    let s0 = far.signs[0];
    let s1 = far.signs[1];
    let s2 = far.signs[2];
    let s3 = far.signs[3];
    let in_breath = (1.0 - wave(s0.x)) * s0.y;
    let breath = 5.0 * in_breath;

    // ground: quiet water with a light behind the person
    let from_light = length((p - vec2<f32>(0.0, 300.0)) * vec2<f32>(0.80, 0.62));
    var color = mix(mix(tone(HAZE), tone(WATER_HIGH), 0.30), tone(WATER_HIGH) * mix(0.80, 0.97, bright), smoothstep(40.0, 420.0, from_light));
#ifndef FLAT
    let cell = floor(full / 110.0);
    let h = pair(hash(u32(i32(cell.x) + 4096), u32(i32(cell.y) + 4096)));
    let rb = 16.0 + 30.0 * h.x;
    let at = (cell + 0.5) * 110.0 + (h.yx - 0.5) * (110.0 - 2.0 * rb);
    color = light(color, 0.014 * (1.0 - smoothstep(rb - 16.0, rb, length(full - at))));
#endif

    // far from the body its exact outline does not matter
    var d = q.x - 172.0;
#ifdef FIGURE
    if (q.x < 262.0) {
        d = figure(p, breath);
    }
#endif
    // body: deep violet glass with a warm rim
    color = mix(color, light(tone(HAZE), 0.30), exp(-max(d, 0.0) / 20.0) * 0.40 * (1.0 - 0.55 * bright));
    let depth = clamp(-d / 74.0, 0.0, 1.0);
    let skin = mix(mix(tone(CYTOSOL_HIGH), tone(HAZE), 0.34), mix(tone(CYTOSOL_LOW), tone(CYTOSOL_HIGH), 0.45), depth);
    let ends = 1.0 - smoothstep(596.0, 652.0, p.y);
    let body = cover(d, px);
    color = mix(color, skin, body * mix(0.80, 1.0, ends));
#ifdef TRUNK
    if (d < 2.0) {
        // spine and nerves
        let nerves = lit(11u);
        let vertebra = abs(fract(p.y / 13.0) - 0.5) * 13.0 - 5.0;
        let spine = max(abs(p.x) - 5.0, max(150.0 - p.y, p.y - 560.0));
        color = mix(color, light(skin, 0.20), cover(max(spine, vertebra), px) * (0.22 + 0.35 * nerves));
        if (nerves > 0.0) {
            var n = 1e3;
            for (var i = 0; i < 5; i++) {
                let y = 236.0 + f32(i) * 62.0;
                let far_ = vec2<f32>(select(74.0, 126.0, i == 0), y + select(34.0, 46.0, i == 0));
                n = min(n, segment(q, vec2<f32>(5.0, y), far_) - 0.9);
            }
            n = min(n, segment(q, vec2<f32>(126.0, 282.0), vec2<f32>(146.0, 420.0)) - 0.9);
            n = min(n, segment(q, vec2<f32>(146.0, 420.0), vec2<f32>(151.0, 540.0)) - 0.9);
            let pulse = 0.6 + 0.4 * sin(far.look.y * 3.0 - p.y * 0.05);
            color = mix(color, tone(PHOSPHATE), cover(n, px) * 0.75 * mix(1.0, pulse, far.signs[4].x));
        }
        // vessels
        let vessels = lit(6u);
        let w = mix(2.2, 3.4, vessels) * clamp(0.45 + 0.55 * s2.y, 0.6, 1.9);
        let red = mix(vec3<f32>(0.86, 0.33, 0.38), vec3<f32>(0.78, 0.20, 0.28), bright);
        var v = segment(p, vec2<f32>(3.0, 310.0), vec2<f32>(3.0, 520.0)) - w * 1.35;
#ifdef LEGS
        if (p.y > 500.0 && q.x < 80.0) {
            v = min(v, curve(q, vec2<f32>(2.0, 512.0), vec2<f32>(14.0, 552.0), vec2<f32>(42.0, 596.0)) - w);
            v = min(v, curve(q, vec2<f32>(42.0, 596.0), vec2<f32>(58.0, 640.0), vec2<f32>(58.0, 720.0)) - w);
        }
#endif
#ifdef NECK
        if (p.y < 290.0 && q.x < 30.0) {
            v = min(v, curve(q, vec2<f32>(5.0, 276.0), vec2<f32>(15.0, 232.0), vec2<f32>(17.0, 152.0)) - w * 0.78);
        }
#endif
        // arms: under the collar bone, round the shoulder, down
#ifdef SHOULDER
        if (p.y > 230.0 && p.y < 310.0) {
            v = min(v, curve(q, vec2<f32>(5.0, 276.0), vec2<f32>(98.0, 216.0), vec2<f32>(120.0, 300.0)) - w * 0.85);
        }
#endif
#ifdef ARM
        if (p.y > 290.0 && q.x > 100.0) {
            v = min(v, curve(q, vec2<f32>(120.0, 300.0), vec2<f32>(141.0, 390.0), vec2<f32>(150.0, 545.0)) - w * 0.68);
        }
#endif
        color = mix(color, dark(red), cover(v - 1.2, px) * mix(0.10, 0.9, vessels));
        color = mix(color, red, cover(v, px) * mix(0.13, 1.0, vessels));
#ifdef HEAD
        // as far as the light of its organs reaches
        if (p.y < 205.0 && q.x < 56.0) {
            // brain: two halves with their folds
            let brain = lit(0u);
            let b = q - vec2<f32>(18.0, 72.0);
            let db = blend(ellipse(b, vec2<f32>(21.0, 28.0)), ellipse(q - vec2<f32>(16.0, 84.0), vec2<f32>(21.0, 18.0)), 8.0);
            let stir = clamp(s1.w, 0.0, 2.5);
            let pink = mix(vec3<f32>(0.93, 0.66, 0.66), vec3<f32>(0.83, 0.47, 0.52), bright);
            color = organ(color, db, px, mix(pink * 0.78, pink, clamp(stir, 0.3, 1.0)), brain);
            let fold = abs(sin(b.x * 0.42 + 1.8 * sin(b.y * 0.23 + 0.9 * sin(b.x * 0.21)))) - 0.16;
            color = mix(color, dark(pink), cover(fold * 4.0, px) * cover(db + 2.5, px) * mix(0.05, 0.50, brain));
            // light runs through it as it is active
            let spark = pair(hash(u32(i32(floor(p.x / 9.0)) + 99), u32(i32(floor(p.y / 9.0)) + 99)));
            let beat = wave(far.look.y * (2.0 + 3.0 * spark.x) * far.signs[4].x + spark.y * TAU);
            let point = length(fract(p / 9.0) - 0.5) - 0.24;
            color = mix(color, tone(PHOSPHATE), cover(point * 9.0, px) * cover(db + 4.0, px) * brain * beat * step(1.0 - 0.42 * stir, spark.x + 0.12));
            // brainstem
            let stem = limb(p, vec2<f32>(0.0, 100.0), vec2<f32>(0.0, 158.0), 8.5, 5.0);
            color = organ(color, stem, px, mix(vec3<f32>(0.70, 0.60, 0.95), vec3<f32>(0.48, 0.38, 0.78), bright), lit(1u));
            // nose: two passages
            let nose = ellipse(q - vec2<f32>(5.5, 123.0), vec2<f32>(3.2 + 0.8 * lit(3u), 8.5));
            color = organ(color, nose - 2.6, px, vec3<f32>(0.90, 0.52, 0.55), lit(3u));
            color = mix(color, tone(WATER_HIGH), cover(nose + 2.6 - 2.8 * s2.w, px) * lit(3u));
            // eyes: lids, iris, pupil
            let e = q - vec2<f32>(19.0, 104.0);
            let lid = max(length(e - vec2<f32>(0.0, 7.0)), length(e + vec2<f32>(0.0, 7.0))) - 12.2;
            let eye = length(e) ;
            let white = mix(vec3<f32>(0.93, 0.95, 0.96), vec3<f32>(1.0), bright);
            color = mix(color, dark(skin), cover(lid - 1.5, px));
            color = mix(color, white, cover(lid, px));
            color = mix(color, vec3<f32>(0.22, 0.50, 0.58), cover(max(eye - 4.9, lid), px));
            color = mix(color, vec3<f32>(0.03, 0.04, 0.07), cover(max(eye - clamp(s2.x * 0.56, 0.7, 4.4), lid), px));
        }
#endif
#ifdef CHEST
        if (p.y > 118.0 && p.y < 440.0 && q.x < 100.0) {
            // airways: windpipe and lungs that fill
            let airway = lit(4u);
            let sky = mix(vec3<f32>(0.56, 0.80, 0.93), vec3<f32>(0.25, 0.58, 0.78), bright);
            let grow = 1.0 + 0.055 * in_breath;
            let l = (q - vec2<f32>(49.0, 326.0)) / vec2<f32>(grow, 1.0 + 0.04 * in_breath);
            var lung = ellipse(l, vec2<f32>(35.0, 70.0));
            lung = blend(lung, rounded(l - vec2<f32>(2.0, 34.0), vec2<f32>(33.0, 32.0), 22.0), 16.0);
            lung = max(lung, 13.0 - q.x * 1.0);
            // room for the heart on the left
            lung = max(lung, 30.0 - length(p - vec2<f32>(17.0, 338.0)) + 5.0);
            color = organ(color, lung, px, mix(sky * 0.66, sky * 0.86, in_breath), airway);
            var tube = rounded(p - vec2<f32>(0.0, 216.0), vec2<f32>(5.2, 50.0), 3.0);
            tube = min(tube, segment(q, vec2<f32>(0.0, 264.0), vec2<f32>(38.0, 304.0)) - 3.6);
            tube = min(tube, segment(q, vec2<f32>(38.0, 304.0), vec2<f32>(56.0, 350.0)) - 2.4);
            tube = min(tube, segment(q, vec2<f32>(38.0, 304.0), vec2<f32>(62.0, 300.0)) - 2.2);
            tube = min(tube, segment(q, vec2<f32>(48.0, 330.0), vec2<f32>(40.0, 372.0)) - 2.0);
            let bar = smoothstep(0.30, 0.36, abs(fract(p.y / 7.0) - 0.5)) * f32(p.y < 262.0);
            color = organ(color, tube, px, mix(sky, vec3<f32>(1.0), 0.35 + 0.2 * bar), airway);
            // how open: the bore within
            color = mix(color, tone(WATER_HIGH), cover(tube + 4.4 - 3.6 * s2.z, px) * airway * cover(abs(p.y - 216.0) - 48.0, px));
            // heart: beats, twice quick and a rest
            let beat = pow(wave(s0.z), 6.0) * far.signs[4].y + 0.35 * pow(wave(s0.z - 1.7), 8.0) * far.signs[4].y;
            let hp = (p - vec2<f32>(14.0, 338.0)) / (1.0 + 0.11 * beat);
            let turn_ = vec2<f32>(hp.x * 0.93 + hp.y * 0.36, hp.y * 0.93 - hp.x * 0.36);
            var hd = blend(length(turn_ - vec2<f32>(-9.0, -9.0)) - 15.0, length(turn_ - vec2<f32>(10.0, -8.0)) - 16.0, 8.0);
            hd = blend(hd, limb(turn_, vec2<f32>(1.0, -4.0), vec2<f32>(2.0, 23.0), 20.0, 5.0), 10.0);
            let heart = lit(5u);
            color = organ(color, hd, px, mix(red, light(red, 0.18), beat), heart);
            let groove = segment(turn_, vec2<f32>(2.0, -18.0), vec2<f32>(6.0, 18.0)) - 0.8;
            color = mix(color, dark(red), cover(groove, px) * cover(hd + 2.0, px) * mix(0.05, 0.7, heart));
            let root = segment(p, vec2<f32>(8.0, 318.0), vec2<f32>(4.0, 286.0)) - 4.0;
            color = organ(color, root, px, red, max(heart, vessels));
        }
#endif
#ifdef BELLY
        if (p.y > 365.0 && p.y < 600.0 && q.x < 100.0) {
            // liver, stomach, adrenals, gut
            let lv = p - vec2<f32>(-30.0, 408.0);
            let liver = blend(ellipse(lv, vec2<f32>(43.0, 25.0)), ellipse(lv - vec2<f32>(34.0, -6.0), vec2<f32>(34.0, 13.0)), 12.0);
            color = organ(color, liver, px, mix(vec3<f32>(0.72, 0.42, 0.36), vec3<f32>(0.66, 0.32, 0.26), bright), lit(8u));
            let st = p - vec2<f32>(34.0, 426.0);
            let bag = vec2<f32>(st.x * 0.88 + st.y * 0.47, st.y * 0.88 - st.x * 0.47);
            let stomach = blend(ellipse(bag, vec2<f32>(20.0, 31.0)), limb(p, vec2<f32>(20.0, 450.0), vec2<f32>(-2.0, 456.0), 10.0, 5.0), 10.0);
            let peach = mix(vec3<f32>(0.95, 0.72, 0.55), vec3<f32>(0.86, 0.52, 0.34), bright);
            color = organ(color, stomach, px, peach, lit(7u));
            // acid stands in it
            let level = 446.0 - 26.0 * clamp(s3.x * 0.62, 0.0, 1.6) + 1.2 * sin(p.x * 0.25 + far.look.y * 1.3);
            color = mix(color, mix(tone(PHOSPHATE), vec3<f32>(0.75, 0.88, 0.30), 0.6), cover(max(stomach + 5.0, level - p.y), px) * lit(7u) * 0.9);
            let kidney = ellipse(q - vec2<f32>(50.0, 474.0), vec2<f32>(13.0, 21.0));
            color = organ(color, kidney, px, vec3<f32>(0.62, 0.36, 0.40), lit(10u) * 0.35);
            let gland = max(ellipse(q - vec2<f32>(49.0, 453.0), vec2<f32>(14.0, 9.0)), -kidney + 2.0);
            color = organ(color, gland, px, tone(PHOSPHATE), lit(10u));
            // the gut: one tube, and waves that run along it
            let gut = lit(9u);
            let row = clamp(floor((p.y - 484.0) / 19.0), 0.0, 3.0);
            let y0 = 493.5 + row * 19.0;
            let half = 50.0 - 4.0 * abs(row - 1.0);
            let way = select(p.x, -p.x, (u32(row) & 1u) == 1u) + row * 104.0;
            let squeeze = wave(way * 0.13 - s1.x);
            let bore = mix(6.6, 6.6 - 3.2 * min(s1.y, 1.4), squeeze * gut);
            var tube2 = length(vec2<f32>(max(abs(p.x) - half, 0.0), p.y - y0)) - bore;
            // bends join the rows
            for (var i = 0; i < 3; i++) {
                let side = select(-1.0, 1.0, (i & 1) == 0);
                let hub = vec2<f32>(side * (50.0 - 4.0 * abs(f32(i) - 0.5)), 503.0 + f32(i) * 19.0);
                let r = p - hub;
                tube2 = min(tube2, select(1e3, abs(length(r) - 9.5) - 6.0, r.x * side > 0.0));
            }
            let coil = mix(vec3<f32>(0.93, 0.62, 0.58), vec3<f32>(0.84, 0.45, 0.42), bright);
            color = organ(color, tube2, px, mix(coil, coil * 0.82, squeeze * gut), gut);
        }
#endif
        if (s3.y + s3.z > 0.0) {
            // gooseflesh and sweat on the skin
            let g = fract(p / 9.0) - 0.5;
            let gh = pair(hash(u32(i32(floor(p.x / 9.0)) + 900), u32(i32(floor(p.y / 9.0)) + 900)));
            let goose = length(g + (gh - 0.5) * 0.4) - 0.15;
            let on_skin = smoothstep(-26.0, -5.0, d) * cover(d + 3.0, px);
            color = mix(color, light(skin, 0.55), cover(goose * 9.0, px) * on_skin * step(1.0 - s3.z, gh.x) * ends);
            let sc = vec2<f32>(22.0, 30.0);
            let fall = far.look.y * 0.22 * far.signs[4].x;
            let sp = vec2<f32>(p.x, p.y) / sc;
            let shh = pair(hash(u32(i32(floor(sp.x)) + 77), u32(i32(floor(sp.y)) + 77)));
            let dp = (fract(sp) - vec2<f32>(0.3 + 0.4 * shh.x, 0.25 + 0.5 * fract(shh.y + fall))) * sc;
            let drop_ = length(vec2<f32>(dp.x * (1.0 + 0.05 * max(-dp.y, 0.0)), dp.y * 0.7)) - 2.1;
            let sweat = cover(drop_, px) * smoothstep(-34.0, -8.0, d) * cover(d + 4.0, px) * step(1.0 - s3.y * 0.8, shh.x) * step(p.y, 420.0);
            color = mix(color, vec3<f32>(0.78, 0.92, 1.0), sweat * 0.9);
        }
    }
#endif
    // the rim of the figure
    color = mix(color, mix(light(tone(HAZE), 0.45), tone(FILAMENT), bright), cover(abs(d) - 0.9, px) * 0.85 * ends);

#ifdef EYE
    // the eye, large, beside the head
    if (s0.w > 0.0 && p.x < -20.0 && p.y < 190.0) {
        let hub = vec2<f32>(-188.0, 112.0);
        let e = p - hub;
        let rim = length(e) - 57.0;
        let wire = segment(p, vec2<f32>(-26.0, 105.0), vec2<f32>(-131.0, 111.0)) - 0.7;
        color = mix(color, light(tone(HAZE), 0.35), cover(wire, px) * 0.8 * cover(-rim, px));
        color = mix(color, vec3<f32>(0.01, 0.02, 0.04), clamp(1.0 - rim / 12.0, 0.0, 1.0) * 0.35 * step(0.0, rim) * (1.0 - 0.7 * bright));
        let face = mix(tone(CYTOSOL_HIGH), tone(HAZE), 0.28);
        color = mix(color, face, cover(rim, px));
        let lid = max(length(e - vec2<f32>(0.0, 31.0)), length(e + vec2<f32>(0.0, 31.0))) - 56.0;
        color = mix(color, dark(face), cover(lid - 3.2, px) * cover(rim, px));
        color = mix(color, mix(vec3<f32>(0.90, 0.93, 0.95), vec3<f32>(1.0), bright), cover(max(lid, rim + 2.0), px));
        let r = length(e);
        let ray = wave(atan2(e.y, e.x) * 34.0 + 2.0 * sin(r * 0.4));
        let iris = mix(vec3<f32>(0.14, 0.40, 0.48), vec3<f32>(0.36, 0.68, 0.70), 0.65 * ray * smoothstep(25.0, 6.0, r) + 0.2);
        color = mix(color, vec3<f32>(0.05, 0.16, 0.22), cover(max(r - 24.5, lid), px));
        color = mix(color, iris, cover(max(r - 23.0, lid), px));
        color = mix(color, vec3<f32>(0.02, 0.03, 0.05), cover(max(r - clamp(s2.x * 2.75, 2.2, 22.0), lid), px));
        color = mix(color, vec3<f32>(1.0), cover(max(length(e - vec2<f32>(8.0, -9.0)) - 3.4, lid), px) * 0.9);
        color = mix(color, mix(tone(HEAD), tone(HAZE), 0.25), cover(abs(rim) - 1.6, px));
    }
#endif
    return vec4<f32>(linear(color), far.map.w);
}
