//! A recording that is killed leaves no file under the film's name. This program is its own victim: called with a
//! path, it records for ever.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use film::{Encoder, Movie, Spec};

fn main() {
    match std::env::args().nth(1).filter(|path| path.ends_with(".mp4")) {
        Some(path) => record(Path::new(&path)),
        None => kill_one(),
    }
}

fn record(path: &Path) {
    let spec = Spec { width: 64, height: 64, fps: 30, audio: true, encoder: Encoder::BuiltIn };
    let mut movie = Movie::create(path, spec).expect("a film in a fresh folder");
    for n in 0_u64.. {
        movie.push(&[(n % 256) as u8; 64 * 64 * 4]).expect("a frame of the right size");
        if n == 200 {
            println!("recording");
        }
    }
}

fn kill_one() {
    let folder = tempfile::tempdir().expect("a fresh folder");
    let path = folder.path().join("film.mp4");
    let program = std::env::current_exe().expect("the path of this test");
    let mut child = Command::new(program).arg(&path).stdout(Stdio::piped()).spawn().expect("itself");
    let mut word = [0; 9];
    let mut out = child.stdout.take().expect("a pipe");
    std::io::Read::read_exact(&mut out, &mut word).expect("word that it records");
    std::thread::sleep(Duration::from_millis(20));
    child.kill().expect("a running child");
    child.wait().expect("an ended child");
    assert!(!path.exists(), "a half film stands under its final name");
    println!("test a_recording_that_is_killed_leaves_no_file_under_its_name ... ok");
    let parts = || std::fs::read_dir(folder.path()).expect("it is there").count();
    assert!(parts() > 0, "a killed recorder leaves its part");
    let spec = |audio| Spec { width: 64, height: 64, fps: 30, audio, encoder: Encoder::BuiltIn };
    let first = Movie::create(&path, spec(false)).expect("a film in the same place");
    assert_eq!(parts(), 1, "what was left is taken away, what is being written is not");
    let second = Movie::create(&path, spec(true)).expect("another one at the same time");
    assert_eq!(parts(), 2, "a part that somebody writes stays");
    drop((first, second));
    assert_eq!(parts(), 0);
    println!("test the_next_recording_takes_away_what_a_killed_one_left ... ok");
}
