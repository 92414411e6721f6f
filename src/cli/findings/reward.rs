//! Findings on reward: sensitisation and tolerance by schedule alone; craving and lost control kept apart from tolerance
//! and dependence.

use model::content::Library;
use model::plan::Act;
use model::quantity::Label::STRUCT;
use model::run::Run;

use super::opioid_course::{DAY, Habitual, THRICE, act_at, course, give_at, highest, last};
use super::{Failure, Finding, engine, peak};

/// A session's dose, and how many hours apart the sessions are; none: a pump.
#[derive(Clone, Copy)]
enum Schedule {
    /// Four sessions, a week apart.
    Weekly,
    /// Twenty-eight sessions of the same dose, a day apart: seven times as much in all.
    Daily,
    /// The amount of the four, as twenty-eight daily doses.
    DailySameTotal,
    /// The amount of the four, by pump over the four weeks.
    Continuous,
}

const SESSION_DU: f64 = 3.0;

/// Four weeks of a schedule, a week's rest, and the same challenge for all. The run and the time of the challenge.
fn challenged(l: &Library, schedule: Option<Schedule>, rest_days: f64) -> Result<(Run, f64), Failure> {
    let mut run = Run::new(engine(l, "reward", &["amphetamine"])?, 1.0);
    let sessions = |n: u32, every: f64, du: f64, run: &mut Run| {
        (0..n).try_for_each(|k| give_at(run, every * f64::from(k), "amphetamine", "injection", du))
    };
    match schedule {
        None => {}
        Some(Schedule::Weekly) => sessions(4, 7.0 * DAY, SESSION_DU, &mut run)?,
        Some(Schedule::Daily) => sessions(28, DAY, SESSION_DU, &mut run)?,
        Some(Schedule::DailySameTotal) => sessions(28, DAY, SESSION_DU / 7.0, &mut run)?,
        Some(Schedule::Continuous) => {
            give_at(&mut run, 0.0, "amphetamine", "infusion", SESSION_DU / 7.0)?;
            act_at(&mut run, 28.0 * DAY, Act::PatchOff { drug: 0 });
        }
    }
    let test = (28.0 + rest_days) * DAY;
    run.advance(test)?;
    give_at(&mut run, test, "amphetamine", "injection", SESSION_DU)?;
    run.advance(test + 12.0)?;
    Ok((run, test))
}

/// Sensitisation at the end of the four weeks.
fn sharpened(l: &Library, schedule: Schedule) -> Result<f64, Failure> {
    let (run, _) = challenged(l, Some(schedule), 0.0)?;
    super::at(&run.trace, "sensitization.sensitized", 28.0 * DAY)
}

/// Greatest drive after the challenge, over a naive one's.
fn answer(l: &Library, schedule: Schedule, rest_days: f64) -> Result<f64, Failure> {
    let top = |s| -> Result<f64, Failure> {
        let (run, test) = challenged(l, s, rest_days)?;
        Ok(peak(&run.trace, "effect.activity", test, test + 12.0)?.1)
    };
    Ok(top(Some(schedule))? / top(None)?)
}

/// Two months of a stimulant in surges, twice a week; then two weeks without.
fn user(l: &Library) -> Result<Run, Failure> {
    let mut run = Run::new(engine(l, "reward", &["amphetamine"])?, 1.0);
    for k in 0..17 {
        give_at(&mut run, 84.0 * f64::from(k), "amphetamine", "injection", SESSION_DU)?;
    }
    run.advance(16.0 * 84.0 + 14.0 * DAY)?;
    Ok(run)
}

/// Two months of slow-release morphine for pain, a constant dose.
fn patient(l: &Library, after_h: f64) -> Result<Run, Failure> {
    let slow = Habitual { drug: "morphine", route: "slow_release", du: 6.0, every_h: 12.0 };
    Ok(course(l, slow, 60.0, after_h, 1.0)?.0)
}

/// The rows.
pub const FINDINGS: &[Finding] = &[
    Finding {
        id: "R1a",
        what: "Sensitisation: 4 weekly sessions over 28 daily ones of the same dose",
        source: "spaced doses sensitise (Robinson and Becker 1986, from memory)",
        label: STRUCT,
        unit: "x",
        band: (1.05, 20.0),
        note: "recovery and exponent were set to this order",
        ours: |l| Ok(sharpened(l, Schedule::Weekly)? / sharpened(l, Schedule::Daily)?),
    },
    Finding {
        id: "R1b",
        what: "Sensitisation: 4 weekly sessions over the same total by pump",
        source: "seed: continuous exposure tolerates",
        label: STRUCT,
        unit: "x",
        band: (1.3, 50.0),
        note: "",
        ours: |l| Ok(sharpened(l, Schedule::Weekly)? / sharpened(l, Schedule::Continuous)?),
    },
    Finding {
        id: "R1b2",
        what: "Sensitisation: 4 weekly sessions over the same total in daily doses",
        source: "as above",
        label: STRUCT,
        unit: "x",
        band: (1.2, 50.0),
        note: "",
        ours: |l| Ok(sharpened(l, Schedule::Weekly)? / sharpened(l, Schedule::DailySameTotal)?),
    },
    Finding {
        id: "R1c",
        what: "Drive after a challenge 7 days behind 4 weekly sessions, over naive",
        source: "seed: intermittent dosing sensitises",
        label: STRUCT,
        unit: "x",
        band: (1.1, 3.0),
        note: "",
        ours: |l| answer(l, Schedule::Weekly, 7.0),
    },
    Finding {
        id: "R1d",
        what: "Drive after a challenge right behind 28 days of pump (7x the total), over naive",
        source: "seed: continuous exposure tolerates",
        label: STRUCT,
        unit: "x",
        band: (0.2, 1.0),
        note: "here with the same total as four sessions",
        ours: |l| answer(l, Schedule::Continuous, 1.0),
    },
    Finding {
        id: "R1e",
        what: "Drive after a challenge a day behind 28 daily sessions, over naive",
        source: "daily dosing makes tolerant",
        label: STRUCT,
        unit: "x",
        band: (0.2, 1.0),
        note: "",
        ours: |l| answer(l, Schedule::Daily, 1.0),
    },
    Finding {
        id: "R2a",
        what: "Stimulant, 2 weeks after the last dose: craving",
        source: "seed: craving with modest dependence",
        label: STRUCT,
        unit: "fraction",
        band: (0.15, 1.0),
        note: "",
        ours: |l| last(&user(l)?, "habit.craving"),
    },
    Finding {
        id: "R2b",
        what: "Stimulant, 2 weeks after the last dose: dependence (meter)",
        source: "seed: modest",
        label: STRUCT,
        unit: "fraction",
        band: (0.0, 0.15),
        note: "",
        ours: |l| last(&user(l)?, "meter.dependence"),
    },
    Finding {
        id: "R2c",
        what: "Pain patient on slow-release morphine: loss of control",
        source: "seed: dependent, not addicted",
        label: STRUCT,
        unit: "fraction",
        band: (0.0, 0.12),
        note: "",
        ours: |l| last(&patient(l, 12.0)?, "habit.control"),
    },
    Finding {
        id: "R2d",
        what: "The same patient: worst withdrawal after stopping",
        source: "seed: dependent, not addicted",
        label: STRUCT,
        unit: "of 100",
        band: (10.0, 100.0),
        note: "",
        ours: |l| {
            let run = patient(l, 120.0)?;
            highest(&run, "symptom.withdrawal", 60.0 * DAY, f64::INFINITY)
        },
    },
    Finding {
        id: "R2e",
        what: "Heroin three times a day, 2 months: loss of control over that of the patient",
        source: "surges teach wanting",
        label: STRUCT,
        unit: "x",
        band: (1.5, 1e3),
        note: "",
        ours: |l| {
            let heroin = Habitual { drug: "diamorphine", ..THRICE };
            let lost = last(&course(l, heroin, 60.0, 8.0, 4.0)?.0, "habit.control")?;
            Ok(lost / last(&patient(l, 12.0)?, "habit.control")?)
        },
    },
];
