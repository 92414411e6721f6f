//! Puts coded pictures and sound into an MP4 file: index first, so that it plays while it loads; pictures and sound take turns each half
//! second; an edit list skips the sound's encoder delay. No dates, so that equal input gives equal bytes. Not here: coding.

use std::io::{self, Read, Write};

use crate::aac::{Coded, DELAY};
use crate::mdct::HOP;
use crate::pcm::RATE_HZ;

/// Units of the picture track in one frame.
const FRAME_UNITS: u32 = 512;
/// Pictures and sound take turns this often, s.
const TURN_S: f64 = 0.5;

/// A coded picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Bytes.
    pub bytes: u32,
    /// Playing can begin here.
    pub key: bool,
}

/// The picture track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pictures {
    /// Pixels across.
    pub width: u16,
    /// Pixels down.
    pub height: u16,
    /// Frames per second.
    pub fps: u32,
    /// Sequence parameters, without start code.
    pub sps: Vec<u8>,
    /// Picture parameters, without start code.
    pub pps: Vec<u8>,
    /// All pictures, in order.
    pub samples: Vec<Sample>,
}

/// Some samples that lie together.
struct Chunk {
    first: usize,
    count: usize,
    bytes: u64,
    sound: bool,
}

/// Writes the file; `coded` yields the pictures' bytes, each unit of a picture after its length in four bytes.
///
/// # Errors
/// Reading or writing fails.
pub fn write(
    out: &mut impl Write,
    pictures: &Pictures,
    coded: &mut impl Read,
    sound: Option<&Coded>,
) -> io::Result<()> {
    let chunks = chunks(pictures, sound);
    let data: u64 = chunks.iter().map(|c| c.bytes).sum();
    let head = boxed(b"ftyp", &[b"isom\0\0\x02\0isomiso2avc1mp41"]);
    // Where the data begins depends on the size of the index, and not the other way round.
    let large = data + (16 << 20) > u64::from(u32::MAX);
    let size = index(pictures, sound, &chunks, 0, large).len();
    let data_head = if large { 16 } else { 8 };
    let begin = (head.len() + size + data_head) as u64;
    out.write_all(&head)?;
    out.write_all(&index(pictures, sound, &chunks, begin, large))?;
    if large {
        out.write_all(&[&1u32.to_be_bytes()[..], b"mdat", &(data + 16).to_be_bytes()].concat())?;
    } else {
        out.write_all(&[&(data as u32 + 8).to_be_bytes()[..], b"mdat"].concat())?;
    }
    for chunk in &chunks {
        match sound {
            Some(s) if chunk.sound => {
                for packet in &s.packets[chunk.first..chunk.first + chunk.count] {
                    out.write_all(packet)?;
                }
            }
            _ => {
                let copied = io::copy(&mut coded.take(chunk.bytes), out)?;
                if copied != chunk.bytes {
                    return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the coded pictures are cut short"));
                }
            }
        }
    }
    Ok(())
}

fn chunks(pictures: &Pictures, sound: Option<&Coded>) -> Vec<Chunk> {
    let per_turn = |rate: f64| ((rate * TURN_S).round() as usize).max(1);
    let (frames, packets) = (per_turn(f64::from(pictures.fps)), per_turn(f64::from(RATE_HZ) / HOP as f64));
    let mut all = Vec::new();
    let mut pictures = pictures.samples.chunks(frames).enumerate();
    let mut sound = sound.map_or(&[][..], |s| &s.packets).chunks(packets).enumerate();
    loop {
        let (next_picture, next_sound) = (pictures.next(), sound.next());
        if next_picture.is_none() && next_sound.is_none() {
            return all;
        }
        if let Some((n, c)) = next_picture {
            let bytes = c.iter().map(|s| u64::from(s.bytes)).sum();
            all.push(Chunk { first: n * frames, count: c.len(), bytes, sound: false });
        }
        if let Some((n, c)) = next_sound {
            let bytes = c.iter().map(|p| p.len() as u64).sum();
            all.push(Chunk { first: n * packets, count: c.len(), bytes, sound: true });
        }
    }
}

fn index(pictures: &Pictures, sound: Option<&Coded>, chunks: &[Chunk], begin: u64, large: bool) -> Vec<u8> {
    let frames = pictures.samples.len() as u64;
    // The film's own time counts in the sound's samples.
    let length = (frames * u64::from(RATE_HZ)).div_ceil(u64::from(pictures.fps)) as u32;
    let next = if sound.is_some() { 3u32 } else { 2 };
    let header = [
        &words(&[0, 0, 0, RATE_HZ, length, 0x1_0000, 0x0100_0000, 0, 0])[..],
        &words(&MATRIX),
        &[0; 24],
        &next.to_be_bytes(),
    ];
    let places = |of_sound: bool| {
        let mut at = begin;
        let mut own = Vec::new();
        for chunk in chunks {
            if chunk.sound == of_sound {
                own.push((at, chunk.count));
            }
            at += chunk.bytes;
        }
        own
    };
    let mut tracks = vec![picture_track(pictures, length, &place_boxes(&places(false), large))];
    if let Some(s) = sound {
        tracks.push(sound_track(s, length, &place_boxes(&places(true), large)));
    }
    boxed(b"moov", &[&boxed(b"mvhd", &header), &tracks.concat()])
}

const MATRIX: [u32; 9] = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000];

fn picture_track(p: &Pictures, length: u32, places: &[u8]) -> Vec<u8> {
    let frames = p.samples.len() as u32;
    let (width, height) = (u32::from(p.width), u32::from(p.height));
    let avc_c = [
        &[1, p.sps[1], p.sps[2], p.sps[3], 0xFF, 0xE1][..],
        &(p.sps.len() as u16).to_be_bytes(),
        &p.sps,
        &[1],
        &(p.pps.len() as u16).to_be_bytes(),
        &p.pps,
        // High profile: 4:2:0, eight bits, nothing more.
        if p.sps[1] >= 100 { &[0xFD, 0xF8, 0xF8, 0] } else { &[] },
    ];
    let entry = [
        &[0, 0, 0, 0, 0, 0, 0, 1][..],
        &[0; 16],
        &p.width.to_be_bytes(),
        &p.height.to_be_bytes(),
        &words(&[0x48_0000, 0x48_0000, 0]),
        &[0, 1],
        &[0; 32],
        &[0, 24, 0xFF, 0xFF],
        &boxed(b"avcC", &avc_c),
        // BT.709 primaries, transfer and matrix, limited range.
        &boxed(b"colr", &[b"nclx\0\x01\0\x01\0\x01\0"]),
        &boxed(b"pasp", &[&words(&[1, 1])]),
    ];
    let sizes: Vec<u32> = p.samples.iter().map(|s| s.bytes).collect();
    let keys: Vec<u32> = (1..).zip(&p.samples).filter(|(_, s)| s.key).map(|(n, _)| n).collect();
    let table = [
        &boxed(b"stsd", &[&words(&[0, 1]), &boxed(b"avc1", &entry)])[..],
        &boxed(b"stts", &[&words(&[0, 1, frames, FRAME_UNITS])]),
        &boxed(b"stss", &[&words(&[0, keys.len() as u32]), &words(&keys)]),
        &size_box(&sizes),
        places,
    ];
    let media = boxed(b"vmhd", &[&words(&[1, 0, 0])]);
    let times = (p.fps * FRAME_UNITS, frames * FRAME_UNITS);
    track((1, [width << 16, height << 16], 0), length, 0, times, (b"vide", "Pictures\0"), &media, &table.concat())
}

fn sound_track(s: &Coded, length: u32, places: &[u8]) -> Vec<u8> {
    let channels = s.channels;
    // AAC-LC, 48 kHz (index 3), so many channels.
    let config = (2u16 << 11) | (3 << 7) | (channels << 3);
    let esds = [
        &[0, 0, 0, 0, 3, 25, 0, 2, 0, 4, 17, 0x40, 0x15, 0, 0x18, 0][..],
        &words(&[0, 0]),
        &[5, 2],
        &config.to_be_bytes(),
        &[6, 1, 2],
    ];
    let entry = [
        &[0, 0, 0, 0, 0, 0, 0, 1][..],
        &[0; 8],
        &channels.to_be_bytes(),
        &[0, 16, 0, 0, 0, 0],
        &words(&[RATE_HZ << 16]),
        &boxed(b"esds", &esds),
    ];
    let count = s.packets.len() as u32;
    let sizes: Vec<u32> = s.packets.iter().map(|p| p.len() as u32).collect();
    let table = [
        &boxed(b"stsd", &[&words(&[0, 1]), &boxed(b"mp4a", &entry)])[..],
        &boxed(b"stts", &[&words(&[0, 1, count, HOP as u32])]),
        &size_box(&sizes),
        places,
    ];
    let heard = length.min(s.moments as u32);
    let media = boxed(b"smhd", &[&words(&[0, 0])]);
    let times = (RATE_HZ, count * HOP as u32);
    track((2, [0, 0], 0x0100_0000), heard, DELAY as u32, times, (b"soun", "Sound\0"), &media, &table.concat())
}

/// A track: (number, size, volume), what is played of it, where in it that begins, (units a second, units), and its parts.
fn track(
    (number, size, volume): (u32, [u32; 2], u32),
    length: u32,
    begin: u32,
    (rate, units): (u32, u32),
    (kind, name): (&[u8; 4], &str),
    media: &[u8],
    table: &[u8],
) -> Vec<u8> {
    let header = [&words(&[7, 0, 0, number, 0, length, 0, 0, 0, volume])[..], &words(&MATRIX), &words(&size)];
    let edits = boxed(b"elst", &[&words(&[0, 1, length, begin, 0x1_0000])]);
    // Language "und".
    let about = boxed(b"mdhd", &[&words(&[0, 0, 0, rate, units, 0x55C4_0000])]);
    let handler = boxed(b"hdlr", &[&words(&[0, 0]), kind, &[0; 12], name.as_bytes()]);
    let here = boxed(b"url ", &[&[0, 0, 0, 1]]);
    let source = boxed(b"dinf", &[&boxed(b"dref", &[&words(&[0, 1]), &here])]);
    let inside = boxed(b"minf", &[media, &source, &boxed(b"stbl", &[table])]);
    let parts = [boxed(b"tkhd", &header), boxed(b"edts", &[&edits]), boxed(b"mdia", &[&about, &handler, &inside])];
    boxed(b"trak", &[&parts.concat()])
}

fn size_box(sizes: &[u32]) -> Vec<u8> {
    boxed(b"stsz", &[&words(&[0, 0, sizes.len() as u32]), &words(sizes)])
}

/// Which samples lie in which chunk, and where the chunks lie.
fn place_boxes(places: &[(u64, usize)], large: bool) -> Vec<u8> {
    let mut runs: Vec<u32> = Vec::new();
    let mut last = 0;
    for (n, &(_, count)) in (1..).zip(places) {
        if count != last {
            runs.extend([n, count as u32, 1]);
            last = count;
        }
    }
    let which = boxed(b"stsc", &[&words(&[0, runs.len() as u32 / 3]), &words(&runs)]);
    let head = words(&[0, places.len() as u32]);
    let at = if large {
        let at: Vec<u8> = places.iter().flat_map(|(at, _)| at.to_be_bytes()).collect();
        boxed(b"co64", &[&head, &at])
    } else {
        let at: Vec<u32> = places.iter().map(|(at, _)| *at as u32).collect();
        boxed(b"stco", &[&head, &words(&at)])
    };
    [which, at].concat()
}

fn words(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|v| v.to_be_bytes()).collect()
}

fn boxed(kind: &[u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let size = 8 + parts.iter().map(|p| p.len()).sum::<usize>();
    [&(size as u32).to_be_bytes()[..], kind, &parts.concat()].concat()
}
