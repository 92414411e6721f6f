//! The nerve ending with its countable store: tolerance within minutes.

use model::assemble::Setting;
use model::content::Library;
use model::engine::Engine;
use model::plan::Action;
use model::quantity::Label;
use model::trace::Trace;

use super::{Failure, Finding, at, dose, engine, every, peak, played, series};

/// Large doses, as in Takasaki 1972, where fading was definite only after tens of mg/kg in all (rats).
const LARGE_DU: f64 = 20.0;
const GAP_H: f64 = 0.25;

fn highest(trace: &Trace, from_h: f64, to_h: f64) -> Result<f64, Failure> {
    Ok(peak(trace, "reading.pressor", from_h, to_h)?.1)
}

/// One more dose `rest_h` after the last of `before`, 15 min apart: the rise of pressure over that by the first.
fn again(engine: Engine, du: f64, before: u32, rest_h: f64) -> Result<f64, Failure> {
    let act = dose(&engine, 0, "iv", du)?;
    let last = GAP_H * f64::from(before - 1);
    let mut acts = every(act, 0.0, GAP_H, last + 0.01);
    acts.push(Action { at_h: last + rest_h, act });
    let trace = played(engine, acts, last + rest_h + GAP_H, 1.0 / 240.0)?.trace;
    let rise =
        |from: f64| Ok::<f64, Failure>(highest(&trace, from, from + GAP_H)? - at(&trace, "reading.pressor", from)?);
    Ok(rise(last + rest_h)? / rise(0.0)?)
}

/// Highest pressure above the naive one after the sixth of six doses of ephedrine, over that after the first.
fn ephedrine_again(library: &Library) -> Result<f64, Failure> {
    let engine = ephedrine(library, false)?;
    let acts = every(dose(&engine, 0, "iv", 1.0)?, 0.0, GAP_H, 5.0 * GAP_H + 0.01);
    let trace = played(engine, acts, 6.0 * GAP_H, 1.0 / 240.0)?.trace;
    let naive = at(&trace, "reading.pressor", 0.0)?;
    let sixth = highest(&trace, 5.0 * GAP_H, 6.0 * GAP_H)? - naive;
    Ok(sixth / (highest(&trace, 0.0, GAP_H)? - naive))
}

fn tyramine(library: &Library, du: f64, before: u32, rest_h: f64) -> Result<f64, Failure> {
    again(engine(library, "nerve_ending", &["tyramine"])?, du, before, rest_h)
}

/// Noradrenaline's rise once tyramine has emptied the store, over its rise before.
fn direct_still_works(library: &Library) -> Result<f64, Failure> {
    let engine = engine(library, "nerve_ending", &["tyramine", "noradrenaline"])?;
    let direct = dose(&engine, 1, "iv", 1.0)?;
    let mut acts = every(dose(&engine, 0, "iv", LARGE_DU)?, 1.0, GAP_H, 1.0 + 5.0 * GAP_H - 0.01);
    let again = 1.0 + 5.0 * GAP_H + 0.5;
    acts.extend([Action { at_h: 0.0, act: direct }, Action { at_h: again, act: direct }]);
    let trace = played(engine, acts, again + 0.5, 1.0 / 240.0)?.trace;
    let rise =
        |from: f64| Ok::<f64, Failure>(highest(&trace, from, from + 0.2)? - at(&trace, "reading.pressor", from)?);
    Ok(rise(again)? / rise(0.0)?)
}

fn ephedrine(library: &Library, claimed: bool) -> Result<Engine, Failure> {
    let setting = Setting { switches: vec![("ephedrine_depletes".to_owned(), claimed)], ..Setting::default() };
    Ok(library.assemble("nerve_ending", &["ephedrine"], &setting)?)
}

/// Smallest content of the store over five doses of ephedrine.
fn store_under_ephedrine(library: &Library, claimed: bool) -> Result<f64, Failure> {
    let engine = ephedrine(library, claimed)?;
    let acts = every(dose(&engine, 0, "iv", 2.0)?, 0.0, GAP_H, 5.0 * GAP_H - 0.01);
    let trace = played(engine, acts, 2.0, 0.01)?.trace;
    Ok(series(&trace, "store")?.iter().copied().fold(f64::INFINITY, f64::min))
}

/// Rise by one dose of a pressor, mmHg.
fn rise(library: &Library, drug: &str, route: &str, du: f64) -> Result<f64, Failure> {
    let engine = engine(library, "nerve_ending", &[drug])?;
    let acts = vec![Action { at_h: 0.0, act: dose(&engine, 0, route, du)? }];
    let trace = played(engine, acts, 6.0, 1.0 / 120.0)?.trace;
    Ok(highest(&trace, 0.0, 6.0)? - at(&trace, "reading.pressor", 0.0)?)
}

/// Rows of the nerve ending.
pub const FINDINGS: &[Finding] = &[
    Finding {
        id: "S15a",
        what: "tyramine, large doses every 15 min: fifth rise over the first",
        source: "Takasaki 1972: gradual attenuation; the seeds: tolerance in minutes",
        label: Label::FIT,
        unit: "ratio",
        band: (0.2, 0.6),
        ours: |l| tyramine(l, LARGE_DU, 4, GAP_H),
        note: "the store's release and refill are of an order of magnitude, and were chosen with this in view",
    },
    Finding {
        id: "S15b",
        what: "one more after 1 h of rest",
        source: "Takasaki 1972: restored in part after 0.5-1 h",
        label: Label::STRUCT,
        unit: "ratio",
        band: (0.45, 0.95),
        ours: |l| tyramine(l, LARGE_DU, 5, 1.0),
        note: "",
    },
    Finding {
        id: "S15c",
        what: "one more after 3 h of rest",
        source: "the seeds: a brief pause restores it; Takasaki 1972",
        label: Label::STRUCT,
        unit: "ratio",
        band: (0.85, 1.01),
        ours: |l| tyramine(l, LARGE_DU, 5, 3.0),
        note: "",
    },
    Finding {
        id: "S15d",
        what: "tyramine, usual doses of 5 mg every 15 min: fifth rise over the first",
        source: "definite only after large amounts (Takasaki 1972)",
        label: Label::FIT,
        unit: "ratio",
        band: (0.75, 1.0),
        ours: |l| tyramine(l, 1.0, 4, GAP_H),
        note: "release was lowered and the drug made to leave faster after a first run gave 0.54",
    },
    Finding {
        id: "S15e",
        what: "noradrenaline's rise after five doses of tyramine over before",
        source: "tolerance is crossed to indirect, not to direct amines (14066154)",
        label: Label::STRUCT,
        unit: "ratio",
        band: (0.8, 1.2),
        ours: direct_still_works,
        note: "",
    },
    Finding {
        id: "S15f",
        what: "ephedrine 10 mg every 15 min: pressure above naive after the sixth over after the first",
        source: "the seeds: tachyphylaxis; Liles 2005: shared with direct agonists",
        label: Label::FIT,
        unit: "ratio",
        band: (0.1, 0.8),
        ours: ephedrine_again,
        note: "the spread into tissues and the measure were changed after a first run; by the receptor, although the drug piles up; not by the store",
    },
    Finding {
        id: "S15g",
        what: "store left under ephedrine",
        source: "Liles 2005: untouched by reserpine",
        label: Label::STRUCT,
        unit: "fraction",
        band: (0.95, 1.0),
        ours: |l| store_under_ephedrine(l, false),
        note: "default: what the evidence says",
    },
    Finding {
        id: "S15h",
        what: "claim switch: store left under ephedrine",
        source: "the seeds: depletion of releasable noradrenaline",
        label: Label::STRUCT,
        unit: "fraction",
        band: (0.0, 0.6),
        ours: |l| store_under_ephedrine(l, true),
        note: "the seed's claim, off by default",
    },
    Finding {
        id: "XE1",
        what: "5 mg of tyramine into a vein raise systolic pressure by",
        source: "about 30 mmHg (from memory)",
        label: Label::FIT,
        unit: "mmHg",
        band: (15.0, 45.0),
        ours: |l| rise(l, "tyramine", "iv", 1.0),
        note: "its Kd is set to it",
    },
    Finding {
        id: "XE2",
        what: "10 mg of ephedrine into a vein raise systolic pressure by",
        source: "10-20 mmHg (from memory)",
        label: Label::FIT,
        unit: "mmHg",
        band: (5.0, 30.0),
        ours: |l| rise(l, "ephedrine", "iv", 1.0),
        note: "its Kd is set to it",
    },
];
