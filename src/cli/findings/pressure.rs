//! Clonidine: pressure falls, and runs free when it is stopped.

use model::content::Library;
use model::plan::{Act, Action};
use model::quantity::Label;
use model::trace::Trace;

use super::{Failure, Finding, at, dose, engine, every, first, mean, peak, played};

const PRESSURE: &str = "reading.pressure";
/// Geyskes 1979: 0.9 mg a day, here as two tablets every 8 h for four weeks.
const DU: f64 = 2.0;
const WEEKS_H: f64 = 672.0;
/// Time of the last dose.
const LAST_H: f64 = 664.0;

/// Four weeks of `du` every `every_h`, then steps of a taper (days, share), then nothing for two weeks. The trace, and
/// the time of the last dose.
fn course(library: &Library, du: f64, every_h: f64, taper: &[(f64, f64)]) -> Result<(Trace, f64), Failure> {
    let engine = engine(library, "alpha2_pressure", &["clonidine"])?;
    let mut acts = every(dose(&engine, 0, "oral", du)?, 0.0, every_h, WEEKS_H);
    let mut from = WEEKS_H;
    for (days, share) in taper {
        acts.extend(every(dose(&engine, 0, "oral", du * share)?, from, every_h, from + 24.0 * days));
        from += 24.0 * days;
    }
    let last = acts.last().map_or(0.0, |a| a.at_h);
    Ok((played(engine, acts, last + 336.0, 0.5)?.trace, last))
}

fn stopped(library: &Library) -> Result<Trace, Failure> {
    Ok(course(library, DU, 8.0, &[])?.0)
}

/// Highest pressure above the untreated one from the last dose of the whole course on.
fn overshoot(library: &Library, du: f64, every_h: f64, taper: &[(f64, f64)]) -> Result<f64, Failure> {
    let (trace, last) = course(library, du, every_h, taper)?;
    Ok(peak(&trace, PRESSURE, LAST_H, last + 336.0)?.1 - at(&trace, PRESSURE, 0.0)?)
}

/// Hours after the last dose when the pressure is back at the untreated one.
fn back(library: &Library) -> Result<f64, Failure> {
    let trace = stopped(library)?;
    let before = at(&trace, PRESSURE, 0.0)?;
    let falls = LAST_H + 6.0;
    Ok(first(&trace, PRESSURE, falls, before, true)? - LAST_H)
}

/// Hours after the last dose when the swing has come down to 15 % of its peak.
fn over(library: &Library) -> Result<f64, Failure> {
    let trace = stopped(library)?;
    let before = at(&trace, PRESSURE, 0.0)?;
    let (top_h, top) = peak(&trace, PRESSURE, LAST_H, 1000.0)?;
    Ok(first(&trace, PRESSURE, top_h, before + 0.15 * (top - before), false)? - LAST_H)
}

/// Fall of the pressure after the first tablet and over the last day of four weeks of 0.3 mg a day.
fn fall(library: &Library, late: bool) -> Result<f64, Failure> {
    let (trace, _) = course(library, 1.0, 12.0, &[])?;
    let before = at(&trace, PRESSURE, 0.0)?;
    if late {
        return Ok(before - mean(&trace, PRESSURE, 648.0, WEEKS_H)?);
    }
    let y = super::series(&trace, PRESSURE)?;
    let low = trace.time_h.iter().zip(y).filter(|(t, _)| **t < 12.0).map(|(_, v)| *v).fold(f64::INFINITY, f64::min);
    Ok(before - low)
}

/// Concentration at the end of the dose interval of 0.9 mg a day, ug/L.
fn level(library: &Library) -> Result<f64, Failure> {
    Ok(1000.0 * mean(&stopped(library)?, "conc.clonidine", 648.0, LAST_H)?)
}

/// Highest pressure above the untreated one when one week of a patch of 0.3 mg a day comes off.
fn patch(library: &Library) -> Result<f64, Failure> {
    let engine = engine(library, "alpha2_pressure", &["clonidine"])?;
    let worn = Action { at_h: 0.0, act: dose(&engine, 0, "patch", 2.0)? };
    let acts = vec![worn, Action { at_h: WEEKS_H, act: Act::PatchOff { drug: 0 } }];
    let trace = played(engine, acts, WEEKS_H + 336.0, 1.0)?.trace;
    Ok(peak(&trace, PRESSURE, WEEKS_H, WEEKS_H + 336.0)?.1 - at(&trace, PRESSURE, 0.0)?)
}

/// Rows of clonidine.
pub const FINDINGS: &[Finding] = &[
    Finding {
        id: "S11a",
        what: "clonidine 0.9 mg a day stopped: pressure above the untreated one",
        source: "Geyskes 1979: excessive rise in nearly all of 14; +67 mmHg in patients chosen for it",
        label: Label::FIT,
        unit: "mmHg",
        band: (15.0, 70.0),
        ours: |l| overshoot(l, DU, 8.0, &[]),
        note: "the growth of the outflow is fitted to lie between no overshoot (Reid 1977) and +67 mmHg",
    },
    Finding {
        id: "S11b",
        what: "hours after the last dose when pressure is back at the untreated one",
        source: "Reid 1977: within 24-48 h, symptoms from 18-20 h",
        label: Label::PRED,
        unit: "h",
        band: (24.0, 48.0),
        ours: back,
        note: "early: with a half-life of 11 h the level has fallen by half when the grown outflow already outweighs it",
    },
    Finding {
        id: "S11c",
        what: "hours after the last dose of the highest catecholamines",
        source: "Reid 1977: raised 24-72 h after stopping",
        label: Label::FIT,
        unit: "h",
        band: (24.0, 72.0),
        ours: |l| Ok(peak(&stopped(l)?, "reading.catecholamines", LAST_H, 1000.0)?.0 - LAST_H),
        note: "the fading of the outflow is set with it",
    },
    Finding {
        id: "S11d",
        what: "highest catecholamines after stopping over untreated",
        source: "Clin Sci 45:181s: 32 to 112 ug/L, 3.5x",
        label: Label::STRUCT,
        unit: "ratio",
        band: (2.5, 4.5),
        ours: |l| {
            let t = stopped(l)?;
            Ok(peak(&t, "reading.catecholamines", LAST_H, 1000.0)?.1 / at(&t, "reading.catecholamines", 0.0)?)
        },
        note: "one outflow for pressure, rate and catecholamines: with its weight between Reid 1977 and Geyskes 1979 the catecholamines of chosen patients are not reached",
    },
    Finding {
        id: "S11e",
        what: "clonidine 0.15 mg a day stopped: pressure above the untreated one",
        source: "Reid 1977: no symptoms, no significant change",
        label: Label::FIT,
        unit: "mmHg",
        band: (-5.0, 8.0),
        ours: |l| overshoot(l, 1.0, 24.0, &[]),
        note: "the power of the outflow's drive is fitted to it",
    },
    Finding {
        id: "S11f",
        what: "overshoot after a taper of three weeks over that after stopping",
        source: "the seeds: taper, never stop abruptly",
        label: Label::STRUCT,
        unit: "ratio",
        band: (-0.1, 0.4),
        ours: |l| {
            Ok(overshoot(l, DU, 8.0, &[(4.0, 0.75), (4.0, 0.5), (4.0, 0.33), (4.0, 0.2), (5.0, 0.1)])?
                / overshoot(l, DU, 8.0, &[])?)
        },
        note: "",
    },
    Finding {
        id: "S11g",
        what: "days after the last dose when the swing is below 15 % of its peak",
        source: "over within a week or so (from memory)",
        label: Label::STRUCT,
        unit: "d",
        band: (3.0, 10.0),
        ours: |l| Ok(over(l)? / 24.0),
        note: "",
    },
    Finding {
        id: "S11h",
        what: "heart rate above the untreated one after stopping",
        source: "Geyskes 1979: excessive rise",
        label: Label::STRUCT,
        unit: "beats/min",
        band: (5.0, 50.0),
        ours: |l| {
            let t = stopped(l)?;
            Ok(peak(&t, "reading.rate", LAST_H, 1000.0)?.1 - at(&t, "reading.rate", 0.0)?)
        },
        note: "",
    },
    Finding {
        id: "S11i",
        what: "first tablet of 0.15 mg: pressure falls by",
        source: "20-40 mmHg in hypertension (from memory)",
        label: Label::FIT,
        unit: "mmHg",
        band: (12.0, 40.0),
        ours: |l| fall(l, false),
        note: "span and Kd were set with it in view",
    },
    Finding {
        id: "S11j",
        what: "0.3 mg a day for four weeks: pressure still lower by",
        source: "it goes on working for years (from memory)",
        label: Label::FIT,
        unit: "mmHg",
        band: (8.0, 40.0),
        ours: |l| fall(l, true),
        note: "the power of the outflow's drive was raised after a first run gave 5.8",
    },
    Finding {
        id: "S11k",
        what: "plasma clonidine at 0.9 mg a day",
        source: "1-3 ug/L at such doses (from memory)",
        label: Label::STRUCT,
        unit: "ug/L",
        band: (1.0, 4.0),
        ours: level,
        note: "",
    },
    Finding {
        id: "XC1",
        what: "a patch of 0.3 mg a day taken off after four weeks: pressure above the untreated one",
        source: "rebound seen in elderly patients (Am J Med 1987;82:17), less than after tablets (from memory)",
        label: Label::STRUCT,
        unit: "mmHg",
        band: (0.0, 25.0),
        ours: patch,
        note: "the depot of the skin tapers it",
    },
];
