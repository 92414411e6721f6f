//! What comes out of a drug and what comes along with it: the balance of amounts, prodrugs and phenotypes, products.

use model::assemble::Setting;
use model::drug::{Drug, Elimination, Entry, Path, Route};
use model::engine::Engine;
use model::enzyme::Enzyme;
use model::math::exp;
use model::plan::Act;
use model::receptor::Cycle;
use model::system::{System, Transduction};

use crate::support::{
    absorbed, advance, at, close, close_rel, dish, give, library, linear, oracle, plain_drug, played, pump, route,
};

fn still() -> System {
    dish(Cycle::still(1800.0), Transduction::Operational { tau: 1.0 })
}

fn makes(cl: f64, id: &str, share: f64) -> Path {
    Path { makes: Some((id.to_owned(), share)), ..linear(cl) }
}

/// A parent of 20 L that turns into `child` by one of two ways out.
fn parent(child_cl: f64, other_cl: f64, share: f64) -> Drug {
    Drug {
        volume_l: 20.0,
        dose_unit: 30.0,
        elimination: vec![linear(other_cl), makes(child_cl, "child", share)],
        ..plain_drug("parent", Entry::Bolus, Vec::new())
    }
}

fn child(cl: f64) -> Drug {
    Drug {
        volume_l: 50.0,
        dose_unit: 10.0,
        elimination: vec![linear(cl)],
        ..plain_drug("child", Entry::Bolus, Vec::new())
    }
}

#[test]
fn a_metabolite_follows_bateman_in_its_own_units() {
    let (child_cl, other_cl, share, cl) = (3.0, 5.0, 0.7, 4.0);
    let engine = Engine::new(&still(), &[&parent(child_cl, other_cl, share), &child(cl)]);
    let mut body = engine.naive_body();
    engine.apply(&mut body, &give(0, 2.0));
    let (k, k_made, k_child) = ((child_cl + other_cl) / 20.0, child_cl / 20.0, cl / 50.0);
    for t in [0.5, 2.0, 8.0, 24.0] {
        advance(&engine, &mut body, t);
        let parent_mg = 60.0 * exp(-k * t);
        let child_mg = 60.0 * share * k_made / (k_child - k) * (exp(-k * t) - exp(-k_child * t));
        close_rel(body.y[engine.layout.drugs[0].central] * 30.0, parent_mg, 1e-6, &format!("parent at {t} h, mg"));
        close_rel(body.y[engine.layout.drugs[1].central] * 10.0, child_mg, 1e-6, &format!("child at {t} h, mg"));
        let plasma = engine.layout.drugs[1].plasma(&engine.drugs[1], &body.y);
        close_rel(plasma, child_mg / 50.0, 1e-6, "its concentration");
    }
    close(body.given_du[1], 0.0, 0.0, "nobody gave the child");
}

#[test]
fn nothing_is_lost_on_the_way_into_a_metabolite() {
    // Moles: share 1, and neither is cleared otherwise; saturable, from a depot, with a peripheral compartment.
    let by = Elimination::Saturable { vmax: 8.0, km: 0.1 };
    let parent = Drug {
        elimination: vec![Path { by, ..makes(0.0, "child", 1.0) }],
        peripheral: vec![(0.7, 0.2)],
        dose_unit: 5.0,
        ..plain_drug("parent", absorbed(0.8, 1.0), Vec::new())
    };
    let child = Drug { peripheral: vec![(0.3, 0.1)], ..child(0.0) };
    let engine = Engine::new(&still(), &[&parent, &child]);
    let mut body = engine.naive_body();
    engine.apply(&mut body, &give(0, 2.0));
    for t in 1..40 {
        advance(&engine, &mut body, 0.5 * f64::from(t));
        let amount = |i: usize| -> f64 {
            let places = &engine.layout.drugs[i];
            places.all().map(|k| body.y[k]).sum::<f64>() * engine.drugs[i].dose_unit
        };
        close(amount(0) + amount(1), 10.0, 1e-6, "all there is");
    }
    assert!(body.y[engine.layout.drugs[0].central] < 1e-3, "the parent is gone");
}

#[test]
fn a_metabolite_that_is_not_aboard_is_not_followed() {
    let engine = Engine::new(&still(), &[&parent(3.0, 5.0, 0.7)]);
    let run = played(engine, &[(0.0, give(0, 2.0))], 10.0, 1.0);
    close_rel(
        at(&run.trace, "conc.parent", 10.0),
        3.0 * exp(-4.0),
        1e-6,
        "the parent leaves by both ways all the same",
    );
}

/// Area under a concentration, by the amount that its only way out has carried: an uncleared trace of it.
fn area(engine: &Engine, drug: usize, until_h: f64) -> f64 {
    let mut body = engine.naive_body();
    engine.apply(&mut body, &give(0, 1.0));
    let mut sum = 0.0;
    let times: Vec<f64> = (1..=40_000).map(|k| until_h * f64::from(k) / 40_000.0).collect();
    let mut last = engine.layout.drugs[drug].plasma(&engine.drugs[drug], &body.y);
    let mut values = Vec::new();
    engine
        .advance(&mut body, until_h, &times, |_, y| {
            values.push(engine.layout.drugs[drug].plasma(&engine.drugs[drug], y));
        })
        .expect("the solver copes");
    for c in values {
        sum += 0.5 * (last + c) * until_h / 40_000.0;
        last = c;
    }
    sum
}

#[test]
fn a_prodrug_gives_as_much_as_the_enzyme_lets_it() {
    // Codeine-like: a small way by the enzyme, the rest otherwise. AUC of what is made = dose f_m share/CL of it.
    let by_enzyme = |cl| Path { enzyme: Some("e".to_owned()), ..makes(cl, "child", 0.9) };
    let prodrug = Drug {
        volume_l: 20.0,
        elimination: vec![linear(8.0), by_enzyme(2.0)],
        ..plain_drug("parent", Entry::Bolus, Vec::new())
    };
    let enzyme = Enzyme {
        id: "e".to_owned(),
        name: "e".to_owned(),
        summary: String::new(),
        turnover_per_h: 0.01,
        phenotypes: Vec::new(),
    };
    for activity in [0.0, 0.5, 1.0, 1.5, 3.0] {
        let setting = Setting { enzymes: vec![("e".to_owned(), activity)], ..Setting::default() };
        let engine = Engine::assemble(&still(), &[&prodrug, &child(6.0)], core::slice::from_ref(&enzyme), &setting)
            .expect("known");
        let made = 2.0 * activity / (8.0 + 2.0 * activity);
        close_rel(area(&engine, 0, 150.0), 1.0 / (8.0 + 2.0 * activity), 1e-5, "parent");
        close(area(&engine, 1, 150.0), made * 0.9 / 6.0, 1e-6, &format!("made at activity {activity}"));
    }
}

#[test]
fn struct_dextromethorphan_stays_the_longer_the_less_cyp2d6_there_is() {
    // Activity scores of the oracle's genotypes; ours is relative to the usual score of 2.
    let mut rows: Vec<(f64, f64)> =
        oracle("dxm_cyp2d6_auc.csv").iter().map(|r| (r[1], r[2])).filter(|(score, _)| score.is_finite()).collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert!(rows.len() >= 3 && rows.windows(2).all(|w| w[1].1 <= w[0].1), "the oracle falls with the score: {rows:?}");
    let exposure = |score: f64| {
        let setting = Setting { enzymes: vec![("CYP2D6".to_owned(), score / 2.0)], ..Setting::default() };
        let engine = library().assemble("nmda_mood", &["dextromethorphan"], &setting).expect("known");
        area(&engine, 0, 48.0)
    };
    let ours: Vec<f64> = rows.iter().map(|(score, _)| exposure(*score)).collect();
    for ((pair, ours), scores) in rows.windows(2).zip(ours.windows(2)).zip(rows.windows(2)) {
        let falls = ours[1] < ours[0] || scores[0].0 == scores[1].0;
        assert!(falls, "scores {} and {}: {ours:?}, oracle {:?}", scores[0].0, scores[1].0, [pair[0].1, pair[1].1]);
    }
}

fn product(entry: Entry) -> Route {
    Route { strength: 3.0, brings: vec![("guest".to_owned(), 6.0)], ..route("mouth", entry) }
}

fn host(entry: Entry) -> Drug {
    Drug { routes: vec![product(entry)], ..plain_drug("host", Entry::Bolus, Vec::new()) }
}

fn guest(routes: Vec<Route>) -> Drug {
    Drug { routes, dose_unit: 2.0, ..plain_drug("guest", Entry::Bolus, Vec::new()) }
}

#[test]
fn what_comes_along_enters_by_the_same_way_in_its_own_amount() {
    // 2 DU of the product hold 6 DU of the host and 12 units of the guest, which are 6 of its DU, whatever the strength of
    // the guest's own tablets.
    let own = Route { strength: 5.0, ..route("mouth", absorbed(1.0, 0.5)) };
    let guest = guest(vec![route("vein", Entry::Bolus), own]);
    let engine = Engine::new(&still(), &[&host(absorbed(2.0, 0.8)), &guest]);
    let mut body = engine.naive_body();
    engine.apply(&mut body, &give(0, 2.0));
    let depot = |drug: usize, route: usize| body.y[engine.layout.drugs[drug].depots[route].depot.expect("absorbed")];
    close(depot(0, 0), 6.0, 0.0, "host");
    close(depot(1, 1), 6.0, 0.0, "guest");
    close(body.y[engine.layout.drugs[1].central], 0.0, 0.0, "not into the vein");
    assert_eq!(body.given_du, [2.0, 6.0]);
}

#[test]
fn what_comes_along_goes_into_the_blood_where_it_has_no_such_way() {
    let guest = guest(vec![route("patch", pump(10.0))]);
    let engine = Engine::new(&still(), &[&host(absorbed(2.0, 0.8)), &guest]);
    let mut body = engine.naive_body();
    engine.apply(&mut body, &give(0, 2.0));
    close(body.y[engine.layout.drugs[1].central], 6.0, 0.0, "in the blood");
    assert_eq!(body.input.inflow_du_per_h, [0.0, 0.0], "not on the skin");
}

#[test]
fn what_came_with_a_patch_goes_with_it() {
    let guest = guest(vec![route("mouth", pump(4.0))]);
    let engine = Engine::new(&still(), &[&host(pump(12.0)), &guest]);
    let mut body = engine.naive_body();
    engine.apply(&mut body, &give(0, 2.0));
    assert_eq!(body.input.inflow_du_per_h, [0.5, 1.5]);
    engine.apply(&mut body, &Act::PatchOff { drug: 0 });
    assert_eq!(body.input.inflow_du_per_h, [0.0, 0.0]);
}
