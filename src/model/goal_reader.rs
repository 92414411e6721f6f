//! Reads the text of a goal or a value into its parts, with the character at which it goes wrong. Not here: what the parts
//! mean ([`crate::goal`]).

use crate::goal::{ExpressionError, FUNCTIONS, Function, Node, REFERENCES, Reference, Window};
use crate::quantity::duration_h;

/// Longest expression, in bytes: sums nest as they grow, and reading, judging and dropping them all recurse.
pub const MAX_LENGTH: usize = 1000;
/// Most brackets within brackets.
pub const MAX_DEPTH: usize = 32;

pub(crate) struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    known: &'a dyn Fn(&str) -> bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a str, known: &'a dyn Fn(&str) -> bool) -> Result<Self, ExpressionError> {
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

    pub(crate) fn wrong(&self, what: &str) -> ExpressionError {
        ExpressionError { at: self.text[..self.at].chars().count() + 1, what: what.to_owned() }
    }

    pub(crate) fn eat(&mut self, token: &str) -> bool {
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

    pub(crate) fn end(&mut self) -> Result<(), ExpressionError> {
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

    pub(crate) fn sum(&mut self) -> Result<Node, ExpressionError> {
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
            return Ok(Node::Number(self.counted()?));
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
        if function.has_band() {
            self.need("in")?;
            (low, high) = self.span("a band from the lower number to the higher")?;
        }
        let mut compared = None;
        if function == Function::Difference {
            self.need(",")?;
            compared = Some(self.reference()?);
        }
        while function != Function::Now && self.eat(",") {
            if function == Function::At {
                window.from_h = self.number()?;
            } else if self.eat("daily") {
                window.daily = Some(self.hours_of_day()?);
            } else {
                (window.from_h, window.to_h) = self.span("a window from the earlier time to the later")?;
            }
        }
        self.need(")")?;
        if let Some(run) = compared {
            return Ok(Node::Difference(run, series, window, None));
        }
        let call = Node::Series(function, series, window, low, high);
        let after = self.at;
        if self.eat("of") && self.rest().starts_with(char::is_whitespace) {
            return Ok(Node::Of(self.reference()?, Box::new(call)));
        }
        self.at = after;
        Ok(call)
    }

    /// The name of a stored run.
    fn reference(&mut self) -> Result<Reference, ExpressionError> {
        self.skip();
        let start = self.at;
        let name = self.word("_");
        let found = REFERENCES.into_iter().find(|r| r.name() == name);
        found.ok_or_else(|| {
            self.at = start;
            let known = REFERENCES.map(Reference::name).join(", ");
            self.wrong(&format!("no run \"{name}\"; allowed: {known}"))
        })
    }

    /// Two numbers with dots between, the lower first.
    fn span(&mut self, allowed: &str) -> Result<(f64, f64), ExpressionError> {
        self.skip();
        let start = self.at;
        let low = self.number()?;
        self.need("..")?;
        let high = self.number()?;
        if low > high {
            self.at = start;
            return Err(self.wrong(&format!("the ends are the wrong way round; allowed: {allowed}")));
        }
        Ok((low, high))
    }

    fn hours_of_day(&mut self) -> Result<(f64, f64), ExpressionError> {
        self.skip();
        let start = self.at;
        let on = self.number()?;
        self.need("..")?;
        let off = self.number()?;
        if !(0.0..=24.0).contains(&on) || !(0.0..=24.0).contains(&off) {
            self.at = start;
            return Err(self.wrong("allowed: hours of the day, 0h to 24h"));
        }
        Ok((on, off))
    }

    /// A number, or one that says what it counts: "2 DU", "1.5x".
    fn counted(&mut self) -> Result<f64, ExpressionError> {
        let start = self.at;
        for unit in ["DU", "x"] {
            let digits = self.rest().find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | ' ')));
            let behind = digits.map(|d| &self.rest()[d..]).and_then(|rest| rest.strip_prefix(unit));
            if behind.is_some_and(|b| !b.starts_with(|c: char| c.is_alphanumeric() || c == '_')) {
                let number = self.rest()[..digits.unwrap_or(0)].trim().parse();
                self.at = start + digits.unwrap_or(0) + unit.len();
                return number.map_err(|_| self.wrong("expected a number"));
            }
        }
        self.number()
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
