//! `setpoint-cli`: the commands of setpoint without its window. Not here: what the commands do (`lib.rs`).

use std::io;
use std::process::ExitCode;

use clap::Parser;

/// Drug tolerance and dependence, receptor by receptor: commands that need no window.
#[derive(Parser)]
#[command(name = "setpoint-cli", version, after_help = cli::EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: cli::Command,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    ExitCode::from(cli::run(arguments.command, &mut io::stdout().lock(), &mut io::stderr().lock()))
}
