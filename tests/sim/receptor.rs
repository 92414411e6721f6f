//! Receptors as entities.

use model::ensemble::Ensemble;
use model::receptor::N_STATES;
use model::run::Run;
use sim::census::{Census, EMPTY};
use sim::course::Course;
use sim::receptor::{Receptor, Stage};
use sim::testing::{headless_app, start, tick};

use crate::setup_of;

#[test]
fn entities_agree_with_the_plain_ensemble_receptor_by_receptor() {
    let (setup, speed) = setup_of("1.1", true, 500, 7);
    let mut app = headless_app();
    start(&mut app, setup.clone(), speed);
    let mut run = Run::new(setup.engine.clone(), setup.grid_h).with_rows_after_acts();
    run.queue(&setup.script.actions);
    let mut ensemble = Ensemble::new(&setup.engine.naive, setup.receptors, setup.seed);
    for t in 0..600 {
        tick(&mut app, 1);
        let to_h = (run.body.t_h + speed / 30.0).min(setup.duration_h);
        let throws = run.advance_with_receptors(to_h).expect("solvable").throws(setup.receptors);
        ensemble.step(&throws, t);
        run.engine.adopt_census(&mut run.body, &ensemble.census(), setup.receptors);
    }
    assert_eq!(app.world().resource::<Census>().counts, ensemble.census());
    let mut entities: Vec<(u64, u8)> =
        app.world_mut().query::<(&Receptor, &Stage)>().iter(app.world()).map(|(r, s)| (r.serial, s.0 as u8)).collect();
    entities.sort_unstable();
    let plain: Vec<(u64, u8)> = ensemble.serials.iter().zip(&ensemble.states).map(|(n, s)| (*n, *s as u8)).collect();
    assert_eq!(entities, plain);
    assert_eq!(app.world().resource::<Course>().run.trace.fingerprint(), run.trace.fingerprint());
}

#[test]
fn receptors_are_conserved_and_every_slot_tells_the_truth() {
    let (mut setup, _) = setup_of("0.2", true, 2000, 3);
    setup.duration_h = 24.0 * 3650.0;
    let mut app = headless_app();
    // A week a second: births and deaths in every tick.
    start(&mut app, setup, 168.0);
    for _ in 0..200 {
        tick(&mut app, 1);
        let entities: Vec<(Receptor, Stage)> =
            app.world_mut().query::<(&Receptor, &Stage)>().iter(app.world()).map(|(r, s)| (*r, *s)).collect();
        let census = app.world().resource::<Census>();
        assert_eq!(census.created - census.degraded, u64::from(census.alive()));
        assert_eq!(entities.len(), census.alive() as usize);
        let mut counts = [0; N_STATES];
        for (receptor, stage) in &entities {
            counts[stage.0 as usize] += 1;
            assert_eq!(census.by_slot[receptor.slot as usize], stage.0 as u8);
        }
        assert_eq!(counts, census.counts);
        assert_eq!(census.by_slot.iter().filter(|s| **s != EMPTY).count(), entities.len());
    }
    let census = app.world().resource::<Census>();
    assert!(census.degraded > 500, "a week a second turns the population over: {}", census.degraded);
}

#[test]
fn one_seed_is_one_run_and_another_seed_another() {
    let fingerprint = |seed: u64| {
        let (setup, speed) = setup_of("1.1", true, 300, seed);
        let mut app = headless_app();
        start(&mut app, setup, speed);
        tick(&mut app, 900);
        (app.world().resource::<Course>().run.trace.fingerprint(), app.world().resource::<Census>().by_slot.clone())
    };
    assert_eq!(fingerprint(1), fingerprint(1));
    assert_ne!(fingerprint(1), fingerprint(2));
}

#[test]
fn an_unbroken_population_follows_the_equations_at_three_time_lapses() {
    for (speed, seed) in [(20.0 / 3600.0, 1), (20.0 / 60.0, 2), (168.0, 3)] {
        let n = 20_000_u32;
        let (mut setup, _) = setup_of("0.2", true, n, seed);
        setup.duration_h = f64::MAX;
        let mut app = headless_app();
        let mut ode = Run::new(setup.engine.clone(), 1.0);
        ode.queue(&setup.script.actions);
        start(&mut app, setup, speed);
        for _ in 0..20 {
            tick(&mut app, 10);
            let t_h = app.world().resource::<Course>().t_h();
            ode.advance(t_h).expect("solvable");
            let counts = app.world().resource::<Census>().counts;
            for (state, count) in counts.iter().enumerate() {
                let p = ode.engine.receptors(&ode.body.y)[state];
                // Binomial for those who were there, Poisson for those who were born since.
                let born = (ode.engine.synthesis_per_h * t_h).min(1.0);
                let variance = p * (1.0 - p).max(0.0) + born * p;
                let se = (variance / f64::from(n)).sqrt().max(0.5 / f64::from(n));
                let z = (f64::from(*count) / f64::from(n) - p) / se;
                assert!(z.abs() < 4.0, "state {state} at {t_h} h, {speed} h/s: z = {z}");
            }
        }
    }
}
