//! The sound track: voice over music and data sounds. Music steps back while somebody speaks; the whole is brought to
//! -16 LUFS with no true peak above -1 dBTP. The same input gives the same samples. Not here: making any of the
//! sounds.

use crate::limiter::limited;
use crate::loudness::{MAX_PEAK_DBTP, SILENCE_LUFS, gain_to_target, lufs, true_peak_dbtp};
use crate::pcm::RATE_HZ;
use crate::resample::resampled;
use crate::voice::Take;
use crate::{Error, Pcm};

/// Music and data sounds before anybody speaks, LU under the voice.
pub const MUSIC_UNDER_LU: f64 = 9.0;
/// The same for data sounds.
pub const DATA_UNDER_LU: f64 = 6.0;
/// How far music steps back under the voice, dB.
pub const DUCK_DB: f64 = 12.0;
/// How far data sounds step back under the voice, dB.
pub const DUCK_DATA_DB: f64 = 8.0;
/// Stepping back takes this long, and is done when the voice begins, s.
pub const ATTACK_S: f64 = 0.25;
/// Coming back takes this long, s.
pub const RELEASE_S: f64 = 0.6;
/// Pauses shorter than this are not filled by music, s.
pub const BRIDGE_S: f64 = 0.5;
/// Longest film that is mixed, s.
const MAX_SECONDS: f64 = 3600.0;
/// Rounds of levelling and limiting; each changes little after the first.
const ROUNDS: usize = 4;

/// What is mixed. Sounds of other rates are resampled, one channel goes to both sides.
#[derive(Clone, Debug, Default)]
pub struct Tracks {
    /// Length of the film, s: what is longer is cut, what is shorter is filled with silence.
    pub seconds: f64,
    /// The voice.
    pub voice: Vec<Take>,
    /// Music, from the first frame.
    pub music: Option<Pcm>,
    /// Data sounds, from the first frame.
    pub data: Option<Pcm>,
}

/// A finished sound track.
#[derive(Clone, Debug, PartialEq)]
pub struct Mix {
    /// 48 kHz, two channels.
    pub sound: Pcm,
    /// Integrated loudness, LUFS; -70 if there is nothing to hear.
    pub lufs: f64,
    /// True peak, dBTP.
    pub peak_dbtp: f64,
}

/// Mixes. Music and data sounds keep their own ups and downs; each as a whole is set under the voice.
///
/// # Errors
/// The length is not between 0 and an hour, or a sound has neither one nor two channels.
pub fn mix(tracks: &Tracks) -> Result<Mix, Error> {
    let Layers { mut voice, music, data } = layers(tracks)?;
    add(&mut voice.samples, &music.samples);
    add(&mut voice.samples, &data.samples);
    Ok(levelled(voice))
}

/// Voice, music and data sounds as they are laid over each other, each as long as the film: 48 kHz, two channels.
#[derive(Clone, Debug, PartialEq)]
pub struct Layers {
    /// The voice.
    pub voice: Pcm,
    /// Music, at its level and stepped back under the voice.
    pub music: Pcm,
    /// Data sounds, at their level and stepped back under the voice.
    pub data: Pcm,
}

/// The layers of a sound track, for who plays them with volumes of their own.
///
/// # Errors
/// As [`mix`].
pub fn layers(tracks: &Tracks) -> Result<Layers, Error> {
    if !(tracks.seconds > 0.0 && tracks.seconds <= MAX_SECONDS) {
        return Err(Error::Spec(format!("a film of {} s; allowed: above 0, up to {MAX_SECONDS} s", tracks.seconds)));
    }
    let beside = tracks.music.iter().chain(&tracks.data);
    let sounds = beside.chain(tracks.voice.iter().map(|t| &t.sound));
    if let Some(odd) = sounds.map(|s| s.channels).find(|c| !(1..=2).contains(c)) {
        return Err(Error::Spec(format!("a sound has {odd} channels; allowed: 1 or 2")));
    }
    let mut voice = Pcm::silence(RATE_HZ, 2, tracks.seconds);
    for take in &tracks.voice {
        let from = (take.start_s.max(0.0) * f64::from(RATE_HZ)).round() as usize * 2;
        let sound = resampled(&take.sound, RATE_HZ).to_stereo();
        add(voice.samples.get_mut(from..).unwrap_or_default(), &sound.samples);
    }
    let speaking = speech(tracks);
    let under = |sound: &Option<Pcm>, under_lu: f64, duck_db: f64| {
        let Some(sound) = sound else { return Pcm::silence(RATE_HZ, 2, tracks.seconds) };
        let sound = resampled(sound, RATE_HZ).to_stereo().lasting(tracks.seconds);
        let gain = gain_to_target(lufs(&sound)) * db(-under_lu);
        let mut sound = sound.scaled(gain);
        for (moment, s) in sound.samples.chunks_exact_mut(2).zip(&speaking) {
            let step_back = db(-duck_db * s);
            moment.iter_mut().for_each(|x| *x *= step_back);
        }
        sound
    };
    let music = under(&tracks.music, MUSIC_UNDER_LU, DUCK_DB);
    let data = under(&tracks.data, DATA_UNDER_LU, DUCK_DATA_DB);
    Ok(Layers { voice, music, data })
}

fn add(to: &mut [f32], from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(t, f)| *t += f);
}

fn db(decibels: f64) -> f32 {
    10f64.powf(decibels / 20.0) as f32
}

/// For each moment how far music has stepped back: 0 not, 1 all the way; a smooth step up before the voice and down
/// after it.
fn speech(tracks: &Tracks) -> Vec<f64> {
    let mut spans: Vec<(f64, f64)> = tracks.voice.iter().map(|t| (t.start_s, t.start_s + t.sound.seconds())).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut joined: Vec<(f64, f64)> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.0 - last.1 < BRIDGE_S => last.1 = last.1.max(span.1),
            _ => joined.push(span),
        }
    }
    let smooth = |x: f64| {
        let x = x.clamp(0.0, 1.0);
        x * x * (3.0 - 2.0 * x)
    };
    let moments = (tracks.seconds * f64::from(RATE_HZ)).round() as usize;
    let mut out = vec![0.0f64; moments];
    let place = |s: f64| ((s.max(0.0) * f64::from(RATE_HZ)) as usize).min(moments);
    for (from, to) in joined {
        let (begin, end) = (place(from - ATTACK_S), place(to + RELEASE_S));
        for (n, s) in (begin..end).zip(&mut out[begin..end]) {
            let at = n as f64 / f64::from(RATE_HZ);
            let rising = smooth((at - (from - ATTACK_S)) / ATTACK_S);
            *s = s.max(rising.min(1.0 - smooth((at - to) / RELEASE_S)));
        }
    }
    out
}

/// Brings the whole to the target and its peaks below the limit.
fn levelled(mut sound: Pcm) -> Mix {
    for _ in 0..ROUNDS {
        let gain = gain_to_target(lufs(&sound));
        sound = limited(sound.scaled(gain), db(MAX_PEAK_DBTP));
    }
    let (lufs, peak_dbtp) = (lufs(&sound).max(SILENCE_LUFS), true_peak_dbtp(&sound));
    Mix { sound, lufs, peak_dbtp }
}
