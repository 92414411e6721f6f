//! Alcohol: the timetable of withdrawal, cover by a benzodiazepine, cross-tolerance, and how fast it is burnt. Not here:
//! benzodiazepines by themselves.

use model::content::Library;
use model::plan::{Act, Action};
use model::quantity::Label;
use model::run::Run;

use super::{Failure, Finding, at, dose, engine, every, first, peak, played};

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
