//! How long steps are: the first one, the next one, and those around a kink. Not here: the steps themselves
//! ([`crate::rodas`]) and where kinks are ([`crate::kinks`]).

use crate::kinks::{Kink, Sight};
use crate::math::pow;
use crate::program::Program;
use crate::rodas::Workspace;

/// Share of the longest step that the last error would allow.
const SAFETY: f64 = 0.9;
/// How much a step may shrink or grow at once. Where the rates jump a step has to shrink by orders of magnitude.
const SHRINK: f64 = 0.1;
const GROW: f64 = 8.0;
/// How the step follows the errors: the last one to twice this power, the one before to minus this power.
const CONTROL: f64 = 0.4 / 5.0;
/// Error that steps next to a kink may make, as a share of the tolerance.
const CAREFUL: f64 = 0.1;
/// How much longer than a step that missed a kink the next one may be.
const MISSED: f64 = 30.0;
/// The method's error is smaller than the Taylor term of its order: a first step may be so much longer.
const BOLD: f64 = 2.0;

/// What a step is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Leg {
    /// To get on.
    Free,
    /// To get up to a kink or across it, with the steps of `next` (h; 0: none) to follow, and then with `resume`, the
    /// step from before.
    Careful { next: [f64; 2], resume: f64 },
}

impl Leg {
    /// Error that the step may have, as a share of the tolerance. Stages look further than the step goes: next to a
    /// kink some lie beyond it, and the error is larger than it seems.
    pub fn allowed(self, sight: Sight) -> f64 {
        match (self, sight) {
            (Self::Free, Sight::Clear | Sight::Turned(_)) => 1.0,
            (Self::Careful { .. }, _) | (_, Sight::Ahead) => CAREFUL,
        }
    }

    /// Whether it may cross a kink if its error allows it.
    pub fn may_cross(self) -> bool {
        match self {
            Self::Free => false,
            Self::Careful { next: [first, _], .. } => first == 0.0,
        }
    }

    /// What it is for once it has shrunk.
    pub fn shrunk(self) -> Self {
        match self {
            Self::Free => Self::Free,
            Self::Careful { resume, .. } => Self::Careful { next: [0.0; 2], resume },
        }
    }

    /// What to do instead of a step that crossed a kink: most of the way, the rest of it, across (by no
    /// less than `least`, h), and on. `h` is what the step would have liked to be.
    pub fn cut(self, kink: Kink, step: f64, h: f64, least: f64) -> (f64, Self) {
        let resume = match self {
            Self::Free => h,
            Self::Careful { resume, .. } => resume,
        };
        let across = (kink.reach * step).max(least);
        let before = kink.part * step - 0.5 * across;
        if before <= 0.5 * across {
            (before + across, Self::Careful { next: [0.0; 2], resume })
        } else if before <= 0.1 * resume {
            (before, Self::Careful { next: [across, 0.0], resume })
        } else {
            (0.9 * before, Self::Careful { next: [0.1 * before, across], resume })
        }
    }

    /// The step after such a careful one, and what it is for.
    pub fn next(self, step: f64, sight: Sight) -> (f64, Self) {
        match self {
            // Where the kink was thought to be it was not.
            Self::Careful { next: [0.0, _], resume } if sight == Sight::Clear => {
                ((MISSED * step).min(resume), Self::Free)
            }
            Self::Careful { next: [0.0, _], resume } => (resume, Self::Free),
            Self::Careful { next: [first, second], resume } => (first, Self::Careful { next: [second, 0.0], resume }),
            Self::Free => (step, Self::Free),
        }
    }
}

/// Gustafsson's PI control of the step, for an estimate of order 4.
pub(crate) struct Pace {
    /// Weight of the last step's error.
    before: f64,
    /// Rejections in a row.
    rejected: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self { before: 1.0, rejected: 0 }
    }
}

impl Pace {
    pub fn rejected(&self) -> usize {
        self.rejected
    }

    /// Factor on a step whose error was too large, or not a number.
    pub fn shrink(&mut self, error: f64) -> f64 {
        self.rejected += 1;
        if error.is_nan() { 0.5 } else { (SAFETY * pow(error, -1.0 / 5.0)).clamp(SHRINK, 0.9) }
    }

    /// Factor on a step that was made.
    pub fn grow(&mut self, error: f64) -> f64 {
        let most = if self.rejected > 0 { 1.0 } else { GROW };
        self.rejected = 0;
        let weight = pow(error.max(1e-6), -CONTROL);
        let factor = SAFETY * weight * weight / self.before;
        self.before = weight;
        factor.clamp(SHRINK, most)
    }
}

/// A step over which the flow is likely to be followed. If the Jacobian stayed what it is, the Taylor terms of the
/// solution would be `h^k J^(k-1) f / k!`; the longest step that makes one of the first five small will do: a high
/// one where the flow has much to do, a low one where fast states have next to nothing left to do.
pub(crate) fn first_step(program: &Program, work: &Workspace, y: &[f64], rtol: f64, atol: f64) -> f64 {
    let size = |v: &[f64]| v.iter().zip(y).fold(0.0, |worst: f64, (v, y)| worst.max(v.abs() / (atol + rtol * y.abs())));
    let mut term = work.now.rates.clone();
    let mut times = vec![0.0; term.len()];
    let mut best: f64 = 0.0;
    for k in 1..=5 {
        let k = f64::from(k);
        for v in &mut term {
            *v *= 1.0 / k;
        }
        best = best.max(BOLD * pow(size(&term), -1.0 / k));
        program.times(&work.now.jacobian, &term, &mut times);
        core::mem::swap(&mut term, &mut times);
    }
    best
}
