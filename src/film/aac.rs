//! AAC-LC at 48 kHz, one or two channels. Speed and quality are bought with bits instead of cleverness: long windows only, constant quality, no noise or
//! intensity coding (about 100 to 200 kb/s). The code books are those of `oxideav-aac`, whose own encoder takes five times as long as
//! the sound lasts. Not here: one frame ([`crate::aac_frame`]), the container.

use crate::Error;
use crate::aac_frame::Frames;
use crate::mdct::{HOP, Mdct};
use crate::pcm::{Pcm, RATE_HZ};
use crate::resample::resampled;

/// Samples by which the decoder is late; the container skips them.
pub const DELAY: usize = HOP;
/// Full scale of the samples that decoders count in.
const FULL_SCALE: f64 = 32_767.0;

/// A coded sound track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coded {
    /// 1 or 2.
    pub channels: u16,
    /// Moments of sound that were put in, at 48 kHz.
    pub moments: usize,
    /// One packet for each [`HOP`] moments.
    pub packets: Vec<Vec<u8>>,
}

/// Codes a sound. Other rates are resampled first.
///
/// # Errors
/// It has neither one nor two channels, or a sample is not finite.
pub fn encode(sound: &Pcm) -> Result<Coded, Error> {
    if !(1..=2).contains(&sound.channels) {
        return Err(Error::Spec(format!("the sound has {} channels; allowed: 1 or 2", sound.channels)));
    }
    if sound.samples.iter().any(|s| !s.is_finite()) {
        return Err(Error::Spec("the sound has a sample that is not a number".to_owned()));
    }
    let sound = resampled(sound, RATE_HZ);
    let channels: Vec<Vec<f64>> = (0..usize::from(sound.channels)).map(|c| padded(&sound.channel(c))).collect();
    let (mdct, frames) = (Mdct::default(), Frames::new()?);
    let packets = (1..channels[0].len() / HOP)
        .map(|n| {
            let spectra: Vec<Vec<f64>> = channels
                .iter()
                .map(|c| mdct.frequencies(&c[(n - 1) * HOP..n * HOP], &c[n * HOP..(n + 1) * HOP]))
                .collect();
            frames.packet(&spectra)
        })
        .collect();
    Ok(Coded { channels: sound.channels, moments: sound.moments(), packets })
}

/// Silence before, and after up to a whole frame and one more.
fn padded(samples: &[f32]) -> Vec<f64> {
    let mut out = vec![0.0; HOP];
    out.extend(samples.iter().map(|&s| f64::from(s.clamp(-1.0, 1.0)) * FULL_SCALE));
    out.resize(HOP * (out.len().div_ceil(HOP) + 1), 0.0);
    out
}
