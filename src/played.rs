//! A run as it was played: the seed, the receptors, and every deed with the tick before which it was done. Played again
//! from this it is the same run bit for bit, which a list of doses and times is not: chance is thrown once a tick. Written
//! as RON, so that another process can film it. Not here: filming (`record`).

use model::assemble::Setting;
use model::content::Library;
use model::plan::{Action, Plan};
use model::problem::{Problem, Problems, parse};
use serde::{Deserialize, Serialize};
use sim::TICKS_PER_S;
use sim::course::{Course, Deed, Setup};

use crate::game::Game;

/// Most ticks and deeds of a run.
const MOST: u64 = 1_000_000;
/// Longest run, h.
const LONGEST_H: f64 = 3650.0 * 24.0;
/// What stands above such a file.
const HEAD: &str = "// A run, as it was played. `setpoint record --run THIS_FILE -o film.mp4` films it.\n";

/// A run as it was played.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Played {
    /// What it is called.
    pub title: String,
    /// The body system.
    pub system: String,
    /// Its drugs, in the order that deeds count them in.
    pub drugs: Vec<String>,
    /// The effect that plots show.
    pub effect: String,
    /// Chance.
    pub seed: u64,
    /// Receptors of the naive body.
    pub receptors: u32,
    /// Where the run ends, h.
    pub duration_h: f64,
    /// Spacing of recorded rows, h.
    pub grid_h: f64,
    /// Ticks that were made.
    pub ticks: u64,
    script: Vec<Action>,
    log: Vec<(u64, Deed)>,
}

impl Played {
    /// The run of a game, up to the furthest moment that was reached.
    #[must_use]
    pub fn of(game: &Game, course: &Course) -> Self {
        let setup = &course.setup;
        let reached = course.reached_tick();
        let name = || course.run.engine.system.name.clone();
        Self {
            title: game.level.as_ref().map_or_else(name, |l| l.title.clone()),
            system: game.system.clone(),
            drugs: game.drugs.iter().map(|d| d.id.clone()).collect(),
            effect: game.effect.clone(),
            seed: setup.seed,
            receptors: setup.receptors,
            duration_h: setup.duration_h,
            grid_h: setup.grid_h,
            ticks: reached,
            script: setup.script.actions.clone(),
            log: course.log.iter().filter(|(t, _)| *t < reached).cloned().collect(),
        }
    }

    /// The run as a file.
    ///
    /// # Errors
    /// A number is none that RON can write.
    pub fn to_text(&self) -> Result<String, String> {
        let pretty = ron::ser::PrettyConfig::new().depth_limit(2);
        ron::ser::to_string_pretty(self, pretty).map(|text| format!("{HEAD}{text}\n")).map_err(|e| e.to_string())
    }

    /// Reads such a file and checks it against the content.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn from_text(file: &str, text: &str, library: &Library) -> Result<Self, Vec<Problem>> {
        let found: Self = parse(file, text).map_err(|e| vec![e])?;
        let mut p = Problems::new(file, text);
        found.check(library, &mut p);
        let problems = p.into_found();
        if problems.is_empty() { Ok(found) } else { Err(problems) }
    }

    fn check(&self, library: &Library, p: &mut Problems) {
        let mut allow = |fine: bool, field: &str, what: &str| {
            if !fine {
                p.add(field, &format!("allowed: {what}"));
            }
        };
        let within = |x: f64, most: f64| x.is_finite() && x > 0.0 && x <= most;
        allow((100..=1_000_000).contains(&self.receptors), "receptors", "100 to 1000000");
        allow(within(self.duration_h, LONGEST_H), "duration_h", "hours above 0, up to ten years");
        allow(within(self.grid_h, self.duration_h), "grid_h", "hours above 0, up to the length of the run");
        allow((1..=MOST).contains(&self.ticks), "ticks", "1 to 1000000");
        allow((self.log.len() as u64) <= MOST && (self.script.len() as u64) <= MOST, "log", "up to 1000000 deeds");
        let falls = self
            .script
            .windows(2)
            .position(|w| w[1].at_h.partial_cmp(&w[0].at_h).is_none_or(std::cmp::Ordering::is_lt));
        allow(falls.is_none() && self.script.iter().all(|a| a.at_h.is_finite()), "script", "hours that do not fall");
        allow(self.log.windows(2).all(|w| w[0].0 <= w[1].0), "log", "ticks that do not fall");
        let systems = library.systems.iter().map(|s| s.id.as_str());
        p.one_of("system", "body system", &self.system, systems);
        for (i, id) in self.drugs.iter().enumerate() {
            let drugs = library.drugs.iter().map(|d| d.id.as_str());
            p.one_of(&format!("drugs[{i}]"), "drug", id, drugs);
        }
        if p.count() > 0 {
            return;
        }
        let Some(setup) = self.setup(library) else {
            p.add("drugs", "these do not act on that body system together; allowed: drugs that do");
            return;
        };
        // A deed is asked for what it needs by the course that will do it.
        let course = Course::new(setup);
        for (i, action) in self.script.iter().enumerate() {
            if !course.knows(&Deed::Act(action.act)) {
                p.add(&format!("script[{i}]"), "allowed: drugs and ways in that are there, doses above 0");
            }
        }
        for (i, (_, deed)) in self.log.iter().enumerate() {
            if !course.knows(deed) {
                p.add(&format!("log[{i}]"), "allowed: drugs and ways in that are there, doses and speeds above 0");
            }
        }
    }

    /// How the run starts; `None` where its system and drugs are not in the library, or do not go together.
    #[must_use]
    pub fn setup(&self, library: &Library) -> Option<Setup> {
        let drugs: Vec<&str> = self.drugs.iter().map(String::as_str).collect();
        let engine = library.assemble(&self.system, &drugs, &Setting::default()).ok()?;
        Some(Setup {
            engine,
            receptors: self.receptors,
            seed: self.seed,
            duration_h: self.duration_h,
            grid_h: self.grid_h,
            script: Plan { actions: self.script.clone() },
            goals: Vec::new(),
            stops_h: Vec::new(),
        })
    }

    /// The deeds, with the tick before which each was done.
    #[must_use]
    pub fn log(&self) -> &[(u64, Deed)] {
        &self.log
    }

    /// The hour at the end of each tick, from 0 on, by the sums of the run itself.
    #[must_use]
    pub fn hours(&self) -> Vec<f64> {
        let mut deeds = self.log.iter().peekable();
        let (mut pace, mut hour) = (0.0, 0.0);
        let mut out = vec![0.0];
        for tick in 0..self.ticks {
            while let Some((_, deed)) = deeds.next_if(|(t, _)| *t <= tick) {
                if let Deed::Speed(speed) = deed {
                    pace = *speed;
                }
            }
            hour = (hour + pace / TICKS_PER_S).min(self.duration_h);
            out.push(hour);
        }
        out
    }
}
