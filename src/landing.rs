//! Where pictures land: what a camera has drawn is copied into a buffer and read when the device is done, while it draws on.
//! Also the camera that leaves its picture where it was drawn. Not here: when a picture is taken ([`crate::capture`]).

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, channel};

use bevy::camera::{CameraOutputMode, ClearColorConfig};
use bevy::core_pipeline::{Core2d, Core2dSystems};
use bevy::math::UVec2;
use bevy::prelude::{App, Camera, ClearColor, Entity, IntoScheduleConfigs, Res, World};
use bevy::render::RenderApp;
use bevy::render::camera::ExtractedCamera;
use bevy::render::render_resource::{
    Buffer, BufferAsyncError, BufferDescriptor, BufferUsages, CommandEncoderDescriptor, LoadOp, MapMode, Operations,
    PollType, RenderPassColorAttachment, RenderPassDescriptor, StoreOp, TexelCopyBufferInfo, TexelCopyBufferLayout,
};
use bevy::render::renderer::{RenderContext, RenderDevice, RenderQueue, ViewQuery};
use bevy::render::view::ViewTarget;
use wgpu::SubmissionIndex;

/// A picture that is on its way.
struct Due {
    buffer: Buffer,
    size: UVec2,
    copied: SubmissionIndex,
    mapped: Receiver<Result<(), BufferAsyncError>>,
}

/// Buffers that pictures land in, first come first out.
#[derive(Default)]
pub struct Landing {
    due: VecDeque<Due>,
    free: Vec<(UVec2, Buffer)>,
}

impl Landing {
    /// Has what the view `of` (an entity of the render world) has drawn copied, behind all that was asked of the device so far.
    ///
    /// # Errors
    /// It has drawn nothing.
    pub fn ask(&mut self, world: &World, of: Entity, size: UVec2) -> Result<(), String> {
        let drawn = world.get::<ViewTarget>(of).ok_or("nothing was drawn")?.main_texture();
        let (device, queue) = (world.resource::<RenderDevice>(), world.resource::<RenderQueue>());
        let padded = padded(size);
        self.free.retain(|(room, _)| *room == size);
        let buffer = self.free.pop().map(|(_, buffer)| buffer).unwrap_or_else(|| {
            device.create_buffer(&BufferDescriptor {
                label: Some("picture"),
                size: (padded * size.y as usize) as u64,
                usage: BufferUsages::MAP_READ | BufferUsages::COPY_DST,
                mapped_at_creation: false,
            })
        });
        let mut encoder = device.create_command_encoder(&CommandEncoderDescriptor::default());
        let layout =
            TexelCopyBufferLayout { offset: 0, bytes_per_row: u32::try_from(padded).ok(), rows_per_image: None };
        encoder.copy_texture_to_buffer(
            drawn.as_image_copy(),
            TexelCopyBufferInfo { buffer: &buffer, layout },
            drawn.size(),
        );
        let copied = queue.submit([encoder.finish()]);
        let (sender, mapped) = channel();
        // nobody listens any more only where the picture is not wanted any more
        buffer.slice(..).map_async(MapMode::Read, move |result| drop(sender.send(result)));
        self.due.push_back(Due { buffer, size, copied, mapped });
        Ok(())
    }

    /// The pixels of the oldest picture that was asked for, rows from the top, RGBA. Waits for it, and for nothing behind it.
    ///
    /// # Errors
    /// None is due, or the device is lost.
    pub fn take(&mut self, device: &RenderDevice, pixels: &mut Vec<u8>) -> Result<(), String> {
        let Due { buffer, size, copied, mapped } = self.due.pop_front().ok_or("no picture was asked for")?;
        let wait = PollType::Wait { submission_index: Some(copied), timeout: None };
        device.poll(wait).map_err(|e| e.to_string())?;
        mapped.recv().map_err(|e| e.to_string())?.map_err(|e| e.to_string())?;
        let (row, padded) = (size.x as usize * 4, padded(size));
        pixels.clear();
        {
            let bytes = buffer.slice(..).get_mapped_range();
            if padded == row {
                pixels.extend_from_slice(&bytes);
            } else {
                bytes.chunks(padded).for_each(|line| pixels.extend_from_slice(&line[..row]));
            }
        }
        buffer.unmap();
        self.free.push((size, buffer));
        Ok(())
    }
}

/// Bytes of a row in a buffer.
fn padded(size: UVec2) -> usize {
    RenderDevice::align_copy_bytes_per_row(size.x as usize * 4)
}

/// Lets a camera leave its picture where it was drawn, where [`Landing`] finds it. The renderer would copy it over to the
/// camera's target, pixel by pixel, and a software rasteriser pays for that with an eighth of the whole frame.
pub fn stays(camera: &mut Camera) {
    camera.output_mode = CameraOutputMode::Skip;
    // such a camera draws only if it does not clear; `wipe` does it
    camera.clear_color = ClearColorConfig::None;
}

/// Clears what cameras draw on whose pictures stay. Needs the renderer.
pub fn plugin(app: &mut App) {
    if let Some(render) = app.get_sub_app_mut(RenderApp) {
        render.add_systems(Core2d, wipe.before(Core2dSystems::MainPass));
    }
}

fn wipe(view: ViewQuery<(&ViewTarget, &ExtractedCamera)>, ground: Res<ClearColor>, mut ctx: RenderContext) {
    let (target, camera) = view.into_inner();
    if !matches!(camera.output_mode, CameraOutputMode::Skip) {
        return;
    }
    let ops = Operations { load: LoadOp::Clear(ground.0.to_linear().into()), store: StoreOp::Store };
    let attachment =
        RenderPassColorAttachment { view: target.main_texture_view(), depth_slice: None, resolve_target: None, ops };
    drop(ctx.command_encoder().begin_render_pass(&RenderPassDescriptor {
        label: Some("wipe"),
        color_attachments: &[Some(attachment)],
        ..Default::default()
    }));
}
