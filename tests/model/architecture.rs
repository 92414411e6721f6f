//! Rules of the house that a compiler does not keep: who may name whom, and what must not be written at all.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::root;

/// Every Rust file below a folder, with its lines (number from 1, comments cut off).
fn files(folder: &str) -> Vec<(PathBuf, String)> {
    fn walk(dir: &Path, out: &mut Vec<(PathBuf, String)>) {
        let mut entries: Vec<_> =
            fs::read_dir(dir).expect("the folder can be read").map(|e| e.expect("an entry").path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).expect("it is a text");
                out.push((path, text));
            }
        }
    }
    let mut out = Vec::new();
    let dir = root().join(folder);
    if dir.is_dir() {
        walk(&dir, &mut out);
        assert!(!out.is_empty(), "{folder} has Rust files");
    }
    out
}

/// Code lines: what stands before `//`. (No text of ours has `//` within a string before code that matters.)
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(i, line)| (i + 1, line.split("//").next().unwrap_or("")))
}

fn assert_absent(folder: &str, words: &[&str], except: &[&str], why: &str) {
    for (path, text) in files(folder) {
        if except.iter().any(|e| path.ends_with(e)) {
            continue;
        }
        for (number, line) in code(&text) {
            for word in words {
                assert!(!line.contains(word), "{}:{number}: \"{word}\": {why}", path.display());
            }
        }
    }
}

#[test]
fn the_model_and_the_simulation_know_no_clock_and_no_global_chance() {
    let words =
        ["std::time::Instant", "Instant::now", "SystemTime", "rand::rng", "thread_rng", "from_entropy", "from_os_rng"];
    for folder in ["src/model", "src/sim"] {
        assert!(!files(folder).is_empty(), "{folder} exists");
        assert_absent(folder, &words, &[], "time comes in as hours, chance as (seed, serial, tick)");
    }
}

#[test]
fn the_model_does_not_know_the_engine_room() {
    assert_absent("src/model", &["bevy", "egui", "wgpu", "winit"], &[], "the model does not know that it is drawn");
    let manifest = fs::read_to_string(root().join("src/model/Cargo.toml")).expect("it is there");
    assert!(!manifest.contains("bevy"), "the model does not depend on Bevy");
}

#[test]
fn transcendental_functions_come_from_one_place() {
    let words = [
        ".exp()",
        ".exp2()",
        ".exp_m1()",
        ".ln()",
        ".ln_1p()",
        ".log10()",
        ".log2()",
        ".log(",
        ".powf(",
        ".powi(",
        ".sqrt()",
        ".cbrt()",
        ".sin()",
        ".cos()",
        ".tan()",
        ".tanh()",
        ".sinh()",
        ".cosh()",
        ".atan2(",
    ];
    assert_absent("src/model", &words, &["math.rs"], "std's differ between platforms; use crate::math");
    assert_absent("src/model", &["libm::"], &["math.rs"], "one way to libm: crate::math");
}

#[test]
fn the_model_and_the_simulation_print_nothing() {
    for folder in ["src/model", "src/sim"] {
        assert_absent(folder, &["println!", "print!(", "dbg!"], &["build.rs"], "say it to the caller");
    }
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    for folder in ["src", "tests"] {
        for (path, text) in files(folder) {
            // A stub of a few lines waits for its author.
            assert!(text.starts_with("//!") || text.lines().count() < 6, "{} opens with //!", path.display());
        }
    }
}

#[test]
fn nothing_is_left_to_do_without_a_name() {
    for folder in ["src", "tests/model"] {
        for (path, text) in files(folder) {
            for (number, line) in text.lines().enumerate() {
                let place = format!("{}:{}", path.display(), number + 1);
                if path.ends_with("architecture.rs") {
                    continue;
                }
                assert!(!line.contains("todo!") && !line.contains("unimplemented!"), "{place}: {line}");
                let bare = line.match_indices("TODO").any(|(at, _)| !line[at + 4..].starts_with('('));
                assert!(!bare, "{place}: TODO(name), or not at all");
            }
        }
    }
}

#[test]
fn arrows_between_folders_point_one_way() {
    // view <- ui <- screens; nobody points back.
    for (folder, forbidden) in [
        ("src/view", ["crate::ui", "crate::screens"].as_slice()),
        ("src/ui", ["crate::screens"].as_slice()),
        ("src/sim", ["crate::view", "crate::ui", "setpoint::"].as_slice()),
    ] {
        assert_absent(folder, forbidden, &[], "that folder stands above this one");
    }
}
