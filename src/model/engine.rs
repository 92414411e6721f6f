//! The one engine: a body system and some drugs, assembled into one state. Which parts exist is decided by the files; the
//! form is always the same. Acts are discontinuities: the caller integrates to an act, applies it, goes on
//! ([`Engine::advance`], [`Engine::apply`]).
//!
//! Not here: how it is put together ([`crate::assemble`]), what follows from a state at once ([`crate::moment`]), the
//! equations ([`crate::flow`]), the readings ([`crate::observe`]) and individual receptors ([`crate::transit`]).

use std::sync::Arc;

use crate::curve::NaiveCurve;
use crate::drug::{Action, Drug, Entry, Route};
use crate::layout::Layout;
use crate::moment::Moment;
use crate::pk::Places;
use crate::plan::Act;
use crate::program::Program;
use crate::receptor::{Drive, N_STATES};
use crate::solve::{self, SolveError};
use crate::system::System;

/// Longest stretch that the solver is asked for at once, h: in longer ones a bend of the equations, found to a share of the
/// stretch, would be found too coarsely.
const LONGEST_STRETCH_H: f64 = 1000.0;

/// What is smaller than this after a long stretch is nought.
const NOTHING: f64 = 1e-30;

/// What comes in from outside between two acts.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// What patches and pumps deliver, DU/h, one per route of every drug in order.
    pub inflow_du_per_h: Vec<f64>,
    /// Whether the person is where the drug is usually taken.
    pub usual_place: bool,
}

impl Input {
    /// All of it in numbers, in the order of [`Engine::switched`].
    #[must_use]
    pub fn numbers(&self) -> Vec<f64> {
        let place = f64::from(u8::from(self.usual_place));
        self.inflow_du_per_h.iter().copied().chain([place]).collect()
    }
}

/// A body: time, state and what comes in.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Hours since the start.
    pub t_h: f64,
    /// The assembled state; see [`Layout`].
    pub y: Vec<f64>,
    /// What comes in until the next act.
    pub input: Input,
    /// DU given so far per drug.
    pub given_du: Vec<f64>,
}

/// What an adaptation listens to, its names found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Followed {
    /// The switch it needs is not set.
    Nothing,
    Occupancy,
    Stimulus,
    Bound,
    Effect(usize),
    Net(usize),
    /// Drug, and what its concentration is divided by.
    Concentration(usize, f64),
    /// The same in the blood.
    Plasma(usize, f64),
    Channel(usize),
    Unmasked(usize),
}

/// What every adaptation of the system listens to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FollowedBy {
    pub channels: Vec<Followed>,
    pub sensitization: Vec<Followed>,
    pub learning: Vec<Followed>,
    pub axis: Option<Followed>,
}

/// A drug that acts here.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Acting {
    /// Its place among the engine's drugs.
    pub drug: usize,
    /// What it does here.
    pub action: Action,
    /// Whether its parallel signal joins each effect.
    pub joins: Vec<bool>,
    /// The site that it shares with others, by number.
    pub site: Option<usize>,
}

/// A system and drugs, ready to run.
#[derive(Clone, Debug)]
pub struct Engine {
    /// The body system.
    pub system: System,
    /// The drugs: those of the scenario in order, then what comes with them or out of them.
    pub drugs: Vec<Drug>,
    /// Where things lie.
    pub layout: Layout,
    /// Naive receptor states, all together 1.
    pub naive: [f64; N_STATES],
    /// Births per naive receptor per hour.
    pub synthesis_per_h: f64,
    /// Naive drive.
    pub tone: Drive,
    pub(crate) naive_stimulus: f64,
    pub(crate) naive_coupled: f64,
    pub(crate) naive_effects: Vec<f64>,
    pub(crate) naive_curves: Vec<NaiveCurve>,
    pub(crate) acting: Vec<Acting>,
    pub(crate) any_slow: bool,
    /// `overlap[channel][i][j]`: share of what drug `j` built that drug `i` meets.
    pub(crate) overlap: Vec<Vec<Vec<f64>>>,
    pub(crate) followed: FollowedBy,
    /// Effects that the equations need.
    pub(crate) asked: Vec<bool>,
    pub(crate) program: Arc<Program>,
}

impl Engine {
    /// A body that has never met a drug.
    #[must_use]
    pub fn naive_body(&self) -> Body {
        let l = &self.layout;
        let mut y = vec![0.0; l.len];
        y[l.receptors..l.receptors + N_STATES].copy_from_slice(&self.naive);
        if let (Some(at), Some(store)) = (l.store, &self.system.store) {
            let gated = self.system.effects.iter().any(|e| e.gated);
            let (full, reserve) = store.settled(if gated { self.tone.occupied } else { 0.0 });
            y[at] = full;
            if store.reserve.is_some() {
                y[at + 1] = reserve;
            }
        }
        for at in l.axis.iter().flat_map(|at| [*at, at + 1]) {
            y[at] = 1.0;
        }
        for at in &l.sensitization {
            y[*at] = 1.0;
        }
        for pool in &l.enzymes {
            y[pool.at] = 1.0;
        }
        let inlets = self.drugs.iter().map(|d| d.routes.len()).sum();
        let input = Input { inflow_du_per_h: vec![0.0; inlets], usual_place: true };
        Body { t_h: 0.0, y, input, given_du: vec![0.0; self.drugs.len()] }
    }

    /// Looks at a body, everything included.
    #[must_use]
    pub fn now(&self, body: &Body) -> Moment {
        self.moment(&body.y, body.input.usual_place)
    }

    /// Value of adaptation channel `i`, all its copies together; 0 in a naive body.
    #[must_use]
    pub fn channel(&self, i: usize, y: &[f64]) -> f64 {
        let last = usize::from(self.system.channels[i].stages) - 1;
        self.layout.channels[i].iter().map(|at| y[at + last]).sum()
    }

    /// Capacity of effect `i`, what it could do if nothing held it down; 1 in a naive body.
    #[must_use]
    pub fn capacity(&self, i: usize, moment: &Moment) -> f64 {
        self.capacity_of(&self.system.effects[i], moment)
    }

    /// The equations as the solver works them out.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// Integrates the body to `to_h`, across no act, and shows it to `sample` at every time of `at` (ascending).
    ///
    /// # Errors
    /// The solver gave up; the body stays where it was.
    pub fn advance(
        &self,
        body: &mut Body,
        to_h: f64,
        at: &[f64],
        mut sample: impl FnMut(f64, &[f64]),
    ) -> Result<(), SolveError> {
        let inputs = body.input.numbers();
        let (mut t_h, mut y, mut seen) = (body.t_h, body.y.clone(), 0);
        loop {
            let until_h = to_h.min(t_h + LONGEST_STRETCH_H);
            let due = if until_h < to_h { at.partition_point(|t| *t <= until_h).max(seen) } else { at.len() };
            solve::integrate(&self.program, &inputs, t_h, until_h, &mut y, &at[seen..due], &mut sample)?;
            (t_h, seen) = (until_h, due);
            if t_h >= to_h {
                break;
            }
            // What has faded to nothing is nothing: bends between numbers of 1e-170 would stop the solver.
            for v in y.iter_mut().filter(|v| v.abs() < NOTHING) {
                *v = 0.0;
            }
        }
        body.y = y;
        body.t_h = body.t_h.max(to_h);
        Ok(())
    }

    /// Does one act, now.
    pub fn apply(&self, body: &mut Body, act: &Act) {
        match *act {
            Act::Give { drug, route, du } => {
                let r = &self.drugs[drug].routes[route];
                body.given_du[drug] += du;
                self.enter(body, drug, route, du * r.strength);
                for (other, same, amount) in self.brought(r) {
                    let du = du * amount / self.drugs[other].dose_unit;
                    body.given_du[other] += du;
                    match same {
                        Some(same) => self.enter(body, other, same, du),
                        None => body.y[self.layout.drugs[other].central] += du,
                    }
                }
            }
            Act::PatchOff { drug } => {
                let at = &self.layout.drugs[drug];
                body.input.inflow_du_per_h[at.inlet..at.inlet + at.depots.len()].fill(0.0);
                // What came with a patch goes with it.
                let brought = self.drugs[drug].routes.iter().flat_map(|r| self.brought(r));
                for (other, same, _) in brought {
                    if let Some(same) = same {
                        body.input.inflow_du_per_h[self.layout.drugs[other].inlet + same] = 0.0;
                    }
                }
            }
            Act::Place { usual } => body.input.usual_place = usual,
            Act::Wash => {
                body.input.inflow_du_per_h.fill(0.0);
                for i in self.layout.drugs.iter().flat_map(Places::all) {
                    body.y[i] = 0.0;
                }
            }
        }
    }

    /// What comes in by a route beside the drug itself: which drug, by which of its routes (none: into the blood), how
    /// much per DU. Assembly sees to it that it is there.
    fn brought<'a>(&'a self, route: &'a Route) -> impl Iterator<Item = (usize, Option<usize>, f64)> + 'a {
        route.brings.iter().filter_map(|(id, amount)| {
            let other = self.drugs.iter().position(|d| d.id == *id)?;
            Some((other, self.drugs[other].routes.iter().position(|r| r.id == route.id), *amount))
        })
    }

    /// Puts dose units where a route leads.
    fn enter(&self, body: &mut Body, drug: usize, route: usize, du: f64) {
        let at = &self.layout.drugs[drug];
        let depot = at.depots[route];
        match &self.drugs[drug].routes[route].entry {
            Entry::Patch { per_h, .. } => body.input.inflow_du_per_h[at.inlet + route] += du / per_h,
            Entry::Bath => {
                body.y[at.central] = du;
                if let Some(effect) = at.effect {
                    body.y[effect] = du;
                }
            }
            Entry::Absorbed { .. } | Entry::Bolus => body.y[depot.transit.or(depot.depot).unwrap_or(at.central)] += du,
        }
    }

    /// Whether any drug is in the body or on it.
    #[must_use]
    pub fn drug_aboard(&self, body: &Body) -> bool {
        let held = self.layout.drugs.iter().filter_map(|at| at.bound);
        body.input.inflow_du_per_h.iter().any(|r| *r > 0.0)
            || self.layout.drugs.iter().flat_map(Places::all).chain(held).any(|i| body.y[i].abs() > 1e-9)
    }

    pub(crate) fn acting_id(&self, k: usize) -> &str {
        &self.drugs[self.acting[k].drug].id
    }

    pub(crate) fn counter_id(&self, c: usize) -> &str {
        let s = &self.system;
        let ids = s.channels.iter().map(|x| &x.id).chain(s.sensitization.iter().map(|x| &x.id));
        ids.chain(s.learning.iter().map(|x| &x.id)).nth(c).map_or("", String::as_str)
    }

    pub(crate) fn inlet_id(&self, inlet: usize) -> String {
        let mut all = self.drugs.iter().flat_map(|d| d.routes.iter().map(move |r| format!("{}_{}", d.id, r.id)));
        all.nth(inlet).unwrap_or_default()
    }
}
