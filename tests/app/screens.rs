//! The whole game, played from wish to debrief in small pictures, without a window.

use std::time::Duration;

use bevy::prelude::*;
use setpoint::capture::{Stage, adapters};
use setpoint::game::{BetMade, Game, Phase};
use setpoint::save::{Keeper, Notice, Progress};
use setpoint::screens::{Screen, Table};
use setpoint::ui::Wish;
use setpoint::view::{SceneInput, SceneStats};
use sim::census::Census;
use sim::clock::Clock;
use sim::command::PlayerCommand;
use sim::course::{Course, Deed};

use crate::library;

fn stage() -> Option<Stage> {
    if adapters().is_empty() {
        eprintln!("SKIPPED: no graphics adapter, the game is not played");
        assert!(std::env::var_os("SETPOINT_NEED_ADAPTER").is_none(), "an adapter is needed here");
        return None;
    }
    let mut stage = Stage::new(UVec2::new(640, 400), 1.0, |app| {
        app.insert_resource(Table { seed: 1, ..default() });
        setpoint::game_plugin(app, library());
    })
    .expect("there is an adapter");
    stage.set_step(Duration::from_secs_f64(1.0 / 30.0));
    frames(&mut stage, 4);
    Some(stage)
}

fn frames(stage: &mut Stage, n: usize) {
    for _ in 0..n {
        stage.frame().expect("the device is there");
    }
}

/// Some frames, and then as many as a journey takes.
fn wish(stage: &mut Stage, wish: Wish) {
    stage.world().write_message(wish);
    frames(stage, 4);
    while stage.world().resource::<Clock>().journey.is_some() {
        frames(stage, 4);
    }
}

fn phase(stage: &mut Stage) -> Phase {
    stage.world().resource::<Game>().phase
}

#[test]
fn a_level_is_played_from_bet_to_debrief_and_the_stars_are_noted() {
    let Some(mut stage) = stage() else { return };
    assert_eq!(*stage.world().resource::<State<Screen>>().get(), Screen::Title);
    wish(&mut stage, Wish::Level("1.1".to_owned()));
    assert_eq!(*stage.world().resource::<State<Screen>>().get(), Screen::Playing);
    assert_eq!(phase(&mut stage), Phase::Bet);
    wish(&mut stage, Wish::Sim(PlayerCommand::Play));
    assert!(!stage.world().resource::<Clock>().running, "no run before the bet");
    wish(&mut stage, Wish::Bet(BetMade::Choice(2)));
    wish(&mut stage, Wish::Begin);
    assert_eq!(phase(&mut stage), Phase::Run);
    let act = |du: f64| Wish::Sim(PlayerCommand::Do(Deed::Act(model::plan::Act::Give { drug: 0, route: 0, du })));
    wish(&mut stage, act(1.0));
    assert!(!stage.world().resource::<Clock>().running, "a dose never starts the clock");
    wish(&mut stage, Wish::Sim(PlayerCommand::Play));
    // Four and a half minutes at 20 s a second.
    while stage.world().resource::<Course>().t_h() < 4.4 / 60.0 {
        frames(&mut stage, 10);
    }
    wish(&mut stage, Wish::Sim(PlayerCommand::Do(Deed::Act(model::plan::Act::Wash))));
    wish(&mut stage, Wish::Finish);
    assert_eq!(phase(&mut stage), Phase::Debrief);
    let verdict = stage.world().resource::<Game>().verdict.clone().expect("judged");
    assert_eq!(verdict.stars, 3, "{:?}", verdict.goals);
    assert_eq!(stage.world().resource::<Progress>().stars.get("1.1"), Some(&3));
    // A jump to a moment shows that moment, and the verdict stands.
    let at = verdict.moments[0].1;
    wish(&mut stage, Wish::Sim(PlayerCommand::GoTo(at)));
    let t = stage.world().resource::<Course>().t_h();
    assert!(t >= at && t < at + 0.01, "{t} for {at}");
    assert_eq!(phase(&mut stage), Phase::Debrief);
}

#[test]
fn what_is_drawn_equals_the_census_in_every_frame_of_a_run() {
    let Some(mut stage) = stage() else { return };
    wish(&mut stage, Wish::Level("0.2".to_owned()));
    wish(&mut stage, Wish::Begin);
    wish(&mut stage, Wish::Sim(PlayerCommand::Play));
    for _ in 0..40 {
        frames(&mut stage, 1);
        let generation = stage.world().resource::<SceneInput>().generation;
        let census = stage.world().resource::<Census>().clone();
        if generation == census.generation {
            assert_eq!(stage.world().resource::<SceneStats>().drawn_counts, census.counts);
        }
    }
    assert!(stage.world().resource::<Course>().tick > 20);
}

#[test]
fn every_screen_can_be_reached_and_left() {
    let Some(mut stage) = stage() else { return };
    let screen = |stage: &mut Stage| *stage.world().resource::<State<Screen>>().get();
    for (what, then) in [
        (Wish::Levels, Screen::Levels),
        (Wish::Settings, Screen::Settings),
        (Wish::Back, Screen::Levels),
        (Wish::Sandbox("beta1_heart".to_owned()), Screen::Playing),
        (Wish::Settings, Screen::Settings),
        (Wish::Back, Screen::Playing),
        (Wish::Words, Screen::Words),
        (Wish::Back, Screen::Playing),
        (Wish::Menu, Screen::Playing),
        (Wish::Title, Screen::Title),
        (Wish::Continue, Screen::Playing),
        (Wish::ShowMe, Screen::Playing),
        (Wish::Restart, Screen::Playing),
        (Wish::Reseed, Screen::Playing),
        (Wish::Title, Screen::Title),
    ] {
        wish(&mut stage, what.clone());
        assert_eq!(screen(&mut stage), then, "{what:?}");
    }
    assert_eq!(stage.world().resource::<Notice>().0, None);
    assert!(stage.world().resource::<Keeper>().0.is_none(), "a test keeps nothing");
}

#[test]
fn the_stored_plan_that_show_me_plays_passes_and_earns_no_star() {
    let Some(mut stage) = stage() else { return };
    wish(&mut stage, Wish::Level("3.2".to_owned()));
    wish(&mut stage, Wish::ShowMe);
    wish(&mut stage, Wish::Finish);
    let verdict = stage.world().resource::<Game>().verdict.clone().expect("judged");
    assert!(verdict.goals.iter().all(|(_, met)| *met), "{:?}", verdict.goals);
    assert_eq!(verdict.stars, 0);
}
