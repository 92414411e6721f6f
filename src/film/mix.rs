//! The sound track: voice over music and data sounds. Music steps back while somebody speaks; the whole is brought to -16 LUFS with no
//! true peak above -1 dBTP. The same input gives the same samples. Not here: making any of the sounds.

use crate::voice::Take;
use crate::{Error, Pcm};

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
    /// Integrated loudness, LUFS; below -70 if there is nothing to hear.
    pub lufs: f64,
    /// True peak, dBTP.
    pub peak_dbtp: f64,
}

/// Mixes.
///
/// # Errors
/// The length is not between 0 and an hour, or a sound has neither one nor two channels.
pub fn mix(tracks: &Tracks) -> Result<Mix, Error> {
    let _ = tracks;
    Err(Error::Spec("not yet".to_owned()))
}
