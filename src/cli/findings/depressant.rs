//! Alcohol, benzodiazepines and what follows them: the timetable of withdrawal, cover, taper, cross-tolerance.

use model::content::Library;
use model::plan::{Act, Action};
use model::quantity::Label;
use model::run::Run;

use super::{Failure, Finding, at, dose, engine, every, first, mean, peak, played};

const SYSTEM: &str = "gaba_nmda";
/// Days of drinking, and the hour of the last of sixteen drinks on the last day.
const DAYS: u32 = 28;
const LAST_DRINK: f64 = 24.0 * 27.0 + 15.0;

/// Drinks, one an hour, on every one of `days` days.
fn drinks(act: Act, a_day: u32, days: u32) -> Vec<Action> {
    (0..days).map(|d| 24.0 * f64::from(d)).flat_map(|t| every(act, t, 1.0, t + f64::from(a_day) - 0.5)).collect()
}

/// Four weeks of sixteen drinks a day, and three weeks after them.
fn drinker(library: &Library) -> Result<Run, Failure> {
    let body = engine(library, SYSTEM, &["ethanol"])?;
    let acts = drinks(dose(&body, 0, "", 1.0)?, 16, DAYS);
    played(body, acts, LAST_DRINK + 504.0, 1.0)
}

/// The same with diazepam from the eighth hour on: 20 mg every 6 h, then half of it on each day that follows.
fn covered(library: &Library) -> Result<Run, Failure> {
    let body = engine(library, SYSTEM, &["ethanol", "diazepam"])?;
    let mut acts = drinks(dose(&body, 0, "", 1.0)?, 16, DAYS);
    for (day, du) in [(0.0, 2.0), (1.0, 1.0), (2.0, 0.5), (3.0, 0.25)] {
        let from = LAST_DRINK + 8.0 + 24.0 * day;
        acts.extend(every(dose(&body, 1, "", du)?, from, 6.0, from + 24.0));
    }
    played(body, acts, LAST_DRINK + 504.0, 1.0)
}

/// Time and height of a sign's peak after the last drink.
fn after_drink(run: &Run, sign: &str) -> Result<(f64, f64), Failure> {
    let (t, height) = peak(&run.trace, sign, LAST_DRINK, LAST_DRINK + 504.0)?;
    Ok((t - LAST_DRINK, height))
}

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

/// What 10 mg of diazepam into a vein add to the calm an hour later, in a body that has drunk for `days`.
fn calmed(library: &Library, days: u32) -> Result<f64, Failure> {
    let with = |du: Option<f64>| -> Result<f64, Failure> {
        let body = engine(library, SYSTEM, &["ethanol", "diazepam"])?;
        let mut acts = drinks(dose(&body, 0, "", 1.0)?, 16, days);
        let shot = LAST_DRINK + 16.0;
        if let Some(du) = du {
            acts.push(Action { at_h: shot, act: dose(&body, 1, "iv", du)? });
        }
        at(&played(body, acts, shot + 2.0, 0.5)?.trace, "effect.calm", shot + 1.0)
    };
    Ok(with(Some(1.0))? - with(None)?)
}

/// Elimination of alcohol, mg/dL/h, over the two hours after the level has come down to `level` mg/L.
fn burns(library: &Library, days: u32, level: f64) -> Result<f64, Failure> {
    let body = engine(library, SYSTEM, &["ethanol"])?;
    let start = 24.0 * f64::from(days);
    let mut acts = drinks(dose(&body, 0, "", 1.0)?, 16, days);
    acts.push(Action { at_h: start, act: dose(&body, 0, "", 9.0)? });
    let run = played(body, acts, start + 24.0, 0.05)?;
    let t = first(&run.trace, "conc.ethanol", start + 2.0, level, false)?;
    Ok((at(&run.trace, "conc.ethanol", t)? - at(&run.trace, "conc.ethanol", t + 2.0)?) / 20.0)
}

/// Rows of the table.
pub const FINDINGS: &[Finding] = &[
    Finding {
        id: "S9a",
        what: "alcohol: first signs after the last drink (a quarter of the peak)",
        source: "BJGP table: onset 6-8 h; Tetrault 2008: 6 h",
        label: Label::FIT,
        unit: "h",
        band: (4.0, 12.0),
        ours: |l| {
            let run = drinker(l)?;
            let top = after_drink(&run, "symptom.tremor")?.1;
            Ok(first(&run.trace, "symptom.tremor", LAST_DRINK, 0.25 * top, true)? - LAST_DRINK)
        },
        note: "the pace of the sign was chosen with this time in view",
    },
    Finding {
        id: "S9b",
        what: "alcohol: greatest readiness to seize after the last drink",
        source: "seizures 6-48 h, minor signs peak 10-30 h (Tetrault 2008)",
        label: Label::FIT,
        unit: "h",
        band: (10.0, 36.0),
        ours: |l| Ok(after_drink(&drinker(l)?, "symptom.seizure")?.0),
        note: "the pace of the sign was chosen with this time in view",
    },
    Finding {
        id: "S9c",
        what: "alcohol: greatest delirium after the last drink",
        source: "delirium tremens 48-72 (48-96) h",
        label: Label::FIT,
        unit: "h",
        band: (36.0, 84.0),
        ours: |l| Ok(after_drink(&drinker(l)?, "symptom.delirium.late")?.0),
        note: "the pace of the sign was chosen with this time in view",
    },
    Finding {
        id: "S9d",
        what: "alcohol: tremor is over (below 15 % of its peak)",
        source: "resolves within 5-7 d",
        label: Label::FIT,
        unit: "d",
        band: (4.0, 10.0),
        ours: |l| {
            let run = drinker(l)?;
            let (t, top) = after_drink(&run, "symptom.tremor")?;
            Ok((first(&run.trace, "symptom.tremor", LAST_DRINK + t, 0.15 * top, false)? - LAST_DRINK) / 24.0)
        },
        note: "rests on how fast GABA and glutamate return, set to the withdrawal of alcohol",
    },
    Finding {
        id: "S9e",
        what: "alcohol: peak of tremor under diazepam / untreated",
        source: "seed: benzodiazepine cover, supervised",
        label: Label::STRUCT,
        unit: "x",
        band: (0.0, 0.6),
        ours: |l| Ok(after_drink(&covered(l)?, "symptom.tremor")?.1 / after_drink(&drinker(l)?, "symptom.tremor")?.1),
        note: "20 mg every 6 h from the eighth hour on, halved daily",
    },
    Finding {
        id: "A1",
        what: "alcohol: seizures of untreated heavy drinkers",
        source: "up to 15 % (Tetrault 2008)",
        label: Label::FIT,
        unit: "fraction",
        band: (0.03, 0.15),
        ours: |l| at(&drinker(l)?.trace, "risk.seizure", LAST_DRINK + 500.0),
        note: "the rate of the hazard was set to it",
    },
    Finding {
        id: "A2",
        what: "alcohol: delirium tremens of untreated heavy drinkers",
        source: "3-5 % (Tetrault 2008)",
        label: Label::FIT,
        unit: "fraction",
        band: (0.03, 0.05),
        ours: |l| at(&drinker(l)?.trace, "risk.delirium", LAST_DRINK + 500.0),
        note: "the rate of the hazard was set to it",
    },
    Finding {
        id: "A3",
        what: "alcohol: seizures under diazepam / untreated",
        source: "seed: cover prevents what kills",
        label: Label::STRUCT,
        unit: "x",
        band: (0.0, 0.5),
        ours: |l| {
            let risk = |run: Run| at(&run.trace, "risk.seizure", LAST_DRINK + 500.0);
            Ok(risk(covered(l)?)? / risk(drinker(l)?)?)
        },
        note: "order only",
    },
    Finding {
        id: "A4",
        what: "two drinks a day for four weeks: tremor after stopping / after sixteen a day",
        source: "light drinkers do not have it",
        label: Label::STRUCT,
        unit: "x",
        band: (0.0, 0.1),
        ours: |l| {
            let body = engine(l, SYSTEM, &["ethanol"])?;
            let acts = drinks(dose(&body, 0, "", 1.0)?, 2, DAYS);
            let light = played(body, acts, LAST_DRINK + 504.0, 1.0)?;
            Ok(after_drink(&light, "symptom.tremor")?.1 / after_drink(&drinker(l)?, "symptom.tremor")?.1)
        },
        note: "rests on the sign's threshold",
    },
    Finding {
        id: "A5",
        what: "cross-tolerance: what diazepam adds to the calm of a drinker / of a novice",
        source: "seed and common knowledge: shared target",
        label: Label::STRUCT,
        unit: "x",
        band: (0.2, 0.9),
        ours: |l| Ok(calmed(l, DAYS)? / calmed(l, 0)?),
        note: "10 mg into a vein, 16 h after the last drink",
    },
    Finding {
        id: "A6",
        what: "alcohol burnt by a novice at 100 mg/dL",
        source: "17 mg/dL/h (callutheran.edu)",
        label: Label::FIT,
        unit: "mg/dL/h",
        band: (15.0, 19.0),
        ours: |l| burns(l, 0, 1100.0),
        note: "both paths were set to it",
    },
    Finding {
        id: "A7",
        what: "alcohol burnt by a heavy drinker at 150 mg/dL",
        source: "25 mg/dL/h (callutheran.edu)",
        label: Label::FIT,
        unit: "mg/dL/h",
        band: (21.0, 28.0),
        ours: |l| burns(l, DAYS, 1600.0),
        note: "both paths were set to it",
    },
];

/// Benzodiazepines; they use the system as alcohol has shaped it.
pub const BENZODIAZEPINES: &[Finding] = &[
    Finding {
        id: "A8",
        what: "lorazepam, six weeks: peak of rebound after the last tablet",
        source: "rebound anxiety 1-4 d (pbod.org, WHO text)",
        label: Label::PRED,
        unit: "d",
        band: (1.0, 4.0),
        ours: |l| Ok(unrest(l, "lorazepam", 1.0, &[])?.0 / 24.0),
        note: "no number of the system was set to a benzodiazepine",
    },
    Finding {
        id: "A9",
        what: "lorazepam, six weeks: unrest is over (below 15 % of its peak)",
        source: "the full syndrome takes 10-14 d (pbod.org, WHO text)",
        label: Label::PRED,
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
