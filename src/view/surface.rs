//! An image that a camera of its own draws on, and the sheet that shows it at a place of the window. Not here: what is drawn,
//! and when ([`super::canvas`], [`super::second`]).

use bevy::{
    camera::{ImageRenderTarget, RenderTarget, Viewport},
    image::ImageSampler,
    prelude::*,
    render::render_resource::TextureFormat,
    sprite::Anchor,
};

/// Camera, image and sheet.
pub(super) struct Surface {
    /// The camera; it rests until it is told to draw.
    pub camera: Entity,
    /// The sheet; hidden until it is wanted.
    pub sheet: Entity,
    image: Handle<Image>,
    room: UVec2,
    /// Pixels per point with which the camera draws on it; 0: it does not yet.
    pixels: f32,
}

impl Surface {
    /// A new one; `order` says before which other cameras it draws.
    pub(super) fn spawn(commands: &mut Commands, images: &mut Assets<Image>, order: isize) -> Self {
        let room = UVec2::ONE;
        let image = images.add(target(room));
        let camera = Camera { order, is_active: false, ..default() };
        let camera = commands.spawn((super::bare_camera(), camera, onto(&image, 1.0))).id();
        let sprite = Sprite { image: image.clone(), ..default() };
        let sheet = commands.spawn((sprite, Anchor::TOP_LEFT, Visibility::Hidden)).id();
        Self { camera, sheet, image, room, pixels: 0.0 }
    }

    /// Makes room for `size` pixels, at so many pixels per point.
    pub(super) fn fit(&mut self, size: UVec2, pixels: f32, images: &mut Assets<Image>, commands: &mut Commands) {
        if self.room.x < size.x || self.room.y < size.y {
            // a target that a camera draws on must not be replaced behind its handle
            self.room = self.room.max(size);
            self.image = images.add(target(self.room));
            self.pixels = 0.0;
        }
        if self.pixels != pixels {
            self.pixels = pixels;
            commands.entity(self.camera).insert(onto(&self.image, pixels));
        }
    }

    /// Lays camera and sheet over a place of the window (logical points, y down), drawn with `size` pixels; `depth`: above
    /// what the sheet lies.
    pub(super) fn lay(
        &self,
        place: Rect,
        size: UVec2,
        depth: f32,
        (camera, eye): (&mut Camera, &mut Transform),
        (sprite, sheet): (&mut Sprite, &mut Transform),
    ) {
        camera.viewport = Some(Viewport { physical_size: size, ..default() });
        eye.translation = Vec3::new(place.min.x, -place.min.y, 0.0);
        sprite.image.clone_from(&self.image);
        sprite.rect = Some(Rect::from_corners(Vec2::ZERO, size.as_vec2()));
        sprite.custom_size = Some(place.size().max(Vec2::ONE));
        sheet.translation = Vec3::new(place.min.x, -place.min.y, depth);
    }
}

fn target(size: UVec2) -> Image {
    let mut image = Image::new_target_texture(size.x, size.y, TextureFormat::Rgba8UnormSrgb, None);
    image.sampler = ImageSampler::linear();
    image
}

fn onto(image: &Handle<Image>, scale_factor: f32) -> RenderTarget {
    RenderTarget::Image(ImageRenderTarget { handle: image.clone(), scale_factor })
}
