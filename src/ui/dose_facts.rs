//! What a dose and a blood level are: dose units, ways in, half-lives, with the drug file's own numbers. Doses are dose
//! units and never amounts. Not here: effects and counts ([`crate::ui::facts`]).

use model::drug::{Drug, Entry};
use model::quantity::say_duration;

use super::{
    facts::{Book, disputes},
    provenance::{Basis, Dispute, Fact, Rest},
};

fn of(drug: &Drug, field: impl Into<String>) -> Rest {
    Rest { whose: drug.name.clone(), file: format!("drugs/{}.ron", drug.id), field: field.into() }
}

impl Book<'_> {
    /// A number of what a drug does at this system's receptor.
    pub(super) fn acts(&self, drug: &Drug, field: &str) -> Vec<Rest> {
        let here = drug.actions.iter().enumerate().filter(|(_, a)| a.system == self.engine.system.id);
        here.map(|(k, _)| of(drug, format!("actions[{k}].{field}"))).collect()
    }

    /// What is disputed about a drug, as far as it matters here.
    #[must_use]
    pub fn drug_disputes(&self, drug: &Drug) -> Vec<Dispute> {
        let told = Dispute { about: drug.name.clone(), sides: drug.disputed.clone() };
        let told = (!drug.disputed.is_empty()).then_some(told);
        let here = drug.actions.iter().filter(|a| a.system == self.engine.system.id).map(|a| &a.only);
        let switches = disputes(&drug.switches, here.chain(drug.enzymes.iter().map(|e| &e.only)));
        told.into_iter().chain(switches).collect()
    }

    /// The blood level of a drug by its place.
    #[must_use]
    pub fn level(&self, drug: usize) -> Option<Fact> {
        let d = self.engine.drugs.get(drug)?;
        let acts = !self.acts(d, "kd").is_empty();
        let unit = if acts { "multiples of Kd" } else { "its own unit" };
        let more = if acts { " 1 is the level at which half of the receptors are taken." } else { "" };
        let rests = self.acts(d, "kd").into_iter().chain([of(d, "volume"), of(d, "elimination"), of(d, "peripheral")]);
        Some(Fact {
            name: format!("Blood level of {}", d.name),
            unit: unit.to_owned(),
            what: format!("Concentration in the blood.{more} {}", gone(d)),
            basis: Basis::Computed,
            rests: rests.collect(),
            disputed: self.drug_disputes(d),
        })
    }

    /// A dose of a drug by its place, on a way in by its place.
    #[must_use]
    pub fn dose(&self, drug: usize, route: usize) -> Option<Fact> {
        let d = self.engine.drugs.get(drug)?;
        let way = d.routes.get(route)?;
        let field = |name: &str| of(d, format!("routes[{route}].{name}"));
        let name = way.id.replace('_', " ");
        let (arrives, fields): (String, &[&str]) = match &way.entry {
            Entry::Bolus => ("All of it is in the blood at once.".to_owned(), &[]),
            Entry::Absorbed { f, ka_per_h, .. } => {
                let half = say_duration(model::quantity::half_life_h(1.0 / ka_per_h));
                let share = (f * 100.0).round();
                (
                    format!("{share} % of it arrive (bioavailability), half of that within {half}."),
                    &["f", "ka", "transit"],
                )
            }
            Entry::Patch { per_h, .. } => {
                (format!("While it is on, it gives 1 DU in {}.", say_duration(*per_h)), &["per", "skin"])
            }
            Entry::Bath => ("The fluid around the cells holds it until it is washed out.".to_owned(), &[]),
        };
        let strong =
            if way.strength == 1.0 { String::new() } else { format!(" This form holds {} DU in one.", way.strength) };
        let gone = if matches!(way.entry, Entry::Bath) { String::new() } else { gone(d) };
        let rests = fields.iter().map(|f| field(f)).chain([of(d, "dose_unit"), of(d, "elimination"), of(d, "volume")]);
        Some(Fact {
            name: format!("{}, {name}", d.name),
            unit: "DU, dose units: multiples of one usual dose".to_owned(),
            what: format!("{arrives}{strong} {gone}").trim_end().to_owned(),
            basis: Basis::Computed,
            rests: rests.collect(),
            disputed: self.drug_disputes(d),
        })
    }
}

/// How fast a drug leaves.
fn gone(drug: &Drug) -> String {
    let half = drug.half_life_h();
    if half.is_finite() {
        format!("Half of what has spread is gone after {} (half-life).", say_duration(half))
    } else {
        "It does not leave by itself.".to_owned()
    }
}
