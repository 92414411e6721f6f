//! The equations: what the state does next. Every mechanism adds its part; none has rules of its own elsewhere. Not here:
//! what follows from a state at once ([`crate::moment`]), and acts, which are discontinuities
//! ([`crate::engine::Engine::apply`]).

use smallvec::SmallVec;

use crate::engine::{Engine, Input};
use crate::moment::Moment;
use crate::real::{Flow, Real};
use crate::receptor::N_STATES;
use crate::slow_binding;
use crate::symptom::Watched;

/// An engine under constant inputs, as the solver sees it.
#[derive(Clone, Copy, Debug)]
pub struct Running<'a> {
    /// The equations.
    pub engine: &'a Engine,
    /// What comes in from outside until the next act.
    pub input: &'a Input,
}

impl Flow for Running<'_> {
    fn states(&self) -> usize {
        self.engine.layout.len
    }

    fn switched(&self) -> Vec<String> {
        self.engine.switched()
    }

    fn flow<R: Real>(&self, y: &[R], dydt: &mut [R]) {
        let (engine, l) = (self.engine, &self.engine.layout);
        let s = &engine.system;
        dydt.fill(R::of(0.0));
        let place = f64::from(u8::from(self.input.usual_place));
        let place = R::parameter(place, || "usual_place".to_owned());
        let m = engine.look(y, place, |i| engine.asked[i]);
        let block = l.receptors..l.receptors + N_STATES;
        s.cycle.flow(&y[block.clone()], &m.drive, engine.synthesis_per_h, &mut dydt[block]);
        if let (Some(at), Some(store)) = (l.store, &s.store) {
            store.flow(release(engine, &m), at, y, dydt);
        }
        if let (Some(at), Some(axis), Some(by)) = (l.axis, &s.axis, &engine.followed.axis) {
            axis.flow(engine.drive_of(by, None, y, &m), at, y, dydt);
        }
        for (i, channel) in s.channels.iter().enumerate() {
            for (k, at) in l.channels[i].iter().enumerate() {
                let copy = channel.overlap.map(|_| k);
                channel.flow(engine.drive_of(&engine.followed.channels[i], copy, y, &m), *at, y, dydt);
            }
        }
        for ((x, at), by) in s.sensitization.iter().zip(&l.sensitization).zip(&engine.followed.sensitization) {
            x.flow(engine.drive_of(by, None, y, &m), *at, y, dydt);
        }
        for ((x, at), by) in s.learning.iter().zip(&l.learning).zip(&engine.followed.learning) {
            x.flow(engine.drive_of(by, None, y, &m), place, *at, y, dydt);
        }
        for (symptom, at) in s.symptoms.iter().zip(&l.symptoms) {
            symptom.flow(m.net[symptom.effect], *at, y, dydt);
        }
        for (hazard, at) in s.hazards.iter().zip(&l.hazards) {
            hazard.flow(watched(engine, hazard.of, y, &m), *at, dydt);
        }
        if let (Some(at), Some(habit)) = (l.habit, &s.habit) {
            habit.flow(m.net[habit.effect], at, y, dydt);
        }
        kinetics(self, y, &m, dydt);
    }
}

/// What empties the mediator store: agonists where an effect runs on it, and drugs that release it.
fn release<R: Real>(engine: &Engine, m: &Moment<R>) -> R {
    let gated = engine.system.effects.iter().any(|e| e.gated);
    let agonists = if gated { m.drive.occupied } else { R::of(0.0) };
    let releasing = m.on.iter().zip(&m.shares.rho).filter(|(l, _)| l.releases);
    releasing.fold(agonists, |sum, (_, rho)| sum + *rho)
}

fn watched<R: Real>(engine: &Engine, of: Watched, y: &[R], m: &Moment<R>) -> R {
    match of {
        Watched::Effect(i) => m.net[i],
        Watched::Symptom(i) => y[engine.layout.symptoms[i]],
        Watched::Late(i) => y[engine.layout.symptoms[i] + 1],
    }
}

fn kinetics<R: Real>(run: &Running, y: &[R], m: &Moment<R>, dydt: &mut [R]) {
    let (engine, l) = (run.engine, &run.engine.layout);
    for pool in &l.enzymes {
        pool.flow(y, |d| m.plasma[d], dydt);
    }
    let activity: SmallVec<[R; 4]> = l.enzymes.iter().map(|pool| pool.active(y, |d| m.plasma[d])).collect();
    let inflow = run.input.inflow_du_per_h.iter().enumerate();
    let inflow: SmallVec<[R; 12]> =
        inflow.map(|(i, rate)| R::parameter(*rate, || format!("inflow_{}", engine.inlet_id(i)))).collect();
    for (drug, places) in engine.drugs.iter().zip(&l.drugs) {
        places.flow(drug, y, &inflow, &activity, dydt);
    }
    for a in &engine.acting {
        let (drug, at) = (&engine.drugs[a.drug], &l.drugs[a.drug]);
        if let (Some(bound), Some(slow)) = (at.bound, &a.action.slow) {
            let q = at.at_receptor(drug, y) / R::parameter(a.action.kd, || format!("{}_kd", drug.id));
            let (fast, held) = m.crowd;
            dydt[bound] = dydt[bound] + slow_binding::flow(slow, &drug.id, q, y[bound], held, fast);
        }
    }
}
