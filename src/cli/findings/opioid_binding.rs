//! Findings on receptors held (PET), prodrugs, and the place where the drug is taken.

use model::assemble::Setting;
use model::content::Library;
use model::plan::Act;
use model::quantity::Label::{FIT, ID, PRED, STRUCT};
use model::run::Run;

use super::opioid_course::{DAY, act_at, area, body, give, give_at, last};
use super::{Failure, Finding, mean, series};

/// Area of morphine in the blood after 30 mg of codeine, ug h/L, in somebody with this CYP2D6 activity.
fn morphine_of_codeine(l: &Library, activity: f64) -> Result<f64, Failure> {
    let setting = Setting { enzymes: vec![("CYP2D6".to_owned(), activity)], ..Setting::default() };
    let mut run = Run::new(l.assemble("mu_opioid", &["codeine"], &setting)?, 0.1);
    give(&mut run, "codeine", "oral", 1.0)?;
    run.advance(48.0)?;
    Ok(1000.0 * area(&run, "conc.morphine", 0.0, 48.0)?)
}

/// Probability of dying of the test dose: naive, or after fifteen doses every second day in the usual place, tested in
/// it or in a new one (Siegel's plan; doses are this model's, the test dose the one that kills 96 % of the naive).
fn siegel(l: &Library, learnt: bool, usual: bool) -> Result<f64, Failure> {
    const TEST_DU: f64 = 12.0;
    let mut run = body(l, &["diamorphine"], 4.0)?;
    let mut t = 0.0;
    if learnt {
        for k in 0..15 {
            // The dose climbs to a bit more than half of the test dose, as 8 of 15 mg/kg.
            give_at(&mut run, t, "diamorphine", "injection", TEST_DU * 0.53 * f64::from(k + 1) / 15.0)?;
            t += 2.0 * DAY;
        }
        run.advance(t)?;
    }
    let before = if learnt { last(&run, "risk.apnoea")? } else { 0.0 };
    act_at(&mut run, t, Act::Place { usual });
    give_at(&mut run, t, "diamorphine", "injection", TEST_DU)?;
    run.advance(t + DAY)?;
    // Those who are alive at the test.
    Ok((last(&run, "risk.apnoea")? - before) / (1.0 - before))
}

/// The rows.
pub const FINDINGS: &[Finding] = &[
    Finding {
        id: "S16f",
        what: "Codeine: morphine's area in ultrarapid over normal metabolisers",
        source: "Kirchheiner 2007: 16/11 = 1.45",
        label: ID,
        unit: "x",
        band: (1.2, 1.8),
        note: "activity scores 3 and 2",
        ours: |l| Ok(morphine_of_codeine(l, 1.5)? / morphine_of_codeine(l, 1.0)?),
    },
    Finding {
        id: "S16f2",
        what: "Codeine 30 mg: morphine's area, normal metabolisers",
        source: "Kirchheiner 2007: 11 (5-17)",
        label: FIT,
        unit: "ug h/L",
        band: (5.0, 17.0),
        note: "",
        ours: |l| morphine_of_codeine(l, 1.0),
    },
    Finding {
        id: "S16f3",
        what: "Codeine: morphine's area in poor over normal metabolisers",
        source: "about 4 % (from memory)",
        label: STRUCT,
        unit: "x",
        band: (0.0, 0.1),
        note: "",
        ours: |l| Ok(morphine_of_codeine(l, 0.0)? / morphine_of_codeine(l, 1.0)?),
    },
    Finding {
        id: "S17a",
        what: "Heroin test dose: deaths, naive",
        source: "Siegel 1982: 96.4 % of rats (from memory)",
        label: FIT,
        unit: "fraction",
        band: (0.93, 0.99),
        note: "the test dose is chosen by it",
        ours: |l| siegel(l, false, true),
    },
    Finding {
        id: "S17b",
        what: "The same, used to it, in a new place",
        source: "Siegel 1982: 64.3 % (from memory)",
        label: PRED,
        unit: "fraction",
        band: (0.58, 0.70),
        note: "the rats' breathing had adapted in 30 days of spaced doses; ours adapts over months, as set to people and monkeys",
        ours: |l| siegel(l, true, false),
    },
    Finding {
        id: "S17c",
        what: "The same, used to it, in the usual place",
        source: "Siegel 1982: 32.4 % (from memory)",
        label: FIT,
        unit: "fraction",
        band: (0.27, 0.38),
        note: "the weight of the cue was set to it",
        ours: |l| siegel(l, true, true),
    },
    Finding {
        id: "S17d",
        what: "Deaths in a new place over the usual one",
        source: "Siegel 1982: 2.0 (from memory)",
        label: FIT,
        unit: "x",
        band: (1.5, 3.5),
        note: "",
        ours: |l| Ok(siegel(l, true, false)? / siegel(l, true, true)?),
    },
    Finding {
        id: "S18d",
        what: "Naloxone 13 ug/kg: share of receptors that it holds over the next hour",
        source: "Melichar 2003, PET: half (from memory)",
        label: FIT,
        unit: "fraction",
        band: (0.4, 0.6),
        note: "Kd was chosen by it",
        ours: |l| {
            let mut run = body(l, &["naloxone"], 0.02)?;
            give(&mut run, "naloxone", "injection", 0.91 / 0.4)?;
            run.advance(1.2)?;
            let q = series(&run.trace, "site.naloxone")?;
            let held: Vec<f64> = run
                .trace
                .time_h
                .iter()
                .zip(q)
                .filter(|(t, _)| **t >= 0.1 && **t <= 1.1)
                .map(|(_, q)| q / (1.0 + q))
                .collect();
            Ok(held.iter().sum::<f64>() / held.len() as f64)
        },
    },
    Finding {
        id: "S18e",
        what: "Buprenorphine 16 mg/d: receptors held, mean of a day",
        source: "Greenwald 2003, PET: 80-92 % (from memory)",
        label: PRED,
        unit: "fraction",
        band: (0.7, 0.95),
        note: "kinetics and Kd from other sources",
        ours: |l| {
            let mut run = body(l, &["buprenorphine"], 1.0)?;
            for k in 0..14 {
                give_at(&mut run, DAY * f64::from(k), "buprenorphine", "sublingual", 2.0)?;
            }
            run.advance(14.0 * DAY)?;
            mean(&run.trace, "occupancy", 13.0 * DAY, 14.0 * DAY)
        },
    },
    Finding {
        id: "S18f",
        what: "Methadone 60 mg/d: receptors held, mean of a day",
        source: "Kling 2000, PET: 19-32 % (from memory)",
        label: PRED,
        unit: "fraction",
        band: (0.15, 0.45),
        note: "Kd follows from the least effective level",
        ours: |l| {
            let mut run = body(l, &["methadone"], 1.0)?;
            for k in 0..21 {
                give_at(&mut run, DAY * f64::from(k), "methadone", "oral", 6.0)?;
            }
            run.advance(21.0 * DAY)?;
            mean(&run.trace, "occupancy", 20.0 * DAY, 21.0 * DAY)
        },
    },
];
