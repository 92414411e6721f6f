//! `export-sbml`: the arguments, and the scenario behind them. Not here: the document ([`crate::sbml`]).

use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use model::content::Library;
use model::engine::Engine;
use model::plan::Action;

use crate::error::{Error, count};
use crate::save::NewFile;
use crate::sbml::origins::origins;
use crate::sbml::{document, from_engine};
use crate::scenario::PlanChoice;
use crate::simulate::until;
use crate::subject::{Job, Subject, find_subject};

/// Examples for `--help`.
pub const EXAMPLES: &str = "Examples:
  setpoint-cli export-sbml mu_opioid_month -o month.xml
  setpoint-cli export-sbml my_scenario.ron --plan my_plan.ron -o mine.xml

SBML Level 3 Version 2 Core: states are parameters with rate rules, doses are events, time is in hours. What is done \
at time 0 is in the initial values. What depends on the run (doses as needed) is written as it came in our run.";

/// What to export, and where to.
#[derive(Clone, Debug, clap::Args)]
pub struct ExportArgs {
    /// Id of a scenario (`mu_opioid_month`) or a level ("1.1"), or the path of a file (.ron)
    #[arg(value_name = "SCENARIO")]
    pub subject: String,
    /// What is done: the scenario's own plan, that of a level that passes or fails, nothing, or a plan file
    #[arg(long, value_name = "good|naive|idle|FILE", default_value = "good")]
    pub plan: PlanChoice,
    /// Doses up to here; the scenario's own length unless told
    #[arg(long, value_name = "DURATION", value_parser = until)]
    pub until: Option<f64>,
    /// Writes to this file, whole or not at all, instead of to the standard output
    #[arg(short, long, value_name = "FILE.xml")]
    pub output: Option<PathBuf>,
}

/// An engine and all that is done to it in a run.
#[derive(Clone, Debug)]
pub struct Course {
    /// Where it was found.
    pub subject: Subject,
    /// The equations.
    pub engine: Engine,
    /// What is done, in order.
    pub done: Vec<Action>,
    /// Length, h.
    pub until_h: f64,
}

impl Course {
    /// Finds a level or a scenario and plays it: what is done as needed is known only then.
    ///
    /// # Errors
    /// The subject or the plan is wrong, or the equations could not be solved.
    pub fn find(subject: &str, plan: &PlanChoice, until_h: Option<f64>) -> Result<Self, Error> {
        let subject = find_subject(subject)?;
        let job = Job::of(&subject, plan)?;
        let until_h = until_h.unwrap_or(job.duration_h);
        let mut held = job.start(until_h);
        held.advance(until_h)?;
        Ok(Self { subject, engine: job.engine, done: held.run.done, until_h })
    }

    /// Identifier, title and library.
    fn about(&self) -> (&str, &str, &Library) {
        match &self.subject {
            Subject::Level(level) => (&level.level.id, &level.level.title, &level.library),
            Subject::Scenario(case) => (&case.scenario.id, &case.scenario.name, &case.library),
        }
    }
}

/// Writes the document.
///
/// # Errors
/// The arguments or the content are wrong, or the document cannot be written.
pub fn export(args: &ExportArgs, out: &mut dyn Write, err: &mut dyn Write) -> Result<bool, Error> {
    let course = Course::find(&args.subject, &args.plan, args.until)?;
    let (id, title, library) = course.about();
    let engine = &course.engine;
    let mut equations = from_engine(engine, &course.done)?;
    equations.id = format!("setpoint_{id}");
    equations.name = title.to_owned();
    equations.origins = origins(engine, library);
    equations.notes = vec![
        format!("{title} (body system {}), written by setpoint {}.", engine.system.name, env!("CARGO_PKG_VERSION")),
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
