//! `export-sbml`: the arguments, and the scenario behind them. Not here: the document ([`crate::sbml`]).

use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use model::engine::Engine;
use model::plan::Action;
use model::run::play;

use crate::error::{Error, count};
use crate::judge;
use crate::save::NewFile;
use crate::sbml::origins::origins;
use crate::sbml::{document, from_engine};
use crate::scenario::{PlanChoice, Scenario, find_level, plan_for};
use crate::simulate::until;

/// Examples for `--help`.
pub const EXAMPLES: &str = "Examples:
  setpoint-cli export-sbml 1.1 -o 1.1.xml
  setpoint-cli export-sbml my_level.ron --plan my_plan.ron -o mine.xml

SBML Level 3 Version 2 Core: states are parameters with rate rules, doses are events, time is in hours. What is done \
at time 0 is in the initial values. What depends on the run (doses as needed) is written as it came in our run.";

/// What to export, and where to.
#[derive(Clone, Debug, clap::Args)]
pub struct ExportArgs {
    /// Id of a level ("1.1"), or the path of a level file (.ron)
    #[arg(value_name = "LEVEL")]
    pub level: String,
    /// What is done: the level's stored plan that passes or fails, nothing, or a plan file
    #[arg(long, value_name = "good|naive|idle|FILE", default_value = "good")]
    pub plan: PlanChoice,
    /// Doses up to here; the level's own length unless told
    #[arg(long, value_name = "DURATION", value_parser = until)]
    pub until: Option<f64>,
    /// Writes to this file, whole or not at all, instead of to the standard output
    #[arg(short, long, value_name = "FILE.xml")]
    pub output: Option<PathBuf>,
}

/// An engine and all that is done to it in a run.
///
/// # Errors
/// The level or the plan is wrong, or the equations could not be solved.
pub fn done(level: &str, plan: &PlanChoice, until_h: Option<f64>) -> Result<(Scenario, Engine, Vec<Action>), Error> {
    let scenario = find_level(level)?;
    let plan = plan_for(&scenario, plan)?;
    let engine = judge::engine(&scenario)?;
    let until_h = until_h.unwrap_or(scenario.level.duration_h);
    // Played, not read off the plan: what is done as needed is known only then.
    let run = play(engine, &plan, until_h, until_h)?;
    Ok((scenario, run.engine, run.done))
}

/// Writes the document.
///
/// # Errors
/// The arguments or the content are wrong, or the document cannot be written.
pub fn export(args: &ExportArgs, out: &mut dyn Write, err: &mut dyn Write) -> Result<bool, Error> {
    let (scenario, engine, done) = done(&args.level, &args.plan, args.until)?;
    let level = &scenario.level;
    let mut equations = from_engine(&engine, &done)?;
    equations.id = format!("setpoint_{}", level.id);
    equations.name = level.title.clone();
    equations.origins = origins(&engine, &scenario.library);
    equations.notes = vec![
        format!(
            "{} (body system {}), written by setpoint {}.",
            level.title,
            engine.system.name,
            env!("CARGO_PKG_VERSION")
        ),
        "It explains mechanisms. It is no medical advice and no guide to dosing.".to_owned(),
        "Time is in hours. Amounts of drugs are counted in dose units (one usual dose). What is done at time 0 is in \
         the initial values; everything later is an event."
            .to_owned(),
    ];
    let text = document(&equations)?;
    match &args.output {
        Some(path) => {
            let mut file = NewFile::create(path)?;
            file.write_all(text.as_bytes())?;
            file.finish()?;
            let (states, events) = (count(equations.states.len(), "state"), count(equations.events.len(), "event"));
            let _ = writeln!(err, "wrote {} ({states}, {events})", path.display());
        }
        None => match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(e) if e.kind() != ErrorKind::BrokenPipe => return Err(e.into()),
            Ok(()) | Err(_) => {}
        },
    }
    Ok(true)
}
