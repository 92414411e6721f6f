//! Units: as content files write them ("mg/L", "1/h"), as SBML defines them, and which unit a formula has when its parts
//! have theirs. Not a units library: hours, litres, milligrams and nanomoles, as the equations count.

use model::expr::Expr;
use model::tape::{Op, Tape};

/// Powers of hour, litre, milligram and nanomole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unit([i8; 4]);

/// As people write it, in identifiers, base unit of SBML, power of ten, factor.
type Base = (&'static str, &'static str, &'static str, i8, f64);

const BASES: [Base; 4] = [
    ("h", "hour", "second", 0, 3600.0),
    ("L", "litre", "litre", 0, 1.0),
    ("mg", "mg", "gram", -3, 1.0),
    ("nmol", "nmol", "mole", -9, 1.0),
];

/// One factor of a unit, as SBML defines it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Factor {
    /// Base unit.
    pub kind: &'static str,
    /// Power.
    pub exponent: i8,
    /// Power of ten.
    pub scale: i8,
    /// Plain factor.
    pub multiplier: f64,
}

impl Unit {
    /// A plain number.
    pub const PLAIN: Self = Self([0; 4]);
    /// Hours.
    pub const HOUR: Self = Self([1, 0, 0, 0]);
    /// Per hour.
    pub const PER_HOUR: Self = Self([-1, 0, 0, 0]);

    /// The unit that `text` means, where it is one of the equations'.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = if text == "nM" { "nmol/L" } else { text };
        let mut parts = text.split('/');
        let mut unit = Self::PLAIN;
        let mut take = |name: &str, exponent: i8| {
            let at = BASES.iter().position(|(short, ..)| *short == name)?;
            unit.0[at] += exponent;
            Some(())
        };
        match parts.next()? {
            "1" => {}
            above => take(above, 1)?,
        }
        parts.try_for_each(|below| take(below, -1))?;
        Some(unit)
    }

    /// The factors that are not 1.
    pub fn factors(&self) -> impl Iterator<Item = Factor> {
        let all = BASES.iter().zip(self.0).filter(|(_, exponent)| *exponent != 0);
        all.map(|((_, _, kind, scale, multiplier), exponent)| Factor {
            kind,
            exponent,
            scale: *scale,
            multiplier: *multiplier,
        })
    }

    fn words(self, name: impl Fn(&Base) -> &'static str, times: &str, per: &str, one: &str) -> String {
        let words = |above: bool| {
            let of = BASES.iter().zip(self.0).filter(move |(_, e)| if above { *e > 0 } else { *e < 0 });
            of.flat_map(|(base, e)| vec![name(base); usize::from(e.unsigned_abs())]).collect::<Vec<_>>()
        };
        let (above, below) = (words(true).join(times), words(false));
        let above = if above.is_empty() { one.to_owned() } else { above };
        below.iter().fold(above, |text, word| format!("{text}{per}{word}")).trim_start_matches('_').to_owned()
    }

    /// Identifier: that of a base unit of SBML, or of a definition (`mg_per_litre`).
    #[must_use]
    pub fn id(self) -> String {
        if self == Self::PLAIN { "dimensionless".to_owned() } else { self.words(|b| b.1, "_", "_per_", "") }
    }

    /// As people write it ("mg/L").
    #[must_use]
    pub fn name(self) -> String {
        self.words(|b| b.0, " ", "/", "1")
    }

    /// Whether SBML knows it without a definition.
    #[must_use]
    pub fn is_base(self) -> bool {
        self == Self::PLAIN || self == Self([0, 1, 0, 0])
    }

    fn times(self, other: Self, sign: i8) -> Self {
        Self(core::array::from_fn(|i| self.0[i] + sign * other.0[i]))
    }
}

/// The unit of every node of a tape, given those of inputs and parameters. Plain numbers have none of their own: beside
/// something with a unit they have the same, and a factor leaves it as it is. Where two units meet that do not fit, the
/// first counts; a reader of the document will say so.
#[must_use]
pub fn units(tape: &Tape, input: impl Fn(usize) -> Unit, parameter: impl Fn(&str, f64) -> Unit) -> Vec<Unit> {
    let mut out: Vec<Unit> = Vec::with_capacity(tape.nodes().len());
    for node in tape.nodes() {
        let of = |e: Expr| if let Expr::Node(i) = e { out.get(i as usize).copied() } else { None };
        let plain = |e: Expr| of(e).unwrap_or_default();
        let unit = match node.op {
            Op::Input(i) => input(i),
            Op::Parameter(v) => parameter(node.name.as_deref().unwrap_or_default(), v),
            Op::Add(a, b) | Op::Sub(a, b) | Op::Max(a, b) | Op::Choose(_, _, a, b) => {
                of(a).or(of(b)).unwrap_or_default()
            }
            Op::Mul(a, b) => plain(a).times(plain(b), 1),
            Op::Div(a, b) => plain(a).times(plain(b), -1),
            Op::Neg(a) => plain(a),
            Op::Pow(..) => Unit::PLAIN,
        };
        out.push(unit);
    }
    out
}
