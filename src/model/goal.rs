//! Goals: small expressions over the series of a run, which a teacher can read and write.
//!
//! ```text
//! min(receptors.surface, 0s..5min) >= 95%
//! mean(effect.dilation, 1d..7d, daily 8h..20h) >= 60%
//! at(effect.relief, 30d) >= 0.9 * max(effect.relief, 0h..12h)
//! ```
//!
//! Functions: `min max mean at share hours count first when_max when_min difference now`; `now` is the last row. Numbers may
//! end in `%`; durations (`90s 5min 4h 28d 2w`) are hours. `max(effect.relief) of naive` is read off another run, one that
//! the level stores ([`Reference`]); it has a value once [`Goal::bound`] has been given that run. Not a programming language:
//! no names of one's own, no conditions.

use core::fmt;
use std::sync::Arc;

use crate::goal_reader::Reader;
use crate::trace::Trace;

/// A run that a level stores and a goal can be compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reference {
    /// The plan that passes.
    Good,
    /// The plan that a newcomer would try.
    Naive,
    /// Doing nothing.
    Idle,
}

/// All of them.
pub const REFERENCES: [Reference; 3] = [Reference::Good, Reference::Naive, Reference::Idle];

impl Reference {
    /// The word for it in an expression.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Naive => "naive",
            Self::Idle => "idle",
        }
    }
}

/// A window of time: from-to in hours, and hours of the day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Window {
    pub(crate) from_h: f64,
    pub(crate) to_h: f64,
    pub(crate) daily: Option<(f64, f64)>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Number(f64),
    Series(Function, String, Window, f64, f64),
    Sum(Box<Node>, char, Box<Node>),
    /// A call that is read off a stored run.
    Of(Reference, Box<Node>),
    /// The largest distance of a series from the same series of a stored run; the run once it is known.
    Difference(Reference, String, Window, Option<Arc<Trace>>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Function {
    Min,
    Max,
    Mean,
    At,
    Share,
    Hours,
    Count,
    First,
    WhenMax,
    WhenMin,
    Difference,
    Now,
}

impl Function {
    /// The hour from which on a call over this window has its value, in a run of `end_h` hours.
    pub(crate) fn known_by(self, window: &Window, end_h: f64) -> f64 {
        match self {
            Self::At => window.from_h,
            Self::Now => end_h,
            Self::Min
            | Self::Max
            | Self::Mean
            | Self::Share
            | Self::Hours
            | Self::Count
            | Self::First
            | Self::WhenMax
            | Self::WhenMin
            | Self::Difference => window.to_h.min(end_h),
        }
    }

    /// Whether a call names a band (`series in 0.2..0.4`).
    pub(crate) fn has_band(self) -> bool {
        matches!(self, Self::Share | Self::Hours | Self::Count | Self::First)
    }
}

pub(crate) const FUNCTIONS: [(&str, Function); 12] = [
    ("min", Function::Min),
    ("max", Function::Max),
    ("mean", Function::Mean),
    ("at", Function::At),
    ("share", Function::Share),
    ("hours", Function::Hours),
    ("count", Function::Count),
    ("first", Function::First),
    ("when_max", Function::WhenMax),
    ("when_min", Function::WhenMin),
    ("difference", Function::Difference),
    ("now", Function::Now),
];

/// A value over a run ("at(effect.relief, 30d) / 2").
#[derive(Clone, Debug, PartialEq)]
pub struct Value(Node);

/// A comparison of two values.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    pub(crate) left: Node,
    pub(crate) order: Order,
    pub(crate) right: Node,
    /// As written.
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Order {
    AtLeast,
    AtMost,
    Above,
    Below,
}

/// What is wrong with an expression, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpressionError {
    /// Character, from 1.
    pub at: usize,
    /// What is wrong and what is allowed.
    pub what: String,
}

impl fmt::Display for ExpressionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "character {}: {}", self.at, self.what)
    }
}

impl Value {
    /// Reads a value; `known` tells whether a series exists.
    ///
    /// # Errors
    /// The text is not an expression, or names a series that does not exist.
    pub fn parse(text: &str, known: &dyn Fn(&str) -> bool) -> Result<Self, ExpressionError> {
        let mut reader = Reader::new(text, known)?;
        let node = reader.sum()?;
        reader.end()?;
        Ok(Self(node))
    }

    /// The value over a run; NaN where a window holds no row, and where it is compared with a run that is not [bound](Self::bound).
    #[must_use]
    pub fn of(&self, trace: &Trace) -> f64 {
        value(&self.0, trace)
    }

    /// Whether it is read off that stored run too.
    #[must_use]
    pub fn needs(&self, run: Reference) -> bool {
        needs(&self.0, run)
    }

    /// The same with what is read off that stored run filled in.
    #[must_use]
    pub fn bound(&self, run: Reference, trace: &Arc<Trace>) -> Self {
        Self(bound(&self.0, run, trace))
    }
}

impl Goal {
    /// Reads a goal; `known` tells whether a series exists.
    ///
    /// # Errors
    /// The text is not a comparison of two values.
    pub fn parse(text: &str, known: &dyn Fn(&str) -> bool) -> Result<Self, ExpressionError> {
        let mut reader = Reader::new(text, known)?;
        let left = reader.sum()?;
        let order = match () {
            () if reader.eat(">=") => Order::AtLeast,
            () if reader.eat("<=") => Order::AtMost,
            () if reader.eat(">") => Order::Above,
            () if reader.eat("<") => Order::Below,
            () => return Err(reader.wrong("expected a comparison; allowed: >= <= > <")),
        };
        let right = reader.sum()?;
        reader.end()?;
        Ok(Self { left, order, right, text: text.to_owned() })
    }

    /// Both sides over a run.
    #[must_use]
    pub fn sides(&self, trace: &Trace) -> (f64, f64) {
        (value(&self.left, trace), value(&self.right, trace))
    }

    /// Whether it is compared with that stored run.
    #[must_use]
    pub fn needs(&self, run: Reference) -> bool {
        needs(&self.left, run) || needs(&self.right, run)
    }

    /// The same with what is read off that stored run filled in.
    #[must_use]
    pub fn bound(&self, run: Reference, trace: &Arc<Trace>) -> Self {
        let (left, right) = (bound(&self.left, run, trace), bound(&self.right, run, trace));
        Self { left, right, ..self.clone() }
    }

    /// How far the run is from meeting the goal: 0 where it does, else the gap between the two sides over the larger of
    /// them, at most 1; 1 where a side has no value.
    #[must_use]
    pub fn shortfall(&self, trace: &Trace) -> f64 {
        if self.met(trace) {
            return 0.0;
        }
        let (l, r) = self.sides(trace);
        let gap = (l - r).abs() / l.abs().max(r.abs()).max(f64::MIN_POSITIVE);
        // A strict comparison of equals has no gap and is not met all the same.
        if gap.is_finite() { gap.clamp(1e-9, 1.0) } else { 1.0 }
    }

    /// Whether the run meets the goal; a window without rows never does.
    #[must_use]
    pub fn met(&self, trace: &Trace) -> bool {
        let (l, r) = self.sides(trace);
        match self.order {
            Order::AtLeast => l >= r,
            Order::AtMost => l <= r,
            Order::Above => l > r,
            Order::Below => l < r,
        }
    }
}

pub(crate) fn value(node: &Node, trace: &Trace) -> f64 {
    match node {
        Node::Number(x) => *x,
        Node::Sum(l, op, r) => {
            let (l, r) = (value(l, trace), value(r, trace));
            match op {
                '+' => l + r,
                '-' => l - r,
                '*' => l * r,
                _ => l / r,
            }
        }
        Node::Series(function, name, window, low, high) => over_series(*function, name, window, *low, *high, trace),
        Node::Of(..) | Node::Difference(_, _, _, None) => f64::NAN,
        Node::Difference(_, name, window, Some(other)) => difference(name, window, trace, other),
    }
}

fn needs(node: &Node, run: Reference) -> bool {
    match node {
        Node::Number(_) | Node::Series(..) => false,
        Node::Sum(l, _, r) => needs(l, run) || needs(r, run),
        Node::Of(of, _) | Node::Difference(of, ..) => *of == run,
    }
}

fn bound(node: &Node, run: Reference, trace: &Arc<Trace>) -> Node {
    match node {
        Node::Sum(l, op, r) => Node::Sum(Box::new(bound(l, run, trace)), *op, Box::new(bound(r, run, trace))),
        Node::Of(of, call) if *of == run => Node::Number(value(call, trace)),
        Node::Difference(of, name, window, _) if *of == run => {
            Node::Difference(*of, name.clone(), *window, Some(Arc::clone(trace)))
        }
        Node::Number(_) | Node::Series(..) | Node::Of(..) | Node::Difference(..) => node.clone(),
    }
}

/// Largest distance between two runs in a window, on the rows of the first; the moments before and after an act each against
/// the same moment of the other.
fn difference(name: &str, window: &Window, trace: &Trace, other: &Trace) -> f64 {
    let Some(series) = trace.series(name) else { return f64::NAN };
    let times = &trace.time_h;
    let rows = times.iter().zip(series).enumerate().filter(|(_, (t, _))| window.holds(**t));
    let gaps = rows.map(|(i, (t, v))| {
        let after = i > 0 && times[i - 1] == *t;
        let theirs = if after { other.just_after(name, *t) } else { other.at(name, *t) };
        (v - theirs.unwrap_or(f64::NAN)).abs()
    });
    gaps.reduce(f64::max).unwrap_or(f64::NAN)
}

impl Window {
    /// Whether hour `t` of a run lies in it, ends included.
    fn holds(&self, t: f64) -> bool {
        t >= self.from_h - 1e-9
            && t <= self.to_h + 1e-9
            && self.daily.is_none_or(|(on, off)| {
                let hour = t % 24.0;
                if on <= off { (on..=off).contains(&hour) } else { hour >= on || hour <= off }
            })
    }
}

pub(crate) fn over_series(function: Function, name: &str, window: &Window, low: f64, high: f64, trace: &Trace) -> f64 {
    let Some(series) = trace.series(name) else { return f64::NAN };
    if function == Function::At {
        let ended = trace.time_h.last().is_some_and(|t| *t + 1e-9 >= window.from_h);
        return if ended { trace.at(name, window.from_h).unwrap_or(f64::NAN) } else { f64::NAN };
    }
    if function == Function::Now {
        return series.last().copied().unwrap_or(f64::NAN);
    }
    let rows = || trace.time_h.iter().zip(series).filter(|(t, _)| window.holds(**t)).map(|(t, v)| (*t, *v));
    if rows().next().is_none() {
        return f64::NAN;
    }
    let in_band = |v: f64| v >= low && v <= high;
    match function {
        Function::Min => rows().map(|(_, v)| v).fold(f64::INFINITY, f64::min),
        Function::Max => rows().map(|(_, v)| v).fold(f64::NEG_INFINITY, f64::max),
        Function::Mean => mean((trace, series, window), &|v| v, &|a, b| 0.5 * (a + b)),
        Function::Share => {
            mean((trace, series, window), &|v| part_in_band(v, v, low, high), &|a, b| part_in_band(a, b, low, high))
        }
        Function::Hours => steps(trace, series, window).map(|(dt, a, b)| dt * part_in_band(a, b, low, high)).sum(),
        Function::Count => {
            // Counted where the band is entered; a window that begins inside has entered it once.
            let inside: Vec<bool> = rows().map(|(_, v)| in_band(v)).collect();
            let first = inside.first().is_some_and(|at_once| *at_once);
            (usize::from(first) + inside.windows(2).filter(|pair| !pair[0] && pair[1]).count()) as f64
        }
        Function::First => rows().find(|(_, v)| in_band(*v)).map_or(f64::NAN, |(t, _)| t),
        Function::WhenMax => rows().max_by(|a, b| a.1.total_cmp(&b.1)).map_or(f64::NAN, |(t, _)| t),
        Function::WhenMin => rows().min_by(|a, b| a.1.total_cmp(&b.1)).map_or(f64::NAN, |(t, _)| t),
        Function::At | Function::Now | Function::Difference => f64::NAN,
    }
}

/// Steps from row to row that begin and end in the window: hours, and the series at both ends.
fn steps<'a>(trace: &'a Trace, series: &'a [f64], window: &'a Window) -> impl Iterator<Item = (f64, f64, f64)> + 'a {
    let steps = trace.time_h.windows(2).zip(series.windows(2));
    steps.filter(|(t, _)| window.holds(t[0]) && window.holds(t[1])).map(|(t, v)| (t[1] - t[0], v[0], v[1]))
}

/// The mean over the window's time of what `of_step` makes of each step; of its rows, by `of_row`, where they are all of one
/// moment.
fn mean(
    (trace, series, window): (&Trace, &[f64], &Window),
    of_row: &dyn Fn(f64) -> f64,
    of_step: &dyn Fn(f64, f64) -> f64,
) -> f64 {
    let add = |(hours, area), (dt, a, b)| (hours + dt, area + dt * of_step(a, b));
    let (hours, area) = steps(trace, series, window).fold((0.0, 0.0), add);
    if hours > 0.0 {
        return area / hours;
    }
    let held = trace.time_h.iter().zip(series).filter(|(t, _)| window.holds(**t)).map(|(_, v)| of_row(*v));
    let (n, sum) = held.fold((0.0, 0.0), |(n, sum), v| (n + 1.0, sum + v));
    sum / n
}

/// The part of a straight step from `a` to `b` that lies in the band.
fn part_in_band(a: f64, b: f64, low: f64, high: f64) -> f64 {
    if a == b {
        return f64::from(u8::from(a >= low && a <= high));
    }
    let (least, most) = (a.min(b), a.max(b));
    ((most.min(high) - least.max(low)) / (most - least)).max(0.0)
}
