//! Random commands, legal and illegal, with the invariants on.

use bevy::prelude::*;
use model::chance::Draw;
use model::plan::Act;
use rand_free::below;
use sim::census::Census;
use sim::clock::SPEEDS_H_PER_S;
use sim::command::PlayerCommand;
use sim::course::{Course, Deed};
use sim::testing::headless_app;

use crate::setup_of;

mod rand_free {
    use super::Draw;

    /// A number below `n` from the model's own chance.
    pub fn below(draw: &mut Draw, n: u64) -> u64 {
        use model::chance::mix;
        let word = format!("{draw:?}").bytes().fold(0, |h, b| mix(h ^ u64::from(b)));
        *draw = Draw::new(word, word, word);
        word % n
    }
}

#[test]
fn two_thousand_random_commands_break_nothing() {
    let mut app = headless_app();
    let mut draw = Draw::new(11, 12, 13);
    for _ in 0..2000 {
        let command = match below(&mut draw, 14) {
            0 => {
                let level = ["0.2", "1.1", "3.2"][below(&mut draw, 3) as usize];
                let (setup, speed) = setup_of(level, below(&mut draw, 2) == 0, 150, below(&mut draw, 9));
                PlayerCommand::Start(Box::new(setup), speed)
            }
            1 => PlayerCommand::Leave,
            2..=4 => PlayerCommand::Play,
            5 => PlayerCommand::Pause,
            6 | 7 => PlayerCommand::Do(Deed::Act(Act::Give { drug: 0, route: 0, du: 1.0 })),
            8 => PlayerCommand::Do(Deed::Act(Act::Wash)),
            9 => {
                let (on_h, off_h) = (below(&mut draw, 25) as f64, below(&mut draw, 25) as f64);
                PlayerCommand::Do(Deed::WearPatch { drug: 0, on_h, off_h, du: 1.0 })
            }
            10 => PlayerCommand::Do(Deed::Speed(SPEEDS_H_PER_S[below(&mut draw, 13) as usize])),
            11 => PlayerCommand::StepForward,
            12 => PlayerCommand::StepBack,
            _ => [PlayerCommand::Undo, PlayerCommand::Redo][below(&mut draw, 2) as usize].clone(),
        };
        app.world_mut().write_message(command);
        for _ in 0..3 {
            app.world_mut().run_schedule(FixedUpdate);
        }
        let census = app.world().resource::<Census>();
        assert_eq!(census.created - census.degraded, u64::from(census.alive()));
        if let Some(course) = app.world().get_resource::<Course>() {
            assert!(course.trouble.is_none(), "{:?}", course.trouble);
            assert!(course.run.body.y.iter().all(|y| y.is_finite()));
        }
    }
}

#[test]
fn what_was_meant_for_another_game_is_not_done() {
    let mut app = headless_app();
    let (setup, speed) = setup_of("1.1", true, 100, 1);
    app.world_mut().write_message(PlayerCommand::Start(Box::new(setup), speed));
    let strange = [
        Deed::Act(Act::Give { drug: 9, route: 0, du: 1.0 }),
        Deed::Act(Act::Give { drug: 0, route: 9, du: 1.0 }),
        Deed::Act(Act::Give { drug: 0, route: 0, du: f64::NAN }),
        Deed::Act(Act::PatchOff { drug: 9 }),
        Deed::WearPatch { drug: 9, on_h: 8.0, off_h: 20.0, du: 1.0 },
        Deed::WearPatch { drug: 0, on_h: f64::INFINITY, off_h: 20.0, du: 1.0 },
    ];
    for deed in strange {
        app.world_mut().write_message(PlayerCommand::Do(deed));
    }
    app.world_mut().write_message(PlayerCommand::StepForward);
    app.world_mut().run_schedule(FixedUpdate);
    let course = app.world().resource::<Course>();
    assert_eq!(course.tick, 1);
    assert!(course.log.iter().all(|(_, deed)| matches!(deed, Deed::Speed(_))), "{:?}", course.log);
}
