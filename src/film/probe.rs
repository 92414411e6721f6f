//! Reads a finished film back: what does the file claim, and does it decode? Not here: whether the pictures are good ([`crate::gate`]).

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use openh264::decoder::{DecodedYUV, Decoder};
use openh264::formats::YUVSource;
use oxideav_aac::decode::StreamDecoder;

use crate::pcm::RATE_HZ;
use crate::{Error, Pcm, boxes, tracks};

/// Colour tags as numbers of ITU-T H.273; BT.709 is 1, 1, 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    /// Primaries.
    pub primaries: u16,
    /// Transfer.
    pub transfer: u16,
    /// Matrix.
    pub matrix: u16,
    /// Full range; films are limited.
    pub full_range: bool,
}

/// The sound track of a file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sound {
    /// Samples per second.
    pub rate_hz: u32,
    /// Channels.
    pub channels: u16,
    /// Length as played, s.
    pub seconds: f64,
    /// Encoder delay that the edit list skips, s.
    pub skipped_s: f64,
}

/// What a file claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Probe {
    /// Size of the file, bytes.
    pub bytes: u64,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Frames.
    pub frames: u64,
    /// Frames per second.
    pub fps: f64,
    /// Length of the pictures as played, s.
    pub seconds: f64,
    /// Whether the index comes before the data, so that it plays while it loads.
    pub fast_start: bool,
    /// Colour tags of the container.
    pub colour: Option<Colour>,
    /// Colour tags inside the H.264 stream.
    pub stream_colour: Option<Colour>,
    /// H.264 profile number; High is 100.
    pub profile: u8,
    /// Frames at which playing can begin.
    pub key_frames: u64,
    /// The sound, if any.
    pub sound: Option<Sound>,
}

/// One decoded picture, planes without padding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Luma.
    pub y: Vec<u8>,
    /// Blue difference, half size.
    pub u: Vec<u8>,
    /// Red difference, half size.
    pub v: Vec<u8>,
}

/// Reads what the file claims.
///
/// # Errors
/// It cannot be read, or is no MP4 file with H.264.
pub fn probe(path: &Path) -> Result<Probe, Error> {
    let open = Opened::open(path)?;
    let (units, all) = open.pictures.rate;
    let frames = open.pictures.samples.len() as u64;
    let sps = open.pictures.parameters.iter().find(|p| p.first().is_some_and(|head| head & 31 == 7));
    Ok(Probe {
        bytes: open.bytes,
        width: open.pictures.size.0,
        height: open.pictures.size.1,
        frames,
        fps: frames as f64 * f64::from(units) / (all.max(1) as f64),
        seconds: open.pictures.seconds,
        fast_start: open.fast_start,
        colour: open.pictures.colour,
        stream_colour: sps.and_then(|s| crate::sps::colour(s)),
        profile: sps.and_then(|s| s.get(1)).copied().unwrap_or(0),
        key_frames: open.pictures.keys,
        sound: open.packets.map(|p| p.sound),
    })
}

/// Decodes every frame, in order; gives their number.
///
/// # Errors
/// As [`probe`], or a frame does not decode.
pub fn pictures(path: &Path, mut each: impl FnMut(u64, &Picture)) -> Result<u64, Error> {
    let mut open = Opened::open(path)?;
    let mut decoder = Decoder::new().map_err(|e| broken(path, &e))?;
    let mut count = 0;
    let mut show = |yuv: &DecodedYUV<'_>| {
        each(count, &picture(yuv));
        count += 1;
    };
    let mut stream: Vec<u8> = open.pictures.parameters.iter().flat_map(|p| [&START[..], p].concat()).collect();
    for (at, bytes) in open.pictures.samples.clone() {
        let sample = open.sample(at, bytes)?;
        let mut rest = &sample[..];
        while let Some((size, after)) = rest.split_first_chunk::<4>() {
            let size = (u32::from_be_bytes(*size) as usize).min(after.len());
            stream.extend(START);
            stream.extend(&after[..size]);
            rest = &after[size..];
        }
        if let Some(yuv) = decoder.decode(&stream).map_err(|e| broken(path, &e))? {
            show(&yuv);
        }
        stream.clear();
    }
    decoder.flush_remaining().map_err(|e| broken(path, &e))?.iter().for_each(show);
    Ok(count)
}

/// Decodes the sound as it is played, without the encoder's delay.
///
/// # Errors
/// As [`probe`], or there is no sound, or a packet does not decode.
pub fn sound(path: &Path) -> Result<Pcm, Error> {
    let mut open = Opened::open(path)?;
    let Some(packets) = open.packets.take() else {
        return Err(Error::content(path, "has no sound"));
    };
    let Sound { rate_hz, channels, seconds, skipped_s } = packets.sound;
    if rate_hz != RATE_HZ {
        return Err(Error::content(path, format!("has sound at {rate_hz} Hz; allowed: {RATE_HZ} Hz")));
    }
    let mut decoder = StreamDecoder::new();
    let mut samples = Vec::new();
    for (at, bytes) in packets.samples {
        let packet = open.sample(at, bytes)?;
        let frame = [&adts_head(packet.len(), channels)[..], &packet].concat();
        let decoded = decoder.decode_adts_frame(&frame).map_err(|e| broken(path, &e))?;
        samples.extend(decoded.pcm.iter().map(|&s| f32::from(s) / 32_768.0));
    }
    let skipped = (skipped_s * f64::from(rate_hz)).round() as usize * usize::from(channels);
    samples.drain(..skipped.min(samples.len()));
    samples.truncate((seconds * f64::from(rate_hz)).round() as usize * usize::from(channels));
    Ok(Pcm { rate_hz, channels, samples })
}

/// Start of a unit in a stream.
const START: [u8; 4] = [0, 0, 0, 1];

/// A file with its index.
struct Opened {
    path: PathBuf,
    file: File,
    bytes: u64,
    fast_start: bool,
    pictures: tracks::Pictures,
    packets: Option<tracks::Packets>,
}

impl Opened {
    fn open(path: &Path) -> Result<Self, Error> {
        let wrong = |e| Error::read(path, e);
        let mut file = File::open(path).map_err(wrong)?;
        let bytes = file.metadata().map_err(wrong)?.len();
        let tops = boxes::tops(&mut file).map_err(wrong)?;
        let place = |kind: &[u8; 4]| tops.iter().position(|t| t.kind == *kind);
        let (Some(index), Some(data)) = (place(b"moov"), place(b"mdat")) else {
            return Err(Error::content(path, "is no whole MP4 file"));
        };
        let content = boxes::content(&mut file, &tops[index]).map_err(wrong)?;
        let Some((pictures, packets)) = tracks::tracks(&content) else {
            return Err(Error::content(path, "has no H.264 pictures, or an index that makes no sense"));
        };
        Ok(Self { path: path.to_owned(), file, bytes, fast_start: index < data, pictures, packets })
    }

    fn sample(&mut self, at: u64, bytes: u32) -> Result<Vec<u8>, Error> {
        if at + u64::from(bytes) > self.bytes {
            return Err(Error::content(&self.path, "is cut short"));
        }
        let mut out = vec![0; bytes as usize];
        let read = self.file.seek(SeekFrom::Start(at)).and_then(|_| self.file.read_exact(&mut out));
        read.map(|()| out).map_err(|e| Error::read(&self.path, e))
    }
}

fn broken(path: &Path, why: &dyn core::fmt::Display) -> Error {
    Error::content(path, format!("does not decode ({why})"))
}

fn picture(yuv: &DecodedYUV<'_>) -> Picture {
    let (width, height) = yuv.dimensions();
    let (y, u, v) = yuv.strides();
    let plane = |data: &[u8], stride: usize, w: usize, h: usize| -> Vec<u8> {
        data.chunks(stride).take(h).flat_map(|row| row[..w].iter().copied()).collect()
    };
    Picture {
        width: width as u32,
        height: height as u32,
        y: plane(yuv.y(), y, width, height),
        u: plane(yuv.u(), u, width / 2, height / 2),
        v: plane(yuv.v(), v, width / 2, height / 2),
    }
}

/// The head that the decoder wants before a packet: AAC-LC at 48 kHz.
fn adts_head(packet: usize, channels: u16) -> [u8; 7] {
    let mut bits = crate::bits::Bits::default();
    for (value, count) in [
        (0xFFF, 12),
        (1, 4),
        (1, 2),
        (3, 4),
        (0, 1),
        (channels.into(), 3),
        (0, 4),
        (packet as u32 + 7, 13),
        (0x7FF, 11),
        (0, 2),
    ] {
        bits.put(value, count);
    }
    let mut head = [0; 7];
    head.copy_from_slice(&bits.into_bytes());
    head
}
