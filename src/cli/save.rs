//! A file that appears whole or not at all: written beside its place under another name, then renamed.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::Error;

/// Most files left behind by commands that were killed.
const MAX_PARTS: u32 = 1000;

/// A file on its way. Dropped before [`NewFile::finish`], it leaves nothing behind.
#[derive(Debug)]
pub struct NewFile {
    target: PathBuf,
    part: PathBuf,
    file: File,
}

impl NewFile {
    /// Begins a file that will stand at `target`; what stands there stays until the end.
    ///
    /// # Errors
    /// The folder is missing or may not be written to, or something that is not a plain file stands there.
    pub fn create(target: &Path) -> Result<Self, Error> {
        let wrong = |why: String| Error::File { path: target.to_string_lossy().into_owned(), why };
        match fs::metadata(target) {
            Ok(there) if there.is_dir() => return Err(wrong("is a folder; allowed: a file name".to_owned())),
            Ok(there) if !there.is_file() => return Err(wrong("is not a plain file".to_owned())),
            Ok(_) | Err(_) => {}
        }
        let name = target.file_name().ok_or_else(|| wrong("is not a file name".to_owned()))?;
        // A command that was killed leaves its part behind, and in a container every command has the same number.
        for attempt in 0..MAX_PARTS {
            let mut part = std::ffi::OsString::from(".");
            part.push(name);
            part.push(format!(".{}.{attempt}.part", std::process::id()));
            let part = target.with_file_name(part);
            match File::create_new(&part) {
                Ok(file) => return Ok(Self { target: target.to_owned(), part, file }),
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
                Err(e) => return Err(wrong(format!("cannot be written ({e})"))),
            }
        }
        Err(wrong(format!("{MAX_PARTS} parts of it (.part) lie beside it; allowed: fewer")))
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// The disk is full, or the file may not be renamed.
    pub fn finish(self) -> Result<(), Error> {
        let done = self.file.sync_all().and_then(|()| fs::rename(&self.part, &self.target));
        done.map_err(|e| Error::File {
            path: self.target.to_string_lossy().into_owned(),
            why: format!("cannot be written ({e})"),
        })
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        // After a rename there is nothing left under this name.
        let _ = fs::remove_file(&self.part);
    }
}
