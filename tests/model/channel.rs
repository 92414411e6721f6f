//! Counter-adaptations: their time courses, what each drive listens to, and copies per drug (cross-tolerance, rotation).

use model::drug::{Action, Drug, Role};
use model::engine::{Body, Engine};
use model::flow::Running;
use model::math::{exp, pow};
use model::plan::Act;
use model::real::Flow;
use model::receptor::Cycle;
use model::system::{Channel, DriveBy, System, Transduction};

use crate::support::{advance, at, bath, channel, close, close_rel, dish, give, mere_agonist, played};

const OPERATIONAL: Transduction = Transduction::Operational { tau: 1.0 };

fn adapting(channels: Vec<Channel>) -> System {
    let mut s = dish(Cycle::still(1800.0), OPERATIONAL);
    s.channels = channels;
    s
}

fn named(id: &str, action: Action) -> Drug {
    Drug { id: id.to_owned(), ..bath(action) }
}

#[test]
fn one_stage_grows_and_fades_as_exponentials_at_its_own_paces() {
    let s = adapting(vec![channel(DriveBy::Occupancy, 5.0, 20.0, 1)]);
    let engine = Engine::new(&s, &[&bath(mere_agonist("dish"))]);
    let run = played(engine, &[(0.0, give(0, 3.0)), (12.0, Act::Wash)], 100.0, 1.0);
    let grown = |t: f64| 0.75 * (1.0 - exp(-t / 5.0));
    for t in 1..=100 {
        let t = f64::from(t);
        let right = if t <= 12.0 { grown(t) } else { grown(12.0) * exp(-(t - 12.0) / 20.0) };
        close(at(&run.trace, "channel.a", t), right, 1e-6, &format!("channel at {t} h"));
    }
}

#[test]
fn stages_in_a_row_grow_as_erlang_says() {
    let tau = 7.0;
    for stages in 1..=4_u8 {
        let s = adapting(vec![channel(DriveBy::Occupancy, tau, tau, stages)]);
        let engine = Engine::new(&s, &[&bath(mere_agonist("dish"))]);
        let mut body = engine.naive_body();
        engine.apply(&mut body, &give(0, 3.0));
        for t in [1.0, 7.0, 20.0, 60.0] {
            advance(&engine, &mut body, t);
            let x: f64 = t / tau;
            let (mut term, mut sum) = (1.0, 0.0);
            for k in 0..stages {
                sum += term;
                term *= x / (f64::from(k) + 1.0);
            }
            let right = 0.75 * (1.0 - exp(-x) * sum);
            close(engine.channel(0, &body.y), right, 1e-6, &format!("{stages} stages at {t} h"));
        }
    }
}

#[test]
fn two_stages_fade_with_a_shoulder() {
    let tau = 7.0;
    let s = adapting(vec![channel(DriveBy::Occupancy, tau, tau, 2)]);
    let engine = Engine::new(&s, &[&bath(mere_agonist("dish"))]);
    let mut body = engine.naive_body();
    let first = engine.layout.channels[0][0];
    (body.y[first], body.y[first + 1]) = (1.0, 1.0);
    for step in 1..=40 {
        let t = f64::from(step);
        advance(&engine, &mut body, t);
        close(engine.channel(0, &body.y), (1.0 + t / tau) * exp(-t / tau), 1e-6, &format!("A(t)/A0 at {t} h"));
    }
}

#[test]
fn a_power_bends_the_drive_and_keeps_its_sign() {
    for (power, u) in [(2.0, 0.3), (2.0, -0.3), (0.5, 0.49), (3.0, -0.9), (1.0, 0.2)] {
        let c = Channel { power, ..channel(DriveBy::Occupancy, 2.0, 2.0, 1) };
        let mut d = [0.0];
        c.flow(u, 0, &[0.0], &mut d);
        let size = pow(f64::abs(u), power);
        close(d[0], if u > 0.0 { size } else { -size } / 2.0, 1e-15, &format!("{u} to the power {power}"));
    }
}

#[test]
fn it_grows_away_from_nought_at_one_pace_and_fades_at_the_other_on_either_side() {
    let c = channel(DriveBy::Net("response".to_owned()), 2.0, 10.0, 1);
    // Drive, value, pace: beyond the value on its own side it grows; else, and under a drive of the other sign, it fades.
    let table = [
        (0.8, 0.2, 2.0),
        (0.2, 0.8, 10.0),
        (-0.8, -0.2, 2.0),
        (-0.2, -0.8, 10.0),
        (0.8, -0.2, 10.0),
        (-0.8, 0.2, 10.0),
    ];
    for (u, a, tau) in table {
        let mut d = [0.0];
        c.flow(u, 0, &[a], &mut d);
        close(d[0], (u - a) / tau, 1e-15, &format!("drive {u} at {a}"));
    }
}

/// Rate of change of the first channel, whose time constants are 1 h: what drives it, where it stands at nought.
fn driven(engine: &Engine, body: &Body, channel: usize) -> f64 {
    let mut d = vec![0.0; engine.layout.len];
    Running { engine, input: &body.input }.flow(&body.y, &mut d);
    d[engine.layout.channels[channel][0]]
}

#[test]
fn every_drive_is_what_it_says() {
    let with = |drive: DriveBy, first: &Action, second: &Action| {
        let held = Channel { id: "held".to_owned(), ..channel(DriveBy::Occupancy, 1e12, 1e12, 1) };
        let mut s = adapting(vec![channel(drive, 1.0, 1.0, 1), held]);
        s.effects[0].loss = vec![(1, 0.5)];
        let (mut first, second) = (named("first", first.clone()), named("second", second.clone()));
        first.ke0_per_h = Some(1e-12);
        let engine = Engine::new(&s, &[&first, &second]);
        let mut body = engine.naive_body();
        engine.apply(&mut body, &give(0, 6.0));
        engine.apply(&mut body, &give(1, 2.0));
        // The blood has cleared half of the first drug, the site has not.
        body.y[engine.layout.drugs[0].central] = 3.0;
        body.y[engine.layout.channels[1][0]] = 0.4;
        driven(&engine, &body, 0)
    };
    let agonist = Action { kd: 2.0, efficacy: 0.5, ..mere_agonist("dish") };
    let antagonist = Action { role: Role::Antagonist, efficacy: 0.0, ..mere_agonist("dish") };
    let blocker = Action { role: Role::Blocker, efficacy: 0.6, ..mere_agonist("dish") };
    let here = |drive| with(drive, &agonist, &antagonist);
    // q = 3 and 2: shares 1/2 and 1/3; stimulus 0.25, gross 0.2.
    let name = |id: &str| id.to_owned();
    close(here(DriveBy::Occupancy), 0.5, 1e-12, "agonists");
    close(here(DriveBy::Stimulus), 0.25, 1e-12, "by efficacy");
    close(here(DriveBy::Bound), 5.0 / 6.0, 1e-12, "anything");
    close(here(DriveBy::Effect(name("response"))), 0.2, 1e-12, "before losses");
    close(here(DriveBy::Net(name("response"))), 0.16, 1e-12, "as it is felt");
    close(here(DriveBy::Concentration(name("first"))), 3.0, 1e-12, "at the site, per Kd");
    close(here(DriveBy::Plasma(name("first"))), 1.5, 1e-12, "in the blood, per Kd");
    close(here(DriveBy::Concentration(name("nobody"))), 0.0, 0.0, "a drug that is not aboard");
    close(here(DriveBy::Channel(name("held"))), 0.4, 1e-12, "another channel");
    close(here(DriveBy::Unmasked(name("held"))), 0.4 * (2.0 / 3.0), 1e-12, "as far as the antagonist leaves it");
    // A blocker beside the pocket: 2/3 of 0.6 closed.
    let blocked = |drive| with(drive, &agonist, &blocker);
    close(blocked(DriveBy::Occupancy), 0.75, 1e-12, "a blocker keeps nobody out");
    close(blocked(DriveBy::Stimulus), 0.375 * 0.6, 1e-12, "it closes what is open");
    close(blocked(DriveBy::Bound), 1.0 - 0.25 / 3.0, 1e-12, "either");
    close(blocked(DriveBy::Unmasked(name("held"))), 0.4 * 0.6, 1e-12, "as far as it is open");
}

#[test]
fn drives_are_counted_from_the_naive_body() {
    let drives = [DriveBy::Occupancy, DriveBy::Stimulus, DriveBy::Bound, DriveBy::Effect("response".to_owned())];
    for drive in drives {
        let mut s = adapting(vec![channel(drive.clone(), 1.0, 1.0, 1)]);
        s.tone = Some(crate::support::tone(0.7));
        let engine = Engine::new(&s, &[&bath(mere_agonist("dish"))]);
        close(driven(&engine, &engine.naive_body(), 0), 0.0, 1e-12, &format!("{drive:?} under tone alone"));
    }
}

/// Two agonists alike, a channel with a copy for each, and an effect that it shifts.
fn rotation(chi: f64, kappa: f64, own: Option<f64>) -> Engine {
    let mut s = adapting(vec![Channel { overlap: Some(chi), ..channel(DriveBy::Occupancy, 100.0, 300.0, 1) }]);
    s.effects[0].shift = vec![(0, kappa)];
    let overlap = own.map(|chi| vec![("old".to_owned(), chi)]).unwrap_or_default();
    let new = Action { overlap, ..mere_agonist("dish") };
    Engine::new(&s, &[&named("old", mere_agonist("dish")), &named("new", new)])
}

#[test]
fn every_drug_builds_its_own_copy() {
    let engine = rotation(0.5, 4.0, None);
    let mut body = engine.naive_body();
    engine.apply(&mut body, &give(0, 1.0));
    engine.apply(&mut body, &give(1, 2.0));
    advance(&engine, &mut body, 50.0);
    let copies = &engine.layout.channels[0];
    let grown = 1.0 - exp(-0.5);
    close(body.y[copies[0]], 0.25 * grown, 1e-6, "by its own occupancy");
    close(body.y[copies[1]], 0.5 * grown, 1e-6, "by its own occupancy");
    close(engine.channel(0, &body.y), 0.75 * grown, 2e-6, "together they are the channel");
    let run = played(rotation(0.5, 4.0, None), &[(0.0, give(0, 1.0))], 10.0, 5.0);
    close(at(&run.trace, "channel.a", 10.0), 0.5 * (1.0 - exp(-0.1)), 1e-6, "as it is shown");
}

#[test]
fn id_the_dose_reduction_on_rotation_is_the_closed_form() {
    // Needed reduction of the equianalgesic dose: (1 - chi) kappa A/(1 + kappa A). With chi 0.5: 25 % at twofold
    // tolerance, 37.5 % at fourfold.
    let reduction = |chi: f64, kappa: f64, a: f64, own: Option<f64>| {
        let engine = rotation(chi, kappa, own);
        let effect = |drug: usize, q: f64| {
            let mut body = engine.naive_body();
            body.y[engine.layout.channels[0][0]] = a;
            engine.apply(&mut body, &give(drug, q));
            engine.now(&body).net[0]
        };
        // The two are alike, so the equianalgesic dose of the new drug is the old drug's.
        let wanted = effect(0, 3.0);
        let (mut low, mut high) = (0.0, 3.0);
        for _ in 0..200 {
            let middle = 0.5 * (low + high);
            if effect(1, middle) < wanted { low = middle } else { high = middle }
        }
        1.0 - low / 3.0
    };
    for (chi, kappa, a) in [(0.5, 4.0, 0.25), (0.5, 4.0, 0.75), (0.0, 2.0, 0.6), (0.9, 8.0, 0.3), (1.0, 4.0, 0.5)] {
        let right = (1.0 - chi) * kappa * a / (1.0 + kappa * a);
        close(reduction(chi, kappa, a, None), right, 1e-9, &format!("chi {chi}, kappa {kappa}, A {a}"));
    }
    close(reduction(0.5, 4.0, 0.25, None), 0.25, 1e-9, "twofold tolerance");
    close(reduction(0.5, 4.0, 0.75, None), 0.375, 1e-9, "fourfold tolerance");
    close(reduction(0.5, 4.0, 0.75, Some(1.0)), 0.0, 1e-9, "a drug's own overlap goes before the channel's");
    close(reduction(0.5, 4.0, 0.75, Some(0.2)), 0.8 * 0.75, 1e-9, "a drug's own overlap goes before the channel's");
}

#[test]
fn the_endogenous_ligand_meets_what_everybody_built() {
    let mut s = adapting(vec![Channel { overlap: Some(0.5), ..channel(DriveBy::Occupancy, 100.0, 300.0, 1) }]);
    s.effects[0].shift = vec![(0, 2.0)];
    s.tone = Some(crate::support::tone(0.7));
    let engine = Engine::new(&s, &[&named("old", mere_agonist("dish")), &named("new", mere_agonist("dish"))]);
    let mut body = engine.naive_body();
    let copies = engine.layout.channels[0].clone();
    (body.y[copies[0]], body.y[copies[1]]) = (0.3, 0.2);
    let effect = |q: f64| {
        let rho = q / (1.0 + q);
        rho / (1.0 + rho)
    };
    close(engine.now(&body).net[0], effect(0.7 / 2.0) - effect(0.7), 1e-12, "shift 1 + 2 (0.3 + 0.2)");
    close_rel(engine.shift(0, &body), 2.0, 1e-12, "and that is the shift that is shown");
}
