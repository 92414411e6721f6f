//! Where cards stand in a region of the three circles: wholly inside of it, none on another, with their names where those fit
//! and as numbers where they do not. What is marked takes no more room than before. Not here: the circles
//! ([`crate::ui::venn_shape`]), how cards are drawn ([`crate::ui::task_venn`]).

use bevy_egui::egui::{Pos2, Rect, Vec2};

use super::venn_shape::{RIM, Region, Venn};

/// Height of a card with its name, points.
pub const HIGH: f32 = 30.0;
/// Diameters of a card without it, points: as large as there is room for.
const DISCS: [f32; 7] = [30.0, 26.0, 22.0, 18.0, 15.0, 12.0, 10.0];
/// Between a card and a line, points: with a name, and a number alone. Between two cards it is twice as much.
const AIR: [f32; 2] = [2.0, 1.0];
/// Places that are tried, across and down.
const GRID: usize = 56;

/// Where the cards of a region stand, and whether with their names.
#[derive(Clone, Debug, PartialEq)]
pub struct Packed {
    /// A place for each.
    pub places: Vec<Rect>,
    /// Their names are told.
    pub named: bool,
}

/// Radius of a card's round ends: it is no wider than high, or as long as its name.
fn round(card: Rect) -> f32 {
    0.5 * card.height().min(card.width())
}

/// Middles of its round ends.
fn ends(card: Rect) -> [Pos2; 2] {
    let aside = Vec2::new(0.5 * card.width() - round(card), 0.0);
    [card.center() - aside, card.center() + aside]
}

/// Room between two cards, points; below 0 where they lie on each other.
#[must_use]
pub fn apart(a: Rect, b: Rect) -> f32 {
    let across = (a.center().x - b.center().x).abs() - 0.5 * (a.width() + b.width()) + round(a) + round(b);
    Vec2::new(across.max(0.0), a.center().y - b.center().y).length() - round(a) - round(b)
}

impl Venn {
    /// Whether a card lies wholly in a region, clear of every line, and of the words around the circles.
    #[must_use]
    pub fn holds(&self, region: Region, card: Rect) -> bool {
        let within = self.rect.contains_rect(card);
        let clear = region != [false; 3]
            || !(0..3).map(|k| self.name_room(k)).chain([self.none_room()]).any(|words| words.intersects(card));
        within
            && clear
            && self.centres.iter().zip(region).all(|(centre, inside)| {
                if inside {
                    let farthest = ends(card).map(|end| end.distance(*centre)).into_iter().fold(0.0, f32::max);
                    farthest + round(card) <= self.radius - RIM
                } else {
                    let [left, right] = ends(card);
                    let nearest = Pos2::new(centre.x.clamp(left.x, right.x), left.y);
                    nearest.distance(*centre) - round(card) >= self.radius + RIM
                }
            })
    }

    /// Places for cards whose names are so wide (points, with everything around them).
    #[must_use]
    pub fn pack(&self, region: Region, wide: &[f32]) -> Packed {
        let named: Vec<Vec2> = wide.iter().map(|wide| Vec2::new(*wide, HIGH)).collect();
        if let Some(places) = self.fit(region, &named, AIR[0]) {
            return Packed { places, named: true };
        }
        let discs = |size: f32| self.fit(region, &vec![Vec2::splat(size); wide.len()], AIR[1]);
        let places = DISCS.into_iter().find_map(discs);
        // A room that holds nothing at all: what is placed is at least to be seen.
        let at = |_| Rect::from_center_size(self.middle(region), Vec2::splat(DISCS[DISCS.len() - 1]));
        Packed { places: places.unwrap_or_else(|| (0..wide.len()).map(at).collect()), named: false }
    }

    /// Places for cards of these sizes, if there is room: from the middle of the region on, or else row by row, or column by
    /// column.
    fn fit(&self, region: Region, sizes: &[Vec2], air: f32) -> Option<Vec<Rect>> {
        let middle = self.middle(region);
        let bounds = self.bounds(region);
        let step = bounds.size() / GRID as f32;
        let at = |across: usize, down: usize| bounds.min + Vec2::new(across as f32, down as f32) * step;
        let lines = |turned: bool| {
            let place = move |i: usize| (i / (GRID + 1), i % (GRID + 1));
            let turn = move |(line, k): (usize, usize)| if turned { at(line, k) } else { at(k, line) };
            (0..(GRID + 1) * (GRID + 1)).map(move |i| turn(place(i)))
        };
        // Below each other around the middle reads best: across counts more than down.
        let off = |p: &Pos2| 2.2 * (p.x - middle.x).abs() + (p.y - middle.y).abs();
        let mut spots: Vec<Pos2> = std::iter::once(middle).chain(lines(false)).collect();
        spots.sort_by(|a, b| off(a).total_cmp(&off(b)));
        let orders = [spots, lines(false).collect(), lines(true).collect()];
        orders.iter().find_map(|spots| self.fill_up(region, sizes, spots, air))
    }

    /// Puts one card after the other on the first spot that is free.
    fn fill_up(&self, region: Region, sizes: &[Vec2], spots: &[Pos2], air: f32) -> Option<Vec<Rect>> {
        let mut out: Vec<Rect> = Vec::new();
        for size in sizes {
            let card = |at: &Pos2| Rect::from_center_size(*at, *size);
            let free = |card: &Rect| {
                self.holds(region, card.expand(air)) && out.iter().all(|other| apart(*other, *card) >= 2.0 * air)
            };
            out.push(spots.iter().map(card).find(free)?);
        }
        Some(out)
    }

    /// A rectangle around a region.
    fn bounds(&self, region: Region) -> Rect {
        let circle = |c: &Pos2| Rect::from_center_size(*c, Vec2::splat(2.0 * self.radius));
        let inside = self.centres.iter().zip(region).filter(|(_, inside)| *inside).map(|(c, _)| circle(c));
        inside.fold(self.rect, |all, circle| all.intersect(circle))
    }
}
