//! `simulate`: runs a level under a plan and writes every series as CSV, with a counted crowd of receptors beside the
//! equations where it is asked for. Both see the same drug at the same time, and neither changes the other.

use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use model::engine::Engine;
use model::ensemble::Ensemble;
use model::plan::Plan;
use model::quantity::{duration_h, say_duration};
use model::run::Run;
use model::trace::Trace;

use crate::error::{Error, count};
use crate::save::NewFile;
use crate::scenario::{PlanChoice, Scenario, find_level, plan_for};
use crate::{csv, judge};

/// Examples for `--help`.
pub const EXAMPLES: &str = "Examples:
  setpoint-cli simulate 1.1
  setpoint-cli simulate 0.2 --plan naive --every 1h -o naive.csv
  setpoint-cli simulate 1.1 --receptors 2000 --seed 7 --every 5s
  setpoint-cli simulate my_level.ron --plan my_plan.ron --judge > run.csv

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
    /// Id of a level ("1.1"), or the path of a level file (.ron)
    #[arg(value_name = "LEVEL")]
    pub level: String,
    /// What is done: the level's stored plan that passes or fails, nothing, or a plan file
    #[arg(long, value_name = "good|naive|idle|FILE", default_value = "good")]
    pub plan: PlanChoice,
    /// Seed of the counted receptors; the same seed gives the same bytes
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Also counts this many individual receptors (100 to 1000000); they are thrown for once per row
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    pub receptors: Option<u32>,
    /// How long to run, such as 90s, 5min, 4h, 28d; the level's own length unless told
    #[arg(long, value_name = "DURATION", value_parser = until)]
    pub until: Option<f64>,
    /// Time between rows; a 200th of the level's length unless told
    #[arg(long, value_name = "DURATION", value_parser = every)]
    pub every: Option<f64>,
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
    fn of(args: &SimulateArgs, duration_h: f64) -> Result<(Self, f64), Error> {
        let until_h = args.until.unwrap_or(duration_h);
        let every_h = args.every.unwrap_or(duration_h / DEFAULT_ROWS).min(f64::MAX);
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
    fn new(engine: Engine, plan: &Plan, rows: &Rows, receptors: u32, seed: u64) -> Self {
        let ensemble = Ensemble::new(&engine.naive, receptors, seed);
        // The grid is longer than the run: what is recorded is written elsewhere.
        let mut run = Run::new(engine, 2.0 * rows.time(rows.last + 1));
        run.queue(&plan.actions);
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
    let scenario = find_level(&args.level)?;
    let plan = plan_for(&scenario, &args.plan)?;
    let (rows, until_h) = Rows::of(args, scenario.level.duration_h)?;
    match &args.output {
        Some(path) => {
            let mut file = NewFile::create(path)?;
            write_rows(&scenario, &plan, args, &rows, &mut file)?;
            file.finish()?;
            let _ = writeln!(err, "wrote {} ({})", path.display(), count(rows.last as usize + 1, "row"));
        }
        None => match write_rows(&scenario, &plan, args, &rows, out) {
            // Whoever reads has read enough.
            Err(Error::Write(e)) if e.kind() == ErrorKind::BrokenPipe => {}
            done => done?,
        },
    }
    let level = &scenario.level;
    let verdicts = judge::verdicts(level, &judge::trace(&scenario, &plan, until_h)?);
    let _ = writeln!(err, "level {} \"{}\"", level.id, level.title);
    if until_h < level.duration_h {
        let (now, all) = (say_duration(until_h), say_duration(level.duration_h));
        let _ = writeln!(err, "judged after {now} of {all}");
    }
    for verdict in &verdicts {
        let _ = writeln!(err, "{}", verdict.say());
    }
    Ok(!args.judge || judge::passes(&verdicts))
}

fn write_rows(
    scenario: &Scenario,
    plan: &Plan,
    args: &SimulateArgs,
    rows: &Rows,
    sink: &mut dyn Write,
) -> Result<(), Error> {
    let engine = judge::engine(scenario)?;
    let mut crowd = args.receptors.map(|n| Crowd::new(engine.clone(), plan, rows, n, args.seed));
    sink.write_all(csv::header(&engine, crowd.is_some()).as_bytes())?;
    let mut run = Run::new(engine, rows.every_h);
    run.queue(&plan.actions);
    let mut next = 0;
    while next <= rows.last {
        let end = (next + CHUNK).min(rows.last + 1);
        run.advance(rows.time(end - 1))?;
        let columns = run.trace.columns.clone();
        let trace = core::mem::replace(&mut run.trace, Trace::new(columns));
        let mut text = String::new();
        for (place, row) in (next..end).enumerate() {
            csv::push_row(&mut text, rows.time(row), &trace, place);
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
