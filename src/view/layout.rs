//! The geometry of the scene: design units, the membrane line, organelles, seats. Arithmetic only.
//!
//! A scene is 640 design units high, whatever the window; its width follows the shape of the rectangle. x runs to
//! the right, y down, the origin is the upper left corner of the scene.

use bevy::math::{Rect, Vec2, ops};

use super::zoom::{Map, REST};

/// Height of the scene in design units.
pub const HEIGHT: f32 = 640.0;
/// Where the membrane surface dissolves in haze.
pub const FAR_Y: f32 = 84.0;
/// Where the nearest row of the crowd stands.
pub const NEAR_Y: f32 = 268.0;
/// Middle of the bilayer on the cut edge.
pub const MEMBRANE_Y: f32 = 326.0;
/// Thickness of the bilayer, heads included.
pub const THICKNESS: f32 = 64.0;
/// Top of the part of the cytosol that holds small vesicles.
pub const VESICLES_Y: f32 = 432.0;
/// Where the crowd of enzymes begins, design units.
pub const SWARM_Y: f32 = VESICLES_Y + 40.0;
/// And how high it is.
pub const SWARM_HEIGHT: f32 = 126.0;
/// How many times farther the last row is than the nearest.
pub const DEPTH: f32 = 2.7;
/// Depth of a pit in full, design units.
pub const PIT_DEPTH: f32 = 58.0;
/// Half the width of a pit.
pub const PIT_REACH: f32 = 86.0;
/// Tips of the tubules of the endosome, in its radii: the same numbers as in `organelles.wgsl`.
const FORK: [(f32, f32); 2] = [(-1.02, -1.16), (1.50, 0.52)];
/// Distance between neighbouring heroes.
const HERO_PITCH: f32 = 77.0;

/// How the scene lies in the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    /// The rectangle in the window, logical points, y down.
    pub rect: Rect,
    /// Width in design units.
    pub width: f32,
    /// Points per design unit.
    pub scale: f32,
    /// Magnification of the scene, for one receptor.
    pub lens: Map,
    /// Where the followed hero stands and how far all others move away from it.
    pub apart: (f32, f32),
    /// Whether adenylyl cyclase stands among the heroes.
    pub cyclase: bool,
}

/// A round organelle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Disc {
    /// Middle, design units.
    pub at: Vec2,
    /// Radius, design units.
    pub radius: f32,
}

impl Layout {
    /// The layout for a rectangle of the window.
    #[must_use]
    pub fn new(rect: Rect) -> Self {
        let size = rect.size().max(Vec2::splat(1.0));
        let scale = size.y / HEIGHT;
        Self { rect, width: size.x / scale, scale, lens: REST, apart: (0.0, 0.0), cyclase: false }
    }

    /// Design units to points of the window.
    #[must_use]
    pub fn to_window(&self, design: Vec2) -> Vec2 {
        self.rect.min + self.lens.apply(design) * self.scale
    }

    /// Points of the window to design units.
    #[must_use]
    pub fn to_design(&self, window: Vec2) -> Vec2 {
        self.lens.invert((window - self.rect.min) / self.scale)
    }

    /// Design units to the world of the scene camera (one unit a point, y up, origin in the upper left corner).
    #[must_use]
    pub fn to_world(&self, design: Vec2) -> Vec2 {
        let p = self.to_window(design);
        Vec2::new(p.x, -p.y)
    }

    /// The part of the scene that is seen, design units.
    #[must_use]
    pub fn seen(&self) -> Rect {
        Rect::from_corners(self.to_design(self.rect.min), self.to_design(self.rect.max))
    }

    /// Stands on the cut edge, for heroes and cyclases.
    fn stands(&self) -> usize {
        (((self.width - 24.0) / HERO_PITCH) as usize).clamp(4, 14)
    }

    /// Number of cyclases among the heroes.
    #[must_use]
    pub fn cyclases(&self) -> usize {
        if self.cyclase { 1 + usize::from(self.stands() > 8) } else { 0 }
    }

    /// The stand of cyclase number `k`: never at an edge, heroes on both sides.
    fn cyclase_stand(&self, k: usize) -> usize {
        let first = (self.stands() / 4).max(1);
        if k == 0 { first } else { self.stands() - 1 - first }
    }

    /// Number of heroes that fit on the cut edge.
    #[must_use]
    pub fn heroes(&self) -> usize {
        self.stands() - self.cyclases()
    }

    /// Where hero number `i` stands on the membrane.
    #[must_use]
    pub fn hero_x(&self, i: usize) -> f32 {
        let passed = (0..self.cyclases()).fold(i, |at, k| at + usize::from(at >= self.cyclase_stand(k)));
        self.stand_x(passed)
    }

    /// Where cyclase number `k` stands on the membrane.
    #[must_use]
    pub fn cyclase_x(&self, k: usize) -> f32 {
        self.stand_x(self.cyclase_stand(k))
    }

    fn stand_x(&self, stand: usize) -> f32 {
        let x = self.width * (stand as f32 + 0.5) / self.stands() as f32;
        let (followed, apart) = self.apart;
        if (x - followed).abs() < 1.0 { x } else { x + apart * (x - followed).signum() }
    }

    /// The large endosome in the foreground.
    #[must_use]
    pub fn endosome(&self) -> Disc {
        Disc { at: Vec2::new(self.width * 0.60, 543.0), radius: 51.0 }
    }

    /// The lysosome in the foreground.
    #[must_use]
    pub fn lysosome(&self) -> Disc {
        Disc { at: Vec2::new(self.width - 84.0, 552.0), radius: 54.0 }
    }

    /// The stack where receptors are made: middle and half size.
    #[must_use]
    pub fn factory(&self) -> Rect {
        Rect::from_center_half_size(Vec2::new(132.0, 568.0), Vec2::new(102.0, 40.0))
    }

    /// The Golgi apparatus, beside the stack.
    #[must_use]
    pub fn golgi(&self) -> Rect {
        let stack = self.factory();
        Rect::from_center_half_size(Vec2::new(stack.max.x + 54.0, stack.center().y + 14.0), Vec2::new(38.0, 27.0))
    }

    /// The tips of the endosome's two tubules: to the surface, and to the lysosome.
    #[must_use]
    pub fn fork(&self) -> [Vec2; 2] {
        let endosome = self.endosome();
        FORK.map(|(x, y)| endosome.at + Vec2::new(x, y) * endosome.radius)
    }

    /// Seat number `i` on the endosome: place and turn, so that the cup points to the middle.
    #[must_use]
    pub fn endosome_seat(&self, i: usize) -> (Vec2, f32) {
        // every fifth of twelve: neighbours fill up last
        let angle = ((i * 5) % 12) as f32 / 12.0 * std::f32::consts::TAU + 0.3;
        let disc = self.endosome();
        let out = Vec2::new(ops::cos(angle), ops::sin(angle));
        // the cup (up, turn 0) has to look against `out`
        (disc.at + out * disc.radius, ops::atan2(-out.x, out.y))
    }

    /// Seat number `i` in the lysosome.
    #[must_use]
    pub fn lysosome_seat(&self, i: usize) -> Vec2 {
        let disc = self.lysosome();
        let (angle, r) = (i as f32 * 2.4, disc.radius * 0.66 * ops::sqrt((i as f32 + 0.35) / 12.0).min(1.0));
        disc.at + Vec2::new(ops::cos(angle), ops::sin(angle)) * r
    }

    /// Seat number `i` of the buds that rise from the Golgi.
    #[must_use]
    pub fn bud_seat(&self, i: usize) -> Vec2 {
        let golgi = self.golgi();
        let (column, row) = ((i % 3) as f32, (i / 3 % 3) as f32);
        Vec2::new(
            golgi.min.x + 12.0 + column * 44.0 + row * 8.0,
            golgi.min.y - 40.0 - row * 40.0 - (column % 2.0) * 12.0,
        )
    }
}
