//! Recorded equations: a graph of shared nodes, each behind those that it needs. Not here: how equations are recorded
//! ([`crate::expr`]), and what is made of the graph: slopes ([`crate::slopes`]), quick programs ([`crate::code`]), export.

use std::collections::HashMap;

use crate::expr::Expr;
use crate::math;

/// What a node does. Operands come before it on the tape.
#[derive(Clone, Debug, PartialEq)]
pub enum Op {
    /// An input of the equations (a state, an inflow), by place.
    Input(usize),
    /// A named constant.
    Parameter(f64),
    /// `a + b`
    Add(Expr, Expr),
    /// `a - b`
    Sub(Expr, Expr),
    /// `a b`
    Mul(Expr, Expr),
    /// `a / b`
    Div(Expr, Expr),
    /// `-a`
    Neg(Expr),
    /// The larger of two.
    Max(Expr, Expr),
    /// `a` (never negative) to a constant power.
    Pow(Expr, f64),
    /// The third where the first is larger than the second, else the fourth.
    Choose(Expr, Expr, Expr, Expr),
}

impl Op {
    /// What it needs, in order.
    #[must_use]
    pub fn operands(&self) -> Vec<Expr> {
        match *self {
            Self::Input(_) | Self::Parameter(_) => Vec::new(),
            Self::Neg(a) | Self::Pow(a, _) => vec![a],
            Self::Add(a, b) | Self::Sub(a, b) | Self::Mul(a, b) | Self::Div(a, b) | Self::Max(a, b) => vec![a, b],
            Self::Choose(a, b, then, otherwise) => vec![a, b, then, otherwise],
        }
    }
}

/// A node and, where it has one, its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it does.
    pub op: Op,
    /// What it is called; always there for a parameter.
    pub name: Option<String>,
}

/// The graph: every node stands behind those that it needs.
#[derive(Clone, Debug, Default)]
pub struct Tape {
    nodes: Vec<Node>,
    known: HashMap<Key, u32>,
    parameters: HashMap<(String, u64), u32>,
}

/// An operation in a form that can be compared: kind, then operands as bits.
type Key = (u8, [(u8, u64); 4]);

fn bits(e: Expr) -> (u8, u64) {
    match e {
        // -0.0 and 0.0 are the same number here.
        Expr::Constant(v) => (1, (v + 0.0).to_bits()),
        Expr::Node(i) => (2, u64::from(i)),
    }
}

impl Tape {
    /// The nodes, each behind its operands.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The node behind an expression, unless it is a plain number.
    #[must_use]
    pub fn node(&self, e: Expr) -> Option<&Node> {
        match e {
            Expr::Constant(_) => None,
            Expr::Node(i) => self.nodes.get(i as usize),
        }
    }

    pub(crate) fn push(&mut self, op: Op, name: Option<String>) -> Expr {
        let at = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        self.nodes.push(Node { op, name });
        Expr::Node(at)
    }

    pub(crate) fn share(&mut self, op: Op) -> Expr {
        let none = (0, 0);
        let key: Key = match op {
            // These have places of their own.
            Op::Input(_) | Op::Parameter(_) => return self.push(op, None),
            // The order of two does not matter to the last bit.
            Op::Add(a, b) => (1, [bits(a).min(bits(b)), bits(a).max(bits(b)), none, none]),
            Op::Mul(a, b) => (2, [bits(a).min(bits(b)), bits(a).max(bits(b)), none, none]),
            Op::Max(a, b) => (3, [bits(a).min(bits(b)), bits(a).max(bits(b)), none, none]),
            Op::Sub(a, b) => (4, [bits(a), bits(b), none, none]),
            Op::Div(a, b) => (5, [bits(a), bits(b), none, none]),
            Op::Neg(a) => (6, [bits(a), none, none, none]),
            Op::Pow(a, e) => (7, [bits(a), (1, e.to_bits()), none, none]),
            Op::Choose(a, b, c, d) => (8, [bits(a), bits(b), bits(c), bits(d)]),
        };
        if let Some(at) = self.known.get(&key) {
            return Expr::Node(*at);
        }
        let e = self.push(op, None);
        if let Expr::Node(at) = e {
            self.known.insert(key, at);
        }
        e
    }

    /// A named constant; the same name with the same value is the same node.
    pub(crate) fn parameter(&mut self, value: f64, name: String) -> Expr {
        let key = (name, value.to_bits());
        if let Some(at) = self.parameters.get(&key) {
            return Expr::Node(*at);
        }
        let e = self.push(Op::Parameter(value), Some(key.0.clone()));
        if let Expr::Node(at) = e {
            self.parameters.insert(key, at);
        }
        e
    }

    pub(crate) fn call(&mut self, e: Expr, name: impl FnOnce() -> String) {
        if let Expr::Node(at) = e
            && let Some(node) = self.nodes.get_mut(at as usize)
            && node.name.is_none()
            && !matches!(node.op, Op::Input(_))
        {
            node.name = Some(name());
        }
    }

    /// Turns the parameter called `name`, whatever its value, into input number `input`. `false`: there is none.
    pub fn open(&mut self, name: &str, input: usize) -> bool {
        let mut found = false;
        for node in &mut self.nodes {
            if matches!(node.op, Op::Parameter(_)) && node.name.as_deref() == Some(name) {
                *node = Node { op: Op::Input(input), name: None };
                found = true;
            }
        }
        found
    }

    /// Whether it can be told that an expression is never negative (for inputs and parameters it cannot).
    pub(crate) fn never_negative(&self, e: Expr) -> bool {
        match e {
            Expr::Constant(v) => v >= 0.0,
            Expr::Node(_) => match self.node(e).map(|n| &n.op) {
                Some(Op::Max(a, b)) => self.never_negative(*a) || self.never_negative(*b),
                Some(Op::Pow(..)) => true,
                Some(Op::Add(a, b) | Op::Mul(a, b) | Op::Div(a, b)) => {
                    self.never_negative(*a) && self.never_negative(*b)
                }
                Some(Op::Choose(_, _, a, b)) => self.never_negative(*a) && self.never_negative(*b),
                Some(Op::Input(_) | Op::Parameter(_) | Op::Sub(..) | Op::Neg(_)) | None => false,
            },
        }
    }

    /// Which nodes `roots` need, directly or not; in order of the tape.
    #[must_use]
    pub fn needed(&self, roots: &[Expr]) -> Vec<bool> {
        let mut needed = vec![false; self.nodes.len()];
        let mark = |e: &Expr, needed: &mut Vec<bool>| {
            if let Expr::Node(at) = e
                && let Some(n) = needed.get_mut(*at as usize)
            {
                *n = true;
            }
        };
        roots.iter().for_each(|e| mark(e, &mut needed));
        for at in (0..self.nodes.len()).rev() {
            if needed[at] {
                self.nodes[at].op.operands().iter().for_each(|e| mark(e, &mut needed));
            }
        }
        needed
    }

    /// Works `roots` out with these inputs. A node of another tape counts as not a number.
    #[must_use]
    pub fn evaluate(&self, inputs: &[f64], roots: &[Expr]) -> Vec<f64> {
        fn at(values: &[f64], e: Expr) -> f64 {
            match e {
                Expr::Constant(v) => v,
                Expr::Node(i) => values.get(i as usize).copied().unwrap_or(f64::NAN),
            }
        }
        let mut values: Vec<f64> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            let v = |e: Expr| at(&values, e);
            let value = match node.op {
                Op::Input(i) => inputs.get(i).copied().unwrap_or(f64::NAN),
                Op::Parameter(p) => p,
                Op::Add(a, b) => v(a) + v(b),
                Op::Sub(a, b) => v(a) - v(b),
                Op::Mul(a, b) => v(a) * v(b),
                Op::Div(a, b) => v(a) / v(b),
                Op::Neg(a) => -v(a),
                Op::Max(a, b) => f64::max(v(a), v(b)),
                Op::Pow(a, e) => math::pow(v(a), e),
                Op::Choose(a, b, then, otherwise) => {
                    if v(a) > v(b) {
                        v(then)
                    } else {
                        v(otherwise)
                    }
                }
            };
            values.push(value);
        }
        roots.iter().map(|e| at(&values, *e)).collect()
    }
}
