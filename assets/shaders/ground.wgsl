// The empty inside of the cell: depth, soft bodies, filaments.
#define_import_path setpoint::ground
#import setpoint::paint::{hash, light, pair}
#import setpoint::scene::{CYTOSOL_HIGH, CYTOSOL_LOW, FILAMENT, scene, tone}

fn ground(p: vec2<f32>) -> vec3<f32> {
    let depth = clamp((p.y - 340.0) / 290.0, 0.0, 1.0);
    var color = mix(tone(CYTOSOL_HIGH), tone(CYTOSOL_LOW), depth);
#ifndef FLAT
    let cell = floor(p / 96.0);
    let h = pair(hash(u32(cell.x + 40.0), u32(cell.y + 7.0)));
    let r = 20.0 + 20.0 * h.x;
    let at = (cell + 0.5) * 96.0 + (h.yx - 0.5) * (96.0 - 2.0 * r);
    color = light(color, 0.030 * (1.0 - smoothstep(r * 0.55, r, length(p - at))));
    for (var k = 0; k < 3; k++) {
        let f = f32(k);
        let base = 404.0 + 84.0 * f;
        let y = base + 15.0 * sin(p.x * (0.0052 + 0.0013 * f) + f * 2.1 + scene.size.z * 0.03) + p.x * (0.03 - 0.018 * f);
        let w = 1.4 + 0.7 * fract(f * 0.618);
        let strand = 1.0 - smoothstep(w, w + 1.6, abs(p.y - y));
        color = mix(color, tone(FILAMENT), strand * (0.36 - 0.08 * f));
    }
#endif
    return color;
}
