//! What can be read off a body: the series of a trace, and dose-response curves now against naive.
//! Not here: how a body changes ([`crate::engine`]).

use crate::binding::{self, Ligand};
use crate::engine::{Body, Engine};
use crate::receptor::{Pool, ReceptorState, STATES, pool};

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

impl Engine {
    /// The series of this engine, in the order of [`Engine::observe`]; time is not among them.
    #[must_use]
    pub fn columns(&self) -> Vec<Column> {
        let mut out = Vec::new();
        let mut add = |series: String, unit: &'static str| out.push(Column { series, unit });
        for d in &self.drugs {
            add(format!("level.{}", d.id), "per_kd");
            add(format!("site.{}", d.id), "per_kd");
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
        for e in &self.system.effects {
            add(format!("effect.{}", e.id), "fraction");
            add(format!("reading.{}", e.id), "shown_unit");
            add(format!("ec50.{}", e.id), "fold");
            add(format!("emax.{}", e.id), "fraction_of_naive");
        }
        for c in &self.system.channels {
            add(format!("channel.{}", c.id), "fraction");
        }
        if self.system.store.is_some() {
            add("store".to_owned(), "fraction_of_naive");
        }
        for s in &self.system.symptoms {
            add(format!("symptom.{}", s.id), "of_100");
            add(format!("symptom.{}.late", s.id), "of_100");
        }
        for (id, _) in &self.layout.enzymes {
            add(format!("enzyme.{id}"), "fraction_of_naive");
        }
        out
    }

    /// Kd of a drug at this system, or 1 where it does not act.
    fn kd(&self, drug: usize) -> f64 {
        self.drugs[drug].action_at(&self.system.id).map_or(1.0, |a| a.kd)
    }

    /// Reads all series off state `y`, appending them to `row` in the order of [`Engine::columns`].
    pub fn observe(&self, y: &[f64], given_du: &[f64], row: &mut Vec<f64>) {
        for (i, (d, at)) in self.drugs.iter().zip(&self.layout.drugs).enumerate() {
            row.extend([at.plasma(d, y) / self.kd(i), at.at_receptor(d, y) / self.kd(i), given_du[i]]);
        }
        let ligands = self.ligands(y);
        row.push(binding::drive(&ligands).occupied);
        let r = self.receptors(y);
        row.extend_from_slice(r);
        let (coupled, uncoupled) = (pool(r, Pool::Coupled), pool(r, Pool::Uncoupled));
        row.extend([coupled, uncoupled, pool(r, Pool::Inside), coupled + uncoupled, r.iter().sum()]);
        row.push(self.listening(y));
        for (i, e) in self.system.effects.iter().enumerate() {
            let net = self.net_effect(i, y, &ligands);
            let change = self.curve_change(i, y, &ligands);
            row.extend([net, e.shown.reading(net), change.ec50_fold, change.emax_share]);
        }
        row.extend((0..self.system.channels.len()).map(|i| self.channel(i, y)));
        row.extend(self.layout.store.map(|at| y[at]));
        for &at in &self.layout.symptoms {
            row.extend([100.0 * y[at], 100.0 * y[at + 1]]);
        }
        row.extend(self.layout.enzymes.iter().map(|(_, at)| y[*at]));
    }

    /// Place among the ligands of the drug whose curve is shown: the first agonist, or else the first drug here.
    fn probe(&self, ligands: &[Ligand]) -> Option<usize> {
        let first = usize::from(self.system.tone.is_some());
        let drugs = first..ligands.len();
        drugs.clone().find(|&i| ligands[i].efficacy > 0.0).or_else(|| drugs.clone().next())
    }

    /// The name of the drug whose curve [`Engine::response`] gives.
    #[must_use]
    pub fn probe_name(&self) -> Option<&str> {
        let here = |d: &&crate::drug::Drug| d.action_at(&self.system.id).is_some();
        let agonist = |d: &&crate::drug::Drug| d.action_at(&self.system.id).is_some_and(|a| a.efficacy > 0.0);
        self.drugs.iter().find(agonist).or_else(|| self.drugs.iter().find(here)).map(|d| d.name.as_str())
    }

    /// Effect `i` that the probe drug would give at `q` times its Kd, with the body as it is at `y` and every other
    /// ligand where it is; counter-force left out, so that potency and ceiling stand alone.
    #[must_use]
    pub fn response(&self, i: usize, y: &[f64], ligands: &[Ligand], q: f64) -> f64 {
        let Some(probe) = self.probe(ligands) else { return 0.0 };
        let mut set = ligands.to_vec();
        set[probe].q = q;
        let e = &self.system.effects[i];
        self.gross_effect(e, y, &set) * self.gain(e, y)
    }

    /// EC50 shift and Emax loss of effect `i` against the naive body.
    #[must_use]
    pub fn curve_change(&self, i: usize, y: &[f64], ligands: &[Ligand]) -> CurveChange {
        let (now_half, now_top) = self.half_and_top(i, y, ligands);
        // Both ceilings are measured from the naive body without the probe, so that another drug aboard does not count as loss.
        let NaiveCurve { half: naive_half, top: naive_top, floor } = self.naive_curves[i];
        let share = |a: f64, b: f64| if b.abs() > 1e-12 { a / b } else { 1.0 };
        CurveChange { ec50_fold: share(now_half, naive_half), emax_share: share(now_top - floor, naive_top - floor) }
    }

    /// The naive curves of all effects, which every later curve is held against.
    pub(crate) fn find_naive_curves(&self) -> Vec<NaiveCurve> {
        let naive = self.naive_body();
        let ligands = self.ligands(&naive.y);
        let curve = |i: usize| {
            let (half, top) = self.half_and_top(i, &naive.y, &ligands);
            NaiveCurve { half, top, floor: self.response(i, &naive.y, &ligands, 0.0) }
        };
        (0..self.system.effects.len()).map(curve).collect()
    }

    /// Where the response is half-way between what it is without the probe and its ceiling, and that ceiling.
    fn half_and_top(&self, i: usize, y: &[f64], ligands: &[Ligand]) -> (f64, f64) {
        const TOP_Q: f64 = 1e9;
        let base = self.response(i, y, ligands, 0.0);
        let top = self.response(i, y, ligands, TOP_Q);
        let (mut low, mut high) = (-9.0_f64, 9.0_f64);
        for _ in 0..44 {
            let mid = 0.5 * (low + high);
            let q = crate::math::pow(10.0, mid);
            let beyond_half = (self.response(i, y, ligands, q) - base) / (top - base) >= 0.5;
            if beyond_half { high = mid } else { low = mid }
        }
        (crate::math::pow(10.0, 0.5 * (low + high)), top)
    }

    /// The naive dose-response curve of effect `i` and the one now, at the multiples `qs` of Kd.
    #[must_use]
    pub fn curves(&self, i: usize, body: &Body, qs: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let naive = self.naive_body();
        let (naive_l, now_l) = (self.ligands(&naive.y), self.ligands(&body.y));
        let along = |y: &[f64], l: &[Ligand]| qs.iter().map(|q| self.response(i, y, l, *q)).collect();
        (along(&naive.y, &naive_l), along(&body.y, &now_l))
    }

    /// Fraction of naive receptors in `state`.
    #[must_use]
    pub fn fraction(&self, y: &[f64], state: ReceptorState) -> f64 {
        self.receptors(y)[state as usize]
    }
}
