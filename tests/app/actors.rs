//! What is drawn beside the receptors is what the model has: cAMP, cyclase, liver enzymes, the size of the cell; and what
//! the model does not have is not drawn.

use bevy::math::{Rect, Vec2};
use model::plan::{Act, Action, Plan};
use model::scene::{CellKind, Coupling, Protein, Scale};
use setpoint::game::{Game, Phase};
use setpoint::save::Settings;
use setpoint::sheet;
use setpoint::view::actors::{approach, trip};
use setpoint::view::amounts::EnzymeNow;
use setpoint::view::cell_plan::Outline;
use setpoint::view::glyph::{Glyphs, Layer};
use setpoint::view::kinds::{liver as liver_kind, molecule};
use setpoint::view::layout::Layout;
use setpoint::view::{SceneInput, SceneLabels, Zoom, cyclase, liver};
use sim::course::Course;
use sim::rewind;

use crate::images::can_draw;
use crate::library;

/// Number of glyphs of a kind, partly drawn ones by their opacity.
fn drawn(glyphs: &Glyphs, layer: Layer, kind: f32) -> f32 {
    glyphs.of(layer).iter().filter(|g| g.kind == kind).map(|g| g.alpha).sum()
}

#[test]
fn heroes_and_cyclases_share_the_edge_and_nobody_stands_in_anothers_place() {
    for width in [300.0, 640.0, 908.0, 1900.0] {
        let rect = Rect::from_corners(Vec2::ZERO, Vec2::new(width, 510.0));
        let layout = Layout { cyclase: true, ..Layout::new(rect) };
        let without = Layout::new(rect);
        assert_eq!(layout.heroes() + layout.cyclases(), without.heroes());
        let mut all: Vec<f32> = (0..layout.heroes()).map(|i| layout.hero_x(i)).collect();
        assert!(all.is_sorted(), "heroes stand from left to right");
        all.extend((0..layout.cyclases()).map(|k| layout.cyclase_x(k)));
        all.sort_by(f32::total_cmp);
        let pitch = layout.width / all.len() as f32;
        assert!(all.windows(2).all(|w| w[1] - w[0] > pitch * 0.99), "{all:?}");
    }
}

#[test]
fn only_systems_with_gs_or_gi_have_a_cyclase_and_only_a_system_with_camp_names_it() {
    for system in &library().systems {
        let coupling = system.scene.cyclase.as_ref().map(|c| (c.coupling, c.camp.as_str()));
        let expected = match system.id.as_str() {
            "mu_opioid" => Some((Coupling::Inhibits, "camp")),
            "alpha2_pressure" | "reward" => Some((Coupling::Inhibits, "")),
            "beta1_heart" | "beta2_airway" => Some((Coupling::Stimulates, "")),
            _ => None,
        };
        assert_eq!(coupling, expected, "{}", system.id);
        assert!(coupling.is_none() || system.scene.protein == Protein::SevenHelices);
    }
}

#[test]
fn as_much_camp_is_drawn_as_the_model_has_before_under_and_after_months_of_morphine() {
    if !can_draw() {
        return;
    }
    let library = library();
    let mut stage =
        sheet::open(&library, "mu_opioid", 500, &Settings::default(), sheet::STAGE).expect("it can be drawn");
    let mut seen = Vec::new();
    let mut game = Game::sandbox("mu_opioid", &[], &library, 1, Some(500)).expect("a system has a sandbox");
    let (mut setup, speed) = game.setup(&library).expect("the sandbox can be set up");
    let doses =
        (0..60).map(|k| Action { at_h: 1.0 + 6.0 * f64::from(k), act: Act::Give { drug: 0, route: 0, du: 6.0 } });
    setup.duration_h = setup.duration_h.max(600.0);
    setup.script = Plan::from_actions(doses.collect());
    rewind::start(stage.world(), setup, speed);
    game.phase = Phase::Run;
    stage.world().insert_resource(game);
    for hour in [0.5, 2.0, 354.0, 390.0] {
        rewind::to_hour(stage.world(), hour);
        sheet::scene_at(&mut stage, Zoom::at(Scale::Membrane)).expect("it can be drawn");
        let world = stage.world();
        let course = world.resource::<Course>();
        let (engine, body) = (&course.run.engine, &course.run.body);
        let at = engine.system.effects.iter().position(|e| e.id == "camp").expect("the system has cAMP");
        let moment = engine.now(body);
        let model = engine.system.effects[at].shown.reading(moment.net[at]) / 100.0;
        let input = world.resource::<SceneInput>();
        assert!((f64::from(input.amounts.camp.expect("it is known")) - model).abs() < 1e-5);
        assert!((f64::from(input.amounts.cyclase) - engine.capacity(at, &moment)).abs() < 1e-5);
        let clouds = Layout { cyclase: true, ..Layout::new(input.rect) }.cyclases() as f32;
        let particles = drawn(world.resource::<Glyphs>(), Layer::Molecule, molecule::CAMP);
        assert!((particles - clouds * cyclase::NORMAL * model as f32).abs() < 0.05, "{particles} at {hour} h, {model}");
        let said = format!("cAMP {:.0} % of normal", model * 100.0);
        assert!(world.resource::<SceneLabels>().0.iter().any(|l| l.text == said), "{said} at {hour} h");
        seen.push((model, input.amounts.cyclase));
    }
    let [naive, first, _, after] = seen[..] else { panic!("four moments") };
    assert!((naive.0 - 1.0).abs() < 0.02 && (naive.1 - 1.0).abs() < 0.02, "{naive:?}");
    assert!(first.0 < 0.7, "the first dose holds cAMP down: {first:?}");
    assert!(after.0 > 1.2 && after.1 > 1.15, "after weeks it overshoots, and the cyclase has grown: {after:?}");
}

#[test]
fn as_many_enzymes_sit_on_the_er_as_the_model_has() {
    for amount in [0.3, 1.0, 1.8, 4.0] {
        let mut input = SceneInput::default();
        input.amounts.enzymes = vec![EnzymeNow { name: "CYP3A4".to_owned(), amount }];
        let mut glyphs = Glyphs::default();
        liver::draw(&mut glyphs, &input, 1.0, 3.0);
        let n = drawn(&glyphs, Layer::Liver, liver_kind::ENZYME);
        assert!((n - liver::NORMAL * amount).abs() < 0.01, "{n} at {amount}");
        let mut labels = Vec::new();
        liver::labels(&mut labels, &input, &Layout::new(Rect::from_corners(Vec2::ZERO, Vec2::new(908.0, 510.0))));
        assert!(labels.iter().any(|l| l.text == format!("CYP3A4 {:.0} % of naive", amount * 100.0)));
    }
}

#[test]
fn without_a_changing_enzyme_there_is_no_liver_cell() {
    let mut glyphs = Glyphs::default();
    liver::draw(&mut glyphs, &SceneInput::default(), 1.0, 3.0);
    assert!(glyphs.of(Layer::Liver).is_empty());
}

#[test]
fn a_cell_that_has_grown_is_larger_and_still_in_the_picture() {
    let small = Outline::new(CellKind::Parietal, 1139.0);
    let large = small.grown(1.5);
    let volume = large.axes.x / small.axes.x;
    assert!((volume.powi(3) - 1.5).abs() < 0.01, "{volume}");
    for times in [1.0, 1.5, 30.0] {
        let grown = small.grown(times);
        for k in 0..64 {
            let at = grown.at(k as f32 * 0.1, 1.0);
            assert!((2.0..=638.0).contains(&at.y) && (2.0..=1137.0).contains(&at.x), "{times}: {at}");
        }
    }
}

#[test]
fn what_comes_wanders_and_arrives() {
    for id in 0..40 {
        assert_eq!(approach(id, 7.3, 0.0, 60.0), Vec2::ZERO, "it has arrived");
        let places: Vec<Vec2> =
            (0..=20).map(|k| approach(id, 5.0 + f64::from(k) * 0.05, 1.0 - k as f32 / 20.0, 60.0)).collect();
        // a straight flight is as long as the distance; kicks make the way longer
        let way: f32 = places.windows(2).map(|w| w[0].distance(w[1])).sum();
        assert!(way > 1.15 * places[0].length(), "{id}: {way} for {}", places[0].length());
    }
    let input = SceneInput { reduced_motion: true, ..SceneInput::default() };
    assert!((0..40).all(|i| trip(i, &input, 4.4) == 0.0), "with reduced motion nothing travels");
}
