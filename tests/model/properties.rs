//! What holds for every drug in every system under any regimen. Few cases, the same in every run. Every pair of a drug
//! and a system is put together and runs for two days; random regimens go to a third of those pairs in which the drug
//! acts, another third in every case.

use std::sync::LazyLock;

use model::assemble::Setting;
use model::drug::{Entry, Role};
use model::engine::Engine;
use model::flow::Running;
use model::plan::Act;
use model::real::Flow;
use model::receptor::{Fate, STATES};
use model::run::Run;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use crate::support::{close, ends, give, library, plan, played, system};

fn cases(cases: u32) -> Config {
    Config { cases, rng_seed: RngSeed::Fixed(20_260_101), failure_persistence: None, ..Config::default() }
}

/// System and drug.
type Pair = (&'static str, &'static str);

fn assembled((system, drug): Pair) -> Engine {
    library().assemble(system, &[drug], &Setting::default()).unwrap_or_else(|e| panic!("{drug} in {system}: {e}"))
}

fn all_pairs() -> impl Iterator<Item = Pair> {
    let drugs = || library().drugs.iter().map(|d| d.id.as_str());
    library().systems.iter().flat_map(move |s| drugs().map(move |d| (s.id.as_str(), d)))
}

/// Those pairs in which the drug itself acts on the system.
static ACTING: LazyLock<Vec<Pair>> = LazyLock::new(|| {
    let acts = |(system, drug): &Pair| library().drug(drug).is_some_and(|d| d.action_at(system).is_some());
    all_pairs().filter(acts).collect()
});

/// A third of the pairs in which the drug acts.
fn some_pairs(which: usize) -> impl Iterator<Item = Pair> {
    ACTING.iter().copied().skip(which % 3).step_by(3)
}

fn name((system, drug): Pair) -> String {
    format!("{drug} in {system}")
}

/// One thing done: when (h), how much (DU), and which way in (modulo what the drug has); 0 DU takes it away again.
type Step = (f64, f64, usize);

fn regimen() -> impl Strategy<Value = Vec<Step>> {
    let du = prop_oneof![1 => Just(0.0), 3 => 0.01_f64..2.0, 1 => 2.0_f64..50.0];
    prop::collection::vec((0.0_f64..72.0, du, 0_usize..4), 1..7)
}

fn acts(engine: &Engine, steps: &[Step], factor: f64) -> Vec<(f64, Act)> {
    let routes = &engine.drugs[0].routes;
    let worn = routes.iter().any(|r| matches!(r.entry, Entry::Patch { .. }));
    let take_away = if worn { Act::PatchOff { drug: 0 } } else { Act::Wash };
    let act = |(at, du, route): &Step| {
        let give = Act::Give { drug: 0, route: route % routes.len(), du: du * factor };
        (*at, if *du > 0.0 { give } else { take_away })
    };
    steps.iter().map(act).collect()
}

/// Whether a series is a share that cannot leave 0 to 1.
fn is_share(series: &str) -> bool {
    let shares = ["sensitization.", "readiness.", "learning.", "risk.", "habit.", "meter.", "axis.", "store"];
    series == "occupancy" || shares.iter().any(|s| series.starts_with(s))
}

/// Whether a series counts something.
fn is_count(series: &str) -> bool {
    ["receptors.", "level.", "site.", "conc.", "given.", "enzyme.", "symptom.", "listening"]
        .iter()
        .any(|s| series.starts_with(s))
}

fn assert_sane(run: &Run, what: &str) {
    // What the solver may be off by.
    const SLACK: f64 = 2e-6;
    for c in &run.trace.columns {
        let y = run.trace.series(&c.series).expect("its own column");
        assert!(y.iter().all(|v| v.is_finite()), "{what}: {} is finite", c.series);
        let (low, high) = ends(&run.trace, &c.series);
        if is_share(&c.series) {
            assert!(low >= -SLACK && high <= 1.0 + SLACK, "{what}: {} from {low} to {high}", c.series);
        }
        if is_count(&c.series) {
            assert!(low >= -SLACK, "{what}: {} falls to {low}", c.series);
        }
        // A fraction of the naive receptors may be above 1 where they grow.
        if c.series == "receptors.total" {
            assert!(high < 3.0, "{what}: receptors grow to {high}");
        }
        if c.series.starts_with("symptom.") {
            assert!(high <= 200.0, "{what}: {} rises to {high}", c.series);
        }
    }
    let sums = ["receptors.coupled", "receptors.uncoupled", "receptors.inside", "receptors.new"];
    let columns = sums.map(|s| run.trace.series(s).expect("it has one"));
    for (i, total) in run.trace.series("receptors.total").expect("it has one").iter().enumerate() {
        close(columns.iter().map(|c| c[i]).sum(), *total, 1e-12, &format!("{what}: pools make up the total"));
    }
    let held = run.engine.layout.drugs.iter().filter_map(|at| at.bound).map(|at| run.body.y[at]);
    let held: Vec<f64> = held.collect();
    let all: f64 = held.iter().sum();
    assert!(held.iter().all(|b| *b >= -SLACK) && all <= 1.0 + SLACK, "{what}: slow drugs hold {held:?}");
    assert_conserved(run, what);
}

/// Receptors made less receptors degraded is the change of their number, in the equations as they stand now.
fn assert_conserved(run: &Run, what: &str) {
    let (engine, body) = (&run.engine, &run.body);
    let mut d = vec![0.0; engine.layout.len];
    Running { engine, input: &body.input }.flow(&body.y, &mut d);
    let drive = engine.now(body).drive;
    let lost: f64 = STATES
        .into_iter()
        .zip(engine.receptors(&body.y))
        .flat_map(|(s, y)| engine.system.cycle.exits(s, &drive).map(|(fate, rate)| (fate, rate * y)))
        .filter(|(fate, _)| *fate == Fate::Degraded)
        .map(|(_, flux)| flux)
        .sum();
    let change: f64 = engine.receptors(&d).iter().sum();
    // The fastest rate is some thousand per hour, so that a sum is good to 1e-12 of it.
    close(change, engine.synthesis_per_h - lost, 1e-9, &format!("{what}: made less degraded"));
}

#[test]
fn every_drug_can_be_in_every_body() {
    for pair in all_pairs() {
        let run = played(assembled(pair), &[(0.0, give(0, 1.0)), (8.0, give(0, 1.0))], 48.0, 4.0);
        assert_sane(&run, &name(pair));
    }
}

#[test]
fn a_thousand_dose_units_by_any_route_are_still_numbers() {
    for pair in ACTING.iter().copied() {
        let engine = assembled(pair);
        for route in 0..engine.drugs[0].routes.len() {
            let act = Act::Give { drug: 0, route, du: 1000.0 };
            let run = played(engine.clone(), &[(0.0, act)], 72.0, 3.0);
            assert_sane(&run, &format!("{}, route {route}", name(pair)));
        }
    }
}

proptest! {
    #![proptest_config(cases(6))]

    #[test]
    fn any_regimen_keeps_every_body_sane(steps in regimen(), which in 0_usize..3) {
        for pair in some_pairs(which) {
            let engine = assembled(pair);
            let acts = acts(&engine, &steps, 1.0);
            assert_sane(&played(engine, &acts, 96.0, 2.0), &name(pair));
        }
    }

    #[test]
    fn a_doubled_dose_never_lowers_the_peak_occupancy(steps in regimen(), which in 0_usize..3) {
        for pair in some_pairs(which) {
            let engine = assembled(pair);
            let roles: Vec<Role> = roles(&engine);
            let run = |factor| played(engine.clone(), &acts(&engine, &steps, factor), 96.0, 2.0);
            if roles.iter().all(|r| *r == Role::Agonist) {
                let (one, two) = (ends(&run(1.0).trace, "occupancy"), ends(&run(2.0).trace, "occupancy"));
                prop_assert!(two.1 >= one.1 - 1e-6, "{}: the peak fell from {} to {}", name(pair), one.1, two.1);
            } else if roles.iter().all(|r| *r == Role::Antagonist) {
                let (one, two) = (ends(&run(1.0).trace, "occupancy"), ends(&run(2.0).trace, "occupancy"));
                prop_assert!(two.0 <= one.0 + 1e-6, "{}: a blocker's trough rose", name(pair));
            }
        }
    }

    #[test]
    fn ticks_of_any_length_lead_to_the_same_body(steps in regimen(), ticks in 2_u32..60, which in 0_usize..3) {
        for pair in some_pairs(which) {
            let engine = assembled(pair);
            let acts = acts(&engine, &steps, 1.0);
            let whole = played(engine.clone(), &acts, 96.0, 200.0);
            for ticks in [ticks, 2 * ticks] {
                let mut parts = Run::new(engine.clone(), 200.0);
                parts.queue(&plan(&acts).actions);
                for k in 1..=ticks {
                    parts.advance(96.0 * f64::from(k) / f64::from(ticks)).expect("the solver copes");
                }
                for (i, (a, b)) in whole.body.y.iter().zip(&parts.body.y).enumerate() {
                    // Amounts of drug may be tens of dose units: relative there, absolute below one.
                    let what = &engine.layout.names[i];
                    prop_assert!((a - b).abs() <= 2e-6 * a.abs().max(1.0), "{}: {what}, {a} and {b}", name(pair));
                }
            }
        }
    }
}

/// What the drug, and all that comes out of it, do here.
fn roles(engine: &Engine) -> Vec<Role> {
    let here = |a: &&model::drug::Action| a.system == engine.system.id;
    engine.drugs.iter().flat_map(|d| d.actions.iter().filter(here).map(|a| a.role)).collect()
}

#[test]
fn without_a_drug_nothing_drifts_for_a_month() {
    for pair in ACTING.iter().copied() {
        let run = played(assembled(pair), &[], 24.0 * 30.0, 24.0);
        for c in &run.trace.columns {
            let (low, high) = ends(&run.trace, &c.series);
            let scale = if c.unit == "of_100" { 100.0 } else { 1.0 };
            assert!(high - low <= 1e-7 * scale, "{}: {} drifts from {low} to {high}", name(pair), c.series);
        }
    }
}

#[test]
fn a_long_time_off_drug_every_state_is_naive_again() {
    // The slowest of all is loss of control over a habit, with time constants of half a year: after thirty years nothing
    // is left. Only what adds up (hazards) is declared permanent.
    let mut changed = 0;
    for pair in ACTING.iter().copied() {
        let engine = assembled(pair);
        let naive = engine.naive_body();
        let acts: Vec<(f64, Act)> = (0..=40).map(|k| (12.0 * f64::from(k), give(0, 1.0))).collect();
        // To a moment after the last dose: some are gone in an hour.
        let run = played(engine, &acts, 480.1, 1e9);
        let (engine, mut body) = (run.engine, run.body);
        let moved = body.y.iter().zip(&naive.y).any(|(a, b)| (a - b).abs() > 0.01);
        changed += usize::from(moved);
        engine.apply(&mut body, &Act::PatchOff { drug: 0 });
        if engine.drugs[0].routes.iter().any(|r| r.entry == Entry::Bath) {
            engine.apply(&mut body, &Act::Wash);
        }
        let done = engine.advance(&mut body, 24.0 * 365.0 * 30.0, &[], |_, _| {});
        done.unwrap_or_else(|e| panic!("{}: {e}", name(pair)));
        for (i, (now, then)) in body.y.iter().zip(&naive.y).enumerate() {
            if !engine.layout.hazards.contains(&i) {
                let what = format!("{}: {}", name(pair), engine.layout.names[i]);
                close(*now, *then, 0.01 * then.abs() + 1e-6, &what);
            }
        }
    }
    assert!(2 * changed > ACTING.len(), "twenty days of most drugs leave a mark: {changed}");
}

/// Drugs whose end the body must show, each with the system that shows it.
const DEPENDENCE: [(&str, &str); 20] = [
    ("mu_opioid", "morphine"),
    ("mu_opioid", "oxycodone"),
    ("mu_opioid", "hydromorphone"),
    ("mu_opioid", "diamorphine"),
    ("mu_opioid", "methadone"),
    ("mu_opioid", "mitragynine"),
    ("gaba_nmda", "ethanol"),
    ("gaba_nmda", "diazepam"),
    ("gaba_nmda", "lorazepam"),
    ("gaba_nmda", "alprazolam"),
    ("beta1_heart", "propranolol"),
    ("beta1_heart", "nadolol"),
    ("beta1_heart", "metoprolol"),
    ("alpha2_pressure", "clonidine"),
    ("parietal_cell", "omeprazole"),
    ("serotonin", "paroxetine"),
    ("adrenal_axis", "prednisolone"),
    ("reward", "amphetamine"),
    ("nasal_alpha1", "oxymetazoline"),
    ("adenosine_pressor", "caffeine"),
];

#[test]
fn stopping_shows_itself_after_a_month_of_every_drug_that_makes_dependent() {
    let mut quiet = Vec::new();
    for pair in DEPENDENCE {
        let engine = assembled(pair);
        let symptoms: Vec<String> = engine.system.symptoms.iter().map(|s| format!("symptom.{}", s.id)).collect();
        assert!(!symptoms.is_empty(), "{} has signs", name(pair));
        // Drink is had by the glass: six at a time, which leave within a night.
        let du = if pair.1 == "ethanol" { 6.0 } else { 1.0 };
        let acts: Vec<(f64, Act)> = (0..84).map(|k| (8.0 * f64::from(k), give(0, du))).collect();
        let run = played(engine, &acts, 24.0 * 70.0, 6.0);
        let series = symptoms.iter().map(|s| run.trace.series(s).expect("it has one"));
        let values = series.flat_map(|y| run.trace.time_h.iter().zip(y)).filter(|(t, _)| **t > 672.0);
        let worst = values.map(|(_, v)| *v).fold(0.0, f64::max);
        if worst < 0.5 {
            quiet.push(format!("{}: {worst} of 100", name(pair)));
        }
    }
    assert!(quiet.is_empty(), "after stopping: {quiet:?}");
}

#[test]
fn nitrates_make_tolerant_and_not_dependent() {
    assert!(system("vascular_nitrate").symptoms.is_empty());
}
