//! What several modules share: the shipped library, synthetic drugs and systems, oracle tables, comparisons.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use model::content::Library;
use model::drug::{Action, Drug, Elimination, Entry, Path as Way, Role, Route};
use model::engine::{Body, Engine};
use model::plan::{self, Act, Plan};
use model::receptor::Cycle;
use model::run::{Run, play};
use model::system::{Channel, DriveBy, Effect, Output, Shown, System, Target, Tone, Transduction};
use model::trace::Trace;

static LIBRARY: LazyLock<Library> = LazyLock::new(|| match Library::embedded() {
    Ok(library) => library,
    Err(problems) => {
        let text: Vec<_> = problems.iter().map(ToString::to_string).collect();
        panic!("the built-in content has problems:\n{}", text.join("\n"))
    }
});

/// The shipped content.
pub fn library() -> &'static Library {
    &LIBRARY
}

pub fn system(id: &str) -> &'static System {
    library().system(id).unwrap_or_else(|| panic!("no system {id}"))
}

pub fn drug(id: &str) -> &'static Drug {
    library().drug(id).unwrap_or_else(|| panic!("no drug {id}"))
}

/// The repository's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the checkout has a root")
}

/// The rows of an oracle table, as numbers; words count as NaN.
pub fn oracle(name: &str) -> Vec<Vec<f64>> {
    let path = root().join("tests/golden/oracles").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let rows: Vec<Vec<f64>> =
        text.lines().skip(1).map(|l| l.split(',').map(|x| x.trim().parse().unwrap_or(f64::NAN)).collect()).collect();
    assert!(rows.len() > 1, "{name} has rows");
    rows
}

/// Fails unless `|a - b| <= tolerance`.
#[track_caller]
pub fn close(a: f64, b: f64, tolerance: f64, what: &str) {
    assert!((a - b).abs() <= tolerance, "{what}: {a} against {b}, off by {:e}, allowed {tolerance:e}", (a - b).abs());
}

/// Fails unless `a` lies within `tolerance` of `b`, relative to `b`.
#[track_caller]
pub fn close_rel(a: f64, b: f64, tolerance: f64, what: &str) {
    close(a, b, tolerance * b.abs(), what);
}

/// The beta-2 adrenoceptor as the oracle tables have it: 0.594 /min (70 s), 0.0893 /min, 0.5 /d unrounded; born at the
/// surface. The system file writes three digits of each.
pub fn cycle_b2ar() -> Cycle {
    published([35.64, 2.34, 27.0, 5.358, 0.10, 0.5 / 24.0])
}

/// The mu receptor as the oracle tables have it, with the turnover as a half-life of 48 h; born at the surface.
pub fn cycle_mor() -> Cycle {
    published([18.0, 4.8, 3.6, 1.2, 0.048, core::f64::consts::LN_2 / 48.0])
}

fn published(rates: [f64; 6]) -> Cycle {
    let [phosphorylation, dephosphorylation, internalization, recycling, lysosomal, turnover] = rates;
    Cycle {
        phosphorylation,
        dephosphorylation,
        internalization,
        recycling,
        lysosomal,
        turnover,
        binding: 1800.0,
        arrestin: 30.0,
        scission: 60.0,
        sorting: 6.0,
        maturation: None,
    }
}

/// A full agonist at `system` with Kd 1 that drives silencing and internalisation fully.
pub fn full_agonist(system: &str) -> Action {
    Action {
        system: system.to_owned(),
        role: Role::Agonist,
        kd: 1.0,
        efficacy: 1.0,
        phosphorylation: 1.0,
        internalization: 1.0,
        slow: None,
        site: None,
        releases: false,
        on: Vec::new(),
        overlap: Vec::new(),
        only: None,
    }
}

/// An action that occupies and signals and leaves the receptor's life alone.
pub fn mere_agonist(system: &str) -> Action {
    Action { phosphorylation: 0.0, internalization: 0.0, ..full_agonist(system) }
}

/// One way out: first order, by no enzyme, into nothing.
pub fn linear(cl: f64) -> Way {
    Way { by: Elimination::Linear { cl }, enzyme: None, makes: None }
}

/// Absorption by mouth, nothing special about it.
pub fn absorbed(ka_per_h: f64, f: f64) -> Entry {
    Entry::Absorbed { ka_per_h, f, transit_per_h: None, first_pass: None }
}

/// A patch or pump without a depot in the skin.
pub fn pump(per_h: f64) -> Entry {
    Entry::Patch { per_h, skin_per_h: None }
}

/// A way in that brings nothing else, 1 DU holding one dose unit.
pub fn route(id: &str, entry: Entry) -> Route {
    Route { id: id.to_owned(), entry, strength: 1.0, brings: Vec::new() }
}

/// One litre, no clearance, one unit is one unit of concentration: a drug to be varied.
pub fn plain_drug(id: &str, entry: Entry, actions: Vec<Action>) -> Drug {
    Drug {
        id: id.to_owned(),
        name: id.to_owned(),
        summary: String::new(),
        disputed: String::new(),
        dose_unit: 1.0,
        routes: vec![route("way", entry)],
        volume_l: 1.0,
        elimination: vec![linear(0.0)],
        peripheral: Vec::new(),
        ke0_per_h: None,
        enzymes: Vec::new(),
        actions,
        switches: Vec::new(),
    }
}

/// What plans are written for: a pill that can be injected too, a plaster, and a fluid in a dish.
pub static DRUGS: LazyLock<[Drug; 3]> = LazyLock::new(|| {
    let named = |name: &str, routes: Vec<Route>| Drug {
        name: name.to_owned(),
        routes,
        ..plain_drug(&name.to_lowercase(), Entry::Bolus, Vec::new())
    };
    [
        named("Pill", vec![route("injection", Entry::Bolus), route("oral", absorbed(1.5, 0.3))]),
        named("Plaster", vec![route("patch", pump(24.0))]),
        named("Fluid", vec![route("bath", Entry::Bath)]),
    ]
});

/// A drug in the bath of a dish: `du` is its concentration over Kd.
pub fn bath(action: Action) -> Drug {
    plain_drug("ligand", Entry::Bath, vec![action])
}

pub fn effect(id: &str, transduction: Transduction) -> Effect {
    Effect {
        id: id.to_owned(),
        name: id.to_owned(),
        transduction,
        output: Output::Raises,
        gated: false,
        shift: Vec::new(),
        loss: Vec::new(),
        opponent: Vec::new(),
        boost: Vec::new(),
        growth: Vec::new(),
        shown: Shown { unit: "1".to_owned(), set_point: 0.0, span: 1.0, lowest: -1e9, highest: 1e9 },
    }
}

/// A channel called `a` for all drugs together.
pub fn channel(drive: DriveBy, on_h: f64, off_h: f64, stages: u8) -> Channel {
    Channel {
        id: "a".to_owned(),
        name: "a".to_owned(),
        drive,
        on_h,
        off_h,
        stages,
        power: 1.0,
        overlap: None,
        only: None,
    }
}

/// An endogenous ligand that signals and leaves the receptor's life alone.
pub fn tone(q: f64) -> Tone {
    let name = "tone".to_owned();
    Tone { name, q, efficacy: 1.0, phosphorylation: 0.0, internalization: 0.0, shifted: true }
}

/// A system called `dish` of these receptors with one effect `response`.
pub fn dish(cycle: Cycle, transduction: Transduction) -> System {
    System {
        id: "dish".to_owned(),
        name: "dish".to_owned(),
        receptor: "synthetic".to_owned(),
        summary: String::new(),
        disputed: String::new(),
        target: Target::Gpcr,
        cycle,
        tone: None,
        axis: None,
        channels: Vec::new(),
        sensitization: Vec::new(),
        learning: Vec::new(),
        store: None,
        effects: vec![effect("response", transduction)],
        symptoms: Vec::new(),
        hazards: Vec::new(),
        habit: None,
        switches: Vec::new(),
        scene: model::scene::Scene::default(),
    }
}

/// A dose by the first route.
pub fn give(drug: usize, du: f64) -> Act {
    Act::Give { drug, route: 0, du }
}

/// A plan of acts at hours.
pub fn plan(acts: &[(f64, Act)]) -> Plan {
    Plan::from_actions(acts.iter().map(|(at_h, act)| plan::Action { at_h: *at_h, act: *act }).collect())
}

/// Plays acts by the equations alone.
pub fn played(engine: Engine, acts: &[(f64, Act)], until_h: f64, grid_h: f64) -> Run {
    play(engine, &plan(acts), until_h, grid_h).expect("the solver copes")
}

/// Takes a body on, across no act.
pub fn advance(engine: &Engine, body: &mut Body, to_h: f64) {
    engine.advance(body, to_h, &[], |_, _| {}).expect("the solver copes");
}

/// Value of a series at a time.
pub fn at(trace: &Trace, series: &str, time_h: f64) -> f64 {
    trace.at(series, time_h).unwrap_or_else(|| panic!("no series {series}"))
}

/// Least and greatest value of a series.
pub fn ends(trace: &Trace, series: &str) -> (f64, f64) {
    let y = trace.series(series).unwrap_or_else(|| panic!("no series {series}"));
    (y.iter().copied().fold(f64::INFINITY, f64::min), y.iter().copied().fold(f64::NEG_INFINITY, f64::max))
}
