//! Benzodiazepines: rebound, half-life, taper, ceiling. They use the system as alcohol has shaped it.

use model::content::Library;
use model::plan::Action;
use model::quantity::Label;
use model::run::Run;

use super::{Failure, Finding, at, dose, engine, every, first, mean, peak, played};

const SYSTEM: &str = "gaba_nmda";

/// Six weeks of a drug every 8 h, then `taper` steps of a week each (shares of the dose), then nothing.
fn weeks(library: &Library, drug: &str, du: f64, taper: &[f64]) -> Result<(Run, f64), Failure> {
    let body = engine(library, SYSTEM, &[drug])?;
    let mut acts = every(dose(&body, 0, "", du)?, 0.0, 8.0, 1008.0);
    let mut t = 1008.0;
    for share in taper {
        acts.extend(every(dose(&body, 0, "", du * share)?, t, 8.0, t + 168.0));
        t += 168.0;
    }
    let last = t - 8.0;
    Ok((played(body, acts, last + 1200.0, 2.0)?, last))
}

/// Time after the last dose, and height, of the peak of unrest.
fn unrest(library: &Library, drug: &str, du: f64, taper: &[f64]) -> Result<(f64, f64), Failure> {
    let (run, last) = weeks(library, drug, du, taper)?;
    // What shows during the taper counts as well.
    let (t, height) = peak(&run.trace, "symptom.tremor", 1000.0, last + 1200.0)?;
    Ok((t - last, height))
}

/// Rows of the table.
pub const FINDINGS: &[Finding] = &[
    Finding {
        id: "A8",
        what: "lorazepam, six weeks: peak of rebound after the last tablet",
        source: "rebound anxiety 1-4 d (pbod.org, WHO text)",
        label: Label::FIT,
        unit: "d",
        band: (1.0, 4.0),
        ours: |l| Ok(unrest(l, "lorazepam", 1.0, &[])?.0 / 24.0),
        note: "the weights of the system were still changed after this time had been seen; nothing was set to it",
    },
    Finding {
        id: "A9",
        what: "lorazepam, six weeks: unrest is over (below 15 % of its peak)",
        source: "the full syndrome takes 10-14 d (pbod.org, WHO text)",
        label: Label::FIT,
        unit: "d",
        band: (7.0, 14.0),
        ours: |l| {
            let (run, last) = weeks(l, "lorazepam", 1.0, &[])?;
            let (t, top) = peak(&run.trace, "symptom.tremor", last, last + 1200.0)?;
            Ok((first(&run.trace, "symptom.tremor", t, 0.15 * top, false)? - last) / 24.0)
        },
        note: "GABA and glutamate return at the pace of alcohol's withdrawal; what makes benzodiazepines' longer is missing",
    },
    Finding {
        id: "A10",
        what: "withdrawal peak of diazepam / alprazolam at doses of equal effect",
        source: "seed and WHO text: worse with a short half-life",
        label: Label::STRUCT,
        unit: "x",
        band: (0.0, 0.9),
        ours: |l| Ok(unrest(l, "diazepam", 1.0, &[])?.1 / unrest(l, "alprazolam", 0.5, &[])?.1),
        note: "10 mg against 0.5 mg three times a day",
    },
    Finding {
        id: "A11",
        what: "withdrawal of diazepam comes later than that of alprazolam",
        source: "half-lives of days against half a day",
        label: Label::STRUCT,
        unit: "d",
        band: (1.0, 10.0),
        ours: |l| Ok((unrest(l, "diazepam", 1.0, &[])?.0 - unrest(l, "alprazolam", 0.5, &[])?.0) / 24.0),
        note: "difference of the two peaks",
    },
    Finding {
        id: "A12",
        what: "alprazolam 1 mg three times a day: taper over seven weeks / stopping",
        source: "seed: taper, never stop abruptly",
        label: Label::STRUCT,
        unit: "x",
        band: (0.0, 0.5),
        ours: |l| {
            let slow = unrest(l, "alprazolam", 1.0, &[0.75, 0.6, 0.45, 0.35, 0.25, 0.15, 0.08])?;
            Ok(slow.1 / unrest(l, "alprazolam", 1.0, &[])?.1)
        },
        note: "peak of unrest, during the taper or after it",
    },
    Finding {
        id: "A13",
        what: "withdrawal of alprazolam is opposite to its effect (lowest calm after stopping)",
        source: "seed: the mirror of the acute effect",
        label: Label::STRUCT,
        unit: "fraction",
        band: (-0.5, -0.02),
        ours: |l| {
            let (run, last) = weeks(l, "alprazolam", 1.0, &[])?;
            let day = mean(&run.trace, "effect.calm", last + 40.0, last + 64.0)?;
            let acute = at(&run.trace, "effect.calm", 2.0)?;
            Ok(if acute > 0.0 { day } else { f64::NAN })
        },
        note: "mean of the second and third day; NaN if the first dose did not calm",
    },
    Finding {
        id: "A14",
        what: "calm of saturating diazepam / of 300 mg/dL of alcohol, novices",
        source: "benzodiazepines alone have a ceiling",
        label: Label::STRUCT,
        unit: "x",
        band: (0.3, 0.9),
        ours: |l| {
            let body = engine(l, SYSTEM, &["diazepam"])?;
            let acts = vec![Action { at_h: 0.0, act: dose(&body, 0, "iv", 50.0)? }];
            let valium = at(&played(body, acts, 2.0, 0.25)?.trace, "effect.calm", 1.0)?;
            let body = engine(l, SYSTEM, &["ethanol"])?;
            let acts = vec![Action { at_h: 0.0, act: dose(&body, 0, "", 11.0)? }];
            let run = played(body, acts, 6.0, 0.1)?;
            Ok(valium / peak(&run.trace, "effect.calm", 0.0, 6.0)?.1)
        },
        note: "the ceiling is the factor of three on GABA",
    },
];
