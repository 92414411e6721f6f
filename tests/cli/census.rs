//! Counted receptors beside the equations.

use model::receptor::STATES;

use crate::{Table, run};

#[test]
fn the_census_adds_up_in_every_row() {
    let table = Table::of(&run(&["simulate", "0.2", "--receptors", "500", "--every", "12h"]).out);
    let states: Vec<Vec<f64>> = STATES.iter().map(|s| table.column(&format!("census_{}_count", s.name()))).collect();
    let [alive, created, degraded] =
        ["alive", "created", "degraded"].map(|name| table.column(&format!("census_{name}_count")));
    assert_eq!(alive[0], 500.0);
    assert_eq!((created[0], degraded[0]), (500.0, 0.0));
    for row in 0..alive.len() {
        assert_eq!(states.iter().map(|s| s[row]).sum::<f64>(), alive[row], "row {row}");
        assert_eq!(created[row] - degraded[row], alive[row], "row {row}");
    }
    assert!(degraded.last().expect("rows") > &500.0, "two months turn the population over");
    assert!(degraded.is_sorted() && created.is_sorted());
}

#[test]
fn the_counts_follow_the_equations_and_do_not_change_them() {
    let n = 40_000.0;
    let args = ["simulate", "1.1", "--every", "15s"];
    let plain = Table::of(&run(&args).out);
    let counted = Table::of(&run(&[&args[..], &["--receptors", "40000", "--seed", "3"]].concat()).out);
    for name in &plain.names {
        assert_eq!(plain.column(name), counted.column(name), "{name} is untouched by counting");
    }
    for state in STATES {
        let pools = counted.column(&format!("receptors_{}_fraction_of_naive", state.name()));
        let counts = counted.column(&format!("census_{}_count", state.name()));
        for (row, (p, count)) in pools.iter().zip(counts).enumerate() {
            let error = (count / n - p).abs();
            assert!(error < 5.0 / n.sqrt() * 0.5 + 1.0 / n, "{} in row {row}: {count} against {p}", state.name());
        }
    }
}

#[test]
fn without_receptors_there_is_no_census() {
    let table = Table::of(&run(&["simulate", "1.1", "--every", "5min"]).out);
    assert!(!table.names.iter().any(|n| n.starts_with("census")));
}
