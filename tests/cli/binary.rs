//! The real binary: exit codes and pipes.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

fn command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_setpoint-cli"));
    command.args(words);
    command
}

#[test]
fn exit_codes_tell_what_happened() {
    for (words, code) in [
        (&["check"][..], 0),
        (&["simulate", "1.1", "--every", "5min", "--plan", "naive"], 0),
        (&["simulate", "1.1", "--every", "5min", "--plan", "naive", "--judge"], 1),
        (&["check", "no/such.ron"], 1),
        (&["simulate", "9.9"], 2),
        (&["--nonsense"], 2),
        (&["--help"], 0),
    ] {
        let done = command(words).output().expect("the binary runs");
        assert_eq!(done.status.code(), Some(code), "{words:?}: {}", String::from_utf8_lossy(&done.stderr));
    }
}

#[test]
fn a_reader_who_leaves_early_is_no_error() {
    let mut child = command(&["simulate", "1.1", "--every", "0.1s"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut first = String::new();
    let mut reader = BufReader::new(child.stdout.take().expect("piped"));
    reader.read_line(&mut first).expect("readable");
    assert!(first.starts_with("time_h,"));
    drop(reader);
    let mut err = String::new();
    child.stderr.take().expect("piped").read_to_string(&mut err).expect("readable");
    assert_eq!(child.wait().expect("ends").code(), Some(0), "{err}");
    assert!(err.contains("goal met"), "the goals are told all the same: {err}");
    assert!(!err.contains("panicked") && !err.contains("error"), "{err}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let full = std::fs::File::options().write(true).open("/dev/full").expect("there on Linux");
    let done = command(&["simulate", "1.1"]).stdout(full).output().expect("the binary runs");
    assert_eq!(done.status.code(), Some(1));
    let err = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(err.starts_with("error: the results could not be written"), "{err}");
}
