//! Tidy CSV: one row per time, one column per series, the unit at the end of every column's name.

use core::fmt::Write;

use model::engine::Engine;
use model::observe::Column;
use model::receptor::{N_STATES, STATES};

/// Digits that are written. The solver's own error is smaller than the last of them.
const DIGITS: usize = 9;
/// Digits of a time; enough for every multiple of the grid.
const TIME_DIGITS: usize = 12;
/// What is closer to nought than this is written as 0: the solver does not know it (its absolute error is 1e-10).
const NOTHING: f64 = 1e-12;

/// The first line, for these series. Readings carry the unit in which the body system shows them.
#[must_use]
pub fn header(engine: &Engine, series: &[String], with_census: bool) -> String {
    let mut line = String::from("time_h");
    let columns = engine.columns();
    for column in series.iter().filter_map(|name| columns.iter().find(|c| c.series == *name)) {
        let _ = write!(line, ",{}", column_name(engine, column));
    }
    if with_census {
        for state in STATES {
            let _ = write!(line, ",census_{}_count", state.name());
        }
        line.push_str(",census_alive_count,census_created_count,census_degraded_count");
    }
    line.push('\n');
    line
}

/// The name of a series in CSV: the series and its unit, in letters, digits and underscores only.
#[must_use]
pub fn column_name(engine: &Engine, column: &Column) -> String {
    let shown = column.series.strip_prefix("reading.").and_then(|id| engine.system.effect(id));
    let unit = shown.map_or_else(|| column.unit.to_owned(), |e| spelled(&e.shown.unit));
    format!("{}_{unit}", plain(&column.series))
}

/// A unit in words: "% of best breath" becomes `percent_of_best_breath`.
fn spelled(unit: &str) -> String {
    plain(&unit.replace('%', "percent").replace('/', " per "))
}

fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join("_")
}

/// Appends row `row` of these series, without the line's end.
pub fn push_row(line: &mut String, time_h: f64, series: &[&[f64]], row: usize) {
    line.push_str(&number(time_h, TIME_DIGITS));
    for series in series {
        let value = series.get(row).copied().unwrap_or(f64::NAN);
        line.push(',');
        line.push_str(&number(value, DIGITS));
    }
}

/// Appends a census.
pub fn push_census(line: &mut String, counts: &[u32; N_STATES], created: u64, degraded: u64) {
    for count in counts {
        let _ = write!(line, ",{count}");
    }
    let alive: u64 = counts.iter().map(|c| u64::from(*c)).sum();
    let _ = write!(line, ",{alive},{created},{degraded}");
}

/// A number with at most `digits` significant digits; what is not a number is left empty.
#[must_use]
pub fn number(value: f64, digits: usize) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let rounded: f64 = format!("{value:.*e}", digits.saturating_sub(1)).parse().unwrap_or(value);
    match rounded.abs() {
        size if size < NOTHING => "0".to_owned(),
        size if (1e-5..1e15).contains(&size) => format!("{rounded}"),
        _ => format!("{rounded:e}"),
    }
}
