//! Windows and macOS: the system's usual loudspeaker, through `cpal`. Not here: what is played ([`crate::device`]).

use std::sync::mpsc::{Sender, channel};

use cpal::traits::{DeviceTrait, HostTrait, StreamTrait};

use crate::device::{Said, Source, State};
use crate::{Frame, SAMPLE_RATE_HZ};

/// Plays until nobody holds the loudspeaker any more.
pub(crate) fn play(source: Source, said: &Said) -> Result<(), String> {
    let device = cpal::default_host().default_output_device().ok_or("this machine has no loudspeaker")?;
    let config = device.default_output_config().map_err(|e| format!("the loudspeaker does not answer: {e}"))?.config();
    let (end, ended) = channel();
    let mut feed = Feed::new(source, f64::from(config.sample_rate), usize::from(config.channels), end.clone());
    let stream = device.build_output_stream(
        &config,
        move |out: &mut [f32], _: &cpal::OutputCallbackInfo| feed.fill(out),
        move |e: cpal::StreamError| {
            // Nobody is left to hear it once playing has ended.
            let _ = end.send(Err(format!("the loudspeaker went away: {e}")));
        },
        None,
    );
    let stream = stream.map_err(|e| format!("the loudspeaker gave no stream: {e}"))?;
    stream.play().map_err(|e| format!("the loudspeaker does not start: {e}"))?;
    said.say(State::Playing);
    ended.recv().unwrap_or(Ok(()))
}

/// Brings what is rendered to the loudspeaker's own rate and number of channels.
struct Feed {
    source: Source,
    channels: usize,
    /// Samples of ours in one of the loudspeaker's, and how far we are between two of ours.
    step: f64,
    between: f64,
    pair: [Frame; 2],
    ready: Vec<Frame>,
    end: Sender<Result<(), String>>,
}

impl Feed {
    fn new(source: Source, rate_hz: f64, channels: usize, end: Sender<Result<(), String>>) -> Self {
        let step = f64::from(SAMPLE_RATE_HZ) / rate_hz;
        Self { source, channels, step, between: 0.0, pair: [[0.0; 2]; 2], ready: Vec::new(), end }
    }

    fn fill(&mut self, out: &mut [f32]) {
        let frames = out.len() / self.channels.max(1);
        let wanted = (self.between + frames as f64 * self.step) as usize;
        self.ready.resize(wanted, [0.0; 2]);
        if !self.source.fill(&mut self.ready) {
            // It has ended already, or the one who waits is gone: both are the end.
            let _ = self.end.send(Ok(()));
        }
        let mut next = 0;
        for frame in out.chunks_exact_mut(self.channels.max(1)) {
            self.between += self.step;
            while self.between >= 1.0 {
                self.pair = [self.pair[1], self.ready.get(next).copied().unwrap_or(self.pair[1])];
                next += 1;
                self.between -= 1.0;
            }
            let t = self.between as f32;
            let [left, right] = core::array::from_fn(|i| self.pair[0][i] + (self.pair[1][i] - self.pair[0][i]) * t);
            frame.fill(0.0);
            match frame {
                [one] => *one = 0.5 * (left + right),
                [l, r, ..] => (*l, *r) = (left, right),
                [] => {}
            }
        }
    }
}
