//! Traces: look-up, interpolation, CSV, fingerprints; two of them held against each other.

use model::contrast::contrast;
use model::observe::Column;
use model::trace::Trace;

use crate::support::close;

fn trace() -> Trace {
    let column = |series: &str, unit| Column { series: series.to_owned(), unit };
    let mut t = Trace::new(vec![column("a.b", "fraction"), column("c", "du")]);
    for (time, row) in [(0.0, [1.0, 10.0]), (1.0, [3.0, 20.0]), (4.0, [0.0, 50.0])] {
        t.push(time, &row);
    }
    t
}

#[test]
fn values_between_rows_lie_on_a_line_and_beyond_the_ends_stand_still() {
    for (time, value) in [(-5.0, 1.0), (0.0, 1.0), (0.5, 2.0), (1.0, 3.0), (2.0, 2.0), (4.0, 0.0), (9.0, 0.0)] {
        close(trace().at("a.b", time).expect("it has one"), value, 1e-15, &format!("at {time}"));
    }
    assert_eq!(trace().last("c"), Some(50.0));
    assert_eq!(trace().at("d", 0.0), None);
    assert_eq!(Trace::new(trace().columns).at("c", 0.0), None);
}

#[test]
fn an_act_has_a_moment_before_and_a_moment_after() {
    let mut t = trace();
    t.push(4.0, &[7.0, 50.0]);
    t.push(5.0, &[9.0, 50.0]);
    assert_eq!((t.at("a.b", 4.0), t.just_after("a.b", 4.0)), (Some(0.0), Some(7.0)));
    assert_eq!((t.at("a.b", 4.5), t.just_after("a.b", 4.5)), (Some(8.0), Some(8.0)));
    assert_eq!((t.just_after("a.b", 9.0), t.just_after("a.b", -1.0)), (Some(9.0), Some(1.0)));
}

#[test]
fn between_equals_lies_the_same_to_the_last_bit() {
    let mut t = Trace::new(trace().columns);
    (0..3).for_each(|k| t.push(f64::from(k), &[0.1, 8.45]));
    for k in 0..200 {
        let time = f64::from(k) * 0.01;
        assert_eq!((t.at("a.b", time), t.at("c", time)), (Some(0.1), Some(8.45)), "at {time}");
    }
}

#[test]
fn a_row_that_is_too_short_shows_its_fault() {
    let mut t = trace();
    t.push(5.0, &[1.0]);
    assert!(t.last("c").is_some_and(f64::is_nan));
}

#[test]
fn csv_names_series_and_units() {
    let extra = [("act".to_owned(), vec!["wash".to_owned()])];
    let lines: Vec<String> = trace().to_csv(&extra).lines().map(str::to_owned).collect();
    assert_eq!(lines, ["time_h,a_b_fraction,c_du,act", "0,1,10,wash", "1,3,20,", "4,0,50,"]);
}

#[test]
fn a_fingerprint_sees_the_last_bit() {
    let mut other = Trace::new(trace().columns);
    for (time, row) in [(0.0, [1.0, 10.0]), (1.0, [3.0, 20.0]), (4.0, [f64::from_bits(1), 50.0])] {
        other.push(time, &row);
    }
    assert_eq!(trace().fingerprint(), trace().fingerprint());
    assert_ne!(trace().fingerprint(), other.fingerprint());
}

#[test]
fn the_first_rows_are_the_trace_as_it_was_and_a_row_can_be_taken_away() {
    let mut shorter = trace();
    shorter.pop();
    assert_eq!(shorter, trace().first_rows(2));
    assert_eq!(trace().first_rows(9), trace());
    assert_eq!(trace().first_rows(0), Trace::new(trace().columns));
}

#[test]
fn two_runs_differ_by_their_numbers_as_far_as_both_reach() {
    // Twice as high and longer: what lies beyond the end of the shorter run counts for nothing.
    let mut other = Trace::new(trace().columns);
    for (time, row) in [(0.0, [2.0, 0.0]), (1.0, [6.0, 0.0]), (4.0, [0.0, 0.0]), (9.0, [100.0, 0.0])] {
        other.push(time, &row);
    }
    let found = contrast((&trace(), 4.0), (&other, 9.0), "a.b", 2.0).expect("both have it");
    close(found.at.difference(), 2.0 - 4.0, 1e-12, "at");
    close(found.max.difference(), 3.0 - 6.0, 1e-12, "max");
    close(found.min.difference(), 0.0, 1e-12, "min");
    close(found.area.here, 2.0 + 4.5, 1e-12, "area");
    close(found.area.difference(), -6.5, 1e-12, "areas");
    assert!(
        contrast((&trace(), 4.0), (&other, 9.0), "a.b", 8.0).expect("both have it").at.here.is_nan(),
        "it has not got there"
    );
    assert!(contrast((&trace(), 4.0), (&other, 9.0), "d", 2.0).is_none());
    assert!(contrast((&trace(), 4.0), (&trace().first_rows(0), 0.0), "c", 0.0).is_none());
}
