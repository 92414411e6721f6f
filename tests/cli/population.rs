//! `population`: shards that join to the whole, byte for byte, whatever the number of threads; and what is refused.

use crate::{Table, file, run};

/// A quick scenario in which enzymes, kinetics and sensitivity matter.
const QUICK: &str = r#"(
    id: "quick",
    name: "Quick",
    question: "Who feels a tablet of codeine?",
    system: "mu_opioid",
    drugs: ["codeine"],
    duration: "6h",
    grid: "30min",
    regimen: [Give(at: "0h", drug: "codeine", du: 1.0)],
    summary: [
        (name: "peak", value: "max(conc.morphine)"),
        (name: "relief", value: "max(effect.relief)"),
        (name: "late", value: "at(conc.codeine, 6h)"),
    ],
    sources: ["made up"],
)"#;

fn people(scenario: &str, more: &[&str]) -> crate::Done {
    run(&[&["population", scenario][..], more].concat())
}

#[test]
fn shards_join_to_the_whole_for_any_number_of_them_and_of_threads() {
    let (_dir, scenario) = file("scenarios", QUICK);
    let whole = people(&scenario, &["-n", "23", "--seed", "5", "--threads", "1"]);
    assert_eq!((whole.code, whole.err.as_str()), (0, ""));
    assert_eq!(whole.out.lines().count(), 24);
    for threads in ["2", "5", "16"] {
        let again = people(&scenario, &["-n", "23", "--seed", "5", "--threads", threads]);
        assert_eq!(again.out, whole.out, "{threads} threads");
    }
    for shards in [1, 2, 3, 7, 23, 40] {
        let mut joined = String::new();
        for k in 1..=shards {
            let shard = format!("{k}/{shards}");
            let part = people(&scenario, &["-n", "23", "--seed", "5", "--shard", &shard, "--threads", "3"]);
            assert_eq!(part.code, 0, "{}", part.err);
            let (first, rows) = part.out.split_once('\n').expect("a first line");
            assert!(whole.out.starts_with(first), "every shard has the first line");
            if joined.is_empty() {
                joined = format!("{first}\n");
            }
            joined.push_str(rows);
        }
        assert_eq!(joined, whole.out, "{shards} shards");
    }
}

#[test]
fn a_person_is_the_same_in_a_larger_crowd_and_another_with_another_seed() {
    let (_dir, scenario) = file("scenarios", QUICK);
    let few = people(&scenario, &["-n", "5"]).out;
    let many = people(&scenario, &["-n", "9"]).out;
    assert!(many.starts_with(&few));
    assert_ne!(people(&scenario, &["-n", "5", "--seed", "2"]).out, few);
}

#[test]
fn the_columns_are_the_person_the_factors_the_phenotypes_and_the_summary() {
    let (_dir, scenario) = file("scenarios", QUICK);
    let out = people(&scenario, &["-n", "60"]).out;
    let first = out.lines().next().expect("a first line");
    assert!(first.starts_with("person,density,clearance,volume,sensitivity,inducibility,adaptation,"), "{first}");
    assert!(first.contains(",CYP2D6_phenotype,CYP2D6_activity,") && first.ends_with(",peak,relief,late"), "{first}");
    let names: Vec<&str> = first.split(',').collect();
    let at = |name: &str| names.iter().position(|n| *n == name).expect(name);
    let (mut poor, mut normal) = (Vec::new(), Vec::new());
    for row in out.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let peak: f64 = cells[at("peak")].parse().expect("a number");
        match cells[at("CYP2D6_phenotype")] {
            "poor" => poor.push(peak),
            "normal" => normal.push(peak),
            _ => {}
        }
    }
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
    assert!(!poor.is_empty() && normal.len() > 10, "{} poor, {} normal", poor.len(), normal.len());
    assert!(mean(&poor) < 0.3 * mean(&normal), "who lacks the enzyme makes no morphine of it");
}

#[test]
fn what_the_scenario_says_of_its_person_holds_for_everybody() {
    let person = "person: (clearance: 2.0, enzymes: {\"CYP2D6\": \"poor\"}), duration:";
    let (_dir, scenario) = file("scenarios", &QUICK.replace("duration:", person));
    let (_other, plain) = file("scenarios", QUICK);
    let out = people(&scenario, &["-n", "12"]).out;
    assert!(out.lines().skip(1).all(|row| row.contains(",poor,0,")), "{out}");
    let numbers = |text: &str| {
        Table::of(
            &text.replace("poor", "0").replace("normal", "0").replace("ultrarapid", "0").replace("intermediate", "0"),
        )
    };
    let (fast, usual) =
        (numbers(&out).column("clearance"), numbers(&people(&plain, &["-n", "12"]).out).column("clearance"));
    for (fast, usual) in fast.iter().zip(usual) {
        assert!((fast / usual - 2.0).abs() < 1e-7, "{fast} {usual}");
    }
}

#[test]
fn a_file_appears_whole_and_says_so() {
    let (dir, scenario) = file("scenarios", QUICK);
    let path = dir.path().join("people.csv");
    let name = path.to_str().expect("UTF-8");
    let done = people(&scenario, &["-n", "3", "-o", name]);
    assert_eq!((done.code, done.out.as_str()), (0, ""));
    assert!(done.err.contains("people.csv (3 rows)"), "{}", done.err);
    assert_eq!(std::fs::read_to_string(&path).expect("there"), people(&scenario, &["-n", "3"]).out);
    let left: Vec<_> =
        std::fs::read_dir(dir.path()).expect("readable").map(|e| e.expect("entry").file_name()).collect();
    assert_eq!(left.len(), 2, "nothing else is left behind: {left:?}");
}

#[test]
fn what_cannot_be_run_is_told() {
    let (_dir, scenario) = file("scenarios", QUICK);
    let (_other, mute) =
        file("scenarios", &QUICK.replace("summary: [", "summary: [], switches: {\"x\": true}, series: ["));
    let cases: [(&[&str], u8, &str); 12] = [
        (&["-n", "0"], 2, "1..=10000000"),
        (&["-n", "1000000000"], 2, "1..=10000000"),
        (&["-n", "-3"], 2, "unexpected argument"),
        (&[], 2, "--number"),
        (&["-n", "3", "--shard", "0/4"], 2, "K from 1 to M"),
        (&["-n", "3", "--shard", "5/4"], 2, "K from 1 to M"),
        (&["-n", "3", "--shard", "1"], 2, "K from 1 to M"),
        (&["-n", "3", "--shard", "1/0"], 2, "K from 1 to M"),
        (&["-n", "3", "--threads", "0"], 2, "1..=1024"),
        (&["-n", "3", "--seed", "x"], 2, "invalid"),
        (&["-n", "3", "-o", "people.parquet"], 2, "DuckDB"),
        (&["-n", "3", "-o", "no/such/folder/people.csv"], 1, "cannot be written"),
    ];
    for (more, code, message) in cases {
        let done = people(&scenario, more);
        assert_eq!(done.code, code, "{more:?}: {}", done.err);
        assert!(done.err.contains(message), "{more:?} says: {}", done.err);
        assert_eq!(done.out, "");
    }
    assert_eq!(people(&mute, &["-n", "3"]).code, 1);
    let level = people("1.1", &["-n", "3"]);
    assert!(level.code == 2 && level.err.contains("is a level; allowed: a scenario"), "{}", level.err);
    let none = people("no_such", &["-n", "3"]);
    assert!(none.code == 2 && none.err.contains("allowed: ") && none.err.contains("mu_opioid_month"), "{}", none.err);
}

#[test]
fn the_bar_says_how_far_it_is() {
    let bar = cli::progress::say(25, 100, "people", 10.0);
    assert_eq!(bar, "[#######-----------------------] 25 of 100 people, 30 s left");
    assert_eq!(cli::progress::say(0, 100, "people", 10.0), format!("[{}] 0 of 100 people", "-".repeat(30)));
    assert!(cli::progress::say(100, 100, "people", 10.0).starts_with(&format!("[{}]", "#".repeat(30))));
}
