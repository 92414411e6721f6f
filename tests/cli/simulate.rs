//! What `simulate` writes.

use std::fs;

use model::content::Library;

use crate::{Table, file, run, shipped};

#[test]
fn rows_stand_on_the_grid_from_nought_to_the_end() {
    let table = Table::of(&run(&["simulate", "1.1", "--every", "90s"]).out);
    let time = table.column("time_h");
    assert_eq!(time.len(), 31);
    for (row, t) in time.iter().enumerate() {
        assert!((t - row as f64 * 0.025).abs() < 1e-11, "row {row} at {t} h");
    }
    assert_eq!(Table::of(&run(&["simulate", "3.2"]).out).rows.len(), 201, "a 200th of the level unless told");
    let odd = Table::of(&run(&["simulate", "1.1", "--every", "7min", "--until", "30min"]).out).column("time_h");
    assert_eq!(odd.len(), 5, "the last row is the last one within the run");
    let tenths = Table::of(&run(&["simulate", "1.1", "--every", "6min", "--until", "1h"]).out).column("time_h");
    assert_eq!(tenths.last(), Some(&1.0), "rounding loses no row");
}

#[test]
fn every_column_ends_with_its_unit_and_none_is_an_amount() {
    let units = [
        "_per_kd",
        "_du",
        "_fraction",
        "_fraction_of_naive",
        "_fold",
        "_of_100",
        "_count",
        "_own_unit",
        "_probability",
    ];
    let shown = ["_pain_0_10", "_mood_0_10", "_breaths_per_min", "_percent_of_normal_motility", "_mm_pupil"];
    let more = [
        "_percent_of_normal_firing",
        "_percent_wider",
        "_percent_of_normal_cAMP",
        "_percent_of_normal_tender_area",
        "_percent_of_normal_activity",
        "_percent_of_best_breath",
        "_percent_of_usual",
        "_percent_of_usual_excitability",
        "_percent_of_usual_steadiness",
        "_depth_0_100",
        "_detachment_0_100",
        "_liveliness_0_10",
        "_anxiety_0_10",
        "_mmHg",
        "_beats_per_min",
        "_ug_per_L",
    ];
    for level in &Library::embedded().expect("sound").levels {
        let out = run(&["simulate", &level.id, "--receptors", "100", "--every", "1h", "--until", "1h"]);
        assert_eq!(out.code, 0, "{}", out.err);
        let table = Table::of(&out.out);
        assert_eq!(table.names[0], "time_h");
        for name in &table.names[1..] {
            let known = units.iter().chain(&shown).chain(&more).any(|u| name.ends_with(u));
            assert!(known, "{name} has no unit that is known here");
            assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'), "{name}");
            let amount = |w: &str| ["mg", "ug", "g", "ng", "ml", "nm", "mg_l"].contains(&w.to_lowercase().as_str());
            // What a laboratory finds of the body's own is no amount of a drug.
            let found = name == "reading_catecholamines_ug_per_L";
            assert!(found || !name.split('_').any(amount), "{name} gives an amount away");
        }
        let mut names = table.names.clone();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), table.names.len(), "every name once");
    }
}

#[test]
fn the_same_command_gives_the_same_bytes_and_another_seed_other_counts() {
    let of = |seed: &str| run(&["simulate", "1.1", "--receptors", "300", "--seed", seed, "--every", "1min"]).out;
    assert_eq!(of("4"), of("4"));
    assert_ne!(of("4"), of("5"));
}

#[test]
fn the_rows_are_the_models_own() {
    let library = Library::embedded().expect("sound");
    let level = library.level("3.2").expect("shipped");
    let run_here =
        model::run::play(level.engine(&library).expect("checked"), &level.good, 48.0, 1.0).expect("solvable");
    let table = Table::of(&run(&["simulate", "3.2", "--every", "1h", "--until", "2d"]).out);
    let ours = run_here.trace.series("effect.dilation").expect("a series");
    for (csv, own) in table.column("effect_dilation_fraction").iter().zip(ours) {
        assert!((csv - own).abs() < 1e-6, "{csv} is not {own}");
    }
}

#[test]
fn each_goal_is_told_with_both_sides_and_only_judge_makes_a_failure_of_it() {
    let naive = ["simulate", "1.1", "--plan", "naive", "--every", "5min"];
    let done = run(&naive);
    assert_eq!(done.code, 0);
    let level = Library::embedded().expect("sound").level("1.1").expect("shipped").clone();
    for goal in &level.goals {
        let line = done.err.lines().find(|l| l.contains(&goal.test.text)).expect("each goal has a line");
        assert!(line.starts_with("goal met: ") || line.starts_with("goal not met: "), "{line}");
        assert!(line.contains(" against "), "{line}");
    }
    assert!(done.err.contains("goal not met: By the end 85 % listen again"), "{}", done.err);
    assert!(done.err.contains("budget met: "), "{}", done.err);
    assert_eq!(run(&[&naive[..], &["--judge"]].concat()).code, 1);
    assert_eq!(run(&["simulate", "1.1", "--judge", "--every", "5min"]).code, 0);
    let short = run(&["simulate", "1.1", "--until", "10min"]);
    assert!(short.err.contains("judged after 10 min of 45 min"), "{}", short.err);
    assert!(short.err.contains("no value against"), "{}", short.err);
}

#[test]
fn the_levels_script_goes_on_under_every_plan() {
    let given = |plan: &str| {
        let table = Table::of(&run(&["simulate", "0.2", "--plan", plan, "--every", "1d"]).out);
        *table.column("given_morphine_du").last().expect("rows")
    };
    assert_eq!(given("idle"), 157.5);
    assert_eq!(given("good"), 175.0);
    assert_eq!(given("naive"), 187.5);
}

#[test]
fn a_plan_file_is_a_list_of_steps() {
    let (_dir, plan) = file("plans", "[Give(at: \"0s\", drug: \"damgo\", du: 1.0), Wash(at: \"270s\")]");
    let with = |plan: &str| run(&["simulate", "1.1", "--plan", plan, "--every", "5min"]).out;
    assert_eq!(with(&plan), with("good"));
}

#[test]
fn a_level_file_runs_as_the_level_with_its_id_does() {
    let (_dir, path) = file("levels", &shipped("levels/3_02_patch.ron"));
    let (by_path, by_id) = (run(&["simulate", &path, "--every", "1h"]), run(&["simulate", "3.2", "--every", "1h"]));
    assert_eq!(by_path.code, 0, "{}", by_path.err);
    assert_eq!(by_path.out, by_id.out);
}

#[test]
fn a_written_file_is_the_standard_output_and_replaces_what_was_there() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("run.csv");
    fs::write(&path, "old").expect("can be written");
    let name = path.to_str().expect("UTF-8");
    let done = run(&["simulate", "1.1", "--every", "5min", "-o", name]);
    assert_eq!((done.code, done.out.as_str()), (0, ""));
    assert!(done.err.contains(&format!("wrote {name} (10 rows)")), "{}", done.err);
    assert_eq!(fs::read_to_string(&path).expect("there"), run(&["simulate", "1.1", "--every", "5min"]).out);
    assert_eq!(fs::read_dir(dir.path()).expect("there").count(), 1, "nothing else is left");
}

#[test]
fn a_file_that_cannot_be_written_is_an_error_and_leaves_nothing() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let missing = dir.path().join("no/run.csv");
    let mut targets = vec![missing.to_str().expect("UTF-8").to_owned(), dir.path().to_str().expect("UTF-8").to_owned()];
    if cfg!(target_os = "linux") {
        // Nobody may write here, not even the administrator; and a device is not replaced by a file.
        targets.extend(["/proc/run.csv".to_owned(), "/dev/null".to_owned()]);
    }
    for target in targets {
        let done = run(&["simulate", "1.1", "--every", "5min", "-o", &target]);
        assert_eq!(done.code, 1, "{target}");
        assert!(done.err.starts_with(&format!("error: {target}: ")), "{}", done.err);
        assert_eq!(done.err.lines().count(), 1, "{}", done.err);
    }
    assert_eq!(fs::read_dir(dir.path()).expect("there").count(), 0);
}

#[test]
fn a_long_run_is_written_in_pieces_without_a_seam() {
    let fine = Table::of(&run(&["simulate", "1.1", "--every", "1s"]).out);
    assert_eq!(fine.rows.len(), 2701);
    let coarse = Table::of(&run(&["simulate", "1.1", "--every", "100s"]).out);
    let name = "receptors_arrestin_fraction_of_naive";
    for (row, value) in coarse.column(name).iter().enumerate() {
        assert!((fine.column(name)[row * 100] - value).abs() < 1e-6, "row {row}");
    }
}
