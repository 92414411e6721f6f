//! A run: a body taken through time from act to act and written down. The game, the command line and the tests all run
//! through here; only how far they step at a time differs.

use std::sync::Arc;

use crate::aftermath;
use crate::engine::{Body, Engine};
use crate::plan::{Action, Plan};
use crate::solve::SolveError;
use crate::trace::Trace;
use crate::transit::Transit;

/// A body on its way.
#[derive(Clone, Debug)]
pub struct Run {
    /// The equations.
    pub engine: Engine,
    /// The body now.
    pub body: Body,
    /// What has been recorded.
    pub trace: Trace,
    /// What has been done, in order.
    pub done: Vec<Action>,
    /// What was queued and not cancelled; the first `next` are done. Places in time share it.
    agenda: Arc<Vec<Action>>,
    next: usize,
    grid_h: f64,
    rows: u64,
    after_acts: bool,
}

/// A place in a run to come back to ([`Run::place`], [`Run::back_to`]): everything but what was written down by then, of
/// which it knows how much there was.
#[derive(Clone, Debug)]
pub struct Place {
    /// The body.
    pub body: Body,
    /// Rows of the trace.
    pub trace_rows: usize,
    /// Things done.
    pub done: usize,
    agenda: Arc<Vec<Action>>,
    next: usize,
    rows: u64,
}

impl Place {
    /// Actions that are still to come, in order.
    #[must_use]
    pub fn pending(&self) -> &[Action] {
        &self.agenda[self.next..]
    }

    /// Bytes that it holds by itself, and, unless it shares it with `earlier`, what is to come.
    #[must_use]
    pub fn bytes(&self, earlier: Option<&Self>) -> usize {
        let numbers = self.body.y.len() + self.body.input.inflow_du_per_h.len() + self.body.given_du.len();
        let shared = earlier.is_some_and(|e| Arc::ptr_eq(&e.agenda, &self.agenda));
        let agenda = if shared { 0 } else { self.agenda.len() * size_of::<Action>() };
        size_of::<Self>() + numbers * size_of::<f64>() + agenda
    }
}

impl Run {
    /// A naive body at time 0; a row is recorded every `grid_h` hours, beginning now.
    #[must_use]
    pub fn new(engine: Engine, grid_h: f64) -> Self {
        let body = engine.naive_body();
        let trace = Trace::new(engine.columns());
        let (done, agenda) = (Vec::new(), Arc::default());
        Self { engine, body, trace, done, agenda, next: 0, grid_h, rows: 0, after_acts: false }
    }

    /// The same, with rows around acts beside those of the grid: one at the moment before, one at the moment after at the
    /// same hour, and some close behind ([`crate::aftermath`]). What is judged or plotted is recorded so; tables of numbers
    /// keep to the grid.
    #[must_use]
    pub fn with_rows_after_acts(self) -> Self {
        Self { after_acts: true, ..self }
    }

    /// Adds actions to come. What lies in the past is done at the next step.
    pub fn queue(&mut self, actions: &[Action]) {
        let mut agenda = self.pending().to_vec();
        agenda.extend_from_slice(actions);
        agenda.sort_by(|a, b| a.at_h.total_cmp(&b.at_h));
        (self.agenda, self.next) = (Arc::new(agenda), 0);
    }

    /// Actions that are still to come, in order.
    #[must_use]
    pub fn pending(&self) -> &[Action] {
        &self.agenda[self.next..]
    }

    /// Takes back the actions to come that `unwanted` names.
    pub fn cancel(&mut self, unwanted: impl Fn(&Action) -> bool) {
        let agenda = self.pending().iter().filter(|a| !unwanted(a)).copied().collect();
        (self.agenda, self.next) = (Arc::new(agenda), 0);
    }

    /// The present as a place to come back to.
    #[must_use]
    pub fn place(&self) -> Place {
        Place {
            body: self.body.clone(),
            trace_rows: self.trace.time_h.len(),
            done: self.done.len(),
            agenda: Arc::clone(&self.agenda),
            next: self.next,
            rows: self.rows,
        }
    }

    /// Goes to a place of this very run. `trace` and `done` are what was written down there or anywhere beyond it.
    pub fn back_to(&mut self, place: &Place, trace: &Trace, done: &[Action]) {
        self.body.clone_from(&place.body);
        self.trace = trace.first_rows(place.trace_rows);
        self.done = done[..place.done.min(done.len())].to_vec();
        (self.agenda, self.next, self.rows) = (Arc::clone(&place.agenda), place.next, place.rows);
    }

    /// The readings of this moment, in the order of the trace's columns.
    #[must_use]
    pub fn readings(&self) -> Vec<f64> {
        let mut row = Vec::with_capacity(self.trace.columns.len());
        self.engine.observe(&self.body.y, self.body.input.usual_place, &self.body.given_du, &mut row);
        row
    }

    /// Goes on to `to_h`, doing what is due before, and says what happens to receptors meanwhile.
    ///
    /// # Errors
    /// The solver gave up; the run stays at the last act before.
    pub fn advance_with_receptors(&mut self, to_h: f64) -> Result<Transit, SolveError> {
        let mut transit = Transit::default();
        self.walk(to_h, |run, stop, grid, rows| {
            let part =
                run.engine.advance_with_receptors(&mut run.body, stop, grid, |t, y| rows.push((t, y.to_vec())))?;
            transit.then(&part);
            Ok(())
        })?;
        Ok(transit)
    }

    /// Goes on to `to_h` by the equations alone.
    ///
    /// # Errors
    /// The solver gave up; the run stays at the last act before.
    pub fn advance(&mut self, to_h: f64) -> Result<(), SolveError> {
        self.walk(to_h, |run, stop, grid, rows| {
            run.engine.advance(&mut run.body, stop, grid, |t, y| rows.push((t, y.to_vec())))
        })
    }

    fn walk(
        &mut self,
        to_h: f64,
        mut stretch: impl FnMut(&mut Self, f64, &[f64], &mut Vec<(f64, Vec<f64>)>) -> Result<(), SolveError>,
    ) -> Result<(), SolveError> {
        loop {
            let done_before = self.done.len();
            while let Some(due) = self.pending().first().copied().filter(|a| a.at_h <= self.body.t_h) {
                if self.done.len() == done_before {
                    // Rows that fall on an act show the moment before it.
                    self.record_before_act();
                }
                self.engine.apply(&mut self.body, &due.act);
                self.done.push(Action { at_h: self.body.t_h, act: due.act });
                self.next += 1;
            }
            if self.after_acts && self.done.len() > done_before {
                self.record_now();
            }
            if self.body.t_h >= to_h {
                return Ok(());
            }
            let stop = self.pending().first().map_or(to_h, |a| a.at_h.min(to_h));
            let (first, mut hours) = (self.rows, Vec::new());
            while self.rows as f64 * self.grid_h <= stop {
                hours.push((self.rows as f64 * self.grid_h).max(self.body.t_h));
                self.rows += 1;
            }
            if self.after_acts {
                hours.extend(aftermath::hours(&self.done, self.grid_h, self.body.t_h, stop));
                hours.sort_by(f64::total_cmp);
                hours.dedup();
            }
            let mut rows = Vec::with_capacity(hours.len());
            if let Err(e) = stretch(self, stop, &hours, &mut rows) {
                self.rows = first;
                return Err(e);
            }
            for (t, y) in rows {
                self.record(t, &y);
            }
        }
    }

    fn record_before_act(&mut self) {
        let on_grid = self.rows as f64 * self.grid_h <= self.body.t_h;
        self.rows += u64::from(on_grid);
        let is_there = self.trace.time_h.last() == Some(&self.body.t_h);
        if on_grid || (self.after_acts && !is_there) {
            self.record_now();
        }
    }

    fn record_now(&mut self) {
        let y = self.body.y.clone();
        self.record(self.body.t_h, &y);
    }

    fn record(&mut self, t_h: f64, y: &[f64]) {
        let mut row = Vec::with_capacity(self.trace.columns.len());
        self.engine.observe(y, self.body.input.usual_place, &self.body.given_du, &mut row);
        self.trace.push(t_h, &row);
    }
}

/// Runs a whole plan by the equations alone.
///
/// # Errors
/// The solver gave up.
pub fn play(engine: Engine, plan: &Plan, until_h: f64, grid_h: f64) -> Result<Run, SolveError> {
    let mut run = Run::new(engine, grid_h);
    run.queue(&plan.actions);
    run.advance(until_h)?;
    Ok(run)
}
