//! Tracks into one: music and data sounds step back while somebody speaks.

use crate::{Frame, Gains};

/// The tracks of a film, all at [`crate::SAMPLE_RATE_HZ`] and from the same start; the shorter ones end in silence.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tracks<'a> {
    /// Narration.
    pub voice: &'a [Frame],
    /// What [`crate::Mixer`] rendered (with its own gains at [`Gains::FULL`] where these here are to count alone).
    pub data: &'a [Frame],
    /// What [`crate::music::music`] rendered.
    pub music: &'a [Frame],
}

/// Lowers a track while the voice speaks: by `depth_db` (positive), a little before the voice begins, and back slowly
/// after it ends.
pub fn duck(track: &mut [Frame], voice: &[Frame], depth_db: f32) {
    let _ = (track, voice, depth_db);
}

/// All tracks in one, as long as the longest: voice as it is, music 12 dB and data sounds 9 dB lower while it speaks, each
/// with its slider, softly limited so that no sample is beyond -1..1.
#[must_use]
pub fn mixdown(tracks: Tracks, gains: &Gains) -> Vec<Frame> {
    let _ = gains;
    vec![[0.0; 2]; tracks.voice.len().max(tracks.data.len()).max(tracks.music.len())]
}
