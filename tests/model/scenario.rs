//! Scenarios: every shipped one runs and shows what it is summed up by; doses as needed; broken files.

use std::sync::LazyLock;

use model::content::{Kind, Library};
use model::hold::{Hold, When};
use model::plan::Act;
use model::run::Run;
use model::scenario::Scenario;

use crate::support::{close, library};

static PLAYED: LazyLock<Vec<(&Scenario, Run)>> = LazyLock::new(|| {
    let play = |s: &'static Scenario| {
        let engine = s.engine(library()).expect("it was checked against this library");
        (s, s.play(engine).unwrap_or_else(|e| panic!("{}: {e}", s.id)))
    };
    library().scenarios.iter().map(play).collect()
});

#[test]
fn every_scenario_runs_to_its_end_with_finite_series() {
    assert!(!PLAYED.is_empty());
    for (s, run) in PLAYED.iter() {
        let last = *run.trace.time_h.last().expect("rows");
        close(last, s.duration_h, 1.5 * s.grid_h, &s.id);
        for column in &run.trace.columns {
            let values = run.trace.series(&column.series).expect("there");
            // EC50 and Emax have no value where no drug has a curve.
            let may_be_empty = column.series.starts_with("ec50") || column.series.starts_with("emax");
            assert!(may_be_empty || values.iter().all(|v| v.is_finite()), "{}: {}", s.id, column.series);
        }
    }
}

#[test]
fn every_scenario_is_summed_up_by_finite_values() {
    for (s, run) in PLAYED.iter() {
        assert!(!s.summary.is_empty(), "{}", s.id);
        for summary in &s.summary {
            assert!(summary.value.of(&run.trace).is_finite(), "{}: {}", s.id, summary.name);
        }
    }
}

const MINE: &str = r#"(
    id: "mine",
    name: "Mine",
    question: "What happens?",
    system: "mu_opioid",
    drugs: ["morphine"],
    person: (density: 1.0),
    duration: "4d",
    grid: "30min",
    regimen: [Give(at: "0h", drug: "morphine", du: 1.0)],
    as_needed: [(
        drug: "morphine", watch: "effect.relief", band: (0.15, 0.3), when: Below,
        from: "8h", until: "4d", every: "1h", wake: "7h", sleep: "23h",
        first: 1.0, step: 0.25, most: 4.0, refractory: "4h",
    )],
    series: ["effect.relief"],
    summary: [(name: "peak", value: "max(effect.relief)")],
    sources: ["made up"],
)"#;

fn read(text: &str) -> Result<Scenario, Vec<String>> {
    let mut lib = Library { scenarios: Vec::new(), ..library().clone() };
    let found = lib.extend([(Kind::Scenario, "mine.ron", text)]);
    if found.is_empty() { Ok(lib.scenarios.remove(0)) } else { Err(found.iter().map(ToString::to_string).collect()) }
}

#[test]
fn wrong_fields_are_told_with_what_is_allowed() {
    let table = [
        ("id: \"mine\"", "id: \"my own\"", 2, "id"),
        ("question: \"What happens?\"", "question: \"\"", 4, "question"),
        ("\"mu_opioid\"", "\"nu_opioid\"", 5, "system"),
        ("[\"morphine\"]", "[\"morphine\", \"aspirin\"]", 6, "drugs[1]"),
        ("[\"morphine\"]", "[\"morphine\", \"morphine\"]", 6, "drugs[1]"),
        ("density: 1.0", "density: -1.0", 7, "person.density"),
        ("density: 1.0", "density: NaN", 7, "person.density"),
        ("density: 1.0", "enzymes: {\"CYP9Z9\": 0.5}", 7, "person.enzymes"),
        ("duration: \"4d\"", "duration: \"3650001d\"", 8, "duration"),
        ("duration: \"4d\"", "duration: \"-4d\"", 8, "duration"),
        ("duration: \"4d\"", "duration: \"0d\"", 8, "duration"),
        ("grid: \"30min\"", "grid: \"0.1s\"", 9, "grid"),
        ("grid: \"30min\"", "grid: \"5d\"", 9, "grid"),
        ("Give(at: \"0h\"", "Give(at: \"-1h\"", 10, "regimen[0].at"),
        ("Give(at: \"0h\"", "Give(at: \"5d\"", 10, "regimen"),
        ("du: 1.0)", "du: 1e9)", 10, "regimen[0].du"),
        ("drug: \"morphine\", du", "drug: \"aspirin\", du", 10, "regimen[0].drug"),
        ("watch: \"effect.relief\"", "watch: \"effect.joy\"", 12, "as_needed[0].watch"),
        ("band: (0.15, 0.3)", "band: (0.3, 0.15)", 12, "as_needed[0].band"),
        ("band: (0.15, 0.3)", "band: (NaN, 0.15)", 12, "as_needed[0].band"),
        ("until: \"4d\"", "until: \"8h\"", 13, "as_needed[0].until"),
        ("every: \"1h\"", "every: \"1s\"", 13, "as_needed[0].every"),
        ("first: 1.0", "first: -1.0", 14, "as_needed[0].first"),
        ("most: 4.0", "most: 0.5", 14, "as_needed[0].most"),
        ("step: 0.25", "step: NaN", 14, "as_needed[0].step"),
        ("[\"effect.relief\"]", "[\"effect.joy\"]", 16, "series[0]"),
        ("name: \"peak\"", "name: \"the peak\"", 17, "summary[0].name"),
        ("max(effect.relief)", "max(effect.joy)", 17, "summary[0].value"),
        ("[\"made up\"]", "[\"\"]", 18, "sources"),
    ];
    assert!(read(MINE).is_ok(), "{:?}", read(MINE));
    for (from, to, line, field) in table {
        let text = MINE.replacen(from, to, 1);
        assert_ne!(text, MINE, "{from}");
        let found = read(&text).expect_err(to);
        assert_eq!(found.len(), 1, "{to}: {found:?}");
        assert!(found[0].starts_with(&format!("mine.ron:{line}: {field}: ")), "{to}: {}", found[0]);
        assert!(found[0].contains("allowed") || field == "summary[0].value", "{}", found[0]);
    }
    let misspelled = read(&MINE.replace("sources", "source")).expect_err("a field is misspelled");
    assert!(misspelled[0].contains("source"), "{misspelled:?}");
    let switch = MINE.replace("person:", "switches: {\"kratom_flies\": true}, person:");
    let found = read(&switch).expect_err("no such switch");
    assert!(found[0].contains("switches: no switch \"kratom_flies\""), "{found:?}");
}

fn doses(run: &Run) -> Vec<(f64, f64)> {
    let du = |a: &model::plan::Action| match a.act {
        Act::Give { du, .. } => Some((a.at_h, du)),
        Act::PatchOff { .. } | Act::Place { .. } | Act::Wash => None,
    };
    run.done.iter().filter_map(du).collect()
}

fn played(text: &str) -> Run {
    let s = read(text).unwrap_or_else(|e| panic!("{e:?}"));
    s.play(s.engine(library()).expect("it assembles")).expect("the solver copes")
}

#[test]
fn doses_as_needed_keep_an_effect_in_its_band_by_day() {
    let run = played(&MINE.replace("from: \"8h\"", "from: \"7h\""));
    let doses = doses(&run);
    assert!(doses.len() > 8, "{doses:?}");
    for (t, du) in &doses[1..] {
        assert!((7.0..=23.0).contains(&(t % 24.0)), "a dose at night: {t}");
        assert!((0.25..=4.0).contains(du), "{du}");
    }
    assert!(doses[1..].windows(2).all(|d| d[1].0 - d[0].0 >= 4.0 - 1e-9), "doses rest between: {doses:?}");
    // By the third day the doses have found their size, and reach the band.
    let best = |from: f64| {
        let rows = run.trace.time_h.iter().zip(run.trace.series("effect.relief").expect("there"));
        rows.filter(|(t, _)| (from..from + 12.0).contains(*t)).map(|(_, v)| *v).fold(f64::MIN, f64::max)
    };
    assert!(best(55.0) >= 0.15, "the band is reached: {}", best(55.0));
    assert_eq!(
        doses,
        super::scenario::doses(&played(&MINE.replace("from: \"8h\"", "from: \"7h\""))),
        "no chance in it"
    );
}

#[test]
fn doses_as_needed_do_not_depend_on_the_grid() {
    let fine = doses(&played(&MINE.replace("30min", "5min")));
    let coarse = doses(&played(&MINE.replace("30min", "3h")));
    assert_eq!(fine, coarse);
}

#[test]
fn a_dose_as_needed_grows_when_it_is_too_weak_and_shrinks_when_it_is_too_strong() {
    let hold = Hold {
        drug: 0,
        route: 0,
        series: String::new(),
        band: (0.3, 0.6),
        when: When::Below,
        from_h: 0.0,
        until_h: 1.0,
        every_h: 1.0,
        awake: (0.0, 24.0),
        first_du: 1.0,
        step_du: 0.5,
        most_du: 3.0,
        refractory_h: 0.0,
    };
    for (du, best, next) in [(1.0, 0.2, 1.5), (1.0, 0.4, 1.0), (2.0, 0.9, 1.5), (2.8, 0.1, 3.0), (0.6, 0.9, 0.5)] {
        close(hold.next_du(du, best), next, 1e-12, "next dose");
    }
    assert!(hold.is_needed(0.29) && !hold.is_needed(0.3) && !hold.is_needed(f64::NAN));
    let above = Hold { when: When::Above, ..hold };
    assert!(above.is_needed(0.61) && !above.is_needed(0.5));
    close(above.next_du(1.0, 0.7), 1.5, 1e-12, "too weak to bring it down");
    close(above.next_du(1.0, 0.2), 0.5, 1e-12, "too strong");
}

#[test]
fn tolerance_makes_doses_as_needed_grow() {
    let text = MINE
        .replace("4d", "21d")
        .replace("30min", "6h")
        .replace("regimen: [Give(at: \"0h\", drug: \"morphine\", du: 1.0)]", "regimen: []")
        .replace("band: (0.15, 0.3)", "band: (0.28, 0.5)")
        .replace("step: 0.25", "step: 0.1")
        .replace("most: 4.0", "most: 9.0");
    let run = played(&text);
    let total = |from: f64| {
        let given = doses(&run).into_iter().filter(|(t, _)| (from..from + 72.0).contains(t));
        given.map(|(_, du)| du).sum::<f64>()
    };
    assert!(total(432.0) > 1.5 * total(24.0), "{} against {}", total(432.0), total(24.0));
}

#[test]
fn no_random_scenario_panics_or_hangs() {
    let mut seed = 1_u64;
    let mut below = |n: usize| {
        seed = model::chance::mix(seed.wrapping_add(0x9E37_79B9_7F4A_7C15));
        (seed % n as u64) as usize
    };
    let (mut taken, mut refused) = (0, 0);
    let words =
        ["0", "-1", "1e9", "NaN", "inf", "1e-300", "\"4h\"", "\"10000w\"", "()", "[]", "true", "\"\"", "é", "{"];
    for _ in 0..400 {
        // One value after a colon becomes another.
        let colons: Vec<usize> = MINE.match_indices(": ").map(|(at, _)| at + 2).collect();
        let at = colons[below(colons.len())];
        let rest = &MINE[at..];
        let end = at + rest.find([',', ')', '\n']).unwrap_or(rest.len());
        let text = format!("{}{}{}", &MINE[..at], words[below(words.len())], &MINE[end..]);
        match read(&text) {
            Ok(s) => {
                taken += 1;
                let _ = s.play(s.engine(library()).expect("it was checked"));
            }
            Err(problems) => {
                refused += 1;
                assert!(problems.iter().all(|p| p.starts_with("mine.ron:")), "{problems:?}");
            }
        }
    }
    assert!(taken > 5 && refused > 100, "{taken} taken, {refused} refused");
}
