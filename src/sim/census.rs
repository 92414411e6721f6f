//! The census: how many receptors are in each state, and where. The only thing that screens and scene read for counts.

use bevy::prelude::*;
use model::receptor::{N_STATES, Pool, ReceptorState, STATES};

use crate::course::Course;
use crate::{SimTick, TICKS_PER_S, TickSystems};

/// In [`Census::by_slot`]: nobody is there.
pub const EMPTY: u8 = u8::MAX;

/// How many receptors there are, by state and by place.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Census {
    /// Alive, by state.
    pub counts: [u32; N_STATES],
    /// Size of the naive population.
    pub naive_count: u32,
    /// Ever created, the naive population included.
    pub created: u64,
    /// Ever degraded.
    pub degraded: u64,
    /// State index by slot, [`EMPTY`] where nobody is.
    pub by_slot: Vec<u8>,
    /// How many changed state in the last tick.
    pub changed: u32,
    /// Grows whenever anything above changes.
    pub generation: u64,
}

impl Census {
    /// Alive in all states. Equals `created - degraded`, always.
    #[must_use]
    pub fn alive(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// Alive in one state.
    #[must_use]
    pub fn count(&self, state: ReceptorState) -> u32 {
        self.counts[state as usize]
    }

    /// Alive in one pool.
    #[must_use]
    pub fn pool(&self, pool: Pool) -> u32 {
        STATES.into_iter().filter(|s| s.pool() == pool).map(|s| self.count(s)).sum()
    }

    /// Real seconds that a receptor stays in a state at the present speed, on average.
    #[must_use]
    pub fn mean_dwell_s(&self) -> f64 {
        f64::from(self.alive().max(1)) / f64::from(self.changed.max(1)) / TICKS_PER_S
    }
}

pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Census>()
        .add_systems(SimTick, give_back.in_set(TickSystems::Census).run_if(resource_exists::<Course>));
}

/// The individuals are the pharmacology: their counts replace the equations' receptor states.
fn give_back(census: Res<Census>, mut course: ResMut<Course>) {
    let course = &mut *course;
    let engine = &course.run.engine;
    engine.adopt_census(&mut course.run.body, &census.counts, census.naive_count);
}
