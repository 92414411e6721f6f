//! Courses of opioids that several findings share: a dose again and again, doses that chase an effect, and what is read
//! off afterwards. Not here: the findings themselves.

use model::content::Library;
use model::plan::{Act, Action};
use model::run::Run;

use super::{Failure, dose, engine, every, series};

/// Hours of a day.
pub const DAY: f64 = 24.0;
/// Hours of a week.
pub const WEEK: f64 = 168.0;

/// A dose of one drug by one route, every so many hours.
#[derive(Clone, Copy, Debug)]
pub struct Habitual {
    /// Drug.
    pub drug: &'static str,
    /// Route.
    pub route: &'static str,
    /// Dose units.
    pub du: f64,
    /// Hours between doses.
    pub every_h: f64,
}

/// The dose of the withdrawal rows: 10 mg of morphine three times a day.
pub const THRICE: Habitual = Habitual { drug: "morphine", route: "injection", du: 1.0, every_h: 8.0 };
/// The month of the analgesic trial: 78 mg of morphine a day by mouth (Chu 2012).
pub const TRIAL: Habitual = Habitual { drug: "morphine", route: "oral", du: 2.6, every_h: 8.0 };

/// Methadone maintenance.
pub const METHADONE: Habitual = Habitual { drug: "methadone", route: "oral", du: 8.0, every_h: 24.0 };

impl Habitual {
    /// The doses from day 0 on for `days`, and the time of the last one.
    ///
    /// # Errors
    /// No such route.
    pub fn acts(&self, run: &Run, days: f64) -> Result<(Vec<Action>, f64), Failure> {
        let place = run.engine.drugs.iter().position(|d| d.id == self.drug);
        let place = place.ok_or_else(|| Failure::Missing(format!("drug {}", self.drug)))?;
        let acts = every(dose(&run.engine, place, self.route, self.du)?, 0.0, self.every_h, days * DAY);
        let last = acts.last().map_or(0.0, |a| a.at_h);
        Ok((acts, last))
    }
}

/// A fresh body at the opioid system; the first drug is the one whose curve is read.
///
/// # Errors
/// An unknown drug.
pub fn body(library: &Library, drugs: &[&str], grid_h: f64) -> Result<Run, Failure> {
    Ok(Run::new(engine(library, "mu_opioid", drugs)?, grid_h))
}

/// `days` of a habitual dose and `after_h` hours without; the run, and the time of the last dose.
///
/// # Errors
/// An unknown drug, or the solver.
pub fn course(library: &Library, h: Habitual, days: f64, after_h: f64, grid_h: f64) -> Result<(Run, f64), Failure> {
    let mut run = body(library, &[h.drug], grid_h)?;
    let (acts, last) = h.acts(&run, days)?;
    run.queue(&acts);
    run.advance(last + after_h)?;
    Ok((run, last))
}

/// The dose multiples that hold `effect` where the first dose had it, one per step of `step_h` hours: each step's dose is
/// the first, times the shift of the potency so far (corrected, once a drug piles up, by `pile_up` if given).
///
/// # Errors
/// An unknown drug, or the solver.
pub fn chased(
    library: &Library,
    h: Habitual,
    effect: &str,
    days: f64,
    step_h: f64,
) -> Result<(Run, Vec<f64>), Failure> {
    let mut run = body(library, &[h.drug], 4.0)?;
    let mut folds = vec![1.0];
    let (mut t, mut fold) = (0.0, 1.0);
    while t < days * DAY {
        let act = dose(&run.engine, 0, h.route, h.du * fold)?;
        run.queue(&every(act, t, h.every_h, t + step_h));
        t += step_h;
        run.advance(t)?;
        fold = last(&run, &format!("ec50.{effect}"))?;
        folds.push(fold);
    }
    Ok((run, folds))
}

/// Newest value of a series.
///
/// # Errors
/// There is no such series.
pub fn last(run: &Run, name: &str) -> Result<f64, Failure> {
    run.trace.last(name).ok_or_else(|| Failure::Missing(format!("series {name}")))
}

/// Lowest value of a series between two times.
///
/// # Errors
/// There is no such series.
pub fn lowest(run: &Run, name: &str, from_h: f64, to_h: f64) -> Result<f64, Failure> {
    let y = series(&run.trace, name)?;
    let rows = run.trace.time_h.iter().zip(y).filter(|(t, _)| (from_h..=to_h).contains(*t));
    Ok(rows.map(|(_, v)| *v).fold(f64::INFINITY, f64::min))
}

/// Highest value of a series between two times.
///
/// # Errors
/// There is no such series.
pub fn highest(run: &Run, name: &str, from_h: f64, to_h: f64) -> Result<f64, Failure> {
    Ok(super::peak(&run.trace, name, from_h, to_h)?.1)
}

/// Area under a series between two times, by trapezoids.
///
/// # Errors
/// There is no such series.
pub fn area(run: &Run, name: &str, from_h: f64, to_h: f64) -> Result<f64, Failure> {
    let y = series(&run.trace, name)?;
    let rows: Vec<(f64, f64)> =
        run.trace.time_h.iter().copied().zip(y.iter().copied()).filter(|(t, _)| (from_h..=to_h).contains(t)).collect();
    Ok(rows.windows(2).map(|w| 0.5 * (w[0].1 + w[1].1) * (w[1].0 - w[0].0)).sum())
}

/// Gives now.
///
/// # Errors
/// No such drug or route.
pub fn give(run: &mut Run, drug: &str, route: &str, du: f64) -> Result<(), Failure> {
    let at_h = run.body.t_h;
    give_at(run, at_h, drug, route, du)
}

/// Gives at a time to come.
///
/// # Errors
/// No such drug or route.
pub fn give_at(run: &mut Run, at_h: f64, drug: &str, route: &str, du: f64) -> Result<(), Failure> {
    let place = run.engine.drugs.iter().position(|d| d.id == drug);
    let place = place.ok_or_else(|| Failure::Missing(format!("drug {drug}")))?;
    let act: Act = dose(&run.engine, place, route, du)?;
    run.queue(&[Action { at_h, act }]);
    Ok(())
}

/// Does an act at a time to come.
pub fn act_at(run: &mut Run, at_h: f64, act: Act) {
    run.queue(&[Action { at_h, act }]);
}

/// Away from where the drug is usually taken: no cue helps.
pub const NEW_PLACE: Act = Act::Place { usual: false };

/// The trial's month in a laboratory, where no cue helps; `probe` is the drug whose potency is measured.
///
/// # Errors
/// An unknown drug, or the solver.
pub fn trial(l: &Library, probe: &str) -> Result<Run, Failure> {
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
///
/// # Errors
/// An unknown drug, or the solver.
pub fn high_dose(l: &Library, probe: &str) -> Result<Run, Failure> {
    let drugs: Vec<&str> = if probe == "morphine" { vec![probe] } else { vec![probe, "morphine"] };
    let mut run = body(l, &drugs, DAY)?;
    act_at(&mut run, 0.0, NEW_PLACE);
    let (acts, _) = Habitual { du: 33.3, ..TRIAL }.acts(&run, 400.0)?;
    run.queue(&acts);
    run.advance(400.0 * DAY)?;
    Ok(run)
}
