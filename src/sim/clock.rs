//! How fast model time goes, and whether it goes at all. Not here: model time itself, which is the body's
//! ([`crate::course::Course`]).

use bevy::prelude::*;

use crate::course::Course;
use crate::{SimSystems, SimTick, TICKS_PER_S};

/// The speeds that the game offers, model hours per real second: 1 s, 5 s, 20 s, 1 min, 5 min, 20 min, 1 h, 2 h, 4 h,
/// 12 h, 1 d, 2 d, 1 w.
pub const SPEEDS_H_PER_S: [f64; 13] = [
    1.0 / 3600.0,
    5.0 / 3600.0,
    20.0 / 3600.0,
    1.0 / 60.0,
    5.0 / 60.0,
    20.0 / 60.0,
    1.0,
    2.0,
    4.0,
    12.0,
    24.0,
    48.0,
    168.0,
];

/// The clock.
#[derive(Resource, Clone, Debug, PartialEq)]
pub struct Clock {
    /// Ticks happen.
    pub running: bool,
    /// Model hours per real second.
    pub speed_h_per_s: f64,
}

impl Default for Clock {
    fn default() -> Self {
        Self { running: false, speed_h_per_s: SPEEDS_H_PER_S[0] }
    }
}

impl Clock {
    /// Model hours in one tick.
    #[must_use]
    pub fn tick_h(&self) -> f64 {
        self.speed_h_per_s / TICKS_PER_S
    }

    /// The next speed up (`steps` 1) or down (-1) of [`SPEEDS_H_PER_S`].
    #[must_use]
    pub fn faster(&self, steps: i32) -> f64 {
        let nearest = SPEEDS_H_PER_S.iter().position(|s| *s >= self.speed_h_per_s * 0.999);
        let at = nearest.unwrap_or(SPEEDS_H_PER_S.len() - 1) as i32 + steps;
        SPEEDS_H_PER_S[at.clamp(0, SPEEDS_H_PER_S.len() as i32 - 1) as usize]
    }
}

pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Clock>().add_systems(FixedUpdate, tick.in_set(SimSystems::Tick));
}

fn tick(world: &mut World) {
    let open = world.get_resource::<Course>().is_some_and(|c| !c.over());
    if !open || !world.resource::<Clock>().running {
        return;
    }
    world.run_schedule(SimTick);
    if world.resource::<Course>().over() {
        world.resource_mut::<Clock>().running = false;
    }
}
