//! Goal expressions on a trace made by hand: every function, windows, units, errors with their place.

use std::sync::Arc;

use model::goal::{Goal, Reference, Value};
use model::observe::Column;
use model::trace::Trace;

use crate::support::close;

/// Two days, a row an hour: `x.y` is the hour of the day, `up` the time, `hill` has its top at 30 h, `flat` is 0.5.
fn trace() -> Trace {
    let column = |series: &str| Column { series: series.to_owned(), unit: "1" };
    let mut t = Trace::new(["x.y", "up", "hill", "flat", "receptors.arr-estin_2"].map(column).to_vec());
    for hour in 0..=48 {
        let h = f64::from(hour);
        t.push(h, &[h % 24.0, h, 10.0 - (h - 30.0).abs(), 0.5, 7.0]);
    }
    t
}

fn known(name: &str) -> bool {
    trace().series(name).is_some()
}

fn value(text: &str) -> f64 {
    Value::parse(text, &known).unwrap_or_else(|e| panic!("{text}: {e}")).of(&trace())
}

#[test]
fn values_are_what_they_say() {
    let table = [
        // functions
        ("min(hill)", -20.0),
        ("max(hill)", 10.0),
        ("mean(up)", 24.0),
        ("mean(flat)", 0.5),
        ("at(up, 7h)", 7.0),
        ("at(up, 90min)", 1.5),
        ("at(up, 2d)", 48.0),
        ("when_max(hill)", 30.0),
        ("first(hill in 0..100)", 20.0),
        ("first(up in 3.5..4.5)", 4.0),
        ("now(up)", 48.0),
        ("now(hill) + 1", -7.0),
        ("share(up in 0..23)", 23.0 / 48.0),
        ("share(hill in -5..5)", 20.0 / 48.0),
        ("when_min(hill)", 0.0),
        ("when_min(hill, 20h..48h)", 48.0),
        ("hours(up in 0..23)", 23.0),
        ("hours(up in 2.25..2.75)", 0.5),
        ("share(flat in 0.5..0.5)", 1.0),
        ("mean(up, 5h..5h)", 5.0),
        ("share(up in 0..4, 5h..5h)", 0.0),
        ("hours(up in 0..23, 20h..30h)", 3.0),
        ("hours(hill in 0..100)", 20.0),
        ("count(x.y in 10..12)", 2.0),
        ("count(x.y in 0..5)", 3.0),
        ("count(x.y in 10..12, 11h..30h)", 1.0),
        ("count(up in 100..200)", 0.0),
        // windows, ends included
        ("min(up, 5h..8h)", 5.0),
        ("max(up, 5h..8h)", 8.0),
        ("mean(up, 5h..8h)", 6.5),
        ("max(hill, 0d..1d)", 4.0),
        ("when_max(hill, 0h..10h)", 10.0),
        ("first(hill in 0..100, 25h..40h)", 25.0),
        ("max(up, 300min..480min)", 8.0),
        // hours of the day
        ("min(x.y, daily 8h..18h)", 8.0),
        ("max(x.y, daily 8h..18h)", 18.0),
        ("share(up in 24..48, daily 8h..18h)", 0.5),
        ("mean(up, 1d..2d, daily 10h..12h)", 35.0),
        // ... across midnight
        ("min(up, 12h..36h, daily 22h..2h)", 22.0),
        ("max(up, 12h..36h, daily 22h..2h)", 26.0),
        ("mean(x.y, daily 23h..1h)", (0.5 + 11.5 + 0.5 + 11.5) / 4.0),
        // numbers, units, arithmetic
        ("95%", 0.95),
        ("-5%", -0.05),
        ("2w", 336.0),
        ("90s", 0.025),
        (".5", 0.5),
        ("-2 * -3", 6.0),
        ("5 - -1", 6.0),
        ("1 + 2 * 3 - 4 / 8", 6.5),
        ("(1 + 2) * 3", 9.0),
        ("8 - 3 - 2", 3.0),
        ("8 / 4 / 2", 1.0),
        ("((((1))))", 1.0),
        ("at(up, 10h) / max(up, 0h..5h)", 2.0),
        ("0.9 * max(receptors.arr-estin_2)", 6.3),
        ("  max( up ,5h .. 8h )  ", 8.0),
        ("50% * 0.93", 0.465),
        ("2 DU + 1.5x", 3.5),
        ("3DU", 3.0),
    ];
    for (text, right) in table {
        close(value(text), right, 1e-12, text);
    }
}

#[test]
fn means_and_shares_weigh_by_time_however_close_the_rows_lie() {
    // An hour at 0, a jump, an hour at 1 with four rows more in its first minutes.
    let mut t = Trace::new(vec![Column { series: "up".to_owned(), unit: "1" }]);
    for (h, v) in [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (1.01, 1.0), (1.02, 1.0), (1.04, 1.0), (1.08, 1.0), (2.0, 1.0)] {
        t.push(h, &[v]);
    }
    for (text, right) in [
        ("mean(up)", 0.5),
        ("share(up in 0.9..1.1)", 0.5),
        ("hours(up in 0.9..1.1)", 1.0),
        ("count(up in 0.9..1.1)", 1.0),
        ("first(up in 0.9..1.1)", 1.0),
        ("at(up, 1h)", 0.0),
        ("max(up, 0h..1h)", 1.0),
    ] {
        close(Value::parse(text, &known).expect("it parses").of(&t), right, 1e-12, text);
    }
}

#[test]
fn two_runs_with_the_same_jump_do_not_differ_at_it() {
    let run = |after: f64| {
        let mut t = Trace::new(vec![Column { series: "up".to_owned(), unit: "1" }]);
        for (h, v) in [(0.0, 0.0), (1.0, 0.0), (1.0, after), (2.0, after)] {
            t.push(h, &[v]);
        }
        t
    };
    let goal = Goal::parse("difference(up, naive) <= 0", &known).expect("it parses");
    let apart = |after| goal.bound(Reference::Naive, &Arc::new(run(after))).sides(&run(5.0)).0;
    close(apart(5.0), 0.0, 0.0, "the same");
    close(apart(2.0), 3.0, 0.0, "another jump");
}

#[test]
fn goals_are_met_or_not() {
    let table = [
        ("max(up) >= 48", true),
        ("max(up) > 48", false),
        ("max(up) <= 48", true),
        ("max(up) < 48", false),
        ("min(flat, 0h..1h) >= 50%", true),
        ("mean(flat, 0d..1d, daily 8h..20h) >= 60%", false),
        ("at(up, 30h) >= 0.9 * max(up, 0h..12h)", true),
        ("1 < 2", true),
    ];
    for (text, met) in table {
        let goal = Goal::parse(text, &known).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert_eq!(goal.met(&trace()), met, "{text}: {:?}", goal.sides(&trace()));
        assert_eq!(goal.text, text);
    }
}

#[test]
fn a_window_without_rows_is_nan_and_meets_nothing() {
    for text in ["max(up, 50h..60h)", "mean(up, 5.2h..5.8h)", "first(up in 100..200)", "at(up, 49h)"] {
        assert!(value(text).is_nan(), "{text}");
        for order in [">=", "<=", ">", "<"] {
            let goal = Goal::parse(&format!("{text} {order} 0"), &known).expect("it parses");
            assert!(!goal.met(&trace()), "{}", goal.text);
        }
    }
    let empty = Trace::new(trace().columns);
    assert!(Value::parse("max(up)", &known).expect("it parses").of(&empty).is_nan());
}

#[test]
fn errors_name_their_character_and_what_is_allowed() {
    let table = [
        ("max(down) >= 1", 5, "no series \"down\""),
        ("most(up) >= 1", 1, "allowed: min, max, mean"),
        ("max(up) >= ", 12, "expected a number or a function"),
        ("max(up)", 8, "allowed: >= <= > <"),
        ("max(up) == 1", 9, "allowed: >= <= > <"),
        ("max(up >= 1", 8, "expected \")\""),
        ("max up >= 1", 5, "expected \"(\""),
        ("max(up) >= 1 1", 14, "expected the end"),
        ("max(up, 5x..6h) >= 1", 9, "not a duration"),
        ("max(up, 5h) >= 1", 11, "expected \"..\""),
        ("share(up) >= 1", 9, "expected \"in\""),
        ("share(up in 5) >= 1", 14, "expected \"..\""),
        ("max(up, daily 8h) >= 1", 17, "expected \"..\""),
        ("max(up) >= 1.2.3", 17, "expected a number"),
        ("", 1, "expected a number or a function"),
        ("max(up) >= (1", 14, "expected \")\""),
        ("é >= 1", 1, "expected a number or a function"),
        ("max(up) >= 1 é", 14, "expected the end"),
        ("max(é) >= 1", 5, "no series"),
        ("now(up, 5h) >= 1", 7, "expected \")\""),
        ("max(up, 6h..5h) >= 1", 9, "wrong way round"),
        ("share(up in 5..4) >= 1", 13, "lower number to the higher"),
        ("max(up, daily 8h..30h) >= 1", 15, "hours of the day"),
        ("max(up) of best >= 1", 12, "allowed: good, naive, idle"),
        ("difference(up) >= 1", 14, "expected \",\""),
        ("difference(up, best) >= 1", 16, "no run \"best\""),
        ("count(up) >= 1", 9, "expected \"in\""),
        ("max(up) >= 2 DUO", 14, "expected the end"),
    ];
    for (text, at, what) in table {
        let error = Goal::parse(text, &known).expect_err(text);
        assert!(error.what.contains(what), "{text}: {error}");
        assert_eq!(error.at, at, "{text}: {error}");
        assert_eq!(error.to_string(), format!("character {}: {}", error.at, error.what));
    }
}

#[test]
fn deep_nesting_is_an_error_and_not_the_end() {
    for depth in [100, 100_000] {
        let text = format!("{}1{} >= 1", "(".repeat(depth), ")".repeat(depth));
        let error = Goal::parse(&text, &known).expect_err("too deep");
        assert!(error.what.contains("allowed"), "{error}");
    }
    // A long chain is deep as well: each sum holds the one before.
    let text = format!("1{} >= 1", " + 1".repeat(100_000));
    let error = Goal::parse(&text, &known).expect_err("too long");
    assert!(error.what.contains("allowed"), "{error}");
    let fine = format!("{}1{} >= 1", "(".repeat(20), ")".repeat(20));
    assert!(Goal::parse(&fine, &known).is_ok());
}

/// The same hours, everything one higher.
fn higher() -> Trace {
    let low = trace();
    let mut high = Trace::new(low.columns.clone());
    for (row, t) in low.time_h.iter().enumerate() {
        let values: Vec<f64> =
            low.columns.iter().map(|c| low.series(&c.series).expect("its own column")[row] + 1.0).collect();
        high.push(*t, &values);
    }
    high
}

#[test]
fn what_is_read_off_another_run_has_a_value_once_that_run_is_known() {
    let other = Arc::new(higher());
    for (text, right) in [
        ("max(up) of naive", 49.0),
        ("max(up) of naive - max(up)", 1.0),
        ("2 * at(hill, 30h) of naive", 22.0),
        ("difference(up, naive)", 1.0),
        ("difference(hill, naive, 5h..8h)", 1.0),
    ] {
        let value = Value::parse(text, &known).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert!(value.needs(Reference::Naive) && !value.needs(Reference::Good), "{text}");
        assert!(value.of(&trace()).is_nan(), "{text}");
        assert!(value.bound(Reference::Good, &other).of(&trace()).is_nan(), "{text}: another run does not help");
        close(value.bound(Reference::Naive, &other).of(&trace()), right, 1e-12, text);
    }
    let goal = Goal::parse("max(up) <= 99% * max(up) of naive", &known).expect("it parses");
    assert!(!goal.met(&trace()) && goal.bound(Reference::Naive, &other).met(&trace()));
}

#[test]
fn the_shortfall_is_nought_where_the_goal_is_met_and_grows_with_the_gap() {
    let far = |text: &str| Goal::parse(text, &known).expect("it parses").shortfall(&trace());
    close(far("max(up) >= 48"), 0.0, 0.0, "met");
    close(far("max(up) >= 96"), 0.5, 1e-12, "half of it");
    close(far("max(up) <= 24"), 0.5, 1e-12, "twice as much");
    assert!(far("max(up) >= 60") < far("max(up) >= 70"));
    assert!(far("max(up) > 48") > 0.0, "a hair is a gap");
    close(far("max(up, 50h..60h) >= 1"), 1.0, 0.0, "no value");
}
