//! Kinetics against closed forms; the doses are small numbers of dose units, as in every scenario.

use model::drug::{Drug, Elimination, Entry, Metabolism};
use model::engine::Engine;
use model::math::{exp, ln, pow};
use model::plan::Act;
use model::receptor::Cycle;
use model::run::Run;
use model::system::Transduction;

use crate::support::{advance, at, close, close_rel, dish, drug, give, oracle, plain_drug, plan, played};

fn alone(drug: &Drug) -> Engine {
    Engine::new(&dish(Cycle::still(1800.0), Transduction::Operational { tau: 1.0 }), &[drug])
}

/// Takes a drug through its doses and shows the plasma level and the effect site at each time.
///
/// Rows that the solver puts between its steps are good to 2e-6 only (`rows_between_steps_are_good_to_two_millionths`),
/// so it is stopped at every time.
fn levels(drug: &Drug, acts: &[(f64, Act)], times: &[f64]) -> Vec<(f64, f64)> {
    let mut run = Run::new(alone(drug), 1e9);
    run.queue(&plan(acts).actions);
    let mut out = Vec::new();
    for t in times {
        run.advance(*t).expect("the solver copes");
        let places = &run.engine.layout.drugs[0];
        out.push((places.plasma(drug, &run.body.y), places.at_receptor(drug, &run.body.y)));
    }
    out
}

fn hours(n: u32) -> Vec<f64> {
    (1..=n).map(f64::from).collect()
}

fn cleared(entry: Entry, volume_l: f64, cl: f64) -> Drug {
    Drug { volume_l, elimination: vec![linear(cl)], ..plain_drug("x", entry, Vec::new()) }
}

#[test]
fn a_bolus_fades_as_one_exponential() {
    let times = hours(24);
    for (t, (c, _)) in times.iter().zip(levels(&cleared(Entry::Bolus, 20.0, 5.0), &[(0.0, give(0, 2.0))], &times)) {
        close_rel(c, 0.1 * exp(-0.25 * t), 1e-6, &format!("level at {t} h"));
    }
}

#[test]
fn rows_between_steps_are_good_to_two_millionths() {
    let run = played(alone(&cleared(Entry::Bolus, 20.0, 5.0)), &[(0.0, give(0, 2.0))], 24.0, 0.25);
    for (t, c) in run.trace.time_h.iter().zip(run.trace.series("level.x").expect("it has one")).skip(1) {
        close_rel(*c, 0.1 * exp(-0.25 * t), 2e-6, &format!("level at {t} h"));
    }
}

#[test]
fn an_oral_dose_follows_bateman() {
    let (ka, f, v, k) = (1.3, 0.7, 20.0, 0.25);
    let oral = cleared(Entry::Absorbed { ka_per_h: ka, f }, v, k * v);
    let times = hours(24);
    for (t, (c, _)) in times.iter().zip(levels(&oral, &[(0.5, give(0, 3.0))], &times)) {
        let since = t - 0.5;
        let right = f * 3.0 / v * ka / (ka - k) * (exp(-k * since) - exp(-ka * since));
        close_rel(c, right, 1e-6, &format!("level {since} h after the dose"));
    }
}

#[test]
fn doses_add_up() {
    let (ka, k) = (2.0, 0.3);
    let oral = cleared(Entry::Absorbed { ka_per_h: ka, f: 1.0 }, 1.0, k);
    let times = [0.0, 0.7, 0.7, 5.0];
    let acts: Vec<_> = times.iter().map(|t| (*t, give(0, 1.0))).collect();
    let samples = [0.5, 3.0, 6.5, 12.0];
    for (t, (c, _)) in samples.into_iter().zip(levels(&oral, &acts, &samples)) {
        let one = |since: f64| if since > 0.0 { ka / (ka - k) * (exp(-k * since) - exp(-ka * since)) } else { 0.0 };
        let right: f64 = times.iter().map(|d| one(t - d)).sum();
        close_rel(c, right, 1e-6, &format!("level at {t} h"));
    }
    let run = played(alone(&oral), &acts, 12.0, 0.5);
    close(at(&run.trace, "given.x", 12.0), 4.0, 0.0, "what was given is counted");
}

#[test]
fn an_infusion_climbs_to_its_plateau_and_falls_when_it_is_stopped() {
    let (v, k) = (8.0, 0.4);
    let pump = cleared(Entry::Patch { per_h: 24.0 }, v, k * v);
    let acts = [(0.0, give(0, 6.0)), (10.0, Act::PatchOff { drug: 0 })];
    let plateau = 6.0 / 24.0 / (k * v);
    let times = hours(20);
    for (t, (c, _)) in times.iter().zip(levels(&pump, &acts, &times)) {
        let right = if *t <= 10.0 {
            plateau * (1.0 - exp(-k * t))
        } else {
            plateau * (1.0 - exp(-k * 10.0)) * exp(-k * (t - 10.0))
        };
        close_rel(c, right, 1e-6, &format!("level at {t} h"));
    }
}

#[test]
fn two_patches_deliver_twice() {
    let pump = cleared(Entry::Patch { per_h: 24.0 }, 1.0, 1.0);
    let run = played(alone(&pump), &[(0.0, give(0, 1.0)), (0.0, give(0, 1.0))], 60.0, 1.0);
    close_rel(at(&run.trace, "level.x", 60.0), 2.0 / 24.0, 1e-6, "plateau of two");
}

#[test]
fn the_effect_site_lags_as_its_convolution_says() {
    let (k, ke0) = (0.4, 1.1);
    let x = Drug { ke0_per_h: Some(ke0), ..cleared(Entry::Bolus, 1.0, k) };
    let times = hours(20);
    for (t, (_, site)) in times.iter().zip(levels(&x, &[(0.0, give(0, 1.0))], &times)) {
        close_rel(site, ke0 / (ke0 - k) * (exp(-k * t) - exp(-ke0 * t)), 1e-6, &format!("site at {t} h"));
    }
}

/// Roots of the three-compartment polynomial, by halving between the poles that separate them, and their weights.
fn three_exponentials(k10: f64, k12: f64, k21: f64, k13: f64, k31: f64) -> [(f64, f64); 3] {
    let a2 = k10 + k12 + k13 + k21 + k31;
    let a1 = k10 * k21 + k10 * k31 + k21 * k31 + k12 * k31 + k13 * k21;
    let a0 = k10 * k21 * k31;
    let p = |l: f64| l * l * l - a2 * l * l + a1 * l - a0;
    // p changes sign between these: 0 < l3 < min(k21, k31) < l2 < max(k21, k31) < l1 < a2.
    let (low, high) = (k21.min(k31), k21.max(k31));
    let root = |mut a: f64, mut b: f64| {
        for _ in 0..200 {
            let mid = 0.5 * (a + b);
            if (p(a) < 0.0) == (p(mid) < 0.0) { a = mid } else { b = mid }
        }
        0.5 * (a + b)
    };
    let l = [root(0.0, low), root(low, high), root(high, a2)];
    core::array::from_fn(|i| {
        let (j, k) = ((i + 1) % 3, (i + 2) % 3);
        (l[i], (k21 - l[i]) * (k31 - l[i]) / ((l[j] - l[i]) * (l[k] - l[i])))
    })
}

#[test]
fn id_morphine_follows_its_three_published_exponentials() {
    // stanpumpR, 70 kg; the first row is morphine: V1, k10, k12, k13, k21, k31 per minute.
    let row = oracle("stanpumpR_pk_70kg.csv")[0].clone();
    let [v1, k10, k12, k13, k21, k31] = core::array::from_fn(|i| row[i + 1] * if i > 0 { 60.0 } else { 1.0 });
    // The drug file writes k10 x V1 with six digits.
    let written = 60.0 * 1.233_85 / v1;
    close_rel(written, k10, 2e-6, "clearance of the file against the table");
    let terms = three_exponentials(written, k12, k21, k13, k31);
    close(terms.iter().map(|(_, a)| a).sum(), 1.0, 1e-12, "the coefficients are a partition");
    let times: Vec<f64> = (1..=192).map(|k| 0.25 * f64::from(k)).collect();
    for (t, (c, _)) in times.iter().zip(levels(drug("morphine"), &[(0.0, give(0, 1.0))], &times)) {
        let right: f64 = 10.0 / v1 * terms.iter().map(|(l, a)| a * exp(-l * t)).sum::<f64>();
        close_rel(c, right, 1e-6, &format!("plasma at {t} h, mg/L"));
    }
    // Terminal half-life 9.1 h, as derived from the table.
    close(ln(2.0) / terms[0].0, 9.1, 0.1, "terminal half-life");
}

#[test]
fn a_saturable_drug_follows_the_integrated_michaelis_menten_law() {
    let (v, vmax, km) = (40.0, 8.0, 0.1);
    let x = Drug {
        volume_l: v,
        elimination: Elimination::Saturable { vmax, km },
        ..plain_drug("x", Entry::Bolus, Vec::new())
    };
    let times: Vec<f64> = (1..=32).map(|k| 0.25 * f64::from(k)).collect();
    let mut last = f64::INFINITY;
    for (t, (c, _)) in times.iter().zip(levels(&x, &[(0.0, give(0, 40.0))], &times)) {
        assert!(c < last && c > 0.0, "it only falls");
        last = c;
        // c0 - c + km ln(c0/c) = vmax t / V; an error of 1e-6 in c moves the left side by 1e-6 (c + km).
        close(1.0 - c + km * ln(1.0 / c), vmax * t / v, 1e-6 * (c + km), &format!("integrated law at {t} h"));
    }
}

#[test]
fn an_uncleared_drug_is_conserved_between_its_compartments() {
    let x = Drug {
        peripheral: vec![(3.0, 0.4), (0.7, 0.01)],
        ..cleared(Entry::Absorbed { ka_per_h: 1.7, f: 1.0 }, 10.0, 0.0)
    };
    let engine = alone(&x);
    let mut body = engine.naive_body();
    engine.apply(&mut body, &give(0, 1.0));
    for t in 1..50 {
        advance(&engine, &mut body, f64::from(t));
        let places = &engine.layout.drugs[0];
        close(places.all().map(|i| body.y[i]).sum(), 1.0, 1e-8, "amount in the body");
    }
}

#[test]
fn enzyme_share_of_clearance_counts_as_it_says() {
    let with = |fraction| Drug {
        metabolism: Some(Metabolism { enzyme: "e".to_owned(), fraction, emax: 0.0, ec50: 1.0, turnover_per_h: 0.1 }),
        ..cleared(Entry::Bolus, 1.0, 0.5)
    };
    for (fraction, activity, k) in [(1.0, 3.0, 1.5), (0.5, 3.0, 1.0), (0.0, 3.0, 0.5), (0.8, 0.0, 0.1)] {
        let engine = alone(&with(fraction));
        let mut body = engine.naive_body();
        // A poor or a fast metaboliser: activity held apart from 1 by hand.
        let enzyme = engine.layout.enzymes[0].at;
        body.y[enzyme] = activity;
        engine.apply(&mut body, &give(0, 1.0));
        let mut d = vec![0.0; engine.layout.len];
        engine.flow(&body.y, &body.input.inflow_du_per_h, &mut d);
        close_rel(d[engine.layout.drugs[0].central], -k, 1e-12, "clearance now");
        close_rel(d[enzyme], 0.1 * (1.0 - activity), 1e-12, "the enzyme goes back to its naive activity");
    }
}

#[test]
fn an_auto_inducing_drug_reaches_its_analytic_steady_state() {
    let (cl, fraction, emax, ec50, rate) = (1.75, 0.9, 3.2, 0.4, 2.0);
    let x = Drug {
        metabolism: Some(Metabolism { enzyme: "cyp".to_owned(), fraction, emax, ec50, turnover_per_h: 0.0158 }),
        ..cleared(Entry::Patch { per_h: 1.0 }, 98.0, cl)
    };
    let run = played(alone(&x), &[(0.0, give(0, rate))], 24.0 * 200.0, 24.0);
    // rate = cl (1 - f + f E(c)) c with E = 1 + emax c/(ec50 + c), solved by halving.
    let enzyme = |c: f64| 1.0 + emax * c / (ec50 + c);
    let (mut low, mut high) = (0.0, rate / cl);
    for _ in 0..100 {
        let c = 0.5 * (low + high);
        if cl * (1.0 - fraction + fraction * enzyme(c)) * c < rate { low = c } else { high = c }
    }
    close_rel(at(&run.trace, "level.x", 4800.0), low, 1e-6, "plateau");
    close_rel(at(&run.trace, "enzyme.cyp", 4800.0), enzyme(low), 1e-6, "induced enzyme");
    assert!(at(&run.trace, "level.x", 96.0) > 1.1 * low, "at first it stands higher: tolerance by metabolism");
}

#[test]
fn an_induced_enzyme_fades_with_its_own_half_life_when_the_drug_is_gone() {
    let x = Drug {
        metabolism: Some(Metabolism {
            enzyme: "cyp2e1".to_owned(),
            fraction: 1.0,
            emax: 1.0,
            ec50: 1.0,
            turnover_per_h: ln(2.0) / 60.0,
        }),
        ..plain_drug("x", Entry::Bath, Vec::new())
    };
    let run = played(alone(&x), &[(0.0, give(0, 1e9)), (600.0, Act::Wash)], 800.0, 1.0);
    let peak = at(&run.trace, "enzyme.cyp2e1", 600.0) - 1.0;
    close(peak, 1.0 - pow(2.0, -10.0), 1e-6, "ten half-lives of induction");
    for t in [30.0, 60.0, 150.0] {
        close_rel(at(&run.trace, "enzyme.cyp2e1", 600.0 + t) - 1.0, peak * pow(2.0, -t / 60.0), 1e-5, "excess left");
    }
}

#[test]
fn id_auto_induction_follows_gabrielsson_and_weiner_pk22() {
    // Parameters as published for the exercise (PumasTutorials, pk22): two compartments, clearance 0.04 x enzyme,
    // enzyme drawn to E0 + C at 0.0238896/h, one unit above E0 at the start. The engine's saturable induction
    // contains the linear one as its limit of a large EC50.
    const E0: f64 = 132.864;
    const FAR: f64 = 1e9;
    let (v, v2, q) = (150.453, 54.0607, 97.8034);
    let x = Drug {
        volume_l: v,
        elimination: vec![linear(0.04 * E0)],
        peripheral: vec![(q / v, q / v2)],
        metabolism: Some(Metabolism {
            enzyme: "enzyme".to_owned(),
            fraction: 1.0,
            emax: FAR / E0,
            ec50: FAR,
            turnover_per_h: 0.023_889_6,
        }),
        dose_unit: 1000.0,
        ..plain_drug("x", Entry::Patch { per_h: 1.0 }, Vec::new())
    };
    let engine = alone(&x);
    let mut body = engine.naive_body();
    let (enzyme, peripheral) = (engine.layout.enzymes[0].at, engine.layout.drugs[0].peripheral[0]);
    body.y[enzyme] = (E0 + 1.0) / E0;
    // 120 mg in one hour, then nine times 40 mg in half an hour, every eight hours.
    let mut acts = vec![(0.0, give(0, 120.0)), (1.0, Act::PatchOff { drug: 0 })];
    for k in 1..=9 {
        acts.push((8.0 * f64::from(k), give(0, 80.0)));
        acts.push((8.0 * f64::from(k) + 0.5, Act::PatchOff { drug: 0 }));
    }
    let mut next = 0;
    for row in oracle("pk22_autoinduction.csv") {
        let t = row[0];
        while next < acts.len() && acts[next].0 < t {
            advance(&engine, &mut body, acts[next].0);
            engine.apply(&mut body, &acts[next].1);
            next += 1;
        }
        advance(&engine, &mut body, t);
        let scale = 1000.0;
        close(engine.layout.drugs[0].plasma(&x, &body.y), row[1], 0.005 * row[1], &format!("plasma at {t} h"));
        close(body.y[peripheral] * scale / v2, row[2], 0.005 * row[2], &format!("peripheral at {t} h"));
        close(body.y[enzyme] * E0, row[3], 0.005 * row[3], &format!("enzyme at {t} h"));
    }
    assert_eq!(next, acts.len(), "every infusion was given");
}
