//! Goals: small expressions over the series of a run, which a teacher can read and write.
//!
//! ```text
//! min(receptors.surface, 0s..5min) >= 95%
//! mean(effect.dilation, 1d..7d, daily 8h..20h) >= 60%
//! at(effect.relief, 30d) >= 0.9 * max(effect.relief, 0h..12h)
//! ```
//!
//! Functions: `min max mean at share first when_max`. Numbers may end in `%`; durations (`90s 5min 4h 28d 2w`) are
//! hours. Not a programming language: no names of one's own, no conditions.

use core::fmt;

use crate::quantity::duration_h;
use crate::trace::Trace;

/// A window of time: from-to in hours, and hours of the day.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Window {
    from_h: f64,
    to_h: f64,
    daily: Option<(f64, f64)>,
}

#[derive(Clone, Debug, PartialEq)]
enum Node {
    Number(f64),
    Series(Function, String, Window, f64, f64),
    Sum(Box<Node>, char, Box<Node>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Function {
    Min,
    Max,
    Mean,
    At,
    Share,
    First,
    WhenMax,
}

const FUNCTIONS: [(&str, Function); 7] = [
    ("min", Function::Min),
    ("max", Function::Max),
    ("mean", Function::Mean),
    ("at", Function::At),
    ("share", Function::Share),
    ("first", Function::First),
    ("when_max", Function::WhenMax),
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
        Function::At => f64::NAN,
    }
}

/// Longest expression, in bytes: sums nest as they grow, and reading, judging and dropping them all recurse.
pub const MAX_LENGTH: usize = 1000;
/// Most brackets within brackets.
pub const MAX_DEPTH: usize = 32;

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    known: &'a dyn Fn(&str) -> bool,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, known: &'a dyn Fn(&str) -> bool) -> Result<Self, ExpressionError> {
        let reader = Self { text, at: 0, depth: 0, known };
        if text.len() > MAX_LENGTH {
            return Err(reader.wrong(&format!("the expression is too long; allowed: {MAX_LENGTH} characters")));
        }
        Ok(reader)
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn skip(&mut self) {
        let spaces = self.rest().len() - self.rest().trim_start().len();
        self.at += spaces;
    }

    fn wrong(&self, what: &str) -> ExpressionError {
        ExpressionError { at: self.text[..self.at].chars().count() + 1, what: what.to_owned() }
    }

    fn eat(&mut self, token: &str) -> bool {
        self.skip();
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    fn need(&mut self, token: &str) -> Result<(), ExpressionError> {
        if self.eat(token) { Ok(()) } else { Err(self.wrong(&format!("expected \"{token}\""))) }
    }

    fn end(&mut self) -> Result<(), ExpressionError> {
        self.skip();
        if self.rest().is_empty() { Ok(()) } else { Err(self.wrong("expected the end of the expression")) }
    }

    fn word(&mut self, also: &str) -> String {
        self.skip();
        let len = self.rest().find(|c: char| !(c.is_alphanumeric() || also.contains(c))).unwrap_or(self.rest().len());
        let word = self.rest()[..len].to_owned();
        self.at += len;
        word
    }

    fn sum(&mut self) -> Result<Node, ExpressionError> {
        let mut left = self.product()?;
        loop {
            let op = if self.eat("+") {
                '+'
            } else if self.eat("-") {
                '-'
            } else {
                return Ok(left);
            };
            left = Node::Sum(Box::new(left), op, Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Result<Node, ExpressionError> {
        let mut left = self.factor()?;
        loop {
            let op = if self.eat("*") {
                '*'
            } else if self.eat("/") {
                '/'
            } else {
                return Ok(left);
            };
            left = Node::Sum(Box::new(left), op, Box::new(self.factor()?));
        }
    }

    fn factor(&mut self) -> Result<Node, ExpressionError> {
        if self.eat("(") {
            self.depth += 1;
            if self.depth > MAX_DEPTH {
                return Err(self.wrong(&format!("too many brackets within brackets; allowed: {MAX_DEPTH}")));
            }
            let inner = self.sum()?;
            self.need(")")?;
            self.depth -= 1;
            return Ok(inner);
        }
        self.skip();
        if self.rest().starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == '-') {
            return Ok(Node::Number(self.number()?));
        }
        let start = self.at;
        let name = self.word("_");
        let Some((_, function)) = FUNCTIONS.iter().find(|(n, _)| *n == name) else {
            self.at = start;
            let known: Vec<_> = FUNCTIONS.iter().map(|(n, _)| *n).collect();
            return Err(self.wrong(&format!("expected a number or a function; allowed: {}", known.join(", "))));
        };
        self.need("(")?;
        self.call(*function)
    }

    fn call(&mut self, function: Function) -> Result<Node, ExpressionError> {
        self.skip();
        let start = self.at;
        let series = self.word("._-");
        if !(self.known)(&series) {
            self.at = start;
            return Err(self.wrong(&format!("no series \"{series}\" in this scenario")));
        }
        let mut window = Window { from_h: 0.0, to_h: f64::INFINITY, daily: None };
        let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
        if matches!(function, Function::Share | Function::First) {
            self.need("in")?;
            low = self.number()?;
            self.need("..")?;
            high = self.number()?;
        }
        while self.eat(",") {
            if function == Function::At {
                window.from_h = self.number()?;
            } else if self.eat("daily") {
                let on = self.number()?;
                self.need("..")?;
                window.daily = Some((on, self.number()?));
            } else {
                window.from_h = self.number()?;
                self.need("..")?;
                window.to_h = self.number()?;
            }
        }
        self.need(")")?;
        Ok(Node::Series(function, series, window, low, high))
    }

    /// A number, a percentage, or a duration in hours.
    fn number(&mut self) -> Result<f64, ExpressionError> {
        self.skip();
        let negative = self.eat("-");
        self.skip();
        let start = self.at;
        // "0..1" is two numbers with dots between: a dot belongs to the number only before a digit.
        let bytes = self.rest().as_bytes();
        let mut len = 0;
        while len < bytes.len()
            && (bytes[len].is_ascii_digit()
                || (bytes[len] == b'.' && bytes.get(len + 1).is_some_and(u8::is_ascii_digit)))
        {
            len += 1;
        }
        let digits = self.rest()[..len].to_owned();
        self.at += len;
        let unit_len = self.rest().find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(self.rest().len());
        let unit = self.rest()[..unit_len].to_owned();
        let value = if unit.is_empty() {
            digits.parse::<f64>().map_err(|_| self.wrong("expected a number"))?
        } else {
            self.at = start;
            let hours = duration_h(&format!("{digits}{unit}")).map_err(|e| self.wrong(&e))?;
            self.at = start + len + unit_len;
            hours
        };
        let value = if unit.is_empty() && self.eat("%") { value / 100.0 } else { value };
        Ok(if negative { -value } else { value })
    }
}
