//! Effects: what shift, loss, counter-force, boost and growth do, each in closed form, and outputs that overshoot.

use model::effect::{Effect, Output};
use model::engine::{Body, Engine};
use model::math::{exp, ln, pow, sqrt};
use model::moment::LEAST_SHIFT;
use model::plan::Act;
use model::receptor::Cycle;
use model::system::{DriveBy, System, Transduction};

use crate::support::{advance, at, bath, channel, close, close_rel, dish, give, mere_agonist, played, tone};

const OPERATIONAL: Transduction = Transduction::Operational { tau: 1.0 };

/// One channel that a test sets by hand: it does not move by itself.
fn held(change: impl Fn(&mut Effect)) -> (Engine, Body) {
    let mut s = dish(Cycle::still(1800.0), OPERATIONAL);
    s.channels = vec![channel(DriveBy::Occupancy, 1e12, 1e12, 1)];
    change(&mut s.effects[0]);
    built(&s)
}

fn built(s: &System) -> (Engine, Body) {
    let engine = Engine::new(s, &[&bath(mere_agonist("dish"))]);
    let body = engine.naive_body();
    (engine, body)
}

fn set(engine: &Engine, body: &mut Body, a: f64) {
    body.y[engine.layout.channels[0][0]] = a;
}

/// The operational model with tau 1 at `q` times Kd.
fn gross(q: f64) -> f64 {
    let rho = q / (1.0 + q);
    rho / (1.0 + rho)
}

#[test]
fn shift_loss_and_counter_force_do_what_they_are_named_for() {
    // E = gross(q / (1 + kappa A)) (1 - mu A) - w A, with A held at 0.5.
    let (engine, mut body) = held(|e| {
        e.shift = vec![(0, 4.0)];
        e.loss = vec![(0, 0.6)];
        e.opponent = vec![(0, 0.2)];
    });
    set(&engine, &mut body, 0.5);
    engine.apply(&mut body, &give(0, 6.0));
    close(engine.now(&body).net[0], gross(2.0) * 0.7 - 0.1, 1e-12, "net effect");
    engine.apply(&mut body, &Act::Wash);
    close(engine.now(&body).net[0], -0.1, 1e-12, "unmasked when the drug goes");
    let change = engine.curve_change(0, &body);
    close_rel(change.ec50_fold, 3.0, 1e-7, "curve shifted by 1 + kappa A");
    close_rel(change.emax_share, 0.7, 1e-7, "ceiling lowered by 1 - mu A");
}

#[test]
fn a_boost_multiplies_the_gain_and_growth_the_output() {
    let (engine, mut body) = held(|e| {
        e.loss = vec![(0, 0.6)];
        e.boost = vec![(0, 1.5)];
        e.growth = vec![(0, 0.4)];
        e.opponent = vec![(0, 0.1)];
    });
    set(&engine, &mut body, 0.5);
    engine.apply(&mut body, &give(0, 3.0));
    let right = gross(3.0) * 0.7 * 1.75 * 1.2 - 0.05;
    close(engine.now(&body).net[0], right, 1e-12, "E (1 - loss)(1 + boost)(1 + growth) - opponent");
    close(engine.gain(0, &body), 0.7 * 1.75, 1e-12, "the gain that is shown");
}

#[test]
fn an_output_that_is_suppressed_overshoots_at_once_by_what_has_grown() {
    let (engine, mut body) = held(|e| {
        e.output = Output::Suppresses;
        e.growth = vec![(0, 0.8)];
    });
    engine.apply(&mut body, &give(0, 3.0));
    close(engine.now(&body).net[0], -gross(3.0), 1e-12, "a naive output is held down");
    set(&engine, &mut body, 0.5);
    close(engine.now(&body).net[0], 1.4 * (1.0 - gross(3.0)) - 1.0, 1e-12, "a grown one less so");
    engine.apply(&mut body, &Act::Wash);
    close(engine.now(&body).net[0], 0.4, 1e-12, "the overshoot is the growth, at once");
}

#[test]
fn a_suppressed_output_under_tone_is_nought_when_naive() {
    let mut s = dish(Cycle::still(1800.0), OPERATIONAL);
    s.channels = vec![channel(DriveBy::Occupancy, 1e12, 1e12, 1)];
    s.tone = Some(tone(0.5));
    s.effects[0].output = Output::Suppresses;
    s.effects[0].growth = vec![(0, 0.3)];
    let (engine, mut body) = built(&s);
    close(engine.now(&body).net[0], 0.0, 1e-12, "the set point");
    set(&engine, &mut body, 1.0);
    close(engine.now(&body).net[0], 0.3, 1e-12, "the overshoot is the growth under tone too");
    engine.apply(&mut body, &give(0, 4.0));
    let right = 1.3 * (1.0 - gross(4.5)) / (1.0 - gross(0.5)) - 1.0;
    close(engine.now(&body).net[0], right, 1e-12, "the output left, over the naive one");
}

#[test]
fn struct_stopping_a_drug_that_let_its_output_grow_brings_the_overshoot_and_then_it_fades() {
    let mut s = dish(Cycle::still(1800.0), OPERATIONAL);
    s.channels = vec![channel(DriveBy::Effect("response".to_owned()), 48.0, 72.0, 1)];
    s.effects[0].output = Output::Suppresses;
    s.effects[0].growth = vec![(0, 1.0)];
    let (engine, _) = built(&s);
    let run = played(engine, &[(0.0, give(0, 9.0)), (480.0, Act::Wash)], 960.0, 1.0);
    let net = |t| at(&run.trace, "effect.response", t);
    assert!(net(480.0) < -0.2, "held down to the end: {}", net(480.0));
    let grown = gross(9.0) * (1.0 - exp(-10.0));
    close(net(481.0), grown * exp(-1.0 / 72.0), 1e-5, "an hour later it has overshot by what had grown");
    close(net(552.0), grown * exp(-1.0), 1e-5, "and fades with the channel");
}

#[test]
fn supersensitivity_has_an_end() {
    let (engine, mut body) = held(|e| {
        e.shift = vec![(0, 4.0)];
        e.loss = vec![(0, 4.0)];
        e.growth = vec![(0, 4.0)];
    });
    set(&engine, &mut body, -10.0);
    close(engine.shift(0, &body), LEAST_SHIFT, 0.0, "least shift");
    engine.apply(&mut body, &give(0, 1.0));
    close(engine.now(&body).net[0], 0.0, 1e-12, "no output is less than none");
    set(&engine, &mut body, 10.0);
    close(engine.gain(0, &body), 0.0, 0.0, "no gain is negative");
}

#[test]
fn id_concentration_driven_tolerance_has_the_form_of_shi() {
    // At the plateau: tolerant over naive = 1/(1 + C/T50).
    let t50 = 0.26;
    let mut s = dish(Cycle::still(1800.0), Transduction::Linear { slope: 2.0 });
    s.channels = vec![channel(DriveBy::Concentration("ligand".to_owned()), 1.3, 1.3, 1)];
    s.effects[0].shift = vec![(0, 1.0 / t50)];
    let (engine, _) = built(&s);
    for c in [0.05, 0.26, 2.6] {
        let mut body = engine.naive_body();
        engine.apply(&mut body, &give(0, c));
        let naive = engine.now(&body).net[0];
        close_rel(naive, 2.0 * c, 1e-12, "proportional to concentration");
        set(&engine, &mut body, c);
        close_rel(
            engine.now(&body).net[0] / naive,
            1.0 / (1.0 + c / t50),
            1e-12,
            "tolerant over naive, at the plateau",
        );
        set(&engine, &mut body, 0.0);
        advance(&engine, &mut body, 100.0);
        close_rel(engine.now(&body).net[0] / naive, 1.0 / (1.0 + c / t50), 1e-6, "and the body goes there");
    }
}

#[test]
fn id_the_overdose_factor_after_abstinence_is_the_closed_form() {
    // The old dose meets a body whose tolerance has faded: its concentration counts (1 + kappa A0)/(1 + kappa A(t)) times
    // as much, A(t) = A0 2^(-t/13.2 d).
    let (kappa, a0, half_life) = (4.0, 0.45, 13.2 * 24.0);
    let mut s = dish(Cycle::still(1800.0), OPERATIONAL);
    s.channels = vec![channel(DriveBy::Occupancy, 168.0, half_life / ln(2.0), 1)];
    s.effects[0].shift = vec![(0, kappa)];
    let (engine, mut body) = built(&s);
    set(&engine, &mut body, a0);
    let tolerant = engine.shift(0, &body);
    for days in [1.0, 14.0, 28.0, 60.0] {
        advance(&engine, &mut body, 24.0 * days);
        let left = a0 * pow(2.0, -24.0 * days / half_life);
        let factor = (1.0 + kappa * a0) / (1.0 + kappa * left);
        close_rel(tolerant / engine.shift(0, &body), factor, 1e-6, &format!("after {days} d"));
        // The formula itself, at the tolerance that is there now.
        let now = engine.channel(0, &body.y);
        close_rel(tolerant / engine.shift(0, &body), (1.0 + kappa * a0) / (1.0 + kappa * now), 1e-12, "as a formula");
    }
}

#[test]
fn chasing_an_effect_settles_on_the_closed_form() {
    // Hold an effect while a channel follows occupancy with kappa 4: the dose multiple is q/q0 with
    // q^2 + q (1 - q0 (1 + kappa)) - q0 = 0; q0 0.2525 gives 2.576.
    let (kappa, q0) = (4.0, 0.2525);
    let half = 0.5 * (1.0 - q0 * (1.0 + kappa));
    let q = -half + sqrt(half * half + q0);
    // q0 is given to four digits.
    close(q / q0, 2.576, 1e-3, "published multiple");
    let mut s = dish(Cycle::still(1800.0), OPERATIONAL);
    s.channels = vec![channel(DriveBy::Occupancy, 3.0, 3.0, 1)];
    s.effects[0].shift = vec![(0, kappa)];
    let (engine, _) = built(&s);
    let effect = |q: f64, a: f64| {
        let mut body = engine.naive_body();
        set(&engine, &mut body, a);
        engine.apply(&mut body, &give(0, q));
        engine.now(&body).net[0]
    };
    close(effect(q, q / (1.0 + q)), effect(q0, 0.0), 1e-9, "the chased dose gives the first effect");
    // And the engine goes there by itself.
    let mut body = engine.naive_body();
    engine.apply(&mut body, &give(0, q));
    advance(&engine, &mut body, 200.0);
    close(engine.now(&body).net[0], effect(q0, 0.0), 1e-7, "after adaptation");
    close(engine.shift(0, &body), q / q0, 1e-6, "the shift is the multiple");
}

#[test]
fn an_effect_driven_channel_settles_where_drive_and_answer_meet() {
    // A follows the gross effect, which A itself does not lower here: A -> E.
    let mut s = dish(Cycle::still(1800.0), OPERATIONAL);
    s.channels = vec![channel(DriveBy::Effect("response".to_owned()), 2.0, 2.0, 2)];
    s.effects[0].loss = vec![(0, 0.85)];
    s.effects[0].opponent = vec![(0, 0.10)];
    let (engine, mut body) = built(&s);
    engine.apply(&mut body, &give(0, 1.0));
    close(engine.now(&body).net[0], gross(1.0), 1e-12, "naive effect");
    advance(&engine, &mut body, 100.0);
    let e = gross(1.0);
    close(engine.now(&body).net[0], e * (1.0 - 0.85 * e) - 0.10 * e, 1e-7, "tolerant effect");
}

#[test]
fn a_tone_that_is_not_shifted_keeps_its_potency() {
    let mut s = dish(Cycle::still(1800.0), OPERATIONAL);
    s.channels = vec![channel(DriveBy::Occupancy, 1e12, 1e12, 1)];
    s.effects[0].shift = vec![(0, 3.0)];
    for (shifted, right) in [(true, gross(0.5 / 2.5)), (false, gross(0.5))] {
        s.tone = Some(model::system::Tone { shifted, ..tone(0.5) });
        let (engine, mut body) = built(&s);
        set(&engine, &mut body, 0.5);
        close(engine.now(&body).net[0], right - gross(0.5), 1e-12, &format!("shifted: {shifted}"));
    }
}
