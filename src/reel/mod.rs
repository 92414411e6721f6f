//! What plays a film: runs laid out and rehearsed, the world set to any moment, and everything that is drawn over the
//! scene. The recorder (`record`) and the game's own explainer show the same reel. Not here: files and encoders.

pub mod aside;
pub mod balance;
pub mod breath;
pub mod card;
pub mod clock;
pub mod corridor;
pub mod curve;
pub mod days;
pub mod direct;
pub mod frame;
pub mod herd;
pub mod meters;
pub mod overlay;
pub mod pen;
pub mod plot;
pub mod pull;
pub mod rehearse;
pub mod schedule;
pub mod signs;
pub mod tiles;
pub mod words;

use std::ops::Range;

use bevy::prelude::*;
use model::content::Library;
use model::quantity::duration_h;
use model::storyboard::{Cast, Follow, Join, Place, Source, Storyboard, What};
use model::trace::Trace;
use model::words::Words;

use crate::played::Played;
use rehearse::Rehearsed;
use schedule::{Leg, Run};

/// Why a film cannot be played.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReelError {
    /// The library is another than the one that the film was checked against.
    #[error("take \"{0}\" of the film cannot be played: its level or scenario is not in the library")]
    NoTake(String),
}

/// A film with all its runs.
#[derive(Resource, Clone, Debug)]
pub struct Reel {
    /// The film.
    pub film: Storyboard,
    /// Its words in another language.
    pub words: Option<Words>,
    casts: Vec<Cast>,
    runs: Vec<Run>,
    legs: Vec<Leg>,
    rehearsed: Vec<Rehearsed>,
    apart: Vec<Option<Trace>>,
    /// Second scenes, by shot.
    asides: Vec<Option<aside::Aside>>,
    /// The run that stands in the world.
    on_stage: Option<usize>,
    /// The shot that was shown last, and whom it follows.
    shown: Option<usize>,
    followed: Option<u32>,
    lasting: direct::Lasting,
}

/// A moment of a film.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq)]
pub struct Playhead {
    /// The shot, by place.
    pub shot: usize,
    /// Second of the shot.
    pub second: f64,
    /// Second of the film.
    pub film_s: f64,
}

impl Reel {
    /// Lays a film out and rehearses its runs in `world`, which needs the simulation and is left with the last of them.
    /// `played` is the run of a film about one that was played by hand. With a span (s) only what its pictures need is rehearsed.
    ///
    /// # Errors
    /// [`ReelError::NoTake`].
    pub fn new(
        world: &mut World,
        library: &Library,
        film: Storyboard,
        words: Option<Words>,
        played: Option<&Played>,
        span_s: Option<(f64, f64)>,
    ) -> Result<Self, ReelError> {
        let cast = |take: &model::storyboard::Take| {
            let found = match (&take.source, played) {
                (Source::Played, Some(played)) => {
                    played.setup(library).map(|s| Cast { engine: s.engine, plan: s.script, duration_h: s.duration_h })
                }
                _ => take.cast(library),
            };
            found.ok_or_else(|| ReelError::NoTake(take.id.clone()))
        };
        let casts = film.takes.iter().map(cast).collect::<Result<Vec<_>, _>>()?;
        let by_hand = film.takes.iter().any(|t| t.source == Source::Played);
        let (runs, legs) = match played.filter(|_| by_hand) {
            Some(played) => schedule::follow(&film, played),
            None => schedule::lay_out(&film),
        };
        let mut reel = Self {
            words,
            apart: film.takes.iter().map(|_| None).collect(),
            asides: Vec::new(),
            casts,
            runs,
            legs,
            rehearsed: Vec::new(),
            on_stage: None,
            shown: None,
            followed: None,
            lasting: direct::Lasting::default(),
            film,
        };
        let needed = reel.needed(span_s);
        let chance: Vec<(u64, u32)> = reel.film.takes.iter().map(|t| (t.seed, t.receptors)).collect();
        let shots = reel.film.shots.iter().enumerate();
        let mut beside = |(i, shot)| {
            if needed.contains(&i) { aside::Aside::rehearse(world, shot, &reel.casts, &chance) } else { None }
        };
        reel.asides = shots.map(&mut beside).collect();
        let shown = |run: usize| needed.clone().any(|shot| reel.legs.get(shot).is_some_and(|leg| leg.run == run));
        let shown: Vec<bool> = (0..reel.runs.len()).map(shown).collect();
        let mut rehearse = |(i, on): (usize, &bool)| if *on { reel.rehearse(world, i) } else { Rehearsed::default() };
        reel.rehearsed = shown.iter().enumerate().map(&mut rehearse).collect();
        // The last one still stands there, with its places to come back to.
        reel.on_stage = shown.iter().rposition(|on| *on);
        for (take, until_h) in reel.beside(needed) {
            reel.apart[take] = Some(rehearse::apart(&reel.casts[take], until_h));
        }
        Ok(reel)
    }

    /// The shots without which the pictures of a span cannot be drawn: its own, what they go on from, what fades away over them.
    fn needed(&self, span_s: Option<(f64, f64)>) -> Range<usize> {
        let Some((from_s, to_s)) = span_s else { return 0..self.film.shots.len() };
        self.beginning(self.at(from_s).shot.saturating_sub(1))..self.at(to_s).shot + 1
    }

    fn rehearse(&self, world: &mut World, run: usize) -> Rehearsed {
        let shots = self.film.shots.iter().zip(&self.legs).filter(|(_, leg)| leg.run == run);
        let chosen = shots.filter(|(shot, _)| shot.panes.iter().any(|p| matches!(p.follow, Follow::First(_))));
        let from = chosen.filter_map(|(_, leg)| leg.ticks.first().copied()).min().unwrap_or(u64::MAX);
        let plan = &self.runs[run];
        let take = &self.film.takes[plan.take];
        let mut seen: Vec<u64> =
            self.legs.iter().filter(|l| l.run == run).flat_map(|l| l.ticks.iter().copied()).collect();
        seen.sort_unstable();
        let chance = (take.seed, take.receptors);
        rehearse::whole(world, plan, &self.casts[plan.take], chance, from, |tick| seen.binary_search(&tick).is_ok())
    }

    /// Takes that are shown without a scene, and how far each is wanted, h.
    fn beside(&self, shots: Range<usize>) -> Vec<(usize, f64)> {
        let mut wanted: Vec<(usize, f64)> = Vec::new();
        for shot in self.film.shots.get(shots).unwrap_or_default() {
            for pane in shot.panes.iter().skip(1).filter(|p| !p.has_scene()) {
                wanted.push((pane.take, pane.hour(shot.seconds)));
            }
            for overlay in &shot.overlays {
                let What::Tiles { tiles } = &overlay.what else { continue };
                for tile in tiles {
                    let take = self.film.takes.iter().position(|t| t.id == tile.take);
                    wanted.extend(take.zip(duration_h(&tile.hours.1).ok()));
                }
            }
        }
        let mut out: Vec<(usize, f64)> = Vec::new();
        for (take, hour) in wanted {
            match out.iter_mut().find(|o| o.0 == take) {
                Some(o) => o.1 = o.1.max(hour),
                None => out.push((take, hour)),
            }
        }
        out
    }

    /// Length of the film, s.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.film.seconds()
    }

    /// When a shot begins, s.
    #[must_use]
    pub fn start(&self, shot: usize) -> f64 {
        // Shots are whole tenths of a second: sums of them are made exact.
        let sum: f64 = self.film.shots.iter().take(shot).map(|s| s.seconds).sum();
        (sum * 1000.0).round() / 1000.0
    }

    /// The moment at a second of the film.
    #[must_use]
    pub fn at(&self, film_s: f64) -> Playhead {
        let last = self.film.shots.len().saturating_sub(1);
        let shot = (0..=last).rev().find(|i| self.start(*i) <= film_s + 1e-6).unwrap_or(0);
        Playhead { shot, second: (film_s - self.start(shot)).max(0.0), film_s }
    }

    /// The shot from which a shot must be played so that nothing in its picture depends on where one began to look.
    #[must_use]
    pub fn beginning(&self, shot: usize) -> usize {
        (0..=shot).rev().find(|i| self.film.shots[*i].join != Join::On).unwrap_or(0)
    }

    /// Whether the scene gives way to what stands to its right: it does where nothing stands to its left or in its middle. Shots
    /// that go on from one another do alike.
    #[must_use]
    pub fn gives_way(&self, shot: usize) -> bool {
        let shots = &self.film.shots;
        let first = self.beginning(shot);
        let last = (shot + 1..shots.len()).find(|i| shots[*i].join != Join::On).unwrap_or(shots.len());
        let places = || shots[first..last].iter().flat_map(|s| &s.overlays).map(|o| o.place);
        let right = places().any(|p| matches!(p, Place::Right | Place::BottomRight));
        right
            && places().all(|p| {
                matches!(p, Place::Right | Place::BottomRight | Place::TopRight | Place::TopLeft | Place::Usual)
            })
    }

    /// The record of the run behind a pane of a shot, the take's engine, and the pane.
    #[must_use]
    pub fn record(&self, shot: usize, pane: usize) -> Option<(&Trace, &Cast, &model::storyboard::Pane)> {
        let found = self.film.shots.get(shot)?.panes.get(pane)?;
        let trace = match pane {
            0 => &self.rehearsed.get(self.legs.get(shot)?.run)?.trace,
            _ if found.has_scene() => &self.asides.get(shot)?.as_ref()?.trace,
            _ => self.apart.get(found.take)?.as_ref()?,
        };
        Some((trace, self.casts.get(found.take)?, found))
    }

    /// The second scene of a shot, if it has one.
    #[must_use]
    pub fn aside(&self, shot: usize) -> Option<&aside::Aside> {
        self.asides.get(shot)?.as_ref()
    }

    /// The record of a take by the equations alone, where a tile or a second pane wants it.
    #[must_use]
    pub fn record_apart(&self, take: &str) -> Option<(&Trace, &Cast)> {
        let at = self.film.takes.iter().position(|t| t.id == take)?;
        Some((self.apart.get(at)?.as_ref()?, self.casts.get(at)?))
    }

    /// A phrase in the language of the reel.
    #[must_use]
    pub fn say<'a>(&'a self, phrase: &'a str) -> &'a str {
        self.words.as_ref().map_or(phrase, |w| w.say(phrase))
    }
}
