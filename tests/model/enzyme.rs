//! Enzymes against closed forms and one published exercise: shares of clearance, induction, its fading.

use model::assemble::Setting;
use model::drug::{Drug, Entry, Path};
use model::engine::Engine;
use model::enzyme::{Enzyme, EnzymeEffect, Influence};
use model::flow::Running;
use model::math::{ln, pow};
use model::plan::Act;
use model::real::Flow;
use model::receptor::Cycle;
use model::system::Transduction;

use crate::support::{advance, at, close, close_rel, dish, give, linear, oracle, plain_drug, played, pump};

fn enzyme(turnover_per_h: f64) -> Enzyme {
    Enzyme { id: "e".to_owned(), name: "e".to_owned(), summary: String::new(), turnover_per_h, phenotypes: Vec::new() }
}

fn does(does: Influence) -> EnzymeEffect {
    EnzymeEffect { enzyme: "e".to_owned(), does, only: None }
}

/// Clearance `cl` by the enzyme.
fn by_enzyme(cl: f64) -> Path {
    Path { enzyme: Some("e".to_owned()), ..linear(cl) }
}

fn assembled(drugs: &[&Drug], enzymes: &[Enzyme], setting: &Setting) -> Engine {
    let system = dish(Cycle::still(1800.0), Transduction::Operational { tau: 1.0 });
    Engine::assemble(&system, drugs, enzymes, setting).expect("all names are known")
}

fn with(drug: &Drug, turnover_per_h: f64) -> Engine {
    assembled(&[drug], &[enzyme(turnover_per_h)], &Setting::default())
}

#[test]
fn enzyme_share_of_clearance_counts_as_it_says() {
    for (fraction, activity, k) in [(1.0, 3.0, 1.5), (0.5, 3.0, 1.0), (0.0, 3.0, 0.5), (0.8, 0.0, 0.1)] {
        let elimination = vec![linear(0.5 * (1.0 - fraction)), by_enzyme(0.5 * fraction)];
        let engine = with(&Drug { elimination, ..plain_drug("x", Entry::Bolus, Vec::new()) }, 0.1);
        let mut body = engine.naive_body();
        // Held apart from 1 by hand.
        let enzyme = engine.layout.enzymes[0].at;
        body.y[enzyme] = activity;
        engine.apply(&mut body, &give(0, 1.0));
        let mut d = vec![0.0; engine.layout.len];
        Running { engine: &engine, input: &body.input }.flow(&body.y, &mut d);
        close_rel(d[engine.layout.drugs[0].central], -k, 1e-12, "clearance now");
        close_rel(d[enzyme], 0.1 * (1.0 - activity), 1e-12, "the enzyme goes back to its naive activity");
    }
}

#[test]
fn an_auto_inducing_drug_reaches_its_analytic_steady_state() {
    let (cl, fraction, emax, ec50, rate) = (1.75, 0.9, 3.2, 0.4, 2.0);
    let x = Drug {
        volume_l: 98.0,
        elimination: vec![linear(cl * (1.0 - fraction)), by_enzyme(cl * fraction)],
        enzymes: vec![does(Influence::Induces { emax, ec50 })],
        ..plain_drug("x", pump(1.0), Vec::new())
    };
    let run = played(with(&x, 0.0158), &[(0.0, give(0, rate))], 24.0 * 200.0, 24.0);
    // rate = cl (1 - f + f E(c)) c with E = 1 + emax c/(ec50 + c), solved by halving.
    let enzyme = |c: f64| 1.0 + emax * c / (ec50 + c);
    let (mut low, mut high) = (0.0, rate / cl);
    for _ in 0..100 {
        let c = 0.5 * (low + high);
        if cl * (1.0 - fraction + fraction * enzyme(c)) * c < rate { low = c } else { high = c }
    }
    close_rel(at(&run.trace, "level.x", 4800.0), low, 1e-6, "plateau");
    close_rel(at(&run.trace, "enzyme.e", 4800.0), enzyme(low), 1e-6, "induced enzyme");
    assert!(at(&run.trace, "level.x", 96.0) > 1.1 * low, "at first it stands higher: tolerance by metabolism");
}

#[test]
fn an_induced_enzyme_fades_with_its_own_half_life_when_the_drug_is_gone() {
    let x = Drug {
        enzymes: vec![does(Influence::Induces { emax: 1.0, ec50: 1.0 })],
        ..plain_drug("x", Entry::Bath, Vec::new())
    };
    let run = played(with(&x, ln(2.0) / 60.0), &[(0.0, give(0, 1e9)), (600.0, Act::Wash)], 800.0, 1.0);
    let peak = at(&run.trace, "enzyme.e", 600.0) - 1.0;
    close(peak, 1.0 - pow(2.0, -10.0), 1e-6, "ten half-lives of induction");
    for t in [30.0, 60.0, 150.0] {
        close_rel(at(&run.trace, "enzyme.e", 600.0 + t) - 1.0, peak * pow(2.0, -t / 60.0), 1e-5, "excess left");
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
        elimination: vec![by_enzyme(0.04 * E0)],
        peripheral: vec![(q / v, q / v2)],
        enzymes: vec![does(Influence::Induces { emax: FAR / E0, ec50: FAR })],
        dose_unit: 1000.0,
        ..plain_drug("x", pump(1.0), Vec::new())
    };
    let engine = with(&x, 0.023_889_6);
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
