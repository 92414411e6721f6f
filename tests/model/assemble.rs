//! Putting an engine together: what is gathered, where everything lies, and what is refused.

use model::assemble::{AssembleError, Setting};
use model::content::Library;
use model::drug::{Drug, Entry};
use model::engine::Engine;
use model::marks::MAX_STATES;
use model::receptor::Cycle;
use model::system::Transduction;

use crate::fixture::fixtures;
use crate::support::{bath, dish, library, mere_agonist, plain_drug};

fn refused(library: &Library, system: &str, drugs: &[&str], setting: &Setting) -> String {
    library.assemble(system, drugs, setting).expect_err("it cannot be assembled").to_string()
}

#[test]
fn what_comes_of_a_drug_stands_behind_those_that_were_asked_for() {
    let ids = |drugs: &[&str]| -> Vec<String> {
        let engine = fixtures().assemble("example", drugs, &Setting::default()).expect("known");
        engine.drugs.iter().map(|d| d.id.clone()).collect()
    };
    assert_eq!(ids(&["examplol"]), ["examplol", "examplone", "companiol"]);
    assert_eq!(ids(&["examplone", "examplol"]), ["examplone", "examplol", "companiol"], "none comes twice");
    assert_eq!(ids(&["examplol", "examplol"]), ["examplol", "examplone", "companiol"], "not even when asked twice");
    assert_eq!(ids(&["companiol"]), ["companiol"]);
    assert_eq!(ids(&[]), [] as [&str; 0]);
}

#[test]
fn unknown_names_are_refused_with_what_is_allowed() {
    let with = |enzymes: Vec<(String, f64)>, switches: Vec<(String, bool)>| Setting { switches, enzymes };
    let none = Setting::default();
    let table = [
        (refused(fixtures(), "exemple", &[], &none), "no body system \"exemple\"; allowed: example"),
        (
            refused(fixtures(), "example", &["aspirin"], &none),
            "no drug \"aspirin\"; allowed: examplol, examplone, companiol",
        ),
        (
            refused(fixtures(), "example", &[], &with(vec![("CYP9".to_owned(), 1.0)], Vec::new())),
            "no enzyme \"CYP9\"; allowed: CYP0X",
        ),
        (
            refused(fixtures(), "example", &[], &with(Vec::new(), vec![("examplol_induces".to_owned(), true)])),
            "no switch \"examplol_induces\" here; allowed: downstream_adapts",
        ),
        (refused(&Library::default(), "example", &[], &none), "no body system \"example\"; allowed: none"),
    ];
    for (error, right) in table {
        assert_eq!(error, right);
    }
}

#[test]
fn too_large_a_body_is_refused_with_the_limit() {
    let crowd: Vec<Drug> = (0..300).map(|i| Drug { id: format!("d{i}"), ..bath(mere_agonist("dish")) }).collect();
    let system = dish(Cycle::still(1800.0), Transduction::Operational { tau: 1.0 });
    let all: Vec<&Drug> = crowd.iter().collect();
    let error = Engine::assemble(&system, &all, &[], &Setting::default()).expect_err("too many");
    assert!(matches!(error, AssembleError::TooLarge(n) if n > MAX_STATES), "{error}");
    assert!(error.to_string().contains(&format!("allowed: {MAX_STATES}")), "{error}");
    assert!(Engine::assemble(&system, &all[..100], &[], &Setting::default()).is_ok());
}

#[test]
fn every_state_has_one_name_and_one_place() {
    for s in &library().systems {
        let drugs: Vec<&str> = library().drugs_for(&s.id).map(|d| d.id.as_str()).take(4).collect();
        let engine = library().assemble(&s.id, &drugs, &Setting::default()).expect("four drugs fit");
        let l = &engine.layout;
        assert_eq!(l.names.len(), l.len, "{}", s.id);
        let mut names = l.names.clone();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), l.len, "{}: {:?}", s.id, l.names);
        let columns = engine.columns();
        let mut series: Vec<&str> = columns.iter().map(|c| c.series.as_str()).collect();
        series.sort_unstable();
        let count = series.len();
        series.dedup();
        assert_eq!(series.len(), count, "{}: every series once", s.id);
        let body = engine.naive_body();
        let mut row = Vec::new();
        engine.observe(&body.y, true, &body.given_du, &mut row);
        assert_eq!(row.len(), columns.len(), "{}: a value for every series", s.id);
    }
}

#[test]
fn a_person_is_born_with_the_activity_that_the_setting_says() {
    let setting = Setting { enzymes: vec![("CYP0X".to_owned(), 0.25)], ..Setting::default() };
    let engine = fixtures().assemble("example", &["examplol"], &setting).expect("known");
    let pool = &engine.layout.enzymes[0];
    let body = engine.naive_body();
    assert_eq!(pool.active(&body.y, |_| 0.0), 0.25);
    assert_eq!(body.y[pool.at], 1.0, "the amount is counted in their own usual");
}

#[test]
fn an_enzyme_that_nobody_touches_is_left_out() {
    let engine = fixtures().assemble("example", &["companiol"], &Setting::default()).expect("known");
    assert!(engine.layout.enzymes.is_empty());
    let engine = fixtures().assemble("example", &["examplol"], &Setting::default()).expect("known");
    assert_eq!(engine.layout.enzymes.len(), 1);
}

#[test]
fn no_drugs_and_a_drug_that_does_nothing_are_bodies_too() {
    let system = dish(Cycle::still(1800.0), Transduction::Operational { tau: 1.0 });
    for drugs in [Vec::new(), vec![plain_drug("x", Entry::Bolus, Vec::new())]] {
        let engine = Engine::new(&system, &drugs.iter().collect::<Vec<_>>());
        let mut body = engine.naive_body();
        crate::support::advance(&engine, &mut body, 10.0);
        assert_eq!(engine.now(&body).net[0], 0.0);
        assert_eq!(engine.probe_name(), None);
    }
}
