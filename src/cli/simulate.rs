//! `simulate`: runs a level or a scenario under a plan and writes its series as CSV, with a counted crowd of receptors
//! beside the equations where it is asked for. Both see the same drug at the same time, and neither changes the other.

use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use model::ensemble::Ensemble;
use model::observe::Column;
use model::quantity::{duration_h, say_duration};
use model::run::Run;
use model::trace::Trace;

use crate::error::{Error, count};
use crate::save::NewFile;
use crate::scenario::PlanChoice;
use crate::subject::{Job, Subject, find_subject};
use crate::{csv, judge};

/// Examples for `--help`.
pub const EXAMPLES: &str = "Examples:
  setpoint-cli simulate 1.1
  setpoint-cli simulate 0.2 --plan naive --every 1h -o naive.csv
  setpoint-cli simulate 1.1 --receptors 2000 --seed 7 --every 5s
  setpoint-cli simulate my_level.ron --plan my_plan.ron --judge > run.csv
  setpoint-cli simulate mu_opioid_month -o month.csv
  setpoint-cli simulate my_scenario.ron --series effect.relief,symptom.withdrawal --grid 6h

Columns: time_h, then one per series with its unit at the end of its name. With --receptors, counted receptors stand \
in census_..._count columns beside the equations' receptors_..._fraction_of_naive.";

/// Most rows of one file.
pub const MAX_ROWS: f64 = 1_000_000.0;
/// Longest run, h.
pub const MAX_UNTIL_H: f64 = 24.0 * 3650.0;
/// Rows of a run without `--every`, besides the first.
const DEFAULT_ROWS: f64 = 200.0;
/// Rows that are worked out before they are written.
const CHUNK: u64 = 500;

/// What to run, and how to write it.
#[derive(Clone, Debug, clap::Args)]
pub struct SimulateArgs {
    /// Id of a level (1.1) or of a scenario (a file in levels/scenarios/), or the path of such a file (.ron)
    #[arg(value_name = "LEVEL|SCENARIO")]
    pub subject: String,
    /// What is done: a level's stored plan that passes or fails, a scenario's own (good), nothing, or a plan file
    #[arg(long, value_name = "good|naive|idle|FILE", default_value = "good")]
    pub plan: PlanChoice,
    /// Seed of the counted receptors; the same seed gives the same bytes
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Also counts this many individual receptors (100 to 1000000); they are thrown for once per row
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    pub receptors: Option<u32>,
    /// How long to run, such as 90s, 5min, 4h, 28d, up to ten years; the level's or scenario's own length unless told
    #[arg(long, value_name = "DURATION", value_parser = until)]
    pub until: Option<f64>,
    /// Time between rows; a 200th of a level's length, or the scenario's own, unless told
    #[arg(long, visible_alias = "grid", value_name = "DURATION", value_parser = every)]
    pub every: Option<f64>,
    /// Series to write, or "all"; all those of a level, or the scenario's own choice, unless told
    #[arg(long, value_name = "SERIES", value_delimiter = ',')]
    pub series: Vec<String>,
    /// Writes to this file, whole or not at all, instead of to the standard output
    #[arg(short, long, value_name = "FILE.csv")]
    pub output: Option<PathBuf>,
    /// Ends with exit code 1 if a goal of the level is not met
    #[arg(long)]
    pub judge: bool,
}

pub(crate) fn every(text: &str) -> Result<f64, String> {
    duration_h(text).and_then(|h| if h > 0.0 { Ok(h) } else { Err("allowed: above 0".to_owned()) })
}

pub(crate) fn until(text: &str) -> Result<f64, String> {
    every(text).and_then(|h| if h <= MAX_UNTIL_H { Ok(h) } else { Err("allowed: up to 3650d".to_owned()) })
}

/// Rows at 0, `every_h`, ... up to `last` times `every_h`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Rows {
    every_h: f64,
    last: u64,
}

impl Rows {
    fn of(args: &SimulateArgs, duration_h: f64, usual_h: f64) -> Result<(Self, f64), Error> {
        let until_h = args.until.unwrap_or(duration_h);
        let every_h = args.every.unwrap_or(usual_h.min(until_h)).min(f64::MAX);
        if every_h > until_h * (1.0 + 1e-9) {
            let (every, until) = (say_duration(every_h), say_duration(until_h));
            return Err(Error::Usage(format!("--every {every} is longer than the run of {until}")));
        }
        // A hair more, so that 1h holds ten times 6min whatever the rounding.
        let last = (until_h / every_h + 1e-6).floor();
        if last + 1.0 > MAX_ROWS {
            let rows = last + 1.0;
            let text =
                format!("{rows:.0} rows; allowed: at most {MAX_ROWS:.0}; give a longer --every or a shorter --until");
            return Err(Error::Usage(text));
        }
        Ok((Self { every_h, last: last as u64 }, until_h))
    }

    fn time(&self, row: u64) -> f64 {
        row as f64 * self.every_h
    }
}

/// Individual receptors that see the same drug as the equations.
struct Crowd {
    run: Run,
    ensemble: Ensemble,
}

impl Crowd {
    fn new(job: &Job, rows: &Rows, receptors: u32, seed: u64) -> Self {
        let ensemble = Ensemble::new(&job.engine.naive, receptors, seed);
        // The grid is longer than the run: what is recorded is written elsewhere.
        let mut run = Run::new(job.engine.clone(), 2.0 * rows.time(rows.last + 1));
        run.queue(&job.plan.actions);
        Self { run, ensemble }
    }

    fn step(&mut self, to_h: f64, tick: u64) -> Result<(), Error> {
        let throws = self.run.advance_with_receptors(to_h)?.throws(self.ensemble.naive_count);
        self.ensemble.step(&throws, tick);
        Ok(())
    }
}

/// Runs, writes, judges. `false`: a goal was not met, and `--judge` asks.
///
/// # Errors
/// The arguments or the content are wrong, the equations could not be solved, or the results not be written.
pub fn simulate(args: &SimulateArgs, out: &mut dyn Write, err: &mut dyn Write) -> Result<bool, Error> {
    let subject = find_subject(&args.subject)?;
    let job = Job::of(&subject, &args.plan)?;
    let usual_h = match &subject {
        Subject::Level(_) => job.duration_h / DEFAULT_ROWS,
        Subject::Scenario(case) => case.scenario.grid_h,
    };
    let (rows, until_h) = Rows::of(args, job.duration_h, usual_h)?;
    let chosen = chosen(&subject, &job.engine.columns(), &args.series)?;
    if args.judge && matches!(subject, Subject::Scenario(_)) {
        return Err(Error::Usage("--judge: a scenario has no goals; allowed: a level".to_owned()));
    }
    if args.receptors.is_some() && !job.as_needed.is_empty() {
        let text = "--receptors: doses as needed follow the equations; allowed: a scenario without as_needed";
        return Err(Error::Usage(text.to_owned()));
    }
    match &args.output {
        Some(path) => {
            let mut file = NewFile::create(path)?;
            write_rows(&job, &chosen, args, &rows, &mut file)?;
            file.finish()?;
            let _ = writeln!(err, "wrote {} ({})", path.display(), count(rows.last as usize + 1, "row"));
        }
        None => match write_rows(&job, &chosen, args, &rows, out) {
            // Whoever reads has read enough.
            Err(Error::Write(e)) if e.kind() == ErrorKind::BrokenPipe => {}
            done => done?,
        },
    }
    let passed = remark(&subject, &job, until_h, err)?;
    Ok(!args.judge || passed)
}

/// Tells what the run is worth: a level's goals, a scenario's values. `false`: a goal is not met.
fn remark(subject: &Subject, job: &Job, until_h: f64, err: &mut dyn Write) -> Result<bool, Error> {
    let (what, cut) = match subject {
        Subject::Level(s) => (format!("level {} \"{}\"", s.level.id, s.level.title), "judged"),
        Subject::Scenario(case) => (format!("scenario {} \"{}\"", case.scenario.id, case.scenario.name), "summed up"),
    };
    let _ = writeln!(err, "{what}");
    if until_h < job.duration_h {
        let _ = writeln!(err, "{cut} after {} of {}", say_duration(until_h), say_duration(job.duration_h));
    }
    match subject {
        Subject::Level(scenario) => {
            let level = scenario.level.bound(&scenario.library);
            let trace = job.trace(until_h)?;
            let verdicts = judge::verdicts(&level, &trace);
            for verdict in &verdicts {
                let _ = writeln!(err, "{}", verdict.say());
            }
            let passed = judge::passes(&verdicts);
            if let Some(card) = level.failure(&trace).filter(|_| !passed) {
                let _ = writeln!(err, "card \"{}\": {} {} {}", card.name, card.what, card.why, card.next);
            }
            Ok(passed)
        }
        Subject::Scenario(case) if case.scenario.summary.is_empty() => Ok(true),
        Subject::Scenario(case) => {
            let trace = job.trace(until_h)?;
            for summary in &case.scenario.summary {
                let _ = writeln!(err, "{} {}", summary.name, judge::say(summary.value.of(&trace)));
            }
            Ok(true)
        }
    }
}

/// The series to write: those that are asked for, or the scenario's own, or all.
fn chosen(subject: &Subject, columns: &[Column], asked: &[String]) -> Result<Vec<String>, Error> {
    let own = match subject {
        Subject::Level(_) => &[][..],
        Subject::Scenario(case) => &case.scenario.series[..],
    };
    let wanted = if asked.is_empty() { own } else { asked };
    if wanted.is_empty() || wanted.iter().any(|s| s == "all") {
        return Ok(columns.iter().map(|c| c.series.clone()).collect());
    }
    match wanted.iter().find(|s| !columns.iter().any(|c| c.series == **s)) {
        None => Ok(wanted.to_vec()),
        Some(unknown) => {
            let known: Vec<_> = columns.iter().map(|c| c.series.as_str()).collect();
            let known = known.join(", ");
            Err(Error::Usage(format!("--series: no series \"{unknown}\" here; allowed: all, {known}")))
        }
    }
}

fn write_rows(
    job: &Job,
    chosen: &[String],
    args: &SimulateArgs,
    rows: &Rows,
    sink: &mut dyn Write,
) -> Result<(), Error> {
    let mut crowd = args.receptors.map(|n| Crowd::new(job, rows, n, args.seed));
    sink.write_all(csv::header(&job.engine, chosen, crowd.is_some()).as_bytes())?;
    let mut held = job.start(rows.every_h);
    let mut next = 0;
    while next <= rows.last {
        let end = (next + CHUNK).min(rows.last + 1);
        held.advance(rows.time(end - 1))?;
        let columns = held.run.trace.columns.clone();
        let trace = core::mem::replace(&mut held.run.trace, Trace::new(columns));
        let series: Vec<&[f64]> = chosen.iter().map(|name| trace.series(name).unwrap_or_default()).collect();
        let mut text = String::new();
        for (place, row) in (next..end).enumerate() {
            csv::push_row(&mut text, rows.time(row), &series, place);
            if let Some(crowd) = &mut crowd {
                if row > 0 {
                    crowd.step(rows.time(row), row - 1)?;
                }
                let ensemble = &crowd.ensemble;
                csv::push_census(&mut text, &ensemble.census(), ensemble.created, ensemble.degraded);
            }
            text.push('\n');
        }
        sink.write_all(text.as_bytes())?;
        next = end;
    }
    sink.flush()?;
    Ok(())
}
