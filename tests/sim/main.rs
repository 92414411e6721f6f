//! The ECS world: determinism, conservation, the same receptors as the plain ensemble, the time machine, fuzz.

mod biography;
mod fuzz;
mod order;
mod receptor;
mod rewind;
mod time_machine;

use model::content::Library;
use model::plan::Plan;
use sim::course::Setup;

/// The game of a shipped level with `plan` beside its script.
pub fn setup_of(level: &str, good: bool, receptors: u32, seed: u64) -> (Setup, f64) {
    let library = Library::embedded().expect("the shipped files are sound");
    let level = library.level(level).expect("it is shipped");
    let plan = if good { &level.good } else { &level.naive };
    let mut actions = level.script.actions.clone();
    actions.extend_from_slice(&plan.actions);
    let setup = Setup {
        engine: level.engine(&library).expect("checked"),
        receptors,
        seed,
        duration_h: level.duration_h,
        grid_h: level.grid_h(),
        script: Plan::from_actions(actions),
        goals: level.goals.iter().map(|g| g.test.clone()).collect(),
    };
    (setup, level.speed_h_per_s)
}
