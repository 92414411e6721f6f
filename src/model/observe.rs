//! What can be read off a body: the series of a trace, dose-response curves now against naive, and the three meters.
//! Not here: how a body changes ([`crate::flow`]).

use smallvec::SmallVec;

use crate::binding::Ligand;
use crate::engine::{Body, Engine};
use crate::moment::Moment;
use crate::receptor::{Pool, ReceptorState, STATES, pool};
use crate::symptom::Hazard;

/// One series: its name in goals and plots, and its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Name ("effect.relief").
    pub series: String,
    /// Unit ("fraction"); one word, it ends the column's name in CSV.
    pub unit: &'static str,
}

/// An effect's dose-response curve in the naive body.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct NaiveCurve {
    /// EC50 over Kd.
    half: f64,
    /// Ceiling.
    top: f64,
    /// Response without the probe drug.
    floor: f64,
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
    /// The series of this engine, in the order of [`Engine::observe`]; time is not among them.
    #[must_use]
    pub fn columns(&self) -> Vec<Column> {
        let mut out = Vec::new();
        let mut add = |series: String, unit: &'static str| out.push(Column { series, unit });
        let s = &self.system;
        for d in &self.drugs {
            add(format!("level.{}", d.id), if d.action_at(&s.id).is_some() { "per_kd" } else { "own_unit" });
            add(format!("site.{}", d.id), if d.action_at(&s.id).is_some() { "per_kd" } else { "own_unit" });
            add(format!("conc.{}", d.id), "own_unit");
            add(format!("given.{}", d.id), "du");
        }
        add("occupancy".to_owned(), "fraction");
        for s in STATES {
            add(format!("receptors.{}", s.name()), "fraction_of_naive");
        }
        for name in ["coupled", "uncoupled", "inside", "surface", "total"] {
            add(format!("receptors.{name}"), "fraction_of_naive");
        }
        add("listening".to_owned(), "fraction_of_naive");
        for e in &s.effects {
            add(format!("effect.{}", e.id), "fraction");
            add(format!("reading.{}", e.id), "shown_unit");
            add(format!("ec50.{}", e.id), "fold");
            add(format!("emax.{}", e.id), "fraction_of_naive");
        }
        for c in &s.channels {
            add(format!("channel.{}", c.id), "fraction");
        }
        for x in &s.sensitization {
            add(format!("readiness.{}", x.id), "fraction");
            add(format!("sensitization.{}", x.id), "fraction");
        }
        for x in &s.learning {
            add(format!("learning.{}", x.id), "fraction");
        }
        if let Some(store) = &s.store {
            add("store".to_owned(), "fraction_of_naive");
            if store.reserve.is_some() {
                add("store.reserve".to_owned(), "fraction_of_naive");
            }
        }
        if s.axis.is_some() {
            add("axis.centre".to_owned(), "fraction_of_naive");
            add("axis.gland".to_owned(), "fraction_of_naive");
        }
        for s in &s.symptoms {
            add(format!("symptom.{}", s.id), "of_100");
            add(format!("symptom.{}.late", s.id), "of_100");
        }
        for h in &s.hazards {
            add(format!("risk.{}", h.id), "probability");
        }
        for pool in &self.layout.enzymes {
            add(format!("enzyme.{}", pool.enzyme.id), "fraction_of_naive");
        }
        if s.habit.is_some() {
            for name in ["wanting", "craving", "control"] {
                add(format!("habit.{name}"), "fraction");
            }
        }
        for name in ["tolerance", "dependence", "addiction"] {
            add(format!("meter.{name}"), "fraction");
        }
        out
    }

    /// Kd of a drug at this system, or 1 where it does not act.
    fn kd(&self, drug: usize) -> f64 {
        self.acting.iter().find(|a| a.drug == drug).map_or(1.0, |a| a.action.kd)
    }

    /// Reads all series off state `y`, appending them to `row` in the order of [`Engine::columns`].
    pub fn observe(&self, y: &[f64], usual_place: bool, given_du: &[f64], row: &mut Vec<f64>) {
        let (m, l, s) = (self.moment(y, usual_place), &self.layout, &self.system);
        for (i, (d, at)) in self.drugs.iter().zip(&l.drugs).enumerate() {
            let kd = self.kd(i);
            row.extend([m.plasma[i] / kd, at.at_receptor(d, y) / kd, m.plasma[i], given_du[i]]);
        }
        row.push(m.drive.occupied);
        let r = self.receptors(y);
        row.extend_from_slice(r);
        let (coupled, uncoupled) = (pool(r, Pool::Coupled), pool(r, Pool::Uncoupled));
        row.extend([coupled, uncoupled, pool(r, Pool::Inside), coupled + uncoupled, r.iter().sum()]);
        row.push(m.listening);
        for (i, e) in s.effects.iter().enumerate() {
            let change = self.change(i, y, &m);
            row.extend([m.net[i], e.shown.reading(m.net[i]), change.ec50_fold, change.emax_share]);
        }
        row.extend_from_slice(&m.counters[..s.channels.len()]);
        for at in &l.sensitization {
            row.extend([y[*at], y[at + 1]]);
        }
        row.extend(l.learning.iter().map(|at| y[*at]));
        if let (Some(at), Some(store)) = (l.store, &s.store) {
            row.push(y[at]);
            row.extend(store.reserve.map(|_| y[at + 1]));
        }
        row.extend(l.axis.iter().flat_map(|at| [y[*at], y[at + 1]]));
        for &at in &l.symptoms {
            row.extend([100.0 * y[at], 100.0 * y[at + 1]]);
        }
        row.extend(l.hazards.iter().map(|at| Hazard::risk(y[*at])));
        row.extend(l.enzymes.iter().map(|pool| y[pool.at]));
        let sign = l.symptoms.first().map_or(0.0, |at| y[*at]);
        let mut control = 0.0;
        if let (Some(at), Some(habit)) = (l.habit, &s.habit) {
            control = y[at + 2];
            row.extend([y[at + 1], habit.craving(y[at + 1], sign), control]);
        }
        row.extend([self.tolerance(y, &m), self.dependence(y, &m), control]);
    }

    /// The first meter: share of the main effect that a naive body's half-effective concentration has lost, 0-1.
    fn tolerance(&self, y: &[f64], m: &Moment) -> f64 {
        let Some(NaiveCurve { half, top, floor }) = self.naive_curves.first() else { return 0.0 };
        let full = 0.5 * (top - floor);
        if full.abs() < 1e-12 || self.probe(&m.on).is_none() {
            return 0.0;
        }
        let now = self.respond(0, y, m, *half) - self.respond(0, y, m, 0.0);
        (1.0 - now / full).clamp(0.0, 1.0)
    }

    /// The second meter: the strongest sign that would begin to grow if every drug were gone at once, 0-1. It is hidden
    /// while the drug is there.
    fn dependence(&self, y: &[f64], m: &Moment) -> f64 {
        let mut without = m.on.clone();
        for l in without.iter_mut().filter(|l| !l.endogenous) {
            l.q = 0.0;
        }
        let signs =
            self.system.symptoms.iter().map(|s| s.beyond(self.net(s.effect, self.gross(s.effect, y, m, &without), m)));
        signs.fold(0.0, f64::max).min(1.0)
    }

    /// Place among the ligands of the drug whose curve is shown: the first agonist, or else the first drug here.
    fn probe(&self, ligands: &[Ligand]) -> Option<usize> {
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
    fn respond(&self, i: usize, y: &[f64], m: &Moment, q: f64) -> f64 {
        let Some(set) = self.set_probe(i, &m.on, q) else { return 0.0 };
        let e = &self.system.effects[i];
        self.gross(i, y, m, &set) * self.gain_of(e, m)
    }

    /// EC50 shift and Emax loss of effect `i` against the naive body.
    #[must_use]
    pub fn curve_change(&self, i: usize, body: &Body) -> CurveChange {
        self.change(i, &body.y, &self.now(body))
    }

    fn change(&self, i: usize, y: &[f64], m: &Moment) -> CurveChange {
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

    /// Fraction of naive receptors in `state`.
    #[must_use]
    pub fn fraction(&self, y: &[f64], state: ReceptorState) -> f64 {
        self.receptors(y)[state as usize]
    }
}
