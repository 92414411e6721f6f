//! What can go wrong with a command, each with its exit code.

use std::io;

use model::problem::Problem;
use model::solve::SolveError;

use crate::{FAILED, USAGE};

/// Why a command stopped.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The arguments do not fit together or lie outside of what is allowed.
    #[error("{0}")]
    Usage(String),
    /// A file cannot be read or written.
    #[error("{path}: {why}")]
    File {
        /// The file.
        path: String,
        /// What is wrong with it.
        why: String,
    },
    /// Content files have problems.
    #[error("{} in the content\n{}", count(.0.len(), "problem"), lines(.0))]
    Content(Vec<Problem>),
    /// The equations could not be solved.
    #[error(transparent)]
    Solve(#[from] SolveError),
    /// The results could not be written.
    #[error("the results could not be written: {0}")]
    Write(#[from] io::Error),
}

impl Error {
    /// The exit code that tells a caller what kind of error it was.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => USAGE,
            Self::File { .. } | Self::Content(_) | Self::Solve(_) | Self::Write(_) => FAILED,
        }
    }
}

/// One line about one problem; a problem of a whole file has no line number.
#[must_use]
pub fn line(problem: &Problem) -> String {
    if problem.line == 0 { format!("{}: {}", problem.file, problem.what) } else { problem.to_string() }
}

fn lines(problems: &[Problem]) -> String {
    problems.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// "1 row", "2 rows".
#[must_use]
pub fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
