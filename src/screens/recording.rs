//! The record keys and the film drawer: a part of the run as a film, a GIF or a picture. The run is written down as it was
//! played, deed by deed, and another process of this program records it in the background, so that the game goes on; when
//! the game ends, so does the recording. Not here: the drawer (`ui::film`), recording (`record`).

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use bevy::prelude::*;
use sim::clock::Clock;
use sim::course::Course;

use super::{Screen, Table};
use crate::game::{Game, Phase};
use crate::played::Played;
use crate::save::{Folder, Notice, Settings};
use crate::ui::Wish;
use crate::ui::film_order::{Kind, Order, Progress, USUAL_S};
use crate::view::{THEMES, Zoom};

/// Seconds that a recorder has to put its things away before it is ended.
const PATIENCE_S: f64 = 5.0;

/// What is being recorded.
#[derive(Resource, Default)]
pub struct Recording {
    /// The program that records; without one nothing is recorded: tests and pictures have none.
    pub program: Option<PathBuf>,
    /// Where films go unless told; none: the person's own folder.
    pub folder: Option<PathBuf>,
    job: Option<Job>,
    told: Progress,
}

/// A recorder at work.
struct Job {
    child: Child,
    path: PathBuf,
    /// The run beside it.
    run: PathBuf,
    said: Arc<Said>,
    /// When the first frame was there, s; and when it was told to stop.
    began_s: Option<f64>,
    stopping_s: Option<f64>,
}

/// What a recorder says.
#[derive(Default)]
struct Said {
    done: AtomicU64,
    all: AtomicU64,
    wrong: Mutex<String>,
}

/// Takes the wishes that are about recording, and tells how far a film is.
pub fn record(
    mut wishes: MessageReader<Wish>,
    (game, course, clock): (Option<Res<Game>>, Option<Res<Course>>, Res<Clock>),
    (screen, time): (Res<State<Screen>>, Res<Time<Real>>),
    (zoom, settings): (Res<Zoom>, Res<Settings>),
    mut recording: ResMut<Recording>,
    mut table: ResMut<Table>,
    mut notice: ResMut<Notice>,
) {
    let now_s = time.elapsed_secs_f64();
    let recording = &mut *recording;
    for wish in wishes.read() {
        if let (Wish::NoFilm, Some(job)) = (wish, &mut recording.job) {
            // The end of its input is the word to stop.
            job.child.stdin = None;
            job.stopping_s = Some(now_s);
        }
        let asked = if let Wish::Film(order) = wish {
            Some((**order).clone())
        } else if let (Wish::Record { whole }, Some(course)) = (wish, &course) {
            Some(usual(course, &clock, *whole))
        } else {
            None
        };
        let Some(order) = asked else { continue };
        let run = game.as_ref().zip(course.as_ref());
        let Some((game, course)) = run.filter(|(g, _)| *screen.get() == Screen::Playing && g.phase != Phase::Bet)
        else {
            continue;
        };
        if recording.job.is_some() {
            notice.0 = Some("A film is being recorded already.".to_owned());
            continue;
        }
        let look = (zoom.now(), settings.theme());
        match begin(recording, game, course, &order, look) {
            Ok(job) => {
                recording.job = Some(job);
                // The drawer shows how far it is; who pressed a key is told.
                let by_key = matches!(wish, Wish::Record { .. });
                notice.0 = by_key.then(|| "The film is being recorded in the background.".to_owned());
            }
            Err(why) => {
                notice.0 = Some(format!("No film: {why}"));
                recording.told = Progress::Failed(why);
            }
        }
    }
    follow(recording, now_s, &mut notice);
    let draft = &mut table.bypass_change_detection().desk.film;
    if draft.progress != recording.told {
        draft.progress = recording.told.clone();
    }
    if draft.usual.is_empty() {
        draft.usual = folder(recording).map(|f| f.display().to_string()).unwrap_or_default();
    }
}

/// What the keys ask for.
fn usual(course: &Course, clock: &Clock, whole: bool) -> Order {
    let now_h = course.t_h();
    let hours =
        if whole { (0.0, course.reached_h()) } else { ((now_h - USUAL_S * clock.speed_h_per_s).max(0.0), now_h) };
    Order { kind: Kind::Film, hours, seconds: USUAL_S, size: Kind::Film.sizes()[0], folder: String::new() }
}

/// The folder that films go to unless told.
fn folder(recording: &Recording) -> Option<PathBuf> {
    recording.folder.clone().or_else(|| Folder::usual().map(|f| f.0.join("films")))
}

fn begin(
    recording: &Recording,
    game: &Game,
    course: &Course,
    order: &Order,
    (zoom, theme): (f32, crate::view::Theme),
) -> Result<Job, String> {
    let program = recording.program.as_ref().ok_or("there is no recorder here")?;
    if order.hours.1 <= order.hours.0 {
        return Err("nothing has been played yet".to_owned());
    }
    let usual = || folder(recording).ok_or("there is no home folder");
    let folder = if order.folder.trim().is_empty() { usual()? } else { PathBuf::from(order.folder.trim()) };
    let wrong = |e: std::io::Error| format!("{}: {e}", folder.display());
    std::fs::create_dir_all(&folder).map_err(wrong)?;
    let name = |n: u32, ending: &str| folder.join(format!("setpoint-{n}.{ending}"));
    let taken = |n: u32| ["mp4", "gif", "png", "run.ron"].iter().any(|ending| name(n, ending).exists());
    let n = (1..).find(|n| !taken(*n)).ok_or("no free name")?;
    let (path, run) = (name(n, order.kind.ending()), name(n, "run.ron"));
    std::fs::write(&run, Played::of(game, course).to_text()?).map_err(wrong)?;
    let seconds = |hours: f64| format!("{}s", hours * 3600.0);
    let look = THEMES.iter().find(|(t, _, _)| *t == theme).map_or("dark", |(_, name, _)| name);
    let child = Command::new(program)
        .args(["record", "--watched", "--run"])
        .arg(&run)
        .args(["--from", &seconds(order.hours.0), "--to", &seconds(order.hours.1)])
        .args(["--seconds", &order.seconds.to_string(), "--zoom", &zoom.to_string(), "--theme", look])
        .args(["--size", &format!("{}x{}", order.size.0, order.size.1), "-o"])
        .arg(&path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let child = child.map_err(|e| {
        put_away(&run);
        e.to_string()
    })?;
    Ok(Job { path, run, said: Arc::default(), began_s: None, stopping_s: None, child }.listening())
}

/// Takes the written run away again. Where that fails it is no more than a file too many.
fn put_away(run: &Path) {
    let _ = std::fs::remove_file(run);
}

impl Job {
    /// Listens to the recorder.
    fn listening(mut self) -> Self {
        if let Some(out) = self.child.stdout.take() {
            let said = Arc::clone(&self.said);
            std::thread::spawn(move || {
                for line in BufReader::new(out).lines().map_while(Result::ok) {
                    let numbers = line.split_once(' ').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
                    if let Some((done, all)) = numbers {
                        said.all.store(all, Ordering::Relaxed);
                        said.done.store(done, Ordering::Relaxed);
                    }
                }
            });
        }
        if let Some(err) = self.child.stderr.take() {
            let said = Arc::clone(&self.said);
            std::thread::spawn(move || {
                for line in BufReader::new(err).lines().map_while(Result::ok) {
                    if let Some(what) = line.strip_prefix("setpoint: ") {
                        *said.wrong.lock().unwrap_or_else(PoisonError::into_inner) = what.to_owned();
                    }
                }
            });
        }
        self
    }

    fn progress(&mut self, now_s: f64) -> Progress {
        let (done, all) = (self.said.done.load(Ordering::Relaxed), self.said.all.load(Ordering::Relaxed));
        if done > 0 && self.began_s.is_none() {
            self.began_s = Some(now_s);
        }
        // The first frame tells nothing about the speed.
        let left = self.began_s.filter(|_| done > 1).map(|began| {
            let each = (now_s - began) / (done - 1) as f64;
            // In whole seconds, so that it does not flicker.
            (each * all.saturating_sub(done) as f64).round()
        });
        Progress::Running { done, all, left_s: left }
    }

    fn wrong(&self) -> String {
        self.said.wrong.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Looks after the recorder.
fn follow(recording: &mut Recording, now_s: f64, notice: &mut Notice) {
    let Some(job) = &mut recording.job else { return };
    let ended = match job.child.try_wait() {
        Ok(None) => {
            if job.stopping_s.is_some_and(|since| now_s - since > PATIENCE_S) {
                // It is told again until it has ended.
                let _ = job.child.kill();
            }
            recording.told = job.progress(now_s);
            return;
        }
        Ok(Some(status)) if status.success() => Ok(job.path.display().to_string()),
        Ok(Some(_)) if job.stopping_s.is_some() => Err(String::new()),
        Ok(Some(status)) => {
            let said = job.wrong();
            Err(if said.is_empty() { format!("the recorder ended with {status}") } else { said })
        }
        Err(e) => Err(e.to_string()),
    };
    notice.0 = match &ended {
        Ok(path) => Some(format!("Recorded: {path}")),
        Err(why) if why.is_empty() => None,
        Err(why) => Some(format!("No film: {why}")),
    };
    if ended.is_err() {
        put_away(&job.run);
    }
    recording.told = match ended {
        Ok(path) => Progress::Done(path),
        Err(why) if why.is_empty() => Progress::Idle,
        Err(why) => Progress::Failed(why),
    };
    recording.job = None;
}
