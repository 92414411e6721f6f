//! The part of a run that the player acts in.

use crate::support::library;

#[test]
fn a_part_that_begins_late_is_told_where_no_goal_looks_further_back() {
    let late: Vec<&str> =
        library().levels.iter().filter(|l| l.late_part_h().is_some()).map(|l| l.id.as_str()).collect();
    assert!(["4.4", "4.8", "5.6", "5.7", "6.6"].iter().all(|id| late.contains(id)), "{late:?}");
    // The first tablet, the first lift of mood, and a run that is acted in from the start.
    assert!(["2.1", "8.4", "1.1", "4.1"].iter().all(|id| !late.contains(id)), "{late:?}");
}

#[test]
fn it_holds_everything_that_the_good_plan_does_and_that_goals_are_judged_on() {
    for level in &library().levels {
        let Some((first_h, from_h)) = level.late_part_h() else { continue };
        assert!(from_h > 0.0 && from_h < first_h && first_h < level.duration_h, "{}", level.id);
        assert!(level.good.actions.iter().all(|a| a.at_h >= first_h), "{}", level.id);
        let idle =
            level.play(level.engine(library()).expect("checked"), &level.script, level.duration_h).expect("solvable");
        for goal in level.goals.iter().chain(&level.budget) {
            let Some(asked) = goal.test.judged(&idle.trace, level.duration_h) else { continue };
            if !asked.series.starts_with("given.") {
                assert!(asked.stretches_h.iter().all(|(from, _)| *from >= from_h), "{}: {}", level.id, goal.text);
            }
        }
    }
}
