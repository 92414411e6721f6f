//! The one engine: a body system and some drugs, assembled into one state and one set of equations.
//!
//! State: each drug's kinetics, enzymes, the nine receptor states, the mediator store, adaptation channels, symptom
//! stages. Which of them exist is decided by the files; the form is always the same. Acts are discontinuities: the
//! caller integrates to an act, applies it, goes on ([`Engine::advance`], [`Engine::apply`]). Not here: what can be
//! read off a state ([`crate::observe`]) and individual receptors ([`crate::transit`]).

use crate::binding::{self, Ligand};
use crate::drug::{Drug, Entry};
use crate::observe::NaiveCurve;
use crate::pk::Places;
use crate::plan::Act;
use crate::receptor::{Drive, N_STATES, Pool, pool};
use crate::solve::{self, SolveError};
use crate::system::{DriveBy, Effect, System, Transduction};

/// Least potency shift: supersensitivity makes a body at most twenty times as sensitive.
pub const LEAST_SHIFT: f64 = 0.05;

/// Where things lie in the assembled state.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Kinetics of each drug.
    pub drugs: Vec<Places>,
    /// Enzymes by name.
    pub enzymes: Vec<(String, usize)>,
    /// First of the nine receptor states.
    pub receptors: usize,
    /// Mediator store.
    pub store: Option<usize>,
    /// First stage of each channel; a second stage lies behind it.
    pub channels: Vec<usize>,
    /// First stage of each symptom; the second lies behind it.
    pub symptoms: Vec<usize>,
    /// Number of states.
    pub len: usize,
}

/// A body: time, state and the patches that are on.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Hours since the start.
    pub t_h: f64,
    /// The assembled state; see [`Layout`].
    pub y: Vec<f64>,
    /// What patches deliver, DU/h per drug.
    pub inflow_du_per_h: Vec<f64>,
    /// DU given so far per drug.
    pub given_du: Vec<f64>,
}

/// A system and drugs, ready to run.
#[derive(Clone, Debug)]
pub struct Engine {
    /// The body system.
    pub system: System,
    /// The drugs, in scenario order.
    pub drugs: Vec<Drug>,
    /// Where things lie.
    pub layout: Layout,
    /// Naive receptor states, all together 1.
    pub naive: [f64; N_STATES],
    /// Births per naive receptor per hour.
    pub synthesis_per_h: f64,
    /// Naive drive.
    pub tone: Drive,
    naive_coupled: f64,
    naive_effects: Vec<f64>,
    pub(crate) naive_curves: Vec<NaiveCurve>,
}

impl Engine {
    /// Assembles a system and drugs. A drug that does not act at the system still has its kinetics (and its enzymes).
    #[must_use]
    pub fn new(system: &System, drugs: &[&Drug]) -> Self {
        let mut next = 0;
        let mut take = |n: usize| {
            next += n;
            next - n
        };
        let receptors = take(N_STATES);
        let store = system.store.as_ref().map(|_| take(1));
        let channels = system.channels.iter().map(|c| take(usize::from(c.stages))).collect();
        let symptoms = system.symptoms.iter().map(|_| take(2)).collect();
        let mut enzymes: Vec<(String, usize)> = Vec::new();
        for m in drugs.iter().filter_map(|d| d.metabolism.as_ref()) {
            if !enzymes.iter().any(|(id, _)| *id == m.enzyme) {
                enzymes.push((m.enzyme.clone(), take(1)));
            }
        }
        let places = drugs.iter().map(|d| Places::lay_out(d, &mut next)).collect();
        let layout = Layout { drugs: places, enzymes, receptors, store, channels, symptoms, len: next };
        let tone_ligands: Vec<Ligand> = system.tone.iter().map(Ligand::tone).collect();
        let tone = binding::drive(&tone_ligands);
        let (naive, synthesis_per_h) = system.cycle.naive(&tone);
        let mut engine = Self {
            system: system.clone(),
            drugs: drugs.iter().map(|d| (*d).clone()).collect(),
            layout,
            naive,
            synthesis_per_h,
            tone,
            naive_coupled: pool(&naive, Pool::Coupled).max(f64::MIN_POSITIVE),
            naive_effects: vec![0.0; system.effects.len()],
            naive_curves: Vec::new(),
        };
        let body = engine.naive_body();
        let ligands = engine.ligands(&body.y);
        engine.naive_effects =
            engine.system.effects.iter().map(|e| engine.gross_effect(e, &body.y, &ligands)).collect();
        engine.naive_curves = engine.find_naive_curves();
        engine
    }

    /// A body that has never met a drug.
    #[must_use]
    pub fn naive_body(&self) -> Body {
        let mut y = vec![0.0; self.layout.len];
        y[self.layout.receptors..self.layout.receptors + N_STATES].copy_from_slice(&self.naive);
        if let (Some(at), Some(store)) = (self.layout.store, &self.system.store) {
            let spent = store.spent * store.release_per_h * self.tone.occupied;
            y[at] = if spent > 0.0 { store.refill_per_h / (store.refill_per_h + spent) } else { 1.0 };
        }
        for (_, at) in &self.layout.enzymes {
            y[*at] = 1.0;
        }
        let n = self.drugs.len();
        Body { t_h: 0.0, y, inflow_du_per_h: vec![0.0; n], given_du: vec![0.0; n] }
    }

    /// The receptor states within `y`.
    #[must_use]
    pub fn receptors<'a>(&self, y: &'a [f64]) -> &'a [f64] {
        &y[self.layout.receptors..self.layout.receptors + N_STATES]
    }

    /// Everything that sits on the receptors: the tone first, then the drugs that act here, in order.
    #[must_use]
    pub fn ligands(&self, y: &[f64]) -> Vec<Ligand> {
        let drugs =
            self.drugs.iter().zip(&self.layout.drugs).filter_map(|(drug, at)| {
                drug.action_at(&self.system.id).map(|a| Ligand::drug(a, at.at_receptor(drug, y)))
            });
        self.system.tone.iter().map(Ligand::tone).chain(drugs).collect()
    }

    /// Coupled receptors over their naive number: what is left to listen.
    #[must_use]
    pub fn listening(&self, y: &[f64]) -> f64 {
        pool(self.receptors(y), Pool::Coupled) / self.naive_coupled
    }

    /// Value of adaptation channel `i`; 0 in a naive body.
    #[must_use]
    pub fn channel(&self, i: usize, y: &[f64]) -> f64 {
        y[self.layout.channels[i] + usize::from(self.system.channels[i].stages) - 1]
    }

    fn weigh(&self, weights: &[(usize, f64)], y: &[f64]) -> f64 {
        weights.iter().map(|(i, w)| w * self.channel(*i, y)).sum()
    }

    /// Factor on the concentration that an effect needs; 1 in a naive body.
    #[must_use]
    pub fn shift(&self, effect: &Effect, y: &[f64]) -> f64 {
        (1.0 + self.weigh(&effect.shift, y)).max(LEAST_SHIFT)
    }

    /// Share of an effect that is left after gain loss; 1 in a naive body.
    #[must_use]
    pub fn gain(&self, effect: &Effect, y: &[f64]) -> f64 {
        (1.0 - self.weigh(&effect.loss, y)).max(0.0)
    }

    /// An effect before gain loss and counter-force, endogenous tone included.
    #[must_use]
    pub fn gross_effect(&self, effect: &Effect, y: &[f64], ligands: &[Ligand]) -> f64 {
        let stimulus = binding::stimulus(ligands, self.shift(effect, y));
        let store = if effect.gated { self.layout.store.map_or(1.0, |at| y[at].max(0.0)) } else { 1.0 };
        match effect.transduction {
            Transduction::Operational { tau } => {
                let x = tau * self.listening(y) * stimulus * store;
                x / (1.0 + x.abs())
            }
            Transduction::Linear { slope } => {
                let q: f64 = ligands.iter().map(|l| l.efficacy * l.q).sum();
                slope * self.listening(y) * store * q / self.shift(effect, y)
            }
        }
    }

    /// An effect as the body shows it: 0 at the set point, negative on its other side.
    #[must_use]
    pub fn net_effect(&self, i: usize, y: &[f64], ligands: &[Ligand]) -> f64 {
        let e = &self.system.effects[i];
        let gross = self.gross_effect(e, y, ligands);
        gross * self.gain(e, y) - self.weigh(&e.opponent, y) - self.naive_effects[i]
    }

    fn drive_of(&self, by: &DriveBy, y: &[f64], ligands: &[Ligand], drive: &Drive) -> f64 {
        match by {
            DriveBy::Occupancy => drive.occupied - self.tone.occupied,
            DriveBy::Effect(id) => self
                .system
                .effects
                .iter()
                .position(|e| e.id == *id)
                .map_or(0.0, |i| self.gross_effect(&self.system.effects[i], y, ligands) - self.naive_effects[i]),
            DriveBy::Concentration(id) => self
                .drugs
                .iter()
                .zip(&self.layout.drugs)
                .find(|(d, _)| d.id == *id)
                .map_or(0.0, |(d, at)| at.at_receptor(d, y)),
        }
    }

    /// The equations: fills `dydt` for state `y` while patches deliver `inflow_du_per_h`.
    pub fn flow(&self, y: &[f64], inflow_du_per_h: &[f64], dydt: &mut [f64]) {
        dydt.fill(0.0);
        let l = &self.layout;
        let ligands = self.ligands(y);
        let drive = binding::drive(&ligands);
        let block = l.receptors..l.receptors + N_STATES;
        self.system.cycle.flow(&y[block.clone()], &drive, self.synthesis_per_h, &mut dydt[block]);
        if let (Some(at), Some(s)) = (l.store, &self.system.store) {
            dydt[at] += s.refill_per_h * (1.0 - y[at]) - s.spent * s.release_per_h * drive.occupied * y[at];
        }
        for (channel, &at) in self.system.channels.iter().zip(&l.channels) {
            let u = self.drive_of(&channel.drive, y, &ligands, &drive);
            // Growing away from nought is learnt at one pace, fading at another.
            let tau = if u.abs() > y[at].abs() { channel.on_h } else { channel.off_h };
            dydt[at] += (u - y[at]) / tau;
            if channel.stages == 2 {
                dydt[at + 1] += (y[at] - y[at + 1]) / tau;
            }
        }
        for (symptom, &at) in self.system.symptoms.iter().zip(&l.symptoms) {
            let swing = self.net_effect(symptom.effect, y, &ligands);
            let beyond = (if symptom.above { swing } else { -swing }).max(0.0);
            dydt[at] += (beyond - y[at]) / symptom.stages_h.0;
            dydt[at + 1] += (y[at] - y[at + 1]) / symptom.stages_h.1;
        }
        for (id, at) in &l.enzymes {
            let users = self.drugs.iter().zip(&l.drugs);
            let users = users.filter_map(|(d, p)| d.metabolism.as_ref().filter(|m| m.enzyme == *id).map(|m| (d, p, m)));
            let mut turnover = 0.0;
            let mut induced = 1.0;
            for (d, p, m) in users {
                let c = p.plasma(d, y);
                induced += m.emax * c / (m.ec50 + c);
                turnover = m.turnover_per_h;
            }
            dydt[*at] += turnover * (induced - y[*at]);
        }
        for ((drug, places), inflow) in self.drugs.iter().zip(&l.drugs).zip(inflow_du_per_h) {
            let enzyme = drug.metabolism.as_ref().and_then(|m| l.enzymes.iter().find(|(id, _)| *id == m.enzyme));
            places.flow(drug, y, *inflow, enzyme.map_or(1.0, |(_, at)| y[*at]), dydt);
        }
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
        let inflow = &body.inflow_du_per_h;
        let flow = |y: &[f64], dydt: &mut [f64]| self.flow(y, inflow, dydt);
        solve::integrate(&flow, body.t_h, to_h, &mut body.y, at, &mut sample)?;
        body.t_h = body.t_h.max(to_h);
        Ok(())
    }

    /// Does one act, now.
    pub fn apply(&self, body: &mut Body, act: &Act) {
        match *act {
            Act::Give { drug, route, du } => {
                let (d, at) = (&self.drugs[drug], &self.layout.drugs[drug]);
                body.given_du[drug] += du;
                match (&d.routes[route].entry, at.depots[route]) {
                    (Entry::Patch { per_h }, _) => body.inflow_du_per_h[drug] += du / per_h,
                    (Entry::Bath, _) => {
                        body.y[at.central] = du;
                        if let Some(effect) = at.effect {
                            body.y[effect] = du;
                        }
                    }
                    (Entry::Absorbed { .. }, Some(depot)) => body.y[depot] += du,
                    (Entry::Absorbed { .. } | Entry::Bolus, _) => body.y[at.central] += du,
                }
            }
            Act::PatchOff { drug } => body.inflow_du_per_h[drug] = 0.0,
            Act::Wash => {
                for (drug, at) in self.layout.drugs.iter().enumerate() {
                    body.inflow_du_per_h[drug] = 0.0;
                    for i in at.all() {
                        body.y[i] = 0.0;
                    }
                }
            }
        }
    }

    /// Whether any drug is in the body or on it.
    #[must_use]
    pub fn drug_aboard(&self, body: &Body) -> bool {
        body.inflow_du_per_h.iter().any(|r| *r > 0.0)
            || self.layout.drugs.iter().any(|at| at.all().any(|i| body.y[i].abs() > 1e-9))
    }
}
