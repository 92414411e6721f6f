//! H.264 (High) on a thread of its own. Frames wait in a short queue, so that drawing and coding overlap; coded pictures go to
//! a nameless file beside the film. One thread codes, in one slice: equal frames give equal bytes. Not here: colours
//! ([`crate::yuv`]), the container ([`crate::mp4`]).

use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use openh264::encoder::{
    BitRate, Complexity, EncodedBitStream, Encoder, EncoderConfig, FrameRate, FrameType, IntraFramePeriod, Profile,
    QpRange, RateControlMode, UsageType, VuiConfig,
};
use openh264::{OpenH264API, Timestamp};

use crate::Error;
use crate::mp4::{Pictures, Sample};
use crate::whole_file::folder;
use crate::yuv::Planes;

/// Frames that wait at most.
const QUEUE: usize = 4;
/// Playing can begin this often, s.
const KEY_S: u32 = 2;
/// Bits a second at 1920x1080: a minute stays below 60 MB.
const BITS_1080P: f64 = 7_200_000.0;
/// Smaller pictures need more bits for each pixel: bits grow with pixels to this power.
const BITS_POWER: f64 = 0.75;
/// Finest and coarsest step. Below 18 flat graphics take twice the bits for a difference that nobody sees.
const STEPS: (u8, u8) = (18, 42);
const WHO: &str = "the H.264 encoder";

/// Pictures on their way.
#[derive(Debug)]
pub struct Video {
    size: (u32, u32),
    full: Option<SyncSender<Planes>>,
    empty: Receiver<Planes>,
    spare: usize,
    worker: Option<JoinHandle<Result<Done, Error>>>,
}

/// Coded pictures.
#[derive(Debug)]
pub struct Done {
    /// The track.
    pub pictures: Pictures,
    /// Its bytes, from the beginning.
    pub coded: File,
    /// Time in which the encoder worked and did not wait.
    pub busy: Duration,
}

impl Video {
    /// Begins; sizes are even. Coded pictures wait in the folder of `film`.
    ///
    /// # Errors
    /// The folder may not be written to, or the system has no thread left.
    pub fn begin(film: &Path, width: u16, height: u16, fps: u32) -> Result<Self, Error> {
        let coded = tempfile::tempfile_in(folder(film)).map_err(|e| Error::write(film, e))?;
        let (full, frames) = sync_channel(QUEUE);
        let (back, empty) = channel();
        let film = film.to_owned();
        let pictures = Pictures { width, height, fps, sps: Vec::new(), pps: Vec::new(), samples: Vec::new() };
        let work = move || code(pictures, coded, &film, &frames, &back);
        let worker = Builder::new().name("film pictures".to_owned()).spawn(work);
        let worker = Some(worker.map_err(|e| Error::Coder { who: WHO, what: e.to_string() })?);
        Ok(Self { size: (width.into(), height.into()), full: Some(full), empty, spare: QUEUE + 2, worker })
    }

    /// The next frame; waits while the queue is full.
    ///
    /// # Errors
    /// The encoder gave up on an earlier frame.
    pub fn push(&mut self, rgba: &[u8]) -> Result<(), Error> {
        let used = if self.spare > 0 { self.empty.try_recv().ok() } else { self.empty.recv().ok() };
        let mut planes = match used {
            Some(planes) => planes,
            None if self.spare > 0 => {
                self.spare -= 1;
                Planes::new(self.size.0, self.size.1)
            }
            None => return Err(self.why()),
        };
        planes.take(rgba);
        match &self.full {
            Some(full) if full.send(planes).is_ok() => Ok(()),
            _ => Err(self.why()),
        }
    }

    /// Waits for the last frame.
    ///
    /// # Errors
    /// The encoder gave up.
    pub fn finish(mut self) -> Result<Done, Error> {
        self.join()
    }

    fn join(&mut self) -> Result<Done, Error> {
        self.full = None;
        let gone = || Error::Coder { who: WHO, what: "stopped before its end".to_owned() };
        self.worker.take().ok_or_else(gone)?.join().map_err(|_| gone())?
    }

    fn why(&mut self) -> Error {
        self.join().err().unwrap_or_else(|| Error::Coder { who: WHO, what: "stopped before its end".to_owned() })
    }
}

impl Drop for Video {
    fn drop(&mut self) {
        // Whoever wanted to know why it ended has asked before.
        let _ = self.join();
    }
}

fn settings(width: u16, height: u16, fps: u32) -> EncoderConfig {
    let share = f64::from(width) * f64::from(height) / (1920.0 * 1080.0);
    let bits = (BITS_1080P * share.powf(BITS_POWER)) as u32;
    EncoderConfig::new()
        .profile(Profile::High)
        .usage_type(UsageType::CameraVideoRealTime)
        .complexity(Complexity::Low)
        .rate_control_mode(RateControlMode::Bitrate)
        .bitrate(BitRate::from_bps(bits))
        .max_frame_rate(FrameRate::from_hz(fps as f32))
        .intra_frame_period(IntraFramePeriod::from_num_frames(fps * KEY_S))
        .qp(QpRange::new(STEPS.0, STEPS.1))
        // Every frame is coded, and equally well all over: what moves little is what is to be read.
        .skip_frames(false)
        .adaptive_quantization(false)
        .background_detection(false)
        .scene_change_detect(false)
        .num_threads(1)
        .vui(VuiConfig::bt709())
}

fn code(
    mut pictures: Pictures,
    coded: File,
    film: &PathBuf,
    frames: &Receiver<Planes>,
    back: &std::sync::mpsc::Sender<Planes>,
) -> Result<Done, Error> {
    let wrong = |e: openh264::Error| Error::Coder { who: WHO, what: e.to_string() };
    let config = settings(pictures.width, pictures.height, pictures.fps);
    let mut encoder = Encoder::with_api_config(OpenH264API::from_source(), config).map_err(wrong)?;
    let mut out = BufWriter::new(coded);
    let mut busy = Duration::ZERO;
    for planes in frames {
        let begun = Instant::now();
        let at = Timestamp::from_millis(pictures.samples.len() as u64 * 1000 / u64::from(pictures.fps));
        let stream = encoder.encode_at(&planes, at).map_err(wrong)?;
        let sample = keep(&stream, &mut pictures, &mut out).map_err(|e| Error::write(film, e))?;
        pictures.samples.push(sample);
        busy += begun.elapsed();
        // Nobody waits for it after the last frame.
        let _ = back.send(planes);
    }
    let mut coded = out.into_inner().map_err(|e| Error::write(film, e.into_error()))?;
    coded.rewind().map_err(|e| Error::write(film, e))?;
    Ok(Done { pictures, coded, busy })
}

/// Writes one picture, each unit after its length; parameters go to the track.
fn keep(stream: &EncodedBitStream<'_>, pictures: &mut Pictures, out: &mut impl Write) -> io::Result<Sample> {
    let mut bytes = 0;
    let layers = (0..stream.num_layers()).filter_map(|n| stream.layer(n));
    for layer in layers {
        for unit in (0..layer.nal_count()).filter_map(|n| layer.nal_unit(n)) {
            // Start codes are 00 00 01 or 00 00 00 01.
            let begin = unit.iter().position(|&b| b == 1).map_or(0, |one| one + 1);
            let unit = &unit[begin..];
            match unit.first().map(|head| head & 31) {
                Some(7) => pictures.sps = unit.to_vec(),
                Some(8) => pictures.pps = unit.to_vec(),
                _ => {
                    out.write_all(&(unit.len() as u32).to_be_bytes())?;
                    out.write_all(unit)?;
                    bytes += 4 + unit.len() as u32;
                }
            }
        }
    }
    Ok(Sample { bytes, key: matches!(stream.frame_type(), FrameType::IDR) })
}
