//! Content files: the shipped ones are clean; broken ones are reported and never panic. Which fault is named how stands in
//! `faults.rs`.

use model::content::{Kind, Library, embedded};

use crate::fixture::{CHOICE, DRUG, ENZYME, FILES, LEVEL, METABOLITE, SYSTEM, changed, fixture, fixtures, problems_of};
use crate::support::library;

#[test]
fn every_shipped_file_is_clean() {
    assert!(Library::embedded().is_ok());
    let count = |kind| embedded::FILES.iter().filter(|(k, _, _)| *k == kind).count();
    assert_eq!(count(Kind::Drug), library().drugs.len());
    assert_eq!(count(Kind::System), library().systems.len());
    assert_eq!(count(Kind::Enzyme), library().enzymes.len());
    assert_eq!(count(Kind::Level), library().levels.len());
    assert!(count(Kind::Drug) >= 5 && count(Kind::System) >= 4 && count(Kind::Level) >= 3);
}

#[test]
fn every_drug_does_something_and_every_system_has_a_drug() {
    for d in &library().drugs {
        let probe = d.elimination.iter().any(|w| w.enzyme.is_some());
        assert!(!d.actions.is_empty() || !d.enzymes.is_empty() || probe, "{} does something or shows something", d.id);
        assert!(!d.routes.is_empty(), "{} has a way in", d.id);
    }
    for s in &library().systems {
        assert!(library().drugs_for(&s.id).next().is_some(), "{} has a drug", s.id);
    }
    for e in &library().enzymes {
        let carries = |d: &model::drug::Drug| d.elimination.iter().any(|w| w.enzyme.as_deref() == Some(e.id.as_str()));
        assert!(library().drugs.iter().any(carries), "{} clears a drug", e.id);
    }
}

#[test]
fn every_disputed_claim_is_told_from_both_sides() {
    let all =
        library().systems.iter().flat_map(|s| &s.switches).chain(library().drugs.iter().flat_map(|d| &d.switches));
    for s in all {
        for (what, text) in [("name", &s.name), ("evidence", &s.evidence), ("claim", &s.claim)] {
            assert!(text.split_whitespace().count() >= 2, "{}: {what}", s.id);
        }
    }
}

/// Everything that can be left out of a fixture, and what the library then has in its place.
#[test]
fn the_fixtures_use_every_field() {
    let d = fixtures().drug("examplol").expect("it is there");
    assert!(!d.disputed.is_empty() && d.ke0_per_h.is_some() && d.peripheral.len() == 1 && d.switches.len() == 1);
    assert_eq!((d.routes.len(), d.elimination.len(), d.enzymes.len(), d.actions.len()), (4, 2, 3, 3));
    assert_eq!(d.routes[1].brings, [("companiol".to_owned(), 3.5)]);
    // 0.15 uM of 285.3 g/mol.
    let model::drug::Elimination::Saturable { vmax, km } = d.elimination[1].by else { panic!("saturable") };
    crate::support::close_rel(km, 0.15e3 * 285.3e-6, 1e-12, "km in mg/L");
    assert_eq!(vmax, 8.25);
    let s = fixtures().system("example").expect("it is there");
    assert!(s.tone.is_some() && s.axis.is_some() && s.habit.is_some() && s.cycle.maturation.is_some());
    assert!(s.store.as_ref().is_some_and(|m| m.reserve.is_some()));
    assert_eq!((s.channels.len(), s.sensitization.len(), s.learning.len()), (3, 1, 1));
    assert_eq!((s.effects.len(), s.symptoms.len(), s.hazards.len(), s.switches.len()), (2, 1, 2, 1));
    let e = &s.effects[0];
    assert_eq!([e.shift.len(), e.loss.len(), e.opponent.len(), e.boost.len(), s.effects[1].growth.len()], [1; 5]);
    assert_eq!(fixtures().enzymes[0].phenotypes.len(), 2);
}

#[test]
fn mass_and_moles_are_mixed_only_where_the_molar_mass_is_known() {
    let by = "by: Linear(\n                cl: (value: 12.0, unit: \"L/h\", source: \"a test\", label: STRUCT, confidence: High),\n            ),";
    let num = |value: &str, unit: &str| {
        format!("(value: {value}, unit: \"{unit}\", source: \"a test\", label: STRUCT, confidence: High)")
    };
    let saturable =
        |vmax: &str, km: &str| format!("by: Saturable(vmax: {}, km: {}),", num("8.0", vmax), num("0.1", km));
    let does = |what: &str| format!("{by})],\n    enzymes: [(enzyme: \"CYP0X\", does: {what}");
    let table = [
        (saturable("mg/h", "mg/L"), None),
        (saturable("umol/h", "mg/L"), Some("elimination[0].vmax")),
        (saturable("mg/h", "uM"), Some("elimination[0].km")),
        (does(&format!("Induces(emax: {}, ec50: {}),", num("1.0", "1"), num("1.0", "mg/L"))), None),
        (does(&format!("Induces(emax: {}, ec50: {}),", num("1.0", "1"), num("1.0", "nM"))), Some("enzymes[0].ec50")),
        (does(&format!("Inhibits(ki: {}),", num("1.0", "uM"))), Some("enzymes[0].ki")),
        (
            does(&format!("Inactivates(ki: {}, kinact: {}),", num("1.0", "pM"), num("1.0", "1/h"))),
            Some("enzymes[0].ki"),
        ),
    ];
    let mass = format!("molar_mass: {},\n    volume:", num("300.0", "g/mol"));
    for (text, field) in table {
        let mixed = changed(METABOLITE, by, &text);
        let found = problems_of(METABOLITE, &mixed);
        let named: Vec<&str> = found.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(named, field.into_iter().collect::<Vec<_>>(), "{text}: {found:?}");
        assert!(found.iter().all(|p| p.line > 0 && p.what.contains("one family")), "{found:?}");
        assert_eq!(problems_of(METABOLITE, &mixed.replacen("volume:", &mass, 1)), [], "with a molar mass");
    }
}

#[test]
fn lists_that_must_not_be_empty_say_so() {
    let without = |name: &str, from: &str, to: &str| {
        let (_, text) = fixture(name);
        let (a, b) = (text.find(from).expect(from), text.find(to).expect(to));
        problems_of(name, &format!("{}{from}],\n{}", &text[..a], &text[b..]))
    };
    for (name, from, to, field) in [
        (LEVEL, "    goals: [", "    budget: [", "goals"),
        (SYSTEM, "    effects: [", "    symptoms: [", "effects"),
        (DRUG, "    routes: [", "    volume: ", "routes"),
    ] {
        let found = without(name, from, to);
        assert!(found.iter().any(|p| p.field == field && p.line > 1 && p.what.contains("at least one")), "{found:?}");
    }
}

#[test]
fn an_axis_needs_a_hormone() {
    let (_, text) = fixture(SYSTEM);
    let (a, b) = (text.find("    tone: (").expect("it has one"), text.find("    axis: (").expect("it has one"));
    let found = problems_of(SYSTEM, &format!("{}{}", &text[..a], &text[b..]));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].field == "axis" && found[0].what.contains("tone"), "{}", found[0]);
}

#[test]
fn a_gated_effect_needs_a_store() {
    let (_, text) = fixture(SYSTEM);
    let (a, b) = (text.find("    store: (").expect("it has one"), text.find("    effects: [").expect("it has one"));
    let found = problems_of(SYSTEM, &format!("{}{}", &text[..a], &text[b..]));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].field == "effects[0].gated" && found[0].what.contains("store"), "{}", found[0]);
}

#[test]
fn a_text_of_another_shape_is_one_problem_with_its_line() {
    let table = [
        (DRUG, "    volume:", "    // volume:", "volume"),
        (DRUG, "    volume:", "    volumes:", "volumes"),
        (DRUG, "role: Agonist", "role: Agnoist", "Agnoist"),
        (DRUG, "does: Induces", "does: Reduces", "Reduces"),
        (DRUG, "only: If", "only: When", "When"),
        (DRUG, "label: STRUCT", "label: TRUE", "TRUE"),
        (DRUG, "confidence: High", "confidence: Certain", "Certain"),
        (DRUG, ", confidence: High", "", "confidence"),
        (DRUG, "value: 17.5", "value: much", ""),
        (DRUG, "value: 17.5", "value: \"17.5\"", ""),
        (DRUG, "entry: Bolus", "entry: Bath(1.0)", ""),
        (DRUG, "default: false", "default: 0", ""),
        (ENZYME, "phenotypes: [", "phenotypes: [()", ""),
        (ENZYME, "turnover:", "half_life:", "half_life"),
        (SYSTEM, "target: Gpcr", "target: Gpcrr", "Gpcrr"),
        (SYSTEM, "drive: Occupancy", "drive: Mood", "Mood"),
        (SYSTEM, "output: Suppresses", "output: Presses", "Presses"),
        (SYSTEM, "of: Late", "of: Early", "Early"),
        (SYSTEM, "stages: 2", "stages: -2", ""),
        (SYSTEM, "    symptoms: [", "    symptoms: [[", ""),
        (LEVEL, "duration: \"60d\"", "duration: 60", ""),
        (LEVEL, "times: 63", "times: -63", ""),
        (LEVEL, "times: 63", "times: 99999999999999999999", ""),
        (LEVEL, "Repeat(", "Reapeat(", "Reapeat"),
        (LEVEL, "receptors: 10000", "receptors: 1e4", ""),
        (LEVEL, "    teacher:", "    // teacher:", ""),
        (CHOICE, "Place(", "Places(", "Places"),
    ];
    for (name, find, replace, word) in table {
        let text = changed(name, find, replace);
        let found = problems_of(name, &text);
        assert_eq!(found.len(), 1, "{name}: {replace}: {found:?}");
        assert_eq!(found[0].file, name);
        assert!(found[0].line > 0, "{}", found[0]);
        assert!(found[0].what.contains(word), "{replace}: {}", found[0]);
    }
}

#[test]
fn garbage_is_one_problem_and_no_panic() {
    let deep = format!("({}", "[".repeat(100_000));
    let parens = "(".repeat(100_000);
    let strings = format!("(id: \"{}", "\\".repeat(1001));
    let garbage = [
        "",
        " ",
        "\u{feff}",
        "()",
        "(",
        ")",
        "((((",
        "[]",
        "42",
        "\"",
        "// only a comment",
        "(id: )",
        "\0\0\0",
        "🦀🦀🦀",
        "(id: \"x\" name: \"y\")",
        "#![enable(unwrap_newtypes)]",
        "/*",
        &deep,
        &parens,
        &strings,
    ];
    for kind in [Kind::Drug, Kind::System, Kind::Enzyme, Kind::Level] {
        for text in garbage {
            let found = fixtures().clone().extend([(kind, "garbage.ron", text)]);
            assert_eq!(found.len(), 1, "{kind:?}: {} characters", text.len());
            assert!(found[0].line > 0 && found[0].file == "garbage.ron", "{}", found[0]);
        }
    }
}

#[test]
fn all_errors_of_all_files_are_reported_together() {
    let drug = changed(DRUG, "value: 17.5", "value: -17.5").replacen("value: 0.35", "value: NaN", 1);
    let drug = drug.replacen("value: 0.9", "value: 9.0", 1);
    let level = changed(CHOICE, "days: 7", "days: 0").replacen("speed: \"12h\"", "speed: \"2\"", 1);
    let found = fixtures().clone().extend([(Kind::Level, CHOICE, level.as_str()), (Kind::Drug, DRUG, drug.as_str())]);
    let named: Vec<(&str, &str)> = found.iter().map(|p| (p.file.as_str(), p.field.as_str())).collect();
    for expected in
        [(DRUG, "volume"), (DRUG, "ke0"), (DRUG, "actions[0].efficacy"), (CHOICE, "speed"), (CHOICE, "good[0].days")]
    {
        assert!(named.contains(&expected), "{expected:?} in {named:?}");
    }
    assert_eq!(found.len(), 5, "{named:?}");
}

#[test]
fn every_shipped_number_needs_its_source() {
    let mut numbers = 0;
    let has_numbers = |kind: &Kind| !matches!(kind, Kind::Level | Kind::Scenario);
    let files = || embedded::FILES.iter().filter(|(kind, _, _)| has_numbers(kind));
    for (kind, name, text) in files() {
        for (at, _) in text.match_indices("source: \"") {
            let start = at + "source: \"".len();
            let end = start + text[start..].find('"').expect("a string ends");
            let unsourced = format!("{}{}", &text[..start], &text[end..]);
            let found = library().clone().extend([(*kind, *name, unsourced.as_str())]);
            assert_eq!(found.len(), 1, "{name}: {found:?}");
            assert!(found[0].what.contains("source"), "{}", found[0]);
            let line = 1 + text[..at].matches('\n').count();
            assert!(found[0].line <= line && line - found[0].line <= 3, "line {line}: {}", found[0]);
            numbers += 1;
        }
    }
    let written: usize = files().map(|(_, _, text)| text.matches("value:").count()).sum();
    assert_eq!(numbers, written, "all numbers were tried");
    assert_eq!(numbers, library().ledger.len(), "and all are in the ledger");
    assert!(numbers > 100);
}

#[test]
fn a_broken_file_is_left_out_and_a_mended_one_comes_back() {
    // Broken in itself, or by what it names: what was there before stays, the numbers in the ledger too.
    for (find, replace) in [("value: 17.5", "value: -17.5"), ("system: \"example\"", "system: \"exemple\"")] {
        let mut lib = fixtures().clone();
        let broken = changed(DRUG, find, replace);
        assert_eq!(lib.extend([(Kind::Drug, DRUG, broken.as_str())]).len(), 1);
        assert_eq!(lib.drug("examplol"), fixtures().drug("examplol"), "{replace}: the good one stays");
        assert_eq!(lib.ledger.len(), fixtures().ledger.len(), "{replace}");
        let other = changed(DRUG, "value: 17.5", "value: 27.5");
        assert!(lib.extend([(Kind::Drug, DRUG, other.as_str())]).is_empty());
        assert_eq!(lib.drug("examplol").map(|d| d.volume_l), Some(27.5));
        assert_eq!(lib.drugs.len(), fixtures().drugs.len(), "it was replaced, not added");
        assert_eq!(lib.ledger.len(), fixtures().ledger.len(), "{replace}");
    }
    let mut lib = fixtures().clone();
    let broken = changed(SYSTEM, "Concentration(\"examplol\")", "Concentration(\"exemplol\")");
    assert_eq!(lib.extend([(Kind::System, SYSTEM, broken.as_str())]).len(), 1);
    assert_eq!(lib.system("example"), fixtures().system("example"), "the good one stays");
}

#[test]
fn a_level_whose_drug_is_broken_says_which_drug_is_missing() {
    let broken = changed(DRUG, "value: 17.5", "value: -17.5");
    let all = FILES.map(|(k, n, t)| (k, n, if n == DRUG { broken.as_str() } else { t }));
    let found = Library::from_texts(all).expect_err("one drug is broken");
    assert!(found.iter().any(|p| p.file == DRUG && p.field == "volume"), "{found:?}");
    assert!(found.iter().any(|p| p.file == LEVEL && p.field == "drugs[0]"), "{found:?}");
}

#[test]
fn two_files_with_one_id_are_one_too_many() {
    let twice = |kind: Kind, name: &'static str| {
        let (_, text) = fixture(name);
        let found = fixtures().clone().extend([(kind, name, text), (kind, "copy.ron", text)]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].file == "copy.ron" && found[0].field == "id" && found[0].what.contains(name), "{}", found[0]);
    };
    twice(Kind::Drug, DRUG);
    twice(Kind::System, SYSTEM);
    twice(Kind::Enzyme, ENZYME);
    twice(Kind::Level, LEVEL);
}
