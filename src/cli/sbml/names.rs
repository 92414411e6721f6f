//! Identifiers of SBML (`SId`) for names of ours, each once, and which nodes of the graph get one.
//! Not here: what is written about them ([`super::document`]).

use std::collections::HashSet;

use model::expr::Expr;
use model::tape::{Op, Tape};

use super::equations::Equations;

/// Operations in an unnamed expression that is used more than once, above which it is written only once.
const LARGE: usize = 6;

/// Gives every name an identifier of its own.
#[derive(Debug, Default)]
pub struct Ids {
    taken: HashSet<String>,
}

impl Ids {
    /// With the words that mean something already.
    #[must_use]
    pub fn new() -> Self {
        let words = ["time", "delay", "avogadro", "pi", "exponentiale", "true", "false", "body", "model"];
        Self { taken: words.map(str::to_owned).into() }
    }

    /// An identifier for `name`: letters, digits and underscores, not beginning with a digit, not given before.
    pub fn give(&mut self, name: &str) -> String {
        let mut id: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        if !id.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
            id.insert(0, '_');
        }
        let mut free = id.clone();
        let mut n = 2;
        while !self.taken.insert(free.clone()) {
            free = format!("{id}_{n}");
            n += 1;
        }
        free
    }
}

/// Identifiers of everything that the formulas may name.
#[derive(Debug, Default)]
pub struct Symbols {
    /// Of each input of the tape.
    pub inputs: Vec<String>,
    /// Of each node of the tape that has one.
    pub nodes: Vec<Option<String>>,
    /// Of each series; empty where a node of that name stands for it.
    pub series: Vec<Option<String>>,
    /// Of each event.
    pub events: Vec<String>,
}

impl Symbols {
    /// Identifiers for `equations`.
    #[must_use]
    pub fn of(equations: &Equations) -> Self {
        let mut ids = Ids::new();
        let tape = &equations.tape;
        let inputs = equations.inputs().map(|v| ids.give(&v.name)).collect();
        let roots = equations.roots();
        let needed = tape.needed(&roots);
        let mut nodes: Vec<Option<String>> = vec![None; tape.nodes().len()];
        for (at, node) in tape.nodes().iter().enumerate() {
            if let (true, Some(name)) = (needed[at], &node.name) {
                nodes[at] = Some(ids.give(name));
            }
        }
        name_large(tape, &roots, &needed, &mut nodes, &mut ids);
        let series = equations.series.iter().map(|s| {
            let known = tape.node(s.is).is_some_and(|node| node.name.as_ref() == Some(&s.name));
            if known { None } else { Some(ids.give(&s.name)) }
        });
        let series = series.collect();
        let events = (1..=equations.events.len()).map(|n| ids.give(&format!("event_{n}"))).collect();
        Self { inputs, nodes, series, events }
    }

    /// The identifier that stands for an expression, where there is one.
    #[must_use]
    pub fn of_expr(&self, tape: &Tape, e: Expr) -> Option<&str> {
        let Expr::Node(at) = e else { return None };
        match tape.node(e)?.op {
            Op::Input(i) => self.inputs.get(i).map(String::as_str),
            Op::Parameter(_)
            | Op::Add(..)
            | Op::Sub(..)
            | Op::Mul(..)
            | Op::Div(..)
            | Op::Neg(_)
            | Op::Max(..)
            | Op::Pow(..)
            | Op::Choose(..) => self.nodes.get(at as usize)?.as_deref(),
        }
    }
}

/// Names for what is used more than once and too long to be written twice.
fn name_large(tape: &Tape, roots: &[Expr], needed: &[bool], nodes: &mut [Option<String>], ids: &mut Ids) {
    let mut uses = vec![0_usize; nodes.len()];
    let mut count = |e: &Expr| {
        if let Expr::Node(at) = e
            && let Some(n) = uses.get_mut(*at as usize)
        {
            *n += 1;
        }
    };
    roots.iter().for_each(&mut count);
    let used = tape.nodes().iter().zip(needed).filter(|(_, needed)| **needed);
    used.for_each(|(node, _)| node.op.operands().iter().for_each(&mut count));
    let mut sizes = vec![0_usize; nodes.len()];
    let mut n = 0;
    for (at, node) in tape.nodes().iter().enumerate() {
        if !needed[at] || matches!(node.op, Op::Input(_) | Op::Parameter(_)) {
            continue;
        }
        let size = |e: &Expr| match e {
            Expr::Node(i) if nodes[*i as usize].is_none() => sizes[*i as usize],
            Expr::Node(_) | Expr::Constant(_) => 0,
        };
        sizes[at] = 1 + node.op.operands().iter().map(size).sum::<usize>();
        if nodes[at].is_none() && uses[at] > 1 && sizes[at] >= LARGE {
            n += 1;
            nodes[at] = Some(ids.give(&format!("shared_{n}")));
        }
    }
}
