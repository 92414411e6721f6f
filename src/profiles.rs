//! Who plays: named profiles on one machine, each with a progress and a run of its own, and progress that goes from machine
//! to machine as a file. The first profile has the files of programs that knew no profiles. Not here: writing files
//! ([`crate::save`]).

use bevy::prelude::*;

use crate::save::{Notice, Progress, Store, load};

/// Most profiles on one machine.
pub const MOST: usize = 60;
/// Most letters of a name.
pub const LONGEST: usize = 24;
/// Largest file of progress that is read, bytes.
pub const LARGEST: usize = 16 << 20;
/// What a file of progress begins with.
const HEAD: &str =
    "// Progress of Setpoint. Take it over with `setpoint progress import` or under Player in the game.\n";

/// Everybody who plays here.
#[derive(Resource, Clone, Debug, PartialEq)]
pub struct Profiles {
    /// Who plays now, by number.
    pub now: u32,
    /// Numbers and names, in order of number.
    pub all: Vec<(u32, String)>,
}

impl Default for Profiles {
    fn default() -> Self {
        Self { now: 1, all: vec![(1, usual_name(1))] }
    }
}

impl Profiles {
    /// The name of who plays now.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name_of(self.now).unwrap_or("Player")
    }

    /// The name of somebody.
    #[must_use]
    pub fn name_of(&self, number: u32) -> Option<&str> {
        self.all.iter().find(|(n, _)| *n == number).map(|(_, name)| name.as_str())
    }

    /// A number that nobody has.
    #[must_use]
    pub fn free(&self) -> u32 {
        self.all.iter().map(|(n, _)| n + 1).max().unwrap_or(1)
    }

    /// Finds everybody who has files, and who played last. Nobody has to be asked: there always is a first one.
    pub fn find(store: &dyn Store, last: u32, notice: &mut Notice) -> Self {
        let mut numbers: Vec<u32> = store.names("").iter().filter_map(|name| number_of(name)).collect();
        numbers.sort_unstable();
        if numbers.is_empty() {
            numbers.push(1);
        }
        let named = numbers.into_iter().map(|n| (n, load::<Progress>(store, &progress_file(n), notice).name));
        let all: Vec<(u32, String)> =
            named.map(|(n, name)| (n, tidy(&name).unwrap_or_else(|| usual_name(n)))).collect();
        let now = if all.iter().any(|(n, _)| *n == last) { last } else { all.first().map_or(1, |(n, _)| *n) };
        Self { now, all }
    }
}

/// The name of somebody who has not said one.
#[must_use]
pub fn usual_name(number: u32) -> String {
    format!("Player {number}")
}

/// A name as it is shown: on one line, not too long; `None` where nothing is left.
#[must_use]
pub fn tidy(name: &str) -> Option<String> {
    let words: Vec<&str> =
        name.split(|ch: char| ch.is_whitespace() || ch.is_control()).filter(|w| !w.is_empty()).collect();
    let name: String = words.join(" ").chars().take(LONGEST).collect();
    (!name.trim().is_empty()).then(|| name.trim().to_owned())
}

/// The file of somebody's progress.
#[must_use]
pub fn progress_file(number: u32) -> String {
    if number <= 1 { "progress.ron".to_owned() } else { format!("progress-{number}.ron") }
}

/// The file of somebody's run.
#[must_use]
pub fn run_file(number: u32) -> String {
    if number <= 1 { "run.ron".to_owned() } else { format!("run-{number}.ron") }
}

/// Whose progress a file is.
fn number_of(file: &str) -> Option<u32> {
    if file == "progress.ron" {
        return Some(1);
    }
    let number = file.strip_prefix("progress-")?.strip_suffix(".ron")?.parse().ok()?;
    // "progress-01.ron" is nobody's: it would be somebody's twice.
    (progress_file(number) == file && number < 1_000_000).then_some(number)
}

/// Progress as a file that can be carried to another machine.
///
/// # Errors
/// It could not be written down.
pub fn export(progress: &Progress) -> Result<String, String> {
    let text = ron::ser::to_string_pretty(progress, ron::ser::PrettyConfig::default()).map_err(|e| e.to_string())?;
    Ok(format!("{HEAD}{text}\n"))
}

/// Reads such a file. Nothing in it is trusted.
///
/// # Errors
/// It is no progress.
pub fn import(text: &str) -> Result<Progress, String> {
    if text.len() > LARGEST {
        return Err(format!("it is larger than {} MiB", LARGEST >> 20));
    }
    if text.trim().is_empty() {
        return Err("it is empty".to_owned());
    }
    let progress: Progress = ron::from_str(text).map_err(|e| e.to_string())?;
    let progress = progress.within_range();
    if progress == Progress::default() {
        return Err("there is no progress in it".to_owned());
    }
    Ok(progress)
}

/// A file name out of a person's name: letters and digits of ASCII, small.
#[must_use]
pub fn file_stem(name: &str) -> String {
    let letters = name.chars().map(|ch| if ch.is_ascii_alphanumeric() { ch.to_ascii_lowercase() } else { '-' });
    let stem: String = letters.collect();
    let stem = stem.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    if stem.is_empty() { "player".to_owned() } else { stem }
}
