//! The boxes of an MP4 file, read: a tree of sizes and names. Nothing in the file is trusted. Not here: what they mean
//! ([`crate::probe`]), and writing them ([`crate::mp4`]).

use std::io::{self, Read, Seek, SeekFrom};

/// Largest index that is read, bytes.
const MAX_INDEX: u64 = 256 << 20;

/// A box at the top of the file.
#[derive(Clone, Copy, Debug)]
pub struct Top {
    /// Name.
    pub kind: [u8; 4],
    /// Where its content begins.
    pub at: u64,
    /// Bytes of content.
    pub size: u64,
}

/// The boxes at the top of a file.
///
/// # Errors
/// Reading fails, or a size cannot be.
pub fn tops(file: &mut (impl Read + Seek)) -> io::Result<Vec<Top>> {
    let bytes = file.seek(SeekFrom::End(0))?;
    let (mut at, mut tops) = (0, Vec::new());
    while at + 8 <= bytes {
        file.seek(SeekFrom::Start(at))?;
        let (mut head, mut long) = ([0; 8], [0; 8]);
        file.read_exact(&mut head)?;
        let size = u64::from(u32::from_be_bytes([head[0], head[1], head[2], head[3]]));
        let (begin, size) = match size {
            0 => (8, bytes - at),
            1 => {
                file.read_exact(&mut long)?;
                (16, u64::from_be_bytes(long))
            }
            size => (8, size),
        };
        if size < begin || size > bytes - at {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a box is larger than the file"));
        }
        tops.push(Top { kind: [head[4], head[5], head[6], head[7]], at: at + begin, size: size - begin });
        at += size;
    }
    Ok(tops)
}

/// The content of a box at the top.
///
/// # Errors
/// Reading fails, or it is too large for an index.
pub fn content(file: &mut (impl Read + Seek), top: &Top) -> io::Result<Vec<u8>> {
    if top.size > MAX_INDEX {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "the index is too large"));
    }
    let mut out = vec![0; top.size as usize];
    file.seek(SeekFrom::Start(top.at))?;
    file.read_exact(&mut out)?;
    Ok(out)
}

/// The boxes in a box, one that is cut short as far as it goes.
pub fn inside(mut rest: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    core::iter::from_fn(move || {
        let size = word(rest, 0)? as usize;
        let kind: &[u8; 4] = rest.get(4..8)?.try_into().ok()?;
        let size = if size < 8 { rest.len() } else { size.min(rest.len()) };
        let (this, after) = rest.split_at(size);
        rest = after;
        Some((kind, &this[8..]))
    })
}

/// The content of the first box along this path.
#[must_use]
pub fn find<'a>(content: &'a [u8], path: &[&[u8; 4]]) -> Option<&'a [u8]> {
    path.iter().try_fold(content, |content, name| inside(content).find(|(kind, _)| kind == name).map(|(_, body)| body))
}

/// Four bytes as a number.
#[must_use]
pub fn word(content: &[u8], at: usize) -> Option<u32> {
    content.get(at..at + 4).map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]))
}

/// Two bytes as a number.
#[must_use]
pub fn half(content: &[u8], at: usize) -> Option<u16> {
    content.get(at..at + 2).map(|b| u16::from_be_bytes([b[0], b[1]]))
}

/// Rows of `N` words after their count at `at`.
#[must_use]
pub fn rows<const N: usize>(content: &[u8], at: usize) -> Option<Vec<[u32; N]>> {
    let count = word(content, at)? as usize;
    let row = |bytes: &[u8]| core::array::from_fn(|n| word(bytes, n * 4).unwrap_or(0));
    let rows: Vec<_> = content.get(at + 4..)?.chunks_exact(N * 4).take(count).map(row).collect();
    (rows.len() == count).then_some(rows)
}
