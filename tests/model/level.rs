//! Every shipped level, by the equations and by individuals.

use std::sync::LazyLock;

use model::ensemble::Ensemble;
use model::level::{Bet, BetPlan, Control, Level};
use model::plan::{Act, Plan};
use model::run::{Run, play};

use crate::support::library;

/// What the level does by itself and what a plan does, together.
fn with_script(level: &Level, plan: &Plan) -> Plan {
    Plan::from_actions(level.script.actions.iter().chain(&plan.actions).copied().collect())
}

fn by_equations(level: &Level, plan: &Plan) -> Run {
    let engine = level.engine(library()).expect("the level was checked against this library");
    play(engine, &with_script(level, plan), level.duration_h, level.grid_h()).expect("the solver copes")
}

fn unmet(level: &Level, run: &Run) -> Vec<String> {
    let unmet = level.goals.iter().filter(|g| !g.test.met(&run.trace));
    unmet.map(|g| format!("{} {}: {:?}", level.id, g.text, g.test.sides(&run.trace))).collect()
}

/// The good plan of every level by the equations, in the library's order; played once.
static GOOD: LazyLock<Vec<Run>> = LazyLock::new(|| library().levels.iter().map(|l| by_equations(l, &l.good)).collect());

#[test]
fn the_good_plan_passes_and_stays_within_the_budget() {
    assert!(library().levels.len() >= 3);
    for (level, run) in library().levels.iter().zip(GOOD.iter()) {
        assert_eq!(unmet(level, run), [] as [String; 0]);
        for g in &level.budget {
            assert!(g.test.met(&run.trace), "{} {}: {:?}", level.id, g.text, g.test.sides(&run.trace));
        }
    }
}

#[test]
fn the_naive_plan_fails() {
    for level in &library().levels {
        assert!(!unmet(level, &by_equations(level, &level.naive)).is_empty(), "{}", level.id);
    }
}

#[test]
fn doing_nothing_fails() {
    for level in &library().levels {
        assert!(!unmet(level, &by_equations(level, &Plan::default())).is_empty(), "{}", level.id);
    }
}

#[test]
fn moments_and_bets_have_finite_answers_within_the_run() {
    for (level, good) in library().levels.iter().zip(GOOD.iter()) {
        assert!(!level.moments.is_empty(), "{} names a moment", level.id);
        for m in &level.moments {
            let t = m.at.of(&good.trace);
            assert!((0.0..=level.duration_h).contains(&t), "{} {}: {t}", level.id, m.text);
        }
        match &level.bet {
            Bet::Number { answer, plan, ends, question, .. } => {
                let truth = match plan {
                    BetPlan::Good => answer.of(&good.trace),
                    BetPlan::Naive => answer.of(&by_equations(level, &level.naive).trace),
                };
                assert!((ends.0..=ends.1).contains(&truth), "{} {question}: {truth} in {ends:?}", level.id);
            }
            Bet::Choice { options, right, .. } => assert!(*right < options.len() && options.len() > 1),
        }
    }
}

#[test]
fn the_good_plan_does_only_what_the_player_can_do() {
    for level in &library().levels {
        let drugs: Vec<_> = level.drugs.iter().map(|d| library().drug(d).expect("checked")).collect();
        for action in &level.good.actions {
            assert!(action.at_h <= level.duration_h, "{}: {action:?} lies in the run", level.id);
            let allowed = level.controls.iter().any(|c| match (c, action.act) {
                (Control::Give { drug, route, amounts, .. }, Act::Give { drug: d, route: r, du }) => {
                    let named = if route.is_empty() {
                        0
                    } else {
                        drugs[d].routes.iter().position(|x| x.id == *route).unwrap_or(99)
                    };
                    drugs[d].id == *drug && named == r && amounts.contains(&du)
                }
                (Control::DailyPatch { drug, du }, Act::Give { drug: d, du: given, .. }) => {
                    drugs[d].id == *drug && *du == given
                }
                (Control::DailyPatch { drug, .. }, Act::PatchOff { drug: d }) => drugs[d].id == *drug,
                (Control::Wash, Act::Wash) => true,
                (Control::Give { .. }, Act::PatchOff { .. } | Act::Wash | Act::Place { .. })
                | (Control::DailyPatch { .. }, Act::Wash | Act::Place { .. })
                | (Control::Wash, Act::Give { .. } | Act::PatchOff { .. } | Act::Place { .. }) => false,
            });
            assert!(allowed, "{}: no control does {action:?}", level.id);
        }
        for c in &level.controls {
            if let Control::Give { drug, most, .. } = c {
                let of_it = |act: &Act| matches!(act, Act::Give { drug: d, .. } if drugs[*d].id == *drug);
                let doses = level.good.actions.iter().filter(|a| of_it(&a.act)).count();
                assert!(doses <= *most as usize, "{}: {doses} doses, {most} allowed", level.id);
            }
        }
    }
}

/// The run as the game makes it: in ticks of a thirtieth of a second, and the individuals are the pharmacology. A crowd
/// of hundreds goes at the level's own pace; time is warped for one of thousands, to `most_ticks` at most.
fn by_individuals(level: &Level, seed: u64, most_ticks: f64) -> Run {
    let mut run = Run::new(level.engine(library()).expect("checked"), level.grid_h());
    run.queue(&with_script(level, &level.good).actions);
    let mut crowd = Ensemble::new(&run.engine.naive, level.receptors, seed);
    let slowest_h = if level.receptors > 1000 { level.duration_h / most_ticks } else { 0.0 };
    let tick_h = (level.speed_h_per_s / 30.0).max(slowest_h);
    let mut tick = 0_u64;
    while run.body.t_h < level.duration_h {
        let to = ((tick + 1) as f64 * tick_h).min(level.duration_h);
        let transit = run.advance_with_receptors(to).expect("the solver copes");
        crowd.step(&transit.throws(level.receptors), tick);
        run.engine.adopt_census(&mut run.body, &crowd.census(), level.receptors);
        tick += 1;
    }
    run
}

fn assert_individuals_pass(seed: u64, most_ticks: f64) {
    for level in &library().levels {
        let run = by_individuals(level, seed, most_ticks);
        assert_eq!(unmet(level, &run), [] as [String; 0], "seed {seed}");
        assert!(run.pending().iter().all(|a| a.at_h > level.duration_h), "{}: everything was done", level.id);
    }
}

#[test]
fn the_good_plan_passes_with_individuals_of_seed_1() {
    assert_individuals_pass(1, 800.0);
}

#[test]
fn the_good_plan_passes_with_individuals_of_seed_2() {
    assert_individuals_pass(2, 200.0);
}

#[test]
fn the_good_plan_passes_with_individuals_of_seed_3() {
    assert_individuals_pass(3, 200.0);
}

#[test]
fn the_good_plan_passes_with_individuals_of_seed_4() {
    assert_individuals_pass(4, 200.0);
}

#[test]
fn the_good_plan_passes_with_individuals_of_seed_5() {
    assert_individuals_pass(5, 200.0);
}

#[test]
fn levels_are_told_apart_by_their_ids() {
    let mut ids: Vec<&str> = library().levels.iter().map(|l| l.id.as_str()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
}
