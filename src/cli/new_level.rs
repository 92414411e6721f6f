//! `new-level`: writes a level file with a remark on every part, which `check` accepts as it stands. Not here: the schema
//! itself (`levels/README.md`).

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use model::rows::{chapter, row};

use crate::error::Error;

/// Examples for `--help`.
pub const EXAMPLES: &str = "Examples:
  setpoint-cli new-level 1.5
  setpoint-cli new-level 1.5 -o levels/1_05_spare.ron

The file is a small level that works. Change one thing at a time, and check it after each.";

/// The level that `new-level` writes; its id and its row are put in.
const TEMPLATE: &str = include_str!("new_level.ron");

/// Which level to write, and where.
#[derive(Clone, Debug, clap::Args)]
pub struct NewLevelArgs {
    /// Its id: chapter, dot, number (5.10)
    pub id: String,
    /// The file (.ron); in levels/, named by the id, unless told
    #[arg(short, long)]
    pub output: Option<PathBuf>,
}

/// The text of a new level with this id.
///
/// # Errors
/// The id is not of the form chapter, dot, number.
pub fn text(id: &str) -> Result<String, Error> {
    let number = id.split_once('.').and_then(|(_, n)| n.parse::<u32>().ok());
    if chapter(id).is_none() || number.is_none() {
        return Err(Error::Usage(format!("\"{id}\" is no id; allowed: chapter 0 to 9, a dot, a number, such as 5.10")));
    }
    let about = row(id).map_or("a level of your own", |r| r.item);
    Ok(TEMPLATE.replace("@ID@", id).replace("@ABOUT@", about))
}

/// Writes the file; one that is there already is left alone.
///
/// # Errors
/// The id is wrong, or the file is there already or cannot be written.
pub fn new_level(args: &NewLevelArgs, out: &mut dyn Write) -> Result<bool, Error> {
    let text = text(&args.id)?;
    let (chapter, number) = args.id.split_once('.').unwrap_or((&args.id, "0"));
    let usual = || PathBuf::from(format!("levels/{chapter}_{number:0>2}_new.ron"));
    let path = args.output.clone().unwrap_or_else(usual);
    let failed = |e: std::io::Error| Error::File { path: path.display().to_string(), why: e.to_string() };
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(&path).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    writeln!(out, "wrote {0}; next: setpoint-cli check {0}", path.display())?;
    Ok(true)
}
