//! `population`: many virtual people in one scenario, one row each. Person `i` is a function of (seed, `i`), so shards of
//! one run join to exactly the whole, wherever they were run. Not here: how people vary ([`model::people`]).

use core::fmt::Write as _;
use core::str::FromStr;
use std::collections::BTreeMap;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

use model::people::Crowd;

use crate::csv::number;
use crate::error::{Error, count};
use crate::progress::Bar;
use crate::save::NewFile;
use crate::subject::{Case, find_case};

/// Examples for `--help`.
pub const EXAMPLES: &str = "Examples:
  setpoint-cli population mu_opioid_month -n 1000 -o people.csv
  setpoint-cli population mu_opioid_month -n 10000 --seed 7 --shard 3/16 -o shard_03.csv
  setpoint-cli population my_scenario.ron -n 100 --threads 2 > people.csv

One row per person: the person's factors and phenotypes, then the values of the scenario's `summary`. The rows of shards \
1/M to M/M, one after the other, are byte for byte the rows of the whole.";

/// Most people in one run.
pub const MAX_PEOPLE: u64 = 10_000_000;
/// Most shards.
pub const MAX_SHARDS: u64 = 100_000;
/// Digits that are written.
const DIGITS: usize = 9;
/// Rows that may wait for their turn.
const WAITING: usize = 256;

/// A part of a crowd: shard `k` of `of`, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which one, 1 to `of`.
    pub k: u64,
    /// How many there are.
    pub of: u64,
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/').map(|(k, of)| (k.parse(), of.parse()));
        match parts {
            Some((Ok(k), Ok(of))) if 1 <= k && k <= of && of <= MAX_SHARDS => Ok(Self { k, of }),
            _ => Err(format!("allowed: K/M with K from 1 to M, and M up to {MAX_SHARDS}, such as 1/16 for the first")),
        }
    }
}

impl Shard {
    /// The people of this shard, when there are `n` in all: from the first to before the second number, counted from 1.
    #[must_use]
    pub fn people(self, n: u64) -> (u64, u64) {
        let start = |k: u64| (u128::from(n) * u128::from(k) / u128::from(self.of)) as u64;
        (start(self.k - 1) + 1, start(self.k) + 1)
    }
}

/// Who, how many, and where to.
#[derive(Clone, Debug, clap::Args)]
pub struct PopulationArgs {
    /// Id of a scenario, or the path of a scenario file (.ron)
    #[arg(value_name = "SCENARIO")]
    pub scenario: String,
    /// Number of people of the whole run (1 to 10000000)
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=MAX_PEOPLE))]
    pub number: u64,
    /// Seed; the same seed gives the same people, on any machine
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// Only a part: the K-th of M, K from 1 to M
    #[arg(long, value_name = "K/M", default_value = "1/1")]
    pub shard: Shard,
    /// Threads; one per core unless told. They do not change the result
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Writes to this file, whole or not at all, instead of to the standard output
    #[arg(short, long, value_name = "FILE.csv")]
    pub output: Option<PathBuf>,
}

/// Runs the people, writes their rows. `false`: somebody's equations could not be solved; that row's values are empty.
///
/// # Errors
/// The arguments or the content are wrong, or the results cannot be written.
pub fn population(args: &PopulationArgs, out: &mut dyn Write, err: &mut dyn Write) -> Result<bool, Error> {
    let case = find_case(&args.scenario)?;
    if case.scenario.summary.is_empty() {
        let text = format!(
            "{}: summary: a scenario without one has nothing to say of a person; allowed: at least one value",
            args.scenario
        );
        return Err(Error::Usage(text));
    }
    if let Some(path) = args.output.as_ref().filter(|p| p.extension().is_some_and(|e| e == "parquet")) {
        let text =
            format!("{}: allowed: a .csv file; DuckDB turns it into Parquet, see src/cli/README.md", path.display());
        return Err(Error::Usage(text));
    }
    let failures = match &args.output {
        Some(path) => {
            let mut file = NewFile::create(path)?;
            let (people, failures) = write_people(&case, args, &mut file, err)?;
            file.finish()?;
            let _ = writeln!(err, "wrote {} ({})", path.display(), count(people as usize, "row"));
            failures
        }
        None => match write_people(&case, args, out, err) {
            Ok((_, failures)) => failures,
            // Whoever reads has read enough.
            Err(Error::Write(e)) if e.kind() == ErrorKind::BrokenPipe => Failures::default(),
            Err(e) => return Err(e),
        },
    };
    if let Some((person, why)) = &failures.first {
        let _ = writeln!(err, "{} without values; the first is person {person}: {why}", count(failures.number, "row"));
    }
    Ok(failures.number == 0)
}

/// People whose equations could not be solved.
#[derive(Debug, Default)]
struct Failures {
    number: usize,
    first: Option<(u64, String)>,
}

/// One person's row, without the line's end, and why it has no values where it has none.
type Row = (String, Option<String>);

fn write_people(
    case: &Case,
    args: &PopulationArgs,
    sink: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<(u64, Failures), Error> {
    let crowd = case.scenario.crowd(&case.library, args.seed).map_err(|e| Error::Usage(e.to_string()))?;
    let (first, end) = args.shard.people(args.number);
    let mut bar = Bar::new(end - first, "people");
    sink.write_all(header(case, &crowd).as_bytes())?;
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threads = args.threads.map_or(cores, usize::from).min((end - first).max(1) as usize);
    let (next, mut failures) = (AtomicU64::new(first), Failures::default());
    let written = thread::scope(|scope| -> Result<(), Error> {
        let (give, take) = sync_channel::<(u64, Row)>(WAITING);
        for _ in 0..threads {
            let (give, next, crowd) = (give.clone(), &next, &crowd);
            scope.spawn(move || {
                loop {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    // A taker that is gone wants no more.
                    if i >= end || give.send((i, row(case, crowd, i))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(give);
        let (mut due, mut early) = (first, BTreeMap::new());
        for (i, row) in take {
            early.insert(i, row);
            while let Some((line, why)) = early.remove(&due) {
                sink.write_all(line.as_bytes())?;
                if let Some(why) = why {
                    failures.number += 1;
                    failures.first.get_or_insert((due, why));
                }
                due += 1;
            }
            bar.show(due - first, err);
        }
        Ok(())
    });
    bar.end(err);
    written?;
    sink.flush()?;
    Ok((end - first, failures))
}

/// The first line: the person, factors, phenotypes and activities, then the values.
fn header(case: &Case, crowd: &Crowd) -> String {
    let mut line = String::from("person");
    for name in model::person::FACTOR_NAMES {
        let _ = write!(line, ",{name}");
    }
    for enzyme in crowd.enzymes() {
        let _ = write!(line, ",{enzyme}_phenotype,{enzyme}_activity");
    }
    for summary in &case.scenario.summary {
        let _ = write!(line, ",{}", summary.name);
    }
    line.push('\n');
    line
}

/// Runs person `i`.
fn row(case: &Case, crowd: &Crowd, i: u64) -> Row {
    let person = crowd.person(i);
    let mut line = i.to_string();
    for factor in person.factors() {
        let _ = write!(line, ",{}", number(factor, DIGITS));
    }
    for enzyme in crowd.enzymes() {
        let (id, activity) = person.metaboliser(enzyme).map_or(("", 1.0), |m| (m.phenotype.as_str(), m.activity));
        let _ = write!(line, ",{id},{}", number(activity, DIGITS));
    }
    let engine = case.scenario.engine_of(&case.library, &person).map_err(|e| e.to_string());
    let run = engine.and_then(|engine| case.scenario.play(engine).map_err(|e| e.to_string()));
    for summary in &case.scenario.summary {
        let value = run.as_ref().map_or(f64::NAN, |run| summary.value.of(&run.trace));
        let _ = write!(line, ",{}", number(value, DIGITS));
    }
    line.push('\n');
    (line, run.err())
}
