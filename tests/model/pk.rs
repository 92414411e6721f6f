//! Kinetics against closed forms; the doses are small numbers of dose units, as in every scenario.

use model::drug::{Drug, Elimination, Entry, Path};
use model::engine::Engine;
use model::math::{exp, ln};
use model::plan::Act;
use model::receptor::Cycle;
use model::run::Run;
use model::system::Transduction;

use crate::support::{
    absorbed, advance, at, close, close_rel, dish, drug, give, linear, oracle, plain_drug, plan, played, pump,
};

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
    let oral = cleared(absorbed(ka, f), v, k * v);
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
    let oral = cleared(absorbed(ka, 1.0), 1.0, k);
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
    let drip = cleared(pump(24.0), v, k * v);
    let acts = [(0.0, give(0, 6.0)), (10.0, Act::PatchOff { drug: 0 })];
    let plateau = 6.0 / 24.0 / (k * v);
    let times = hours(20);
    for (t, (c, _)) in times.iter().zip(levels(&drip, &acts, &times)) {
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
    let drip = cleared(pump(24.0), 1.0, 1.0);
    let run = played(alone(&drip), &[(0.0, give(0, 1.0)), (0.0, give(0, 1.0))], 60.0, 1.0);
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
        elimination: vec![Path { by: Elimination::Saturable { vmax, km }, ..linear(0.0) }],
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
    let x = Drug { peripheral: vec![(3.0, 0.4), (0.7, 0.01)], ..cleared(absorbed(1.7, 1.0), 10.0, 0.0) };
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
fn the_half_life_that_is_told_is_the_one_that_is_lived() {
    let one = cleared(Entry::Bolus, 40.0, 8.0);
    close_rel(one.half_life_h(), ln(2.0) * 5.0, 1e-9, "one compartment");
    let library = model::content::Library::embedded().expect("the shipped files are sound");
    let mut many = library.drug("morphine").expect("shipped").clone();
    let alone = Drug { peripheral: Vec::new(), ..many.clone() };
    close_rel(alone.half_life_h(), ln(2.0) * 17.5 / (1.23385 * 60.0), 1e-9, "the central compartment alone");
    many.ke0_per_h = None;
    let half = many.half_life_h();
    let late = levels(&many, &[(0.0, give(0, 1.0))], &[20.0 * half, 21.0 * half]);
    close_rel(late[1].0 / late[0].0, 0.5, 1e-3, "three compartments, late");
    let held = Drug { elimination: Vec::new(), ..cleared(Entry::Bath, 1.0, 1.0) };
    assert!(held.half_life_h().is_infinite(), "what is never removed stays");
}
