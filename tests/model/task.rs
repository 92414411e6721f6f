//! How answers are graded, and what probes read of a patient.

use model::task::{Answer, Task};

use crate::fixture::fixtures;

fn tasks() -> &'static [Task] {
    let level = fixtures().levels.iter().find(|l| !l.tasks.is_empty()).expect("a fixture has tasks");
    &level.tasks
}

#[test]
fn the_right_answer_passes_and_the_frequent_one_does_not() {
    assert_eq!(tasks().len(), 4);
    for task in tasks() {
        assert!(!task.is_empty());
        let right = task.grade(&task.right_answer());
        assert!(right.passes() && right.right() == task.len(), "{task:?}");
        assert!(!task.grade(&task.often_answer()).passes(), "{task:?}");
        for item in 0..task.len() {
            assert!(!task.name(item).is_empty() && !task.why(item).is_empty(), "{task:?}");
        }
        assert!(task.name(99).is_empty() && task.why(99).is_empty());
    }
}

#[test]
fn what_is_not_answered_is_not_right() {
    for task in tasks() {
        for empty in [Answer::Times(Vec::new()), Answer::Circles(Vec::new()), Answer::Causes(Vec::new())] {
            let grade = task.grade(&empty);
            assert!(!grade.passes() && grade.right() == 0 && grade.items.len() == task.len());
        }
    }
}

#[test]
fn a_time_is_right_from_the_shortest_to_the_longest() {
    for (hours, right) in [(10.0 / 3600.0, true), (0.5, true), (0.6, false), (0.001, false), (f64::NAN, false)] {
        assert_eq!(tasks()[0].grade(&Answer::Times(vec![hours])).passes(), right, "{hours}");
    }
}

#[test]
fn an_item_must_stand_in_every_circle_that_fits_and_in_no_other() {
    for (circles, right) in
        [([true, false, false], true), ([true, true, false], false), ([false; 3], false), ([false, false, true], false)]
    {
        assert_eq!(tasks()[1].grade(&Answer::Circles(vec![circles])).passes(), right, "{circles:?}");
    }
}

#[test]
fn probes_tell_the_patients_apart_and_are_counted() {
    let level = fixtures().levels.iter().find(|l| !l.tasks.is_empty()).expect("a fixture has tasks");
    let [_, _, Task::Cases(few), Task::Cases(free)] = &level.tasks[..] else { panic!("the fixture's order") };
    let shifted = few.read(0, &[0, 1], 0, level, fixtures()).expect("within the limit");
    let washed = few.read(1, &[1], 2, level, fixtures()).expect("the third and last");
    assert!(shifted[0] > 0.0 && shifted[1] > washed[0], "{shifted:?} {washed:?}");
    assert!(few.read(1, &[0, 1], 2, level, fixtures()).is_none(), "a fourth reading");
    assert!(few.read(9, &[0], 0, level, fixtures()).is_none() && few.read(0, &[9], 0, level, fixtures()).is_none());
    let all = few.readings(0, level.engine(fixtures()).expect("checked")).expect("solvable");
    assert_eq!(all, shifted, "worked out ahead they are the same");
    assert!(
        free.read(0, &[0, 1], 1000, level, fixtures()).is_some(),
        "one sample and one biopsy are there from the start"
    );
}
