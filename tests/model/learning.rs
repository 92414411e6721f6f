//! Learnt tolerance: it grows and is unlearnt in the usual place only, and acts only there.

use model::channel::DriveBy;
use model::engine::Engine;
use model::learning::Learning;
use model::math::exp;
use model::plan::Act;
use model::receptor::Cycle;
use model::system::{System, Transduction};

use crate::support::{advance, bath, close, dish, give, mere_agonist};

const ON: f64 = 6.0;
const EXTINCTION: f64 = 40.0;

fn learnt() -> System {
    let mut s = dish(Cycle::still(1800.0), Transduction::Operational { tau: 1.0 });
    s.learning = vec![Learning {
        id: "cue".to_owned(),
        name: "cue".to_owned(),
        drive: DriveBy::Occupancy,
        on_h: ON,
        extinction_h: EXTINCTION,
        only: None,
    }];
    s.effects[0].shift = vec![(0, 2.0)];
    s
}

const AWAY: Act = Act::Place { usual: false };
const BACK: Act = Act::Place { usual: true };

#[test]
fn learning_approaches_what_drive_and_extinction_leave() {
    for q in [0.25_f64, 1.0, 19.0] {
        let engine = Engine::new(&learnt(), &[&bath(mere_agonist("dish"))]);
        let mut body = engine.naive_body();
        engine.apply(&mut body, &give(0, q));
        let u = q / (1.0 + q);
        let rate = u / ON + (1.0 - u) / EXTINCTION;
        for t in [1.0, 5.0, 30.0] {
            advance(&engine, &mut body, t);
            let v = u / ON / rate * (1.0 - exp(-rate * t));
            close(body.y[engine.layout.learning[0]], v, 1e-6, &format!("learnt by {t} h at {u}"));
        }
    }
}

#[test]
fn it_acts_only_where_it_was_learnt() {
    let engine = Engine::new(&learnt(), &[&bath(mere_agonist("dish"))]);
    let mut body = engine.naive_body();
    body.y[engine.layout.learning[0]] = 0.7;
    engine.apply(&mut body, &give(0, 3.0));
    let effect = |q: f64| {
        let rho = q / (1.0 + q);
        rho / (1.0 + rho)
    };
    close(engine.now(&body).net[0], effect(3.0 / 2.4), 1e-12, "in the usual place: 1 + 2 * 0.7");
    engine.apply(&mut body, &AWAY);
    close(engine.now(&body).net[0], effect(3.0), 1e-12, "elsewhere the same dose meets a naive body");
    close(engine.shift(0, &body), 1.0, 0.0, "no shift");
    engine.apply(&mut body, &BACK);
    close(engine.now(&body).net[0], effect(3.0 / 2.4), 1e-12, "it is still there");
}

#[test]
fn it_is_unlearnt_in_the_usual_place_without_the_drug_and_kept_elsewhere() {
    let engine = Engine::new(&learnt(), &[&bath(mere_agonist("dish"))]);
    let at = engine.layout.learning[0];
    let mut body = engine.naive_body();
    body.y[at] = 0.7;
    engine.apply(&mut body, &AWAY);
    advance(&engine, &mut body, 500.0);
    close(body.y[at], 0.7, 1e-9, "kept while away");
    engine.apply(&mut body, &give(0, 5.0));
    advance(&engine, &mut body, 520.0);
    close(body.y[at], 0.7, 1e-9, "and nothing is learnt there");
    engine.apply(&mut body, &Act::Wash);
    engine.apply(&mut body, &BACK);
    for t in [10.0, 40.0, 200.0] {
        advance(&engine, &mut body, 520.0 + t);
        close(body.y[at], 0.7 * exp(-t / EXTINCTION), 1e-6, &format!("after {t} h in the usual place"));
    }
}

#[test]
fn it_stays_between_nought_and_one_however_strong_the_drive() {
    let learning = &learnt().learning[0];
    for u in [-3.0, 0.0, 0.5, 1.0, 7.0, 1e6] {
        let mut d = [0.0];
        learning.flow(u, 1.0, 0, &[1.0], &mut d);
        assert!(d[0] <= 0.0, "at 1 it does not grow, here {}", d[0]);
        let mut d = [0.0];
        learning.flow(u, 1.0, 0, &[0.0], &mut d);
        assert!(d[0] >= 0.0, "at 0 it does not fall, here {}", d[0]);
    }
}
