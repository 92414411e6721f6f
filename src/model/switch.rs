//! Disputed claims: a named switch chooses. It stands where the evidence puts it, the other claim is one setting away,
//! and both are told to the reader. Not here: what a switch changes; every block that needs one says so ([`Only`]).

use serde::Deserialize;

/// A disputed claim.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Switch {
    /// Name in files (such as `kratom_induces`).
    pub id: String,
    /// Name on screen.
    pub name: String,
    /// What the evidence says.
    pub evidence: String,
    /// What the claim says.
    pub claim: String,
    /// Where it stands by itself: `true` is the claim.
    pub default: bool,
}

/// When a block of a file is there.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub enum Only {
    /// Only if the switch is on.
    If(String),
    /// Only if it is off.
    Unless(String),
}

impl Only {
    /// The switch that is meant.
    #[must_use]
    pub fn switch(&self) -> &str {
        match self {
            Self::If(id) | Self::Unless(id) => id,
        }
    }
}

/// Whether a block is there, given where the switches stand; a switch that is not among them counts as off.
#[must_use]
pub fn holds(only: Option<&Only>, switches: &[Switch]) -> bool {
    let on = |id: &str| switches.iter().any(|s| s.id == id && s.default);
    match only {
        None => true,
        Some(Only::If(id)) => on(id),
        Some(Only::Unless(id)) => !on(id),
    }
}
