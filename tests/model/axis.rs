//! A suppressed axis: where it settles, how fast it falls silent and comes back, and what the hormone does then.

use model::axis::Axis;
use model::engine::Engine;
use model::math::exp;
use model::plan::Act;
use model::receptor::Cycle;
use model::system::{DriveBy, System, Transduction};

use crate::support::{advance, bath, close, dish, give, mere_agonist, tone};

const CENTRE: (f64, f64) = (10.0, 60.0);
const GLAND: (f64, f64) = (20.0, 90.0);

fn suppressed(half: f64) -> System {
    let mut s = dish(Cycle::still(1800.0), Transduction::Operational { tau: 1.0 });
    s.tone = Some(tone(0.5));
    let drive = DriveBy::Concentration("ligand".to_owned());
    s.axis = Some(Axis { name: "axis".to_owned(), drive, half, centre_h: CENTRE, gland_h: GLAND });
    s
}

#[test]
fn centre_and_gland_settle_at_one_over_one_plus_drive_over_half() {
    for (u, half) in [(0.3, 0.3), (2.0, 0.5), (0.1, 4.0), (1e4, 1.0)] {
        let axis = suppressed(half).axis.expect("it has one");
        let settled = 1.0 / (1.0 + u / half);
        let mut d = [0.0; 2];
        axis.flow(u, 0, &[settled, settled], &mut d);
        close(d[0], 0.0, 1e-15, "centre");
        close(d[1], 0.0, 1e-15, "gland");
        axis.flow(-u, 0, &[1.0, 1.0], &mut d);
        assert_eq!(d, [0.0, 0.0], "what works the other way does not stir it");
        let engine = Engine::new(&suppressed(half), &[&bath(mere_agonist("dish"))]);
        let mut body = engine.naive_body();
        engine.apply(&mut body, &give(0, u));
        advance(&engine, &mut body, 1000.0);
        let at = engine.layout.axis.expect("it has one");
        close(body.y[at], settled, 1e-6, "centre, in the body");
        close(body.y[at + 1], settled, 1e-6, "gland, in the body");
        // What the body makes itself is the less: q = u + 0.5 G.
        let q = u + 0.5 * settled;
        close(engine.now(&body).drive.occupied, q / (1.0 + q), 1e-6, "hormone and drug");
    }
}

#[test]
fn it_falls_silent_at_one_pace_and_comes_back_at_another() {
    let engine = Engine::new(&suppressed(0.25), &[&bath(mere_agonist("dish"))]);
    let at = engine.layout.axis.expect("it has one");
    let mut body = engine.naive_body();
    engine.apply(&mut body, &give(0, 1.0));
    // 1/(1 + 1/0.25) = 0.2; the gland goes after the centre, two different time constants in a row.
    let after = |t: f64, tau: f64| exp(-t / tau);
    for t in [2.0, 10.0, 40.0] {
        advance(&engine, &mut body, t);
        close(body.y[at], 0.2 + 0.8 * after(t, CENTRE.0), 1e-6, &format!("centre after {t} h"));
        let (a, b) = (CENTRE.0, GLAND.0);
        let gland = 0.2 + 0.8 * (b * after(t, b) - a * after(t, a)) / (b - a);
        close(body.y[at + 1], gland, 1e-6, &format!("gland after {t} h"));
    }
    advance(&engine, &mut body, 2000.0);
    engine.apply(&mut body, &Act::Wash);
    for t in [5.0, 60.0, 300.0] {
        advance(&engine, &mut body, 2000.0 + t);
        close(body.y[at], 1.0 - 0.8 * after(t, CENTRE.1), 1e-6, &format!("centre {t} h after the drug"));
        let (a, b) = (CENTRE.1, GLAND.1);
        let gland = 1.0 - 0.8 * (b * after(t, b) - a * after(t, a)) / (b - a);
        close(body.y[at + 1], gland, 1e-6, &format!("gland {t} h after the drug"));
        let q = 0.5 * gland;
        let naive = 0.5 / 1.5;
        close(engine.now(&body).net[0], effect(q) - naive / (1.0 + naive), 1e-6, "too little hormone");
    }
}

fn effect(q: f64) -> f64 {
    let rho = q / (1.0 + q);
    rho / (1.0 + rho)
}
