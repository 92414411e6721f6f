//! Findings on kratom: its kinetics, escalation, strains, extract, withdrawal.

use model::assemble::Setting;
use model::content::Library;
use model::quantity::Label::{FIT, PRED, STRUCT};
use model::run::Run;

use super::opioid_course::{DAY, Habitual, WEEK, area, body, course, give_at, highest, last};
use super::{Failure, Finding, at, first, peak};

const LEAF: Habitual = Habitual { drug: "mitragynine", route: "red_leaf", du: 5.0, every_h: 8.0 };
const SIGN: &str = "symptom.withdrawal";

/// Somebody who chases the mood of the first 2.5 g: once a day in the first month, then three times a day, the dose set
/// anew each week so that the drug at the receptors makes up for the shift. The run and grams a day, week by week.
fn escalated(l: &Library, weeks: u32, strains: &[&str]) -> Result<(Run, Vec<f64>), Failure> {
    let mut run = body(l, &["mitragynine"], 0.5)?;
    let (mut t, mut g, mut wanted) = (0.0, 2.5, None);
    let mut daily = Vec::new();
    for week in 0..weeks {
        let times: u32 = if week < 4 { 1 } else { 3 };
        for k in 0..7 * times {
            let strain = strains[(k / times) as usize % strains.len()];
            give_at(&mut run, t + DAY / f64::from(times) * f64::from(k), "mitragynine", strain, g)?;
        }
        daily.push(g * f64::from(times));
        t += WEEK;
        run.advance(t)?;
        let signal = |from: f64, to: f64| -> Result<f64, Failure> {
            let sites = ["mitragynine", "7_hydroxymitragynine"];
            sites.iter().try_fold(0.0, |sum, id| {
                let drug = run.engine.drugs.iter().find(|d| d.id == *id);
                let efficacy = drug.and_then(|d| d.action_at("mu_opioid")).map_or(0.0, |a| a.efficacy);
                Ok(sum + efficacy * highest(&run, &format!("site.{id}"), from, to)?)
            })
        };
        let wanted = *wanted.get_or_insert(signal(0.0, DAY)?);
        g *= (wanted * shift(&run)? / signal(t - DAY, t)?).min(2.0);
    }
    Ok((run, daily))
}

/// Factor on the concentration that the mood needs, from the tolerance of both alkaloids (which meet all of it).
fn shift(run: &Run) -> Result<f64, Failure> {
    let mood = run.engine.system.effect("euphoria").ok_or_else(|| Failure::Missing("effect euphoria".to_owned()))?;
    let channels = &run.engine.system.channels;
    mood.shift
        .iter()
        .try_fold(1.0, |sum, (c, kappa)| Ok(sum + kappa * last(run, &format!("channel.{}", channels[*c].id))?))
}

/// Terminal half-life between two times, h.
fn half_life(run: &Run, drug: &str, from: f64, to: f64) -> Result<f64, Failure> {
    let c = |t: f64| at(&run.trace, &format!("conc.{drug}"), t);
    Ok((to - from) * std::f64::consts::LN_2 / (c(from)? / c(to)?).ln())
}

/// One dose of 4 g, or fifteen, a day apart; `after_h` hours behind the last.
fn volunteers(l: &Library, doses: u32, after_h: f64) -> Result<(Run, f64), Failure> {
    let four = Habitual { du: 4.0, every_h: DAY, ..LEAF };
    course(l, four, f64::from(doses), after_h, 0.5)
}

/// 7-hydroxymitragynine over mitragynine, areas of one day after the last dose.
fn ratio(l: &Library, doses: u32) -> Result<f64, Failure> {
    let (run, end) = volunteers(l, doses, DAY)?;
    Ok(area(&run, "conc.7_hydroxymitragynine", end, end + DAY)? / area(&run, "conc.mitragynine", end, end + DAY)?)
}

/// Days from the last dose to the worst of withdrawal, and the worst, after two months at `g` grams three times a day.
fn stopped(l: &Library, route: &'static str, g: f64) -> Result<(f64, f64), Failure> {
    let (run, end) = course(l, Habitual { du: g, route, ..LEAF }, 60.0, 14.0 * DAY, 1.0)?;
    let (when, top) = peak(&run.trace, SIGN, end, f64::INFINITY)?;
    Ok(((when - end) / DAY, top))
}

/// Days until relief needs half as much again.
fn days_to_shift(l: &Library, route: &'static str) -> Result<f64, Failure> {
    let (run, _) = course(l, Habitual { route, ..LEAF }, 90.0, 8.0, 1.0)?;
    Ok(first(&run.trace, "ec50.relief", 0.0, 1.5, true)? / DAY)
}

fn switch(on: bool) -> Setting {
    Setting { switches: vec![("kratom_induces".to_owned(), on)], ..Setting::default() }
}

/// Blood level a dose later on day 28 of 5 g three times a day, over that on day 1.
fn kept_level(l: &Library, on: bool) -> Result<f64, Failure> {
    let mut run = Run::new(l.assemble("mu_opioid", &["mitragynine"], &switch(on))?, 0.5);
    let (acts, end) = LEAF.acts(&run, 28.0)?;
    run.queue(&acts);
    run.advance(end + 8.0)?;
    let day = |from: f64| area(&run, "conc.mitragynine", from, from + DAY);
    Ok(day(end - 16.0)? / day(0.0)?)
}

/// The rows.
pub const FINDINGS: &[Finding] = &[
    Finding {
        id: "S14a",
        what: "Leaf: 2.5 g chased for its mood, grams a day after 6 months",
        source: "seed: 2-3 g to 10-20 g",
        label: FIT,
        unit: "g/d",
        band: (8.0, 22.0),
        note: "potency was set to it",
        ours: |l| Ok(escalated(l, 26, &["red_leaf"])?.1.last().copied().unwrap_or(f64::NAN)),
    },
    Finding {
        id: "S14b",
        what: "10x extract: days until relief needs 1.5x, over leaf",
        source: "seed: steeper, within weeks",
        label: STRUCT,
        unit: "x",
        band: (0.02, 0.6),
        note: "5 g of each, three times a day",
        ours: |l| Ok(days_to_shift(l, "extract")? / days_to_shift(l, "red_leaf")?),
    },
    Finding {
        id: "S14c",
        what: "10x extract: shift after 3 months, over leaf's",
        source: "seed",
        label: STRUCT,
        unit: "x",
        band: (1.2, 4.0),
        note: "",
        ours: |l| {
            let shift = |route| last(&course(l, Habitual { route, ..LEAF }, 90.0, 8.0, 8.0)?.0, "ec50.relief");
            Ok(shift("extract")? / shift("red_leaf")?)
        },
    },
    Finding {
        id: "S14d",
        what: "Three strains in turn: grams a day after 4 months, over one strain",
        source: "seed: rotation is no better",
        label: STRUCT,
        unit: "x",
        band: (0.9, 1.5),
        note: "strains differ in 7-hydroxymitragynine only; their minor alkaloids are not modelled",
        ours: |l| {
            let grams = |strains: &[&str]| Ok(escalated(l, 17, strains)?.1.last().copied().unwrap_or(f64::NAN));
            let turned: Result<f64, Failure> = grams(&["red_leaf", "green_leaf", "white_leaf"]);
            Ok(turned? / grams(&["red_leaf"])?)
        },
    },
    Finding {
        id: "S14e",
        what: "Leaf, 15 g/d: withdrawal is worst on day",
        source: "seed: days 2-4",
        label: FIT,
        unit: "d",
        band: (2.0, 4.0),
        note: "the slow compartment of mitragynine was lightened after a first version peaked in the second week",
        ours: |l| Ok(stopped(l, "red_leaf", 5.0)?.0),
    },
    Finding {
        id: "S14f",
        what: "Worst withdrawal after 18 g/d over 6 g/d",
        source: "seed: larger with adaptation",
        label: STRUCT,
        unit: "x",
        band: (1.1, 5.0),
        note: "",
        ours: |l| Ok(stopped(l, "red_leaf", 6.0)?.1 / stopped(l, "red_leaf", 2.0)?.1),
    },
    Finding {
        id: "S14g",
        what: "Mitragynine, 4 g once: half-life",
        source: "Huestis 2024: 43.4 h",
        label: FIT,
        unit: "h",
        band: (38.0, 50.0),
        note: "",
        ours: |l| half_life(&volunteers(l, 1, 10.0 * DAY)?.0, "mitragynine", 96.0, 192.0),
    },
    Finding {
        id: "S14h",
        what: "Mitragynine, 4 g daily for 15 days: half-life",
        source: "Huestis 2024: 67.9 h",
        label: PRED,
        unit: "h",
        band: (55.0, 80.0),
        note: "ours inactivates CYP3A, but the deep compartment decides the last phase, and the enzyme is back within days once the drug falls",
        ours: |l| {
            let (run, end) = volunteers(l, 15, 10.0 * DAY)?;
            half_life(&run, "mitragynine", end + 96.0, end + 192.0)
        },
    },
    Finding {
        id: "S14i",
        what: "7-hydroxymitragynine over mitragynine, first dose",
        source: "Huestis 2024: 0.20-0.31",
        label: FIT,
        unit: "ratio",
        band: (0.2, 0.31),
        note: "",
        ours: |l| ratio(l, 1),
    },
    Finding {
        id: "S14j",
        what: "The same, after 15 daily doses",
        source: "Huestis 2024: 0.15-0.21",
        label: PRED,
        unit: "ratio",
        band: (0.15, 0.21),
        note: "it falls as CYP3A is inactivated; in-vitro constants and one guessed unbound fraction",
        ours: |l| ratio(l, 15),
    },
    Finding {
        id: "S14k",
        what: "Default: daily blood level on day 28 over day 1",
        source: "Huestis 2024: it accumulates",
        label: STRUCT,
        unit: "x",
        band: (1.2, 6.0),
        note: "",
        ours: |l| kept_level(l, false),
    },
    Finding {
        id: "S14k2",
        what: "With the switch to the seed's claim: the same, over the default",
        source: "seed: induction lowers the level",
        label: STRUCT,
        unit: "x",
        band: (0.1, 0.8),
        note: "the claim, one setting away",
        ours: |l| Ok(kept_level(l, true)? / kept_level(l, false)?),
    },
    Finding {
        id: "S14l",
        what: "Midazolam by mouth after 2 g of tea: area over that alone",
        source: "biocloudy NDg4NzU1MA: x1.39",
        label: PRED,
        unit: "x",
        band: (1.2, 1.6),
        note: "our inactivation sees the blood only; the gut wall, where a tea meets midazolam first, is not kept apart",
        ours: |l| {
            let exposure = |g: f64| -> Result<f64, Failure> {
                let mut run = body(l, &["mitragynine", "midazolam"], 0.1)?;
                if g > 0.0 {
                    give_at(&mut run, 0.0, "mitragynine", "red_leaf", g)?;
                }
                give_at(&mut run, 0.25, "midazolam", "oral", 1.0)?;
                run.advance(36.0)?;
                area(&run, "conc.midazolam", 0.0, 36.0)
            };
            Ok(exposure(2.0)? / exposure(0.0)?)
        },
    },
];
