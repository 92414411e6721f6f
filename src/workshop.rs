//! A folder of levels that somebody writes in while they are played: looked at once a second, read again when a file has
//! changed. What is wrong is shown and breaks nothing; the level goes on as it was last sound. Not here: what is wrong
//! ([`cli::check`]), the card that says so ([`crate::ui::problems`]).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use bevy::prelude::*;
use cli::scenario::{kind_of, read_text};
use model::content::{Kind, Library, embedded};
use model::level::Level;
use model::problem::Problem;

use crate::game::{Content, Game};
use crate::ui::Wish;

/// Seconds from look to look.
const EVERY_S: f32 = 1.0;

/// What a file looked like: when it was written, and how long it is.
type Look = (Option<SystemTime>, u64);

/// The folder, and what is wrong in it.
#[derive(Resource, Clone, Debug)]
pub struct Workshop {
    folder: PathBuf,
    seen: BTreeMap<PathBuf, Look>,
    /// Everything that is wrong, file after file.
    pub problems: Vec<Problem>,
    /// Counts the readings; each may have other problems.
    pub reading: u64,
    /// What the stored plans of changed levels keep and break, once somebody has played them.
    played: Option<Arc<Mutex<Receiver<Vec<Problem>>>>>,
    waited_s: f32,
}

impl Workshop {
    /// Reads a folder for the first time; its levels stand in for those in `library` that have their ids.
    ///
    /// # Errors
    /// It is no folder.
    pub fn open(folder: &Path, library: &mut Library) -> Result<Self, String> {
        if !folder.is_dir() {
            return Err(format!("{} is no folder; allowed: a folder with level files", folder.display()));
        }
        let mut new = Self {
            folder: folder.to_owned(),
            seen: BTreeMap::new(),
            problems: Vec::new(),
            reading: 0,
            played: None,
            waited_s: 0.0,
        };
        new.look();
        new.read(library);
        Ok(new)
    }

    /// Looks which files there are. `true`: something has changed since.
    fn look(&mut self) -> bool {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let files = entries.filter(|e| e.path().extension().is_some_and(|x| x == "ron"));
        let now: BTreeMap<PathBuf, Look> = files
            .filter_map(|e| {
                let about = e.metadata().ok().filter(fs::Metadata::is_file)?;
                Some((e.path(), (about.modified().ok(), about.len())))
            })
            .collect();
        let changed = now != self.seen;
        self.seen = now;
        changed
    }

    /// Reads all files; sound levels take their places in the library, the others stay as they were.
    fn read(&mut self, library: &mut Library) {
        self.reading += 1;
        self.problems.clear();
        let mut texts = BTreeMap::new();
        for path in self.seen.keys() {
            match read_text(path) {
                Ok(text) => drop(texts.insert(path.clone(), text)),
                Err(e) => self.problems.push(of_file(path, &e.to_string())),
            }
        }
        let name = |path: &Path| path.to_string_lossy().into_owned();
        let sources: Vec<(Kind, String, &str)> = texts
            .iter()
            .map(|(path, text)| (kind_of(path, text).unwrap_or(Kind::Level), name(path), text.as_str()))
            .filter(|(kind, _, text)| {
                // What is built in as it stands need not be read again at the start.
                matches!(kind, Kind::Level | Kind::Chapters) && (self.reading > 1 || !shipped(text))
            })
            .collect();
        let mut fresh = Library { levels: Vec::new(), ..library.clone() };
        self.problems.extend(fresh.extend(sources.iter().map(|(kind, name, text)| (*kind, name.as_str(), *text))));
        library.chapters = fresh.chapters;
        for level in fresh.levels {
            match library.levels.iter_mut().find(|old| old.id == level.id) {
                Some(old) => *old = level,
                None => library.levels.push(level),
            }
        }
        library.levels.sort_by_key(|l| place(&l.id));
        self.play_changed(library, &texts);
    }

    /// Plays the stored plans of what is new here, beside the game: that takes a while.
    fn play_changed(&mut self, library: &Library, texts: &BTreeMap<PathBuf, String>) {
        self.played = None;
        let changed = texts.iter().filter(|(path, text)| kind_of(path, text) != Some(Kind::Chapters) && !shipped(text));
        let changed: Vec<(String, String)> =
            changed.map(|(path, text)| (path.to_string_lossy().into_owned(), text.clone())).collect();
        if changed.is_empty() {
            return;
        }
        let (tell, hear) = channel();
        let library = library.clone();
        std::thread::spawn(move || {
            let found = changed.iter().flat_map(|(name, text)| cli::check::broken_promises(&library, name, text));
            // Nobody listens any more where the files have changed again.
            let _ = tell.send(found.collect());
        });
        self.played = Some(Arc::new(Mutex::new(hear)));
    }

    /// Hears what became of the stored plans.
    fn hear(&mut self) {
        let heard = self.played.as_ref().and_then(|hear| hear.lock().ok()?.try_recv().ok());
        if let Some(found) = heard {
            self.played = None;
            self.problems.extend(found);
        }
    }

    /// Whether stored plans are still being played.
    #[must_use]
    pub fn busy(&self) -> bool {
        self.played.is_some()
    }
}

/// Whether a text is built into the program as it stands.
fn shipped(text: &str) -> bool {
    embedded::FILES.iter().any(|(_, _, known)| *known == text)
}

fn of_file(path: &Path, what: &str) -> Problem {
    Problem { file: path.to_string_lossy().into_owned(), line: 0, field: String::new(), what: what.to_owned() }
}

/// The place of a level in the order of play: by chapter and number, and then the rest.
fn place(id: &str) -> (u32, u32, String) {
    let number = |text: &str| text.parse().unwrap_or(u32::MAX);
    let (chapter, level) = id.split_once('.').map_or((u32::MAX, u32::MAX), |(c, n)| (number(c), number(n)));
    (chapter, level, id.to_owned())
}

/// Looks once a second, and lets the level that is played be the one that is written.
pub fn watch(
    time: Res<Time>,
    workshop: Option<ResMut<Workshop>>,
    game: Option<Res<Game>>,
    mut content: ResMut<Content>,
    mut wishes: MessageWriter<Wish>,
) {
    let Some(mut workshop) = workshop else { return };
    let workshop = workshop.bypass_change_detection();
    workshop.hear();
    workshop.waited_s += time.delta_secs();
    if workshop.waited_s < EVERY_S {
        return;
    }
    workshop.waited_s = 0.0;
    if !workshop.look() {
        return;
    }
    let played = game.and_then(|g| g.level.as_ref().map(|l| l.id.clone()));
    let now = |content: &Content| -> Option<Level> { content.level(played.as_deref()?).cloned() };
    let before = now(&content);
    workshop.read(&mut content.0);
    if now(&content) != before {
        wishes.write(Wish::Reload);
    }
}
