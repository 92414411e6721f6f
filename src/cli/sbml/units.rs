//! Units of content files ("mg/L", "1/h") as unit definitions of SBML. Not a units library: what is not known has none.

/// One factor of a unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Factor {
    /// Base unit of SBML.
    pub kind: &'static str,
    /// Power.
    pub exponent: i8,
    /// Power of ten.
    pub scale: i8,
    /// Plain factor.
    pub multiplier: f64,
}

/// A unit definition.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Identifier ("mg_per_litre").
    pub id: String,
    /// As people write it.
    pub name: String,
    /// Its factors; none: a base unit of SBML that needs no definition.
    pub factors: Vec<Factor>,
}

/// Name in identifiers, base unit, power of ten, factor.
type Atom = (&'static str, &'static str, &'static str, i8, f64);

const ATOMS: &[Atom] = &[
    ("h", "hour", "second", 0, 3600.0),
    ("min", "minute", "second", 0, 60.0),
    ("s", "second", "second", 0, 1.0),
    ("d", "day", "second", 0, 86_400.0),
    ("L", "litre", "litre", 0, 1.0),
    ("mL", "millilitre", "litre", -3, 1.0),
    ("g", "gram", "gram", 0, 1.0),
    ("mg", "mg", "gram", -3, 1.0),
    ("ug", "ug", "gram", -6, 1.0),
    ("ng", "ng", "gram", -9, 1.0),
    ("mol", "mole", "mole", 0, 1.0),
    ("mmol", "mmol", "mole", -3, 1.0),
    ("umol", "umol", "mole", -6, 1.0),
    ("nmol", "nmol", "mole", -9, 1.0),
    ("pmol", "pmol", "mole", -12, 1.0),
];

/// Molar concentrations, spelled out.
const MOLAR: &[(&str, &str)] = &[("uM", "umol/L"), ("nM", "nmol/L"), ("pM", "pmol/L")];

/// The unit that `text` means; `None` where SBML need not know it or we do not.
#[must_use]
pub fn unit(text: &str) -> Option<Unit> {
    let written = text.trim();
    let text = MOLAR.iter().find(|(short, _)| *short == written).map_or(written, |(_, long)| long);
    let mut parts = text.split('/');
    let above = parts.next()?;
    let mut factors = Vec::new();
    let mut words = Vec::new();
    if above != "1" {
        let (word, factor) = factor(above, 1)?;
        factors.push(factor);
        words.push(word.to_owned());
    }
    for below in parts {
        let (word, factor) = factor(below, -1)?;
        factors.push(factor);
        words.push(format!("per_{word}"));
    }
    let base = |kind: &str| Some(Unit { id: kind.to_owned(), name: kind.to_owned(), factors: Vec::new() });
    match factors.as_slice() {
        [] => base("dimensionless"),
        // Names of base units may not be given anew.
        [one] if one.exponent == 1 && one.scale == 0 && one.multiplier == 1.0 => base(one.kind),
        _ => Some(Unit { id: words.join("_"), name: written.to_owned(), factors }),
    }
}

fn factor(text: &str, exponent: i8) -> Option<(&'static str, Factor)> {
    let (_, word, kind, scale, multiplier) = ATOMS.iter().find(|(short, ..)| *short == text)?;
    Some((word, Factor { kind, exponent, scale: *scale, multiplier: *multiplier }))
}
