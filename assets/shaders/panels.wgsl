// Panels, words and plots: what egui's own shader draws, with its two changes of colour space as short polynomials and roots. A
// software rasteriser pays for six powers in every pixel that a panel covers. Names and places of inputs are those of egui.

struct Transform {
    scale: vec2<f32>,
    translation: vec2<f32>,
}

struct Vertex {
    @location(0) position: vec2<f32>,
    @location(1) uv: vec2<f32>,
    @location(2) color: vec4<f32>,
}

struct Corner {
    @builtin(position) position: vec4<f32>,
    @location(0) color: vec4<f32>,
    @location(1) uv: vec2<f32>,
}

@group(0) @binding(0) var<uniform> transform: Transform;

#ifdef BINDLESS
@group(1) @binding(0) var images: binding_array<texture_2d<f32>>;
@group(1) @binding(1) var samplers: binding_array<sampler>;

struct Which {
    image: u32,
}
var<immediate> which: Which;
#else
@group(1) @binding(0) var image: texture_2d<f32>;
@group(1) @binding(1) var image_sampler: sampler;
#endif

// Linear light to sRGB; exact at 0 and 1.
fn gamma(c: vec3<f32>) -> vec3<f32> {
    let a = sqrt(c);
    let b = sqrt(a);
    return 0.662002687 * a + 0.684122060 * b - 0.323583601 * sqrt(b) - 0.022541147 * c;
}

// sRGB to linear light; exact at 0 and 1.
fn linear(c: vec3<f32>) -> vec3<f32> {
    return c * (c * (c * 0.305306011 + 0.682171111) + 0.012522878);
}

@vertex
fn vs_main(in: Vertex) -> Corner {
    return Corner(vec4<f32>(in.position * transform.scale + transform.translation, 0.0, 1.0), in.color, in.uv);
}

@fragment
fn fs_main(in: Corner) -> @location(0) vec4<f32> {
#ifdef BINDLESS
    let texel = textureSample(images[which.image], samplers[which.image], in.uv);
#else
    let texel = textureSample(image, image_sampler, in.uv);
#endif
    // colours are multiplied as they are written: only so do letters look right
    let color = vec4<f32>(gamma(texel.rgb), texel.a) * in.color;
    return vec4<f32>(linear(color.rgb), color.a);
}
