//! A picture cut into tiles, and tiles joined that need the same parts of a shader.
//!
//! A software rasteriser runs every branch of a shader at every pixel. So a large shader is compiled once for each set of
//! its parts that occurs, and each tile of the picture is drawn with the smallest set that can matter in it. The picture is
//! the same as with all parts everywhere. Not here: what the parts are (`far_tiles`), materials.

use bevy::{
    asset::RenderAssetUsages,
    mesh::{Indices, Mesh, PrimitiveTopology},
    prelude::*,
};

use super::layout::Layout;

/// Side of a tile, design units of the picture.
const SIDE: f32 = 24.0;

/// Parts of a shader, bits.
pub type Parts = u32;

/// Cuts `whole` into tiles, asks of each which parts it needs (`None`: nothing is seen there), and joins neighbours in a row
/// whose parts are the same. `sets` are the sets that exist; a tile takes the first that has all it needs, so the sets go
/// from small to large and the last has all parts. Returns the rectangles of each set.
#[must_use]
pub fn cut(whole: Rect, sets: &[Parts], need: impl Fn(Rect) -> Option<Parts>) -> Vec<Vec<Rect>> {
    let mut out = vec![Vec::new(); sets.len()];
    let tiles = (whole.size() / SIDE).ceil().max(Vec2::ONE);
    let corner = |i: u32, j: u32| (whole.min + Vec2::new(i as f32, j as f32) * SIDE).min(whole.max);
    for j in 0..tiles.y as u32 {
        let mut run: Option<(usize, Rect)> = None;
        for i in 0..tiles.x as u32 {
            let tile = Rect::from_corners(corner(i, j), corner(i + 1, j + 1));
            let set = need(tile).map(|parts| {
                let fits = |set: &Parts| set & parts == parts;
                sets.iter().position(fits).unwrap_or(sets.len().saturating_sub(1))
            });
            run = match (run, set) {
                (Some((old, rect)), Some(new)) if old == new => Some((old, rect.union(tile))),
                (before, new) => {
                    if let Some((set, rect)) = before {
                        out[set].push(rect);
                    }
                    new.map(|set| (set, tile))
                }
            };
        }
        if let Some((set, rect)) = run {
            out[set].push(rect);
        }
    }
    out
}

/// Rectangles of the picture as one mesh in world coordinates, with design units as texture coordinates.
#[must_use]
pub fn mesh(layout: &Layout, rects: &[Rect]) -> Mesh {
    let flat = Layout::new(layout.rect);
    let (mut world, mut design, mut index) = (Vec::new(), Vec::new(), Vec::new());
    for (k, rect) in (0_u32..).zip(rects) {
        let (min, max) = (rect.min, rect.max);
        let corners = [min, Vec2::new(max.x, min.y), max, Vec2::new(min.x, max.y)];
        world.extend(corners.map(|c| flat.to_world(c)).map(|w| [w.x, w.y, 0.0]));
        design.extend(corners.map(|c| c.to_array()));
        index.extend([0, 2, 1, 0, 3, 2].map(|i| 4 * k + i));
    }
    let normals = vec![[0.0, 0.0, 1.0]; world.len()];
    Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::all())
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, world)
        .with_inserted_attribute(Mesh::ATTRIBUTE_NORMAL, normals)
        .with_inserted_attribute(Mesh::ATTRIBUTE_UV_0, design)
        .with_inserted_indices(Indices::U32(index))
}
