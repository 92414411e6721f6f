//! Where the numbers in the equations come from: the library's ledger, under the names that the equations use. What is
//! not in the ledger (worked out, or a person's own) simply has no origin. Not here: how an origin is written.

use std::path::Path;

use model::content::Library;
use model::engine::Engine;
use model::problem::Entry;
use model::quantity::{Dimension, Family};

use super::equations::Origin;

/// Where the numbers of `engine` come from.
#[must_use]
pub fn origins(engine: &Engine, library: &Library) -> Vec<Origin> {
    let mut out = Vec::new();
    for (at, entry) in library.ledger.iter().enumerate() {
        let same = |other: &Entry| other.file == entry.file && other.field == entry.field;
        // Both ways between two compartments stand under one field: out, then back.
        let second = at > 0 && same(&library.ledger[at - 1]);
        let stem = Path::new(&entry.file).file_stem().and_then(|s| s.to_str()).unwrap_or_default();
        let drug = engine.drugs.iter().position(|d| d.id == stem);
        let enzyme = engine.layout.enzymes.iter().any(|e| e.enzyme.id == stem);
        let name = match drug {
            Some(i) => of_drug(engine, i, &entry.field, second),
            None if stem == engine.system.id => of_system(engine, &entry.field),
            None if enzyme && entry.field == "turnover" => Some(format!("{stem}_turnover")),
            None => None,
        };
        let family = drug.and_then(|_| family(library, &entry.file));
        out.extend(name.map(|name| origin(name, entry, family)));
    }
    out
}

/// The family that a drug is counted in: that of its dose.
fn family(library: &Library, file: &str) -> Option<Family> {
    library.ledger.iter().find(|e| e.file == file && e.field == "dose_unit").and_then(|e| e.num.family())
}

/// `actions[2].kd` taken apart: list, place in it, rest.
fn parts(field: &str) -> Option<(&str, usize, &str)> {
    let (list, rest) = field.split_once('[')?;
    let (place, rest) = rest.split_once(']')?;
    Some((list, place.parse().ok()?, rest.trim_start_matches('.')))
}

fn of_drug(engine: &Engine, i: usize, field: &str, second: bool) -> Option<String> {
    let drug = &engine.drugs[i];
    let id = &drug.id;
    let Some((list, n, what)) = parts(field) else {
        return Some(format!("{id}_{field}"));
    };
    match (list, what) {
        ("routes", _) => Some(format!("{id}_{what}_{}", drug.routes.get(n)?.id)),
        ("elimination", "share") => Some(format!("{id}_makes_{}", n + 1)),
        ("elimination", _) => Some(format!("{id}_{what}_{}", n + 1)),
        ("peripheral", _) => Some(format!("{id}_{}_{}", if second { "back" } else { "out" }, n + 1)),
        ("enzymes", _) => Some(format!("{}_{what}_{i}", drug.enzymes.get(n)?.enzyme)),
        ("actions", _) => {
            let here = drug.actions.get(n).is_some_and(|a| a.system == engine.system.id);
            here.then(|| format!("{id}_{}", what.trim_start_matches("slow.")))
        }
        _ => None,
    }
}

fn of_system(engine: &Engine, field: &str) -> Option<String> {
    let s = &engine.system;
    let Some((list, n, what)) = parts(field) else {
        // Where a field's name and the equations' name differ.
        let name =
            if field == "store.reserve.synthesis" { "store_synthesis".to_owned() } else { field.replace('.', "_") };
        return Some(name);
    };
    let id = match list {
        "channels" => &s.channels.get(n)?.id,
        "sensitization" => &s.sensitization.get(n)?.id,
        "learning" => &s.learning.get(n)?.id,
        "effects" => &s.effects.get(n)?.id,
        "symptoms" => &s.symptoms.get(n)?.id,
        "hazards" => &s.hazards.get(n)?.id,
        _ => return None,
    };
    Some(format!("{id}_{}", what.trim_start_matches("transduction.").replace('.', "_")))
}

/// The unit in which the equations count what has this dimension.
fn engine_unit(dimension: Dimension, family: Option<Family>) -> &'static str {
    let molar = family == Some(Family::Molar);
    match dimension {
        Dimension::Rate => "1/h",
        Dimension::Time => "h",
        Dimension::Volume => "L",
        Dimension::Clearance => "L/h",
        Dimension::Amount if molar => "nmol",
        Dimension::Amount => "mg",
        Dimension::AmountRate if molar => "nmol/h",
        Dimension::AmountRate => "mg/h",
        Dimension::MolarMass => "g/mol",
        Dimension::Concentration if molar => "nM",
        Dimension::Concentration => "mg/L",
        Dimension::Plain => "1",
    }
}

const DIMENSIONS: [Dimension; 9] = [
    Dimension::Rate,
    Dimension::Time,
    Dimension::Volume,
    Dimension::Clearance,
    Dimension::Amount,
    Dimension::AmountRate,
    Dimension::MolarMass,
    Dimension::Concentration,
    Dimension::Plain,
];

fn origin(name: String, entry: &Entry, family: Option<Family>) -> Origin {
    let num = &entry.num;
    let known = DIMENSIONS.into_iter().find_map(|dimension| {
        let (_, factor) = dimension.units().iter().find(|(text, _)| *text == num.unit)?;
        Some((num.value * factor, engine_unit(dimension, family.or(num.family()))))
    });
    let (value, unit) = known.unwrap_or((f64::NAN, ""));
    Origin {
        name,
        unit: unit.to_owned(),
        value,
        written: format!("{} {}", num.value, num.unit).trim_end_matches(" 1").to_owned(),
        place: format!("{}, {}", entry.file, entry.field),
        source: num.source.clone(),
        label: format!("{:?}", num.label),
        confidence: format!("{:?}", num.confidence),
    }
}
