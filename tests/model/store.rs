//! Mediator stores: use, refill, the reserve behind them, and what they gate.

use model::drug::{Action, Role};
use model::engine::Engine;
use model::flow::Running;
use model::math::exp;
use model::plan::Act;
use model::real::Flow;
use model::receptor::Cycle;
use model::store::{Reserve, Store};
use model::system::{System, Transduction};

use crate::support::{advance, at, bath, close, dish, give, mere_agonist, played, tone};

const OPERATIONAL: Transduction = Transduction::Operational { tau: 1.0 };

fn gated(store: Store) -> System {
    let mut s = dish(Cycle::still(1800.0), OPERATIONAL);
    s.store = Some(store);
    s.effects[0].gated = true;
    s
}

fn store(refill_per_h: f64, release_per_h: f64, spent: f64, reserve: Option<Reserve>) -> Store {
    Store { name: "m".to_owned(), refill_per_h, release_per_h, spent, reserve }
}

#[test]
fn a_store_that_is_used_runs_down_and_refills() {
    // refill (1 - M) = spent release rho M
    let s = gated(store(0.9, 14.0, 0.5, None));
    let engine = Engine::new(&s, &[&bath(mere_agonist("dish"))]);
    let run = played(engine, &[(0.0, give(0, 1.0)), (20.0, Act::Wash)], 40.0, 0.25);
    let low = 0.9 / (0.9 + 0.5 * 14.0 * 0.5);
    for t in [0.25, 1.0, 5.0, 20.0] {
        let rate = 0.9 + 0.5 * 14.0 * 0.5;
        close(at(&run.trace, "store", t), low + (1.0 - low) * exp(-rate * t), 1e-6, &format!("store at {t} h"));
    }
    for t in [1.0, 3.0, 10.0] {
        close(at(&run.trace, "store", 20.0 + t), 1.0 - (1.0 - low) * exp(-0.9 * t), 1e-6, "refill");
    }
    let x = 0.5 * low;
    close(at(&run.trace, "effect.response", 20.0), x / (1.0 + x), 1e-6, "the store gates the effect");
}

#[test]
fn a_store_under_tone_starts_where_use_and_refill_meet() {
    let mut s = gated(store(0.9, 2.0, 1.0, None));
    s.tone = Some(tone(1.0));
    let engine = Engine::new(&s, &[]);
    let mut body = engine.naive_body();
    let start = body.clone();
    close(body.y[engine.layout.store.expect("it has one")], 0.9 / 1.9, 1e-12, "store at the set point");
    advance(&engine, &mut body, 500.0);
    for (a, b) in body.y.iter().zip(&start.y) {
        close(*a, *b, 1e-9, "no drift");
    }
    close(engine.now(&body).net[0], 0.0, 1e-9, "effect 0 is the set point");
}

#[test]
fn a_store_settles_with_its_reserve_where_nothing_flows() {
    for (refill, release, spent, size, synthesis, u) in
        [(0.9, 14.0, 0.5, 4.0, 0.05, 0.7), (2.0, 3.0, 1.0, 0.5, 0.3, 1.0), (0.1, 5.0, 0.2, 40.0, 0.001, 0.2)]
    {
        let s = store(refill, release, spent, Some(Reserve { size, synthesis_per_h: synthesis }));
        let (m, q) = s.settled(u);
        let mut d = [0.0; 2];
        s.flow(u, 0, &[m, q], &mut d);
        close(d[0], 0.0, 1e-12, "store");
        close(d[1], 0.0, 1e-12, "reserve");
        // What is used is what is made: synthesis (1 - Q) size = spent release u M.
        close(synthesis * (1.0 - q) * size, spent * release * u * m, 1e-12, "in is out");
        assert!(0.0 < m && m < q && q < 1.0, "{m} below {q}");
        assert_eq!(s.settled(0.0), (1.0, 1.0), "at rest both are full");
    }
    let plain = store(0.9, 14.0, 0.5, None);
    close(plain.settled(0.5).0, 0.9 / (0.9 + 3.5), 1e-15, "without a reserve");
}

#[test]
fn a_body_with_a_reserve_starts_settled_under_its_tone() {
    let mut s = gated(store(0.9, 2.0, 1.0, Some(Reserve { size: 3.0, synthesis_per_h: 0.02 })));
    s.tone = Some(tone(0.5));
    let engine = Engine::new(&s, &[]);
    let body = engine.naive_body();
    let mut d = vec![0.0; engine.layout.len];
    Running { engine: &engine, input: &body.input }.flow(&body.y, &mut d);
    for (name, d) in engine.layout.names.iter().zip(&d) {
        close(*d, 0.0, 1e-12, name);
    }
}

#[test]
fn struct_a_short_rest_fills_the_store_from_the_reserve_and_a_long_one_fills_both() {
    let s = gated(store(2.0, 10.0, 1.0, Some(Reserve { size: 3.0, synthesis_per_h: 0.05 })));
    let engine = Engine::new(&s, &[&bath(mere_agonist("dish"))]);
    let run = played(engine, &[(0.0, give(0, 3.0)), (12.0, Act::Wash)], 200.0, 0.5);
    let store = |t| at(&run.trace, "store", t);
    let reserve = |t| at(&run.trace, "store.reserve", t);
    assert!(store(12.0) < 0.1 && reserve(12.0) < 0.5, "used up: {} of {}", store(12.0), reserve(12.0));
    close(store(14.5), reserve(14.5), 0.02, "within hours the store is as full as its reserve");
    assert!(store(14.5) < 0.6, "and no fuller, here {}", store(14.5));
    assert!(store(200.0) > 0.99 && reserve(200.0) > 0.99, "days fill both");
}

#[test]
fn a_drug_that_releases_the_mediator_works_by_what_is_stored() {
    // The tone's concentration is multiplied by 1 + (factor - 1) rho M, and what is released is used up.
    let mut s = dish(Cycle::still(1800.0), OPERATIONAL);
    s.store = Some(store(0.5, 8.0, 1.0, None));
    s.tone = Some(tone(0.2));
    let releaser = Action { role: Role::Indirect, efficacy: 11.0, releases: true, ..mere_agonist("dish") };
    let engine = Engine::new(&s, &[&bath(releaser)]);
    let mut body = engine.naive_body();
    engine.apply(&mut body, &give(0, 4.0));
    let rho = 0.8;
    let full = 0.2 * (1.0 + 10.0 * rho);
    close(engine.now(&body).drive.occupied, full / (1.0 + full), 1e-12, "the first answer");
    let first = engine.now(&body).net[0];
    advance(&engine, &mut body, 100.0);
    let m = 0.5 / (0.5 + 8.0 * rho);
    let tired = 0.2 * (1.0 + 10.0 * rho * m);
    close(engine.now(&body).drive.occupied, tired / (1.0 + tired), 1e-7, "the lasting one");
    assert!(engine.now(&body).net[0] < 0.4 * first, "tachyphylaxis");
    // A direct agonist asks nothing of this store.
    let engine = Engine::new(&s, &[&bath(mere_agonist("dish"))]);
    let run = played(engine, &[(0.0, give(0, 4.0))], 50.0, 5.0);
    close(at(&run.trace, "store", 50.0), 1.0, 1e-9, "no effect of this system runs on it");
}
