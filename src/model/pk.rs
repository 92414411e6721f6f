//! Pharmacokinetics of one drug: depots, a central and peripheral compartments, an effect site. Amounts are counted in
//! dose units, so that every state is of order one; [`Places::plasma`] turns them into concentrations.

use crate::drug::{Drug, Elimination, Entry};

/// Where one drug's states lie in the assembled state.
#[derive(Clone, Debug, PartialEq)]
pub struct Places {
    /// Depot of each route that has one.
    pub depots: Vec<Option<usize>>,
    /// Central compartment.
    pub central: usize,
    /// Peripheral compartments.
    pub peripheral: Vec<usize>,
    /// Effect-site concentration, in the units of the plasma's.
    pub effect: Option<usize>,
}

impl Places {
    /// Lays the drug's states out from `next` on and moves `next` behind them.
    #[must_use]
    pub fn lay_out(drug: &Drug, next: &mut usize) -> Self {
        let mut take = || {
            *next += 1;
            *next - 1
        };
        Self {
            depots: drug.routes.iter().map(|r| matches!(r.entry, Entry::Absorbed { .. }).then(&mut take)).collect(),
            central: take(),
            peripheral: drug.peripheral.iter().map(|_| take()).collect(),
            effect: drug.ke0_per_h.map(|_| take()),
        }
    }

    /// Plasma concentration in the drug's family (mg/L or nM).
    #[must_use]
    pub fn plasma(&self, drug: &Drug, y: &[f64]) -> f64 {
        (y[self.central] * drug.dose_unit / drug.volume_l).max(0.0)
    }

    /// Concentration that the receptors see, in the drug's family.
    #[must_use]
    pub fn at_receptor(&self, drug: &Drug, y: &[f64]) -> f64 {
        self.effect.map_or_else(|| self.plasma(drug, y), |e| (y[e] * drug.dose_unit / drug.volume_l).max(0.0))
    }

    /// Adds the drug's kinetics to `dydt`. `inflow_du_per_h` comes from patches; `enzyme` is the activity of the
    /// enzyme that clears it, 1 in a naive body.
    pub fn flow(&self, drug: &Drug, y: &[f64], inflow_du_per_h: f64, enzyme: f64, dydt: &mut [f64]) {
        let central = y[self.central];
        let mut d_central = inflow_du_per_h;
        for (route, depot) in drug.routes.iter().zip(&self.depots) {
            if let (Entry::Absorbed { ka_per_h, f }, Some(depot)) = (&route.entry, depot) {
                dydt[*depot] -= ka_per_h * y[*depot];
                d_central += ka_per_h * f * y[*depot];
            }
        }
        let activity = drug.metabolism.as_ref().map_or(1.0, |m| 1.0 - m.fraction + m.fraction * enzyme);
        d_central -= match drug.elimination {
            Elimination::Linear { cl } => activity * cl / drug.volume_l * central,
            Elimination::Saturable { vmax, km } => {
                let c = self.plasma(drug, y);
                activity * vmax / drug.dose_unit * c / (km + c)
            }
        };
        for ((out, back), at) in drug.peripheral.iter().zip(&self.peripheral) {
            let flux = out * central - back * y[*at];
            d_central -= flux;
            dydt[*at] += flux;
        }
        dydt[self.central] += d_central;
        if let (Some(ke0), Some(at)) = (drug.ke0_per_h, self.effect) {
            dydt[at] += ke0 * (central - y[at]);
        }
    }

    /// Fastest rate constant of the drug's kinetics, 1/h, for choosing time steps.
    #[must_use]
    pub fn fastest_per_h(&self, drug: &Drug) -> f64 {
        let leave = match drug.elimination {
            Elimination::Linear { cl } => cl / drug.volume_l,
            Elimination::Saturable { vmax, km } => vmax / km / drug.volume_l,
        } + drug.peripheral.iter().map(|(out, _)| out).sum::<f64>();
        let enter = drug.routes.iter().map(|r| match r.entry {
            Entry::Absorbed { ka_per_h, .. } => ka_per_h,
            Entry::Bolus | Entry::Patch { .. } | Entry::Bath => 0.0,
        });
        enter.chain([leave, drug.ke0_per_h.unwrap_or(0.0)]).fold(0.0, f64::max)
    }

    /// Every index that belongs to the drug.
    pub fn all(&self) -> impl Iterator<Item = usize> + '_ {
        let depots = self.depots.iter().flatten().copied();
        depots.chain([self.central]).chain(self.peripheral.iter().copied()).chain(self.effect)
    }
}
