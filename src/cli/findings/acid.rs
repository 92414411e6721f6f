//! Acid blockers: how much acid they take away, and what comes back when they are stopped.

use model::content::Library;
use model::quantity::Label;
use model::run::Run;

use super::{Failure, Finding, at, dose, engine, every, first, mean, peak, played};

const SYSTEM: &str = "parietal_cell";

/// `days` of a tablet a day, then `taper` steps of two weeks each (shares of the dose); the run and its last dose.
fn tablets(library: &Library, drug: &str, days: u32, taper: &[f64], after_d: f64) -> Result<(Run, f64), Failure> {
    let body = engine(library, SYSTEM, &[drug])?;
    let mut until = 24.0 * f64::from(days);
    let mut acts = every(dose(&body, 0, "", 1.0)?, 0.0, 24.0, until);
    for share in taper {
        acts.extend(every(dose(&body, 0, "", *share)?, until, 24.0, until + 336.0));
        until += 336.0;
    }
    let last = until - 24.0;
    Ok((played(body, acts, last + 24.0 * after_d, 2.0)?, last))
}

/// A reading (1 is usual) some days after the last of `days` tablets.
fn later(library: &Library, reading: &str, days: u32, later_d: f64) -> Result<f64, Failure> {
    let (run, last) = tablets(library, "esomeprazole", days, &[], later_d + 1.0)?;
    Ok(1.0 + at(&run.trace, reading, last + 24.0 * later_d)?)
}

/// Rows of the table.
pub const FINDINGS: &[Finding] = &[
    Finding {
        id: "S12a",
        what: "acid at full drive 15 d after 8 weeks of esomeprazole 40 mg",
        source: "Gillen 1999: +28 % (21-48 %)",
        label: Label::FIT,
        unit: "x",
        band: (1.15, 1.48),
        ours: |l| later(l, "effect.acid", 56, 15.0),
        note: "the growth of the cells was set to it",
    },
    Finding {
        id: "S12b",
        what: "acid at full drive 14 d after 90 d",
        source: "Waldum 1996: +50 %",
        label: Label::FIT,
        unit: "x",
        band: (1.25, 1.55),
        ours: |l| later(l, "effect.acid", 90, 14.0),
        note: "the pace of growth (60 d) was taken over from a fit to it",
    },
    Finding {
        id: "S12c",
        what: "acid at full drive 56 d after 8 weeks",
        source: "Gillen 2004: raised until day 56 at least",
        label: Label::FIT,
        unit: "x",
        band: (1.05, 1.35),
        ours: |l| later(l, "effect.acid", 56, 56.0),
        note: "the pace of shrinking (48 d) was taken over from a fit to it",
    },
    Finding {
        id: "S12d",
        what: "acid at rest 15 d after 8 weeks",
        source: "Gillen 1999: +82 %",
        label: Label::FIT,
        unit: "x",
        band: (1.5, 2.1),
        ours: |l| later(l, "effect.basal", 56, 15.0),
        note: "its own weight of growth was set to it",
    },
    Finding {
        id: "S12e",
        what: "first day on which acid is a tenth above usual",
        source: "after the pumps are renewed and before the second week (Gillen 2004, Reimer 2009)",
        label: Label::FIT,
        unit: "d",
        band: (5.0, 16.0),
        ours: |l| {
            let (run, last) = tablets(l, "esomeprazole", 56, &[], 40.0)?;
            Ok((first(&run.trace, "effect.acid", last + 24.0, 0.1, true)? - last) / 24.0)
        },
        note: "rests on the half-life of a pump (54 h) and on the size of the growth, which was fitted to day 15",
    },
    Finding {
        id: "S12f",
        what: "heartburn: half of its peak is reached",
        source: "Reimer 2009: symptoms differ from the second week after stopping",
        label: Label::FIT,
        unit: "d",
        band: (7.0, 14.0),
        ours: |l| {
            let (run, last) = tablets(l, "esomeprazole", 56, &[], 60.0)?;
            let top = peak(&run.trace, "symptom.heartburn", last, last + 1440.0)?.1;
            Ok((first(&run.trace, "symptom.heartburn", last, 0.5 * top, true)? - last) / 24.0)
        },
        note: "the pace of the sign was chosen with this in view",
    },
    Finding {
        id: "S12g",
        what: "heartburn: it has gone (a fifth of the peak)",
        source: "Reimer 2009: 44 against 15 % in weeks 9-12 after 8 weeks of use",
        label: Label::STRUCT,
        unit: "d",
        band: (21.0, 120.0),
        ours: |l| {
            let (run, last) = tablets(l, "esomeprazole", 56, &[], 180.0)?;
            let (t, top) = peak(&run.trace, "symptom.heartburn", last, last + 4320.0)?;
            Ok((first(&run.trace, "symptom.heartburn", t, 0.2 * top, false)? - last) / 24.0)
        },
        note: "it must last beyond the four weeks that were watched",
    },
    Finding {
        id: "S12h",
        what: "acid taken away by omeprazole 20 mg, mean of day 7",
        source: "about two thirds to three quarters (from memory)",
        label: Label::FIT,
        unit: "fraction",
        band: (0.6, 0.85),
        ours: |l| {
            let (run, _) = tablets(l, "omeprazole", 7, &[], 1.0)?;
            Ok(-mean(&run.trace, "effect.acid", 144.0, 168.0)?)
        },
        note: "the rate of tying was set to it",
    },
    Finding {
        id: "S12i",
        what: "heartburn after a taper over six weeks / after stopping",
        source: "seed: taper; chronic suppression invites up-regulation",
        label: Label::STRUCT,
        unit: "x",
        band: (0.0, 0.85),
        ours: |l| {
            let worst = |taper: &[f64]| -> Result<f64, Failure> {
                let (run, last) = tablets(l, "esomeprazole", 56, taper, 90.0)?;
                Ok(peak(&run.trace, "symptom.heartburn", 1300.0, last + 2160.0)?.1)
            };
            Ok(worst(&[0.25, 0.1, 0.04])? / worst(&[])?)
        },
        note: "a quarter, a tenth, a twenty-fifth of the dose for two weeks each: pumps are tied for good, so small doses still count",
    },
    Finding {
        id: "S12j",
        what: "gastrin during esomeprazole",
        source: "two- to fourfold (from memory)",
        label: Label::STRUCT,
        unit: "x",
        band: (1.8, 4.0),
        ours: |l| {
            let (run, _) = tablets(l, "esomeprazole", 28, &[], 1.0)?;
            Ok(1.0 + mean(&run.trace, "effect.gastrin", 648.0, 672.0)?)
        },
        note: "it is what makes the cells grow here",
    },
];
