// The inside of the cell right under the membrane, where only heroes are.
#import bevy_sprite::mesh2d_vertex_output::VertexOutput
#import setpoint::ground::ground
#import setpoint::paint::linear

@fragment
fn fragment(in: VertexOutput) -> @location(0) vec4<f32> {
    return vec4<f32>(linear(ground(in.uv)), 1.0);
}
