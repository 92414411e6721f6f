//! The three circles as a shape: where they lie, which region a point is in, where cards stand in a region. Knows no
//! task. Not here: cards and clicks ([`crate::ui::task_venn`]).

use bevy_egui::egui::{Color32, Painter, Pos2, Rect, Stroke, Vec2};

/// In which circles, in the order of [`model::task::METERS`].
pub type Region = [bool; 3];

/// Distance of two centres, in radii: pairs and the middle are wide enough for cards.
const APART: f32 = 1.12;
/// Height of the names above and below the circles, points.
const NAMES: f32 = 26.0;
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
}

impl Venn {
    /// As large as fits into `rect`, names included.
    #[must_use]
    pub fn within(rect: Rect) -> Self {
        let rise = APART * 3.0_f32.sqrt() / 2.0;
        let radius = (rect.width() / (2.0 + APART)).min((rect.height() - 2.0 * NAMES) / (2.0 + rise)).max(20.0);
        let top = rect.center().y - 0.5 * rise * radius;
        let x = rect.center().x;
        let centres = [
            Pos2::new(x - 0.5 * APART * radius, top),
            Pos2::new(x + 0.5 * APART * radius, top),
            Pos2::new(x, top + rise * radius),
        ];
        Self { rect, centres, radius }
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

    /// Where the `k`th of `n` cards of a region stands: below each other, from four on in two columns.
    #[must_use]
    pub fn place(&self, region: Region, k: usize, n: usize, card: Vec2) -> Pos2 {
        let columns = if n > 3 { 2 } else { 1 };
        let rows = n.div_ceil(columns);
        let (row, column) = (k / columns, k % columns);
        let across = (column as f32 - 0.5 * (columns - 1) as f32) * (card.x + 6.0);
        let down = (row as f32 - 0.5 * (rows.max(1) - 1) as f32) * (card.y + 6.0);
        self.middle(region) + Vec2::new(across, down)
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
