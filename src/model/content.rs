//! Content files: read, parsed and not trusted. Every problem of every file is gathered, each with file, line, field
//! and what is allowed; nothing here panics on content. Not here: what the fields mean ([`crate::drug`],
//! [`crate::system`], [`crate::level`]).

use core::fmt;

use serde::de::DeserializeOwned;

use crate::drug::Drug;
use crate::level::Level;
use crate::locate::line_of;
use crate::quantity::{Dimension, Num};
use crate::raw_drug::RawDrug;
use crate::raw_level::RawLevel;
use crate::raw_system::RawSystem;
use crate::system::System;

/// The files that are built into the program: (kind and name, text), made by `build.rs` from `assets/` and `levels/`.
pub mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

/// One thing that is wrong in one file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// Line, from 1; 0 when the whole file is meant.
    pub line: usize,
    /// The field ("cycle.turnover"), empty when the whole file is meant.
    pub field: String,
    /// What is wrong and what is allowed.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.field.is_empty() {
            write!(f, "{}:{}: {}", self.file, self.line, self.what)
        } else {
            write!(f, "{}:{}: {}: {}", self.file, self.line, self.field, self.what)
        }
    }
}

/// Gathers the problems of one file while it is checked.
#[derive(Debug)]
pub struct Problems {
    file: String,
    text: String,
    found: Vec<Problem>,
}

impl Problems {
    /// Starts an empty list for a file with this text.
    #[must_use]
    pub fn new(file: &str, text: &str) -> Self {
        Self { file: file.to_owned(), text: text.to_owned(), found: Vec::new() }
    }

    /// Notes that `field` is wrong; `what` says how, and what is allowed.
    pub fn add(&mut self, field: &str, what: &str) {
        self.found.push(Problem {
            file: self.file.clone(),
            line: line_of(&self.text, field),
            field: field.to_owned(),
            what: what.to_owned(),
        });
    }

    /// The value of a number in engine units; a wrong one is noted and stands in as 1.
    pub fn num(&mut self, field: &str, num: &Num, dimension: Dimension, range: (f64, f64)) -> f64 {
        num.get(dimension, range).unwrap_or_else(|error| {
            self.add(field, &error.to_string());
            1.0
        })
    }

    /// All that was found.
    #[must_use]
    pub fn into_found(self) -> Vec<Problem> {
        self.found
    }
}

/// Parses one RON text into its raw mirror; a text that is not RON of that shape is one problem with its position.
pub(crate) fn parse<R: DeserializeOwned>(file: &str, text: &str) -> Result<R, Problem> {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options.from_str(text).map_err(|e| Problem {
        file: file.to_owned(),
        line: e.span.start.line,
        field: String::new(),
        what: format!("{} (column {})", e.code, e.span.start.col),
    })
}

/// What a file is, told by the folder it lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `assets/drugs/`
    Drug,
    /// `assets/systems/`
    System,
    /// `levels/`
    Level,
}

/// All content, checked.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// Drugs in file order.
    pub drugs: Vec<Drug>,
    /// Body systems in file order.
    pub systems: Vec<System>,
    /// Levels in file order, which is playing order.
    pub levels: Vec<Level>,
}

impl Library {
    /// Everything that is built into the program.
    ///
    /// # Errors
    /// All problems of all files. The tests keep the built-in files free of them.
    pub fn embedded() -> Result<Self, Vec<Problem>> {
        Self::from_texts(embedded::FILES.iter().map(|(kind, name, text)| (*kind, *name, *text)))
    }

    /// Parses and checks many texts together; levels may use the drugs and systems among them.
    ///
    /// # Errors
    /// All problems of all texts, in the order of the texts.
    pub fn from_texts<'a>(files: impl IntoIterator<Item = (Kind, &'a str, &'a str)>) -> Result<Self, Vec<Problem>> {
        let mut library = Self::default();
        let problems = library.extend(files);
        if problems.is_empty() { Ok(library) } else { Err(problems) }
    }

    /// Adds texts to what is there already; a text with the id of something known replaces it. Broken texts are left
    /// out and reported.
    pub fn extend<'a>(&mut self, files: impl IntoIterator<Item = (Kind, &'a str, &'a str)>) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut raw_levels: Vec<(&str, &str, RawLevel)> = Vec::new();
        for (kind, name, text) in files {
            let mut p = Problems::new(name, text);
            match kind {
                Kind::Drug => match parse::<RawDrug>(name, text) {
                    Ok(raw) => put(&mut self.drugs, raw.check(&mut p), |d| &d.id, p, &mut problems),
                    Err(e) => problems.push(e),
                },
                Kind::System => match parse::<RawSystem>(name, text) {
                    Ok(raw) => put(&mut self.systems, raw.check(&mut p), |s| &s.id, p, &mut problems),
                    Err(e) => problems.push(e),
                },
                Kind::Level => match parse::<RawLevel>(name, text) {
                    Ok(raw) => raw_levels.push((name, text, raw)),
                    Err(e) => problems.push(e),
                },
            }
        }
        for (name, text, raw) in raw_levels {
            let mut p = Problems::new(name, text);
            let level = raw.check(self, &mut p);
            put(&mut self.levels, level, |l| &l.id, p, &mut problems);
        }
        problems
    }

    /// The drug called `id`.
    #[must_use]
    pub fn drug(&self, id: &str) -> Option<&Drug> {
        self.drugs.iter().find(|d| d.id == id)
    }

    /// The body system called `id`.
    #[must_use]
    pub fn system(&self, id: &str) -> Option<&System> {
        self.systems.iter().find(|s| s.id == id)
    }

    /// The level called `id` ("1.1").
    #[must_use]
    pub fn level(&self, id: &str) -> Option<&Level> {
        self.levels.iter().find(|l| l.id == id)
    }

    /// The drugs that act at `system`, in file order.
    pub fn drugs_for<'a>(&'a self, system: &'a str) -> impl Iterator<Item = &'a Drug> {
        self.drugs.iter().filter(move |d| d.action_at(system).is_some())
    }
}

fn put<T>(list: &mut Vec<T>, item: T, id: impl Fn(&T) -> &str, p: Problems, problems: &mut Vec<Problem>) {
    let found = p.into_found();
    if !found.is_empty() {
        problems.extend(found);
        return;
    }
    match list.iter().position(|old| id(old) == id(&item)) {
        Some(at) => list[at] = item,
        None => list.push(item),
    }
}
