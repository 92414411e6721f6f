//! A bar that shows how far a long command is: on a terminal only, and on the standard error. Not here: the work.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use model::quantity::say_duration;

const WIDTH: usize = 30;
const PAUSE: Duration = Duration::from_millis(100);

/// A bar. It writes nothing where nobody watches.
#[derive(Debug)]
pub struct Bar {
    all: u64,
    what: &'static str,
    started: Instant,
    shown: Option<Instant>,
    watched: bool,
}

impl Bar {
    /// A bar for `all` of `what` ("people").
    #[must_use]
    pub fn new(all: u64, what: &'static str) -> Self {
        Self { all, what, started: Instant::now(), shown: None, watched: std::io::stderr().is_terminal() }
    }

    /// Shows that `done` are done, now and then.
    pub fn show(&mut self, done: u64, err: &mut dyn Write) {
        if !self.watched || self.shown.is_some_and(|at| at.elapsed() < PAUSE) {
            return;
        }
        self.shown = Some(Instant::now());
        // Where it cannot be written, nobody misses it.
        let _ = write!(err, "\r\x1b[2K{}", say(done, self.all, self.what, self.started.elapsed().as_secs_f64()));
        let _ = err.flush();
    }

    /// Takes the bar away.
    pub fn end(&mut self, err: &mut dyn Write) {
        if self.shown.is_some() {
            let _ = write!(err, "\r\x1b[2K");
        }
    }

    /// Seconds since the start.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }
}

/// What the bar shows after `seconds`.
#[must_use]
pub fn say(done: u64, all: u64, what: &str, seconds: f64) -> String {
    let share = if all == 0 { 1.0 } else { done as f64 / all as f64 };
    let full = ((share * WIDTH as f64) as usize).min(WIDTH);
    let bar = "#".repeat(full) + &"-".repeat(WIDTH - full);
    let left = if done == 0 { String::new() } else { format!(", {} left", say_left(seconds * (1.0 / share - 1.0))) };
    format!("[{bar}] {done} of {all} {what}{left}")
}

fn say_left(seconds: f64) -> String {
    say_duration(seconds.ceil() / 3600.0)
}
