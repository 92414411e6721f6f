//! Where things stand in a picture of any shape: the scene, the corners, the strip of the captions. A wide or square
//! picture is all scene, and what is drawn stands over it; in a tall one the scene is the upper part, and what is drawn
//! stands below. Arithmetic only. Not here: what stands there.

use bevy_egui::egui::{Align2, Pos2, Rect, Vec2};
use model::storyboard::Place;

/// Height over width from which a picture is tall.
const TALL: f32 = 1.2;
/// Share of a tall picture that is scene.
const SCENE: f32 = 0.56;
/// Margin at all edges, units.
const MARGIN: f32 = 54.0;
/// How much wider than the picture an aside scene is, to the left: what stands in its middle stands a third of the way across.
const ASIDE: f32 = 0.32;
/// Height of the strip of the captions, units.
const STRIP: f32 = 158.0;

/// A picture, and the parts of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// All of it, points.
    pub all: Rect,
    /// The scene.
    pub scene: Rect,
    /// Points in a unit.
    pub u: f32,
    /// Higher than wide.
    pub tall: bool,
    /// Two runs side by side.
    pub split: bool,
    /// Captions stand at the upper edge.
    pub captions_on_top: bool,
}

impl Frame {
    /// The parts of a picture.
    #[must_use]
    pub fn new(all: Rect, split: bool, aside: bool, captions_on_top: bool) -> Self {
        let tall = all.height() > TALL * all.width();
        let u = (all.height() / 1080.0).min(all.width() / 1180.0);
        let size = match (tall, split) {
            (true, false) => Vec2::new(all.width(), SCENE * all.height()),
            (true, true) => Vec2::new(all.width(), 0.5 * all.height()),
            (false, true) => Vec2::new(0.5 * all.width(), all.height()),
            (false, false) => all.size(),
        };
        let mut scene = Rect::from_min_size(all.min, size);
        if aside && !tall && !split {
            *scene.left_mut() -= ASIDE * all.width();
        }
        Self { all, scene, u, tall, split, captions_on_top }
    }

    /// The part that is not scene, where there is one.
    #[must_use]
    pub fn beside(&self) -> Option<Rect> {
        let all = self.all;
        match (self.tall, self.split) {
            (true, _) => Some(Rect::from_min_max(Pos2::new(all.left(), self.scene.bottom()), all.max)),
            (false, true) => Some(Rect::from_min_max(Pos2::new(self.scene.right(), all.top()), all.max)),
            (false, false) => None,
        }
    }

    /// The room that overlays have: within the margins, without the strip of the captions.
    #[must_use]
    fn room(&self) -> Rect {
        let mut room = self.all.shrink(MARGIN * self.u);
        let strip = STRIP * self.u - MARGIN * self.u * 0.5;
        if self.captions_on_top && !self.tall {
            *room.top_mut() += strip;
        } else {
            *room.bottom_mut() -= strip;
        }
        room
    }

    /// The rectangle for something that would like to be `want` units large at a place.
    #[must_use]
    pub fn place(&self, place: Place, want: Vec2) -> Rect {
        let room = self.room();
        let (area, align) = self.area(place, room);
        let most = area.size();
        let want = want * self.u;
        // Small pictures: everything shrinks alike.
        let fit = (most.x / want.x).min(most.y / want.y).min(1.0);
        align.align_size_within_rect(want * fit, area)
    }

    fn area(&self, place: Place, room: Rect) -> (Rect, Align2) {
        let (mid, gap) = (self.all.center(), 0.4 * MARGIN * self.u);
        let low = self.scene.bottom() + 0.5 * MARGIN * self.u;
        let lower = Rect::from_min_max(Pos2::new(room.left(), low.min(room.bottom())), room.max);
        let left = |r: Rect| Rect::from_min_max(r.min, Pos2::new(mid.x - gap, r.bottom()));
        let right = |r: Rect| Rect::from_min_max(Pos2::new(mid.x + gap, r.top()), r.max);
        // Under the large words of each half.
        let below = Rect::from_min_max(Pos2::new(room.left(), room.top() + 112.0 * self.u), room.max);
        let upper_half = |r: Rect| Rect::from_min_max(r.min, Pos2::new(r.right(), r.center().y - 0.5 * gap));
        let lower_half = |r: Rect| Rect::from_min_max(Pos2::new(r.left(), r.center().y + 0.5 * gap), r.max);
        match (self.tall, self.split) {
            // Two runs beside each other: each half has its own places.
            (false, true) => match place {
                Place::TopLeft | Place::Usual | Place::Top => (left(room), Align2::LEFT_TOP),
                Place::TopRight => (right(room), Align2::LEFT_TOP),
                Place::Left | Place::Middle => (upper_half(left(below)), Align2::CENTER_TOP),
                Place::Right => (upper_half(right(below)), Align2::CENTER_TOP),
                Place::BottomLeft | Place::Bottom => (lower_half(left(below)), Align2::CENTER_BOTTOM),
                Place::BottomRight => (lower_half(right(below)), Align2::CENTER_BOTTOM),
            },
            (true, true) => {
                let upper = Rect::from_min_max(room.min, Pos2::new(room.right(), self.scene.bottom() - gap));
                match place {
                    Place::TopLeft | Place::Usual | Place::Top => (upper, Align2::LEFT_TOP),
                    Place::TopRight => (lower, Align2::LEFT_TOP),
                    Place::Left | Place::Middle => (left(upper), Align2::LEFT_BOTTOM),
                    Place::BottomLeft | Place::Bottom => (right(upper), Align2::RIGHT_BOTTOM),
                    Place::Right => (left(lower), Align2::LEFT_BOTTOM),
                    Place::BottomRight => (right(lower), Align2::RIGHT_BOTTOM),
                }
            }
            (true, false) => match place {
                Place::TopLeft | Place::Usual => (room, Align2::LEFT_TOP),
                Place::Top | Place::TopRight => {
                    let scene = Rect::from_min_max(room.min, Pos2::new(room.right(), self.scene.bottom() - gap));
                    (scene, if place == Place::Top { Align2::CENTER_TOP } else { Align2::RIGHT_BOTTOM })
                }
                Place::Left | Place::BottomLeft => (upper_half(lower), Align2::CENTER_CENTER),
                Place::Right | Place::BottomRight => (lower_half(lower), Align2::CENTER_CENTER),
                Place::Middle | Place::Bottom => (lower, Align2::CENTER_CENTER),
            },
            (false, false) => match place {
                Place::TopLeft | Place::Usual => (room, Align2::LEFT_TOP),
                Place::Top => (room, Align2::CENTER_TOP),
                Place::TopRight => (room, Align2::RIGHT_TOP),
                Place::Left => (left(room), Align2::LEFT_BOTTOM),
                Place::Middle => (room, Align2::CENTER_BOTTOM),
                Place::Right => (right(room), Align2::RIGHT_BOTTOM),
                Place::BottomLeft => (left(room), Align2::LEFT_BOTTOM),
                Place::Bottom => (room, Align2::CENTER_BOTTOM),
                Place::BottomRight => (right(room), Align2::RIGHT_BOTTOM),
            },
        }
    }

    /// Where captions stand: the point, and which side of them lies on it.
    #[must_use]
    pub fn captions(&self) -> (Pos2, Align2) {
        let (x, edge) = (self.all.center().x, MARGIN * self.u);
        if self.captions_on_top && !self.tall {
            (Pos2::new(x, self.all.top() + edge), Align2::CENTER_TOP)
        } else {
            (Pos2::new(x, self.all.bottom() - edge), Align2::CENTER_BOTTOM)
        }
    }
}
