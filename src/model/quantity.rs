//! A number as content files write it: value, unit, source and label, and the way from its unit to the engine's.
//!
//! Engine units: hours, litres, milligrams or nanomoles (a drug keeps to one of the two), and plain fractions.
//! Not a units library: only what drug and system files need.

use serde::Deserialize;

use crate::math::ln;

/// How far a number may be believed (see the model's README).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Label {
    /// A published constant, used as it is.
    ID,
    /// Chosen or tuned so that the model meets a published number. Never evidence.
    FIT,
    /// Not adjusted after the number that it is compared with was seen. The only evidence.
    PRED,
    /// Qualitative: an order, a sign, or a band of our own.
    STRUCT,
    /// No published value: a choice.
    ASSUMPTION,
}

/// How sure we are of a number, whatever its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Confidence {
    /// Measured well, or true by construction.
    High,
    /// The order of magnitude is safe, the second digit is not.
    Medium,
    /// A guess that could be off by a factor.
    Low,
}

/// A number with its unit, its source, its label and how sure we are of it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Num {
    /// The value in `unit`.
    pub value: f64,
    /// The unit, as [`Dimension::units`] lists them.
    pub unit: String,
    /// Where the value comes from: a citation, or the reason for an assumption.
    pub source: String,
    /// What it is: published, tuned or chosen.
    pub label: Label,
    /// How sure we are of it.
    pub confidence: Confidence,
}

/// What a field measures; it decides the units that the field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Per hour.
    Rate,
    /// Hours, as a time constant. A half-life ("d t1/2") is turned into one.
    Time,
    /// Litres.
    Volume,
    /// Litres per hour.
    Clearance,
    /// Milligrams or nanomoles.
    Amount,
    /// Milligrams or nanomoles per hour.
    AmountRate,
    /// Grams per mole.
    MolarMass,
    /// Milligrams per litre, or nanomoles per litre.
    Concentration,
    /// A plain number.
    Plain,
}

/// The two families of amount, which must not be mixed within one drug.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Milligrams and milligrams per litre.
    Mass,
    /// Nanomoles and nanomoles per litre.
    Molar,
}

const LN2: f64 = core::f64::consts::LN_2;

impl Dimension {
    /// The units that a field of this dimension takes, each with its factor to engine units.
    #[must_use]
    pub fn units(self) -> &'static [(&'static str, f64)] {
        match self {
            Self::Rate => &[("1/h", 1.0), ("1/min", 60.0), ("1/s", 3600.0), ("1/d", 1.0 / 24.0)],
            Self::Time => &[
                ("h", 1.0),
                ("min", 1.0 / 60.0),
                ("s", 1.0 / 3600.0),
                ("d", 24.0),
                ("h t1/2", 1.0 / LN2),
                ("min t1/2", 1.0 / (60.0 * LN2)),
                ("d t1/2", 24.0 / LN2),
            ],
            Self::Volume => &[("L", 1.0), ("mL", 1e-3)],
            Self::Clearance => &[("L/h", 1.0), ("mL/min", 0.06), ("L/min", 60.0)],
            Self::Amount => &[("mg", 1.0), ("ug", 1e-3), ("g", 1e3), ("nmol", 1.0), ("umol", 1e3)],
            Self::AmountRate => &[("mg/h", 1.0), ("ug/h", 1e-3), ("g/h", 1e3), ("nmol/h", 1.0), ("umol/h", 1e3)],
            Self::MolarMass => &[("g/mol", 1.0)],
            Self::Concentration => {
                &[("mg/L", 1.0), ("ug/L", 1e-3), ("ng/mL", 1e-3), ("nM", 1.0), ("uM", 1e3), ("pM", 1e-3)]
            }
            Self::Plain => &[("1", 1.0), ("%", 0.01)],
        }
    }
}

/// What is wrong with a number.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NumError {
    /// The unit does not belong to the field.
    #[error("unit \"{0}\" does not fit; allowed: {1}")]
    Unit(String, String),
    /// Not a number, or infinite.
    #[error("the value must be a finite number")]
    NotFinite,
    /// Outside of the field's range.
    #[error("{0} is out of range; allowed: {1} to {2} {3}")]
    Range(f64, f64, f64, String),
    /// A number without a source.
    #[error("the source is empty; allowed: a citation, or the reason for an assumption")]
    NoSource,
}

impl Num {
    /// The value in engine units.
    ///
    /// # Errors
    /// The unit is not one of the dimension's, the value is not finite or lies outside of `range` (in engine units), or
    /// the source is empty.
    pub fn get(&self, dimension: Dimension, range: (f64, f64)) -> Result<f64, NumError> {
        let units = dimension.units();
        let Some((_, factor)) = units.iter().find(|(name, _)| *name == self.unit) else {
            let allowed: Vec<_> = units.iter().map(|(name, _)| *name).collect();
            return Err(NumError::Unit(self.unit.clone(), allowed.join(", ")));
        };
        if !self.value.is_finite() {
            return Err(NumError::NotFinite);
        }
        // A hair of room, or an end written in another unit could miss itself by rounding. Each end has its own: a hair of
        // 1e12 would let a volume be negative.
        let value = self.value * factor;
        let room = |end: f64| 1e-12 * end.abs();
        if value < range.0 - room(range.0) || value > range.1 + room(range.1) {
            return Err(NumError::Range(self.value, range.0 / factor, range.1 / factor, self.unit.clone()));
        }
        if self.source.trim().is_empty() {
            return Err(NumError::NoSource);
        }
        Ok(value)
    }

    /// Mass or molar, where the unit tells.
    #[must_use]
    pub fn family(&self) -> Option<Family> {
        if self.unit.contains("mol") || self.unit.ends_with('M') {
            Some(Family::Molar)
        } else if self.unit.contains('g') {
            Some(Family::Mass)
        } else {
            None
        }
    }
}

/// Reads a duration such as `90s`, `5min`, `4h`, `28d`, `2w` as hours.
///
/// # Errors
/// Says what is allowed when the text is anything else, negative or not finite.
pub fn duration_h(text: &str) -> Result<f64, String> {
    let text = text.trim();
    let split = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let wrong =
        || format!("\"{text}\" is not a duration; allowed: a number and s, min, h, d or w, such as 90s, 4h, 28d");
    let hours = match unit {
        "s" => 1.0 / 3600.0,
        "min" | "m" => 1.0 / 60.0,
        "h" => 1.0,
        "d" => 24.0,
        "w" => 168.0,
        _ => return Err(wrong()),
    };
    match number.trim().parse::<f64>() {
        Ok(value) if value.is_finite() && value >= 0.0 => Ok(value * hours),
        _ => Err(wrong()),
    }
}

/// Writes hours as a person would say them: `90 s`, `4 min 30 s`, `6 h 10 min`, `5 d 4 h`.
#[must_use]
pub fn say_duration(hours: f64) -> String {
    let seconds = (hours * 3600.0).round().max(0.0) as u64;
    let (d, h, m, s) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    match (d, h, m, s) {
        (0, 0, 0, s) => format!("{s} s"),
        (0, 0, m, 0) => format!("{m} min"),
        (0, 0, m, s) => format!("{m} min {s} s"),
        (0, h, 0, _) => format!("{h} h"),
        (0, h, m, _) => format!("{h} h {m} min"),
        (d, 0, _, _) => format!("{d} d"),
        (d, h, _, _) => format!("{d} d {h} h"),
    }
}

/// The half-life of a first-order rate or time constant in hours.
#[must_use]
pub fn half_life_h(time_constant_h: f64) -> f64 {
    time_constant_h * ln(2.0)
}
