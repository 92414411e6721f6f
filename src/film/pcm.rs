//! Sound as samples. Not here: files ([`crate::wav`]), other rates ([`crate::resample`]).

/// The rate of everything that is mixed and encoded, Hz.
pub const RATE_HZ: u32 = 48_000;

/// Sound: interleaved samples, full scale is -1 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Pcm {
    /// Samples per second and channel.
    pub rate_hz: u32,
    /// 1 or 2.
    pub channels: u16,
    /// Interleaved: left, right, left, ...
    pub samples: Vec<f32>,
}

impl Pcm {
    /// One channel.
    #[must_use]
    pub fn mono(rate_hz: u32, samples: Vec<f32>) -> Self {
        Self { rate_hz, channels: 1, samples }
    }

    /// Two channels, interleaved.
    #[must_use]
    pub fn stereo(rate_hz: u32, samples: Vec<f32>) -> Self {
        Self { rate_hz, channels: 2, samples }
    }

    /// Nothing to hear for `seconds`.
    #[must_use]
    pub fn silence(rate_hz: u32, channels: u16, seconds: f64) -> Self {
        let frames = (f64::from(rate_hz) * seconds).round() as usize;
        Self { rate_hz, channels, samples: vec![0.0; frames * usize::from(channels)] }
    }

    /// Number of moments: samples per channel.
    #[must_use]
    pub fn moments(&self) -> usize {
        self.samples.len() / usize::from(self.channels.max(1))
    }

    /// Length in seconds.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.moments() as f64 / f64::from(self.rate_hz)
    }

    /// One channel on its own.
    #[must_use]
    pub fn channel(&self, index: usize) -> Vec<f32> {
        self.samples.iter().skip(index).step_by(usize::from(self.channels.max(1))).copied().collect()
    }

    /// The same in two channels; one channel goes to both sides unchanged.
    #[must_use]
    pub fn to_stereo(&self) -> Self {
        if self.channels == 2 {
            return self.clone();
        }
        let samples = self.channel(0).into_iter().flat_map(|s| [s, s]).collect();
        Self { rate_hz: self.rate_hz, channels: 2, samples }
    }

    /// The same in one channel: the mean of all.
    #[must_use]
    pub fn to_mono(&self) -> Self {
        let n = usize::from(self.channels.max(1));
        let samples = self.samples.chunks_exact(n).map(|c| c.iter().sum::<f32>() / n as f32).collect();
        Self { rate_hz: self.rate_hz, channels: 1, samples }
    }

    /// The same for exactly `seconds`: cut, or filled with silence.
    #[must_use]
    pub fn lasting(mut self, seconds: f64) -> Self {
        let moments = (f64::from(self.rate_hz) * seconds).round() as usize;
        self.samples.resize(moments * usize::from(self.channels), 0.0);
        self
    }

    /// All samples times `factor`.
    #[must_use]
    pub fn scaled(mut self, factor: f32) -> Self {
        for s in &mut self.samples {
            *s *= factor;
        }
        self
    }
}
