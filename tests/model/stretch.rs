//! Shots as long as their narration: everything in a shot keeps its place in it, and no film is longer than it may be.

use model::content::Library;
use model::storyboard::{MAX_SECONDS, Storyboard};
use model::stretch::{PAUSE_S, stretched};

fn film() -> Storyboard {
    let library = Library::embedded().expect("the shipped files are sound");
    library.film("explainer").expect("shipped").clone()
}

/// Takes that end just before their shots do, but for one that is `over_s` too long.
fn takes(film: &Storyboard, which: usize, over_s: f64) -> Vec<Option<f64>> {
    let slot = |shot: &model::storyboard::Shot| shot.narration.as_ref().map(|n| shot.seconds - n.from_s);
    let over = |i: usize| if i == which { over_s } else { -0.05 };
    film.shots.iter().enumerate().map(|(i, shot)| slot(shot).map(|s| s + over(i))).collect()
}

#[test]
fn a_film_whose_takes_fit_stays_as_it_is() {
    let film = film();
    assert_eq!(stretched(&film, &takes(&film, 99, 0.0)), Ok(film.clone()));
    assert_eq!(stretched(&film, &vec![None; film.shots.len()]), Ok(film));
}

#[test]
fn a_longer_take_lengthens_its_shot_and_all_in_it_follows() {
    let film = film();
    let at = film.shots.iter().position(|s| s.id == "inside").expect("it is there");
    let long = stretched(&film, &takes(&film, at, 0.5)).expect("it still fits");
    let (old, new) = (&film.shots[at], &long.shots[at]);
    let spoken = takes(&film, at, 0.5)[at].expect("it is spoken");
    let said = new.narration.as_ref().expect("it is spoken");
    assert!(new.seconds > old.seconds);
    assert!(said.from_s + spoken <= new.seconds + 1e-9, "the take is over when the shot is");
    assert!(new.seconds - said.from_s - spoken <= PAUSE_S + 0.1 + 1e-9, "and not longer than it must be");
    assert!((new.seconds * 10.0 - (new.seconds * 10.0).round()).abs() < 1e-9, "whole tenths: {}", new.seconds);
    let times = new.seconds / old.seconds;
    let same = |a: f64, b: f64| assert!((a * times - b).abs() < 1e-9, "{a} became {b}, {times} times");
    for (a, b) in old.captions.iter().zip(&new.captions) {
        same(a.from_s, b.from_s);
        same(a.until_s, b.until_s);
    }
    for (a, b) in old.overlays.iter().zip(&new.overlays) {
        same(a.from_s, b.from_s);
        same(a.until_s, b.until_s);
    }
    let keys = |s: &model::storyboard::Shot| s.panes[0].time.clone();
    for (a, b) in keys(old).iter().zip(&keys(new)) {
        same(a.0, b.0);
        assert_eq!(a.1, b.1, "the run's hours stay");
    }
    assert_eq!(new.panes[0].time.last().map(|t| t.0), Some(new.seconds), "to the last bit");
    assert!((said.from_s - new.captions[0].from_s).abs() < 1e-9, "caption and voice stay together");
    for (i, (a, b)) in film.shots.iter().zip(&long.shots).enumerate().filter(|(i, _)| *i != at) {
        assert_eq!(a, b, "shot {i}");
    }
}

#[test]
fn a_film_that_would_be_too_long_is_refused_with_what_is_too_long() {
    let film = film();
    let at = film.shots.iter().position(|s| s.id == "stop").expect("it is there");
    let why = stretched(&film, &takes(&film, at, 3.0)).expect_err("a minute is a minute").to_string();
    let over = film.seconds() + 3.0 - MAX_SECONDS;
    assert!(why.contains("stop from") && why.contains("60 s"), "{why}");
    let said: f64 =
        why.split(" s long, ").nth(1).and_then(|t| t.split(' ').next()).and_then(|t| t.parse().ok()).expect("a number");
    assert!((said - over).abs() < 0.4, "{why}");
}
