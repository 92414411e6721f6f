//! Words in the picture: labels beside the things they name, the note of what one drawn receptor stands for, what the
//! colours mean, large words, captions. Not here: which words (the storyboard) and in which language (its words).

use bevy_egui::egui::{Align, Align2, Color32, Pos2, Rect, Vec2};
use model::receptor::ReceptorState;
use model::scene::Scale;
use model::storyboard::{Place, Shot};

use super::frame::Frame;
use super::overlay::Set;
use super::pen::{CAPTION, LABEL, Pen, SMALL, WORD};
use crate::ui::pills::scale_note;
use crate::ui::settings::group_digits;
use crate::ui::style::state_ink;
use crate::view::Anchor;

/// The labels of the scene that a shot wants, never one over another nor over what is `taken`.
pub fn labels(pen: &Pen, frame: &Frame, set: &Set, wanted: &[String], mut taken: Vec<Rect>) {
    let mut room = frame.scene.intersect(frame.all).shrink(20.0 * pen.u);
    if frame.tall || frame.narrow() {
        // Captions take the whole width.
        room = room.intersect(frame.room().expand2(Vec2::new(34.0 * pen.u, 0.0)));
    }
    for label in set.labels.0.iter().filter(|l| wanted.iter().any(|w| *w == l.text)) {
        let at = Pos2::new(label.at.x / set.zoom, label.at.y / set.zoom);
        let align = match label.anchor {
            Anchor::Top => Align2::CENTER_TOP,
            Anchor::Bottom => Align2::CENTER_BOTTOM,
            Anchor::Left => Align2::LEFT_CENTER,
            Anchor::Right => Align2::RIGHT_CENTER,
        };
        let text = pen.reel.say(&label.text);
        let size = pen.pill_size(text, SMALL, false);
        let rect = align.anchor_size(at, size);
        let free = room.contains_rect(rect) && !taken.iter().any(|t| t.expand(4.0).intersects(rect));
        if free {
            if let Some(from) = label.from {
                let from = Pos2::new(from.x / set.zoom, from.y / set.zoom);
                let side = match align.x() {
                    Align::Min => rect.left_center(),
                    Align::Max => rect.right_center(),
                    Align::Center => rect.center(),
                };
                pen.line(vec![from, side], 5.0, pen.c.ground.gamma_multiply(0.7));
                pen.line(vec![from, side], 2.0, pen.c.text.gamma_multiply(0.85));
                pen.disc(from, 4.0, pen.c.text);
            }
            pen.pill(at, align, text, SMALL, pen.c.text, false);
            taken.push(rect);
        }
    }
}

/// What one drawn receptor stands for, in the corner of a scene that shows them all; above what is `taken` there.
pub fn note(pen: &Pen, frame: &Frame, set: &Set, shot: &Shot, taken: &[Rect]) {
    let stats = set.stats;
    let covered = shot.overlays.iter().any(|o| matches!(o.place, Place::Left | Place::BottomLeft));
    if !matches!(stats.scale, Scale::Cell | Scale::Membrane) || (covered && !frame.tall) || stats.total == 0 {
        return;
    }
    let each = "receptors, each = 1";
    let text = if stats.shown < stats.total {
        scale_note(stats.scale, stats.shown, stats.total, "receptors")
    } else {
        format!("{} {}", group_digits(stats.total as u32), pen.reel.say(each))
    };
    let margin = 54.0 * pen.u;
    // Beside the caption there is room in a wide picture only.
    let bottom = match () {
        () if frame.tall && frame.split => frame.low() - 0.5 * margin,
        () if frame.tall => frame.room().bottom(),
        () if frame.captions_on_top => frame.scene.bottom() - 0.5 * margin,
        () if frame.narrow() => frame.room().bottom(),
        () => frame.scene.bottom() - margin,
    };
    let at = Pos2::new(frame.all.left() + margin, bottom);
    let size = pen.pill_size(&text, SMALL, false);
    let mut above = bottom;
    // Each that is in the way lifts it, and may lift it into the next.
    for _ in taken {
        let rect = Align2::LEFT_BOTTOM.anchor_size(Pos2::new(at.x, above), size);
        above = taken.iter().filter(|t| t.intersects(rect)).map(|t| t.top() - 0.25 * margin).fold(above, f32::min);
    }
    pen.pill(Pos2::new(at.x, above), Align2::LEFT_BOTTOM, &text, SMALL, pen.c.muted, false);
}

/// What the colours mean.
pub fn legend(pen: &Pen, rect: Rect) {
    let (c, u) = (pen.c, pen.u);
    let receptor = state_ink(ReceptorState::Resting, pen.theme);
    let entries = [("drug", c.drug), ("receptor", receptor), ("signal", c.good), ("counter-force", c.gold)];
    let wide = entries.iter().map(|(w, _)| pen.size(pen.reel.say(w), LABEL, false).x).fold(0.0, f32::max);
    let row = 58.0 * u;
    let panel = Rect::from_min_size(rect.min, Vec2::new(wide + 128.0 * u, row * 4.0 + 34.0 * u));
    pen.panel(panel);
    for (i, (word, color)) in entries.into_iter().enumerate() {
        let y = panel.top() + 17.0 * u + (i as f32 + 0.5) * row;
        pen.disc(Pos2::new(panel.left() + 48.0 * u, y), 15.0, color);
        let at = Pos2::new(panel.left() + 84.0 * u, y);
        pen.text(at, Align2::LEFT_CENTER, pen.reel.say(word), LABEL, c.text, false);
    }
}

/// A few large words.
pub fn word(pen: &Pen, rect: Rect, place: Place, text: &str) {
    let (at, align) = match place {
        Place::TopLeft | Place::Usual => (rect.left_top(), Align2::LEFT_TOP),
        Place::Left | Place::BottomLeft => (rect.left_bottom(), Align2::LEFT_BOTTOM),
        Place::Top => (rect.center_top(), Align2::CENTER_TOP),
        Place::Middle | Place::Bottom => (rect.center_bottom(), Align2::CENTER_BOTTOM),
        Place::TopRight => (rect.right_top(), Align2::RIGHT_TOP),
        Place::Right | Place::BottomRight => (rect.right_bottom(), Align2::RIGHT_BOTTOM),
    };
    let text = pen.reel.say(text);
    let wide = pen.size(text, WORD, true).x + 70.0 * pen.u;
    let size = WORD * (rect.width() / wide).min(1.0);
    pen.pill(at, align, text, size, pen.c.text, true);
}

/// The caption of this second: white on a box of four fifths of black; the space that it takes.
pub fn captions(pen: &Pen, frame: &Frame, shot: &Shot, second: f64) -> Option<Rect> {
    let caption = shot.captions.iter().find(|c| c.from_s <= second && second < c.until_s)?;
    let text = pen.reel.say(&caption.text);
    let (at, align) = frame.captions();
    let room = Vec2::new(28.0, 13.0) * pen.u;
    let wide = pen.size(text, CAPTION, false).x + 2.0 * room.x;
    let size = CAPTION * ((frame.all.width() * 0.94) / wide).min(1.0);
    let rect = align.anchor_size(at, pen.size(text, size, false) + 2.0 * room);
    pen.block(rect, 12.0, Color32::from_black_alpha(204));
    pen.text(rect.center(), Align2::CENTER_CENTER, text, size, Color32::WHITE, false);
    Some(rect)
}
