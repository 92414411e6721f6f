//! A drug as its file writes it, and the check that makes a [`Drug`] of it. Not here: what the parts mean
//! ([`crate::drug`]), and whether the systems, enzymes and drugs it names exist ([`crate::content`]).

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::drug::{Action, Drug, Elimination, Entry, Path, Role, Route, Slow};
use crate::enzyme::{EnzymeEffect, Influence};
use crate::problem::Problems;
use crate::quantity::{Dimension, Family, Num};
use crate::switch::{Only, Switch};

#[derive(Debug, Deserialize)]
enum RawEntry {
    Bolus,
    Absorbed { ka: Num, f: Num },
    Patch { per: Num },
    Bath,
}

#[derive(Debug, Deserialize)]
enum RawElimination {
    Linear { cl: Num },
    Saturable { vmax: Num, km: Num },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPath {
    by: RawElimination,
    enzyme: Option<String>,
    makes: Option<String>,
    share: Option<Num>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBrings {
    drug: String,
    amount: Num,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRoute {
    id: String,
    entry: RawEntry,
    transit: Option<Num>,
    skin: Option<Num>,
    strength: Option<f64>,
    first_pass: Option<String>,
    #[serde(default)]
    brings: Vec<RawBrings>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSlow {
    koff: Num,
    hill: Num,
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
    slow: Option<RawSlow>,
    #[serde(default)]
    releases: bool,
    #[serde(default)]
    on: Vec<String>,
    site: Option<String>,
    #[serde(default)]
    overlap: BTreeMap<String, Num>,
    only: Option<Only>,
}

#[derive(Debug, Deserialize)]
enum RawInfluence {
    Induces { emax: Num, ec50: Num },
    Inhibits { ki: Num },
    Inactivates { ki: Num, kinact: Num },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEnzymeEffect {
    enzyme: String,
    does: RawInfluence,
    only: Option<Only>,
}

/// A drug file before it is checked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawDrug {
    id: String,
    name: String,
    summary: String,
    #[serde(default)]
    disputed: String,
    dose_unit: Num,
    molar_mass: Option<Num>,
    routes: Vec<RawRoute>,
    volume: Num,
    elimination: Vec<RawPath>,
    #[serde(default)]
    peripheral: Vec<(Num, Num)>,
    ke0: Option<Num>,
    #[serde(default)]
    enzymes: Vec<RawEnzymeEffect>,
    actions: Vec<RawAction>,
    #[serde(default)]
    switches: Vec<Switch>,
}

const POSITIVE: (f64, f64) = (1e-12, 1e12);
const SHARE: (f64, f64) = (0.0, 1.0);

/// Reads numbers of one drug in its own family, mass or moles.
struct Reader<'a> {
    p: &'a mut Problems,
    family: Option<Family>,
    /// g/mol, where the file says it.
    molar_mass: Option<f64>,
}

impl Reader<'_> {
    /// A number of the drug's family; one of the other family is converted where the molar mass is known.
    fn own(&mut self, field: &str, num: &Num, dimension: Dimension) -> f64 {
        let value = self.p.num(field, num, dimension, POSITIVE);
        // A unit that is none of either was reported with its number.
        if num.family() == self.family || num.family().is_none() || self.family.is_none() {
            return value;
        }
        match (self.molar_mass, self.family) {
            // 1 nM of 1 g/mol is 1e-6 mg/L.
            (Some(mass), Some(Family::Mass)) => value * mass * 1e-6,
            (Some(mass), Some(Family::Molar)) => value / (mass * 1e-6),
            _ => {
                self.p
                    .add(field, "amounts and concentrations mix mass and moles; allowed: one family, or a molar_mass");
                value
            }
        }
    }

    fn plain(&mut self, field: &str, num: &Num, range: (f64, f64)) -> f64 {
        self.p.num(field, num, Dimension::Plain, range)
    }

    fn rate(&mut self, field: &str, num: &Num) -> f64 {
        self.p.num(field, num, Dimension::Rate, (1e-9, 1e9))
    }
}

impl RawDrug {
    /// Checks everything and reports every problem with its field.
    #[must_use]
    pub fn check(self, p: &mut Problems) -> Drug {
        p.id(&self.id);
        if self.routes.is_empty() {
            p.add("routes", "no route; allowed: at least one");
        }
        p.unique("routes", self.routes.iter().map(|r| r.id.as_str()));
        p.unique("switches", self.switches.iter().map(|s| s.id.as_str()));
        let molar_mass = self.molar_mass.as_ref().map(|m| p.num("molar_mass", m, Dimension::MolarMass, (1.0, 1e6)));
        let actions = self.actions.iter().enumerate().map(|(i, a)| (format!("actions[{i}].only"), &a.only));
        let enzymes = self.enzymes.iter().enumerate().map(|(i, e)| (format!("enzymes[{i}].only"), &e.only));
        for (field, only) in actions.chain(enzymes) {
            if let Some(only) = only {
                p.one_of(&field, "switch", only.switch(), self.switches.iter().map(|s| s.id.as_str()));
            }
        }
        let mut r = Reader { p, family: self.dose_unit.family(), molar_mass };
        let routes = self.routes.into_iter().enumerate().map(|(i, x)| route(i, x, &mut r)).collect();
        let elimination = self.elimination.into_iter().enumerate().map(|(i, x)| path(i, x, &mut r)).collect();
        let peripheral = self.peripheral.iter().enumerate().map(|(i, (out, back))| {
            let field = format!("peripheral[{i}]");
            (r.rate(&field, out), r.rate(&field, back))
        });
        let peripheral = peripheral.collect();
        let enzymes = self.enzymes.into_iter().enumerate().map(|(i, x)| influence(i, x, &mut r)).collect();
        let actions = self.actions.into_iter().enumerate().map(|(i, x)| action(i, x, &mut r)).collect();
        Drug {
            dose_unit: r.p.num("dose_unit", &self.dose_unit, Dimension::Amount, POSITIVE),
            volume_l: r.p.num("volume", &self.volume, Dimension::Volume, POSITIVE),
            ke0_per_h: self.ke0.as_ref().map(|k| r.rate("ke0", k)),
            id: self.id,
            name: self.name,
            summary: self.summary,
            disputed: self.disputed,
            routes,
            elimination,
            peripheral,
            enzymes,
            actions,
            switches: self.switches,
        }
    }
}

fn route(i: usize, x: RawRoute, r: &mut Reader) -> Route {
    let field = |name: &str| format!("routes[{i}].{name}");
    let (absorbed, patch) = (matches!(x.entry, RawEntry::Absorbed { .. }), matches!(x.entry, RawEntry::Patch { .. }));
    for (name, there) in [("transit", x.transit.is_some()), ("first_pass", x.first_pass.is_some())] {
        if there && !absorbed {
            r.p.add(&field(name), "allowed: with Absorbed only");
        }
    }
    if let (RawEntry::Absorbed { f, .. }, Some(_)) = (&x.entry, &x.first_pass)
        && f.value == 0.0
    {
        r.p.add(&field("f"), "nothing is left to follow the first pass; allowed: above 0 with first_pass");
    }
    if x.skin.is_some() && !patch {
        r.p.add(&field("skin"), "allowed: with Patch only");
    }
    let strength = x.strength.unwrap_or(1.0);
    if !(strength.is_finite() && strength > 0.0 && strength <= 1000.0) {
        r.p.add(&field("strength"), "allowed: above 0, up to 1000");
    }
    let brings = x.brings.into_iter().enumerate().map(|(k, b)| {
        let amount = r.p.num(&format!("routes[{i}].brings[{k}].amount"), &b.amount, Dimension::Amount, POSITIVE);
        (b.drug, amount)
    });
    let brings = brings.collect();
    Route {
        id: x.id,
        entry: match &x.entry {
            RawEntry::Bolus => Entry::Bolus,
            RawEntry::Bath => Entry::Bath,
            RawEntry::Absorbed { ka, f } => Entry::Absorbed {
                ka_per_h: r.rate(&field("ka"), ka),
                f: r.plain(&field("f"), f, SHARE),
                transit_per_h: x.transit.as_ref().map(|k| r.rate(&field("transit"), k)),
                first_pass: x.first_pass,
            },
            RawEntry::Patch { per } => Entry::Patch {
                per_h: r.p.num(&field("per"), per, Dimension::Time, (1e-3, 1e6)),
                skin_per_h: x.skin.as_ref().map(|k| r.rate(&field("skin"), k)),
            },
        },
        strength,
        brings,
    }
}

fn path(i: usize, x: RawPath, r: &mut Reader) -> Path {
    let field = |name: &str| format!("elimination[{i}].{name}");
    let share = x.share.as_ref().map(|s| r.plain(&field("share"), s, (0.0, 10.0)));
    if x.makes.is_some() != share.is_some() {
        r.p.add(&field("share"), "makes and share belong together; allowed: both or neither");
    }
    Path {
        by: match &x.by {
            RawElimination::Linear { cl } => {
                Elimination::Linear { cl: r.p.num(&field("cl"), cl, Dimension::Clearance, (0.0, 1e6)) }
            }
            RawElimination::Saturable { vmax, km } => Elimination::Saturable {
                vmax: r.own(&field("vmax"), vmax, Dimension::AmountRate),
                km: r.own(&field("km"), km, Dimension::Concentration),
            },
        },
        enzyme: x.enzyme,
        makes: x.makes.zip(share),
    }
}

fn influence(i: usize, x: RawEnzymeEffect, r: &mut Reader) -> EnzymeEffect {
    let field = |name: &str| format!("enzymes[{i}].{name}");
    let does = match &x.does {
        RawInfluence::Induces { emax, ec50 } => Influence::Induces {
            emax: r.plain(&field("emax"), emax, (0.0, 100.0)),
            ec50: r.own(&field("ec50"), ec50, Dimension::Concentration),
        },
        RawInfluence::Inhibits { ki } => Influence::Inhibits { ki: r.own(&field("ki"), ki, Dimension::Concentration) },
        RawInfluence::Inactivates { ki, kinact } => Influence::Inactivates {
            ki: r.own(&field("ki"), ki, Dimension::Concentration),
            kinact_per_h: r.rate(&field("kinact"), kinact),
        },
    };
    EnzymeEffect { enzyme: x.enzyme, does, only: x.only }
}

fn action(i: usize, x: RawAction, r: &mut Reader) -> Action {
    let field = |name: &str| format!("actions[{i}].{name}");
    let efficacy = match x.role {
        Role::Agonist | Role::Antagonist | Role::InverseAgonist => (-1.0, 1.0),
        Role::Modulator => (0.01, 1000.0),
        Role::Indirect => (0.0, 1000.0),
        Role::Blocker => SHARE,
        Role::Parallel => (0.0, 1000.0),
    };
    if x.releases && x.role != Role::Indirect {
        r.p.add(&field("releases"), "allowed: for an Indirect drug only");
    }
    let competes = matches!(x.role, Role::Agonist | Role::Antagonist | Role::InverseAgonist);
    if x.slow.is_some() && !competes {
        r.p.add(&field("slow"), "allowed: for a drug that takes the pocket");
    }
    if !x.on.is_empty() && x.role != Role::Parallel {
        r.p.add(&field("on"), "allowed: for a Parallel drug only");
    }
    if x.site.is_some() && (competes || x.role == Role::Parallel) {
        r.p.add(&field("site"), "allowed: for a Modulator, an Indirect drug or a Blocker; the others share the pocket");
    }
    let slow = x.slow.as_ref().map(|s| Slow {
        koff_per_h: r.rate(&field("slow.koff"), &s.koff),
        hill: r.plain(&field("slow.hill"), &s.hill, (0.1, 4.0)),
    });
    let overlap = x.overlap.iter().map(|(id, n)| (id.clone(), r.plain(&field(&format!("overlap.{id}")), n, SHARE)));
    let overlap = overlap.collect();
    Action {
        kd: r.own(&field("kd"), &x.kd, Dimension::Concentration),
        efficacy: r.plain(&field("efficacy"), &x.efficacy, efficacy),
        phosphorylation: r.plain(&field("phosphorylation"), &x.phosphorylation, SHARE),
        internalization: r.plain(&field("internalization"), &x.internalization, SHARE),
        system: x.system,
        role: x.role,
        slow,
        releases: x.releases,
        on: x.on,
        site: x.site,
        overlap,
        only: x.only,
    }
}
