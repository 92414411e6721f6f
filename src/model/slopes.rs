//! What the solver needs of recorded equations: parameters put in as numbers, the slope of every rate with respect to
//! every state it depends on, and every branch with the slopes of its margin. Slopes are exact: the rules of
//! differentiation, applied to the graph. Not here: working any of it out quickly ([`crate::code`]).

use crate::expr::{Expr, record, record_flow, record_on};
use crate::real::{Flow, Real};
use crate::tape::{Op, Tape};

/// Below this a power has no slope: it would be too steep for a number.
const TINY: f64 = 1e-280;

/// The slopes of one number: state and slope, by state. What is not there is 0.
pub(crate) type Slopes = Vec<(usize, Expr)>;

/// A branch of the equations: it turns where its margin passes 0.
#[derive(Clone, Debug)]
pub(crate) struct Turn {
    /// First operand less the second.
    pub margin: Expr,
    /// Whether a margin of 0 counts as the first (of two equal numbers the first is the larger).
    pub tie_is_first: bool,
    /// Slopes of the margin.
    pub slopes: Slopes,
}

/// Equations of states and inputs, with their slopes, on one tape.
#[derive(Clone, Debug)]
pub(crate) struct Derived {
    pub tape: Tape,
    pub rates: Vec<Expr>,
    pub slopes: Vec<Slopes>,
    pub turns: Vec<Turn>,
}

/// Records a flow and finds its slopes. Inputs of the tape: the states, then what acts switch ([`Flow::switched`]).
pub(crate) fn derive(flow: &impl Flow) -> Derived {
    let states = flow.states();
    let (mut named, rates) = record_flow(flow);
    let switched = flow.switched();
    for (i, name) in switched.iter().enumerate() {
        named.open(name, states + i);
    }
    let (plain, rates) = record(states + switched.len(), |inputs| put_in(&named, inputs, &rates));
    let nodes: Vec<Op> = plain.nodes().iter().map(|n| n.op.clone()).collect();
    let needed = plain.needed(&rates);
    let (tape, (slopes, turns)) = record_on(plain, || {
        let mut known: Vec<Slopes> = Vec::with_capacity(nodes.len());
        let mut turns = Vec::new();
        for (at, op) in nodes.iter().enumerate() {
            if !needed[at] {
                known.push(Slopes::new());
                continue;
            }
            let node = u32::try_from(at).expect("a tape's places are u32");
            known.push(slopes_of(op, Expr::Node(node), states, &known));
            turns.extend(turn(op, &known));
        }
        (rates.iter().map(|e| of(*e, &known)).collect(), turns)
    });
    Derived { tape, rates, slopes, turns }
}

/// Writes the equations down anew with all parameters as numbers, which folds what can be folded.
fn put_in(named: &Tape, inputs: &[Expr], roots: &[Expr]) -> Vec<Expr> {
    let needed = named.needed(roots);
    let mut new: Vec<Expr> = Vec::with_capacity(needed.len());
    let find = |new: &[Expr], e: Expr| match e {
        Expr::Constant(_) => e,
        Expr::Node(i) => new[i as usize],
    };
    for (node, needed) in named.nodes().iter().zip(&needed) {
        let e = |e: Expr| find(&new, e);
        let done = match node.op {
            _ if !needed => Expr::of(0.0),
            Op::Input(i) => inputs[i],
            Op::Parameter(v) => Expr::of(v),
            Op::Add(a, b) => e(a) + e(b),
            Op::Sub(a, b) => e(a) - e(b),
            Op::Mul(a, b) => e(a) * e(b),
            Op::Div(a, b) => e(a) / e(b),
            Op::Neg(a) => -e(a),
            Op::Max(a, b) => e(a).max(e(b)),
            Op::Pow(a, exponent) => e(a).pow(exponent),
            Op::Choose(a, b, then, otherwise) => Expr::choose(e(a), e(b), e(then), e(otherwise)),
        };
        new.push(done);
    }
    roots.iter().map(|e| find(&new, *e)).collect()
}

fn of(e: Expr, known: &[Slopes]) -> Slopes {
    match e {
        Expr::Constant(_) => Slopes::new(),
        Expr::Node(i) => known[i as usize].clone(),
    }
}

/// Slopes made of those of two numbers, state by state, 0 where one has none.
fn merge(a: &Slopes, b: &Slopes, with: impl Fn(Expr, Expr) -> Expr) -> Slopes {
    let zero = Expr::of(0.0);
    let (mut i, mut j) = (0, 0);
    let mut out = Slopes::with_capacity(a.len().max(b.len()));
    while i < a.len() || j < b.len() {
        let (x, y) = (a.get(i), b.get(j));
        let state = x.into_iter().chain(y).map(|s| s.0).min().unwrap_or(0);
        let of_x = x.filter(|s| s.0 == state).map(|s| s.1);
        let of_y = y.filter(|s| s.0 == state).map(|s| s.1);
        (i, j) = (i + usize::from(of_x.is_some()), j + usize::from(of_y.is_some()));
        let slope = with(of_x.unwrap_or(zero), of_y.unwrap_or(zero));
        if slope != zero {
            out.push((state, slope));
        }
    }
    out
}

/// The slopes of a node, given those of what it needs.
fn slopes_of(op: &Op, node: Expr, states: usize, known: &[Slopes]) -> Slopes {
    let d = |e: Expr| of(e, known);
    let zero = Expr::of(0.0);
    match *op {
        Op::Input(i) if i < states => vec![(i, Expr::of(1.0))],
        Op::Input(_) | Op::Parameter(_) => Slopes::new(),
        Op::Add(a, b) => merge(&d(a), &d(b), |x, y| x + y),
        Op::Sub(a, b) => merge(&d(a), &d(b), |x, y| x - y),
        Op::Mul(a, b) => merge(&d(a), &d(b), |x, y| x * b + y * a),
        Op::Div(a, b) => {
            let per = Expr::of(1.0) / b;
            merge(&d(a), &d(b), |x, y| (x - node * y) * per)
        }
        Op::Neg(a) => merge(&d(a), &Slopes::new(), |x, _| -x),
        // At a tie with a constant the other's slope counts: an empty compartment is one that may fill.
        Op::Max(a @ Expr::Constant(_), b) => merge(&d(b), &Slopes::new(), |y, _| Expr::choose(a, b, zero, y)),
        Op::Max(a, b) => merge(&d(a), &d(b), |x, y| Expr::choose(b, a, y, x)),
        Op::Pow(a, exponent) => {
            let steep = Expr::choose(a, Expr::of(TINY), node / a * exponent, zero);
            merge(&d(a), &Slopes::new(), |x, _| x * steep)
        }
        Op::Choose(a, b, then, otherwise) => merge(&d(then), &d(otherwise), |x, y| Expr::choose(a, b, x, y)),
    }
}

/// The branch that a node is, if it is one that a change of the states may turn.
fn turn(op: &Op, known: &[Slopes]) -> Option<Turn> {
    let (a, b, tie_is_first) = match *op {
        Op::Max(a, b) => (a, b, true),
        Op::Choose(a, b, ..) => (a, b, false),
        Op::Input(_) | Op::Parameter(_) | Op::Add(..) | Op::Sub(..) => return None,
        Op::Mul(..) | Op::Div(..) | Op::Neg(_) | Op::Pow(..) => return None,
    };
    let slopes = merge(&of(a, known), &of(b, known), |x, y| x - y);
    (!slopes.is_empty()).then(|| Turn { margin: a - b, tie_is_first, slopes })
}
