//! A film of any run: one shot of a level, a scenario or a run that was played by hand, between two hours, with clock, legend,
//! plot and scale note. Not here: films with a storyboard of their own.

use model::content::Library;
use model::storyboard::{Follow, Join, Overlay, Pane, Place, Shot, Source, Storyboard, Take, TakePlan, What};
use model::system::System;
use sim::TICKS_PER_S;

use crate::played::Played;

/// What is to be filmed.
#[derive(Clone, Debug, PartialEq)]
pub struct Clip {
    /// The run.
    pub source: Source,
    /// Chance.
    pub seed: u64,
    /// Receptors; what the level says, where none are asked for.
    pub receptors: Option<u32>,
    /// First and last hour.
    pub hours: (f64, f64),
    /// Length of the film, s.
    pub seconds: f64,
    /// Only the last moment is wanted: time stands still there.
    pub picture: bool,
    /// The zoom's place, 0 (person) to 4 (receptor); the level's own where none is asked for.
    pub zoom: Option<f64>,
    /// The effect that the plot shows; the level's own, or the system's first.
    pub effect: Option<String>,
}

/// The storyboard of a clip; `None` where the library has no such run. `played` is the run of [`Source::Played`].
#[must_use]
pub fn storyboard(clip: &Clip, library: &Library, played: Option<&Played>) -> Option<Storyboard> {
    let (title, system, effect, receptors, zoom): (&str, &System, Option<&str>, u32, f64) = match &clip.source {
        Source::Level(id, _) => {
            let level = library.level(id)?;
            let zoom = f64::from(crate::view::zoom::place(level.zoom));
            (&level.title, library.system(&level.system)?, Some(&level.effect), level.receptors, zoom)
        }
        Source::Scenario(id) => {
            let scenario = library.scenario(id)?;
            (&scenario.name, library.system(&scenario.system)?, None, 10_000, 3.0)
        }
        Source::Played => {
            let run = played?;
            (&run.title, library.system(&run.system)?, Some(&run.effect), run.receptors, 3.0)
        }
    };
    let effect = clip.effect.as_deref().or(effect);
    let effect = system.effects.iter().find(|e| Some(e.id.as_str()) == effect).or_else(|| system.effects.first());
    let seconds = clip.seconds;
    // The last frame is a thirtieth before the end.
    let there = if clip.picture { seconds - 1.5 / TICKS_PER_S } else { seconds };
    let mut time = vec![(0.0, clip.hours.0), (there, clip.hours.1)];
    time.extend(clip.picture.then_some((seconds, clip.hours.1)));
    let overlay = |what: What, place: Place| Overlay { what, place, pane: 0, from_s: 0.0, until_s: seconds };
    let mut overlays = vec![overlay(What::Clock {}, Place::TopLeft)];
    if let Some(effect) = effect {
        let name = effect.name.clone();
        overlays.push(overlay(What::Pull { effect: effect.id.clone(), name }, Place::Right));
        overlays.push(overlay(What::Legend {}, Place::TopRight));
    }
    let shot = Shot {
        id: "clip".to_owned(),
        seconds,
        shows: format!("{title}, from hour {} to hour {}.", clip.hours.0, clip.hours.1),
        heard: String::new(),
        sources: vec!["The run itself".to_owned()],
        join: Join::Cut,
        panes: vec![Pane {
            take: 0,
            time,
            zoom: vec![(0.0, clip.zoom.unwrap_or(zoom))],
            follow: Follow::Usual,
            look: None,
            labels: Vec::new(),
        }],
        overlays,
        captions: Vec::new(),
        captions_on_top: false,
        narration: None,
        still: false,
    };
    let take = Take {
        id: "run".to_owned(),
        source: clip.source.clone(),
        seed: clip.seed,
        receptors: clip.receptors.unwrap_or(receptors),
    };
    Some(Storyboard {
        id: "clip".to_owned(),
        title: title.to_owned(),
        about: "A run of the simulation, recorded.".to_owned(),
        takes: vec![take],
        shots: vec![shot],
    })
}

/// The plan of a level by the name that the command line uses.
#[must_use]
pub fn plan_named(name: &str) -> Option<TakePlan> {
    match name {
        "good" => Some(TakePlan::Good),
        "naive" => Some(TakePlan::Naive),
        "idle" => Some(TakePlan::Idle),
        _ => None,
    }
}
