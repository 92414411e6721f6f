//! Regimens: tapers by their closed forms, and every step spelled out, refused with its field, and never a panic.

use core::cell::Cell;

use model::plan::{Act, Action, MAX_ACTIONS, Plan, RawStep};
use model::problem::Problems;
use model::regimen::{Shape, Substitute, Taper, awake, many, within_day};
use proptest::prelude::*;

use crate::support::{DRUGS, close, give};

/// Doses (h, DU) of the pill, and the problems.
fn check(text: &str) -> (Plan, Vec<String>) {
    let steps: Vec<RawStep> = ron::from_str(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    let mut p = Problems::new("test.ron", &format!("(plan: {text})"));
    let plan = Plan::check("plan", &steps, &[&DRUGS[0], &DRUGS[1], &DRUGS[2]], &mut p);
    (plan, p.into_found().iter().map(ToString::to_string).collect())
}

fn sound(text: &str) -> Plan {
    let (plan, problems) = check(text);
    assert_eq!(problems, [] as [String; 0], "{text}");
    plan
}

fn doses(plan: &Plan, of: usize) -> Vec<(f64, f64)> {
    let du = |a: &Action| match a.act {
        Act::Give { drug, du, .. } if drug == of => Some((a.at_h, du)),
        Act::Give { .. } | Act::PatchOff { .. } | Act::Place { .. } | Act::Wash => None,
    };
    plan.actions.iter().filter_map(du).collect()
}

fn taper(shape: Shape, first: f64, last: f64, levels: u32) -> Taper {
    Taper { from_h: 0.0, over_h: 24.0 * f64::from(levels), every_h: 24.0, levels, first, last, shape }
}

#[test]
fn a_linear_taper_takes_equal_steps() {
    let t = taper(Shape::Linear, 5.0, 1.0, 5);
    let levels: Vec<f64> = (0..5).map(|k| t.level(k)).collect();
    assert_eq!(levels, [5.0, 4.0, 3.0, 2.0, 1.0]);
    let down: Vec<f64> = taper(Shape::Linear, 4.0, 0.0, 5).doses().map(|(_, du)| du).collect();
    assert_eq!(down, [4.0, 3.0, 2.0, 1.0], "a dose of nought is none");
}

#[test]
fn an_exponential_taper_takes_equal_ratios() {
    let t = taper(Shape::Exponential, 8.0, 0.5, 5);
    for k in 0..5 {
        close(t.level(k), 8.0 * 0.5_f64.powi(k as i32), 1e-12, "halves");
    }
}

#[test]
fn a_hyperbolic_taper_takes_equal_steps_of_occupancy() {
    let half = 0.7;
    let t = taper(Shape::Hyperbolic { half }, 20.0, 0.0, 11);
    let occupancy = |d: f64| d / (d + half);
    for k in 0..11 {
        close(occupancy(t.level(k)), occupancy(20.0) * (1.0 - f64::from(k) / 10.0), 1e-12, "occupancy");
    }
    // Known by hand: from 80 % (4 half) to 0 in four steps: 80, 60, 40, 20, 0 % are 4, 1.5, 2/3, 1/4, 0 half.
    let by_hand = taper(Shape::Hyperbolic { half: 1.0 }, 4.0, 0.0, 5);
    for (k, du) in [4.0, 1.5, 2.0 / 3.0, 0.25, 0.0].into_iter().enumerate() {
        close(by_hand.level(k as u32), du, 1e-12, "by hand");
    }
    assert!(t.level(1) < taper(Shape::Linear, 20.0, 0.0, 11).level(1), "it leaves the top fast");
}

#[test]
fn a_taper_in_a_plan_ends_and_then_there_is_none() {
    let four_a_day =
        r#"[Taper(from: "2d", over: "8d", every: "6h", drug: "pill", first: 2.0, last: 0.5, shape: Linear, steps: 4)]"#;
    let given = doses(&sound(four_a_day), 0);
    assert_eq!(given.len(), 32);
    assert_eq!((given[0], given[31]), ((48.0, 2.0), (48.0 + 186.0, 0.5)));
    for level in [2.0, 1.5, 1.0, 0.5] {
        assert_eq!(given.iter().filter(|(_, du)| *du == level).count(), 8, "each level lasts two days");
    }
    let daily =
        r#"[Taper(from: "0h", over: "10d", every: "12h", drug: "pill", first: 10.0, last: 1.0, shape: Linear)]"#;
    let given = doses(&sound(daily), 0);
    assert_eq!(given.iter().map(|(_, du)| *du).collect::<Vec<_>>()[..4], [10.0, 10.0, 9.0, 9.0], "one level a day");
    assert_eq!(given.last(), Some(&(228.0, 1.0)));
    let up = r#"[Taper(from: "0h", over: "3d", every: "24h", drug: "pill", first: 1.0, last: 3.0, shape: Linear)]"#;
    assert_eq!(doses(&sound(up), 0), [(0.0, 1.0), (24.0, 2.0), (48.0, 3.0)]);
}

#[test]
fn doses_while_awake_are_spread_from_waking_to_sleep() {
    assert_eq!(awake(24.0, 2, 7.0, 23.0, 3).collect::<Vec<_>>(), [31.0, 39.0, 47.0, 55.0, 63.0, 71.0]);
    assert_eq!(awake(0.0, 1, 7.0, 23.0, 1).collect::<Vec<_>>(), [7.0]);
    assert_eq!(awake(0.0, 1, 20.0, 4.0, 3).collect::<Vec<_>>(), [20.0, 24.0, 28.0], "a night shift");
    let plan = sound(r#"[Awake(days: 28, wake: "7h", sleep: "22h", times: 4, drug: "pill", du: 0.5)]"#);
    let given = doses(&plan, 0);
    assert_eq!(given.len(), 112);
    assert!(given.iter().all(|(t, _)| within_day(*t, 7.0, 22.0)));
}

#[test]
fn hours_of_the_day_include_their_ends_and_may_pass_midnight() {
    for (t, from, to, inside) in [
        (7.0, 7.0, 23.0, true),
        (23.0, 7.0, 23.0, true),
        (23.1, 7.0, 23.0, false),
        (24.0 * 9.0 + 12.0, 7.0, 23.0, true),
        (24.0 * 9.0 + 6.9, 7.0, 23.0, false),
        (0.0, 7.0, 24.0, true),
        (23.5, 22.0, 6.0, true),
        (12.0, 22.0, 6.0, false),
        (30.0, 22.0, 6.0, true),
        (13.0, 0.0, 24.0, true),
    ] {
        assert_eq!(within_day(t, from, to), inside, "{t} in {from}..{to}");
    }
    assert_eq!((many(24.0, 6.0), many(25.0, 6.0), many(0.3, 0.1), many(5.0, 100.0)), (4, 5, 3, 1));
}

#[test]
fn cycles_and_patches_go_on_and_off() {
    let week = sound(
        r#"[Cycle(from: "8h", on: "5d", off: "2d", times: 2, every: "24h", drug: "pill", du: 1.0, route: "oral")]"#,
    );
    let days: Vec<f64> = doses(&week, 0).iter().map(|(t, _)| (t - 8.0) / 24.0).collect();
    assert_eq!(days, [0.0, 1.0, 2.0, 3.0, 4.0, 7.0, 8.0, 9.0, 10.0, 11.0]);
    let patch = sound(r#"[Worn(from: "1d", on: "72h", off: "1h", times: 2, drug: "plaster", du: 1.0)]"#);
    let times: Vec<f64> = patch.actions.iter().map(|a| a.at_h).collect();
    assert_eq!(times, [24.0, 96.0, 97.0, 169.0]);
    assert!(matches!(patch.actions[1].act, Act::PatchOff { drug: 1 }));
    let late = sound(r#"[Daily(from: "2d", on: "8h", off: "20h", days: 2, drug: "plaster", du: 1.0)]"#);
    assert_eq!(late.actions.iter().map(|a| a.at_h).collect::<Vec<_>>(), [56.0, 68.0, 80.0, 92.0]);
}

#[test]
fn a_rest_leaves_doses_out_and_takes_patches_off() {
    let doses_of = |rest: &str| {
        let text = format!(
            r#"[Repeat(from: "0h", every: "12h", times: 6, drug: "pill", du: 1.0),
                Give(at: "1h", drug: "plaster", du: 1.0), Give(at: "30h", drug: "fluid", du: 1.0), {rest}]"#
        );
        sound(&text)
    };
    let only = doses_of(r#"Rest(from: "24h", until: "48h", drug: "pill")"#);
    assert_eq!(doses(&only, 0).iter().map(|d| d.0).collect::<Vec<_>>(), [0.0, 12.0, 48.0, 60.0]);
    assert_eq!(doses(&only, 2).len(), 1);
    let all = doses_of(r#"Rest(from: "24h", until: "48h")"#);
    assert_eq!(doses(&all, 2).len(), 0);
    let off: Vec<&Action> = all.actions.iter().filter(|a| matches!(a.act, Act::PatchOff { .. })).collect();
    assert_eq!(off.len(), 1, "only plaster can be worn");
    assert_eq!((off[0].at_h, off[0].act), (24.0, Act::PatchOff { drug: 1 }));
    let before = sound(r#"[Rest(from: "0h", until: "9d"), Give(at: "1h", drug: "pill", du: 1.0)]"#);
    assert_eq!(doses(&before, 0).len(), 1, "a rest means the steps before it");
}

#[test]
fn a_substitution_puts_another_drug_in_place_at_a_ratio() {
    let every = |more: &str| {
        sound(&format!(
            r#"[Repeat(from: "0h", every: "6h", times: 8, drug: "pill", du: 2.0),
                Substitute(at: "24h", drug: "pill", by: "fluid", ratio: 0.25{more})]"#
        ))
    };
    let same = every("");
    assert_eq!(doses(&same, 0).iter().map(|d| d.0).collect::<Vec<_>>(), [0.0, 6.0, 12.0, 18.0]);
    assert_eq!(doses(&same, 2), [(24.0, 0.5), (30.0, 0.5), (36.0, 0.5), (42.0, 0.5)]);
    let daily = every(r#", every: "24h""#);
    assert_eq!(doses(&daily, 2), [(24.0, 2.0)], "the whole day's dose at once");
    let mut acts = vec![Action { at_h: 1.0, act: give(0, 900.0) }];
    let put = Substitute { at_h: 0.0, drug: 0, by: 2, route: 0, ratio: 2.0, every_h: 0.0 }.put(&mut acts, 1000.0);
    assert_eq!(put, Err(1800.0));
    assert_eq!(acts, [Action { at_h: 1.0, act: give(0, 900.0) }], "nothing is changed");
}

#[test]
fn wrong_regimens_say_where_and_what() {
    let taper = |rest: &str| format!(r#"Taper(from: "0h", over: "9d", every: "6h", drug: "pill", {rest})"#);
    let awake = |rest: &str| format!(r#"Awake(drug: "pill", du: 1.0, {rest})"#);
    let table = [
        (taper("first: -1.0, last: 0.0, shape: Linear"), "first"),
        (taper("first: NaN, last: 0.0, shape: Linear"), "first"),
        (taper("first: 1e9, last: 0.0, shape: Linear"), "first"),
        (taper("first: 2.0, last: 0.0, shape: Exponential"), "last"),
        (taper("first: 2.0, last: 0.0, shape: Hyperbolic(half: 0.0)"), "shape"),
        (taper("first: 2.0, last: 0.0, shape: Hyperbolic(half: NaN)"), "shape"),
        (taper("first: 2.0, last: 0.0, shape: Linear, steps: 4000000000"), "steps"),
        (taper("first: 2.0, last: 0.0, shape: Linear").replace("6h", "1s"), "every"),
        (taper("first: 2.0, last: 0.0, shape: Linear").replace("6h", "0h"), "every"),
        (taper("first: 2.0, last: 0.0, shape: Linear").replace("9d", "0d"), "over"),
        (taper("first: 2.0, last: 0.0, shape: Linear").replace("9d", "10000w"), "over"),
        (taper("first: 2.0, last: 0.0, shape: Linear").replace("0h", "-1h"), "from"),
        (taper("first: 2.0, last: 0.0, shape: Linear, route: \"nasal\""), "route"),
        (awake(r#"days: 0, wake: "7h", sleep: "23h", times: 3"#), "days"),
        (awake(r#"days: 1, wake: "25h", sleep: "23h", times: 3"#), "wake"),
        (awake(r#"days: 1, wake: "7h", sleep: "23h", times: 0"#), "times"),
        (awake(r#"days: 3650, wake: "7h", sleep: "23h", times: 6"#), "times"),
        (r#"Cycle(from: "0h", on: "5d", off: "2d", times: 3, every: "0s", drug: "pill", du: 1.0)"#.to_owned(), "every"),
        (
            r#"Cycle(from: "0h", on: "5d", off: "2d", times: 600, every: "1d", drug: "pill", du: 1.0)"#.to_owned(),
            "times",
        ),
        (r#"Worn(from: "0h", on: "5d", off: "2d", times: 3, drug: "pill", du: 1.0)"#.to_owned(), "drug"),
        (r#"Worn(from: "0h", on: "0d", off: "2d", times: 3, drug: "plaster", du: 1.0)"#.to_owned(), "on"),
        (r#"Rest(from: "5d", until: "5d")"#.to_owned(), "until"),
        (r#"Rest(from: "5d", until: "6d", drug: "aspirin")"#.to_owned(), "drug"),
        (r#"Substitute(at: "1d", drug: "pill", by: "aspirin", ratio: 1.0)"#.to_owned(), "by"),
        (r#"Substitute(at: "1d", drug: "pill", by: "fluid", ratio: -1.0)"#.to_owned(), "ratio"),
        (r#"Substitute(at: "1d", drug: "pill", by: "plaster", ratio: 1.0)"#.to_owned(), "route"),
    ];
    for (text, field) in table {
        let (plan, problems) = check(&format!("[{text}]"));
        assert_eq!(problems.len(), 1, "{text}: {problems:?}");
        assert!(problems[0].starts_with(&format!("test.ron:1: plan[0].{field}: ")), "{text}: {}", problems[0]);
        assert!(problems[0].contains("allowed"), "{text}: {}", problems[0]);
        assert_eq!(plan.actions, [], "a wrong step does nothing");
    }
    let misspelled = ron::from_str::<Vec<RawStep>>(r#"[Give(at: "0h", drug: "pill", du: 1.0, rout: "oral")]"#);
    assert!(misspelled.is_err(), "a misspelled field is not ignored");
}

fn time() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0.0..400.0, prop::sample::select(vec!["s", "min", "h", "d", "w"])).prop_map(|(x, u)| format!("{x:.2}{u}")),
        1 => prop::sample::select(vec!["", "-1h", "NaNh", "1e300w", "soon", "9999999d"]).prop_map(str::to_owned),
    ]
}

fn amount() -> impl Strategy<Value = f64> {
    prop_oneof![4 => 0.0..20.0, 1 => prop::sample::select(vec![-1.0, f64::NAN, f64::INFINITY, 1e9, 1e-300])]
}

fn which() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["pill", "plaster", "fluid", "aspirin", ""]).prop_map(str::to_owned)
}

fn step() -> impl Strategy<Value = RawStep> {
    let shape = prop_oneof![
        Just(Shape::Linear),
        Just(Shape::Exponential),
        amount().prop_map(|half| Shape::Hyperbolic { half })
    ];
    let n = prop_oneof![4 => 0_u32..50, 1 => prop::sample::select(vec![4000, 30_000, u32::MAX])];
    (0..9, [time(), time(), time()], which(), which(), [amount(), amount()], shape, [n.clone(), n]).prop_map(
        |(kind, [a, b, c], drug, by, [x, y], shape, [n, m])| {
            let route = String::new();
            match kind {
                0 => RawStep::Give { at: a, drug, du: x, route },
                1 => RawStep::Repeat { from: a, every: b, times: n, drug, du: x, route },
                2 => RawStep::Taper { from: a, over: b, every: c, drug, first: x, last: y, shape, steps: n, route },
                3 => RawStep::Awake { from: a, days: n, wake: b, sleep: c, times: m, drug, du: x, route },
                4 => RawStep::Cycle { from: a, on: b.clone(), off: c, times: n, every: b, drug, du: x, route },
                5 => RawStep::Worn { from: a, on: b, off: c, times: n, drug, du: x, route },
                6 => RawStep::Daily { from: a, on: b, off: c, days: n, drug, du: x },
                7 => RawStep::Rest { from: a, until: b, drug },
                _ => RawStep::Substitute { at: a, drug, by, ratio: x, every: c, route },
            }
        },
    )
}

#[test]
fn random_regimens_are_spelled_out_or_refused_with_their_field() {
    let (taken, refused) = (Cell::new(0), Cell::new(0));
    let mut runner = proptest::test_runner::TestRunner::new_with_rng(
        ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() },
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let outcome = runner.run(&prop::collection::vec(step(), 1..4), |steps| {
        let mut p = Problems::new("test.ron", "(plan: [])");
        let plan = Plan::check("plan", &steps, &[&DRUGS[0], &DRUGS[1], &DRUGS[2]], &mut p);
        let found = p.into_found();
        prop_assert!(plan.actions.len() <= MAX_ACTIONS);
        prop_assert!(plan.actions.is_sorted_by(|a, b| a.at_h <= b.at_h));
        for a in &plan.actions {
            prop_assert!(a.at_h.is_finite() && (0.0..=87_700.0).contains(&a.at_h), "{a:?}");
            if let Act::Give { du, drug, .. } = a.act {
                prop_assert!(du > 0.0 && du <= 1000.0 && drug < 3, "{a:?}");
            }
        }
        for problem in &found {
            prop_assert!(problem.field.starts_with("plan["), "{problem}");
            prop_assert!(problem.what.contains("allowed"), "{problem}");
        }
        let count = if found.is_empty() { &taken } else { &refused };
        count.set(count.get() + 1);
        Ok(())
    });
    outcome.unwrap_or_else(|e| panic!("{e}"));
    assert!(taken.get() > 100 && refused.get() > 100, "{} taken, {} refused", taken.get(), refused.get());
}
