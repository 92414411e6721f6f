//! Findings on how opioid tolerance goes, on relapse, on changing the drug, and on pain made worse.

use model::assemble::Setting;
use model::content::Library;
use model::plan::Act;
use model::quantity::Label::{FIT, ID, STRUCT};
use model::run::Run;

use super::opioid_course::{
    DAY, Habitual, NEW_PLACE, TRIAL, WEEK, act_at, body, give, give_at, high_dose, highest, last, lowest, trial,
};
use super::{Failure, Finding, mean};

/// Share of the analgesic tolerance of the trial's month that is left after days without.
fn left(l: &Library, days: f64) -> Result<f64, Failure> {
    let mut run = trial(l, "morphine")?;
    let start = last(&run, "channel.analgesic")?;
    act_at(&mut run, 720.0, Act::Wash);
    run.advance(720.0 + days * DAY)?;
    Ok(last(&run, "channel.analgesic")? / start)
}

/// Heroin three times a day for three months, raised each week to keep its euphoria up to three times the first dose.
/// Lowest breaths per minute after the last dose, and after the same dose four weeks later, in a new place.
fn relapse(l: &Library) -> Result<(f64, f64), Failure> {
    let mut run = body(l, &["diamorphine"], 0.25)?;
    let (mut t, mut du) = (0.0, 0.5_f64);
    while t < 12.0 * WEEK {
        for k in 0..21 {
            give_at(&mut run, t + 8.0 * f64::from(k), "diamorphine", "injection", du)?;
        }
        t += WEEK;
        run.advance(t)?;
        du = (0.5 * last(&run, "ec50.euphoria")?).clamp(0.5, 1.5);
    }
    give(&mut run, "diamorphine", "injection", du)?;
    run.advance(t + 28.0 * DAY)?;
    act_at(&mut run, t + 28.0 * DAY, NEW_PLACE);
    give(&mut run, "diamorphine", "injection", du)?;
    run.advance(t + 29.0 * DAY)?;
    let seen = |from: f64| lowest(&run, "reading.breathing", from, from + 8.0);
    Ok((seen(t)?, seen(t + 28.0 * DAY)?))
}

/// How much less of the equianalgesic dose of `to` is needed once morphine has come to need `fold` times its dose.
fn rotation(l: &Library, to: &str, fold: f64) -> Result<f64, Failure> {
    // The month at a dose that makes the wanted fold, found by halving the range of doses.
    let folds = |du: f64| -> Result<(f64, f64), Failure> {
        let both = |order: [&str; 2]| -> Result<f64, Failure> {
            let mut run = body(l, &order, 0.5)?;
            act_at(&mut run, 0.0, NEW_PLACE);
            let (acts, _) = Habitual { du, ..TRIAL }.acts(&run, 42.0)?;
            run.queue(&acts);
            act_at(&mut run, 42.0 * DAY, Act::Wash);
            run.advance(42.0 * DAY + 0.5)?;
            last(&run, "ec50.relief")
        };
        Ok((both(["morphine", to])?, both([to, "morphine"])?))
    };
    let (mut low, mut high) = (0.5, 300.0);
    for _ in 0..9 {
        let mid = f64::sqrt(low * high);
        if folds(mid)?.0 < fold { low = mid } else { high = mid }
    }
    let (own, other) = folds(low)?;
    Ok(1.0 - other / own)
}

/// The rows.
pub const FINDINGS: &[Finding] = &[
    Finding {
        id: "S6a",
        what: "Tolerance left after 2 weeks",
        source: "rat t1/2 13.2 d, mouse 17.4 d",
        label: ID,
        unit: "fraction",
        band: (0.35, 0.6),
        note: "no human measurement was found",
        ours: |l| left(l, 14.0),
    },
    Finding {
        id: "S6b",
        what: "Tolerance left after 4 weeks",
        source: "seed: weeks reset it; rat t1/2 13.2 d",
        label: ID,
        unit: "fraction",
        band: (0.1, 0.35),
        note: "",
        ours: |l| left(l, 28.0),
    },
    Finding {
        id: "S6c",
        what: "What the old dose weighs for breathing after 4 weeks off, in doses",
        source: "Merrall 2010: death 3-8 times as often",
        label: STRUCT,
        unit: "x",
        band: (1.4, 3.0),
        note: "a factor on dose, not on deaths",
        ours: |l| {
            let mut run = high_dose(l, "morphine")?;
            let before = last(&run, "ec50.breathing")?;
            act_at(&mut run, 400.0 * DAY, Act::Wash);
            run.advance(428.0 * DAY)?;
            Ok(before / last(&run, "ec50.breathing")?)
        },
    },
    Finding {
        id: "S6d",
        what: "Heroin: depression by the old dose after 28 days off, over that before",
        source: "seed: a routine dose becomes fatal",
        label: STRUCT,
        unit: "x",
        band: (1.3, 10.0),
        note: "in a new place; depression is breaths lost of 14 a minute",
        ours: |l| {
            let (before, after) = relapse(l)?;
            Ok((14.0 - after) / (14.0 - before))
        },
    },
    Finding {
        id: "S6e",
        what: "Heroin: breaths after the habitual dose while tolerant",
        source: "seed: above the line of danger",
        label: STRUCT,
        unit: "1/min",
        band: (6.0, 14.0),
        note: "the line at 6 a minute is ours",
        ours: |l| Ok(relapse(l)?.0),
    },
    Finding {
        id: "S6f",
        what: "Heroin: breaths after the same dose 28 days later",
        source: "seed: below the line of danger",
        label: STRUCT,
        unit: "1/min",
        band: (0.0, 6.0),
        note: "the line at 6 a minute is ours",
        ours: |l| Ok(relapse(l)?.1),
    },
    Finding {
        id: "S8a",
        what: "Rotation to hydromorphone at 2x tolerance: reduction",
        source: "Fine and Portenoy 2009: 25-50 %",
        label: ID,
        unit: "fraction",
        band: (0.24, 0.5),
        note: "the formula (1-chi)(f-1)/f itself, with chi 0.5",
        ours: |l| rotation(l, "hydromorphone", 2.0),
    },
    Finding {
        id: "S8b",
        what: "Rotation to hydromorphone at 4x tolerance: reduction",
        source: "Fine and Portenoy 2009: 25-50 %",
        label: ID,
        unit: "fraction",
        band: (0.25, 0.5),
        note: "",
        ours: |l| rotation(l, "hydromorphone", 4.0),
    },
    Finding {
        id: "S8c",
        what: "Rotation to methadone at 4x tolerance: reduction",
        source: "guidelines: 75-90 % (from memory)",
        label: FIT,
        unit: "fraction",
        band: (0.75, 0.9),
        note: "its overlap was lowered knowing this, but cross-tolerance alone cannot give it: its long half-life and NMDA block are not in a single dose here",
        ours: |l| rotation(l, "methadone", 4.0),
    },
    Finding {
        id: "S19a",
        what: "Fentanyl 10 against 1 ug/kg: tender area at 4.5-6.5 h, increase",
        source: "Mauermann 2016: +30.5 % (16.6-44.4)",
        label: FIT,
        unit: "fraction",
        band: (0.166, 0.444),
        note: "",
        ours: |l| {
            let area = |du: f64| -> Result<f64, Failure> {
                let mut run = body(l, &["fentanyl"], 0.1)?;
                give(&mut run, "fentanyl", "injection", du)?;
                run.advance(7.0)?;
                mean(&run.trace, "reading.tenderness", 4.5, 6.5)
            };
            Ok(area(7.0)? / area(0.7)? - 1.0)
        },
    },
    Finding {
        id: "S19b",
        what: "Morphine 78 mg/d, a month: tender area",
        source: "Chu 2012: no hyperalgesia in 103 patients",
        label: STRUCT,
        unit: "% naive",
        band: (95.0, 107.0),
        note: "the exponent of the channel was chosen with this in mind",
        ours: |l| last(&trial(l, "morphine")?, "reading.tenderness"),
    },
    Finding {
        id: "S19c",
        what: "With the switch on: pain 3 days after 3 months of morphine",
        source: "seed: pain higher than before (set point 7)",
        label: STRUCT,
        unit: "0-10",
        band: (7.3, 10.0),
        note: "the seed's claim; off by default",
        ours: |l| {
            let setting = Setting { switches: vec![("opioid_hyperalgesia".to_owned(), true)], ..Default::default() };
            let mut run = Run::new(l.assemble("mu_opioid", &["morphine"], &setting)?, 8.0);
            let (acts, end) = TRIAL.acts(&run, 90.0)?;
            run.queue(&acts);
            run.advance(end + 72.0)?;
            highest(&run, "reading.relief", end + 48.0, end + 72.0)
        },
    },
];
