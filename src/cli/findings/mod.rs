//! Published findings and what our bodies do in their place. Each is a small protocol run on the engine with the content
//! files, and a band that was fixed before. Not here: how the table is printed ([`crate::validate`]).
//!
//! Labels are never upgraded: `FIT` means that a parameter was chosen or changed after the number was seen, and only
//! `PRED` is evidence.

pub mod acid;
pub mod airway;
pub mod benzodiazepine;
pub mod depressant;
pub mod enzyme;
pub mod heart;
pub mod hormone;
pub mod ketamine;
pub mod kratom;
pub mod metaboliser;
pub mod nerve;
pub mod nitrate;
pub mod nose;
pub mod opioid;
pub mod opioid_binding;
pub mod opioid_course;
pub mod opioid_dish;
pub mod opioid_offset;
pub mod opioid_rescue;
pub mod opioid_withdrawal;
pub mod pressure;
pub mod reward;

use model::assemble::{AssembleError, Setting};
use model::content::Library;
use model::engine::Engine;
use model::plan::{Act, Action, Plan};
use model::quantity::Label;
use model::run::{Run, play};
use model::solve::SolveError;
use model::trace::Trace;

/// One published finding.
#[derive(Clone, Copy, Debug)]
pub struct Finding {
    /// Row ("S5a").
    pub id: &'static str,
    /// What was found, with what we do in its place.
    pub what: &'static str,
    /// Who found it.
    pub source: &'static str,
    /// What a match is worth.
    pub label: Label,
    /// Unit of the band ("fraction", "h", "x").
    pub unit: &'static str,
    /// Lowest and highest value that counts as a match.
    pub band: (f64, f64),
    /// Our value.
    pub ours: fn(&Library) -> Result<f64, Failure>,
    /// What the label rests on; for a miss, why.
    pub note: &'static str,
}

/// Why a finding could not be tried.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Failure {
    /// The body could not be put together.
    #[error(transparent)]
    Assemble(#[from] AssembleError),
    /// The equations could not be solved.
    #[error(transparent)]
    Solve(#[from] SolveError),
    /// A name that the content does not have.
    #[error("no {0}")]
    Missing(String),
}

/// All findings, in the order of the table.
#[must_use]
pub fn all() -> Vec<Finding> {
    let parts: Vec<&[Finding]> = vec![
        acid::FINDINGS,
        airway::FINDINGS,
        benzodiazepine::FINDINGS,
        depressant::FINDINGS,
        enzyme::FINDINGS,
        heart::FINDINGS,
        hormone::FINDINGS,
        ketamine::FINDINGS,
        kratom::FINDINGS,
        metaboliser::FINDINGS,
        nerve::FINDINGS,
        nitrate::FINDINGS,
        nose::FINDINGS,
        opioid::FINDINGS,
        opioid_dish::FINDINGS,
        opioid_offset::FINDINGS,
        opioid_withdrawal::FINDINGS,
        opioid_rescue::FINDINGS,
        opioid_binding::FINDINGS,
        pressure::FINDINGS,
        reward::FINDINGS,
    ];
    parts.concat()
}

/// An engine of the content files, switches where the evidence puts them.
///
/// # Errors
/// An unknown system or drug.
pub fn engine(library: &Library, system: &str, drugs: &[&str]) -> Result<Engine, Failure> {
    Ok(library.assemble(system, drugs, &Setting::default())?)
}

/// A dose of drug number `drug` by the route called `route` (empty: the usual one).
///
/// # Errors
/// The drug has no such route.
pub fn dose(engine: &Engine, drug: usize, route: &str, du: f64) -> Result<Act, Failure> {
    let d = &engine.drugs[drug];
    let at = if route.is_empty() { Some(0) } else { d.routes.iter().position(|r| r.id == route) };
    let route = at.ok_or_else(|| Failure::Missing(format!("route {route} of {}", d.id)))?;
    Ok(Act::Give { drug, route, du })
}

/// The same act every `every_h` hours from `from_h` on, before `until_h`.
#[must_use]
pub fn every(act: Act, from_h: f64, every_h: f64, until_h: f64) -> Vec<Action> {
    let times = (0..).map(|k| from_h + every_h * f64::from(k)).take_while(|t| *t < until_h);
    times.map(|at_h| Action { at_h, act }).collect()
}

/// Plays acts for `until_h` hours, with a row every `grid_h`.
///
/// # Errors
/// The equations could not be solved.
pub fn played(engine: Engine, acts: Vec<Action>, until_h: f64, grid_h: f64) -> Result<Run, Failure> {
    Ok(play(engine, &Plan::from_actions(acts), until_h, grid_h)?)
}

/// A series of a trace.
///
/// # Errors
/// There is none of that name.
pub fn series<'a>(trace: &'a Trace, name: &str) -> Result<&'a [f64], Failure> {
    trace.series(name).ok_or_else(|| Failure::Missing(format!("series {name}")))
}

/// Value of a series at a time.
///
/// # Errors
/// There is no such series.
pub fn at(trace: &Trace, name: &str, time_h: f64) -> Result<f64, Failure> {
    trace.at(name, time_h).ok_or_else(|| Failure::Missing(format!("series {name}")))
}

/// Time and value of a series where it is largest between two times.
///
/// # Errors
/// There is no such series.
pub fn peak(trace: &Trace, name: &str, from_h: f64, to_h: f64) -> Result<(f64, f64), Failure> {
    let y = series(trace, name)?;
    let rows = trace.time_h.iter().copied().zip(y.iter().copied()).filter(|(t, _)| (from_h..=to_h).contains(t));
    rows.max_by(|a, b| a.1.total_cmp(&b.1)).ok_or_else(|| Failure::Missing(format!("row of {name}")))
}

/// Mean of a series between two times.
///
/// # Errors
/// There is no such series, or no row.
pub fn mean(trace: &Trace, name: &str, from_h: f64, to_h: f64) -> Result<f64, Failure> {
    let y = series(trace, name)?;
    let rows: Vec<f64> =
        trace.time_h.iter().zip(y).filter(|(t, _)| (from_h..=to_h).contains(*t)).map(|(_, v)| *v).collect();
    if rows.is_empty() {
        return Err(Failure::Missing(format!("row of {name}")));
    }
    Ok(rows.iter().sum::<f64>() / rows.len() as f64)
}

/// First time from `from_h` on at which a series is at or beyond `level` (above it if `rising`, else below); `NaN` where
/// it never is.
///
/// # Errors
/// There is no such series.
pub fn first(trace: &Trace, name: &str, from_h: f64, level: f64, rising: bool) -> Result<f64, Failure> {
    let y = series(trace, name)?;
    let mut rows = trace.time_h.iter().zip(y).filter(|(t, _)| **t >= from_h);
    Ok(rows.find(|(_, v)| if rising { **v >= level } else { **v <= level }).map_or(f64::NAN, |(t, _)| *t))
}
