//! What probes read of the patients of a level, worked out by the engine beside the frames, before anybody asks: a run of
//! days would hold a frame up. Not here: which probes were taken ([`crate::answer`]).

use bevy::prelude::*;
use bevy::tasks::futures::check_ready;
use bevy::tasks::{AsyncComputeTaskPool, Task as Job};
use model::task::Task;

use crate::game::{Content, Game};

/// The readings of the tasks of one level.
#[derive(Resource, Default)]
pub struct Readings {
    level: String,
    tasks: Vec<Task>,
    /// Of each task and patient.
    known: Vec<Vec<Option<Vec<f64>>>>,
    jobs: Vec<(usize, usize, Job<Option<Vec<f64>>>)>,
}

impl Readings {
    /// What the probes read of a patient, probe after probe; `None` while it is being worked out.
    #[must_use]
    pub fn of(&self, task: usize, patient: usize) -> Option<&[f64]> {
        self.known.get(task)?.get(patient)?.as_deref()
    }

    /// Those of a game at once, for whoever has no frames: tests and pictures.
    #[must_use]
    pub fn now(game: &Game, library: &model::content::Library) -> Self {
        let mut readings = Self::default();
        let Some(level) = &game.level else { return readings };
        readings.begin(level.id.clone(), game.tasks());
        for (task, patient) in readings.open() {
            readings.known[task][patient] = match &game.tasks()[task] {
                Task::Cases(cases) => level.engine(library).and_then(|engine| cases.readings(patient, engine)),
                Task::Order(_) | Task::Venn(_) => None,
            };
        }
        readings
    }

    fn begin(&mut self, level: String, tasks: &[Task]) {
        *self = Self { level, tasks: tasks.to_vec(), ..Self::default() };
        self.known =
            tasks.iter().map(|t| if let Task::Cases(c) = t { vec![None; c.cases.len()] } else { vec![] }).collect();
    }

    /// Every patient of every task.
    fn open(&self) -> Vec<(usize, usize)> {
        let patients = |(task, known): (usize, &Vec<_>)| (0..known.len()).map(move |p| (task, p)).collect::<Vec<_>>();
        self.known.iter().enumerate().flat_map(patients).collect()
    }
}

/// Begins the work when a level with patients is opened, and takes up what is done.
pub fn work_out(game: Option<Res<Game>>, content: Res<Content>, mut readings: ResMut<Readings>) {
    if let Some(game) = game.filter(|g| g.is_changed())
        && let Some(level) = &game.level
        && (readings.level != level.id || readings.tasks != level.tasks)
    {
        readings.begin(level.id.clone(), &level.tasks);
        for (task, patient) in readings.open() {
            let Some(engine) = level.engine(&content) else { continue };
            let Task::Cases(cases) = level.tasks[task].clone() else { continue };
            let job = AsyncComputeTaskPool::get().spawn(async move { cases.readings(patient, engine) });
            readings.jobs.push((task, patient, job));
        }
    }
    if readings.jobs.is_empty() {
        return;
    }
    let Readings { known, jobs, .. } = &mut *readings;
    jobs.retain_mut(|(task, patient, job)| {
        let done = check_ready(job);
        let waits = done.is_none();
        if let Some(found) = done {
            known[*task][*patient] = found;
        }
        waits
    });
}
