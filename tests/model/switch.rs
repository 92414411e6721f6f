//! Switches: what needs one is there or not, and the evidence decides unless the setting does.

use model::assemble::{AssembleError, Setting};
use model::channel::DriveBy;
use model::drug::{Action, Drug, Entry, Role};
use model::engine::Engine;
use model::enzyme::{Enzyme, EnzymeEffect, Influence};
use model::learning::Learning;
use model::receptor::Cycle;
use model::sensitization::Sensitization;
use model::switch::{Only, Switch, holds};
use model::system::{System, Transduction};

use crate::support::{advance, bath, channel, close, dish, give, library, mere_agonist, plain_drug};

fn switch(id: &str, default: bool) -> Switch {
    let text = || "two words".to_owned();
    Switch { id: id.to_owned(), name: text(), evidence: text(), claim: text(), default }
}

fn only_if(id: &str) -> Option<Only> {
    Some(Only::If(id.to_owned()))
}

fn unless(id: &str) -> Option<Only> {
    Some(Only::Unless(id.to_owned()))
}

fn set(id: &str, on: bool) -> Setting {
    Setting { switches: vec![(id.to_owned(), on)], ..Setting::default() }
}

#[test]
fn a_block_is_there_as_its_switch_says() {
    let switches = [switch("on", true), switch("off", false)];
    for (only, there) in [
        (None, true),
        (only_if("on"), true),
        (unless("on"), false),
        (only_if("off"), false),
        (unless("off"), true),
        (only_if("unknown"), false),
        (unless("unknown"), true),
    ] {
        assert_eq!(holds(only.as_ref(), &switches), there, "{only:?}");
    }
}

/// A system in which a channel, a sensitisation and a learning need the switch, another channel its absence.
fn disputed(default: bool) -> System {
    let mut s = dish(Cycle::still(1800.0), Transduction::Operational { tau: 1.0 });
    s.switches = vec![switch("claim", default)];
    s.channels = vec![channel(DriveBy::Occupancy, 2.0, 2.0, 1), channel(DriveBy::Occupancy, 2.0, 2.0, 1)];
    s.channels[0].only = only_if("claim");
    s.channels[1].only = unless("claim");
    s.channels[1].id = "b".to_owned();
    s.sensitization = vec![Sensitization {
        id: "c".to_owned(),
        name: "c".to_owned(),
        drive: DriveBy::Occupancy,
        recover_h: 10.0,
        spend_per_h: 1.0,
        power: 1.0,
        gain_per_h: 1.0,
        fade_h: 10.0,
        only: only_if("claim"),
    }];
    s.learning = vec![Learning {
        id: "d".to_owned(),
        name: "d".to_owned(),
        drive: DriveBy::Occupancy,
        on_h: 2.0,
        extinction_h: 20.0,
        only: only_if("claim"),
    }];
    s
}

#[test]
fn adaptations_that_need_a_switch_stand_still_without_it() {
    for default in [false, true] {
        for chosen in [None, Some(false), Some(true)] {
            let setting = chosen.map_or_else(Setting::default, |on| set("claim", on));
            let drug = bath(mere_agonist("dish"));
            let engine = Engine::assemble(&disputed(default), &[&drug], &[], &setting).expect("known");
            let mut body = engine.naive_body();
            engine.apply(&mut body, &give(0, 3.0));
            advance(&engine, &mut body, 5.0);
            let on = chosen.unwrap_or(default);
            let moved = [
                engine.channel(0, &body.y),
                1.0 - engine.channel(1, &body.y),
                body.y[engine.layout.sensitization[0] + 1],
                body.y[engine.layout.learning[0]],
            ];
            for (i, moved) in moved.into_iter().enumerate() {
                let what = format!("block {i}, by itself {default}, chosen {chosen:?}: {moved}");
                assert!(if on { moved > 0.1 } else { moved < 0.9 }, "{what}");
            }
            close(engine.channel(usize::from(on), &body.y), 0.0, 0.0, "what is not there stands still");
        }
    }
}

#[test]
fn a_drug_acts_and_touches_enzymes_as_its_switch_says() {
    let enzyme = Enzyme {
        id: "e".to_owned(),
        name: "e".to_owned(),
        summary: String::new(),
        turnover_per_h: 0.1,
        phenotypes: Vec::new(),
    };
    let effect = |does, only| EnzymeEffect { enzyme: "e".to_owned(), does, only };
    let drug = Drug {
        switches: vec![switch("claim", false)],
        actions: vec![
            Action { only: unless("claim"), ..mere_agonist("dish") },
            Action { only: only_if("claim"), role: Role::Antagonist, efficacy: 0.0, ..mere_agonist("dish") },
        ],
        enzymes: vec![
            effect(Influence::Inhibits { ki: 1.0 }, unless("claim")),
            effect(Influence::Induces { emax: 3.0, ec50: 1.0 }, only_if("claim")),
        ],
        ..plain_drug("drug", Entry::Bath, Vec::new())
    };
    let system = dish(Cycle::still(1800.0), Transduction::Operational { tau: 1.0 });
    let look = |setting: &Setting| {
        let engine = Engine::assemble(&system, &[&drug], core::slice::from_ref(&enzyme), setting).expect("known");
        let mut body = engine.naive_body();
        engine.apply(&mut body, &give(0, 1.0));
        advance(&engine, &mut body, 500.0);
        let pool = &engine.layout.enzymes[0];
        (engine.now(&body).drive.occupied, body.y[pool.at], pool.active(&body.y, |_| 1.0))
    };
    let (occupied, amount, active) = look(&Setting::default());
    close(occupied, 0.5, 1e-12, "an agonist, as the evidence has it");
    close(amount, 1.0, 1e-9, "that induces nothing");
    close(active, 0.5, 1e-9, "and inhibits");
    let (occupied, amount, active) = look(&set("claim", true));
    close(occupied, 0.0, 1e-12, "an antagonist, as the claim has it");
    close(amount, 2.5, 1e-6, "that induces");
    close(active, 2.5, 1e-6, "and inhibits nothing");
}

#[test]
fn an_unknown_switch_is_refused_with_what_there_is() {
    let error = Engine::assemble(&disputed(true), &[], &[], &set("clam", true)).expect_err("no such switch");
    assert_eq!(error, AssembleError::Switch("clam".to_owned(), "claim".to_owned()));
    assert_eq!(error.to_string(), "no switch \"clam\" here; allowed: claim");
}

#[test]
fn every_shipped_switch_changes_something() {
    // Each claim, on and off, in the body that it is about: the equations are not the same.
    let mut tried = 0;
    let of_systems = library().systems.iter().flat_map(|s| {
        let first = library().drugs_for(&s.id).next().expect("every system has a drug");
        s.switches.iter().map(move |x| (s.id.as_str(), first.id.as_str(), x.id.as_str()))
    });
    let of_drugs = library().drugs.iter().flat_map(|d| {
        let place = d.actions.first().map_or("mu_opioid", |a| a.system.as_str());
        d.switches.iter().map(move |x| (place, d.id.as_str(), x.id.as_str()))
    });
    for (system, drug, id) in of_systems.chain(of_drugs) {
        let run = |on: bool| {
            let engine = library().assemble(system, &[drug], &set(id, on)).expect("known");
            let acts: Vec<_> = (0..28).map(|k| (12.0 * f64::from(k), give(0, 2.0))).collect();
            crate::support::played(engine, &acts, 340.0, 1e9).body.y
        };
        let (on, off) = (run(true), run(false));
        let apart = on.len() != off.len() || on.iter().zip(&off).any(|(a, b)| (a - b).abs() > 1e-4);
        assert!(apart, "{id} changes {drug} in {system}");
        tried += 1;
    }
    let declared = library().systems.iter().map(|s| s.switches.len()).sum::<usize>()
        + library().drugs.iter().map(|d| d.switches.len()).sum::<usize>();
    assert_eq!(tried, declared);
}
