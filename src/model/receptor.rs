//! The receptor's life: nine states, one table of transitions.
//!
//! [`Cycle::exits`] is the only place that says who may go where and how fast. It drives the individual
//! receptors (through [`crate::chance`]) and the equations (through [`Cycle::flow`]); neither has rules of
//! its own. Not here: what a drug does to the drive ([`crate::binding`]) and what a response is
//! ([`crate::engine`]).
//!
//! Legal orders:
//!
//! * birth: New -> Resting (straight to Resting where a system declares no maturation)
//! * listening: Resting <-> Active (an agonist sits in the pocket and a G protein is coupled)
//! * silenced: Resting or Active -> Phosphorylated -> Arrestin; dephosphorylation returns to Resting
//! * taken in: Phosphorylated or Arrestin -> Pit -> Endosome -> Recycling -> Resting
//! * destroyed: Endosome -> Lysosome -> degraded; any mature receptor may also be turned over directly
//!
//! Three *pools* gather the states: coupled `R` (Resting, Active), uncoupled at the surface `P`
//! (Phosphorylated, Arrestin), inside `I` (Pit, Endosome, Recycling, Lysosome). Within a pool every state leaves
//! with the same total rate, so the pools obey the published three-pool kinetics *exactly*, while the
//! states inside a pool only refine what is seen ("exact lumpability"; a test proves it).

use crate::matrix::{self, Matrix};
use crate::real::Real;

/// Where one receptor is in its life. The order is the order of the columns in every census and trace.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReceptorState {
    /// At the surface, pocket empty (or held by an antagonist), able to couple.
    Resting,
    /// At the surface, agonist bound, G protein coupled: it signals.
    Active,
    /// Tagged by a receptor kinase (GRK): uncoupled, at the surface.
    Phosphorylated,
    /// Capped by arrestin: uncoupled, at the surface. Still there, not heard.
    Arrestin,
    /// In a clathrin-coated pit, committed to the inside.
    Pit,
    /// In an early endosome, its fate not decided.
    Endosome,
    /// On the way back to the surface.
    Recycling,
    /// In a lysosome, about to be degraded.
    Lysosome,
    /// Newly made, on the way to the surface for the first time.
    New,
}

use ReceptorState::{Active, Arrestin, Endosome, Lysosome, New, Phosphorylated, Pit, Recycling, Resting};

/// Number of states.
pub const N_STATES: usize = 9;
/// All states in census order.
pub const STATES: [ReceptorState; N_STATES] =
    [Resting, Active, Phosphorylated, Arrestin, Pit, Endosome, Recycling, Lysosome, New];
/// Row that feeds births and column that collects deaths, behind the nine states, in [`Cycle::generator`].
pub const BIRTH: usize = N_STATES;
/// See [`BIRTH`].
pub const DEGRADED: usize = N_STATES + 1;
/// Side of [`Cycle::generator`].
pub const SIDE: usize = N_STATES + 2;

/// The three pools of the published kinetics, and the newly made receptors before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pool {
    /// `R`: at the surface and able to couple.
    Coupled,
    /// `P`: at the surface and silenced.
    Uncoupled,
    /// `I`: pulled in.
    Inside,
    /// Made, not yet at the surface.
    New,
}

impl ReceptorState {
    /// The pool that counts this state.
    #[must_use]
    pub fn pool(self) -> Pool {
        match self {
            Resting | Active => Pool::Coupled,
            Phosphorylated | Arrestin => Pool::Uncoupled,
            Pit | Endosome | Recycling | Lysosome => Pool::Inside,
            New => Pool::New,
        }
    }

    /// Snake-case name, as used in series ("receptors.arrestin") and CSV columns.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Resting => "resting",
            Active => "active",
            Phosphorylated => "phosphorylated",
            Arrestin => "arrestin",
            Pit => "pit",
            Endosome => "endosome",
            Recycling => "recycling",
            Lysosome => "lysosome",
            New => "new",
        }
    }

    /// The state with this census index, if there is one.
    #[must_use]
    pub fn from_index(index: usize) -> Option<Self> {
        STATES.get(index).copied()
    }
}

/// Where a transition leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Into another state.
    To(ReceptorState),
    /// Out of the cell's books.
    Degraded,
}

/// What the ligands do to the receptors at one moment; see [`crate::binding`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Drive<R = f64> {
    /// Fraction of coupled receptors with an agonist in the pocket, 0-1.
    pub occupied: R,
    /// Drive to phosphorylation, `sum(phi_i rho_i)`, 0-1.
    pub phosphorylation: R,
    /// Internalisation bias of the phosphorylated, `b`, 0-1.
    pub internalization: R,
}

/// Rate constants of one receptor's cycle, all per hour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cycle {
    /// `kp`: silencing (GRK and arrestin) at full drive.
    pub phosphorylation: f64,
    /// `kdp`: dephosphorylation of the silenced at the surface.
    pub dephosphorylation: f64,
    /// `kint`: endocytosis of the silenced at full bias.
    pub internalization: f64,
    /// `krec`: return of the inside pool to the surface.
    pub recycling: f64,
    /// `klys`: destruction of the inside pool.
    pub lysosomal: f64,
    /// `kdeg`: turnover of receptors at the surface.
    pub turnover: f64,
    /// Re-equilibration of binding; fast against all else. Splits `R` only.
    pub binding: f64,
    /// Arrestin capping of the phosphorylated. Splits `P` only.
    pub arrestin: f64,
    /// Closing of a pit into a vesicle. Splits `I` only.
    pub scission: f64,
    /// Sorting in the endosome. Splits `I` only.
    pub sorting: f64,
    /// Arrival of the newly made at the surface; `None`: they are born there.
    pub maturation: Option<f64>,
}

/// Most exits that one state has.
pub const MAX_EXITS: usize = 4;
/// Exits of one state: fate and rate per hour; unused places have rate 0.
pub type Exits<R = f64> = [(Fate, R); MAX_EXITS];

impl Cycle {
    /// A receptor that binds and signals and has no life of its own (an enzyme target, say).
    #[must_use]
    pub fn still(binding_per_h: f64) -> Self {
        Self {
            phosphorylation: 0.0,
            dephosphorylation: 0.0,
            internalization: 0.0,
            recycling: 0.0,
            lysosomal: 0.0,
            turnover: 0.0,
            binding: binding_per_h,
            arrestin: 0.0,
            scission: 0.0,
            sorting: 0.0,
            maturation: None,
        }
    }

    /// THE table: where a receptor in `state` may go under `drive`, and at what rate per hour.
    #[must_use]
    pub fn exits<R: Real>(&self, state: ReceptorState, drive: &Drive<R>) -> Exits<R> {
        let k = |value: f64, name: &'static str| R::parameter(value, || format!("cycle_{name}"));
        let none = (Fate::Degraded, R::of(0.0));
        let silence = k(self.phosphorylation, "phosphorylation") * drive.phosphorylation;
        let take_in = k(self.internalization, "internalization") * drive.internalization;
        let turnover = (Fate::Degraded, k(self.turnover, "turnover"));
        let dephosphorylated = (Fate::To(Resting), k(self.dephosphorylation, "dephosphorylation"));
        let (recycling, lysosomal) = (k(self.recycling, "recycling"), k(self.lysosomal, "lysosomal"));
        let (returned, destroyed) = ((Fate::To(Resting), recycling), (Fate::Degraded, lysosomal));
        let inside = recycling + lysosomal;
        let back = if self.recycling + self.lysosomal > 0.0 { recycling / inside } else { R::of(1.0) };
        let binding = k(self.binding, "binding");
        match state {
            Resting => {
                [(Fate::To(Active), binding * drive.occupied), (Fate::To(Phosphorylated), silence), turnover, none]
            }
            Active => [
                (Fate::To(Resting), binding * (-drive.occupied + 1.0)),
                (Fate::To(Phosphorylated), silence),
                turnover,
                none,
            ],
            Phosphorylated => [
                (Fate::To(Arrestin), k(self.arrestin, "arrestin")),
                dephosphorylated,
                (Fate::To(Pit), take_in),
                turnover,
            ],
            Arrestin => [dephosphorylated, (Fate::To(Pit), take_in), turnover, none],
            Pit => [(Fate::To(Endosome), k(self.scission, "scission")), returned, destroyed, none],
            Endosome => {
                let sorting = k(self.sorting, "sorting");
                let lost = sorting * (-back + 1.0);
                [(Fate::To(Recycling), sorting * back), (Fate::To(Lysosome), lost), returned, destroyed]
            }
            Recycling => [(Fate::To(Resting), inside), none, none, none],
            Lysosome => [(Fate::Degraded, inside), none, none, none],
            New => [(Fate::To(Resting), k(self.maturation.unwrap_or(0.0), "maturation")), none, none, none],
        }
    }

    /// The state in which a receptor is born.
    #[must_use]
    pub fn birth_state(&self) -> ReceptorState {
        if self.maturation.is_some() { New } else { Resting }
    }

    /// Adds the flow of the mean field to `d_per_h`: every exit of the table, and `synthesis` births per hour.
    pub fn flow<R: Real>(&self, y: &[R], drive: &Drive<R>, synthesis: f64, d_per_h: &mut [R]) {
        for (from, state) in STATES.into_iter().enumerate() {
            for (fate, rate) in self.exits(state, drive) {
                let flux = rate * y[from];
                d_per_h[from] = d_per_h[from] - flux;
                if let Fate::To(to) = fate {
                    d_per_h[to as usize] = d_per_h[to as usize] + flux;
                }
            }
        }
        let birth = self.birth_state() as usize;
        d_per_h[birth] = d_per_h[birth] + R::parameter(synthesis, || "synthesis".to_owned());
    }

    /// The same table as a generator matrix (rows: from), with a [`BIRTH`] row that feeds `synthesis` newborns
    /// per hour into the birth state, and an absorbing [`DEGRADED`] column.
    #[must_use]
    pub fn generator(&self, drive: &Drive, synthesis: f64) -> Matrix<SIDE> {
        let mut q = matrix::zero();
        for (from, state) in STATES.into_iter().enumerate() {
            for (fate, rate) in self.exits(state, drive) {
                let to = match fate {
                    Fate::To(to) => to as usize,
                    Fate::Degraded => DEGRADED,
                };
                q[from][to] += rate;
                q[from][from] -= rate;
            }
        }
        q[BIRTH][self.birth_state() as usize] = synthesis;
        q
    }

    /// The naive body: the steady state under the endogenous `tone`, all states together 1, and the synthesis
    /// (receptors per naive receptor per hour) that holds it.
    ///
    /// Without turnover and without lysosomal loss nothing is born, and the receptors simply stand where the
    /// tone puts them.
    #[must_use]
    pub fn naive(&self, tone: &Drive) -> ([f64; N_STATES], f64) {
        // Unknowns: nine states and the synthesis; equations: eight balances, the total, and the ninth balance.
        let q = self.generator(tone, 1.0);
        let mut a = [[0.0; N_STATES + 1]; N_STATES + 1];
        let mut rhs = [0.0; N_STATES + 1];
        for to in 0..N_STATES {
            for from in 0..N_STATES {
                a[to][from] = q[from][to];
            }
            a[to][N_STATES] = q[BIRTH][to];
            // A state that nothing enters or leaves stands empty.
            if a[to].iter().all(|x| *x == 0.0) {
                a[to][to] = 1.0;
            }
        }
        a[N_STATES][..N_STATES].fill(1.0);
        rhs[N_STATES] = 1.0;
        if self.turnover == 0.0 && self.lysosomal == 0.0 {
            // One balance is redundant and the synthesis is nought: replace the birth state's balance.
            let birth = self.birth_state() as usize;
            a[birth].fill(0.0);
            a[birth][N_STATES] = 1.0;
        }
        let x = matrix::solve(a, rhs);
        // Elimination leaves -0.0 or -1e-49 where nobody stands.
        let states = core::array::from_fn(|i| x[i].max(0.0));
        (states, x[N_STATES].max(0.0))
    }
}

/// Sum of the states in `pool`; `y` has the nine states in census order.
#[must_use]
pub fn pool<R: Real>(y: &[R], pool: Pool) -> R {
    STATES.into_iter().zip(y).filter(|(s, _)| s.pool() == pool).fold(R::of(0.0), |sum, (_, v)| sum + *v)
}
