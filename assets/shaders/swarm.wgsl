// The crowd of the soluble enzyme: small two-lobed bodies that recede in the cytosol.
#import bevy_sprite::mesh2d_vertex_output::VertexOutput
#import setpoint::crowd::find
#import setpoint::ground::ground
#import setpoint::paint::{cover, dark, light, linear}
#import setpoint::scene::{CYTOSOL_LOW, DRUG, EMPTY, scene, tone}

@fragment
fn fragment(in: VertexOutput) -> @location(0) vec4<f32> {
    let p = in.uv;
    var color = ground(p);
    // the rows of the membrane's crowd, laid into the lower part of the cell
    let low = scene.inside.z + 40.0;
    let squeeze = (scene.plane.y - scene.plane.z) / 126.0;
    let spot = find(vec2<f32>(p.x, scene.plane.z + (p.y - low) * squeeze), select(-1.0, 1.0, p.y > low));
    if (spot.state != EMPTY) {
        let px = 1.0 / spot.unit;
        let g = vec2<f32>(spot.away.x, spot.away.y / squeeze);
        let body = mix(scene.state[min(spot.state, 8u)].rgb, tone(CYTOSOL_LOW), 0.20 * spot.depth + 0.50 * spot.depth * spot.depth);
        let big = smoothstep(2.5, 7.0, spot.unit);
        let on = f32(spot.state == 1u);
        let apart = mix(0.36, 0.44, on);
        let q = vec2<f32>(abs(g.x) - apart, g.y);
        let d = (length(q / vec2<f32>(0.42, 0.36)) - 1.0) * 0.38;
        color = mix(color, light(body, 0.2), on * (1.0 - smoothstep(0.0, 0.30, d)) * 0.40);
        color = mix(color, dark(body), cover(d - mix(0.06, 0.13, big), px) * mix(0.4, 1.0, big));
        color = mix(color, body, cover(d, px));
        let streak = length((q - vec2<f32>(-0.05, 0.14)) / vec2<f32>(0.22, 0.06)) - 1.0;
        color = mix(color, light(body, 0.35), cover(streak * 0.1, px) * big * 0.7);
        let heme = (length(vec2<f32>(g.x, g.y - 0.10) / vec2<f32>(0.17, 0.15)) - 1.0) * 0.15;
        color = mix(color, mix(dark(body), tone(DRUG), on), cover(heme, px) * mix(0.5, 1.0, big));
    }
    return vec4<f32>(linear(color), 1.0);
}
