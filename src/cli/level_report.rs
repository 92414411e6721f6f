//! `level-report`: what each level teaches, how long its texts are, what it asks of the player, and which of the eighty
//! rows and of the source texts' terms are still open. Not here: whether a level keeps its promises ([`crate::check`]).

use std::fmt::Write as _;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use model::chapter::Chapter;
use model::content::Library;
use model::level::{Bet, Level};
use model::part::Part;
use model::prose;
use model::rows::{ROWS, SEEDS, TERMS, TermKind, chapter, row};

use crate::error::{Error, count};
use crate::scenario::read_text;

/// Examples for `--help`.
pub const EXAMPLES: &str = "Examples:
  setpoint-cli level-report
  setpoint-cli level-report --markdown
  setpoint-cli level-report --markdown --into README.md

A row is built when a level has its id. The reading age is the Flesch-Kincaid grade of all that is read, terms left out.";

/// How to report.
#[derive(Clone, Debug, clap::Args)]
pub struct ReportArgs {
    /// Only the table of levels, for a README
    #[arg(long)]
    pub markdown: bool,
    /// Puts the table into this file, between the lines that mark its place
    #[arg(long, value_name = "FILE", requires = "markdown")]
    pub into: Option<PathBuf>,
}

/// The lines between which the table stands in a document.
pub const MARKS: (&str, &str) =
    ("<!-- levels: setpoint level-report --markdown --into README.md -->\n", "<!-- end of levels -->");

/// Writes the report.
///
/// # Errors
/// The built-in content is wrong, or the report cannot be written.
pub fn report(args: &ReportArgs, out: &mut dyn Write) -> Result<bool, Error> {
    let library = Library::embedded().map_err(Error::Content)?;
    if let Some(path) = &args.into {
        let failed = |why: String| Error::File { path: path.display().to_string(), why };
        let old = read_text(path)?;
        let new = with_table(&old, &table(&library)).ok_or_else(|| {
            failed(format!(
                "has no place for the table; allowed: a file with the lines {:?} and {:?}",
                MARKS.0, MARKS.1
            ))
        })?;
        if new != old {
            fs::write(path, new).map_err(|e| failed(e.to_string()))?;
        }
        writeln!(out, "{} has the table of {}", path.display(), count(library.levels.len(), "level"))?;
        return Ok(true);
    }
    let text = if args.markdown { table(&library) } else { whole(&library) };
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => Err(e.into()),
        Ok(()) | Err(_) => Ok(true),
    }
}

/// A document with the table in its place; `None` where it has none.
#[must_use]
pub fn with_table(document: &str, table: &str) -> Option<String> {
    let (before, rest) = document.split_once(MARKS.0)?;
    let (_, after) = rest.split_once(MARKS.1)?;
    Some(format!("{before}{}{table}{}{after}", MARKS.0, MARKS.1))
}

/// The table of levels, in Markdown.
#[must_use]
pub fn table(library: &Library) -> String {
    let mut out = String::from("| level | title | idea | minutes |\n|---|---|---|---|\n");
    for l in &library.levels {
        let _ = writeln!(out, "| {} | {} | {} | {} |", l.id, l.title, l.idea, l.teacher.minutes);
    }
    out
}

/// Everything that the player reads of a level, in one text.
#[must_use]
pub fn texts(level: &Level) -> String {
    let mut parts: Vec<&str> = vec![level.bet.question()];
    for part in level.parts() {
        parts.extend([part.prompt.as_str(), &part.debrief]);
        parts.extend(part.hints.iter().map(String::as_str));
        parts.extend(part.failures.iter().flat_map(|f| [f.what.as_str(), &f.why, &f.next]));
    }
    parts.join(" ")
}

fn whole(library: &Library) -> String {
    let mut out = String::new();
    let built = |id: &str| library.levels.iter().any(|l| l.id == id);
    for l in &library.levels {
        let seeds = row(&l.id).map_or("none of the rows", |r| r.seeds);
        let bet = match &l.bet {
            Bet::Number { .. } => "a number",
            Bet::Choice { .. } => "a choice",
            Bet::Curve { .. } => "a curve",
        };
        let parts: Vec<&str> = l.needs().into_iter().map(Part::name).collect();
        let text = texts(l);
        let _ = writeln!(out, "{} {} ({seeds})", l.id, l.title);
        let _ = writeln!(out, "    {}", l.idea);
        let _ = writeln!(
            out,
            "    {} words, grade {:.1}; bet: {bet}; played with: {}",
            prose::count(&text),
            prose::grade(&text),
            parts.join(", ")
        );
    }
    let levels = count(library.levels.len(), "level");
    let open = ROWS.iter().filter(|r| !built(r.id)).count();
    let _ = writeln!(out, "\n{levels}; {open} of {} rows are open:", ROWS.len());
    for (i, Chapter { name, .. }) in library.chapters.iter().enumerate() {
        let rows = ROWS.iter().filter(|r| chapter(r.id) == Some(i) && !built(r.id));
        let rows: Vec<String> = rows.map(|r| format!("{} {}", r.id, r.item)).collect();
        if !rows.is_empty() {
            let _ = writeln!(out, "    {name}: {}", rows.join("; "));
        }
    }
    let _ = writeln!(out, "\nsource texts:");
    for (seed, what) in SEEDS {
        let of: Vec<_> = ROWS.iter().filter(|r| r.seeds.split(' ').any(|s| s == seed)).collect();
        let done = of.iter().filter(|r| built(r.id)).count();
        let _ = writeln!(out, "    {seed} ({what}): {done} of {} rows", of.len());
    }
    for (kind, word) in
        [(TermKind::Mechanism, "mechanisms"), (TermKind::Drug, "drugs"), (TermKind::Strategy, "strategies")]
    {
        let of: Vec<_> = TERMS.iter().filter(|t| t.kind == kind).collect();
        let open: Vec<&str> = of.iter().filter(|t| !t.rows.iter().any(|r| built(r))).map(|t| t.name).collect();
        let _ = writeln!(out, "    {word}: {} of {}; open: {}", of.len() - open.len(), of.len(), open.join("; "));
    }
    out
}
