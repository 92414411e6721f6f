//! Putting an engine together: a body system, drugs and what comes out of them, a person, and where the switches stand.
//! Names become places here, once; nothing is looked up by name while the equations run. Not here: what the parts do.

use std::sync::Arc;

use crate::content::Library;
use crate::drug::{Action, Drug};
use crate::engine::{Acting, Engine, Followed, FollowedBy, Input};
use crate::enzyme::Enzyme;
use crate::flow::Running;
use crate::layout::lay_out;
use crate::marks::MAX_STATES;
use crate::program::Program;
use crate::receptor::{Drive, N_STATES, Pool, pool};
use crate::switch::{Switch, holds};
use crate::symptom::Watched;
use crate::system::{DriveBy, System};

/// What a scenario chooses besides drugs: where switches stand, and the enzymes a person was born with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Setting {
    /// Switches that do not stand where the evidence puts them.
    pub switches: Vec<(String, bool)>,
    /// Factors on the activity of enzymes; 1 where none is given.
    pub enzymes: Vec<(String, f64)>,
}

/// Why an engine cannot be put together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AssembleError {
    /// No such body system.
    #[error("no body system \"{0}\"; allowed: {1}")]
    System(String, String),
    /// No such drug.
    #[error("no drug \"{0}\"; allowed: {1}")]
    Drug(String, String),
    /// No such switch in the system or the drugs.
    #[error("no switch \"{0}\" here; allowed: {1}")]
    Switch(String, String),
    /// No such enzyme.
    #[error("no enzyme \"{0}\"; allowed: {1}")]
    Enzyme(String, String),
    /// Too many drugs and mechanisms in one body.
    #[error("{0} states in one body; allowed: {MAX_STATES}. Take fewer drugs")]
    TooLarge(usize),
}

fn names<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    let ids: Vec<&str> = ids.collect();
    if ids.is_empty() { "none".to_owned() } else { ids.join(", ") }
}

impl Library {
    /// The engine of a system and drugs, with what comes out of the drugs or along with them behind them.
    ///
    /// # Errors
    /// A name that this library does not know, or too large a body.
    pub fn assemble(&self, system: &str, drugs: &[&str], setting: &Setting) -> Result<Engine, AssembleError> {
        let unknown = || AssembleError::System(system.to_owned(), names(self.systems.iter().map(|s| s.id.as_str())));
        let system = self.system(system).ok_or_else(unknown)?;
        Engine::assemble(system, &self.gather(drugs)?, &self.enzymes, setting)
    }

    /// These drugs, and behind them what comes out of them or along with them.
    ///
    /// # Errors
    /// A name that this library does not know.
    pub fn gather(&self, drugs: &[&str]) -> Result<Vec<&Drug>, AssembleError> {
        let mut all: Vec<&Drug> = Vec::new();
        let mut waiting: Vec<&str> = drugs.to_vec();
        while !waiting.is_empty() {
            let mut next = Vec::new();
            for id in waiting {
                let unknown = || AssembleError::Drug(id.to_owned(), names(self.drugs.iter().map(|d| d.id.as_str())));
                let drug = self.drug(id).ok_or_else(unknown)?;
                if !all.iter().any(|d| d.id == drug.id) {
                    all.push(drug);
                    next.extend(drug.follow_ups());
                }
            }
            waiting = next;
        }
        Ok(all)
    }
}

impl Drug {
    /// What comes out of the drug or along with it.
    pub fn follow_ups(&self) -> impl Iterator<Item = &str> {
        let made = self.elimination.iter().filter_map(|way| way.makes.as_ref().map(|(id, _)| id.as_str()));
        made.chain(self.routes.iter().flat_map(|r| r.brings.iter().map(|(id, _)| id.as_str())))
    }
}

impl Engine {
    /// Assembles a system and drugs as the evidence has them. What a drug turns into is followed only if it is among
    /// `drugs`, and an enzyme that is not known stands still; [`Library::assemble`] sees to both.
    ///
    /// # Panics
    /// More than [`MAX_STATES`] states.
    #[must_use]
    pub fn new(system: &System, drugs: &[&Drug]) -> Self {
        Self::assemble(system, drugs, &[], &Setting::default()).expect("few drugs make a small body")
    }

    /// Assembles a system, drugs and enzymes in a setting.
    ///
    /// # Errors
    /// An unknown switch or enzyme in the setting, or too large a body.
    pub fn assemble(
        system: &System,
        drugs: &[&Drug],
        enzymes: &[Enzyme],
        setting: &Setting,
    ) -> Result<Self, AssembleError> {
        let switches = set_switches(system, drugs, setting)?;
        for (id, _) in &setting.enzymes {
            if !enzymes.iter().any(|e| e.id == *id) {
                return Err(AssembleError::Enzyme(id.clone(), names(enzymes.iter().map(|e| e.id.as_str()))));
            }
        }
        let actions = drugs.iter().enumerate().flat_map(|(drug, d)| d.actions.iter().map(move |a| (drug, a)));
        let actions: Vec<(usize, &Action)> =
            actions.filter(|(_, a)| a.system == system.id && holds(a.only.as_ref(), &switches)).collect();
        // A shared site goes by the number of the first who has it.
        let shared = |a: &Action| a.site.as_ref().and_then(|_| actions.iter().position(|(_, b)| b.site == a.site));
        let acting: Vec<Acting> = actions
            .iter()
            .map(|(drug, a)| {
                let joins = joined(system, &a.on);
                Acting { drug: *drug, action: (*a).clone(), joins, site: shared(a) }
            })
            .collect();
        let layout = lay_out(system, drugs, enzymes, &acting, &switches, setting);
        if layout.len > MAX_STATES {
            return Err(AssembleError::TooLarge(layout.len));
        }
        let (tone, naive_stimulus) = naive_tone(system);
        let (naive, synthesis_per_h) = system.cycle.naive(&tone);
        let mut engine = Self {
            naive_coupled: pool(&naive, Pool::Coupled).max(f64::MIN_POSITIVE),
            naive_effects: vec![0.0; system.effects.len()],
            naive_curves: Vec::new(),
            any_slow: acting.iter().any(|a| a.action.slow.is_some()),
            overlap: overlaps(system, drugs, &acting),
            followed: follow(system, drugs, &switches),
            asked: asked(system),
            program: Arc::default(),
            system: system.clone(),
            drugs: drugs.iter().map(|d| (*d).clone()).collect(),
            layout,
            naive,
            synthesis_per_h,
            tone,
            naive_stimulus,
            acting,
        };
        let body = engine.naive_body();
        let moment = engine.now(&body);
        engine.naive_effects =
            (0..system.effects.len()).map(|i| engine.gross(i, &body.y, &moment, &moment.on)).collect();
        engine.naive_curves = engine.find_naive_curves();
        let inlets = engine.drugs.iter().map(|d| d.routes.len()).sum();
        let input = Input { inflow_du_per_h: vec![0.0; inlets], usual_place: true };
        engine.program = Arc::new(Program::of(&Running { engine: &engine, input: &input }));
        Ok(engine)
    }
}

/// All switches of the system and the drugs, where the setting wants them.
fn set_switches(system: &System, drugs: &[&Drug], setting: &Setting) -> Result<Vec<Switch>, AssembleError> {
    let declared = system.switches.iter().chain(drugs.iter().flat_map(|d| &d.switches));
    let mut switches: Vec<Switch> = declared.cloned().collect();
    for (id, on) in &setting.switches {
        if !switches.iter().any(|s| s.id == *id) {
            return Err(AssembleError::Switch(id.clone(), names(switches.iter().map(|s| s.id.as_str()))));
        }
        for s in switches.iter_mut().filter(|s| s.id == *id) {
            s.default = *on;
        }
    }
    Ok(switches)
}

fn naive_tone(system: &System) -> (Drive, f64) {
    let ligands: Vec<crate::binding::Ligand> =
        system.tone.iter().map(|t| crate::binding::Ligand::tone(t, 1.0)).collect();
    let shares = crate::binding::share(&ligands, |_| 1.0, 1.0);
    (shares.drive(&ligands), shares.stimulus(&ligands))
}

/// Which effects a parallel signal joins: those named, or all.
fn joined(system: &System, on: &[String]) -> Vec<bool> {
    system.effects.iter().map(|e| on.is_empty() || on.contains(&e.id)).collect()
}

fn overlaps(system: &System, drugs: &[&Drug], acting: &[Acting]) -> Vec<Vec<Vec<f64>>> {
    let pair = |chi: f64, i: &Acting, j: &Acting| {
        let own = i.action.overlap.iter().find(|(id, _)| *id == drugs[j.drug].id);
        own.map_or(chi, |(_, chi)| *chi)
    };
    let channel = |chi: f64| acting.iter().map(|i| acting.iter().map(|j| pair(chi, i, j)).collect()).collect();
    system.channels.iter().map(|c| c.overlap.map_or_else(Vec::new, channel)).collect()
}

fn follow(system: &System, drugs: &[&Drug], switches: &[Switch]) -> FollowedBy {
    let effect = |id: &String| system.effects.iter().position(|e| e.id == *id);
    let channel = |id: &String| system.channels.iter().position(|c| c.id == *id);
    let level = |id: &String| {
        let i = drugs.iter().position(|d| d.id == *id)?;
        Some((i, drugs[i].action_at(&system.id).map_or(1.0, |a| a.kd)))
    };
    let find = |by: &DriveBy| {
        let found = match by {
            DriveBy::Occupancy => Some(Followed::Occupancy),
            DriveBy::Stimulus => Some(Followed::Stimulus),
            DriveBy::Bound => Some(Followed::Bound),
            DriveBy::Effect(id) => effect(id).map(Followed::Effect),
            DriveBy::Net(id) => effect(id).map(Followed::Net),
            DriveBy::Concentration(id) => level(id).map(|(i, kd)| Followed::Concentration(i, kd)),
            DriveBy::Plasma(id) => level(id).map(|(i, kd)| Followed::Plasma(i, kd)),
            DriveBy::Channel(id) => channel(id).map(Followed::Channel),
            DriveBy::Unmasked(id) => channel(id).map(Followed::Unmasked),
        };
        // A drug that is not aboard has no concentration; other names were checked with the file.
        found.unwrap_or(Followed::Nothing)
    };
    let chosen = |by: &DriveBy, only: Option<&crate::switch::Only>| {
        if holds(only, switches) { find(by) } else { Followed::Nothing }
    };
    FollowedBy {
        channels: system.channels.iter().map(|c| chosen(&c.drive, c.only.as_ref())).collect(),
        sensitization: system.sensitization.iter().map(|c| chosen(&c.drive, c.only.as_ref())).collect(),
        learning: system.learning.iter().map(|c| chosen(&c.drive, c.only.as_ref())).collect(),
        axis: system.axis.as_ref().map(|a| find(&a.drive)),
    }
}

/// Which effects the equations need: those that something listens to.
fn asked(system: &System) -> Vec<bool> {
    let mut heard: Vec<usize> = system
        .drives()
        .map(|(_, by)| by)
        .filter_map(|by| match by {
            DriveBy::Effect(id) | DriveBy::Net(id) => system.effects.iter().position(|e| e.id == *id),
            DriveBy::Occupancy
            | DriveBy::Stimulus
            | DriveBy::Bound
            | DriveBy::Concentration(_)
            | DriveBy::Plasma(_)
            | DriveBy::Channel(_)
            | DriveBy::Unmasked(_) => None,
        })
        .collect();
    heard.extend(system.symptoms.iter().map(|s| s.effect));
    heard.extend(system.habit.iter().map(|h| h.effect));
    heard.extend(system.hazards.iter().filter_map(|h| match h.of {
        Watched::Effect(i) => Some(i),
        Watched::Symptom(_) | Watched::Late(_) => None,
    }));
    (0..system.effects.len()).map(|i| heard.contains(&i)).collect()
}

const _: () = assert!(N_STATES == 9, "the layout names nine receptor states");
