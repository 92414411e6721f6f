//! Persons: what each factor does, that the usual person changes nothing, and how a crowd varies.

use model::assemble::{AssembleError, Setting};
use model::effect::Transduction;
use model::enzyme::Phenotype;
use model::people::{Crowd, People, phenotype};
use model::person::{FACTOR_NAMES, Metaboliser, Person};
use model::run::play;
use model::scenario::Scenario;

use crate::support::{close, close_rel, drug, library, system};

fn month() -> &'static Scenario {
    library().scenario("mu_opioid_month").expect("it is shipped")
}

fn two_days(person: &Person) -> model::trace::Trace {
    let s = month();
    let engine = s.engine_of(library(), person).expect("it assembles");
    play(engine, &s.plan, 48.0, 0.5).expect("the solver copes").trace
}

#[test]
fn the_usual_person_changes_no_bit() {
    let s = month();
    let plain = library().assemble(&s.system, &["morphine"], &Setting::default()).expect("it assembles");
    let plain = play(plain, &s.plan, 48.0, 0.5).expect("the solver copes").trace;
    assert_eq!(two_days(&Person::default()).fingerprint(), plain.fingerprint());
}

#[test]
fn every_factor_reaches_its_own_place() {
    let (system, morphine) = (system("mu_opioid"), drug("morphine"));
    for (which, name) in FACTOR_NAMES.into_iter().enumerate() {
        let mut factors = [1.0; 6];
        factors[which] = 2.0;
        let (mut shaped, mut drugs) = (system.clone(), vec![morphine.clone()]);
        Person::default().with_factors(factors).shape(&mut shaped, &mut drugs);
        let tau = |t: &Transduction| match t {
            Transduction::Operational { tau } => *tau,
            Transduction::Linear { slope } => *slope,
        };
        let ratio = |changed: bool, factor: f64| if changed { factor } else { 1.0 };
        let now = tau(&shaped.effects[0].transduction) / tau(&system.effects[0].transduction);
        close(now, ratio(name == "density", 2.0), 1e-12, name);
        close(shaped.channels[0].on_h / system.channels[0].on_h, ratio(name == "adaptation", 0.5), 1e-12, name);
        close(shaped.channels[0].off_h, system.channels[0].off_h, 0.0, name);
        close(drugs[0].volume_l / morphine.volume_l, ratio(name == "volume", 2.0), 1e-12, name);
        close(drugs[0].actions[0].kd / morphine.actions[0].kd, ratio(name == "sensitivity", 0.5), 1e-12, name);
        assert_eq!(drugs[0].elimination != morphine.elimination, name == "clearance", "{name}");
    }
}

#[test]
fn a_body_shows_what_a_factor_means() {
    let peak = |trace: &model::trace::Trace, series: &str| {
        trace.series(series).expect("there").iter().copied().fold(f64::MIN, f64::max)
    };
    let usual = two_days(&Person::default());
    let of = |factors: [f64; 6]| two_days(&Person::default().with_factors(factors));
    let (dense, fast) = (of([2.0, 1.0, 1.0, 1.0, 1.0, 1.0]), of([1.0, 2.0, 1.0, 1.0, 1.0, 1.0]));
    let (large, quick) = (of([1.0, 1.0, 2.0, 1.0, 1.0, 1.0]), of([1.0, 1.0, 1.0, 1.0, 1.0, 2.0]));
    assert!(peak(&dense, "effect.relief") > peak(&usual, "effect.relief"));
    assert!(fast.last("conc.morphine") < usual.last("conc.morphine"));
    assert!(peak(&large, "conc.morphine") < peak(&usual, "conc.morphine"));
    assert!(quick.last("ec50.relief") > usual.last("ec50.relief"), "tolerance comes sooner");
}

#[test]
fn an_enzyme_that_is_nowhere_is_refused() {
    let enzymes = vec![Metaboliser { enzyme: "CYP9Z9".to_owned(), phenotype: String::new(), activity: 0.5 }];
    let person = Person { enzymes, ..Person::default() };
    assert!((person.activity("CYP9Z9") - 0.5).abs() < 1e-12 && (person.activity("CYP1A2") - 1.0).abs() < 1e-12);
    let refused = month().engine_of(library(), &person).expect_err("there is no such enzyme");
    assert!(matches!(&refused, AssembleError::Enzyme(id, _) if id == "CYP9Z9"), "{refused}");
}

const PEOPLE: People = People { variation: [0.25, 0.35, 0.2, 0.4, 0.4, 0.3] };

#[test]
fn factors_are_log_normal_with_median_1_and_their_stated_variation() {
    const N: u64 = 40_000;
    for (which, cv) in PEOPLE.variation.into_iter().enumerate() {
        let values: Vec<f64> = (1..=N).map(|i| PEOPLE.factors(7, i)[which]).collect();
        let n = values.len() as f64;
        let logs: Vec<f64> = values.iter().map(|x| x.ln()).collect();
        let mean = logs.iter().sum::<f64>() / n;
        let variance = logs.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
        let sigma = (1.0 + cv * cv).ln().sqrt();
        close(mean, 0.0, 4.0 * sigma / n.sqrt(), "mean of the logarithm");
        close_rel(variance, sigma * sigma, 4.0 * (2.0 / n).sqrt(), "variance of the logarithm");
        let skew = logs.iter().map(|x| ((x - mean) / variance.sqrt()).powi(3)).sum::<f64>() / n;
        let kurtosis = logs.iter().map(|x| ((x - mean) / variance.sqrt()).powi(4)).sum::<f64>() / n;
        close(skew, 0.0, 4.0 * (6.0 / n).sqrt(), "skewness");
        close(kurtosis, 3.0, 4.0 * (24.0 / n).sqrt(), "kurtosis");
        let (m, s) = (values.iter().sum::<f64>() / n, 0.0);
        let sd = (values.iter().map(|x| (x - m).powi(2)).sum::<f64>() / n).sqrt() + s;
        close_rel(sd / m, cv, 0.06, "coefficient of variation");
    }
}

#[test]
fn factors_do_not_hang_together_and_neither_do_neighbours() {
    const N: u64 = 20_000;
    let logs: Vec<[f64; 6]> = (1..=N).map(|i| PEOPLE.factors(1, i).map(f64::ln)).collect();
    let correlation = |a: &dyn Fn(usize) -> f64, b: &dyn Fn(usize) -> f64, n: usize| {
        let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
        for i in 0..n {
            ab += a(i) * b(i);
            aa += a(i) * a(i);
            bb += b(i) * b(i);
        }
        ab / (aa * bb).sqrt()
    };
    let bound = 5.0 / (N as f64).sqrt();
    for x in 0..6 {
        for y in 0..x {
            let r = correlation(&|i| logs[i][x], &|i| logs[i][y], logs.len());
            close(r, 0.0, bound, &format!("{} and {}", FACTOR_NAMES[x], FACTOR_NAMES[y]));
        }
        let r = correlation(&|i| logs[i][x], &|i| logs[i + 1][x], logs.len() - 1);
        close(r, 0.0, bound, "a person and the next");
    }
    assert_ne!(PEOPLE.factors(1, 5), PEOPLE.factors(2, 5), "another seed, another person");
}

fn kinds() -> Vec<Phenotype> {
    let kind = |id: &str, activity: f64, frequency: f64| Phenotype {
        id: id.to_owned(),
        name: id.to_owned(),
        activity,
        frequency,
    };
    vec![kind("poor", 0.0, 0.07), kind("intermediate", 0.5, 0.38), kind("normal", 1.0, 0.52), kind("ultra", 1.5, 0.03)]
}

#[test]
fn phenotypes_are_as_frequent_as_their_file_says() {
    const N: u64 = 40_000;
    let kinds = kinds();
    for kind in &kinds {
        let is_it = |i: &u64| phenotype(&kinds, "CYP2D6", 3, *i).is_some_and(|k| k.id == kind.id);
        let share = (1..=N).filter(is_it).count() as f64 / N as f64;
        let spread = (kind.frequency * (1.0 - kind.frequency) / N as f64).sqrt();
        close(share, kind.frequency, 4.0 * spread, &kind.id);
    }
    assert_eq!(phenotype(&[], "CYP2D6", 3, 1), None);
    let both = (1..=N).filter(|i| phenotype(&kinds, "A", 3, *i) == phenotype(&kinds, "B", 3, *i)).count();
    let by_chance: f64 = kinds.iter().map(|k| k.frequency * k.frequency).sum();
    close(both as f64 / N as f64, by_chance, 0.015, "two enzymes are inherited apart");
}

#[test]
fn a_person_depends_on_the_seed_and_the_number_only() {
    let base = Person { clearance: 0.5, ..Person::default() };
    let crowd = Crowd { seed: 9, people: PEOPLE, base, kinds: vec![("CYP2D6".to_owned(), kinds())] };
    let forwards: Vec<Person> = (1..=200).map(|i| crowd.person(i)).collect();
    let mut backwards: Vec<Person> = (1..=200).rev().map(|i| crowd.person(i)).collect();
    backwards.reverse();
    assert_eq!(forwards, backwards);
    // What is pinned down here may not move: shards of one run may come from two versions of the program.
    let pinned = crowd.person(1);
    close_rel(pinned.clearance / 0.5, PEOPLE.factors(9, 1)[1], 1e-15, "the base person is multiplied");
    assert_eq!(crowd.enzymes().collect::<Vec<_>>(), ["CYP2D6"]);
    let fixed = Metaboliser { enzyme: "CYP2D6".to_owned(), phenotype: "poor".to_owned(), activity: 0.0 };
    let poor = Crowd { base: Person { enzymes: vec![fixed.clone()], ..Person::default() }, ..crowd };
    assert!((1..=50).all(|i| poor.person(i).enzymes == [fixed.clone()]), "what the scenario sets is the same in all");
    assert_eq!(poor.enzymes().collect::<Vec<_>>(), ["CYP2D6"]);
}

#[test]
fn how_people_vary_is_shipped_and_checked() {
    assert!(library().people.variation.iter().all(|cv| *cv > 0.0 && *cv < 1.0));
    let text = std::fs::read_to_string(crate::support::root().join("assets/people.ron")).expect("shipped");
    for (from, to, field) in [
        ("value: 0.25", "value: -0.25", "density"),
        ("value: 0.35", "value: NaN", "clearance"),
        ("value: 0.2,", "value: 3.0,", "volume"),
    ] {
        let found = People::from_text("people.ron", &text.replace(from, to)).expect_err("it is wrong");
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].field, field);
    }
    let unit = text.replacen("unit: \"1\"", "unit: \"h\"", 1);
    assert!(People::from_text("people.ron", &unit).expect_err("it is wrong")[0].what.contains("allowed"));
}
