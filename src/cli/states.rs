//! `states` (hidden): every state of a run with all its digits, at any tolerance, and how long the solving took. For
//! `tests/sbml` and `tests/bench`, which compare us with other programs. Not here: series for people ([`crate::csv`]).

use std::fmt::Write as _;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;
use std::time::Instant;

use model::retrace::retrace;
use model::solve::{ATOL, RTOL, Settings, Tolerance};

use crate::error::Error;
use crate::export_sbml::Course;
use crate::save::NewFile;
use crate::scenario::PlanChoice;
use crate::simulate::until;

/// What to run, and how exactly.
#[derive(Clone, Debug, clap::Args)]
pub struct StatesArgs {
    /// Id of a scenario or a level, or the path of a file (.ron)
    #[arg(value_name = "SCENARIO")]
    pub subject: String,
    /// What is done
    #[arg(long, value_name = "good|naive|idle|FILE", default_value = "good")]
    pub plan: PlanChoice,
    /// How long to run
    #[arg(long, value_name = "DURATION", value_parser = until)]
    pub until: Option<f64>,
    /// Rows, evenly over the run, besides the first
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000), default_value_t = 200)]
    pub rows: u32,
    /// Relative error that one step may make
    #[arg(long, default_value_t = RTOL, value_parser = tolerance)]
    pub rtol: f64,
    /// Absolute error that one step may make
    #[arg(long, default_value_t = ATOL, value_parser = tolerance)]
    pub atol: f64,
    /// Solves this often and tells how long the quickest took
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub repeat: Option<u32>,
    /// Writes to this file instead of to the standard output
    #[arg(short, long, value_name = "FILE.csv")]
    pub output: Option<PathBuf>,
}

fn tolerance(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(value) if (1e-14..=1e-2).contains(&value) => Ok(value),
        _ => Err("allowed: 1e-14 to 1e-2".to_owned()),
    }
}

/// Runs and writes.
///
/// # Errors
/// The arguments or the content are wrong, the equations could not be solved, or the results not be written.
pub fn states(args: &StatesArgs, out: &mut dyn Write, err: &mut dyn Write) -> Result<bool, Error> {
    let Course { engine, done, until_h, .. } = Course::find(&args.subject, &args.plan, args.until)?;
    let row = |k: u32| until_h * f64::from(k) / f64::from(args.rows);
    let times: Vec<f64> = (0..=args.rows).map(row).collect();
    let settings = Settings { tolerance: Tolerance { rtol: args.rtol, atol: args.atol }, ..Settings::default() };
    let found = retrace(&engine, &done, &times, &settings)?;
    if let Some(n) = args.repeat {
        let mut quickest = f64::INFINITY;
        for _ in 0..n {
            let start = Instant::now();
            let again = retrace(&engine, &done, &times, &settings)?;
            quickest = quickest.min(start.elapsed().as_secs_f64());
            std::hint::black_box(again);
        }
        let _ = writeln!(err, "quickest_s {quickest:e} steps {} rejected {}", found.steps, found.rejected);
    }
    let mut text = format!("time_h,{}\n", engine.layout.names.join(","));
    for (t, row) in times.iter().zip(&found.rows) {
        let _ = write!(text, "{t:e}");
        for v in row {
            let _ = write!(text, ",{v:e}");
        }
        text.push('\n');
    }
    match &args.output {
        Some(path) => {
            let mut file = NewFile::create(path)?;
            file.write_all(text.as_bytes())?;
            file.finish()?;
        }
        None => match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(e) if e.kind() != ErrorKind::BrokenPipe => return Err(e.into()),
            Ok(()) | Err(_) => {}
        },
    }
    Ok(true)
}
