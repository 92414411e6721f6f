//! `setpoint progress`: who plays on this machine, and their progress to a file or from one. Not here: the same in the game
//! ([`crate::screens::profiling`]).

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::profiles::{LARGEST, Profiles, export, import, progress_file};
use crate::save::{Folder, Notice, Progress, Settings, Store, load};

/// Examples for `--help`.
pub const EXAMPLES: &str = "Examples:
  setpoint progress list
  setpoint progress export ada.ron --player Ada
  setpoint progress import ada.ron

Import adds the stars, bookmarks and best runs of the file; nothing that was reached here is lost. Close the game first.";

/// What to do.
#[derive(Clone, Debug, clap::Args)]
pub struct ProgressArgs {
    #[command(subcommand)]
    what: What,
    /// Whose progress, by name; who played last unless told
    #[arg(long, global = true)]
    player: Option<String>,
}

#[derive(Clone, Debug, clap::Subcommand)]
enum What {
    /// Says who plays on this machine
    List,
    /// Writes progress to a file that is not there yet
    Export {
        /// The file (.ron)
        file: PathBuf,
    },
    /// Adds the progress of a file
    Import {
        /// The file (.ron)
        file: PathBuf,
    },
}

/// Does it in the person's own folder.
///
/// # Errors
/// There is no such player or folder, or a file cannot be read or written.
pub fn run(args: &ProgressArgs, out: &mut dyn Write) -> Result<(), String> {
    let folder = Folder::usual().ok_or("there is no home folder in which progress could be")?;
    within(&folder, args, out)
}

/// Does it in a folder.
///
/// # Errors
/// As [`run`].
pub fn within(store: &Folder, args: &ProgressArgs, out: &mut dyn Write) -> Result<(), String> {
    let mut notice = Notice::default();
    let last = load::<Settings>(store, "settings.ron", &mut notice).profile;
    let people = Profiles::find(store, last, &mut notice);
    let told = |out: &mut dyn Write, text: &str| writeln!(out, "{text}").map_err(|e| e.to_string());
    let number = match &args.player {
        None => people.now,
        Some(name) => people.all.iter().find(|(_, n)| n == name).map(|(number, _)| *number).ok_or_else(|| {
            let known: Vec<&str> = people.all.iter().map(|(_, n)| n.as_str()).collect();
            format!("no player \"{name}\"; allowed: {}", known.join(", "))
        })?,
    };
    let mut progress: Progress = load::<Progress>(store, &progress_file(number), &mut notice).within_range();
    if let Some(text) = &notice.0 {
        told(out, text)?;
    }
    match &args.what {
        What::List => {
            for (number, name) in &people.all {
                let stars = load::<Progress>(store, &progress_file(*number), &mut notice).within_range().all_stars();
                let last = if *number == people.now { ", played last" } else { "" };
                told(out, &format!("{name}: {stars} stars{last}"))?;
            }
            Ok(())
        }
        What::Export { file } => {
            let text = export(&progress)?;
            let wrong = |e: std::io::Error| format!("{}: {e}", file.display());
            let mut new = std::fs::OpenOptions::new().write(true).create_new(true).open(file).map_err(wrong)?;
            new.write_all(text.as_bytes()).map_err(wrong)?;
            told(out, &format!("wrote {}: {} stars", file.display(), progress.all_stars()))
        }
        What::Import { file } => {
            let other = read(file).and_then(|text| import(&text)).map_err(|e| format!("{}: {e}", file.display()))?;
            progress.take_over(&other);
            let text = ron::ser::to_string_pretty(&progress, ron::ser::PrettyConfig::default());
            store.write(&progress_file(number), &text.map_err(|e| e.to_string())?)?;
            let name = people.name_of(number).unwrap_or("Player");
            told(out, &format!("added to {name}: {} stars now", progress.all_stars()))
        }
    }
}

/// Reads a text file that nobody vouches for.
fn read(path: &Path) -> Result<String, String> {
    let about = std::fs::metadata(path).map_err(|e| e.to_string())?;
    if !about.is_file() || about.len() > LARGEST as u64 {
        return Err(format!("allowed: a file of at most {} MiB", LARGEST >> 20));
    }
    std::fs::read_to_string(path).map_err(|e| e.to_string())
}
