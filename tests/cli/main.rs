//! The commands: what `simulate` writes, what `check` finds, exit codes and pipes, and the examples in the documents.

mod arguments;
mod binary;
mod census;
mod check;
mod documents;
mod level_report;
mod population;
mod sbml;
mod scenario;
mod simulate;
mod validate;

use std::path::PathBuf;

use clap::Parser;

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: cli::Command,
}

/// What a command did.
#[derive(Debug)]
struct Done {
    code: u8,
    out: String,
    err: String,
}

/// Runs a command line, as the binaries do.
fn run(words: &[&str]) -> Done {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = match Arguments::try_parse_from(["setpoint-cli"].iter().chain(words)) {
        Ok(arguments) => cli::run(arguments.command, &mut out, &mut err),
        Err(wrong) => {
            err = wrong.to_string().into_bytes();
            wrong.exit_code().try_into().expect("clap's codes are small")
        }
    };
    let text = |bytes| String::from_utf8(bytes).expect("commands write UTF-8");
    Done { code, out: text(out), err: text(err) }
}

/// A CSV text taken apart.
struct Table {
    names: Vec<String>,
    rows: Vec<Vec<f64>>,
}

impl Table {
    /// Reads CSV; an empty cell is NaN, and every row must be as long as the first line.
    fn of(csv: &str) -> Self {
        let mut lines = csv.lines();
        let names: Vec<String> = lines.next().expect("a first line").split(',').map(str::to_owned).collect();
        let cell = |c: &str| if c.is_empty() { f64::NAN } else { c.parse().expect("a number") };
        let rows: Vec<Vec<f64>> = lines.map(|l| l.split(',').map(cell).collect()).collect();
        assert!(rows.iter().all(|r| r.len() == names.len()));
        Self { names, rows }
    }

    /// A column by its name.
    fn column(&self, name: &str) -> Vec<f64> {
        let at = self.names.iter().position(|n| n == name).unwrap_or_else(|| panic!("no column {name}"));
        self.rows.iter().map(|r| r[at]).collect()
    }
}

/// The repository's root.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The text of a built-in file (`levels/1_01_still_there.ron`).
fn shipped(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).expect("it is shipped")
}

/// `text` in a file of a folder of its own; the folder's name tells `check` what the file is.
fn file(folder: &str, text: &str) -> (tempfile::TempDir, String) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join(folder).join("mine.ron");
    std::fs::create_dir_all(path.parent().expect("it has one")).expect("can be made");
    std::fs::write(&path, text).expect("can be written");
    let name = path.to_str().expect("UTF-8").to_owned();
    (dir, name)
}
