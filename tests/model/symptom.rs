//! Signs of withdrawal and what they put at risk.

use model::engine::{Body, Engine};
use model::math::{exp, pow};
use model::receptor::Cycle;
use model::symptom::{Hazard, Watched};
use model::system::{DriveBy, Symptom, System, Transduction};

use crate::support::{advance, at, bath, channel, close, dish, give, mere_agonist};
use model::run::Run;

fn sign(id: &str, above: bool, threshold: f64) -> Symptom {
    Symptom {
        id: id.to_owned(),
        name: id.to_owned(),
        effect: 0,
        above,
        threshold,
        stages_h: (3.0, 8.0),
        signs: Vec::new(),
        stopping_can_kill: false,
    }
}

/// An effect that a channel which never moves holds at -0.4 without the drug.
fn swinging(symptoms: Vec<Symptom>, hazards: Vec<Hazard>) -> (Engine, Body) {
    let mut s: System = dish(Cycle::still(1800.0), Transduction::Operational { tau: 1.0 });
    s.channels = vec![channel(DriveBy::Occupancy, 1e12, 1e12, 1)];
    s.effects[0].opponent = vec![(0, 0.4)];
    s.symptoms = symptoms;
    s.hazards = hazards;
    let engine = Engine::new(&s, &[&bath(mere_agonist("dish"))]);
    let mut body = engine.naive_body();
    body.y[engine.layout.channels[0][0]] = 1.0;
    (engine, body)
}

/// Second of two first-order stages in a row that follow a step of 1.
fn late(t: f64) -> f64 {
    1.0 - (8.0 * exp(-t / 8.0) - 3.0 * exp(-t / 3.0)) / 5.0
}

#[test]
fn a_sign_follows_the_swing_past_the_set_point_in_two_stages() {
    let (engine, mut body) = swinging(vec![sign("below", false, 0.0), sign("above", true, 0.0)], Vec::new());
    for step in 1..=20 {
        let t = f64::from(step);
        advance(&engine, &mut body, t);
        let early = 0.4 * (1.0 - exp(-t / 3.0));
        close(body.y[engine.layout.symptoms[0]], early, 1e-6, &format!("early at {t} h"));
        close(body.y[engine.layout.symptoms[0] + 1], 0.4 * late(t), 1e-6, &format!("late at {t} h"));
        close(body.y[engine.layout.symptoms[1]], 0.0, 0.0, "nothing swings above");
    }
    engine.apply(&mut body, &give(0, 1e6));
    advance(&engine, &mut body, 60.0);
    assert!(body.y[engine.layout.symptoms[1]] > 0.05, "now it swings above");
}

#[test]
fn what_is_below_the_threshold_is_not_felt() {
    let (engine, mut body) = swinging(vec![sign("felt", false, 0.3), sign("unfelt", false, 0.45)], Vec::new());
    advance(&engine, &mut body, 200.0);
    close(body.y[engine.layout.symptoms[0]], 0.1, 1e-7, "what is beyond");
    close(body.y[engine.layout.symptoms[1]], 0.0, 0.0, "nothing is beyond");
}

fn hazard(id: &str, of: Watched, threshold: f64, power: f64, rate_per_h: f64) -> Hazard {
    Hazard { id: id.to_owned(), name: id.to_owned(), of, threshold, power, rate_per_h }
}

#[test]
fn a_lasting_danger_is_one_less_the_exponential_of_its_sum() {
    // The net effect is held at +0.6: the hazard's rate is 0.02 (0.6 - 0.1)^2 per hour.
    let hazards = vec![hazard("fit", Watched::Effect(0), 0.1, 2.0, 0.02)];
    let (engine, mut body) = swinging(Vec::new(), hazards);
    engine.apply(&mut body, &give(0, 1e12));
    body.y[engine.layout.channels[0][0]] = -0.25;
    close(engine.now(&body).net[0], 0.6, 1e-9, "held");
    let mut run = Run::new(engine, 10.0);
    run.body = body;
    run.advance(200.0).expect("the solver copes");
    for t in [10.0, 50.0, 200.0] {
        let right = 1.0 - exp(-0.02 * pow(0.5, 2.0) * t);
        close(at(&run.trace, "risk.fit", t), right, 1e-7, &format!("risk by {t} h"));
    }
}

#[test]
fn a_hazard_adds_up_what_a_sign_has_shown_and_keeps_it() {
    // Without a threshold and at power 1 the sum is the rate times the area under the stage.
    let watched = [Watched::Symptom(0), Watched::Late(0)];
    let hazards = watched.map(|of| hazard("h", of, 0.0, 1.0, 0.5)).to_vec();
    let (engine, mut body) = swinging(vec![sign("below", false, 0.0)], hazards);
    let t = 24.0;
    advance(&engine, &mut body, t);
    let early = 0.4 * (t - 3.0 * (1.0 - exp(-t / 3.0)));
    let late = 0.4 * (t - (64.0 * (1.0 - exp(-t / 8.0)) - 9.0 * (1.0 - exp(-t / 3.0))) / 5.0);
    let sums = [engine.layout.hazards[0], engine.layout.hazards[1]];
    close(body.y[sums[0]], 0.5 * early, 1e-6, "of the early stage");
    close(body.y[sums[1]], 0.5 * late, 1e-6, "of the late stage");
    // The swing is over; what has happened has happened.
    body.y[engine.layout.channels[0][0]] = 0.0;
    advance(&engine, &mut body, 2000.0);
    let kept = sums.map(|i| body.y[i]);
    advance(&engine, &mut body, 4000.0);
    for (i, kept) in sums.into_iter().zip(kept) {
        close(body.y[i], kept, 1e-9, "a sum never falls");
    }
}

#[test]
fn a_risk_is_a_probability() {
    for (sum, risk) in [(-1.0, 0.0), (0.0, 0.0), (core::f64::consts::LN_2, 0.5), (1e9, 1.0)] {
        close(Hazard::risk(sum), risk, 1e-15, &format!("sum {sum}"));
    }
    let h = hazard("h", Watched::Effect(0), 0.2, 3.0, 7.0);
    for (value, rate) in [(-5.0, 0.0), (0.2, 0.0), (0.7, 7.0 * 0.125), (1.2, 7.0)] {
        let mut d = [0.0];
        h.flow(value, 0, &mut d);
        close(d[0], rate, 1e-12, &format!("rate at {value}"));
    }
}
