//! Findings on the antidote and the partial agonist: reversal and its end, withdrawal brought on, the ceiling, cAMP.

use model::content::Library;
use model::plan::Act;
use model::quantity::Label::{FIT, PRED, STRUCT};
use model::run::Run;

use super::opioid_course::{Habitual, METHADONE, THRICE, act_at, body, course, give, give_at, highest, last, lowest};
use super::{Failure, Finding, at, peak};

/// An overdose of heroin at time 0 and naloxone at 0.3 h.
fn reversed(l: &Library, drug: &str, route: &str, du: f64, naloxone_du: f64) -> Result<Run, Failure> {
    let mut run = body(l, &[drug, "naloxone"], 0.02)?;
    give(&mut run, drug, route, du)?;
    if naloxone_du > 0.0 {
        give_at(&mut run, 0.5, "naloxone", "injection", naloxone_du)?;
    }
    run.advance(8.0)?;
    Ok(run)
}

/// Lowest breaths per minute after a dose under the tongue or by vein.
fn breaths(l: &Library, drug: &'static str, route: &'static str, du: f64) -> Result<f64, Failure> {
    let (run, _) = course(l, Habitual { drug, route, du, every_h: 48.0 }, 1.0, 24.0, 0.05)?;
    lowest(&run, "reading.breathing", 0.0, 24.0)
}

/// A month of a habit, then a tablet of buprenorphine so many hours after the last dose: the worst storm in the four hours
/// behind it, over that of the same hours without it.
fn switched(l: &Library, h: Habitual, wait_h: f64) -> Result<f64, Failure> {
    let storm = |du: f64| -> Result<f64, Failure> {
        let mut run = body(l, &[h.drug, "buprenorphine"], 0.25)?;
        let (acts, end) = h.acts(&run, 30.0)?;
        run.queue(&acts);
        if du > 0.0 {
            give_at(&mut run, end + wait_h, "buprenorphine", "sublingual", du)?;
        }
        run.advance(end + wait_h + 4.0)?;
        // The first hour is absorption.
        highest(&run, "symptom.storm", end + wait_h + 1.5, end + wait_h + 4.0)
    };
    Ok(storm(1.0)? / storm(0.0)?.max(0.1))
}

/// The rows.
pub const FINDINGS: &[Finding] = &[
    Finding {
        id: "S7j",
        what: "Heroin overdose: breaths 10 min after naloxone 0.8 mg, over those without",
        source: "reversal within minutes",
        label: STRUCT,
        unit: "x",
        band: (1.5, 20.0),
        note: "",
        ours: |l| {
            let seen =
                |du| at(&reversed(l, "diamorphine", "injection", 4.0, du)?.trace, "reading.breathing", 0.5 + 1.0 / 6.0);
            Ok(seen(2.0)? / seen(0.0)?)
        },
    },
    Finding {
        id: "S7k",
        what: "Methadone overdose: minutes from naloxone 0.8 mg until half of its gain is lost",
        source: "naloxone wears off in 30-90 min (labels)",
        label: PRED,
        unit: "min",
        band: (30.0, 90.0),
        note: "stanpumpR's naloxone spreads fast; when half of the gain is lost, part of it lasts for another hour",
        ours: |l| {
            let (with, without) =
                (reversed(l, "methadone", "injection", 10.0, 2.0)?, reversed(l, "methadone", "injection", 10.0, 0.0)?);
            let gain = |t: f64| -> Result<f64, Failure> {
                Ok(at(&with.trace, "reading.breathing", t)? - at(&without.trace, "reading.breathing", t)?)
            };
            let steps = || (0..300).map(|k| 0.5 + 0.02 * f64::from(k));
            let gains = steps().map(gain).collect::<Result<Vec<f64>, Failure>>()?;
            let top = gains.iter().copied().fold(0.0, f64::max);
            let top_at = gains.iter().position(|g| *g == top).unwrap_or(0);
            let lost = gains.iter().skip(top_at).position(|g| *g < 0.5 * top).map_or(f64::NAN, |k| (top_at + k) as f64);
            Ok(60.0 * 0.02 * lost)
        },
    },
    Finding {
        id: "S7l",
        what: "Naloxone in a dependent body: minutes until the storm is at its height",
        source: "within minutes, worst in the first hour (from memory)",
        label: STRUCT,
        unit: "min",
        band: (5.0, 60.0),
        note: "",
        ours: |l| {
            let mut run = body(l, &["morphine", "naloxone"], 0.05)?;
            let (acts, end) = THRICE.acts(&run, 30.0)?;
            run.queue(&acts);
            give_at(&mut run, end + 4.0, "naloxone", "injection", 2.0)?;
            run.advance(end + 7.0)?;
            Ok(60.0 * (peak(&run.trace, "symptom.storm", end + 4.0, end + 7.0)?.0 - end - 4.0))
        },
    },
    Finding {
        id: "S7m",
        what: "Buprenorphine 8 h after methadone 80 mg/d: storm over that without it",
        source: "precipitated withdrawal (labels)",
        label: FIT,
        unit: "x",
        band: (1.5, 1e6),
        note: "efficacy and overlap of buprenorphine, and the tolerance of the alarm centre, were changed until the sign was right",
        ours: |l| switched(l, METHADONE, 8.0),
    },
    Finding {
        id: "S7m2",
        what: "Buprenorphine 2 h after heroin 60 mg 3 times a day: storm over that without it",
        source: "precipitated withdrawal (labels)",
        label: FIT,
        unit: "x",
        band: (1.2, 1e6),
        note: "as above",
        ours: |l| switched(l, Habitual { drug: "diamorphine", du: 6.0, ..THRICE }, 2.0),
    },
    Finding {
        id: "S7m3",
        what: "Buprenorphine 30 h after heroin 60 mg 3 times a day: storm over that without it",
        source: "once withdrawal has begun it helps (labels)",
        label: STRUCT,
        unit: "x",
        band: (0.0, 0.6),
        note: "",
        ours: |l| switched(l, Habitual { drug: "diamorphine", du: 6.0, ..THRICE }, 30.0),
    },
    Finding {
        id: "S7n",
        what: "Buprenorphine, ten tablets at once: breaths of 14",
        source: "Dahan 2006: a ceiling near half (from memory)",
        label: FIT,
        unit: "fraction",
        band: (0.4, 0.7),
        note: "efficacy was set to it",
        ours: |l| Ok(breaths(l, "buprenorphine", "sublingual", 10.0)? / 14.0),
    },
    Finding {
        id: "S7n2",
        what: "Buprenorphine, breaths: twenty tablets over ten",
        source: "Dahan 2006: a ceiling (from memory)",
        label: STRUCT,
        unit: "x",
        band: (0.9, 1.01),
        note: "",
        ours: |l| {
            Ok(breaths(l, "buprenorphine", "sublingual", 20.0)? / breaths(l, "buprenorphine", "sublingual", 10.0)?)
        },
    },
    Finding {
        id: "S7n3",
        what: "Fentanyl, breaths after twenty usual doses",
        source: "no ceiling: breathing stops",
        label: STRUCT,
        unit: "1/min",
        band: (0.0, 1.0),
        note: "",
        ours: |l| breaths(l, "fentanyl", "injection", 20.0),
    },
    Finding {
        id: "S7o",
        what: "cAMP within the hour after naloxone in a dependent body, over naive",
        source: "1.2-5x in cells, at once (Avidor-Reiss 1995; size from memory)",
        label: STRUCT,
        unit: "x",
        band: (1.2, 5.0),
        note: "size chosen",
        ours: |l| {
            let mut run = body(l, &["morphine", "naloxone"], 0.05)?;
            let (acts, end) = THRICE.acts(&run, 30.0)?;
            run.queue(&acts);
            give_at(&mut run, end + 4.0, "naloxone", "injection", 5.0)?;
            run.advance(end + 5.0)?;
            Ok(highest(&run, "reading.camp", end + 4.0, end + 5.0)? / 100.0)
        },
    },
    Finding {
        id: "S7o2",
        what: "Morphine's potency on cAMP after a month, over naive",
        source: "Avidor-Reiss 1995: unchanged",
        label: STRUCT,
        unit: "x",
        band: (0.85, 1.25),
        note: "only silenced receptors shift it",
        ours: |l| {
            let (mut run, end) = course(l, THRICE, 30.0, 8.0, 8.0)?;
            act_at(&mut run, end + 8.0, Act::Wash);
            run.advance(end + 9.0)?;
            last(&run, "ec50.camp")
        },
    },
];
