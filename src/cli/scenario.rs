//! From arguments to something that can run: a level by its id or its file, a plan by its name or its file.

use core::convert::Infallible;
use core::str::FromStr;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use model::content::{Kind, Library};
use model::drug::Drug;
use model::level::Level;
use model::plan::Plan;

use crate::error::Error;

/// Largest content file, in bytes.
pub const MAX_FILE: u64 = 1 << 20;

/// A level and the library that it was checked against.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Drugs, systems and the built-in levels.
    pub library: Library,
    /// The level.
    pub level: Level,
}

impl Scenario {
    /// The level's drugs, in its order: what a plan's places mean.
    #[must_use]
    pub fn drugs(&self) -> Vec<&Drug> {
        self.level.drugs.iter().filter_map(|id| self.library.drug(id)).collect()
    }
}

/// Which plan to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanChoice {
    /// The level's stored plan that passes.
    Good,
    /// The level's stored plan that fails.
    Naive,
    /// Nothing but what the level does by itself.
    Idle,
    /// A plan file.
    File(PathBuf),
}

impl FromStr for PlanChoice {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text {
            "good" => Self::Good,
            "naive" => Self::Naive,
            "idle" => Self::Idle,
            path => Self::File(PathBuf::from(path)),
        })
    }
}

/// Whether an argument means a file and not an id.
#[must_use]
pub fn looks_like_path(argument: &str) -> bool {
    argument.contains(['/', '\\']) || Path::new(argument).extension().is_some_and(|e| e == "ron")
}

/// What a file is: told by its folder, or else by its fields.
#[must_use]
pub fn kind_of(path: &Path, text: &str) -> Option<Kind> {
    if path.file_name().is_some_and(|name| name == "chapters.ron") {
        return Some(Kind::Chapters);
    }
    if path.file_name().is_some_and(|name| name == "glossary.ron") {
        return Some(Kind::Glossary);
    }
    let folder = path.parent().and_then(|p| p.file_name()).and_then(|f| f.to_str()).unwrap_or_default();
    let by_folder = [
        ("drugs", Kind::Drug),
        ("systems", Kind::System),
        ("enzymes", Kind::Enzyme),
        ("levels", Kind::Level),
        ("scenarios", Kind::Scenario),
        ("films", Kind::Film),
        ("words", Kind::Words),
    ];
    let has = |field: &str| {
        let lines = text.lines().map(|l| l.split("//").next().unwrap_or_default());
        let mut after = lines.flat_map(|l| l.split(field).skip(1));
        after.any(|rest| rest.trim_start().starts_with(':'))
    };
    let by_field = [
        ("dose_unit", Kind::Drug),
        ("cycle", Kind::System),
        ("turnover", Kind::Enzyme),
        ("hints", Kind::Level),
        ("grid", Kind::Scenario),
        ("inducibility", Kind::People),
        ("shots", Kind::Film),
        ("phrases", Kind::Words),
    ];
    let found = by_folder.into_iter().find(|(name, _)| *name == folder);
    found.or_else(|| by_field.into_iter().find(|(field, _)| has(field))).map(|(_, kind)| kind)
}

/// Finds a level by its id ("1.1"), or reads it from a file when `argument` looks like a path.
///
/// # Errors
/// There is no such level, the file cannot be read, or its content is wrong.
pub fn find_level(argument: &str) -> Result<Scenario, Error> {
    let mut library = Library::embedded().map_err(Error::Content)?;
    if !looks_like_path(argument) {
        let level = library.level(argument).cloned().ok_or_else(|| {
            let known: Vec<_> = library.levels.iter().map(|l| l.id.as_str()).collect();
            let known = known.join(", ");
            Error::Usage(format!("no level \"{argument}\"; allowed: {known}, or the path of a level file (.ron)"))
        })?;
        return Ok(Scenario { library, level });
    }
    let text = read_text(Path::new(argument))?;
    // Read alone, so that it is clear which level is the file's.
    let known = core::mem::take(&mut library.levels);
    let problems = library.extend([(Kind::Level, argument, text.as_str())]);
    match core::mem::replace(&mut library.levels, known).pop() {
        Some(level) if problems.is_empty() => Ok(Scenario { library, level }),
        _ => Err(Error::Content(problems)),
    }
}

/// The plan that `choice` means, with the level's own script merged in: all that happens in the run.
///
/// # Errors
/// A plan file cannot be read, or its content is wrong.
pub fn plan_for(scenario: &Scenario, choice: &PlanChoice) -> Result<Plan, Error> {
    let level = &scenario.level;
    let plan = match choice {
        PlanChoice::Good => level.good.clone(),
        PlanChoice::Naive => level.naive.clone(),
        PlanChoice::Idle => Plan::default(),
        PlanChoice::File(path) => plan_file(path, "good, naive, idle", &scenario.drugs())?,
    };
    Ok(with_script(level, &plan))
}

/// Reads a plan file for these drugs; `names` are the plans that have a name.
pub(crate) fn plan_file(path: &Path, names: &str, drugs: &[&Drug]) -> Result<Plan, Error> {
    let text = read_text(path).map_err(|e| match e {
        Error::File { path, why } => Error::File { path, why: format!("{why}; allowed: {names} or a plan file") },
        other @ (Error::Usage(_) | Error::Content(_) | Error::Solve(_) | Error::Write(_)) => other,
    })?;
    Plan::from_text(&path.to_string_lossy(), &text, drugs).map_err(Error::Content)
}

/// `plan` together with what the level does by itself; at equal times the level is first.
#[must_use]
pub fn with_script(level: &Level, plan: &Plan) -> Plan {
    level.with_script(plan)
}

/// Reads a text file that nobody vouches for.
///
/// # Errors
/// It is not there, is a folder, is too large, cannot be read or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, Error> {
    let wrong = |why: String| Error::File { path: path.to_string_lossy().into_owned(), why };
    let about = fs::metadata(path).map_err(|e| wrong(format!("cannot be read ({e})")))?;
    if about.is_dir() {
        return Err(wrong("is a folder; allowed: a file".to_owned()));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|e| wrong(format!("cannot be read ({e})")))?;
    file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(|e| wrong(format!("cannot be read ({e})")))?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(wrong("is larger than 1 MiB, too large for a content file".to_owned()));
    }
    String::from_utf8(bytes)
        .map_err(|e| wrong(format!("is not UTF-8 text (from byte {} on)", e.utf8_error().valid_up_to())))
}
