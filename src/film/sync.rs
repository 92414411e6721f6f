//! When a sound begins within another: how late it is against when it should. Not here: who says when it should.

use crate::Pcm;
use crate::pcm::RATE_HZ;
use crate::resample::resampled;

/// Samples that are taken together before the two are laid over each other.
const TOGETHER: usize = 8;

/// How much later than `at_s` `part` sounds within `whole`, s (earlier: below 0), looked for up to `reach_s` to both sides;
/// nothing where it is not heard there at all.
#[must_use]
pub fn lag_s(whole: &Pcm, part: &Pcm, at_s: f64, reach_s: f64) -> Option<f64> {
    let rate = f64::from(RATE_HZ) / TOGETHER as f64;
    let (whole, part) = (coarse(whole), coarse(part));
    let (at, reach) = ((at_s * rate).round() as i64, (reach_s * rate).round() as i64);
    let loud: f64 = part.iter().map(|x| x * x).sum();
    let alike = |lag: i64| -> f64 {
        let from = at + lag;
        let pairs = part.iter().enumerate().filter_map(|(n, p)| {
            let place = usize::try_from(from + n as i64).ok()?;
            Some((p, whole.get(place)?))
        });
        let (sum, other) = pairs.fold((0.0, 0.0), |(sum, other), (p, w)| (sum + p * w, other + w * w));
        sum / (loud * other).sqrt().max(1e-12)
    };
    let best = (-reach..=reach).map(|lag| (lag, alike(lag))).max_by(|a, b| a.1.total_cmp(&b.1))?;
    (best.1 > 0.3).then_some(best.0 as f64 / rate)
}

/// One channel at a rate that is enough to find a place.
fn coarse(sound: &Pcm) -> Vec<f64> {
    let sound = resampled(&sound.to_mono(), RATE_HZ);
    sound.samples.chunks(TOGETHER).map(|c| c.iter().map(|s| f64::from(*s)).sum::<f64>() / c.len() as f64).collect()
}
