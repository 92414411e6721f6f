//! A file that appears whole or not at all: written beside its place under another name, then renamed. What a writer that was
//! killed has left there is taken away by the next one. Not here: what is in it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::Error;

/// How the name of a part ends.
const SUFFIX: &str = ".part";

/// A file on its way. Dropped before [`WholeFile::finish`], it leaves nothing behind.
#[derive(Debug)]
pub struct WholeFile {
    target: PathBuf,
    part: NamedTempFile,
}

impl WholeFile {
    /// Begins a file that will stand at `target`; what stands there stays until the end.
    ///
    /// # Errors
    /// The folder is missing or may not be written to, or something that is not a plain file stands there.
    pub fn create(target: &Path) -> Result<Self, Error> {
        let Some(name) = target.file_name() else {
            return Err(Error::content(target, "is not a file name"));
        };
        if fs::metadata(target).is_ok_and(|there| !there.is_file()) {
            return Err(Error::content(target, "is not a plain file; allowed: a file name"));
        }
        let prefix = format!(".{}.", name.to_string_lossy());
        sweep(folder(target), &prefix);
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix).suffix(SUFFIX);
        // Like any file that a program writes; temporary files are otherwise for their owner alone.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let part = builder.tempfile_in(folder(target)).map_err(|e| Error::write(target, e))?;
        // Held as long as somebody writes. Where a file cannot be locked its age tells instead.
        #[cfg(unix)]
        let _ = part.as_file().try_lock();
        Ok(Self { target: target.to_owned(), part })
    }

    /// Where it lies until it is finished.
    #[must_use]
    pub fn part(&self) -> &Path {
        self.part.path()
    }

    /// The name that it will have.
    #[must_use]
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The file, to write into.
    pub fn file(&mut self) -> &mut fs::File {
        self.part.as_file_mut()
    }

    /// Puts the file in its place and gives its size in bytes.
    ///
    /// # Errors
    /// The disk is full, or the file may not be renamed.
    pub fn finish(self) -> Result<u64, Error> {
        let wrong = |e: io::Error| Error::write(&self.target, e);
        self.part.as_file().sync_all().map_err(wrong)?;
        let bytes = fs::metadata(self.part.path()).map_err(wrong)?.len();
        self.part.persist(&self.target).map_err(|e| wrong(e.error))?;
        Ok(bytes)
    }
}

/// Takes away parts of the same file that nobody writes any more. One that cannot be taken away is left: it harms nobody.
fn sweep(folder: &Path, prefix: &str) {
    let Ok(all) = fs::read_dir(folder) else { return };
    for path in all.flatten().map(|entry| entry.path()) {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let part = name.strip_prefix(prefix).and_then(|rest| rest.strip_suffix(SUFFIX));
        if part.is_some_and(|middle| !middle.contains('.')) && is_left_over(&path) {
            let _ = fs::remove_file(&path);
        }
    }
}

/// Whether nobody writes a part any more: its writer would hold a lock on it.
#[cfg(unix)]
fn is_left_over(path: &Path) -> bool {
    fs::File::open(path).is_ok_and(|file| file.try_lock().is_ok())
}

/// Whether nobody writes a part any more: it has not changed for a day. A lock would keep `ffmpeg` out here.
#[cfg(not(unix))]
fn is_left_over(path: &Path) -> bool {
    const DAY: std::time::Duration = std::time::Duration::from_secs(24 * 3600);
    let changed = fs::metadata(path).and_then(|m| m.modified());
    changed.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > DAY))
}

/// The folder of a file; a name alone stands in the present one.
#[must_use]
pub fn folder(file: &Path) -> &Path {
    file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
