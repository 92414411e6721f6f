//! Drugs that bind slowly: the share of receptors that each holds is a state. An antagonist that leaves soon
//! cannot throw out an agonist that hardly lets go, and comes too early to keep a slow one out. Not here: drugs that
//! are in balance with their receptor at every moment ([`crate::binding`]).
//!
//! `db/dt = kon C^hill free - koff b`, `free = (1 - sum b)/(1 + sum q)` with the fast ligands' `q` (FDA's model of
//! opioid reversal, Mann 2022, when all ligands are slow).

use crate::drug::Slow;
use crate::real::Real;

/// Least share of receptors that the slow drugs leave, so that nothing is divided by nought.
const LEAST: f64 = 1e-9;

/// The `q` that stands for a held share `b`, so that slow and fast ligands compete in the same words: with it, the
/// share held comes out as `b`. `held` is the sum over all slow drugs, `fast` that of `q` over the fast ligands.
#[must_use]
pub fn standing_q<R: Real>(b: R, held: R, fast: R) -> R {
    b.positive() * (fast + 1.0) / (-held + 1.0).max(R::of(LEAST))
}

/// Rate of change of the share held, per hour, at `q` times Kd at the site.
#[must_use]
pub fn flow<R: Real>(slow: &Slow, name: &str, q: R, b: R, held: R, fast: R) -> R {
    let koff = R::parameter(slow.koff_per_h, || format!("{name}_koff"));
    let free = (-held + 1.0).positive() / (fast + 1.0);
    // kon C^n = koff (C/Kd)^n
    koff * (q.pow(slow.hill) * free - b)
}
