//! A drug as its file writes it, and the check that makes a [`Drug`] of it. Not here: what the parts mean
//! ([`crate::drug`]).

use serde::Deserialize;

use crate::content::Problems;
use crate::drug::{Action, Drug, Elimination, Entry, Metabolism, Role, Route};
use crate::quantity::{Dimension, Family, Num};

/// A route as the file writes it.
#[derive(Debug, Deserialize)]
pub enum RawEntry {
    /// See [`Entry::Bolus`].
    Bolus,
    /// See [`Entry::Absorbed`].
    Absorbed {
        /// Absorption rate constant.
        ka: Num,
        /// Bioavailability.
        f: Num,
    },
    /// See [`Entry::Patch`].
    Patch {
        /// Time over which one DU is delivered.
        per: Num,
    },
    /// See [`Entry::Bath`].
    Bath,
}

/// Elimination as the file writes it.
#[derive(Debug, Deserialize)]
pub enum RawElimination {
    /// First order.
    Linear {
        /// Clearance.
        cl: Num,
    },
    /// Michaelis-Menten.
    Saturable {
        /// Fastest elimination, amount per hour (write the amount).
        vmax: Num,
        /// Concentration at half of it.
        km: Num,
    },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRoute {
    id: String,
    entry: RawEntry,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAction {
    system: String,
    role: Role,
    kd: Num,
    efficacy: Num,
    phosphorylation: Num,
    internalization: Num,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMetabolism {
    enzyme: String,
    fraction: Num,
    emax: Num,
    ec50: Num,
    turnover: Num,
}

/// A drug file before it is checked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawDrug {
    id: String,
    name: String,
    summary: String,
    dose_unit: Num,
    routes: Vec<RawRoute>,
    volume: Num,
    elimination: RawElimination,
    #[serde(default)]
    peripheral: Vec<(Num, Num)>,
    ke0: Option<Num>,
    metabolism: Option<RawMetabolism>,
    actions: Vec<RawAction>,
}

const POSITIVE: (f64, f64) = (1e-12, 1e12);
const SHARE: (f64, f64) = (0.0, 1.0);
const ONE_FAMILY: &str = "amounts and concentrations mix mass and moles; allowed: one family per drug";

impl RawDrug {
    /// Checks everything and reports every problem with its field.
    #[must_use]
    pub fn check(self, p: &mut Problems) -> Drug {
        let family = self.dose_unit.family();
        if self.routes.is_empty() {
            p.add("routes", "no route; allowed: at least one");
        }
        let mut amounts: Vec<(&str, &Num)> = Vec::new();
        if let RawElimination::Saturable { vmax, km } = &self.elimination {
            amounts.extend([("elimination.vmax", vmax), ("elimination.km", km)]);
        }
        amounts.extend(self.metabolism.iter().map(|m| ("metabolism.ec50", &m.ec50)));
        for (field, num) in amounts {
            if num.family() != family {
                p.add(field, ONE_FAMILY);
            }
        }
        let routes = self.routes.iter().enumerate().map(|(i, r)| Route {
            id: r.id.clone(),
            entry: match &r.entry {
                RawEntry::Bolus => Entry::Bolus,
                RawEntry::Bath => Entry::Bath,
                RawEntry::Absorbed { ka, f } => Entry::Absorbed {
                    ka_per_h: p.num(&format!("routes[{i}].ka"), ka, Dimension::Rate, POSITIVE),
                    f: p.num(&format!("routes[{i}].f"), f, Dimension::Plain, SHARE),
                },
                RawEntry::Patch { per } => {
                    Entry::Patch { per_h: p.num(&format!("routes[{i}].per"), per, Dimension::Time, POSITIVE) }
                }
            },
        });
        let routes = routes.collect();
        let elimination = match &self.elimination {
            RawElimination::Linear { cl } => {
                Elimination::Linear { cl: p.num("elimination.cl", cl, Dimension::Clearance, (0.0, 1e6)) }
            }
            RawElimination::Saturable { vmax, km } => Elimination::Saturable {
                vmax: p.num("elimination.vmax", vmax, Dimension::Amount, POSITIVE),
                km: p.num("elimination.km", km, Dimension::Concentration, POSITIVE),
            },
        };
        let peripheral = self.peripheral.iter().enumerate().map(|(i, (out, back))| {
            (
                p.num(&format!("peripheral[{i}]"), out, Dimension::Rate, POSITIVE),
                p.num(&format!("peripheral[{i}]"), back, Dimension::Rate, POSITIVE),
            )
        });
        let peripheral = peripheral.collect();
        let actions = self.actions.iter().enumerate().map(|(i, a)| action(i, a, family, p));
        let actions = actions.collect();
        Drug {
            dose_unit: p.num("dose_unit", &self.dose_unit, Dimension::Amount, POSITIVE),
            volume_l: p.num("volume", &self.volume, Dimension::Volume, POSITIVE),
            ke0_per_h: self.ke0.as_ref().map(|k| p.num("ke0", k, Dimension::Rate, POSITIVE)),
            metabolism: self.metabolism.as_ref().map(|m| Metabolism {
                enzyme: m.enzyme.clone(),
                fraction: p.num("metabolism.fraction", &m.fraction, Dimension::Plain, SHARE),
                emax: p.num("metabolism.emax", &m.emax, Dimension::Plain, (0.0, 100.0)),
                ec50: p.num("metabolism.ec50", &m.ec50, Dimension::Concentration, POSITIVE),
                turnover_per_h: p.num("metabolism.turnover", &m.turnover, Dimension::Rate, POSITIVE),
            }),
            id: self.id,
            name: self.name,
            summary: self.summary,
            routes,
            elimination,
            peripheral,
            actions,
        }
    }
}

fn action(i: usize, a: &RawAction, family: Option<Family>, p: &mut Problems) -> Action {
    let field = |name: &str| format!("actions[{i}].{name}");
    if a.kd.family() != family {
        p.add(&field("kd"), ONE_FAMILY);
    }
    let efficacy = if a.role == Role::Modulator { (0.01, 1000.0) } else { (-1.0, 1.0) };
    Action {
        system: a.system.clone(),
        role: a.role,
        kd: p.num(&field("kd"), &a.kd, Dimension::Concentration, POSITIVE),
        efficacy: p.num(&field("efficacy"), &a.efficacy, Dimension::Plain, efficacy),
        phosphorylation: p.num(&field("phosphorylation"), &a.phosphorylation, Dimension::Plain, SHARE),
        internalization: p.num(&field("internalization"), &a.internalization, Dimension::Plain, SHARE),
    }
}
