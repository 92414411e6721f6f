//! Enzymes: induction, its fading, and what it does to other drugs. Not here: the types that people are born with.

use model::content::Library;
use model::plan::Action;
use model::quantity::Label;
use model::run::Run;

use super::{Failure, Finding, at, dose, engine, every, peak, played, series};

/// Most of these drugs do nothing to it that matters here; a body needs a system.
const SYSTEM: &str = "gaba_nmda";

/// Area under a concentration between two times.
pub(super) fn area(run: &Run, drug: &str, from_h: f64, to_h: f64) -> Result<f64, Failure> {
    let y = series(&run.trace, &format!("conc.{drug}"))?;
    let rows: Vec<(f64, f64)> = run.trace.time_h.iter().copied().zip(y.iter().copied()).collect();
    let inside = rows.windows(2).filter(|w| w[0].0 >= from_h && w[1].0 <= to_h);
    Ok(inside.map(|w| 0.5 * (w[0].1 + w[1].1) * (w[1].0 - w[0].0)).sum())
}

/// Area of one dose of a probe by `route`, two days long, with an inducer every `every_h` for `days` before and during.
fn probe(
    library: &Library,
    (drug, route): (&str, &str),
    inducer: Option<(&str, f64, f64)>,
    days: f64,
    free_days: f64,
) -> Result<f64, Failure> {
    let other = inducer.map_or("rifampicin", |i| i.0);
    let body = engine(library, SYSTEM, &[drug, other])?;
    let start = 24.0 * (days + free_days) + 12.0;
    let mut acts = vec![Action { at_h: start, act: dose(&body, 0, route, 1.0)? }];
    if let Some((_, du, every_h)) = inducer {
        let until = if free_days > 0.0 { 24.0 * days } else { start + 48.0 };
        acts.extend(every(dose(&body, 1, "", du)?, 0.0, every_h, until));
    }
    area(&played(body, acts, start + 96.0, 0.2)?, drug, start, start + 96.0)
}

const RIFAMPICIN: (&str, f64, f64) = ("rifampicin", 1.0, 24.0);

/// Clearance of carbamazepine over that of a first, very small dose: `du` every 12 h for `days`.
fn carbamazepine(library: &Library, du: f64, days: f64) -> Result<f64, Failure> {
    let body = engine(library, SYSTEM, &["carbamazepine"])?;
    let small = 0.01;
    let acts = vec![Action { at_h: 0.0, act: dose(&body, 0, "", small)? }];
    let once = area(&played(body, acts, 1200.0, 1.0)?, "carbamazepine", 0.0, 1200.0)? / small;
    let body = engine(library, SYSTEM, &["carbamazepine"])?;
    let acts = every(dose(&body, 0, "", du)?, 0.0, 12.0, 24.0 * days);
    let steady = area(&played(body, acts, 24.0 * days, 0.5)?, "carbamazepine", 24.0 * days - 12.0, 24.0 * days)? / du;
    Ok(once / steady)
}

/// Four weeks of sixteen drinks a day, then `free_d` without; CYP2E1 above usual at the end.
fn excess(library: &Library, free_d: f64) -> Result<f64, Failure> {
    let (run, last) = drinker(library, free_d)?;
    Ok(at(&run.trace, "enzyme.CYP2E1", last + 24.0 * free_d)? - 1.0)
}

fn drinker(library: &Library, free_d: f64) -> Result<(Run, f64), Failure> {
    let body = engine(library, SYSTEM, &["ethanol", "chlorzoxazone"])?;
    let drink = dose(&body, 0, "", 1.0)?;
    let days = (0..28).map(|d| 24.0 * f64::from(d));
    let mut acts: Vec<Action> = days.flat_map(|t| every(drink, t, 1.0, t + 15.5)).collect();
    let last = 24.0 * 27.0 + 15.0;
    acts.push(Action { at_h: last + 24.0 * free_d, act: dose(&body, 1, "", 1.0)? });
    Ok((played(body, acts, last + 24.0 * free_d + 24.0, 0.25)?, last))
}

/// Clearance of chlorzoxazone in a heavy drinker after `free_d` days without, over that of somebody who never drank.
fn chlorzoxazone(library: &Library, free_d: f64) -> Result<f64, Failure> {
    let (run, last) = drinker(library, free_d)?;
    let start = last + 24.0 * free_d;
    let drunk = area(&run, "chlorzoxazone", start, start + 24.0)?;
    let body = engine(library, SYSTEM, &["chlorzoxazone"])?;
    let acts = vec![Action { at_h: 0.0, act: dose(&body, 0, "", 1.0)? }];
    Ok(area(&played(body, acts, 24.0, 0.25)?, "chlorzoxazone", 0.0, 24.0)? / drunk)
}

/// Rows of the table.
pub const FINDINGS: &[Finding] = &[
    Finding {
        id: "S16a",
        what: "carbamazepine: clearance after four weeks / of a first dose",
        source: "boomer.org 1.75 to 4.48 L/h (2.56x); Bertilsson 1986 doubling",
        label: Label::FIT,
        unit: "x",
        band: (1.9, 2.7),
        ours: |l| carbamazepine(l, 2.0, 28.0),
        note: "emax and EC50 were taken over from a fit to it; 400 mg twice a day",
    },
    Finding {
        id: "S16b",
        what: "autoinduction: the trough falls again while doses go on (day 3 / day 28)",
        source: "Gabrielsson and Weiner PK22: levels peak and then decline",
        label: Label::STRUCT,
        unit: "x",
        band: (1.1, 3.0),
        ours: |l| {
            let body = engine(l, SYSTEM, &["carbamazepine"])?;
            let acts = every(dose(&body, 0, "", 2.0)?, 0.0, 12.0, 672.0);
            let run = played(body, acts, 672.0, 1.0)?;
            let early = peak(&run.trace, "conc.carbamazepine", 0.0, 168.0)?.1;
            Ok(early / peak(&run.trace, "conc.carbamazepine", 650.0, 672.0)?.1)
        },
        note: "highest level of the first week over that of the last day",
    },
    Finding {
        id: "S16d",
        what: "CYP2E1 excess of heavy drinkers left after 3 d",
        source: "Oneta 2002: significant fall by day 3; half-life about 2.5 d (Lucas 1995): 0.435",
        label: Label::ID,
        unit: "fraction",
        band: (0.2, 0.7),
        ours: |l| Ok(excess(l, 3.0)? / excess(l, 0.0)?),
        note: "the half-life, and the alcohol that is still there for half a day",
    },
    Finding {
        id: "S16e",
        what: "CYP2E1 excess of heavy drinkers left after 8 d",
        source: "Oneta 2002: at control by day 8; half-life about 2.5 d: 0.109",
        label: Label::ID,
        unit: "fraction",
        band: (0.0, 0.2),
        ours: |l| Ok(excess(l, 8.0)? / excess(l, 0.0)?),
        note: "the half-life, and the alcohol that is still there for half a day",
    },
    Finding {
        id: "E1",
        what: "chlorzoxazone clearance in heavy drinkers / in others",
        source: "Girre 1994: +73 %",
        label: Label::FIT,
        unit: "x",
        band: (1.5, 1.95),
        ours: |l| chlorzoxazone(l, 1.0),
        note: "induction was set to the ratio of +150 %, the probe's share to this; a day after the last drink",
    },
    Finding {
        id: "E2",
        what: "CYP2E1 a week after the last drink / before",
        source: "Girre 1994: the probe's ratio fell by 65 %",
        label: Label::PRED,
        unit: "x",
        band: (0.25, 0.5),
        ours: |l| Ok((1.0 + excess(l, 7.0)?) / (1.0 + excess(l, 0.0)?)),
        note: "the ratio of 2.5 in drinkers falling by 65 % would end below that of people who never drank; ours cannot",
    },
    Finding {
        id: "E3",
        what: "midazolam by mouth: area after a week of rifampicin / before",
        source: "Backman 1996: -96 % (from memory)",
        label: Label::PRED,
        unit: "x",
        band: (0.02, 0.08),
        ours: |l| {
            let oral = ("midazolam", "oral");
            Ok(probe(l, oral, Some(RIFAMPICIN), 7.0, 0.0)? / probe(l, oral, None, 7.0, 0.0)?)
        },
        note: "gut and liver are one enzyme here; the gut's is renewed faster and meets more of the drug",
    },
    Finding {
        id: "E4",
        what: "midazolam into a vein: area after a week of rifampicin / before",
        source: "about -55 to -60 % (from memory)",
        label: Label::PRED,
        unit: "x",
        band: (0.35, 0.5),
        ours: |l| {
            let vein = ("midazolam", "iv");
            Ok(probe(l, vein, Some(RIFAMPICIN), 7.0, 0.0)? / probe(l, vein, None, 7.0, 0.0)?)
        },
        note: "the share that blood flow limits was chosen beforehand",
    },
    Finding {
        id: "E5",
        what: "midazolam by mouth two weeks after rifampicin / never",
        source: "induction is gone within about two weeks (from memory)",
        label: Label::PRED,
        unit: "x",
        band: (0.8, 1.01),
        ours: |l| {
            let oral = ("midazolam", "oral");
            Ok(probe(l, oral, Some(RIFAMPICIN), 7.0, 14.0)? / probe(l, oral, None, 7.0, 14.0)?)
        },
        note: "rests on the enzyme's turnover",
    },
    Finding {
        id: "E6",
        what: "spill-over: alprazolam, area on carbamazepine / before",
        source: "seed: an induced enzyme clears other drugs too; alprazolam more than halved (from memory)",
        label: Label::STRUCT,
        unit: "x",
        band: (0.3, 0.7),
        ours: |l| {
            let tablet = ("alprazolam", "");
            let inducer = ("carbamazepine", 2.0, 12.0);
            Ok(probe(l, tablet, Some(inducer), 21.0, 0.0)? / probe(l, tablet, None, 21.0, 0.0)?)
        },
        note: "400 mg twice a day for three weeks",
    },
    Finding {
        id: "E7",
        what: "spill-over: alprazolam, area on phenobarbital / before",
        source: "seed: barbiturates induce CYP3A4",
        label: Label::STRUCT,
        unit: "x",
        band: (0.3, 0.8),
        ours: |l| {
            let tablet = ("alprazolam", "");
            let inducer = ("phenobarbital", 1.0, 12.0);
            Ok(probe(l, tablet, Some(inducer), 42.0, 0.0)? / probe(l, tablet, None, 42.0, 0.0)?)
        },
        note: "60 mg twice a day for six weeks",
    },
];
