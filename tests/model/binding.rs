//! Competitive binding and the operational model: closed forms.

use model::binding::{Ligand, drive, stimulus};
use model::drug::{Action, Role};
use model::engine::{Body, Engine};
use model::receptor::{Cycle, ReceptorState};
use model::system::Transduction;

use crate::support::{close, close_rel, dish, full_agonist, give, mere_agonist, plain_drug};
use model::drug::Entry;

fn ligand(role: Role, efficacy: f64, q: f64) -> Ligand {
    Ligand {
        q,
        role,
        efficacy,
        phosphorylation: 0.0,
        internalization: 0.0,
        endogenous: false,
        releases: false,
        site: None,
    }
}

#[test]
fn one_agonist_fills_the_langmuir_curve() {
    for q in [0.0, 1e-6, 0.3, 1.0, 40.0, 1e9] {
        close(drive(&[ligand(Role::Agonist, 1.0, q)]).occupied, q / (1.0 + q), 1e-15, "occupancy");
    }
}

#[test]
fn ligands_share_the_receptors() {
    let ligands = [
        Ligand { phosphorylation: 0.8, internalization: 0.5, ..ligand(Role::Agonist, 0.9, 2.0) },
        Ligand { phosphorylation: 0.2, internalization: 0.1, ..ligand(Role::Agonist, 0.3, 1.0) },
        ligand(Role::Antagonist, 0.0, 4.0),
    ];
    let d = drive(&ligands);
    close(d.occupied, 3.0 / 8.0, 1e-15, "agonists' share");
    let a = (0.8 * 2.0 + 0.2) / 8.0;
    close(d.phosphorylation, a, 1e-15, "a = sum phi rho");
    close(d.internalization, (0.8 * 0.5 * 2.0 + 0.2 * 0.1) / 8.0 / a, 1e-15, "b = sum phi b rho / a");
    close(stimulus(&ligands, 1.0), (0.9 * 2.0 + 0.3) / 8.0, 1e-15, "efficacy-weighted occupancy");
}

#[test]
fn a_shift_dilutes_agonists_and_spares_antagonists() {
    let ligands = [ligand(Role::Agonist, 1.0, 6.0), ligand(Role::Antagonist, 0.0, 4.0)];
    close(stimulus(&ligands, 3.0), 2.0 / (1.0 + 2.0 + 4.0), 1e-15, "as if three times as dilute");
}

#[test]
fn an_inverse_agonist_subtracts() {
    let ligands = [ligand(Role::Agonist, 1.0, 1.0), ligand(Role::InverseAgonist, -1.0, 2.0)];
    close(stimulus(&ligands, 1.0), (1.0 - 2.0) / 4.0, 1e-15, "signed sum");
    close(drive(&ligands).occupied, 0.25, 1e-15, "only the agonist counts as one");
}

#[test]
fn a_modulator_changes_affinity_and_takes_no_place() {
    // A benzodiazepine-like tripling of affinity at saturation.
    let with = |q| drive(&[ligand(Role::Agonist, 1.0, 0.5), ligand(Role::Modulator, 3.0, q)]).occupied;
    close(with(0.0), 0.5 / 1.5, 1e-15, "none of it");
    close(with(1.0), 1.0 / 2.0, 1e-15, "half of the factor: 1 + (3 - 1)/2");
    close(with(1e12), 1.5 / 2.5, 1e-11, "all of it");
}

fn dish_with(tau: f64, drugs: &[(f64, Action)]) -> (Engine, Body) {
    let drugs: Vec<_> = drugs.iter().map(|(du, a)| (*du, plain_drug("ligand", Entry::Bath, vec![a.clone()]))).collect();
    let refs: Vec<_> = drugs.iter().map(|(_, d)| d).collect();
    let engine = Engine::new(&dish(Cycle::still(1800.0), Transduction::Operational { tau }), &refs);
    let mut body = engine.naive_body();
    for (i, (du, _)) in drugs.iter().enumerate() {
        if *du > 0.0 {
            engine.apply(&mut body, &give(i, *du));
        }
    }
    (engine, body)
}

#[test]
fn a_competitive_antagonist_shifts_the_curve_as_schild_says() {
    for b in [0.1, 1.0, 9.0, 300.0] {
        let blocker = Action { role: Role::Antagonist, efficacy: 0.0, ..mere_agonist("dish") };
        let (engine, body) = dish_with(5.0, &[(0.0, mere_agonist("dish")), (b, blocker)]);
        let change = engine.curve_change(0, &body);
        // The ceiling is read at 1e9 Kd, which is not quite infinity.
        close_rel(change.ec50_fold, 1.0 + b, 1e-6, "1 + [B]/K");
        close(change.emax_share, 1.0, 1e-6, "the ceiling stays");
    }
}

#[test]
fn the_operational_model_has_its_limits() {
    // Black and Leff: Emax = tau R/(1 + tau R), EC50 = Kd/(1 + tau R), R the receptors left.
    for tau in [0.3, 3.0, 40.0, 1000.0] {
        for left in [1.0, 0.5, 0.1, 0.01] {
            let (engine, mut body) = dish_with(tau, &[(0.0, mere_agonist("dish"))]);
            body.y[engine.layout.receptors + ReceptorState::Resting as usize] = left;
            let change = engine.curve_change(0, &body);
            let top = |r: f64| tau * r / (1.0 + tau * r);
            close_rel(change.emax_share, top(left) / top(1.0), 1e-7, &format!("Emax, tau {tau}, {left} left"));
            let fold = (1.0 + tau) / (1.0 + tau * left);
            close_rel(change.ec50_fold, fold, 1e-6, &format!("EC50, tau {tau}, {left} left"));
        }
    }
}

#[test]
fn struct_spare_receptors_turn_loss_into_a_shift_first_and_a_lower_ceiling_later() {
    let change = |tau: f64, left: f64| {
        let (engine, mut body) = dish_with(tau, &[(0.0, mere_agonist("dish"))]);
        body.y[engine.layout.receptors + ReceptorState::Resting as usize] = left;
        engine.curve_change(0, &body)
    };
    let half = change(40.0, 0.5);
    assert!(half.ec50_fold > 1.9 && half.emax_share > 0.97, "half lost with a large reserve: {half:?}");
    let most = change(40.0, 0.01);
    assert!(most.emax_share < 0.31, "nearly all lost: {most:?}");
    let no_reserve = change(0.3, 0.5);
    assert!(no_reserve.ec50_fold < 1.15 && no_reserve.emax_share < 0.6, "half lost without a reserve: {no_reserve:?}");
}

#[test]
fn a_partial_agonist_has_a_lower_ceiling_unless_receptors_are_spare() {
    let top = |tau: f64, efficacy: f64| {
        let (engine, body) = dish_with(tau, &[(0.0, Action { efficacy, ..mere_agonist("dish") })]);
        engine.response(0, &body, 1e12)
    };
    for (tau, efficacy) in [(1.0, 0.05), (40.0, 0.05), (1.0, 1.0)] {
        close_rel(top(tau, efficacy), tau * efficacy / (1.0 + tau * efficacy), 1e-9, "ceiling");
    }
}

#[test]
fn a_dead_receptor_does_not_answer() {
    let (engine, mut body) = dish_with(3.0, &[(2.0, full_agonist("dish"))]);
    body.y[engine.layout.receptors + ReceptorState::Resting as usize] = 0.0;
    assert_eq!(engine.now(&body).net[0], 0.0);
}
