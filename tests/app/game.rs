//! The verdict: goals, budget, bets, stars.

use model::bet::curve;
use model::content::Library;
use model::level::{Bet, Level};
use model::plan::Plan;
use model::run::play;
use model::task::Task;
use model::trace::Trace;
use setpoint::answer::Draft;
use setpoint::game::{BetMade, Game, SANDBOX_DRUGS, offered};

use crate::library;

/// The run of a stored plan of a level, by the equations.
fn run_of(level: &str, good: bool) -> Trace {
    let library = library();
    let level = library.level(level).expect("shipped");
    let plan = if good { &level.good } else { &level.naive };
    let actions = level.script.actions.iter().chain(&plan.actions).copied().collect();
    let engine = level.engine(&library).expect("checked");
    play(engine, &Plan::from_actions(actions), level.duration_h, level.grid_h()).expect("solvable").trace
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
    let library = offered(library());
    assert!(library.levels.len() >= 21);
    for level in &library.levels {
        let mut game = game(&level.id);
        game.bet = Some(right_bet(level, &library));
        game.show_answers();
        let verdict = game.judge(&run_of(&level.id, true), &library).expect("a level");
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
    for level in &offered(library()).levels {
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
