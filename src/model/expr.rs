//! The equations read as text: a [`Real`] that writes down what is done to it. One run of [`Flow::flow`] with it gives
//! the whole right-hand side as a graph of shared nodes ([`crate::tape`]), for the solver and for export. Not here: how a
//! format writes a formula.
//!
//! Constants are folded and equal nodes are shared, so that what comes out is no longer than what was meant. Folding
//! never changes the order of operations: the graph gives what plain numbers give, to the last digits.

use core::cell::RefCell;
use core::ops::{Add, Div, Mul, Neg, Sub};

use crate::real::{Flow, Real};
use crate::tape::{Op, Tape};

/// A number that remembers where it came from. It belongs to the [`record`] in which it was made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Expr {
    /// A number without a name.
    Constant(f64),
    /// A node of the tape, by place.
    Node(u32),
}

thread_local! {
    /// What is being recorded on this thread.
    static TAPE: RefCell<Tape> = RefCell::default();
}

fn on_tape<T>(act: impl FnOnce(&mut Tape) -> T) -> T {
    TAPE.with(|tape| act(&mut tape.borrow_mut()))
}

/// Records what `equations` does with `inputs` fresh inputs; gives the tape and what `equations` gives.
pub fn record<T>(inputs: usize, equations: impl FnOnce(&[Expr]) -> T) -> (Tape, T) {
    record_on(Tape::default(), || {
        let fresh: Vec<Expr> = (0..inputs).map(|i| on_tape(|tape| tape.push(Op::Input(i), None))).collect();
        equations(&fresh)
    })
}

/// Goes on with a tape that was recorded before; its expressions hold on it.
pub(crate) fn record_on<T>(tape: Tape, equations: impl FnOnce() -> T) -> (Tape, T) {
    let outside = on_tape(|recording| core::mem::replace(recording, tape));
    let out = equations();
    (on_tape(|recording| core::mem::replace(recording, outside)), out)
}

/// Records the rates of change of a flow; its states are the inputs.
pub fn record_flow(flow: &impl Flow) -> (Tape, Vec<Expr>) {
    let n = flow.states();
    record(n, |y| {
        let mut rates = vec![Expr::Constant(0.0); n];
        flow.flow(y, &mut rates);
        rates
    })
}

const ZERO: Expr = Expr::Constant(0.0);
const ONE: Expr = Expr::Constant(1.0);

impl Add for Expr {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        match (self, other) {
            (Self::Constant(a), Self::Constant(b)) => Self::Constant(a + b),
            (ZERO, e) | (e, ZERO) => e,
            // a + (-b), as a reader would write it; the value is the same to the last bit.
            (a, b) => on_tape(|tape| match tape.node(b).map(|n| (&n.op, &n.name)) {
                Some((&Op::Neg(b), None)) => tape.share(Op::Sub(a, b)),
                _ => tape.share(Op::Add(a, b)),
            }),
        }
    }
}

impl Sub for Expr {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        match (self, other) {
            (Self::Constant(a), Self::Constant(b)) => Self::Constant(a - b),
            (a, ZERO) => a,
            (ZERO, b) => -b,
            (a, b) => on_tape(|tape| match tape.node(b).map(|n| (&n.op, &n.name)) {
                Some((&Op::Neg(b), None)) => tape.share(Op::Add(a, b)),
                _ => tape.share(Op::Sub(a, b)),
            }),
        }
    }
}

impl Mul for Expr {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        match (self, other) {
            (Self::Constant(a), Self::Constant(b)) => Self::Constant(a * b),
            (ZERO, _) | (_, ZERO) => ZERO,
            (ONE, e) | (e, ONE) => e,
            (a, b) => on_tape(|tape| tape.share(Op::Mul(a, b))),
        }
    }
}

impl Div for Expr {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        match (self, other) {
            (Self::Constant(a), Self::Constant(b)) => Self::Constant(a / b),
            (ZERO, _) => ZERO,
            (a, ONE) => a,
            (a, b) => on_tape(|tape| tape.share(Op::Div(a, b))),
        }
    }
}

impl Neg for Expr {
    type Output = Self;

    fn neg(self) -> Self {
        match self {
            Self::Constant(a) => Self::Constant(-a),
            Self::Node(_) => on_tape(|tape| match tape.node(self).map(|n| (&n.op, &n.name)) {
                Some((&Op::Neg(a), None)) => a,
                _ => tape.share(Op::Neg(self)),
            }),
        }
    }
}

impl Mul<f64> for Expr {
    type Output = Self;

    fn mul(self, other: f64) -> Self {
        self * Self::Constant(other)
    }
}

impl Add<f64> for Expr {
    type Output = Self;

    fn add(self, other: f64) -> Self {
        self + Self::Constant(other)
    }
}

impl Real for Expr {
    fn of(value: f64) -> Self {
        Self::Constant(value)
    }

    fn parameter(value: f64, name: impl FnOnce() -> String) -> Self {
        let name = name();
        on_tape(|tape| tape.parameter(value, name))
    }

    fn called(self, name: impl FnOnce() -> String) -> Self {
        on_tape(|tape| tape.call(self, name));
        self
    }

    fn max(self, other: Self) -> Self {
        match (self, other) {
            (Self::Constant(a), Self::Constant(b)) => Self::Constant(a.max(b)),
            (a, b) if a == b => a,
            (ZERO, e) | (e, ZERO) if on_tape(|tape| tape.never_negative(e)) => e,
            (a, b) => on_tape(|tape| tape.share(Op::Max(a, b))),
        }
    }

    fn pow(self, exponent: f64) -> Self {
        match self {
            Self::Constant(a) => Self::Constant(Real::pow(a, exponent)),
            // Below 0 counts as 0; to the power of 1 is the number itself.
            Self::Node(_) => {
                let base = self.positive();
                if exponent == 1.0 { base } else { on_tape(|tape| tape.share(Op::Pow(base, exponent))) }
            }
        }
    }

    fn choose(a: Self, b: Self, then: Self, otherwise: Self) -> Self {
        match (a, b) {
            (Self::Constant(x), Self::Constant(y)) => {
                if x > y {
                    then
                } else {
                    otherwise
                }
            }
            _ if then == otherwise => then,
            _ => on_tape(|tape| tape.share(Op::Choose(a, b, then, otherwise))),
        }
    }
}
