//! Narration and music of the live explainer, through the same loudspeaker as data sounds: they follow the film's second, are
//! silent while it stands or is put elsewhere, and have their own sliders in the settings. Narration is in English; in other
//! languages there is music under the captions. Not here: how they sound (`sound::score`).

use std::sync::mpsc::{Receiver, TryRecvError};
use std::sync::{Arc, Mutex, PoisonError};

use bevy::prelude::*;
use sound::device::Order;
use sound::score::{Score, Start};

use super::Screen;
use super::explainer::{self, Show};
use crate::audio::Loudspeaker;
use crate::game::Content;
use crate::reel::Reel;

/// How far sound and pictures may part before the sound is put where the pictures are, s.
pub const APART_S: f64 = 0.06;

/// Where the sound is.
#[derive(Resource, Default)]
pub struct Soundtrack {
    making: Option<Mutex<Receiver<Score>>>,
    score: Option<Arc<Score>>,
    /// The loudspeaker has the score.
    loaded: bool,
    told: Option<Told>,
}

/// What the loudspeaker was told last: from which second on, at which real time.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Told {
    start: Start,
    real_s: f64,
}

/// What is to be said to the loudspeaker: nothing, or where to play from (or not to play). `at` is where the pictures are,
/// `moves` whether they run by themselves, `playing` from where it was told to play, and when.
#[must_use]
pub fn wanted(at: Start, moves: bool, playing: Option<(Start, f64)>, now_s: f64) -> Option<Option<Start>> {
    if !moves {
        return playing.is_some().then_some(None);
    }
    let there = playing.is_some_and(|(told, told_s)| {
        let heard_s = told.second + (now_s - told_s);
        told.spoken == at.spoken && (heard_s - at.second).abs() <= APART_S
    });
    (!there).then_some(Some(at))
}

/// Makes the score on a thread of its own: music takes a second or two.
#[cfg(not(target_arch = "wasm32"))]
fn make(content: &Content) -> Option<Mutex<Receiver<Score>>> {
    use crate::record::sound;
    let film = explainer::film(&content.0)?;
    let (done, score) = std::sync::mpsc::channel();
    let work = move || {
        let takes = film::takes::Takes::BuiltIn(crate::narration::TAKES);
        let whole = (0.0, film.seconds());
        let made = sound::Score::new(&film, &takes, true, whole).and_then(|score| score.played());
        match made {
            // Nobody waits any more where the film was left.
            Ok(score) => drop(done.send(score)),
            Err(e) => warn!("the film has no sound: {e}"),
        }
    };
    std::thread::Builder::new().name("film sound".to_owned()).spawn(work).ok()?;
    Some(Mutex::new(score))
}

/// A browser's game has neither takes nor a loudspeaker.
#[cfg(target_arch = "wasm32")]
fn make(_: &Content) -> Option<Mutex<Receiver<Score>>> {
    None
}

/// Keeps the sound with the pictures.
fn play(
    mut show: ResMut<Show>,
    reel: Option<Res<Reel>>,
    (content, time): (Res<Content>, Res<Time<Real>>),
    mut track: ResMut<Soundtrack>,
    loudspeaker: Res<Loudspeaker>,
) {
    let track = &mut *track;
    if !loudspeaker.is_open() {
        // One that is opened later is told everything anew.
        (track.loaded, track.told) = (false, None);
        return;
    }
    if track.score.is_none() && track.making.is_none() {
        track.making = make(&content);
    }
    if let Some(making) = &track.making {
        match making.lock().unwrap_or_else(PoisonError::into_inner).try_recv() {
            Ok(score) => track.score = Some(Arc::new(score)),
            Err(TryRecvError::Empty) => return,
            // It is not tried again and again.
            Err(TryRecvError::Disconnected) => {}
        }
    }
    let Some(score) = track.score.as_ref().filter(|_| reel.is_some()) else { return };
    if !track.loaded {
        track.loaded = loudspeaker.tell(Order::Score(Arc::clone(score)));
        return;
    }
    let now_s = time.elapsed_secs_f64();
    let at = Start { second: show.second, spoken: show.lang == 0 };
    let order = wanted(at, show.running && !show.moved, track.told.map(|t| (t.start, t.real_s)), now_s);
    if let Some(start) = order
        && loudspeaker.tell(Order::Play(start))
    {
        track.told = start.map(|start| Told { start, real_s: now_s });
    }
    if show.moved {
        show.moved = false;
    }
}

/// The film was left.
fn stop(mut track: ResMut<Soundtrack>, loudspeaker: Res<Loudspeaker>) {
    // Where it is not taken, nothing listens either.
    let _ = loudspeaker.tell(Order::Play(None));
    track.told = None;
}

/// Adds it.
pub fn plugin(app: &mut App) {
    app.init_resource::<Soundtrack>()
        .add_systems(OnExit(Screen::Explainer), stop)
        .add_systems(Update, play.after(explainer::play).run_if(in_state(Screen::Explainer)));
}
