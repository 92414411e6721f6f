//! Beta-blockers at the heart: receptors grow under the block, sensitivity comes days after it, and goes.
//!
//! Sensitivity is measured as in patients: the dose of isoprenaline into a vein that raises the rate by 25 beats/min.

use model::content::Library;
use model::engine::{Body, Engine};
use model::plan::Act;
use model::quantity::Label;
use model::run::Run;

use super::{Failure, Finding, at, dose, engine, every, played};

const RATE: &str = "reading.rate";
/// What counts as supersensitive: 15 % less isoprenaline than naive.
const SUPERSENSITIVE: f64 = 1.15;
/// Half days after the last dose on which sensitivity is measured.
const HALF_DAYS: u32 = 40;

/// Isoprenaline (drug 1) that raises the rate of `body` by 25 beats/min, DU.
fn cd25(engine: &Engine, body: &Body) -> Result<f64, Failure> {
    let effect = engine.system.effects.iter().position(|e| e.id == "rate");
    let effect = effect.ok_or_else(|| Failure::Missing("effect rate".to_owned()))?;
    let span = engine.system.effects[effect].shown.span;
    let before = engine.now(body).net[effect];
    let rise = |du: f64| -> Result<f64, Failure> {
        let mut probed = body.clone();
        engine.apply(&mut probed, &dose(engine, 1, "iv", du)?);
        let mut top = f64::NEG_INFINITY;
        for _ in 0..20 {
            let to = probed.t_h + 15.0 / 3600.0;
            engine.advance(&mut probed, to, &[], |_, _| {})?;
            top = top.max(engine.now(&probed).net[effect]);
        }
        Ok(span * (top - before))
    };
    let (mut low, mut high) = (1e-3, 1e4);
    for _ in 0..26 {
        let middle = f64::sqrt(low * high);
        if rise(middle)? > 25.0 { high = middle } else { low = middle }
    }
    Ok(f64::sqrt(low * high))
}

/// Days after the last dose, and sensitivity over the naive one.
type Course = Vec<(f64, f64)>;

/// Takes a beta-blocker by mouth for `days`, stops, and measures.
fn stopped(library: &Library, drug: &str, du: f64, every_h: f64, days: f64) -> Result<Course, Failure> {
    tapered(library, drug, &[(days, du)], every_h)
}

/// The same with several doses in a row: days, and DU each time.
fn tapered(library: &Library, drug: &str, doses: &[(f64, f64)], every_h: f64) -> Result<Course, Failure> {
    let engine = engine(library, "beta1_heart", &[drug, "isoprenaline"])?;
    let naive = cd25(&engine, &engine.naive_body())?;
    let (mut acts, mut from) = (Vec::new(), 0.0);
    for (days, du) in doses {
        acts.extend(every(dose(&engine, 0, "oral", *du)?, from, every_h, from + 24.0 * days));
        from += 24.0 * days;
    }
    let last = acts.last().map_or(0.0, |a| a.at_h);
    let mut run = Run::new(engine, 24.0);
    run.queue(&acts);
    let mut course = Vec::new();
    for k in 1..=HALF_DAYS {
        let day = 0.5 * f64::from(k);
        run.advance(last + 24.0 * day)?;
        course.push((day, naive / cd25(&run.engine, &run.body)?));
    }
    Ok(course)
}

/// Three months of propranolol, 80 mg three times a day (Nattel 1979: 3 months or longer).
fn nattel(library: &Library) -> Result<Course, Failure> {
    stopped(library, "propranolol", 1.0, 8.0, 90.0)
}

fn top(course: &Course) -> (f64, f64) {
    course.iter().copied().fold((f64::NAN, f64::NEG_INFINITY), |a, b| if b.1 > a.1 { b } else { a })
}

/// First day of supersensitivity, and how many days it lasts.
fn lasting(course: &Course) -> (f64, f64) {
    let days: Vec<f64> = course.iter().filter(|(_, s)| *s >= SUPERSENSITIVE).map(|(d, _)| *d).collect();
    match (days.first(), days.last()) {
        (Some(first), Some(last)) => (*first, last - first),
        _ => (f64::NAN, 0.0),
    }
}

fn density(library: &Library, days: f64) -> Result<f64, Failure> {
    let engine = engine(library, "beta1_heart", &["propranolol"])?;
    let acts = every(dose(&engine, 0, "oral", 1.0)?, 0.0, 8.0, 240.0);
    at(&played(engine, acts, 240.0, 1.0)?.trace, "receptors.total", 24.0 * days)
}

/// Density days after the last dose of a fortnight.
fn density_after(library: &Library, days: f64) -> Result<f64, Failure> {
    let engine = engine(library, "beta1_heart", &["propranolol"])?;
    let acts = every(dose(&engine, 0, "oral", 1.0)?, 0.0, 8.0, 336.0);
    let last = acts.last().map_or(0.0, |a| a.at_h);
    at(&played(engine, acts, last + 24.0 * days + 1.0, 1.0)?.trace, "receptors.total", last + 24.0 * days)
}

/// Fall of the resting rate at the end of two weeks of a blocker, beats/min.
fn fall(library: &Library, drug: &str, du: f64, every_h: f64) -> Result<f64, Failure> {
    let engine = engine(library, "beta1_heart", &[drug])?;
    let acts = every(dose(&engine, 0, "oral", du)?, 0.0, every_h, 336.0);
    let trace = played(engine, acts, 336.0, 1.0)?.trace;
    Ok(at(&trace, RATE, 0.0)? - super::mean(&trace, RATE, 312.0, 336.0)?)
}

/// Highest resting rate above the naive one in three weeks after three months of propranolol, taken off by `steps`
/// (days, share of the dose).
fn overshoot(library: &Library, steps: &[(f64, f64)]) -> Result<f64, Failure> {
    let engine = engine(library, "beta1_heart", &["propranolol"])?;
    let whole = dose(&engine, 0, "oral", 1.0)?;
    let mut acts = every(whole, 0.0, 8.0, 24.0 * 90.0);
    let mut from = 24.0 * 90.0;
    for (days, share) in steps {
        let Act::Give { drug, route, du } = whole else { continue };
        acts.extend(every(Act::Give { drug, route, du: du * share }, from, 8.0, from + 24.0 * days));
        from += 24.0 * days;
    }
    let trace = played(engine, acts, from + 504.0, 3.0)?.trace;
    Ok(super::peak(&trace, RATE, 24.0 * 90.0, from + 504.0)?.1 - at(&trace, RATE, 0.0)?)
}

/// Rows of the heart.
pub const FINDINGS: &[Finding] = &[
    Finding {
        id: "S10a",
        what: "beta-receptor density after 2 d of propranolol",
        source: "Brodde 1985: +25 %",
        label: Label::FIT,
        unit: "x naive",
        band: (1.15, 1.35),
        ours: |l| density(l, 2.0),
        note: "turnover and the tone's share of it are fitted to S10a and S10b",
    },
    Finding {
        id: "S10b",
        what: "beta-receptor density after 5 d of propranolol",
        source: "Aarons 1980: +43 +/- 4 %",
        label: Label::FIT,
        unit: "x naive",
        band: (1.35, 1.52),
        ours: |l| density(l, 5.0),
        note: "see S10a",
    },
    Finding {
        id: "S10b2",
        what: "density still raised 3 d after stopping",
        source: "Brodde 1985: still up at 3 d; Aarons 1980: several days",
        label: Label::PRED,
        unit: "x naive",
        band: (1.05, 1.5),
        ours: |l| density_after(l, 3.0),
        note: "follows from the turnover that was fitted to its growth",
    },
    Finding {
        id: "S10c",
        what: "greatest sensitivity to isoprenaline after 3 months of propranolol",
        source: "Nattel 1979: dose for +25 beats/min 2.3 to 1.2 ug, 1.9x",
        label: Label::FIT,
        unit: "x naive",
        band: (1.4, 2.4),
        ours: |l| Ok(top(&nattel(l)?).1),
        note: "the weight of the delayed sensitivity is fitted",
    },
    Finding {
        id: "S10d2",
        what: "day of the greatest sensitivity",
        source: "Nattel 1979: day 6",
        label: Label::FIT,
        unit: "d",
        band: (4.5, 7.5),
        ours: |l| Ok(top(&nattel(l)?).0),
        note: "three stages of the delayed channel are fitted to it; what delays it in patients is not known",
    },
    Finding {
        id: "S10d3",
        what: "day on which supersensitivity (15 %) begins",
        source: "Nattel 1979: 2-6 d, median 4",
        label: Label::FIT,
        unit: "d",
        band: (2.0, 6.0),
        ours: |l| Ok(lasting(&nattel(l)?).0),
        note: "early in the band: the receptors gained under the block answer as soon as it has left",
    },
    Finding {
        id: "S10e",
        what: "days that supersensitivity (15 %) lasts",
        source: "Nattel 1979: 3-13 d, median 6",
        label: Label::FIT,
        unit: "d",
        band: (3.0, 13.0),
        ours: |l| Ok(lasting(&nattel(l)?).1),
        note: "the fading of the growth is fitted to it",
    },
    Finding {
        id: "XB1",
        what: "greatest sensitivity after 4 weeks of nadolol over that after propranolol, 240 mg a day",
        source: "Reeves 1989, Krukemyer 1990: the slow blocker tapers itself",
        label: Label::PRED,
        unit: "ratio of excess",
        band: (0.0, 0.8),
        ours: |l| {
            Ok((top(&stopped(l, "nadolol", 3.0, 24.0, 28.0)?).1 - 1.0)
                / (top(&stopped(l, "propranolol", 1.0, 8.0, 28.0)?).1 - 1.0))
        },
        note: "only the kinetics differ; the growth fades with the block, but not fast enough to be gone when a slow blocker has left",
    },
    Finding {
        id: "XB2",
        what: "sensitivity 2-3 d after 6 d of propranolol, 40 mg every 6 h",
        source: "Krukemyer 1990: raised on days 2, 3 and 7",
        label: Label::PRED,
        unit: "x naive",
        band: (1.05, 1.6),
        ours: |l| {
            let c = stopped(l, "propranolol", 0.5, 6.0, 6.0)?;
            Ok(0.5 * (c[3].1 + c[5].1))
        },
        note: "two other studies of a week in healthy people found none",
    },
    Finding {
        id: "XB3",
        what: "sensitivity 8 d after 3 months of metoprolol, 100 mg twice a day",
        source: "Rangno and Langlois 1982: raised, and resolved by 8 d",
        label: Label::PRED,
        unit: "x naive",
        band: (0.9, 1.15),
        ours: |l| Ok(stopped(l, "metoprolol", 2.0, 12.0, 90.0)?[15].1),
        note: "the delayed stage has one pace for every blocker here",
    },
    Finding {
        id: "XB4",
        what: "resting rate falls under propranolol",
        source: "10-20 beats/min (from memory)",
        label: Label::FIT,
        unit: "beats/min",
        band: (10.0, 20.0),
        ours: |l| fall(l, "propranolol", 1.0, 8.0),
        note: "the tone and the reserve are set to it",
    },
    Finding {
        id: "XB5",
        what: "resting rate swings above naive after stopping: the mirror of the acute effect",
        source: "the seeds: rebound tachycardia; Rangno and Langlois 1982",
        label: Label::STRUCT,
        unit: "beats/min",
        band: (3.0, 30.0),
        ours: |l| overshoot(l, &[]),
        note: "",
    },
    Finding {
        id: "XB6",
        what: "swing after a taper of two weeks over that after stopping",
        source: "the seeds: never stop abruptly; Rangno and Langlois 1982: a small dose for two weeks prevents it",
        label: Label::STRUCT,
        unit: "ratio",
        band: (0.0, 0.8),
        ours: |l| Ok(overshoot(l, &[(5.0, 0.5), (5.0, 0.25), (4.0, 0.125)])? / overshoot(l, &[])?),
        note: "",
    },
    Finding {
        id: "XB7",
        what: "greatest sensitivity after a small dose (30 mg a day) for two weeks before stopping",
        source: "Rangno and Langlois 1982: prevented",
        label: Label::PRED,
        unit: "x naive",
        band: (0.9, 1.2),
        ours: |l| Ok(top(&tapered(l, "propranolol", &[(90.0, 1.0), (14.0, 0.125)], 8.0)?).1),
        note: "at rest even a small dose blocks most of a small tone here, so the growth hardly fades under it; a tone that rises by day and with work is missing",
    },
];
