//! A run as it is kept outside of the program: what was begun, and all that was done in it. Played again it is the same run,
//! bit for bit, as long as nothing that it depends on has changed; a fingerprint tells. Not here: where it is kept
//! ([`crate::save`]), who plays it again ([`sim::recall`]).

use std::fmt::Write as _;

use model::content::Library;
use serde::{Deserialize, Serialize};
use sim::clock::Clock;
use sim::course::{Course, Setup};
use sim::recall::{Recall, Written};

use crate::answer::Draft;
use crate::game::{BetMade, Game, Phase};
use crate::ward::Ward;

/// A run without a game around it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Fingerprint of all that the run depends on.
    pub content: u64,
    /// Chance.
    pub seed: u64,
    /// Receptors.
    pub receptors: u32,
    /// The pace with which it began, h/s.
    pub home_h_per_s: f64,
    /// What was done.
    pub written: Written,
}

impl Record {
    /// The present run; `content` is the [`fingerprint`] of its setup.
    #[must_use]
    pub fn of(course: &Course, content: u64) -> Self {
        Self {
            content,
            seed: course.setup.seed,
            receptors: course.setup.receptors,
            home_h_per_s: course.home_h_per_s,
            written: Written::of(course),
        }
    }
}

/// The best run of a level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BestRun {
    /// Its stars, 1 to 3.
    pub stars: u8,
    /// Hints that were taken.
    pub hints: usize,
    /// The run.
    pub record: Record,
}

impl BestRun {
    /// Whether this run is better than another: more stars; with as many, fewer hints; with as many, fewer acts.
    #[must_use]
    pub fn beats(&self, other: &Self) -> bool {
        let rank = |run: &Self| (run.stars, std::cmp::Reverse(run.hints), std::cmp::Reverse(acts(&run.record.written)));
        rank(self) > rank(other)
    }

    /// As text.
    #[must_use]
    pub fn text(&self) -> String {
        // Plain data without maps always becomes text.
        ron::to_string(self).unwrap_or_default()
    }

    /// From text.
    ///
    /// # Errors
    /// It is none, or one of another form.
    pub fn from_text(text: &str) -> Result<Self, String> {
        ron::from_str(text).map_err(|e| e.to_string())
    }
}

/// Deeds that are the player's own.
fn acts(written: &Written) -> usize {
    written.deeds.iter().filter(|(_, deed)| !matches!(deed, sim::course::Deed::Speed(_))).count()
}

/// What is played, and the run so far: what Continue goes on with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sitting {
    /// The level's id; `None` in the sandbox.
    pub level: Option<String>,
    /// The body system of a sandbox.
    pub system: String,
    /// The drugs of a sandbox.
    pub drugs: Vec<String>,
    /// The effect that the plots show.
    pub effect: String,
    /// The bet is over, the run has begun.
    pub begun: bool,
    /// The bet.
    pub bet: Option<BetMade>,
    /// Hints taken.
    pub hints: usize,
    /// The stored plan plays itself.
    pub shown: bool,
    /// What was answered so far, task by task.
    #[serde(default)]
    pub answers: Vec<Draft>,
    /// The answers are handed in.
    #[serde(default)]
    pub handed: bool,
    /// Of several patients: whose turn it is, hints taken with those before, and whether one of them was treated beyond the
    /// budget.
    #[serde(default)]
    pub ward: (usize, usize, bool),
    /// The run.
    pub record: Record,
    /// The other run, and where the two part, h.
    pub other: Option<(Written, f64)>,
    /// Where the present is, ticks.
    pub tick: u64,
    /// Speed of the clock, h/s.
    pub speed_h_per_s: f64,
    /// The speed follows what happens.
    pub auto: bool,
}

impl Sitting {
    /// The game as it is now; `None` where nothing was done in it yet, or it is over. `content` is the [`fingerprint`] of
    /// its setup.
    #[must_use]
    pub fn of(game: &Game, course: &Course, clock: &Clock, content: u64) -> Option<Self> {
        let record = Record::of(course, content);
        let untouched = record.written.reached == 0 && acts(&record.written) == 0 && game.bet.is_none();
        let fresh = untouched && (game.phase == Phase::Bet || game.level.is_none());
        (game.phase != Phase::Debrief && !fresh).then(|| Self {
            level: game.level.as_ref().map(|l| l.id.clone()),
            system: game.system.clone(),
            drugs: game.drugs.iter().map(|d| d.id.clone()).collect(),
            effect: game.effect.clone(),
            begun: game.phase == Phase::Run,
            bet: game.bet.clone(),
            hints: game.hints,
            shown: game.shown,
            answers: game.answers.clone(),
            handed: game.handed,
            ward: (game.ward.at, game.ward.hints, game.ward.spent),
            other: course.other.as_ref().map(|o| (Written::of_other(o), o.from_h)),
            tick: course.tick,
            speed_h_per_s: clock.speed_h_per_s,
            auto: clock.auto,
            record,
        })
    }

    /// The game that it was, and the run to come home to.
    ///
    /// # Errors
    /// Why it cannot be played on.
    pub fn resume(&self, library: &Library) -> Result<(Game, Recall), String> {
        let (seed, receptors) = (self.record.seed, Some(self.record.receptors.clamp(100, 1_000_000)));
        let game = match &self.level {
            Some(id) => library.level(id).and_then(|level| match self.ward {
                (0, ..) => Some(Game::level(level, library, seed, receptors)),
                (at, hints, spent) => {
                    Game::ward(Ward { at, hints, spent, ..Ward::of(level) }, library, seed, receptors)
                }
            }),
            None => Game::sandbox(&self.system, &self.drugs, library, seed, receptors),
        };
        let mut game = game.ok_or("there is no such level or body system any more")?;
        game.phase = if self.begun { Phase::Run } else { Phase::Bet };
        game.bet.clone_from(&self.bet);
        game.hints = self.hints.min(3);
        game.shown = self.shown;
        let fit = self.answers.len() == game.answers.len()
            && game.tasks().iter().zip(&self.answers).all(|(task, draft)| draft.fits(task));
        if fit {
            game.answers.clone_from(&self.answers);
            let (answered, items) = game.answered();
            game.handed = self.handed && answered == items && items > 0;
        }
        let effects = library.system(&game.system).map(|s| &s.effects);
        if effects.into_iter().flatten().any(|e| e.id == self.effect) {
            game.effect.clone_from(&self.effect);
        }
        let (setup, _) = game.setup(library).ok_or("its body system or its drugs have changed")?;
        playable(&self.record, &setup)?;
        if let Some((other, _)) = &self.other {
            other.fits(&Course::new(setup.clone()))?;
        }
        let recall = Recall {
            setup,
            home_h_per_s: self.record.home_h_per_s,
            written: self.record.written.clone(),
            other: self.other.clone(),
            tick: self.tick,
            speed_h_per_s: self.speed_h_per_s,
            auto: self.auto,
        };
        Ok((game, recall))
    }
}

/// Whether a run can be made again, bit for bit, with a setup.
///
/// # Errors
/// Why not.
pub fn playable(record: &Record, setup: &Setup) -> Result<(), String> {
    if record.content != fingerprint(setup) {
        return Err("what it depends on has changed since".to_owned());
    }
    if !(record.home_h_per_s.is_finite() && record.home_h_per_s > 0.0) {
        return Err("its speed is no number above 0".to_owned());
    }
    record.written.fits(&Course::new(setup.clone()))
}

/// A fingerprint of everything that a run depends on but seed and deeds: body, drugs, script, length, this version.
#[must_use]
pub fn fingerprint(setup: &Setup) -> u64 {
    struct Fnv(u64);
    impl std::fmt::Write for Fnv {
        fn write_str(&mut self, text: &str) -> std::fmt::Result {
            for byte in text.bytes() {
                self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
            Ok(())
        }
    }
    let mut hash = Fnv(0xcbf2_9ce4_8422_2325);
    let Setup { engine, receptors, duration_h, grid_h, script, .. } = setup;
    // Writing into a hash cannot fail.
    let _ = write!(hash, "{} {:?} {:?} {:?}", env!("CARGO_PKG_VERSION"), engine.system, engine.drugs, engine.layout);
    let _ = write!(hash, "{:?} {receptors} {duration_h} {grid_h}", script.actions);
    hash.0
}
