//! What a receptor may do next: the table's rates, and numbers that are in the content.

use model::assemble::Setting;
use model::content::Library;
use model::receptor::{Fate, ReceptorState, STATES};
use model::run::play;

use crate::support::close;

#[test]
fn every_prospect_rests_on_numbers_of_the_systems_file() {
    let library = Library::embedded().expect("the shipped content is right");
    let mut seen = 0;
    for system in &library.systems {
        let engine = library.assemble(&system.id, &[], &Setting::default()).expect("a system stands alone");
        let body = engine.naive_body();
        let drive = engine.now(&body).drive;
        for state in STATES {
            let outlook = engine.outlook(&body, state);
            let rates: f64 = engine.system.cycle.exits(state, &drive).iter().map(|(_, rate)| rate).sum();
            close(outlook.iter().map(|p| p.rate_per_h).sum(), rates, 1e-9 * (1.0 + rates), "all exits are there");
            assert!(outlook.windows(2).all(|w| w[0].rate_per_h >= w[1].rate_per_h), "the likeliest first");
            for p in outlook {
                assert!(!p.fields.is_empty(), "{}, {state:?}: {p:?}", system.id);
                for field in &p.fields {
                    let known = |e: &model::problem::Entry| e.file.contains(&system.id) && e.field == *field;
                    assert!(library.ledger.iter().any(known), "{}: no number {field}", system.id);
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 100, "{seen} numbers");
}

#[test]
fn a_silenced_receptor_may_come_back_or_be_taken_in() {
    let library = Library::embedded().expect("the shipped content is right");
    let engine = library.assemble("mu_opioid", &["damgo"], &Setting::default()).expect("it is shipped");
    let mut body = engine.naive_body();
    engine.apply(&mut body, &model::plan::Act::Give { drug: 0, route: 0, du: 10.0 });
    let fates: Vec<Fate> = engine.outlook(&body, ReceptorState::Arrestin).iter().map(|p| p.fate).collect();
    for fate in [Fate::To(ReceptorState::Resting), Fate::To(ReceptorState::Pit)] {
        assert!(fates.contains(&fate), "{fates:?}");
    }
}

#[test]
fn the_states_that_are_listed_are_those_that_receptors_come_into() {
    let library = Library::embedded().expect("the shipped content is right");
    let reached = |system: &str| library.system(system).expect("it is shipped").cycle.reached();
    assert_eq!(reached("mu_opioid"), STATES, "a receptor of seven helices goes through all of them");
    let pump = [ReceptorState::Resting, ReceptorState::Active, ReceptorState::Phosphorylated, ReceptorState::New];
    assert_eq!(reached("parietal_cell"), pump, "a pump is not taken in");
    assert_eq!(reached("vascular_nitrate"), [ReceptorState::Resting, ReceptorState::Active], "an enzyme stays");
    for (scenario, plan) in library.levels.iter().map(|level| (level, &level.good)) {
        let engine = scenario.engine(&library).expect("a checked level");
        let listed = engine.system.cycle.reached();
        let run = play(engine, plan, scenario.duration_h, scenario.duration_h / 50.0).expect("it is solved");
        for state in STATES.into_iter().filter(|s| !listed.contains(s)) {
            let series = format!("receptors.{}", state.name());
            let most = run.trace.series(&series).into_iter().flatten().fold(0.0_f64, |a, b| a.max(*b));
            assert!(most < 1e-9, "{}: {most} in {series}, which is not listed", scenario.id);
        }
    }
}
