//! The verdict: goals, budget, bets, stars.

use model::bet::curve;
use model::content::Library;
use model::level::{Bet, Level};
use model::plan::Plan;
use model::task::Task;
use model::trace::Trace;
use setpoint::answer::Draft;
use setpoint::game::{BetMade, Game, SANDBOX_DRUGS};
use setpoint::ward::Ward;

use crate::library;

/// The run of a stored plan of a level, by the equations.
fn run_of(level: &str, good: bool) -> Trace {
    let library = library();
    run_of_level(library.level(level).expect("shipped"), good)
}

fn run_of_level(level: &Level, good: bool) -> Trace {
    let library = library();
    let plan = if good { &level.good } else { &level.naive };
    let actions = level.script.actions.iter().chain(&plan.actions).copied().collect();
    let engine = level.engine(&library).expect("checked");
    level.play(engine, &Plan::from_actions(actions), level.duration_h).expect("solvable").trace
}

fn game(level: &str) -> Game {
    let library = library();
    Game::level(library.level(level).expect("shipped"), &library, 1, None)
}

/// The bet that is right.
fn right_bet(level: &Level, library: &Library) -> BetMade {
    match &level.bet {
        Bet::Choice { right, .. } => BetMade::Choice(*right),
        Bet::Number { answer, plan, .. } => {
            BetMade::Number(answer.of(&level.reference(plan.run(), library).expect("solvable")))
        }
        Bet::Curve { series, points_h, plan, .. } => {
            BetMade::Curve(curve(series, points_h, &level.reference(plan.run(), library).expect("solvable")))
        }
    }
}

#[test]
fn a_good_plan_with_a_right_bet_and_no_hint_earns_three_stars_in_every_level() {
    let library = library();
    assert!(library.levels.len() >= 22);
    for level in &library.levels {
        let mut game = game(&level.id);
        game.bet = Some(right_bet(level, &library));
        let judged = |game: &mut Game| {
            game.show_answers();
            let run = run_of_level(game.level.as_ref().expect("a level"), true);
            game.verdict = game.judge(&run, &library);
            game.verdict.clone().expect("a level")
        };
        let mut verdict = judged(&mut game);
        // Of several patients the last one brings the stars of all.
        while let Some(ward) = Ward::next(&game) {
            assert_eq!(verdict.stars, 0, "{}: {}", level.id, game.ward.say());
            game = Game { bet: game.bet, ..Game::ward(ward, &library, 1, None).expect("somebody waits") };
            verdict = judged(&mut game);
        }
        assert_eq!(verdict.stars, 3, "{}: {:?} {:?}", level.id, verdict.goals, verdict.budget);
        assert!(!verdict.moments.is_empty());
    }
}

#[test]
fn a_wrong_bet_or_no_bet_costs_one_star() {
    let mut game = game("1.1");
    game.bet = Some(BetMade::Choice(0));
    assert_eq!(game.judge(&run_of("1.1", true), &library()).expect("a level").stars, 2);
    game.bet = None;
    let verdict = game.judge(&run_of("1.1", true), &library()).expect("a level");
    assert_eq!((verdict.stars, verdict.bet_right), (2, None));
}

#[test]
fn a_number_within_fifteen_per_cent_is_right_and_beyond_is_not() {
    let mut game = game("0.2");
    let trace = run_of("0.2", true);
    for (bet, right) in [(0.65, true), (0.58, true), (0.72, true), (0.50, false), (0.85, false)] {
        game.bet = Some(BetMade::Number(bet));
        assert_eq!(game.judge(&trace, &library()).expect("a level").bet_right, Some(right), "{bet}");
    }
}

#[test]
fn two_hints_leave_one_star_and_a_shown_plan_none() {
    let mut game = game("1.1");
    game.bet = Some(BetMade::Choice(2));
    game.hints = 2;
    assert_eq!(game.judge(&run_of("1.1", true), &library()).expect("a level").stars, 1);
    game.hints = 0;
    game.shown = true;
    assert_eq!(game.judge(&run_of("1.1", true), &library()).expect("a level").stars, 0);
}

#[test]
fn a_naive_plan_earns_nothing() {
    for level in &library().levels {
        let mut game = game(&level.id);
        let often = |task: &Task| Draft::of(&task.often_answer(), task);
        game.answers = level.tasks.iter().map(often).collect();
        game.handed = true;
        let verdict = game.judge(&run_of(&level.id, false), &library()).expect("a level");
        assert_eq!(verdict.stars, 0, "{}", level.id);
        assert!(level.failure(&verdict.trace).is_some());
    }
}

#[test]
fn every_body_system_has_a_sandbox_with_a_drug_to_give() {
    let library = library();
    for system in &library.systems {
        let game = Game::sandbox(&system.id, &[], &library, 1, None).expect("it is there");
        assert!(!game.drugs.is_empty() && game.drugs.len() < SANDBOX_DRUGS, "{}", system.id);
        assert!(game.controls.len() > 1, "{}", system.id);
        assert!(game.setup(&library).is_some());
    }
}

#[test]
fn hints_and_a_broken_budget_with_one_patient_count_for_all() {
    let library = library();
    let mut game = game("6.3");
    let level = game.level.clone().expect("a level");
    assert_eq!(game.ward.say(), "patient 1 of 5");
    let good = game.judge(&run_of_level(&level, true), &library).expect("a level");
    let naive = game.judge(&run_of_level(&level, false), &library).expect("a level");
    game.verdict = Some(naive);
    assert!(Ward::next(&game).is_none(), "who fails with a patient stays");
    game.verdict = Some(good.clone());
    game.hints = 2;
    let ward = Ward::next(&game).expect("the next one");
    assert_eq!((ward.at, ward.hints, ward.spent), (1, 2, false));
    let mut dear = good;
    dear.budget.iter_mut().for_each(|(_, met)| *met = false);
    game.verdict = Some(dear);
    assert!(Ward::next(&game).expect("passed").spent);
    // Whoever takes the last patient after that has one star.
    let last = Ward { at: 4, hints: 2, ..ward };
    let game = Game::ward(last, &library, 1, None).expect("the fifth");
    let run = run_of_level(game.level.as_ref().expect("a level"), true);
    assert_eq!(game.judge(&run, &library).expect("a level").stars, 1);
}
