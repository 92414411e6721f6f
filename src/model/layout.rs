//! Where things lie in the assembled state: which parts exist, in which order, under which names. Not here: what they do.

use crate::assemble::Setting;
use crate::drug::{Drug, Entry};
use crate::engine::Acting;
use crate::enzyme::{self, Enzyme};
use crate::pk::{Depot, Places, Way};
use crate::receptor::STATES;
use crate::switch::{Switch, holds};
use crate::system::System;

/// Where things lie in the assembled state.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Kinetics of each drug.
    pub drugs: Vec<Places>,
    /// Enzymes.
    pub enzymes: Vec<enzyme::Pool>,
    /// First of the nine receptor states.
    pub receptors: usize,
    /// Mediator store; a reserve lies behind it.
    pub store: Option<usize>,
    /// Centre of the axis; its gland lies behind it.
    pub axis: Option<usize>,
    /// First stage of every copy of each channel; further stages lie behind it.
    pub channels: Vec<Vec<usize>>,
    /// Readiness of each sensitisation; what has grown lies behind it.
    pub sensitization: Vec<usize>,
    /// Each learning.
    pub learning: Vec<usize>,
    /// First stage of each symptom; the second lies behind it.
    pub symptoms: Vec<usize>,
    /// Sum of each hazard.
    pub hazards: Vec<usize>,
    /// What is usual; wanting and lost control lie behind it.
    pub habit: Option<usize>,
    /// Name of every state ("morphine.central").
    pub names: Vec<String>,
    /// Number of states.
    pub len: usize,
}

/// Gives out places in the state.
struct Rows(Vec<String>);

impl Rows {
    fn take(&mut self, name: String) -> usize {
        self.0.push(name);
        self.0.len() - 1
    }
}

/// Gives every part of the body its place.
pub(crate) fn lay_out(
    system: &System,
    drugs: &[&Drug],
    enzymes: &[Enzyme],
    acting: &[Acting],
    switches: &[Switch],
    setting: &Setting,
) -> Layout {
    let mut rows = Rows(Vec::new());
    let receptors = STATES.map(|s| rows.take(format!("receptors.{}", s.name())))[0];
    let store = system.store.as_ref().map(|s| {
        let at = rows.take("store".to_owned());
        if s.reserve.is_some() {
            rows.take("store.reserve".to_owned());
        }
        at
    });
    let axis = system.axis.as_ref().map(|_| {
        let at = rows.take("axis.centre".to_owned());
        rows.take("axis.gland".to_owned());
        at
    });
    let channels = system.channels.iter().map(|c| {
        let copies: Vec<String> = match c.overlap {
            None => vec![String::new()],
            Some(_) => acting.iter().map(|a| format!(".{}", drugs[a.drug].id)).collect(),
        };
        let mut copy = |of: String| {
            let stages: Vec<usize> = (1..=c.stages).map(|k| rows.take(format!("channel.{}{of}.{k}", c.id))).collect();
            stages[0]
        };
        copies.into_iter().map(&mut copy).collect()
    });
    let channels = channels.collect();
    let pair = |kind: &str, id: &str, a: &str, b: &str, rows: &mut Rows| {
        let at = rows.take(format!("{kind}.{id}.{a}"));
        rows.take(format!("{kind}.{id}.{b}"));
        at
    };
    let sensitization =
        system.sensitization.iter().map(|s| pair("sensitization", &s.id, "readiness", "grown", &mut rows)).collect();
    let learning = system.learning.iter().map(|l| rows.take(format!("learning.{}", l.id))).collect();
    let symptoms = system.symptoms.iter().map(|s| pair("symptom", &s.id, "early", "late", &mut rows)).collect();
    let hazards = system.hazards.iter().map(|h| rows.take(format!("hazard.{}", h.id))).collect();
    let habit = system
        .habit
        .as_ref()
        .map(|_| ["usual", "wanting", "control"].map(|name| rows.take(format!("habit.{name}")))[0]);
    let mut pools: Vec<enzyme::Pool> = Vec::new();
    for enzyme in enzymes.iter().filter(|e| drugs.iter().any(|d| touches(d, &e.id, switches))) {
        let own = setting.enzymes.iter().find(|(id, _)| *id == enzyme.id);
        let influences = drugs.iter().enumerate().flat_map(|(i, d)| d.enzymes.iter().map(move |x| (i, x)));
        let influences = influences.filter(|(_, x)| x.enzyme == enzyme.id && holds(x.only.as_ref(), switches));
        pools.push(enzyme::Pool {
            enzyme: enzyme.clone(),
            activity: own.map_or(1.0, |(_, a)| *a),
            at: rows.take(format!("enzyme.{}", enzyme.id)),
            influences: influences.map(|(i, x)| (i, x.does)).collect(),
        });
    }
    let mut inlet = 0;
    let mut places: Vec<Places> =
        drugs.iter().map(|d| kinetics(d, system, acting, drugs, &pools, &mut inlet, &mut rows)).collect();
    let centrals: Vec<usize> = places.iter().map(|p| p.central).collect();
    for (drug, places) in drugs.iter().zip(&mut places) {
        for (way, path) in places.ways.iter_mut().zip(&drug.elimination) {
            let Some((id, share)) = &path.makes else { continue };
            way.makes = drugs
                .iter()
                .position(|d| d.id == *id)
                .map(|to| (centrals[to], share * drug.dose_unit / drugs[to].dose_unit));
        }
    }
    let len = rows.0.len();
    Layout {
        drugs: places,
        enzymes: pools,
        receptors,
        store,
        axis,
        channels,
        sensitization,
        learning,
        symptoms,
        hazards,
        habit,
        names: rows.0,
        len,
    }
}

/// Whether a drug is cleared by an enzyme or does something to it.
fn touches(drug: &Drug, enzyme: &str, switches: &[Switch]) -> bool {
    let first_pass =
        drug.routes.iter().any(|r| matches!(&r.entry, Entry::Absorbed { first_pass: Some(e), .. } if e == enzyme));
    first_pass
        || drug.elimination.iter().any(|w| w.enzyme.as_deref() == Some(enzyme))
        || drug.enzymes.iter().any(|x| x.enzyme == enzyme && holds(x.only.as_ref(), switches))
}

fn kinetics(
    drug: &Drug,
    system: &System,
    acting: &[Acting],
    drugs: &[&Drug],
    pools: &[enzyme::Pool],
    inlet: &mut usize,
    rows: &mut Rows,
) -> Places {
    let pool = |id: &String| pools.iter().position(|p| p.enzyme.id == *id);
    let depots = drug.routes.iter().map(|r| {
        let name = |what: &str| format!("{}.{}.{what}", drug.id, r.id);
        match &r.entry {
            Entry::Absorbed { transit_per_h, first_pass, .. } => Depot {
                transit: transit_per_h.map(|_| rows.take(name("transit"))),
                depot: Some(rows.take(name("depot"))),
                first_pass: first_pass.as_ref().and_then(pool),
            },
            Entry::Patch { skin_per_h: Some(_), .. } => {
                Depot { depot: Some(rows.take(name("skin"))), ..Depot::default() }
            }
            Entry::Patch { .. } | Entry::Bolus | Entry::Bath => Depot::default(),
        }
    });
    let depots = depots.collect();
    let slow =
        acting.iter().any(|a| drugs[a.drug].id == drug.id && a.action.system == system.id && a.action.slow.is_some());
    let central = rows.take(format!("{}.central", drug.id));
    let places = Places {
        depots,
        central,
        peripheral: (1..=drug.peripheral.len()).map(|i| rows.take(format!("{}.peripheral{i}", drug.id))).collect(),
        effect: drug.ke0_per_h.map(|_| rows.take(format!("{}.site", drug.id))),
        bound: slow.then(|| rows.take(format!("{}.bound", drug.id))),
        inlet: *inlet,
        ways: drug
            .elimination
            .iter()
            .map(|w| Way { by: w.by, enzyme: w.enzyme.as_ref().and_then(pool), makes: None })
            .collect(),
    };
    *inlet += drug.routes.len();
    places
}
