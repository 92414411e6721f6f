//! What can be said of a goal while the run is still under way: whether it is met, or missed, whatever comes, or still open.
//! Each side is bounded by what the rest of the run can make of it. Not here: the judgement at the end ([`Goal::met`]).

use crate::goal::{Function, Goal, Node, Order, Window, over_series, value};
use crate::quantity::say_duration;
use crate::trace::Trace;

/// Hours are counted as equal within this.
const SAME_H: f64 = 1e-9;

/// What can be said of a goal before the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SoFar {
    /// It is met, whatever comes.
    Met,
    /// It can go either way; whether it would be met if the run ended now.
    Open(bool),
    /// It is missed, whatever comes.
    Missed,
}

/// The least and the most that a side may be at the end.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    low: f64,
    high: f64,
    /// It may have no value at the end, so that no comparison holds.
    or_none: bool,
}

const ANYTHING: Bounds = Bounds { low: f64::NEG_INFINITY, high: f64::INFINITY, or_none: false };

impl Bounds {
    fn just(x: f64) -> Self {
        Self { low: x, high: x, or_none: x.is_nan() }
    }

    fn between(low: f64, high: f64) -> Self {
        Self { low, high, or_none: false }
    }
}

impl Goal {
    /// What its left side is worth now, as people read it: a time where it is one; of what it is measured by where the goal asks
    /// for so many times another value; per cent where it is a share. Nothing where it has no value yet. It never reads like the
    /// bound while it is on the wrong side of it.
    #[must_use]
    pub fn now_said(&self, trace: &Trace) -> Option<String> {
        let now = Some(value(&self.left, trace)).filter(|x| x.is_finite())?;
        if let Some(of) = self.measure(trace) {
            let (share, asked) = (now / of.0, of.1);
            return Some(if asked <= 2.0 {
                format!("{} % of it", apart(100.0 * share, 100.0 * asked, 0))
            } else {
                format!("{} times it", apart(share, asked, 1))
            });
        }
        let given = self.judges().is_some_and(|series| series.starts_with("given."));
        if given {
            // What was given by then against what was given in all: no number says it.
            let du = apart(now, value(&self.right, trace), digits(now));
            let du = if du.contains('.') { du.trim_end_matches('0').trim_end_matches('.') } else { &du };
            return self.is_against_a_number().then(|| format!("{du} DU"));
        }
        let (a_time, a_share) = match &self.left {
            Node::Series(Function::First | Function::WhenMax | Function::WhenMin, ..) => (true, false),
            Node::Series(Function::Share, ..) => (false, true),
            Node::Series(Function::Hours | Function::Count, ..) => (false, false),
            // Effects are shares of what is possible.
            Node::Series(_, name, ..) => (false, name.starts_with("effect.")),
            Node::Number(_) | Node::Sum(..) | Node::Of(..) | Node::Difference(..) => (false, false),
        };
        let in_percent = matches!(self.right, Node::Number(_)) && self.text.trim_end().ends_with('%');
        Some(match (a_time, a_share || in_percent) {
            (true, _) => say_duration(now),
            (false, true) => {
                let bound = 100.0 * value(&self.right, trace);
                // As fine as the bound is small.
                let fine = if bound.abs() >= 10.0 { 0 } else { digits(bound) };
                format!("{} %", apart(100.0 * now, bound, fine))
            }
            (false, false) => apart(now, value(&self.right, trace), digits(now)),
        })
    }

    /// What it is measured by, where it asks for a number of times another value of the run, and that number.
    fn measure(&self, trace: &Trace) -> Option<(f64, f64)> {
        let Node::Sum(l, '*', r) = &self.right else { return None };
        let Node::Number(times) = l.as_ref() else { return None };
        Some((value(r, trace), *times)).filter(|(of, _)| of.is_finite() && *of > 0.0)
    }

    /// What can be said of it after a part of a run that ends at `end_h`.
    #[must_use]
    pub fn so_far(&self, trace: &Trace, end_h: f64) -> SoFar {
        let now = trace.time_h.last().copied().unwrap_or(0.0);
        let open = SoFar::Open(self.met(trace));
        if now + SAME_H >= end_h {
            return if self.met(trace) { SoFar::Met } else { SoFar::Missed };
        }
        let (l, r) = (bounds(&self.left, trace, end_h), bounds(&self.right, trace, end_h));
        if [l.low, l.high, r.low, r.high].iter().any(|x| x.is_nan()) {
            // A window that is over and held no row has no value any more.
            return SoFar::Missed;
        }
        let (surely, never) = match self.order {
            Order::AtLeast => (l.low >= r.high, l.high < r.low),
            Order::AtMost => (l.high <= r.low, l.low > r.high),
            Order::Above => (l.low > r.high, l.high <= r.low),
            Order::Below => (l.high < r.low, l.low >= r.high),
        };
        match (surely && !l.or_none && !r.or_none, never) {
            (true, _) => SoFar::Met,
            (false, true) => SoFar::Missed,
            (false, false) => open,
        }
    }
}

fn bounds(node: &Node, trace: &Trace, end_h: f64) -> Bounds {
    match node {
        Node::Sum(l, op, r) => combined(bounds(l, trace, end_h), *op, bounds(r, trace, end_h)),
        Node::Series(function, name, window, low, high) => {
            let now = over_series(*function, name, window, *low, *high, trace);
            ahead(*function, now, window, (trace, name), end_h)
        }
        Node::Difference(_, _, window, Some(_)) => {
            ahead(Function::Difference, value(node, trace), window, (trace, ""), end_h)
        }
        Node::Number(_) | Node::Of(..) | Node::Difference(_, _, _, None) => Bounds::just(value(node, trace)),
    }
}

/// What a call that is worth `now` (NaN: nothing yet) may be worth at the end.
fn ahead(function: Function, now: f64, window: &Window, (trace, name): (&Trace, &str), end_h: f64) -> Bounds {
    let t = trace.time_h.last().copied().unwrap_or(f64::NEG_INFINITY);
    let to_h = function.known_by(window, end_h);
    if t + SAME_H >= to_h {
        return Bounds::just(now);
    }
    // What was given only grows.
    let least = if name.starts_with("given.") { trace.last(name).unwrap_or(0.0) } else { f64::NEG_INFINITY };
    let or = |other: f64| if now.is_nan() { other } else { now };
    let left_h = (to_h - t.max(window.from_h)).max(0.0);
    match function {
        Function::Min if least.is_finite() && !now.is_nan() => Bounds::just(now),
        Function::Min => Bounds::between(least, or(f64::INFINITY)),
        Function::Max => Bounds::between(or(least).max(least), f64::INFINITY),
        Function::At | Function::Now => Bounds::between(least, f64::INFINITY),
        Function::Mean => ANYTHING,
        Function::Share => Bounds::between(0.0, 1.0),
        Function::Hours => Bounds::between(or(0.0), or(0.0) + left_h + SAME_H),
        Function::Count => Bounds::between(or(0.0), f64::INFINITY),
        Function::First if !now.is_nan() => Bounds::just(now),
        Function::First => Bounds { or_none: true, ..Bounds::between(t.max(window.from_h), to_h) },
        Function::WhenMax | Function::WhenMin => Bounds::between(or(f64::INFINITY).min(t.max(window.from_h)), to_h),
        Function::Difference => Bounds::between(or(0.0), f64::INFINITY),
    }
}

fn combined(l: Bounds, op: char, r: Bounds) -> Bounds {
    let ends = |f: fn(f64, f64) -> f64| {
        let all = [f(l.low, r.low), f(l.low, r.high), f(l.high, r.low), f(l.high, r.high)];
        let found = |x: &f64| !x.is_nan();
        if all.iter().all(found) {
            (all.iter().copied().fold(f64::INFINITY, f64::min), all.iter().copied().fold(f64::NEG_INFINITY, f64::max))
        } else {
            (f64::NEG_INFINITY, f64::INFINITY)
        }
    };
    let or_none = l.or_none || r.or_none;
    if [l.low, l.high, r.low, r.high].iter().any(|x| x.is_nan()) {
        return Bounds::just(f64::NAN);
    }
    let (low, high) = match op {
        '+' => (l.low + r.low, l.high + r.high),
        '-' => (l.low - r.high, l.high - r.low),
        '*' => ends(|a, b| a * b),
        // What may be divided by nothing may become anything.
        _ if r.low <= 0.0 && r.high >= 0.0 => return Bounds { or_none: true, ..ANYTHING },
        _ => ends(|a, b| a / b),
    };
    Bounds { low, high, or_none }
}

/// Digits behind the point, so that there are three in all at most behind those that a number has.
fn digits(x: f64) -> usize {
    match x.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        _ => 2,
    }
}

/// A number with as many digits behind the point, and more where it would read like a bound that it is not.
fn apart(x: f64, bound: f64, digits: usize) -> String {
    let plain = |x: f64, digits: usize| {
        let text = format!("{x:.digits$}");
        // Rounding makes nothing less than nothing.
        let nought = text.chars().all(|letter| matches!(letter, '-' | '0' | '.'));
        if nought { text.trim_start_matches('-').to_owned() } else { text }
    };
    let more = (digits..digits + 3).map(|n| (plain(x, n), plain(bound, n))).find(|(x, bound)| x != bound);
    more.map_or_else(|| plain(x, digits), |(x, _)| x)
}
