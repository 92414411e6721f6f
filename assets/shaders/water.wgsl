// Water above the far edge of the membrane: a gradient and soft bodies out of focus.
#import bevy_sprite::mesh2d_vertex_output::VertexOutput
#import setpoint::paint::{hash, light, linear, pair}
#import setpoint::scene::{HAZE, WATER_HIGH, scene, tone}

fn water(p: vec2<f32>) -> vec3<f32> {
    let low = scene.plane.z - 14.0;
    var color = mix(tone(WATER_HIGH), tone(HAZE), smoothstep(-30.0, low, p.y));
#ifndef FLAT
    let clear = 1.0 - smoothstep(low - 26.0, low, p.y);
    for (var layer = 0u; layer < 2u; layer++) {
        let size = 74.0 - 30.0 * f32(layer);
        let q = p + vec2<f32>(scene.size.z * (1.1 + f32(layer)), f32(layer) * 37.0);
        let cell = floor(q / size);
        let h = pair(hash(u32(i32(cell.x) + 4096), u32(i32(cell.y) + 64) + layer * 977u));
        let r = size * (0.14 + 0.24 * h.x);
        let at = (cell + 0.5) * size + (h.yx - 0.5) * (size - 2.0 * r);
        let d = length(q - at);
        let soft = 3.0 + 5.0 * h.y;
        let disc = 1.0 - smoothstep(r - soft, r, d);
        let rim = smoothstep(r - soft - 4.0, r - soft, d) * disc;
        color = light(color, (0.040 * disc + 0.012 * rim) * (0.4 + h.y) * clear);
    }
#endif
    return color;
}

@fragment
fn fragment(in: VertexOutput) -> @location(0) vec4<f32> {
    return vec4<f32>(linear(water(in.uv)), 1.0);
}
