// Stacks of membrane: endoplasmic reticulum with its ribosomes, Golgi. shape: kind, half width, half height, seconds.
#import setpoint::glyph::Glyph
#import setpoint::paint::{cover, finish, light, over, pixel, shade, shape}

@fragment
fn fragment(in: Glyph) -> @location(0) vec4<f32> {
    let p = in.local;
    let px = pixel(p);
    let color = in.tint.rgb;
    let half = in.shape.yz;
    let t = in.shape.w;
    let golgi = step(0.5, in.shape.x);
    var c = vec4<f32>(0.0);
    // five sheets: wavy ones that join at alternating ends, or cups that lie in each other
    for (var i = 0; i < 5; i++) {
        let f = f32(i);
        let reach = mix(half.x - 8.0 - 9.0 * abs(f - 1.5), half.x * (0.62 + 0.085 * f) - 4.0, golgi);
        let x = clamp(p.x, -reach, reach);
        let wave = 3.6 * sin(x * 0.035 + f * 0.5 + t * 0.2);
        let cup = half.y * 0.34 - x * x / (half.x * half.x) * half.y * (0.62 + 0.05 * f) + 0.6 * sin(t * 0.3 + f);
        let y = (f - 2.0) * mix(half.y * 0.44, half.y * 0.36, golgi) + mix(wave, cup, golgi);
        // the rims of a Golgi sheet swell
        let rim = abs(x) / reach;
        let thick = mix(5.4, 2.9 + 2.2 * rim * rim * rim * rim, golgi);
        let d = length(vec2<f32>(p.x - x, p.y - y)) - thick;
        c = shade(c, d, 6.0, 0.35);
        c = shape(c, d, px, color * (0.80 + 0.05 * f), 1.7);
        c = over(c, light(color, 0.35), cover(max(abs(p.y - y + thick * 0.32) - 0.8, abs(p.x) - reach + 2.0), px) * 0.7);
        let bead = vec2<f32>((fract(p.x / 17.0 + f * 0.37) - 0.5) * 17.0, p.y - y + 6.4);
        c = shape(c, max(length(bead) - 2.1, abs(p.x) - reach) + 100.0 * golgi, px, light(color, 0.25), 1.0);
    }
    return finish(c, in.tint.a);
}
