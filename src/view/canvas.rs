//! What the scene is drawn on: the window itself, or an image with fewer pixels that is stretched over the scene's place,
//! so that a weak machine keeps up. The panels always have all pixels. Not here: when to use fewer (`quality`).

use bevy::{camera::visibility::RenderLayers, prelude::*};

use super::{
    SceneClock, SceneInput, SceneSystems, Second,
    second::{self, Beside},
    surface::Surface,
};

/// Where the scene's own things are drawn; everything without a layer.
pub(super) const SCENE: usize = 0;
/// Where the stretched image is.
pub(super) const STRETCHED: usize = 1;

/// How much is drawn.
#[derive(Resource, Clone, Copy, Debug, PartialEq)]
pub struct Canvas {
    /// Pixels along a side, of those that the window has there, 0.25-1.
    pub share: f32,
    /// The scene is drawn anew in one of so many frames.
    pub every: u32,
    /// Physical pixels per point of what the scene is drawn on now.
    pub pixels_per_point: f32,
}

impl Default for Canvas {
    fn default() -> Self {
        Self { share: 1.0, every: 1, pixels_per_point: 1.0 }
    }
}

/// The camera of the window or picture.
#[derive(Component)]
pub struct WindowCamera;

/// The camera of the smaller image, and the image.
#[derive(Resource)]
struct Small {
    surface: Surface,
    frames: u32,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Canvas>().init_resource::<Second>().add_systems(Startup, (spawn, second::spawn)).add_systems(
        PostUpdate,
        (stretch, second::stand.run_if(resource_exists::<Beside>))
            .chain()
            .before(SceneSystems)
            .before(bevy::camera::CameraUpdateSystems),
    );
}

fn spawn(mut commands: Commands, mut images: ResMut<Assets<Image>>) {
    let surface = Surface::spawn(&mut commands, &mut images, -1);
    commands.entity(surface.sheet).insert(RenderLayers::layer(STRETCHED));
    commands.insert_resource(Small { surface, frames: 0 });
}

/// Lets the scene's things be seen by the one camera or the other.
fn stretch(
    input: Res<SceneInput>,
    (clock, second): (Res<SceneClock>, Res<Second>),
    mut canvas: ResMut<Canvas>,
    mut small: ResMut<Small>,
    mut images: ResMut<Assets<Image>>,
    mut commands: Commands,
    window: Query<(Entity, &Camera), With<WindowCamera>>,
    mut cameras: Query<(&mut Camera, &mut Transform), Without<WindowCamera>>,
    mut sheets: Query<(&mut Sprite, &mut Transform, &mut Visibility), Without<Camera>>,
) {
    let Ok((window, camera)) = window.single() else { return };
    let full = camera.target_scaling_factor().unwrap_or(1.0);
    let (turn, waits) = (second.place.is_some() && second.turn, second.place.is_some() && second.seen);
    let stretched = canvas.share < 1.0 || canvas.every > 1 || waits;
    let points = input.rect.size().max(Vec2::ONE);
    let pixels = if stretched { full * canvas.share.clamp(0.25, 1.0) } else { full };
    if canvas.pixels_per_point != pixels {
        canvas.pixels_per_point = pixels;
    }
    // while a second scene has its turn, the window does not see the scene's things
    let layer = RenderLayers::layer(if stretched || turn { STRETCHED } else { SCENE });
    commands.entity(window).insert_if_neq(layer);
    let (Ok((mut camera, mut at)), Ok((mut sprite, mut place, mut seen))) =
        (cameras.get_mut(small.surface.camera), sheets.get_mut(small.surface.sheet))
    else {
        return;
    };
    seen.set_if_neq(if stretched && (input.visible || turn) { Visibility::Inherited } else { Visibility::Hidden });
    if !stretched || turn {
        camera.is_active = false;
        return;
    }
    let size = (points * pixels).as_uvec2().max(UVec2::ONE);
    small.surface.fit(size, pixels, &mut images, &mut commands);
    small.frames = small.frames.wrapping_add(1);
    // a recorder's frames are all drawn
    camera.is_active = !clock.follow_time || waits || small.frames.is_multiple_of(canvas.every.max(1));
    let rect = Rect::from_corners(input.rect.min, input.rect.min + points);
    small.surface.lay(rect, size, 0.0, (&mut camera, &mut at), (&mut sprite, &mut place));
}
