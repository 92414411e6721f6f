//! Competitive binding at quasi-equilibrium: who sits on the receptors, and what that drives.
//!
//! `rho_i = q_i / (1 + sum q_j)` with `q = C / Kd`; a modulator multiplies the affinity of the others. Not here:
//! slow binding, which needs states of its own.

use crate::drug::{Action, Role};
use crate::receptor::Drive;
use crate::system::Tone;

/// One ligand at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ligand {
    /// Concentration over Kd, at least 0.
    pub q: f64,
    /// Agonist, antagonist, ...
    pub role: Role,
    /// Intrinsic efficacy.
    pub efficacy: f64,
    /// Drive to phosphorylation when bound.
    pub phosphorylation: f64,
    /// Internalisation bias when bound.
    pub internalization: f64,
}

impl Ligand {
    /// A drug's action at concentration `c` (its own family).
    #[must_use]
    pub fn drug(action: &Action, c: f64) -> Self {
        Self {
            q: (c / action.kd).max(0.0),
            role: action.role,
            efficacy: action.efficacy,
            phosphorylation: action.phosphorylation,
            internalization: action.internalization,
        }
    }

    /// The endogenous ligand.
    #[must_use]
    pub fn tone(tone: &Tone) -> Self {
        Self {
            q: tone.q,
            role: Role::Agonist,
            efficacy: tone.efficacy,
            phosphorylation: tone.phosphorylation,
            internalization: tone.internalization,
        }
    }

    fn activates(&self) -> bool {
        match self.role {
            Role::Agonist => true,
            Role::Antagonist | Role::InverseAgonist | Role::Modulator => false,
        }
    }
}

/// Factor on everybody's affinity: the product over the modulators.
fn affinity(ligands: &[Ligand]) -> f64 {
    ligands.iter().filter(|l| l.role == Role::Modulator).map(|m| 1.0 + (m.efficacy - 1.0) * m.q / (1.0 + m.q)).product()
}

/// What the ligands drive the receptors to.
#[must_use]
pub fn drive(ligands: &[Ligand]) -> Drive {
    let affinity = affinity(ligands);
    let seated = || ligands.iter().filter(|l| l.role != Role::Modulator);
    let all = 1.0 + seated().map(|l| l.q * affinity).sum::<f64>();
    let mut out = Drive::default();
    let mut bias = 0.0;
    for l in seated() {
        let rho = l.q * affinity / all;
        if l.activates() {
            out.occupied += rho;
        }
        out.phosphorylation += l.phosphorylation * rho;
        bias += l.phosphorylation * l.internalization * rho;
    }
    out.internalization = if out.phosphorylation > 0.0 { bias / out.phosphorylation } else { 0.0 };
    out
}

/// Efficacy-weighted occupancy as an effect sees it whose potency is shifted by `shift` (1: naive): agonists count as
/// if `shift` times as dilute. That is what C50 and ED50 measure, so tolerance acts on concentration, never on
/// occupancy.
#[must_use]
pub fn stimulus(ligands: &[Ligand], shift: f64) -> f64 {
    let affinity = affinity(ligands);
    let (mut all, mut sum) = (1.0, 0.0);
    for l in ligands.iter().filter(|l| l.role != Role::Modulator) {
        let q = if l.activates() { l.q * affinity / shift } else { l.q * affinity };
        all += q;
        sum += l.efficacy * q;
    }
    sum / all
}
