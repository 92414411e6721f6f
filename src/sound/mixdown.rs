//! Tracks into one: music and data sounds step back while somebody speaks.

use crate::gains::Bus;
use crate::math::{exp, limit};
use crate::{Frame, Gains, SAMPLE_RATE_HZ};

/// By how much music is lower while the voice speaks, dB.
pub const MUSIC_DUCK_DB: f32 = 12.0;
/// By how much data sounds are lower while the voice speaks, dB.
pub const DATA_DUCK_DB: f32 = 9.0;

/// The voice is listened to in pieces of a hundredth of a second.
const PIECE: usize = (SAMPLE_RATE_HZ / 100) as usize;
/// A piece speaks where a sample is louder than this.
const SPEAKS: f32 = 0.01;
/// The track steps back so many pieces before the voice begins, and stays so many after it.
const BEFORE: usize = 20;
const AFTER: usize = 30;
/// E-folds of stepping back and of returning, s.
const FOLD_S: (f64, f64) = (0.06, 0.35);

/// The tracks of a film, all at [`crate::SAMPLE_RATE_HZ`] and from the same start; the shorter ones end in silence.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tracks<'a> {
    /// Narration.
    pub voice: &'a [Frame],
    /// What [`crate::Mixer`] rendered, with its own gains at [`Gains::FULL`].
    pub data: &'a [Frame],
    /// What [`crate::music::music`] rendered.
    pub music: &'a [Frame],
}

/// Lowers a track while the voice speaks: by `depth_db` (positive), a little before the voice begins, and back slowly
/// after it ends.
pub fn duck(track: &mut [Frame], voice: &[Frame], depth_db: f32) {
    let speaks: Vec<bool> = voice.chunks(PIECE).map(|piece| piece.iter().flatten().any(|x| x.abs() > SPEAKS)).collect();
    let near = |piece: usize| {
        let from = piece.saturating_sub(AFTER).min(speaks.len());
        let to = (piece + BEFORE + 1).min(speaks.len());
        speaks[from..to].contains(&true)
    };
    let low = exp(f64::from(-depth_db.abs()) * core::f64::consts::LN_10 / 20.0) as f32;
    let rate = |fold_s: f64| 1.0 - exp(-1.0 / (fold_s * f64::from(SAMPLE_RATE_HZ))) as f32;
    let (back, away) = (rate(FOLD_S.0), rate(FOLD_S.1));
    let mut gain = if near(0) { low } else { 1.0 };
    for (n, piece) in track.chunks_mut(PIECE).enumerate() {
        let aim = if near(n) { low } else { 1.0 };
        for frame in piece {
            gain += (aim - gain) * if aim < gain { back } else { away };
            *frame = frame.map(|x| x * gain);
        }
    }
}

/// All tracks in one, as long as the longest: the voice as it is, music and data sounds lower while it speaks
/// ([`MUSIC_DUCK_DB`], [`DATA_DUCK_DB`]), each with its slider (data sounds and chord share that of the data sounds),
/// softly limited so that no sample is beyond -1..1.
#[must_use]
pub fn mixdown(tracks: Tracks, gains: &Gains) -> Vec<Frame> {
    let Tracks { voice, data, music } = tracks;
    let mut out = vec![[0.0; 2]; voice.len().max(data.len()).max(music.len())];
    for (track, bus, depth_db) in [(music, Bus::Music, MUSIC_DUCK_DB), (data, Bus::Effects, DATA_DUCK_DB)] {
        let mut track = track.to_vec();
        duck(&mut track, voice, depth_db);
        lay(&mut out, &track, gains.amplitude(bus));
    }
    lay(&mut out, voice, gains.amplitude(Bus::Voice));
    for frame in &mut out {
        *frame = frame.map(limit);
    }
    out
}

fn lay(out: &mut [Frame], track: &[Frame], gain: f32) {
    for (sum, frame) in out.iter_mut().zip(track) {
        for (sum, x) in sum.iter_mut().zip(frame) {
            *sum += x * gain;
        }
    }
}
