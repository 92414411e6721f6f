// The inside of the cell: depth, filaments, and small vesicles that carry the receptors of the crowd.
#import bevy_sprite::mesh2d_vertex_output::VertexOutput
#import setpoint::ground::ground
#import setpoint::paint::{cover, dark, hash, linear, pair}
#import setpoint::scene::{CYTOSOL_HIGH, EMPTY, INSIDE_ROW, LUMEN, scene, slot, tone}

const TAU = 6.2831853;

@fragment
fn fragment(in: VertexOutput) -> @location(0) vec4<f32> {
    let px = scene.size.w;
    var color = ground(in.uv);
    // rows of the lattice swing, so that nothing looks ruled
    let swing = (sin(in.uv.x * 0.019 + 1.0) + 0.6 * sin(in.uv.x * 0.043)) * 7.5 - 12.0;
    let p = vec2<f32>(in.uv.x, in.uv.y + swing);
    let pitch = scene.inside.x;
    var q = (p - vec2<f32>(4.0, scene.inside.z)) / pitch;
    let aside = 0.5 * (floor(q.y) - 2.0 * floor(q.y * 0.5));
    q.x -= aside;
    let cell = floor(q);
    let n = min(u32(max(cell.x, 0.0) + max(cell.y, 0.0) * scene.inside.y), 6143u);
    let base = INSIDE_ROW * 256u + n * 16u;
    let present = q.x >= 0.0 && q.y >= 0.0 && cell.x < scene.inside.y;
    let class_ = select(EMPTY, slot(base + 15u), present);
    if (class_ != EMPTY) {
        let h = pair(hash(n, 71u));
        let near = 0.54 + 0.28 * h.x;
        let size = min(pitch * 0.5, 21.0) * near;
        let dot_ = min(size * 0.20, 3.1);
        let r = size - dot_ * 1.1;
        let slack = max(pitch * 0.5 - size, 0.0);
        let bob = vec2<f32>(sin(scene.size.z * 0.31 + h.x * TAU), sin(scene.size.z * 0.23 + h.y * TAU)) * 0.5;
        let at = (cell + 0.5 + vec2<f32>(aside, 0.0)) * pitch + vec2<f32>(4.0, scene.inside.z) + ((h.yx - 0.5) * 1.7 + bob * 0.3) * slack;
        let v = p - at;
        var tint = mix(scene.state[5].rgb, scene.state[6].rgb, f32(class_ == 1u));
        tint = mix(tint, scene.state[7].rgb, f32(class_ == 2u));
        tint = mix(tint, scene.state[8].rgb, f32(class_ == 3u));
        let veil = tone(CYTOSOL_HIGH);
        let fade = 0.52 * (1.0 - h.x);
        let d = length(v);
        let lumen = mix(tone(LUMEN), tint, 0.12 + 0.25 * f32(class_ == 2u));
        color = mix(color, mix(lumen, veil, fade), cover(d - r, px) * 0.85);
        color = mix(color, mix(tint * 0.62, veil, fade), cover(abs(d - r) - max(dot_ * 0.42, 0.6 * px), px) * 0.70);
        // the seat next to this pixel
        let turn = h.y * TAU;
        let angle = atan2(v.y, v.x + 0.0001) - turn;
        let k = u32(min(floor(fract(angle / TAU + 0.5 / 12.0) * 12.0), 11.0));
        let a = f32(k) / 12.0 * TAU + turn;
        let radial = vec2<f32>(cos(a), sin(a));
        let s = v - radial * r;
        let state = slot(base + k);
        if (state != EMPTY) {
            let unit = dot_ / px;
            let big = smoothstep(1.2, 3.0, unit);
            let body = mix(scene.state[min(state, 8u)].rgb, veil, fade);
            let local = vec2<f32>(dot(s, radial), dot(s, vec2<f32>(-radial.y, radial.x)));
            // degraded ones are broken: a wedge; recycling ones point up; the rest are little rods across the ring
            let rod = length(vec2<f32>(local.x * 0.86, local.y)) - dot_ * 0.92;
            let wedge = max(abs(local.x) * 0.9 + local.y * 0.6, -local.y * 1.1) - dot_ * 0.62;
            let m = mix(rod, wedge, f32(state == 7u));
            color = mix(color, dark(body), cover(m - min(0.30 * dot_, 1.0), px) * mix(0.5, 1.0, big));
            color = mix(color, body, cover(m, px));
        }
    }
    return vec4<f32>(linear(color), 1.0);
}
