//! WAV files: reads whole numbers of 8 to 32 bits and floats, writes 16 bits. Not here: levels and rates.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::whole_file::WholeFile;
use crate::{Error, Pcm};

/// Longest file that is read, bytes.
const MAX_BYTES: u64 = 512 << 20;

/// A WAV file, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Wav {
    /// The sound.
    pub sound: Pcm,
    /// What it says about the software that made it; empty if nothing.
    pub made_by: String,
}

/// Reads a WAV file.
///
/// # Errors
/// It cannot be read, is none, or is of a kind that is not read; more than two channels.
pub fn read(path: &Path) -> Result<Wav, Error> {
    let size = fs::metadata(path).map_err(|e| Error::read(path, e))?.len();
    if size > MAX_BYTES {
        return Err(Error::content(path, format!("has {size} bytes; allowed: up to {MAX_BYTES}")));
    }
    let bytes = fs::read(path).map_err(|e| Error::read(path, e))?;
    parse(&bytes).map_err(|what| Error::content(path, what))
}

pub(crate) fn parse(bytes: &[u8]) -> Result<Wav, String> {
    if bytes.get(..4) != Some(b"RIFF") || bytes.get(8..12) != Some(b"WAVE") {
        return Err("is no WAV file".to_owned());
    }
    let (mut format, mut data, mut made_by) = (None, None, String::new());
    for (kind, body) in chunks(&bytes[12..]) {
        match kind {
            b"fmt " => format = Some(body),
            b"data" => data = Some(body),
            b"LIST" if body.starts_with(b"INFO") => {
                let software = chunks(&body[4..]).find(|(k, _)| *k == b"ISFT");
                made_by = software
                    .map(|(_, b)| String::from_utf8_lossy(b).trim_end_matches('\0').to_owned())
                    .unwrap_or_default();
            }
            _ => {}
        }
    }
    let format = format.filter(|f| f.len() >= 16).ok_or("has no format chunk")?;
    let data = data.ok_or("has no sound in it")?;
    let half = |at: usize| u16::from_le_bytes([format[at], format[at + 1]]);
    let rate_hz = u32::from_le_bytes([format[4], format[5], format[6], format[7]]);
    let (mut coding, channels, bits) = (half(0), half(2), half(14));
    if coding == 0xFFFE && format.len() >= 26 {
        coding = half(24);
    }
    if !(1..=2).contains(&channels) {
        return Err(format!("has {channels} channels; allowed: 1 or 2"));
    }
    if !(4000..=384_000).contains(&rate_hz) {
        return Err(format!("has {rate_hz} samples a second; allowed: 4000 to 384000"));
    }
    let samples: Vec<f32> = match (coding, bits) {
        (1, 8) => data.iter().map(|&b| (f32::from(b) - 128.0) / 128.0).collect(),
        (1, 16) => data.chunks_exact(2).map(|b| f32::from(i16::from_le_bytes([b[0], b[1]])) / 32_768.0).collect(),
        (1, 24) => data.chunks_exact(3).map(|b| whole([0, b[0], b[1], b[2]])).collect(),
        (1, 32) => data.chunks_exact(4).map(|b| whole([b[0], b[1], b[2], b[3]])).collect(),
        (3, 32) => data.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect(),
        _ => {
            return Err(format!(
                "has coding {coding} with {bits} bits; allowed: whole numbers of 8, 16, 24 or 32 bits, floats of 32 bits"
            ));
        }
    };
    if samples.iter().any(|s| !s.is_finite()) {
        return Err("has a sample that is not a number".to_owned());
    }
    Ok(Wav { sound: Pcm { rate_hz, channels, samples }, made_by })
}

fn whole(bytes: [u8; 4]) -> f32 {
    (f64::from(i32::from_le_bytes(bytes)) / 2_147_483_648.0) as f32
}

/// The chunks of a file; one that is cut short ends where the file ends.
fn chunks(mut rest: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    core::iter::from_fn(move || {
        let (kind, after) = rest.split_first_chunk::<4>()?;
        let (size, after) = after.split_first_chunk::<4>()?;
        let size = (u32::from_le_bytes(*size) as usize).min(after.len());
        rest = after.get(size + size % 2..).unwrap_or_default();
        Some((kind, &after[..size]))
    })
}

/// Writes a sound with 16 bits; gives the size in bytes. `made_by` names the software that made it; empty for nothing.
///
/// # Errors
/// The file cannot be written.
pub fn write(path: &Path, sound: &Pcm, made_by: &str) -> Result<u64, Error> {
    let chunk = |kind: &[u8; 4], body: &[u8]| {
        let pad = &[0][..body.len() % 2];
        [kind, &(body.len() as u32).to_le_bytes()[..], body, pad].concat()
    };
    let align = sound.channels * 2;
    let format = [
        &1u16.to_le_bytes()[..],
        &sound.channels.to_le_bytes(),
        &sound.rate_hz.to_le_bytes(),
        &(sound.rate_hz * u32::from(align)).to_le_bytes(),
        &align.to_le_bytes(),
        &16u16.to_le_bytes(),
    ];
    let samples: Vec<u8> =
        sound.samples.iter().flat_map(|s| ((s.clamp(-1.0, 1.0) * 32_767.0).round() as i16).to_le_bytes()).collect();
    let mut body = [b"WAVE", &chunk(b"fmt ", &format.concat())[..]].concat();
    if !made_by.is_empty() {
        body.extend(chunk(b"LIST", &[b"INFO", &chunk(b"ISFT", made_by.as_bytes())[..]].concat()));
    }
    body.extend(chunk(b"data", &samples));
    let mut file = WholeFile::create(path)?;
    file.file().write_all(&chunk(b"RIFF", &body)).map_err(|e| Error::write(path, e))?;
    file.finish()
}
