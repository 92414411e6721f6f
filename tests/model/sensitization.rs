//! Sensitisation: the periodic state of readiness in closed form, and the order that schedule alone brings about.

use model::channel::DriveBy;
use model::drug::{Action, Role};
use model::engine::{Body, Engine};
use model::math::{exp, pow};
use model::plan::Act;
use model::receptor::Cycle;
use model::sensitization::Sensitization;
use model::system::Transduction;

use crate::support::{advance, bath, channel, close, dish, give, mere_agonist};

const DAY: f64 = 24.0;
const RECOVER: f64 = 3.5 * DAY;
const SPEND: f64 = 1.2;
const GAIN: f64 = 0.8;
const FADE: f64 = 30.0 * DAY;

/// A blocker, what it sensitises, and a channel for tolerance that follows the same block.
fn engine(power: f64) -> Engine {
    let mut s = dish(Cycle::still(1800.0), Transduction::Operational { tau: 1.0 });
    s.sensitization = vec![Sensitization {
        id: "b".to_owned(),
        name: "b".to_owned(),
        drive: DriveBy::Bound,
        recover_h: RECOVER,
        spend_per_h: SPEND,
        power,
        gain_per_h: GAIN,
        fade_h: FADE,
        only: None,
    }];
    s.channels = vec![channel(DriveBy::Bound, 120.0, 288.0, 1)];
    Engine::new(&s, &[&bath(Action { role: Role::Blocker, ..mere_agonist("dish") })])
}

/// So much of the blocker that 0.9 of the receptors are blocked, for `on_h` hours.
fn session(engine: &Engine, body: &mut Body, on_h: f64, until_h: f64) {
    engine.apply(body, &give(0, 9.0));
    let end = body.t_h + on_h;
    advance(engine, body, end);
    engine.apply(body, &Act::Wash);
    advance(engine, body, until_h);
}

fn readiness(engine: &Engine, body: &Body) -> f64 {
    body.y[engine.layout.sensitization[0]]
}

fn grown(engine: &Engine, body: &Body) -> f64 {
    body.y[engine.layout.sensitization[0] + 1]
}

#[test]
fn readiness_reaches_its_periodic_state_under_a_square_wave() {
    // On for `d`, off for the rest of the period: two exponentials that meet themselves.
    let (u, d) = (0.9, 2.0);
    let engine = engine(3.0);
    for period in [DAY, 7.0 * DAY] {
        let on_rate = 1.0 / RECOVER + SPEND * u;
        let low = 1.0 / RECOVER / on_rate;
        let (a, b) = (exp(-on_rate * d), exp(-(period - d) / RECOVER));
        // end = low + (start - low) a; start = 1 - (1 - end) b
        let start = (1.0 - b + b * low * (1.0 - a)) / (1.0 - a * b);
        let end = low + (start - low) * a;
        let mut body = engine.naive_body();
        for k in 1..=30 {
            session(&engine, &mut body, d, period * f64::from(k));
        }
        close(readiness(&engine, &body), start, 1e-6, &format!("before an exposure every {period} h"));
        engine.apply(&mut body, &give(0, 9.0));
        let to = body.t_h + d;
        advance(&engine, &mut body, to);
        close(readiness(&engine, &body), end, 1e-6, &format!("after it, every {period} h"));
    }
}

#[test]
fn under_a_lasting_drive_it_settles_where_growth_and_fading_meet() {
    for (u, power) in [(0.3, 1.0), (0.9, 3.0), (1.0, 2.5)] {
        let x = &engine(power).system.sensitization[0];
        let ready = 1.0 / (1.0 + RECOVER * SPEND * u);
        let growth = GAIN * u * pow(ready, power);
        let settled = growth / (growth + 1.0 / FADE);
        let mut d = [0.0; 2];
        x.flow(u, 0, &[ready, settled], &mut d);
        close(d[0], 0.0, 1e-15, "readiness");
        close(d[1], 0.0, 1e-15, "what has grown");
    }
}

#[test]
fn a_drive_of_the_other_sign_does_nothing() {
    let x = &engine(3.0).system.sensitization[0];
    let mut d = [0.0; 2];
    x.flow(-0.7, 0, &[1.0, 0.0], &mut d);
    assert_eq!(d, [0.0, 0.0]);
}

/// What stands after so many sessions of two hours, `every_h` apart: sensitisation and tolerance.
fn course(sessions: u32, every_h: f64) -> (f64, f64) {
    let engine = engine(3.0);
    let mut body = engine.naive_body();
    for k in 1..=sessions {
        session(&engine, &mut body, 2.0, every_h * f64::from(k));
    }
    (grown(&engine, &body), engine.channel(0, &body.y))
}

#[test]
fn struct_spaced_exposures_sensitise_more_than_daily_ones_at_equal_number() {
    for n in [2, 4, 8] {
        let (daily, weekly) = (course(n, DAY), course(n, 7.0 * DAY));
        assert!(weekly.0 > daily.0, "{n} weekly leave {}, {n} daily {}", weekly.0, daily.0);
    }
}

#[test]
fn struct_four_weekly_exposures_sensitise_more_than_twenty_eight_daily_ones_in_all() {
    let (daily, weekly) = (course(28, DAY), course(4, 7.0 * DAY));
    assert!(weekly.0 > 1.2 * daily.0, "4 weekly leave {}, 28 daily {}", weekly.0, daily.0);
    // And the other way round for tolerance: schedule alone takes them apart.
    assert!(daily.1 > 2.0 * weekly.1, "tolerance: daily {}, weekly {}", daily.1, weekly.1);
}

#[test]
fn struct_the_same_amount_spread_out_sensitises_least_of_all() {
    // Four sessions of two hours in four weeks, or a trickle that blocks the same share on average.
    let engine = engine(3.0);
    let mut body = engine.naive_body();
    let mean: f64 = 0.9 * 8.0 / (28.0 * DAY);
    engine.apply(&mut body, &give(0, mean / (1.0 - mean)));
    advance(&engine, &mut body, 28.0 * DAY);
    let trickle = grown(&engine, &body);
    let spaced = course(4, 7.0 * DAY).0;
    assert!(trickle < spaced, "a trickle leaves {trickle}, four sessions {spaced}");
}
