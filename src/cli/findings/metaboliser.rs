//! The types of enzymes that people are born with, a drug that turns one type into another, and an enzyme that is nearly
//! full. Not here: induction.

use model::assemble::Setting;
use model::content::Library;
use model::plan::Action;
use model::quantity::Label;

use super::enzyme::area;
use super::{Failure, Finding, dose, engine, every, mean, played};

const SYSTEM: &str = "gaba_nmda";

/// Area of one dose of a drug in a person with this factor on an enzyme.
fn born(library: &Library, system: &str, drug: &str, enzyme: &str, factor: f64) -> Result<f64, Failure> {
    let setting = Setting { enzymes: vec![(enzyme.to_owned(), factor)], ..Setting::default() };
    let body = library.assemble(system, &[drug], &setting)?;
    let acts = vec![Action { at_h: 0.0, act: dose(&body, 0, "", 1.0)? }];
    area(&played(body, acts, 120.0, 0.1)?, drug, 0.0, 120.0)
}

/// Activity of CYP2D6 that a phenotype has, from the enzyme's file.
fn phenotype(library: &Library, id: &str) -> Result<f64, Failure> {
    let enzyme = library.enzymes.iter().find(|e| e.id == "CYP2D6");
    let kind = enzyme.and_then(|e| e.phenotypes.iter().find(|p| p.id == id));
    kind.map(|k| k.activity).ok_or_else(|| Failure::Missing(format!("phenotype {id}")))
}

/// Area of dextromethorphan in one phenotype over that in a normal metaboliser.
fn dextromethorphan(library: &Library, id: &str) -> Result<f64, Failure> {
    let area = |id| born(library, "nmda_mood", "dextromethorphan", "CYP2D6", phenotype(library, id)?);
    Ok(area(id)? / area("normal")?)
}

/// Rows of the table.
pub const FINDINGS: &[Finding] = &[
    Finding {
        id: "E8",
        what: "dextromethorphan: area in poor / in normal metabolisers of CYP2D6",
        source: "stored PBPK by activity score: 36x; 30-150x in people (from memory)",
        label: Label::STRUCT,
        unit: "x",
        band: (20.0, 150.0),
        ours: |l| dextromethorphan(l, "poor"),
        note: "the first pass and the clearance were chosen from memory",
    },
    Finding {
        id: "E9",
        what: "dextromethorphan: area in intermediate / in normal metabolisers",
        source: "stored PBPK, score 1 against 2: 2.55x",
        label: Label::STRUCT,
        unit: "x",
        band: (2.0, 3.5),
        ours: |l| dextromethorphan(l, "intermediate"),
        note: "chosen with the stored table at hand, for half-lives, and not adjusted to it",
    },
    Finding {
        id: "E10",
        what: "dextromethorphan: area in ultrarapid / in normal metabolisers",
        source: "stored PBPK, score 3 against 2: 0.573x",
        label: Label::STRUCT,
        unit: "x",
        band: (0.42, 0.72),
        ours: |l| dextromethorphan(l, "ultrarapid"),
        note: "chosen with the stored table at hand, for half-lives, and not adjusted to it",
    },
    Finding {
        id: "E11",
        what: "omeprazole: area in poor / in normal metabolisers of CYP2C19",
        source: "4-8x (from memory)",
        label: Label::STRUCT,
        unit: "x",
        band: (4.0, 8.0),
        ours: |l| {
            Ok(born(l, "parietal_cell", "omeprazole", "CYP2C19", 0.0)?
                / born(l, "parietal_cell", "omeprazole", "CYP2C19", 1.0)?)
        },
        note: "the shares of its paths were chosen so",
    },
    Finding {
        id: "E12",
        what: "paroxetine: CYP2D6 left after two weeks",
        source: "normal metabolisers turn poor or nearly so (from memory)",
        label: Label::PRED,
        unit: "fraction",
        band: (0.02, 0.25),
        ours: |l| {
            let body = engine(l, "serotonin", &["paroxetine"])?;
            let acts = every(dose(&body, 0, "", 1.0)?, 0.0, 24.0, 336.0);
            mean(&played(body, acts, 336.0, 1.0)?.trace, "enzyme.CYP2D6", 312.0, 336.0)
        },
        note: "inactivation constants of Bertelsen 2003, from memory, and nothing else",
    },
    Finding {
        id: "E13",
        what: "phenytoin: level at 400 mg a day / at 300 mg a day",
        source: "an enzyme nearly full: far more than in proportion (1.33)",
        label: Label::STRUCT,
        unit: "x",
        band: (1.7, 4.0),
        ours: |l| {
            let level = |du: f64| -> Result<f64, Failure> {
                let body = engine(l, SYSTEM, &["phenytoin"])?;
                let acts = every(dose(&body, 0, "", du)?, 0.0, 24.0, 2880.0);
                mean(&played(body, acts, 2880.0, 4.0)?.trace, "conc.phenytoin", 2856.0, 2880.0)
            };
            Ok(level(4.0 / 3.0)? / level(1.0)?)
        },
        note: "Vmax and Km from memory",
    },
];
