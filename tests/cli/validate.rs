//! The table of published findings: every row runs, and what is known to miss is pinned by name, so that neither a new
//! miss nor a mended one goes by unseen.

use std::sync::LazyLock;

use cli::findings;
use cli::validate::{Row, rows, tally};
use model::content::Library;
use model::quantity::Label;

use crate::run;

/// Rows that are known to lie outside of their bands. A miss stays a miss until the science is better; nothing here may
/// grow without a reason in the row's note.
const MISSES: &[&str] = &[
    "S3c2", "S3f", "E2", "E3", "E4", "XB1", "XB7", "S14h", "S14j", "S14l", "S4e12", "XN2", "XN3", "XN5", "S5d", "S5f",
    "S5g3", "S5i", "S8c", "S7k", "S17b", "S11b", "S11d",
];

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let library = Library::embedded().expect("the built-in content is sound");
    rows(&library, &findings::all())
});

#[test]
fn every_finding_can_be_tried() {
    for row in ROWS.iter() {
        let ours = row.ours.as_ref().unwrap_or_else(|e| panic!("{}: {e}", row.finding.id));
        assert!(!ours.is_infinite(), "{}: {ours}", row.finding.id);
    }
}

#[test]
fn the_misses_are_those_that_are_known() {
    let missed: Vec<&str> = ROWS.iter().filter(|r| !r.inside()).map(|r| r.finding.id).collect();
    assert_eq!(missed, MISSES, "rows outside of their bands");
}

#[test]
fn every_row_says_what_it_is() {
    let all = findings::all();
    for (i, f) in all.iter().enumerate() {
        assert!(all[..i].iter().all(|other| other.id != f.id), "{} stands there twice", f.id);
        assert!(f.band.0 <= f.band.1, "{}: {:?}", f.id, f.band);
        assert!(!f.what.is_empty() && !f.source.is_empty() && !f.unit.is_empty(), "{}", f.id);
        assert!(f.label != Label::ASSUMPTION, "{}: an assumption is no finding", f.id);
    }
    for row in ROWS.iter().filter(|r| !r.inside()) {
        assert!(row.finding.note.len() > 20, "{} misses and does not say why", row.finding.id);
    }
    assert!(all.iter().any(|f| f.label == Label::PRED), "nothing here could be evidence");
}

#[test]
fn every_headline_of_the_prototype_has_a_row() {
    let all = findings::all();
    for stem in [
        "S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "S12", "S13", "S14", "S15", "S16", "S17", "S18",
        "S19", "S21",
    ] {
        let of = |id: &str| {
            id.strip_prefix(stem).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_alphabetic))
        };
        assert!(all.iter().any(|f| of(f.id)), "no row of {stem}");
    }
}

#[test]
fn the_totals_add_up() {
    let labels = [Label::ID, Label::FIT, Label::PRED, Label::STRUCT];
    let all: usize = labels.iter().map(|l| tally(&ROWS, *l).1).sum();
    assert_eq!(all, ROWS.len());
    let inside: usize = labels.iter().map(|l| tally(&ROWS, *l).0).sum();
    assert_eq!(inside, ROWS.iter().filter(|r| r.inside()).count());
}

#[test]
fn one_row_is_printed_as_a_table_and_as_json() {
    let table = run(&["validate", "--only", "S8"]);
    assert!(table.out.contains("S8a") && table.out.contains("ID: "), "{}", table.out);
    let json = run(&["validate", "--only", "S8", "--json"]);
    assert_eq!(json.code, table.code);
    assert!(json.out.starts_with("[\n  {\"id\": \"S8a\"") && json.out.ends_with("}\n]\n"), "{}", json.out);
    assert_eq!(json.out.matches("\"inside\": ").count(), json.out.matches("{\"id\"").count());
    let none = run(&["validate", "--only", "NOPE"]);
    assert_eq!(none.code, cli::USAGE, "{}", none.err);
}
