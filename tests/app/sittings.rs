//! The run that is played outlives the program: whatever ends it, Continue goes on where it was.

use std::path::Path;

use bevy::prelude::*;
use model::plan::Act;
use setpoint::answer::Draft;
use setpoint::capture::Stage;
use setpoint::game::{BetMade, Game, Phase};
use setpoint::save::{Kept, Notice, Progress};
use setpoint::screens::Screen;
use setpoint::ui::Wish;
use sim::census::Census;
use sim::clock::Clock;
use sim::command::PlayerCommand;
use sim::course::{Course, Deed};

use crate::{frames, kept_in, library, wish};

fn sim(command: PlayerCommand) -> Wish {
    Wish::Sim(command)
}

fn dose(du: f64) -> Wish {
    sim(PlayerCommand::Do(Deed::Act(Act::Give { drug: 0, route: 0, du })))
}

/// Everything that a player would miss.
fn all(stage: &Stage) -> impl PartialEq + std::fmt::Debug + use<> {
    let world = stage.shown();
    let (course, game, clock) = (world.resource::<Course>(), world.resource::<Game>(), world.resource::<Clock>());
    let bits: Vec<u64> = course.run.body.y.iter().map(|y| y.to_bits()).collect();
    let other = course.other_reached().map(|o| (o.tick, o.trace.fingerprint()));
    (
        (course.tick, bits, world.resource::<Census>().by_slot.clone(), course.record().fingerprint()),
        (course.log.clone(), course.undone.clone(), course.reached_h().to_bits(), other),
        (game.level.as_ref().map(|l| l.id.clone()), game.system.clone(), game.phase, game.bet.clone()),
        (game.hints, game.seed, game.receptors, game.used.clone(), game.effect.clone()),
        (clock.speed_h_per_s, clock.auto, course.bookmarks.clone()),
    )
}

/// Plays part of level 0.2: bet, doses, a hint, a bookmark, another run, something taken back, and back in time.
fn play_some(stage: &mut Stage) {
    wish(stage, Wish::Level("0.2".to_owned()));
    wish(stage, Wish::Place(BetMade::Number(0.625)));
    wish(stage, dose(1.0));
    wish(stage, Wish::Hint);
    wish(stage, sim(PlayerCommand::Play));
    frames(stage, 50);
    wish(stage, sim(PlayerCommand::Mark(sim::bookmark::Marking::Set)));
    wish(stage, Wish::WhatIf);
    wish(stage, dose(2.0));
    wish(stage, sim(PlayerCommand::Speed(1.0)));
    wish(stage, sim(PlayerCommand::Play));
    frames(stage, 40);
    wish(stage, dose(5.0));
    wish(stage, sim(PlayerCommand::Undo));
    wish(stage, sim(PlayerCommand::Pause));
    for _ in 0..5 {
        wish(stage, sim(PlayerCommand::StepBack));
    }
    // Where somebody only looks about, half a second may pass until it is written.
    frames(stage, 20);
}

#[test]
fn a_program_that_is_killed_loses_nothing_of_the_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = kept_in(folder.path());
    play_some(&mut stage);
    let before = all(&stage);
    assert!(stage.shown().resource::<Course>().other.is_some());
    // Dropped without a word, as a killed process is: nothing is written at the end.
    drop(stage);
    let mut stage = kept_in(folder.path());
    assert_eq!(*stage.shown().resource::<State<Screen>>().get(), Screen::Title);
    wish(&mut stage, Wish::Continue);
    assert_eq!(*stage.shown().resource::<State<Screen>>().get(), Screen::Playing);
    frames(&mut stage, 3);
    assert_eq!(all(&stage), before);
    assert!(!stage.shown().resource::<Clock>().running, "it stands still where it was");
    assert_eq!(stage.shown().resource::<Notice>().0, None);
}

#[test]
fn every_deed_is_written_in_the_frame_in_which_it_is_done() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = kept_in(folder.path());
    let text = |folder: &Path| std::fs::read_to_string(folder.join("run.ron")).unwrap_or_default();
    wish(&mut stage, Wish::Level("1.1".to_owned()));
    assert_eq!(text(folder.path()), "", "a level that was only looked at takes no run's place");
    wish(&mut stage, Wish::Bet(BetMade::Choice(2)));
    assert!(text(folder.path()).contains("Choice(2)"));
    wish(&mut stage, Wish::Begin);
    wish(&mut stage, dose(0.1));
    assert!(
        text(folder.path()).contains("du:0.1") || text(folder.path()).contains("du: 0.1"),
        "{}",
        text(folder.path())
    );
    wish(&mut stage, Wish::Hint);
    assert!(text(folder.path()).contains("hints: 1"));
}

#[test]
fn continue_goes_on_with_the_run_from_the_title_too_and_a_finished_one_makes_room_for_the_next_level() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = kept_in(folder.path());
    wish(&mut stage, Wish::Level("0.1".to_owned()));
    wish(&mut stage, Wish::Begin);
    wish(&mut stage, sim(PlayerCommand::Play));
    frames(&mut stage, 20);
    wish(&mut stage, Wish::Menu);
    frames(&mut stage, 20);
    let tick = stage.shown().resource::<Course>().tick;
    assert!(tick > 10);
    wish(&mut stage, Wish::Title);
    wish(&mut stage, Wish::Continue);
    assert_eq!(stage.shown().resource::<Course>().tick, tick);
    wish(&mut stage, Wish::Finish);
    assert_eq!(stage.shown().resource::<Game>().phase, Phase::Debrief);
    assert_eq!(stage.shown().resource::<Kept>().0, None);
    let stars = stage.shown().resource::<Progress>().stars.clone();
    wish(&mut stage, Wish::Title);
    wish(&mut stage, Wish::Continue);
    let game = stage.shown().resource::<Game>();
    let id = game.level.as_ref().map(|l| l.id.as_str());
    assert_eq!(id, Some(if stars.contains_key("0.1") { "0.2" } else { "0.1" }));
    assert_eq!(game.phase, Phase::Bet);
}

#[test]
fn a_sandbox_is_kept_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = kept_in(folder.path());
    wish(&mut stage, Wish::Sandbox("beta1_heart".to_owned()));
    wish(&mut stage, dose(1.0));
    wish(&mut stage, sim(PlayerCommand::StepForward));
    wish(&mut stage, sim(PlayerCommand::StepForward));
    frames(&mut stage, 20);
    let before = all(&stage);
    drop(stage);
    let mut stage = kept_in(folder.path());
    wish(&mut stage, Wish::Continue);
    assert_eq!(all(&stage), before);
}

#[test]
fn a_run_of_another_version_is_not_played_as_if_it_were_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = kept_in(folder.path());
    play_some(&mut stage);
    drop(stage);
    let file = folder.path().join("run.ron");
    let text = std::fs::read_to_string(&file).expect("kept");
    let content = text.split("content: ").nth(1).and_then(|t| t.split(',').next()).expect("a fingerprint").to_owned();
    std::fs::write(&file, text.replace(&content, "12345")).expect("it can be written");
    let mut stage = kept_in(folder.path());
    wish(&mut stage, Wish::Continue);
    let said = stage.shown().resource::<Notice>().0.clone().unwrap_or_default();
    assert!(said.contains("cannot be gone on with"), "{said}");
    assert_eq!(stage.shown().resource::<Game>().phase, Phase::Bet, "the level begins anew");
}

#[test]
fn a_damaged_run_is_never_a_crash_and_never_lost() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = kept_in(folder.path());
    play_some(&mut stage);
    drop(stage);
    let file = folder.path().join("run.ron");
    let whole = std::fs::read(&file).expect("kept");
    let mut luck = 1_u64;
    for round in 0..24_usize {
        let mut broken = whole.clone();
        luck = model::chance::mix(luck);
        let at = luck as usize % broken.len();
        match round % 4 {
            0 => broken.truncate(at),
            1 => broken[at] = b'9',
            2 => broken[at] = (luck >> 32) as u8,
            _ => drop(broken.drain(at..(at + 40).min(whole.len()))),
        }
        std::fs::write(&file, &broken).expect("it can be written");
        // What the game makes of it, without waiting for the way home.
        let mut notice = Notice::default();
        let store = setpoint::save::Folder(folder.path().to_owned());
        let (_, kept) = setpoint::save::of_profile(&store, 1, &mut notice);
        match kept.0 {
            Some(sitting) => drop(sitting.resume(&library())),
            None => {
                let aside: Vec<Vec<u8>> = std::fs::read_dir(folder.path())
                    .expect("there")
                    .flatten()
                    .filter(|e| e.file_name().to_string_lossy().starts_with("run.ron.broken"))
                    .map(|e| std::fs::read(e.path()).expect("a file"))
                    .collect();
                assert!(aside.contains(&broken), "round {round}: it is set aside as it was");
                assert!(notice.0.is_some());
            }
        }
    }
}

#[test]
fn answers_and_whose_turn_it_is_are_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = kept_in(folder.path());
    wish(&mut stage, Wish::Level("5.1".to_owned()));
    wish(&mut stage, Wish::Place(BetMade::Choice(2)));
    let some = Draft::Circles(vec![Some([true, true, false]), None, Some([false; 3]), None, None, None]);
    wish(&mut stage, Wish::Answer(0, some.clone()));
    drop(stage);
    let mut stage = kept_in(folder.path());
    wish(&mut stage, Wish::Continue);
    let game = stage.shown().resource::<Game>();
    assert_eq!((&game.answers[..], game.handed), (&[some][..], false));

    // the first of several patients goes well; the program ends with the second
    wish(&mut stage, Wish::Level("6.3".to_owned()));
    wish(&mut stage, Wish::Begin);
    let level = stage.shown().resource::<Game>().level.clone().expect("a level");
    let acts = level.good.actions.iter().copied().collect();
    wish(&mut stage, sim(PlayerCommand::Do(Deed::Plan { number: 0, from_h: 0.0, acts })));
    wish(&mut stage, Wish::Finish);
    let verdict = stage.shown().resource::<Game>().verdict.clone().expect("judged");
    assert!(verdict.goals.iter().all(|(_, met)| *met), "{:?}", verdict.goals);
    wish(&mut stage, Wish::NextPatient);
    let drug = stage.shown().resource::<Game>().drugs[0].id.clone();
    wish(&mut stage, sim(PlayerCommand::StepForward));
    wish(&mut stage, sim(PlayerCommand::StepForward));
    frames(&mut stage, 20);
    let before = all(&stage);
    drop(stage);
    let mut stage = kept_in(folder.path());
    wish(&mut stage, Wish::Continue);
    frames(&mut stage, 3);
    let game = stage.shown().resource::<Game>();
    assert_eq!((game.ward.at, &game.drugs[0].id), (1, &drug), "{}", game.ward.say());
    assert_eq!(all(&stage), before);
}
