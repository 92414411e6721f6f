//! What is wrong with content, gathered while it is checked: file, line, field, and what is allowed. Nothing here panics on
//! content. Not here: what a field may hold (the file of the thing itself).

use core::fmt;

use serde::de::DeserializeOwned;

use crate::locate::line_of;
use crate::quantity::{Dimension, Num};

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
    /// What stands before the fields of a part.
    scope: String,
    found: Vec<Problem>,
    numbers: Vec<Entry>,
}

/// One number of the content, with where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The file.
    pub file: String,
    /// The field ("cycle.turnover").
    pub field: String,
    /// The number as it is written.
    pub num: Num,
}

impl Problems {
    /// Starts an empty list for a file with this text.
    #[must_use]
    pub fn new(file: &str, text: &str) -> Self {
        let scope = String::new();
        Self { file: file.to_owned(), text: text.to_owned(), scope, found: Vec::new(), numbers: Vec::new() }
    }

    /// Notes that `field` is wrong; `what` says how, and what is allowed.
    pub fn add(&mut self, field: &str, what: &str) {
        let field = format!("{}{field}", self.scope);
        self.found.push(Problem {
            file: self.file.clone(),
            line: line_of(&self.text, &field),
            field,
            what: what.to_owned(),
        });
    }

    /// Checks a part whose fields stand behind `scope` ("patients[0].").
    pub fn within<R>(&mut self, scope: &str, check: impl FnOnce(&mut Self) -> R) -> R {
        let outside = self.scope.len();
        self.scope.push_str(scope);
        let checked = check(self);
        self.scope.truncate(outside);
        checked
    }

    /// The value of a number in engine units; a wrong one is noted and stands in as 1.
    pub fn num(&mut self, field: &str, num: &Num, dimension: Dimension, range: (f64, f64)) -> f64 {
        self.numbers.push(Entry { file: self.file.clone(), field: field.to_owned(), num: num.clone() });
        num.get(dimension, range).unwrap_or_else(|error| {
            self.add(field, &error.to_string());
            1.0
        })
    }

    /// The place of `id` among what is `allowed`; an unknown one is noted. `kind` says what is looked for.
    pub fn one_of<'a>(
        &mut self,
        field: &str,
        kind: &str,
        id: &str,
        allowed: impl Iterator<Item = &'a str> + Clone,
    ) -> Option<usize> {
        let found = allowed.clone().position(|known| known == id);
        if found.is_none() {
            let known: Vec<&str> = allowed.collect();
            self.add(field, &format!("no {kind} \"{id}\"; allowed: {}", known.join(", ")));
        }
        found
    }

    /// Notes every name in the list `field` that stands there twice.
    pub fn unique<'a>(&mut self, field: &str, ids: impl Iterator<Item = &'a str>) {
        self.unique_among(ids.enumerate().map(|(i, id)| (format!("{field}[{i}]"), id)));
    }

    /// Notes every name, given with its field, that stands there twice.
    pub fn unique_among<'a>(&mut self, ids: impl Iterator<Item = (String, &'a str)>) {
        let mut seen: Vec<&str> = Vec::new();
        for (field, id) in ids {
            if seen.contains(&id) {
                self.add(&field, &format!("\"{id}\" stands there twice; allowed: every name once"));
            }
            seen.push(id);
        }
    }

    /// Notes that a file's own name is empty.
    pub fn id(&mut self, id: &str) {
        if id.trim().is_empty() {
            self.add("id", "the id is empty; allowed: a name that nothing else has");
        }
    }

    /// Number of problems so far.
    #[must_use]
    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// The file and the numbers that were read in it, if there is no problem; else the problems.
    pub(crate) fn into_numbers(self) -> Result<(String, Vec<Entry>), Vec<Problem>> {
        if self.found.is_empty() { Ok((self.file, self.numbers)) } else { Err(self.found) }
    }

    /// All that was found.
    #[must_use]
    pub fn into_found(self) -> Vec<Problem> {
        self.found
    }
}

/// Parses one RON text into its raw mirror; a text that is not RON of that shape is one problem with its position.
///
/// # Errors
/// That problem.
pub fn parse<R: DeserializeOwned>(file: &str, text: &str) -> Result<R, Problem> {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options.from_str(text).map_err(|e| Problem {
        file: file.to_owned(),
        line: e.span.start.line,
        field: String::new(),
        what: format!("{} (column {})", e.code, e.span.start.col),
    })
}
