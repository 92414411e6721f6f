//! The best run of a level: kept as its deeds, made again beside the game, and dropped where it does not fit any more.

use bevy::prelude::*;
use model::plan::Act;
use setpoint::capture::Stage;
use setpoint::game::{BetMade, Game};
use setpoint::save::{Notice, Progress, Settings};
use setpoint::screens::best_run::Ghost;
use setpoint::sitting::{BestRun, Record};
use setpoint::ui::Wish;
use sim::command::PlayerCommand;
use sim::course::{Course, Deed};
use sim::recall::Written;

use crate::{frames, kept_in, wish};

/// Plays level 1.1 to three stars; says what was recorded.
fn pass(stage: &mut Stage) -> u64 {
    wish(stage, Wish::Level("1.1".to_owned()));
    wish(stage, Wish::Place(BetMade::Choice(2)));
    wish(stage, Wish::Sim(PlayerCommand::Do(Deed::Act(Act::Give { drug: 0, route: 0, du: 1.0 }))));
    wish(stage, Wish::Sim(PlayerCommand::Play));
    while stage.shown().resource::<Course>().t_h() < 4.4 / 60.0 {
        frames(stage, 10);
    }
    wish(stage, Wish::Sim(PlayerCommand::Do(Deed::Act(Act::Wash))));
    wish(stage, Wish::Finish);
    let verdict = stage.shown().resource::<Game>().verdict.clone().expect("judged");
    assert_eq!(verdict.stars, 3, "{:?}", verdict.goals);
    verdict.trace.fingerprint()
}

#[test]
fn the_best_run_is_shown_beside_the_next_one_and_is_the_very_same_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = kept_in(folder.path());
    let recorded = pass(&mut stage);
    drop(stage);
    let mut stage = kept_in(folder.path());
    assert!(stage.shown().resource::<Progress>().best["1.1"].len() < 4000, "its deeds, not its numbers");
    wish(&mut stage, Wish::Level("1.1".to_owned()));
    while !stage.shown().resource::<Ghost>().whole() {
        frames(&mut stage, 1);
    }
    let ghost = stage.shown().resource::<Ghost>().trace().expect("whole").fingerprint();
    assert_eq!(ghost, recorded);
    // The switch in the game.
    assert!(stage.shown().resource::<Settings>().best_run);
    wish(&mut stage, Wish::BestRun);
    assert!(!stage.shown().resource::<Settings>().best_run);
    // Another level has none.
    wish(&mut stage, Wish::Level("0.2".to_owned()));
    assert!(stage.shown().resource::<Ghost>().trace().is_none());
}

#[test]
fn a_best_run_that_does_not_fit_any_more_is_dropped_with_a_note_and_its_stars_stay() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = kept_in(folder.path());
    pass(&mut stage);
    let good = stage.shown().resource::<Progress>().best["1.1"].clone();
    let other = BestRun::from_text(&good).map(|mut run| {
        run.record.content ^= 1;
        run.text()
    });
    for text in ["", "(stars: 3)", "\u{0}", &other.expect("it was written")] {
        wish(&mut stage, Wish::Title);
        stage.world().resource_mut::<Progress>().best.insert("1.1".to_owned(), text.to_owned());
        stage.world().resource_mut::<Notice>().0 = None;
        wish(&mut stage, Wish::Level("1.1".to_owned()));
        let said = stage.shown().resource::<Notice>().0.clone().unwrap_or_default();
        assert!(said.contains("best run of 1.1"), "{said}");
        let progress = stage.shown().resource::<Progress>();
        assert!(progress.best.is_empty());
        assert_eq!(progress.stars["1.1"], 3);
    }
}

#[test]
fn more_stars_beat_then_fewer_hints_then_fewer_acts() {
    let run = |stars, hints, acts: u64, content| {
        let deeds = (0..acts).map(|k| (k, Deed::Act(Act::Wash))).chain([(acts, Deed::Speed(1.0))]).collect();
        let written = Written { deeds, undone: Vec::new(), reached: acts };
        let record = Record { content, seed: 1, receptors: 200, home_h_per_s: 1.0, written };
        BestRun { stars, hints, record }
    };
    assert!(run(3, 1, 9, 0).beats(&run(2, 0, 1, 0)));
    assert!(run(2, 0, 9, 0).beats(&run(2, 1, 1, 0)));
    assert!(run(2, 1, 3, 0).beats(&run(2, 1, 4, 0)));
    assert!(!run(2, 1, 4, 0).beats(&run(2, 1, 4, 0)), "at a tie the older one stays");
    let mut progress = Progress::default();
    assert!(progress.keep_best("1.1", &run(3, 0, 1, 0)));
    assert!(!progress.keep_best("1.1", &run(2, 0, 1, 0)));
    assert!(progress.keep_best("1.1", &run(1, 0, 9, 7)), "what belongs to what is no more makes room");
}
