//! What holds for every drug in every system under any regimen. Few cases, the same in every run.

use model::drug::Role;
use model::engine::Engine;
use model::plan::Act;
use model::run::Run;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use crate::support::{advance, close, drug, ends, give, library, played, system};

fn cases(cases: u32) -> Config {
    Config { cases, rng_seed: RngSeed::Fixed(20_260_101), failure_persistence: None, ..Config::default() }
}

/// One thing done: when (h), how much (DU), and which way in (modulo what the drug has); 0 DU takes it away again.
type Step = (f64, f64, usize);

fn regimen() -> impl Strategy<Value = Vec<Step>> {
    let du = prop_oneof![1 => Just(0.0), 3 => 0.01_f64..2.0, 1 => 2.0_f64..50.0];
    prop::collection::vec((0.0_f64..72.0, du, 0_usize..4), 1..7)
}

fn acts(engine: &Engine, steps: &[Step], factor: f64) -> Vec<(f64, Act)> {
    let routes = engine.drugs[0].routes.len();
    let act = |(at, du, route): &Step| {
        let take_away =
            if engine.drugs[0].routes.iter().any(|r| r.id == "patch") { Act::PatchOff { drug: 0 } } else { Act::Wash };
        let act = if *du > 0.0 { Act::Give { drug: 0, route: route % routes, du: du * factor } } else { take_away };
        (*at, act)
    };
    steps.iter().map(act).collect()
}

fn every_pair() -> impl Iterator<Item = Engine> {
    library().systems.iter().flat_map(|s| library().drugs.iter().map(move |d| Engine::new(s, &[d])))
}

fn acts_here(engine: &Engine) -> bool {
    engine.drugs[0].action_at(&engine.system.id).is_some()
}

fn label(engine: &Engine) -> String {
    format!("{} in {}", engine.drugs[0].id, engine.system.id)
}

fn assert_sane(run: &Run) {
    let what = label(&run.engine);
    for c in &run.trace.columns {
        let y = run.trace.series(&c.series).expect("its own column");
        assert!(y.iter().all(|v| v.is_finite()), "{what}: {} is finite", c.series);
        let (low, high) = ends(&run.trace, &c.series);
        // The solver may be off by 1e-7; a fraction of the naive receptors may be above 1 where they grow.
        let slack = 1e-6;
        if c.series == "occupancy" {
            assert!(low >= -slack && high <= 1.0 + slack, "{what}: occupancy from {low} to {high}");
        }
        if c.series.starts_with("receptors.") || c.series == "store" || c.series.starts_with("level.") {
            assert!(low >= -slack, "{what}: {} falls to {low}", c.series);
        }
        if c.series == "receptors.total" {
            assert!(high < 3.0, "{what}: receptors grow to {high}");
        }
        if c.series.starts_with("symptom.") {
            assert!(low >= -slack && high <= 200.0, "{what}: {} from {low} to {high}", c.series);
        }
        if c.series.starts_with("emax.") {
            assert!(low >= -slack, "{what}: {} falls to {low}", c.series);
        }
    }
    let sums = ["receptors.coupled", "receptors.uncoupled", "receptors.inside", "receptors.new"];
    let columns = sums.map(|s| run.trace.series(s).expect("it has one"));
    for (i, total) in run.trace.series("receptors.total").expect("it has one").iter().enumerate() {
        close(columns.iter().map(|c| c[i]).sum(), *total, 1e-12, &format!("{what}: pools make up the total"));
    }
}

proptest! {
    #![proptest_config(cases(4))]

    #[test]
    fn any_regimen_of_any_drug_keeps_every_system_sane(steps in regimen()) {
        for engine in every_pair() {
            let acts = acts(&engine, &steps, 1.0);
            assert_sane(&played(engine, &acts, 96.0, 1.0));
        }
    }

    #[test]
    fn a_doubled_dose_never_lowers_the_peak_occupancy(steps in regimen()) {
        for engine in every_pair().filter(acts_here) {
            let run = |factor| played(engine.clone(), &acts(&engine, &steps, factor), 96.0, 0.5);
            let (one, two) = (ends(&run(1.0).trace, "occupancy"), ends(&run(2.0).trace, "occupancy"));
            let blocks = engine.drugs[0].action_at(&engine.system.id).is_some_and(|a| a.role == Role::Antagonist);
            if blocks {
                prop_assert!(two.0 <= one.0 + 1e-6, "{}: a blocker's trough rose", label(&engine));
            } else {
                prop_assert!(two.1 >= one.1 - 1e-6, "{}: the peak fell from {} to {}", label(&engine), one.1, two.1);
            }
        }
    }

    #[test]
    fn ticks_of_any_length_lead_to_the_same_body(steps in regimen(), ticks in 2_u32..60) {
        for engine in every_pair().filter(acts_here) {
            let acts = acts(&engine, &steps, 1.0);
            let whole = played(engine.clone(), &acts, 96.0, 200.0);
            let mut parts = Run::new(engine, 200.0);
            parts.queue(&crate::support::plan(&acts).actions);
            for k in 1..=ticks {
                parts.advance(96.0 * f64::from(k) / f64::from(ticks)).expect("the solver copes");
            }
            for (i, (a, b)) in whole.body.y.iter().zip(&parts.body.y).enumerate() {
                // Amounts of drug may be tens of dose units: relative there, absolute below one.
                prop_assert!((a - b).abs() <= 1e-6 * a.abs().max(1.0), "{}: state {i}, {a} and {b}", label(&parts.engine));
            }
        }
    }
}

#[test]
fn without_a_drug_nothing_drifts_for_a_month() {
    for engine in every_pair() {
        let run = played(engine, &[], 24.0 * 30.0, 12.0);
        for c in &run.trace.columns {
            let (low, high) = ends(&run.trace, &c.series);
            let scale = if c.unit == "of_100" { 100.0 } else { 1.0 };
            assert!(high - low <= 1e-9 * scale, "{}: {} drifts from {low} to {high}", label(&run.engine), c.series);
        }
    }
}

#[test]
fn a_long_time_off_drug_every_state_is_naive_again() {
    // Slowest of all is opioid tolerance, half-life 13.2 d: after 400 d 1e-9 of it is left. No shipped mechanism is
    // permanent.
    for engine in every_pair().filter(acts_here) {
        let naive = engine.naive_body();
        let acts: Vec<(f64, Act)> = (0..60).map(|k| (12.0 * f64::from(k), give(0, 3.0))).collect();
        let run = played(engine, &acts, 720.0, 1e9);
        let (engine, mut body) = (run.engine, run.body);
        let moved = body.y.iter().zip(&naive.y).any(|(a, b)| (a - b).abs() > 0.01);
        assert!(moved, "{}: a month of it did something", label(&engine));
        engine.apply(&mut body, &Act::PatchOff { drug: 0 });
        if engine.drugs[0].routes.iter().any(|r| r.id == "bath") {
            engine.apply(&mut body, &Act::Wash);
        }
        advance(&engine, &mut body, 720.0 + 24.0 * 400.0);
        for (i, (now, then)) in body.y.iter().zip(&naive.y).enumerate() {
            close(*now, *then, 0.01 * then.abs() + 1e-7, &format!("{}: state {i}", label(&engine)));
        }
    }
}

#[test]
fn stopping_a_long_opioid_use_brings_withdrawal_and_stopping_nitrates_none() {
    let engine = Engine::new(system("mu_opioid"), &[drug("morphine")]);
    let acts: Vec<(f64, Act)> = (0..90).map(|k| (8.0 * f64::from(k), give(0, 2.0))).collect();
    let run = played(engine, &acts, 24.0 * 50.0, 1.0);
    let series = run.trace.series("symptom.withdrawal").expect("it has one");
    let during = run.trace.time_h.iter().zip(series).filter(|(t, _)| **t < 712.0).map(|(_, v)| *v).fold(0.0, f64::max);
    let after = run.trace.time_h.iter().zip(series).filter(|(t, _)| **t > 720.0).map(|(_, v)| *v).fold(0.0, f64::max);
    assert!(after > 20.0 && after > 5.0 * during, "withdrawal {after} after stopping, {during} before");
    assert!(series.last().is_some_and(|v| *v < 1.0), "three weeks later it is over");
    // Tolerance without dependence: the vessel wall has no symptom to show, and its small counter-force stays small.
    let engine = Engine::new(system("vascular_nitrate"), &[drug("nitroglycerin")]);
    assert!(engine.system.symptoms.is_empty());
    let run = played(engine, &[(0.0, give(0, 1.0)), (72.0, Act::PatchOff { drug: 0 })], 168.0, 0.5);
    let (least, _) = ends(&run.trace, "effect.dilation");
    assert!((-0.10..0.0).contains(&least), "rebound of {least}, at most the weight of 0.10");
}

#[test]
fn a_dose_given_twice_is_a_dose_and_a_dose() {
    // Kinetics of the shipped drugs are linear: two doses at once are one double dose.
    for d in &library().drugs {
        let engine = || Engine::new(&library().systems[0], &[d]);
        let patch_or_bath = d.routes.iter().any(|r| r.id == "patch" || r.id == "bath");
        let one = played(engine(), &[(0.0, give(0, 2.0))], 24.0, 1.0);
        let two = played(engine(), &[(0.0, give(0, 1.0)), (0.0, give(0, 1.0))], 24.0, 1.0);
        let level = format!("level.{}", d.id);
        for t in [1.0, 6.0, 24.0] {
            let (a, b) = (crate::support::at(&one.trace, &level, t), crate::support::at(&two.trace, &level, t));
            if patch_or_bath && d.routes[0].id == "bath" {
                close(b, a / 2.0, 1e-9 * a, &format!("{level}: a bath is set"));
            } else {
                close(a, b, 1e-6 * a, &format!("{level} at {t} h"));
            }
        }
    }
}
