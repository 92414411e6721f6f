//! The assembled engine: a published model of tolerance driven through all of it, acts, and readings. Every mechanism has
//! its own file of tests.

use model::drug::{Action, Drug, Entry};
use model::engine::Engine;
use model::math::{ln, pow};
use model::plan::Act;
use model::receptor::Cycle;
use model::system::{DriveBy, Transduction};

use crate::support::{
    absorbed, advance, at, bath, channel, close, cycle_mor, dish, drug, ends, full_agonist, give, library, linear,
    mere_agonist, oracle, plain_drug, played, route, system,
};

const OPERATIONAL: Transduction = Transduction::Operational { tau: 1.0 };

#[test]
fn id_opioid_tolerance_fades_with_a_half_life_of_thirteen_days() {
    // A(t) = A0 2^(-t/13.2 d), for every effect alike.
    let engine = Engine::new(system("mu_opioid"), &[drug("morphine")]);
    let mut body = engine.naive_body();
    let slow: Vec<usize> = ["analgesic", "reward", "respiratory", "gut"]
        .map(|id| engine.system.channels.iter().position(|c| c.id == id).unwrap_or_else(|| panic!("no channel {id}")))
        .to_vec();
    for i in &slow {
        body.y[engine.layout.channels[*i][0]] = 0.3;
    }
    for days in [1.0, 13.2, 14.0, 28.0, 132.0] {
        advance(&engine, &mut body, 24.0 * days);
        for i in &slow {
            close(engine.channel(*i, &body.y), 0.3 * pow(2.0, -days / 13.2), 1e-7, "tolerance left");
        }
    }
}

/// Caffeine of Shi 1993 (BIOMD0000000241): two compartments per kg, effect and tolerance compartments on the plasma.
fn shi(dose_mg_per_kg: f64, ke0: Option<f64>, id: &str, actions: Vec<Action>) -> Drug {
    Drug {
        volume_l: 0.32,
        dose_unit: dose_mg_per_kg,
        elimination: vec![linear(0.34 * 0.32)],
        peripheral: vec![(1.64, 1.19)],
        ke0_per_h: ke0,
        routes: vec![route("oral", absorbed(12.0, 0.984))],
        ..plain_drug(id, Entry::Bolus, actions)
    }
}

fn assert_shi(table: &str, dose_mg_per_kg: f64, cups_h: &[f64]) {
    // S 19.07, T50 0.26, k_tol 0.75, k_eo 2.03, lag 0.15 h: the published constants, none fitted. Tolerance follows the
    // plasma and the effect its own compartment, so the drug is written twice: once with an effect site, where it
    // acts, and once without, to which the channel listens.
    let acting = shi(dose_mg_per_kg, Some(2.03), "caffeine", vec![mere_agonist("dish")]);
    let plasma = shi(dose_mg_per_kg, None, "plasma", Vec::new());
    let tolerance = channel(DriveBy::Concentration("plasma".to_owned()), 1.0 / 0.75, 1.0 / 0.75, 1);
    let mut s = dish(Cycle::still(1800.0), Transduction::Linear { slope: 19.07 });
    s.channels = vec![tolerance];
    s.effects[0].shift = vec![(0, 1.0 / 0.26)];
    s.effects[0].shown.set_point = 83.3;
    let engine = Engine::new(&s, &[&acting, &plasma]);
    let acts: Vec<(f64, Act)> =
        cups_h.iter().flat_map(|t| [(t + 0.15, give(0, 1.0)), (t + 0.15, give(1, 1.0))]).collect();
    let rows = oracle(table);
    let run = played(engine, &acts, rows.last().expect("rows")[0], 0.05);
    for row in &rows {
        let t = row[0];
        // The table's second column is the amount per kg in the model's own compartment of 0.31 L, not mg/L.
        close(at(&run.trace, "level.plasma", t), row[1] / 0.31, 1e-5, &format!("{table}: plasma at {t} h"));
        close(at(&run.trace, "site.caffeine", t), row[2], 1e-5, &format!("{table}: effect site at {t} h"));
        close(at(&run.trace, "channel.a", t), row[3], 1e-5, &format!("{table}: tolerance at {t} h"));
        close(at(&run.trace, "reading.response", t), row[4], 0.01, &format!("{table}: MAP at {t} h"));
    }
}

#[test]
fn id_one_cup_of_caffeine_raises_pressure_as_shi_published() {
    assert_shi("shi1993_caffeine_250mg_single.csv", 250.0 / 70.0, &[0.0]);
}

#[test]
fn id_a_day_of_caffeine_builds_the_tolerance_that_shi_published() {
    let cups: Vec<f64> = (0..12).map(|k| 2.0 * f64::from(k)).collect();
    assert_shi("shi1993_caffeine_90mg_q2h_24h.csv", 90.0 / 80.0, &cups);
}

#[test]
fn a_bath_is_set_and_washed_out() {
    let engine = Engine::new(&dish(cycle_mor(), OPERATIONAL), &[&bath(full_agonist("dish"))]);
    let mut body = engine.naive_body();
    engine.apply(&mut body, &give(0, 2.0));
    engine.apply(&mut body, &give(0, 3.0));
    close(body.y[engine.layout.drugs[0].central], 3.0, 0.0, "a bath is set, not added to");
    assert!(engine.drug_aboard(&body));
    engine.apply(&mut body, &Act::Wash);
    assert!(!engine.drug_aboard(&body));
    close(body.given_du[0], 5.0, 0.0, "what was given stays counted");
}

#[test]
fn a_drug_that_does_not_act_here_changes_no_receptor() {
    for s in &library().systems {
        for d in library().drugs.iter().filter(|d| d.action_at(&s.id).is_none()) {
            let run = played(Engine::new(s, &[d]), &[(0.0, give(0, 5.0))], 48.0, 2.0);
            for c in run.trace.columns.iter().filter(|c| c.series.starts_with("receptors.") || c.series == "occupancy")
            {
                let (low, high) = ends(&run.trace, &c.series);
                close(high - low, 0.0, 1e-9, &format!("{} under {}: {}", s.id, d.id, c.series));
            }
        }
    }
}

#[test]
fn readings_stay_within_their_scale() {
    let shown = &system("mu_opioid").effects[0].shown;
    close(shown.reading(0.0), shown.set_point, 0.0, "effect 0 reads the set point");
    close(shown.reading(1e9), shown.lowest, 0.0, "a large effect reads the end of the scale");
    close(shown.reading(-1e9), shown.highest, 0.0, "and its other end");
}

#[test]
fn a_half_life_is_a_time_constant_times_ln_2() {
    let nitrate = &system("vascular_nitrate").channels[0];
    close(model::quantity::half_life_h(nitrate.off_h) * 60.0, 128.0, 1e-9, "128 min (Bauer and Fung 1994)");
    close(nitrate.off_h * ln(2.0) * 60.0, 128.0, 1e-9, "by hand");
}
