//! A second scene beside the first, for films that show two runs at once: it is drawn on an image of its own, in frames of
//! its own, and the image stands beside the first scene. Not here: what it shows (`eye`), where it stands (`reel::frame`).

use bevy::{
    camera::{ImageRenderTarget, RenderTarget, Viewport, visibility::RenderLayers},
    image::ImageSampler,
    prelude::*,
    render::render_resource::TextureFormat,
    sprite::Anchor,
};

use super::canvas::{self, WindowCamera};

/// Depth of the image: above all of the first scene.
const ABOVE: f32 = 95.0;

/// Where a second scene stands, and whose turn it is.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq)]
pub struct Second {
    /// Its place in the window, logical points, y down; none where there is no second scene.
    pub place: Option<Rect>,
    /// This frame draws the second scene, and the first one is as it was.
    pub turn: bool,
    /// Every frame is seen, so that the first scene is drawn on an image too while it waits.
    pub seen: bool,
}

/// Camera, sheet and image of the second scene.
#[derive(Resource)]
pub(super) struct Beside {
    camera: Entity,
    sheet: Entity,
    image: Handle<Image>,
    room: UVec2,
    pixels: f32,
}

pub(super) fn spawn(mut commands: Commands, mut images: ResMut<Assets<Image>>) {
    let room = UVec2::ONE;
    let image = images.add(target(room));
    let camera = Camera { order: -2, is_active: false, ..default() };
    let camera = commands.spawn((super::bare_camera(), camera, onto(&image, 1.0))).id();
    let sprite = Sprite { image: image.clone(), ..default() };
    let sheet = commands.spawn((sprite, Anchor::TOP_LEFT, Visibility::Hidden)).id();
    commands.insert_resource(Beside { camera, sheet, image, room, pixels: 0.0 });
}

fn target(size: UVec2) -> Image {
    let mut image = Image::new_target_texture(size.x, size.y, TextureFormat::Rgba8UnormSrgb, None);
    image.sampler = ImageSampler::linear();
    image
}

fn onto(image: &Handle<Image>, scale_factor: f32) -> RenderTarget {
    RenderTarget::Image(ImageRenderTarget { handle: image.clone(), scale_factor })
}

/// Brings camera and sheet to where they are wanted.
pub(super) fn stand(
    second: Res<Second>,
    mut beside: ResMut<Beside>,
    mut images: ResMut<Assets<Image>>,
    mut commands: Commands,
    window: Query<&Camera, With<WindowCamera>>,
    mut cameras: Query<(&mut Camera, &mut Transform), Without<WindowCamera>>,
    mut sheets: Query<(&mut Sprite, &mut Transform, &mut Visibility), Without<Camera>>,
) {
    let (Ok((mut camera, mut at)), Ok((mut sprite, mut place, mut shown))) =
        (cameras.get_mut(beside.camera), sheets.get_mut(beside.sheet))
    else {
        return;
    };
    let Some(rect) = second.place else {
        if camera.is_active {
            camera.is_active = false;
        }
        shown.set_if_neq(Visibility::Hidden);
        return;
    };
    let pixels = window.single().ok().and_then(Camera::target_scaling_factor).unwrap_or(1.0);
    let size = (rect.size() * pixels).round().as_uvec2().max(UVec2::ONE);
    if beside.room.x < size.x || beside.room.y < size.y {
        // a target that a camera draws on must not be replaced behind its handle
        beside.room = beside.room.max(size);
        beside.image = images.add(target(beside.room));
        beside.pixels = 0.0;
    }
    if beside.pixels != pixels {
        beside.pixels = pixels;
        commands.entity(beside.camera).insert(onto(&beside.image, pixels));
    }
    camera.is_active = second.turn;
    camera.viewport = Some(Viewport { physical_size: size, ..default() });
    at.translation = Vec3::new(rect.min.x, -rect.min.y, 0.0);
    sprite.image.clone_from(&beside.image);
    sprite.rect = Some(Rect::from_corners(Vec2::ZERO, size.as_vec2()));
    sprite.custom_size = Some(rect.size());
    place.translation = Vec3::new(rect.min.x, -rect.min.y, ABOVE);
    // its own camera must not see it
    let seen = second.seen || !second.turn;
    shown.set_if_neq(if seen { Visibility::Inherited } else { Visibility::Hidden });
    let layer = if second.seen { canvas::STRETCHED } else { canvas::SCENE };
    commands.entity(beside.sheet).insert_if_neq(RenderLayers::layer(layer));
}
