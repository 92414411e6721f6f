//! Findings on opioid tolerance: how fast and how far, effect by effect. Not here: how it goes and what it spills over to
//! ([`super::opioid_offset`]).

use model::content::Library;
use model::quantity::Label::{FIT, PRED, STRUCT};

use super::opioid_course::{Habitual, TRIAL, body, chased, course, give, high_dose, last, lowest, trial};
use super::{Failure, Finding, at, first, peak};

fn multiple(l: &Library, effect: &str, days: f64) -> Result<f64, Failure> {
    Ok(chased(l, TRIAL, effect, days, 48.0)?.1.last().copied().unwrap_or(f64::NAN))
}

/// Effect-site fentanyl, ng/mL, at which a naive person breathes half as often.
fn half_breath(l: &Library) -> Result<f64, Failure> {
    let mut run = body(l, &["fentanyl"], 0.01)?;
    give(&mut run, "fentanyl", "injection", 10.0)?;
    run.advance(12.0)?;
    let (low, _) = peak(&run.trace, "site.fentanyl", 0.0, 12.0)?;
    let back = first(&run.trace, "reading.breathing", low, 7.0, true)?;
    let kd = run.engine.drugs[0].action_at("mu_opioid").map_or(f64::NAN, |a| a.kd);
    Ok(at(&run.trace, "site.fentanyl", back)? * kd * 1000.0)
}

/// The rows.
pub const FINDINGS: &[Finding] = &[
    Finding {
        id: "S5a",
        what: "Morphine 78 mg/d by mouth, a month: analgesic potency left",
        source: "Chu 2012: -42 %",
        label: FIT,
        unit: "fraction",
        band: (0.5, 0.66),
        note: "",
        ours: |l| Ok(1.0 / last(&trial(l, "morphine")?, "ec50.relief")?),
    },
    Finding {
        id: "S5a2",
        what: "The same, measured with remifentanil as they did",
        source: "Chu 2012: -42 %",
        label: FIT,
        unit: "fraction",
        band: (0.5, 0.66),
        note: "the overlap of this pair is 1 because kappa was fitted so",
        ours: |l| Ok(1.0 / last(&trial(l, "remifentanil")?, "ec50.relief")?),
    },
    Finding {
        id: "S5b",
        what: "The same month: shift of the breathing curve",
        source: "Paronis and Woods 1997: none in monkeys at 40 weeks",
        label: FIT,
        unit: "x",
        band: (1.0, 1.35),
        note: "in the laboratory, where no cue helps",
        ours: |l| last(&trial(l, "morphine")?, "ec50.breathing"),
    },
    Finding {
        id: "S5c",
        what: "Dose multiple that holds pain relief after 4 weeks",
        source: "seed: 2-3x in weeks",
        label: FIT,
        unit: "x",
        band: (2.0, 3.0),
        note: "",
        ours: |l| multiple(l, "relief", 28.0),
    },
    Finding {
        id: "S5d",
        what: "Dose multiple that holds pain relief after 6 months",
        source: "seed; closed form of the loop",
        label: FIT,
        unit: "x",
        band: (2.0, 3.2),
        note: "",
        ours: |l| multiple(l, "relief", 182.0),
    },
    Finding {
        id: "S5e",
        what: "Dose multiple that chases euphoria, 4 weeks",
        source: "seed: faster than relief",
        label: FIT,
        unit: "x",
        band: (3.2, 12.0),
        note: "",
        ours: |l| multiple(l, "euphoria", 28.0),
    },
    Finding {
        id: "S5e2",
        what: "Euphoria's multiple over relief's at day 8",
        source: "seed: euphoria fades faster",
        label: STRUCT,
        unit: "x",
        band: (1.2, 5.0),
        note: "",
        ours: |l| Ok(multiple(l, "euphoria", 8.0)? / multiple(l, "relief", 8.0)?),
    },
    Finding {
        id: "S5f",
        what: "Safety margin (breathing over relief) at day 28 of chasing relief, over the naive one",
        source: "seed: it narrows",
        label: STRUCT,
        unit: "x",
        band: (0.35, 0.8),
        note: "",
        ours: |l| {
            let run = chased(l, TRIAL, "relief", 28.0, 48.0)?.0;
            Ok(last(&run, "ec50.breathing")? / last(&run, "ec50.relief")?)
        },
    },
    Finding {
        id: "S5g",
        what: "Breathing shift after a year at 1000 mg/d",
        source: "Algera 2020: 4.3x; monkeys: none",
        label: FIT,
        unit: "x",
        band: (1.65, 4.3),
        note: "between the two findings, which disagree",
        ours: |l| last(&high_dose(l, "morphine")?, "ec50.breathing"),
    },
    Finding {
        id: "S5g2",
        what: "The same, measured with fentanyl as Algera did",
        source: "Algera 2020: 1.82+-0.39 over 0.42+-0.07 ng/mL",
        label: PRED,
        unit: "x",
        band: (2.9, 6.3),
        note: "the morphine aboard competes with the fentanyl tested, and their tolerance overlaps by one half",
        ours: |l| last(&high_dose(l, "fentanyl")?, "ec50.breathing"),
    },
    Finding {
        id: "S5g3",
        what: "Fentanyl at the site that halves breathing, naive",
        source: "Algera 2020: 0.42+-0.07 ng/mL",
        label: FIT,
        unit: "ng/mL",
        band: (0.35, 0.49),
        note: "theirs is ventilation while carbon dioxide is held up; ours is breaths at rest, which rising carbon dioxide defends",
        ours: half_breath,
    },
    Finding {
        id: "S5h",
        what: "At 1000 mg/d: relief's shift over breathing's",
        source: "seed: breathing never becomes as tolerant",
        label: STRUCT,
        unit: "x",
        band: (1.2, 5.0),
        note: "",
        ours: |l| {
            let run = high_dose(l, "morphine")?;
            Ok(last(&run, "ec50.relief")? / last(&run, "ec50.breathing")?)
        },
    },
    Finding {
        id: "S5i",
        what: "Shift of the gut after 6 months of chasing relief",
        source: "seed: constipation hardly adapts",
        label: STRUCT,
        unit: "x",
        band: (1.0, 1.3),
        note: "half of it is silenced receptors, which all effects share",
        ours: |l| last(&chased(l, TRIAL, "relief", 182.0, 48.0)?.0, "ec50.gut"),
    },
    Finding {
        id: "S5k",
        what: "Usual doses, naive: spread of pain left (morphine, oxycodone, hydromorphone, fentanyl, heroin)",
        source: "equianalgesic tables (from memory)",
        label: FIT,
        unit: "0-10",
        band: (0.0, 1.5),
        note: "highest less lowest pain after doses that count as equal",
        ours: |l| {
            let doses = [
                ("morphine", "injection", 1.0),
                ("oxycodone", "oral", 2.0),
                ("hydromorphone", "injection", 0.75),
                ("fentanyl", "injection", 1.0),
                ("diamorphine", "injection", 0.5),
            ];
            let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
            for (drug, route, du) in doses {
                let (run, _) = course(l, Habitual { drug, route, du, every_h: 24.0 }, 1.0, 12.0, 0.05)?;
                let pain = lowest(&run, "reading.relief", 0.0, 12.0)?;
                (low, high) = (low.min(pain), high.max(pain));
            }
            Ok(high - low)
        },
    },
];
