//! Goals: small expressions over the series of a run, which a teacher can read and write.
//!
//! ```text
//! min(receptors.surface, 0s..5min) >= 95%
//! mean(effect.dilation, 1d..7d, daily 8h..20h) >= 60%
//! at(effect.relief, 30d) >= 0.9 * max(effect.relief, 0h..12h)
//! ```
//!
//! Functions: `min max mean at share first when_max now`; `now` is the last row. Numbers may end in `%`; durations (`90s 5min 4h 28d 2w`) are
//! hours. Not a programming language: no names of one's own, no conditions.

use core::fmt;

use crate::goal_reader::Reader;
use crate::trace::Trace;

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
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Function {
    Min,
    Max,
    Mean,
    At,
    Share,
    First,
    WhenMax,
    Now,
}

pub(crate) const FUNCTIONS: [(&str, Function); 8] = [
    ("min", Function::Min),
    ("max", Function::Max),
    ("mean", Function::Mean),
    ("at", Function::At),
    ("share", Function::Share),
    ("first", Function::First),
    ("when_max", Function::WhenMax),
    ("now", Function::Now),
];

/// A value over a run ("at(effect.relief, 30d) / 2").
#[derive(Clone, Debug, PartialEq)]
pub struct Value(Node);

/// A comparison of two values.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    left: Node,
    order: Order,
    right: Node,
    /// As written.
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Order {
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

    /// The value over a run; NaN where a window holds no row.
    #[must_use]
    pub fn of(&self, trace: &Trace) -> f64 {
        value(&self.0, trace)
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

fn value(node: &Node, trace: &Trace) -> f64 {
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
    }
}

fn over_series(function: Function, name: &str, window: &Window, low: f64, high: f64, trace: &Trace) -> f64 {
    let Some(series) = trace.series(name) else { return f64::NAN };
    if function == Function::At {
        let ended = trace.time_h.last().is_some_and(|t| *t + 1e-9 >= window.from_h);
        return if ended { trace.at(name, window.from_h).unwrap_or(f64::NAN) } else { f64::NAN };
    }
    if function == Function::Now {
        return series.last().copied().unwrap_or(f64::NAN);
    }
    let inside = |t: f64| {
        t >= window.from_h - 1e-9
            && t <= window.to_h + 1e-9
            && window.daily.is_none_or(|(on, off)| {
                let hour = t % 24.0;
                if on <= off { (on..=off).contains(&hour) } else { hour >= on || hour <= off }
            })
    };
    let rows = || trace.time_h.iter().zip(series).filter(|(t, _)| inside(**t)).map(|(t, v)| (*t, *v));
    let count = rows().count() as f64;
    if count == 0.0 {
        return f64::NAN;
    }
    let in_band = |v: f64| v >= low && v <= high;
    match function {
        Function::Min => rows().map(|(_, v)| v).fold(f64::INFINITY, f64::min),
        Function::Max => rows().map(|(_, v)| v).fold(f64::NEG_INFINITY, f64::max),
        Function::Mean => rows().map(|(_, v)| v).sum::<f64>() / count,
        Function::Share => rows().filter(|(_, v)| in_band(*v)).count() as f64 / count,
        Function::First => rows().find(|(_, v)| in_band(*v)).map_or(f64::NAN, |(t, _)| t),
        Function::WhenMax => rows().max_by(|a, b| a.1.total_cmp(&b.1)).map_or(f64::NAN, |(t, _)| t),
        Function::At | Function::Now => f64::NAN,
    }
}
