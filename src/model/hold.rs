//! Doses as needed: a person who takes a dose when an effect has left its band, and a larger one next time if it did not
//! help enough. The only doses that depend on what the body shows; everything else is a [`crate::plan`]. No chance in it.

use crate::plan::{Act, Action};
use crate::regimen::within_day;
use crate::run::Run;
use crate::solve::SolveError;

/// On which side of the band a dose is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
pub enum When {
    /// Below the band: the drug raises the series.
    Below,
    /// Above the band: the drug lowers the series.
    Above,
}

/// What is held, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Hold {
    /// The drug, by place.
    pub drug: usize,
    /// Its route, by place.
    pub route: usize,
    /// The series that is watched ("effect.relief", "reading.relief").
    pub series: String,
    /// The band in which it is to stay, in the series' own unit: lower end, upper end.
    pub band: (f64, f64),
    /// The side on which a dose is due.
    pub when: When,
    /// First decision, h.
    pub from_h: f64,
    /// No decision from here on, h.
    pub until_h: f64,
    /// Time between decisions, h. The series is looked at no oftener than this.
    pub every_h: f64,
    /// Hours of the day between which a dose can be taken: wake, sleep.
    pub awake: (f64, f64),
    /// First dose, DU.
    pub first_du: f64,
    /// What the next dose has more, or less, than the last, DU.
    pub step_du: f64,
    /// Largest dose, DU.
    pub most_du: f64,
    /// Shortest time between two doses, h.
    pub refractory_h: f64,
}

impl Hold {
    /// The smallest dose to which the person goes down.
    #[must_use]
    pub fn least_du(&self) -> f64 {
        self.first_du.min(if self.step_du > 0.0 { self.step_du } else { self.first_du })
    }

    /// Whether a dose is due at this value.
    #[must_use]
    pub fn is_needed(&self, value: f64) -> bool {
        match self.when {
            When::Below => value < self.band.0,
            When::Above => value > self.band.1,
        }
    }

    /// The next dose when the best that the last one of `du` did was to bring the series to `best`.
    #[must_use]
    pub fn next_du(&self, du: f64, best: f64) -> f64 {
        let (too_weak, too_strong) = match self.when {
            When::Below => (best < self.band.0, best > self.band.1),
            When::Above => (best > self.band.1, best < self.band.0),
        };
        match (too_weak, too_strong) {
            (true, _) => (du + self.step_du).min(self.most_du),
            (_, true) => (du - self.step_du).max(self.least_du()),
            (false, false) => du,
        }
    }

    fn better(&self, a: f64, b: f64) -> f64 {
        match self.when {
            When::Below => a.max(b),
            When::Above => a.min(b),
        }
    }
}

/// One person's memory of one hold.
#[derive(Clone, Debug)]
struct Memory {
    hold: Hold,
    column: Option<usize>,
    decisions: u64,
    /// When the last dose was taken, how large it was and the best that was seen since.
    last: Option<(f64, f64, f64)>,
}

impl Memory {
    fn next_h(&self) -> f64 {
        self.hold.from_h + self.hold.every_h * self.decisions as f64
    }

    /// Looks at `value` at `t_h`; gives the dose that is taken.
    fn decide(&mut self, t_h: f64, value: f64) -> Option<f64> {
        let hold = &self.hold;
        if let Some((_, _, best)) = &mut self.last {
            *best = hold.better(*best, value);
        }
        let rested = self.last.is_none_or(|(at, _, _)| t_h - at >= hold.refractory_h * (1.0 - 1e-9));
        let awake = within_day(t_h, hold.awake.0, hold.awake.1);
        if !(hold.is_needed(value) && rested && awake) {
            return None;
        }
        let du = self.last.map_or(hold.first_du, |(_, du, best)| hold.next_du(du, best));
        // What is seen now is what the last dose has left, and no merit of this one.
        self.last = Some((t_h, du, value));
        Some(du)
    }
}

/// A run in which some effects are held by doses as needed, besides what its plan does.
#[derive(Clone, Debug)]
pub struct Held {
    /// The run; what was given stands in its list of what was done.
    pub run: Run,
    holds: Vec<Memory>,
}

impl Held {
    /// Starts to hold. A series that the run does not have is never in need of a dose.
    #[must_use]
    pub fn new(run: Run, holds: &[Hold]) -> Self {
        let columns = run.engine.columns();
        let memory = |hold: &Hold| Memory {
            hold: hold.clone(),
            column: columns.iter().position(|c| c.series == hold.series),
            decisions: 0,
            last: None,
        };
        let holds = holds.iter().map(memory).collect();
        Self { run, holds }
    }

    /// Goes on to `to_h`, deciding on the way.
    ///
    /// # Errors
    /// The solver gave up.
    pub fn advance(&mut self, to_h: f64) -> Result<(), SolveError> {
        loop {
            let due = self.holds.iter().map(Memory::next_h).enumerate();
            let due = due.filter(|(i, t)| *t < self.holds[*i].hold.until_h && *t <= to_h);
            // The first of those that are due at the same time: the order in which they were written.
            let Some((i, t_h)) = due.min_by(|a, b| a.1.total_cmp(&b.1)) else { break };
            self.run.advance(t_h)?;
            let value = self.look(i);
            let memory = &mut self.holds[i];
            memory.decisions += 1;
            if let Some(du) = memory.decide(t_h, value) {
                let act = Act::Give { drug: memory.hold.drug, route: memory.hold.route, du };
                self.run.queue(&[Action { at_h: t_h, act }]);
                self.run.advance(t_h)?;
            }
        }
        self.run.advance(to_h)
    }

    fn look(&self, i: usize) -> f64 {
        let Some(column) = self.holds[i].column else { return f64::NAN };
        let mut row = Vec::new();
        let body = &self.run.body;
        self.run.engine.observe(&body.y, body.input.usual_place, &body.given_du, &mut row);
        row.get(column).copied().unwrap_or(f64::NAN)
    }
}
