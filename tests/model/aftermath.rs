//! Rows behind acts: the same dose gives the same peak wherever it falls between the rows of the grid; the run is as without.

use model::aftermath::BEHIND;
use model::engine::Engine;
use model::plan::Plan;
use model::run::{Run, play};

use crate::support::{close, drug, give, library, plan, system};

const GRID_H: f64 = 1.0;

fn morphine(plan: &Plan, until_h: f64) -> Run {
    let mut run = Run::new(Engine::new(system("mu_opioid"), &[drug("morphine")]), GRID_H).with_rows_after_acts();
    run.queue(&plan.actions);
    run.advance(until_h).expect("it copes");
    run
}

#[test]
fn rows_lie_around_an_act_and_on_the_grid() {
    let run = morphine(&plan(&[(2.0, give(0, 1.0)), (2.0, give(0, 1.0)), (3.3, give(0, 1.0))]), 8.0);
    let mut hours: Vec<f64> = (0..=8).map(f64::from).collect();
    // The moment before the acts of hour 2 is the grid's.
    hours.extend([2.0, 3.3, 3.3]);
    hours.extend(BEHIND.map(|b| 2.0 + b * GRID_H));
    hours.extend(BEHIND.map(|b| 3.3 + b * GRID_H));
    hours.sort_by(f64::total_cmp);
    // One of the second act's rows and one of the grid's may be the same hour.
    let mut recorded = run.trace.time_h.clone();
    assert!(recorded.is_sorted());
    for all in [&mut hours, &mut recorded] {
        all.dedup_by(|b, a| *b - *a < 1e-12 && (*b - 2.0).abs() > 1e-12 && (*b - 3.3).abs() > 1e-12);
    }
    hours.retain(|t| *t <= 8.0);
    assert_eq!(recorded.len(), hours.len());
    recorded.iter().zip(&hours).for_each(|(a, b)| close(*a, *b, 1e-12, "row"));
    let given = |t: f64| (run.trace.at("given.morphine", t), run.trace.just_after("given.morphine", t));
    assert_eq!(given(2.0), (Some(0.0), Some(2.0)));
    assert_eq!(given(3.3), (Some(2.0), Some(3.0)));
}

#[test]
fn neighbouring_rows_are_half_of_the_nearer_apart_at_most() {
    for pair in BEHIND.windows(2) {
        assert!(pair[1] > pair[0] && pair[1] - pair[0] <= 0.5 * pair[0] + 1e-12, "{pair:?}");
    }
}

#[test]
fn a_peak_does_not_depend_on_where_the_dose_falls_between_rows() {
    let peaks = |at_h: f64| {
        let run = morphine(&plan(&[(at_h, give(0, 1.0))]), at_h + 12.0);
        ["level.morphine", "effect.relief"].map(|name| {
            let series = run.trace.series(name).expect("there");
            series.iter().copied().fold(0.0, f64::max)
        })
    };
    let on_grid = peaks(2.0);
    for at_h in [2.03, 2.2, 2.5, 2.77, 2.97] {
        let off_grid = peaks(at_h);
        // An injection is highest at its own moment.
        close(off_grid[0], on_grid[0], 1e-9 * on_grid[0], "level");
        close(off_grid[1], on_grid[1], 0.004 * on_grid[1], "relief");
    }
}

#[test]
fn rows_only_look_and_do_not_depend_on_the_steps() {
    let acts = plan(&[(0.0, give(0, 1.0)), (7.7, give(0, 2.0)), (7.9, give(0, 1.0)), (15.3, give(0, 1.0))]);
    let whole = morphine(&acts, 30.0);
    let plain = play(whole.engine.clone(), &acts, 30.0, GRID_H).expect("it copes");
    assert_eq!(whole.body, plain.body);
    for (row, t) in plain.trace.time_h.iter().enumerate() {
        let (here, there) =
            (plain.trace.series("effect.relief").expect("there")[row], whole.trace.at("effect.relief", *t));
        close(there.expect("there"), here, 1e-9, "on the grid nothing is different");
    }
    let mut stepped = Run::new(whole.engine.clone(), GRID_H).with_rows_after_acts();
    stepped.queue(&acts.actions);
    for tick in 1..=300 {
        stepped.advance(0.1 * f64::from(tick)).expect("it copes");
        if tick == 80 {
            // There and back again.
            let (place, trace, done) = (stepped.place(), stepped.trace.clone(), stepped.done.clone());
            stepped.advance(9.0).expect("it copes");
            stepped.back_to(&place, &trace, &done);
        }
    }
    let (a, b) = (&whole.trace.time_h, &stepped.trace.time_h);
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).for_each(|(a, b)| close(*a, *b, 1e-9, "row"));
}

#[test]
fn no_good_plan_of_a_level_has_more_rows_than_a_plot_can_draw_in_every_frame() {
    for level in library().levels.iter().flat_map(model::level::Level::parts) {
        let acts = level.with_script(&level.good).actions.len();
        assert!(1501 + acts * (BEHIND.len() + 2) < 12_000, "{}: {acts} acts", level.id);
    }
}
