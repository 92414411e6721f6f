//! Deeds: what they put into the body.

use model::assemble::Setting;
use model::content::Library;
use model::drug::Entry;
use sim::course::{Course, Deed};
use sim::testing::{headless_app, start, tick};

use crate::setup_of;

#[test]
fn a_patch_is_worn_by_the_route_that_is_a_patch() {
    let library = Library::embedded().expect("the shipped files are sound");
    let engine = library.assemble("mu_opioid", &["fentanyl"], &Setting::default()).expect("it is shipped");
    let patch = engine.drugs[0].routes.iter().position(|r| matches!(r.entry, Entry::Patch { .. })).expect("it has one");
    assert_ne!(patch, 0, "another route comes first");
    let (mut setup, _) = setup_of("1.1", false, 100, 1);
    setup.engine = engine;
    setup.script = model::plan::Plan::default();
    let mut app = headless_app();
    start(&mut app, setup, 1.0);
    let wear = Deed::WearPatch { drug: 0, on_h: 0.0, off_h: 12.0, du: 1.0 };
    app.world_mut().resource_mut::<Course>().log.push((1, wear));
    tick(&mut app, 4);
    let course = app.world().resource::<Course>();
    let inflow = &course.run.body.input.inflow_du_per_h;
    assert!(inflow[patch] > 0.0, "{inflow:?}");
    assert!(inflow.iter().enumerate().all(|(i, rate)| i == patch || *rate == 0.0), "{inflow:?}");
    assert!(course.trouble.is_none());
}
