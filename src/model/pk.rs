//! Pharmacokinetics of one drug: depots, a central and peripheral compartments, ways out, an effect site. Amounts are
//! counted in dose units, so that every state is of order one; [`Places::plasma`] turns them into concentrations. Not
//! here: enzymes ([`crate::enzyme`]) and binding.

use crate::drug::{Drug, Elimination, Entry};
use crate::real::Real;

/// Where the states of one way in lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Depot {
    /// The stage before the depot.
    pub transit: Option<usize>,
    /// What is absorbed from.
    pub depot: Option<usize>,
    /// The enzyme of the first pass, by place among the engine's.
    pub first_pass: Option<usize>,
}

/// One way out, its names found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Way {
    /// How fast.
    pub by: Elimination,
    /// The enzyme, by place among the engine's.
    pub enzyme: Option<usize>,
    /// Central compartment that what it makes enters, and its DU per DU.
    pub makes: Option<(usize, f64)>,
}

/// Where one drug's states lie in the assembled state.
#[derive(Clone, Debug, PartialEq)]
pub struct Places {
    /// Each route's.
    pub depots: Vec<Depot>,
    /// Central compartment.
    pub central: usize,
    /// Peripheral compartments.
    pub peripheral: Vec<usize>,
    /// Effect-site concentration, in the units of the plasma's.
    pub effect: Option<usize>,
    /// Share of receptors held, for a drug that binds slowly here.
    pub bound: Option<usize>,
    /// First of the routes' inflows among the engine's inputs.
    pub inlet: usize,
    /// Ways out.
    pub ways: Vec<Way>,
}

impl Places {
    /// Plasma concentration in the drug's family (mg/L or nM).
    #[must_use]
    pub fn plasma<R: Real>(&self, drug: &Drug, y: &[R]) -> R {
        self.concentration(drug, y[self.central])
    }

    /// Concentration that the receptors see, in the drug's family.
    #[must_use]
    pub fn at_receptor<R: Real>(&self, drug: &Drug, y: &[R]) -> R {
        self.concentration(drug, y[self.effect.unwrap_or(self.central)])
    }

    fn concentration<R: Real>(&self, drug: &Drug, du: R) -> R {
        let unit = R::parameter(drug.dose_unit, || format!("{}_dose_unit", drug.id));
        (du * unit / R::parameter(drug.volume_l, || format!("{}_volume", drug.id))).positive()
    }

    /// Adds the drug's kinetics to `dydt`. `inflow_du_per_h` comes from patches, one per route of the engine; `activity`
    /// of the enzymes is 1 in a naive body.
    pub fn flow<R: Real>(&self, drug: &Drug, y: &[R], inflow_du_per_h: &[R], activity: &[R], dydt: &mut [R]) {
        let p = |value: f64, what: &str| R::parameter(value, || format!("{}_{what}", drug.id));
        let route_p = |value: f64, what: &str, i: usize| {
            R::parameter(value, || format!("{}_{what}_{}", drug.id, drug.routes[i].id))
        };
        let nth_p = |value: f64, what: &str, i: usize| R::parameter(value, || format!("{}_{what}_{}", drug.id, i + 1));
        let central = y[self.central];
        let mut d_central = R::of(0.0);
        for (i, (route, places)) in drug.routes.iter().zip(&self.depots).enumerate() {
            match (&route.entry, places.depot) {
                (Entry::Absorbed { ka_per_h, f, transit_per_h, .. }, Some(depot)) => {
                    if let (Some(k), Some(transit)) = (transit_per_h, places.transit) {
                        let on = route_p(*k, "transit", i) * y[transit];
                        dydt[transit] = dydt[transit] - on;
                        dydt[depot] = dydt[depot] + on;
                    }
                    let out = route_p(*ka_per_h, "ka", i) * y[depot];
                    dydt[depot] = dydt[depot] - out;
                    let f = route_p(*f, "f", i);
                    // What the first pass takes grows with the enzyme; at activity 1 the share f arrives.
                    let arrives = places.first_pass.map_or(f, |e| f / (f + (-f + 1.0) * activity[e]));
                    d_central = d_central + arrives * out;
                }
                (Entry::Patch { skin_per_h: Some(k), .. }, Some(skin)) => {
                    let out = route_p(*k, "skin", i) * y[skin];
                    dydt[skin] = dydt[skin] + inflow_du_per_h[self.inlet + i] - out;
                    d_central = d_central + out;
                }
                (Entry::Patch { .. }, _) => d_central = d_central + inflow_du_per_h[self.inlet + i],
                (Entry::Bolus | Entry::Bath | Entry::Absorbed { .. }, _) => {}
            }
        }
        for (i, way) in self.ways.iter().enumerate() {
            let activity = way.enzyme.map_or(R::of(1.0), |e| activity[e]);
            let out = match way.by {
                Elimination::Linear { cl } => activity * nth_p(cl, "cl", i) / p(drug.volume_l, "volume") * central,
                Elimination::Saturable { vmax, km } => {
                    let c = self.plasma(drug, y);
                    let (vmax, km) = (nth_p(vmax, "vmax", i), nth_p(km, "km", i));
                    activity * vmax / p(drug.dose_unit, "dose_unit") * c / (km + c)
                }
            };
            d_central = d_central - out;
            if let Some((to, share)) = way.makes {
                dydt[to] = dydt[to] + out * nth_p(share, "makes", i);
            }
        }
        for (i, ((out, back), at)) in drug.peripheral.iter().zip(&self.peripheral).enumerate() {
            let flux = nth_p(*out, "out", i) * central - nth_p(*back, "back", i) * y[*at];
            d_central = d_central - flux;
            dydt[*at] = dydt[*at] + flux;
        }
        dydt[self.central] = dydt[self.central] + d_central;
        if let (Some(ke0), Some(at)) = (drug.ke0_per_h, self.effect) {
            dydt[at] = dydt[at] + p(ke0, "ke0") * (central - y[at]);
        }
    }

    /// Fastest rate constant of the drug's kinetics, 1/h, for choosing time steps.
    #[must_use]
    pub fn fastest_per_h(&self, drug: &Drug) -> f64 {
        let ways = drug.elimination.iter().map(|way| match way.by {
            Elimination::Linear { cl } => cl / drug.volume_l,
            Elimination::Saturable { vmax, km } => vmax / km / drug.volume_l,
        });
        let leave = ways.sum::<f64>() + drug.peripheral.iter().map(|(out, _)| out).sum::<f64>();
        let enter = drug.routes.iter().map(|r| match &r.entry {
            Entry::Absorbed { ka_per_h, transit_per_h, .. } => ka_per_h.max(transit_per_h.unwrap_or(0.0)),
            Entry::Patch { skin_per_h, .. } => skin_per_h.unwrap_or(0.0),
            Entry::Bolus | Entry::Bath => 0.0,
        });
        enter.chain([leave, drug.ke0_per_h.unwrap_or(0.0)]).fold(0.0, f64::max)
    }

    /// Every index that holds an amount of the drug; the receptors it holds are not among them.
    pub fn all(&self) -> impl Iterator<Item = usize> + '_ {
        let depots = self.depots.iter().flat_map(|d| d.transit.into_iter().chain(d.depot));
        depots.chain([self.central]).chain(self.peripheral.iter().copied()).chain(self.effect)
    }
}

impl Drug {
    /// Half-life of what is in the blood once it has spread, h: the slowest of the drug's own ways, at low levels and with
    /// enzymes as they are in a naive body. Absorption may be slower still.
    #[must_use]
    pub fn half_life_h(&self) -> f64 {
        let ways = self.elimination.iter().map(|way| match way.by {
            Elimination::Linear { cl } => cl / self.volume_l,
            Elimination::Saturable { vmax, km } => vmax / km / self.volume_l,
        });
        let leaves: f64 = ways.sum();
        // The slowest rate is the lowest root of `leaves - s - sum(out s/(back - s))`, below every way back.
        let beyond = |s: f64| leaves - s - self.peripheral.iter().map(|(out, back)| out * s / (back - s)).sum::<f64>();
        let (mut low, mut high) = (0.0, self.peripheral.iter().map(|(_, back)| *back).fold(leaves, f64::min));
        if self.peripheral.is_empty() {
            low = leaves;
        }
        // Halving a hundred times leaves nothing of a number.
        for _ in 0..100 {
            let middle = 0.5 * (low + high);
            if beyond(middle) > 0.0 { low = middle } else { high = middle }
        }
        crate::math::ln(2.0) / low
    }
}
