//! From the simulation to the scene: the only place where the run's part of [`SceneInput`] is filled. Not here: what
//! settings say of the scene (`screens::intake`), and films (`reel::direct`).

use model::drug::Role;
use model::engine::Engine;
use model::enzyme::{Influence, Pool};
use model::moment::Moment;
use model::system::Target;
use sim::census::Census;
use sim::course::Course;

use crate::view::amounts::{Amounts, EnzymeNow};
use crate::view::person::{Felt, SignNow};
use crate::view::{SceneInput, TargetKind};

/// Level of a sign at which it is felt in full.
const FULL: f64 = 0.5;

/// The signs of withdrawal that are felt, by their names in the system's file.
fn felt(engine: &Engine, y: &[f64]) -> Felt {
    let mut felt = Felt::default();
    for (symptom, at) in engine.system.symptoms.iter().zip(&engine.layout.symptoms) {
        let level = (y[*at].max(y[*at + 1]) / FULL).clamp(0.0, 1.0) as f32;
        let named = |words: &[&str]| symptom.signs.iter().any(|s| words.iter().any(|w| s.contains(w)));
        let raise = |felt: &mut f32, named: bool| *felt = if named { felt.max(level) } else { *felt };
        raise(&mut felt.withdrawal, true);
        raise(&mut felt.tremor, named(&["trembling", "tremor", "restless"]));
        raise(&mut felt.sweat, named(&["sweat"]));
        raise(&mut felt.gooseflesh, named(&["gooseflesh"]));
        raise(&mut felt.racing, named(&["racing heart", "fast heart"]));
    }
    felt
}

/// Amounts that are drawn beside the receptors; what the system's scene does not name stays as in a naive body.
fn amounts(engine: &Engine, y: &[f64], moment: &Moment) -> Amounts {
    let (system, scene) = (&engine.system, &engine.system.scene);
    let effect = |id: &str| system.effects.iter().position(|e| e.id == id);
    let capacity = |i: Option<usize>| i.map_or(1.0, |i| engine.capacity(i, moment)) as f32;
    let camp = scene.cyclase.as_ref().and_then(|c| effect(&c.camp));
    let changes = |pool: &&Pool| pool.influences.iter().any(|(_, does)| !matches!(does, Influence::Inhibits { .. }));
    Amounts {
        camp: camp.map(|i| (system.effects[i].shown.reading(moment.net[i]) / system.effects[i].shown.set_point) as f32),
        cyclase: capacity(camp),
        grown: capacity(effect(&scene.grows)),
        enzymes: engine
            .layout
            .enzymes
            .iter()
            .filter(changes)
            .map(|pool| EnzymeNow { name: pool.enzyme.name.clone(), amount: y[pool.at] as f32 })
            .collect(),
    }
}

/// Copies what the scene draws of a run.
pub fn copy(course: &Course, census: &Census, input: &mut SceneInput) {
    input.visible = true;
    input.seed = course.setup.seed;
    if input.generation != census.generation || input.true_states.len() != census.by_slot.len() {
        input.generation = census.generation;
        input.true_states.clone_from(&census.by_slot);
        input.mean_dwell_s = census.mean_dwell_s() as f32;
    }
    let engine = &course.run.engine;
    let y = &course.run.body.y;
    input.target = match engine.system.target {
        // What sits in the membrane is drawn as a receptor, what lies inside as an enzyme.
        Target::Gpcr | Target::IonChannel | Target::Transporter | Target::Pump => TargetKind::Receptor,
        Target::Enzyme | Target::Nuclear => TargetKind::Enzyme,
    };
    let (mut drug, mut blocker) = (0.0_f64, 0.0_f64);
    for (d, at) in engine.drugs.iter().zip(&engine.layout.drugs) {
        let Some(action) = d.action_at(&engine.system.id) else { continue };
        let q = at.at_receptor(d, y) / action.kd;
        // As many molecules in the water as receptors are taken: half at Kd.
        let seen = q / (1.0 + q);
        match action.role {
            Role::Agonist | Role::Modulator | Role::Indirect | Role::Parallel => drug = drug.max(seen),
            Role::Antagonist | Role::InverseAgonist | Role::Blocker => blocker = blocker.max(seen),
        }
    }
    input.drug_free = drug as f32;
    input.antagonist_free = blocker as f32;
    let body = &course.run.body;
    let moment = engine.now(body);
    input.amounts = amounts(engine, y, &moment);
    let net = moment.net;
    input.effect = net.first().copied().unwrap_or(0.0) as f32;
    if input.scene != engine.system.scene {
        input.scene = engine.system.scene.clone();
    }
    input.signs.clear();
    for sign in &engine.system.scene.signs {
        let found = engine.system.effects.iter().position(|e| e.id == sign.effect);
        if let Some((effect, net)) = found.and_then(|i| Some((&engine.system.effects[i], net.get(i)?))) {
            input.signs.push(SignNow {
                shows: sign.shows,
                reading: effect.shown.reading(*net) as f32,
                set_point: effect.shown.set_point as f32,
                unit: effect.shown.unit.clone(),
            });
        }
    }
    input.felt = felt(engine, y);
    let lost = if engine.system.effects.is_empty() { 1.0 } else { engine.gain(0, body) };
    input.store = engine.layout.store.map_or(lost, |at| y[at]) as f32;
}
