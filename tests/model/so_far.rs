//! What is said of a goal under way: of a trace made by hand, and of every level against what came of it in the end.

use model::goal::Goal;
use model::observe::Column;
use model::so_far::SoFar;
use model::trace::Trace;

use crate::level::{GOOD, LEVELS, NAIVE};

/// The end of the run, h.
const END_H: f64 = 48.0;

/// One day of two, a row an hour: `up` is the time, `hill` has its top at 12 h, `given.d` is 2 DU from the fifth hour on.
fn half() -> Trace {
    let column = |series: &str| Column { series: series.to_owned(), unit: "1" };
    let mut t = Trace::new(["up", "hill", "given.d"].map(column).to_vec());
    for hour in 0..=24 {
        let h = f64::from(hour);
        t.push(h, &[h, 12.0 - (h - 12.0).abs(), if hour < 5 { 0.0 } else { 2.0 }]);
    }
    t
}

fn goal(text: &str) -> Goal {
    Goal::parse(text, &|s| half().series(s).is_some()).unwrap_or_else(|e| panic!("{text}: {e}"))
}

#[test]
fn only_what_nothing_can_change_any_more_is_said_for_certain() {
    use SoFar::{Met, Missed, Open};
    let table = [
        // what has been reached stays reached
        ("max(hill) >= 12", Met),
        ("max(hill) >= 13", Open(false)),
        ("max(hill) <= 12", Open(true)),
        ("max(hill) <= 11", Missed),
        ("min(hill) <= 0", Met),
        ("min(hill) >= 0", Open(true)),
        ("min(hill) >= 1", Missed),
        // a window that is over, one that is not, one that is still to come
        ("mean(up, 0h..10h) >= 6", Missed),
        ("mean(up, 0h..10h) >= 5", Met),
        ("mean(up, 20h..30h) >= 23", Open(false)),
        ("max(up, 30h..40h) >= 1", Open(false)),
        ("at(up, 7h) <= 7", Met),
        ("at(up, 30h) <= 7", Open(false)),
        ("now(up) >= 3", Open(true)),
        // doses are not taken back
        ("max(given.d) <= 1", Missed),
        ("max(given.d) <= at(given.d, 30h)", Open(false)),
        ("max(given.d) <= at(given.d, 4h)", Missed),
        ("min(given.d) >= 1", Missed),
        ("at(given.d, 40h) >= 2", Met),
        // counts and hours grow, shares do not leave 0 to 1
        ("count(hill in 5..6) <= 1", Missed),
        ("count(hill in 5..6) >= 2", Met),
        ("hours(hill in 0..100) >= 24", Met),
        ("hours(hill in 0..100) >= 49", Missed),
        ("hours(hill in 0..100) >= 40", Open(false)),
        ("share(hill in 0..100) >= 101%", Missed),
        // the first time is known once it has come, and may never come
        ("first(hill in 6..100) <= 6h", Met),
        ("first(hill in 6..100) >= 7h", Missed),
        ("first(hill in 50..100) <= 10h", Missed),
        ("first(hill in 50..100) >= 10h", Open(false)),
        ("when_max(hill) >= 13h", Open(false)),
        ("when_max(hill) <= 49h", Met),
        // sums and multiples
        ("max(hill) + 2 * max(given.d) >= 16", Met),
        ("max(hill) - max(given.d) <= 9", Open(false)),
        ("max(hill) <= 0.5 * max(given.d)", Open(false)),
        ("1 / max(given.d) <= 0.5", Met),
    ];
    for (text, want) in table {
        assert_eq!(goal(text).so_far(&half(), END_H), want, "{text}");
    }
}

#[test]
fn the_value_of_now_is_said_as_people_read_it() {
    let said = |text: &str| goal(text).now_said(&half());
    assert_eq!(said("min(up, 5h..8h) >= 80%").as_deref(), Some("500 %"));
    assert_eq!(said("mean(hill) >= 3").as_deref(), Some("6.00"));
    assert_eq!(said("max(hill) <= 40% * max(up)").as_deref(), Some("50 % of it"));
    assert_eq!(said("max(up) <= 3 * max(hill)").as_deref(), Some("2.0 times it"));
    // It does not read like a bound that it misses.
    assert_eq!(said("mean(hill) <= 5.999").as_deref(), Some("6.000"));
    assert_eq!(said("min(up, 5h..8h) <= 499.8%").as_deref(), Some("500.0 %"));
    assert_eq!(said("max(hill) <= 12").as_deref(), Some("12.0"));
    assert_eq!(said("max(given.d) <= 3").as_deref(), Some("2 DU"));
    assert_eq!(said("at(given.d, 9h) >= max(given.d)"), None, "no number says that all was given by then");
    assert_eq!(said("min(up) - 0.001% <= 5%").as_deref(), Some("0.00 %"));
    assert_eq!(said("first(hill in 6..100) <= 6h").as_deref(), Some("6 h"));
    assert_eq!(said("at(up, 30h) <= 6"), None);
}

#[test]
fn what_is_said_for_certain_in_a_level_comes_true() {
    let (mut met, mut missed) = (0, 0);
    for (level, runs) in LEVELS.iter().zip(GOOD.iter().zip(NAIVE.iter())) {
        for run in [runs.0, runs.1] {
            let whole = &run.trace;
            for part in 1..=24 {
                let rows = whole.time_h.len() * part / 24;
                let trace = whole.first_rows(rows.max(1));
                for goal in level.goals.iter().chain(&level.budget) {
                    let at = || format!("{} {} at {:?} h", level.id, goal.text, trace.time_h.last());
                    match goal.test.so_far(&trace, level.duration_h) {
                        SoFar::Met => {
                            assert!(goal.test.met(whole), "{}", at());
                            met += usize::from(part < 24);
                        }
                        SoFar::Missed => {
                            assert!(!goal.test.met(whole), "{}", at());
                            missed += usize::from(part < 24);
                        }
                        SoFar::Open(now) => {
                            assert_eq!(now, goal.test.met(&trace), "{}", at());
                            assert!(part < 24, "{}: still open at the end", at());
                        }
                    }
                }
            }
        }
    }
    assert!(met > 20 && missed > 20, "{met} met, {missed} missed before the end");
}
