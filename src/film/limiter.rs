//! Keeps true peaks below a limit by turning the sound down smoothly around them, on both sides at once. Not here: loudness.

use crate::Pcm;
use crate::loudness::peaks;

/// Turning down begins this long before a peak and ends this long after it, s.
const REACH_S: f64 = 0.005;
/// Kept below the limit for what the smoothing and 16 bits add, as a factor (0.1 dB).
const SPARE: f32 = 0.988;

/// The same sound without true peaks above `limit` (1 is full scale).
#[must_use]
pub fn limited(mut sound: Pcm, limit: f32) -> Pcm {
    let channels = usize::from(sound.channels);
    let limit = limit * SPARE;
    let mut gains = vec![1.0f32; sound.moments()];
    for c in 0..channels {
        for (n, peak) in peaks(&sound.channel(c)).into_iter().enumerate().filter(|(_, p)| *p > limit) {
            let gain = limit / peak;
            gains[n] = gains[n].min(gain);
            // The peak may lie between this sample and the next.
            if let Some(next) = gains.get_mut(n + 1) {
                *next = next.min(gain);
            }
        }
    }
    if gains.iter().all(|g| *g >= 1.0) {
        return sound;
    }
    let reach = (REACH_S * f64::from(sound.rate_hz)) as usize;
    let gains = mean(&least(&gains, reach), reach);
    for (moment, gain) in sound.samples.chunks_exact_mut(channels).zip(gains) {
        moment.iter_mut().for_each(|s| *s *= gain);
    }
    sound
}

/// The least value within `reach` on both sides of each.
fn least(values: &[f32], reach: usize) -> Vec<f32> {
    let mut waiting: std::collections::VecDeque<usize> = std::collections::VecDeque::new();
    let mut out = Vec::with_capacity(values.len());
    for n in 0..values.len() + reach {
        if let Some(&v) = values.get(n) {
            while waiting.back().is_some_and(|&w| values[w] >= v) {
                waiting.pop_back();
            }
            waiting.push_back(n);
        }
        if let Some(centre) = n.checked_sub(reach) {
            while waiting.front().is_some_and(|&w| w + reach < centre) {
                waiting.pop_front();
            }
            out.push(waiting.front().map_or(1.0, |&w| values[w]));
        }
    }
    out
}

/// The mean within `reach` on both sides of each; beyond the ends the last value goes on.
fn mean(values: &[f32], reach: usize) -> Vec<f32> {
    let at = |n: isize| f64::from(values[n.clamp(0, values.len() as isize - 1) as usize]);
    let width = (2 * reach + 1) as f64;
    let reach = reach as isize;
    let mut sum: f64 = (-reach..=reach).map(at).sum();
    (0..values.len() as isize)
        .map(|n| {
            let here = (sum / width) as f32;
            sum += at(n + reach + 1) - at(n - reach);
            here
        })
        .collect()
}
