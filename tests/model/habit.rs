//! Reward, craving and lost control: closed forms, and pulses against a trickle. Tolerance and dependence stay out of it.

use model::engine::{Body, Engine};
use model::habit::Habit;
use model::math::exp;
use model::plan::Act;
use model::receptor::Cycle;
use model::system::{Symptom, System, Transduction};

use crate::support::{advance, at, bath, close, dish, give, mere_agonist, played};

const ADAPT: f64 = 3.0;
const LEARN: f64 = 0.05;

fn rewarding(fade_h: f64) -> System {
    let mut s = dish(Cycle::still(1800.0), Transduction::Linear { slope: 1.0 });
    s.habit = Some(Habit {
        effect: 0,
        adapt_h: ADAPT,
        learn_per_h: LEARN,
        fade_h,
        control_h: (50.0, 200.0),
        withdrawal: 1.5,
    });
    s
}

/// Nothing fades.
const NEVER: f64 = 1e15;

fn states(engine: &Engine, body: &Body) -> [f64; 3] {
    let at = engine.layout.habit.expect("it has one");
    [body.y[at], body.y[at + 1], body.y[at + 2]]
}

#[test]
fn a_lasting_reward_becomes_usual_and_teaches_no_more() {
    // Surprise is E e^(-t/adapt), so that 1 - W = exp(-learn E adapt (1 - e^(-t/adapt))).
    let e = 0.8;
    let engine = Engine::new(&rewarding(NEVER), &[&bath(mere_agonist("dish"))]);
    let mut body = engine.naive_body();
    engine.apply(&mut body, &give(0, e));
    for t in [0.5, 2.0, 10.0, 100.0] {
        advance(&engine, &mut body, t);
        let gone = 1.0 - exp(-t / ADAPT);
        let [usual, wanting, _] = states(&engine, &body);
        close(usual, e * gone, 1e-6, &format!("what is usual at {t} h"));
        close(wanting, 1.0 - exp(-LEARN * e * ADAPT * gone), 1e-6, &format!("wanting at {t} h"));
    }
}

#[test]
fn control_follows_wanting_slowly_and_comes_back_more_slowly() {
    let engine = Engine::new(&rewarding(NEVER), &[]);
    let at = engine.layout.habit.expect("it has one");
    let mut body = engine.naive_body();
    body.y[at + 1] = 0.6;
    for t in [10.0, 50.0, 150.0] {
        advance(&engine, &mut body, t);
        close(body.y[at + 2], 0.6 * (1.0 - exp(-t / 50.0)), 1e-6, &format!("control lost by {t} h"));
    }
    let lost = body.y[at + 2];
    body.y[at + 1] = 0.0;
    for t in [50.0, 200.0, 600.0] {
        advance(&engine, &mut body, 150.0 + t);
        close(body.y[at + 2], lost * exp(-t / 200.0), 1e-6, &format!("{t} h after the wanting"));
    }
}

#[test]
fn wanting_fades_at_its_own_pace_without_reward() {
    let engine = Engine::new(&rewarding(300.0), &[]);
    let at = engine.layout.habit.expect("it has one");
    let mut body = engine.naive_body();
    body.y[at + 1] = 0.6;
    advance(&engine, &mut body, 450.0);
    close(body.y[at + 1], 0.6 * exp(-1.5), 1e-6, "a time constant and a half");
}

#[test]
fn struct_the_same_reward_teaches_more_in_pulses_than_as_a_trickle() {
    let course = |pulse: f64, on_h: f64| {
        let engine = Engine::new(&rewarding(NEVER), &[&bath(mere_agonist("dish"))]);
        let mut acts = Vec::new();
        for day in 0..14 {
            let t = 24.0 * f64::from(day);
            acts.extend([(t, give(0, pulse)), (t + on_h, Act::Wash)]);
        }
        let run = played(engine, &acts, 336.0, 12.0);
        at(&run.trace, "habit.wanting", 336.0)
    };
    // The same effect times hours every day; a day that is on throughout begins anew by a wash of no time.
    let (pulses, half, trickle) = (course(1.0, 2.0), course(1.0 / 6.0, 12.0), course(1.0 / 12.0, 24.0));
    assert!(pulses > 2.0 * half && half > 2.0 * trickle, "{pulses}, {half}, {trickle}");
}

#[test]
fn withdrawal_adds_to_craving_and_nothing_makes_it_more_than_one() {
    let habit = rewarding(NEVER).habit.expect("it has one");
    for (wanting, sign, craving) in
        [(0.0, 1.0, 0.0), (0.5, 0.0, 0.2), (0.5, 0.4, 0.32), (1.0, 1.0, 1.0), (1.0, 9.0, 1.0)]
    {
        close(habit.craving(wanting, sign), craving, 1e-15, &format!("wanting {wanting}, sign {sign}"));
    }
}

#[test]
fn a_habit_changes_no_effect_and_no_sign() {
    let mut with = rewarding(300.0);
    with.symptoms = vec![Symptom {
        id: "low".to_owned(),
        name: "low".to_owned(),
        effect: 0,
        above: false,
        threshold: 0.0,
        stages_h: (3.0, 8.0),
        signs: Vec::new(),
        stopping_can_kill: false,
    }];
    let mut without = with.clone();
    without.habit = None;
    let run = |s: &System| {
        let engine = Engine::new(s, &[&bath(mere_agonist("dish"))]);
        played(engine, &[(0.0, give(0, 1.0)), (30.0, Act::Wash)], 60.0, 3.0)
    };
    let (a, b) = (run(&with), run(&without));
    for series in ["effect.response", "symptom.low", "meter.tolerance", "meter.dependence", "ec50.response"] {
        for (x, y) in a.trace.series(series).expect("a").iter().zip(b.trace.series(series).expect("b")) {
            close(*x, *y, 1e-6, series);
        }
    }
    assert!(at(&a.trace, "habit.wanting", 60.0) > 0.05);
    close(at(&a.trace, "meter.addiction", 60.0), at(&a.trace, "habit.control", 60.0), 0.0, "the third meter");
}
