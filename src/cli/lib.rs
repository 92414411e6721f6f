//! The commands of setpoint that need no window: `simulate` writes a run as CSV, `check` reads content files, `validate`
//! holds published findings against our numbers, `export-sbml` writes the equations for other programs.
//!
//! The binary `setpoint-cli` and the game's own binary carry the same [`Command`]. Not here: anything that draws, and
//! the pharmacology (package `model`).
#![deny(missing_docs)]

pub mod check;
pub mod csv;
pub mod error;
pub mod export_sbml;
pub mod findings;
pub mod judge;
pub mod level_report;
pub mod new_level;
pub mod population;
pub mod progress;
pub mod save;
pub mod sbml;
pub mod scenario;
pub mod simulate;
pub mod states;
pub mod subject;
pub mod validate;

use std::io::Write;

pub use error::Error;
pub use scenario::{PlanChoice, Scenario, find_level, plan_for};
pub use subject::{Case, Job, Subject, find_case, find_subject};

/// Exit code when all went well.
pub const OK: u8 = 0;
/// Exit code when content is wrong, a file cannot be used, or (with `--judge`) a goal is not met.
pub const FAILED: u8 = 1;
/// Exit code when the command line is wrong; clap uses it too. 3 is the game's: no display or graphics adapter.
pub const USAGE: u8 = 2;

/// What the exit codes mean, for the end of a `--help`.
pub const EXIT_CODES: &str =
    "Exit codes: 0 all went well, 1 content is wrong or a goal was not met, 2 wrong arguments.";

/// The commands.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Runs a level or a scenario and writes what can be measured as CSV
    #[command(after_help = simulate::EXAMPLES)]
    Simulate(simulate::SimulateArgs),
    /// Runs a scenario for many virtual people and writes one row for each as CSV
    #[command(after_help = population::EXAMPLES)]
    Population(population::PopulationArgs),
    /// Checks drug, system, level and plan files and tells every problem at once
    #[command(after_help = check::EXAMPLES)]
    Check(check::CheckArgs),
    /// Writes a new level file with a remark on every part
    #[command(after_help = new_level::EXAMPLES)]
    NewLevel(new_level::NewLevelArgs),
    /// Tells what the levels teach, how they read, and which rows are open
    #[command(after_help = level_report::EXAMPLES)]
    LevelReport(level_report::ReportArgs),
    /// Writes a scenario's equations and doses as SBML, for other programs
    #[command(after_help = export_sbml::EXAMPLES)]
    ExportSbml(export_sbml::ExportArgs),
    /// Writes every state of a run with all its digits, for comparisons with other programs
    #[command(hide = true)]
    States(states::StatesArgs),
    /// Holds published findings against our own numbers
    #[command(after_help = validate::EXAMPLES)]
    Validate(validate::ValidateArgs),
}

/// Does `command`, writing results to `out` and remarks to `err`, and gives the exit code.
pub fn run(command: Command, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let done = match command {
        Command::Simulate(args) => simulate::simulate(&args, out, err),
        Command::Population(args) => population::population(&args, out, err),
        Command::Check(args) => check::check(&args, out),
        Command::NewLevel(args) => new_level::new_level(&args, out),
        Command::LevelReport(args) => level_report::report(&args, out),
        Command::ExportSbml(args) => export_sbml::export(&args, out, err),
        Command::States(args) => states::states(&args, out, err),
        Command::Validate(args) => validate::validate(&args, out),
    };
    match done {
        Ok(true) => OK,
        Ok(false) => FAILED,
        Err(error) => {
            // Where even this cannot be written, the exit code is all that is left.
            let _ = writeln!(err, "error: {error}");
            error.exit_code()
        }
    }
}
