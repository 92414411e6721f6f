//! Everything that follows from a state at once: who sits on the receptors, what that drives, where the counters stand,
//! what the effects are. The equations, the readings and the individuals all look here, so that they cannot disagree.
//! Not here: how the state changes ([`crate::flow`]).

use smallvec::SmallVec;

use crate::binding::{self, Ligand, Shares};
use crate::drug::Role;
use crate::effect::{Effect, Output, Transduction, Weights};
use crate::engine::{Engine, Followed};
use crate::real::Real;
use crate::receptor::{Drive, N_STATES, Pool, pool};
use crate::slow_binding;

/// Least potency shift: supersensitivity makes a body at most twenty times as sensitive.
pub const LEAST_SHIFT: f64 = 0.05;

/// What follows from a state.
#[derive(Clone, Debug)]
pub struct Moment<R = f64> {
    /// Everything on the receptors: the endogenous ligand first, then the drugs that act here, in order.
    pub on: SmallVec<[Ligand<R>; 6]>,
    /// How they share the receptors.
    pub shares: Shares<R>,
    /// What they drive.
    pub drive: Drive<R>,
    /// Coupled receptors over their naive number: what is left to listen.
    pub listening: R,
    /// What is left in the mediator store; 1 without one.
    pub store: R,
    /// Values of the counters: channels, sensitisations, learnings.
    pub counters: SmallVec<[R; 12]>,
    /// Gross effects; 0 where nobody asked.
    pub gross: SmallVec<[R; 8]>,
    /// Net effects; 0 where nobody asked.
    pub net: SmallVec<[R; 8]>,
    /// Plasma concentrations of all drugs, in their own families.
    pub plasma: SmallVec<[R; 6]>,
    /// Fast ligands' `q` in all, and the share that the slow ones hold.
    pub(crate) crowd: (R, R),
}

impl Engine {
    /// Looks at state `y`; `usual_place` is 1 in the usual place. Effects that `wanted` leaves out are not worked out.
    pub(crate) fn look<R: Real>(&self, y: &[R], usual_place: R, wanted: impl Fn(usize) -> bool) -> Moment<R> {
        let zero = R::of(0.0);
        let plasma: SmallVec<[R; 6]> =
            self.drugs.iter().zip(&self.layout.drugs).map(|(d, at)| at.plasma(d, y)).collect();
        let store = self.layout.store.map_or(R::of(1.0), |at| y[at].positive());
        let (on, crowd) = self.seat(y, store);
        let shares = binding::share(&on, |_| R::of(1.0), store);
        let drive = shares.drive(&on);
        let drive = Drive {
            occupied: drive.occupied.called(|| "occupancy".to_owned()),
            phosphorylation: drive.phosphorylation.called(|| "drive.phosphorylation".to_owned()),
            internalization: drive.internalization.called(|| "drive.internalization".to_owned()),
        };
        let coupled = pool(self.receptors(y), Pool::Coupled);
        let naive_coupled = R::parameter(self.naive_coupled, || "naive_coupled".to_owned());
        let mut moment = Moment {
            drive,
            listening: (coupled / naive_coupled).called(|| "listening".to_owned()),
            store,
            counters: self.counters(y, usual_place),
            gross: SmallVec::from_elem(zero, self.system.effects.len()),
            net: SmallVec::from_elem(zero, self.system.effects.len()),
            plasma,
            crowd,
            shares,
            on,
        };
        for (i, e) in self.system.effects.iter().enumerate().filter(|(i, _)| wanted(*i)) {
            moment.gross[i] = self.gross(i, y, &moment, &moment.on).called(|| format!("gross.{}", e.id));
            moment.net[i] = self.net(i, moment.gross[i], &moment).called(|| format!("effect.{}", e.id));
        }
        moment
    }

    /// Looks at state `y`, everything included.
    #[must_use]
    pub fn moment(&self, y: &[f64], usual_place: bool) -> Moment {
        self.look(y, f64::from(u8::from(usual_place)), |_| true)
    }

    /// The receptor states within `y`.
    #[must_use]
    pub fn receptors<'a, R>(&self, y: &'a [R]) -> &'a [R] {
        &y[self.layout.receptors..self.layout.receptors + N_STATES]
    }

    /// Everything on the receptors, and how crowded it is: the fast ligands' `q`, and the share that slow ones hold.
    fn seat<R: Real>(&self, y: &[R], store: R) -> (SmallVec<[Ligand<R>; 6]>, (R, R)) {
        let gland = self.layout.axis.map_or(R::of(1.0), |at| y[at + 1].positive());
        let mut on: SmallVec<[Ligand<R>; 6]> = self.system.tone.iter().map(|t| Ligand::tone(t, gland)).collect();
        for a in &self.acting {
            let (drug, at) = (&self.drugs[a.drug], &self.layout.drugs[a.drug]);
            let q = at.at_receptor(drug, y) / R::parameter(a.action.kd, || format!("{}_kd", drug.id));
            let q = q.called(|| format!("site.{}", drug.id));
            on.push(Ligand { site: a.site, ..Ligand::drug(&a.action, q, &drug.id) });
        }
        if !self.any_slow {
            return (on, (R::of(0.0), R::of(0.0)));
        }
        // The slow ones take the places that they hold; the rest share what is left.
        let first = on.len() - self.acting.len();
        // What else a slow drug does here is fast.
        let slow = |i: usize| {
            let a = i.checked_sub(first).map(|k| &self.acting[k]).filter(|a| a.action.slow.is_some())?;
            self.layout.drugs[a.drug].bound
        };
        let fast: SmallVec<[Ligand<R>; 6]> = (0..on.len()).filter(|i| slow(*i).is_none()).map(|i| on[i]).collect();
        let shares = binding::share(&fast, |_| R::of(1.0), store);
        let crowd = R::of(1.0) / shares.free + -1.0;
        let held = (0..on.len()).filter_map(slow).fold(R::of(0.0), |sum, at| sum + y[at].positive());
        let affinity = binding::affinity(&fast);
        for i in 0..on.len() {
            if let Some(at) = slow(i) {
                on[i].q = slow_binding::standing_q(y[at], held, crowd) / affinity;
            }
        }
        (on, (crowd, held))
    }

    fn counters<R: Real>(&self, y: &[R], usual_place: R) -> SmallVec<[R; 12]> {
        let l = &self.layout;
        let last = |i: usize| usize::from(self.system.channels[i].stages) - 1;
        let channels = l.channels.iter().enumerate();
        let channels = channels.map(|(i, copies)| copies.iter().fold(R::of(0.0), |sum, at| sum + y[at + last(i)]));
        let grown = l.sensitization.iter().map(|at| y[at + 1]);
        channels.chain(grown).chain(l.learning.iter().map(|at| usual_place * y[*at])).collect()
    }

    /// What drug number `k` among the acting meets of counter `c`: all of it, or its share of what others built.
    fn met<R: Real>(&self, c: usize, k: Option<usize>, y: &[R], counters: &[R]) -> R {
        let (Some(k), Some(channel)) = (k, self.system.channels.get(c).filter(|c| c.overlap.is_some())) else {
            return counters[c];
        };
        let last = usize::from(channel.stages) - 1;
        let copies = self.layout.channels[c].iter().enumerate();
        copies.fold(R::of(0.0), |sum, (j, at)| {
            let chi = self.overlap[c][k][j];
            let name = || format!("{}_overlap_{}_{}", channel.id, self.acting_id(k), self.acting_id(j));
            sum + if j == k { y[at + last] } else { R::parameter(chi, name) * y[at + last] }
        })
    }

    /// Factor on the concentration that effect `e` needs of the ligand in place `i`; 1 in a naive body.
    fn shift_of<R: Real>(&self, e: &Effect, i: usize, ligand: &Ligand<R>, y: &[R], m: &Moment<R>) -> R {
        let tone = self.system.tone.as_ref().is_some_and(|t| ligand.endogenous && !t.shifted);
        if e.shift.is_empty() || tone || !binding::shiftable(ligand.role) {
            return R::of(1.0);
        }
        let first = m.on.len() - self.acting.len();
        let k = i.checked_sub(first);
        let sum = e.shift.iter().fold(R::of(1.0), |sum, (c, kappa)| {
            sum + R::parameter(*kappa, || format!("{}_shift_{}", e.id, self.counter_id(*c)))
                * self.met(*c, k, y, &m.counters)
        });
        sum.max(R::of(LEAST_SHIFT))
    }

    /// Effect number `effect` before gain loss and counter-force, endogenous tone included, with these ligands.
    pub(crate) fn gross<R: Real>(&self, effect: usize, y: &[R], m: &Moment<R>, ligands: &[Ligand<R>]) -> R {
        let e = &self.system.effects[effect];
        let shift = |i: usize| self.shift_of(e, i, &ligands[i], y, m);
        let store = if e.gated { m.store } else { R::of(1.0) };
        match e.transduction {
            Transduction::Operational { tau } => {
                let own = binding::share(ligands, shift, m.store);
                let mut x = R::parameter(tau, || format!("{}_tau", e.id)) * m.listening * own.stimulus(ligands) * store;
                for (i, l) in ligands.iter().enumerate().filter(|(_, l)| l.role == Role::Parallel) {
                    let first = ligands.len() - self.acting.len();
                    if self.acting[i - first].joins[effect] {
                        x = x + l.efficacy * own.rho[i];
                    }
                }
                x / (x.abs() + 1.0)
            }
            Transduction::Linear { slope } => {
                let seated = ligands.iter().enumerate().filter(|(_, l)| l.competes());
                let q = seated.fold(R::of(0.0), |sum, (i, l)| sum + l.efficacy * l.q / shift(i));
                R::parameter(slope, || format!("{}_slope", e.id)) * m.listening * store * q
            }
        }
    }

    fn weigh<R: Real>(&self, e: &Effect, kind: &str, weights: &Weights, m: &Moment<R>) -> R {
        weights.iter().fold(R::of(0.0), |sum, (c, w)| {
            sum + R::parameter(*w, || format!("{}_{kind}_{}", e.id, self.counter_id(*c))) * m.counters[*c]
        })
    }

    /// Share of an effect that is left after gain loss, and what sensitisation adds; 1 in a naive body.
    pub(crate) fn gain_of<R: Real>(&self, e: &Effect, m: &Moment<R>) -> R {
        (-self.weigh(e, "loss", &e.loss, m) + 1.0).positive() * (self.weigh(e, "boost", &e.boost, m) + 1.0)
    }

    /// Capacity of an effect: what it could do if nothing held it down, 1 in a naive body.
    pub(crate) fn capacity_of<R: Real>(&self, e: &Effect, m: &Moment<R>) -> R {
        (self.weigh(e, "growth", &e.growth, m) + 1.0).positive()
    }

    /// Effect `i` as the body shows it, given its gross value: 0 at the set point.
    pub(crate) fn net<R: Real>(&self, i: usize, gross: R, m: &Moment<R>) -> R {
        let e = &self.system.effects[i];
        let heard = gross * self.gain_of(e, m);
        let capacity = self.capacity_of(e, m);
        let opponent = self.weigh(e, "opponent", &e.opponent, m);
        let naive = R::parameter(self.naive_effects[i], || format!("{}_naive", e.id));
        match e.output {
            Output::Raises => heard * capacity - naive - opponent,
            Output::Suppresses => capacity * (-heard + 1.0) / (-naive + 1.0) + -1.0 - opponent,
        }
    }

    /// What an adaptation listens to. `copy` is one drug's own copy, by its place among the acting.
    pub(crate) fn drive_of<R: Real>(&self, by: &Followed, copy: Option<usize>, y: &[R], m: &Moment<R>) -> R {
        let first = m.on.len() - self.acting.len();
        match *by {
            Followed::Nothing => R::of(0.0),
            Followed::Occupancy => match copy {
                None => m.drive.occupied + -self.tone.occupied,
                Some(k) if m.on[first + k].role == Role::Agonist => m.shares.rho[first + k],
                Some(_) => R::of(0.0),
            },
            Followed::Stimulus => match copy {
                None => m.shares.stimulus(&m.on) + -self.naive_stimulus,
                Some(k) if m.on[first + k].competes() => m.on[first + k].efficacy * m.shares.rho[first + k],
                Some(_) => R::of(0.0),
            },
            Followed::Bound => match copy {
                None => m.shares.bound(&m.on),
                Some(k) => m.shares.rho[first + k],
            },
            Followed::Effect(i) => {
                m.gross[i] - R::parameter(self.naive_effects[i], || format!("{}_naive", self.system.effects[i].id))
            }
            Followed::Net(i) => m.net[i],
            Followed::Concentration(drug, kd) => {
                let id = &self.drugs[drug].id;
                self.layout.drugs[drug].at_receptor(&self.drugs[drug], y) / R::parameter(kd, || format!("{id}_kd"))
            }
            Followed::Plasma(drug, kd) => m.plasma[drug] / R::parameter(kd, || format!("{}_kd", self.drugs[drug].id)),
            Followed::Channel(c) => m.counters[c],
            Followed::Unmasked(c) => m.counters[c] * m.shares.unmasked(&m.on),
        }
    }
}
