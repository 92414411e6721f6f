//! Findings on opioid withdrawal: its course, tapers, substitutes, clonidine. Not here: the antidote and the partial
//! agonist ([`super::opioid_rescue`]).

use model::content::Library;
use model::quantity::Label::{FIT, STRUCT};
use model::run::Run;

use super::opioid_course::{DAY, Habitual, METHADONE, THRICE, body, course, give_at, highest, lowest};
use super::{Failure, Finding, at, first, peak};

const BUPRENORPHINE: Habitual = Habitual { drug: "buprenorphine", route: "sublingual", du: 2.0, every_h: 24.0 };
const SIGN: &str = "symptom.withdrawal";

/// Hours after the last dose at which withdrawal begins (a quarter of its peak), peaks, and is over (15 % of it).
fn timetable(l: &Library, h: Habitual) -> Result<[f64; 3], Failure> {
    let (run, end) = course(l, h, 30.0, 25.0 * DAY, 0.5)?;
    let (top_at, top) = peak(&run.trace, SIGN, end, f64::INFINITY)?;
    let onset = first(&run.trace, SIGN, end, 0.25 * top, true)?;
    let over = first(&run.trace, SIGN, top_at, 0.15 * top, false)?;
    Ok([onset - end, top_at - end, over - end])
}

/// Worst withdrawal after a month of [`THRICE`] when the dose then follows `share` of it, by day.
fn tapered(l: &Library, days: u32, share: impl Fn(f64) -> f64) -> Result<f64, Failure> {
    let mut run = body(l, &["morphine"], 1.0)?;
    let (acts, _) = THRICE.acts(&run, 30.0)?;
    run.queue(&acts);
    for k in 0..3 * days {
        let t = 8.0 * f64::from(k);
        let du = share(t / DAY);
        if du > 1e-3 {
            give_at(&mut run, 720.0 + t, "morphine", "injection", du)?;
        }
    }
    run.advance(720.0 + (f64::from(days) + 20.0) * DAY)?;
    highest(&run, SIGN, 720.0, f64::INFINITY)
}

fn linear(days: u32) -> impl Fn(f64) -> f64 {
    move |t| 1.0 - t / f64::from(days)
}

/// Equal steps of effect and not of dose.
fn hyperbolic(days: u32) -> impl Fn(f64) -> f64 {
    move |t| {
        let left = 1.0 - t / f64::from(days);
        left / (4.0 - 3.0 * left)
    }
}

/// A month of [`THRICE`], then nothing but what `rescue` adds: the worst withdrawal, over that without it.
fn rescued(l: &Library, drugs: &[&str], rescue: impl Fn(&mut Run, f64) -> Result<(), Failure>) -> Result<f64, Failure> {
    let worst = |help: bool| -> Result<f64, Failure> {
        let mut run = body(l, drugs, 1.0)?;
        let (acts, end) = THRICE.acts(&run, 30.0)?;
        run.queue(&acts);
        if help {
            rescue(&mut run, end)?;
        }
        run.advance(end + 8.0 * DAY)?;
        highest(&run, SIGN, end, f64::INFINITY)
    };
    Ok(worst(true)? / worst(false)?)
}

/// How far the alarm centre swings within a day at steady state, as a share of its naive firing.
fn swing(l: &Library, h: Habitual) -> Result<f64, Failure> {
    let (run, end) = course(l, h, 40.0, h.every_h, 0.25)?;
    let (from, to) = (end + h.every_h - DAY, end + h.every_h);
    Ok((highest(&run, "reading.calm", from, to)? - lowest(&run, "reading.calm", from, to)?) / 100.0)
}

/// Signs that turn to the other side of the naive reading after the last dose, of those that a dose moves.
fn mirrored(l: &Library) -> Result<f64, Failure> {
    let (run, end) = course(l, THRICE, 30.0, 6.0 * DAY, 0.25)?;
    let mut count = 0.0;
    for id in ["relief", "euphoria", "breathing", "gut", "pupil", "calm", "camp"] {
        let reading = format!("reading.{id}");
        let naive = at(&run.trace, &reading, 0.0)?;
        let early = [lowest(&run, &reading, 0.0, 8.0)?, highest(&run, &reading, 0.0, 8.0)?];
        let acute = if naive - early[0] > early[1] - naive { -1.0 } else { 1.0 };
        let late =
            [lowest(&run, &reading, end + 12.0, f64::INFINITY)?, highest(&run, &reading, end + 12.0, f64::INFINITY)?];
        let swung = if acute < 0.0 { late[1] - naive } else { naive - late[0] };
        count += f64::from(u8::from(swung > 0.0));
    }
    Ok(count)
}

/// The rows.
pub const FINDINGS: &[Finding] = &[
    Finding {
        id: "S7a",
        what: "Short-acting opioid: withdrawal begins",
        source: "8-24 h after the last dose (secondary sources)",
        label: FIT,
        unit: "h",
        band: (6.0, 24.0),
        note: "",
        ours: |l| Ok(timetable(l, THRICE)?[0]),
    },
    Finding {
        id: "S7b",
        what: "Short-acting opioid: withdrawal peaks",
        source: "day 2-3",
        label: FIT,
        unit: "h",
        band: (36.0, 72.0),
        note: "",
        ours: |l| Ok(timetable(l, THRICE)?[1]),
    },
    Finding {
        id: "S7c",
        what: "Short-acting opioid: withdrawal is over",
        source: "4-10 d",
        label: FIT,
        unit: "d",
        band: (4.0, 12.0),
        note: "",
        ours: |l| Ok(timetable(l, THRICE)?[2] / DAY),
    },
    Finding {
        id: "S7d",
        what: "Methadone: withdrawal begins",
        source: "24-48 h (from memory)",
        label: FIT,
        unit: "h",
        band: (24.0, 48.0),
        note: "the tolerance of the alarm centre was set with this in view",
        ours: |l| Ok(timetable(l, METHADONE)?[0]),
    },
    Finding {
        id: "S7d2",
        what: "Methadone: withdrawal peaks",
        source: "day 3-8 (from memory)",
        label: FIT,
        unit: "d",
        band: (3.0, 8.0),
        note: "",
        ours: |l| Ok(timetable(l, METHADONE)?[1] / DAY),
    },
    Finding {
        id: "S7e",
        what: "Methadone's worst withdrawal over morphine's",
        source: "milder and longer (from memory)",
        label: STRUCT,
        unit: "x",
        band: (0.2, 0.95),
        note: "",
        ours: |l| {
            let worst = |h| -> Result<f64, Failure> {
                let (run, end) = course(l, h, 30.0, 20.0 * DAY, 2.0)?;
                highest(&run, SIGN, end, f64::INFINITY)
            };
            Ok(worst(METHADONE)? / worst(THRICE)?)
        },
    },
    Finding {
        id: "S7f",
        what: "28-day taper: worst withdrawal over stopping at once",
        source: "seed: a taper unwinds the adaptation",
        label: STRUCT,
        unit: "x",
        band: (0.0, 0.5),
        note: "",
        ours: |l| Ok(tapered(l, 28, linear(28))? / tapered(l, 0, |_| 0.0)?),
    },
    Finding {
        id: "S7f2",
        what: "28-day taper by equal steps of effect, over stopping at once",
        source: "hyperbolic tapers (own prediction)",
        label: STRUCT,
        unit: "x",
        band: (0.0, 0.3),
        note: "",
        ours: |l| Ok(tapered(l, 28, hyperbolic(28))? / tapered(l, 0, |_| 0.0)?),
    },
    Finding {
        id: "S7f3",
        what: "10-day taper over a 28-day one",
        source: "seed: slower is milder",
        label: STRUCT,
        unit: "x",
        band: (1.01, 5.0),
        note: "",
        ours: |l| Ok(tapered(l, 10, linear(10))? / tapered(l, 28, linear(28))?),
    },
    Finding {
        id: "S7g",
        what: "Clonidine 0.15 mg every 6 h: worst withdrawal over none",
        source: "seed: it re-imposes the tone",
        label: FIT,
        unit: "x",
        band: (0.1, 0.75),
        note: "its weight was set to about one half",
        ours: |l| {
            rescued(l, &["morphine", "clonidine"], |run, end| {
                (0..32).try_for_each(|k| give_at(run, end + 8.0 + 6.0 * f64::from(k), "clonidine", "oral", 1.0))
            })
        },
    },
    Finding {
        id: "S7h",
        what: "Signs that turn to the other side after stopping, of 7",
        source: "seed: the mirror of the acute effects",
        label: STRUCT,
        unit: "signs",
        band: (7.0, 7.0),
        note: "pain, mood, breath, gut, pupil, locus coeruleus, cAMP",
        ours: mirrored,
    },
    Finding {
        id: "S7i",
        what: "Daily swing of the alarm centre, methadone over morphine 3 times a day",
        source: "seed: flattens peaks and troughs",
        label: STRUCT,
        unit: "x",
        band: (0.0, 0.6),
        note: "",
        ours: |l| Ok(swing(l, METHADONE)? / swing(l, THRICE)?),
    },
    Finding {
        id: "S7i2",
        what: "Daily swing of the alarm centre, buprenorphine over morphine 3 times a day",
        source: "seed: flattens peaks and troughs",
        label: STRUCT,
        unit: "x",
        band: (0.0, 0.6),
        note: "",
        ours: |l| Ok(swing(l, BUPRENORPHINE)? / swing(l, THRICE)?),
    },
    Finding {
        id: "S7i3",
        what: "Methadone 40 mg/d after stopping morphine: worst withdrawal over none",
        source: "seed: a substitute",
        label: STRUCT,
        unit: "x",
        band: (0.0, 0.5),
        note: "",
        ours: |l| {
            rescued(l, &["morphine", "methadone"], |run, end| {
                (0..8).try_for_each(|k| give_at(run, end + 12.0 + DAY * f64::from(k), "methadone", "oral", 4.0))
            })
        },
    },
];
