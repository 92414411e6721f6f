// Foreground quads: what the vertex carries; see src/view/glyph.rs.
#define_import_path setpoint::glyph
#import bevy_sprite::mesh2d_functions::{get_world_from_local, mesh2d_position_local_to_clip}

struct Corner {
    @builtin(instance_index) instance: u32,
    @location(0) position: vec3<f32>,
    @location(1) local: vec2<f32>,
    @location(2) tint: vec4<f32>,
    @location(3) shape: vec4<f32>,
    @location(4) accent: vec4<f32>,
}

struct Glyph {
    @builtin(position) position: vec4<f32>,
    @location(0) local: vec2<f32>,
    @location(1) tint: vec4<f32>,
    // kind, then three numbers of that kind
    @location(2) shape: vec4<f32>,
    @location(3) accent: vec4<f32>,
}

@vertex
fn vertex(in: Corner) -> Glyph {
    var out: Glyph;
    out.position = mesh2d_position_local_to_clip(get_world_from_local(in.instance), vec4<f32>(in.position, 1.0));
    out.local = in.local;
    out.tint = in.tint;
    out.shape = in.shape;
    out.accent = in.accent;
    return out;
}
