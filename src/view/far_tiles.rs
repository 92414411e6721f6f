//! Which parts of the far shaders each tile of the picture needs: bounds of their shapes, never the shapes themselves.
//!
//! A part that is left out where it would have shown is a hole in the picture; one too many only costs time. So every bound
//! is generous. Not here: cutting (`tiles`), what the parts draw (`assets/shaders/far`).

use bevy::math::{Rect, Vec2, ops};

use super::{
    cell_plan::{INNER, Outline, WINDOW},
    far::Far,
    noise::{shader_hash, shader_pair},
    tiles::Parts,
    zoom::Map,
};

/// Cell: water and molecules around it.
const WATER: Parts = 1;
/// Cell: the body of the cell.
const BODY: Parts = 1 << 1;
/// Cell: its membrane.
const RIM: Parts = 1 << 2;
/// Cell: receptors of the surface.
const RING: Parts = 1 << 3;
/// Cell: the inside.
const WINDOW_: Parts = 1 << 4;
/// Cell: branches of a nerve cell.
const LIMB: Parts = 1 << 5;
/// Cell: drug and antagonist in the water.
const MOLECULES: Parts = 1 << 6;
/// Cell: all marks are too small to have a shape.
pub const TINY: Parts = 1 << 15;
/// All scales: without ornament, for weak machines.
pub const FLAT: Parts = 1 << 16;
/// Person: the figure and its light.
const FIGURE: Parts = 1;
/// Person: what lies inside the figure anywhere.
const TRUNK: Parts = 1 << 1;
/// Person: the large eye.
const EYE: Parts = 1 << 2;
/// Person: brain, nose, eyes.
const HEAD: Parts = 1 << 3;
/// Person: vessels of the neck.
const NECK: Parts = 1 << 4;
/// Person: vessels of the shoulder.
const SHOULDER: Parts = 1 << 5;
/// Person: vessels of the arm.
const ARM: Parts = 1 << 6;
/// Person: lungs and heart.
const CHEST: Parts = 1 << 7;
/// Person: liver, stomach, glands, gut.
const BELLY: Parts = 1 << 8;
/// Person: vessels of the legs.
const LEGS: Parts = 1 << 9;
/// Tissue: the ending of a nerve.
const ENDING: Parts = 1;
/// Tissue: cells with branches between them.
const BRANCHES: Parts = 1 << 1;

/// The parts of a scale by the names that its shader asks for.
#[must_use]
pub fn names(far: Far, parts: Parts) -> Vec<&'static str> {
    let all: &[(Parts, &str)] = match far {
        Far::Person => &[
            (FIGURE, "FIGURE"),
            (TRUNK, "TRUNK"),
            (EYE, "EYE"),
            (HEAD, "HEAD"),
            (NECK, "NECK"),
            (SHOULDER, "SHOULDER"),
            (ARM, "ARM"),
            (CHEST, "CHEST"),
            (BELLY, "BELLY"),
            (LEGS, "LEGS"),
        ],
        Far::Tissue => &[(ENDING, "ENDING"), (BRANCHES, "BRANCHES")],
        Far::Cell => &[
            (WATER, "WATER"),
            (MOLECULES, "MOLECULES"),
            (BODY, "BODY"),
            (RIM, "RIM"),
            (RING, "RING"),
            (WINDOW_, "WINDOW"),
            (LIMB, "LIMB"),
            (TINY, "TINY"),
        ],
    };
    let flat = (parts & FLAT != 0).then_some("FLAT");
    let own = all.iter().filter(|(bit, _)| parts & bit != 0).map(|(_, name)| *name);
    own.chain(flat).collect()
}

/// The sets of parts that are compiled for a scale, small to large; the last has all.
#[must_use]
pub const fn sets(far: Far) -> &'static [Parts] {
    match far {
        Far::Person => &[
            0,
            FIGURE,
            FIGURE | EYE,
            FIGURE | TRUNK | ARM,
            FIGURE | TRUNK | LEGS,
            FIGURE | TRUNK | CHEST,
            FIGURE | TRUNK | BELLY | LEGS,
            FIGURE | TRUNK | CHEST | BELLY,
            FIGURE | TRUNK | HEAD | NECK | CHEST,
            FIGURE | TRUNK | NECK | SHOULDER | ARM | CHEST,
            (1 << 10) - 1,
        ],
        Far::Tissue => &[0, BRANCHES, ENDING | BRANCHES],
        Far::Cell => &[
            WATER,
            WATER | MOLECULES,
            BODY | RING,
            BODY | WINDOW_,
            BODY | RING | WINDOW_,
            WATER | MOLECULES | BODY | RIM | RING,
            WATER | MOLECULES | BODY | RIM | RING | LIMB,
            (1 << 7) - 1,
        ],
    }
}

/// Bounds of a tile in a scale's own design units.
struct Bounds {
    middle: Vec2,
    min: Vec2,
    max: Vec2,
    /// Half its diagonal.
    reach: f32,
}

impl Bounds {
    fn new(tile: Rect, map: Map) -> Self {
        let (min, max) = (map.invert(tile.min), map.invert(tile.max));
        Self { middle: (min + max) * 0.5, min, max, reach: (max - min).length() * 0.5 }
    }
}

/// Side of the lattice in whose cells molecules may be, design units of the cell's scale.
const LATTICE: f32 = 42.0;
/// Part of the lattice's cells that hold a molecule where there is as much as is ever shown.
const MOST_MOLECULES: f32 = 0.62;

/// Whether a molecule may be in the water of a part of the cell's picture, for these shares of drug and antagonist; the
/// same lots are drawn in the shader.
fn molecules(b: &Bounds, shares: [f32; 2]) -> bool {
    let cell = |v: Vec2| (v / LATTICE).floor().as_ivec2();
    let (low, high) = (cell(b.min), cell(b.max));
    (low.x..=high.x).flat_map(|x| (low.y..=high.y).map(move |y| (x, y))).any(|(x, y)| {
        let luck = shader_pair(shader_hash((x + 4096) as u32, (y + 8192) as u32), 9);
        luck.x < shares[0] * MOST_MOLECULES || luck.y < shares[1] * MOST_MOLECULES
    })
}

/// What the whole cell needs in a tile. `gap`: an opaque tissue hides all outside it. `shares`: of drug and antagonist.
#[must_use]
pub fn of_cell(
    tile: Rect,
    map: Map,
    outline: &Outline,
    flat: bool,
    gap: Option<Rect>,
    shares: [f32; 2],
) -> Option<Parts> {
    if gap.is_some_and(|gap| gap.intersect(tile).is_empty()) {
        return None;
    }
    let b = Bounds::new(tile, map);
    let wide = outline.axes.min_element();
    let q = (b.middle - outline.middle) / outline.axes;
    let rho = q.length() / outline.reach(ops::atan2(q.y, q.x));
    // the rim is nowhere steeper than this, and lines and shadows reach this far
    let (spread, edge) = (1.6 * b.reach / wide, 9.0 / wide);
    let (low, high) = (rho - spread, rho + spread);
    let mut parts = 0;
    let limb = if high > 0.76 { outline.branches(b.middle) } else { f32::INFINITY };
    let limb = limb < 150.0 + 1.8 * b.reach;
    let (body, water) = (low < 1.0 + edge || limb, high > 1.0 - edge);
    for (needed, part) in [
        (limb, LIMB | WATER | BODY | RIM),
        (water, WATER),
        (water && molecules(&b, shares), MOLECULES),
        (body, BODY),
        (body && water, RIM),
        (low < 1.0 && high > if flat { INNER.0 } else { WINDOW }, RING),
        (low < if flat { 1.0 + edge } else { WINDOW + edge }, WINDOW_),
    ] {
        parts |= if needed { part } else { 0 };
    }
    Some(parts)
}

/// What the tissue needs in a tile; nothing where the cell itself shows through.
#[must_use]
pub fn of_tissue(tile: Rect, map: Map, cell: Map, outline: &Outline, ending: bool, width: f32) -> Option<Parts> {
    let inside = Bounds::new(tile, cell);
    let q = (inside.middle - outline.middle) / outline.axes;
    let rho = q.length() / outline.reach(ops::atan2(q.y, q.x));
    if rho + 1.6 * inside.reach / outline.axes.min_element() < 1.0 - 4.0 / outline.axes.min_element() {
        return None;
    }
    let b = Bounds::new(tile, map);
    // the ending hangs over the cell, and its axon comes from above
    let near = (b.middle.x - width * 0.5).abs() < 120.0 + b.reach && b.min.y < 340.0;
    let loose = outline.lobes[3] == 1.0;
    Some(if ending && near {
        ENDING | BRANCHES
    } else if loose {
        BRANCHES
    } else {
        0
    })
}

/// What the person needs in a tile.
#[must_use]
pub fn of_person(tile: Rect, map: Map, width: f32, eye: bool) -> Parts {
    let b = Bounds::new(tile, map);
    let (left, right) = (b.min.x - width * 0.5, b.max.x - width * 0.5);
    let (top, bottom) = (b.min.y, b.max.y);
    // the nearest and farthest from the middle line
    let near = if left * right <= 0.0 { 0.0 } else { left.abs().min(right.abs()) };
    let far = left.abs().max(right.abs());
    let trunk = near < if bottom < 200.0 { 66.0 } else { 190.0 };
    let mut parts = 0;
    for (needed, part) in [
        (near < 262.0, FIGURE),
        (eye && left < -112.0 && top < 188.0 && bottom > 36.0, EYE),
        (eye && left < -20.0 && right > -140.0 && top < 122.0 && bottom > 94.0, EYE),
        (trunk, TRUNK),
        (top < 205.0 && near < 56.0, HEAD),
        (top < 290.0 && near < 30.0, NECK),
        (trunk && bottom > 230.0 && top < 310.0, SHOULDER),
        (trunk && bottom > 290.0 && far > 100.0, ARM),
        (bottom > 118.0 && top < 440.0 && near < 100.0, CHEST),
        (bottom > 365.0 && top < 600.0 && near < 100.0, BELLY),
        (bottom > 500.0 && near < 80.0, LEGS),
    ] {
        parts |= if needed { part } else { 0 };
    }
    parts
}
