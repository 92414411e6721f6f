//! What the index of an MP4 file says of its tracks: where each sample lies, and what is played. Not here: decoding ([`crate::probe`]).

use crate::boxes::{find, half, inside, rows, word};
use crate::probe::{Colour, Sound};

/// The picture track.
#[derive(Clone, Debug, Default)]
pub struct Pictures {
    /// Pixels across and down.
    pub size: (u32, u32),
    /// Units a second, and units of all frames.
    pub rate: (u32, u64),
    /// What is played, s.
    pub seconds: f64,
    /// Parameters of the stream, without start codes.
    pub parameters: Vec<Vec<u8>>,
    /// Colour tags.
    pub colour: Option<Colour>,
    /// Where each frame lies: place and bytes.
    pub samples: Vec<(u64, u32)>,
    /// Frames at which playing can begin.
    pub keys: u64,
}

/// The sound track.
#[derive(Clone, Debug)]
pub struct Packets {
    /// What is played.
    pub sound: Sound,
    /// Where each packet lies: place and bytes.
    pub samples: Vec<(u64, u32)>,
}

/// The H.264 track and the AAC track of an index; nothing if there is no H.264 or the index makes no sense.
#[must_use]
pub fn tracks(index: &[u8]) -> Option<(Pictures, Option<Packets>)> {
    let film_rate = word(find(index, &[b"mvhd"])?, 12)?;
    let of_kind = |kind: &[u8]| {
        inside(index)
            .filter(|(name, _)| *name == b"trak")
            .map(|(_, track)| track)
            .find(|t| find(t, &[b"mdia", b"hdlr"]).and_then(|h| h.get(8..12)) == Some(kind))
    };
    let pictures = pictures(of_kind(b"vide")?, film_rate)?;
    let sound = match of_kind(b"soun") {
        Some(track) => Some(packets(track, film_rate)?),
        None => None,
    };
    Some((pictures, sound))
}

fn pictures(track: &[u8], film_rate: u32) -> Option<Pictures> {
    let media = find(track, &[b"mdia", b"mdhd"])?;
    let table = find(track, &[b"mdia", b"minf", b"stbl"])?;
    let entry = find(table.get(..)?, &[b"stsd"])?.get(8..).and_then(|e| find(e, &[b"avc1"]))?;
    let inner = entry.get(78..)?;
    let colour = find(inner, &[b"colr"]).filter(|c| c.starts_with(b"nclx")).and_then(|c| {
        let full_range = c.get(10)? & 128 != 0;
        Some(Colour { primaries: half(c, 4)?, transfer: half(c, 6)?, matrix: half(c, 8)?, full_range })
    });
    let times: u64 = rows::<2>(find(table, &[b"stts"])?, 4)?.iter().map(|[n, d]| u64::from(*n) * u64::from(*d)).sum();
    let keys = find(table, &[b"stss"]).and_then(|s| word(s, 4)).map(u64::from);
    let samples = samples(table)?;
    Some(Pictures {
        size: (half(entry, 24)?.into(), half(entry, 26)?.into()),
        rate: (word(media, 12)?, times),
        seconds: edit(track)?.0 / f64::from(film_rate.max(1)),
        parameters: parameters(find(inner, &[b"avcC"])?)?,
        colour,
        keys: keys.unwrap_or(samples.len() as u64),
        samples,
    })
}

fn packets(track: &[u8], film_rate: u32) -> Option<Packets> {
    let table = find(track, &[b"mdia", b"minf", b"stbl"])?;
    let entry = find(table, &[b"stsd"])?.get(8..).and_then(|e| find(e, &[b"mp4a"]))?;
    let rate_hz = word(entry, 24)? >> 16;
    let (played, skipped) = edit(track)?;
    let sound = Sound {
        rate_hz,
        channels: half(entry, 16)?,
        seconds: played / f64::from(film_rate.max(1)),
        skipped_s: skipped / f64::from(rate_hz.max(1)),
    };
    Some(Packets { sound, samples: samples(table)? })
}

/// Length of what is played, in the film's units, and what of the track is skipped before, in the track's own.
fn edit(track: &[u8]) -> Option<(f64, f64)> {
    let edits = find(track, &[b"edts", b"elst"]).and_then(|e| rows::<3>(e, 4));
    // An empty edit has no place in the track.
    match edits.and_then(|e| e.into_iter().find(|[_, place, _]| *place != u32::MAX)) {
        Some([length, place, _]) => Some((length.into(), place.into())),
        None => Some((word(find(track, &[b"tkhd"])?, 20)?.into(), 0.0)),
    }
}

/// Where each sample lies.
fn samples(table: &[u8]) -> Option<Vec<(u64, u32)>> {
    let sizes: Vec<u32> = match find(table, &[b"stsz"]).and_then(|s| Some((word(s, 4)?, s)))? {
        (0, s) => rows::<1>(s, 8)?.into_iter().map(|[n]| n).collect(),
        _ => return None,
    };
    let chunks: Vec<u64> = match (find(table, &[b"stco"]), find(table, &[b"co64"])) {
        (Some(at), _) => rows::<1>(at, 4)?.into_iter().map(|[n]| n.into()).collect(),
        (None, Some(at)) => rows::<2>(at, 4)?.into_iter().map(|[h, l]| (u64::from(h) << 32) | u64::from(l)).collect(),
        (None, None) => return None,
    };
    let runs = rows::<3>(find(table, &[b"stsc"])?, 4)?;
    let mut sizes = sizes.into_iter();
    let mut out = Vec::new();
    for (number, chunk) in (1..).zip(chunks) {
        let [_, count, _] = runs.iter().rev().find(|[first, ..]| *first <= number)?;
        let mut at = chunk;
        for size in sizes.by_ref().take(*count as usize) {
            out.push((at, size));
            at += u64::from(size);
        }
    }
    sizes.next().is_none().then_some(out)
}

/// Sequence and picture parameters.
fn parameters(avc_c: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut out = Vec::new();
    let mut at = 5;
    for mask in [31, 255] {
        let count = avc_c.get(at)? & mask;
        at += 1;
        for _ in 0..count {
            let size = usize::from(half(avc_c, at)?);
            out.push(avc_c.get(at + 2..at + 2 + size)?.to_vec());
            at += 2 + size;
        }
    }
    Some(out)
}
