//! Numbers with units, and durations.

use model::quantity::{Confidence, Dimension, Family, Label, Num, NumError, duration_h, half_life_h, say_duration};

use crate::support::{close, close_rel};

fn num(value: f64, unit: &str) -> Num {
    Num { value, unit: unit.to_owned(), source: "a test".to_owned(), label: Label::STRUCT, confidence: Confidence::Low }
}

#[test]
fn units_turn_into_those_of_the_engine() {
    let table = [
        (Dimension::Rate, 0.039, "1/min", 2.34),
        (Dimension::Rate, 0.5, "1/s", 1800.0),
        (Dimension::Rate, 0.5, "1/d", 0.5 / 24.0),
        (Dimension::Time, 90.0, "s", 0.025),
        (Dimension::Time, 13.2, "d t1/2", 13.2 * 24.0 / core::f64::consts::LN_2),
        (Dimension::Time, 128.0, "min t1/2", 128.0 / 60.0 / core::f64::consts::LN_2),
        (Dimension::Time, 3.0, "h t1/2", 3.0 / core::f64::consts::LN_2),
        (Dimension::Volume, 250.0, "mL", 0.25),
        (Dimension::Clearance, 480.0, "mL/min", 28.8),
        (Dimension::Clearance, 1.0, "L/min", 60.0),
        (Dimension::Amount, 250.0, "ug", 0.25),
        (Dimension::Amount, 2.0, "umol", 2000.0),
        (Dimension::Concentration, 8.0, "ng/mL", 0.008),
        (Dimension::Concentration, 350.0, "pM", 0.35),
        (Dimension::Plain, 85.0, "%", 0.85),
    ];
    for (dimension, value, unit, right) in table {
        let got = num(value, unit).get(dimension, (0.0, 1e9)).expect("it fits");
        close_rel(got, right, 1e-12, &format!("{value} {unit}"));
    }
}

#[test]
fn a_wide_range_lets_nothing_slip_below_it() {
    // What a volume or a Kd may be: a hair of the upper end would be as large as 1.
    let wide = (1e-12, 1e12);
    for value in [0.0, -0.0, -0.5, -1e-13, 0.9e-12, 1.1e12] {
        let got = num(value, "L").get(Dimension::Volume, wide);
        assert!(matches!(got, Err(NumError::Range(..))), "{value}: {got:?}");
    }
    for (value, unit) in [(1e-12, "L"), (1e-9, "mL"), (1e12, "L"), (1e15, "mL")] {
        assert!(num(value, unit).get(Dimension::Volume, wide).is_ok(), "{value} {unit} is an end");
    }
}

#[test]
fn a_wrong_number_says_what_is_wrong() {
    let range = (0.0, 10.0);
    assert!(matches!(num(1.0, "furlong").get(Dimension::Rate, range), Err(NumError::Unit(..))));
    assert!(matches!(num(1.0, "mg").get(Dimension::Rate, range), Err(NumError::Unit(..))));
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(num(bad, "1/h").get(Dimension::Rate, range), Err(NumError::NotFinite));
    }
    assert!(matches!(num(-1e-9, "1/h").get(Dimension::Rate, range), Err(NumError::Range(..))));
    assert!(matches!(num(10.1, "1/h").get(Dimension::Rate, range), Err(NumError::Range(..))));
    let unsourced = Num { source: " \n".to_owned(), ..num(1.0, "1/h") };
    assert_eq!(unsourced.get(Dimension::Rate, range), Err(NumError::NoSource));
    let said = num(1.0, "furlong").get(Dimension::Rate, range).expect_err("no such unit").to_string();
    assert!(said.contains("furlong") && said.contains("1/min"), "{said}");
}

#[test]
fn mass_and_moles_are_told_apart() {
    for (unit, family) in [
        ("mg", Some(Family::Mass)),
        ("ng/mL", Some(Family::Mass)),
        ("umol", Some(Family::Molar)),
        ("nM", Some(Family::Molar)),
        ("L/h", None),
    ] {
        assert_eq!(num(1.0, unit).family(), family, "{unit}");
    }
}

#[test]
fn durations_are_read_as_hours() {
    for (text, hours) in [
        ("90s", 0.025),
        ("5min", 5.0 / 60.0),
        ("5m", 5.0 / 60.0),
        ("4h", 4.0),
        ("28d", 672.0),
        ("2w", 336.0),
        (" 1.5 h ", 1.5),
        ("0h", 0.0),
    ] {
        close(duration_h(text).expect(text), hours, 1e-12, text);
    }
    for text in ["", "h", "5", "-1h", "NaNh", "infd", "1e400h", "5 hours", "5hh", "h5", "1e5h", "五h", "5é"] {
        let error = duration_h(text).expect_err(text);
        assert!(error.contains("allowed"), "{error}");
    }
}

#[test]
fn durations_are_said_as_people_say_them() {
    for (hours, said) in [
        (0.0, "0 s"),
        (0.025, "1 min 30 s"),
        (0.5, "30 min"),
        (6.0 + 10.0 / 60.0, "6 h 10 min"),
        (4.0, "4 h"),
        (24.0, "1 d"),
        (124.0, "5 d 4 h"),
        (59.999_9 / 60.0, "1 h"),
        (-3.0, "0 s"),
    ] {
        assert_eq!(say_duration(hours), said, "{hours}");
    }
}

#[test]
fn what_is_said_can_be_read_again() {
    // Whole numbers of one unit survive the way there and back.
    for (n, unit, hours) in [(45, "s", 1.0 / 3600.0), (7, "min", 1.0 / 60.0), (23, "h", 1.0), (60, "d", 24.0)] {
        let h = f64::from(n) * hours;
        close(duration_h(&say_duration(h)).expect("it was said"), h, 1e-9, &format!("{n} {unit}"));
    }
}

#[test]
fn a_half_life_is_shorter_than_its_time_constant() {
    close(half_life_h(10.0), 6.931_471_805_599_453, 1e-12, "10 h");
}
