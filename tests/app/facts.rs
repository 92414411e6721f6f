//! Every number that is shown says what it is when it is pointed at: unit, meaning, label, source; and what is disputed.

use bevy_egui::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use model::content::Library;
use model::receptor::{ReceptorState, STATES};
use setpoint::game::Game;
use setpoint::ui::charts::View;
use setpoint::ui::dose_response::{Curves, response_ui};
use setpoint::ui::facts::{Book, METERS};
use setpoint::ui::provenance::{Basis, Fact};
use setpoint::ui::style::ink;
use setpoint::ui::{causes, compare, controls, pills, roster};
use setpoint::view::{Anchor, Label, Theme};
use sim::census::Census;
use sim::course::Course;

use crate::{dressed, library};

/// A sandbox with some drugs, a while after a dose of the first.
fn played(library: &Library, system: &str, drugs: &[&str]) -> (Game, Course, Census) {
    let drugs: Vec<String> = drugs.iter().map(|d| (*d).to_owned()).collect();
    let game = Game::sandbox(system, &drugs, library, 1, Some(200)).expect("it is there");
    let (setup, speed) = game.setup(library).expect("checked");
    let mut app = sim::testing::headless_app();
    sim::testing::start(&mut app, setup, speed);
    sim::testing::tick(&mut app, 60);
    let world = app.world_mut();
    (game, world.remove_resource::<Course>().expect("begun"), world.remove_resource::<Census>().expect("counted"))
}

/// A panel in a window of its own.
fn shown<'a>(panel: impl Fn(&mut egui::Ui) + 'a) -> Harness<'a> {
    let mut ready = false;
    let mut harness = Harness::builder().with_size(egui::vec2(640.0, 760.0)).build_ui(move |ui| {
        if !dressed(ui, &mut ready) {
            ui.ctx().all_styles_mut(|s| s.interaction.tooltip_delay = 0.0);
            return;
        }
        panel(ui);
    });
    harness.run();
    harness
}

/// What is said where the pointer is on `label`, in one text.
fn told(panel: &mut Harness, label: &str) -> String {
    panel.get_all_by_label(label).next().unwrap_or_else(|| panic!("no {label}")).hover();
    panel.run_steps(4);
    let mut out = String::new();
    for node in panel.query_all_by_label_contains("") {
        let node = node.accesskit_node();
        out.push_str(&node.label().or_else(|| node.value()).unwrap_or_default());
        out.push('\n');
    }
    out
}

/// Unit, how it came about, and (where it rests on numbers) a label.
fn assert_told(panel: &mut Harness, label: &str, unit: &str, more: &[&str]) {
    let text = told(panel, label);
    assert!(text.contains(&format!("Unit: {unit}")), "{label}: {text}");
    for word in more {
        assert!(text.contains(word), "{label} says nothing of {word}: {text}");
    }
}

#[test]
fn counts_plots_meters_and_curves_say_what_they_are() {
    let library = library();
    let (game, course, census) = played(&library, "mu_opioid", &["morphine"]);
    let c = ink(Theme::Dark);
    let book = Book::of(&library.ledger, &course);
    let view = View {
        trace: course.record(),
        ghost: None,
        ghost_name: "",
        done: course.done(),
        from_h: 0.0,
        duration_h: 2.0,
        now_h: course.t_h(),
        height: 70.0,
        marks: 4,
        ink: c,
        book,
        bounds: &[],
        over: false,
    };
    let mut panel = shown(|ui| {
        roster::roster_ui(ui, c, Theme::Dark, &census, book, None);
    });
    let alive = format!("Receptors: {} alive", census.alive());
    assert_told(&mut panel, &alive, "receptors", &["Counted, one by one.", "turnover", "FIT"]);
    assert_told(&mut panel, "resting", "receptors", &["Counted", "turnover", "FIT"]);
    let drugs = [("morphine".to_owned(), "Morphine".to_owned())];
    let mut panel = shown(|ui| {
        view.level_ui(ui, &drugs);
        view.effect_ui(ui, 0);
        causes::occupancy_ui(ui, &view, "Receptors");
        causes::states_ui(ui, &view, Theme::Dark, None);
    });
    assert_told(
        &mut panel,
        "Morphine",
        "multiples of Kd",
        &["Computed by the engine", "kd: 53 ng/mL", "half-life", "FIT"],
    );
    let effect = &course.run.engine.system.effects[0];
    assert_told(
        &mut panel,
        &effect.name,
        &effect.shown.unit,
        &["set point", "tau", "ASSUMPTION", "Disputed: Opioids raise"],
    );
    assert_told(&mut panel, "Taken", "% of listening receptors", &["kd: 53 ng/mL"]);
    assert_told(
        &mut panel,
        "Where receptors are",
        "% of the naive number",
        &["resting, active, phosphorylated", "1/h"],
    );
    let mut panel = shown(|ui| {
        causes::pushback_ui(ui, &view, 0, course.run.engine.pushback(0, &course.run.body));
        causes::meters_ui(ui, &view);
        let q = vec![0.1, 1.0, 10.0];
        let (naive, now) = course.run.engine.curves(0, &course.run.body, &q);
        let curves = Curves { q, naive, now, other: None, ec50_fold: 1.5, emax_share: 0.9 };
        response_ui(ui, c, 70.0, &curves, book, 0);
    });
    assert_told(&mut panel, "Push and push back", &effect.shown.unit, &["never met it"]);
    for (_, name, what) in METERS {
        assert_told(
            &mut panel,
            &format!("{name} meter"),
            "%, from none to all",
            &[what, "A measure of our own: assumed shape (STRUCT)"],
        );
    }
    assert_told(&mut panel, "EC50 x1.50", "times the naive EC50", &["Morphine", "tau"]);
    assert_told(&mut panel, "Emax -10 %", "% more or less than the naive Emax", &["tau"]);
    assert_eq!(game.drugs.len(), 1);
}

#[test]
fn a_pump_is_blocked_and_a_channel_opens() {
    let library = library();
    let c = ink(Theme::Dark);
    for (system, drug, words, never) in [
        ("parietal_cell", "omeprazole", ["idle", "pumping", "blocked", "new"], "phosphorylated"),
        ("gaba_nmda", "diazepam", ["closed", "open", "silenced", "new"], "arrestin"),
    ] {
        let (_, course, census) = played(&library, system, &[drug]);
        let book = Book::of(&library.ledger, &course);
        let panel = shown(|ui| {
            roster::roster_ui(ui, c, Theme::Dark, &census, book, None);
        });
        for word in words {
            assert!(panel.query_all_by_label(word).next().is_some(), "{system}: no {word}");
        }
        assert!(panel.query_all_by_label(never).next().is_none(), "{system}: {never}");
    }
}

#[test]
fn doses_say_what_a_unit_means_and_never_an_amount() {
    let library = library();
    let (game, course, _) = played(&library, "mu_opioid", &["morphine", "mitragynine"]);
    let c = ink(Theme::Dark);
    let hours = std::cell::RefCell::new(vec![(8.0, 20.0); game.controls.len()]);
    let book = Book::of(&library.ledger, &course);
    let mut panel = shown(|ui| {
        controls::controls_ui(ui, c, &game, book, &mut hours.borrow_mut(), None, true);
    });
    let text = told(&mut panel, "Morphine, oral");
    for word in
        ["Unit: DU", "30 % of it arrive (bioavailability)", "half-life", "first-pass loss", "ASSUMPTION", "1 DU"]
    {
        assert!(text.contains(word), "{word}: {text}");
    }
    assert!(!text.contains(" mg\n"), "a dose is no amount: {text}");
    // by keyboard alone: a button that has the focus says the same
    panel.get_all_by_label("4 DU").next().expect("a dose").focus();
    panel.run_steps(4);
    assert!(panel.query_by_label_contains("Key 3").is_some());
    let text = told(&mut panel, "Kratom (mitragynine), red leaf");
    assert!(text.contains("Disputed: Kratom speeds up its own removal") && text.contains("Evidence:"), "{text}");
    let marks = panel.query_all_by_label("Disputed").count();
    assert_eq!(marks, game.drugs[1].routes.len(), "a mark for every way of the disputed drug and of no other");
}

#[test]
fn two_runs_and_signs_of_the_person_say_what_they_are() {
    let library = library();
    let game = Game::sandbox("mu_opioid", &["morphine".to_owned()], &library, 1, Some(200)).expect("it is there");
    let (setup, speed) = game.setup(&library).expect("checked");
    let mut app = sim::testing::headless_app();
    sim::testing::start(&mut app, setup, speed);
    sim::testing::tick(&mut app, 40);
    sim::rewind::to_tick(app.world_mut(), 20);
    sim::fork::fork(app.world_mut());
    sim::testing::tick(&mut app, 20);
    let course = app.world_mut().remove_resource::<Course>().expect("begun");
    let c = ink(Theme::Dark);
    let book = Book::of(&library.ledger, &course);
    let mut panel = shown(|ui| {
        compare::compare_ui(ui, c, &game, &course, &library.ledger);
    });
    let effect = &course.run.engine.system.effects[0];
    assert_told(&mut panel, &effect.name, &effect.shown.unit, &["set point"]);
    assert_told(&mut panel, "0", "multiples of Kd", &["This run", "other run"]);
    let effect = course.run.engine.system.effects.iter().find(|e| e.id == "breathing").expect("it breathes");
    let words = format!("breathing {:.0} {}", effect.shown.set_point, effect.shown.unit);
    let at = bevy::math::Vec2::new(300.0, 300.0);
    let labels = [Label { text: words.clone().into(), at, anchor: Anchor::Left, from: None }];
    let mut panel = shown(|ui| pills::labels_ui(ui, c, &labels, book, ui.max_rect(), (1.0, &[])));
    assert_told(&mut panel, &words, &effect.shown.unit, &["Breathing depression", "tau"]);
}

/// A fact is whole: a name, a unit, words, and numbers wherever it was computed.
fn assert_whole(fact: &Fact, library: &Library, whose: &str) {
    let words = [&fact.name, &fact.unit, &fact.what];
    assert!(words.iter().all(|w| !w.trim().is_empty()), "{whose}: {fact:?}");
    if fact.basis == Basis::Computed {
        assert!(!fact.numbers(&library.ledger).is_empty(), "{whose}: {} rests on nothing", fact.name);
    }
}

#[test]
fn every_number_of_every_system_and_drug_has_its_facts() {
    let library = library();
    for system in &library.systems {
        for drug in library.drugs_for(&system.id) {
            let game =
                Game::sandbox(&system.id, std::slice::from_ref(&drug.id), &library, 1, Some(100)).expect("there");
            let course = Course::new(game.setup(&library).expect("checked").0);
            let book = Book::of(&library.ledger, &course);
            let whose = format!("{}, {}", system.id, drug.id);
            let states = STATES.map(|s| book.count(s));
            let effects =
                (0..system.effects.len()).flat_map(|i| [book.effect(i), book.ec50(i), book.emax(i), book.curve(i)]);
            let doses = (0..drug.routes.len()).map(|r| book.dose(0, r));
            let signs = (0..system.symptoms.len()).map(|k| book.symptom(k));
            let meters = (0..METERS.len()).map(|k| book.meter(k));
            let all = effects.chain(doses).chain(signs).chain(meters).chain([book.level(0)]);
            let all = all.map(|fact| fact.expect("it is shown")).chain(states).chain([book.occupancy(), book.bands()]);
            for fact in all.chain([book.alive()]) {
                assert_whole(&fact, &library, &whose);
            }
            assert_eq!(book.system_disputes().is_empty(), system.disputed.is_empty() && system.switches.is_empty());
        }
    }
    assert_eq!(STATES[0], ReceptorState::Resting);
}

#[test]
fn every_switch_of_the_content_is_a_mark_somewhere() {
    let library = library();
    for drug in &library.drugs {
        let system = drug.actions.first().map(|a| a.system.clone());
        for switch in &drug.switches {
            let system = system.as_deref().expect("it acts somewhere");
            let game = Game::sandbox(system, std::slice::from_ref(&drug.id), &library, 1, Some(100)).expect("there");
            let course = Course::new(game.setup(&library).expect("checked").0);
            let marks = Book::of(&library.ledger, &course).drug_disputes(&course.run.engine.drugs[0]);
            assert!(marks.iter().any(|d| d.about == switch.name), "{}: {marks:?}", switch.id);
        }
    }
}
