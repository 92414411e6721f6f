//! What a goal asks of a series, told so that a plot can show it: which series, how much, in which hours. Not here: whether
//! it is met ([`Goal::met`], [`crate::so_far`]).

use crate::goal::{Function, Goal, Node, Order, Window, value};
use crate::trace::Trace;

/// Most stretches that hours of the day are told in; beyond, the whole window is one.
const MOST_STRETCHES: usize = 40;

/// How a series is held against its bound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Way {
    /// All the time.
    Always,
    /// Once is enough.
    Once,
    /// On average.
    Average,
    /// At one hour.
    Then,
    /// How often, or for how long, it is in a band, is counted: the count's own bound, and whether it is a share of the time.
    Counted {
        /// How often, how many hours, or which share.
        count: f64,
        /// A share of the time.
        share: bool,
        /// Upper end of the band.
        high: f64,
    },
}

/// When a series was what a bound is measured by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Before {
    /// At the beginning of the run.
    First,
    /// At an hour.
    At(f64),
    /// Sometime in a later window.
    Window,
    /// Whenever it was most, in the whole run.
    Most,
    /// Whenever it was least.
    Least,
}

/// What one goal asks of one series.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The series ("effect.relief").
    pub series: String,
    /// It must come to the bound or beyond; else stay at it or below.
    pub at_least: bool,
    /// How it is held against the bound.
    pub way: Way,
    /// The bound, in the unit of the series; not finite while it is not known: it may be read off an hour that is still to
    /// come.
    pub bound: f64,
    /// The bound is so many times what the series itself was before, and when that was.
    pub times: Option<(f64, Before)>,
    /// What counts is what has been added to the series since this hour.
    pub since_h: Option<f64>,
    /// From when to when it counts, h; several where hours of the day are meant.
    pub stretches_h: Vec<(f64, f64)>,
}

impl Goal {
    /// The series that it judges; nothing where none stands on its left side.
    #[must_use]
    pub fn judges(&self) -> Option<&str> {
        called(&self.left)
    }

    /// Whether it is compared with a number that is written down.
    #[must_use]
    pub fn is_against_a_number(&self) -> bool {
        matches!(self.right, Node::Number(_))
    }

    /// What it asks of that series, after a part of a run of `end_h` hours; nothing where no bound can be drawn: a time that
    /// is compared, or a distance from another run.
    #[must_use]
    pub fn judged(&self, trace: &Trace, end_h: f64) -> Option<Judged> {
        let at_least = matches!(self.order, Order::AtLeast | Order::Above);
        let (call, at_least, bound) = isolated(&self.left, at_least, value(&self.right, trace), trace)?;
        let Node::Series(function, series, window, low, high) = call else { return None };
        let counted = |share| Way::Counted { count: bound, share, high: *high };
        let way = match function {
            Function::Min => {
                if at_least {
                    Way::Always
                } else {
                    Way::Once
                }
            }
            Function::Max => {
                if at_least {
                    Way::Once
                } else {
                    Way::Always
                }
            }
            Function::Mean => Way::Average,
            Function::At | Function::Now => Way::Then,
            Function::Share => counted(true),
            Function::Hours | Function::Count => counted(false),
            Function::First | Function::WhenMax | Function::WhenMin | Function::Difference => return None,
        };
        let times = match &self.right {
            Node::Sum(l, '*', r) => match (l.as_ref(), r.as_ref()) {
                (Node::Number(k), Node::Series(of, name, from, ..)) if name == series => {
                    let whole = from.from_h <= 0.0 && from.to_h >= end_h;
                    let when = if whole && *of == Function::Max {
                        Before::Most
                    } else if whole && *of == Function::Min {
                        Before::Least
                    } else if from.from_h <= 0.0 {
                        Before::First
                    } else if *of == Function::At {
                        Before::At(from.from_h)
                    } else {
                        Before::Window
                    };
                    Some((*k, when))
                }
                _ => None,
            },
            Node::Number(_) | Node::Series(..) | Node::Sum(..) | Node::Of(..) | Node::Difference(..) => None,
        };
        let since_h = since(&self.left, series);
        let bound = match (way, since_h) {
            (Way::Counted { .. }, _) => *low,
            // What has been added: the goal's own number.
            (_, Some(_)) => value(&self.right, trace),
            (_, None) => bound,
        };
        let from_h = since_h.unwrap_or(0.0).max(window.from_h);
        let to_h = function.known_by(window, end_h);
        let stretches_h = stretches(window, from_h, to_h);
        Some(Judged { series: series.clone(), at_least, way, bound, times, since_h, stretches_h })
    }
}

/// The series of the first call in an expression.
fn called(node: &Node) -> Option<&str> {
    match node {
        Node::Series(_, name, ..) | Node::Difference(_, name, ..) => Some(name),
        Node::Sum(l, _, r) => called(l).or_else(|| called(r)),
        Node::Number(_) | Node::Of(..) => None,
    }
}

/// The first call of one side alone, with what it is then compared with: `a - b <= c` is `a <= c + b`.
fn isolated<'a>(node: &'a Node, at_least: bool, target: f64, trace: &Trace) -> Option<(&'a Node, bool, f64)> {
    let Node::Sum(l, op, r) = node else { return called(node).map(|_| (node, at_least, target)) };
    if called(l).is_some() {
        let other = value(r, trace);
        let target = match op {
            '+' => target - other,
            '-' => target + other,
            '*' => target / other,
            _ => target * other,
        };
        let turned = matches!(op, '*' | '/') && other < 0.0;
        return isolated(l, at_least != turned, target, trace);
    }
    let other = value(l, trace);
    match op {
        '+' => isolated(r, at_least, target - other, trace),
        '-' => isolated(r, !at_least, other - target, trace),
        '*' => isolated(r, at_least != (other < 0.0), target / other, trace),
        _ => None,
    }
}

/// The hour whose value of the same series is taken off ("max(risk.seizure) - at(risk.seizure, 28d)").
pub(crate) fn since(node: &Node, series: &str) -> Option<f64> {
    let Node::Sum(l, '-', r) = node else { return None };
    match (l.as_ref(), r.as_ref()) {
        (Node::Series(..), Node::Series(Function::At, name, window, ..)) if name == series => Some(window.from_h),
        _ => None,
    }
}

/// The hours of a window, one stretch for each day where hours of the day are meant.
fn stretches(window: &Window, from_h: f64, to_h: f64) -> Vec<(f64, f64)> {
    let Some((on, off)) = window.daily else { return vec![(from_h, to_h)] };
    let length = if on <= off { off - on } else { off - on + 24.0 };
    let first = (from_h / 24.0).floor() - 1.0;
    let days = (0_u32..).map(|day| (first + f64::from(day)) * 24.0 + on).take_while(|start| *start < to_h);
    let all: Vec<(f64, f64)> = days
        .map(|start| (start.max(from_h), (start + length).min(to_h)))
        .filter(|(start, end)| end > start)
        .take(MOST_STRETCHES + 1)
        .collect();
    if all.len() > MOST_STRETCHES { vec![(from_h, to_h)] } else { all }
}
