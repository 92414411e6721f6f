//! Loudness by ITU-R BS.1770-4 and EBU R 128 at 48 kHz: integrated loudness and true peak. Not here: changing it.

use core::f64::consts::PI;

use crate::Pcm;
use crate::pcm::RATE_HZ;

/// What films and takes are brought to, LUFS.
pub const TARGET_LUFS: f64 = -16.0;
/// Loudest true peak, dBTP.
pub const MAX_PEAK_DBTP: f64 = -1.0;
/// Below this there is nothing to hear, LUFS.
pub const SILENCE_LUFS: f64 = -70.0;

/// A block, and how far the next one is along.
const BLOCK_S: f64 = 0.4;
const STEP_S: f64 = 0.1;
/// Blocks this far below the rest do not count, LU.
const GATE_LU: f64 = 10.0;
/// Places between two samples at which peaks are looked for, and samples that each is made of.
const BETWEEN: usize = 4;
const TAPS: usize = 24;

/// A second-order filter.
struct Filter {
    b: [f64; 3],
    a: [f64; 2],
    x: [f64; 2],
    y: [f64; 2],
}

impl Filter {
    fn new(b: [f64; 3], a: [f64; 2]) -> Self {
        Self { b, a, x: [0.0; 2], y: [0.0; 2] }
    }

    fn pass(&mut self, x: f64) -> f64 {
        let [x1, x2] = self.x;
        let [y1, y2] = self.y;
        let y = self.b[0] * x + self.b[1] * x1 + self.b[2] * x2 - self.a[0] * y1 - self.a[1] * y2;
        (self.x, self.y) = ([x, x1], [y, y1]);
        y
    }
}

/// The two filters of the standard at 48 kHz: a head in the way, and little ear for the deep.
fn weighting() -> [Filter; 2] {
    [
        Filter::new(
            [1.535_124_859_586_97, -2.691_696_189_406_38, 1.198_392_810_852_85],
            [-1.690_659_293_182_41, 0.732_480_774_215_85],
        ),
        Filter::new([1.0, -2.0, 1.0], [-1.990_047_454_833_98, 0.990_072_250_366_21]),
    ]
}

/// Integrated loudness, LUFS; [`SILENCE_LUFS`] if all is below it. One channel counts as it is: played from one side.
#[must_use]
pub fn lufs(sound: &Pcm) -> f64 {
    let sound = crate::resample::resampled(sound, RATE_HZ);
    let step = (f64::from(RATE_HZ) * STEP_S) as usize;
    let steps_in_block = (BLOCK_S / STEP_S).round() as usize;
    let mut energies = vec![0.0; sound.moments().div_ceil(step)];
    for c in 0..usize::from(sound.channels) {
        let [mut head, mut ear] = weighting();
        for (n, s) in sound.channel(c).into_iter().enumerate() {
            let heard = ear.pass(head.pass(f64::from(s)));
            energies[n / step] += heard * heard;
        }
    }
    // What is shorter than a block is one block.
    energies.resize(energies.len().max(steps_in_block), 0.0);
    let mean = |w: &[f64]| w.iter().sum::<f64>() / (step * steps_in_block) as f64;
    let blocks: Vec<f64> = energies.windows(steps_in_block).map(mean).collect();
    let loud_enough = |least: f64| {
        let (sum, count) =
            blocks.iter().filter(|&&e| level(e) > least).fold((0.0, 0u32), |(sum, count), e| (sum + e, count + 1));
        if count == 0 { SILENCE_LUFS } else { level(sum / f64::from(count)) }
    };
    let rough = loud_enough(SILENCE_LUFS);
    loud_enough((rough - GATE_LU).max(SILENCE_LUFS))
}

fn level(energy: f64) -> f64 {
    -0.691 + 10.0 * energy.max(1e-12).log10()
}

/// True peak, dBTP: the largest value at the samples and at three places between each two of them.
#[must_use]
pub fn true_peak_dbtp(sound: &Pcm) -> f64 {
    let kernels = kernels();
    let peak = (0..usize::from(sound.channels))
        .fold(0.0f32, |m, c| envelope(&sound.channel(c), &kernels).into_iter().fold(m, f32::max));
    20.0 * f64::from(peak).max(1e-9).log10()
}

/// For each sample the largest value from it up to the next, between them too.
#[must_use]
pub fn peaks(samples: &[f32]) -> Vec<f32> {
    envelope(samples, &kernels())
}

fn envelope(samples: &[f32], kernels: &[[f32; TAPS]]) -> Vec<f32> {
    let half = TAPS / 2;
    let mut padded = vec![0.0; half - 1];
    padded.extend_from_slice(samples);
    padded.resize(samples.len() + TAPS, 0.0);
    let between = |n: usize| {
        let near = &padded[n..n + TAPS];
        kernels.iter().map(move |k| k.iter().zip(near).map(|(k, s)| k * s).sum::<f32>().abs()).fold(0.0, f32::max)
    };
    samples.iter().enumerate().map(|(n, s)| s.abs().max(between(n))).collect()
}

/// Windowed sincs for the places between samples.
fn kernels() -> Vec<[f32; TAPS]> {
    let half = (TAPS / 2) as f64;
    (1..BETWEEN)
        .map(|place| {
            let mut kernel = [0.0; TAPS];
            for (n, k) in kernel.iter_mut().enumerate() {
                let x = n as f64 - (half - 1.0) - place as f64 / BETWEEN as f64;
                let window = 0.5 + 0.5 * (PI * x / half).cos();
                *k = ((PI * x).sin() / (PI * x) * window) as f32;
            }
            kernel
        })
        .collect()
}

/// The factor that brings a loudness to [`TARGET_LUFS`]; 1 for silence.
#[must_use]
pub fn gain_to_target(lufs: f64) -> f32 {
    if lufs <= SILENCE_LUFS { 1.0 } else { 10f64.powf((TARGET_LUFS - lufs) / 20.0) as f32 }
}
