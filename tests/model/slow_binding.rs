//! Slow binding: a published model of opioid reversal, its closed forms, and how slow and fast ligands share receptors.

use model::drug::{Action, Drug, Role, Slow};
use model::engine::{Body, Engine};
use model::math::{exp, pow};
use model::plan::Act;
use model::receptor::Cycle;
use model::slow_binding::standing_q;
use model::system::Transduction;

use crate::support::{advance, bath, close, dish, give, mere_agonist, oracle};

fn slowly(action: Action, koff_per_h: f64, hill: f64) -> Action {
    Action { slow: Some(Slow { koff_per_h, hill }), ..action }
}

fn antagonist() -> Action {
    Action { role: Role::Antagonist, efficacy: 0.0, ..mere_agonist("dish") }
}

fn named(id: &str, action: Action) -> Drug {
    Drug { id: id.to_owned(), ..bath(action) }
}

fn with(drugs: &[Drug]) -> (Engine, Body) {
    let system = dish(Cycle::still(1800.0), Transduction::Operational { tau: 3.0 });
    let engine = Engine::new(&system, &drugs.iter().collect::<Vec<_>>());
    let body = engine.naive_body();
    (engine, body)
}

fn held(engine: &Engine, body: &Body, drug: usize) -> f64 {
    body.y[engine.layout.drugs[drug].bound.expect("it binds slowly")]
}

#[test]
fn id_naloxone_throws_fentanyl_out_as_in_fdas_model() {
    // Mann 2022, FDA's repository: kon in pM^-n/s, koff in 1/s, n. Fentanyl 1 nM from the start, naloxone 10 nM after
    // 15 minutes. The published constants as they are.
    let published = |id: &str, kon: f64, koff: f64, n: f64| {
        // Kd^n = koff/kon, in pM; the bath is in nM.
        let kd = pow(koff / kon, 1.0 / n) / 1000.0;
        let role = if id == "naloxone" { antagonist() } else { mere_agonist("dish") };
        named(id, Action { kd, ..slowly(role, koff * 3600.0, n) })
    };
    let drugs = [published("fentanyl", 3.081e-5, 0.004_331, 0.8439), published("naloxone", 1.669e-4, 0.039_59, 0.858)];
    let (engine, mut body) = with(&drugs);
    engine.apply(&mut body, &give(0, 1.0));
    let mut reversed = false;
    for row in oracle("fda_fentanyl1nM_naloxone10nM_binding.csv") {
        let t = row[0] / 3600.0;
        if row[0] > 900.0 && !reversed {
            advance(&engine, &mut body, 0.25);
            engine.apply(&mut body, &give(1, 10.0));
            reversed = true;
        }
        advance(&engine, &mut body, t);
        for drug in [0, 1] {
            close(held(&engine, &body, drug), row[1 + drug], 1e-4, &format!("drug {drug} at {} s", row[0]));
        }
    }
    assert!(reversed);
}

#[test]
fn alone_it_comes_and_goes_as_one_exponential() {
    let (koff, hill, q) = (0.7, 0.57, 4.0);
    let (engine, mut body) = with(&[named("slow", slowly(mere_agonist("dish"), koff, hill))]);
    engine.apply(&mut body, &give(0, q));
    let on = pow(q, hill);
    let there = |t: f64| on / (1.0 + on) * (1.0 - exp(-koff * (1.0 + on) * t));
    for t in [0.1, 0.5, 1.0, 3.0] {
        advance(&engine, &mut body, t);
        close(held(&engine, &body, 0), there(t), 1e-6, &format!("after {t} h"));
        close(engine.now(&body).drive.occupied, held(&engine, &body, 0), 1e-12, "what it holds is what it occupies");
    }
    engine.apply(&mut body, &Act::Wash);
    for t in [0.5, 2.0, 6.0] {
        advance(&engine, &mut body, 3.0 + t);
        close(held(&engine, &body, 0), there(3.0) * exp(-koff * t), 1e-6, &format!("{t} h after washing"));
    }
    assert!(engine.drug_aboard(&body), "what is bound is still aboard");
}

#[test]
fn a_fast_antagonist_takes_only_what_is_free_and_wins_with_time() {
    let drugs = [named("slow", slowly(mere_agonist("dish"), 0.05, 1.0)), named("fast", antagonist())];
    let (engine, mut body) = with(&drugs);
    engine.apply(&mut body, &give(0, 9.0));
    advance(&engine, &mut body, 400.0);
    close(held(&engine, &body, 0), 0.9, 1e-6, "balance before");
    let effect = engine.now(&body).net[0];
    engine.apply(&mut body, &give(1, 20.0));
    let now = engine.now(&body);
    // The antagonist shares the tenth that is free with nobody: q/(1 + q) of it.
    let b = held(&engine, &body, 0);
    close(now.shares.rho[0], b, 1e-12, "the agonist keeps its places");
    close(now.shares.rho[1], (1.0 - b) * 20.0 / 21.0, 1e-12, "the antagonist fills what is left");
    close(now.net[0], effect, 1e-12, "and changes nothing yet");
    advance(&engine, &mut body, 2000.0);
    // db/dt = 0: 9 (1 - b)/(1 + 20) = b.
    close(held(&engine, &body, 0), 9.0 / 30.0, 1e-6, "in the end it competes like any other");
}

#[test]
fn standing_shares_come_out_as_they_are_held() {
    // Two slow ligands, two fast ones and a modulator, far from balance.
    let drugs = [
        named("a", slowly(mere_agonist("dish"), 1.0, 0.8)),
        named("b", slowly(antagonist(), 0.1, 1.2)),
        named("c", Action { efficacy: 0.4, ..mere_agonist("dish") }),
        named("d", antagonist()),
        named("e", Action { role: Role::Modulator, efficacy: 5.0, ..mere_agonist("dish") }),
    ];
    let (engine, mut body) = with(&drugs);
    for (drug, q) in [(0, 3.0), (2, 2.0), (3, 0.5), (4, 1.5)] {
        engine.apply(&mut body, &give(drug, q));
    }
    for (a, b) in [(0.0, 0.0), (0.3, 0.2), (0.05, 0.9), (0.999, 0.0)] {
        for (drug, share) in [(0, a), (1, b)] {
            body.y[engine.layout.drugs[drug].bound.expect("slow")] = share;
        }
        let now = engine.now(&body);
        close(now.shares.rho[0], a, 1e-9, "a");
        close(now.shares.rho[1], b, 1e-9, "b");
        // The modulator multiplies the fast ones' affinity by 1 + 4 * 0.6.
        let fast = 3.4 * 2.5;
        close(now.shares.rho[2], (1.0 - a - b) * 3.4 * 2.0 / (1.0 + fast), 1e-9, "c");
        close(now.shares.free, (1.0 - a - b) / (1.0 + fast), 1e-9, "free");
    }
    close(standing_q(0.25, 0.25, 0.0), 1.0 / 3.0, 1e-15, "a quarter held by one ligand is q = 1/3");
}

#[test]
fn what_else_a_slow_drug_does_here_is_fast_and_takes_no_second_place() {
    let both = Drug {
        actions: vec![
            slowly(mere_agonist("dish"), 0.05, 1.0),
            Action { role: Role::Parallel, kd: 2.0, ..mere_agonist("dish") },
        ],
        ..named("both", mere_agonist("dish"))
    };
    let (engine, mut body) = with(&[both]);
    engine.apply(&mut body, &give(0, 6.0));
    body.y[engine.layout.drugs[0].bound.expect("slow")] = 0.6;
    let now = engine.now(&body);
    close(now.shares.rho[0], 0.6, 1e-12, "the pocket");
    close(now.shares.rho[1], 3.0 / 4.0, 1e-12, "the other receptor, at its own Kd and at once");
    close(now.shares.free, 0.4, 1e-12, "nobody else is in the pocket");
    let x = 3.0 * 0.6 + 0.75;
    close(now.net[0], x / (1.0 + x), 1e-12, "both signals");
}
