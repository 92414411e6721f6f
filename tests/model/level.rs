//! Every shipped level, by the equations and by individuals.

use std::sync::LazyLock;

use model::chance::mix;
use model::ensemble::Ensemble;
use model::level::{Bet, Control, Level, MAX_CARD_WORDS, MAX_WORDS};
use model::plan::{Act, Action, Plan};
use model::problem::Problems;
use model::prose;
use model::run::Run;
use model::task::{Answer, Task};
use model::tool::{Drawing, Tool, Way};

use crate::support::library;

/// What the level does by itself and what a plan does, together.
fn with_script(level: &Level, plan: &Plan) -> Plan {
    Plan::from_actions(level.script.actions.iter().chain(&plan.actions).copied().collect())
}

fn by_equations(level: &Level, plan: &Plan) -> Run {
    let engine = level.engine(library()).expect("the level was checked against this library");
    level.play(engine, &with_script(level, plan), level.duration_h).expect("the solver copes")
}

fn unmet(level: &Level, run: &Run) -> Vec<String> {
    let unmet = level.goals.iter().filter(|g| !g.test.met(&run.trace));
    unmet.map(|g| format!("{} {}: {:?}", level.id, g.text, g.test.sides(&run.trace))).collect()
}

/// Every level with goals, compared with the runs that it names, in the library's order; of a level with several patients
/// each.
pub static LEVELS: LazyLock<Vec<Level>> = LazyLock::new(|| {
    let all = library().levels.iter().flat_map(Level::parts);
    all.filter(|l| !l.goals.is_empty()).map(|l| l.bound(library())).collect()
});

/// The good plan of each of them by the equations; played once.
pub static GOOD: LazyLock<Vec<Run>> = LazyLock::new(|| LEVELS.iter().map(|l| by_equations(l, &l.good)).collect());

/// The naive plan of each of them.
pub static NAIVE: LazyLock<Vec<Run>> = LazyLock::new(|| LEVELS.iter().map(|l| by_equations(l, &l.naive)).collect());

#[test]
fn the_good_plan_passes_and_stays_within_the_budget() {
    assert!(LEVELS.len() >= 21);
    for (level, run) in LEVELS.iter().zip(GOOD.iter()) {
        assert_eq!(unmet(level, run), [] as [String; 0]);
        for g in &level.budget {
            assert!(g.test.met(&run.trace), "{} {}: {:?}", level.id, g.text, g.test.sides(&run.trace));
        }
    }
}

#[test]
fn the_naive_plan_fails_with_a_card_of_its_own() {
    for (level, run) in LEVELS.iter().zip(NAIVE.iter()) {
        assert!(!unmet(level, run).is_empty(), "{}", level.id);
        let card = level.failure(&run.trace).expect("the last card meets everything");
        assert!(card.when.is_some(), "{}: the naive plan meets the card \"{}\"", level.id, card.name);
    }
}

#[test]
fn doing_nothing_fails() {
    for level in LEVELS.iter() {
        assert!(!unmet(level, &by_equations(level, &Plan::default())).is_empty(), "{}", level.id);
    }
}

#[test]
fn every_hint_brings_a_plan_closer() {
    for (level, naive) in LEVELS.iter().zip(NAIVE.iter()) {
        let far = |plan: &Plan| level.shortfall(&by_equations(level, plan).trace);
        let way = [level.shortfall(&naive.trace), far(&level.advice[0]), far(&level.advice[1])];
        for pair in way.windows(2) {
            assert!(pair[1] < pair[0] || pair[1] == 0.0, "{}: {way:?}", level.id);
        }
    }
}

#[test]
fn a_level_without_goals_has_tasks_that_the_frequent_answer_fails() {
    let mut seen = 0;
    for level in library().levels.iter().filter(|l| l.goals.is_empty()) {
        assert!(!level.tasks.is_empty(), "{}", level.id);
        for task in &level.tasks {
            assert!(task.grade(&task.right_answer()).passes() && !task.grade(&task.often_answer()).passes());
            seen += 1;
        }
        // Nothing is done in its run: good, naive and idle are the same.
        let run = by_equations(level, &level.good);
        let times = level.moments.iter().map(|m| &m.at).chain(level.failures.iter().map(|f| &f.at));
        let times: Vec<f64> = times.map(|at| at.of(&run.trace)).collect();
        assert!(times.iter().all(|t| (0.0..=level.duration_h).contains(t)), "{}: {times:?}", level.id);
        if let Bet::Curve { series, points_h, ends, .. } = &level.bet {
            let truth = model::bet::curve(series, points_h, &run.trace);
            assert!(truth.iter().all(|v| (ends.0..=ends.1).contains(v)), "{}: {truth:?}", level.id);
            let flat = vec![0.5 * (ends.0 + ends.1); truth.len()];
            assert!(!model::bet::curve_is_right(&flat, &truth), "{}: where drawing begins is no answer", level.id);
        }
    }
    assert!(seen >= 1);
}

#[test]
fn moments_cards_and_bets_have_finite_answers_within_the_run() {
    for ((level, good), naive) in LEVELS.iter().zip(GOOD.iter()).zip(NAIVE.iter()) {
        assert!(!level.moments.is_empty(), "{} names a moment", level.id);
        for m in &level.moments {
            let t = m.at.of(&good.trace);
            assert!((0.0..=level.duration_h).contains(&t), "{} {}: {t}", level.id, m.text);
        }
        for card in &level.failures {
            let t = card.at.of(&naive.trace);
            assert!((0.0..=level.duration_h).contains(&t), "{} card {}: {t}", level.id, card.name);
        }
        let run = |plan: &model::level::BetPlan| match plan {
            model::level::BetPlan::Good => good,
            model::level::BetPlan::Naive => naive,
        };
        match &level.bet {
            Bet::Number { answer, plan, ends, question, .. } => {
                let truth = answer.of(&run(plan).trace);
                assert!((ends.0..=ends.1).contains(&truth), "{} {question}: {truth} in {ends:?}", level.id);
            }
            Bet::Choice { options, right, .. } => assert!(*right < options.len() && options.len() > 1),
            Bet::Curve { series, points_h, plan, .. } => {
                let truth = model::bet::curve(series, points_h, &run(plan).trace);
                assert!(truth.iter().all(|v| v.is_finite()), "{}: {truth:?}", level.id);
            }
        }
    }
}

/// What a source text says, and what a level's own runs say. Tuned to it: no evidence.
#[test]
fn fit_the_numbers_of_the_source_texts_come_out_of_the_levels() {
    let place = |id: &str| LEVELS.iter().position(|l| l.id == id).expect("it is shipped");
    let bet = |id: &str, runs: &[Run]| match &LEVELS[place(id)].bet {
        Bet::Number { answer, .. } => answer.of(&runs[place(id)].trace),
        Bet::Choice { .. } | Bet::Curve { .. } => panic!("{id} bets on a number"),
    };
    let patch = bet("3.2", &NAIVE);
    assert!(patch <= 0.15, "a patch that is never taken off is nearly useless within a day: {patch}");
    let reliever = bet("3.5", &NAIVE);
    assert!(reliever <= 0.80, "a reliever around the clock loses a fifth and more within days: {reliever}");
    let morphine = bet("4.1", &GOOD);
    assert!((2.0..=3.05).contains(&morphine), "the same relief takes two to three times the dose: {morphine}");
}

#[test]
fn fit_an_equal_dose_lowered_by_a_quarter_to_a_half_passes_and_by_less_or_more_does_not() {
    let level = LEVELS.iter().find(|l| l.id == "4.8").expect("it is shipped");
    for (less, passes) in [(0.0, false), (0.25, true), (0.38, true), (0.5, true), (0.8, false)] {
        let du = 9.0 * (1.0 - less);
        let mut plan = level.good.clone();
        for action in &mut plan.actions {
            if let Act::Give { du: given, .. } = &mut action.act {
                *given = du;
            }
        }
        let unmet = unmet(level, &by_equations(level, &plan));
        assert_eq!(unmet.is_empty(), passes, "lowered by {less}: {unmet:?}");
    }
}

/// An answer to a task by somebody who puts anything anywhere.
fn answer_at_random(task: &Task, state: &mut u64) -> Answer {
    let (least, most) = ((1.0_f64 / 3600.0).ln(), (24.0_f64 * 91.0).ln());
    let mut share = || draw(state, 1000) as f64 / 1000.0;
    match task {
        Task::Order(items) => Answer::Times(items.iter().map(|_| (least + share() * (most - least)).exp()).collect()),
        Task::Venn(items) => {
            Answer::Circles(items.iter().map(|_| [share() < 0.5, share() < 0.5, share() < 0.5]).collect())
        }
        Task::Cases(cases) => {
            let causes = cases.causes.len();
            Answer::Causes(cases.cases.iter().map(|_| (share() * causes as f64) as usize).collect())
        }
    }
}

#[test]
fn chance_answers_at_most_one_try_in_twenty() {
    let mut seen = 0;
    for level in library().levels.iter().filter(|l| !l.tasks.is_empty()) {
        let passes = |seed: u64| {
            let mut state = mix(seed + 1);
            level.tasks.iter().all(|task| task.grade(&answer_at_random(task, &mut state)).passes())
        };
        let passed = (0..200).filter(|seed| passes(*seed)).count();
        assert!(passed <= 10, "{}: {passed} of 200 random answers pass", level.id);
        seen += 1;
    }
    assert!(seen >= 1);
}

#[test]
fn texts_are_short_and_plain() {
    for level in library().levels.iter().flat_map(Level::parts) {
        let id = &level.id;
        for text in [&level.prompt, level.bet.question()].into_iter().chain(level.hints.iter().map(String::as_str)) {
            assert!((1..=MAX_WORDS).contains(&prose::count(text)), "{id}: {text}");
        }
        for card in &level.failures {
            let words = prose::count(&card.what) + prose::count(&card.why) + prose::count(&card.next);
            assert!((8..=MAX_CARD_WORDS).contains(&words), "{id} {}: {words} words", card.name);
        }
        let cards = level.failures.iter().flat_map(|f| [&f.what, &f.why, &f.next]);
        let read = [&level.prompt, &level.debrief].into_iter().chain(&level.hints).chain(cards);
        let all: Vec<&str> = read.map(String::as_str).collect();
        let grade = prose::grade(&all.join(" "));
        assert!(grade <= 9.0, "{id}: reading age {grade:.1}");
        assert!(prose::grade(&level.debrief) <= 9.0, "{id}: the debrief alone");
        for text in all {
            assert!(prose::unkind(text).is_empty() && prose::weight(text).is_none(), "{id}: {text}");
        }
        assert!(!level.sources.is_empty() && level.teacher.minutes > 0, "{id}");
        assert!(level.teacher.question.ends_with('?') && level.bet.question().ends_with('?'), "{id}");
    }
    for id in ["4.4", "5.6", "5.7"] {
        let level = library().level(id).expect("it is shipped");
        assert!(!level.content_note.is_empty() && !level.help.is_empty(), "{id} warns, and says where help is");
    }
}

/// Draws from 0 to below `most`.
fn draw(state: &mut u64, most: usize) -> usize {
    *state = mix(*state);
    (*state % most.max(1) as u64) as usize
}

/// Somebody who presses any button at any moment, half of the times where the level pauses. A level's script is left to
/// itself up to its first pause, so that all tries share that stretch.
fn at_random(level: &Level, from_h: f64, state: &mut u64) -> Plan {
    let drugs: Vec<_> = level.drugs.iter().map(|d| library().drug(d).expect("checked")).collect();
    let place = |id: &str| drugs.iter().position(|d| d.id == id).expect("checked");
    let mut actions = Vec::new();
    for control in &level.controls {
        match control {
            Control::Give { drug, route, amounts, most } => {
                let drug = place(drug);
                let route = drugs[drug].routes.iter().position(|r| r.id == *route).unwrap_or(0);
                for _ in 0..draw(state, (*most).min(30) as usize + 1) {
                    let du = amounts[draw(state, amounts.len())];
                    let anywhere = from_h + (level.duration_h - from_h) * draw(state, 1000) as f64 / 1000.0;
                    let paused = draw(state, 2) == 0 && !level.pauses_h.is_empty();
                    let at_h = if paused { level.pauses_h[draw(state, level.pauses_h.len())] } else { anywhere };
                    actions.push(Action { at_h: at_h.max(from_h), act: Act::Give { drug, route, du } });
                }
            }
            Control::DailyPatch { drug, du } => {
                let (on, off) = (draw(state, 24) as f64, draw(state, 24) as f64);
                let off = if off > on { off } else { off + 24.0 };
                let drug = place(drug);
                let route = drugs[drug]
                    .routes
                    .iter()
                    .position(|r| matches!(r.entry, model::drug::Entry::Patch { .. }))
                    .unwrap_or(0);
                for day in 0..(level.duration_h / 24.0) as u32 {
                    let midnight = 24.0 * f64::from(day);
                    actions.push(Action { at_h: midnight + on, act: Act::Give { drug, route, du: *du } });
                    actions.push(Action { at_h: midnight + off, act: Act::PatchOff { drug } });
                }
            }
            Control::Wash if draw(state, 2) == 0 => {
                let at_h = level.duration_h * draw(state, 1000) as f64 / 1000.0;
                actions.push(Action { at_h, act: Act::Wash });
            }
            Control::Wash => {}
        }
    }
    for tool in level.tools.iter().filter(|_| level.controls.is_empty()) {
        let steps = tool.steps(&drawn_at_random(tool, state)).expect("within its limits");
        let mut p = Problems::new("drawn", "");
        actions.extend(Plan::check("", &steps, &drugs, &mut p).actions);
        assert!(p.into_found().is_empty(), "{}", level.id);
    }
    Plan::from_actions(actions)
}

/// A way down of any shape, length and number of levels.
fn drawn_at_random(tool: &Tool, state: &mut u64) -> Drawing {
    let Tool::Taper { over_h, every_h, first, most_levels, .. } = tool else {
        panic!("no level stands on {tool:?} alone")
    };
    let way = [Way::Linear, Way::Exponential, Way::EqualOccupancy][draw(state, 3)];
    let intervals = ((over_h.1 - over_h.0) / every_h) as usize;
    let over_h = over_h.0 + every_h * draw(state, intervals + 1) as f64;
    let last = first * (1 + draw(state, 100)) as f64 / 100.0;
    Drawing::Taper { way, over_h, last, levels: 1 + draw(state, *most_levels as usize) as u32 }
}

/// Random tries of a level that pass, of `tries`.
fn passed_at_random(level: &Level, tries: u64) -> u64 {
    let from_h = if level.script.actions.is_empty() { 0.0 } else { level.pauses_h.first().copied().unwrap_or(0.0) };
    let mut start = Run::new(level.engine(library()).expect("checked"), level.duration_h / 300.0);
    start.queue(&level.script.actions);
    start.advance(from_h).expect("the solver copes");
    let passes = |seed: u64| {
        let mut state = mix(seed + 1);
        let mut run = start.clone();
        run.queue(&at_random(level, from_h, &mut state).actions);
        run.advance(level.duration_h).expect("the solver copes");
        level.goals.iter().all(|g| g.test.met(&run.trace))
    };
    (0..tries).map(|seed| u64::from(passes(seed))).sum()
}

/// Every fourth level from `part` on, so that four tests share them. Several patients of a level must all go well.
fn assert_chance_fails(part: usize) {
    let single = |l: &&Level| library().level(&l.id).is_some_and(|l| l.patients.is_empty());
    let mine = LEVELS.iter().filter(single).skip(part).step_by(4).map(|l| (l.id.as_str(), passed_at_random(l, 200)));
    let easy: Vec<_> = mine.filter(|(_, passed)| *passed > 10).collect();
    assert!(easy.is_empty(), "of 200 random tries pass: {easy:?}");
}

#[test]
fn chance_passes_at_most_one_try_in_twenty_of_the_first_levels() {
    assert_chance_fails(0);
}

#[test]
fn chance_passes_at_most_one_try_in_twenty_of_the_second_levels() {
    assert_chance_fails(1);
}

#[test]
fn chance_passes_at_most_one_try_in_twenty_of_the_third_levels() {
    assert_chance_fails(2);
}

#[test]
fn chance_passes_at_most_one_try_in_twenty_of_the_fourth_levels() {
    assert_chance_fails(3);
}

#[test]
fn chance_seldom_treats_all_patients_of_a_level_well() {
    for whole in library().levels.iter().filter(|l| !l.patients.is_empty()) {
        let patients = LEVELS.iter().filter(|l| l.id == whole.id);
        let shares: Vec<f64> = patients.map(|l| passed_at_random(l, 100) as f64 / 100.0).collect();
        let all: f64 = shares.iter().product();
        assert!(shares.len() == 1 + whole.patients.len() && all <= 0.05, "{}: {shares:?}", whole.id);
    }
}

#[test]
fn the_good_plan_does_only_what_the_player_can_do() {
    for level in library().levels.iter().flat_map(Level::parts) {
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
            // Whatever a taper gives lies on its way down; a drawing comes to the doses of a plan (`tool.rs`).
            let drawn = level.tools.iter().filter(|_| level.controls.is_empty()).any(|t| match (t, action.act) {
                (Tool::Taper { drug, from_h, every_h, first, .. }, Act::Give { drug: d, du, .. }) => {
                    let doses = (action.at_h - from_h) / every_h;
                    drugs[d].id == drug.drug && du <= *first && doses >= 0.0 && (doses - doses.round()).abs() < 1e-9
                }
                _ => false,
            });
            assert!(allowed || drawn, "{}: no control does {action:?}", level.id);
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
    let mut run = level.start(level.engine(library()).expect("checked"));
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
    for level in LEVELS.iter() {
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
