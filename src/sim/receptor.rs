//! Receptors as entities: who they are ([`Receptor`]), where they are in their life ([`Stage`]), and the system that
//! throws for each of them once a tick. State is a component value: no archetype ever changes, and no receptor carries
//! a transform, a mesh or an observer.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use bevy::prelude::*;
use model::chance::{tick_key, word};
use model::ensemble::first_population;
use model::receptor::{N_STATES, ReceptorState};

use crate::census::{Census, EMPTY};
use crate::course::{Course, Setup};
use crate::{SimTick, TickSystems};

/// Who a receptor is. Immutable for its whole life; 16 bytes.
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receptor {
    /// Serial number: the order of birth. Chance depends on it.
    pub serial: u64,
    /// Place in the scene. Reused after death; chance does not depend on it.
    pub slot: u32,
}

/// Where a receptor is in its life.
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage(pub ReceptorState);

/// Places that are free again.
#[derive(Resource, Default, Debug)]
pub struct FreeSlots(BinaryHeap<Reverse<u32>>);

pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<FreeSlots>()
        .add_systems(SimTick, advance_stages.in_set(TickSystems::Receptors).run_if(resource_exists::<Course>));
}

/// Spawns the naive population.
pub(crate) fn populate(world: &mut World, setup: &Setup) {
    let states = first_population(&setup.engine.naive, setup.receptors, setup.seed);
    let by_slot = states.iter().map(|s| *s as u8).collect();
    let mut counts = [0; N_STATES];
    for s in &states {
        counts[*s as usize] += 1;
    }
    world.spawn_batch(
        states
            .into_iter()
            .enumerate()
            .map(|(i, state)| (Receptor { serial: i as u64, slot: i as u32 }, Stage(state)))
            .collect::<Vec<_>>(),
    );
    world.resource_mut::<FreeSlots>().0.clear();
    *world.resource_mut::<Census>() = Census {
        counts,
        naive_count: setup.receptors,
        created: u64::from(setup.receptors),
        by_slot,
        generation: 1,
        ..default()
    };
}

/// One throw for everybody; then the dead leave and the newborn come.
fn advance_stages(
    mut commands: Commands,
    course: Res<Course>,
    mut census: ResMut<Census>,
    mut free: ResMut<FreeSlots>,
    mut receptors: Query<(Entity, &Receptor, &mut Stage)>,
) {
    // The tick that is being made; `course.tick` counts it already.
    let tick = course.tick - 1;
    let seed = course.setup.seed;
    let key = tick_key(seed, tick);
    let throws = &course.throws;
    let census = &mut *census;
    let mut counts = [0_u32; N_STATES];
    let mut changed = 0_u32;
    for (entity, receptor, mut stage) in &mut receptors {
        let slot = receptor.slot as usize;
        match throws.next(stage.0, word(key, receptor.serial)) {
            Some(next) => {
                counts[next as usize] += 1;
                if next != stage.0 {
                    changed += 1;
                    stage.0 = next;
                    census.by_slot[slot] = next as u8;
                }
            }
            None => {
                census.by_slot[slot] = EMPTY;
                census.degraded += 1;
                free.0.push(Reverse(receptor.slot));
                commands.entity(entity).despawn();
            }
        }
    }
    for _ in 0..throws.births(seed, tick) {
        let serial = census.created;
        census.created += 1;
        let Some(state) = throws.newborn(word(key, serial)) else {
            census.degraded += 1;
            continue;
        };
        let slot = free.0.pop().map_or_else(
            || {
                census.by_slot.push(EMPTY);
                (census.by_slot.len() - 1) as u32
            },
            |Reverse(slot)| slot,
        );
        census.by_slot[slot as usize] = state as u8;
        counts[state as usize] += 1;
        commands.spawn((Receptor { serial, slot }, Stage(state)));
    }
    census.counts = counts;
    census.changed = changed;
    census.generation += 1;
}
