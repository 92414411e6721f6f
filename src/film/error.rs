//! What can go wrong on the way to a film. Every message names the file and what is allowed. Not here: flaws of what is
//! shown ([`crate::gate`]) and of captions ([`crate::captions`]), which are lists and stop nothing by themselves.

use std::io;
use std::path::{Path, PathBuf};

/// Why a film, a take or a picture could not be made or read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder cannot be read or written.
    #[error("{}: cannot be {doing} ({})", path.display(), reason(why))]
    File {
        /// The file, by the name that the user gave.
        path: PathBuf,
        /// "written" or "read".
        doing: &'static str,
        /// What the system said.
        why: io::Error,
    },
    /// A file does not hold what it should.
    #[error("{}: {what}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong and what is allowed.
        what: String,
    },
    /// A size, a rate or a length that cannot be recorded.
    #[error("{0}")]
    Spec(String),
    /// A program that was asked for is not on the PATH.
    #[error("{program}: not found on the PATH; {instead}")]
    Missing {
        /// The program.
        program: &'static str,
        /// What to do about it.
        instead: &'static str,
    },
    /// An encoder or a program gave up.
    #[error("{who}: {what}")]
    Coder {
        /// Which one.
        who: &'static str,
        /// What it said.
        what: String,
    },
    /// Narration that does not fit, all of it at once.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Voice(Vec<crate::voice::Problem>),
}

impl Error {
    /// A file that cannot be written.
    #[must_use]
    pub fn write(path: &Path, why: io::Error) -> Self {
        Self::File { path: path.to_owned(), doing: "written", why }
    }

    /// A file that cannot be read.
    #[must_use]
    pub fn read(path: &Path, why: io::Error) -> Self {
        Self::File { path: path.to_owned(), doing: "read", why }
    }

    /// A file with the wrong content.
    #[must_use]
    pub fn content(path: &Path, what: impl Into<String>) -> Self {
        Self::Content { path: path.to_owned(), what: what.into() }
    }
}

/// The system's words, in ours where they are common.
fn reason(why: &io::Error) -> String {
    match why.kind() {
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => why.to_string(),
    }
}
