//! `simulate` and `check` with scenario files.

use crate::{Table, file, run, shipped};

const MONTH: &str = "levels/scenarios/mu_opioid_month.ron";

#[test]
fn a_scenario_runs_by_its_id_and_by_its_file() {
    let by_id = run(&["simulate", "mu_opioid_month", "--until", "2d"]);
    assert_eq!(by_id.code, 0, "{}", by_id.err);
    let (_dir, path) = file("anywhere", &shipped(MONTH));
    let by_file = run(&["simulate", &path, "--until", "2d"]);
    assert_eq!(by_file.out, by_id.out);
    let table = Table::of(&by_id.out);
    assert_eq!(table.rows.len(), 49, "its own grid is an hour");
    assert!(by_id.err.contains("scenario mu_opioid_month \"Morphine for a month, then none\""), "{}", by_id.err);
    assert!(
        by_id.err.contains("summed up after 2 d of 56 d") && by_id.err.contains("first_relief 0."),
        "{}",
        by_id.err
    );
}

#[test]
fn series_and_grid_can_be_chosen() {
    let base = ["simulate", "mu_opioid_month", "--until", "1d"];
    let chosen = run(&[&base[..], &["--series", "effect.relief,given.morphine", "--grid", "6h"]].concat());
    let table = Table::of(&chosen.out);
    assert_eq!(table.names, ["time_h", "effect_relief_fraction", "given_morphine_du"]);
    assert_eq!(table.column("time_h"), [0.0, 6.0, 12.0, 18.0, 24.0]);
    let (_dir, path) = file("scenarios", &shipped(MONTH).replace("grid:", "series: [\"listening\"], grid:"));
    let own = run(&["simulate", &path, "--until", "1d"]);
    assert!(own.out.starts_with("time_h,listening_fraction_of_naive\n"), "{}", own.out);
    let all = run(&["simulate", &path, "--until", "1d", "--series", "all"]);
    assert_eq!(all.out, run(&base).out);
    let none = run(&[&base[..], &["--series", "effect.joy"]].concat());
    assert!(none.code == 2 && none.err.contains("no series \"effect.joy\" here; allowed: all, "), "{}", none.err);
    let level = run(&["simulate", "1.1", "--series", "listening", "--every", "5min"]);
    assert!(level.out.starts_with("time_h,listening_fraction_of_naive\n"), "levels can choose too");
}

#[test]
fn another_plan_can_be_played() {
    let base = ["simulate", "mu_opioid_month", "--until", "1d", "--series", "given.morphine", "--plan"];
    let last = |plan: &str| {
        let done = run(&[&base[..], &[plan]].concat());
        assert_eq!(done.code, 0, "{}", done.err);
        Table::of(&done.out).column("given_morphine_du").last().copied().expect("rows")
    };
    assert!(last("idle") == 0.0 && last("good") > 7.0);
    let (_dir, plan) = file(
        "plans",
        "[Taper(from: \"0h\", over: \"1d\", every: \"12h\", drug: \"morphine\", first: 2.0, last: 1.0, shape: Linear, steps: 2)]",
    );
    assert_eq!(last(&plan), 3.0);
    let naive = run(&[&base[..], &["naive"]].concat());
    assert!(naive.code == 2 && naive.err.contains("allowed: good (its own), idle or a plan file"), "{}", naive.err);
}

#[test]
fn a_run_beyond_the_limits_is_refused_at_once() {
    let long = |from: &str, to: &str| {
        let (_dir, path) = file("scenarios", &shipped(MONTH).replace(from, to));
        let done = run(&["simulate", &path]);
        assert_eq!((done.code, done.out.as_str()), (1, ""), "{to}");
        done.err
    };
    assert!(long("\"56d\"", "\"3650000d\"").contains("duration: allowed: above 0, up to 3650d (ten years)"));
    assert!(long("times: 56", "times: 1000000000").contains("regimen[0].times: allowed: 1 to 20000"));
    assert!(long("grid: \"1h\"", "grid: \"1s\"").contains("grid: 4838401 rows; allowed: at most 1000000"));
    let until = run(&["simulate", "mu_opioid_month", "--until", "3650000d"]);
    assert!(until.code == 2 && until.err.contains("allowed: up to 3650d"), "{}", until.err);
    let rows = run(&["simulate", "mu_opioid_month", "--grid", "1s"]);
    assert!(rows.code == 2 && rows.err.contains("allowed: at most 1000000"), "{}", rows.err);
}

#[test]
fn what_only_levels_or_plans_can_do_is_refused() {
    let judged = run(&["simulate", "mu_opioid_month", "--judge"]);
    assert!(judged.code == 2 && judged.err.contains("a scenario has no goals"), "{}", judged.err);
    let crowd = run(&["simulate", "relief_as_needed", "--receptors", "200"]);
    assert!(crowd.code == 2 && crowd.err.contains("without as_needed"), "{}", crowd.err);
    let counted = run(&["simulate", "mu_opioid_month", "--until", "6h", "--receptors", "200"]);
    assert!(counted.code == 0 && counted.out.contains("census_alive_count"), "{}", counted.err);
}

#[test]
fn check_reads_scenarios() {
    let (_dir, path) = file("scenarios", &shipped(MONTH).replace("\"1h\"", "\"soon\""));
    let done = run(&["check", &path]);
    assert_eq!(done.code, 1);
    assert!(done.out.contains(": grid: \"soon\" is not a duration; allowed:"), "{}", done.out);
    let (_dir, plain) = file("anywhere", &shipped(MONTH));
    let done = run(&["check", &plain]);
    assert!(done.code == 0 && done.out.ends_with("1 scenario: 0 problems\n"), "told by its fields: {}", done.out);
    let (_dir, people) = file("anywhere", &shipped("assets/people.ron").replace("0.35", "-0.35"));
    assert!(run(&["check", &people]).out.contains(": clearance: -0.35 is out of range"));
}
