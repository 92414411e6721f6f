//! A run gone through again from the list of what was done, with every state written down and at any tolerance: for
//! comparisons with other programs. Not here: runs as the game and the commands make them ([`crate::run`]).

use crate::engine::Engine;
use crate::plan::Action;
use crate::solve::{self, Settings, SolveError};

/// A run gone through again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Retraced {
    /// The states, one row per time.
    pub rows: Vec<Vec<f64>>,
    /// Steps that the solver made.
    pub steps: usize,
    /// Steps that it tried in vain.
    pub rejected: usize,
}

/// The states of a body at every time of `times` (ascending, from 0 on), `done` (in order of time) being done to it.
/// Rows that fall on an act show the moment before it.
///
/// # Errors
/// The solver gave up.
pub fn retrace(engine: &Engine, done: &[Action], times: &[f64], settings: &Settings) -> Result<Retraced, SolveError> {
    let mut body = engine.naive_body();
    let mut out = Retraced { rows: Vec::with_capacity(times.len()), ..Retraced::default() };
    let mut acts = done.iter().peekable();
    let mut next = 0;
    let until = times.last().copied().unwrap_or(0.0);
    loop {
        let stop = acts.peek().map_or(until, |a| a.at_h.min(until)).max(body.t_h);
        let first = next;
        next += times[next..].partition_point(|t| *t <= stop);
        let rows = &mut out.rows;
        let mut sample = |_: f64, y: &[f64]| rows.push(y.to_vec());
        let (at, program, inputs) = (&times[first..next], engine.program(), body.input.numbers());
        let effort = solve::integrate_with(program, &inputs, body.t_h, stop, &mut body.y, at, &mut sample, settings)?;
        out.steps += effort.steps;
        out.rejected += effort.rejected;
        body.t_h = stop;
        match acts.next_if(|a| a.at_h <= until && next < times.len()) {
            Some(act) => engine.apply(&mut body, &act.act),
            None => return Ok(out),
        }
    }
}
