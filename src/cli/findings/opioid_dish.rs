//! Findings on the mu receptor in a dish: silencing, internalisation, number, binding.

use model::content::Library;
use model::plan::Act;
use model::quantity::Label::{FIT, ID, STRUCT};
use model::run::Run;

use super::opioid_course::{act_at, body, give, give_at, last};
use super::{Failure, Finding, at, first};

/// A saturating bath from time 0; the run at `until_h`.
fn bath(l: &Library, washed_h: Option<f64>, until_h: f64, grid_h: f64) -> Result<Run, Failure> {
    let mut run = body(l, &["damgo"], grid_h)?;
    give(&mut run, "damgo", "bath", 1000.0)?;
    if let Some(at_h) = washed_h {
        act_at(&mut run, at_h, Act::Wash);
    }
    run.advance(until_h)?;
    Ok(run)
}

/// Morphine at a saturating infusion.
fn flooded(l: &Library, until_h: f64, grid_h: f64) -> Result<Run, Failure> {
    let mut run = body(l, &["morphine"], grid_h)?;
    give(&mut run, "morphine", "injection", 1000.0)?;
    give(&mut run, "morphine", "infusion", 1000.0)?;
    run.advance(until_h)?;
    Ok(run)
}

/// Kd of a dish drug, nM.
fn kd(l: &Library, drug: &str) -> Result<f64, Failure> {
    let run = body(l, &[drug], 1.0)?;
    run.engine.drugs[0]
        .action_at("mu_opioid")
        .map(|a| a.kd)
        .ok_or_else(|| Failure::Missing(format!("action of {drug}")))
}

/// The rows.
pub const FINDINGS: &[Finding] = &[
    Finding {
        id: "S2a",
        what: "DAMGO: half-time of desensitisation",
        source: "LC neurones, tau 2-3 min (Williams 2013, from memory)",
        label: FIT,
        unit: "min",
        band: (0.5, 4.0),
        note: "",
        ours: |l| Ok(60.0 * first(&bath(l, None, 0.5, 0.002)?.trace, "listening", 0.0, 0.5, false)?),
    },
    Finding {
        id: "S2b",
        what: "DAMGO for 1.5 min: receptors that listen 25 min later",
        source: "Dang and Williams 2004: complete within 25 min",
        label: FIT,
        unit: "fraction",
        band: (0.9, 1.001),
        note: "",
        ours: |l| at(&bath(l, Some(0.025), 0.6, 0.005)?.trace, "listening", 26.5 / 60.0),
    },
    Finding {
        id: "S2c",
        what: "DAMGO: receptors inside at 30 min",
        source: "40-70 % (from memory)",
        label: FIT,
        unit: "fraction",
        band: (0.35, 0.75),
        note: "",
        ours: |l| last(&bath(l, None, 0.5, 0.01)?, "receptors.inside"),
    },
    Finding {
        id: "S2d",
        what: "Morphine, saturating: receptors inside at 30 min",
        source: "Schulz 2004, Doll 2012: poor internaliser",
        label: FIT,
        unit: "fraction",
        band: (0.0, 0.1),
        note: "",
        ours: |l| last(&flooded(l, 0.5, 0.1)?, "receptors.inside"),
    },
    Finding {
        id: "S2e",
        what: "Morphine, saturating, 7 days: number of receptors",
        source: "Yoburn 1993: pellets, no change",
        label: FIT,
        unit: "fraction",
        band: (0.9, 1.05),
        note: "",
        ours: |l| last(&flooded(l, 168.0, 8.0)?, "receptors.total"),
    },
    Finding {
        id: "S2f",
        what: "A full internaliser, saturating, 7 days: number of receptors",
        source: "Yoburn 1993: etorphine down-regulates",
        label: FIT,
        unit: "fraction",
        band: (0.2, 0.75),
        note: "DAMGO stands for etorphine",
        ours: |l| last(&bath(l, None, 168.0, 8.0)?, "receptors.total"),
    },
    Finding {
        id: "S18a",
        what: "Fentanyl, binding in a dish: Kd",
        source: "FDA binding model; Ki 0.39 nM",
        label: ID,
        unit: "nM",
        band: (0.1, 1.0),
        note: "",
        ours: |l| kd(l, "fentanyl_dish"),
    },
    Finding {
        id: "S18b",
        what: "Naloxone, binding in a dish: Kd",
        source: "FDA binding model; Kd 0.73 nM",
        label: ID,
        unit: "nM",
        band: (0.3, 1.2),
        note: "",
        ours: |l| kd(l, "naloxone_dish"),
    },
    Finding {
        id: "S18c",
        what: "Fentanyl 1 nM in a dish: share of its places left an hour after naloxone 10 nM",
        source: "competition (FDA protocol)",
        label: STRUCT,
        unit: "x",
        band: (0.05, 0.9),
        note: "",
        ours: |l| {
            let mut run = body(l, &["fentanyl_dish", "naloxone_dish"], 0.05)?;
            give(&mut run, "fentanyl_dish", "bath", 1.0)?;
            give_at(&mut run, 0.25, "naloxone_dish", "bath", 10.0)?;
            run.advance(1.25)?;
            Ok(last(&run, "occupancy")? / at(&run.trace, "occupancy", 0.2)?)
        },
    },
];
