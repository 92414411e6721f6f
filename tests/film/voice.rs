//! Narration: takes fit their slots, human takes are safe.

use std::fs;
use std::process::Command;

use film::loudness::lufs;
use film::voice::{self, Line, PLACEHOLDER};
use film::{Error, Pcm, wav};

use crate::support::{sine, syllables};

fn line(id: &str, text: &str, start_s: f64, end_s: f64) -> Line {
    Line { id: id.to_owned(), text: text.to_owned(), start_s, end_s }
}

fn problems(error: Error) -> Vec<String> {
    let Error::Voice(problems) = error else { panic!("{error}") };
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn takes_of_any_kind_are_trimmed_levelled_and_left_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let mut sound = Pcm::silence(44_100, 1, 0.5);
    sound.samples.extend(syllables(44_100, 2.0).scaled(0.1).samples);
    sound.samples.extend(Pcm::silence(44_100, 1, 0.7).samples);
    let path = voice::path(folder.path(), 0, "why");
    assert!(path.ends_with("01_why.wav"));
    wav::write(&path, &sound.to_stereo(), "").unwrap();
    let before = fs::read(&path).unwrap();
    let takes = voice::takes(&[line("why", "Why?", 1.0, 3.2)], folder.path()).unwrap();
    let take = &takes[0];
    assert_eq!((take.sound.rate_hz, take.sound.channels, take.start_s, take.placeholder), (48_000, 1, 1.0, false));
    assert!((1.5..2.1).contains(&take.sound.seconds()), "{}", take.sound.seconds());
    assert!((lufs(&take.sound.to_stereo()) + 16.0).abs() < 0.5);
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn every_overrun_and_missing_take_is_named_at_once() {
    let folder = tempfile::tempdir().unwrap();
    wav::write(&voice::path(folder.path(), 0, "one"), &sine(48_000, 1, 300.0, 0.3, 2.5), "").unwrap();
    wav::write(&voice::path(folder.path(), 1, "two"), &sine(48_000, 1, 300.0, 0.3, 1.0), "").unwrap();
    let lines = [line("one", "x", 0.0, 2.0), line("two", "x", 2.0, 4.0), line("three", "x", 4.0, 6.0)];
    let found = problems(voice::takes(&lines, folder.path()).unwrap_err());
    assert_eq!(found.len(), 2);
    assert_eq!(found[0], "narration one: takes 2.50 s, 0.50 s more than its slot of 2.00 s");
    assert!(found[1].contains("three") && found[1].contains("03_three.wav"));
    assert_eq!(voice::lengths(&lines, folder.path()).unwrap(), [Some(2.5), Some(1.0), None]);
    // The same when takes are made: all of these are human, so nothing has to speak.
    assert_eq!(problems(voice::make(&lines[..2], folder.path()).unwrap_err()).len(), 1);
}

#[test]
fn a_human_take_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = voice::path(folder.path(), 0, "one");
    wav::write(&path, &syllables(48_000, 1.0), "a recorder").unwrap();
    let before = fs::read(&path).unwrap();
    let made = voice::make(&[line("one", "Something else.", 0.0, 5.0)], folder.path()).unwrap();
    assert_eq!((made.written.len(), made.kept), (0, vec![path.clone()]));
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn names_that_make_no_good_files_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let lines =
        [line("../up", "x", 0.0, 1.0), line("a", "x", 0.0, 1.0), line("a", "x", 0.0, 1.0), line("b", " ", 0.0, 1.0)];
    assert_eq!(problems(voice::make(&lines, folder.path()).unwrap_err()).len(), 3);
}

#[test]
fn flite_speaks_within_its_slot_or_is_refused_or_its_absence_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let lines = [line("press", "Press play. Try it yourself.", 0.0, 3.0), line("why", "Why?", 3.0, 5.0)];
    if Command::new("flite").arg("--version").output().is_err() {
        eprintln!("SKIPPED speaking: no flite on the PATH");
        let error = voice::make(&lines, folder.path()).unwrap_err().to_string();
        assert!(error.starts_with("flite: not found on the PATH"), "{error}");
        return;
    }
    let made = voice::make(&lines, folder.path()).unwrap();
    assert_eq!((made.written.len(), made.kept.len()), (2, 0));
    let take = wav::read(&made.written[0]).unwrap();
    assert_eq!((take.made_by.as_str(), take.sound.channels), (PLACEHOLDER, 1));
    assert!((lufs(&take.sound.to_stereo()) + 16.0).abs() < 0.5);
    assert!(voice::takes(&lines, folder.path()).unwrap().iter().all(|t| t.placeholder));
    // Again, in a slot that is too short: refused, and the takes stay.
    let before = fs::read(&made.written[0]).unwrap();
    let short = [line("press", "Press play. Try it yourself.", 0.0, 0.5), lines[1].clone()];
    let found = problems(voice::make(&short, folder.path()).unwrap_err());
    assert!(found.len() == 1 && found[0].starts_with("narration press: takes"), "{found:?}");
    assert_eq!(fs::read(&made.written[0]).unwrap(), before);
}
