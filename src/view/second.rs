//! A second scene beside the first, for films that show two runs at once: it is drawn on an image of its own, in frames of
//! its own, and the image stands beside the first scene. Not here: what it shows (`eye`), where it stands (`reel::frame`).

use bevy::{camera::visibility::RenderLayers, prelude::*};

use super::{
    canvas::{self, WindowCamera},
    surface::Surface,
};

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
pub(super) struct Beside(Surface);

pub(super) fn spawn(mut commands: Commands, mut images: ResMut<Assets<Image>>) {
    let surface = Surface::spawn(&mut commands, &mut images, -2);
    commands.insert_resource(Beside(surface));
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
    let surface = &mut beside.0;
    let (Ok((mut camera, mut at)), Ok((mut sprite, mut place, mut shown))) =
        (cameras.get_mut(surface.camera), sheets.get_mut(surface.sheet))
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
    surface.fit(size, pixels, &mut images, &mut commands);
    camera.is_active = second.turn;
    surface.lay(rect, size, ABOVE, (&mut camera, &mut at), (&mut sprite, &mut place));
    // its own camera must not see it
    let seen = second.seen || !second.turn;
    shown.set_if_neq(if seen { Visibility::Inherited } else { Visibility::Hidden });
    let layer = if second.seen { canvas::STRETCHED } else { canvas::SCENE };
    commands.entity(surface.sheet).insert_if_neq(RenderLayers::layer(layer));
}
