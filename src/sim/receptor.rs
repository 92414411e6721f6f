//! Receptors as entities: who they are ([`Receptor`]), where they are in their life ([`Stage`]), and the system that
//! throws for each of them once a tick. State is a component value: no archetype ever changes, and no receptor carries
//! a transform, a mesh or an observer.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use bevy::prelude::*;
use bevy::tasks::ComputeTaskPool;
use model::chance::{tick_key, word};
use model::ensemble::first_population;
use model::receptor::{N_STATES, ReceptorState};
use model::transit::Throws;

use crate::census::{Census, EMPTY};
use crate::course::{Course, Setup};
use crate::history::STILLBORN;
use crate::{SimTick, TickSystems};

/// Who a receptor is. It stays the same for its whole life; an entity may serve another receptor afterwards. 16 bytes.
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
    let generation = world.resource::<Census>().generation + 1;
    *world.resource_mut::<Census>() = Census {
        counts,
        naive_count: setup.receptors,
        created: u64::from(setup.receptors),
        by_slot,
        generation,
        ..default()
    };
}

/// Puts exactly these receptors into the world, in the entities that are there; only a difference in number changes the
/// world's structure. Slots without a state are free.
pub(crate) fn seat(world: &mut World, serials: &[u64], by_slot: &[u8]) {
    let free = by_slot.iter().enumerate().filter(|(_, s)| **s == EMPTY).map(|(slot, _)| Reverse(slot as u32));
    world.resource_mut::<FreeSlots>().0 = free.collect();
    let mut wanted = by_slot.iter().enumerate().filter_map(|(slot, state)| {
        let state = ReceptorState::from_index(usize::from(*state))?;
        Some((Receptor { serial: serials[slot], slot: slot as u32 }, Stage(state)))
    });
    let mut spare = Vec::new();
    for (entity, mut receptor, mut stage) in world.query::<(Entity, &mut Receptor, &mut Stage)>().iter_mut(world) {
        match wanted.next() {
            Some(here) => (*receptor, *stage) = here,
            None => spare.push(entity),
        }
    }
    let more: Vec<_> = wanted.collect();
    world.spawn_batch(more);
    for entity in spare {
        world.despawn(entity);
    }
}

/// Receptors that one task throws for. Smaller populations are thrown for on the spot.
const CHUNK: usize = 32_768;

/// What one task found.
struct Part {
    /// Alive by state; the last place counts the dead.
    counts: [u32; N_STATES + 1],
    changed: u32,
    dead: Vec<(Entity, u32)>,
}

/// Throws for some receptors. No branch but death depends on chance: at fast time-lapse nothing could predict it.
fn throw_for(entities: &[Entity], receptors: &[Receptor], stages: &mut [Stage], throws: &Throws, key: u64) -> Part {
    let mut part = Part { counts: [0; N_STATES + 1], changed: 0, dead: Vec::new() };
    for ((entity, receptor), stage) in entities.iter().zip(receptors).zip(stages) {
        let face = throws.dice[stage.0 as usize].throw(word(key, receptor.serial));
        part.counts[face as usize] += 1;
        part.changed += u32::from(face != stage.0 as u8);
        match ReceptorState::from_index(face as usize) {
            Some(next) => stage.0 = next,
            None => part.dead.push((*entity, receptor.slot)),
        }
    }
    part
}

/// One throw for everybody; then the dead leave and the newborn come.
///
/// A throw depends on (seed, serial, tick) alone and the parts are put together in order, so that the number of threads
/// changes nothing. Newborns take over the entities of the dead, so that only a difference in number changes the
/// world's structure.
pub(crate) fn advance_stages(
    mut commands: Commands,
    mut course: ResMut<Course>,
    mut census: ResMut<Census>,
    mut free: ResMut<FreeSlots>,
    mut receptors: Query<(Entity, &mut Receptor, &mut Stage)>,
) {
    let Course { tick, setup, throws, history, .. } = &mut *course;
    // The tick that is being made; `course.tick` counts it already.
    let tick = *tick - 1;
    let seed = setup.seed;
    let key = tick_key(seed, tick);
    let throws = &*throws;
    let census = &mut *census;
    let mut counts = [0_u32; N_STATES + 1];
    let mut dead: Vec<Entity> = Vec::new();
    census.changed = 0;
    for (entities, who, mut stages) in receptors.contiguous_iter_mut().expect("both components lie in tables") {
        let stages = stages.bypass_change_detection();
        let parts = if stages.len() <= CHUNK {
            vec![throw_for(entities, &who, stages, throws, key)]
        } else {
            let chunks = entities.chunks(CHUNK).zip(who.chunks(CHUNK)).zip(stages.chunks_mut(CHUNK));
            ComputeTaskPool::get().scope(|scope| {
                for ((entities, who), stages) in chunks {
                    scope.spawn(async move { throw_for(entities, who, stages, throws, key) });
                }
            })
        };
        for (receptor, stage) in who.iter().zip(stages.iter()) {
            census.by_slot[receptor.slot as usize] = stage.0 as u8;
        }
        for part in parts {
            counts.iter_mut().zip(part.counts).for_each(|(sum, n)| *sum += n);
            census.changed += part.changed;
            for (entity, slot) in part.dead {
                census.by_slot[slot as usize] = EMPTY;
                free.0.push(Reverse(slot));
                dead.push(entity);
            }
        }
    }
    census.degraded += dead.len() as u64;
    for _ in 0..throws.births(seed, tick) {
        let serial = census.created;
        census.created += 1;
        let number = serial - u64::from(setup.receptors);
        let Some(state) = throws.newborn(word(key, serial)) else {
            census.degraded += 1;
            history.note_birth(number, STILLBORN);
            continue;
        };
        let slot = free.0.pop().map_or_else(
            || {
                census.by_slot.push(EMPTY);
                (census.by_slot.len() - 1) as u32
            },
            |Reverse(slot)| slot,
        );
        history.note_birth(number, slot);
        census.by_slot[slot as usize] = state as u8;
        counts[state as usize] += 1;
        let newborn = (Receptor { serial, slot }, Stage(state));
        match dead.pop().map(|entity| receptors.get_mut(entity)) {
            Some(Ok((_, mut receptor, mut stage))) => (*receptor, *stage) = newborn,
            Some(Err(_)) | None => {
                commands.spawn(newborn);
            }
        }
    }
    for entity in dead {
        commands.entity(entity).despawn();
    }
    census.counts.copy_from_slice(&counts[..N_STATES]);
    census.generation += 1;
}
