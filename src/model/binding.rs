//! Who sits on the receptors, and what that drives: competition at quasi-equilibrium, modulators, blockers, and drugs
//! that work through the endogenous ligand.
//!
//! `rho_i = q_i / (1 + sum q_j)` with `q = C / Kd`. A modulator multiplies the affinity of the others, an indirect drug
//! the concentration of the endogenous ligand, a blocker closes what the others opened. Not here: drugs that bind
//! slowly, which have a state of their own ([`crate::slow_binding`]); they come in with the `q` that stands for the
//! share of receptors they hold.

use smallvec::SmallVec;

use crate::drug::{Action, Role};
use crate::real::Real;
use crate::receptor::Drive;
use crate::system::Tone;

/// One value per ligand; few enough to stay off the heap.
pub type PerLigand<R> = SmallVec<[R; 6]>;

/// A drive as small as this is none. What is left of a drug falls for ever, and the slope of a ratio of two numbers that
/// have all but vanished is no number.
const NO_DRIVE: f64 = 1e-30;

/// One ligand at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ligand<R = f64> {
    /// Concentration over Kd, at least 0.
    pub q: R,
    /// Agonist, antagonist, ...
    pub role: Role,
    /// Intrinsic efficacy, or the factor of a modulator or an indirect drug, or the share a blocker closes.
    pub efficacy: R,
    /// Drive to phosphorylation when bound.
    pub phosphorylation: R,
    /// Internalisation bias when bound.
    pub internalization: R,
    /// It is the endogenous ligand.
    pub endogenous: bool,
    /// It works by releasing the mediator store.
    pub releases: bool,
    /// Number of the site that it shares with others outside of the pocket; `None`: a site of its own.
    pub site: Option<usize>,
}

impl<R: Real> Ligand<R> {
    /// A drug's action at `q` times its Kd. `name` is the drug's, for readings that show names.
    #[must_use]
    pub fn drug(action: &Action, q: R, name: &str) -> Self {
        let p = |value: f64, what: &str| R::parameter(value, || format!("{name}_{what}"));
        Self {
            q,
            role: action.role,
            efficacy: p(action.efficacy, "efficacy"),
            phosphorylation: p(action.phosphorylation, "phosphorylation"),
            internalization: p(action.internalization, "internalization"),
            endogenous: false,
            releases: action.releases,
            site: None,
        }
    }

    /// The endogenous ligand, its concentration multiplied by `fold`.
    #[must_use]
    pub fn tone(tone: &Tone, fold: R) -> Self {
        let p = |value: f64, what: &str| R::parameter(value, || format!("tone_{what}"));
        Self {
            q: p(tone.q, "q") * fold,
            role: Role::Agonist,
            efficacy: p(tone.efficacy, "efficacy"),
            phosphorylation: p(tone.phosphorylation, "phosphorylation"),
            internalization: p(tone.internalization, "internalization"),
            endogenous: true,
            releases: false,
            site: None,
        }
    }

    /// Whether it takes part in the competition for the pocket.
    #[must_use]
    pub fn competes(&self) -> bool {
        match self.role {
            Role::Agonist | Role::Antagonist | Role::InverseAgonist => true,
            Role::Modulator | Role::Indirect | Role::Blocker | Role::Parallel => false,
        }
    }
}

/// Share of its site outside of the pocket that ligand `i` holds: alone on it, or with those that share it. Two drugs
/// on one site stay below what one of them can do there; on two sites their factors multiply.
fn beside<R: Real>(ligands: &[Ligand<R>], q: &[R], i: usize) -> R {
    let there = match ligands[i].site {
        None => q[i],
        site => ligands.iter().zip(q).filter(|(l, _)| l.site == site).fold(R::of(0.0), |sum, (_, q)| sum + *q),
    };
    q[i] / (there + 1.0)
}

/// What the holders of each site outside of the pocket make of it together, over the sites with this role: `each` of a
/// ligand and its share, summed on one site, and one more than that multiplied over the sites.
fn over_sites<R: Real>(ligands: &[Ligand<R>], role: Role, rho: &[R], each: impl Fn(&Ligand<R>, R) -> R) -> R {
    let mut all = R::of(1.0);
    for (i, l) in ligands.iter().enumerate().filter(|(_, l)| l.role == role) {
        let with = |other: &Ligand<R>| l.site.is_some() && other.site == l.site && other.role == role;
        if ligands[..i].iter().any(with) {
            continue;
        }
        let rest = (i + 1..ligands.len()).filter(|k| with(&ligands[*k]));
        let sum = rest.fold(each(l, rho[i]), |sum, k| sum + each(&ligands[k], rho[k]));
        all = all * (sum + 1.0);
    }
    all
}

/// How the ligands share the receptors.
#[derive(Clone, Debug)]
pub struct Shares<R> {
    /// Share of receptors that each ligand holds: of the pocket for those that compete, of its own site for the others.
    pub rho: PerLigand<R>,
    /// Share of pockets that nobody holds.
    pub free: R,
    /// Share of the response that no blocker closes.
    pub open: R,
}

/// Factor on everybody's affinity at the concentrations that are there: the product over the modulators.
#[must_use]
pub fn affinity<R: Real>(ligands: &[Ligand<R>]) -> R {
    let q: PerLigand<R> = ligands.iter().map(|l| l.q).collect();
    let rho: PerLigand<R> = (0..q.len()).map(|i| beside(ligands, &q, i)).collect();
    over_sites(ligands, Role::Modulator, &rho, |l, rho| (l.efficacy + -1.0) * rho)
}

/// Shares the receptors among `ligands`, the concentration of each divided by its potency shift (`shift`, 1 in a naive
/// body). `store` is what is left in the mediator store.
#[must_use]
pub fn share<R: Real>(ligands: &[Ligand<R>], shift: impl Fn(usize) -> R, store: R) -> Shares<R> {
    let one = R::of(1.0);
    let q: PerLigand<R> = ligands.iter().enumerate().map(|(i, l)| l.q / shift(i)).collect();
    let beside: PerLigand<R> = (0..q.len()).map(|i| beside(ligands, &q, i)).collect();
    let factor = |l: &Ligand<R>, rho: R| (l.efficacy + -1.0) * rho;
    let affinity = over_sites(ligands, Role::Modulator, &beside, factor);
    let raise = |l: &Ligand<R>, rho: R| if l.releases { factor(l, rho) * store } else { factor(l, rho) };
    let raised = over_sites(ligands, Role::Indirect, &beside, raise);
    let open = over_sites(ligands, Role::Blocker, &beside, |l, rho| -(l.efficacy * rho));
    let seat = |l: &Ligand<R>, q: R| if l.endogenous { q * affinity * raised } else { q * affinity };
    let all = ligands.iter().zip(&q).filter(|(l, _)| l.competes()).fold(one, |sum, (l, q)| sum + seat(l, *q));
    let rho = ligands.iter().zip(&q).zip(&beside);
    let rho = rho.map(|((l, q), beside)| if l.competes() { seat(l, *q) / all } else { *beside }).collect();
    Shares { rho, free: one / all, open }
}

impl<R: Real> Shares<R> {
    /// Efficacy-weighted occupancy, as a response hears it.
    #[must_use]
    pub fn stimulus(&self, ligands: &[Ligand<R>]) -> R {
        let competing = ligands.iter().zip(&self.rho).filter(|(l, _)| l.competes());
        competing.fold(R::of(0.0), |sum, (l, rho)| sum + l.efficacy * *rho) * self.open
    }

    /// What the ligands drive the receptors to.
    #[must_use]
    pub fn drive(&self, ligands: &[Ligand<R>]) -> Drive<R> {
        let zero = R::of(0.0);
        let (mut occupied, mut phosphorylation, mut bias) = (zero, zero, zero);
        for (l, rho) in ligands.iter().zip(&self.rho).filter(|(l, _)| l.competes()) {
            if l.role == Role::Agonist {
                occupied = occupied + *rho;
            }
            phosphorylation = phosphorylation + l.phosphorylation * *rho;
            bias = bias + l.phosphorylation * l.internalization * *rho;
        }
        // What is blocked is not at work, and only what works is silenced: lasting block lifts the number of receptors.
        let phosphorylation = phosphorylation * self.open;
        let bias = bias * self.open;
        let some = R::choose(phosphorylation, R::of(NO_DRIVE), phosphorylation, R::of(1.0));
        Drive { occupied, phosphorylation, internalization: bias / some }
    }

    /// Share of receptors with any drug on them, blockers and modulators included.
    #[must_use]
    pub fn bound(&self, ligands: &[Ligand<R>]) -> R {
        let pocket = ligands.iter().zip(&self.rho).filter(|(l, _)| l.competes() && !l.endogenous);
        let pocket = pocket.fold(R::of(0.0), |sum, (_, rho)| sum + *rho);
        let sites = [Role::Modulator, Role::Indirect, Role::Blocker];
        let left = sites.map(|role| over_sites(ligands, role, &self.rho, |_, rho| -rho));
        -left.into_iter().fold(-pocket + 1.0, |all, left| all * left) + 1.0
    }

    /// Share of receptors that no antagonist and no blocker holds.
    #[must_use]
    pub fn unmasked(&self, ligands: &[Ligand<R>]) -> R {
        let held = ligands.iter().zip(&self.rho).filter(|(l, _)| l.role == Role::Antagonist);
        (-held.fold(R::of(0.0), |sum, (_, rho)| sum + *rho) + 1.0) * self.open
    }
}

/// What the ligands drive the receptors to, at the concentrations that are there.
#[must_use]
pub fn drive(ligands: &[Ligand]) -> Drive {
    share(ligands, |_| 1.0, 1.0).drive(ligands)
}

/// Efficacy-weighted occupancy as an effect sees it whose potency is shifted by `shift` (1: naive) for everything but
/// antagonists. That is what C50 and ED50 measure, so tolerance acts on concentration, never on occupancy.
#[must_use]
pub fn stimulus(ligands: &[Ligand], shift: f64) -> f64 {
    let by = |i: usize| if shiftable(ligands[i].role) { shift } else { 1.0 };
    share(ligands, by, 1.0).stimulus(ligands)
}

/// Whether tolerance shifts the potency of this role: what only keeps others out is not shifted.
#[must_use]
pub fn shiftable(role: Role) -> bool {
    match role {
        Role::Agonist | Role::Modulator | Role::Indirect | Role::Blocker | Role::Parallel => true,
        Role::Antagonist | Role::InverseAgonist => false,
    }
}
