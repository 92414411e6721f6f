//! A person as a scenario file writes it. Not here: what a factor does ([`crate::person`]).

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::content::Library;
use crate::person::{FACTOR_NAMES, FACTORS, MAX_ACTIVITY, Metaboliser, Person};
use crate::problem::Problems;

/// An enzyme's activity: the name of a phenotype, or a number.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum RawActivity {
    Number(f64),
    Phenotype(String),
}

/// A person before it is checked; what is left out is usual.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RawPerson {
    density: Option<f64>,
    clearance: Option<f64>,
    volume: Option<f64>,
    sensitivity: Option<f64>,
    inducibility: Option<f64>,
    adaptation: Option<f64>,
    enzymes: BTreeMap<String, RawActivity>,
}

impl RawPerson {
    pub(crate) fn check(self, library: &Library, p: &mut Problems) -> Person {
        let raw = [self.density, self.clearance, self.volume, self.sensitivity, self.inducibility, self.adaptation];
        let mut factors = [1.0; 6];
        for ((factor, raw), name) in factors.iter_mut().zip(raw).zip(FACTOR_NAMES) {
            let value = raw.unwrap_or(1.0);
            if (FACTORS.0..=FACTORS.1).contains(&value) {
                *factor = value;
            } else {
                p.add(&format!("person.{name}"), &format!("allowed: a factor from {} to {}", FACTORS.0, FACTORS.1));
            }
        }
        let mut person = Person::default().with_factors(factors);
        for (enzyme, raw) in self.enzymes {
            match metaboliser(library, &enzyme, raw) {
                Ok(metaboliser) => person.enzymes.push(metaboliser),
                Err(e) => p.add("person.enzymes", &e),
            }
        }
        person
    }
}

/// What a file says of an enzyme, understood.
fn metaboliser(library: &Library, enzyme: &str, raw: RawActivity) -> Result<Metaboliser, String> {
    let enzymes = || library.enzymes.iter().map(|e| e.id.as_str()).collect::<Vec<_>>().join(", ");
    let known = library.enzymes.iter().find(|e| e.id == enzyme);
    let known = known.ok_or_else(|| format!("no enzyme \"{enzyme}\"; allowed: {}", enzymes()))?;
    match raw {
        RawActivity::Number(activity) if (0.0..=MAX_ACTIVITY).contains(&activity) => {
            Ok(Metaboliser { enzyme: enzyme.to_owned(), phenotype: String::new(), activity })
        }
        RawActivity::Number(_) => Err(format!("{enzyme}: allowed: 0 to {MAX_ACTIVITY} times the usual activity")),
        RawActivity::Phenotype(id) => {
            let kinds = || known.phenotypes.iter().map(|k| k.id.as_str()).collect::<Vec<_>>().join(", ");
            let kind = known.phenotypes.iter().find(|k| k.id == id);
            let kind = kind.ok_or_else(|| format!("{enzyme} has no phenotype \"{id}\"; allowed: {}", kinds()))?;
            Ok(Metaboliser { enzyme: enzyme.to_owned(), phenotype: id, activity: kind.activity })
        }
    }
}
