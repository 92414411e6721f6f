//! Named moments of a run, to come back to. They change nothing in it, and every fork of a run has the same ones.

use crate::course::Course;

/// Most bookmarks of one run.
pub const MOST: usize = 40;
/// Longest name, characters.
pub const LONGEST: usize = 40;

/// A named moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Bookmark {
    /// Where, h.
    pub at_h: f64,
    /// What it is called.
    pub name: String,
}

/// What can be done with bookmarks.
#[derive(Clone, Debug, PartialEq)]
pub enum Marking {
    /// The present gets one, with the next free number for a name; where one is already nothing happens.
    Set,
    /// One with this moment and name, as it was kept.
    Put(Bookmark),
    /// The one at this place in the list gets another name.
    Name(usize, String),
    /// The one at this place in the list goes.
    Remove(usize),
}

impl Course {
    /// Does it. Bookmarks stay in order of time.
    pub fn mark(&mut self, marking: Marking) {
        match marking {
            Marking::Set => {
                let taken = |n: usize| self.bookmarks.iter().any(|b| b.name == format!("Mark {n}"));
                let free = (1..).find(|n| !taken(*n)).unwrap_or(1);
                self.put(Bookmark { at_h: self.t_h(), name: format!("Mark {free}") });
            }
            Marking::Put(bookmark) => self.put(bookmark),
            Marking::Name(at, name) => {
                if let Some(bookmark) = self.bookmarks.get_mut(at) {
                    bookmark.name = name.chars().take(LONGEST).collect();
                }
            }
            Marking::Remove(at) => {
                if at < self.bookmarks.len() {
                    self.bookmarks.remove(at);
                }
            }
        }
    }

    /// Whether there are as many bookmarks as can be: another one is refused.
    #[must_use]
    pub fn marks_full(&self) -> bool {
        self.bookmarks.len() >= MOST
    }

    fn put(&mut self, bookmark: Bookmark) {
        let there = |b: &Bookmark| (b.at_h - bookmark.at_h).abs() < SAME_H;
        if !self.marks_full() && bookmark.at_h.is_finite() && !self.bookmarks.iter().any(there) {
            let at = self.bookmarks.partition_point(|b| b.at_h < bookmark.at_h);
            self.bookmarks.insert(at, bookmark);
        }
    }

    /// The bookmark after the present, or before it.
    #[must_use]
    pub fn next_bookmark(&self, forward: bool) -> Option<&Bookmark> {
        let now = self.t_h();
        if forward {
            self.bookmarks.iter().find(|b| b.at_h > now + SAME_H)
        } else {
            self.bookmarks.iter().rev().find(|b| b.at_h < now - SAME_H)
        }
    }
}

/// Moments that are closer are one, h.
pub(crate) const SAME_H: f64 = 1e-9;
