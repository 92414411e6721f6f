//! The ECS world: determinism, conservation, the same receptors as the plain ensemble, the time machine, fuzz.

mod biography;
mod course;
mod fuzz;
mod order;
mod planned;
mod recall;
mod receptor;
mod rewind;
mod stops;
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
        stops_h: Vec::new(),
    };
    (setup, level.speed_h_per_s)
}

/// Thirty days of any body system with the first of its drugs, given now and then.
pub fn setup_in(system: &str, receptors: u32, seed: u64) -> Setup {
    use model::assemble::Setting;
    use model::plan::{Act, Action};
    let library = Library::embedded().expect("the shipped files are sound");
    let drug = library.drugs_for(system).next().expect("each has one").id.clone();
    let engine = library.assemble(system, &[drug.as_str()], &Setting::default()).expect("checked");
    let give = |at_h: u32| Action { at_h: f64::from(at_h) + 0.21, act: Act::Give { drug: 0, route: 0, du: 1.0 } };
    let script = Plan::from_actions((0..30).map(|day| give(day * 24 + day % 7)).collect());
    Setup { engine, receptors, seed, duration_h: 720.0, grid_h: 0.5, script, goals: Vec::new(), stops_h: Vec::new() }
}
