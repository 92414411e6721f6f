//! Formulas in the part of `MathML` that SBML takes. Not here: which formulas there are ([`super::document`]).

use std::io;

use model::expr::Expr;
use model::tape::{Op, Tape};
use quick_xml::Writer;
use quick_xml::events::{BytesText, Event as Xml};

use super::names::Symbols;
use super::units::Unit;

const MATHML: &str = "http://www.w3.org/1998/Math/MathML";
const TIME: &str = "http://www.sbml.org/sbml/symbols/time";

/// Where formulas go.
pub type Sink = Writer<Vec<u8>>;

/// Writes formulas over one tape.
#[derive(Clone, Copy, Debug)]
pub struct Formulas<'a> {
    /// The graph.
    pub tape: &'a Tape,
    /// What has a name.
    pub symbols: &'a Symbols,
    /// The unit of every node.
    pub units: &'a [Unit],
}

impl Formulas<'_> {
    /// The formula of `e`, by its name where it has one. A plain number has unit `unit`.
    ///
    /// # Errors
    /// The sink does not take it.
    pub fn whole(&self, w: &mut Sink, e: Expr, unit: Unit) -> io::Result<()> {
        math(w, |w| self.part(w, e, unit))
    }

    /// The formula of `e`, spelled out even where it has a name: what the name means.
    ///
    /// # Errors
    /// The sink does not take it.
    pub fn meaning(&self, w: &mut Sink, e: Expr) -> io::Result<()> {
        math(w, |w| self.spelled(w, e, Unit::PLAIN))
    }

    /// The unit of an expression; a plain number has none of its own.
    #[must_use]
    pub fn unit(&self, e: Expr) -> Option<Unit> {
        if let Expr::Node(at) = e { self.units.get(at as usize).copied() } else { None }
    }

    fn part(&self, w: &mut Sink, e: Expr, unit: Unit) -> io::Result<()> {
        match self.symbols.of_expr(self.tape, e) {
            Some(id) => symbol(w, id),
            None => self.spelled(w, e, unit),
        }
    }

    fn spelled(&self, w: &mut Sink, e: Expr, unit: Unit) -> io::Result<()> {
        let Some(node) = self.tape.node(e) else {
            return number(w, if let Expr::Constant(v) = e { v } else { f64::NAN }, unit);
        };
        match node.op {
            Op::Input(_) => self.part(w, e, unit),
            Op::Parameter(v) => number(w, v, self.unit(e).unwrap_or_default()),
            // Adding a negative number is taking away.
            Op::Add(a, Expr::Constant(c)) | Op::Add(Expr::Constant(c), a) if c < 0.0 => {
                self.alike(w, "minus", &[a, Expr::Constant(-c)])
            }
            Op::Add(..) => self.alike(w, "plus", &self.chain(true, e)),
            Op::Mul(..) => self.factors(w, "times", &self.chain(false, e)),
            Op::Sub(a, b) => self.alike(w, "minus", &[a, b]),
            Op::Div(a, b) => self.factors(w, "divide", &[a, b]),
            Op::Neg(a) => self.alike(w, "minus", &[a]),
            Op::Max(a, b) if self.is_negative_of(b, a) => self.alike(w, "abs", &[a]),
            Op::Max(a, b) => self.alike(w, "max", &[a, b]),
            Op::Pow(a, exponent) => self.factors(w, "power", &[a, Expr::Constant(exponent)]),
            Op::Choose(a, b, then, otherwise) => {
                let unit = self.shared(&[then, otherwise]);
                nested(w, "piecewise", |w| {
                    nested(w, "piece", |w| {
                        self.part(w, then, unit)?;
                        self.alike(w, "gt", &[a, b])
                    })?;
                    nested(w, "otherwise", |w| self.part(w, otherwise, unit))
                })
            }
        }
    }

    fn is_negative_of(&self, b: Expr, a: Expr) -> bool {
        self.tape.node(b).is_some_and(|node| node.op == Op::Neg(a))
    }

    /// The unit of the first that has one.
    fn shared(&self, operands: &[Expr]) -> Unit {
        operands.iter().find_map(|e| self.unit(*e)).unwrap_or_default()
    }

    /// An operation on things of one unit.
    fn alike(&self, w: &mut Sink, what: &str, operands: &[Expr]) -> io::Result<()> {
        let unit = self.shared(operands);
        apply(w, what, |w| operands.iter().try_for_each(|e| self.part(w, *e, unit)))
    }

    /// An operation on things of any unit, where numbers are plain.
    fn factors(&self, w: &mut Sink, what: &str, operands: &[Expr]) -> io::Result<()> {
        apply(w, what, |w| operands.iter().try_for_each(|e| self.part(w, *e, Unit::PLAIN)))
    }

    /// The operands of `((a + b) + c) + d`, or of the same with factors; only the left is opened, so the order of
    /// operations stays.
    fn chain(&self, sum: bool, e: Expr) -> Vec<Expr> {
        let mut operands = Vec::new();
        let mut left = e;
        loop {
            let named = left != e && self.symbols.of_expr(self.tape, left).is_some();
            match self.tape.node(left).map(|n| &n.op) {
                Some(Op::Add(_, Expr::Constant(c)) | Op::Add(Expr::Constant(c), _)) if *c < 0.0 => break,
                Some(Op::Add(a, b)) if sum && !named => {
                    operands.push(*b);
                    left = *a;
                }
                Some(Op::Mul(a, b)) if !sum && !named => {
                    operands.push(*b);
                    left = *a;
                }
                _ => break,
            }
        }
        operands.push(left);
        operands.reverse();
        operands
    }
}

/// `time >= at`.
///
/// # Errors
/// The sink does not take it.
pub fn due(w: &mut Sink, at_h: f64) -> io::Result<()> {
    math(w, |w| {
        apply(w, "geq", |w| {
            let time = w.create_element("csymbol").with_attributes([("encoding", "text"), ("definitionURL", TIME)]);
            time.write_text_content(BytesText::new("time"))?;
            number(w, at_h, Unit::HOUR)
        })
    })
}

fn math(w: &mut Sink, inner: impl FnOnce(&mut Sink) -> io::Result<()>) -> io::Result<()> {
    w.create_element("math").with_attribute(("xmlns", MATHML)).write_inner_content(inner).map(|_| ())
}

fn nested(w: &mut Sink, what: &str, inner: impl FnOnce(&mut Sink) -> io::Result<()>) -> io::Result<()> {
    w.create_element(what).write_inner_content(inner).map(|_| ())
}

fn apply(w: &mut Sink, what: &str, inner: impl FnOnce(&mut Sink) -> io::Result<()>) -> io::Result<()> {
    nested(w, "apply", |w| {
        w.create_element(what).write_empty()?;
        inner(w)
    })
}

fn symbol(w: &mut Sink, id: &str) -> io::Result<()> {
    w.create_element("ci").write_text_content(BytesText::new(id)).map(|_| ())
}

/// A number with all its digits and its unit: small and large ones as mantissa and exponent.
fn number(w: &mut Sink, value: f64, unit: Unit) -> io::Result<()> {
    let size = value.abs();
    if !value.is_finite() {
        let name = if value.is_nan() { "notanumber" } else { "infinity" };
        if value == f64::NEG_INFINITY {
            return apply(w, "minus", |w| w.create_element(name).write_empty().map(|_| ()));
        }
        return w.create_element(name).write_empty().map(|_| ());
    }
    let unit = unit.id();
    let element = w.create_element("cn").with_attribute(("sbml:units", unit.as_str()));
    if size == 0.0 || (1e-4..1e9).contains(&size) {
        // Adding 0 makes -0 into 0.
        return element.write_text_content(BytesText::new(&(value + 0.0).to_string())).map(|_| ());
    }
    let text = format!("{value:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let parts = element.with_attribute(("type", "e-notation")).write_inner_content(|w| {
        w.write_event(Xml::Text(BytesText::new(mantissa)))?;
        w.create_element("sep").write_empty()?;
        w.write_event(Xml::Text(BytesText::new(exponent)))
    });
    parts.map(|_| ())
}
