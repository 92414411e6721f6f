//! Storyboards: films that the simulation itself plays ([`crate::raw_storyboard`] reads the file; the schema, field by
//! field, is `assets/films/README.md`). A storyboard chooses runs, times and a way for the eye, and says words. It has no
//! number that a receptor or a plot follows: those come from the runs. Not here: drawing and recording.

use serde::Deserialize;

use crate::assemble::Setting;
use crate::content::Library;
use crate::engine::Engine;
use crate::plan::Plan;

/// Longest film, s.
pub const MAX_SECONDS: f64 = 60.0;
/// Lengths of shots are multiples of this, s: whole frames at 30 and at 60 a second.
pub const SHOT_STEP_S: f64 = 0.1;
/// Longest cross-fade, s.
pub const MAX_FADE_S: f64 = 1.0;

/// Words that overlays say by themselves; translations have them too.
pub const FIXED: [&str; 21] = [
    "drug",
    "receptor",
    "signal",
    "counter-force",
    "set point",
    "counterweight",
    "Tolerance",
    "Dependence",
    "Addiction",
    "before",
    "now",
    "day",
    "week",
    "receptors, each = 1",
    "old dose",
    "pain relief",
    "breathing slows",
    "safe range",
    "breaths/min",
    "dose",
    "Dose-response",
];

/// Which stored plan of a level a take plays, or none but the level's own script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum TakePlan {
    /// The good one.
    Good,
    /// The naive one.
    Naive,
    /// What the level does by itself.
    Idle,
}

/// What a take plays.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// A level with one of its plans.
    Level(String, TakePlan),
    /// A scenario with its own regimen.
    Scenario(String),
    /// A run that was played by hand; whoever plays the film has it.
    Played,
}

/// A run of the simulation that shots show.
#[derive(Clone, Debug, PartialEq)]
pub struct Take {
    /// Name within the film.
    pub id: String,
    /// What is played.
    pub source: Source,
    /// Chance.
    pub seed: u64,
    /// Receptors of the naive body.
    pub receptors: u32,
}

/// Everything that a take needs to run.
#[derive(Clone, Debug)]
pub struct Cast {
    /// The equations.
    pub engine: Engine,
    /// What is done.
    pub plan: Plan,
    /// Length, h.
    pub duration_h: f64,
}

impl Take {
    /// Engine, plan and length; `None` if the library is not the one that the film was checked against.
    #[must_use]
    pub fn cast(&self, library: &Library) -> Option<Cast> {
        match &self.source {
            Source::Level(id, plan) => {
                let level = library.level(id)?;
                let own = match plan {
                    TakePlan::Good => level.good.clone(),
                    TakePlan::Naive => level.naive.clone(),
                    TakePlan::Idle => Plan::default(),
                };
                let drugs: Vec<&str> = level.drugs.iter().map(String::as_str).collect();
                let engine = library.assemble(&level.system, &drugs, &Setting::default()).ok()?;
                Some(Cast { engine, plan: level.with_script(&own), duration_h: level.duration_h })
            }
            Source::Scenario(id) => {
                let scenario = library.scenario(id)?;
                let engine = scenario.engine(library).ok()?;
                Some(Cast { engine, plan: scenario.plan.clone(), duration_h: scenario.duration_h })
            }
            Source::Played => None,
        }
    }
}

/// How a shot follows the one before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
pub enum Join {
    /// At once.
    #[default]
    Cut,
    /// The last picture fades away over the first ones, s.
    Fade(f64),
    /// The same run goes on and nothing in the picture is begun anew.
    On,
}

/// Which receptor the nearest scale shows.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub enum Follow {
    /// One that has something to show.
    #[default]
    Usual,
    /// Of those drawn large when the shot begins, the first that gets into this state.
    First(String),
    /// The one of the shot before.
    Same,
}

/// A closer look at a part of a scene.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Look {
    /// The point that is wanted in the middle, as shares of the scene's width and height.
    pub at: (f64, f64),
    /// How many times larger everything is.
    pub times: f64,
}

/// A part of the picture that shows a run: all of it, or one half. A second one without a way for the eye has no scene: it is a
/// run by the equations alone, read by overlays.
#[derive(Clone, Debug, PartialEq)]
pub struct Pane {
    /// The take, by place.
    pub take: usize,
    /// Second of the shot and hour of the run, both ascending; straight between.
    pub time: Vec<(f64, f64)>,
    /// Second of the shot and place of the zoom, 0 (person) to 4 (receptor); eased between.
    pub zoom: Vec<(f64, f64)>,
    /// Whom the nearest scale shows.
    pub follow: Follow,
    /// A closer look, in a second pane.
    pub look: Option<Look>,
    /// Which of the scene's own labels are shown.
    pub labels: Vec<String>,
}

impl Pane {
    /// Whether receptors are thrown for and drawn.
    #[must_use]
    pub fn has_scene(&self) -> bool {
        !self.zoom.is_empty()
    }

    /// The run's hour at a second of the shot.
    #[must_use]
    pub fn hour(&self, second: f64) -> f64 {
        between(&self.time, second, |w| w)
    }

    /// The zoom's place at a second of the shot.
    #[must_use]
    pub fn zoom_at(&self, second: f64) -> f64 {
        between(&self.zoom, second, |w| w * w * (3.0 - 2.0 * w))
    }

    /// Hours of the run in a second of the film, at a second of the shot.
    #[must_use]
    pub fn pace(&self, second: f64) -> f64 {
        let step = self.time.windows(2).find(|w| second < w[1].0).or_else(|| self.time.windows(2).last());
        step.map_or(0.0, |w| (w[1].1 - w[0].1) / (w[1].0 - w[0].0).max(1e-9))
    }
}

/// The value between two keys; beyond both ends it is held.
fn between(keys: &[(f64, f64)], at: f64, ease: fn(f64) -> f64) -> f64 {
    let after = keys.partition_point(|k| k.0 <= at);
    match (after.checked_sub(1).and_then(|i| keys.get(i)), keys.get(after)) {
        (Some(a), Some(b)) => a.1 + (b.1 - a.1) * ease(((at - a.0) / (b.0 - a.0).max(1e-9)).clamp(0.0, 1.0)),
        (Some(a), None) => a.1,
        (None, Some(b)) => b.1,
        (None, None) => 0.0,
    }
}

/// A small picture of another run.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tile {
    /// The take.
    pub take: String,
    /// What it is called.
    pub name: String,
    /// Series of what is taken.
    pub dose: String,
    /// Series of what it does.
    pub effect: String,
    /// Hours of the run that are shown, as times of a plan ("0h", "7d").
    pub hours: (String, String),
}

/// What is drawn over the scene. Every number in it is read off the pane's run.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum What {
    /// Days of a calendar: a pill for each, and a bar as high as the most that the series reached on it.
    Days {
        /// The series.
        series: String,
        /// How many.
        days: u32,
        /// What it is called.
        name: String,
    },
    /// An effect against its set point: the drug pushes it away, the body's spring pulls it back.
    Pull {
        /// The effect.
        effect: String,
        /// What it is called.
        name: String,
    },
    /// A see-saw: the drug's push in one pan, the body's counterweight in the other, the effect as its tilt.
    Balance {
        /// The effect.
        effect: String,
    },
    /// The three meters.
    Meters {},
    /// The run's time and how much of it passes in a second.
    Clock {},
    /// Dose-response now against naive, with the two numbers that say how it moved.
    Curve {
        /// The effect.
        effect: String,
    },
    /// Series over the shot's hours, named; with the set point of an effect, if one is given.
    Plot {
        /// What each is called, and the series.
        series: Vec<(String, String)>,
        /// What all of it is called.
        #[serde(default)]
        name: String,
    },
    /// How many times what it was in a naive body a series is.
    Times {
        /// The series.
        series: String,
        /// What it is called.
        name: String,
    },
    /// As many little things as a series says.
    Herd {
        /// The series.
        series: String,
        /// What they look like.
        icon: Icon,
        /// What it is called.
        name: String,
    },
    /// Two dose-response curves, and the doses between them that help and do not yet harm.
    Corridor {
        /// The effect that is wanted.
        relief: String,
        /// The effect that harms.
        danger: String,
        /// Series of what is taken.
        level: String,
    },
    /// A wave that breathes as the effect says.
    Breath {
        /// The effect.
        effect: String,
    },
    /// Effects in words, each with the way it has gone from its set point.
    Signs {
        /// Effects, and what each is called.
        effects: Vec<(String, String)>,
    },
    /// What the colours mean.
    Legend {},
    /// A few large words.
    Word {
        /// The words.
        text: String,
    },
    /// Small pictures of other runs, side by side.
    Tiles {
        /// The pictures.
        tiles: Vec<Tile>,
    },
    /// The card at the end: title, and lines below it.
    Card {
        /// Title.
        title: String,
        /// Lines.
        lines: Vec<String>,
        /// What a camera reads beside them: an address, or nothing.
        #[serde(default)]
        code: String,
    },
    /// The button that plays, and somebody who presses it.
    Press {},
}

/// Little things that multiply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Icon {
    /// Adenylyl cyclase.
    Cyclase,
    /// A liver enzyme.
    Enzyme,
}

/// Where in the picture something stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Place {
    /// The usual place of its kind.
    #[default]
    Usual,
    /// Upper left.
    TopLeft,
    /// Upper middle.
    Top,
    /// Upper right.
    TopRight,
    /// Left.
    Left,
    /// The middle.
    Middle,
    /// Right.
    Right,
    /// Lower left.
    BottomLeft,
    /// Lower middle, above the captions.
    Bottom,
    /// Lower right.
    BottomRight,
}

/// Something over the scene, for a while.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlay {
    /// What.
    pub what: What,
    /// Where.
    pub place: Place,
    /// The pane whose run it reads.
    pub pane: usize,
    /// From this second of the shot.
    pub from_s: f64,
    /// To this second.
    pub until_s: f64,
}

/// Words at an edge of the picture, for a while.
#[derive(Clone, Debug, PartialEq)]
pub struct Caption {
    /// From this second of the shot.
    pub from_s: f64,
    /// To this second.
    pub until_s: f64,
    /// The words; a line break of the author's is kept.
    pub text: String,
}

/// What is said in a shot.
#[derive(Clone, Debug, PartialEq)]
pub struct Narration {
    /// Name of the take on disk.
    pub id: String,
    /// From this second of the shot.
    pub from_s: f64,
    /// The words.
    pub text: String,
}

/// One shot.
#[derive(Clone, Debug, PartialEq)]
pub struct Shot {
    /// Name within the film.
    pub id: String,
    /// Length, s.
    pub seconds: f64,
    /// What is seen, in words, for those who cannot see it.
    pub shows: String,
    /// What is heard besides the voice, in words.
    pub heard: String,
    /// Where its claims come from.
    pub sources: Vec<String>,
    /// How it follows the shot before.
    pub join: Join,
    /// One run, or two side by side.
    pub panes: Vec<Pane>,
    /// What is drawn over them.
    pub overlays: Vec<Overlay>,
    /// Captions.
    pub captions: Vec<Caption>,
    /// Captions stand at the upper edge.
    pub captions_on_top: bool,
    /// What is said.
    pub narration: Option<Narration>,
    /// It holds still by design: equal frames are no fault.
    pub still: bool,
}

/// A film, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Storyboard {
    /// Name in files and on the command line.
    pub id: String,
    /// Title.
    pub title: String,
    /// One sentence about it.
    pub about: String,
    /// The runs.
    pub takes: Vec<Take>,
    /// The shots, in order.
    pub shots: Vec<Shot>,
}

impl Storyboard {
    /// Length, s.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.shots.iter().map(|s| s.seconds).sum()
    }
}
