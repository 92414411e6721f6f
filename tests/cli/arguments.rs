//! Arguments that are wrong: a code, one clear message, and never a panic.

use crate::{file, run};

#[test]
fn every_bad_argument_is_told_with_what_is_allowed() {
    let cases: [(&[&str], &str); 22] = [
        (&["simulate"], "<LEVEL|SCENARIO>"),
        (&["simulate", "9.9"], "allowed: 0.1, 0.2, 1.1"),
        (&["simulate", ""], "no level \"\""),
        (&["simulate", "1.1", "--until", "4"], "such as 90s, 4h, 28d"),
        (&["simulate", "1.1", "--until", "0h"], "above 0"),
        (&["simulate", "1.1", "--until", "3651d"], "up to 3650d"),
        (&["simulate", "1.1", "--until", "NaNh"], "is not a duration"),
        (&["simulate", "1.1", "--until", "infh"], "is not a duration"),
        (&["simulate", "1.1", "--until=-4h"], "is not a duration"),
        (&["simulate", "1.1", "--every", "0s"], "above 0"),
        (&["simulate", "1.1", "--every", "NaN"], "is not a duration"),
        (&["simulate", "1.1", "--every", "soon"], "is not a duration"),
        (&["simulate", "1.1", "--every", "0.0000000001s"], "allowed: at most 1000000"),
        (&["simulate", "1.1", "--every", "2h"], "longer than the run of 45 min"),
        (&["simulate", "1.1", "--every", "1s", "--until", "30d"], "2592001 rows; allowed: at most 1000000"),
        (&["simulate", "1.1", "--receptors", "99"], "100..=1000000"),
        (&["simulate", "1.1", "--receptors", "1000001"], "100..=1000000"),
        (&["simulate", "1.1", "--receptors", "many"], "invalid"),
        (&["simulate", "1.1", "--seed", "-1"], "unexpected argument"),
        (&["simulate", "1.1", "--dose", "10"], "unexpected argument"),
        (&["check", "--plan-for", "1.1"], "2 values required"),
        (&["make"], "unrecognized subcommand"),
    ];
    for (words, message) in cases {
        let done = run(words);
        assert_eq!(done.code, 2, "{words:?}: {}", done.err);
        assert!(done.err.contains(message), "{words:?} says: {}", done.err);
        assert_eq!(done.out, "", "{words:?}");
    }
}

#[test]
fn files_that_cannot_be_used_are_told_in_one_line() {
    let (dir, binary) = file("levels", "");
    std::fs::write(&binary, [0x28, 0xFF, 0xFE]).expect("can be written");
    let folder = format!("{}/", dir.path().to_str().expect("UTF-8"));
    let cases: [(&[&str], &str); 6] = [
        (&["simulate", "no/such.ron"], "no/such.ron: cannot be read"),
        (&["simulate", &folder], "is a folder; allowed: a file"),
        (&["simulate", &binary], "is not UTF-8 text (from byte 1 on)"),
        (&["simulate", "1.1", "--plan", "godo"], "allowed: good, naive, idle or a plan file"),
        (&["simulate", "1.1", "--plan", &folder], "is a folder"),
        (&["check", "--plan-for", "no/such.ron", "plan.ron"], "no/such.ron: cannot be read"),
    ];
    for (words, message) in cases {
        let done = run(words);
        assert_eq!(done.code, 1, "{words:?}: {}", done.err);
        assert!(done.err.contains(message), "{words:?} says: {}", done.err);
        assert_eq!(done.err.lines().count(), 1, "{}", done.err);
    }
}

#[test]
fn a_broken_plan_file_is_told_line_by_line() {
    let text = "[\n  Give(at: \"0s\", drug: \"aspirin\", du: 1.0),\n  Give(at: \"0s\", drug: \"damgo\", du: -1.0),\n]";
    let (_dir, plan) = file("plans", text);
    let done = run(&["simulate", "1.1", "--plan", &plan]);
    assert_eq!((done.code, done.out.as_str()), (1, ""));
    assert!(
        done.err.contains(&format!("{plan}:2: [0].drug: no drug \"aspirin\" here; allowed: damgo")),
        "{}",
        done.err
    );
    assert!(done.err.contains(&format!("{plan}:3: [1].du: allowed: above 0")), "{}", done.err);
}

#[test]
fn help_shows_examples_of_each_command() {
    for command in ["simulate", "check", "population"] {
        let help = run(&[command, "--help"]);
        assert_eq!(help.code, 0);
        assert!(help.err.contains(&format!("setpoint-cli {command} ")), "{}", help.err);
    }
}
