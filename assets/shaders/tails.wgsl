// Thin things behind the receptors: tails with their phosphates, and the hexagons of clathrin coats.
// shape: kind 0 tail (studs 0-3, seconds), kind 1 coat (radius). accent: colour of the studs.
#import setpoint::glyph::Glyph
#import setpoint::paint::{cover, dark, finish, hexagon, over, pixel, segment, shape}

const LOW = 43.0;

// x of the tail at height y, below the sheet.
fn tail(y: f32, sway: f32) -> f32 {
    let t = clamp((y - LOW) / 44.0, 0.0, 1.2);
    return 16.0 + 13.0 * t + 4.5 * sin(t * 5.2 + 0.6 + sway) * t;
}

@fragment
fn fragment(in: Glyph) -> @location(0) vec4<f32> {
    let p = in.local;
    let px = pixel(p);
    let color = in.tint.rgb;
    let stud = in.accent.rgb;
    let is_coat = step(0.5, in.shape.x);
    let sway = sin(in.shape.z) * 0.8;
    let y = clamp(p.y, LOW - 8.0, LOW + 44.0);
    let slope = (tail(y + 1.0, sway) - tail(y - 1.0, sway)) * 0.5;
    let strand = length(vec2<f32>((p.x - tail(y, sway)) / sqrt(1.0 + slope * slope), p.y - y)) - 2.3;
    // a hexagon that stands on its corner, its corners thickened where three legs meet
    let sixth = abs(fract(atan2(p.x, p.y + 0.0001) / 1.0471976 + 0.5) - 0.5) * 1.0471976;
    let corner = length(length(p) * vec2<f32>(sin(sixth), cos(sixth)) - vec2<f32>(0.0, in.shape.y * 1.1547)) - 2.3;
    let coat = min(abs(hexagon(p.yx, in.shape.y)) - 1.25, corner);
    var c = shape(vec4<f32>(0.0), mix(strand, coat, is_coat), px, color, 1.6);
    // the nearest of three phosphates
    let f = clamp(floor((p.y - LOW - 6.0) / 14.0), 0.0, 2.0);
    let grown = clamp(in.shape.y - f, 0.0, 1.0) * (1.0 - is_coat);
    let sy = LOW + 13.0 + f * 14.0;
    let q = p - vec2<f32>(tail(sy, sway), sy);
    let d = length(q) - 6.6 * grown;
    c = over(c, dark(stud), cover(d - 1.7, px) * step(0.01, grown));
    c = over(c, stud, cover(d, px) * step(0.01, grown));
    // the letter
    let stem = segment(q, vec2<f32>(-1.5, -3.1), vec2<f32>(-1.5, 3.3)) - 0.75;
    let bow = max(abs(length((q - vec2<f32>(-0.4, -1.2)) * vec2<f32>(0.9, 1.0)) - 1.9) - 0.7, -1.5 - q.x);
    c = over(c, dark(stud), cover(min(stem, bow), px) * grown);
    return finish(c, in.tint.a);
}
