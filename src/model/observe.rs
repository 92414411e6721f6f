//! What can be read off a body: the series of a trace and the three meters. Not here: dose-response curves
//! ([`crate::curve`]) and how a body changes ([`crate::flow`]).

use crate::curve::NaiveCurve;
use crate::engine::Engine;
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

    /// Fraction of naive receptors in `state`.
    #[must_use]
    pub fn fraction(&self, y: &[f64], state: ReceptorState) -> f64 {
        self.receptors(y)[state as usize]
    }
}
