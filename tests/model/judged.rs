//! What goals ask of a series, told for plots.

use model::goal::Goal;
use model::judged::{Before, Judged, Way};
use model::observe::Column;
use model::trace::Trace;

/// Four days, a row an hour; `up` is the hour.
fn trace() -> Trace {
    let mut t = Trace::new(vec![Column { series: "up".to_owned(), unit: "1" }]);
    (0..=96).for_each(|hour| t.push(f64::from(hour), &[f64::from(hour)]));
    t
}

fn judged(text: &str) -> Option<Judged> {
    let goal = Goal::parse(text, &|name| name == "up").unwrap_or_else(|e| panic!("{text}: {e}"));
    assert_eq!(goal.judges(), Some("up"), "{text}");
    goal.judged(&trace(), 96.0)
}

#[test]
fn the_bound_stands_alone_whatever_is_around_the_call() {
    let table = [
        ("min(up, 1d..2d) >= 5", true, 5.0, Way::Always),
        ("max(up, 1d..2d) >= 5", true, 5.0, Way::Once),
        ("max(up, 1d..2d) < 5", false, 5.0, Way::Always),
        ("min(up, 1d..2d) <= 5", false, 5.0, Way::Once),
        ("mean(up, 1d..2d) >= 5%", true, 0.05, Way::Average),
        ("max(up, 1d..2d) + 2 <= 5", false, 3.0, Way::Always),
        ("2 * max(up, 1d..2d) <= 5", false, 2.5, Way::Always),
        ("10 - max(up, 1d..2d) >= 5", false, 5.0, Way::Always),
        ("0 - max(up, 1d..2d) / 2 >= -5", false, 10.0, Way::Always),
    ];
    for (text, at_least, bound, way) in table {
        let told = judged(text).unwrap_or_else(|| panic!("{text} has a bound"));
        assert_eq!((told.at_least, told.bound, told.way), (at_least, bound, way), "{text}");
        assert_eq!(told.stretches_h, [(24.0, 48.0)], "{text}");
    }
}

#[test]
fn what_a_bound_is_measured_by_is_told() {
    assert_eq!(judged("max(up, 3d..4d) <= 85% * max(up, 0d..1d)").expect("bound").times, Some((0.85, Before::First)));
    assert_eq!(judged("max(up, 3d..4d) <= 90% * max(up)").expect("bound").times, Some((0.9, Before::Most)));
    assert_eq!(judged("at(up, 3d) <= 3x * at(up, 1d)").expect("bound").times, Some((3.0, Before::At(24.0))));
    let added = judged("max(up) - at(up, 2d) <= 7").expect("bound");
    assert_eq!((added.since_h, added.bound, &added.stretches_h[..]), (Some(48.0), 7.0, &[(48.0, 96.0)][..]));
    assert_eq!(judged("first(up in 5..9) <= 2d"), None, "a time is no bound of a series");
}

#[test]
fn hours_of_the_day_are_stretches_and_a_count_has_its_band() {
    let daily = judged("mean(up, 1d..3d, daily 22h..2h) >= 5").expect("bound");
    assert_eq!(daily.stretches_h, [(24.0, 26.0), (46.0, 50.0), (70.0, 72.0)]);
    let at = judged("at(up, 3d) >= 5").expect("bound");
    assert_eq!((at.way, &at.stretches_h[..]), (Way::Then, &[(72.0, 72.0)][..]));
    let count = judged("count(up in 11..100) >= 10").expect("bound");
    assert_eq!((count.bound, count.way), (11.0, Way::Counted { count: 10.0, share: false, high: 100.0 }));
}
