//! Every level in a real window, from its start to its debrief: the game as it is shipped, on a display of its own (Xvfb),
//! once by the mouse alone and once by the keyboard alone (xdotool). A hand plays each level first without a window; what it
//! did is done again in the window, and after each thing the run that the game keeps has to be the hand's, deed by deed and
//! tick by tick. It takes most of an hour, so it has to be asked for: see `tests/README.md`.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use bevy::math::UVec2;
use bevy_egui::egui::Key;
use setpoint::save::Progress;
use setpoint::sitting::Sitting;
use sim::course::Deed;

use crate::hand::{Gesture, Hand};
use crate::library;
use crate::player::{By, play};

/// Where the pictures go; nothing is played where it is not set.
const FOLDER: &str = "SETPOINT_WINDOW";
/// Which levels, with commas between; all where it is not set.
const LEVELS: &str = "SETPOINT_WINDOW_LEVELS";
/// Milliseconds after each thing that is done: some frames of a slow machine.
const PACE: &str = "SETPOINT_WINDOW_PACE_MS";
/// What the game complains of, in its home.
const LOG: &str = "log.txt";
const WINDOW: UVec2 = UVec2::new(1280, 720);
/// How long a run that goes on stays as it is written down, at most.
const STUCK: Duration = Duration::from_secs(15);
/// A machine that is busy may miss a click; then all is done again, this many times slower.
const PACES: [u32; 3] = [1, 2, 4];
/// How long something may take on such a machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A process that ends with the test.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The game in its window, alone on a display.
struct Desk {
    display: String,
    window: String,
    home: PathBuf,
    pace: Duration,
    game: Process,
    _server: Process,
}

impl Desk {
    /// Opens a level in a fresh home.
    fn open(level: &str, home: &Path, slower: u32) -> Result<Self, String> {
        let mut server = Command::new("Xvfb")
            // Without the last word it begins anew whenever nobody is connected, and turns away who comes just then.
            .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "1400x800x24", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| format!("Xvfb: {e}"))?;
        let mut number = String::new();
        let told = server.stdout.take().map(|out| BufReader::new(out).read_line(&mut number));
        let server = Process(server);
        told.ok_or("no display")?.map_err(|e| e.to_string())?;
        let display = format!(":{}", number.trim());
        let log = fs::File::create(home.join(LOG)).map_err(|e| e.to_string())?;
        let game = Command::new(env!("CARGO_BIN_EXE_setpoint"))
            .args(["play", "--level", level, "--size", &format!("{}x{}", WINDOW.x, WINDOW.y)])
            .env("DISPLAY", &display)
            .env_remove("WAYLAND_DISPLAY")
            .env("HOME", home)
            .env("SETPOINT_HOME", home)
            .current_dir(home)
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .map_err(|e| format!("the game: {e}"))?;
        let pace_ms = std::env::var(PACE).ok().and_then(|ms| ms.parse().ok()).unwrap_or(250);
        let (home, pace) = (home.to_owned(), slower * Duration::from_millis(pace_ms));
        let mut desk = Self { display, window: String::new(), home, pace, game: Process(game), _server: server };
        // Nothing lies under the pointer until the mouse is moved.
        desk.tool(&["mousemove", "1399", "799"])?;
        desk.until("a window with the level in it", |desk| {
            let found = desk.tool(&["search", "--onlyvisible", "--name", "Setpoint"]).unwrap_or_default();
            desk.window = found.lines().next().unwrap_or_default().to_owned();
            let opened = desk.progress().is_some_and(|p| p.last.as_deref() == Some(level));
            (opened && !desk.window.is_empty()).then_some(())
        })?;
        // Without a window manager nobody gives it the keyboard.
        desk.tool(&["windowfocus", "--sync", &desk.window])?;
        sleep(8 * desk.pace);
        Ok(desk)
    }

    /// Calls xdotool; gives what it says.
    fn tool(&self, args: &[&str]) -> Result<String, String> {
        let out = Command::new("xdotool").args(args).env("DISPLAY", &self.display).output();
        let out = out.map_err(|e| format!("xdotool: {e}"))?;
        Ok(String::from_utf8_lossy(&out.stdout).into_owned())
    }

    /// Waits until something is there.
    fn until<T>(&mut self, what: &str, mut there: impl FnMut(&mut Self) -> Option<T>) -> Result<T, String> {
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            if let Some(found) = there(self) {
                return Ok(found);
            }
            if let Ok(Some(code)) = self.game.0.try_wait() {
                let log = fs::read_to_string(self.home.join(LOG)).unwrap_or_default();
                return Err(format!("the game ended, {code}, before there was {what}: {log}"));
            }
            sleep(Duration::from_millis(60));
        }
        Err(format!("there never was {what}"))
    }

    fn progress(&self) -> Option<Progress> {
        ron::from_str(&fs::read_to_string(self.home.join("progress.ron")).ok()?).ok()
    }

    /// The run as it is kept now.
    fn kept(&self) -> Option<Sitting> {
        ron::from_str(&fs::read_to_string(self.home.join("run.ron")).ok()?).ok()?
    }

    /// Does one thing, or waits for what has to be there.
    fn repeat(&mut self, gesture: &Gesture) -> Result<(), String> {
        let window = self.window.clone();
        match gesture {
            Gesture::Move(at) => {
                self.tool(&["mousemove", "--window", &window, &at.x.to_string(), &at.y.to_string()])?;
            }
            Gesture::Button(pressed) => {
                self.tool(&[if *pressed { "mousedown" } else { "mouseup" }, "1"])?;
            }
            Gesture::Wheel => {
                self.tool(&["click", "5"])?;
                // It glides.
                sleep(2 * self.pace);
            }
            Gesture::Key(key) => {
                self.tool(&["key", name(*key)])?;
                // Two of a kind in one frame are one, and nothing that is kept tells of these.
                if matches!(key, Key::Tab | Key::OpenBracket | Key::CloseBracket) {
                    sleep(self.pace);
                }
            }
            Gesture::Kept(wanted, still) => {
                let wanted = wanted.as_deref().map(|kept| gist(kept, *still));
                let (mut kept, mut since) = (None, Instant::now());
                let there = self.until("the run of the hand", |desk| {
                    let now = desk.kept();
                    if now != kept {
                        (kept, since) = (now, Instant::now());
                    }
                    let gist = kept.as_ref().map(|kept| gist(kept, *still));
                    // What goes on is written down every few seconds.
                    if gist == wanted { Some(Ok(())) } else { (since.elapsed() > STUCK).then_some(Err(gist)) }
                });
                return there?.map_err(|gist| format!("the run is {gist:?}, not {wanted:?}"));
            }
        }
        sleep(self.pace);
        Ok(())
    }

    fn click(&mut self) -> Result<(), String> {
        self.tool(&["click", "1"])?;
        sleep(self.pace);
        Ok(())
    }

    fn picture(&self, path: &Path) {
        // A picture more or less decides nothing.
        let _ = Command::new("import").args(["-window", &self.window]).arg(path).env("DISPLAY", &self.display).status();
    }
}

/// What has to be the same in the window: bet, answers, whose turn it is, everything that was done, and the tick if the clock
/// stands still.
fn gist(kept: &Sitting, still: bool) -> String {
    let acts: Vec<_> = kept.record.written.deeds.iter().filter(|(_, d)| !matches!(d, Deed::Speed(_))).collect();
    let Sitting { begun, bet, answers, ward, tick, .. } = kept;
    let tick = Some(tick).filter(|_| still);
    format!("begun: {begun}, {bet:?}, {answers:?}, patient {}, tick {tick:?}, {acts:?}", ward.0)
}

/// Keys that xdotool calls otherwise; numbers and Tab are called alike.
const NAMES: [(Key, &str); 12] = [
    (Key::Enter, "Return"),
    (Key::Space, "space"),
    (Key::PageDown, "Next"),
    (Key::Period, "period"),
    (Key::OpenBracket, "bracketleft"),
    (Key::CloseBracket, "bracketright"),
    (Key::ArrowUp, "Up"),
    (Key::ArrowDown, "Down"),
    (Key::ArrowLeft, "Left"),
    (Key::ArrowRight, "Right"),
    (Key::E, "e"),
    (Key::W, "w"),
];

fn name(key: Key) -> &'static str {
    NAMES.iter().find(|(one, _)| *one == key).map_or(key.name(), |(_, name)| name)
}

/// Plays a level in a window; gives its stars there.
fn in_window(level: &str, track: &[Gesture], slower: u32, picture: &Path) -> Result<u8, String> {
    let home = tempfile::tempdir().map_err(|e| e.to_string())?;
    let mut desk = Desk::open(level, home.path(), slower)?;
    let last = track.iter().rposition(|g| matches!(g, Gesture::Kept(Some(_), true))).unwrap_or(0);
    let mut k = 0;
    while k < track.len() {
        // A click is one thing: in two it could become too long for one.
        let click = matches!(track[k..], [Gesture::Button(true), Gesture::Button(false), ..]);
        // Where the hand only waited, what comes after the waiting counts: the window may be further already.
        let waited = matches!(track[k..], [Gesture::Kept(_, false), Gesture::Kept(..), ..]);
        let done = match (click, waited) {
            (true, _) => desk.click(),
            (false, true) => Ok(()),
            (false, false) => desk.repeat(&track[k]),
        };
        if done.is_err() || k == last {
            desk.picture(&picture.with_extension("before.png"));
        }
        done.map_err(|e| format!("{k} of {}: {e}", track.len()))?;
        k += 1 + usize::from(click);
    }
    sleep(6 * desk.pace);
    desk.picture(picture);
    Ok(desk.progress().and_then(|p| p.stars.get(level).copied()).unwrap_or(0))
}

fn every_level(by: By) {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        eprintln!("SKIPPED: {FOLDER} names no folder for the pictures, no window is opened");
        return;
    };
    fs::create_dir_all(&folder).expect("a folder for the pictures");
    let only = std::env::var(LEVELS).ok();
    let wanted = |id: &str| only.as_ref().is_none_or(|only| only.split(',').any(|one| one == id));
    let mut lost = Vec::new();
    for level in library().levels.iter().filter(|level| wanted(&level.id)) {
        let mut hand = Hand::with(&level.id, WINDOW, 100, None);
        play(&mut hand, by);
        let began = Instant::now();
        let picture = folder.join(format!("{}_{by:?}.png", level.id).to_lowercase());
        let mut went = Err(String::new());
        for slower in PACES {
            went = in_window(&level.id, &hand.track, slower, &picture);
            let Err(why) = &went else { break };
            eprintln!("{} by {by:?}, {slower} times slower: {why}", level.id);
        }
        let said = went.as_ref().map_or_else(|_| "LOST".to_owned(), |stars| format!("debrief, {stars} stars"));
        println!("{:<5} {:<5} {said}, {:.0} s", level.id, format!("{by:?}"), began.elapsed().as_secs_f64());
        lost.extend(went.is_err().then(|| level.id.clone()));
    }
    assert!(lost.is_empty(), "by {by:?} not to the debrief: {lost:?}");
}

#[test]
fn every_level_is_played_in_a_window_by_the_mouse_alone() {
    every_level(By::Mouse);
}

#[test]
fn every_level_is_played_in_a_window_by_keys_alone() {
    every_level(By::Keys);
}
