//! A ruler of time whose steps are factors, from a second to three months: where a time lies on it, its marks, and a time in
//! words. Knows no task. Not here: the lanes ([`crate::ui::task_order`]).

use bevy_egui::egui::{FontId, Painter, Pos2, Rect, Stroke};

use super::style::Ink;

/// Ends of the ruler, h.
pub const ENDS_H: (f64, f64) = (1.0 / 3600.0, 24.0 * 91.0);
/// Marks of the ruler: name and hours.
pub const MARKS: [(&str, f64); 10] = [
    ("1 s", 1.0 / 3600.0),
    ("10 s", 10.0 / 3600.0),
    ("1 min", 1.0 / 60.0),
    ("10 min", 1.0 / 6.0),
    ("1 h", 1.0),
    ("6 h", 6.0),
    ("1 day", 24.0),
    ("1 week", 168.0),
    ("1 month", 24.0 * 30.4),
    ("3 months", 24.0 * 91.0),
];

/// The scale of a ruler that lies in `lane`.
#[derive(Clone, Copy)]
pub struct Ruler {
    /// Its rectangle.
    pub lane: Rect,
}

impl Ruler {
    /// Where a time lies.
    #[must_use]
    pub fn x(self, hours: f64) -> f32 {
        let (low, high) = (ENDS_H.0.ln(), ENDS_H.1.ln());
        let share = (hours.max(1e-12).ln() - low) / (high - low);
        self.lane.left() + share.clamp(0.0, 1.0) as f32 * self.lane.width()
    }

    /// The time at a place, h.
    #[must_use]
    pub fn hours(self, x: f32) -> f64 {
        let share = f64::from((x - self.lane.left()) / self.lane.width()).clamp(0.0, 1.0);
        within((ENDS_H.0.ln() + share * (ENDS_H.1.ln() - ENDS_H.0.ln())).exp())
    }
}

/// A time on the ruler, h.
#[must_use]
pub fn within(hours: f64) -> f64 {
    hours.clamp(ENDS_H.0, ENDS_H.1)
}

/// A time as a person would say it, rounded.
#[must_use]
pub fn say_about(hours: f64) -> String {
    let units = [(1.0 / 3600.0, "s"), (1.0 / 60.0, "min"), (1.0, "h"), (24.0, "days"), (168.0, "weeks")];
    let most = [90.0, 90.0, 36.0, 14.0, 9.0];
    let found = units.iter().zip(most).find(|((unit, _), most)| hours / unit < *most);
    let (unit, name) = found.map_or((24.0 * 30.4, "months"), |((unit, name), _)| (*unit, *name));
    let n = hours / unit;
    let text = if n < 9.5 { format!("{n:.1}").trim_end_matches(".0").to_owned() } else { format!("{n:.0}") };
    let name = if text == "1" { name.trim_end_matches('s') } else { name };
    format!("{text} {}", if name.is_empty() { "s" } else { name })
}

/// The ruler below the lanes; names that would touch are left out.
pub fn marks(painter: &Painter, c: Ink, ruler: Ruler) {
    let mut free = f32::NEG_INFINITY;
    let top = ruler.lane.top() + 2.0;
    painter.line_segment(
        [Pos2::new(ruler.lane.left(), top), Pos2::new(ruler.lane.right(), top)],
        Stroke::new(2.0, c.muted),
    );
    let words = |name: &str| painter.layout_no_wrap(name.to_owned(), FontId::proportional(13.0), c.text);
    let end = MARKS[MARKS.len() - 1].0;
    let last = ruler.lane.right() - 0.5 * words(end).size().x;
    for (name, hours) in MARKS {
        let x = ruler.x(hours);
        painter.line_segment([Pos2::new(x, top), Pos2::new(x, top + 6.0)], Stroke::new(2.0, c.muted));
        let words = words(name);
        let left = x - 0.5 * words.size().x;
        let room = name == end || left + words.size().x < last - 8.0;
        if left > free + 6.0 && room {
            free = left + words.size().x;
            painter.galley(Pos2::new(left, top + 9.0), words, c.text);
        }
    }
}
