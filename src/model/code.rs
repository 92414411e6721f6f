//! A recorded graph as a flat program: operations of one kind in long rows, so that a run of it is a few tight loops.
//! Values are those of the graph to the last bit. Not here: what the values mean ([`crate::program`]).

use std::collections::HashMap;

use crate::expr::Expr;
use crate::math;
use crate::tape::{Op, Tape};

/// What a row of operations does. Only what one needs is read of an [`Args`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Add,
    Sub,
    Mul,
    Div,
    Neg,
    Max,
    Pow,
    Choose,
    /// `a b + c`
    MulAdd,
    /// `c - a b`
    MulSub,
}

const KINDS: [Kind; 10] = [
    Kind::Add,
    Kind::Sub,
    Kind::Mul,
    Kind::Div,
    Kind::Neg,
    Kind::Max,
    Kind::Pow,
    Kind::Choose,
    Kind::MulAdd,
    Kind::MulSub,
];

/// Registers that an operation reads.
type Args = [u32; 4];

/// Operations of one kind, one behind the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Row {
    kind: Kind,
    count: usize,
}

/// A program. Its registers: the inputs, the constants, then what each operation gives, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Code {
    inputs: usize,
    constants: Vec<f64>,
    rows: Vec<Row>,
    args: Vec<Args>,
    outputs: Vec<u32>,
}

impl Code {
    /// The program that works out `roots` from so many inputs.
    pub fn of(tape: &Tape, inputs: usize, roots: &[Expr]) -> Self {
        let mut steps = Steps::of(tape, roots);
        let mut code = Self { inputs, ..Self::default() };
        code.place_constants(tape, roots, &mut steps);
        let first = inputs + code.constants.len();
        let mut waiting: [Vec<usize>; KINDS.len()] = core::array::from_fn(|_| Vec::new());
        for (at, step) in steps.all.iter().enumerate() {
            if step.needs == 0 {
                waiting[step.kind as usize].push(at);
            }
        }
        // The fullest row first: it runs on while its own results make more of its kind ready.
        while let Some(kind) = KINDS.into_iter().max_by_key(|k| waiting[*k as usize].len())
            && !waiting[kind as usize].is_empty()
        {
            let start = code.args.len();
            let mut row = core::mem::take(&mut waiting[kind as usize]);
            let mut next = 0;
            while let Some(at) = row.get(next).copied() {
                next += 1;
                let args = steps.all[at].args.map(|e| e.map_or(0, |e| steps.register(e)));
                let node = steps.all[at].node;
                steps.registers.insert(node, register(first + code.args.len()));
                code.args.push(args);
                for user in core::mem::take(&mut steps.all[at].users) {
                    let step = &mut steps.all[user];
                    step.needs -= 1;
                    if step.needs == 0 {
                        let ready = if step.kind == kind { &mut row } else { &mut waiting[step.kind as usize] };
                        ready.push(user);
                    }
                }
            }
            code.rows.push(Row { kind, count: code.args.len() - start });
        }
        code.outputs = roots.iter().map(|e| steps.register(*e)).collect();
        code
    }

    fn place_constants(&mut self, tape: &Tape, roots: &[Expr], steps: &mut Steps) {
        let used = steps.all.iter().flat_map(|s| s.args.into_iter().flatten()).chain(roots.iter().copied());
        for e in used.collect::<Vec<_>>() {
            match e {
                Expr::Constant(v) if !steps.constants.contains_key(&v.to_bits()) => {
                    steps.constants.insert(v.to_bits(), register(self.inputs + self.constants.len()));
                    self.constants.push(v);
                }
                Expr::Constant(_) => {}
                Expr::Node(at) => match tape.node(e).map(|n| &n.op) {
                    Some(Op::Input(i)) => {
                        steps.registers.insert(at, register(*i));
                    }
                    Some(Op::Parameter(v)) if !steps.registers.contains_key(&at) => {
                        steps.registers.insert(at, register(self.inputs + self.constants.len()));
                        self.constants.push(*v);
                    }
                    _ => {}
                },
            }
        }
    }

    /// Registers to run it in.
    pub fn registers(&self) -> Vec<f64> {
        let mut out = vec![0.0; self.inputs + self.constants.len() + self.args.len()];
        out[self.inputs..self.inputs + self.constants.len()].copy_from_slice(&self.constants);
        out
    }

    /// Number of operations.
    pub fn operations(&self) -> usize {
        self.args.len()
    }

    /// Runs it in its [`Code::registers`], whose first ones hold the inputs, and gives the results.
    pub fn run<'a>(&'a self, r: &'a mut [f64]) -> impl Iterator<Item = f64> + 'a {
        let mut out = self.inputs + self.constants.len();
        let mut args = &*self.args;
        for row in &self.rows {
            let (now, later) = args.split_at(row.count);
            args = later;
            macro_rules! each {
                ($([$($x:ident),+] => $value:expr)?) => {$(
                    for &[$($x),+, ..] in now {
                        $(let $x = r[$x as usize];)+
                        r[out] = $value;
                        out += 1;
                    }
                )?};
            }
            match row.kind {
                Kind::Add => each!([a, b] => a + b),
                Kind::Sub => each!([a, b] => a - b),
                Kind::Mul => each!([a, b] => a * b),
                Kind::Div => each!([a, b] => a / b),
                Kind::Neg => each!([a] => -a),
                Kind::Max => each!([a, b] => f64::max(a, b)),
                Kind::Pow => each!([a, b] => math::pow(a, b)),
                Kind::MulAdd => each!([a, b, c] => a * b + c),
                Kind::MulSub => each!([a, b, c] => c - a * b),
                Kind::Choose => {
                    for &[a, b, then, otherwise] in now {
                        let chosen = if r[a as usize] > r[b as usize] { then } else { otherwise };
                        r[out] = r[chosen as usize];
                        out += 1;
                    }
                }
            }
        }
        self.outputs.iter().map(|at| r[*at as usize])
    }
}

fn register(at: usize) -> u32 {
    u32::try_from(at).expect("a tape has fewer nodes than u32 has numbers")
}

/// An operation before its place is known.
struct Step {
    node: u32,
    kind: Kind,
    args: [Option<Expr>; 4],
    /// Operations that it still waits for.
    needs: usize,
    users: Vec<usize>,
}

/// The operations of a program, in the order of the tape.
struct Steps {
    all: Vec<Step>,
    registers: HashMap<u32, u32>,
    constants: HashMap<u64, u32>,
}

impl Steps {
    fn of(tape: &Tape, roots: &[Expr]) -> Self {
        let needed = tape.needed(roots);
        let swallowed = swallowed(tape, &needed, roots);
        let mut steps: Vec<Step> = Vec::new();
        let mut made: HashMap<u32, usize> = HashMap::new();
        for (at, node) in tape.nodes().iter().enumerate().filter(|(at, _)| needed[*at] && !swallowed[*at]) {
            let product = |e: Expr| match (e, tape.node(e).map(|n| &n.op)) {
                (Expr::Node(i), Some(Op::Mul(a, b))) if swallowed[i as usize] => Some((*a, *b)),
                _ => None,
            };
            let Some((kind, args)) = instruction(&node.op, product) else { continue };
            let place = steps.len();
            let mut step = Step { node: register(at), kind, args, needs: 0, users: Vec::new() };
            for e in args.into_iter().flatten() {
                if let Expr::Node(i) = e
                    && let Some(before) = made.get(&i)
                {
                    step.needs += 1;
                    steps[*before].users.push(place);
                }
            }
            made.insert(step.node, place);
            steps.push(step);
        }
        Self { all: steps, registers: HashMap::new(), constants: HashMap::new() }
    }

    fn register(&self, e: Expr) -> u32 {
        let found = match e {
            Expr::Constant(v) => self.constants.get(&v.to_bits()),
            Expr::Node(at) => self.registers.get(&at),
        };
        *found.expect("operands come before those that need them")
    }
}

/// Which products go into the one sum that needs them.
fn swallowed(tape: &Tape, needed: &[bool], roots: &[Expr]) -> Vec<bool> {
    let mut uses = vec![0_usize; needed.len()];
    let operands = tape.nodes().iter().zip(needed).filter(|(_, needed)| **needed).flat_map(|(n, _)| n.op.operands());
    // A root is used twice at least: its value must be there.
    for e in operands.chain(roots.iter().copied()).chain(roots.iter().copied()) {
        if let Expr::Node(i) = e {
            uses[i as usize] += 1;
        }
    }
    let mut out = vec![false; needed.len()];
    for (node, _) in tape.nodes().iter().zip(needed).filter(|(_, needed)| **needed) {
        let candidates = match node.op {
            Op::Add(a, b) => [Some(a), Some(b)],
            Op::Sub(_, b) => [Some(b), None],
            Op::Input(_) | Op::Parameter(_) | Op::Mul(..) | Op::Div(..) => continue,
            Op::Neg(_) | Op::Max(..) | Op::Pow(..) | Op::Choose(..) => continue,
        };
        for e in candidates.into_iter().flatten() {
            if let Expr::Node(i) = e
                && uses[i as usize] == 1
                && matches!(tape.node(e).map(|n| &n.op), Some(Op::Mul(..)))
            {
                out[i as usize] = true;
                break;
            }
        }
    }
    out
}

/// The instruction for an operation; `product` gives the factors of what was swallowed. `None`: nothing to do.
fn instruction(op: &Op, product: impl Fn(Expr) -> Option<(Expr, Expr)>) -> Option<(Kind, [Option<Expr>; 4])> {
    let two = |kind, a, b| Some((kind, [Some(a), Some(b), None, None]));
    let three = |kind, (a, b): (Expr, Expr), c| Some((kind, [Some(a), Some(b), Some(c), None]));
    match *op {
        Op::Input(_) | Op::Parameter(_) => None,
        Op::Add(a, b) => match (product(a), product(b)) {
            (Some(factors), _) => three(Kind::MulAdd, factors, b),
            (None, Some(factors)) => three(Kind::MulAdd, factors, a),
            (None, None) => two(Kind::Add, a, b),
        },
        Op::Sub(a, b) => match product(b) {
            Some(factors) => three(Kind::MulSub, factors, a),
            None => two(Kind::Sub, a, b),
        },
        Op::Mul(a, b) => two(Kind::Mul, a, b),
        Op::Div(a, b) => two(Kind::Div, a, b),
        Op::Neg(a) => Some((Kind::Neg, [Some(a), None, None, None])),
        Op::Max(a, b) => two(Kind::Max, a, b),
        Op::Pow(a, exponent) => two(Kind::Pow, a, Expr::Constant(exponent)),
        Op::Choose(a, b, then, otherwise) => Some((Kind::Choose, [Some(a), Some(b), Some(then), Some(otherwise)])),
    }
}
