//! Findings on the mu receptor in a dish and on opioid tolerance: rate, extent, offset, cross-tolerance. Not here:
//! withdrawal and rescue ([`super::opioid_withdrawal`]).

use model::content::Library;
use model::plan::Act;
use model::quantity::Label::{FIT, ID, PRED, STRUCT};

use super::opioid_course::{
    DAY, Habitual, TRIAL, WEEK, act_at, body, chased, course, give, give_at, highest, last, lowest,
};
use super::{Failure, Finding, at, first};

const NEW_PLACE: Act = Act::Place { usual: false };

/// A saturating bath from time 0; the run at `until_h`.
fn bath(l: &Library, washed_h: Option<f64>, until_h: f64, grid_h: f64) -> Result<model::run::Run, Failure> {
    let mut run = body(l, &["damgo"], grid_h)?;
    give(&mut run, "damgo", "bath", 1000.0)?;
    if let Some(at_h) = washed_h {
        act_at(&mut run, at_h, Act::Wash);
    }
    run.advance(until_h)?;
    Ok(run)
}

/// Morphine at a saturating infusion.
fn flooded(l: &Library, until_h: f64, grid_h: f64) -> Result<model::run::Run, Failure> {
    let mut run = body(l, &["morphine"], grid_h)?;
    give(&mut run, "morphine", "injection", 1000.0)?;
    give(&mut run, "morphine", "infusion", 1000.0)?;
    run.advance(until_h)?;
    Ok(run)
}

/// The trial's month in a laboratory, where no cue helps; `probe` is the drug whose potency is measured.
fn trial(l: &Library, probe: &str) -> Result<model::run::Run, Failure> {
    let drugs: Vec<&str> = if probe == "morphine" { vec![probe] } else { vec![probe, "morphine"] };
    let mut run = body(l, &drugs, 0.1)?;
    act_at(&mut run, 0.0, NEW_PLACE);
    let (acts, _) = TRIAL.acts(&run, 30.0)?;
    run.queue(&acts);
    run.advance(720.0)?;
    if probe != "morphine" {
        // The morphine itself would compete with the probe.
        act_at(&mut run, 720.0, Act::Wash);
        run.advance(720.1)?;
    }
    Ok(run)
}

/// A year of about 1000 mg of morphine a day by mouth, in the laboratory at its end.
fn high_dose(l: &Library, probe: &str) -> Result<model::run::Run, Failure> {
    let drugs: Vec<&str> = if probe == "morphine" { vec![probe] } else { vec![probe, "morphine"] };
    let mut run = body(l, &drugs, DAY)?;
    act_at(&mut run, 0.0, NEW_PLACE);
    let (acts, _) = Habitual { du: 33.3, ..TRIAL }.acts(&run, 400.0)?;
    run.queue(&acts);
    run.advance(400.0 * DAY)?;
    Ok(run)
}

fn multiple(l: &Library, effect: &str, days: f64) -> Result<f64, Failure> {
    Ok(chased(l, TRIAL, effect, days, 48.0)?.1.last().copied().unwrap_or(f64::NAN))
}

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

/// Effect-site fentanyl, ng/mL, at which a naive person breathes half as often.
fn half_breath(l: &Library) -> Result<f64, Failure> {
    let mut run = body(l, &["fentanyl"], 0.01)?;
    give(&mut run, "fentanyl", "injection", 10.0)?;
    run.advance(12.0)?;
    let (low, _) = super::peak(&run.trace, "site.fentanyl", 0.0, 12.0)?;
    let back = first(&run.trace, "reading.breathing", low, 7.0, true)?;
    let kd = run.engine.drugs[0].action_at("mu_opioid").map_or(f64::NAN, |a| a.kd);
    Ok(at(&run.trace, "site.fentanyl", back)? * kd * 1000.0)
}

/// The rows.
pub const FINDINGS: &[Finding] = &[
    Finding {
        id: "S2a",
        what: "DAMGO: half-time of desensitisation",
        source: "LC neurones, tau 2-3 min (Williams 2013, from memory)",
        label: FIT,
        unit: "min",
        band: (0.5, 4.0),
        note: "",
        ours: |l| Ok(60.0 * first(&bath(l, None, 0.5, 0.002)?.trace, "listening", 0.0, 0.5, false)?),
    },
    Finding {
        id: "S2b",
        what: "DAMGO for 1.5 min: receptors that listen 25 min later",
        source: "Dang and Williams 2004: complete within 25 min",
        label: FIT,
        unit: "fraction",
        band: (0.9, 1.001),
        note: "",
        ours: |l| at(&bath(l, Some(0.025), 0.6, 0.005)?.trace, "listening", 26.5 / 60.0),
    },
    Finding {
        id: "S2c",
        what: "DAMGO: receptors inside at 30 min",
        source: "40-70 % (from memory)",
        label: FIT,
        unit: "fraction",
        band: (0.35, 0.75),
        note: "",
        ours: |l| last(&bath(l, None, 0.5, 0.01)?, "receptors.inside"),
    },
    Finding {
        id: "S2d",
        what: "Morphine, saturating: receptors inside at 30 min",
        source: "Schulz 2004, Doll 2012: poor internaliser",
        label: FIT,
        unit: "fraction",
        band: (0.0, 0.1),
        note: "",
        ours: |l| last(&flooded(l, 0.5, 0.1)?, "receptors.inside"),
    },
    Finding {
        id: "S2e",
        what: "Morphine, saturating, 7 days: number of receptors",
        source: "Yoburn 1993: pellets, no change",
        label: FIT,
        unit: "fraction",
        band: (0.9, 1.05),
        note: "",
        ours: |l| last(&flooded(l, 168.0, 8.0)?, "receptors.total"),
    },
    Finding {
        id: "S2f",
        what: "A full internaliser, saturating, 7 days: number of receptors",
        source: "Yoburn 1993: etorphine down-regulates",
        label: FIT,
        unit: "fraction",
        band: (0.2, 0.75),
        note: "DAMGO stands for etorphine",
        ours: |l| last(&bath(l, None, 168.0, 8.0)?, "receptors.total"),
    },
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
        note: "the larger dose also silences receptors, which the closed form of one channel leaves out",
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
        note: "silenced receptors and breathing's own adaptation widen it again; it narrows less than the seed has it",
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
                super::mean(&run.trace, "reading.tenderness", 4.5, 6.5)
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
            let setting = model::assemble::Setting {
                switches: vec![("opioid_hyperalgesia".to_owned(), true)],
                ..Default::default()
            };
            let mut run = model::run::Run::new(l.assemble("mu_opioid", &["morphine"], &setting)?, 8.0);
            let (acts, end) = TRIAL.acts(&run, 90.0)?;
            run.queue(&acts);
            run.advance(end + 72.0)?;
            highest(&run, "reading.relief", end + 48.0, end + 72.0)
        },
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
