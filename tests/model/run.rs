//! Runs: acts in order, rows on a grid, the same whatever the steps, the threads or the pauses; and the golden trace.

use model::drug::Entry;
use model::engine::Engine;
use model::plan::{Act, Action};
use model::run::{Run, play};
use model::trace::Trace;

use crate::support::{DRUGS, at, bath, close, dish, drug, full_agonist, give, library, plan, root, system};
use model::receptor::Cycle;
use model::system::Transduction;

fn morphine() -> Run {
    Run::new(Engine::new(system("mu_opioid"), &[drug("morphine")]), 0.5)
}

#[test]
fn rows_lie_on_the_grid_and_show_the_moment_before_an_act() {
    let engine = Engine::new(
        &dish(Cycle::still(1800.0), Transduction::Operational { tau: 1.0 }),
        &[&bath(full_agonist("dish"))],
    );
    let run =
        play(engine, &plan(&[(0.0, give(0, 3.0)), (2.0, Act::Wash), (2.5, give(0, 1.0))]), 4.0, 0.5).expect("it copes");
    let grid: Vec<f64> = (0..=8).map(|k| 0.5 * f64::from(k)).collect();
    assert_eq!(run.trace.time_h, grid);
    assert_eq!(run.trace.series("level.ligand").expect("it has one"), [0.0, 3.0, 3.0, 3.0, 3.0, 0.0, 1.0, 1.0, 1.0]);
    assert_eq!(run.trace.series("given.ligand").expect("it has one"), [0.0, 3.0, 3.0, 3.0, 3.0, 3.0, 4.0, 4.0, 4.0]);
}

#[test]
fn acts_are_done_in_time_order_whenever_they_are_queued() {
    let mut run = morphine();
    let action = |at_h, du| Action { at_h, act: give(0, du) };
    run.queue(&[action(3.0, 3.0), action(1.0, 1.0)]);
    run.queue(&[action(2.0, 2.0), action(8.0, 8.0)]);
    assert_eq!(run.pending().len(), 4);
    run.cancel(|a| a.at_h > 5.0);
    run.advance(4.0).expect("it copes");
    assert_eq!(run.done, [action(1.0, 1.0), action(2.0, 2.0), action(3.0, 3.0)]);
    assert!(run.pending().is_empty());
    // What lies in the past is done now, and written down as done now.
    run.queue(&[action(0.0, 5.0)]);
    run.advance(5.0).expect("it copes");
    assert_eq!(run.done[3], action(4.0, 5.0));
    close(run.body.given_du[0], 11.0, 0.0, "what was given");
}

#[test]
fn a_run_goes_on_from_a_place_as_it_did_before() {
    let action = |at_h, du| Action { at_h, act: give(0, du) };
    let mut run = morphine();
    run.queue(&[action(1.0, 1.0), action(2.0, 2.0), action(6.0, 3.0)]);
    run.advance(3.2).expect("it copes");
    let place = run.place();
    let (there, rows) = (run.body.clone(), run.trace.clone());
    run.advance(8.0).expect("it copes");
    let (end, trace, done) = (run.body.clone(), run.trace.clone(), run.done.clone());
    // What is queued later belongs to another future.
    run.queue(&[action(8.5, 9.0)]);
    run.back_to(&place, &trace, &done);
    assert_eq!((&run.body, &run.trace, run.done.len(), run.pending().len()), (&there, &rows, 2, 1));
    run.advance(8.0).expect("it copes");
    assert_eq!((&run.body, &run.trace, &run.done), (&end, &trace, &done));
    assert!(place.bytes(None) > place.bytes(Some(&place)), "what is to come is shared");
    let last = run.trace.columns.iter().position(|c| c.series == "occupancy").expect("there");
    assert_eq!(run.readings()[last].to_bits(), run.trace.last("occupancy").expect("there").to_bits());
}

#[test]
fn a_run_does_not_depend_on_how_far_it_steps_at_a_time() {
    for level in &library().levels {
        let mut acts = level.script.actions.clone();
        acts.extend(&level.good.actions);
        let until = level.duration_h.min(200.0);
        let play_in = |steps: u32| {
            let mut run = Run::new(level.engine(library()).expect("checked"), until / 50.0);
            run.queue(&acts);
            for k in 1..=steps {
                run.advance(until * f64::from(k) / f64::from(steps)).expect("it copes");
            }
            run
        };
        let (one, some, many) = (play_in(1), play_in(37), play_in(400));
        for other in [&some, &many] {
            assert_eq!(one.trace.time_h, other.trace.time_h, "{}: the same rows", level.id);
            for (i, (a, b)) in one.body.y.iter().zip(&other.body.y).enumerate() {
                close(*a, *b, 1e-6, &format!("{}: state {i} at the end", level.id));
            }
            for c in one.trace.columns.iter().filter(|c| c.unit.starts_with("fraction")) {
                let rows = |r: &Run| r.trace.series(&c.series).expect("the same columns").to_vec();
                for (t, (a, b)) in one.trace.time_h.iter().zip(rows(&one).into_iter().zip(rows(other))) {
                    // Rows between steps of the solver are good to 2e-6.
                    close(a, b, 4e-6, &format!("{}: {} at {t} h", level.id, c.series));
                }
            }
        }
    }
}

#[test]
fn the_grid_does_not_change_the_run() {
    let acts = plan(&[(0.0, give(0, 1.0)), (7.7, give(0, 2.0)), (15.3, give(0, 1.0))]);
    let play_on = |grid_h| {
        let engine = Engine::new(system("mu_opioid"), &[drug("morphine")]);
        play(engine, &acts, 30.0, grid_h).expect("it copes")
    };
    let (coarse, fine) = (play_on(1.0), play_on(0.01));
    assert_eq!(coarse.body, fine.body, "rows only look");
    for t in 0..=30 {
        let t = f64::from(t);
        close(at(&coarse.trace, "effect.relief", t), at(&fine.trace, "effect.relief", t), 1e-9, "relief");
    }
}

fn fingerprint(level_id: &str) -> u64 {
    let level = library().level(level_id).unwrap_or_else(|| panic!("no level {level_id}"));
    let mut acts = level.script.actions.clone();
    acts.extend(&level.good.actions);
    let engine = level.engine(library()).expect("checked");
    let until = level.duration_h.min(100.0);
    play(engine, &model::plan::Plan::from_actions(acts), until, until / 100.0).expect("it copes").trace.fingerprint()
}

#[test]
fn the_same_run_twice_is_the_same_to_the_last_bit_and_on_every_thread() {
    for level in &library().levels {
        let here = fingerprint(&level.id);
        assert_eq!(here, fingerprint(&level.id), "{}: twice", level.id);
        let there: Vec<u64> = std::thread::scope(|s| {
            let threads: Vec<_> = (0..3).map(|_| s.spawn(|| fingerprint(&level.id))).collect();
            threads.into_iter().map(|t| t.join().expect("it does not panic")).collect()
        });
        assert!(there.iter().all(|f| *f == here), "{}: on other threads", level.id);
    }
}

const GOLDEN: &str = "tests/golden/level_1.1_good.csv";
const SERIES: [&str; 8] = [
    "site.damgo",
    "occupancy",
    "receptors.resting",
    "receptors.phosphorylated",
    "receptors.arrestin",
    "receptors.inside",
    "receptors.total",
    "effect.relief",
];

fn golden_now() -> String {
    let level = library().level("1.1").expect("it is shipped");
    let engine = level.engine(library()).expect("checked");
    let run = play(engine, &level.good, level.duration_h, level.duration_h / 20.0).expect("it copes");
    let mut out = format!("time_h,{}\n", SERIES.join(","));
    for (row, t) in run.trace.time_h.iter().enumerate().skip(1).take(20) {
        let cells = SERIES.map(|s| format!("{:e}", run.trace.series(s).expect("it has one")[row]));
        out.push_str(&format!("{t},{}\n", cells.join(",")));
    }
    out
}

#[test]
fn the_golden_trace_of_level_1_1_has_not_moved() {
    let path = root().join(GOLDEN);
    let now = golden_now();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &now).expect("the checkout can be written");
    }
    let kept = std::fs::read_to_string(&path).expect("the golden trace is there");
    let bless = "if that is meant: BLESS=1 cargo test -p model golden, and say in the change log which numbers moved";
    let (kept, now): (Vec<_>, Vec<_>) = (kept.lines().collect(), now.lines().collect());
    assert_eq!((kept.len(), kept[0]), (now.len(), now[0]), "rows and columns; {bless}");
    assert_eq!(kept.len(), 21);
    for (a, b) in kept.iter().zip(&now).skip(1) {
        for (column, (x, y)) in a.split(',').zip(b.split(',')).enumerate() {
            let (x, y): (f64, f64) = (x.parse().expect("a number"), y.parse().expect("a number"));
            // A state that is nought up to the solver's own error may be any such nought.
            let allowed = 1e-6 * x.abs().max(1e-6);
            assert!((x - y).abs() <= allowed, "column {column}: {x} became {y} in row\n{a}\n{bless}");
        }
    }
}

#[test]
fn patches_come_off_by_drug_and_not_by_patch() {
    let system = dish(Cycle::still(1800.0), Transduction::Operational { tau: 1.0 });
    let engine = Engine::new(&system, &[&DRUGS[1]]);
    assert!(matches!(engine.drugs[0].routes[0].entry, Entry::Patch { .. }));
    let run =
        play(engine, &plan(&[(0.0, give(0, 1.0)), (1.0, give(0, 1.0)), (2.0, Act::PatchOff { drug: 0 })]), 3.0, 1.0)
            .expect("it copes");
    assert_eq!(run.body.input.inflow_du_per_h, [0.0]);
}

#[test]
fn an_empty_trace_is_still_a_trace() {
    let run = morphine();
    assert_eq!(run.trace.time_h, [] as [f64; 0]);
    assert_eq!(run.trace.columns, Trace::new(run.engine.columns()).columns);
}
