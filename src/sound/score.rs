//! Narration and music that are played along with pictures: from any second on, silent while nothing moves. Not here: making
//! them, and when they are to be heard.

use std::sync::Arc;

use crate::gains::Bus;
use crate::math::limit;
use crate::mixer::Glide;
use crate::{Frame, Gains, samples};

/// Both tracks of a film, from its first picture on, at [`crate::SAMPLE_RATE_HZ`]; the shorter one ends in silence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    /// Narration.
    pub voice: Vec<Frame>,
    /// Music, lower where the voice speaks.
    pub music: Vec<Frame>,
}

/// Where to play from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Start {
    /// Second of the film.
    pub second: f64,
    /// With the voice.
    pub spoken: bool,
}

/// Plays a score. Whatever is changed, nothing clicks: what sounds fades out first.
#[derive(Clone, Debug)]
pub struct Player {
    score: Arc<Score>,
    /// The next sample, and whether the voice is heard; none: it is silent.
    at: Option<(usize, bool)>,
    /// What comes once the present has faded out.
    next: Option<Option<(usize, bool)>>,
    there: Glide,
    voice: Glide,
    music: Glide,
}

impl Default for Player {
    fn default() -> Self {
        let mut player = Self {
            score: Arc::default(),
            at: None,
            next: None,
            there: Glide::still(0.0),
            voice: Glide::still(0.0),
            music: Glide::still(0.0),
        };
        player.set_gains(Gains::default());
        player
    }
}

impl Player {
    /// Takes another score; silent until it is told where from.
    pub fn load(&mut self, score: Arc<Score>) {
        (self.score, self.at, self.next) = (score, None, None);
        self.there = Glide::still(0.0);
    }

    /// Plays from somewhere, or not at all.
    pub fn play(&mut self, from: Option<Start>) {
        self.next = Some(from.map(|f| (samples(f.second), f.spoken)));
        self.there.to(0.0);
    }

    /// Volumes from here on.
    pub fn set_gains(&mut self, gains: Gains) {
        self.voice.to(gains.amplitude(Bus::Voice));
        self.music.to(gains.amplitude(Bus::Music));
    }

    /// Adds the next samples to `out`. None is beyond -1..1.
    pub fn render(&mut self, out: &mut [Frame]) {
        for frame in out {
            if self.there.is_at(0.0)
                && let Some(next) = self.next.take()
            {
                self.at = next;
                self.there.to(if next.is_some() { 1.0 } else { 0.0 });
            }
            let (there, voice, music) = (self.there.advance(), self.voice.advance(), self.music.advance());
            let Some((n, spoken)) = &mut self.at else { continue };
            let of = |track: &[Frame]| track.get(*n).copied().unwrap_or_default();
            let (said, played) = (if *spoken { of(&self.score.voice) } else { [0.0; 2] }, of(&self.score.music));
            *n += 1;
            *frame = core::array::from_fn(|i| limit(frame[i] + there * (said[i] * voice + played[i] * music)));
        }
    }
}
