//! Frames without a window: builds the app, warms it up and reads its picture back.
//!
//! Used for screenshots, golden images, benchmarks and film. Not here: what is shown (the caller's `build`), files,
//! encoders.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use bevy::{
    app::SubApps,
    camera::{ImageRenderTarget, RenderTarget},
    ecs::schedule::SingleThreadedExecutor,
    log::LogPlugin,
    prelude::*,
    render::{
        RenderApp, RenderPlugin,
        render_resource::{Extent3d, PipelineCache, PollType, TextureFormat},
        renderer::RenderDevice,
        settings::WgpuSettings,
        sync_world::RenderEntity,
    },
    time::TimeUpdateStrategy,
    window::ExitCondition,
    winit::WinitPlugin,
};
use bevy_egui::{EguiContexts, EguiGlobalSettings, EguiPlugin, EguiPrimaryContextPass, PrimaryEguiContext};
use image::RgbaImage;

use crate::landing::{self, Landing};
use crate::view;

/// Frames that are drawn before the first picture: the first ones are black or lack materials.
const WARM_UP: usize = 8;
/// Frames after which a stage that is still uniform is given up.
const PATIENCE: usize = 60;

/// Whether a stage of this process writes the log already; only one can.
static LOGS: AtomicBool = AtomicBool::new(false);

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum CaptureError {
    /// No graphics driver at all.
    #[error("no graphics adapter found; on Debian or Ubuntu install libvulkan1 and mesa-vulkan-drivers")]
    NoAdapter,
    /// The target has no pixels.
    #[error("a picture needs a width and a height, not {0}x{1}")]
    NoPixels(u32, u32),
    /// Nothing but one colour came out.
    #[error("the picture stayed one flat colour for {0} frames")]
    Blank(usize),
    /// The graphics device was lost or refused the copy.
    #[error("the graphics device did not hand the picture over: {0}")]
    Device(String),
}

/// An app without a window that draws into an image.
pub struct Stage {
    subs: SubApps,
    target: Handle<Image>,
    camera: Entity,
    size: UVec2,
    warm: bool,
    landing: Landing,
}

/// Names of the graphics adapters that could draw, best first; empty where there is none.
#[must_use]
pub fn adapters() -> Vec<String> {
    let instance = wgpu::Instance::new(wgpu::InstanceDescriptor::new_without_display_handle());
    let found = bevy::tasks::block_on(instance.enumerate_adapters(wgpu::Backends::all()));
    found.iter().map(|adapter| adapter.get_info().name).collect()
}

impl Stage {
    /// Builds an app of `size` physical pixels at `scale_factor` pixels per point. `build` adds the caller's plugins
    /// and resources; renderer, egui and the camera are there already, and time stands still between frames.
    ///
    /// # Errors
    ///
    /// [`CaptureError::NoAdapter`] where nothing can draw, [`CaptureError::NoPixels`] for an empty size.
    pub fn new(size: UVec2, scale_factor: f32, build: impl FnOnce(&mut App)) -> Result<Self, CaptureError> {
        if adapters().is_empty() {
            return Err(CaptureError::NoAdapter);
        }
        let render = RenderPlugin { synchronous_pipeline_compilation: true, ..default() };
        Self::with(render, size, scale_factor, build)
    }

    /// The same without a graphics adapter: everything happens but the drawing, and there is no picture to take.
    ///
    /// # Errors
    ///
    /// [`CaptureError::NoPixels`] for an empty size.
    pub fn unseen(size: UVec2, scale_factor: f32, build: impl FnOnce(&mut App)) -> Result<Self, CaptureError> {
        let nothing = WgpuSettings { backends: None, ..default() };
        let render = RenderPlugin { render_creation: nothing.into(), ..default() };
        Self::with(render, size, scale_factor, build)
    }

    fn with(
        render: RenderPlugin,
        size: UVec2,
        scale_factor: f32,
        build: impl FnOnce(&mut App),
    ) -> Result<Self, CaptureError> {
        if size.min_element() == 0 {
            return Err(CaptureError::NoPixels(size.x, size.y));
        }
        let window = WindowPlugin { primary_window: None, exit_condition: ExitCondition::DontExit, ..default() };
        let mut app = App::new();
        // Only what goes wrong: a picture on a terminal is no place for the renderer's greetings.
        let log = LogPlugin { filter: "error".to_owned(), ..default() };
        let mut plugins = DefaultPlugins.set(window).set(render).set(log).disable::<WinitPlugin>();
        // A frame must be finished when it is read; where there are no threads it always is.
        #[cfg(not(target_arch = "wasm32"))]
        {
            plugins = plugins.disable::<bevy::render::pipelined_rendering::PipelinedRenderingPlugin>();
        }
        if LOGS.swap(true, Ordering::Relaxed) {
            plugins = plugins.disable::<LogPlugin>();
        }
        app.add_plugins(plugins);
        // the pass has to exist even where no ui is added, else egui's output is lost
        app.add_plugins(EguiPlugin::default()).add_systems(EguiPrimaryContextPass, hold_still);
        app.world_mut().resource_mut::<EguiGlobalSettings>().auto_create_primary_context = false;
        app.insert_resource(TimeUpdateStrategy::ManualDuration(Duration::ZERO));
        let extent = Extent3d { width: size.x, height: size.y, depth_or_array_layers: 1 };
        // nothing is ever drawn on it: it says how large the picture is
        let image = Image::new_target_texture(extent.width, extent.height, TextureFormat::Rgba8UnormSrgb, None);
        let target = app.world_mut().resource_mut::<Assets<Image>>().add(image);
        let onto = RenderTarget::Image(ImageRenderTarget { handle: target.clone(), scale_factor });
        app.add_plugins(landing::plugin);
        let camera = app.world_mut().spawn((view::scene_camera(), onto, PrimaryEguiContext)).id();
        if let Some(mut camera) = app.world_mut().get_mut::<Camera>(camera) {
            landing::stays(&mut camera);
        }
        build(&mut app);
        app.finish();
        app.cleanup();
        in_one_thread(app.world_mut());
        if let Some(render) = app.get_sub_app_mut(RenderApp) {
            in_one_thread(render.world_mut());
        }
        Ok(Self {
            subs: std::mem::take(app.sub_apps_mut()),
            target,
            camera,
            size,
            warm: false,
            landing: Landing::default(),
        })
    }

    /// The main world, to fill inputs or read results between frames.
    pub fn world(&mut self) -> &mut World {
        self.subs.main.world_mut()
    }

    /// Another size, physical pixels, none of them 0; the next frame has it.
    pub fn resize(&mut self, size: UVec2) {
        let size = size.max(UVec2::ONE);
        let target = self.target.clone();
        if let Some(mut image) = self.world().resource_mut::<Assets<Image>>().get_mut(&target) {
            image.resize(Extent3d { width: size.x, height: size.y, depth_or_array_layers: 1 });
        }
        self.size = size;
    }

    /// The main world, to look at.
    #[must_use]
    pub fn shown(&self) -> &World {
        self.subs.main.world()
    }

    /// How much time passes in each coming frame.
    pub fn set_step(&mut self, step: Duration) {
        self.world().insert_resource(TimeUpdateStrategy::ManualDuration(step));
    }

    /// Draws one frame and waits for the device, without reading it back.
    ///
    /// # Errors
    ///
    /// [`CaptureError::Device`] if the device is lost.
    pub fn frame(&mut self) -> Result<(), CaptureError> {
        self.subs.update();
        if let Some(device) = self.subs.main.world().get_resource::<RenderDevice>() {
            device.poll(PollType::wait_indefinitely()).map_err(|error| CaptureError::Device(error.to_string()))?;
        }
        Ok(())
    }

    /// Draws frames until all pipelines are ready and the picture is one. Time stands still meanwhile.
    ///
    /// # Errors
    ///
    /// [`CaptureError::Blank`] if nothing appears, [`CaptureError::Device`] if the device is lost.
    pub fn warm_up(&mut self) -> Result<(), CaptureError> {
        if self.warm {
            return Ok(());
        }
        let step = self.world().remove_resource::<TimeUpdateStrategy>().unwrap_or_default();
        self.set_step(Duration::ZERO);
        let mut ready = false;
        for n in 0..PATIENCE {
            self.frame()?;
            if n >= WARM_UP && self.pipelines_ready() && !is_uniform(&self.read()?) {
                ready = true;
                break;
            }
        }
        self.world().insert_resource(step);
        self.warm = ready;
        if ready { Ok(()) } else { Err(CaptureError::Blank(PATIENCE)) }
    }

    /// Draws one frame and returns it. The first call warms up before.
    ///
    /// # Errors
    ///
    /// As [`Self::warm_up`] and [`Self::frame`].
    pub fn picture(&mut self) -> Result<RgbaImage, CaptureError> {
        self.warm_up()?;
        self.frame()?;
        self.read()
    }

    /// Begins to draw one frame whose pixels are wanted; [`Self::take`] gives them. The next one may be begun before: for
    /// films, where the device draws one frame while the next is prepared.
    ///
    /// # Errors
    ///
    /// [`CaptureError::Device`] if nothing can be drawn.
    pub fn begin(&mut self) -> Result<(), CaptureError> {
        self.subs.update();
        self.ask()
    }

    /// Puts the pixels of the oldest frame that was begun into `pixels`, rows from the top. Nothing is allocated after the first.
    ///
    /// # Errors
    ///
    /// [`CaptureError::Device`] if the device is lost, or no frame was begun.
    pub fn take(&mut self, pixels: &mut Vec<u8>) -> Result<(), CaptureError> {
        let device = self.subs.main.world().resource::<RenderDevice>();
        self.landing.take(device, pixels).map_err(CaptureError::Device)
    }

    fn pipelines_ready(&self) -> bool {
        let render = self.subs.sub_apps.get(&bevy::app::AppLabel::intern(&RenderApp));
        render.is_some_and(|app| app.world().resource::<PipelineCache>().waiting_pipelines().next().is_none())
    }

    /// The pixels that were drawn last, blocking.
    fn read(&mut self) -> Result<RgbaImage, CaptureError> {
        let mut pixels = Vec::new();
        self.ask()?;
        self.take(&mut pixels)?;
        let short = || CaptureError::Device("short buffer".to_owned());
        RgbaImage::from_raw(self.size.x, self.size.y, pixels).ok_or_else(short)
    }

    /// Asks for the pixels that were drawn last.
    fn ask(&mut self) -> Result<(), CaptureError> {
        let lost = |what: &str| CaptureError::Device(what.to_owned());
        let render = self.subs.sub_apps.get(&bevy::app::AppLabel::intern(&RenderApp));
        let render = render.ok_or_else(|| lost("no render world"))?.world();
        let view = self.subs.main.world().get::<RenderEntity>(self.camera).ok_or_else(|| lost("no camera"))?;
        self.landing.ask(render, view.id(), self.size).map_err(CaptureError::Device)
    }
}

/// Lets systems run one after the other: a frame has little for them to do, and a software rasteriser wants every core.
fn in_one_thread(world: &mut World) {
    for (_, schedule) in world.resource_mut::<Schedules>().iter_mut() {
        schedule.set_executor(SingleThreadedExecutor::new());
    }
}

/// No fading in: what the ui shows does not depend on how many frames were drawn before.
fn hold_still(mut contexts: EguiContexts) -> Result {
    contexts.ctx_mut()?.all_styles_mut(|style| style.animation_time = 0.0);
    Ok(())
}

fn is_uniform(picture: &RgbaImage) -> bool {
    let first = picture.get_pixel(0, 0);
    picture.pixels().all(|pixel| pixel == first)
}
