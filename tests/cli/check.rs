//! What `check` finds.

use crate::{file, run, shipped};

const LEVEL: &str = "levels/1_01_still_there.ron";

fn check_level(text: &str) -> (u8, String) {
    let (_dir, path) = file("levels", text);
    let done = run(&["check", &path]);
    (done.code, done.out.replace(&path, "mine.ron"))
}

#[test]
fn the_built_in_content_is_sound_and_keeps_its_promises() {
    let done = run(&["check"]);
    assert_eq!(done.code, 0, "{}", done.out);
    assert!(done.out.ends_with("scenarios, 1 film: 0 problems\n"), "{}", done.out);
    assert_eq!(done.out.lines().count(), 1);
}

#[test]
fn all_problems_come_at_once_each_with_file_line_field_and_what_is_allowed() {
    let text = shipped(LEVEL)
        .replace("\"45min\"", "\"45 parsecs\"")
        .replace("receptors: 200", "receptors: 20")
        .replace("at: \"0s\"", "at: \"-1s\"")
        .replace("max(receptors.uncoupled, 0s..5min)", "max(receptors.lost, 0s..5min)");
    let (code, out) = check_level(&text);
    assert_eq!(code, 1);
    for problem in [
        "mine.ron:10: receptors: allowed: 100 to 1000000",
        "mine.ron:11: duration: \"45 parsecs\" is not a duration; allowed:",
        "mine.ron:28: goals[0].test: character 5: no series \"receptors.lost\"",
        "mine.ron:41: good[0].at: \"-1s\" is not a duration",
        "mine.ron:45: naive[0].at: \"-1s\" is not a duration",
        "mine.ron:47: advice.0[0].at: \"-1s\" is not a duration",
        "mine.ron:47: advice.1[0].at: \"-1s\" is not a duration",
    ] {
        assert!(out.contains(problem), "{problem} is not in\n{out}");
    }
    assert!(out.ends_with("0 drugs, 0 systems, 0 enzymes, 1 level: 7 problems\n"), "{out}");
}

#[test]
fn a_level_whose_plans_break_their_promises_is_told() {
    let both = shipped(LEVEL).replace("Wash(at: \"270s\"),\n", "");
    let (code, out) = check_level(&both);
    assert_eq!(code, 1);
    assert!(out.contains("mine.ron:40: good: the plan must pass, but: goal not met: By the end 85 %"), "{out}");
    let easy = shipped(LEVEL).replace(">= 45%", ">= 0%").replace(">= 80%", ">= 0%").replace(">= 85%", ">= 0%");
    let (_, out) = check_level(&easy);
    assert!(out.contains("mine.ron:44: naive: the plan meets every goal"), "{out}");
    assert!(out.contains("mine.ron:27: goals: doing nothing meets every goal"), "{out}");
}

#[test]
fn a_goal_at_the_very_end_can_be_met_whatever_the_length() {
    // 28h and 7h are no round number of steps in binary.
    for length in ["45min", "27min", "28h", "7h", "102h"] {
        let text = shipped(LEVEL).replace("duration: \"45min\"", &format!("duration: \"{length}\""));
        let text = text.replace("at(listening, 45min) >= 85%", &format!("at(listening, {length}) >= 50%"));
        let text = text.replace("good: [", "good: [Wash(at: \"26min\"),");
        let (code, out) = check_level(&text);
        assert_eq!(code, 0, "{length}: {out}");
    }
}

#[test]
fn files_are_checked_together_on_top_of_the_built_in_content() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| {
        let path = dir.path().join(name);
        std::fs::write(&path, text).expect("can be written");
        path.to_str().expect("UTF-8").to_owned()
    };
    // Told by their fields, for the folder says nothing; and the level may come first.
    let level = write("a.ron", &shipped(LEVEL).replace("damgo", "other"));
    let drug = write("b.ron", &shipped("assets/drugs/damgo.ron").replace("\"damgo\"", "\"other\""));
    let done = run(&["check", &level, &drug]);
    assert_eq!(done.code, 0, "{}", done.out);
    assert_eq!(done.out, "1 drug, 0 systems, 0 enzymes, 1 level: 0 problems\n");
    let alone = run(&["check", &level]);
    assert_eq!(alone.code, 1);
    assert!(alone.out.contains("drugs[0]: no drug \"other\"; allowed: "), "{}", alone.out);
    let lost = write("c.ron", &shipped("assets/drugs/damgo.ron").replace("mu_opioid", "nu_opioid"));
    assert!(run(&["check", &lost]).out.contains("actions[0].system: no body system \"nu_opioid\""));
    let twice = run(&["check", &drug, &level, &write("d.ron", &std::fs::read_to_string(&drug).expect("there"))]);
    assert!(twice.out.contains("is the id of"), "{}", twice.out);
}

#[test]
fn what_is_not_a_content_file_gets_one_line_each() {
    let (dir, binary) = file("drugs", "");
    std::fs::write(&binary, [0xC0, 0x80]).expect("can be written");
    let folder = dir.path().to_str().expect("UTF-8");
    let (_other, prose) = file("notes", "dear diary, // goals: none\nnothing: here");
    let done = run(&["check", "no/such.ron", folder, &binary, &prose]);
    assert_eq!(done.code, 1);
    assert_eq!(done.out.lines().count(), 5, "{}", done.out);
    for part in ["no/such.ron: cannot be read", "is a folder", "is not UTF-8 text", "is no drug", ": 4 problems"] {
        assert!(done.out.contains(part), "{part} is not in\n{}", done.out);
    }
}

#[test]
fn no_broken_file_is_a_panic() {
    let files = [LEVEL, "assets/drugs/morphine.ron", "assets/systems/mu_opioid.ron"];
    for name in files {
        let text = shipped(name);
        let folder = name.rsplit('/').nth(1).expect("it has a folder");
        for cut in (0..text.len()).step_by(499).filter(|c| text.is_char_boundary(*c)) {
            let (_dir, path) = file(folder, &text[..cut]);
            assert_eq!(run(&["check", &path]).code, 1, "{name} cut at {cut}");
        }
    }
    let nested = |n: usize| format!("{}1{} > 0", "(".repeat(n), ")".repeat(n));
    for goal in [nested(20), nested(100_000), "1+".repeat(100_000), "max(é😀".to_owned(), "at(listening, )".to_owned()]
    {
        let (code, _) = check_level(&shipped(LEVEL).replace("at(listening, 45min) >= 85%", &goal));
        assert_eq!(code, 1);
    }
    for text in ["(".repeat(200_000), "[".repeat(200_000), "\"".to_owned(), "\u{feff}()".to_owned()] {
        assert_eq!(check_level(&text).0, 1);
        let (_dir, plan) = file("plans", &text);
        assert_eq!(run(&["check", "--plan-for", "1.1", &plan]).code, 1);
    }
}

#[test]
fn a_plan_is_checked_for_its_level() {
    let (_dir, plan) = file("plans", "[\n  Give(at: \"0s\", drug: \"damgo\", du: 1.0),\n  Wash(at: \"soon\"),\n]");
    let done = run(&["check", "--plan-for", "1.1", &plan]);
    assert_eq!(done.code, 1);
    assert!(done.out.contains(&format!("{plan}:3: [1].at: \"soon\" is not a duration")), "{}", done.out);
    assert!(done.out.ends_with("1 plan for level 1.1: 1 problem\n"), "{}", done.out);
    let (_dir, plan) = file("plans", "[Daily(on: \"8h\", off: \"20h\", days: 7, drug: \"nitroglycerin\", du: 1.0)]");
    assert_eq!(run(&["check", "--plan-for", "3.2", &plan]).code, 0);
    assert_eq!(run(&["check", "--plan-for", "3.2", "no/plan.ron"]).out.lines().count(), 2);
}
