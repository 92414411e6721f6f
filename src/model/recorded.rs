//! What export needs of an engine besides its equations: names for everything that acts switch, what an act does to a
//! body in general, and readings that can be written down. Not here: the graph ([`crate::expr`]) and the readings of a
//! trace ([`crate::observe`]).

use crate::engine::{Body, Engine, Input};
use crate::plan::Act;
use crate::real::Real;

/// Something that can be read off, in any kind of number.
#[derive(Clone, Debug)]
pub struct Reading<R> {
    /// Name, as in a trace ("effect.relief").
    pub series: String,
    /// Unit, as content files write it; what is a plain share has "1".
    pub unit: String,
    /// What it is.
    pub is: R,
}

/// What acts do to one number: it becomes `factor` times itself and `plus`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Which: a state, or behind the states something that acts switch ([`Engine::switched`]).
    pub which: usize,
    /// 1 where something is added, 0 where it is set.
    pub factor: f64,
    /// What is added, or what it is set to.
    pub plus: f64,
}

impl Engine {
    /// Names of what acts switch, as the equations call them: inflows of patches, and the place.
    #[must_use]
    pub fn switched(&self) -> Vec<String> {
        let inlets: usize = self.drugs.iter().map(|d| d.routes.len()).sum();
        let inflows = (0..inlets).map(|i| format!("inflow_{}", self.inlet_id(i)));
        inflows.chain(["usual_place".to_owned()]).collect()
    }

    /// The numbers of a body that acts may change: its states, then what [`Engine::switched`] names.
    #[must_use]
    pub fn numbers(body: &Body) -> Vec<f64> {
        body.y.iter().copied().chain(body.input.numbers()).collect()
    }

    fn body_of(&self, numbers: &[f64]) -> Body {
        let mut body = self.naive_body();
        let (y, rest) = numbers.split_at(body.y.len());
        body.y.copy_from_slice(y);
        let (inflow, place) = rest.split_at(body.input.inflow_du_per_h.len());
        body.input = Input { inflow_du_per_h: inflow.to_vec(), usual_place: place.first().is_some_and(|p| *p > 0.5) };
        body
    }

    /// What `acts`, one after the other, do to any body: found by doing them, so it is what a run does. `None` where
    /// that cannot be said number by number.
    #[must_use]
    pub fn changes(&self, acts: &[Act]) -> Option<Vec<Change>> {
        let after = |numbers: &[f64]| {
            let mut body = self.body_of(numbers);
            acts.iter().for_each(|act| self.apply(&mut body, act));
            Self::numbers(&body)
        };
        let n = Self::numbers(&self.naive_body()).len();
        // The place is 0 or 1; everything else may be anything.
        let probe = |x: &dyn Fn(usize) -> f64, place: f64| {
            let mut numbers: Vec<f64> = (0..n).map(x).collect();
            numbers[n - 1] = place;
            numbers
        };
        let (at_0, at_1) = (after(&probe(&|_| 0.0, 0.0)), after(&probe(&|_| 1.0, 1.0)));
        let odd = probe(&|i| 0.3 + 0.1 * i as f64, 1.0);
        let at_odd = after(&odd);
        let mut changes = Vec::new();
        for i in 0..n {
            let plus = at_0[i];
            let slope = at_1[i] - at_0[i];
            let near = |whole: f64| (slope - whole).abs() <= 1e-12 * (1.0 + plus.abs());
            let factor = if near(1.0) { 1.0 } else { slope };
            let factor = if near(0.0) { 0.0 } else { factor };
            let expected = factor * odd[i] + plus;
            if (at_odd[i] - expected).abs() > 1e-12 * (1.0 + expected.abs()) {
                return None;
            }
            if (factor, plus) != (1.0, 0.0) {
                changes.push(Change { which: i, factor, plus });
            }
        }
        Some(changes)
    }

    /// What a reader of the equations may want to see: occupancy, effects, readings, counters.
    #[must_use]
    pub fn readings<R: Real>(&self, y: &[R], usual_place: R) -> Vec<Reading<R>> {
        let m = self.look(y, usual_place, |_| true);
        let mut out = Vec::new();
        let mut add = |series: String, unit: &str, is: R| out.push(Reading { series, unit: unit.to_owned(), is });
        add("occupancy".to_owned(), "1", m.drive.occupied);
        add("listening".to_owned(), "1", m.listening);
        for (i, e) in self.system.effects.iter().enumerate() {
            add(format!("effect.{}", e.id), "1", m.net[i]);
            let shown = m.net[i] * e.shown.span + e.shown.set_point;
            let least = shown.max(R::of(e.shown.lowest));
            let most = R::of(e.shown.highest);
            add(format!("reading.{}", e.id), &e.shown.unit, R::choose(least, most, most, least));
        }
        for (c, value) in m.counters.iter().enumerate() {
            add(format!("counter.{}", self.counter_id(c)), "1", *value);
        }
        out
    }
}
