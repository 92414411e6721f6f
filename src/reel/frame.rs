//! Where things stand in a picture of any shape: the scene, the corners, the strip of the captions. A picture is all scene,
//! and what is drawn stands over it: at its sides, or in the lower half of a tall one. Arithmetic only. Not here: what
//! stands there.

use bevy_egui::egui::{Align2, Pos2, Rect, Vec2};
use model::storyboard::Place;

/// Height over width from which a picture is tall.
const TALL: f32 = 1.2;
/// Height over width below which a picture is wide enough for something large in one half of it.
const WIDE: f32 = 0.75;
/// Share of a narrow picture's width that is left free beside what stands alone at one side.
const FREE: f32 = 0.38;
/// Share of a narrow picture's height above what stands in its lower middle.
const UNDER: f32 = 0.6;
/// Share of a tall picture above what is drawn over it.
const ABOVE: f32 = 0.5;
/// How much larger than they would like to be things get in a tall picture.
const GROWS: f32 = 1.5;
/// Room for the clock beside large words in a tall picture, units.
const CLOCK: f32 = 300.0;
/// Margin at all edges, units.
const MARGIN: f32 = 54.0;
/// How much wider than the picture an aside scene is, to the left: what stands in its middle stands a third of the way across.
const ASIDE: f32 = 0.32;
/// Height of the strip of the captions, units; and what is left free above it where captions are as wide as the picture.
const STRIP: f32 = 158.0;
const AIR: f32 = 20.0;

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
    /// Something large stands at either side at once.
    pub both_sides: bool,
}

impl Frame {
    /// The parts of a picture.
    #[must_use]
    pub fn new(all: Rect, split: bool, aside: bool, captions_on_top: bool, both_sides: bool) -> Self {
        let tall = all.height() > TALL * all.width();
        let u = (all.height() / 1080.0).min(all.width() / 1180.0);
        let size = match (tall, split) {
            (true, true) => Vec2::new(all.width(), 0.5 * all.height()),
            (false, true) => Vec2::new(0.5 * all.width(), all.height()),
            (true | false, false) => all.size(),
        };
        let mut scene = Rect::from_min_size(all.min, size);
        if aside && !tall && !split {
            *scene.left_mut() -= ASIDE * all.width();
        }
        Self { all, scene, u, tall, split, captions_on_top, both_sides }
    }

    /// The part that is not scene, where there is one.
    #[must_use]
    pub fn beside(&self) -> Option<Rect> {
        let all = self.all;
        match (self.tall, self.split) {
            (true, true) => Some(Rect::from_min_max(Pos2::new(all.left(), self.scene.bottom()), all.max)),
            (false, true) => Some(Rect::from_min_max(Pos2::new(self.scene.right(), all.top()), all.max)),
            (true | false, false) => None,
        }
    }

    /// The room that overlays have: within the margins, without the strip of the captions.
    #[must_use]
    pub fn room(&self) -> Rect {
        let mut room = self.all.shrink(MARGIN * self.u);
        let air = if self.tall || self.narrow() { AIR } else { 0.0 };
        let strip = (STRIP + air - MARGIN * 0.5) * self.u;
        if self.captions_on_top && !self.tall {
            *room.top_mut() += strip;
        } else {
            *room.bottom_mut() -= strip;
        }
        room
    }

    /// Neither tall nor wide, such as a square.
    #[must_use]
    pub fn narrow(&self) -> bool {
        !self.tall && self.all.height() > WIDE * self.all.width()
    }

    /// The line under which a tall picture shows what is drawn over it, points.
    #[must_use]
    pub fn low(&self) -> f32 {
        if self.split { self.scene.bottom() } else { self.all.top() + ABOVE * self.all.height() }
    }

    /// The rectangle for something that would like to be `want` units large at a place; what `grows` may be larger.
    #[must_use]
    pub fn place(&self, place: Place, want: Vec2, grows: bool) -> Rect {
        let room = self.room();
        let (area, align) = self.area(place, room);
        let most = area.size();
        let want = want * self.u;
        // Small pictures: everything shrinks alike.
        let fit = (most.x / want.x).min(most.y / want.y).min(if grows && self.tall { GROWS } else { 1.0 });
        align.align_size_within_rect(want * fit, area)
    }

    fn area(&self, place: Place, room: Rect) -> (Rect, Align2) {
        let (mid, gap) = (self.all.center(), 0.4 * MARGIN * self.u);
        let low = self.low() + 0.5 * MARGIN * self.u;
        let lower = Rect::from_min_max(Pos2::new(room.left(), low.min(room.bottom())), room.max);
        let left = |r: Rect| Rect::from_min_max(r.min, Pos2::new(mid.x - gap, r.bottom()));
        let right = |r: Rect| Rect::from_min_max(Pos2::new(mid.x + gap, r.top()), r.max);
        let alone = |half: Rect, whole: Rect| if self.both_sides { half } else { whole };
        // Where all is wide, half of it is enough.
        let free = if self.narrow() { FREE * room.width() } else { room.width() };
        let left_side = alone(
            left(room),
            Rect::from_min_max(room.min, Pos2::new((room.right() - free).max(mid.x - gap), room.bottom())),
        );
        let right_side = alone(
            right(room),
            Rect::from_min_max(Pos2::new((room.left() + free).min(mid.x + gap), room.top()), room.max),
        );
        // Under what stands in two rows at the top.
        let under = Pos2::new(room.left(), room.top() + UNDER * room.height());
        let middle = if self.narrow() { Rect::from_min_max(under, room.max) } else { room };
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
                Place::Top => (room, Align2::CENTER_TOP),
                Place::TopRight => {
                    let beside_clock = Pos2::new(room.left() + CLOCK * self.u, room.top());
                    (Rect::from_min_max(beside_clock, room.max), Align2::RIGHT_TOP)
                }
                Place::Left | Place::BottomLeft => (alone(upper_half(lower), lower), Align2::CENTER_BOTTOM),
                Place::Right | Place::BottomRight => (alone(lower_half(lower), lower), Align2::CENTER_BOTTOM),
                Place::Middle | Place::Bottom => (lower, Align2::CENTER_BOTTOM),
            },
            (false, false) => match place {
                Place::TopLeft | Place::Usual => (room, Align2::LEFT_TOP),
                Place::Top => (room, Align2::CENTER_TOP),
                Place::TopRight => (room, Align2::RIGHT_TOP),
                Place::Left => (left_side, Align2::LEFT_BOTTOM),
                Place::Middle => (middle, Align2::CENTER_BOTTOM),
                Place::Right => (right_side, Align2::RIGHT_BOTTOM),
                Place::BottomLeft => (left_side, Align2::LEFT_BOTTOM),
                Place::Bottom => (middle, Align2::CENTER_BOTTOM),
                Place::BottomRight => (right_side, Align2::RIGHT_BOTTOM),
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
