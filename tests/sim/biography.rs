//! The life of one receptor, told from the dice: it is the life that the entity lived.

use std::collections::BTreeMap;

use bevy::prelude::*;
use model::chance::mix;
use model::plan::Act;
use model::receptor::ReceptorState;
use sim::biography::{Biography, tell};
use sim::census::Census;
use sim::course::{Course, Deed};
use sim::receptor::{Receptor, Stage};
use sim::testing::{headless_app, start, tick};
use sim::{fork, rewind};

use crate::setup_of;

/// Who is where, by serial number.
fn alive(app: &mut App) -> BTreeMap<u64, ReceptorState> {
    let world = app.world_mut();
    world.query::<(&Receptor, &Stage)>().iter(world).map(|(r, s)| (r.serial, s.0)).collect()
}

fn told(app: &App, serial: u64) -> Option<Biography> {
    tell(app.world().resource::<Course>(), app.world().resource::<Census>(), serial)
}

/// Every receptor that ever lived ends where it is now, and the dead are dead.
fn assert_all_told(app: &mut App) {
    let alive = alive(app);
    for serial in 0..app.world().resource::<Census>().created {
        let life = told(app, serial).unwrap_or_else(|| panic!("{serial} lived"));
        let now = life.died_h.is_none().then(|| life.stays.last().expect("the living are somewhere").state);
        assert_eq!(now, alive.get(&serial).copied(), "receptor {serial}: {life:?}");
    }
}

#[test]
fn a_life_is_told_as_it_was_lived() {
    let mut app = headless_app();
    let (setup, speed) = setup_of("1.1", true, 300, 11);
    start(&mut app, setup, speed);
    app.world_mut().resource_mut::<Course>().log.push((2, Deed::Act(Act::Give { drug: 0, route: 0, du: 4.0 })));
    let mut seen: BTreeMap<u64, Vec<ReceptorState>> = BTreeMap::new();
    for _ in 0..400 {
        tick(&mut app, 1);
        for (serial, state) in alive(&mut app) {
            let states = seen.entry(serial).or_default();
            if states.last() != Some(&state) {
                states.push(state);
            }
        }
    }
    assert_all_told(&mut app);
    let mut moved = 0;
    for (serial, states) in seen {
        let life = told(&app, serial).expect("it lived");
        let told: Vec<ReceptorState> = life.stays.iter().map(|s| s.state).collect();
        // What it was before the first tick was not seen by the list above.
        let told = if told.len() > states.len() { &told[told.len() - states.len()..] } else { &told[..] };
        assert_eq!(told, states, "receptor {serial}");
        moved += usize::from(states.len() > 3);
        assert!(life.stays.windows(2).all(|w| w[0].from_h < w[1].from_h), "receptor {serial} moves on in time");
    }
    assert!(moved > 100, "{moved} receptors had a life worth telling");
}

#[test]
fn jumps_forks_and_swaps_do_not_change_what_is_told() {
    let mut app = headless_app();
    let (setup, speed) = setup_of("1.1", false, 200, 5);
    start(&mut app, setup, speed);
    tick(&mut app, 120);
    let before = told(&app, 7);
    rewind::to_tick(app.world_mut(), 31);
    assert_all_told(&mut app);
    rewind::to_tick(app.world_mut(), 120);
    assert_eq!(told(&app, 7), before, "there and back");
    rewind::to_tick(app.world_mut(), 60);
    fork::fork(app.world_mut());
    app.world_mut().resource_mut::<Course>().log.push((60, Deed::Act(Act::Give { drug: 0, route: 0, du: 8.0 })));
    tick(&mut app, 60);
    assert_all_told(&mut app);
    fork::swap(app.world_mut());
    assert_all_told(&mut app);
    let mut at = 1;
    for round in 0..12 {
        at = mix(at + round);
        rewind::to_tick(app.world_mut(), at % 121);
        assert_all_told(&mut app);
    }
}

#[test]
fn counts_of_a_life_are_those_of_its_stays() {
    use ReceptorState::{Arrestin, Endosome, Phosphorylated, Pit, Recycling, Resting};
    let stays = [Resting, Phosphorylated, Arrestin, Pit, Endosome, Recycling, Resting, Phosphorylated];
    let stays = stays.into_iter().enumerate().map(|(i, state)| sim::biography::Stay { state, from_h: i as f64 });
    let life = Biography { serial: 3, born_h: None, since_h: None, stays: stays.collect(), died_h: None };
    assert_eq!((life.times(Phosphorylated), life.times(Resting), life.times_recycled()), (2, 1, 1));
    assert_eq!(life.stay_h(9.5), 2.5);
}

#[test]
fn what_is_told_ends_where_the_receptor_is_even_when_old_dice_are_gone() {
    let mut app = headless_app();
    let (setup, speed) = setup_of("1.1", true, 200, 3);
    start(&mut app, setup, speed);
    app.world_mut().resource_mut::<Course>().history.journal.keep(90);
    tick(&mut app, 400);
    let mut told_of = 0;
    for at in [400, 0, 399, 320, 8, 400, 200] {
        rewind::to_tick(app.world_mut(), at);
        for (serial, state) in alive(&mut app) {
            if let Some(life) = told(&app, serial) {
                assert_eq!(life.died_h, None, "receptor {serial} at tick {at}");
                assert_eq!(life.stays.last().map(|s| s.state), Some(state), "receptor {serial} at tick {at}");
                told_of += 1;
            }
        }
    }
    assert!(told_of > 400, "{told_of} lives were told");
}
