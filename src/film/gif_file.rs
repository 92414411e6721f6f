//! A short range as an animated GIF: no sound, one palette for the film, reduced size. Frames wait on the disk until the
//! palette is known. Not here: films.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, Write};
use std::path::Path;

use crate::Error;
use crate::palette::Counts;
use crate::whole_file::{WholeFile, folder};

/// Longest GIF, s.
pub const MAX_SECONDS: f64 = 10.0;
/// Widest GIF, pixels; larger frames are reduced by whole factors.
pub const MAX_WIDTH: u32 = 640;
/// Most frames per second: viewers slow down what is faster.
pub const MAX_FPS: u32 = 25;

/// A GIF on its way. Dropped before [`Gif::finish`], it leaves no file behind.
#[derive(Debug)]
pub struct Gif {
    file: WholeFile,
    waiting: BufWriter<File>,
    counts: Counts,
    size: (u32, u32),
    /// So many pixels become one, each way.
    by: u32,
    fps: u32,
    /// One of so many frames is kept.
    one_of: u32,
    seen: u32,
    kept: u32,
}

impl Gif {
    /// Begins a GIF of frames of this size and rate. Frames above [`MAX_FPS`] are left out evenly.
    ///
    /// # Errors
    /// The size or rate is 0 or too large, or the folder may not be written to.
    pub fn create(path: &Path, width: u32, height: u32, fps: u32) -> Result<Self, Error> {
        if width == 0 || height == 0 || fps == 0 || width.max(height) > 65_535 {
            return Err(Error::Spec(format!(
                "a GIF of {width}x{height} at {fps} frames a second; allowed: 1 to 65535, 1 and more"
            )));
        }
        let waiting = tempfile::tempfile_in(folder(path)).map_err(|e| Error::write(path, e))?;
        Ok(Self {
            file: WholeFile::create(path)?,
            waiting: BufWriter::new(waiting),
            counts: Counts::default(),
            size: (width, height),
            by: width.div_ceil(MAX_WIDTH).min(height),
            fps,
            one_of: fps.div_ceil(MAX_FPS),
            seen: 0,
            kept: 0,
        })
    }

    /// The next frame: `width * height * 4` bytes.
    ///
    /// # Errors
    /// The frame has another size, there are more than [`MAX_SECONDS`], or the disk is full.
    pub fn push(&mut self, rgba: &[u8]) -> Result<(), Error> {
        let (width, height) = self.size;
        if rgba.len() != width as usize * height as usize * 4 {
            return Err(Error::Spec(format!(
                "a frame has {} bytes; {width}x{height} needs {}",
                rgba.len(),
                width as usize * height as usize * 4
            )));
        }
        if f64::from(self.seen + 1) / f64::from(self.fps) > MAX_SECONDS + 1e-9 {
            return Err(Error::Spec(format!("a GIF lasts up to {MAX_SECONDS} s")));
        }
        if self.seen.is_multiple_of(self.one_of) {
            let small = reduced(rgba, width as usize, self.by as usize);
            self.counts.count(&small);
            self.waiting.write_all(&small).map_err(|e| Error::write(self.file.target(), e))?;
            self.kept += 1;
        }
        self.seen += 1;
        Ok(())
    }

    /// Chooses the palette, writes the file and gives its size in bytes.
    ///
    /// # Errors
    /// There is no frame, or the file cannot be written.
    pub fn finish(mut self) -> Result<u64, Error> {
        let target = self.file.target().to_owned();
        if self.kept == 0 {
            return Err(Error::content(&target, "the GIF has no frame"));
        }
        let wrong = |e| Error::write(&target, e);
        let mut waiting = self.waiting.into_inner().map_err(|e| wrong(e.into_error()))?;
        waiting.rewind().map_err(wrong)?;
        let mut waiting = BufReader::new(waiting);
        let (width, height) = (self.size.0 / self.by, self.size.1 / self.by);
        let palette = self.counts.palette();
        let coding = |e: gif::EncodingError| wrong(std::io::Error::other(e));
        let mut out = BufWriter::new(self.file.file());
        let mut encoder = gif::Encoder::new(&mut out, width as u16, height as u16, &palette.colours).map_err(coding)?;
        encoder.set_repeat(gif::Repeat::Infinite).map_err(coding)?;
        let mut rgb = vec![0; width as usize * height as usize * 3];
        let mut before: Option<Vec<u8>> = None;
        for n in 0..self.kept {
            waiting.read_exact(&mut rgb).map_err(wrong)?;
            let entries = palette.entries(&rgb);
            let mut frame = changed(&entries, before.as_deref(), width as usize);
            // Hundredths of a second, so that they add up.
            let at = |n: u32| n * self.one_of * 100 / self.fps;
            frame.delay = (at(n + 1) - at(n)) as u16;
            encoder.write_frame(&frame).map_err(coding)?;
            before = Some(entries);
        }
        drop(encoder);
        out.flush().map_err(wrong)?;
        drop(out);
        self.file.finish()
    }
}

/// Each square of `by` pixels becomes one; what is left over at the edges is left out.
fn reduced(rgba: &[u8], width: usize, by: usize) -> Vec<u8> {
    let across = width / by;
    let mut out = Vec::new();
    for rows in rgba.chunks_exact(width * 4 * by) {
        for x in 0..across {
            let mut sums = [0usize; 3];
            for row in rows.chunks_exact(width * 4) {
                for p in row[x * by * 4..(x + 1) * by * 4].chunks_exact(4) {
                    sums.iter_mut().zip(p).for_each(|(s, &b)| *s += usize::from(b));
                }
            }
            out.extend(sums.map(|s| (s / (by * by)) as u8));
        }
    }
    out
}

/// The part of a frame that differs from the one before; at least one pixel.
fn changed(now: &[u8], before: Option<&[u8]>, width: usize) -> gif::Frame<'static> {
    let height = now.len() / width;
    let differs = |x: usize, y: usize| before.is_none_or(|b| b[y * width + x] != now[y * width + x]);
    let row = |y: usize| (0..width).any(|x| differs(x, y));
    let (top, bottom) = ((0..height).find(|&y| row(y)).unwrap_or(0), (0..height).rfind(|&y| row(y)).unwrap_or(0));
    let column = |x: usize| (top..=bottom).any(|y| differs(x, y));
    let (left, right) = ((0..width).find(|&x| column(x)).unwrap_or(0), (0..width).rfind(|&x| column(x)).unwrap_or(0));
    let buffer: Vec<u8> = (top..=bottom).flat_map(|y| now[y * width + left..=y * width + right].to_vec()).collect();
    gif::Frame {
        left: left as u16,
        top: top as u16,
        width: (right - left + 1) as u16,
        height: (bottom - top + 1) as u16,
        buffer: buffer.into(),
        ..gif::Frame::default()
    }
}
