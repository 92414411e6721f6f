//! Ketamine and its kin: daily against weekly, detachment before mood, reset, cross-tolerance, and sensitisation that
//! schedule alone decides. No number behind any of it has a primary source: the seed text and our choices.

use model::assemble::Setting;
use model::content::Library;
use model::plan::{Act, Action};
use model::quantity::Label;
use model::run::Run;

use super::{Failure, Finding, at, dose, engine, every, mean, peak, played};

const SYSTEM: &str = "nmda_mood";
const WEEK: f64 = 168.0;
/// Four weeks, at whose end bodies are compared.
const COURSE: f64 = 4.0 * WEEK;

/// `n` drips of 40 minutes of `du` each.
fn drips(give: impl Fn(f64) -> Result<Act, Failure>, n: u32, every_h: f64, du: f64) -> Result<Vec<Action>, Failure> {
    let act = give(du)?;
    let times = (0..n).map(|k| every_h * f64::from(k));
    Ok(times
        .flat_map(|t| [Action { at_h: t, act }, Action { at_h: t + 40.0 / 60.0, act: Act::PatchOff { drug: 0 } }])
        .collect())
}

/// A course of drips, watched for `until_h`.
fn course(library: &Library, n: u32, every_h: f64, du: f64, until_h: f64) -> Result<Run, Failure> {
    let body = engine(library, SYSTEM, &["ketamine"])?;
    let acts = drips(|du| dose(&body, 0, "infusion", du), n, every_h, du)?;
    played(body, acts, until_h, 1.0)
}

fn daily(library: &Library, until_h: f64) -> Result<Run, Failure> {
    course(library, 28, 24.0, 1.0, until_h)
}

fn weekly(library: &Library, until_h: f64) -> Result<Run, Failure> {
    course(library, 4, WEEK, 1.0, until_h)
}

/// `du` in all, let in evenly over four weeks.
fn steady(library: &Library, du: f64) -> Result<Run, Failure> {
    let body = engine(library, SYSTEM, &["ketamine"])?;
    // A drip is labelled per 40 minutes.
    let act = dose(&body, 0, "infusion", du * (40.0 / 60.0) / COURSE)?;
    let off = Action { at_h: COURSE, act: Act::PatchOff { drug: 0 } };
    played(body, vec![Action { at_h: 0.0, act }, off], COURSE + 24.0, 1.0)
}

/// Share of a potency shift at four weeks that is left `days` later.
fn left(library: &Library, days: f64) -> Result<f64, Failure> {
    let run = daily(library, COURSE + 24.0 * 45.0)?;
    let shift = |t: f64| Ok::<f64, Failure>(at(&run.trace, "ec50.dissociation", t)? - 1.0);
    Ok(shift(COURSE + 24.0 * days)? / shift(COURSE)?)
}

/// Detachment at the end of a drip of ketamine after four weeks of another drug / without it.
fn after(
    library: &Library,
    other: &str,
    route: &str,
    du: f64,
    every_h: f64,
    off_h: Option<f64>,
) -> Result<f64, Failure> {
    let felt = |before: bool| -> Result<f64, Failure> {
        let body = engine(library, SYSTEM, &["ketamine", other])?;
        // A day without the other drug, so that its own effect is not counted.
        let mut acts = drips(|du| dose(&body, 0, "infusion", du), 1, 1.0, 1.0)?;
        acts.iter_mut().for_each(|a| a.at_h += COURSE + 24.0);
        if before {
            let act = dose(&body, 1, route, du)?;
            acts.extend(every(act, 0.0, every_h, COURSE));
            if let Some(off) = off_h {
                acts.extend(every(Act::PatchOff { drug: 1 }, off, every_h, COURSE));
            }
        }
        let run = played(body, acts, COURSE + 26.0, 0.1)?;
        Ok(at(&run.trace, "effect.dissociation", COURSE + 24.7)?
            - at(&run.trace, "effect.dissociation", COURSE + 24.0)?)
    };
    Ok(felt(true)? / felt(false)?)
}

/// Rows of the table.
pub const FINDINGS: &[Finding] = &[
    Finding {
        id: "S13a",
        what: "ketamine daily for 28 d: potency shift of detachment",
        source: "seed: daily dosing drives tolerance",
        label: Label::STRUCT,
        unit: "x",
        band: (1.6, 3.0),
        ours: |l| at(&daily(l, COURSE)?.trace, "ec50.dissociation", COURSE),
        note: "size chosen; no primary source",
    },
    Finding {
        id: "S13b",
        what: "ketamine weekly, 4 times: potency shift of detachment",
        source: "seed: spaced sessions give mild tolerance",
        label: Label::STRUCT,
        unit: "x",
        band: (1.0, 1.35),
        ours: |l| at(&weekly(l, COURSE)?.trace, "ec50.dissociation", COURSE),
        note: "no primary source",
    },
    Finding {
        id: "S13c",
        what: "ketamine: tolerance left two weeks after daily use",
        source: "seed: resets in 2-6 weeks",
        label: Label::FIT,
        unit: "fraction",
        band: (0.15, 0.5),
        ours: |l| left(l, 14.0),
        note: "the fading of the channel was set to it",
    },
    Finding {
        id: "S13d",
        what: "ketamine: tolerance left six weeks after daily use",
        source: "seed: resets in 2-6 weeks",
        label: Label::FIT,
        unit: "fraction",
        band: (0.0, 0.1),
        ours: |l| left(l, 42.0),
        note: "the fading of the channel was set to it",
    },
    Finding {
        id: "S13e",
        what: "sensitisation after 4 weekly doses / after 28 daily ones, in all",
        source: "seed: it comes with intermittent dosing",
        label: Label::STRUCT,
        unit: "x",
        band: (1.1, 20.0),
        ours: |l| {
            let end = |run: Run| at(&run.trace, "sensitization.liveliness", COURSE);
            Ok(end(weekly(l, COURSE)?)? / end(daily(l, COURSE)?)?)
        },
        note: "a seventh of the total dose sensitises more; the prototype had this order wrong",
    },
    Finding {
        id: "K1",
        what: "same total dose: sensitisation, 4 weekly doses / without pause",
        source: "seed: intermittent sensitises",
        label: Label::STRUCT,
        unit: "x",
        band: (1.1, 20.0),
        ours: |l| {
            let spaced = course(l, 4, WEEK, 7.0, COURSE)?;
            Ok(at(&spaced.trace, "sensitization.liveliness", COURSE)?
                / at(&steady(l, 28.0)?.trace, "sensitization.liveliness", COURSE)?)
        },
        note: "28 dose units in four weeks, schedule alone differs",
    },
    Finding {
        id: "K2",
        what: "same total dose: potency shift, without pause / 4 weekly doses",
        source: "seed: continuous exposure tolerates",
        label: Label::STRUCT,
        unit: "x",
        band: (1.1, 20.0),
        ours: |l| {
            let spaced = course(l, 4, WEEK, 7.0, COURSE)?;
            Ok(at(&steady(l, 28.0)?.trace, "ec50.dissociation", COURSE)?
                / at(&spaced.trace, "ec50.dissociation", COURSE)?)
        },
        note: "28 dose units in four weeks, schedule alone differs",
    },
    Finding {
        id: "K3",
        what: "the fourth weekly dose enlivens more than the first",
        source: "seed: enhanced response to the same dose",
        label: Label::STRUCT,
        unit: "x",
        band: (1.02, 3.0),
        ours: |l| {
            let run = weekly(l, COURSE)?;
            let top =
                |week: f64| Ok::<f64, Failure>(peak(&run.trace, "effect.drive", week * WEEK, week * WEEK + 3.0)?.1);
            Ok(top(3.0)? / top(0.0)?)
        },
        note: "order only",
    },
    Finding {
        id: "K4",
        what: "28 daily doses: detachment left / lift of mood left",
        source: "seed: detachment tires before mood",
        label: Label::STRUCT,
        unit: "x",
        band: (0.2, 0.9),
        ours: |l| {
            let run = daily(l, COURSE + 24.0)?;
            let (first, last) = ((0.0, 24.0), (648.0, 671.0));
            let felt = |(from, to)| Ok::<f64, Failure>(peak(&run.trace, "effect.dissociation", from, to)?.1);
            // The lift builds up over the first week of daily doses.
            let lift = |from: f64| mean(&run.trace, "effect.mood", from, from + 24.0);
            Ok(felt(last)? / felt(first)? / (lift(647.0)? / lift(144.0)?))
        },
        note: "detachment against the first day, mood against the seventh, when it is best",
    },
    Finding {
        id: "K5",
        what: "anaesthesia: dose needed on day 10 of daily procedures",
        source: "seed: burn patients need escalating doses",
        label: Label::STRUCT,
        unit: "x",
        band: (1.5, 5.0),
        ours: |l| {
            let body = engine(l, SYSTEM, &["ketamine"])?;
            let acts = every(dose(&body, 0, "iv", 4.0)?, 0.0, 24.0, 239.0);
            at(&played(body, acts, 240.0, 1.0)?.trace, "ec50.anaesthesia", 240.0)
        },
        note: "2 mg/kg a day; no number in the source",
    },
    Finding {
        id: "K6",
        what: "anaesthesia: dose needed after ten weekly procedures",
        source: "seed: spaced procedures do not escalate",
        label: Label::STRUCT,
        unit: "x",
        band: (1.0, 1.35),
        ours: |l| {
            let body = engine(l, SYSTEM, &["ketamine"])?;
            let acts = every(dose(&body, 0, "iv", 4.0)?, 0.0, WEEK, 10.0 * WEEK - 1.0);
            at(&played(body, acts, 10.0 * WEEK, 4.0)?.trace, "ec50.anaesthesia", 10.0 * WEEK)
        },
        note: "2 mg/kg a week; no number in the source",
    },
    Finding {
        id: "K7",
        what: "ketamine after four weeks of memantine / without",
        source: "seed: possibly blunted, evidence limited",
        label: Label::STRUCT,
        unit: "x",
        band: (0.3, 0.95),
        ours: |l| after(l, "memantine", "", 2.0, 24.0, None),
        note: "20 mg a day until the day before",
    },
    Finding {
        id: "K8",
        what: "ketamine after four weeks of dextromethorphan / without",
        source: "seed: possibly blunted, evidence limited",
        label: Label::STRUCT,
        unit: "x",
        band: (0.3, 0.98),
        ours: |l| after(l, "dextromethorphan", "", 4.0, 12.0, None),
        note: "120 mg twice a day, far above cough doses",
    },
    Finding {
        id: "K9",
        what: "ketamine after four weeks of nitrous oxide / without",
        source: "seed: possibly blunted, evidence limited",
        label: Label::STRUCT,
        unit: "x",
        band: (0.3, 0.98),
        ours: |l| after(l, "nitrous_oxide", "", 1.0, 24.0, Some(2.0)),
        note: "two hours of a half-and-half mixture a day",
    },
    Finding {
        id: "K10",
        what: "without the switch, the lift of mood does not tire: shift of the surge after 28 daily doses",
        source: "seed: both views of antidepressant tolerance",
        label: Label::STRUCT,
        unit: "x",
        band: (0.99, 1.05),
        ours: |l| {
            let setting = Setting { switches: vec![("mood_tolerance".to_owned(), false)], ..Setting::default() };
            let body = l.assemble(SYSTEM, &["ketamine"], &setting)?;
            let acts = drips(|du| dose(&body, 0, "infusion", du), 28, 24.0, 1.0)?;
            at(&played(body, acts, COURSE, 4.0)?.trace, "ec50.surge", COURSE)
        },
        note: "what is left is the receptors' number",
    },
];
