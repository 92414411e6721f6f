//! The sound track of a film: its narration where takes are at hand, quiet music under it, and what the receptors of each
//! frame do. Not here: making takes (`film::voice`), how anything sounds (package `sound`).

use std::path::Path;

use bevy::prelude::World;
use film::mix::{Tracks, mix};
use film::takes::Takes;
use film::{Pcm, voice};
use model::storyboard::Storyboard;
use sim::census::Census;
use sim::course::Course;
use sound::transitions::Moment;
use sound::{Counts, Frame, Gains, Mixer, SAMPLE_RATE_HZ};

use super::files;
use crate::{audio, narration};

/// The narration's folder in the source tree.
pub const FOLDER: &str = "assets/narration/en";
/// Seed of music and data sounds: a film sounds the same every time.
const SEED: u64 = 60;

/// The takes of the narration: those in a folder, or those that are built in where the usual folder is not at hand.
#[must_use]
pub fn takes(folder: &Path) -> Takes<'_> {
    if folder == Path::new(FOLDER) && !folder.is_dir() { Takes::BuiltIn(narration::TAKES) } else { folder.into() }
}

/// The parts of a sound track that are there before the first frame.
#[derive(Clone, Debug)]
pub struct Score {
    tracks: Tracks,
    span_s: (f64, f64),
}

impl Score {
    /// Of a film's span: music where the film has lines to speak, takes of them where `spoken` and where there is any.
    ///
    /// # Errors
    /// A take cannot be read, overruns its shot, or is missing where others are there.
    pub fn new(film: &Storyboard, takes: &Takes, spoken: bool, span_s: (f64, f64)) -> Result<Self, film::Error> {
        let lines = files::lines(film);
        let seconds = film.seconds();
        let any = spoken && voice::lengths(&lines, *takes)?.iter().any(Option::is_some);
        let voice = if any { voice::takes(&lines, *takes)? } else { Vec::new() };
        let music = (!lines.is_empty()).then(|| pcm(sound::music::music(seconds, SEED)));
        Ok(Self { tracks: Tracks { seconds, voice, music, data: None }, span_s })
    }

    /// Voice and music for one who plays them with volumes of their own, and follows the pictures.
    ///
    /// # Errors
    /// The film is longer than an hour.
    pub fn played(&self) -> Result<::sound::score::Score, film::Error> {
        let layers = film::mix::layers(&self.tracks)?;
        let frames = |sound: Pcm| sound.samples.as_chunks::<2>().0.to_vec();
        Ok(::sound::score::Score { voice: frames(layers.voice), music: frames(layers.music) })
    }

    /// The tracks of the whole film, with what was heard in the frames of the span.
    #[must_use]
    pub fn tracks(&self, heard: Vec<Frame>) -> Tracks {
        let mut data = vec![[0.0; 2]; sound::samples(self.span_s.0)];
        data.extend(heard);
        Tracks { data: Some(pcm(data)), ..self.tracks.clone() }
    }

    /// What is said, in seconds of the film.
    #[must_use]
    pub fn voice(&self) -> &[voice::Take] {
        &self.tracks.voice
    }

    /// The sound of the span, with what was heard in its frames.
    ///
    /// # Errors
    /// The film is longer than an hour.
    pub fn mixed(&self, heard: Vec<Frame>) -> Result<Pcm, film::Error> {
        Ok(cut(&mix(&self.tracks(heard))?.sound, self.span_s))
    }
}

fn pcm(frames: Vec<Frame>) -> Pcm {
    Pcm { rate_hz: SAMPLE_RATE_HZ, channels: 2, samples: frames.into_flattened() }
}

/// The part of a track between two seconds.
fn cut(sound: &Pcm, (from_s, to_s): (f64, f64)) -> Pcm {
    let channels = usize::from(sound.channels.max(1));
    let at = |s: f64| ((s * f64::from(sound.rate_hz)).round() as usize * channels).min(sound.samples.len());
    Pcm { samples: sound.samples[at(from_s)..at(to_s).max(at(from_s))].to_vec(), ..sound.clone() }
}

/// Hears what the receptors of one frame after the other do.
pub struct Ear {
    mixer: Mixer,
    heard: Vec<Frame>,
    before: Option<(Vec<u8>, u64, u64)>,
}

impl Default for Ear {
    fn default() -> Self {
        let mut mixer = Mixer::new(SEED);
        mixer.set_gains(Gains::FULL);
        Self { mixer, heard: Vec::new(), before: None }
    }
}

impl Ear {
    /// Hears a frame that ends `until_s` after the first one began. `anew`: it has nothing to do with the one before.
    pub fn listen(&mut self, world: &World, anew: bool, until_s: f64) {
        let census = world.resource::<Census>();
        let now = Moment { by_slot: &census.by_slot, created: census.created, degraded: census.degraded };
        if let Some((by_slot, created, degraded)) = self.before.as_ref().filter(|_| !anew) {
            let then = Moment { by_slot, created: *created, degraded: *degraded };
            self.mixer.hear(&Counts::between(then, now));
        }
        self.before = Some((census.by_slot.clone(), census.created, census.degraded));
        if let Some(course) = world.get_resource::<Course>() {
            self.mixer.set_deviation(audio::deviation(course, 0));
            self.mixer.set_chord(true);
        }
        let from = self.heard.len();
        self.heard.resize(sound::samples(until_s).max(from), [0.0; 2]);
        self.mixer.render(&mut self.heard[from..]);
    }

    /// All that was heard.
    #[must_use]
    pub fn heard(self) -> Vec<Frame> {
        self.heard
    }
}
