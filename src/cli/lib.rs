//! The commands of setpoint that need no window: `simulate` writes a run as CSV, `check` reads
//! content files, `validate` holds published findings against our numbers.
//!
//! The binary `setpoint-cli` and the game's own binary carry the same [`Command`]. Not here: anything that draws, and
//! the pharmacology (package `model`).
#![deny(missing_docs)]

pub mod check;
pub mod csv;
pub mod error;
pub mod findings;
pub mod judge;
pub mod save;
pub mod scenario;
pub mod simulate;
pub mod validate;

use std::io::Write;

pub use error::Error;
pub use scenario::{PlanChoice, Scenario, find_level, plan_for};

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
    /// Runs a level and writes everything that can be measured as CSV
    #[command(after_help = simulate::EXAMPLES)]
    Simulate(simulate::SimulateArgs),
    /// Checks drug, system, level and plan files and tells every problem at once
    #[command(after_help = check::EXAMPLES)]
    Check(check::CheckArgs),
    /// Holds published findings against our own numbers
    #[command(after_help = validate::EXAMPLES)]
    Validate(validate::ValidateArgs),
}

/// Does `command`, writing results to `out` and remarks to `err`, and gives the exit code.
pub fn run(command: Command, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let done = match command {
        Command::Simulate(args) => simulate::simulate(&args, out, err),
        Command::Check(args) => check::check(&args, out),
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
