//! `setpoint validate`: one table of published findings against our own numbers, and one line of totals per label. A miss
//! is printed as a miss. Not here: the findings ([`crate::findings`]).

use std::io::Write;
use std::thread;

use model::content::Library;
use model::quantity::Label;

use crate::error::Error;
use crate::findings::{self, Failure, Finding};

/// Examples for the end of `--help`.
pub const EXAMPLES: &str = "Examples:
  setpoint validate
  setpoint validate --only S5,S7 --json";

/// Arguments of `validate`.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct ValidateArgs {
    /// Prints JSON, one object per finding in a list
    #[arg(long)]
    pub json: bool,
    /// Only rows whose id begins with one of these, separated by commas
    #[arg(long, value_delimiter = ',')]
    pub only: Vec<String>,
}

/// A finding and what came of it.
#[derive(Clone, Debug)]
pub struct Row {
    /// The finding.
    pub finding: Finding,
    /// Our value, or why there is none.
    pub ours: Result<f64, Failure>,
}

impl Row {
    /// Whether our value lies in the band.
    #[must_use]
    pub fn inside(&self) -> bool {
        let (low, high) = self.finding.band;
        self.ours.as_ref().is_ok_and(|v| (low..=high).contains(v))
    }
}

/// Tries the findings, on all cores; the rows keep their order.
#[must_use]
pub fn rows(library: &Library, findings: &[Finding]) -> Vec<Row> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let next = std::sync::atomic::AtomicUsize::new(0);
    let mut done: Vec<(usize, Row)> = thread::scope(|scope| {
        let work = || {
            let mut mine = Vec::new();
            loop {
                let i = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let Some(finding) = findings.get(i) else { return mine };
                mine.push((i, Row { finding: *finding, ours: (finding.ours)(library) }));
            }
        };
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|w| w.join().expect("a finding returns its failure")).collect()
    });
    done.sort_by_key(|(i, _)| *i);
    done.into_iter().map(|(_, row)| row).collect()
}

/// Labels in the order of the totals.
const LABELS: [Label; 4] = [Label::ID, Label::FIT, Label::PRED, Label::STRUCT];

/// Prints the table. `false` when a row is outside of its band.
///
/// # Errors
/// The content is wrong, no row is meant, or the output cannot be written.
pub fn validate(args: &ValidateArgs, out: &mut dyn Write) -> Result<bool, Error> {
    let library = Library::embedded().map_err(Error::Content)?;
    let wanted = |f: &Finding| args.only.is_empty() || args.only.iter().any(|id| f.id.starts_with(id.as_str()));
    let findings: Vec<Finding> = findings::all().into_iter().filter(wanted).collect();
    if findings.is_empty() {
        return Err(Error::Usage(format!("no finding begins with {}", args.only.join(" or "))));
    }
    let rows = rows(&library, &findings);
    let text = if args.json { json(&rows) } else { table(&rows) };
    out.write_all(text.as_bytes())?;
    Ok(rows.iter().all(Row::inside))
}

fn say(v: f64) -> String {
    match v.abs() {
        0.0 => "0".to_owned(),
        a if a >= 100.0 => format!("{v:.0}"),
        a if a >= 10.0 => format!("{v:.1}"),
        a if a >= 0.1 => format!("{v:.2}"),
        a if a >= 0.001 => format!("{v:.4}"),
        _ => format!("{v:.2e}"),
    }
}

fn table(rows: &[Row]) -> String {
    let mut text = format!(
        "{:<7} {:<6} {:<7} {:>9} {:<17} {:<9} {}\n",
        "", "row", "label", "ours", "published band", "unit", "finding; source"
    );
    for row in rows {
        let f = &row.finding;
        let ours = row.ours.as_ref().map_or_else(|_| "failed".to_owned(), |v| say(*v));
        let band = format!("{} to {}", say(f.band.0), say(f.band.1));
        let verdict = if row.inside() { "inside" } else { "MISSED" };
        text.push_str(&format!(
            "{verdict:<7} {:<6} {:<7} {ours:>9} {band:<17} {:<9} {}; {}\n",
            f.id,
            format!("{:?}", f.label),
            f.unit,
            f.what,
            f.source
        ));
        if let Err(why) = &row.ours {
            text.push_str(&format!("        why: {why}\n"));
        }
        if !row.inside() || !f.note.is_empty() {
            text.push_str(&format!("        note: {}\n", f.note));
        }
    }
    for label in LABELS {
        let (inside, all) = tally(rows, label);
        text.push_str(&format!("{label:?}: {inside} of {all} inside\n"));
    }
    text
}

/// How many rows of a label are inside their bands, and how many there are.
#[must_use]
pub fn tally(rows: &[Row], label: Label) -> (usize, usize) {
    let of = |r: &&Row| r.finding.label == label;
    (rows.iter().filter(of).filter(|r| r.inside()).count(), rows.iter().filter(of).count())
}

/// A JSON string.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if (c as u32) < 0x20 => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn json(rows: &[Row]) -> String {
    let number = |v: f64| if v.is_finite() { v.to_string() } else { "null".to_owned() };
    let object = |row: &Row| {
        let f = &row.finding;
        let ours = row.ours.as_ref().map_or_else(|_| "null".to_owned(), |v| number(*v));
        format!(
            "  {{\"id\": {}, \"finding\": {}, \"source\": {}, \"label\": \"{:?}\", \"unit\": {}, \"low\": {}, \"high\": {}, \"ours\": {ours}, \"inside\": {}, \"note\": {}}}",
            quoted(f.id),
            quoted(f.what),
            quoted(f.source),
            f.label,
            quoted(f.unit),
            number(f.band.0),
            number(f.band.1),
            row.inside(),
            quoted(f.note)
        )
    };
    format!("[\n{}\n]\n", rows.iter().map(object).collect::<Vec<_>>().join(",\n"))
}
