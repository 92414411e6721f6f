//! Formulas in the part of MathML that SBML takes. Not here: which formulas there are ([`super::document`]).

use std::io;

use model::expr::{Expr, Op, Tape};
use quick_xml::Writer;
use quick_xml::events::BytesText;

use super::names::Symbols;

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
}

impl Formulas<'_> {
    /// The formula of `e`, by its name where it has one.
    ///
    /// # Errors
    /// The sink does not take it.
    pub fn whole(&self, w: &mut Sink, e: Expr) -> io::Result<()> {
        math(w, |w| self.part(w, e))
    }

    /// The formula of `e`, spelled out even where it has a name: what the name means.
    ///
    /// # Errors
    /// The sink does not take it.
    pub fn meaning(&self, w: &mut Sink, e: Expr) -> io::Result<()> {
        math(w, |w| self.spelled(w, e))
    }

    fn part(&self, w: &mut Sink, e: Expr) -> io::Result<()> {
        match self.symbols.of_expr(self.tape, e) {
            Some(id) => symbol(w, id),
            None => self.spelled(w, e),
        }
    }

    fn spelled(&self, w: &mut Sink, e: Expr) -> io::Result<()> {
        let Some(node) = self.tape.node(e) else {
            return number(w, if let Expr::Constant(v) = e { v } else { f64::NAN });
        };
        match node.op {
            Op::Input(_) => self.part(w, e),
            Op::Parameter(v) => number(w, v),
            // Adding a negative number is taking away.
            Op::Add(a, Expr::Constant(c)) | Op::Add(Expr::Constant(c), a) if c < 0.0 => apply(w, "minus", |w| {
                self.part(w, a)?;
                number(w, -c)
            }),
            Op::Add(..) => self.chain(w, "plus", e),
            Op::Mul(..) => self.chain(w, "times", e),
            Op::Sub(a, b) => self.apply(w, "minus", &[a, b]),
            Op::Div(a, b) => self.apply(w, "divide", &[a, b]),
            Op::Neg(a) => self.apply(w, "minus", &[a]),
            Op::Max(a, b) if self.is_negative_of(b, a) => self.apply(w, "abs", &[a]),
            Op::Max(a, b) => self.apply(w, "max", &[a, b]),
            Op::Pow(a, exponent) => apply(w, "power", |w| {
                self.part(w, a)?;
                number(w, exponent)
            }),
            Op::Choose(a, b, then, otherwise) => nested(w, "piecewise", |w| {
                nested(w, "piece", |w| {
                    self.part(w, then)?;
                    self.apply(w, "gt", &[a, b])
                })?;
                nested(w, "otherwise", |w| self.part(w, otherwise))
            }),
        }
    }

    fn is_negative_of(&self, b: Expr, a: Expr) -> bool {
        self.tape.node(b).is_some_and(|node| node.op == Op::Neg(a))
    }

    fn apply(&self, w: &mut Sink, what: &str, operands: &[Expr]) -> io::Result<()> {
        apply(w, what, |w| operands.iter().try_for_each(|e| self.part(w, *e)))
    }

    /// `((a + b) + c) + d` in one go; only the left is opened, so the order of operations stays.
    fn chain(&self, w: &mut Sink, what: &str, e: Expr) -> io::Result<()> {
        let mut operands = Vec::new();
        let mut left = e;
        loop {
            let named = left != e && self.symbols.of_expr(self.tape, left).is_some();
            match (what, self.tape.node(left).map(|n| &n.op)) {
                ("plus", Some(Op::Add(_, Expr::Constant(c)) | Op::Add(Expr::Constant(c), _))) if *c < 0.0 => break,
                ("plus", Some(Op::Add(a, b))) | ("times", Some(Op::Mul(a, b))) if !named => {
                    operands.push(*b);
                    left = *a;
                }
                _ => break,
            }
        }
        operands.push(left);
        operands.reverse();
        self.apply(w, what, &operands)
    }
}

/// `time >= at`.
///
/// # Errors
/// The sink does not take it.
pub fn due(w: &mut Sink, at_h: f64, unit: &str) -> io::Result<()> {
    math(w, |w| {
        apply(w, "geq", |w| {
            let time = w.create_element("csymbol").with_attributes([("encoding", "text"), ("definitionURL", TIME)]);
            time.write_text_content(BytesText::new("time"))?;
            let number = w.create_element("cn").with_attribute(("sbml:units", unit));
            number.write_text_content(BytesText::new(&at_h.to_string())).map(|_| ())
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

/// A number with all its digits: small and large ones as mantissa and exponent.
fn number(w: &mut Sink, value: f64) -> io::Result<()> {
    let size = value.abs();
    if !value.is_finite() {
        let name = if value.is_nan() { "notanumber" } else { "infinity" };
        if value == f64::NEG_INFINITY {
            return apply(w, "minus", |w| w.create_element(name).write_empty().map(|_| ()));
        }
        return w.create_element(name).write_empty().map(|_| ());
    }
    if size == 0.0 || (1e-4..1e9).contains(&size) {
        // Adding 0 makes -0 into 0.
        return w.create_element("cn").write_text_content(BytesText::new(&(value + 0.0).to_string())).map(|_| ());
    }
    let text = format!("{value:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let element = w.create_element("cn").with_attribute(("type", "e-notation"));
    let parts = element.write_inner_content(|w| {
        w.write_event(quick_xml::events::Event::Text(BytesText::new(mantissa)))?;
        w.create_element("sep").write_empty()?;
        w.write_event(quick_xml::events::Event::Text(BytesText::new(exponent)))
    });
    parts.map(|_| ())
}
