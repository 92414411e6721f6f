//! The three circles as a shape: where they lie, which region a point is in, where their names stand. Knows no task. Not
//! here: where cards stand in a region ([`crate::ui::venn_pack`]), cards and clicks ([`crate::ui::task_venn`]).

use bevy_egui::egui::{Color32, Painter, Pos2, Rect, Stroke, Vec2};

/// In which circles, in the order of [`model::task::METERS`].
pub type Region = [bool; 3];

/// Distance of two centres, in radii: pairs and the middle are wide enough for cards.
const APART: f32 = 1.12;
/// Size of the circles' names, points: where there is room, and where there is not.
const NAMES: [f32; 2] = [21.0, 14.0];
/// Height of the room from which the names are large, points.
const ROOMY: f32 = 330.0;
/// Between a name and its circle's line, points.
const AIR: f32 = 6.0;
/// Half of the thickness of a circle's line, points.
pub const RIM: f32 = 1.5;
/// Points between the lines of a filled region.
const LINE: f32 = 2.0;

/// Three circles.
#[derive(Clone, Copy, Debug)]
pub struct Venn {
    /// Their room.
    pub rect: Rect,
    /// Centres: upper left, upper right, below.
    pub centres: [Pos2; 3],
    /// Radius, points.
    pub radius: f32,
    /// Size of the circles' names, points.
    pub name_size: f32,
}

impl Venn {
    /// As large as fits into `rect`, names included.
    #[must_use]
    pub fn within(rect: Rect) -> Self {
        let rise = APART * 3.0_f32.sqrt() / 2.0;
        let name_size = if rect.height() >= ROOMY { NAMES[0] } else { NAMES[1] };
        let names = 2.0 * (1.25 * name_size + AIR + RIM);
        let radius = (rect.width() / (2.0 + APART)).min((rect.height() - names) / (2.0 + rise)).max(20.0);
        let top = rect.center().y - 0.5 * rise * radius;
        let x = rect.center().x;
        let centres = [
            Pos2::new(x - 0.5 * APART * radius, top),
            Pos2::new(x + 0.5 * APART * radius, top),
            Pos2::new(x, top + rise * radius),
        ];
        Self { rect, centres, radius, name_size }
    }

    /// In which circles a point is; none of them is a place too. `None` outside the room.
    #[must_use]
    pub fn region(&self, at: Pos2) -> Option<Region> {
        self.rect.contains(at).then(|| self.centres.map(|c| c.distance(at) <= self.radius))
    }

    /// The middle of a region. That of none lies to the left of the lower circle.
    #[must_use]
    pub fn middle(&self, region: Region) -> Pos2 {
        if region == [false; 3] {
            let edge = self.centres[2].x - 0.66 * self.radius;
            return Pos2::new(0.5 * (self.rect.left() + edge), self.centres[2].y + 0.75 * self.radius);
        }
        let step = self.radius / 14.0;
        let (mut sum, mut n) = (Vec2::ZERO, 0.0);
        let low = self.centres[0] - Vec2::splat(self.radius);
        for row in 0..46 {
            for column in 0..46 {
                let at = low + step * Vec2::new(column as f32, row as f32);
                if self.centres.map(|c| c.distance(at) <= self.radius) == region {
                    sum += at.to_vec2();
                    n += 1.0;
                }
            }
        }
        if n > 0.0 { (sum / n).to_pos2() } else { self.rect.center() }
    }

    /// Middle of a circle's name: above the upper two, below the lower one, clear of every line.
    #[must_use]
    pub fn name_at(&self, k: usize) -> Pos2 {
        let away = self.radius + RIM + AIR + 0.625 * self.name_size;
        // Small circles stand so near that their names would touch each other.
        let apart = if self.name_size < NAMES[0] { 0.5 } else { 0.25 };
        let (aside, down) = [(-apart, -away), (apart, -away), (0.0, away)][k];
        self.centres[k] + Vec2::new(aside * self.radius, down)
    }

    /// Room of a circle's name, a little more than it takes.
    #[must_use]
    pub fn name_room(&self, k: usize) -> Rect {
        Rect::from_center_size(self.name_at(k), Vec2::new(5.8, 1.25) * self.name_size)
    }

    /// Where the words for none of the circles stand: left of the lower circle, at the bottom.
    #[must_use]
    pub fn none_room(&self) -> Rect {
        let width = (self.centres[2].x - 0.66 * self.radius - self.rect.left()).clamp(30.0, 96.0);
        Rect::from_min_size(self.rect.left_bottom() - Vec2::new(0.0, 18.0), Vec2::new(width, 18.0))
    }

    /// Paints the circles, filled with `share` of their colours.
    pub fn paint(&self, painter: &Painter, colors: [Color32; 3], share: f32) {
        for (centre, color) in self.centres.into_iter().zip(colors) {
            painter.circle_filled(centre, self.radius, color.gamma_multiply(share));
        }
        for (centre, color) in self.centres.into_iter().zip(colors) {
            painter.circle_stroke(centre, self.radius, Stroke::new(3.0, color));
        }
    }

    /// Fills one region, line by line.
    pub fn fill(&self, painter: &Painter, region: Region, color: Color32) {
        if region == [false; 3] {
            return;
        }
        let bottom = self.centres[2].y + self.radius;
        let mut y = self.centres[0].y - self.radius;
        while y < bottom {
            // Along a line a circle is entered and left once: between those places nothing changes.
            let mut cuts: Vec<f32> = Vec::new();
            for c in self.centres {
                let half = self.radius * self.radius - (y - c.y) * (y - c.y);
                if half > 0.0 {
                    cuts.extend([c.x - half.sqrt(), c.x + half.sqrt()]);
                }
            }
            cuts.sort_by(f32::total_cmp);
            for pair in cuts.windows(2) {
                let middle = Pos2::new(0.5 * (pair[0] + pair[1]), y);
                if self.centres.map(|c| c.distance(middle) <= self.radius) == region {
                    let line = Rect::from_min_max(Pos2::new(pair[0], y), Pos2::new(pair[1], y + LINE));
                    painter.rect_filled(line, 0.0, color);
                }
            }
            y += LINE;
        }
    }
}
