//! Dose-response curves, now against naive: how far potency and ceiling have moved. Not here: the series of a trace
//! ([`crate::observe`]).

use smallvec::SmallVec;

use crate::binding::Ligand;
use crate::engine::{Body, Engine};
use crate::moment::Moment;

/// An effect's dose-response curve in the naive body.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct NaiveCurve {
    /// EC50 over Kd.
    pub half: f64,
    /// Ceiling.
    pub top: f64,
    /// Response without the probe drug.
    pub floor: f64,
}

/// Potency and ceiling of a dose-response curve against the naive one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurveChange {
    /// EC50 now over naive EC50; above 1 is a shift to the right.
    pub ec50_fold: f64,
    /// Emax now over naive Emax.
    pub emax_share: f64,
}

/// Concentration over Kd that stands for "as much as can be".
const TOP_Q: f64 = 1e9;

impl Engine {
    /// Place among the ligands of the drug whose curve is shown: the first agonist, or else the first drug here.
    pub(crate) fn probe(&self, ligands: &[Ligand]) -> Option<usize> {
        let drugs = || (0..ligands.len()).filter(|i| !ligands[*i].endogenous);
        drugs().find(|&i| ligands[i].competes() && ligands[i].efficacy > 0.0).or_else(|| drugs().next())
    }

    /// The ligands with the probe drug at `q` times its Kd, as effect `i` is about it: through the parallel signal that
    /// joins the effect by name, or else through what it does first. What else the drug does here is no part of the
    /// curve, which has one concentration.
    fn set_probe(&self, i: usize, ligands: &[Ligand], q: f64) -> Option<SmallVec<[Ligand; 6]>> {
        let main = self.probe(ligands)?;
        let first = ligands.len() - self.acting.len();
        let drug = self.acting[main - first].drug;
        let own = || (first..ligands.len()).filter(|k| self.acting[k - first].drug == drug);
        let named = |k: &usize| !self.acting[k - first].action.on.is_empty() && self.acting[k - first].joins[i];
        let mut set: SmallVec<[Ligand; 6]> = SmallVec::from(ligands);
        for k in own() {
            set[k].q = 0.0;
        }
        set[own().find(named).unwrap_or(main)].q = q;
        Some(set)
    }

    /// The name of the drug whose curve [`Engine::curves`] gives.
    #[must_use]
    pub fn probe_name(&self) -> Option<&str> {
        let m = self.now(&self.naive_body());
        let first = m.on.len() - self.acting.len();
        self.probe(&m.on).map(|i| self.drugs[self.acting[i - first].drug].name.as_str())
    }

    /// Effect `i` that the probe drug would give at `q` times its Kd, with the body as it is at `y` and every other
    /// ligand where it is; counter-force left out, so that potency and ceiling stand alone.
    pub(crate) fn respond(&self, i: usize, y: &[f64], m: &Moment, q: f64) -> f64 {
        let Some(set) = self.set_probe(i, &m.on, q) else { return 0.0 };
        let e = &self.system.effects[i];
        self.gross(i, y, m, &set) * self.gain_of(e, m)
    }

    /// EC50 shift and Emax loss of effect `i` against the naive body.
    #[must_use]
    pub fn curve_change(&self, i: usize, body: &Body) -> CurveChange {
        self.change(i, &body.y, &self.now(body))
    }

    pub(crate) fn change(&self, i: usize, y: &[f64], m: &Moment) -> CurveChange {
        // Both ceilings are measured from the naive body without the probe, so that another drug aboard does not count as loss.
        let NaiveCurve { half: naive_half, top: naive_top, floor } = self.naive_curves[i];
        let (half, top) = self.half_and_top(i, y, m, naive_half);
        let share = |a: f64, b: f64| if b.abs() > 1e-12 { a / b } else { 1.0 };
        CurveChange { ec50_fold: share(half, naive_half), emax_share: share(top - floor, naive_top - floor) }
    }

    /// The naive curves of all effects, which every later curve is held against.
    pub(crate) fn find_naive_curves(&self) -> Vec<NaiveCurve> {
        let y = self.naive_body().y;
        let m = self.moment(&y, true);
        let curve = |i: usize| {
            let (half, top) = self.half_and_top(i, &y, &m, 1.0);
            NaiveCurve { half, top, floor: self.respond(i, &y, &m, 0.0) }
        };
        (0..self.system.effects.len()).map(curve).collect()
    }

    /// Where the response is half-way between what it is without the probe and its ceiling, and that ceiling.
    ///
    /// In one drug's concentration every response is a ratio of straight lines, so three points tell the half: with
    /// `f = (base + k top q)/(1 + k q)` it lies at `1/k`. A second look near the half takes the rounding out.
    fn half_and_top(&self, i: usize, y: &[f64], m: &Moment, guess: f64) -> (f64, f64) {
        let base = self.respond(i, y, m, 0.0);
        let top = self.respond(i, y, m, TOP_Q);
        let mut half = if guess.is_finite() && guess > 0.0 { guess } else { 1.0 };
        for _ in 0..2 {
            let f = self.respond(i, y, m, half);
            let k = (f - base) / (top - f) / half;
            if !(k.is_finite() && k > 0.0) {
                return (guess, top);
            }
            half = 1.0 / k;
        }
        (half, top)
    }

    /// The naive dose-response curve of effect `i` and the one now, at the multiples `qs` of Kd.
    #[must_use]
    pub fn curves(&self, i: usize, body: &Body, qs: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let naive = self.naive_body();
        let along = |body: &Body| {
            let m = self.now(body);
            qs.iter().map(|q| self.respond(i, &body.y, &m, *q)).collect()
        };
        (along(&naive), along(body))
    }

    /// Effect `i` that the probe drug would give at `q` times its Kd now, counter-force left out.
    #[must_use]
    pub fn response(&self, i: usize, body: &Body, q: f64) -> f64 {
        self.respond(i, &body.y, &self.now(body), q)
    }

    /// Factor on the concentration that effect `i` needs of the endogenous ligand or of any drug for which no copy of
    /// its own is kept; 1 in a naive body.
    #[must_use]
    pub fn shift(&self, i: usize, body: &Body) -> f64 {
        let m = self.now(body);
        let sum: f64 = self.system.effects[i].shift.iter().map(|(c, kappa)| kappa * m.counters[*c]).sum();
        (1.0 + sum).max(crate::moment::LEAST_SHIFT)
    }

    /// Share of effect `i` that is left after gain loss; 1 in a naive body.
    #[must_use]
    pub fn gain(&self, i: usize, body: &Body) -> f64 {
        self.gain_of(&self.system.effects[i], &self.now(body))
    }
}
