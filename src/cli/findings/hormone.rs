//! Stopping an SSRI and stopping a steroid: dependence without addiction.

use model::content::Library;
use model::quantity::Label;
use model::run::Run;

use super::{Failure, Finding, at, dose, engine, every, first, mean, peak, played};

/// `days` of a tablet a day of `du`, then `taper` steps (days, share of the dose); the run and the last dose.
fn tablets(
    library: &Library,
    (system, drug): (&str, &str),
    (du, days): (f64, f64),
    taper: &[(f64, f64)],
    after_d: f64,
) -> Result<(Run, f64), Failure> {
    let body = engine(library, system, &[drug])?;
    let mut until = 24.0 * days;
    let mut acts = every(dose(&body, 0, "", du)?, 0.0, 24.0, until);
    for (days, share) in taper {
        acts.extend(every(dose(&body, 0, "", du * share)?, until, 24.0, until + 24.0 * days));
        until += 24.0 * days;
    }
    let last = until - 24.0;
    Ok((played(body, acts, last + 24.0 * after_d, 4.0)?, last))
}

const PAROXETINE: (&str, &str) = ("serotonin", "paroxetine");
const FLUOXETINE: (&str, &str) = ("serotonin", "fluoxetine");
const PREDNISOLONE: (&str, &str) = ("adrenal_axis", "prednisolone");
/// Twelve weeks of the usual dose.
const SSRI: (f64, f64) = (1.0, 84.0);
/// Eight weeks of 40 mg.
const STEROID: (f64, f64) = (2.0, 56.0);

/// Peak of discontinuation (time after the last dose, h; height), tapering included.
fn discontinuation(library: &Library, drug: (&str, &str), taper: &[(f64, f64)]) -> Result<(f64, f64), Failure> {
    let (run, last) = tablets(library, drug, SSRI, taper, 90.0)?;
    let (t, top) = peak(&run.trace, "symptom.discontinuation", 0.0, last + 2160.0)?;
    Ok((t - last, top))
}

/// Lowest reading of blood pressure from the last full dose on.
fn lowest(library: &Library, course: (f64, f64), taper: &[(f64, f64)]) -> Result<f64, Failure> {
    let (run, last) = tablets(library, PREDNISOLONE, course, taper, 120.0)?;
    let y = super::series(&run.trace, "reading.strength")?;
    let rows = run.trace.time_h.iter().zip(y).filter(|(t, _)| **t <= last + 2880.0);
    Ok(rows.map(|(_, v)| *v).fold(f64::INFINITY, f64::min))
}

/// Rows of the table.
pub const FINDINGS: &[Finding] = &[
    Finding {
        id: "H1",
        what: "paroxetine: discontinuation begins (a quarter of the peak) after the last tablet",
        source: "two to four days (from memory)",
        label: Label::FIT,
        unit: "d",
        band: (2.0, 4.5),
        ours: |l| {
            let (run, last) = tablets(l, PAROXETINE, SSRI, &[], 60.0)?;
            let top = peak(&run.trace, "symptom.discontinuation", last, last + 1440.0)?.1;
            Ok((first(&run.trace, "symptom.discontinuation", last, 0.25 * top, true)? - last) / 24.0)
        },
        note: "rests on the drug's half-life; the sign's own pace was chosen before",
    },
    Finding {
        id: "H2",
        what: "paroxetine: discontinuation is over (below 15 % of its peak)",
        source: "one to three weeks (from memory)",
        label: Label::STRUCT,
        unit: "d",
        band: (7.0, 21.0),
        ours: |l| {
            let (run, last) = tablets(l, PAROXETINE, SSRI, &[], 60.0)?;
            let (t, top) = peak(&run.trace, "symptom.discontinuation", last, last + 1440.0)?;
            Ok((first(&run.trace, "symptom.discontinuation", t, 0.15 * top, false)? - last) / 24.0)
        },
        note: "the channel's fading was chosen so",
    },
    Finding {
        id: "H3",
        what: "discontinuation peak of fluoxetine / of paroxetine",
        source: "hardly any against much (from memory)",
        label: Label::STRUCT,
        unit: "x",
        band: (0.0, 0.25),
        ours: |l| Ok(discontinuation(l, FLUOXETINE, &[])?.1 / discontinuation(l, PAROXETINE, &[])?.1),
        note: "the half-lives of the drug and of its product decide",
    },
    Finding {
        id: "H4",
        what: "paroxetine: hyperbolic taper over eight weeks / stopping",
        source: "seed: taper antidepressants",
        label: Label::STRUCT,
        unit: "x",
        band: (0.0, 0.5),
        ours: |l| {
            let steps = [(14.0, 0.5), (14.0, 0.25), (14.0, 0.12), (14.0, 0.05)];
            Ok(discontinuation(l, PAROXETINE, &steps)?.1 / discontinuation(l, PAROXETINE, &[])?.1)
        },
        note: "peak of the sign, during the taper or after it",
    },
    Finding {
        id: "H5",
        what: "paroxetine, same eight weeks: equal steps of dose / hyperbolic steps",
        source: "the last milligrams matter most: occupancy is a hyperbola",
        label: Label::STRUCT,
        unit: "x",
        band: (1.05, 20.0),
        ours: |l| {
            let equal = [(14.0, 0.8), (14.0, 0.6), (14.0, 0.4), (14.0, 0.2)];
            let steps = [(14.0, 0.5), (14.0, 0.25), (14.0, 0.12), (14.0, 0.05)];
            Ok(discontinuation(l, PAROXETINE, &equal)?.1 / discontinuation(l, PAROXETINE, &steps)?.1)
        },
        note: "order only",
    },
    Finding {
        id: "H6",
        what: "SSRI: share of the lift of mood that is there after a week",
        source: "mood follows after two to four weeks (from memory)",
        label: Label::STRUCT,
        unit: "fraction",
        band: (0.0, 0.4),
        ours: |l| {
            let (run, last) = tablets(l, PAROXETINE, SSRI, &[], 1.0)?;
            Ok(mean(&run.trace, "effect.mood", 144.0, 168.0)? / mean(&run.trace, "effect.mood", last - 48.0, last)?)
        },
        note: "two slow stages were chosen so",
    },
    Finding {
        id: "H7",
        what: "SSRI: the signal swings to the other side after stopping (lowest, fraction)",
        source: "seed: the mirror of the acute effect",
        label: Label::STRUCT,
        unit: "fraction",
        band: (-0.5, -0.02),
        ours: |l| {
            let (run, last) = tablets(l, PAROXETINE, SSRI, &[], 30.0)?;
            let y = super::series(&run.trace, "effect.signal")?;
            let rows = run.trace.time_h.iter().zip(y).filter(|(t, _)| **t > last);
            let low = rows.map(|(_, v)| *v).fold(f64::INFINITY, f64::min);
            let acute = at(&run.trace, "effect.signal", 24.0)?;
            Ok(if acute > 0.0 { low } else { f64::NAN })
        },
        note: "NaN if the first doses did not raise it",
    },
    Finding {
        id: "H8",
        what: "prednisolone 40 mg, eight weeks: own gland left a week after stopping",
        source: "weeks of full doses put it to sleep (from memory)",
        label: Label::STRUCT,
        unit: "fraction",
        band: (0.1, 0.5),
        ours: |l| {
            let (run, last) = tablets(l, PREDNISOLONE, STEROID, &[], 30.0)?;
            at(&run.trace, "axis.gland", last + 168.0)
        },
        note: "times and half-dose chosen",
    },
    Finding {
        id: "H9",
        what: "the gland is back to nine tenths",
        source: "five to nine months and more (Graber 1965; from memory)",
        label: Label::STRUCT,
        unit: "d",
        band: (90.0, 300.0),
        ours: |l| {
            let (run, last) = tablets(l, PREDNISOLONE, STEROID, &[], 360.0)?;
            Ok((first(&run.trace, "axis.gland", last + 336.0, 0.9, true)? - last) / 24.0)
        },
        note: "times chosen from memory of that paper",
    },
    Finding {
        id: "H10",
        what: "five days of 40 mg: lowest blood pressure",
        source: "short courses need no taper (from memory)",
        label: Label::STRUCT,
        unit: "mmHg",
        band: (112.0, 121.0),
        ours: |l| lowest(l, (2.0, 5.0), &[]),
        note: "the centre's pace was chosen so",
    },
    Finding {
        id: "H11",
        what: "eight weeks of 40 mg, stopped: lowest blood pressure",
        source: "seed: stopping can kill",
        label: Label::STRUCT,
        unit: "mmHg",
        band: (70.0, 108.0),
        ours: |l| lowest(l, STEROID, &[]),
        note: "reading chosen",
    },
    Finding {
        id: "H12",
        what: "eight weeks of 40 mg, tapered: lowest blood pressure",
        source: "seed: taper corticosteroids",
        label: Label::STRUCT,
        unit: "mmHg",
        band: (110.0, 121.0),
        ours: |l| {
            let steps = [(7.0, 0.5), (7.0, 0.25), (60.0, 0.125), (60.0, 0.06), (60.0, 0.03)];
            lowest(l, STEROID, &steps)
        },
        note: "down to 5 mg within two weeks, then months below it",
    },
    Finding {
        id: "H13",
        what: "prednisolone: inflammation flares above its untreated height after stopping",
        source: "rebound of what was suppressed",
        label: Label::STRUCT,
        unit: "%",
        band: (103.0, 200.0),
        ours: |l| {
            let (run, last) = tablets(l, PREDNISOLONE, STEROID, &[], 60.0)?;
            Ok(peak(&run.trace, "reading.relief", last, last + 1440.0)?.1)
        },
        note: "the body's own cortisol is missing as well",
    },
];
