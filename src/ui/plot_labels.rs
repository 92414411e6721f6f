//! Where labels stand in a plot: on no other label, and where no curve runs. Not here: what they say.

use bevy_egui::egui::{Align2, Pos2, Rect, Vec2};
use egui_plot::PlotPoint;
use model::trace::Trace;

/// Height of a small label and width of one of its letters, points.
pub(super) const LETTERS: Vec2 = Vec2::new(6.1, 15.0);
/// What axes take of a plot's width and height, points.
pub(super) const AXES: Vec2 = Vec2::new(40.0, 22.0);
/// What it costs to lie on another label; on a point of a curve it costs 1.
const OVER: usize = 100_000;
/// Points of a curve that a label looks at.
const MOST_POINTS: usize = 400;

/// The places of labels in one plot, in points from its upper left corner.
pub struct Places {
    size: Vec2,
    /// Both ends of the time axis.
    pub(super) x: (f64, f64),
    span: (f64, f64),
    taken: Vec<Rect>,
    curves: Vec<Pos2>,
    /// Labels that are there already.
    pub(super) said: Vec<String>,
}

impl Places {
    /// An empty plot of this width and height with its axes; `span` are its lowest and highest value.
    #[must_use]
    pub fn new(size: Vec2, x: (f64, f64), span: (f64, f64)) -> Self {
        Self {
            size: (size - AXES).max(Vec2::splat(20.0)),
            x,
            span,
            taken: Vec::new(),
            curves: Vec::new(),
            said: Vec::new(),
        }
    }

    /// A curve that labels keep off.
    pub fn curve(&mut self, trace: &Trace, series: &str, unit_h: f64) {
        let Some(values) = trace.series(series) else { return };
        let step = trace.time_h.len().div_ceil(MOST_POINTS).max(1);
        let rows = trace.time_h.iter().zip(values).step_by(step);
        let points: Vec<Pos2> = rows.map(|(t, v)| self.at(t / unit_h, *v)).collect();
        self.curves.extend(points);
    }

    fn at(&self, x: f64, y: f64) -> Pos2 {
        let (low, high) = self.span;
        let share = (high - y) / (high - low).max(1e-12);
        let across = (x - self.x.0) / (self.x.1 - self.x.0).max(1e-12);
        Pos2::new(across as f32 * self.size.x, share as f32 * self.size.y)
    }

    /// How much one point of height is in the unit of the values.
    pub(super) fn per_point(&self) -> f64 {
        (self.span.1 - self.span.0) / f64::from(self.size.y)
    }

    /// Letters that have room in the plot's width.
    pub(super) fn letters(&self) -> usize {
        (self.size.x / LETTERS.x) as usize
    }

    /// The first of these places (in values, with the corner that stands there) where a text lies on nothing, or else on
    /// the least; that place is taken from then on. Of several texts the first one that lies on no other label.
    pub fn place<'t>(
        &mut self,
        texts: &[&'t str],
        places: &[(f64, f64, Align2)],
    ) -> Option<(&'t str, PlotPoint, Align2)> {
        let best = texts.iter().map(|text| (*text, self.best(text, places)));
        let (text, (_, at, rect)) = best.reduce(|a, b| if a.1.0 < OVER { a } else { b })?;
        self.taken.push(rect);
        let (x, y, align) = *places.get(at)?;
        Some((text, PlotPoint::new(x, y), align))
    }

    /// What the best place costs, which it is, and what it takes.
    fn best(&self, text: &str, places: &[(f64, f64, Align2)]) -> (usize, usize, Rect) {
        let size = Vec2::new(text.chars().count() as f32 * LETTERS.x + 4.0, LETTERS.y);
        let all = Rect::from_min_size(Pos2::ZERO, self.size).expand(1.5);
        let cost = |rect: &Rect| {
            let out = if all.contains_rect(*rect) { 0 } else { 10 * OVER };
            let over = self.taken.iter().filter(|t| t.shrink(2.5).intersects(*rect)).count() * OVER;
            out + over + self.curves.iter().filter(|p| rect.contains(**p)).count()
        };
        let rects = places.iter().map(|(x, y, align)| align.anchor_size(self.at(*x, *y), size));
        // Each place is a little worse than the one before.
        let costs = rects.enumerate().map(|(k, rect)| (cost(&rect) + 4 * k, k, rect));
        costs.min_by_key(|(cost, ..)| *cost).unwrap_or((usize::MAX, 0, Rect::NOTHING))
    }

    /// Places along a line at `y` from `x.0` to `x.1`: its ends and its middle, first on the side `above` or below.
    #[must_use]
    pub fn along(x: (f64, f64), y: f64, above: bool) -> Vec<(f64, f64, Align2)> {
        let mut out = Vec::new();
        for up in [above, !above] {
            let [right, left, middle] = if up {
                [Align2::RIGHT_BOTTOM, Align2::LEFT_BOTTOM, Align2::CENTER_BOTTOM]
            } else {
                [Align2::RIGHT_TOP, Align2::LEFT_TOP, Align2::CENTER_TOP]
            };
            out.extend([(x.1, y, right), (x.0, y, left), (f64::midpoint(x.0, x.1), y, middle)]);
        }
        out
    }
}
