//! Nitrates at the vessel wall: loss within a day, and what free hours keep.

use model::assemble::Setting;
use model::content::Library;
use model::engine::Engine;
use model::plan::{Act, Action};
use model::quantity::Label;

use super::{Failure, Finding, at, dose, engine, every, first, peak, played, series};

const DILATION: &str = "effect.dilation";

/// Share of the greatest effect of a patch that is never taken off.
fn residual(engine: Engine, at_h: f64) -> Result<f64, Failure> {
    let acts = vec![Action { at_h: 0.0, act: dose(&engine, 0, "patch", 1.0)? }];
    let trace = played(engine, acts, 48.0, 0.1)?.trace;
    Ok(at(&trace, DILATION, at_h)? / peak(&trace, DILATION, 0.0, 48.0)?.1)
}

fn patch(library: &Library, at_h: f64) -> Result<f64, Failure> {
    residual(engine(library, "vascular_nitrate", &["nitroglycerin"])?, at_h)
}

/// The seed's claim set: used-up sulfhydryl groups.
fn sulfhydryl(library: &Library) -> Result<Engine, Failure> {
    let setting = Setting { switches: vec![("sulfhydryl".to_owned(), true)], ..Setting::default() };
    Ok(library.assemble("vascular_nitrate", &["nitroglycerin"], &setting)?)
}

/// Greatest effect on day 30 over that on day 1, with a patch worn for `on_h` hours of every day.
fn kept(engine: Engine, on_h: f64) -> Result<f64, Failure> {
    let mut acts = every(dose(&engine, 0, "patch", 1.0)?, 0.0, 24.0, 720.0);
    acts.extend(every(Act::PatchOff { drug: 0 }, on_h, 24.0, 720.0));
    let trace = played(engine, acts, 720.0, 0.1)?.trace;
    Ok(peak(&trace, DILATION, 696.0, 720.0)?.1 / peak(&trace, DILATION, 0.0, 24.0)?.1)
}

fn nitroglycerin(library: &Library, on_h: f64) -> Result<f64, Failure> {
    kept(engine(library, "vascular_nitrate", &["nitroglycerin"])?, on_h)
}

/// Lowest effect in the day after a week of a patch: the counter-force left alone.
fn after_patch(library: &Library) -> Result<f64, Failure> {
    let engine = engine(library, "vascular_nitrate", &["nitroglycerin"])?;
    let off = Action { at_h: 168.0, act: Act::PatchOff { drug: 0 } };
    let acts = vec![Action { at_h: 0.0, act: dose(&engine, 0, "patch", 1.0)? }, off];
    let trace = played(engine, acts, 240.0, 0.1)?.trace;
    Ok(series(&trace, DILATION)?.iter().copied().fold(f64::INFINITY, f64::min))
}

/// Effect of a nitrate by mouth `wait_h` after the first dose of the last of seven days, over the same on day 1.
fn tablets(library: &Library, drug: &str, du: f64, hours: &[f64], wait_h: f64) -> Result<f64, Failure> {
    let engine = engine(library, "vascular_nitrate", &[drug])?;
    let act = dose(&engine, 0, "oral", du)?;
    let acts = hours.iter().flat_map(|h| every(act, *h, 24.0, 168.0)).collect();
    let trace = played(engine, acts, 168.0, 0.25)?.trace;
    let first = hours.first().copied().unwrap_or(0.0);
    Ok(at(&trace, DILATION, 144.0 + first + wait_h)? / at(&trace, DILATION, first + wait_h)?)
}

/// Minutes that one tablet under the tongue keeps a quarter of the range, from the moment it is taken.
fn tablet_under_tongue(library: &Library) -> Result<f64, Failure> {
    let engine = engine(library, "vascular_nitrate", &["nitroglycerin"])?;
    let acts = vec![Action { at_h: 0.0, act: dose(&engine, 0, "sublingual", 1.0)? }];
    let trace = played(engine, acts, 3.0, 0.01)?.trace;
    let (top_h, _) = peak(&trace, DILATION, 0.0, 3.0)?;
    Ok(60.0 * first(&trace, DILATION, top_h, 0.25, false)?)
}

/// Mononitrate in the blood of a dinitrate tablet's eater, over the dinitrate, 4 h after it (by mass).
fn metabolite(library: &Library) -> Result<f64, Failure> {
    let engine = engine(library, "vascular_nitrate", &["isosorbide_dinitrate"])?;
    let acts = vec![Action { at_h: 0.0, act: dose(&engine, 0, "oral", 1.0)? }];
    let trace = played(engine, acts, 12.0, 0.1)?.trace;
    Ok(at(&trace, "conc.isosorbide_mononitrate", 4.0)? / at(&trace, "conc.isosorbide_dinitrate", 4.0)?)
}

/// Rows of the nitrates.
pub const FINDINGS: &[Finding] = &[
    Finding {
        id: "S4a",
        what: "effect left after 24 h of a continuous patch",
        source: "the seeds: nearly ineffective within 24 h; Parker 1984: no effect at 24 h",
        label: Label::FIT,
        unit: "fraction",
        band: (-0.1, 0.15),
        ours: |l| patch(l, 24.0),
        note: "the loss of gain is fitted",
    },
    Finding {
        id: "S4b",
        what: "effect left after 4 h of the first patch",
        source: "Parker 1984: large effect at 4 h",
        label: Label::PRED,
        unit: "fraction",
        band: (0.6, 1.0),
        ours: |l| patch(l, 4.0),
        note: "two steps of 128 min as published (Bauer and Fung 1994)",
    },
    Finding {
        id: "S4c",
        what: "effect left after 48 h of a continuous patch",
        source: "Parker 1984: none at 48 h",
        label: Label::PRED,
        unit: "fraction",
        band: (-0.1, 0.15),
        ours: |l| patch(l, 48.0),
        note: "",
    },
    Finding {
        id: "S4e",
        what: "peak of day 30 over day 1, 14 h free",
        source: "the seeds: 10-14 free hours keep it; Parker 1995",
        label: Label::PRED,
        unit: "fraction",
        band: (0.88, 1.05),
        ours: |l| nitroglycerin(l, 10.0),
        note: "",
    },
    Finding {
        id: "S4e12",
        what: "peak of day 30 over day 1, 12 h free",
        source: "Parker 1995: 12 h on, 12 h off for 30 d, no tolerance",
        label: Label::PRED,
        unit: "fraction",
        band: (0.88, 1.05),
        ours: |l| nitroglycerin(l, 12.0),
        note: "a rat's half-lives, and a reserve that lets the last traces of drug hold the counter-force up for an hour or two",
    },
    Finding {
        id: "S4e10",
        what: "peak of day 30 over day 1, 10 h free",
        source: "the seeds: 10-14 free hours keep it",
        label: Label::STRUCT,
        unit: "fraction",
        band: (0.7, 1.05),
        ours: |l| nitroglycerin(l, 14.0),
        note: "own band",
    },
    Finding {
        id: "S4f",
        what: "lowest effect after a week of patches: a small counter-force",
        source: "Bauer and Fung 1994: rebound in rats; Parker 1995: none in people",
        label: Label::STRUCT,
        unit: "effect",
        band: (-0.12, 0.0),
        ours: after_patch,
        note: "nitrates have tolerance without dependence here",
    },
    Finding {
        id: "S4g",
        what: "claim switch: effect left at 24 h when sulfhydryl groups are used up",
        source: "the seeds",
        label: Label::STRUCT,
        unit: "fraction",
        band: (-0.1, 0.15),
        ours: |l| residual(sulfhydryl(l)?, 24.0),
        note: "the seed's claim, off by default",
    },
    Finding {
        id: "S4h",
        what: "claim switch: peak of day 30 over day 1, 12 h free",
        source: "the seeds",
        label: Label::STRUCT,
        unit: "fraction",
        band: (0.8, 1.05),
        ours: |l| kept(sulfhydryl(l)?, 12.0),
        note: "the seed's claim, off by default",
    },
    Finding {
        id: "XN1",
        what: "dinitrate 30 mg four times a day for a week: effect 5 h after the morning dose over day 1",
        source: "Parker 1987: no longer prolonged at 3 and 5 h",
        label: Label::PRED,
        unit: "fraction",
        band: (-0.1, 0.5),
        ours: |l| tablets(l, "isosorbide_dinitrate", 1.5, &[8.0, 13.0, 18.0, 23.0], 5.0),
        note: "",
    },
    Finding {
        id: "XN2",
        what: "dinitrate 30 mg twice a day for a week: effect 5 h after the morning dose over day 1",
        source: "Parker 1987: prolonged over the whole 5 h",
        label: Label::PRED,
        unit: "fraction",
        band: (0.7, 1.1),
        ours: |l| tablets(l, "isosorbide_dinitrate", 1.5, &[8.0, 13.0], 5.0),
        note: "the mononitrate that it turns into is still there in the morning, and part of the loss with it; these patients had lost less",
    },
    Finding {
        id: "XN3",
        what: "mononitrate 20 mg at 8 and 15 h for a week: effect 5 h after the morning dose over day 1",
        source: "Thadani 1994: kept for two weeks",
        label: Label::PRED,
        unit: "fraction",
        band: (0.7, 1.1),
        ours: |l| tablets(l, "isosorbide_mononitrate", 1.0, &[8.0, 15.0], 5.0),
        note: "with a half-life of five hours it is still there in the morning, and part of the loss with it; these patients had lost less",
    },
    Finding {
        id: "XN4",
        what: "mononitrate 50 mg three times a day for a week: effect 2 h after the morning dose over day 1",
        source: "Tauchert 1984: marked attenuation",
        label: Label::PRED,
        unit: "fraction",
        band: (-0.1, 0.7),
        ours: |l| tablets(l, "isosorbide_mononitrate", 2.5, &[7.0, 15.0, 23.0], 2.0),
        note: "",
    },
    Finding {
        id: "XN5",
        what: "one nitroglycerin tablet under the tongue lasts",
        source: "20-40 min (from memory)",
        label: Label::STRUCT,
        unit: "min",
        band: (20.0, 40.0),
        ours: tablet_under_tongue,
        note: "over means less than a quarter of full dilation here; what the published range means by it is not known",
    },
    Finding {
        id: "XN6",
        what: "mononitrate over dinitrate in the blood 4 h after a dinitrate tablet",
        source: "far more of the metabolite (from memory)",
        label: Label::STRUCT,
        unit: "ratio",
        band: (5.0, 500.0),
        ours: metabolite,
        note: "",
    },
];
