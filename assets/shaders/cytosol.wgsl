// The inside of the cell: depth, filaments, and small vesicles that carry the receptors of the crowd.
#import bevy_sprite::mesh2d_vertex_output::VertexOutput
#import setpoint::paint::{cover, dark, hash, light, linear, pair}
#import setpoint::scene::{CYTOSOL_HIGH, CYTOSOL_LOW, EMPTY, FILAMENT, INSIDE_ROW, LUMEN, scene, slot, tone}

const TAU = 6.2831853;

fn ground(p: vec2<f32>) -> vec3<f32> {
    let depth = clamp((p.y - 340.0) / 290.0, 0.0, 1.0);
    var color = mix(tone(CYTOSOL_HIGH), tone(CYTOSOL_LOW), depth);
    let cell = floor(p / 96.0);
    let h = pair(hash(u32(cell.x + 40.0), u32(cell.y + 7.0)));
    let r = 20.0 + 20.0 * h.x;
    let at = (cell + 0.5) * 96.0 + (h.yx - 0.5) * (96.0 - 2.0 * r);
    color = light(color, 0.030 * (1.0 - smoothstep(r * 0.55, r, length(p - at))));
    for (var k = 0; k < 4; k++) {
        let f = f32(k);
        let base = 408.0 + 62.0 * f;
        let y = base + 15.0 * sin(p.x * (0.0052 + 0.0013 * f) + f * 2.1 + scene.size.z * 0.03) + p.x * (0.03 - 0.018 * f);
        let w = 1.4 + 0.7 * fract(f * 0.618);
        let strand = 1.0 - smoothstep(w, w + 1.6, abs(p.y - y));
        let beads = 0.8 + 0.2 * sin(p.x * 0.55 + f * 9.0);
        color = mix(color, tone(FILAMENT), strand * beads * (0.42 - 0.07 * f));
    }
    return color;
}

@fragment
fn fragment(in: VertexOutput) -> @location(0) vec4<f32> {
    let p = in.uv;
    let px = scene.size.w;
    var color = ground(p);
    let pitch = scene.inside.x;
    let q = (p - vec2<f32>(4.0, scene.inside.z)) / pitch;
    let cell = floor(q);
    let n = u32(max(cell.x, 0.0) + max(cell.y, 0.0) * scene.inside.y);
    let base = INSIDE_ROW * 256u + n * 16u;
    let present = q.x >= 0.0 && q.y >= 0.0 && cell.x < scene.inside.y && n < 6144u;
    let class_ = select(EMPTY, slot(base + 15u), present);
    if (class_ != EMPTY) {
        let h = pair(hash(n, 71u));
        let near = 0.80 + 0.20 * h.x;
        let size = min(pitch * 0.5, 22.0) * near;
        let dot_ = min(size * 0.21, 3.4);
        let r = size - dot_ * 1.25;
        let slack = max(pitch * 0.5 - size, 0.0);
        let bob = vec2<f32>(sin(scene.size.z * 0.31 + h.x * TAU), cos(scene.size.z * 0.23 + h.y * TAU)) * 0.5;
        let at = (cell + 0.5) * pitch + vec2<f32>(4.0, scene.inside.z) + ((h - 0.5) * 1.2 + bob * 0.6) * slack;
        let v = p - at;
        let enzyme = scene.crowd.w;
        var tint = mix(scene.state[5].rgb, scene.state[6].rgb, f32(class_ == 1u));
        tint = mix(tint, scene.state[7].rgb, f32(class_ == 2u));
        tint = mix(tint, scene.state[8].rgb, f32(class_ == 3u));
        let veil = tone(CYTOSOL_HIGH);
        let fade = 0.36 * (1.0 - h.x);
        let d = length(v);
        let vesicle = 1.0 - enzyme;
        let lumen = mix(tone(LUMEN), tint, 0.12 + 0.25 * f32(class_ == 2u));
        color = mix(color, mix(lumen, veil, fade), cover(d - r, px) * 0.85 * vesicle);
        color = mix(color, mix(tint * 0.80, veil, fade), cover(abs(d - r) - max(dot_ * 0.30, 0.5 * px), px) * 0.75 * vesicle);
        // the seat next to this pixel: on a ring, or for enzymes loose in the cell
        let turn = h.y * TAU;
        let angle = atan2(v.y, v.x + 0.0001) - turn;
        let seat = fract(angle / TAU + 0.5 / 12.0) * 12.0;
        let k = u32(min(floor(seat), 11.0));
        let a = f32(k) / 12.0 * TAU + turn;
        let spread = mix(r, r * (0.45 + 0.55 * f32(k & 1u)), enzyme);
        let s = v - vec2<f32>(cos(a), sin(a)) * spread;
        let state = slot(base + k);
        if (state != EMPTY) {
            let unit = dot_ / px;
            let big = smoothstep(1.2, 3.0, unit);
            let body = mix(scene.state[state].rgb, veil, fade);
            let radial = vec2<f32>(cos(a), sin(a));
            let local = vec2<f32>(dot(s, radial), dot(s, vec2<f32>(-radial.y, radial.x)));
            // degraded ones are broken: a wedge; recycling ones point up; the rest are little rods across the ring
            let rod = length(vec2<f32>(local.x * 0.72, local.y)) - dot_ * 0.86;
            let lobes = min(length(s - vec2<f32>(dot_ * 0.6, 0.0)), length(s + vec2<f32>(dot_ * 0.6, 0.0))) - dot_ * 0.72;
            let wedge = max(abs(local.x) * 0.9 + local.y * 0.6, -local.y * 1.1) - dot_ * 0.62;
            var m = mix(rod, wedge, f32(state == 7u));
            m = mix(m, lobes, enzyme);
            color = mix(color, dark(body), cover(m - min(0.30 * dot_, 1.0), px) * mix(0.5, 1.0, big));
            color = mix(color, body, cover(m, px));
            let lit = f32(f32(n * 16u + k) == scene.inside.w);
            color = mix(color, vec3<f32>(1.0), lit * cover(abs(m - dot_ * 0.7) - dot_ * 0.25, px));
        }
    }
    return vec4<f32>(linear(color), 1.0);
}
