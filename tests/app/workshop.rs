//! A level that is written while it is played: read again, kept where it was, and never a crash.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use bevy::prelude::*;
use model::content::embedded;
use model::plan::Act;
use setpoint::capture::Stage;
use setpoint::game::{BetMade, Content, Game, Phase};
use setpoint::screens::Table;
use setpoint::ui::Wish;
use setpoint::workshop::Workshop;
use sim::command::PlayerCommand;
use sim::course::{Course, Deed};

use crate::{frames, library, wish};

/// A folder with level 1.1 in it, and the file.
fn folder() -> (tempfile::TempDir, PathBuf, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let shipped = embedded::FILES.iter().find(|(_, name, _)| *name == "levels/1_01_still_there.ron");
    let text = shipped.expect("it is shipped").2.to_owned();
    let path = folder.path().join("1_01_still_there.ron");
    fs::write(&path, &text).expect("it can be written");
    (folder, path, text)
}

/// The game with that folder, somewhere in a run of level 1.1.
fn playing(folder: &std::path::Path) -> Stage {
    let mut all = library();
    let workshop = Workshop::open(folder, &mut all).expect("a folder");
    let mut stage = Stage::unseen(UVec2::new(960, 540), 1.0, |app| {
        app.insert_resource(Table { seed: 3, receptors: Some(300), ..default() });
        setpoint::game_plugin(app, all);
        app.insert_resource(workshop);
    })
    .expect("nothing is drawn");
    stage.set_step(Duration::from_secs_f64(1.0 / 30.0));
    frames(&mut stage, 4);
    wish(&mut stage, Wish::Level("1.1".to_owned()));
    wish(&mut stage, Wish::Place(BetMade::Choice(2)));
    wish(&mut stage, Wish::Sim(PlayerCommand::Do(Deed::Act(Act::Give { drug: 0, route: 0, du: 1.0 }))));
    for _ in 0..12 {
        wish(&mut stage, Wish::Sim(PlayerCommand::StepForward));
    }
    stage
}

/// A look at the folder, and whatever follows from it.
fn look(stage: &mut Stage) {
    frames(stage, 40);
    wish(stage, Wish::Bet(BetMade::Choice(2)));
}

fn problems(stage: &Stage) -> String {
    let found = &stage.shown().resource::<Workshop>().problems;
    found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_level_is_read_again_while_it_is_played_and_the_run_stays_where_it_was() {
    let (folder, path, text) = folder();
    let mut stage = playing(folder.path());
    let before = stage.shown().resource::<Course>().run.body.clone();
    let prompt = stage.shown().resource::<Game>().level.clone().expect("a level").prompt;
    fs::write(&path, text.replace(&prompt, "Written anew.")).expect("it can be written");
    look(&mut stage);
    let game = stage.shown().resource::<Game>();
    assert_eq!(game.level.as_ref().expect("a level").prompt, "Written anew.");
    assert_eq!((game.phase, game.bet.clone(), game.used[0]), (Phase::Run, Some(BetMade::Choice(2)), 1));
    let course = stage.shown().resource::<Course>();
    assert_eq!(course.tick, 12);
    assert_eq!(course.run.body.y, before.y);
    assert_eq!(stage.shown().resource::<Content>().level("1.1").expect("there").prompt, "Written anew.");
    assert_eq!(problems(&stage), "");
}

#[test]
fn every_problem_is_told_the_game_goes_on_and_the_card_goes_when_they_are_mended() {
    let (folder, path, text) = folder();
    let mut stage = playing(folder.path());
    let broken = text.replace("system: \"mu_opioid\"", "system: \"nothing\"").replace("receptors: 200", "receptors: 7");
    assert_ne!(broken, text);
    fs::write(&path, &broken).expect("it can be written");
    look(&mut stage);
    let told = problems(&stage);
    assert!(told.contains("no body system \"nothing\"") && told.contains("100 to 1000000"), "{told}");
    assert_eq!(stage.shown().resource::<Course>().tick, 12, "the level is played on as it was last sound");
    for nonsense in ["(", "", "\u{0}", "[]"] {
        fs::write(&path, nonsense).expect("it can be written");
        look(&mut stage);
        assert!(!problems(&stage).is_empty(), "{nonsense:?}");
    }
    fs::write(&path, &text).expect("it can be written");
    look(&mut stage);
    assert_eq!(problems(&stage), "");
}

#[test]
fn a_promise_that_the_stored_plans_do_not_keep_is_told_too() {
    let (folder, path, text) = folder();
    let mut stage = playing(folder.path());
    fs::write(&path, text.replace(">= 45%", ">= 99%")).expect("it can be written");
    look(&mut stage);
    while stage.shown().resource::<Workshop>().busy() {
        std::thread::sleep(Duration::from_millis(5));
        frames(&mut stage, 1);
    }
    assert!(problems(&stage).contains("the plan must pass"), "{}", problems(&stage));
}

#[test]
fn another_body_begins_anew_and_a_new_file_is_a_new_level() {
    let (folder, path, text) = folder();
    let mut stage = playing(folder.path());
    let other = text.replace("drugs: [\"damgo\"]", "drugs: [\"damgo\", \"morphine\"]");
    assert_ne!(other, text);
    fs::write(&path, other).expect("it can be written");
    let new = text.replace("id: \"1.1\"", "id: \"1.15\"");
    fs::write(folder.path().join("1_15_mine.ron"), new).expect("it can be written");
    frames(&mut stage, 40);
    assert_eq!(stage.shown().resource::<Course>().tick, 0);
    assert_eq!(stage.shown().resource::<Game>().phase, Phase::Bet);
    let content = stage.shown().resource::<Content>();
    let ids: Vec<&str> = content.levels.iter().map(|l| l.id.as_str()).collect();
    let at = |id: &str| ids.iter().position(|i| *i == id).expect("there");
    assert!(at("1.6") < at("1.15") && at("1.15") < at("2.1"), "{ids:?}");
}

#[test]
fn a_folder_that_is_none_is_refused() {
    assert!(Workshop::open(std::path::Path::new("/nowhere/at/all"), &mut library()).is_err());
}
